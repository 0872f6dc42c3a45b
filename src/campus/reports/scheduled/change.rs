//! What a write does to scheduled reports: sets one up, changes, pauses and deletes it, and asks for those whose time has come.

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

    /// Whether its time has come, or it was dealt with in a future that isn't any more: a clock was set back.
    pub fn is_waiting(&self, now: DateTime<Utc>) -> Result<bool> {
        Ok(self.settled_at.0 > now || self.timing()?.is_due(self.settled_at.0, now, clock::zone()))
    }

    fn sent(&self) -> Result<ReportParameters> {
        serde_json::from_str(&self.parameters).map_err(Error::internal)
    }

    /// As it is answered.
    ///
    /// # Errors
    /// When somebody else has written the row.
    pub fn shown(self, now: DateTime<Utc>) -> Result<ReportSchedule> {
        let next = self.timing()?.next(self.settled_at.0.min(now), clock::zone());
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
        report_rules::check_kind(tx.who, self.report_type)?;
        rules::check(self.report_type, self.period)?;
        self.timing()?;
        let parameters = self.parameters_on(tx.today())?;
        Asked::of(tx, tx.who, self.report_type, &parameters, tx.today()).map(|_| ())
    }
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
/// [`Code::ReportSchedulesFull`], and what [`Asked::of`] refuses.
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

/// Changes one of the caller's; from then on it is made at its next time, whatever was missed.
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
        hour: patch.hour.0.map_or(old.hour, Number::get),
        by_mail: patch.by_mail.0.unwrap_or(old.by_mail),
        is_active,
        paused_because: old.paused_because.filter(|_| !is_active),
        settled_at: LocalTime(tx.now),
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

/// Asks for all reports whose time has come, each as its owner would; answers how many times were dealt with.
///
/// # Errors
/// When the database refuses. What is wrong with one report pauses that one, or lets it pass this time, and its owner is told.
pub fn ask_for_due(tx: &Tx<'_>) -> Result<Change<usize>> {
    let (mut notices, mut events) = (Vec::new(), Vec::new());
    let mut done = 0;
    for mut row in store::active(tx)? {
        if !row.is_waiting(tx.now)? {
            continue;
        }
        let is_due = row.settled_at.0 <= tx.now;
        row.settled_at = LocalTime(tx.now);
        if is_due {
            done += 1;
            match ask_for(tx, &row) {
                Ok(()) => row.last_made_at = Some(LocalTime(tx.now)),
                Err(error) if matches!(error.code(), Code::Internal | Code::DiskFull) => return Err(error),
                Err(error) => {
                    let is_lasting = rules::is_lasting(error.code());
                    let why = error.sentence();
                    if is_lasting {
                        let says = format!("Reporte programado puesto en pausa: {}. {why}", row.name());
                        events.push(Event::update("report_schedule", row.id).describe(says));
                        row.is_active = false;
                        row.paused_because = Some(why.chars().take(1000).collect());
                    }
                    notices.push(refused(&row, &why, is_lasting));
                }
            }
        }
        store::save(tx, &row)?;
    }
    // Each report that was asked for has left its own trace, by its owner.
    let change = Change::unaudited(done).tell(notices);
    Ok(events.into_iter().fold(change, Change::and))
}

/// Asks for one as its owner, with the role, the room and the account that they have now.
fn ask_for(tx: &Tx<'_>, row: &ScheduleRow) -> Result<()> {
    let account = account::account(tx, row.user_id)?.filter(|account| account.is_active);
    let who = Caller::new(account.ok_or(Code::ReportOwnerGone)?, Origin::of_command("report-schedules"));
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
