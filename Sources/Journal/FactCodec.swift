public import Exchange
internal import Referrals

/// The bytes of a fact in the journal: what the chain covers, and what is read again for ever.
///
/// Version 2. A fact is `kind`, `at`, `author`, the fields of its kind in the order below, and then
/// nothing. A meaning has one spelling only, so that what was decoded is encoded to the same bytes.
/// Numbers of kinds and codes are never used for anything else; the codes are those of
/// `config/vocabulary.yaml` and of the enums of `Triage` and `Exchange`.
///
///     byte, code   one byte; `code?` is 0 for none
///     number       unsigned, seven bits a byte, the lowest first, the high bit = more follow (LEB128)
///     signed       number of twice the value, or of -2 x value - 1 for a negative one (zigzag)
///     at           microseconds since 1970 UTC, eight bytes, the highest first, two's complement
///     moment       signed: microseconds after `at` of the same fact, modulo 2^64
///     span         signed: microseconds
///     day          signed: days since 1970-01-01
///     text, name   number of bytes, the bytes in UTF-8
///     digest       32 bytes
///     case         number year, number within the year
///     leg          case, number
///     list of x    number of entries, the entries
///     flags        one byte; the first that is named has the lowest bit, bits without a name are 0
///     x?           there if its flag is set
///     author       0 = relais; 1 name of an agency; 2 name of a partner; 3 name of a partner, text
///                  pseudonym of a person there; 4 name of a supervisor
///     consent      flags (recipients, expires), number families by bit, code how, moment given,
///                  list of names recipients?, day expires?
///     said         1 a request came with consent; 2 consent given later; 3 withdrawn: flags (families,
///                  partners), number families by bit?, list of names partners?
///     profile      flags (interpreter, sector, size, commune, phase, access known, access), two letters
///                  language, code legal state, byte reach, list of codes signals, byte sector?,
///                  code size?, number commune?, code phase?
///     terms        span due, span answer, span handle, span report every, code clock (2), list of
///                  (byte percent, code action) ladder (2)
///     candidates   list of (name queue, name partner, byte: code? exclusion + 16 * (1 followed, 2 not
///                  followed, 4 days follow), days?)
///     days         flags (unknown), list of (number first, number last)
///     heard        byte danger, byte judgements by bit, number families by bit, list of codes needs,
///                  list of (number entry, byte qualifier) signs, at most 32
///
///      1 recorder started    number term
///      2 bundle activated    digest, list of (text name, number of bytes, bytes)
///      3 case opened         flags (follows), case, case follows?
///      4 case reopened       case
///      5 case closed         case
///      6 request stored      flags (names enterprise), case, number event, name agency,
///                            list of numbers legs, profile, consent, number content
///      7 status stored       case, number event, name agency, code kind, moment of the fact,
///                            code? need, code? legal state, code? phase, code? signal, number content
///      8 corrected           flags (content, profile, consent, names enterprise), case, number event,
///                            number target, name agency, number content?, profile?, said?
///      9 consent given       case, name agency, consent
///     10 consent withdrawn   flags (families, partners), case, number families by bit?, list of
///                            names partners?
///     11 leg opened          leg, code need, code evidence, code urgency, moment due, terms, digest
///                            bundle, name rule, candidates, name agency, number request,
///                            flags (bulk) (2), number families that come first by bit (2)
///     12 leg joined          leg, name agency, number request, code urgency, moment due,
///                            flags (bulk) (2)
///     13 leg placed          flags (queue, due (2)), leg, name queue?, code? hold, list of (name
///                            queue, code reason) passed over, list of names further queues (2),
///                            moment due? (2)
///     14 offered             leg, number lease, name queue, name partner, text consumer, moment
///                            answer by
///     15 accepted            leg, number lease, moment handle by, flags (day) (2), day? (2)
///     16 declined            flags (suggested, content), leg, number lease, code reason, name
///                            suggested?, number content?
///     17 assignment ended    leg, number lease, code reason
///     18 reported            flags (next step, content, appointment (2), left (2)), leg, code verb,
///                            moment of the fact, moment next step?, code? contact, code? hold,
///                            number content?, moment appointment? (2), span left? (2)
///     19 cancel requested    leg, code outcome
///     20 leg closed          leg, code outcome, code? result
///     21 overdue             leg, code deadline
///     22 noticed             flags (leg), name partner, number, code kind, leg?, moment written
///     23 acknowledged        name partner, number through
///     24 content opened      leg, text pseudonym
///     25 line held           case, leg, name agency, moment due, terms, name desk, digest bundle,
///                            name rule
///     26 ordered             text verb, text reason, text key, text subject (2)
///     27 stepped             leg, byte step, code action
///     28 queue set           flags (until), name queue, code standing, moment until?
///     29 surge set           flags (on, until), moment until?
///     30 clock accepted      moment believed, moment wall
///     31 cases merged        case, case into
///     32 died                leg, code cause
///     33 replayed            flags (forgets refusals), leg
///     34 case erased         case
///     35 erasure asked       case, moment until
///     36 leg sharpened       flags (due, until, presses), leg, code urgency, terms, moment due?,
///                            moment until?, moment presses?
///     37 cessation told      case, day
///     38 partners excluded   leg, candidates
///     39 note read           case, number event, digest bundle, heard
///     40 bankruptcy told     case, day
///
/// What bears a (2) is not there in version 1, which has kinds 1 to 26: its legs came in the live lane,
/// came after nothing, had no ladder and ran on the wall clock; its orders tell no subject.
///
/// What stands beside a fact has tables of its own and is not among these bytes.
public enum FactCodec {
    /// The version that ``encode(_:)`` writes; each row of the journal names its own.
    public static let version: UInt16 = 2

