extension Ordered {
    /// What it asks for, by which the same key given again is told from another use of it.
    public var meaning: String { subject.isEmpty ? verb : verb + " " + subject }
}
