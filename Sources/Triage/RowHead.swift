public import Referrals

/// What every row of every table has: what it fits, and what a person is told of it.
public struct RowHead: Equatable, Sendable {
    /// Its name.
    public let id: RuleID
    /// The needs it is about; a family stands for all its details; empty = every need.
    public let needs: [Need]
    /// The needs it leaves out of those.
    public let except: [Need]
    /// What else must hold.
    public let conditions: Conditions
    /// What a person is told of the reason.
    public let says: Saying
    /// Where it was read; empty where nobody wrote it.
    public let source: String

    /// The head of a row.
    public init(
        id: RuleID,
        needs: [Need] = [],
        except: [Need] = [],
        conditions: Conditions = Conditions(),
        says: Saying,
        source: String = ""
    ) {
        self.id = id
        self.needs = needs
        self.except = except
        self.conditions = conditions
        self.says = says
        self.source = source
    }
}

/// A row of one of the tables.
public protocol TableRow: Sendable {
    /// What it fits, and what a person is told of it.
    var head: RowHead { get }
}

extension TableRow {
    /// Its name.
    public var id: RuleID { head.id }

    /// What must hold beside the need.
    public var conditions: Conditions { head.conditions }

    /// What a person is told of the reason.
    public var says: Saying { head.says }

    /// Whether it names a need, or its family alone, or nothing; and does not leave it out.
    func concerns(_ need: Need) -> Bool { need.isOne(of: head.needs, except: head.except) }
}

extension Need {
    /// Whether it is a family alone, which stands for all details of that family.
    func isWhole(_ family: NeedFamily) -> Bool {
        self.family == family && name == family.name
    }

    /// Whether a row names it, or its family alone, or nothing; and does not leave it out.
    func isOne(of needs: [Need], except others: [Need]) -> Bool {
        (needs.isEmpty || needs.contains { $0 == self || $0.isWhole(family) })
            && !others.contains { $0 == self || $0.isWhole(family) }
    }
}
