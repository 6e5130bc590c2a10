public import Referrals

extension Commune {
    /// The name in French, Dutch or, for any other language, both; nil for a commune outside the Region.
    public func name(in language: LanguageCode) -> String? {
        guard let name = Commune.names[nis] else { return nil }
        switch language {
        case .french: return name.french
        case .dutch: return name.dutch
        default:
            return name.french == name.dutch ? name.french : "\(name.french) / \(name.dutch)"
        }
    }

    /// The nineteen, by their NIS codes, with their official names.
    private static let names: [UInt32: (french: String, dutch: String)] = [
        21_001: ("Anderlecht", "Anderlecht"),
        21_002: ("Auderghem", "Oudergem"),
        21_003: ("Berchem-Sainte-Agathe", "Sint-Agatha-Berchem"),
        21_004: ("Bruxelles", "Brussel"),
        21_005: ("Etterbeek", "Etterbeek"),
        21_006: ("Evere", "Evere"),
        21_007: ("Forest", "Vorst"),
        21_008: ("Ganshoren", "Ganshoren"),
        21_009: ("Ixelles", "Elsene"),
        21_010: ("Jette", "Jette"),
        21_011: ("Koekelberg", "Koekelberg"),
        21_012: ("Molenbeek-Saint-Jean", "Sint-Jans-Molenbeek"),
        21_013: ("Saint-Gilles", "Sint-Gillis"),
        21_014: ("Saint-Josse-ten-Noode", "Sint-Joost-ten-Node"),
        21_015: ("Schaerbeek", "Schaarbeek"),
        21_016: ("Uccle", "Ukkel"),
        21_017: ("Watermael-Boitsfort", "Watermaal-Bosvoorde"),
        21_018: ("Woluwe-Saint-Lambert", "Sint-Lambrechts-Woluwe"),
        21_019: ("Woluwe-Saint-Pierre", "Sint-Pieters-Woluwe"),
    ]
}
