extension JSONDocument {
    /// The value of an object's member; nil if there is none, or the node is no object.
    public func member(_ name: StaticString, of node: Node) -> Node? {
        let record = tape[node.index]
        guard record.kind == .object else { return nil }
        var index = node.index + 1
        while index < record.next {
            if matches(tape[index], name) { return Node(index + 1) }
            index = Int(tape[index + 1].next)
        }
        return nil
    }

    /// The value of an object's member whose name is known only at run time.
    public func member(utf8 name: ArraySlice<UInt8>, of node: Node) -> Node? {
        let record = tape[node.index]
        guard record.kind == .object else { return nil }
        return name.withUnsafeBufferPointer { name in
            var index = node.index + 1
            while index < record.next {
                if matches(tape[index], name) { return Node(index + 1) }
                index = Int(tape[index + 1].next)
            }
            return nil
        }
    }

    /// The members of an object in the order of the text; none for anything else.
    public func members(of node: Node) -> Members {
        Members(document: self, node: node)
    }

    /// The items of an array in the order of the text; none for anything else.
    public func items(of node: Node) -> Items {
        Items(document: self, node: node)
    }

    /// The members of an object, in the order of the text.
    public struct Members: Sequence, IteratorProtocol {
        private let document: JSONDocument
        private var index: Int
        private let end: Int

        init(document: JSONDocument, node: Node) {
            let record = document.tape[node.index]
            self.document = document
            index = node.index + 1
            end = record.kind == .object ? Int(record.next) : index
        }

        /// The next key and its value.
        public mutating func next() -> (key: Node, value: Node)? {
            guard index < end else { return nil }
            let key = index
            index = Int(document.tape[key + 1].next)
            return (Node(key), Node(key + 1))
        }
    }

    /// The items of an array, in the order of the text.
    public struct Items: Sequence, IteratorProtocol {
        private let document: JSONDocument
        private var index: Int
        private let end: Int

        init(document: JSONDocument, node: Node) {
            let record = document.tape[node.index]
            self.document = document
            index = node.index + 1
            end = record.kind == .array ? Int(record.next) : index
        }

        /// The next item.
        public mutating func next() -> Node? {
            guard index < end else { return nil }
            let item = index
            index = Int(document.tape[item].next)
            return Node(item)
        }
    }
}
