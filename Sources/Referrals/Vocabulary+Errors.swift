// Rendered from config/vocabulary.yaml: change that file and render again.

/// Why a message or a line was not taken.
public enum ErrorName: UInt8, CaseIterable, Sendable, Hashable {
    /// The line is not one JSON object in UTF-8.
    case badJson = 1
    /// The same key stands twice in an object.
    case duplicateKey = 2
    /// The JSON is nested more than eight deep.
    case tooDeep = 3
    /// The first line is no header.
    case badHeader = 4
    /// The message has frames that are no envelope.
    case frames = 5
    /// A required field is missing or null.
    case missingField = 6
    /// A field has another JSON type.
    case wrongType = 7
    /// A field is no date or time with an offset.
    case notADate = 8
    /// The event is not of CloudEvents 1.0.
    case specversion = 9
    /// The id is not 1 to 64 visible ASCII characters.
    case badId = 10
    /// A status names one of case, agency_ref or bce.
    case oneReference = 11
    /// The peer has set its own routing id.
    case routingIdSet = 12
    /// The session has ended; say hello again.
    case noSession = 13
    /// A secured socket takes no as.
    case asOnSecured = 14
    /// The source is not that of the connection.
    case sourceNotYours = 15
    /// This principal may not do this.
    case notAllowed = 16
    /// It is unknown or not yours.
    case notFound = 17
    /// No request bears this reference.
    case referenceUnknown = 18
    /// The id is taken by other content.
    case idReused = 19
    /// Several open cases match.
    case ambiguous = 20
    /// The case is of another enterprise.
    case enterpriseDiffers = 21
    /// A partner has accepted a leg of the case.
    case legsOpen = 22
    /// The leg does not allow this now.
    case wrongState = 23
    /// No consent lets this partner have the leg.
    case noConsent = 70
    /// This partner has refused the leg.
    case refusedBefore = 71
    /// The desk of last resort stays open.
    case lastResort = 72
    /// Another session works under this name.
    case consumerInUse = 24
    /// The lease has ended.
    case leaseLost = 25
    /// A limit of size is passed.
    case tooLarge = 26
    /// The contract has no such field.
    case unknownField = 27
    /// The contract has no such type of event.
    case unknownType = 28
    /// A text holds a character that is not allowed.
    case textControl = 29
    /// A text is longer than its limit.
    case tooLong = 30
    /// A list is longer than its limit.
    case tooMany = 31
    /// The value is not one of the list or of the range.
    case badValue = 32
    /// A number or a time is outside its limits.
    case outOfRange = 33
    /// An enterprise number has 10 digits and begins with 0 or 1.
    case bceFormat = 34
    /// The check digits of the enterprise number are wrong.
    case bceCheckDigits = 35
    /// A phone number is + and 7 to 15 digits.
    case phoneFormat = 36
    /// A contact window is days and hours.
    case contactWindow = 37
    /// There is no way to reach the person.
    case noContact = 38
    /// There is neither a need nor a note.
    case needsOrNote = 39
    /// At most one of bce, host_bce and no_bce is given.
    case oneEnterprise = 40
    /// The same value stands twice in a list.
    case twice = 41
    /// This value needs words beside it.
    case detailRequired = 42
    /// This value needs another field beside it.
    case fieldRequired = 43
    /// The field does not belong beside this value.
    case notApplicable = 44
    /// Consent is dated after the event.
    case consentAfterTime = 45
    /// This field cannot be corrected.
    case notCorrectable = 46
    /// The data of an event is an object here.
    case dataBase64 = 47
    /// The directory has no such partner.
    case unknownPartner = 48
    /// The time is more than a day ahead.
    case tooFarAhead = 49
    /// The time is ahead of the clock here.
    case timeInFuture = 50
    /// No request bears this reference yet.
    case referenceNotYetKnown = 51
    /// More messages are under way than the window allows.
    case window = 52
    /// Too much came in too short a time.
    case rate = 53
    /// Something here has failed.
    case `internal` = 54
    /// The contract has no such kind of message.
    case unknownKind = 55
    /// The gateway is closing.
    case draining = 56
    /// The disk is full.
    case diskFull = 57
    /// The journal cannot be written.
    case storage = 58
    /// The journal lacks what was receipted.
    case journalBehind = 59
    /// No recorder or no dispatcher is there yet.
    case notReady = 60
    /// This version of the contract is not spoken here.
    case version = 61

