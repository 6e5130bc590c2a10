import Wire

/// The room in the body of one message: what we send obeys the limits that are set to those who send to us.
struct BodyRoom {
    private var lines = 0
    private var bytes = 0

    /// Takes a line of so many bytes, its line feed apart; false when it belongs in the next message.
    ///
    /// A line that is too large for any message has one to itself: nothing is left untold.
    mutating func take(_ count: Int) -> Bool {
        let hasRoom = lines < Limits.bodyLines && bytes + count < Limits.bodyBytes
        guard hasRoom || lines == 0 else { return false }
        lines += 1
        bytes += count + 1
        return true
    }
}

extension Array {
    /// The lines in parts, in order, each of which one message can hold.
    func cut(by byteCount: (Element) -> Int) -> [[Element]] {
        guard count > 1 else { return [self] }
        var parts: [[Element]] = []
        var room = BodyRoom()
        var start = 0
        for index in indices {
            let bytes = byteCount(self[index])
            if room.take(bytes) { continue }
            parts.append(Array(self[start..<index]))
            start = index
            room = BodyRoom()
            _ = room.take(bytes)
        }
        return parts.isEmpty ? [self] : parts + [Array(self[start...])]
    }
}
