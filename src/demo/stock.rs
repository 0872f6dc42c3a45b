//! The demo's equipment.

use super::names::{BRANDS, GROUPS, MACHINES};
use super::{Agenda, Demo, JAIRO, pick, scatter, sent};
use crate::campus::inventory;
use crate::campus::inventory::model::{ItemCategory, ItemStatus, ItemType};
use crate::campus::inventory::rules::Quantities;
use crate::kit::{Id, Result};
use chrono::{DateTime, Utc};
use serde_json::json;

/// How many pieces of equipment there are.
const THINGS: u32 = 400;
/// How many rooms are checked; after them come the two warehouses.
pub(super) const CHECKED_ROOMS: u32 = 6;

/// Whom things were bought from.
const SUPPLIERS: [&str; 3] =
    ["Computadores del Otún S.A.S.", "Dotaciones Educativas Ltda.", "Audio y Video del Café"];

/// A piece of equipment, or a group of alike ones.
pub(super) struct Thing {
    pub(super) id: Id,
    /// What it is called, without its brand.
    pub(super) name: &'static str,
    /// The code on its plate.
    pub(super) code: String,
    /// Where it stands.
    pub(super) room: u32,
    /// How it is: what is broken or gone is found by a check, and mended until the next one that finds it well.
    pub(super) state: Quantities,
}

/// What is broken or gone of a thing of this number, and whether it is one of several alike.
struct Fate {
    room: u32,
    is_group: bool,
    luck: u32,
    state: Quantities,
}

impl Fate {
    fn of(n: u32) -> Self {
        // Six rooms with 50 things each, the two warehouses with the rest.
        let room = if n < 300 { n / 50 } else { CHECKED_ROOMS + n % 2 };
        let is_group = n % 10 >= 7;
        // In the visitor's room nothing is broken yet: a check there can end well.
        let luck = if room == 0 { 56 + scatter(n) % 10 } else { scatter(n) % 100 };
        let state = if is_group {
            let total = i64::from(10 + scatter(n) % 26);
            let damaged = i64::from(luck > 70) + i64::from(luck > 90);
            Quantities { total, damaged, missing: i64::from(luck.is_multiple_of(11)) }
        } else {
            Quantities { total: 1, damaged: i64::from(luck < 6), missing: i64::from((6..9).contains(&luck)) }
        };
        Self { room, is_group, luck, state }
    }

    /// A word of its own, for what is well and not simply there.
    fn status(&self) -> Option<ItemStatus> {
        match self.state.status() {
            ItemStatus::Available if self.luck > 94 => Some(ItemStatus::Maintenance),
            ItemStatus::Available if self.luck > 70 && self.room < CHECKED_ROOMS => Some(ItemStatus::InUse),
            _ => None,
        }
    }
}

/// What is noted of a thing of which pieces are broken.
fn note(state: Quantities) -> Option<&'static str> {
    (state.damaged > 0).then_some("Reportado en la última verificación")
}

impl Demo<'_> {
    /// When each thing is bought.
    pub(super) fn plan_stock(&self, agenda: &mut Agenda) {
        for n in 0..THINGS {
            agenda.add(self.days_ago(20 + scatter(n + 17) % 300), move |demo, at| demo.register(at, n));
        }
    }

    fn register(&mut self, at: DateTime<Utc>, n: u32) -> Result<()> {
        let fate = Fate::of(n);
        let (category, name, model) = if fate.is_group {
            *pick(&GROUPS, n / 10 * 3 + n % 10)?
        } else {
            *pick(&MACHINES, scatter(n + 3))?
        };
        let brand = *pick(&BRANDS, scatter(n + 5))?;
        let bought = i64::from(60 + scatter(n + 11) % 1_400);
        let code = format!("{}-{:05}", self.code, 10_200 + n);
        let serial = || format!("{}{:07}", brand.to_uppercase(), scatter(n + 23) % 10_000_000);
        // What stands in a room is well until a check finds otherwise.
        let (damaged, missing) =
            if fate.room < CHECKED_ROOMS { (0, 0) } else { (fate.state.damaged, fate.state.missing) };
        let is_looked_after = fate.luck > 40;
        let new = sent(json!({
            "environment_id": self.room(fate.room)?,
            "name": if fate.is_group { name.to_owned() } else { format!("{name} {brand}") },
            "serial_number": (!fate.is_group).then(serial),
            "internal_code": code,
            "category": category,
            "brand": brand,
            "model": model,
            "status": fate.status(),
            "purchase_date": self.day(-bought),
            // What is older than three years was bought before anybody kept the invoices.
            "purchase_price": (bought < 1_100).then(|| price(category, n)),
            "supplier_name": (bought < 1_100).then_some(*pick(&SUPPLIERS, n)?),
            "invoice_number": (bought < 1_100).then(|| format!("FE-{}", 4_000 + n / 6)),
            "warranty_expiry": (!fate.is_group).then(|| self.day(1_095 - bought)),
            "last_maintenance": is_looked_after.then(|| self.day(-i64::from(scatter(n + 29) % 180))),
            "next_maintenance": is_looked_after.then(|| self.day(i64::from(scatter(n + 31) % 180) - 10)),
            "notes": note(Quantities { damaged, ..fate.state }),
            "quantity": fate.state.total,
            "quantity_damaged": damaged,
            "quantity_missing": missing,
            "item_type": if fate.is_group { ItemType::Group } else { ItemType::Individual },
        }))?;
        let item = self.acts(at, JAIRO, |tx| inventory::change::add(tx, new))?;
        self.things.insert(n, Thing { id: item.id, name, code, room: fate.room, state: fate.state });
        Ok(())
    }

    /// The things of a room.
    pub(super) fn things_of(&self, room: u32) -> impl Iterator<Item = &Thing> {
        self.things.values().filter(move |thing| thing.room == room)
    }

    /// Enters what has broken or gone since the last checks, and notes what they found.
    pub(super) fn report(&self, at: DateTime<Utc>) -> Result<()> {
        let in_rooms = self.things.values().filter(|thing| thing.room < CHECKED_ROOMS);
        for Thing { id, state, .. } in in_rooms.filter(|it| it.state.damaged + it.state.missing > 0) {
            let patch = sent(json!({
                "quantity_damaged": state.damaged, "quantity_missing": state.missing, "notes": note(*state),
            }))?;
            self.acts(at, JAIRO, |tx| inventory::change::edit(tx, *id, patch))?;
        }
        Ok(())
    }
}

/// What one piece cost, in pesos, rounded as prices are.
fn price(category: ItemCategory, n: u32) -> u32 {
    let about = match category {
        ItemCategory::Computer => 2_600_000,
        ItemCategory::Projector => 2_900_000,
        ItemCategory::Tv => 2_100_000,
        ItemCategory::Camera => 240_000,
        ItemCategory::Tablet => 1_150_000,
        ItemCategory::Microphone => 180_000,
        ItemCategory::Keyboard => 55_000,
        ItemCategory::Mouse => 38_000,
        ItemCategory::Other => 130_000,
    };
    (about * (85 + scatter(n + 37) % 30) / 100).next_multiple_of(1_000)
}
