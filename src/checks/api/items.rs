//! HTTP of what the app counts item by item.

use super::count::check_photo;
use crate::app::Tag;
use crate::audit::Event;
use crate::caller::{Allow, Caller, Scope, role};
use crate::checks::model::{CheckItem, CheckItemRow, ItemReport, Method, Reported};
use crate::checks::rules::{self, Count, Hand};
use crate::checks::store::{self, Reach};
use crate::clock;
use crate::db::{Change, Db, Tx};
use crate::error::{Code, Result};
use crate::idempotency::{Attempt, Key};
use crate::inventory;
use crate::wire::{Body, Day, Id, LocalTime, Reply};
use poem_openapi::OpenApi;
use poem_openapi::param::Header;

/// The lines of checks under `/api/inventory-check-items`.
pub struct ItemApi {
    /// The database.
    pub db: Db,
}

#[OpenApi(prefix_path = "/api/inventory-check-items", tag = "Tag::Checks")]
impl ItemApi {
    /// Anota lo que se contó de un equipo. Solo queda escrito en la verificación; el equipo no cambia.
    #[oai(path = "/", method = "post", operation_id = "create_check_item")]
    async fn create(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// Clave para repetir la solicitud sin que se haga dos veces.
        #[oai(name = "Idempotency-Key")]
        key: Header<Key>,
        report: Body<ItemReport>,
    ) -> Result<Reply<Reported, 201>> {
        let (caller, attempt) = (who.clone(), Attempt::new(&who, key.0, &report.0));
        self.db.write(&who, move |tx| attempt.once(tx, || note(tx, &caller, report.0))).await
    }
}

/// Writes a count down: into the room's check that is under way, or for the one that will be begun (contract D47).
fn note(tx: &Tx<'_>, who: &Caller, report: ItemReport) -> Result<Change<Reported>> {
    let item = inventory::store::get_within(tx, who.equipment(), report.item_id)?;
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
        let own = check.student_id == who.id;
        rules::may_change_lines(check.status, own, Hand::of(who.role))
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
        counted_by: Some(who.id),
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
        super::advance::add_up(tx, &mut check)?;
        check.updated_at = now;
        store::save(tx, &check)?;
    }
    let reported = Reported { status: "success".into(), item_id: item.id, check_item_id: row.item.id };
    let event = Event::create("inventory_check_item", row.item.id)
        .describe(format!("Equipo contado: {} ({})", item.name, item.internal_code))
        .after(&row.item);
    Ok(Change::new(reported, event))
}
