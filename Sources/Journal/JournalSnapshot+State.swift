public import Exchange
public import Referrals

extension JournalSnapshot {
    /// The snapshot of a state, and of where the journal tells of the bundle that was in force.
    ///
    /// Its bytes are that position as eight bytes, and the state's.
    public init(of state: SwitchboardState, bundleAt: Position, head: Digest) {
        var lead: [UInt8] = []
        for shift in stride(from: 56, through: 0, by: -8) {
            lead.append(UInt8(truncatingIfNeeded: bundleAt.number >> UInt64(shift)))
        }
        self.init(
            position: state.position,
            head: head,
            stateVersion: StateCodec.stateVersion,
            bytes: StateCodec.encode(state, behind: lead)
        )
    }

    /// What it was made of; nil when it is of another version.
    ///
    /// - Throws: a ``CodecFault`` for bytes that no state has.
    public func contents() throws(CodecFault) -> (bundleAt: Position, state: SwitchboardState)? {
        let number = bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return try StateCodec.decode(bytes.dropFirst(8), stateVersion: stateVersion)
            .map { (Position(number), $0) }
    }
}
