//! Who has which calendar, and what of a loan or a class stands in one. Pure.

use super::model::{FeedClass, FeedItem, FeedKind, FeedLoan, FeedRequest};
use crate::campus::maintenance;
use crate::campus::maintenance::model::plan::MaintenancePlan;
use crate::kit::ical::{Event, When};
use crate::kit::{Day, role};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// How many addresses a person may have: one for each device, many times over.
pub const MOST: i64 = 20;

/// The roles that have a calendar: loans of a warehouse are its administrators', maintenance the keepers'.
pub fn roles(kind: FeedKind) -> u8 {
    match kind {
        FeedKind::Own => role::ANYONE,
        FeedKind::Warehouse => role::ADMINISTRATORS,
        FeedKind::Maintenance => role::KEEPERS,
    }
}

/// What a calendar is called.
pub fn name(kind: FeedKind, warehouse: Option<&str>) -> String {
    match kind {
        FeedKind::Own => "Inventario: mis clases y préstamos".to_owned(),
        FeedKind::Warehouse => format!("Inventario: préstamos de {}", warehouse.unwrap_or("la bodega")),
        FeedKind::Maintenance => "Inventario: mantenimientos".to_owned(),
    }
}

/// A class from a day on, if its weekday comes at all.
pub fn class(class: &FeedClass, since: Day) -> Option<Event> {
    let day = u32::try_from(class.day_of_week).ok()?;
    let days = (class.start_date.max(since).0, class.end_date.0);
    let when = When::weekly(day, days, (class.start_time.0, class.end_time.clock()))?;
    Some(Event {
        uid: format!("class-{}@inventario", class.id),
        changed: class.updated_at.0,
        summary: format!("{} · ficha {}", class.program, class.ficha),
        description: class.topic.clone(),
        location: Some(class.environment_name.clone()),
        when,
    })
}

/// A loan, for who borrows (`is_own`) or for the warehouse. What is out and late is out today.
pub fn loan(loan: &FeedLoan, is_own: bool, today: NaiveDate) -> Event {
    let is_late = loan.is_out && loan.end_date.0 < today;
    let when = match (loan.start_time, loan.end_time) {
        (Some(from), Some(until)) if !is_late => {
            When::Hours(loan.start_date.0.and_time(from.0), loan.end_date.0.and_time(until.0))
        }
        _ => When::Days(loan.start_date.0, if is_late { today } else { loan.end_date.0 }),
    };
    let state = match (loan.is_out, is_late) {
        (_, true) => "Vencido",
        (true, false) => "Préstamo",
        (false, false) => "Reservado",
    };
    let what = match loan.pieces {
        1 => loan.item_name.clone(),
        pieces => format!("{pieces} × {}", loan.item_name),
    };
    let summary =
        if is_own { format!("{state}: {what}") } else { format!("{state}: {what} · {}", loan.borrower) };
    let until = loan.end_date.written();
    let hour = loan.end_time.map_or_else(String::new, |time| format!(" a las {}", time.0.format("%H:%M")));
    Event {
        uid: format!("loan-{}@inventario", loan.id),
        changed: loan.updated_at.0,
        summary,
        description: Some(format!("Se devuelve a más tardar el {until}{hour}.")),
        location: Some(loan.environment_name.clone()),
        when,
    }
}

/// What a plan asks for next.
pub fn plan(plan: &MaintenancePlan) -> Event {
    let items = &plan.items.0;
    let rooms: BTreeSet<&str> = items.iter().filter_map(|item| item.environment_name.as_deref()).collect();
    let rooms: Vec<&str> = rooms.into_iter().collect();
    Event {
        uid: format!("plan-{}@inventario", plan.id),
        changed: plan.updated_at.0,
        summary: format!("Mantenimiento: {} · {}", plan.title, maintenance::rules::items_named(items)),
        description: Some(plan.description.clone()),
        location: Some(rooms.join(", ")).filter(|rooms| !rooms.is_empty()),
        when: When::Days(plan.next_date.0, plan.next_date.0),
    }
}

/// A request on the day on which it is expected.
pub fn request(request: &FeedRequest) -> Event {
    let what = match (request.item_count, &request.item_name, &request.internal_code) {
        (2.., ..) => format!(" · {} equipos", request.item_count),
        (_, Some(name), Some(plate)) => format!(" · {name} ({plate})"),
        _ => String::new(),
    };
    Event {
        uid: format!("request-{}@inventario", request.id),
        changed: request.updated_at.0,
        summary: format!("Mantenimiento: {}{what}", request.title),
        description: None,
        location: request.environment_name.clone(),
        when: When::Days(request.day.0, request.day.0),
    }
}

/// The day of an item's own.
pub fn item(item: &FeedItem) -> Event {
    Event {
        uid: format!("maintenance-{}@inventario", item.id),
        changed: item.updated_at.0,
        summary: format!("Mantenimiento: {} ({})", item.name, item.internal_code),
        description: None,
        location: item.environment_name.clone(),
        when: When::Days(item.next_maintenance.0, item.next_maintenance.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::{ClockTime, Day, Id, LocalTime};
    use chrono::{DateTime, NaiveTime};

    fn day(text: &str) -> Day {
        Day(text.parse().unwrap())
    }

    fn lent(is_out: bool) -> FeedLoan {
        FeedLoan {
            id: Id::from_bits(1),
            item_name: "Portátil".into(),
            pieces: 2,
            borrower: "Ana Ruiz".into(),
            environment_name: "Bodega".into(),
            is_out,
            start_date: day("2026-03-01"),
            end_date: day("2026-03-03"),
            start_time: None,
            end_time: None,
            updated_at: LocalTime(DateTime::UNIX_EPOCH),
        }
    }

    #[test]
    fn a_loan_is_reserved_out_or_late() {
        let today = day("2026-03-05").0;
        assert_eq!(loan(&lent(false), false, today).summary, "Reservado: 2 × Portátil · Ana Ruiz");
        let late = loan(&lent(true), true, today);
        assert_eq!(late.summary, "Vencido: 2 × Portátil");
        assert_eq!(late.when, When::Days(day("2026-03-01").0, today));
        let out = loan(&lent(true), true, day("2026-03-03").0);
        assert_eq!(out.summary, "Préstamo: 2 × Portátil");
        assert_eq!(out.when, When::Days(day("2026-03-01").0, day("2026-03-03").0));
    }

    #[test]
    fn a_loan_by_the_hour_has_its_hours() {
        let at = |hour| Some(ClockTime(NaiveTime::from_hms_opt(hour, 0, 0).unwrap()));
        let by_hour =
            FeedLoan { start_time: at(8), end_time: at(10), end_date: day("2026-03-01"), ..lent(true) };
        let event = loan(&by_hour, true, day("2026-03-01").0);
        let from = day("2026-03-01").0.and_hms_opt(8, 0, 0).unwrap();
        assert_eq!(event.when, When::Hours(from, from + chrono::TimeDelta::hours(2)));
        assert_eq!(event.description.unwrap(), "Se devuelve a más tardar el 01/03/2026 a las 10:00.");
    }
}