    /// The word on the wire.
    public var name: String {
        switch self {
        case .badJson: "bad_json"
        case .duplicateKey: "duplicate_key"
        case .tooDeep: "too_deep"
        case .badHeader: "bad_header"
        case .frames: "frames"
        case .missingField: "missing_field"
        case .wrongType: "wrong_type"
        case .notADate: "not_a_date"
        case .specversion: "specversion"
        case .badId: "bad_id"
        case .oneReference: "one_reference"
        case .routingIdSet: "routing_id_set"
        case .noSession: "no_session"
        case .asOnSecured: "as_on_secured"
        case .sourceNotYours: "source_not_yours"
        case .notAllowed: "not_allowed"
        case .notFound: "not_found"
        case .referenceUnknown: "reference_unknown"
        case .idReused: "id_reused"
        case .ambiguous: "ambiguous"
        case .enterpriseDiffers: "enterprise_differs"
        case .legsOpen: "legs_open"
        case .wrongState: "wrong_state"
        case .noConsent: "no_consent"
        case .refusedBefore: "refused_before"
        case .lastResort: "last_resort"
        case .consumerInUse: "consumer_in_use"
        case .leaseLost: "lease_lost"
        case .tooLarge: "too_large"
        case .unknownField: "unknown_field"
        case .unknownType: "unknown_type"
        case .textControl: "text_control"
        case .tooLong: "too_long"
        case .tooMany: "too_many"
        case .badValue: "bad_value"
        case .outOfRange: "out_of_range"
        case .bceFormat: "bce_format"
        case .bceCheckDigits: "bce_check_digits"
        case .phoneFormat: "phone_format"
        case .contactWindow: "contact_window"
        case .noContact: "no_contact"
        case .needsOrNote: "needs_or_note"
        case .oneEnterprise: "one_enterprise"
        case .twice: "twice"
        case .detailRequired: "detail_required"
        case .fieldRequired: "field_required"
        case .notApplicable: "not_applicable"
        case .consentAfterTime: "consent_after_time"
        case .notCorrectable: "not_correctable"
        case .dataBase64: "data_base64"
        case .unknownPartner: "unknown_partner"
        case .tooFarAhead: "too_far_ahead"
        case .timeInFuture: "time_in_future"
        case .referenceNotYetKnown: "reference_not_yet_known"
        case .window: "window"
        case .rate: "rate"
        case .internal: "internal"
        case .unknownKind: "unknown_kind"
        case .draining: "draining"
        case .diskFull: "disk_full"
        case .storage: "storage"
        case .journalBehind: "journal_behind"
        case .notReady: "not_ready"
        case .version: "version"
        }
    }

    /// The code of the answer.
    public var code: Int {
        switch self {
        case .badJson: 400
        case .duplicateKey: 400
        case .tooDeep: 400
        case .badHeader: 400
        case .frames: 400
        case .missingField: 400
        case .wrongType: 400
        case .notADate: 400
        case .specversion: 400
        case .badId: 400
        case .oneReference: 400
        case .routingIdSet: 400
        case .noSession: 401
        case .asOnSecured: 403
        case .sourceNotYours: 403
        case .notAllowed: 403
        case .notFound: 404
        case .referenceUnknown: 404
        case .idReused: 409
        case .ambiguous: 409
        case .enterpriseDiffers: 409
        case .legsOpen: 409
        case .wrongState: 409
        case .noConsent: 409
        case .refusedBefore: 409
        case .lastResort: 409
        case .consumerInUse: 409
        case .leaseLost: 410
        case .tooLarge: 413
        case .unknownField: 422
        case .unknownType: 422
        case .textControl: 422
        case .tooLong: 422
        case .tooMany: 422
        case .badValue: 422
        case .outOfRange: 422
        case .bceFormat: 422
        case .bceCheckDigits: 422
        case .phoneFormat: 422
        case .contactWindow: 422
        case .noContact: 422
        case .needsOrNote: 422
        case .oneEnterprise: 422
        case .twice: 422
        case .detailRequired: 422
        case .fieldRequired: 422
        case .notApplicable: 422
        case .consentAfterTime: 422
        case .notCorrectable: 422
        case .dataBase64: 422
        case .unknownPartner: 422
        case .tooFarAhead: 422
        case .timeInFuture: 300
        case .referenceNotYetKnown: 300
        case .window: 429
        case .rate: 429
        case .internal: 500
        case .unknownKind: 501
        case .draining: 503
        case .diskFull: 503
        case .storage: 503
        case .journalBehind: 503
        case .notReady: 503
        case .version: 505
        }
    }

