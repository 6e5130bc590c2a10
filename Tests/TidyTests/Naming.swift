import Foundation

/// How types and files are called.
enum Naming {
    /// Words that name a drawer, not a thing.
    static let drawers: Set<String> = [
        "Manager", "Helper", "Helpers", "Util", "Utils", "Utilities", "Handler", "Info", "Impl",
        "Common", "Base",
    ]

    static func complaints(about file: SourceFile) -> [Complaint] {
        var complaints: [Complaint] = []
        let types = declaredTypes(in: file.code)
        for word in types.flatMap(words) + words(of: file.name) where drawers.contains(word) {
            let sentence = "\(word) names a drawer: name the thing that it is"
            complaints.append(Complaint(path: file.path, line: 1, sentence: sentence))
        }
        let theme = file.name.split(separator: "+").first.map(String.init) ?? file.name
        let isSuite = file.isTest && file.code.contains("@Test")
        let extends = file.code.contains("extension \(theme)")
        if !isSuite, !types.contains(theme), !(file.name.contains("+") && extends),
            !unnamed.contains(file.name)
        {
            let sentence =
                "no type \(theme) is declared here: a file has the name of a type in it,"
                + " or Type+Theme of one that it extends"
            complaints.append(Complaint(path: file.path, line: 1, sentence: sentence))
        }
        return complaints
    }

    /// Where the language itself wants the name.
    private static let unnamed: Set<String> = ["main", "Package"]

    static func declaredTypes(in code: String) -> [String] {
        let pattern = #"\b(?:struct|class|enum|protocol|actor|typealias)\s+([A-Za-z_]\w*)"#
        guard let regex = try? NSRegularExpression(pattern: pattern) else { return [] }
        let whole = code as NSString
        let range = NSRange(location: 0, length: whole.length)
        return regex.matches(in: code, range: range).map { whole.substring(with: $0.range(at: 1)) }
            .filter { $0 != "func" && $0 != "var" && $0 != "let" }
    }

    /// The words of a name in camel case.
    static func words(of name: String) -> [String] {
        var words: [String] = []
        for character in name {
            if character.isUppercase || words.isEmpty || !character.isLetter {
                words.append(String(character))
            } else {
                words[words.count - 1].append(character)
            }
        }
        return words
    }
}
