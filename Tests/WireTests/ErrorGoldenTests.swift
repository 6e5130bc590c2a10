import Referrals
import Testing
import Wire

@Suite struct `The published errors` {
    @Test func `are all there are, byte for byte as they are sent`() throws {
        let records = try WireFiles.records("../../config/schemas/golden/errors.jsonl")
        #expect(records.map { $0["error"] as? String } == ErrorName.allCases.map(\.name))
        for (record, name) in zip(records, ErrorName.allCases) {
            let sent = Message.error(ErrorMessage(name, detail: name.says)).encode(re: 1)
            #expect(String(decoding: sent, as: UTF8.self) == record["raw"] as? String)
            #expect(record["code"] as? Int == name.code)
        }
    }

    @Test func `end a connection only where its socket names itself`() {
        let fatal = ErrorName.allCases.filter { ErrorMessage($0, detail: "").isFatal }
        #expect(fatal == [.routingIdSet])
    }
}
