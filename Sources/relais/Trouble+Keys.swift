import ArgumentParser
import Keyring
import RelaisClient
import Triage

extension Trouble {
    /// What the system could not do with a file of keys.
    init(_ failure: KeyringFailure, hint: String? = nil) {
        let code: ExitCode =
            failure.isAbsence
            ? .noInput
            : failure.isForbidden
                ? .noPermission : failure.isPresence ? .cannotCreate : .inputOutput
        self.init(code, lines: [failure.description] + (hint.map { [$0] } ?? []))
    }

    /// Why a secret key was neither read nor written.
    init(_ refusal: SecretRefusal) {
        self.init(ExitCode(refusal.exitStatus), lines: Trouble.lines(refusal.description))
    }

    /// Why a text names no key of a gateway.
    init(_ refusal: ServerKeyRefusal) {
        self.init(ExitCode(refusal.exitStatus), lines: Trouble.lines(refusal.description))
    }

    /// Why files of keys are of no use to a client.
    init(_ refusal: KeyFileRefusal) {
        self.init(ExitCode(refusal.exitStatus), lines: Trouble.lines(refusal.description))
    }

    /// Why a file is no certificate.
    init(_ fault: CertificateFault) {
        switch fault {
        case .unreachable(let failure): self.init(failure)
        case .malformed(let faults):
            self.init(.dataRefused, lines: Trouble.lines(faults.description))
        }
    }

    private static func lines(_ text: String) -> [String] {
        text.split(separator: "\n").map { String($0) }
    }
}
