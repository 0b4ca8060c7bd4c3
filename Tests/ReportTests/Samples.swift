import Figures
import Report

/// A page with everything on it, small enough to read.
func samplePage() -> Page {
  var page = Page(title: "A first autoencoder")
  page.subtitle = "In 32 numbers"
  page.authors = ["Ada Example", "Grace Sample", "Third Author"]
  page.date = "25 March 2020"
  page.description = "What it keeps & what it loses."
  page.keywords = ["autoencoder", "PCA"]
  page.license = "CC BY 4.0"
  page.banner = "Made with the profile quick."
  page.headings = [
    Page.Heading(level: 1, parts: [.html("A <em>first</em> autoencoder")], id: "a-first-autoencoder"),
    Page.Heading(level: 2, parts: [.html("Training")], id: "training"),
    Page.Heading(level: 3, parts: [.html("Error "), .value("0.01")], id: "error"),
    Page.Heading(level: 2, parts: [.html("Results")], id: "results"),
  ]
  page.parts = [
    .html("<h1 id=\"a-first-autoencoder\">A <em>first</em> autoencoder</h1>\n<p>Hello.</p>\n"),
    .html("<h2 id=\"training\">Training</h2>\n<p>See @fig-first-loss.</p>\n"), .block(sampleTraining()),
    .html("<h3 id=\"error\">Error "), .value("0.01"), .html("</h3>\n<p>Text.</p>\n"),
    .html("<h2 id=\"results\">Results</h2>\n"), .block(sampleEvaluation()),
  ]
  return page
}

func sampleTraining() -> BlockExhibit {
  var block = BlockExhibit(
    label: "first", title: "First autoencoder", kind: "train", source: "label: first\ncode: 32  # narrow\n")
  let chart = LineChart(
    xTitle: "epoch", yTitle: "mean squared error",
    series: [LineChart.Series(name: "train", x: [1, 2, 3], y: [0.3, 0.2, 0.15])])
  var row = ImageGrid.Row(name: "original", images: [[0, 64, 128, 255], [255, 0, 0, 255]])
  row.notes = ["0.1", "0.2"]
  block.figures = [
    BlockExhibit.Figure(
      id: "fig-first-loss", content: .chart(chart), caption: "The loss.", alternative: "A falling curve."),
    BlockExhibit.Figure(
      id: "fig-first-reconstructions", content: .images(ImageGrid(imageWidth: 2, imageHeight: 2, rows: [row])),
      caption: "Digits.", alternative: "Two digits."),
  ]
  block.settings = [
    BlockExhibit.Setting(key: "code", value: "32", isDefault: false),
    BlockExhibit.Setting(key: "activation", value: "relu", isDefault: true),
  ]
  block.claims = [
    BlockExhibit.Claim(text: "test.mse < 0.02", holds: true, detail: "0.0100 < 0.0200"),
    BlockExhibit.Claim(text: "test.mse < 0.001", holds: false, detail: "0.0100 is not < 0.0010"),
    BlockExhibit.Claim(text: "test.mse < 1 if params.data == mnist", holds: nil, detail: ""),
  ]
  block.cost = [BlockExhibit.Fact(name: "Parameters", value: "50,992")]
  block.provenance = [BlockExhibit.Fact(name: "Seed", value: "0")]
  return block
}

func sampleEvaluation() -> BlockExhibit {
  var block = BlockExhibit(
    label: "comparison", title: "Comparison", kind: "evaluate", source: "label: comparison\nmodels: [pca, first]\n")
  var published = ScoreTable.Column(title: "PSNR (dB)", better: .higher, decimals: 1)
  published.isReference = true
  let scores = ScoreTable(
    columns: [
      ScoreTable.Column(title: "MSE", better: .lower, decimals: 4),
      ScoreTable.Column(title: "PSNR (dB)", better: .higher, decimals: 2), published,
    ],
    rows: [
      ScoreTable.Row(name: "PCA", cells: [0.0168, 17.74, nil]),
      ScoreTable.Row(name: "First", cells: [0.01, .nan, 18.5]),
    ])
  block.table = BlockExhibit.Table(id: "tbl-comparison", scores: scores, caption: "On the test split.")
  return block
}

/// The page without its style sheet.
func withoutStyle(_ html: String) -> String {
  guard let start = html.firstRange(of: "<style>"), let end = html.firstRange(of: "</style>") else { return html }
  return html[..<start.upperBound] + "…" + html[end.lowerBound...]
}
