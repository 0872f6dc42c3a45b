//! Quantities, status, and what changed between two versions of an item. Pure.

use super::model::{ItemFieldChange, ItemHistoryEntry, ItemRow, ItemStatus, ItemType};
use crate::campus::audit::model::AuditEntry;
use crate::kit::wire::Money;
use crate::kit::{Code, Result};
use rusqlite::ToSql;
use rusqlite::types::{ToSqlOutput, Value as Kept, ValueRef};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

pub mod called;
mod value;
mod written;

pub use value::{book_cents, item_value, life_ends, priced, sums};

/// How the path of a photo of equipment begins.
pub const PICTURES: &str = "/api/item-pictures/files/";

/// What an item shows after a change that was sent with an address: which of our own it is, its gallery says. The app sends all back that it
/// has read, with the name by which it found this server, and the photo may be gone since.
pub fn shown_address(sent: Option<String>, had: Option<&str>) -> Option<String> {
    if sent.as_deref().is_some_and(|it| it.contains(PICTURES)) { had.map(str::to_owned) } else { sent }
}

/// How many pieces there are, and of these how many are damaged and missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quantities {
    /// All pieces.
    pub total: i64,
    /// Pieces that are there and don't work.
    pub damaged: i64,
    /// Pieces that are not there.
    pub missing: i64,
}

impl Quantities {
    /// The figures of an item.
    pub fn of(item: &ItemRow) -> Self {
        Self { total: item.quantity, damaged: item.quantity_damaged, missing: item.quantity_missing }
    }

    /// What was counted: the number found in good state, not the total (contract D47).
    pub fn counted(good: i64, damaged: i64, missing: i64) -> Self {
        Self { total: good + damaged + missing, damaged, missing }
    }

    /// What was counted by somebody who doesn't know of loans, of an item that had `total` pieces of which some are `lent`: what they
    /// miss of these is with its borrower, and what they don't speak of isn't gone.
    pub fn counted_beside_loans(good: i64, damaged: i64, missing: i64, total: i64, lent: i64) -> Self {
        let hidden = lent.min(missing);
        let sum = good + damaged + missing;
        let unsaid = (lent - hidden).min((total - sum).max(0));
        Self { total: sum + unsaid, damaged, missing: missing - hidden }
    }

    /// The same figures, where pieces that nobody saw are with whoever has the item in charge: of these, as many are damaged as were
    /// `known` to be.
    pub fn with_holder(self, good: i64, known: i64) -> Self {
        let unseen = (self.total - good - self.damaged - self.missing).max(0);
        Self { damaged: self.damaged + (known - self.damaged).clamp(0, unseen), ..self }
    }

    /// Refuses figures that can't be.
    ///
    /// # Errors
    /// [`Code::NothingCounted`], [`Code::QuantitiesExceed`], [`Code::IndividualQuantity`].
    pub fn check(self, item_type: ItemType) -> Result<()> {
        if self.total < 1 {
            Err(Code::NothingCounted.into())
        } else if self.damaged + self.missing > self.total {
            Err(Code::QuantitiesExceed.into())
        } else if item_type == ItemType::Individual && self.total != 1 {
            Err(Code::IndividualQuantity.into())
        } else {
            Ok(())
        }
    }

    /// The status that follows from the figures: missing before damaged.
    pub fn status(self) -> ItemStatus {
        if self.missing > 0 {
            ItemStatus::Missing
        } else if self.damaged > 0 {
            ItemStatus::Damaged
        } else {
            ItemStatus::Available
        }
    }
}

/// Refuses a price that makes all pieces together worth more than any amount that is kept: sums of the inventory stay whole numbers.
///
/// # Errors
/// [`Code::ItemValueTooLarge`].
pub fn check_value(price: Option<Money>, pieces: i64) -> Result<()> {
    match price {
        Some(price) if price.times(pieces).is_none() => Err(Code::ItemValueTooLarge.into()),
        _ => Ok(()),
    }
}

/// The status after a change: a changed figure decides, else the chosen status, else the old one (contract D46).
pub fn status_after(
    before: Quantities,
    after: Quantities,
    chosen: Option<ItemStatus>,
    old: ItemStatus,
) -> ItemStatus {
    if before == after { chosen.unwrap_or(old) } else { after.status() }
}

