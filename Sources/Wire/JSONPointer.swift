/// The place of a value in a document, as RFC 6901 writes it.
public struct JSONPointer: Hashable, Sendable, CustomStringConvertible {
    /// The pointer's text; empty for the whole document.
    public private(set) var description: String

    /// The whole document, or a pointer already written.
    public init(_ description: String = "") {
        self.description = description
    }

    /// The pointer of a member of the object here, its `~` and `/` escaped.
    public func member(_ name: String) -> JSONPointer {
        var text = description
        text.append("/")
        for scalar in name.unicodeScalars {
            switch scalar {
            case "~": text.append("~0")
            case "/": text.append("~1")
            case let other: text.unicodeScalars.append(other)
            }
        }
        return JSONPointer(text)
    }

    /// The pointer of an item of the array here.
    public func item(_ index: Int) -> JSONPointer {
        JSONPointer(description + "/\(index)")
    }
}
