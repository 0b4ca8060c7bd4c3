import ArgumentParser
import Foundation
import Runner

/// Where known results are kept.
struct CacheOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Keep known results here; else in CODEBOOK_CACHE, or in .codebook in the notebook's root folder.",
      valueName: "dir"))
  var cache: String?

  func cache(root: String, environment: [String: String]) -> ResultCache {
    let variable = environment["CODEBOOK_CACHE"].flatMap { $0.isEmpty ? nil : $0 }
    return ResultCache(folder: cache ?? variable ?? "\(root)/.codebook", program: Self.build)
  }

  /// Gives a run of a notebook what is known, and says whose blocks' last keys it is compared with.
  func set(in run: inout RunOptions, for notebook: String, _ options: NotebookOptions, environment: [String: String]) {
    run.cache = cache(of: notebook, options, environment: environment)
    run.notebook = options.identity(of: notebook)
    run.overrides = options.overrides
  }

  func cache(of notebook: String, _ options: NotebookOptions, environment: [String: String]) -> ResultCache {
    cache(root: RootPaths(notebook: notebook, root: options.root).root, environment: environment)
  }

  /// Tells this build of the program from every other: its file's place, size and time of change.
  private static var build: String {
    var status = stat()
    guard unsafe stat("/proc/self/exe", &status) == 0 else { return Codebook.version }
    return "\(status.st_dev) \(status.st_ino) \(status.st_size) \(status.st_mtim.tv_sec).\(status.st_mtim.tv_nsec)"
  }
}
