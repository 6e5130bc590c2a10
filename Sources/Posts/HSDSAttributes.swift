import Referrals
import Triage
import Wire

/// What a partner serves as attributes of a service: terms of three taxonomies, the needs, the phases of an
/// enterprise and its sizes.
struct HSDSAttributes {
    /// The partner.
    let partner: Partner

    private struct Taxonomy {
        var code: String
        var name: String
        var says: String
    }

    private struct Term {
        var taxonomy: Taxonomy
        var code: String
        var name: String
        var parent: String?
        var value: String?
        /// What the term tells of the service.
        var link: String
    }

    private static let needs = Taxonomy(
        code: "need",
        name: "Relais needs",
        says: "What entrepreneurs in the Brussels-Capital Region need, by family and detail."
    )
    private static let phases = Taxonomy(
        code: "phase",
        name: "Relais phases",
        says: "Where an enterprise is in its life."
    )
    private static let sizes = Taxonomy(
        code: "size",
        name: "Relais sizes",
        says: "How many people an enterprise employs."
    )

    private var terms: [Term] {
        let served = partner.needs.map { service in
            let family = service.need.family.name
            return Term(
                taxonomy: HSDSAttributes.needs,
                code: service.need.name,
                name: service.need.title.english,
                parent: service.need.name == family ? nil : family,
                value: service.level.name,
                link: "service_category"
            )
        }
        let stages = (partner.eligibility?.stages ?? []).map { phase in
            Term(
                taxonomy: HSDSAttributes.phases,
                code: phase.name,
                name: phase.name,
                link: "eligibility"
            )
        }
        let sizes = (partner.eligibility?.sizes ?? []).map { size in
            Term(
                taxonomy: HSDSAttributes.sizes,
                code: size.name,
                name: size.name,
                link: "eligibility"
            )
        }
        return served + stages + sizes
    }

    /// Writes the member `attributes`, where there is any.
    func write(_ writer: inout JSONWriter) {
        let terms = terms
        guard !terms.isEmpty else { return }
        let name = partner.name.description
        writer.key("attributes")
        writer.beginArray()
        for term in terms {
            let path = "\(term.taxonomy.code)/\(term.code)"
            writer.beginObject()
            writer.member("id", HSDSIdentifier("attribute/\(name)/\(path)").text)
            writer.member("link_id", HSDSIdentifier("service/\(name)").text)
            writer.member("taxonomy_term_id", HSDSIdentifier("term/\(path)").text)
            writer.member("link_type", term.link)
            writer.member("link_entity", "service")
            if let value = term.value { writer.member("value", value) }
            writer.key("taxonomy_term")
            write(term, path, &writer)
            writer.endObject()
        }
        writer.endArray()
    }

    private func write(_ term: Term, _ path: String, _ writer: inout JSONWriter) {
        let taxonomy = HSDSIdentifier("taxonomy/\(term.taxonomy.code)").text
        writer.beginObject()
        writer.member("id", HSDSIdentifier("term/\(path)").text)
        writer.member("code", term.code)
        writer.member("name", term.name)
        writer.member("description", term.name)
        if let parent = term.parent {
            writer.member("parent_id", HSDSIdentifier("term/\(term.taxonomy.code)/\(parent)").text)
        }
        writer.member("taxonomy", term.taxonomy.name)
        writer.key("taxonomy_detail")
        writer.beginObject()
        writer.member("id", taxonomy)
        writer.member("name", term.taxonomy.name)
        writer.member("description", term.taxonomy.says)
        writer.endObject()
        writer.member("language", "en")
        writer.member("taxonomy_id", taxonomy)
        writer.endObject()
    }
}
