import Engine
import NotebookSyntax
import Report
import Runner
import Schema

extension Page {
  /// A notebook's page from its prose and from what its blocks gave.
  init(of notebook: NotebookFile, _ program: Program, _ outcome: RunOutcome, pictures: EmbeddedImages) {
    let front = program.frontMatter
    let headings = notebook.document.headings.map { heading in
      Heading(
        level: heading.level,
        parts: heading.parts.compactMap { part in
          switch part {
          case .html(let html): .html(html)
          case .value(let place): .value(outcome.values[place])
          case .formula(let place): .formula(notebook.mathematics.formulas[place])
          case .image, .block: nil
          }
        }, id: heading.id)
    }
    let firstTitle = headings.first { $0.level == 1 }?.plainText
    let title = front.title.map { notebook.mathematics.plain($0) }
    self.init(title: title ?? firstTitle ?? NotebookFile.baseName(of: notebook.path))
    self.headings = headings
    subtitle = front.subtitle
    authors = front.authors
    date = front.date
    description = front.description
    keywords = front.keywords
    language = front.language
    license = front.license
    hasTableOfContents = front.hasTableOfContents
    numbersSections = front.numbersSections
    if let profile = program.profile {
      banner = "Made with the profile “\(profile)”: not the notebook’s full results."
    }
    let unfinished = outcome.blocks.count { $0.progress != nil }
    if unfinished > 0 {
      let ended = outcome.blocks.count { $0.status != .skipped }
      let words =
        "This run goes on: \(ended) of \(counted(ended + unfinished, "block")) \(ended == 1 ? "has" : "have") ended."
      banner = [banner, words].compactMap(\.self).joined(separator: " ")
    } else if outcome.blocks.contains(where: { $0.status == .skipped && $0.options.display.isEvaluated }) {
      let words = outcome.wasInterrupted ? "The run was interrupted before its end." : "Some blocks were not run."
      banner = [banner, words].compactMap(\.self).joined(separator: " ")
    }
    parts = notebook.document.parts.map { part in
      switch part {
      case .html(let html): .html(html)
      case .value(let place): .value(outcome.values[place])
      case .formula(let place): .formula(notebook.mathematics.formulas[place])
      case .image(let place): .value(pictures.addresses[place])
      case .block(let place): .block(notebook.exhibit(place, outcome))
      }
    }
  }
}

extension NotebookFile {
  /// What a block shows, for every form alike.
  fileprivate func exhibit(_ place: Int, _ outcome: RunOutcome) -> BlockExhibit {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let block = reading.program?.places[place] ?? place
    var exhibit = BlockExhibit(of: outcome.blocks[block], source: document.blocks[place].fragment.text, file: file)
    exhibit.titleFormulas = mathematics.formulas(inCaption: exhibit.title)
    exhibit.setNames { mathematics.plain($0) }
    for index in exhibit.figures.indices {
      exhibit.figures[index].formulas = mathematics.formulas(inCaption: exhibit.figures[index].caption)
    }
    exhibit.progress = outcome.progress(of: block, reading.program).map { .init($0) }
    if let caption = exhibit.table?.caption { exhibit.table?.formulas = mathematics.formulas(inCaption: caption) }
    exhibit.sharedFormulas = mathematics.formulas(inCaption: exhibit.sharedCaption)
    let wanted = reading.program?.blocks[block].shownIDs ?? []
    exhibit.absent = wanted.filter { !exhibit.shownIDs.contains($0) }
    return exhibit
  }

  /// The notebook as it was written, with what its values and blocks gave. Addresses of pictures lead from the folder of
  /// the Markdown file, where there is one.
  func sourceParts(_ outcome: RunOutcome, pictures: EmbeddedImages, markdown: String?) -> [Page.SourcePart] {
    let folder = OutputForms.folder(of: path)
    let way = markdown.map { relativePath(from: OutputForms.folder(of: $0), to: folder) } ?? ""
    return document.source(of: text).map { part in
      switch part {
      case .text(let text): return .text(text)
      case .code(let code): return .code(code)
      case .math(let formula): return .math(formula)
      case .value(let place): return .value(outcome.values[place])
      case .image(let place):
        let destination = document.images[place].destination
        let isMoved = !way.isEmpty && !destination.hasPrefix("/")
        return .image(path: isMoved ? "\(way)/\(destination)" : destination, address: pictures.addresses[place])
      case .block(let place, let lead, let indent): return .block(exhibit(place, outcome), lead: lead, indent: indent)
      }
    }
  }
}

