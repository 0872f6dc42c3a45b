//! What a row of a file would do, asked of the inventory and its rules before anything is done.

use super::model::{ImportColumn, ImportVerdict};
use super::rules::known::{Categories, Known};
use super::rules::lines::{self, Draft};
use super::rules::rooms::Rooms;
use super::rules::written;
use super::store::{self, Judged};
use crate::campus::inventory::model::{Currency, Item, ItemFieldChange, ItemPatch, ItemRow, NewItem};
use crate::campus::{categories, inventory, item_fields};
use crate::kit::spreadsheet::RawRow;
use crate::kit::wire::{Listed, Money};
use crate::kit::{Error, LocalTime, Result, Scope};
use rusqlite::Connection;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// Judges the rows of a file, one after the other.
pub(super) struct Judge {
    scope: Scope,
    columns: Vec<ImportColumn>,
    known: Known,
    /// The rows that had a code or serial number first.
    codes: HashMap<String, i64>,
    /// The codes that rows make which may have parts: those that aren't refused, and are no parts themselves.
    wholes: HashSet<String>,
    serials: HashMap<String, i64>,
    /// Codes of the inventory that begin with zeros, by what is left without them.
    zeros: HashMap<String, Vec<String>>,
}

/// What the inventory says of a row, or why it refuses it; a fault of ours stays one.
fn said<T>(outcome: Result<T>) -> Result<Result<T, String>> {
    match outcome {
        Ok(value) => Ok(Ok(value)),
        Err(error @ (Error::Known(_) | Error::With(..))) => Ok(Err(error.sentence().into_owned())),
        Err(error) => Err(error),
    }
}

/// What is sent, as the inventory takes it.
fn taken<T: DeserializeOwned>(draft: &Draft, is_ahead: bool) -> Result<T> {
    let mut sent = draft.sent.clone();
    if is_ahead {
        // What it is a part of isn't there yet: an earlier row makes it.
        sent.remove("parent_code");
    }
    serde_json::from_value(Value::Object(sent)).map_err(Error::internal)
}

/// What a row says that its item is a part of.
struct Whole {
    /// Whether an earlier row of the file makes it.
    is_ahead: bool,
    /// How that changes the item.
    change: Option<ItemFieldChange>,
}

/// As SQLite's `nocase` compares.
fn key(text: &str) -> String {
    text.to_ascii_lowercase()
}

impl Judge {
    /// A judge of what somebody may do who keeps the rooms within a scope.
    pub(super) fn new(db: &Connection, scope: Scope, columns: Vec<ImportColumn>) -> Result<Self> {
        let mut zeros: HashMap<String, Vec<String>> = HashMap::new();
        for code in inventory::store::codes_with_zeros(db, scope)? {
            zeros.entry(key(code.trim_start_matches('0'))).or_default().push(code);
        }
        Ok(Self {
            scope,
            columns,
            known: Known {
                rooms: Rooms::of(store::rooms(db, scope)?),
                categories: Categories::of(categories::store::own(db)?),
                nine: categories::store::nine(db)?.into_iter().collect(),
                fields: item_fields::store::active(db)?,
            },
            codes: HashMap::new(),
            wholes: HashSet::new(),
            serials: HashMap::new(),
            zeros,
        })
    }

    /// Judges the next row.
    pub(super) fn row(&mut self, db: &Connection, row: &RawRow, now: LocalTime) -> Result<Judged> {
        let held = match lines::code(row, &self.columns) {
            Some(code) => inventory::store::with_code(db, &code)?,
            None => None,
        };
        let mut draft = lines::draft(row, &self.columns, &self.known, held.as_ref());
        if draft.code.is_none() && !draft.is_code_wrong {
            draft.refuse("falta el código interno (placa), por el que se reconoce cada equipo");
        }
        self.refuse_twice(&mut draft);
        match held {
            Some(item) => self.changed(db, draft, item, now),
            None => self.created(db, draft, now),
        }
    }

