import Schema

extension Run {
  /// Puts the author's captions and alternative texts in the place of the generated ones. Those of the block itself
  /// are for its first figure, as in Quarto, or for all of them where they are parts of one; those of a figure for that
  /// figure.
  mutating func writeCaptions(with results: ResultTable) {
    for place in outcomes.indices {
      let display = outcomes[place].options.display
      let areParts = (display.layoutColumns ?? 1) > 1 && outcomes[place].figures.count > 1
      if areParts, let caption = display.figureCaption { outcomes[place].sharedCaption = results.text(of: caption) }
      for index in outcomes[place].figures.indices {
        let words = outcomes[place].figures[index].words
        if let caption = words.caption ?? (index == 0 && !areParts ? display.figureCaption : nil) {
          outcomes[place].figures[index].caption = results.text(of: caption)
        }
        if let alternative = words.alternative ?? (index == 0 ? display.figureAlternative : nil) {
          outcomes[place].figures[index].alternative = results.text(of: alternative)
        }
      }
      if let caption = display.tableCaption { outcomes[place].tableCaption = results.text(of: caption) }
    }
  }
}
