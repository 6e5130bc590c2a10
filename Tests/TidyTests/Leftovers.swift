/// What a text is not to be left with: reminders, and paths of somebody's machine.
enum Leftovers {
    /// Written in two halves, lest this file complain about itself.
    private static let reminders = ["FIX" + "ME", "TO" + "DO", "XX" + "X"].joined(separator: "|")

    private static let machinePaths = ["work", "root", "home", "Users"]
        .map { #"(?<![\w.~}$])/"# + $0 + "/" }.joined(separator: "|")

    static func complaints(about path: String, _ text: String) -> [Complaint] {
        SourceFile.lines(of: #"\b("# + reminders + #")\b"#, in: text).map { line in
            Complaint(path: path, line: line, sentence: "do it now, or file an issue")
        }
            + SourceFile.lines(of: machinePaths, in: text).map { line in
                let sentence = "a path of one machine: derive it, or take it as an argument"
                return Complaint(path: path, line: line, sentence: sentence)
            }
    }
}
