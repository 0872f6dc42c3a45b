//! Figures that are put together from several queries, or from rows by a rule.

use super::model::{
    StatsCheckPoint, StatsCompliance, StatsHolding, StatsKept, StatsKeptByClass, StatsKeptByInstructor,
    StatsKeptByRoom, StatsLoanMonth, StatsLoans, StatsOfRoom, StatsRepairMonth, StatsRepairs,
    StatsStatePoint, StatsStock, StatsTrendDay, StatsTrends, pesos,
};
use super::rules::{Period, mean, meetings, place_of, share};
use super::store::{self, CheckDay, ClassChecks, LoansAsked, RepairRow, RoomsAsked};
use crate::campus::inventory::model::Prices;
use crate::campus::loans::model::LoanStatus;
use crate::campus::maintenance::model::MaintenanceStatus;
use crate::kit::{Day, Id, LocalTime, Result, clock};
use chrono::{NaiveDate, NaiveDateTime};
use rusqlite::Connection;
use std::collections::{BTreeMap, HashMap};

/// How many lines a list of the most has.
const MOST: usize = 10;
/// How many classes a list of compliance has.
const CLASSES: usize = 50;

/// What there is and what happens in a room, with the week that ends `today`.
pub(super) fn of_room(db: &Connection, rooms: RoomsAsked, week: Period) -> Result<StatsOfRoom> {
    let environment = store::room(db, rooms)?;
    let since = LocalTime(clock::start_of(week.from));
    Ok(StatsOfRoom {
        category_distribution: store::held(db, rooms)?,
        recent_activity: store::activity(db, environment.id, week, since)?,
        environment,
    })
}

/// How many checks were begun on each day of a period.
pub(super) fn trends(db: &Connection, rooms: RoomsAsked, period: Period) -> Result<StatsTrends> {
    let begun: BTreeMap<Day, i64> = store::check_days(db, rooms, period)?
        .into_iter()
        .map(|CheckDay { day, complete, issues, open }| (day, complete + issues + open))
        .collect();
    let total = begun.values().sum();
    let days = period.from.iter_days().take_while(|day| *day <= period.until).map(Day);
    let a_week = mean(total * 7, period.days());
    Ok(StatsTrends {
        period_days: period.days(),
        daily_verifications: days
            .map(|date| StatsTrendDay { date, verifications: begun.get(&date).copied().unwrap_or(0) })
            .collect(),
        weekly_average: a_week.unwrap_or(0.0),
        total_period_verifications: total,
    })
}

/// What there is, is worth and was, up to `today`.
pub fn stock(
    db: &Connection,
    rooms: RoomsAsked,
    period: Period,
    today: Day,
    prices: Prices,
) -> Result<StatsStock> {
    let by_environment = store::by_room(db, rooms)?;
    let total = by_environment.iter().fold(StatsHolding::NOTHING, |sum, room| sum.plus(room.holding));
    let (step, pieces) = period.pieces();
    // Of what is to come nothing is known.
    let known = pieces.iter().filter(|piece| piece.from <= today.0).map(|piece| Day(piece.until));
    let then = store::at(db, rooms, &known.collect::<Vec<_>>())?;
    let points = pieces.iter().enumerate().map(|(at, piece)| {
        let state = i64::try_from(at).ok().and_then(|at| then.get(&at));
        StatsStatePoint {
            start_date: Day(piece.from),
            end_date: Day(piece.until),
            quantity_good: state.map(|state| state.good),
            quantity_damaged: state.map(|state| state.damaged),
            quantity_missing: state.map(|state| state.missing),
        }
    });
    let stock = StatsStock {
        start_date: Day(period.from),
        end_date: Day(period.until),
        total,
        by_environment,
        by_category: store::by_category(db, rooms)?,
        step,
        points: points.collect(),
    };
    Ok(stock.priced(prices))
}

/// How often a class met in a period until `now`, as far as the timetable knew of it and checks were made at all.
fn planned(class: &ClassChecks, period: Period, first: Day, now: NaiveDateTime) -> i64 {
    // The last day whose class is over, also of one that goes on past midnight.
    let last = (now - class.end_time.since_midnight()).date();
    let mut until = period.until.min(class.end_date.0).min(last);
    if !class.is_active {
        until = until.min(class.updated_at.wall().date());
    }
    let from = period.from.max(first.0).max(class.start_date.0).max(class.created_at.wall().date());
    meetings(from, until, class.day_of_week)
}

