import Referrals

extension FieldObject {
    /// The first year that is taken: the past is, but a year of two digits was mistyped.
    private static let yearMin = 1000

    /// 1000-01-01T00:00:00Z.
    private static let momentMin = Moment(seconds: -30_610_224_000)

    /// A time with an offset that may be missing.
    func moment(_ name: StaticString) throws(FieldFault) -> Moment? {
        guard let value = document.member(name, of: node) else { return nil }
        return try moment(value, name)
    }

    /// A time with an offset that must be there.
    func requiredMoment(_ name: StaticString) throws(FieldFault) -> Moment {
        try moment(try required(name), name)
    }

    private func moment(
        _ value: JSONDocument.Node,
        _ name: StaticString
    ) throws(FieldFault) -> Moment {
        try expect(.string, value, name)
        let moment = read(value) { bytes -> Moment? in
            do throws(TimeFault) {
                return try Moment(rfc3339: bytes)
            } catch {
                return nil
            }
        }
        guard let moment else {
            let detail = "\(name) must be a time with an offset, as in 2026-03-02T21:42:10+01:00"
            throw fault(.notADate, name, detail)
        }
        guard moment >= Self.momentMin else {
            throw fault(.outOfRange, name, "\(name) lies before \(Self.yearMin)")
        }
        return moment
    }

    /// A day that may be missing, or null where the contract says so.
    func date(
        _ name: StaticString,
        isNullable: Bool = false
    ) throws(FieldFault) -> CalendarDate? {
        guard let value = document.member(name, of: node) else { return nil }
        if isNullable, document.isNull(value) { return nil }
        try expect(.string, value, name)
        let date = read(value) { bytes -> CalendarDate? in
            do throws(TimeFault) {
                return try CalendarDate(iso8601: bytes)
            } catch {
                return nil
            }
        }
        guard let date else {
            throw fault(.notADate, name, "\(name) must be a day, as in 2026-03-02")
        }
        guard date.year >= Self.yearMin else {
            throw fault(.outOfRange, name, "\(name) lies before \(Self.yearMin)")
        }
        return date
    }

    /// Refuses a time of something that has happened if it lies ahead of our clock, where there is one.
    ///
    /// Clocks differ: five minutes are let pass, up to a day is "not now", beyond it is mistyped.
    func refuseFuture(
        _ moment: Moment,
        _ name: StaticString,
        now: Moment?
    ) throws(FieldFault) {
        guard let now else { return }
        let ahead = moment - now
        guard ahead > EventDecoder.clockTolerance else { return }
        guard ahead <= EventDecoder.aheadMax else {
            throw fault(.tooFarAhead, name, "\(name) lies more than a day ahead")
        }
        var fault = fault(.timeInFuture, name, "\(name) lies ahead of the clock here")
        fault.retryAfter = moment - EventDecoder.clockTolerance - now
        throw fault
    }
}
