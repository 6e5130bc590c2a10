import Exchange
import Referrals
import Testing

/// What follows of everything that can happen where something stands: a row a pair.
///
/// A row is what happens, a bar, and what is recorded in brief; `-` where that is nothing, `refused` and why
/// where it is refused. A row that goes on has nothing before the bar.
struct MoveTable: Sendable {
    let rows: [(move: String, outcome: String)]

    init(_ text: String) {
        var rows: [(move: String, outcome: String)] = []
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: "|", omittingEmptySubsequences: false)
            let move = MoveTable.trimmed(parts[0])
            let outcome = MoveTable.trimmed(parts[1])
            if move.isEmpty, let last = rows.last {
                rows[rows.count - 1].outcome = last.outcome + " " + outcome
            } else {
                rows.append((move, outcome))
            }
        }
        self.rows = rows
    }

    private static func trimmed(_ text: Substring) -> String {
        let start = text.drop { $0 == " " }
        return String(start.reversed().drop { $0 == " " }.reversed())
    }

    /// What follows of a move by this table; nil when the row is missing.
    func outcome(of move: String) -> String? {
        rows.first { $0.move == move }?.outcome
    }

    /// What was recorded, or why nothing was, as a table says it.
    static func outcome(of facts: () throws -> [String]) -> String {
        do {
            let briefs = try facts()
            return briefs.isEmpty ? "-" : briefs.joined(separator: ", ")
        } catch let refusal as Refusal {
            guard case .wrongState(let state, let allowed) = refusal else {
                return "refused \(refusal.name.name)"
            }
            let verbs = allowed.map(\.name).joined(separator: " ")
            return "refused \(state.name)" + (verbs.isEmpty ? "" : ", may \(verbs)")
        } catch {
            return "\(error)"
        }
    }
}

extension Fact {
    /// Whether one case goes on in another by it.
    var isMerge: Bool {
        if case .casesMerged = matter { return true }
        return false
    }
}
