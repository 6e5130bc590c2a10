/// The two ways an agency sends: as things happen, or a backlog that may wait.
public enum Lane: String, CaseIterable, Hashable, Sendable {
    /// As things happen.
    case live
    /// A backlog.
    case bulk
}
