//! A scheduled report whose time has come: asked for as its owner would, and what they are told of it.

use super::check_owner;
use crate::campus::reports::change as reports;
use crate::campus::reports::scheduled::model::ScheduleRow;
use crate::campus::reports::scheduled::{rules, store};
use crate::kit::access::account;
use crate::kit::db::Kind;
use crate::kit::db::letter::MailReason;
use crate::kit::document::grouped;
use crate::kit::{Caller, Change, Code, Day, Event, Id, LocalTime, Notice, Origin, Result, Tx};

/// The page that shows them.
const PAGE: &str = "/reportes";

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
    let who = Caller::new(&account.ok_or(Code::ReportOwnerGone)?, Origin::of_command("report-schedules"));
    check_owner(&who, row.report_type)?;
    let by = tx.by(&who);
    let parameters = row.parameters_on(tx.today())?;
    let title = match (parameters.start_date.0, parameters.end_date.0) {
        (Some(from), Some(until)) => {
            Some(format!("{}, {} a {}", row.name(), from.written(), until.written()))
        }
        _ => row.title.clone(),
    };
    let wanted = reports::Wanted {
        report_type: row.report_type,
        file_format: row.file_format,
        title,
        parameters,
        schedule: Some(row.id),
    };
    by.keep(reports::request(&by, wanted)?)?;
    Ok(())
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
        ("Un reporte programado no se hizo", "Se intentará de nuevo la próxima vez.")
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
