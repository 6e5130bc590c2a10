/// Finds the word that somebody who mistyped may have meant.
enum Spelling {
    /// The known word that is nearest; nil when none is near enough to be meant.
    ///
    /// Near is one change in three letters, at most three changes.
    static func nearest(to word: String, among known: [String]) -> String? {
        let most = min(3, max(1, word.utf8.count / 3))
        var best: (word: String, changes: Int)?
        for candidate in known {
            let changes = distance(Array(word.utf8), Array(candidate.utf8))
            guard changes <= best?.changes ?? most + 1, changes <= most else { continue }
            if let best, best.changes == changes { continue }
            best = (candidate, changes)
        }
        return best?.word
    }

    /// How many letters must be put in, left out, changed or swapped with a neighbour.
    static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in left.indices {
            var next = [row + 1]
            next.reserveCapacity(right.count + 1)
            for column in right.indices {
                let change = last[column] + (left[row] == right[column] ? 0 : 1)
                var least = min(last[column + 1] + 1, next[column] + 1, change)
                if row > 0, column > 0, left[row] == right[column - 1],
                    left[row - 1] == right[column]
                {
                    least = min(least, beforeLast[column - 1] + 1)
                }
                next.append(least)
            }
            beforeLast = last
            last = next
        }
        return last[right.count]
    }
}