extension RunOutcome {
  /// How far a block is; a family is as far as the member that runs.
  fileprivate func progress(of place: Int, _ program: Program?) -> BlockOutcome.Progress? {
    guard blocks[place].progress == .waiting, case .evaluate(let block)? = program?.blocks[place], block.family != nil
    else { return blocks[place].progress }
    let running = blocks.first { member in
      if case .running? = member.progress { block.models.contains(member.label) } else { false }
    }
    return running?.progress ?? .waiting
  }
}

extension BlockExhibit {
  /// `file` is the notebook's name without its folder, so that the page is the same wherever it was made.
  init(of outcome: BlockOutcome, source: String, file: String) {
    self.init(label: outcome.label, title: outcome.options.title, kind: outcome.kind, source: source)
    let display = outcome.options.display
    echo =
      switch display.echo {
      case .shown: .shown
      case .hidden: .hidden
      case .folded: .folded
      }
    isIncluded = display.isIncluded
    layoutColumns = display.layoutColumns
    settings = outcome.options.configuration.filter(\.decidesResult).map {
      Setting(key: $0.key, value: $0.value.yamlText, isDefault: $0.isDefault)
    }
    figures = outcome.figures.map { figure in
      let content: Figure.Content =
        switch figure.content {
        case .chart(let chart): .chart(chart)
        case .images(let grid): .images(grid)
        case .diagram(let diagram): .diagram(diagram)
        }
      return Figure(id: figure.id, content: content, caption: figure.caption, alternative: figure.alternative)
    }
    sharedCaption = outcome.sharedCaption
    table = outcome.table.map { Table(id: "tbl-\(outcome.label)", scores: $0, caption: outcome.tableCaption) }
    claims = outcome.claims.map { Claim(text: $0.text, holds: $0.holds, detail: $0.detail) }
    cost = outcome.cost.map { Fact(name: $0.name, value: $0.value) }
    provenance = outcome.provenance.map { Fact(name: $0.name, value: $0.value) }
    if !provenance.isEmpty {
      provenance.append(Fact(name: "Make it again", value: "codebook run \(file) --only \(outcome.label)"))
    }
    failure = outcome.failure.map {
      let heading = outcome.status == .failed ? "This block failed." : "This block did not run to its end."
      return Failure(heading: heading, message: $0.message, help: $0.help)
    }
    if outcome.status == .skipped, outcome.progress == nil, failure == nil, display.isEvaluated, display.isIncluded {
      failure = Failure(heading: "This block was not run.", message: "", help: nil)
    }
    if failure == nil, outcome.status == .skipped, !display.isEvaluated { isIncluded = false }
  }
}

extension BlockExhibit.Progress {
  fileprivate init(_ progress: BlockOutcome.Progress) {
    switch progress {
    case .waiting: self.init(words: "Waits for its turn.", share: nil)
    case .running(nil): self.init(words: "Runs.", share: nil)
    case .running(let report?):
      let model = report.models > 1 ? "Model \(report.model) of \(report.models), epoch" : "Epoch"
      let done = Double(report.model - 1) + Double(report.epoch) / Double(max(report.epochs, 1))
      self.init(
        words: "\(model) \(report.epoch) of \(report.epochs)", share: done / Double(max(report.models, 1)))
    }
  }
}

extension BlockExhibit {
  /// Changes what names of models stand in: the texts of pictures, tables and alternative texts.
  fileprivate mutating func setNames(_ change: (String) -> String) {
    figures = figures.map { figure in
      let content: Figure.Content
      switch figure.content {
      case .chart(var chart):
        for index in chart.series.indices { chart.series[index].name = change(chart.series[index].name) }
        for index in chart.panels.indices { chart.panels[index].title = change(chart.panels[index].title) }
        content = .chart(chart)
      case .images(var grid):
        for index in grid.rows.indices { grid.rows[index].name = change(grid.rows[index].name) }
        content = .images(grid)
      case .diagram: content = figure.content
      }
      return Figure(id: figure.id, content: content, caption: figure.caption, alternative: change(figure.alternative))
    }
    guard var scores = table?.scores, let table else { return }
    for index in scores.rows.indices { scores.rows[index].name = change(scores.rows[index].name) }
    self.table = Table(id: table.id, scores: scores, caption: table.caption)
  }
}
