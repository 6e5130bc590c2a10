internal import Glibc
public import Referrals
internal import Triage

extension KeyFolder {
    /// What the folder is like now, to be compared with what it was like at the last reading.
    ///
    /// It opens no file: one call of the system a card.
    /// - Throws: the folder is not there, or closed to us.
    public func stamp() throws(KeyringFailure) -> Stamp {
        Stamp(files: try SystemFolder(path).listedFiles())
    }

    /// Reads all cards, and gives the registry of those that are good.
    ///
    /// A mistake rejects the file that it is in and no other. Of two that contradict each other the
    /// revoked card keeps its right, else the one whose file comes first.
    /// - Throws: the folder is not there, closed to us, or open to everybody.
    public func read(at now: Moment) throws(KeyringFailure) -> Contents {
        let folder = try SystemFolder(path)
        guard try !folder.status().isWritableByAll else {
            throw KeyringFailure.openToAll("trust \(path), which everybody may write to")
        }
        let listed = try folder.listedFiles()
        var cards: [FiledCard] = []
        var faults: [BundleFault] = []
        for file in listed {
            do throws(BundleFaults) {
                if let card = try folder.card(of: file) { cards.append(card) }
            } catch {
                faults += error.faults
            }
        }
        var good = cards
        if good.count > KeyRegistry.cardsMax {
            let expected = "at most \(KeyRegistry.cardsMax) cards"
            faults += good[KeyRegistry.cardsMax...].map { card in
                card.file.fault(expected: expected, found: "one more")
            }
            good = Array(good.prefix(KeyRegistry.cardsMax))
        }
        while true {
            do throws(BundleFaults) {
                return Contents(
                    registry: try KeyRegistry(good, at: now),
                    cards: cards,
                    faults: BundleFaults(faults).faults,
                    stamp: Stamp(files: listed)
                )
            } catch {
                // Each round leaves out at least one.
                faults += error.faults
                let bad = Set(error.faults.map(\.file))
                good.removeAll { bad.contains($0.file) }
            }
        }
    }
}

extension SystemFolder {
    /// The card of a file; nil where the file has gone since it was listed.
    fileprivate func card(of listed: ListedFile) throws(BundleFaults) -> FiledCard? {
        let file = listed.file
        guard !listed.isSecret else {
            throw file.faults(
                expected: "no secret key among the cards: a folder of its own, closed to others",
                found: "a file of one"
            )
        }
        guard let role = listed.role else {
            let roles = KeyRole.allCases.map { "\($0.rawValue)/" }.joined(separator: ", ")
            throw file.faults(expected: "it in the folder of its role: \(roles)", found: "it here")
        }
        guard let look = listed.look else {
            throw file.faults(expected: "a file", found: "a link that leads nowhere")
        }
        guard look.mode & 0o002 == 0, !listed.isInOpenFolder else {
            let place = listed.isInOpenFolder ? "one in a folder" : "one"
            let found = "\(place) that everybody may write to"
            throw file.faults(expected: "a file of those who may let others in", found: found)
        }
        guard let bytes = try bytes(of: file) else { return nil }
        let card = try FiledCard(reading: bytes, file: file)
        guard card.card.owner.role == role else {
            let expected = "a card of role \(role.rawValue), as its folder says"
            throw file.faults(expected: expected, found: "one of \(card.card.owner)")
        }
        guard !PublishedKeys.contains(card.card.key) else {
            let found = "one whose secret half is printed in the manual of ZeroMQ"
            throw file.faults(expected: "a key", found: found)
        }
        return card
    }

    private func bytes(of file: String) throws(BundleFaults) -> [UInt8]? {
        let status: stat
        let bytes: [UInt8]
        do throws(KeyringFailure) {
            (status, bytes) = try read(file, most: Certificate.bytesMax + 1)
        } catch {
            if error.isAbsence { return nil }
            throw file.faults(expected: "a file that can be read", found: error.words)
        }
        guard status.isFile else {
            throw file.faults(expected: "a file", found: "a folder, pipe or device")
        }
        return bytes
    }
}

extension String {
    /// A mistake of the file of this name as a whole.
    func fault(expected: String, found: String) -> BundleFault {
        BundleFault(file: self, line: 1, column: 1, expected: expected, found: found)
    }

    /// That mistake alone.
    func faults(expected: String, found: String) -> BundleFaults {
        BundleFaults([fault(expected: expected, found: found)])
    }
}
