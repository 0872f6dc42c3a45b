#!/usr/bin/env bash
# "Every month on the 31st" in an iCalendar feed: one reader skips the short months, another moves the rest of the series.
#
# Versions: node-ical 0.26.1, ical.js 2.2.1, Node 20; icalendar 7.3.2 with recurring-ical-events 3.8.2, Python 3.
# Expected: RFC 5545, 3.3.10: a date that a month doesn't have is ignored: 31 October, 31 December, 31 January, 31 March.
# Seen:     ical.js and recurring-ical-events do so. node-ical answers 30 November and stays on the 30th from then on, so that even
#           the months with 31 days are a day off. No warning.
# Why here: preventive maintenance "every month" is offered as a calendar. Such a series has to be written as single events (or
#           kept off the 29th to 31st), not as a rule.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --no-save node-ical@0.26.1 ical.js@2.2.1
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.2 recurring-ical-events==3.8.2

printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 "PRODID:-//example//feed//ES" BEGIN:VEVENT UID:plan@example.com \
    DTSTAMP:20261001T000000Z "DTSTART;VALUE=DATE:20261031" "RRULE:FREQ=MONTHLY;COUNT=4" SUMMARY:Mantenimiento END:VEVENT \
    END:VCALENDAR >plan.ics

cat >read.mjs <<'JS'
import fs from "node:fs";
import ICAL from "ical.js";
import ical from "node-ical";

const text = fs.readFileSync("plan.ics", "utf8");
const [parsed] = Object.values(ical.sync.parseICS(text)).filter((it) => it.type === "VEVENT");
const range = { from: new Date("2026-01-01"), to: new Date("2027-12-31") };
const days = ical.expandRecurringEvent(parsed, range).map((it) => it.start.toISOString().slice(0, 10));
console.log("node-ical:", ...days);

const event = new ICAL.Event(new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent("vevent"));
const turns = event.iterator();
const found = [];
for (let day = turns.next(); day; day = turns.next()) found.push(day.toString());
console.log("ical.js:", ...found);
JS
cat >read.py <<'PY'
import icalendar
import recurring_ical_events

with open("plan.ics", "rb") as file:
    calendar = icalendar.Calendar.from_ical(file.read())
found = recurring_ical_events.of(calendar).between((2026, 1, 1), (2027, 12, 31))
print("recurring-ical-events:", *sorted(str(event["DTSTART"].dt) for event in found))
PY
export TZ=UTC
{ node read.mjs && env/bin/python read.py; } | tee seen
diff seen - <<'SEEN'
node-ical: 2026-10-31 2026-11-30 2026-12-30 2027-01-30
ical.js: 2026-10-31 2026-12-31 2027-01-31 2027-03-31
recurring-ical-events: 2026-10-31 2026-12-31 2027-01-31 2027-03-31
SEEN
