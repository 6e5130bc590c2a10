internal import Foundation
public import Triage

extension Settings {
    /// Settings of `relais.yaml` in the folder `config`, where there is one; flags are laid over them later.
    ///
    /// - Throws: ``StartFault`` 78 with file, line, column and what was expected, for every mistake.
    public init(config: String, data: String, masterKeyFile: String) throws {
        self.init(config: config, data: data, masterKey: masterKeyFile)
        let name = "relais.yaml"
        guard let bytes = FileManager.default.contents(atPath: config + "/" + name) else { return }
        do throws(BundleFaults) {
            try read(YAMLTree.read(Array(bytes), file: name), file: name)
        } catch {
            throw StartFault(error.faults.map(\.description), exitStatus: 78)
        }
    }
}
