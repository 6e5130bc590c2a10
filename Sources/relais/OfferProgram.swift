import Glibc

/// A program that answers one offer: it gets the offer on stdin, and its answer is what it writes
/// on stdout.
///
/// It is spawned, never forked. It runs in a process group of its own, so that control-C ends this
/// program's taking and not the answer in hand, and it can be ended with all that it has started.
/// Whoever runs it goes on with other work between two calls of `advance`.
final class OfferProgram {
    /// What it writes beyond this is not read, and no answer is that long.
    static let answerBytesMax = 1 << 16

    /// How it ended.
    enum Ending: Equatable {
        /// It ended well and wrote this.
        case answered([UInt8])
        /// It ended with another status than 0.
        case failed(status: Int32)
        /// A signal ended it.
        case killed(signal: Int32)
        /// It did not end in time and was ended.
        case tooLate
        /// It wrote more than an answer can be.
        case tooLong
    }

    private let process: pid_t
    private var input: Int32
    private var output: Int32
    private var unsent: ArraySlice<UInt8>
    private var answer: [UInt8] = []
    private let deadline: ContinuousClock.Instant
    private var isTooLate = false

    /// Starts a program, a path or a name on the PATH, with these arguments.
    init(_ program: String, arguments: [String], stdin: [UInt8], limit: Duration) throws {
        // A program that leaves its offer unread closes the pipe: here that is an error, no signal.
        signal(SIGPIPE, SIG_IGN)
        unsent = stdin[...]
        deadline = .now + limit
        let toChild = try OfferProgram.pipe()
        let fromChild: (reading: Int32, writing: Int32)
        do {
            fromChild = try OfferProgram.pipe()
        } catch {
            close(toChild.reading)
            close(toChild.writing)
            throw error
        }
        defer {
            close(toChild.reading)
            close(fromChild.writing)
        }
        do {
            process = try OfferProgram.spawn(
                [program] + arguments,
                input: toChild.reading,
                output: fromChild.writing
            )
        } catch {
            close(toChild.writing)
            close(fromChild.reading)
            throw error
        }
        input = toChild.writing
        output = fromChild.reading
        _ = fcntl(input, F_SETFL, O_NONBLOCK)
        _ = fcntl(output, F_SETFL, O_NONBLOCK)
    }

    deinit {
        closeInput()
        closeOutput()
    }

    /// Goes on for at most so long; how it ended, or nil while it runs.
    func advance(milliseconds: Int32) -> Ending? {
        if ContinuousClock.now >= deadline { end() }
        if input >= 0 || output >= 0 {
            exchange(milliseconds: milliseconds)
            guard output < 0 || isTooLate else { return nil }
        } else {
            poll(nil, 0, min(milliseconds, 2))
        }
        var status: Int32 = 0
        let waited = waitpid(process, &status, WNOHANG)
        guard waited == process else { return nil }
        if isTooLate { return .tooLate }
        if answer.count > OfferProgram.answerBytesMax { return .tooLong }
        let signal = status & 0x7F
        guard signal == 0 else { return .killed(signal: signal) }
        let code = (status >> 8) & 0xFF
        return code == 0 ? .answered(answer) : .failed(status: code)
    }

    private func end() {
        guard !isTooLate else { return }
        isTooLate = true
        kill(-process, SIGKILL)
        closeInput()
        closeOutput()
    }

    private func exchange(milliseconds: Int32) {
        var items = [
            pollfd(fd: unsent.isEmpty ? -1 : input, events: Int16(POLLOUT), revents: 0),
            pollfd(fd: output, events: Int16(POLLIN), revents: 0),
        ]
        if unsent.isEmpty { closeInput() }
        guard poll(&items, 2, milliseconds) > 0 else { return }
        if items[0].revents != 0 { sendSome() }
        if items[1].revents != 0 { receiveSome() }
    }

    private func sendSome() {
        let count = unsent.withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
        if count > 0 { unsent = unsent.dropFirst(count) }
        // A program that does not read its offer may still answer.
        if count < 0, errno != EINTR, errno != EAGAIN { unsent = [] }
        if unsent.isEmpty { closeInput() }
    }

    private func receiveSome() {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = read(output, &bytes, bytes.count)
        if count > 0, answer.count <= OfferProgram.answerBytesMax {
            answer += bytes.prefix(count)
        }
        if count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN) { closeOutput() }
    }

    private func closeInput() {
        if input >= 0 { close(input) }
        input = -1
    }

    private func closeOutput() {
        if output >= 0 { close(output) }
        output = -1
    }

    private static func pipe() throws -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [-1, -1]
        guard Glibc.pipe(&ends) == 0 else {
            throw Trouble(
                .inputOutput,
                "no pipe could be made: \(String(cString: strerror(errno)))"
            )
        }
        // Nothing else is spawned between the two calls: commands are of one thread.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    private static func spawn(_ words: [String], input: Int32, output: Int32) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // The signals this program waits for, or ignores, are the other's own affair again.
        var none = sigset_t()
        sigemptyset(&none)
        var ignored = sigset_t()
        sigemptyset(&ignored)
        sigaddset(&ignored, SIGPIPE)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &ignored)
        posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        posix_spawnattr_setflags(&attributes, Int16(flags))
        var arguments = words.map { strdup($0) }
        arguments.append(nil)
        defer { for argument in arguments { free(argument) } }
        var process = pid_t()
        let status = posix_spawnp(&process, words[0], &actions, &attributes, arguments, environ)
        guard status == 0 else {
            throw Trouble(
                .usage,
                "\(words[0]) cannot be run: \(String(cString: strerror(status)))"
            )
        }
        return process
    }
}
