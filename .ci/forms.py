"""Reads the other forms of every report in a folder as those who get them do.

usage: forms.py FOLDER, which has NAME.ipynb, NAME.md, NAME.xml and the figures in NAME/ for every notebook
"""

import csv
import re
import subprocess
import sys
import xml.etree.ElementTree as xml
from pathlib import Path

import nbformat

folder = Path(sys.argv[1])
notebooks = sorted(folder.glob("*.ipynb"))
assert notebooks, f"no notebooks in {folder}"
for path in notebooks:
    figures = folder / path.stem
    pictures = sorted(figures.glob("*.svg"))
    for picture in pictures:
        root = xml.parse(picture).getroot()
        for element in root.iter():
            assert "style" not in element.attrib and not element.tag.endswith("}style"), f"{picture} has a style"

    notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert path.read_text() == nbformat.writes(notebook) + "\n", f"{path} is not written as Jupyter writes it"

    command = [sys.executable, "-m", "nbconvert", "--to", "html", path.name]
    told = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stderr
    strange = [line for line in told.splitlines() if not re.match(r"\[NbConvertApp\] (Converting|Writing) ", line)]
    assert not strange, "\n".join(strange)
    html = path.with_suffix(".html").read_text()
    shown = html.count('<img alt="') + html.count('<img src="data:image/svg+xml;base64,')
    assert shown >= len(pictures), f"{path}: {shown} of {len(pictures)} figures are shown"

    suites = xml.parse(path.with_suffix(".xml")).getroot()
    cases = list(suites.iter("testcase"))
    assert int(suites.get("tests")) == len(cases) > 0
    assert int(suites.get("failures")) == len(list(suites.iter("failure")))

    text = path.with_suffix(".md").read_text()
    assert len(text.encode()) < 1 << 20
    for address in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", text):
        assert (folder / address).exists(), f"{path.stem}.md shows {address}, which is not there"
    for table in figures.glob("*.csv"):
        widths = {len(row) for row in csv.reader(table.open(newline=""))}
        assert len(widths) == 1, f"{table} has rows of {widths}"
    print(f"{path.stem}: {len(notebook.cells)} cells, {len(pictures)} figures, {len(cases)} test cases")