    /// What it means, in a sentence.
    public var says: String {
        switch self {
        case .badJson: "The line is not one JSON object in UTF-8."
        case .duplicateKey: "The same key stands twice in an object."
        case .tooDeep: "The JSON is nested more than eight deep."
        case .badHeader: "The first line is no header."
        case .frames: "The message has frames that are no envelope."
        case .missingField: "A required field is missing or null."
        case .wrongType: "A field has another JSON type."
        case .notADate: "A field is no date or time with an offset."
        case .specversion: "The event is not of CloudEvents 1.0."
        case .badId: "The id is not 1 to 64 visible ASCII characters."
        case .oneReference: "A status names one of case, agency_ref or bce."
        case .routingIdSet: "The peer has set its own routing id."
        case .noSession: "The session has ended; say hello again."
        case .asOnSecured: "A secured socket takes no as."
        case .sourceNotYours: "The source is not that of the connection."
        case .notAllowed: "This principal may not do this."
        case .notFound: "It is unknown or not yours."
        case .referenceUnknown: "No request bears this reference."
        case .idReused: "The id is taken by other content."
        case .ambiguous: "Several open cases match."
        case .enterpriseDiffers: "The case is of another enterprise."
        case .legsOpen: "A partner has accepted a leg of the case."
        case .wrongState: "The leg does not allow this now."
        case .noConsent: "No consent lets this partner have the leg."
        case .refusedBefore: "This partner has refused the leg."
        case .lastResort: "The desk of last resort stays open."
        case .consumerInUse: "Another session works under this name."
        case .leaseLost: "The lease has ended."
        case .tooLarge: "A limit of size is passed."
        case .unknownField: "The contract has no such field."
        case .unknownType: "The contract has no such type of event."
        case .textControl: "A text holds a character that is not allowed."
        case .tooLong: "A text is longer than its limit."
        case .tooMany: "A list is longer than its limit."
        case .badValue: "The value is not one of the list or of the range."
        case .outOfRange: "A number or a time is outside its limits."
        case .bceFormat: "An enterprise number has 10 digits and begins with 0 or 1."
        case .bceCheckDigits: "The check digits of the enterprise number are wrong."
        case .phoneFormat: "A phone number is + and 7 to 15 digits."
        case .contactWindow: "A contact window is days and hours."
        case .noContact: "There is no way to reach the person."
        case .needsOrNote: "There is neither a need nor a note."
        case .oneEnterprise: "At most one of bce, host_bce and no_bce is given."
        case .twice: "The same value stands twice in a list."
        case .detailRequired: "This value needs words beside it."
        case .fieldRequired: "This value needs another field beside it."
        case .notApplicable: "The field does not belong beside this value."
        case .consentAfterTime: "Consent is dated after the event."
        case .notCorrectable: "This field cannot be corrected."
        case .dataBase64: "The data of an event is an object here."
        case .unknownPartner: "The directory has no such partner."
        case .tooFarAhead: "The time is more than a day ahead."
        case .timeInFuture: "The time is ahead of the clock here."
        case .referenceNotYetKnown: "No request bears this reference yet."
        case .window: "More messages are under way than the window allows."
        case .rate: "Too much came in too short a time."
        case .internal: "Something here has failed."
        case .unknownKind: "The contract has no such kind of message."
        case .draining: "The gateway is closing."
        case .diskFull: "The disk is full."
        case .storage: "The journal cannot be written."
        case .journalBehind: "The journal lacks what was receipted."
        case .notReady: "No recorder or no dispatcher is there yet."
        case .version: "This version of the contract is not spoken here."
        }
    }

    /// Finds the value that bears a word on the wire.
    public init?(name: String) {
        for value in Self.allCases where value.name == name {
            self = value
            return
        }
        return nil
    }

    /// Finds the value whose word these bytes of UTF-8 spell.
    public init?(bytes: UnsafeRawBufferPointer) {
        for value in Self.allCases where Vocabulary.spells(bytes, value.name) {
            self = value
            return
        }
        return nil
    }
}

extension Vocabulary {
    /// The lists of this file.
    static var errors: [List] {
        [List("error", ErrorName.allCases.map(\.name))]
    }
}