/// The status after a count. A word that speaks of the pieces (damaged, missing, lost) follows what was counted; another
/// one stays unless a figure changes.
pub fn status_after_count(before: Quantities, after: Quantities, old: ItemStatus) -> ItemStatus {
    match old {
        ItemStatus::Damaged | ItemStatus::Missing | ItemStatus::Lost => after.status(),
        ItemStatus::Available | ItemStatus::InUse | ItemStatus::Maintenance | ItemStatus::Good => {
            status_after(before, after, None, old)
        }
    }
}

/// Whether somebody begins or ends work on an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// Neither.
    Unchanged,
    /// Somebody has it in hands now.
    Begun,
    /// Nobody has any more.
    Ended,
}

/// The status after work. A single machine is in maintenance while somebody works on it; of a group the others can be used. What is
/// lost stays lost until somebody counts it.
pub fn status_after_work(
    before: Quantities,
    after: Quantities,
    work: Work,
    item_type: ItemType,
    old: ItemStatus,
) -> ItemStatus {
    match (old, work) {
        (ItemStatus::Lost, _) => ItemStatus::Lost,
        (_, Work::Begun) if item_type == ItemType::Individual => ItemStatus::Maintenance,
        (ItemStatus::Maintenance, Work::Ended) => after.status(),
        (ItemStatus::Maintenance, Work::Begun | Work::Unchanged) => ItemStatus::Maintenance,
        _ => status_after_count(before, after, old),
    }
}

/// Which members of two versions of a row differ, by name; `updated_at` always does and is left out.
pub fn changes(before: &Map<String, Value>, after: &Map<String, Value>) -> Vec<ItemFieldChange> {
    let text = |value: Option<&Value>| match value {
        None | Some(Value::Null) => None,
        Some(Value::String(text)) => Some(text.clone()),
        Some(other) => Some(other.to_string()),
    };
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    names
        .into_iter()
        .filter(|name| {
            !matches!(
                name.as_str(),
                "updated_at"
                    | "environment_id"
                    | "category_id"
                    | "category_icon"
                    | "custom_fields"
                    | "parent_id"
                    | "parent_name"
                    | "parts_count"
            )
        })
        .filter(|name| before.get(*name) != after.get(*name))
        .map(|name| ItemFieldChange {
            field: name.clone(),
            before: text(before.get(name)),
            after: text(after.get(name)),
        })
        .chain(written::changes(before.get("custom_fields"), after.get("custom_fields")))
        .collect()
}

/// What is kept of an item, each column with its value as text.
pub fn kept_values(item: &ItemRow) -> Vec<(&'static str, Option<String>)> {
    item.fields().into_iter().map(|(name, value)| (name.trim_start_matches(':'), kept_text(value))).collect()
}

/// In which columns two versions of a row differ, and how. `updated_at` is left out.
pub fn differences(before: &ItemRow, after: &ItemRow) -> Vec<(&'static str, Option<String>, Option<String>)> {
    let both = kept_values(before).into_iter().zip(kept_values(after));
    both.filter(|((name, old), (_, new))| *name != "updated_at" && old != new)
        .map(|((name, old), (_, new))| (name, old, new))
        .collect()
}

/// A value as text, as it is kept.
fn kept_text(value: &dyn ToSql) -> Option<String> {
    match value.to_sql().ok()? {
        ToSqlOutput::Borrowed(ValueRef::Integer(number)) | ToSqlOutput::Owned(Kept::Integer(number)) => {
            Some(number.to_string())
        }
        ToSqlOutput::Borrowed(ValueRef::Text(text)) => Some(String::from_utf8_lossy(text).into_owned()),
        ToSqlOutput::Owned(Kept::Text(text)) => Some(text),
        // No column of an item is of another type.
        _ => None,
    }
}

