import Exchange
import Journal
import Posts
import Referrals

/// What happens only where the stations are processes of their own.
extension World {
    /// The stations of a new life find each other.
    func joinStations(_ life: Life, _ files: BundleFiles, _ committed: JournalPoint) {
        let read: @Sendable (BundleFiles) -> BundleReading = { .good($0, Rules.bundle(of: $0)) }
        let link = StationMessage.Link(
            term: disk.term.number,
            bundle: files,
            head: committed,
            ping: swarm.ping,
            isInsecure: true
        )
        life.wire = StationWire(
            door: RecordDoor(epoch: life.gateway.epoch, isInsecure: true, read: read),
            end: RecorderEnd(link, keys: [])
        )
        for index in life.dispatchers.indices { seat(index, in: life) }
        openWire(life)
    }

    /// A dispatcher says what killed it before.
    private func seat(_ index: Int, in life: Life) {
        let killers = disk.killersOf[index] ?? Killers()
        let ready = Gateway.Input.dispatcher(index, named: "\(index)", room: 3, killers)
        toGateway(ready, in: life)
    }

    /// One of the stations, or the link between two, fails, and the others live on.
    func stationFails(_ life: Life, _ lot: inout Chance) {
        switch lot.below(3) {
        case 0: breakWire(life)
        case 1: dispatcherDies(lot.below(life.dispatchers.count), in: life)
        default: gatewayDies(life)
        }
    }

    /// The connection to the recorder breaks; the gateway may see it at once, or not before the next.
    func breakWire(_ life: Life) {
        guard let number = life.wire?.number else { return }
        note("the link of the stations breaks")
        ledger.count(.stationsParted)
        life.wire?.number = nil
        life.wire?.down = []
        let sent = life.wire?.up.count ?? 0
        let kept = crashChance.within(0...sent)
        life.wire?.up.removeLast(sent - kept)
        life.lastHeard = nil
        if crashChance.percent(50), let effects = life.wire?.door.lose(StationWire.id(number)) {
            run(effects, in: life)
        }
        plan(
            .wireOpens(life: life.number),
            in: crashChance.span(from: .milliseconds(5), mean: .seconds(5))
        )
    }

    /// The recorder makes a new connection and says who it is.
    func openWire(_ life: Life) {
        guard life.wire?.number == nil else { return }
        let number = (life.wire?.made ?? 0) + 1
        life.wire?.made = number
        life.wire?.openedAt = now
        life.mayMiss = true
        life.wire?.number = number
        run(life.wire?.end.step(.opened, at: StationWire.still) ?? [], in: life)
    }

    /// A dispatcher dies; what it had in hand is counted, and it comes back.
    func dispatcherDies(_ index: Int, in life: Life) {
        note("dispatcher \(index) dies")
        ledger.count(.dispatcherDied)
        if let digest = disk.inHand.removeValue(forKey: index) {
            disk.killersOf[index, default: Killers()].count(digest)
        }
        life.dispatcherInboxes[index] = []
        life.dispatchers[index] = Dispatcher(
            bundle: life.recorder.board.bundle,
            poisoned: disk.killersOf[index]?.poisoned ?? []
        )
        toGateway(.dispatcherGone(index), in: life)
        plan(
            .dispatcherReturns(life: life.number, index: index),
            in: crashChance.span(from: .milliseconds(5), mean: .seconds(20))
        )
    }

    func dispatcherReturns(_ index: Int, in life: Life) {
        seat(index, in: life)
    }

    /// The gateway dies, and another takes its place: all links of clients and of the recorder are gone.
    private func gatewayDies(_ life: Life) {
        note("the gateway dies")
        ledger.count(.gatewayDied)
        gateways += 1
        for client in links.indices {
            links[client].breaks(&network, keepsUp: false)
            links[client].losesAllUp()
        }
        life.gatewayInbox = []
        life.wire?.up = []
        life.gateway = makeGateway(bundle: nil)
        life.wire?.door = RecordDoor(epoch: life.gateway.epoch, isInsecure: true) {
            .good($0, Rules.bundle(of: $0))
        }
        life.lastHeard = nil
        toGateway(.listens(to: Array("f1/".utf8), true), in: life)
        for index in life.dispatchers.indices {
            // What it judges is for a gateway that is no more.
            life.dispatcherInboxes[index].removeAll { input in
                guard case .request = input else { return false }
                return true
            }
            seat(index, in: life)
        }
        life.wire?.number = nil
        life.wire?.down = []
        plan(
            .wireOpens(life: life.number),
            in: crashChance.span(from: .milliseconds(5), mean: .seconds(5))
        )
    }

    /// What a gateway that is apart has for the recorder goes as a frame.
    func flushDoor(_ life: Life) {
        run(life.wire?.door.flush(at: StationWire.still) ?? [], in: life)
    }

    /// What a recorder that is apart has for the gateway goes as a frame.
    func flushEnd(_ life: Life) {
        run(life.wire?.end.step(.tick, at: StationWire.still) ?? [], in: life)
    }

    /// The frames that have come to the gateway.
    func hearRecorder(_ life: Life) {
        let frames = life.wire?.up ?? []
        life.wire?.up = []
        for (number, frame) in frames where !life.isDead {
            // What is told on a new link need not follow what an earlier one told last.
            if life.heardOn != number {
                life.heardOn = number
                life.lastHeard = nil
            }
            let effects = life.wire?.door.hear(
                frame,
                from: StationWire.id(number),
                at: StationWire.still
            )
            run(effects ?? [], in: life)
        }
        if !life.isDead { flushDoor(life) }
    }

    /// The frames that have come to the recorder.
    func hearGateway(_ life: Life) {
        let frames = life.wire?.down ?? []
        life.wire?.down = []
        for (number, frame) in frames where !life.isDead && number == life.wire?.number {
            run(life.wire?.end.step(.frame(frame), at: StationWire.still) ?? [], in: life)
        }
    }

    private func run(_ effects: [RecordDoor.Effect], in life: Life) {
        for effect in effects {
            guard !life.isDead else { return }
            switch effect {
            case .gateway(let input): run(life.gateway.step(input, at: instant), in: life)
            case .rules, .keys: break
            case .alarm(let words): ledger.fault("the gateway rings: \(words)")
            case .send(let id, let frame):
                let number = StationWire.number(id)
                guard number == life.wire?.number else {
                    run(life.wire?.door.lose(id) ?? [], in: life)
                    continue
                }
                life.wire?.down.append((number, frame))
                wakeRecorder(life)
            }
        }
    }

    private func run(_ effects: [EndEffect<Recorder.Input>], in life: Life) {
        for effect in effects {
            guard !life.isDead else { return }
            switch effect {
            case .own(let input): tellRecorder(input, in: life)
            case .alarm(let words): ledger.fault("the recorder rings: \(words)")
            case .renew: breakWire(life)
            case .send(let frame):
                guard let number = life.wire?.number else { continue }
                life.wire?.up.append((number, frame))
                wakeGateway(life)
            }
        }
    }
}