    /// Refuses a code or serial number that an earlier row of the file has.
    fn refuse_twice(&mut self, draft: &mut Draft) {
        let serial = draft.sent.get("serial_number").and_then(Value::as_str).map(str::to_owned);
        for (seen, value, word) in [
            (&mut self.codes, draft.code.clone(), "código interno"),
            (&mut self.serials, serial, "número de serie"),
        ] {
            let Some(value) = value else { continue };
            match seen.get(&key(&value)) {
                Some(earlier) => {
                    draft.refuse(format_args!(
                        "el {word} {value} ya está en la fila {earlier} de este archivo"
                    ));
                }
                None => {
                    seen.insert(key(&value), draft.number);
                }
            }
        }
    }

    /// What the item of a row is to be a part of: something that is there, or that an earlier row makes.
    fn whole(&self, db: &Connection, draft: &mut Draft, item: Option<&Item>) -> Result<Whole> {
        let code = draft.sent.get("parent_code").and_then(Value::as_str).map(str::to_owned);
        let Some(code) = code else { return Ok(Whole { is_ahead: false, change: None }) };
        let before = item.and_then(|it| it.parent_code.clone());
        let is_ahead = inventory::store::with_code(db, &code)?.is_none();
        if is_ahead && !self.wholes.contains(&key(&code)) {
            draft.refuse(format_args!(
                "no hay un equipo {code} que pueda tener partes, ni lo registran las filas anteriores"
            ));
        }
        let is_same = before.as_deref().is_some_and(|it| key(it) == key(&code));
        let change = ItemFieldChange { field: "parent_code".into(), before, after: Some(code) };
        Ok(Whole { is_ahead, change: Some(change).filter(|_| !is_same) })
    }

    fn created(&mut self, db: &Connection, mut draft: Draft, now: LocalTime) -> Result<Judged> {
        // No refusal: both plates may be there.
        if let Some(code) = &draft.code
            && code.bytes().all(|it| it.is_ascii_digit())
            && let Some(full) = self.zeros.get(&key(code))
        {
            let remark = format!(
                "no hay un equipo {code}, pero sí {}: si es ese, la hoja de cálculo quitó los ceros; escriba el código completo en \
                 una celda con formato de texto",
                full.join(" y ")
            );
            draft.remark(remark);
        }
        lines::complete_new(&mut draft);
        let (written, mut changes) = (written::resolve(&mut draft, &self.known, None), Vec::new());
        let whole = self.whole(db, &mut draft, None)?;
        if draft.reasons.is_empty() {
            let new = taken::<NewItem>(&draft, whole.is_ahead)?;
            match said(inventory::change::judged_new(db, self.scope, new, now))? {
                Ok((item, _)) => {
                    if !draft.sent.contains_key("parent_code") {
                        self.wholes.insert(key(&item.internal_code));
                    }
                    changes = self.shown_new(&item).into_iter().chain(whole.change).chain(written).collect();
                }
                Err(why) => draft.refuse(why),
            }
        }
        finished(draft, ImportVerdict::Create, None, changes)
    }

    fn changed(&self, db: &Connection, mut draft: Draft, item: Item, now: LocalTime) -> Result<Judged> {
        if said(inventory::store::get_within(db, self.scope, item.id))?.is_err() {
            let code = &item.internal_code;
            draft.refuse(format_args!(
                "el código {code} es de un equipo de otro centro, que usted no administra"
            ));
            // Nothing of it is told to somebody who may not see it.
            return finished(draft, ImportVerdict::Refused, None, Vec::new());
        }
        // It was found by its code: the file doesn't change how that is written.
        draft.sent.remove("internal_code");
        let (written, mut changes) = (written::resolve(&mut draft, &self.known, Some(&item)), Vec::new());
        let whole = self.whole(db, &mut draft, Some(&item))?;
        if draft.reasons.is_empty() {
            let patch = taken::<ItemPatch>(&draft, whole.is_ahead)?;
            match said(inventory::change::judged_edit(db, self.scope, &item, patch, now))? {
                Ok((after, _)) => {
                    changes =
                        self.shown(&item, &after).into_iter().chain(whole.change).chain(written).collect();
                }
                Err(why) => draft.refuse(why),
            }
        }
        let verdict = if changes.is_empty() { ImportVerdict::Unchanged } else { ImportVerdict::Change };
        finished(draft, verdict, Some(item), changes)
    }

