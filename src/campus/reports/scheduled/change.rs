//! What a write does to scheduled reports: sets one up, changes, pauses and deletes it, and asks for one whose time has come.

use super::model::{NewReportSchedule, ReportPeriod, ReportSchedule, ReportSchedulePatch, ScheduleRow};
use super::rules::{self, Rhythm, Timing};
use super::store;
use crate::campus::reports::kinds::Asked;
use crate::campus::reports::model::{ReportParameters, ReportType};
use crate::campus::reports::{change as reports, rules as report_rules};
use crate::kit::access::account;
use crate::kit::db::Kind;
use crate::kit::db::letter::MailReason;
use crate::kit::document::grouped;
use crate::kit::settings::Sent;
use crate::kit::wire::{Choice, Field};
use crate::kit::{
    Caller, CallerTx, Change, Code, Day, Error, Event, Id, LocalTime, Message, Notice, Number, Origin,
    Result, Tx, clock,
};
use chrono::{DateTime, Utc};

/// The page that shows them.
const PAGE: &str = "/reportes";

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
fn check_owner(who: &Caller, kind: ReportType) -> Result<()> {
    report_rules::check_kind(who, kind)?;
    // Whether somebody keeps a warehouse makes no difference to whether they have any room.
    rules::check_reach(report_rules::scope(who, false))
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
/// [`Code::ReportKindForbidden`], [`Code::ReportNotScheduled`], [`Code::ReportPeriodless`], [`Code::ReportDayMissing`],
/// [`Code::ReportRoomless`], [`Code::ReportSchedulesFull`], and what [`Asked::of`] refuses.
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
/// [`Code::ReportScheduleNotFound`], and what [`add`] refuses.
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
/// [`Code::ReportScheduleNotFound`].
pub fn delete(tx: &CallerTx<'_>, id: Id) -> Result<Change<Message>> {
    let row = store::get(tx, tx.who.id, id)?;
    store::delete(tx, id)?;
    let says = format!("Reporte programado eliminado: {}", row.name());
    let event = Event::delete("report_schedule", id).describe(says).before(&row.shown(tx.now)?);
    Ok(Change::new(Message::new("El reporte ya no está programado"), event))
}

/// Asks for a report if its time has come, as its owner would; answers whether it was dealt with.
///
/// # Errors
/// When the database refuses, or the row can't be read. What is wrong with the report pauses it, or lets it pass this time, and its
/// owner is told.
pub fn ask_if_due(tx: &Tx<'_>, id: Id) -> Result<Change<bool>> {
    let nothing = Change::unaudited(false);
    let Some(mut row) = store::one_active(tx, id)? else { return Ok(nothing) };
    if !row.is_waiting(tx.now)? {
        return Ok(nothing);
    }
    let is_due = row.settled(tx.now)?.is_some();
    let asked = if is_due { ask_for(tx, &row) } else { Ok(()) };
    row.settled_at = LocalTime(tx.now);
    let (mut notice, mut event) = (None, None);
    match asked {
        Ok(()) if is_due => row.last_made_at = Some(LocalTime(tx.now)),
        Ok(()) => {}
        // Others of the same person are made meanwhile: it has its turn in a minute.
        Err(error) if error.code() == Code::ReportsWaiting => return Ok(nothing),
        Err(error) if matches!(error.code(), Code::Internal | Code::DiskFull) => return Err(error),
        Err(error) => {
            let is_lasting = rules::is_lasting(error.code());
            let why = error.sentence();
            if is_lasting {
                let says = format!("Reporte programado puesto en pausa: {}. {why}", row.name());
                event = Some(Event::update("report_schedule", row.id).describe(says));
                row.is_active = false;
                row.paused_because = Some(why.chars().take(1000).collect());
            }
            notice = Some(refused(&row, &why, is_lasting));
        }
    }
    store::save(tx, &row)?;
    // The report that was asked for has left its own trace, by its owner.
    let change = Change::unaudited(is_due).tell(notice);
    Ok(event.into_iter().fold(change, Change::and))
}

/// Asks for one as its owner, with the role, the room and the account that they have now.
fn ask_for(tx: &Tx<'_>, row: &ScheduleRow) -> Result<()> {
    let account = account::account(tx, row.user_id)?.filter(|account| account.is_active);
    let who = Caller::new(account.ok_or(Code::ReportOwnerGone)?, Origin::of_command("report-schedules"));
    check_owner(&who, row.report_type)?;
    let by = tx.by(&who);
    let parameters = row.parameters_on(tx.today())?;
    let (from, until) = (parameters.start_date.0, parameters.end_date.0);
    let wanted = reports::Wanted {
        report_type: row.report_type,
        file_format: row.file_format,
        title: match (from, until, &row.title) {
            (Some(from), Some(until), _) => {
                let name = title_of(row, &by, &parameters)?;
                Some(format!("{name}, {} a {}", from.written(), until.written()))
            }
            (_, _, title) => title.clone(),
        },
        parameters,
        schedule: Some(row.id),
    };
    by.keep(reports::request(&by, wanted)?)?;
    Ok(())
}

/// What a report is called before its days: its own title, or what its kind and its room are called.
fn title_of(row: &ScheduleRow, tx: &CallerTx<'_>, parameters: &ReportParameters) -> Result<String> {
    match (&row.title, row.report_type) {
        (Some(title), _) => Ok(title.clone()),
        (None, ReportType::Room) => {
            Ok(Asked::of(tx, tx.who, row.report_type, parameters, tx.today())?.title())
        }
        (None, kind) => Ok(report_rules::title(kind).to_owned()),
    }
}

fn by_mail(notice: Notice, is_wanted: bool) -> Notice {
    if is_wanted { notice.by_mail(MailReason::Reports) } else { notice }
}

/// What an owner is told of a report that couldn't even be asked for.
fn refused(row: &ScheduleRow, why: &str, is_paused: bool) -> Notice {
    let name = row.name();
    let (title, then) = if is_paused {
        ("Reporte programado en pausa", "Quedó en pausa: cámbielo o elimínelo en «Reportes».")
    } else {
        ("Un reporte programado no se hizo", "Se hará de nuevo la próxima vez.")
    };
    let message = format!("«{name}» no se hizo: {why}. {then}");
    by_mail(Notice::new(row.user_id, Kind::Report, title, message).leads_to(PAGE), row.by_mail)
}

/// What the owner of a schedule is told of a report that is made now, or couldn't be made; nobody of any other.
///
/// # Errors
/// When the database refuses.
pub fn told(tx: &Tx<'_>, report: Id) -> Result<Option<Notice>> {
    let Some(made) = store::made_by_itself(tx, report)? else { return Ok(None) };
    let name = &made.title;
    let (title, message) = match &made.error {
        None => {
            let rows = match made.row_count.unwrap_or(0) {
                0 => "no tiene datos".to_owned(),
                1 => "tiene 1 fila".to_owned(),
                rows => format!("tiene {} filas", grouped(rows)),
            };
            let until = Day(made.expires_at.wall().date()).written();
            let says = format!(
                "«{name}» {rows}. Descárguelo en «Reportes», en la lista «Sus reportes»: se guarda hasta el {until}."
            );
            (format!("Reporte listo: {name}"), says)
        }
        Some(why) => (
            "Un reporte programado no se pudo hacer".to_owned(),
            format!("«{name}» no se pudo hacer: {why}. En «Reportes» puede intentarlo de nuevo."),
        ),
    };
    let notice = Notice::new(made.user_id, Kind::Report, &title, message).leads_to(PAGE);
    Ok(Some(by_mail(notice, made.by_mail)))
}
