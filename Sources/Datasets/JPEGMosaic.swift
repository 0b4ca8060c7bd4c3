import CJPEG
package import Engine
import Glibc

/// Many images as one JPEG: what JPEG reaches on them when its header is shared. Each is padded to a multiple of 16
/// pixels by repeating its edge, so that no block holds two images.
package struct JPEGMosaic {
  private let samples: Samples
  private let shape: SampleShape
  private let pixels: [UInt8]  // height × width
  private let width: Int
  private let height: Int
  private let columns: Int
  private let pitch: (x: Int, y: Int)
  private let count: Int

  /// At most the first 1,000 images; nil where there are none, or where the mosaic would be larger than JPEG's 65,500
  /// pixels.
  package init?(of samples: Samples, shape: SampleShape) {
    count = min(samples.count, 1_000)
    guard count > 0, shape.pixels == samples.width, shape.pixels > 0 else { return nil }
    self.samples = samples
    self.shape = shape
    pitch = ((shape.width + 15) / 16 * 16, (shape.height + 15) / 16 * 16)
    columns = min(count, 40)
    width = columns * pitch.x
    height = (count + columns - 1) / columns * pitch.y
    guard width <= 65_500, height <= 65_500 else { return nil }
    var pixels = [UInt8](repeating: 0, count: width * height)
    let images = samples.gathered(rows: Array(0..<count)).asMatrix().pixels(in: samples.range)
    for (place, image) in images.enumerated() {
      let corner = place / columns * pitch.y * width + place % columns * pitch.x
      for y in 0..<pitch.y {
        for x in 0..<pitch.x {
          pixels[corner + y * width + x] = image[min(y, shape.height - 1) * shape.width + min(x, shape.width - 1)]
        }
      }
    }
    self.pixels = pixels
  }

  /// Bytes an image and PSNR in dB at a quality of 1 to 100; nil where the library fails.
  package func point(quality: Int) -> (bytes: Double, psnr: Double)? {
    guard let file = compressed(quality), let result = decompressed(file) else { return nil }
    var error = 0
    for place in 0..<count {
      let corner = place / columns * pitch.y * width + place % columns * pitch.x
      for y in 0..<shape.height {
        for x in 0..<shape.width {
          let index = corner + y * width + x
          let difference = Int(pixels[index]) - Int(result[index])
          error += difference * difference
        }
      }
    }
    let mean = Double(error) / Double(count * shape.pixels) / (255 * 255)
    return (Double(file.count) / Double(count), mean > 0 ? -10 * log10(mean) : .infinity)
  }

  private func compressed(_ quality: Int) -> [UInt8]? {
    guard let codec = unsafe tjInitCompress() else { return nil }
    defer { unsafe tjDestroy(codec) }
    var bytes: UnsafeMutablePointer<UInt8>?
    var size: UInt = 0
    let status = unsafe pixels.withUnsafeBufferPointer { pixels in
      unsafe tjCompress2(
        codec, pixels.baseAddress, Int32(width), 0, Int32(height), Int32(TJPF_GRAY.rawValue), &bytes, &size,
        Int32(TJSAMP_GRAY.rawValue), Int32(quality), TJFLAG_ACCURATEDCT)
    }
    defer { unsafe tjFree(bytes) }
    guard status == 0, let bytes = unsafe bytes else { return nil }
    return unsafe Array(UnsafeBufferPointer(start: bytes, count: Int(size)))
  }

  private func decompressed(_ file: [UInt8]) -> [UInt8]? {
    guard let codec = unsafe tjInitDecompress() else { return nil }
    defer { unsafe tjDestroy(codec) }
    var result = [UInt8](repeating: 0, count: width * height)
    let status = unsafe file.withUnsafeBufferPointer { file in
      unsafe result.withUnsafeMutableBufferPointer { result in
        unsafe tjDecompress2(
          codec, file.baseAddress, UInt(file.count), result.baseAddress, Int32(width), 0, Int32(height),
          Int32(TJPF_GRAY.rawValue), TJFLAG_ACCURATEDCT)
      }
    }
    return status == 0 ? result : nil
  }
}
