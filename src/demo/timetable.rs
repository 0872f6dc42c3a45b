//! The demo's classes: three a day in each of the six rooms, from Monday to Saturday, and today whatever day it is.

use super::names::{PROGRAMS, TOPICS};
use super::people::ficha;
use super::stock::CHECKED_ROOMS;
use super::{Agenda, CARLOS, Demo, ELENA, MARTA, pick, pick_word, scatter, sent};
use crate::campus::schedules;
use crate::kit::{Id, Result, clock};
use chrono::{DateTime, Datelike, Utc};
use serde_json::json;

/// From which hour until which hour a class is held.
const SHIFTS: [(u32, u32); 3] = [(6, 12), (13, 18), (18, 22)];
/// The hour at which the mornings begin.
pub(super) const MORNING: u32 = 6;

/// A class, and the instructor whose it is.
pub(super) struct Class {
    pub(super) id: Id,
    pub(super) instructor: u32,
}

/// The number of a class, by day of the week (Monday is 1), room and shift.
pub(super) fn number(day: u32, room: u32, shift: u32) -> u32 {
    (day * CHECKED_ROOMS + room) * 3 + shift
}

impl Demo<'_> {
    /// The timetable is made at once, forty days ago.
    pub(super) fn plan_timetable(&self, agenda: &mut Agenda) {
        let today = clock::day_of(self.tx.now).weekday().number_from_monday();
        for day in (1..=6).chain((today == 7).then_some(7)) {
            for room in 0..CHECKED_ROOMS {
                for shift in 0..3 {
                    agenda.add(self.days_ago(40), move |demo, at| demo.plan_class(at, day, room, shift));
                }
            }
        }
    }

    fn plan_class(&mut self, at: DateTime<Utc>, day: u32, room: u32, shift: u32) -> Result<()> {
        let n = number(day, room, shift);
        let (from, until) = *pick(&SHIFTS, shift)?;
        let class = (room + shift) % 6;
        // The visitor's instructor has the mornings of the visitor's room.
        let instructor = if room == 0 && shift == 0 { CARLOS } else { ELENA + 1 + (room * 3 + shift) % 9 };
        let new = sent(json!({
            "environment_id": self.room(room)?,
            "instructor_id": self.person(instructor)?.id,
            "program": pick_word(PROGRAMS, class)?,
            "ficha": ficha(class),
            "topic": pick_word(TOPICS, n)?,
            "start_time": format!("{from:02}:00"),
            "end_time": format!("{until:02}:00"),
            "day_of_week": day,
            "start_date": self.day(-40),
            "end_date": self.day(120),
            "student_count": 18 + scatter(n) % 12,
        }))?;
        let saved = self.acts(at, MARTA, |tx| schedules::change::add(tx, new))?;
        self.classes.insert(n, Class { id: saved.class.id, instructor });
        Ok(())
    }
}
