import ArgumentParser
import Glibc
import Referrals
import RelaisClient
import Wire

/// `relais top`: the queues as they are now, each second.
struct TopCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "top",
        abstract: "Shows the queues live: waiting, offered, open, oldest, next deadline.",
        discussion: """
            The queue whose deadline comes first stands first; ! before a deadline says by how \
            much it is past. Everything comes from the feed, a whole snapshot each second. q or \
            control-C quits. Without a terminal, or with --once, one screen is written and that \
            is all. --endpoint is the feed's.

            EXAMPLES
              relais top --insecure
              relais top --insecure --once
            """
    )

    /// How often the screen is drawn again, without news: ages grow.
    private static let drawEvery = Duration.seconds(1)

    @Flag(help: "Write one screen and end.")
    var once = false

    @OptionGroup var connection: ConnectionOptions

    func run() throws {
        let endpoint = connection.endpoint(or: DefaultEndpoint.feed)
        let isWatching = !once && Terminal.readsOutput
        // While the screen is ours a signal must not end the program before it is given back.
        let stop = isWatching ? try StopSignal() : nil
        try GatewayCall.run {
            let feed = try FeedListener(
                to: endpoint,
                topic: "m1/queues",
                identity: connection.identity() ?? .account
            )
            guard let first = try first(of: feed, unless: stop) else { return }
            guard let stop else { return try TopCommand.write(first, endpoint) }
            try watch(feed, from: first, until: stop)
        }
    }

    /// The first snapshot; nil if somebody asked to stop before it came.
    private func first(
        of feed: FeedListener,
        unless stop: StopSignal?
    ) throws -> FeedListener.Heard? {
        let deadline = ContinuousClock.now + connection.patience
        while ContinuousClock.now < deadline {
            if let stop, stop.times > 0 { return nil }
            let slice = min(deadline, .now + .milliseconds(100))
            if let heard = try feed.newest(until: slice) { return heard }
        }
        throw ClientFailure.silent(endpoint: feed.endpoint)
    }

    /// The screen of a snapshot.
    static func frame(_ message: Reply, endpoint: String, at now: Moment) -> TopFrame {
        TopFrame(
            heading: TopFrame.Heading(
                endpoint: endpoint,
                epoch: message.text("epoch") ?? "-",
                sequence: message.integer("seq") ?? 0,
                at: message.text("at").flatMap { Moment(rfc3339: $0) }
            ),
            rows: message.raw.compactMap { Row(Array($0)) },
            now: now
        )
    }

    private static func write(_ heard: FeedListener.Heard, _ endpoint: String) throws {
        let frame = frame(heard.message, endpoint: endpoint, at: WallClock.now())
        var output = StandardOutput()
        for line in frame.lines() { try output.writeLine(line) }
        try output.flush()
    }

    /// Draws until somebody quits or the feed falls silent; either way the terminal is given back.
    private func watch(
        _ feed: FeedListener,
        from first: FeedListener.Heard,
        until stop: StopSignal
    ) throws {
        let keyboard = Keyboard()
        let screen = Screen(
            hasColor: Terminal.wantsColor(environment: Terminal.environment, isTerminal: true)
        )
        try screen.begin()
        defer { screen.end() }
        var newest = first
        var heardAt = ContinuousClock.now
        while true {
            let frame = TopCommand.frame(
                newest.message,
                endpoint: feed.endpoint,
                at: WallClock.now()
            )
            let size = Terminal.size
            try screen.draw(frame.lines(width: size.columns, height: min(24, size.lines)))
            let redrawAt = ContinuousClock.now + TopCommand.drawEvery
            var isNews = false
            while ContinuousClock.now < redrawAt, !isNews {
                if keyboard.asksToQuit() || stop.times > 0 { return }
                guard let heard = try feed.newest(until: .now + .milliseconds(100)) else {
                    continue
                }
                newest = heard
                heardAt = .now
                isNews = true
            }
            guard ContinuousClock.now - heardAt < connection.patience else {
                throw ClientFailure.silent(endpoint: feed.endpoint)
            }
        }
    }
}

/// The terminal's screen while `top` has it: an alternate one, so that what was there comes back.
struct Screen {
    /// Whether titles and late queues stand out.
    let hasColor: Bool

    func begin() throws {
        try write("\u{1B}[?1049h\u{1B}[?25l")
    }

    func end() {
        do {
            try write("\u{1B}[?25h\u{1B}[?1049l")
        } catch {
            // The terminal has gone, and with it the screen.
            return
        }
    }

    /// Draws lines from the top, each over what was there.
    func draw(_ lines: [String]) throws {
        try write(Screen.text(lines, hasColor: hasColor))
    }

    /// What draws the lines: the first in bold, those with a late deadline in red, if in colour.
    static func text(_ lines: [String], hasColor: Bool) -> String {
        var text = "\u{1B}[H"
        for index in lines.indices {
            let isLate = index > 3 && index < lines.count - 1 && lines[index].contains(" !")
            let color = !hasColor ? "" : index == 0 ? "\u{1B}[1m" : isLate ? "\u{1B}[31m" : ""
            text += color + lines[index] + (color.isEmpty ? "" : "\u{1B}[0m") + "\u{1B}[K"
            if index < lines.count - 1 { text += "\r\n" }
        }
        return text + "\u{1B}[J"
    }

    private func write(_ text: String) throws {
        var output = StandardOutput()
        try output.write(Array(text.utf8))
        try output.flush()
    }
}
