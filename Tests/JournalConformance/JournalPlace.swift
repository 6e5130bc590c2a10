public import Journal

/// A place that holds one journal: what a store's own tests give to the conformance suite.
///
/// Each check gets a place of its own, empty. ``open()`` begins the journal the first time and finds
/// it again after that; the store opened before has been closed.
public protocol JournalPlace {
    /// The store of the journal that lies here.
    func open() throws -> any JournalStore
}
