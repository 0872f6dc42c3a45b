//! What the app counts item by item.

use super::count::check_photo;
use super::step::add_up;
use crate::campus::checks::model::{CheckItem, CheckItemRow, ItemReport, Method, Reported};
use crate::campus::checks::rules::{self, Count, Hand};
use crate::campus::checks::store::{self, Reach};
use crate::campus::inventory;
use crate::kit::access::{CallerTx, Scope};
use crate::kit::clock;
use crate::kit::db::{Change, Event};
use crate::kit::error::{Code, Result};
use crate::kit::wire::{Day, Id, LocalTime};

/// Writes a count down: into the room's check that is under way, or for the one that will be begun (contract D47).
pub fn note(tx: &CallerTx<'_>, report: ItemReport) -> Result<Change<Reported>> {
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
    let before = match &check {
        Some(check) => store::item_of(tx, check.id, item.id)?,
        None => None,
    };
    let is_new = before.is_none();
    let line = CheckItem {
        id: before.map_or_else(Id::new, |line| line.id),
        check_id: check.as_ref().map(|check| check.id),
        item_id: Some(item.id),
        item_name: item.name.clone(),
        internal_code: item.internal_code.clone(),
        category: item.category,
        item_type: item.item_type,
        status: count.status(),
        quantity_expected: count.expected,
        quantity_found: count.found,
        quantity_damaged: count.damaged,
        quantity_missing: count.missing,
        notes: report.notes.0.map(String::from),
        photo_id: report.photo_id.0,
        method: Some(Method::App),
        counted_by: Some(tx.who.id),
        counted_by_name: None,
        counted_at: Some(now),
    };
    let row = CheckItemRow { item: line, environment_id: report.environment_id, created_at: now };
    if is_new {
        store::insert_item(tx, &row)?;
    } else {
        store::save_item(tx, &row)?;
    }
    if let Some(check) = check {
        let mut check = store::get(tx, Reach::Rooms(Scope::Everything), check.id)?;
        add_up(tx, &mut check)?;
        check.updated_at = now;
        store::save(tx, &check)?;
    }
    let reported = Reported { status: "success".into(), item_id: item.id, check_item_id: row.item.id };
    let event = Event::create("inventory_check_item", row.item.id)
        .describe(format!("Equipo contado: {} ({})", item.name, item.internal_code))
        .after(&row.item);
    Ok(Change::new(reported, event))
}
