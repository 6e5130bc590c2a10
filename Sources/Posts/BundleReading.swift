public import Exchange
internal import Journal
public import Triage

/// What became of the reading of the bundle's files.
public enum BundleReading: Sendable {
    /// They are good.
    case good(BundleFiles, Bundle)
    /// They are not: where and why, a line each.
    case faulty([String])

    /// Judges the files of a bundle, each of whose trees `parse` makes of bytes.
    ///
    /// What reads notes is most of a bundle, and most of the work of reading one: it is left out where nobody
    /// judges by it, and taken over where it is known already. The bundle has its address all the same.
    ///
    /// - Parameters:
    ///   - files: the files.
    ///   - part: what is read of them.
    ///   - parse: makes a tree of the bytes of a file of this name.
    public init(
        of files: BundleFiles,
        _ part: Part = .all(knowing: nil),
        by parse: ([UInt8], String) throws(BundleFaults) -> Tree
    ) {
        var trees: [String: Tree] = [:]
        var judge: NoteJudge?
        var broken: [BundleFault] = []
        for file in files.files where !NoteJudge.fileNames.contains(file.name) {
            do throws(BundleFaults) {
                trees[file.name] = try parse(file.bytes, file.name)
            } catch {
                broken += error.faults
            }
        }
        if case .all(let known) = part {
            do throws(BundleFaults) {
                judge = try NoteJudge.read(files, knowing: known, by: parse)
            } catch {
                broken += error.faults
            }
        }
        do throws(BundleFaults) {
            guard broken.isEmpty else { throw BundleFaults(broken) }
            self = .good(files, try Bundle(files: trees, judge: judge, address: files.address))
        } catch {
            self = .faulty(error.faults.map(\.description))
        }
    }

    /// What is read of a bundle.
    public enum Part: Sendable {
        /// The rules alone: it hears nothing in any note.
        case rules
        /// All of it; this judge of notes is taken over where it was made of the same files.
        case all(knowing: NoteJudge?)
    }

    /// The same, with the folder before the name of each file that has a mistake.
    public func told(of folder: String) -> BundleReading {
        switch self {
        case .good: self
        case .faulty(let lines): .faulty(lines.map { folder + "/" + $0 })
        }
    }
}

extension NoteJudge {
    /// Makes the judge of notes of a bundle's files, or tells every mistake in them.
    ///
    /// - Parameters:
    ///   - files: all files of the bundle, or more than that: others are left aside.
    ///   - known: a judge that is taken over where it was made of the same files.
    ///   - parse: makes a tree of the bytes of a file of this name.
    /// - Returns: nil where they have none of its files.
    /// - Throws: ``BundleFaults``, in the order of file and line.
    public static func read(
        _ files: BundleFiles,
        knowing known: NoteJudge? = nil,
        by parse: ([UInt8], String) throws(BundleFaults) -> Tree
    ) throws(BundleFaults) -> NoteJudge? {
        let own = BundleFiles(of: files.files.filter { fileNames.contains($0.name) })
        if let known, known.address == own.address { return known }
        var trees: [String: Tree] = [:]
        var texts: [String: [UInt8]] = [:]
        var broken: [BundleFault] = []
        for file in own.files {
            guard treeNames.contains(file.name) else {
                texts[file.name] = file.bytes
                continue
            }
            do throws(BundleFaults) {
                trees[file.name] = try parse(file.bytes, file.name)
            } catch {
                broken += error.faults
            }
        }
        guard broken.isEmpty else { throw BundleFaults(broken) }
        return try read(trees: trees, texts: texts, address: own.address)
    }
}
