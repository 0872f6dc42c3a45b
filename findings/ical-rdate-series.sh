#!/usr/bin/env bash
# A series given by its dates (RDATE) in an iCalendar feed: four readers, three answers.
#
# Versions: node-ical 0.26.1, ical.js 2.2.1, Node 20; icalendar 7.3.2 with recurring-ical-events 3.8.2, vobject 0.9.9, Python 3.
# Expected: RFC 5545, 3.8.5.2: DTSTART and the dates of RDATE together: Monday, Wednesday and Friday.
# Seen:     recurring-ical-events has all three. ical.js and vobject leave the first one out (DTSTART counts only beside an RRULE).
#           node-ical leaves all but the first one out.
# Why here: classes whose days follow no rule would vanish from somebody's telephone. A feed gives each of them an event of its own.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund --no-save node-ical@0.26.1 ical.js@2.2.1
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.2 recurring-ical-events==3.8.2 vobject==0.9.9

printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 "PRODID:-//example//feed//ES" BEGIN:VEVENT UID:class@example.com \
    DTSTAMP:20261001T000000Z DTSTART:20261130T120000Z DTEND:20261130T170000Z RDATE:20261202T120000Z,20261204T120000Z \
    SUMMARY:Clase END:VEVENT END:VCALENDAR >class.ics

cat >read.mjs <<'JS'
import fs from "node:fs";
import ICAL from "ical.js";
import ical from "node-ical";

const text = fs.readFileSync("class.ics", "utf8");
const [parsed] = Object.values(ical.sync.parseICS(text)).filter((it) => it.type === "VEVENT");
const range = { from: new Date("2026-01-01"), to: new Date("2027-12-31") };
const days = ical.expandRecurringEvent(parsed, range).map((it) => it.start.toISOString().slice(0, 10));
console.log("node-ical:", ...days);

const event = new ICAL.Event(new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent("vevent"));
const turns = event.iterator();
const found = [];
for (let day = turns.next(); day; day = turns.next()) found.push(day.toString().slice(0, 10));
console.log("ical.js:", ...found);
JS
cat >read.py <<'PY'
import icalendar
import recurring_ical_events
import vobject

with open("class.ics", "rb") as file:
    data = file.read()
print("vobject:", *(str(start)[:10] for start in vobject.readOne(data.decode()).vevent.rruleset))
found = recurring_ical_events.of(icalendar.Calendar.from_ical(data)).between((2026, 1, 1), (2027, 12, 31))
print("recurring-ical-events:", *sorted(str(event["DTSTART"].dt)[:10] for event in found))
PY
export TZ=UTC
{ node read.mjs && env/bin/python read.py; } | tee seen
diff seen - <<'SEEN'
node-ical: 2026-11-30
ical.js: 2026-12-02 2026-12-04
vobject: 2026-12-02 2026-12-04
recurring-ical-events: 2026-11-30 2026-12-02 2026-12-04
SEEN
