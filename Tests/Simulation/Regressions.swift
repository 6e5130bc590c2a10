import Foundation

/// The file of the plans that once failed: a line each, which is run at each test and never taken away.
public struct Regressions: Sendable {
    private let file: URL

    /// The file at a path; there need be none yet.
    public init(path: String) {
        file = URL(fileURLWithPath: path)
    }

    /// The arguments of each plan.
    public var lines: [String] {
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").map(String.init)
    }

    /// Adds a plan, unless it is there.
    public func keep(_ plan: SimulationPlan) throws {
        let known = lines
        guard !known.contains(plan.arguments) else { return }
        let text = (known + [plan.arguments]).map { $0 + "\n" }.joined()
        try text.write(to: file, atomically: true, encoding: .utf8)
    }
}
