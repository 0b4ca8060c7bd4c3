// swift-tools-version: 6.2
import PackageDescription

// Every room of Sources/ is a target; the compiler holds each to the imports that it declares here.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6), .enableUpcomingFeature("InternalImportsByDefault"), .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

// Tests call C and unsafe buffers without saying so each time.
let relaxed: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]

func room(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

func tests(_ room: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(
    name: room + "Tests", dependencies: dependencies + ["TestSupport"], exclude: exclude,
    swiftSettings: relaxed)
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
  name: "codebook",
  products: [.executable(name: "codebook", targets: ["codebook"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // The system's libraries: a module map and a shim header each.
    .systemLibrary(
      name: "CCMarkGFM", pkgConfig: "libcmark-gfm",
      providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
    .systemLibrary(name: "CDNNL", providers: [.apt(["libdnnl-dev"])]),
    .systemLibrary(name: "CLAPACK", pkgConfig: "lapack", providers: [.apt(["liblapack-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
      name: "CDuktape", pkgConfig: "duktape", providers: [.apt(["duktape-dev", "libjs-katex"])]),
    .systemLibrary(name: "CJPEG", pkgConfig: "libturbojpeg", providers: [.apt(["libturbojpeg0-dev"])]),
    .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
    .systemLibrary(name: "CLinux"),

    // The rooms; dependencies point down only.
    room("Files", ["CLinux", crypto]),
    room("NotebookSyntax", ["CCMarkGFM"]),
    .target(name: "CKernels", cSettings: [.unsafeFlags(["-O3"])]),
    room("Engine", ["CDNNL", "CLAPACK", "CKernels"]),
    room("Datasets", ["Files", "Engine", "CZlib", "CJPEG"], resources: [.copy("Resources/mnist-5k")]),
    room("Autoencoders", ["Engine"]),
    room("Figures", ["CPNG"]),
    room("Mathematics", ["CDuktape"]),
    room("Schema", ["NotebookSyntax", "Engine", "Datasets", "Autoencoders", yams]),
    room("Runner", ["Files", "Schema", "Engine", "Datasets", "Autoencoders", "Figures"]),
    room("Report", ["Figures", "Mathematics"]),
    .executableTarget(
      name: "codebook",
      dependencies: [
        "Files", "NotebookSyntax", "Engine", "Datasets", "Autoencoders", "Figures", "Mathematics", "Schema", "Runner",
        "Report", argumentParser,
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "codebook-benchmark", dependencies: ["Files", "Engine", "Datasets", argumentParser],
      resources: [
        .embedInCode("Peers/pytorch_autoencoder.py"), .embedInCode("Peers/jax_autoencoder.py"),
      ],
      swiftSettings: strict),

    .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: relaxed),
    tests("Files", ["Files"]),
    tests("NotebookSyntax", ["NotebookSyntax"]),
    tests("Engine", ["Engine", "CKernels", "CDNNL"]),
    tests("Datasets", ["Datasets", "Engine", "Files"]),
    tests("Autoencoders", ["Autoencoders", "Engine"]),
    tests("Figures", ["Figures", "CPNG"]),
    tests("Mathematics", ["Mathematics"], exclude: ["Fixtures"]),
    tests("Schema", ["Schema", "NotebookSyntax", "Engine", "Datasets", "Autoencoders"]),
    tests("Runner", ["Runner", "Schema", "NotebookSyntax", "Engine", "Datasets", "Autoencoders", "Figures", "Files"]),
    tests("Report", ["Report", "Figures", "Mathematics"], exclude: ["Snapshots"]),
    tests("Benchmark", ["codebook-benchmark", "Engine"]),
    tests("EndToEnd", ["codebook"], exclude: ["Fixtures"]),
  ]
)
