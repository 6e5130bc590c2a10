internal import Foundation
public import Triage

extension Settings {
    /// Settings of `relais.yaml` in the folder `config`, where there is one; flags are laid over them later.
    ///
    /// Without the file all is as usual. A folder that is not there, or a file that cannot be read, is a
    /// mistake: whoever wrote settings would be served by others than those.
    ///
    /// - Throws: ``StartFault`` 78 with file, line, column and what was expected, for every mistake.
    public init(config: String, data: String, masterKeyFile: String) throws {
        self.init(config: config, data: data, masterKey: masterKeyFile)
        let path = config + "/relais.yaml"
        do {
            guard let bytes = try ConfigFile.bytes(of: path) else {
                guard access(config, X_OK) == 0 else {
                    throw StationFailure(call: "the folder \(config)", code: errno)
                }
                return
            }
            try read(YAMLTree.read(bytes, file: path), file: path)
        } catch {
            // Each mistake is a line of its own.
            throw StartFault("\(error)".split(separator: "\n").map(String.init), exitStatus: 78)
        }
    }
}
