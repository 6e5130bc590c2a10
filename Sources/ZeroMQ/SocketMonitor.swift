internal import CZeroMQ
internal import Synchronization

/// What happens to the links of one socket, counted and remembered by a thread of its own.
///
/// A monitor nobody drains stops the I/O thread, and with it every link of the context, after some
/// hundred connections; so its thread does nothing but drain, and the pipe to it is unbounded.
public final class SocketMonitor: Sendable {
    /// How many events are remembered for whoever writes the log.
    public static let recentMax = 256

    private struct Record {
        var counts = MonitorCounts()
        var recent: [LinkEvent] = []
    }

    private static let made = Atomic(0)

    private let record = Mutex(Record())
    private let bell: WakeBell?
    let thread: Mutex<PlainThread?> = Mutex(nil)

    fileprivate init(ringing bell: WakeBell?) {
        self.bell = bell
    }

    /// How often each thing happened; legal from any thread.
    public var counts: MonitorCounts {
        record.withLock { $0.counts }
    }

    /// The events since the last call, oldest first, at most ``recentMax``; legal from any thread.
    public func takeEvents() -> [LinkEvent] {
        record.withLock { record in
            var taken: [LinkEvent] = []
            swap(&taken, &record.recent)
            return taken
        }
    }

    /// An address no monitor of this process has had: libzmq hangs when one is used again.
    fileprivate static func newAddress() -> String {
        "inproc://monitor-\(made.add(1, ordering: .relaxed).newValue)"
    }

    /// Drains until the monitor is stopped or the context shut down.
    ///
    /// Should it fail otherwise the process ends: going on without a reader would stall every link.
    fileprivate func drain(_ end: Socket) {
        let poller = Poller([end], bell: nil)
        do throws(ZeroMQFailure) {
            while true {
                _ = try poller.wait(milliseconds: -1)
                while let received = try end.receive() {
                    guard note(received) else {
                        end.close()
                        return
                    }
                }
            }
        } catch {
            precondition(error.isShutdown, "a monitor cannot be drained: \(error)")
            end.close()
        }
    }

    /// Notes one notice; false after the last.
    private func note(_ received: Received) -> Bool {
        let notice: LinkEvent.Notice
        switch received {
        case .message(let frames, user: _): notice = LinkEvent.notice(frames)
        case .tooManyFrames, .tooManyBytes: notice = .unknown
        }
        switch notice {
        case .stopped: return false
        case .unknown:
            record.withLock { $0.counts.unknown += 1 }
        case .event(let event):
            record.withLock { record in
                record.counts.add(event.kind)
                if record.recent.count == Self.recentMax {
                    record.recent.removeFirst()
                    record.counts.forgotten += 1
                }
                record.recent.append(event)
            }
            bell?.ring()
        }
        return true
    }
}

extension Socket {
    /// Starts to watch the links of this socket, before it binds or connects; once a socket.
    ///
    /// The monitor may be read from any thread, and outlives the socket. The bell is rung at each
    /// event.
    public func monitor(ringing bell: WakeBell? = nil) throws(ZeroMQFailure) -> SocketMonitor {
        precondition(monitoring == nil, "a socket has one monitor")
        let socket = try unsafe open("zmq_socket_monitor")
        let address = SocketMonitor.newAddress()
        let mask = LinkEvent.mask(of: options.kind)
        guard unsafe zmq_socket_monitor(socket, address, mask) == 0 else {
            throw .latest("zmq_socket_monitor")
        }
        do throws(ZeroMQFailure) {
            let end = try Socket(.monitorEnd, in: context)
            try end.connect(address)
            let monitor = SocketMonitor(ringing: bell)
            let thread = try PlainThread(named: "zmq-monitor") { monitor.drain(end) }
            monitor.thread.withLock { $0 = thread }
            monitoring = monitor
            return monitor
        } catch {
            unsafe zmq_socket_monitor(socket, nil, 0)
            throw error
        }
    }

    /// Stops the monitor: the source first, then its reader closes the other end.
    func stopMonitor() {
        guard let monitoring, let socket = unsafe handle else { return }
        unsafe zmq_socket_monitor(socket, nil, 0)
        monitoring.thread.withLock { $0 }?.join()
        self.monitoring = nil
    }
}
