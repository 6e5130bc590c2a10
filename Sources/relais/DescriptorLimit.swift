import Glibc

/// How many descriptors this process may have: a connection takes one, and a shell gives a thousand.
enum DescriptorLimit {
    /// Takes as many as the system lets it; one that has none left accepts nobody.
    static func raise() {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
        limit.rlim_cur = limit.rlim_max
        // What is refused leaves what there was.
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
