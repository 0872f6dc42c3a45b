//! What a write does to scheduled reports: sets one up, changes, pauses and deletes it. What happens when its time has come is in [`due`].

pub mod due;

use super::model::{NewReportSchedule, ReportPeriod, ReportSchedule, ReportSchedulePatch, ScheduleRow};
use super::rules::{self, Rhythm, Timing};
use super::store;
use crate::campus::reports::kinds::Asked;
use crate::campus::reports::model::{ReportKind, ReportParameters};
use crate::campus::reports::rules as report_rules;
use crate::kit::settings::Sent;
use crate::kit::wire::{Choice, Field};
use crate::kit::{
    Caller, CallerTx, Change, Day, Error, Event, Id, LocalTime, Message, Number, Result, clock,
};
use chrono::{DateTime, Utc};

impl ScheduleRow {
    /// When it is made.
    ///
    /// # Errors
    /// When somebody else has written the row.
    pub fn timing(&self) -> Result<Timing> {
        Ok(Timing { on: Rhythm::of(self.every, self.weekday, self.month_day)?, hour: self.hour })
    }

    /// Up to when its times are dealt with, as [`Timing::settled`] says.
    fn settled(&self, now: DateTime<Utc>) -> Result<Option<DateTime<Utc>>> {
        Ok(self.timing()?.settled(self.settled_at.0, self.last_made_at.map(|made| made.0), now))
    }

    /// Whether its time has come, or it was dealt with in a future that isn't any more: a clock was set back.
    ///
    /// # Errors
    /// When somebody else has written the row.
    pub fn is_waiting(&self, now: DateTime<Utc>) -> Result<bool> {
        let timing = self.timing()?;
        Ok(self.settled(now)?.is_none_or(|settled| timing.is_due(settled, now, clock::zone())))
    }

    fn sent(&self) -> Result<ReportParameters> {
        serde_json::from_str(&self.parameters).map_err(Error::internal)
    }

    /// As it is answered.
    ///
    /// # Errors
    /// When somebody else has written the row.
    pub fn shown(self, now: DateTime<Utc>) -> Result<ReportSchedule> {
        let next = self.timing()?.next(self.settled(now)?.unwrap_or(now), clock::zone());
        Ok(ReportSchedule {
            parameters: self.sent()?,
            next_at: self.is_active.then_some(LocalTime(next)),
            id: self.id,
            user_id: self.user_id,
            report_type: self.report_type,
            title: self.title,
            file_format: self.file_format,
            period: self.period,
            every: self.every,
            weekday: self.weekday,
            month_day: self.month_day,
            hour: self.hour,
            by_mail: self.by_mail,
            is_active: self.is_active,
            paused_because: self.paused_because,
            last_made_at: self.last_made_at,
            created_at: self.created_at,
            updated_at: self.updated_at,
        })
    }

    /// What it is called.
    fn name(&self) -> &str {
        self.title.as_deref().unwrap_or(report_rules::title(self.report_type))
    }

    /// The parameters of a report that is made today.
    fn parameters_on(&self, today: Day) -> Result<ReportParameters> {
        let (from, until) = rules::days(self.period, today.0);
        Ok(ReportParameters { start_date: Choice(from), end_date: Choice(until), ..self.sent()? })
    }

    /// Refuses what its owner couldn't ask for today.
    fn check(&self, tx: &CallerTx<'_>) -> Result<()> {
        check_owner(tx.who, self.report_type)?;
        rules::check(self.report_type, self.period)?;
        self.timing()?;
        let parameters = self.parameters_on(tx.today())?;
        Asked::of(tx, tx.who, self.report_type, &parameters, tx.today()).map(|_| ())
    }
}

/// Refuses whoever may not have such a report, or would have an empty one each time.
fn check_owner(who: &Caller, kind: ReportKind) -> Result<()> {
    report_rules::check_kind(who, kind)?;
    // Whether somebody keeps a warehouse makes no difference to whether they have any room.
    rules::check_reach(report_rules::scope(who, kind, false))
}

/// The filters but the days, as they are kept.
fn kept(sent: Sent<ReportParameters>) -> Result<String> {
    let sent = ReportParameters {
        start_date: Choice(None),
        end_date: Choice(None),
        ..sent.0.flatten().unwrap_or_default()
    };
    serde_json::to_string(&sent).map_err(Error::internal)
}

