/// A value of a configuration after reading: what JSON, keys and the page are made from. Mappings keep their order.
package indirect enum ConfigurationValue: Equatable, Sendable {
  case none
  case boolean(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case list([ConfigurationValue])
  case mapping([Entry])

  package struct Entry: Equatable, Sendable {
    package var key: String
    package var value: ConfigurationValue

    package init(_ key: String, _ value: ConfigurationValue) {
      self.key = key
      self.value = value
    }
  }
}
