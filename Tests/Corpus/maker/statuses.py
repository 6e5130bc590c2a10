"""What became of the requests, as far as their agencies report it: brussels.relais.status.reported.v1 events."""
from datetime import date, datetime, timedelta

from maker.case import brussels, event_id, office_hours, weighted

END = datetime(2021, 4, 2, 18)                          # the figures are those of 2 April 2021
LATER = date(2021, 12, 31)
TYPE = "brussels.relais.status.reported.v1"

PARTNERS = {"psychological": ["un-pass"], "treasury": ["ced", "hub", "finance-invest"],
            "insolvency": ["ced", "bemediation"], "legal": ["ced", "bemediation"], "digital": ["hub"],
            "coaching": ["hub"]}
INSTRUMENTS = {  # first and last day of a decision, bands of the amount
    "closure_premium": (date(2020, 4, 20), date(2020, 7, 31), ["0-5k"]),
    "compensatory_premium": (date(2020, 6, 20), date(2020, 9, 30), ["0-5k"]),
    "bridging_right": (date(2020, 4, 6), LATER, ["0-5k"]),
    "microcredit": (date(2020, 3, 23), LATER, ["0-5k", "5-25k", "5-25k"]),
    "delegated_mission": (date(2020, 5, 15), LATER, ["25-100k"]),
    "loan_proxi": (date(2020, 11, 5), LATER, ["5-25k", "25-100k"]),
    "loan_rent": (date(2021, 1, 29), LATER, ["5-25k", "5-25k"]),
    "loan_oxygen": (date(2021, 2, 20), LATER, ["5-25k", "25-100k", "25-100k"])}
NEXT_STATE = {"normal": ["alarm_signals", "summoned_chamber"],
              "alarm_signals": ["summoned_chamber", "public_prj", "bankruptcy_filed"],
              "summoned_chamber": ["public_prj", "mediation", "normal"], "public_prj": ["transfer", "bankrupt"],
              "bankruptcy_summoned": ["bankrupt"], "bankruptcy_filed": ["bankrupt"],
              "mediation": ["normal", "public_prj"]}
PHASES = {"insolvency": ["pre_insolvency", "proceedings"], "rebound": ["post_bankruptcy", "rebound"]}
SIGNALS = ["vat_arrears", "onss_arrears", "inasti_arrears", "default_judgment", "accounts_missing",
           "withholding_tax_arrears"]
DECISIONS = {"granted": 6, "refused": 3, "partial": 1}
OUTCOMES = {"helped_full": 9, "helped_partial": 8, "info_given": 6, "redirected": 4, "unreachable": 2,
            "no_longer_needed": 2}
TOLD = {  # what an agency adds in words, by status or outcome
    "fr": {"contacted": ["Premier appel, personne soulagée.", "Joint au deuxième essai.",
                         "Rappel en fin de journée, bon échange.", "A parlé une demi-heure, rendez-vous à fixer."],
           "appointment": ["Par visioconférence.", "Dans nos bureaux, avec le comptable.",
                           "Au téléphone, à sa demande."],
           "no_show": ["Pas venu, message laissé.", "Visioconférence non rejointe."],
           "withdrawn": ["Préfère attendre la réouverture.", "Déjà suivi par son comptable."],
           "signal": ["Relevé lors de l'entretien.", "Signalé par le comptable."],
           "helped_full": ["Situation stabilisée.", "Remerciements par mail."],
           "helped_partial": ["Premier pas fait, la suite avec le comptable.", "Une partie du problème reste ouverte."],
           "unreachable": ["Plus de réponse après trois appels."]},
    "nl": {"contacted": ["Eerste gesprek gevoerd.", "Teruggebeld, afspraak volgt."], "appointment": ["Via videogesprek."],
           "no_show": ["Niet komen opdagen."], "withdrawn": ["Wordt al elders begeleid."],
           "signal": ["Vermeld tijdens het gesprek."], "helped_full": ["Situatie gestabiliseerd."],
           "unreachable": ["Geen antwoord na drie pogingen."]},
    "en": {"contacted": ["Spoke for half an hour."], "appointment": ["By video call."],
           "no_show": ["Did not join the call."], "helped_full": ["Sent thanks by mail."]}}


