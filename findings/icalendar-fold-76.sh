#!/usr/bin/env bash
# The crate icalendar folds a long line into pieces of 75 octets, but for one length in 74, whose last piece has 76.
#
# Versions: icalendar 0.17.17 (Rust); icalendar 7.3.2 (Python) beside it.
# Expected: RFC 5545, 3.1: no line is longer than 75 octets, the space that continues it included.
# Seen:     when exactly 75 octets are left over they are written after the space in one piece, 76 in all: with a SUMMARY of 142
#           letters, or 216, not with one more or less. Python's makes a further line of it.
# Why here: names of classes and rooms are long and of any length; a validator complains of one calendar in many, which looks like
#           chance. A test with one long name doesn't meet it: all lengths must be tried.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export CARGO_TARGET_DIR="$work/target"
cargo init --quiet --vcs none --name maker maker
cargo add --quiet --manifest-path maker/Cargo.toml icalendar@=0.17.17 --no-default-features 2>/dev/null
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.2

cat >maker/src/main.rs <<'RS'
use icalendar::{Calendar, Component, Event};

fn main() {
    for letters in [141, 142, 143, 215, 216, 217] {
        let event = Event::new().uid("1@example.com").summary(&"x".repeat(letters)).done();
        let text = Calendar::new().push(event).done().to_string();
        println!("rust {letters}: {}", text.split("\r\n").map(str::len).max().unwrap());
    }
}
RS
cat >make.py <<'PY'
import icalendar

for letters in [141, 142, 143, 215, 216, 217]:
    event = icalendar.Event()
    event.add("uid", "1@example.com")
    event.add("summary", "x" * letters)
    print(f"python {letters}:", max(map(len, event.to_ical().split(b"\r\n"))))
PY
{ cargo run --quiet --manifest-path maker/Cargo.toml && env/bin/python make.py; } | tee seen
diff seen - <<'SEEN'
rust 141: 75
rust 142: 76
rust 143: 75
rust 215: 75
rust 216: 76
rust 217: 75
python 141: 75
python 142: 75
python 143: 75
python 215: 75
python 216: 75
python 217: 75
SEEN
