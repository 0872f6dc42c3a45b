//! Why a wish can't be granted: each broken rule in a sentence of its own. Pure.

use crate::campus::loans::model::LoanRules;
use crate::kit::{ClockTime, Code, Day, Error, Result};
use chrono::{Datelike, NaiveDateTime, TimeDelta};

/// What somebody wants, as far as rules look at it.
#[derive(Debug, Clone, Copy)]
pub struct Wish {
    /// First day.
    pub start_date: Day,
    /// Last day.
    pub end_date: Day,
    /// Hour of the first day.
    pub start_time: Option<ClockTime>,
    /// Hour of the last day.
    pub end_time: Option<ClockTime>,
    /// Pieces.
    pub pieces: i64,
    /// Whether who records it keeps a desk, and so may record what has been.
    pub may_be_past: bool,
}

/// How a person stands with the desk.
#[derive(Debug, Clone, Default)]
pub struct Standing {
    /// Their name, where somebody else is told of it; nothing where they are told themselves.
    pub name: Option<String>,
    /// Whether they need a room and have none.
    pub has_no_room: bool,
    /// Until when they may borrow nothing, and why.
    pub suspended: Option<(Day, String)>,
    /// The inductions that they lack for what they want.
    pub missing_inductions: Vec<String>,
    /// How many loans they have asked for that are not over.
    pub open_loans: i64,
}

impl Standing {
    /// Each reason why this person can't have it, whenever that would be.
    pub fn broken(&self) -> Vec<String> {
        let mut broken = Vec::new();
        if self.has_no_room {
            broken.push("Vincúlese a un ambiente antes de pedir un préstamo".to_owned());
        }
        if let Some((until, reason)) = &self.suspended {
            let who = self.name.as_ref().map_or_else(|| "Usted tiene".into(), |name| format!("{name} tiene"));
            broken.push(format!("{who} suspendidos los préstamos hasta el {}: {reason}", until.written()));
        }
        broken.extend(self.missing_inductions.iter().map(|induction| match &self.name {
            None => {
                format!("Para este equipo necesita la inducción «{induction}», vigente hasta el último día")
            }
            Some(name) => {
                format!("{name} no tiene vigente la inducción «{induction}», que exige este equipo")
            }
        }));
        broken
    }

    /// Refuses a person who can't have it.
    ///
    /// # Errors
    /// [`Code::LoanRefused`], each reason on a line of its own.
    pub fn check(&self) -> Result<()> {
        refuse(&self.broken())
    }
}

/// "1 día", "3 días".
fn counted(n: i64, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}

/// Each rule of dates and pieces that a wish breaks. `free` is how many pieces can be had then; `None` when it is about something
/// in words.
pub fn broken(wish: &Wish, free: Option<i64>, today: Day) -> Vec<String> {
    let mut broken = Vec::new();
    if wish.start_date < today && !wish.may_be_past {
        broken.push("La fecha de inicio ya pasó".to_owned());
    }
    let reversed = wish.end_date < wish.start_date;
    if reversed {
        broken.push("La fecha de devolución es anterior a la de inicio".to_owned());
    }
    match (wish.start_time, wish.end_time) {
        (Some(from), Some(until)) if wish.start_date == wish.end_date && until <= from => {
            broken.push("La hora de devolución debe ser posterior a la de inicio".to_owned());
        }
        (Some(_), None) | (None, Some(_)) => {
            broken.push("Un préstamo por horas necesita la hora de inicio y la de devolución".to_owned());
        }
        _ => {}
    }
    broken.extend(free.filter(|_| !reversed).and_then(|free| too_few(free, wish.pieces)));
    broken
}

/// What is said when fewer pieces are free than somebody wants.
pub fn too_few(free: i64, pieces: i64) -> Option<String> {
    match free {
        _ if free >= pieces => None,
        0 => Some("No hay piezas libres en esas fechas".to_owned()),
        1 => Some(format!("En esas fechas solo hay 1 pieza libre y se piden {pieces}")),
        _ => Some(format!("En esas fechas solo hay {free} piezas libres y se piden {pieces}")),
    }
}

/// Each rule of the centre's own that a wish breaks. Whoever keeps a desk is there when it is closed and needs no notice.
pub fn broken_house_rules(
    wish: &Wish,
    rules: &LoanRules,
    open_loans: i64,
    today: Day,
    now: NaiveDateTime,
) -> Vec<String> {
    let mut broken = Vec::new();
    let days = (wish.end_date.0 - wish.start_date.0).num_days() + 1;
    if let Some(most) = rules.longest_days.filter(|most| days > *most) {
        broken.push(format!(
            "Un préstamo dura como máximo {} y este dura {days}",
            counted(most, "día", "días")
        ));
    }
    if !wish.may_be_past {
        broken.extend(too_soon(wish, rules, today, now));
        broken.extend(closed(wish, rules));
    }
    if let Some(most) = rules.most_open.filter(|most| open_loans >= *most) {
        broken.push(format!(
            "Cada persona puede tener {} sin terminar y usted ya tiene {open_loans}",
            counted(most, "préstamo", "préstamos")
        ));
    }
    broken
}

/// A loan by the hour is asked for so many hours before; one by days the whole days of those hours before.
fn too_soon(wish: &Wish, rules: &LoanRules, today: Day, now: NaiveDateTime) -> Option<String> {
    let lead = rules.lead_hours?;
    let whole_days = lead / 24;
    let is_late = match wish.start_time {
        Some(time) => wish.start_date.0.and_time(time.0) < now + TimeDelta::hours(lead),
        None => (wish.start_date.0 - today.0).num_days() < whole_days,
    };
    let time = if lead % 24 == 0 || wish.start_time.is_none() {
        counted(whole_days, "día", "días")
    } else {
        counted(lead, "hora", "horas")
    };
    is_late.then(|| format!("Este préstamo se pide al menos {time} antes"))
}

