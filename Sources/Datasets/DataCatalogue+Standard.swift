extension DataCatalogue {
  /// Where every command looks, in this order: the folder that its user names, `CODEBOOK_DATA`, the user's cache, the
  /// system's packages; and for `mnist-5k` what came with the executable at `executablePath`, links resolved.
  package static func standard(
    folder: String?, environment: [String: String], executablePath: String
  ) -> DataCatalogue {
    var folders: [String] = []
    if let folder { folders.append(folder) }
    if let folder = environment["CODEBOOK_DATA"], !folder.isEmpty { folders.append(folder) }
    if let home = environment["HOME"], !home.isEmpty { folders.append(home + "/.cache/codebook/datasets") }
    folders.append("/usr/share/datasets")
    return DataCatalogue(folders: folders, bundled: bundledFolder(executablePath: executablePath))
  }
}
