/// The tree of phrases while it grows.
struct PhraseTree {
    /// A place in phrases: what may follow, and whose phrases end here.
    struct Node {
        /// The sets of words that may follow.
        var edges: [(label: Int32, target: Int32)] = []
        /// How many words whatever they are may follow; 0 is the end of the clause.
        var gaps: [(label: Int32, target: Int32)] = []
        var owners: Set<Int32> = []
    }

    var nodes = [Node()]
    var forms: Set<SignalPhrase.Form> = []
    private var labels: [[SignalPhrase.Form]: Int32] = [:]
    private var members: [SignalPhrase.Form: [Int32]] = [:]
    private var prefixLengths: Set<Int> = []

    mutating func insert(_ sequence: SignalPhrase.Sequence, _ owner: Int32) {
        var node = 0
        for place in sequence {
            switch place {
            case .gap(let most): node = child(of: node, \.gaps, Int32(most))
            case .end: node = child(of: node, \.gaps, 0)
            case .words(let words): node = child(of: node, \.edges, label(of: words))
            }
        }
        nodes[node].owners.insert(owner)
    }

    /// How many sets of words there are.
    var labelCount: Int { labels.count }

    /// The sets of words a form is in, also by how it begins, in order.
    func classes(of form: SignalPhrase.Form) -> [Int32] {
        var all = members[form] ?? []
        for length in prefixLengths.sorted() where length <= form.letters.count {
            let prefix = SignalPhrase.Form(
                letters: Array(form.letters.prefix(length)),
                isPrefix: true
            )
            if prefix != form { all += members[prefix] ?? [] }
        }
        if SignalPhrase.Form.isFigure(form.letters[0]) {
            all += members[SignalPhrase.Form.figure] ?? []
        }
        return Set(all).sorted()
    }

    private mutating func label(of words: [SignalPhrase.Form]) -> Int32 {
        if let label = labels[words] { return label }
        let label = Int32(labels.count)
        labels[words] = label
        for form in words {
            forms.insert(form)
            members[form, default: []].append(label)
            if form.isPrefix { prefixLengths.insert(form.letters.count) }
        }
        return label
    }

    private mutating func child(
        of node: Int,
        _ kind: WritableKeyPath<Node, [(label: Int32, target: Int32)]>,
        _ label: Int32
    ) -> Int {
        let children = nodes[node][keyPath: kind]
        let place = children.firstIndex { $0.label >= label } ?? children.count
        if place < children.count, children[place].label == label {
            return Int(children[place].target)
        }
        let target = nodes.count
        nodes.append(Node())
        nodes[node][keyPath: kind].insert((label: label, target: Int32(target)), at: place)
        return target
    }
}
