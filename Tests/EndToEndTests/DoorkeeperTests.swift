import Foundation
import Testing

extension EndToEnd {
    /// The thread that decides who comes in, disturbed from outside.
    @Suite struct `The doorkeeper of a gateway` {
        @Test func `takes the gateway with it when it fails, and another serves all again`() throws
        {
            let region = try Region(LockedInstallation(), withPorts: true)
            let agency = try SteadyAgency(region)
            let tracer = try trace(region, "error=EBADF")
            // Whoever knocks finds nobody there.
            let newcomer = try region.foreign("steady.py", ["hub"])
            let ending = region.gateway.ending(within: 60)
            guard case .signal = ending else {
                Issue.record("the gateway goes on half guarded: \(ending as Any)")
                return
            }
            _ = tracer.ending(within: 10)
            try region.restartGateway()
            #expect(newcomer.line(within: 60) == "ready", "\(newcomer.words)")
            try newcomer.closeInput()
            #expect(newcomer.ending(within: 60) == .exit(0), "\(newcomer.words)")
            try agency.finish()
            _ = try region.stop()
        }

        @Test func `lets nobody in while it stands still, and who is in is served`() throws {
            let region = try Region(LockedInstallation())
            let agency = try SteadyAgency(region)
            let tracer = try trace(region, "delay_enter=600s")
            let newcomer = try region.foreign("steady.py", ["hub"])
            #expect(newcomer.line(within: 3) == nil)
            tracer.signal(SIGINT)
            _ = tracer.ending(within: 10)
            #expect(newcomer.line(within: 60) == "ready", "\(newcomer.words)")
            try newcomer.closeInput()
            #expect(newcomer.ending(within: 60) == .exit(0), "\(newcomer.words)")
            #expect(try agency.finish().stored > 10)
            _ = try region.stop()
        }

        /// Has strace interfere with each wait of that thread and of no other.
        private func trace(_ region: Region, _ fault: String) throws -> Program {
            let tasks = "/proc/\(region.gateway.id)/task"
            let threads = try FileManager.default.contentsOfDirectory(atPath: tasks).filter {
                let name = try String(contentsOfFile: "\(tasks)/\($0)/comm", encoding: .utf8)
                return name == "zmq-doorkeeper\n"
            }
            try #require(threads.count == 1)
            let strace = try Program.ofSystem(
                "/usr/bin/strace",
                ["-p", threads[0], "-e", "inject=?poll,?ppoll:\(fault)"],
                in: region.house.room.folder
            )
            let deadline = soon()
            while !strace.words.contains("attached"), .now < deadline, strace.isRunning {
                _ = strace.ending(within: 0.02)
            }
            try #require(strace.words.contains("attached"), "\(strace.words)")
            return strace
        }
    }
}
