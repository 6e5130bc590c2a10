extension Zone {
    /// Europe/Brussels: the changes of 2020 to 2040 as the IANA database has them (2025b), and the
    /// European rule before and after.
    public static let brussels: Zone = {
        let changes = summers.flatMap { summer in
            [
                Change(second: summer.begins, offset: 7_200),
                Change(second: summer.ends, offset: 3_600),
            ]
        }
        guard
            let zone = Zone(
                name: "Europe/Brussels",
                standard: 3_600,
                changes: changes,
                beyond: .european
            )
        else { preconditionFailure("the changes of Brussels are in order") }
        return zone
    }()

    /// UTC, which never changes.
    public static let utc: Zone = {
        guard let zone = Zone(name: "UTC", standard: 0, changes: [], beyond: .fixed) else {
            preconditionFailure("UTC has no changes")
        }
        return zone
    }()

    /// From when to when summer time runs, in seconds since 1970 in UTC, one pair a year from 2020.
    private static let summers: [(begins: Int64, ends: Int64)] = [
        (1_585_443_600, 1_603_587_600),
        (1_616_893_200, 1_635_642_000),
        (1_648_342_800, 1_667_091_600),
        (1_679_792_400, 1_698_541_200),
        (1_711_846_800, 1_729_990_800),
        (1_743_296_400, 1_761_440_400),
        (1_774_746_000, 1_792_890_000),
        (1_806_195_600, 1_824_944_400),
        (1_837_645_200, 1_856_394_000),
        (1_869_094_800, 1_887_843_600),
        (1_901_149_200, 1_919_293_200),
        (1_932_598_800, 1_950_742_800),
        (1_964_048_400, 1_982_797_200),
        (1_995_498_000, 2_014_246_800),
        (2_026_947_600, 2_045_696_400),
        (2_058_397_200, 2_077_146_000),
        (2_090_451_600, 2_108_595_600),
        (2_121_901_200, 2_140_045_200),
        (2_153_350_800, 2_172_099_600),
        (2_184_800_400, 2_203_549_200),
        (2_216_250_000, 2_234_998_800),
    ]
}
