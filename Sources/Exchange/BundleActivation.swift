public import Referrals

/// That a bundle came into force, and where the journal keeps its files.
public struct BundleActivation: Equatable, Sendable {
    /// The bundle.
    public var address: Digest
    /// The position of the fact, which holds the files.
    public var position: Position
    /// When it was recorded.
    public var at: Moment

    /// `address` came into force by the fact at `position`.
    public init(address: Digest, position: Position, at: Moment) {
        self.address = address
        self.position = position
        self.at = at
    }
}

extension Switchboard {
    /// Why a bundle cannot be put in force again.
    public enum NoSuchBundle: Error, Equatable, Sendable {
        /// None that was ever in force is meant.
        case unknown
        /// Several are meant: so many.
        case ambiguous(Int)
    }

    /// The last time that a bundle came into force that is meant.
    ///
    /// - Throws: ``NoSuchBundle``.
    public func activation(of bundle: EarlierBundle) throws(NoSuchBundle) -> BundleActivation {
        switch bundle {
        case .previous:
            guard let last = activations.last(where: { $0.address != bundleAddress }) else {
                throw .unknown
            }
            return last
        case .address(let digits):
            let meant = activations.filter { $0.address.hexadecimal.hasPrefix(digits) }
            let addresses = Set(meant.map(\.address))
            guard let last = meant.last else { throw .unknown }
            guard addresses.count == 1 else { throw .ambiguous(addresses.count) }
            return last
        }
    }
}