    /// The kinds of fact by their numbers in the journal.
    enum Kind: UInt8, CaseIterable {
        case recorderStarted = 1
        case bundleActivated = 2
        case caseOpened = 3
        case caseReopened = 4
        case caseClosed = 5
        case requestStored = 6
        case statusStored = 7
        case corrected = 8
        case consentGiven = 9
        case consentWithdrawn = 10
        case legOpened = 11
        case legJoined = 12
        case legPlaced = 13
        case offered = 14
        case accepted = 15
        case declined = 16
        case assignmentEnded = 17
        case reported = 18
        case cancelRequested = 19
        case legClosed = 20
        case overdue = 21
        case noticed = 22
        case acknowledged = 23
        case contentOpened = 24
        case lineHeld = 25
        case ordered = 26
        case stepped = 27
        case queueSet = 28
        case surgeSet = 29
        case clockAccepted = 30
        case casesMerged = 31
        case died = 32
        case replayed = 33
        case caseErased = 34
        case erasureAsked = 35
        case legSharpened = 36
        case cessationTold = 37
        case partnersExcluded = 38
        case noteRead = 39
        case bankruptcyTold = 40

        /// The first version that has it.
        var since: UInt16 { rawValue <= 26 ? 1 : 2 }
    }

    /// The bytes of a fact, in the present version; ``Fact/beside`` is left out.
    public static func encode(_ fact: Fact) -> [UInt8] {
        var output = ByteWriter(origin: fact.at, capacity: 160)
        output.write(byte: kind(of: fact.matter).rawValue)
        output.write(word: UInt64(bitPattern: fact.at.microseconds))
        output.write(fact.by)
        write(fact.matter, to: &output)
        return output.bytes
    }

    /// The fact that bytes of a version stand for.
    ///
    /// - Throws: a ``CodecFault`` for anything that ``encode(_:)`` does not write.
    public static func decode(
        _ bytes: UnsafeRawBufferPointer,
        version: UInt16
    ) throws(CodecFault) -> Fact {
        guard (1...Self.version).contains(version) else {
            throw CodecFault(offset: 0, expected: .version(Self.version))
        }
        var input = ByteReader(bytes)
        input.layout = version
        let kind = try input.readCode(Kind.self)
        guard kind.since <= version else {
            throw CodecFault(offset: 0, expected: .version(kind.since))
        }
        let at = Moment(microseconds: Int64(bitPattern: try input.readWord()))
        input.origin = at
        let author = try input.readAuthor()
        let matter = try readMatter(kind, from: &input)
        try input.readEnd()
        return Fact(at: at, by: author, matter: matter)
    }

    /// The fact that bytes of a version stand for.
    ///
    /// - Throws: a ``CodecFault`` for anything that ``encode(_:)`` does not write.
    public static func decode(_ bytes: [UInt8], version: UInt16) throws(CodecFault) -> Fact {
        try bytes.withUnsafeBufferPointer { buffer throws(CodecFault) in
            try decode(UnsafeRawBufferPointer(buffer), version: version)
        }
    }
}
