//! What the app counts item by item.

use super::count::check_photo;
use super::step::add_up;
use crate::campus::checks::model::{CheckItemReport, CheckItemReported, CountMethod};
use crate::campus::checks::rules::{self, Count, Hand};
use crate::campus::checks::store::{self, KnownItem, Look, NewLine};
use crate::campus::inventory;
use crate::kit::{CallerTx, Change, Code, Day, Event, LocalTime, Result, clock};

/// Writes a count down: into the room's check that is under way, or for the one that will be begun (contract D47).
///
/// # Errors
/// [`Code::ItemNotFound`] of equipment that is not in the room or not the caller's to count; [`Code::CountImpossible`];
/// [`Code::PhotoUnknown`].
pub fn note(tx: &CallerTx<'_>, report: CheckItemReport) -> Result<Change<CheckItemReported>> {
    let item = inventory::store::get_within(tx, tx.who.equipment(), report.item_id)?;
    if item.environment_id != Some(report.environment_id) {
        return Err(Code::ItemNotFound.into());
    }
    check_photo(tx, report.photo_id.0)?;
    let now = LocalTime(tx.now);
    let count = Count::new(
        &item.name,
        item.quantity,
        report.quantity_found.get(),
        report.quantity_damaged.get(),
        Some(report.quantity_missing.get()),
    )?;
    let (day, clock) = (Day(clock::day_of(tx.now)), now.wall().time().format("%H:%M:%S").to_string());
    let check = store::under_way(tx, report.environment_id, day, &clock)?.filter(|check| {
        let own = check.student_id == tx.who.id;
        rules::may_change_lines(check.status, own, Hand::of(tx.who.role))
    });
    let known = KnownItem {
        id: item.id,
        name: item.name,
        internal_code: item.internal_code,
        category: item.category,
        item_type: item.item_type,
        count,
    };
    let look = Look {
        count,
        notes: report.notes.0.map(String::from),
        photo_id: report.photo_id.0,
        method: Some(CountMethod::App),
        counted_by: Some(tx.who.id),
        counted_at: Some(now),
    };
    let check_id = check.as_ref().map(|check| check.id);
    let before = check_id.map(|id| store::look_at(tx, id, item.id)).transpose()?.flatten();
    let id = match before {
        Some((id, _)) => store::save_look(tx, id, &look, now).map(|()| id)?,
        None => {
            let environment_id = report.environment_id;
            store::insert_item(tx, &NewLine { check_id, environment_id, known: &known, look: &look, now })?
        }
    };
    if let Some(mut check) = check {
        add_up(tx, &mut check)?;
        check.updated_at = now;
        store::save(tx, &check)?;
    }
    let reported = CheckItemReported { status: "success".into(), item_id: item.id, check_item_id: id };
    let event = Event::create("inventory_check_item", id)
        .describe(format!("Equipo contado: {} ({})", known.name, known.internal_code))
        .after(&store::item(tx, id)?);
    Ok(Change::new(reported, event))
}
