public import Triage

/// Keys whose secret half everybody can read.
public enum PublishedKeys {
    /// Whether a key is one of the pairs in ZeroMQ's manual, which samples and tests are full of.
    public static func contains(_ key: PublicKey) -> Bool {
        keys.contains(key.description)
    }

    /// Source: zmq_curve(7).
    private static let keys = [
        "Yne@$w-vo<fVvi]a<NY6T1ed:M$fCG*[IaLV{hID", "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7",
    ]
}
