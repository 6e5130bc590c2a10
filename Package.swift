// swift-tools-version: 6.2
import PackageDescription

// The rings of the README, innermost first. Every version is exact: the same sources must give the
// same program next year.
let package = Package(
    name: "relais",
    products: [
        .executable(name: "relais", targets: ["relais"]),
        .executable(name: "relais-sim", targets: ["SimulationProgram"]),
        .executable(name: "relais-train", targets: ["NoteTraining"]),
        .library(name: "RelaisClient", targets: ["RelaisClient", "Wire", "Referrals"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    ],
    targets: [
        .target(name: "Referrals"),
        .target(name: "Triage", dependencies: ["Referrals"]),
        .target(name: "Exchange", dependencies: ["Referrals", "Triage"]),
        .target(name: "Wire", dependencies: ["Referrals"]),
        .target(
            name: "Journal",
            dependencies: [
                "Referrals", "Triage", "Exchange",
                .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),
        .target(
            name: "Posts",
            dependencies: ["Referrals", "Triage", "Exchange", "Wire", "Journal"]
        ),
        .target(
            name: "JournalSQLite",
            dependencies: [
                "Referrals", "Journal",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "Crypto", package: "swift-crypto"),
            ]
        ),
        .target(name: "Keyring", dependencies: ["Referrals", "Triage"]),
        .systemLibrary(name: "CZeroMQ", providers: [.apt(["libzmq3-dev"])]),
        .target(name: "ZeroMQ", dependencies: ["CZeroMQ"]),
        .target(
            name: "Configuration",
            dependencies: [
                "Referrals", "Triage", "Exchange", "Journal", "Posts",
                .product(name: "Yams", package: "Yams"),
            ]
        ),
        .target(
            name: "Stations",
            dependencies: [
                "Referrals", "Triage", "Exchange", "Wire", "Journal", "Posts", "JournalSQLite",
                "Configuration", "Keyring", "ZeroMQ",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]
        ),
        .target(
            name: "RelaisClient",
            dependencies: ["Referrals", "Triage", "Wire", "Keyring", "ZeroMQ"]
        ),
        .executableTarget(
            name: "AgencyExample",
            dependencies: ["RelaisClient"],
            path: "Examples/Agency"
        ),
        .executableTarget(
            name: "PartnerExample",
            dependencies: ["RelaisClient", "Wire"],
            path: "Examples/Partner"
        ),
        // A megabyte of data, which takes the compiler of C no time and that of Swift minutes.
        .target(name: "CShippedSignals"),
        .executableTarget(
            name: "relais",
            dependencies: [
                "Referrals", "Triage", "Exchange", "Wire", "Journal", "Posts", "JournalSQLite",
                "Configuration", "Keyring", "Stations", "RelaisClient", "ZeroMQ",
                "CShippedSignals",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            // These are in CShippedSignals.
            exclude: ["Shipped/signals"],
            // The shipped bundle, from config: `relais init` works wherever the program was put.
            resources: [
                .embedInCode("Shipped/access.yaml"), .embedInCode("Shipped/calendars.yaml"),
                .embedInCode("Shipped/deadlines.yaml"), .embedInCode("Shipped/directory.yaml"),
                .embedInCode("Shipped/triage.yaml"),
            ],
            // What one thread allocates another frees, all the time: the C library's allocator locks for that.
            linkerSettings: [.linkedLibrary("jemalloc", .when(platforms: [.linux]))]
        ),
        .target(
            name: "JournalConformance",
            dependencies: ["Referrals", "Journal"],
            path: "Tests/JournalConformance"
        ),
        .target(
            name: "GatewayDouble",
            dependencies: ["Referrals", "Wire", "ZeroMQ"],
            path: "Tests/GatewayDouble"
        ),
        .target(name: "SplitMix", path: "Tests/SplitMix"),
        .target(
            name: "Simulation",
            dependencies: [
                "Referrals", "Triage", "Exchange", "Wire", "Journal", "Posts", "JournalSQLite",
                "SplitMix",
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ],
            path: "Tests/Simulation"
        ),
        .executableTarget(
            name: "SimulationProgram",
            dependencies: [
                "Referrals", "Simulation",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Tests/SimulationProgram"
        ),
        .executableTarget(
            name: "NoteTraining",
            dependencies: ["Referrals", "Triage", "Wire", "SplitMix"],
            path: "Tests/NoteTraining"
        ),
        .testTarget(
            name: "ReferralsTests",
            dependencies: ["Referrals", "SplitMix"],
            exclude: ["Oracle"]
        ),
        .testTarget(
            name: "TriageTests",
            dependencies: ["Referrals", "Triage", "SplitMix"],
            exclude: ["Golden"]
        ),
        .testTarget(
            name: "ExchangeTests",
            dependencies: ["Referrals", "Triage", "Exchange", "SplitMix"]
        ),
        .testTarget(
            name: "WireTests",
            dependencies: ["Referrals", "Wire"],
            resources: [.copy("Golden")]
        ),
        .testTarget(
            name: "JournalTests",
            dependencies: ["Referrals", "Triage", "Exchange", "Journal", "SplitMix"],
            resources: [.copy("Golden")]
        ),
        .testTarget(
            name: "PostsTests",
            dependencies: ["Referrals", "Triage", "Exchange", "Wire", "Journal", "Posts"],
            exclude: ["Golden"]
        ),
        .testTarget(
            name: "JournalSQLiteTests",
            dependencies: [
                "Referrals", "Journal", "JournalSQLite", "JournalConformance",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]
        ),
        .testTarget(
            name: "KeyringTests",
            dependencies: ["Referrals", "Triage", "Keyring", "SplitMix"]
        ),
        .testTarget(name: "ZeroMQTests", dependencies: ["ZeroMQ"]),
        .testTarget(
            name: "StationsTests",
            dependencies: [
                "Configuration", "Stations", "Posts", "Exchange", "Triage", "Referrals", "Wire",
            ]
        ),
        .testTarget(
            name: "RelaisClientTests",
            dependencies: ["GatewayDouble", "Referrals", "RelaisClient", "Wire", "ZeroMQ"]
        ),
        .testTarget(
            name: "RelaisCommandTests",
            dependencies: [
                "relais", "Configuration", "Exchange", "GatewayDouble", "Journal", "JournalSQLite",
                "Keyring", "Posts", "Referrals", "RelaisClient", "Triage", "Wire", "ZeroMQ",
                .product(name: "Yams", package: "Yams"),
            ],
            exclude: ["Golden"]
        ),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "Referrals", "Triage", "Exchange", "Wire", "Journal", "Posts", "JournalSQLite",
                "Keyring", "RelaisClient", "ZeroMQ", "AgencyExample", "PartnerExample",
            ],
            exclude: ["Foreign", "Tools"]
        ),
        .testTarget(
            name: "SimulationTests",
            dependencies: ["Referrals", "Triage", "Exchange", "Journal", "Simulation"],
            exclude: ["Bugs", "Regressions"]
        ),
        .testTarget(
            name: "TidyTests",
            dependencies: [.product(name: "Yams", package: "Yams")]
        ),
    ],
    swiftLanguageModes: [.v6]
)

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .treatAllWarnings(as: .error),
]

for target in package.targets where target.type != .system {
    target.swiftSettings = (target.swiftSettings ?? []) + strict
    if ["ZeroMQ", "JournalSQLite"].contains(target.name) {
        target.swiftSettings?.append(.strictMemorySafety())
    }
}