/// Which checks the timetable asked for in a period, and which were made; `now` is the centre's wall clock.
pub fn compliance(
    db: &Connection,
    rooms: RoomsAsked,
    period: Period,
    now: NaiveDateTime,
) -> Result<StatsCompliance> {
    let mut total = StatsKept::default();
    let mut by_room: HashMap<Id, StatsKeptByRoom> = HashMap::new();
    let mut by_instructor: HashMap<Id, StatsKeptByInstructor> = HashMap::new();
    let mut by_class = Vec::new();
    // Without any check nothing was asked for.
    let first = store::first_check(db)?.unwrap_or(Day(NaiveDate::MAX));
    for class in store::class_checks(db, rooms, period)? {
        let planned = planned(&class, period, first, now);
        if planned == 0 {
            continue;
        }
        // A check of a class before it entered the timetable, or of today's before it has ended, is none that was asked for yet.
        let done = class.done.min(planned);
        let kept = StatsKept {
            planned,
            done,
            complete: class.complete.min(done),
            issues: class.issues.min(done),
            rate: share(done, planned),
        };
        total = total.plus(kept);
        let room = by_room.entry(class.environment_id).or_insert_with(|| StatsKeptByRoom {
            environment_id: class.environment_id,
            environment_name: class.environment_name.clone(),
            kept: StatsKept::default(),
        });
        room.kept = room.kept.plus(kept);
        let person = by_instructor.entry(class.instructor_id).or_insert_with(|| StatsKeptByInstructor {
            instructor_id: class.instructor_id,
            instructor_name: class.instructor_name.clone(),
            kept: StatsKept::default(),
        });
        person.kept = person.kept.plus(kept);
        by_class.push(StatsKeptByClass {
            schedule_id: class.id,
            program: class.program,
            ficha: class.ficha,
            day_of_week: class.day_of_week,
            environment_name: class.environment_name,
            instructor_name: class.instructor_name,
            kept,
        });
    }
    let mut by_environment: Vec<_> = by_room.into_values().collect();
    by_environment
        .sort_by(|a, b| a.kept.before(b.kept).then_with(|| a.environment_name.cmp(&b.environment_name)));
    let mut by_instructor: Vec<_> = by_instructor.into_values().collect();
    by_instructor
        .sort_by(|a, b| a.kept.before(b.kept).then_with(|| a.instructor_name.cmp(&b.instructor_name)));
    by_class.sort_by(|a, b| a.kept.before(b.kept).then_with(|| a.schedule_id.cmp(&b.schedule_id)));
    by_class.truncate(CLASSES);
    let (step, pieces) = period.pieces();
    Ok(StatsCompliance {
        start_date: Day(period.from),
        end_date: Day(period.until),
        total,
        by_environment,
        by_class,
        by_instructor,
        step,
        points: check_points(&pieces, store::check_days(db, rooms, period)?),
    })
}

fn check_points(pieces: &[Period], days: Vec<CheckDay>) -> Vec<StatsCheckPoint> {
    let mut points: Vec<StatsCheckPoint> = pieces
        .iter()
        .map(|piece| StatsCheckPoint {
            start_date: Day(piece.from),
            end_date: Day(piece.until),
            complete: 0,
            issues: 0,
            open: 0,
        })
        .collect();
    for day in days {
        if let Some(point) = place_of(pieces, day.day.0).and_then(|at| points.get_mut(at)) {
            point.complete += day.complete;
            point.issues += day.issues;
            point.open += day.open;
        }
    }
    points
}

