/// `4294967295` as `4,294,967,295`, whatever the locale.
func grouped(_ number: some BinaryInteger) -> String {
  let digits = Array(String(number.magnitude))
  var text = number < 0 ? "-" : ""
  for (place, digit) in digits.enumerated() {
    if place > 0 && (digits.count - place).isMultiple(of: 3) { text += "," }
    text.append(digit)
  }
  return text
}
