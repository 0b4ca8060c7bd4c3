internal import Figures

extension Comparison {
  /// GitHub Flavoured Markdown: a table for each block that differs, the curves of both runs as Mermaid.
  package var markdown: String {
    var parts = [
      "# Two runs compared", "A is \(Markdown.code(before)), B is \(Markdown.code(after)).", Markdown.text(verdict),
    ]
    if !settings.isEmpty { parts.append(Self.table("Setting", settings)) }
    if !surroundings.isEmpty { parts.append(Self.table("Made with", surroundings)) }
    for section in sections {
      let presence = section.presence.isEmpty ? "" : ", \(section.presence)"
      parts.append("## \(Markdown.text(section.label))\n\n\(Markdown.text(section.kind + presence))")
      if section.presence.isEmpty {
        if let error = section.error { parts.append(Self.table("", [error])) }
        if !section.settings.isEmpty { parts.append(Self.table("Setting", section.settings)) }
        if !section.results.isEmpty { parts.append(Self.table(section.results)) }
        if section.equalResults > 0, !section.results.isEmpty {
          parts.append(Self.counted(section.equalResults, "other result") + " equal.")
        }
        if !section.claims.isEmpty { parts.append(Self.table("Claim", section.claims)) }
        if !section.curves.isEmpty { parts.append(Self.table("Curve", section.curves)) }
        if let (chart, words) = section.chart { parts.append(Self.overlaid(chart, words)) }
      } else {
        let missing = section.results.filter { $0.exceeded != nil }
        if !missing.isEmpty { parts.append(Self.table(missing)) }
      }
    }
    return parts.joined(separator: "\n\n") + "\n"
  }

  /// Mermaid's lines all have the same places, so that of two trainings the shorter decides what is drawn.
  private static func overlaid(_ chart: LineChart, _ words: String) -> String {
    var chart = chart
    chart.series = chart.series.filter { $0.color == 0 } + chart.series.filter { $0.color != 0 }
    let lengths = chart.series.map(\.y.count)
    guard let least = lengths.min(), lengths.contains(where: { $0 != least }), least > 1 else {
      return String(chart.markdown.trimmingEnd)
    }
    var shared = chart
    shared.series = chart.series.map { series in
      var series = series
      series.x = Array(series.x.prefix(least))
      series.y = Array(series.y.prefix(least))
      return series
    }
    guard shared.mermaid().contains(where: { $0.text != nil }) else { return String(chart.markdown.trimmingEnd) }
    return "\(shared.markdown)\n*The diagram has the \(least) epochs of both runs.* \(Markdown.inline(words))"
  }

  private static func table(_ title: String, _ settings: [Setting]) -> String {
    let rows = settings.map { setting in
      [setting.name, setting.before ?? "–", setting.after ?? "–"].map(Markdown.cellCode)
    }
    return table([[title, "A", "B"], [":--", ":--", ":--"]] + rows)
  }

  private static func table(_ results: [Result]) -> String {
    let rows = results.map { result in
      let numbers = result.numbers
      let judgement = result.judgement == "worse" ? "**worse**" : result.judgement
      let beyond = result.exceeded.map { "beyond \(Markdown.cellCode($0))" }
      return [
        Markdown.cellCode(result.name), Markdown.text(numbers.before), Markdown.text(numbers.after),
        Markdown.text(result.change), Markdown.text(result.relativeChange),
        [judgement, beyond ?? ""].filter { !$0.isEmpty }.joined(separator: ", "),
      ]
    }
    return table([["Result", "A", "B", "Change", "", ""], [":--", "--:", "--:", "--:", "--:", ":--"]] + rows)
  }

  private static func table(_ rows: [[String]]) -> String {
    rows.map { "| \($0.joined(separator: " | ")) |" }.joined(separator: "\n")
  }
}

extension LineChart {
  /// As diagrams of Mermaid's, and below each what its lines are.
  var markdown: String {
    mermaid().map { chart in
      let lines = chart.lines.map { line in
        let summary = line.summary.isEmpty ? "" : ": \(Markdown.text(line.summary))"
        let mark = chart.text == nil ? "" : "\(line.mark) "
        return "- \(mark)\(Markdown.text(line.name))\(summary)\n"
      }.joined()
      guard let text = chart.text else { return lines }
      return Markdown.fenced(text, language: "mermaid") + "\n" + lines
    }.joined(separator: "\n")
  }
}
