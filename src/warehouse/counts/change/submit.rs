//! A count is handed in.

use super::{again, link, named, own};
use crate::kit::db::Kind;
use crate::kit::{CallerTx, Change, Code, Event, Id, LocalTime, Notice, Result};
use crate::warehouse::counts::model::{CountDetail, Submission};
use crate::warehouse::counts::rules::course::{self, Act};
use crate::warehouse::counts::rules::lines;
use crate::warehouse::counts::store;
use crate::warehouse::keepers;

/// Hands in a count, and tells everybody who may approve it. What isn't counted must be confirmed as such; nothing changes of it.
///
/// # Errors
/// [`Code::CountNotFound`], [`Code::CountStage`], [`Code::CountUnfinished`], [`Code::CountNothing`].
pub fn submit(tx: &CallerTx<'_>, id: Id, new: &Submission) -> Result<Change<CountDetail>> {
    let before = own(tx, id)?;
    let status = course::next(before.status, Act::Submit)?;
    let rows = store::lines(tx, id)?;
    let of = (before.bin_id, before.zone.as_deref(), before.product_id);
    let arrived = store::arrived(tx, id, before.warehouse_id, before.scope, of)?;
    let missing: Vec<(&str, &str)> = lines::uncounted(&rows)
        .map(|line| (&*line.batch_number, &*line.bin_code))
        .chain(arrived.iter().map(|lot| (&*lot.batch_number, &*lot.bin_code)))
        .collect();
    // Whoever finds a bin empty that should be has nothing to count.
    if before.counted_lines == 0 && !missing.is_empty() {
        return Err(Code::CountNothing.into());
    }
    lines::complete(&missing, new.confirm_uncounted.0.unwrap_or(false))?;
    store::save_status(tx, id, status, (tx.who.id, None), LocalTime(tx.now))?;
    let detail = again(tx, id)?;
    let what = named(&before);
    let mut says = match before.counted_lines {
        1 => format!("Conteo entregado de {what}: una línea contada"),
        many => format!("Conteo entregado de {what}: {many} líneas contadas"),
    };
    if !missing.is_empty() {
        says.push_str(&format!(", {} sin contar", missing.len()));
    }
    let event =
        Event::named("SUBMIT_COUNT", "count", Some(id)).describe(says).before(&before).after(&detail.count);
    let counters = store::people(tx, id)?;
    let who = detail.count.submitted_by_name.clone().unwrap_or_default();
    let message =
        format!("{who} entregó el conteo de {what}. Falta que otra persona lo revise y lo apruebe.");
    let notices: Vec<Notice> = keepers::of(tx, before.warehouse_id)?
        .into_iter()
        .filter(|approver| counters.iter().all(|(person, _)| *person != approver.id))
        .map(|approver| {
            Notice::new(approver.id, Kind::CountSubmitted, "Conteo por aprobar", message.clone())
                .leads_to(link(id))
        })
        .collect();
    Ok(Change::new(detail, event).tell(notices))
}