/// Whoever borrows goes to the desk on the first day and on the last.
fn closed(wish: &Wish, rules: &LoanRules) -> Vec<String> {
    let mut days = vec![(wish.start_date, "recoger")];
    if wish.end_date == wish.start_date {
        days = vec![(wish.start_date, "recoger ni devolver")];
    } else {
        days.push((wish.end_date, "devolver"));
    }
    days.into_iter()
        .filter(|(day, _)| rules.is_closed(*day))
        .map(|(day, act)| {
            let name = WEEKDAYS.get(day.0.weekday().num_days_from_monday() as usize).unwrap_or(&"día");
            format!("La bodega no atiende el {name} {}: ese día no se puede {act}", day.written())
        })
        .collect()
}

const WEEKDAYS: [&str; 7] = ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"];

/// Refuses a wish for which there are reasons against it: each on a line of its own.
///
/// # Errors
/// [`Code::LoanRefused`].
pub fn refuse(broken: &[String]) -> Result<()> {
    if broken.is_empty() { Ok(()) } else { Err(Error::With(Code::LoanRefused, broken.join("\n"))) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{NaiveDate, NaiveTime};

    /// The first of March 2026 is a Sunday.
    fn date(day: i64) -> Day {
        Day(NaiveDate::from_ymd_opt(2026, 3, 1).unwrap() + TimeDelta::days(day))
    }

    fn wish(first: i64, last: i64) -> Wish {
        Wish {
            start_date: date(first),
            end_date: date(last),
            start_time: None,
            end_time: None,
            pieces: 1,
            may_be_past: false,
        }
    }

    fn rules(members: serde_json::Value) -> LoanRules {
        serde_json::from_value(members).unwrap()
    }

    fn broken_on(wish: &Wish, rules: &LoanRules, hour: u32) -> Vec<String> {
        broken_house_rules(wish, rules, 0, date(1), date(1).0.and_hms_opt(hour, 0, 0).unwrap())
    }

    #[test]
    fn each_broken_rule_is_a_sentence() {
        let wish = Wish { start_time: Some(ClockTime(NaiveTime::MIN)), pieces: 2, ..wish(0, -1) };
        let broken = broken(&wish, Some(1), date(1));
        assert_eq!(broken.len(), 3, "{broken:?}");
    }

    #[test]
    fn without_rules_of_its_own_a_centre_refuses_nothing() {
        for wish in [wish(1, 400), wish(-3, 1), wish(6, 6)] {
            assert!(broken_on(&wish, &LoanRules::default(), 23).is_empty());
        }
    }

    #[test]
    fn a_loan_by_days_is_asked_for_whole_days_before_and_one_by_hours_to_the_hour() {
        let lead = rules(serde_json::json!({ "lead_hours": 26 }));
        let by_hour = |first: i64, hour: u32| Wish {
            start_time: NaiveTime::from_hms_opt(hour, 0, 0).map(ClockTime),
            ..wish(first, first)
        };
        assert_eq!(broken_on(&wish(1, 1), &lead, 8), ["Este préstamo se pide al menos 1 día antes"]);
        assert!(broken_on(&wish(2, 2), &lead, 23).is_empty());
        assert_eq!(broken_on(&by_hour(2, 9), &lead, 8), ["Este préstamo se pide al menos 26 horas antes"]);
        assert!(broken_on(&by_hour(2, 10), &lead, 8).is_empty());
    }

    #[test]
    fn the_days_of_the_desk_are_the_first_and_the_last() {
        let closed = rules(serde_json::json!({ "open_weekdays": [1, 2, 3, 4, 5], "closed_days": [date(9)] }));
        assert!(broken_on(&wish(5, 8), &closed, 8).is_empty(), "a weekend between");
        assert_eq!(
            broken_on(&wish(6, 9), &closed, 8),
            [
                "La bodega no atiende el sábado 07/03/2026: ese día no se puede recoger",
                "La bodega no atiende el martes 10/03/2026: ese día no se puede devolver"
            ]
        );
        assert_eq!(broken_on(&wish(7, 7), &closed, 8).len(), 1);
        // Whoever keeps the desk has its key.
        assert!(broken_on(&Wish { may_be_past: true, ..wish(6, 9) }, &closed, 8).is_empty());
    }

    #[test]
    fn every_reason_against_a_person_is_a_sentence() {
        let standing = Standing {
            name: None,
            has_no_room: true,
            suspended: Some((date(3), "Devolvió dañado el proyector".into())),
            missing_inductions: vec!["Torno".into(), "Alturas".into()],
            open_loans: 2,
        };
        assert_eq!(standing.broken().len(), 4);
        assert_eq!(
            Standing { name: Some("Ana Ruiz".into()), ..standing }.broken()[1],
            "Ana Ruiz tiene suspendidos los préstamos hasta el 04/03/2026: Devolvió dañado el proyector"
        );
        let most = rules(serde_json::json!({ "most_open": 2, "longest_days": 3 }));
        let now = date(1).0.and_hms_opt(8, 0, 0).unwrap();
        assert_eq!(
            broken_house_rules(&wish(1, 4), &most, 2, date(1), now),
            [
                "Un préstamo dura como máximo 3 días y este dura 4",
                "Cada persona puede tener 2 préstamos sin terminar y usted ya tiene 2"
            ]
        );
        assert!(broken_house_rules(&wish(1, 3), &most, 1, date(1), now).is_empty());
    }
}
