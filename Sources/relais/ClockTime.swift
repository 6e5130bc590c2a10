import Referrals

/// Times and lengths of time in few characters, on the clock of Brussels.
enum ClockTime {
    /// A time of the wire as `2026-03-02 23:42`; what is none stays as it is.
    static func minutes(_ rfc3339: String) -> String {
        guard let moment = Moment(rfc3339: rfc3339) else { return rfc3339 }
        return String(local(moment).prefix(16))
    }

    /// A time of the wire as its day and its time of day to the second.
    static func dayAndTime(_ rfc3339: String) -> (day: String, time: String) {
        guard let moment = Moment(rfc3339: rfc3339) else { return (rfc3339, "") }
        let text = local(moment)
        return (String(text.prefix(10)), String(text.dropFirst(11)))
    }

    /// A length of time in at most five characters: `42s`, `4m`, `1h20`, `3d4h`.
    static func short(_ span: Span) -> String {
        let seconds = max(0, span.microseconds / 1_000_000)
        switch seconds {
        case ..<60: return "\(seconds)s"
        case ..<3_600: return "\(seconds / 60)m"
        case ..<86_400:
            let minutes = seconds % 3_600 / 60
            return "\(seconds / 3_600)h" + (minutes < 10 ? "0\(minutes)" : "\(minutes)")
        case _:
            let days = seconds / 86_400
            return days < 100 ? "\(days)d\(seconds % 86_400 / 3_600)h" : "\(days)d"
        }
    }

    /// How long before or after another a time of the wire is; a dash where there is none.
    static func age(_ rfc3339: String?, at now: Moment) -> String {
        guard let rfc3339, let moment = Moment(rfc3339: rfc3339) else { return "-" }
        return short(now - moment)
    }

    /// How long until a time of the wire; `late` before how long it is past.
    static func until(_ rfc3339: String?, at now: Moment) -> String {
        guard let rfc3339, let moment = Moment(rfc3339: rfc3339) else { return "-" }
        return moment < now ? "!" + short(now - moment) : short(moment - now)
    }

    /// A moment is spelt on the clock of Brussels; its offset and what is below a second are left out.
    private static func local(_ moment: Moment) -> String {
        let text = moment.rfc3339
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(8))"
    }
}
