extension FactCodec {
    /// The byte with which the body of a fact begins that puts a bundle in force.
    public static var kindOfBundle: UInt8 { Kind.bundleActivated.rawValue }
}
