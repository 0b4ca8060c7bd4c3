import ArgumentParser

/// Ends the command with a line on standard error and exit code 64: what was asked for cannot be done as it stands, and
/// the list of options would not help.
func wrongUsage(_ message: String) -> ExitCode {
  FileOutput.standardError.write("codebook: \(message)\n")
  return ExitCode(64)
}
