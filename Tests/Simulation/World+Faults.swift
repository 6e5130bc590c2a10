import Referrals

/// The faults that come of themselves, each kind at its own times.
extension World {
    /// Whether a fault that is about to come does: each has a number, and a run may leave some out.
    func strikes(_ feature: Feature) -> Bool {
        let kind = Int(feature.rawValue)
        strikes[kind] += 1
        let number = (kind + 1) * 1_000 + strikes[kind]
        guard areFaultsOn, plan.faults?.contains(number) ?? true else { return false }
        struck.append(number)
        tell?("fault \(number)")
        note("fault \(number), \(feature.name)")
        return true
    }

    /// Draws when the first fault of each kind comes.
    func planFaults() {
        for feature in swarm.features.all { planNext(feature) }
    }

    private func planNext(_ feature: Feature) {
        guard areFaultsOn, swarm.has(feature), let mean = mean(of: feature) else { return }
        let wait = lots[Int(feature.rawValue)].span(from: .seconds(10), mean: mean)
        plan(.strikes(feature), in: wait)
    }

    /// The mean time from one fault of a kind to the next; nil where another event brings it.
    private func mean(of feature: Feature) -> Span? {
        switch feature {
        case .reset: Span(microseconds: swarm.resetEvery.microseconds / Int64(clients.count))
        case .partition, .oneWay: swarm.clogEvery
        case .swizzle: swarm.clogEvery * 3
        case .pause: swarm.pauseEvery
        case .powerCut: swarm.diskErrorEvery * 2
        case .diskError: swarm.diskErrorEvery
        case .fullDisk: Span(microseconds: swarm.duration.microseconds / 3)
        case .clockStep: .minutes(8)
        case .clockLeap: .minutes(40)
        case .stationFaults: .minutes(4)
        case .crash, .crashWhileWriting, .delay, .apart, .slowDisk, .bitFlip, .snapshot,
            .oldVersion, .clockDrift, .activation, .haste, .killer, .conflict, .repeating, .storm,
            .garbage, .status, .correction, .bulk, .silence, .careless, .late, .twice, .suggestion,
            .ghost, .order, .realStore, .erasure, .deadly, .wish, .hours, .limits, .law, .tongues,
            .sharper:
            nil
        }
    }

    /// A fault comes, and the next of its kind is drawn.
    func strike(_ feature: Feature) {
        let isLeftOut = !strikes(feature)
        var lot = lots[Int(feature.rawValue)]
        if !isLeftOut { befall(feature, &lot) }
        lots[Int(feature.rawValue)] = lot.fork(1)
        planNext(feature)
    }

    private func befall(_ feature: Feature, _ lot: inout Chance) {
        switch feature {
        case .reset: if life != nil { breakLink(lot.below(clients.count)) }
        case .oneWay:
            let isUp = lot.percent(50)
            let until = now + lot.span(from: .seconds(1), mean: swarm.clogMean)
            hold(lot.below(clients.count), up: isUp, down: !isUp, until: until)
            ledger.count(.linkHeldOneWay)
        case .partition:
            let until = now + lot.span(from: .seconds(1), mean: swarm.clogMean)
            for client in clients.indices where lot.percent(50) {
                hold(client, up: true, down: true, until: until)
                // What stands still for long breaks in the end.
                if lot.percent(30) { breakLink(client) }
            }
        case .swizzle: swizzle(&lot)
        case .pause:
            let until = now + lot.span(from: .seconds(1), mean: .seconds(40))
            pausedUntil = max(pausedUntil, until)
            note("the server stands still for \((pausedUntil - now).inWords)")
            upSince = pausedUntil
            ledger.count(.serverPaused)
        case .powerCut: cutPower(&lot)
        case .diskError: isDiskFailing = true
        case .fullDisk:
            hasRoom = false
            note("the disk is full")
            plan(.diskHasRoom, in: lot.span(from: .seconds(5), mean: .minutes(1)))
        case .clockStep:
            wallOffset = .seconds(Int64(lot.within(-90...90)))
            note("the wall clock is \(wallOffset.inWords) wrong")
        case .clockLeap:
            let far = lot.logarithmic(from: .minutes(10), to: .days(4_000))
            wallOffset = lot.percent(50) ? far : Span(microseconds: -far.microseconds)
            note("the wall clock leaps: \(wallOffset.inWords) wrong")
            ledger.count(.clockLeapt)
        case .stationFaults: if let life, !life.isDead { stationFails(life, &lot) }
        case .crash, .crashWhileWriting, .delay, .apart, .slowDisk, .bitFlip, .snapshot,
            .oldVersion, .clockDrift, .activation, .haste, .killer, .conflict, .repeating, .storm,
            .garbage, .status, .correction, .bulk, .silence, .careless, .late, .twice, .suggestion,
            .ghost, .order, .realStore, .erasure, .deadly, .wish, .hours, .limits, .law, .tongues,
            .sharper:
            break
        }
    }

    /// Some of the links stand still, one after the other; which is freed first is drawn anew.
    private func swizzle(_ lot: inout Chance) {
        let end = now + swarm.clogMean
        for client in clients.indices where lot.percent(60) {
            let begin = lot.span(from: .milliseconds(1), mean: .seconds(5))
            let until = end + lot.span(from: .milliseconds(1), mean: swarm.clogMean)
            plan(.holds(client: client, until: until), in: begin)
        }
        ledger.count(.linksSwizzled)
    }

    /// A link stands still: what is sent on it from now on arrives when that is over.
    func hold(_ client: Int, up: Bool, down: Bool, until: Moment) {
        guard areFaultsOn else { return }
        note("the link of \(clients[client].principal) stands still")
        if up { links[client].up.heldUntil = max(links[client].up.heldUntil, until) }
        if down { links[client].down.heldUntil = max(links[client].down.heldUntil, until) }
    }

    /// No power: what no write was made durable of is gone, and the machine's steady clock begins anew.
    private func cutPower(_ lot: inout Chance) {
        crash("for want of power")
        if let store { losePower(store) } else { disk.losePower() }
        steadyBase = Moment(seconds: Int64(lot.within(1...1_000_000))) - (now - swarm.begins)
        ledger.count(.powerCut)
    }

    /// No faults any more; everybody does what is right, and soon.
    func heal() {
        note("all faults end")
        areFaultsOn = false
        hasRoom = true
        isDiskFailing = false
        wallOffset = .seconds(0)
        for client in clients.indices {
            links[client].up.heldUntil = now
            links[client].down.heldUntil = now
            step(client, .heals)
        }
    }
}
