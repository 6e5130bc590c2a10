import Yams

/// The AsyncAPI document, rendered from the kinds of message and what stands beside them.
struct AsyncSource {
    /// The text of the file.
    let file: String

    /// Renders the tables; `beside` is the text of asyncapi.yaml.
    init(_ tables: SchemaTables, beside: String) throws {
        guard let node = try Yams.compose(yaml: beside) else {
            throw SchemaTables.fault("asyncapi.yaml is empty")
        }
        let beside = try JSONText(node)
        guard let channels = beside["channels"] else {
            throw SchemaTables.fault("asyncapi.yaml has no channels")
        }
        let kinds = tables.kinds.members
        file =
            JSONText.members([
                "asyncapi": .text("3.0.0"),
                "info": beside["info"],
                "defaultContentType": .text("application/x-ndjson"),
                "servers": beside["servers"],
                "channels": .object(
                    channels.members.map { channel in
                        .init(name: channel.name, value: AsyncSource.channel(channel, kinds))
                    }
                ),
                "operations": .object(
                    channels.members.flatMap { AsyncSource.operations($0.name, kinds) }
                ),
                "components": .members([
                    "messages": .object(
                        kinds.map { .init(name: $0.name, value: AsyncSource.message($0)) }
                    ),
                    "securitySchemes": beside["securitySchemes"],
                ]),
            ]).file
    }

    private static func channel(_ channel: JSONText.Member, _ kinds: [JSONText.Member]) -> JSONText
    {
        let messages = kinds.filter { places($0.value).contains(channel.name) }
        return JSONText.members(["address": .text(channel.name)]).with(channel.value).with(
            .members([
                "servers": .list([reference("#/servers/" + channel.name)]),
                "messages": .object(
                    messages.map { kind in
                        .init(
                            name: kind.name,
                            value: reference("#/components/messages/" + kind.name)
                        )
                    }
                ),
            ])
        )
    }

    private static func operations(
        _ channel: String,
        _ kinds: [JSONText.Member]
    ) -> [JSONText.Member] {
        func message(_ kind: String) -> JSONText {
            reference("#/channels/\(channel)/messages/\(kind)")
        }
        return kinds.compactMap { kind in
            let isInquiry = kind.value["to"] != nil
            let isPush = kind.value["push"]?.isTrue ?? false
            guard places(kind.value).contains(channel), isInquiry || isPush else { return nil }
            let reply = kind.value["answer"]?.string.map { answer in
                JSONText.members([
                    "channel": reference("#/channels/" + channel),
                    "messages": .list([message(answer), message("error")]),
                ])
            }
            let operation = JSONText.members([
                "action": .text(isInquiry ? "receive" : "send"),
                "channel": reference("#/channels/" + channel),
                "summary": kind.value["says"],
                "messages": .list([message(kind.name)]),
                "reply": reply,
            ])
            return .init(name: channel + "." + kind.name, value: operation)
        }
    }

    private static func message(_ kind: JSONText.Member) -> JSONText {
        let isPush = kind.value["push"]?.isTrue ?? false
        let isInquiry = kind.value["to"] != nil
        let isPaired = isInquiry ? kind.value["answer"] != nil : !isPush
        let place = isInquiry ? "seq" : "re"
        let version =
            kind.value["version"] == .whole(0) ? " Version 0: not promised to outsiders." : ""
        return .members([
            "name": .text(kind.name),
            "summary": .text((kind.value["says"]?.string ?? "") + version),
            "contentType": .text("application/x-ndjson"),
            "correlationId": isPaired
                ? .members(["location": .text("$message.payload#/0/" + place)]) : nil,
            "payload": .members([
                "schemaFormat": .text("application/schema+json;version=draft-2020-12"),
                "schema": reference("messages/\(kind.name).json"),
            ]),
            "examples": .list([.members(["payload": kind.value["eg"]])]),
        ])
    }

    private static func places(_ kind: JSONText) -> [String] {
        (kind["to"] ?? kind["from"])?.items.compactMap(\.string) ?? []
    }

    private static func reference(_ place: String) -> JSONText {
        .members(["$ref": .text(place)])
    }
}
