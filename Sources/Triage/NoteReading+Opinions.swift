extension NoteReading {
    /// What is kept of what both judges made of a note: no word of it, and no place of a word in it.
    public init(of opinions: NoteJudge.Opinions) {
        self.init(
            needs: opinions.reading.needs,
            families: opinions.together.families,
            danger: opinions.together.danger,
            weighed: opinions.weighed
        )
        for hit in opinions.reading.hits where signs.count < NoteReading.signsMax {
            guard let entry = UInt16(exactly: hit.entry) else { continue }
            let sign = Sign(entry: entry, qualifier: hit.qualifier)
            if !signs.contains(sign) { signs.append(sign) }
        }
    }
}
