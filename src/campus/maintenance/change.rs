//! What a write does to maintenance: [`ask`] for it, move a request on ([`work`], and its `items` with it), write down what was done ([`history`]), and
//! plan what comes again ([`plans`]).

mod ask;
pub mod history;
mod items;
pub mod plans;
pub mod work;

pub use ask::{ask, create};

use super::store;
use crate::campus::inventory::model::Item;
use crate::campus::{environments, inventory};
use crate::kit::{Caller, Code, Day, Error, Event, Id, Result, Role, Scope, Tx};

/// How many items a request or a plan has at most: all of it is written while everybody else's writes wait.
const MOST_ITEMS: usize = 200;

/// The rooms from which a person may ask for maintenance without naming an item.
fn asking(who: &Caller) -> Scope {
    match who.role {
        Role::AdminGeneral => Scope::Everything,
        Role::Supervisor | Role::Admin => who.keeping(),
        // Whoever stands before a broken thing may say so, also before they are linked to a room.
        Role::Student | Role::Instructor => who.center_id.map_or(Scope::Everything, Scope::Center),
    }
}

/// Refuses more items than a request has, none of them twice.
fn check_items<'a>(ids: impl ExactSizeIterator<Item = &'a Id>) -> Result<()> {
    if ids.len() > MOST_ITEMS {
        return Err(Code::MaintenanceTooManyItems.into());
    }
    let mut seen = std::collections::HashSet::new();
    for id in ids {
        if !seen.insert(*id) {
            return Err(Code::MaintenanceItemTwice.into());
        }
    }
    Ok(())
}

/// An item that somebody names in what they send, within a scope.
fn named_item(tx: &Tx<'_>, scope: Scope, id: Id) -> Result<Item> {
    inventory::store::get_within(tx, scope, id).map_err(|error| match error.code() {
        Code::ItemNotFound => Code::MaintenanceItemUnknown.into(),
        _ => error,
    })
}

/// Refuses items of several centres in one job: whoever looks after the first one's would change those of another.
///
/// # Errors
/// [`Code::MaintenanceItemUnknown`] with a sentence that names the item and says `instead`.
fn check_one_center<'a>(tx: &Tx<'_>, items: impl IntoIterator<Item = &'a Item>, instead: &str) -> Result<()> {
    let mut own = None;
    for item in items.into_iter().filter(|item| item.environment_id.is_some()) {
        let center = environments::store::center_of(tx, item.environment_id)?;
        if *own.get_or_insert(center) != center {
            let says = format!("{} ({}) es de otro centro: {instead}", item.name, item.internal_code);
            return Err(Error::With(Code::MaintenanceItemUnknown, says));
        }
    }
    Ok(())
}

/// Refuses a technician who isn't one of the room's centre.
fn check_technician(tx: &Tx<'_>, id: Option<Id>, room: Option<Id>) -> Result<()> {
    let Some(id) = id else { return Ok(()) };
    let center = environments::store::center_of(tx, room)?;
    if store::is_technician(tx, id, center)? {
        Ok(())
    } else {
        Err(Code::MaintenanceTechnicianUnknown.into())
    }
}

/// What becomes of the next maintenance of items after their plans have changed; `old` is the day that a plan had given them.
fn refresh_next(tx: &Tx<'_>, items: impl IntoIterator<Item = Id>, old: Option<Day>) -> Result<Vec<Event>> {
    let mut events = Vec::new();
    for id in items {
        let next = store::plans::next_day(tx, id)?;
        let known = inventory::store::get(tx, id)?.next_maintenance;
        // Without a plan, what somebody wrote stays.
        if next.is_none() && known != old {
            continue;
        }
        let upkeep = inventory::change::Upkeep { next: Some(next), ..inventory::change::Upkeep::NONE };
        events.extend(inventory::change::note_upkeep(tx, id, upkeep)?);
    }
    Ok(events)
}

/// The day of an item's last maintenance after something was done on a day.
fn last_after(item: &Item, day: Day) -> Option<Option<Day>> {
    item.last_maintenance.is_none_or(|last| last < day).then_some(Some(day))
}