/// What broke in a period, how long it took and, for who sees costs, what it cost.
pub fn repairs(
    db: &Connection,
    rooms: RoomsAsked,
    period: Period,
    today: Day,
    sees_costs: bool,
) -> Result<StatsRepairs> {
    let shown = |cost: Option<f64>| cost.filter(|_| sees_costs);
    let rows = store::repairs(db, rooms, period)?;
    let made = |row: &RepairRow| clock::day_of(row.created_at.0);
    let completed =
        |row: &RepairRow| row.actual_completion.filter(|_| row.status == MaintenanceStatus::Completed);
    let pieces = period.months();
    let mut months: Vec<(StatsRepairMonth, i64)> = pieces
        .iter()
        .map(|piece| {
            let (start_date, end_date) = (Day(piece.from), Day(piece.until));
            (StatsRepairMonth { start_date, end_date, requests: 0, completed: 0, cost: None }, 0)
        })
        .collect();
    let mut days = 0;
    for row in &rows {
        if let Some((month, _)) = place_of(&pieces, made(row)).and_then(|at| months.get_mut(at)) {
            month.requests += 1;
        }
        if let Some(day) = completed(row)
            && let Some((month, _)) = place_of(&pieces, day.0).and_then(|at| months.get_mut(at))
        {
            month.completed += 1;
            days += (day.0 - made(row)).num_days().max(0);
        }
    }
    let mut cents = 0;
    for (day, cost) in store::repair_costs(db, rooms, period)? {
        cents += cost;
        if let Some((_, sum)) = place_of(&pieces, day.0).and_then(|at| months.get_mut(at)) {
            *sum += cost;
        }
    }
    let months: Vec<_> = months
        .into_iter()
        .map(|(month, cost)| StatsRepairMonth { cost: shown(Some(pesos(cost))), ..month })
        .collect();
    let (open, overdue) = store::open_repairs(db, rooms, today)?;
    let done = months.iter().map(|month| month.completed).sum();
    let mut by_environment = store::repairs_by_room(db, rooms, period)?;
    for room in &mut by_environment {
        room.cost = shown(room.cost);
    }
    let mut most_broken = store::repairs_by_item(db, rooms, period)?;
    let mut most_expensive = most_broken.clone();
    most_broken.retain(|item| item.requests > 0);
    most_broken.sort_by(|a, b| (b.requests, b.pieces, &a.name).cmp(&(a.requests, a.pieces, &b.name)));
    most_broken.truncate(MOST);
    for item in &mut most_broken {
        (item.cost, item.value) = (shown(item.cost), shown(item.value));
    }
    most_expensive.retain(|item| sees_costs && item.cost.is_some_and(|cost| cost > 0.0));
    most_expensive.sort_by(|a, b| {
        b.cost.unwrap_or(0.0).total_cmp(&a.cost.unwrap_or(0.0)).then_with(|| a.name.cmp(&b.name))
    });
    most_expensive.truncate(MOST);
    Ok(StatsRepairs {
        start_date: Day(period.from),
        end_date: Day(period.until),
        requests: months.iter().map(|month| month.requests).sum(),
        completed: done,
        open,
        overdue,
        average_days: mean(days, done),
        cost: shown(Some(pesos(cents))),
        months,
        most_broken,
        most_expensive,
        by_environment,
    })
}

/// What is lent in a period: the loans that begin in it, as they stand `today`.
pub fn loans(db: &Connection, asked: LoansAsked, period: Period, today: Day) -> Result<StatsLoans> {
    let rows = store::loans_begun(db, asked, period)?;
    let pieces = period.months();
    let mut months: Vec<StatsLoanMonth> = pieces
        .iter()
        .map(|piece| StatsLoanMonth {
            start_date: Day(piece.from),
            end_date: Day(piece.until),
            loans: 0,
            rejected: 0,
            late: 0,
        })
        .collect();
    let count = |status: LoanStatus| rows.iter().filter(|row| row.status == status).count();
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let (mut overdue, mut returned_late, mut days) = (0, 0, 0);
    for row in &rows {
        let came_late = row.actual_return_date.is_some_and(|day| day > row.end_date);
        let is_overdue = row.status == LoanStatus::Active && row.end_date < today;
        returned_late += i64::from(came_late);
        overdue += i64::from(is_overdue);
        days += row.actual_return_date.map_or(0, |day| (day.0 - row.start_date.0).num_days().max(0));
        if let Some(month) = place_of(&pieces, row.start_date.0).and_then(|at| months.get_mut(at)) {
            let refused = row.status == LoanStatus::Rejected;
            month.loans += i64::from(!refused);
            month.rejected += i64::from(refused);
            month.late += i64::from(came_late || is_overdue);
        }
    }
    let returned = number(count(LoanStatus::Returned));
    Ok(StatsLoans {
        start_date: Day(period.from),
        end_date: Day(period.until),
        total: number(rows.len()),
        pending: number(count(LoanStatus::Pending)),
        rejected: number(count(LoanStatus::Rejected)),
        returned,
        active: number(count(LoanStatus::Active)),
        overdue,
        returned_late,
        on_time_rate: share(returned - returned_late, returned),
        average_days: mean(days, returned),
        months,
        most_lent: store::most_lent(db, asked, period)?,
    })
}
