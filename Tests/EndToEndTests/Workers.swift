import Dispatch
import Synchronization

/// Threads that wait for processes: the ones that Swift shares out are too few to wait on.
final class Workers: TaskExecutor {
    private let queue = DispatchQueue(label: "workers", attributes: .concurrent)
    private let taken = Atomic(0)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = asUnownedTaskExecutor()
        queue.async { job.runSynchronously(on: executor) }
    }

    /// Does each of these, so many at a time, in the order given.
    static func each<Item: Sendable, Outcome: Sendable>(
        _ items: [Item],
        atATime width: Int,
        _ body: @Sendable @escaping (Item) -> Outcome
    ) async -> [Outcome] {
        let workers = Workers()
        return await withTaskGroup(of: [Outcome].self) { group in
            for _ in 0..<width {
                group.addTask(executorPreference: workers) {
                    var outcomes: [Outcome] = []
                    while true {
                        let index = workers.taken.add(1, ordering: .relaxed).oldValue
                        guard index < items.count else { return outcomes }
                        outcomes.append(body(items[index]))
                    }
                }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
    }
}
