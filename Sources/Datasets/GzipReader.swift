import CZlib

/// Unpacks gzip data (RFC 1952) piece by piece, never more than was asked for. Several members in a row are one file,
/// as the specification has it; anything else behind the last one is an error. The checksum of each member is tested by
/// the read that reaches its end.
@safe
struct GzipReader: ~Copyable {
  private let input: [UInt8]
  private var position = 0
  private var isAtEnd = false
  /// At a fixed address, because zlib keeps pointers to it.
  private let stream: UnsafeMutablePointer<z_stream>

  init(_ input: [UInt8]) throws(IDXError) {
    self.input = input
    unsafe stream = .allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    // 15 + 16: the largest window, gzip only.
    guard unsafe inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      throw .gzipDamaged("zlib cannot start")
    }
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  static func recognises(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

  /// The next `count` bytes; fewer only where the data end.
  mutating func read(_ count: Int) throws(IDXError) -> [UInt8] {
    var failure: IDXError?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { output, filled in
      while filled < count && !isAtEnd && failure == nil {
        unsafe failure = inflateOnce(into: UnsafeMutableBufferPointer(rebasing: output[filled..<count]), &filled)
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// One call of zlib, which sees the rest of the input and of the output, a gigabyte of each at most.
  private mutating func inflateOnce(into output: UnsafeMutableBufferPointer<UInt8>, _ filled: inout Int) -> IDXError? {
    let available = min(input.count - position, 1 << 30)
    let room = min(output.count, 1 << 30)
    let code = unsafe input[position..<position + available].withUnsafeBufferPointer { source in
      unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.baseAddress)
      unsafe stream.pointee.avail_in = UInt32(available)
      unsafe stream.pointee.next_out = output.baseAddress
      unsafe stream.pointee.avail_out = UInt32(room)
      return unsafe inflate(stream, Z_NO_FLUSH)
    }
    position += available - Int(unsafe stream.pointee.avail_in)
    filled += room - Int(unsafe stream.pointee.avail_out)
    switch code {
    case Z_OK: return nil
    case Z_STREAM_END: return finishMember()
    case Z_BUF_ERROR: return .gzipCutOff
    case Z_MEM_ERROR: return .gzipDamaged("out of memory")
    default: return .gzipDamaged(unsafe stream.pointee.msg.map { unsafe String(cString: $0) } ?? "not gzip")
    }
  }

  private mutating func finishMember() -> IDXError? {
    isAtEnd = position == input.count
    if isAtEnd { return nil }
    guard input[position...].starts(with: [0x1F, 0x8B]) else {
      return .gzipDamaged("\(grouped(input.count - position)) bytes of something else follow them")
    }
    return unsafe inflateReset(stream) == Z_OK ? nil : .gzipDamaged("zlib cannot go on")
  }
}