class Journey:
    """Collects the events of one request in the order in which they happen, until END."""

    def __init__(self, rng, case):
        self.rng, self.case, self.clock, self.state, self.events = rng, case, case.when, case.state, []

    def chance(self, share):
        return self.rng.random() < share

    def later(self, low, high):
        """A moment `low` to `high` hours after the clock; out of hours, some time on the next working day."""
        moment = (self.clock.replace(tzinfo=None) + timedelta(hours=self.rng.uniform(low, high))).replace(microsecond=0)
        while not office_hours(brussels(moment)):
            start = moment.replace(hour=8, minute=40) + timedelta(days=moment.hour > 8)
            moment = start + timedelta(minutes=self.rng.randrange(470))
        return brussels(moment)

    def after(self, low, high):
        """A moment `low` to `high` minutes after the clock, at any hour."""
        minutes = timedelta(minutes=self.rng.randrange(low, high))
        return brussels(self.clock.replace(tzinfo=None, microsecond=0) + minutes)

    def report(self, status, at, **fields):
        """Reports a fact of time `at` some minutes later; False once the period is over."""
        delay = timedelta(minutes=self.rng.randrange(3, 95), seconds=self.rng.randrange(60))
        time = brussels(at.replace(tzinfo=None) + delay)
        if time.replace(tzinfo=None) > END:
            return False
        data = {"agency_ref": self.case.event["data"]["agency_ref"], "status": status, "at": at.isoformat()} | fields
        words = TOLD.get(self.case.language, TOLD["fr"]).get(fields.get("outcome", status))
        if words and self.chance(.35):
            data["detail"] = self.rng.choice(words)
        self.events.append((time, self.case, data))
        self.clock = time
        return True

    def run(self):
        crisis, scope = self.case.kind == "crisis", self.case.event["data"]["consent"]["scope"]
        if not scope and not crisis and self.chance(.8):
            self.consent(self.later(3, 60))
        if not crisis and self.chance(.03):
            why = self.rng.choice(["no_longer_needed", "declined_by_person"])
            self.report("withdrawn", self.later(2, 90), reason=why)
            return
        if not crisis and self.chance(.31):
            return                                      # the agency reports nothing more
        by = self.partner()
        if not self.report("contacted", self.after(4, 16) if crisis else self.later(.5, 30), by=by):
            return
        if crisis and not scope:
            self.consent(self.after(15, 50))            # in vital danger the call comes first
        if self.chance(.42):
            self.meet(by)
        if self.chance(.016):
            self.report("consent_withdrawn", self.later(4, 200), scope=[self.rng.choice(scope or ["psychological"])])
        if self.state in ("normal", "alarm_signals") and self.chance(.06):
            self.report("signal", self.later(10, 300), signal=self.rng.choice(SIGNALS))
        if self.state in NEXT_STATE and self.chance(.02 if self.state == "normal" else .32):
            self.move_on()
        for family in self.case.families:
            if family in PHASES and self.chance(.5):
                self.report("phase", self.later(60, 500), phase=self.rng.choice(PHASES[family]))
        if "treasury" in self.case.families and self.chance(.22):
            self.decide_aid()
        if self.chance(.40):
            over = {"ceased_business": 12} if self.state in ("bankrupt", "bankruptcy_filed") else {}
            missed = {"no_show": 8} if any(data["status"] == "no_show" for _, _, data in self.events) else {}
            self.report("closed", self.later(200, 1500), outcome=weighted(self.rng, OUTCOMES | over | missed))

    def partner(self):
        families = [family for family in self.case.families if family in PARTNERS]
        if self.case.language == "nl" and "psychological" in families:
            families.remove("psychological")            # Un pass works in French
        return self.rng.choice(PARTNERS[families[0]] if families else ["hub", "ced"])

    def consent(self, at):
        self.report("consent_given", at, scope=self.case.families or ["psychological"], how="oral")

    def meet(self, by):
        meeting = self.later(20, 80)
        if self.report("appointment", self.after(2, 20), by=by, appointment_at=meeting.isoformat()):
            self.clock = max(self.clock, meeting)
            if self.chance(.13):
                self.report("no_show", meeting + timedelta(minutes=15))

    def move_on(self):
        """The legal state changes; the date of cessation comes with a bankruptcy."""
        state, at = self.rng.choice(NEXT_STATE[self.state]), self.later(100, 900)
        cessation = None
        if state in ("bankrupt", "bankruptcy_filed"):
            cessation = (self.case.cessation or at.date() - timedelta(days=self.rng.randrange(4, 28))).isoformat()
        if self.report("legal_state", at, legal={"state": state, "cessation_date": cessation}):
            self.state = state

    def decide_aid(self):
        at = self.later(150, 800)
        open_now = [name for name, (first, last, _) in INSTRUMENTS.items() if first <= at.date() <= last
                    and (name != "delegated_mission" or self.case.workers >= 10)]
        instrument, decision = self.rng.choice(open_now), weighted(self.rng, DECISIONS)
        band = {} if decision == "refused" else {"amount_band": self.rng.choice(INSTRUMENTS[instrument][2])}
        self.report("aid_decided", at, instrument=instrument, decision=decision, **band)


def statuses_for(rng, cases):
    """All status events of all requests, in the order of their time."""
    reported = []
    for case in cases:
        journey = Journey(rng, case)
        journey.run()
        reported += journey.events
    reported.sort(key=lambda entry: entry[0])
    return [{"specversion": "1.0", "id": event_id(rng, case.agency, time, 5000 + serial),
             "source": case.event["source"], "type": TYPE, "time": time.isoformat(), "data": data}
            for serial, (time, case, data) in enumerate(reported, 1)]
