import ArgumentParser
import Foundation
import Referrals
import Testing
import Triage

@testable import relais

@Suite struct `An example of the help` {
    private static let commands = `The help`.commands

    @Test(arguments: commands.indices)
    func `stands on lines that the formatter does not break`(index: Int) {
        let long = Self.lines(of: Self.commands[index]).filter { $0.count > 78 }
        #expect(long == [])
    }

    @Test(arguments: commands.indices)
    func `is read by the program`(index: Int) throws {
        for words in Self.examples(of: Self.commands[index]) {
            #expect(words.first == "relais", "\(words)")
            _ = try Relais.command(from: Array(words.dropFirst()))
        }
    }

    @Test(arguments: commands.indices)
    func `names whom the shipped rules know`(index: Int) throws {
        let bundle = try BundleSource.shipped().bundle
        let queues = Set(bundle.directory.queues)
        for words in Self.examples(of: Self.commands[index]) {
            for queue in Self.queues(of: try Relais.command(from: Array(words.dropFirst()))) {
                #expect(queues.contains(queue), "\(words)")
            }
            for word in words.map({ $0.prefix { $0 != "#" } }) {
                if let name = Self.name(word, of: "partner:") {
                    #expect(PartnerID(name).flatMap { bundle.directory.partner(named: $0) } != nil)
                }
                if let name = Self.name(word, of: "agency:") {
                    #expect(AgencyID(name).map { bundle.access.agencies.contains($0) } == true)
                }
            }
        }
    }

    private static func name(_ word: Substring, of role: String) -> String? {
        word.hasPrefix(role) ? String(word.dropFirst(role.count)) : nil
    }

    private static func queues(of command: any ParsableCommand) -> [QueueID] {
        switch command {
        case let work as PartnerWorkCommand: [QueueID(work.queue)].compactMap(\.self)
        case let reroute as LegRerouteCommand: [reroute.queue]
        case let pause as QueuePauseCommand: [pause.queue]
        case let drain as QueueDrainCommand: [drain.queue]
        case let resume as QueueResumeCommand: [resume.queue]
        case let list as DeadListCommand: [list.filter.queue].compactMap(\.self)
        case let replay as DeadReplayCommand: [replay.choice.filter.queue].compactMap(\.self)
        case _: []
        }
    }

    /// The lines below EXAMPLE or EXAMPLES, as they are written.
    private static func lines(of command: any ParsableCommand.Type) -> [Substring] {
        let lines = command.configuration.discussion
            .split(separator: "\n", omittingEmptySubsequences: false)
        guard let title = lines.firstIndex(where: { $0.hasPrefix("EXAMPLE") }) else { return [] }
        return Array(lines[(title + 1)...].prefix { $0.hasPrefix("  ") })
    }

    /// The commands of the examples, each in its words.
    private static func examples(of command: any ParsableCommand.Type) -> [[String]] {
        var whole = ""
        for line in lines(of: command) {
            let goesOn = line.hasSuffix("\\")
            whole += (goesOn ? line.dropLast() : line) + (goesOn ? " " : "\n")
        }
        return whole.split(separator: "\n").flatMap(parts)
    }

    /// The commands of a line of a shell, without what is behind a pipe or a mark of comment and without the
    /// files that are read or written.
    private static func parts(of line: Substring) -> [[String]] {
        var commands: [[String]] = [[]]
        var isFile = false
        for word in words(of: line) {
            switch word {
            case "#", "|": return commands
            case "&&": commands.append([])
            case "<", ">": isFile = true
            case _ where isFile: isFile = false
            // A file that has to be there.
            case "their.key": commands[commands.count - 1].append(#filePath)
            case _: commands[commands.count - 1].append(word)
            }
        }
        return commands
    }

    /// The words of a line; what stands in quotes is one.
    private static func words(of line: Substring) -> [String] {
        line.split(separator: "\"", omittingEmptySubsequences: false).enumerated()
            .flatMap { index, part in
                index.isMultiple(of: 2)
                    ? part.split(separator: " ").map(String.init) : [String(part)]
            }
    }
}
