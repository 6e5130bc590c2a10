import Glibc

/// The keyboard of the terminal, key by key, until it is given back.
struct Keyboard: ~Copyable {
    private let before: termios?

    /// Takes keys one by one, without waiting for a line or showing them; nil where stdin is no
    /// terminal, and then no key ever comes.
    init() {
        var settings = termios()
        guard isatty(0) == 1, tcgetattr(0, &settings) == 0 else {
            before = nil
            return
        }
        before = settings
        // Without ISIG, control-C arrives as a key, and the terminal is given back as it was.
        settings.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
        withUnsafeMutableBytes(of: &settings.c_cc) { keys in
            keys[Int(VMIN)] = 0
            keys[Int(VTIME)] = 0
        }
        tcsetattr(0, TCSANOW, &settings)
    }

    deinit {
        guard var before else { return }
        tcsetattr(0, TCSANOW, &before)
    }

    /// Whether a key that quits has been pressed since it was asked last: q, or control-C.
    func asksToQuit() -> Bool {
        guard before != nil else { return false }
        var keys = [UInt8](repeating: 0, count: 64)
        let count = read(0, &keys, keys.count)
        return count > 0
            && keys.prefix(count).contains { $0 == 3 || $0 == UInt8(ascii: "q") }
    }
}
