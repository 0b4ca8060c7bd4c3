import Datasets
import Testing

@Suite("The standard folders")
struct StandardFoldersTests {
  @Test("the user's own folder comes first, the system's last")
  func order() {
    let catalogue = DataCatalogue.standard(
      folder: "mine", environment: ["HOME": "/home/a", "CODEBOOK_DATA": "/data"], executablePath: "/bin/codebook")
    #expect(catalogue.folders == ["mine", "/data", "/home/a/.cache/codebook/datasets", "/usr/share/datasets"])
  }

  @Test("what is not set or empty is left out")
  func unset() {
    let catalogue = DataCatalogue.standard(
      folder: nil, environment: ["HOME": "", "CODEBOOK_DATA": ""], executablePath: "/bin/codebook")
    #expect(catalogue.folders == ["/usr/share/datasets"])
  }
}