    /// What changes, as the history of an item shows it.
    fn shown(&self, before: &Item, after: &ItemRow) -> Vec<ItemFieldChange> {
        let differences = inventory::rules::differences(&before.row(), after);
        // What it is a part of is told by its code.
        let differences = differences.into_iter().filter(|(field, ..)| *field != "parent_id");
        let shown = |(field, old, new): (&'static str, Option<String>, Option<String>)| match field {
            // The category that it had may be out of use.
            "category_id" => {
                ItemFieldChange { before: before.category_name.clone(), ..self.field(field, None, new) }
            }
            // The room that it comes from may be one that nobody can put anything into any more.
            "environment_id" => {
                ItemFieldChange { before: before.environment_name.clone(), ..self.field(field, None, new) }
            }
            "purchase_price" => {
                priced(old.map(|it| (it, before.currency)), new.map(|it| (it, after.currency)))
            }
            _ => self.field(field, old, new),
        };
        differences.map(shown).collect()
    }

    /// What a new item has beside its name and code, without what goes without saying.
    fn shown_new(&self, item: &ItemRow) -> Vec<ItemFieldChange> {
        let plain = |(field, value): &(&'static str, Option<String>)| {
            let value = value.as_deref();
            match *field {
                "id" | "name" | "internal_code" | "parent_id" | "created_at" | "updated_at" => true,
                "quantity" => value == Some("1"),
                "quantity_damaged" | "quantity_missing" => value == Some("0"),
                "item_type" => value == Some("individual"),
                "status" => value == Some("available"),
                "currency" => value == Some("COP"),
                _ => value.is_none(),
            }
        };
        let kept = inventory::rules::kept_values(item).into_iter().filter(|it| !plain(it));
        let shown = |(field, value): (&'static str, Option<String>)| match field {
            "purchase_price" => priced(None, value.map(|it| (it, item.currency))),
            _ => self.field(field, None, value),
        };
        kept.map(shown).collect()
    }

    /// A field as people read it: rooms by name.
    fn field(&self, field: &'static str, old: Option<String>, new: Option<String>) -> ItemFieldChange {
        let room = |id: Option<String>| id.and_then(|id| self.known.rooms.name(&id).map(str::to_owned));
        match field {
            "environment_id" => {
                ItemFieldChange { field: "environment_name".into(), before: room(old), after: room(new) }
            }
            "category_id" => {
                let name =
                    |id: Option<String>| id.and_then(|id| self.known.categories.name(&id).map(str::to_owned));
                ItemFieldChange { field: "category_name".into(), before: name(old), after: name(new) }
            }
            _ => ItemFieldChange { field: field.into(), before: old, after: new },
        }
    }
}

/// A price as people read it, in its currency: `$ 2.350.000`, `USD 1.234,50`.
fn priced(old: Option<(String, Currency)>, new: Option<(String, Currency)>) -> ItemFieldChange {
    let written = |(cents, currency): (String, Currency)| {
        let amount = cents.parse().ok().and_then(Money::from_cents);
        amount.map_or(cents, |amount| currency.written(amount))
    };
    ItemFieldChange { field: "purchase_price".into(), before: old.map(written), after: new.map(written) }
}

fn finished(
    draft: Draft,
    verdict: ImportVerdict,
    item: Option<Item>,
    changes: Vec<ItemFieldChange>,
) -> Result<Judged> {
    let name = draft.name().map(str::to_owned).or_else(|| item.as_ref().map(|it| it.name.clone()));
    let is_refused = !draft.reasons.is_empty();
    let sent = serde_json::to_string(&draft.sent).map_err(Error::internal)?;
    let is_sent = !is_refused && matches!(verdict, ImportVerdict::Create | ImportVerdict::Change);
    Ok(Judged {
        number: draft.number,
        verdict: if is_refused { ImportVerdict::Refused } else { verdict },
        internal_code: draft.code,
        name,
        item_id: item.as_ref().map(|it| it.id),
        reasons: Listed(if is_refused { draft.reasons } else { draft.remarks }),
        changes: Listed(changes),
        sent: is_sent.then_some(sent),
        version: item.map(|it| it.updated_at),
    })
}
