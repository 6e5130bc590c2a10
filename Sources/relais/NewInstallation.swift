import ArgumentParser
import Exchange
import Foundation
import Keyring
import Triage

/// A folder that becomes an installation: made whole elsewhere first, so that nothing half-made is left.
struct NewInstallation {
    /// Something that was made.
    struct Item {
        let file: String
        let what: String
        var key: String?
    }

    /// Where it will be.
    let path: String

    /// The files of its rules.
    let source: BundleSource

    /// The supervisor who needs no key on this machine.
    let supervisor: String

    /// Who gets a key.
    let owners: [KeyOwner]

    /// The gateway whose key relais.yaml names.
    static let gateway = "gateway:main"

    /// The stations that have a key in every installation.
    static let stations = [gateway, "recorder:main", "dispatcher:1", "dispatcher:2"]

    /// Makes all of it.
    ///
    /// - Throws: ``Trouble``; then the folder is as it was, and nothing is left beside it.
    func make() throws -> [Item] {
        let files = FileManager.default
        let wasThere = try mustBeFree()
        let parent = URL(filePath: path).deletingLastPathComponent().path
        let draft = (wasThere ? path : parent) + "/.relais-init-\(UUID())"
        guard mkdir(draft, 0o700) == 0 else { throw NewInstallation.trouble("make \(path)", errno) }
        do {
            let items = try fill(draft)
            let signals = source.hasSignals ? ["/bundle/signals"] : []
            for folder in signals + ["/bundle", "/secrets", ""] { try sync(draft + folder) }
            if wasThere {
                try move(draft)
            } else {
                guard chmod(draft, 0o755) == 0, rename(draft, path) == 0 else {
                    throw NewInstallation.trouble("make \(path)", errno)
                }
            }
            return items
        } catch {
            // What cannot be taken away is named by the error that follows from it the next time.
            try? files.removeItem(atPath: draft)
            throw error
        }
    }

    /// Whether the folder is there; refuses one that holds anything.
    private func mustBeFree() throws -> Bool {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            guard errno == ENOENT else { throw NewInstallation.trouble("look at \(path)", errno) }
            return false
        }
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: path)
        } catch {
            throw Trouble(.cannotCreate, "\(path) is there and no folder that can be filled")
        }
        guard names.isEmpty else {
            throw Trouble(
                .cannotCreate,
                "\(path) is not empty, and nothing in it is written over",
                "name a folder that is empty, or not there yet"
            )
        }
        return true
    }

    private func fill(_ draft: String) throws -> [Item] {
        var items = [Item(file: "relais.yaml", what: "settings")]
        let signals = source.hasSignals ? ["bundle/signals"] : []
        for folder in ["bundle", "keys.d"] + signals {
            guard mkdir("\(draft)/\(folder)", 0o755) == 0 else {
                throw NewInstallation.trouble("make \(path)/\(folder)", errno)
            }
        }
        // Only its user comes to the socket of the supervisors of this machine.
        guard mkdir(draft + "/run", 0o700) == 0 else {
            throw NewInstallation.trouble("make \(path)/run", errno)
        }
        for file in source.files {
            try write(file.bytes, to: "\(draft)/bundle/\(file.name)")
            let isSignal = file.name.hasPrefix("signals/")
            let what = isSignal ? "signals" : "rules"
            items.append(Item(file: "bundle/\(file.name)", what: what))
        }
        let folder = KeyFolder(path: draft + "/keys.d")
        do throws(KeyringFailure) {
            try folder.make()
        } catch {
            throw Trouble(error)
        }
        for owner in owners {
            let half = try KeyHalf.make()
            let card = KeyCard(owner: owner, name: .first, key: half.publicKey)
            _ = try KeyIssue(card, half, folder: folder, secrets: draft + "/secrets")
            items.append(
                Item(
                    file: "keys.d/" + KeyFolder.file(of: owner, .first),
                    what: "card",
                    key: card.userID
                )
            )
            items.append(
                Item(
                    file: "secrets/" + SecretFile.name(of: owner, .first),
                    what: "secret key",
                    key: card.userID
                )
            )
        }
        try write(Array(settings().text.utf8), to: draft + "/relais.yaml")
        return items
    }

    private func settings() throws -> SettingsText {
        guard let gateway = KeyOwner(NewInstallation.gateway) else {
            throw Trouble(.bug, "\(NewInstallation.gateway) is nobody")
        }
        return SettingsText(
            secret: "secrets/" + SecretFile.name(of: gateway, .first),
            gateway: "keys.d/" + KeyFolder.file(of: gateway, .first),
            controlSocket: controlSocket,
            user: getuid(),
            supervisor: supervisor
        )
    }

    /// The socket of the supervisors of this machine; nil where its path is too long for one.
    var controlSocket: String? {
        let socket = path + "/run/control.sock"
        return socket.utf8.count <= SettingsText.socketPathMax ? socket : nil
    }

    private func write(_ bytes: [UInt8], to file: String) throws {
        let isMade = FileManager.default.createFile(
            atPath: file,
            contents: Data(bytes),
            attributes: [.posixPermissions: 0o644]
        )
        guard isMade else { throw NewInstallation.trouble("fill \(path)", errno) }
        try sync(file)
    }

    /// Makes a file, or what a folder names, survive the loss of power.
    private func sync(_ name: String) throws {
        let descriptor = open(name, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw NewInstallation.trouble("write \(path)", errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw NewInstallation.trouble("write \(path)", errno) }
    }

    /// Moves everything into the folder that was there; the settings last, without which nothing starts.
    private func move(_ draft: String) throws {
        let names = ["bundle", "keys.d", "run", "secrets", "relais.yaml"]
        for (index, name) in names.enumerated() {
            guard rename("\(draft)/\(name)", "\(path)/\(name)") == 0 else {
                let trouble = NewInstallation.trouble("make \(path)/\(name)", errno)
                for made in names[..<index] {
                    // What cannot be taken away is seen by whoever tries again.
                    try? FileManager.default.removeItem(atPath: "\(path)/\(made)")
                }
                throw trouble
            }
        }
        guard rmdir(draft) == 0 else { throw NewInstallation.trouble("make \(path)", errno) }
    }

    private static func trouble(_ call: String, _ code: Int32) -> Trouble {
        let words = "\(call): \(String(cString: strerror(code)))"
        return Trouble(code == ENOENT ? .noInput : .cannotCreate, words)
    }
}