/// Sets one up.
///
/// # Errors
/// `ReportKindForbidden`, `ReportNotScheduled`, `ReportPeriodless`, `ReportDayMissing`, `ReportRoomless`, `ReportSchedulesFull`, and what
/// [`Asked::of`] refuses.
pub fn add(tx: &CallerTx<'_>, new: NewReportSchedule) -> Result<Change<ReportSchedule>> {
    let (weekday, month_day) = (new.weekday.0.map(Number::get), new.month_day.0.map(Number::get));
    let on = Rhythm::of(new.every, weekday, month_day)?;
    let now = LocalTime(tx.now);
    let row = ScheduleRow {
        id: Id::new(),
        user_id: tx.who.id,
        report_type: new.report_type,
        title: new.title.0.map(String::from),
        file_format: new.file_format,
        parameters: kept(new.parameters)?,
        period: new.period.0.unwrap_or(ReportPeriod::Now),
        every: new.every,
        weekday: on.weekday(),
        month_day: on.month_day(),
        hour: new.hour.get(),
        by_mail: new.by_mail.0.unwrap_or(true),
        is_active: true,
        paused_because: None,
        settled_at: now,
        last_made_at: None,
        created_at: now,
        updated_at: now,
    };
    row.check(tx)?;
    rules::one_more(store::count(tx, tx.who.id)?)?;
    store::insert(tx, &row)?;
    let says = format!("Reporte programado: {}", row.name());
    Ok(Change::created("report_schedule", row.id, says, row.shown(tx.now)?))
}

/// Changes one of the caller's. One that goes on, or is made at other times than before, is made at its next time, whatever was missed.
///
/// # Errors
/// `ReportScheduleNotFound`, and what [`add`] refuses.
pub fn edit(tx: &CallerTx<'_>, id: Id, patch: ReportSchedulePatch) -> Result<Change<ReportSchedule>> {
    let old = store::get(tx, tx.who.id, id)?;
    let before = old.clone().shown(tx.now)?;
    let every = patch.every.0.unwrap_or(old.every);
    let weekday = patch.weekday.0.map(Number::get).or(old.weekday);
    let month_day = patch.month_day.0.map(Number::get).or(old.month_day);
    let on = Rhythm::of(every, weekday, month_day)?;
    let is_active = patch.is_active.0.unwrap_or(old.is_active);
    let timing = Timing { on, hour: patch.hour.0.map_or(old.hour, Number::get) };
    let begins_anew = timing != old.timing()? || is_active != old.is_active;
    // What is paused may be kept as it is, and is judged when it goes on; what is sent is judged at once.
    let is_judged = is_active || patch.parameters.0.is_some();
    let row = ScheduleRow {
        file_format: patch.file_format.0.unwrap_or(old.file_format),
        title: match patch.title {
            Field::Absent => old.title,
            Field::Clear => None,
            Field::Set(title) => Some(title.into()),
        },
        parameters: if patch.parameters.0.is_some() { kept(patch.parameters)? } else { old.parameters },
        period: patch.period.0.unwrap_or(old.period),
        every,
        weekday: on.weekday(),
        month_day: on.month_day(),
        hour: timing.hour,
        by_mail: patch.by_mail.0.unwrap_or(old.by_mail),
        is_active,
        paused_because: old.paused_because.filter(|_| !is_active),
        settled_at: if begins_anew { LocalTime(tx.now) } else { old.settled_at },
        updated_at: LocalTime(tx.now),
        ..old
    };
    if is_judged {
        row.check(tx)?;
    } else {
        rules::check(row.report_type, row.period)?;
    }
    store::save(tx, &row)?;
    let done = match (before.is_active, is_active) {
        (true, false) => "puesto en pausa",
        (false, true) => "reanudado",
        (true, true) | (false, false) => "cambiado",
    };
    let says = format!("Reporte programado {done}: {}", row.name());
    Ok(Change::updated("report_schedule", id, says, &before, row.shown(tx.now)?))
}

/// Deletes one of the caller's; the reports that it made stay.
///
/// # Errors
/// `ReportScheduleNotFound`.
pub fn delete(tx: &CallerTx<'_>, id: Id) -> Result<Change<Message>> {
    let row = store::get(tx, tx.who.id, id)?;
    store::delete(tx, id)?;
    let says = format!("Reporte programado eliminado: {}", row.name());
    let event = Event::delete("report_schedule", id).describe(says).before(&row.shown(tx.now)?);
    Ok(Change::new(Message::new("El reporte ya no está programado"), event))
}
