import Referrals
import Wire

/// How offers are answered, and what an answer is in words.
enum OfferAnswer {
    /// Who decides about an offer.
    enum Decider: Equatable {
        /// Nobody: each is accepted, by this pseudonym.
        case accepting(by: String)
        /// A program, which gets the offer and writes the answer, within this time.
        case program(String, arguments: [String], limit: Duration)
    }

    /// The verb as it stands on the wire.
    static func name(_ verb: AnswerLine.Verb) -> String {
        switch verb {
        case .accept: "accept"
        case .decline: "decline"
        case .giveBack: "return"
        }
    }

    /// Reads what a program wrote: `{"verb":"accept","by":…}`, `{"verb":"decline","reason":…}` or
    /// `{"verb":"return"}`; or says what is wrong with it.
    static func read(_ bytes: [UInt8]) -> Result<AnswerLine.Verb, Fault> {
        let document: JSONDocument
        do throws(JSONFault) {
            document = try JSONDocument(parsing: bytes)
        } catch {
            return .failure(Fault(words: "its answer is no JSON object"))
        }
        switch document.text("verb") {
        case "accept":
            guard let by = document.text("by"), (1...64).contains(by.unicodeScalars.count) else {
                return .failure(Fault(words: "accept needs by, a pseudonym of 1 to 64 characters"))
            }
            return .success(.accept(by: by))
        case "decline":
            return decline(document)
        case "return":
            return .success(.giveBack)
        case let verb?:
            return .failure(Fault(words: "\(verb) is no answer: accept, decline or return is"))
        case nil:
            return .failure(Fault(words: "its answer has no verb"))
        }
    }

    /// What is wrong with an answer, in words.
    struct Fault: Error, Equatable {
        let words: String
    }

    private static func decline(_ document: JSONDocument) -> Result<AnswerLine.Verb, Fault> {
        guard let reason = document.text("reason").flatMap({ DeclineReason(name: $0) }) else {
            let words = DeclineReason.allCases.map(\.name).joined(separator: ", ")
            return .failure(Fault(words: "decline needs reason, one of \(words)"))
        }
        let text = document.text("text")
        guard reason != .other || text?.isEmpty == false else {
            return .failure(Fault(words: "decline for reason other needs text"))
        }
        let suggest = document.text("suggest")
        let partner = suggest.flatMap { PartnerID($0) }
        guard suggest == nil || partner != nil else {
            return .failure(Fault(words: "suggest is no name of a partner"))
        }
        return .success(.decline(reason, text: text.map { Confidential($0) }, suggest: partner))
    }
}
