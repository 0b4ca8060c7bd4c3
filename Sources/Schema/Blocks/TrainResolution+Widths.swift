internal import Autoencoders
internal import Datasets
internal import NotebookSyntax

// What the widths of a model's layers have to be, beside each other and beside the data.

extension TrainResolution {
  func checkWidths(_ options: AutoencoderOptions) {
    guard variant != .meanImage, variant != .affine, !reader.broken.contains("code"), let data else { return }
    let pixels = data.shape.pixels
    let spot = draft.code?.spot ?? draft.variant?.spot ?? blockSpot
    let found = "'code' is \(grouped(options.code))" + (draft.code?.value.size == nil ? " by default" : "")
    let wide = "\(grouped(pixels)) pixels of '\(data.name)'"
    switch variant {
    case .undercomplete:
      if options.code >= pixels {
        contradict(
          "\(found), but 'undercomplete' wants fewer units than the \(wide)", spot, help: "or 'variant: overcomplete'")
      }
    case .overcomplete:
      guard draft.code?.value.size != nil else {
        findings.error(
          .missingKey, "'overcomplete' needs 'code'", at: draft.variant?.spot ?? blockSpot,
          help: "at least the \(wide)")
        return
      }
      if options.code < pixels {
        contradict("\(found), but 'overcomplete' wants at least as many units as the \(wide)", spot)
      } else {
        warnOfWideCode(options, wide, spot)
      }
    case .linear, .logisticPCA:
      if options.code >= pixels { warnOfWideCode(options, wide, spot) }
    case .pca:
      if options.code > pixels {
        contradict("\(found), but there are only the \(wide) to combine", spot)
      } else if options.code > data.trainingCount {
        contradict("\(found), but there are only \(grouped(data.trainingCount)) training samples to find them in", spot)
      } else if pixels > WidthLimits.mostPixelsOfPCA {
        contradict(
          "'pca' is computed exactly, for at most \(grouped(WidthLimits.mostPixelsOfPCA)) pixels; there are the \(wide)",
          draft.variant?.spot ?? blockSpot)
      }
    case .meanImage, .affine, .sparse, .denoising, .contractive, .variational: break
    }
    checkParameters(options, pixels: pixels, spot)
  }

  private func warnOfWideCode(_ options: AutoencoderOptions, _ wide: String, _ spot: Spot) {
    guard options.corruption == nil, options.penalties.isEmpty, options.binaryNoise == nil else { return }
    if case .largest = options.sparsity { return }
    findings.warning(
      .wideCode, "a code of \(grouped(options.code)) units for \(wide), without a penalty, can copy its input", at: spot
    )
  }

  private func checkParameters(_ options: AutoencoderOptions, pixels: Int, _ spot: Spot) {
    guard reader.broken.isDisjoint(with: ["encoder", "decoder", "tied"]) else { return }
    let parameters = options.network(inputWidth: pixels).parameterCount
    guard parameters > WidthLimits.mostParameters else { return }
    findings.error(
      .modelTooLarge,
      "the model has \(grouped(parameters)) parameters; at most \(grouped(WidthLimits.mostParameters)) are possible",
      at: draft.encoder?.spot ?? spot)
  }
}
