import Referrals

extension Access {
    /// Reads `access.yaml`, against the directory, where that could be read at all.
    static func read(
        _ tree: Tree,
        _ directory: Directory.Draft?,
        _ reader: inout TreeReader
    ) -> Access {
        let root = reader.fields(
            Branch(root: tree),
            required: ["agencies", "partners", "supervisors"]
        )
        let form = "1 to 32 of a-z, 0-9 and -"
        let agencies = agencies(root["agencies"], form, directory, &reader)
        let supervisors = reader.values(root["supervisors"], form) { SupervisorID($0) }
        reader.notEmpty(root["agencies"], "at least one agency")
        var seen: Set<String> = []
        var partners: [PartnerID: [QueueID]] = [:]
        for item in reader.items(root["partners"]) {
            let fields = reader.fields(item, required: ["name", "queues"])
            let name = reader.value(
                fields["name"],
                directory == nil ? form : "a partner of directory.yaml",
                among: directory?.partners.map(\.name.description) ?? []
            ) { text in
                PartnerID(text).flatMap { name in
                    directory?.partners.contains { $0.name == name } == false ? nil : name
                }
            }
            reader.once(&seen, fields["name"], name?.description)
            let own = name.flatMap { name in
                directory?.partners.first { $0.name == name }?.queues
            }
            reader.notEmpty(fields["queues"], "at least one queue")
            let queues = reader.values(
                fields["queues"],
                own == nil ? "a queue's name" : "a queue of this partner in directory.yaml",
                among: own?.map(\.description) ?? []
            ) { text in
                QueueID(text).flatMap { own?.contains($0) == false ? nil : $0 }
            }
            if let name { partners[name] = queues }
        }
        if let branch = root["partners"], let desk = directory?.desks.first,
            partners[desk.name]?.isEmpty ?? true
        {
            reader.fault(
                branch,
                expected: "the desk of last resort, \(desk.name), with its queue",
                found: "none that may take from it"
            )
        }
        if let branch = root["partners"], !agencies.test.isEmpty,
            let test = directory?.tests.first, partners[test.name]?.isEmpty ?? true
        {
            reader.fault(
                branch,
                expected: "the test partner, \(test.name), with its queue",
                found: "none that may take what the test agency sends"
            )
        }
        return Access(
            agencies: agencies.all,
            testAgencies: agencies.test,
            partners: partners,
            supervisors: Set(supervisors)
        )
    }

    /// The agencies, each a name, or a map where it is a test agency.
    private static func agencies(
        _ branch: Branch?,
        _ form: String,
        _ directory: Directory.Draft?,
        _ reader: inout TreeReader
    ) -> (all: Set<AgencyID>, test: Set<AgencyID>) {
        var all: Set<AgencyID> = []
        var test: Set<AgencyID> = []
        var seen: Set<String> = []
        for item in reader.items(branch) {
            var named: Branch? = item
            var isTest = false
            if case .map = item.tree.content {
                let fields = reader.fields(item, required: ["name"], optional: ["test"])
                named = fields["name"]
                isTest = reader.flag(fields["test"]) ?? false
            }
            guard let name = reader.value(named, form, { AgencyID($0) }) else { continue }
            reader.once(&seen, named, name.description)
            all.insert(name)
            guard isTest else { continue }
            test.insert(name)
            if let directory, directory.tests.isEmpty {
                let expected = "a partner with test: true in directory.yaml"
                reader.fault(item, expected: expected, found: "none for this test agency")
            }
        }
        return (all, test)
    }
}
