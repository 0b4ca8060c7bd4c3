import ArgumentParser

/// Options of `run` that the language describes and that are still to be built: each is refused by its name.
struct ComingOptions: ParsableArguments {
  @Flag(help: .hidden) var lock = false
  @Flag(help: .hidden) var locked = false
  @Option(help: .hidden) var jobs: String?
  @Option(help: .hidden) var maxTime: String?
  @Option(help: .hidden) var maxMemory: String?
  @Flag(help: .hidden) var ci = false

  func validate() throws {
    let asked: [(name: String, isThere: Bool)] = [
      ("--lock", lock), ("--locked", locked), ("--jobs", jobs != nil),
      ("--max-time", maxTime != nil), ("--max-memory", maxMemory != nil), ("--ci", ci),
    ]
    if let first = asked.first(where: \.isThere) { throw ValidationError("'\(first.name)' is not supported yet") }
  }
}