/// An audit entry as the people who look after equipment read it.
pub fn history_entry(entry: AuditEntry) -> ItemHistoryEntry {
    let values = &entry.new_values.0;
    let row = |name: &str| values.get(name).and_then(Value::as_object);
    let changes = match (row("before"), row("after")) {
        (Some(before), Some(after)) => changes(before, after),
        _ => Vec::new(),
    };
    let description = values.get("description").and_then(Value::as_str).unwrap_or_default().to_owned();
    ItemHistoryEntry {
        id: entry.id,
        action: entry.action,
        description,
        user_name: entry.user_name,
        user_email: entry.user_email,
        created_at: entry.created_at,
        changes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn status() -> impl Strategy<Value = ItemStatus> {
        (0..ItemStatus::ALL.len()).prop_map(|n| ItemStatus::ALL[n])
    }

    fn group() -> impl Strategy<Value = Quantities> {
        (0i64..40, 0i64..40, 0i64..40)
            .prop_map(|(good, damaged, missing)| Quantities::counted(good, damaged, missing))
            .prop_filter("at least one piece", |it| it.total > 0)
    }

    proptest! {
        #[test]
        fn a_count_never_loses_a_piece(good in 0i64..100, damaged in 0i64..100, missing in 0i64..100) {
            let counted = Quantities::counted(good, damaged, missing);
            prop_assert_eq!(counted.check(ItemType::Group).is_ok(), good + damaged + missing > 0);
            prop_assert_eq!(counted.total - counted.damaged - counted.missing, good);
        }

        #[test]
        fn a_chosen_status_stays_unless_a_figure_changes(
            before in group(), after in group(), chosen in status(), old in status(),
        ) {
            let result = status_after(before, after, Some(chosen), old);
            if before == after {
                prop_assert_eq!(result, chosen);
            } else {
                prop_assert_eq!(result, after.status());
            }
            prop_assert_eq!(status_after(before, before, None, old), old);
        }

        #[test]
        fn more_broken_than_there_are_is_refused(total in 1i64..50, damaged in 0i64..60, missing in 0i64..60) {
            let quantities = Quantities { total, damaged, missing };
            prop_assert_eq!(quantities.check(ItemType::Group).is_ok(), damaged + missing <= total);
        }
    }

    #[test]
    fn what_is_lent_is_neither_missing_nor_gone() {
        let figures = |good, damaged, missing, total, lent| {
            let it = Quantities::counted_beside_loans(good, damaged, missing, total, lent);
            (it.total, it.damaged, it.missing)
        };
        // Ten keyboards of which two are lent.
        assert_eq!(figures(8, 0, 2, 10, 2), (10, 0, 0));
        assert_eq!(figures(8, 0, 0, 10, 2), (10, 0, 0), "nobody spoke of them");
        assert_eq!(figures(6, 1, 3, 10, 2), (10, 1, 1));
        assert_eq!(
            figures(5, 0, 1, 10, 2),
            (7, 0, 0),
            "those that nobody speaks of but the lent ones are gone"
        );
        assert_eq!(figures(12, 0, 0, 10, 2), (12, 0, 0));
        assert_eq!(figures(0, 0, 1, 1, 1), (1, 0, 0));
        assert_eq!(figures(7, 2, 3, 10, 0), (12, 2, 3), "without a loan the sum is the total");
    }

    #[test]
    fn a_single_machine_is_one_piece() {
        assert!(Quantities::counted(0, 1, 0).check(ItemType::Individual).is_ok());
        assert!(Quantities::counted(1, 1, 0).check(ItemType::Individual).is_err());
    }

    #[test]
    fn a_machine_is_in_maintenance_while_somebody_works_on_it() {
        let (whole, broken) = (Quantities::counted(1, 0, 0), Quantities::counted(0, 1, 0));
        let single =
            |before, after, work, old| status_after_work(before, after, work, ItemType::Individual, old);
        assert_eq!(single(broken, broken, Work::Begun, ItemStatus::Damaged), ItemStatus::Maintenance);
        assert_eq!(single(broken, whole, Work::Ended, ItemStatus::Maintenance), ItemStatus::Available);
        assert_eq!(single(broken, broken, Work::Ended, ItemStatus::Maintenance), ItemStatus::Damaged);
        assert_eq!(single(broken, whole, Work::Unchanged, ItemStatus::Damaged), ItemStatus::Available);
        assert_eq!(single(whole, whole, Work::Unchanged, ItemStatus::Maintenance), ItemStatus::Maintenance);
        assert_eq!(single(whole, whole, Work::Begun, ItemStatus::Lost), ItemStatus::Lost);
        let some = Quantities::counted(3, 1, 0);
        let group = status_after_work(some, some, Work::Begun, ItemType::Group, ItemStatus::InUse);
        assert_eq!(group, ItemStatus::InUse, "the others can be used");
    }

    #[test]
    fn what_turns_up_whole_is_no_longer_lost_or_damaged() {
        let one = Quantities::counted(1, 0, 0);
        for gone in [ItemStatus::Lost, ItemStatus::Damaged, ItemStatus::Missing] {
            assert_eq!(status_after_count(one, one, gone), ItemStatus::Available);
        }
        assert_eq!(status_after_count(one, one, ItemStatus::InUse), ItemStatus::InUse);
    }
}
