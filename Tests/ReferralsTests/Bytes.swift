/// The bytes of a text, as the decoders hand them to the values.
enum Bytes {
    /// What `read` makes of the bytes of `text`.
    static func of<Value>(_ text: String, _ read: (UnsafeRawBufferPointer) -> Value) -> Value {
        Array(text.utf8).withUnsafeBytes(read)
    }
}
