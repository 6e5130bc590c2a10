"""Works out deadlines in working time, by other means than the program: what the tests hold it against.

Reads calendars from a file, one JSON object a line, and writes a JSON line for each: for every question
[from, span] the instant by which the calendar was open for that span, and whether it was open at `from`;
for every question [first, second] in "between" how long it was open. All in microseconds since 1970.

Nothing here is shared with the program: the clock on the wall is asked of zoneinfo for every half hour
that is walked, open minutes are marks in an array of 1440, Easter is found by Gauss's rule.
"""

import json
import sys
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

MINUTE = 60_000_000
SLICE = 30 * MINUTE


def easter(year):
    """Gauss's rule for the years 1900 to 2199 (M = 24, N = 5 or 6)."""
    a, b, c = year % 19, year % 4, year % 7
    n = 5 if year < 2100 else 6
    d = (19 * a + 24) % 30
    e = (2 * b + 4 * c + 6 * d + n) % 7
    if d == 29 and e == 6:
        return date(year, 4, 19)
    if d == 28 and e == 6 and a > 10:
        return date(year, 4, 18)
    return date(year, 3, 22) + timedelta(days=d + e)


def holidays(year, kind):
    if kind == "none":
        return []
    sunday = easter(year)
    days = [date(year, m, d) for m, d in ((1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25))]
    days += [sunday + timedelta(days=n) for n in (1, 39, 50)]
    if kind == "regional":
        days += [date(year, 5, 8), date(year, 11, 2), date(year, 11, 15), date(year, 12, 26)]
    return sorted(set(days))


class Calendar:
    def __init__(self, said):
        self.said = said
        self.zone = ZoneInfo(said["zone"])
        self.shut = {}
        self.marks = {}
        self.closed = [(date.fromisoformat(a), date.fromisoformat(b)) for a, b in said["closed"]]
        self.special = {date.fromisoformat(day): hours for day, hours in said["special"]}
        self.given = {date.fromisoformat(a): date.fromisoformat(b) for a, b in said["replaced"]}
        self.open_weekdays = {weekday for weekday, _, _ in said["hours"]}

    def shut_in(self, year):
        """All days of a year that are holidays or stand for one."""
        if year not in self.shut:
            days = holidays(year, self.said["holidays"])
            shut = set(days)
            lost = [
                day for day in days
                if day.weekday() in (5, 6) and day.weekday() not in self.open_weekdays and day not in self.given
            ]
            if self.said["replacement"] == "nextWorkingDay":
                for day in lost:
                    other = day
                    while other in shut or other.isoweekday() > 5:
                        other += timedelta(days=1)
                    shut.add(other)
            elif self.said["replacement"] == "yearEnd":
                free = [date(year, 12, n) for n in range(27, 32) if date(year, 12, n).isoweekday() < 6]
                shut.update(free[: len(lost)])
            self.shut[year] = shut
        return self.shut[year]

    def marked(self, day):
        """A mark for each open minute of a day on the wall."""
        if day not in self.marks:
            if day in self.special:
                hours = self.special[day]
            elif any(first <= day <= last for first, last in self.closed):
                hours = []
            elif day in self.shut_in(day.year) or day in self.given.values():
                hours = []
            else:
                hours = [(a, b) for weekday, a, b in self.said["hours"] if weekday == day.weekday()]
            marks = bytearray(1440)
            for a, b in hours:
                for minute in range(a, b):
                    marks[minute] = 1
            self.marks[day] = marks
        return self.marks[day]

    def wall(self, instant):
        """The day and the minute that the wall shows."""
        shown = datetime.fromtimestamp(instant // 1_000_000, timezone.utc).astimezone(self.zone)
        return shown.date(), shown.hour * 60 + shown.minute

    def is_open(self, instant):
        day, minute = self.wall(instant)
        return bool(self.marked(day)[minute])

    def add(self, instant, span):
        left = span
        while left > 0:
            end = (instant // SLICE + 1) * SLICE
            if end - instant == SLICE:
                day, minute = self.wall(instant)
                count = sum(self.marked(day)[minute : minute + 30])
                if count * MINUTE < left:
                    left -= count * MINUTE
                    instant = end
                    continue
            while instant < end:
                step = (instant // MINUTE + 1) * MINUTE - instant
                if self.is_open(instant):
                    if left <= step:
                        return instant + left
                    left -= step
                instant += step
        return instant

    def between(self, first, second):
        total = 0
        while first < second:
            if first % SLICE == 0 and second - first >= SLICE:
                day, minute = self.wall(first)
                total += sum(self.marked(day)[minute : minute + 30]) * MINUTE
                first += SLICE
            else:
                step = min((first // MINUTE + 1) * MINUTE, second) - first
                if self.is_open(first):
                    total += step
                first += step
        return total


def main():
    with open(sys.argv[1], encoding="utf-8") as asked, open(sys.argv[2], "w", encoding="utf-8") as answers:
        for line in asked:
            said = json.loads(line)
            calendar = Calendar(said)
            answer = {
                "add": [calendar.add(instant, span) for instant, span in said["add"]],
                "open": [calendar.is_open(instant) for instant, _ in said["add"]],
                "between": [calendar.between(first, second) for first, second in said["between"]],
            }
            answers.write(json.dumps(answer) + "\n")


main()
