//! What of an asset is what of an item. Pure.

use super::model::{AssetPatch, NewAsset};
use crate::campus::inventory::model::{ItemCategory, ItemPatch, NewItem};
use crate::campus::inventory::rules::called;
use crate::kit::{Blank, Code, Error, Field, FromText, Id, Keep, Line};

/// The category that a kind is of: what people and programs call each of the nine is known, anything else is "other".
pub fn category(asset_type: &str) -> ItemCategory {
    called::category(asset_type).unwrap_or(ItemCategory::Other)
}

/// The plate number of an asset that was registered without one: `ACT-` and the last twelve figures of an id, which are by chance. Another
/// item that has it by then is refused as any other plate.
///
/// # Errors
/// Never, as long as a line of text takes letters and figures.
pub fn plate(id: Id) -> Result<Line<1, 100>, Error> {
    let figures: String = id.to_string().chars().filter(char::is_ascii_hexdigit).collect();
    let end: String = figures.chars().skip(20).collect();
    Line::from_text(&format!("ACT-{}", end.to_uppercase())).map_err(Error::internal)
}

/// The item that a new asset is; `plate` is its number unless it brings one.
pub fn item_of(new: NewAsset, plate: Line<1, 100>) -> NewItem {
    NewItem {
        environment_id: new.environment_id,
        name: new.name,
        serial_number: new.serial_number,
        internal_code: new.internal_code.0.unwrap_or(plate),
        category: category(new.asset_type.as_str()),
        category_id: Blank(None),
        brand: Blank(None),
        model: Blank(None),
        status: new.status,
        purchase_date: new.purchase_date,
        purchase_price: new.purchase_price,
        currency: new.currency,
        supplier_name: Blank(None),
        supplier_nit: Blank(None),
        invoice_number: Blank(None),
        warranty_expiry: Blank(None),
        last_maintenance: Blank(None),
        next_maintenance: Blank(None),
        image_url: Blank(None),
        description: new.description,
        asset_type: Blank(Some(new.asset_type)),
        notes: Blank(None),
        custom_fields: Blank(None),
        parent_id: Blank(None),
        parent_code: Blank(None),
        quantity: Blank(None),
        quantity_damaged: Blank(None),
        quantity_missing: Blank(None),
        item_type: Blank(None),
    }
}

/// What a change of an asset changes of its item, whose kind was `known`. The category follows a kind that is new: somebody may have
/// put it right since.
pub fn item_patch(patch: AssetPatch, known: &str) -> ItemPatch {
    let renamed = patch.asset_type.0.filter(|asset_type| asset_type.as_str() != known);
    ItemPatch {
        environment_id: patch.environment_id,
        name: patch.name,
        serial_number: patch.serial_number,
        internal_code: patch.internal_code,
        category: Keep(renamed.as_ref().map(|asset_type| category(asset_type.as_str()))),
        status: patch.status,
        purchase_date: patch.purchase_date,
        purchase_price: patch.purchase_price,
        currency: patch.currency,
        description: patch.description,
        asset_type: renamed.map_or_else(Default::default, Field::Set),
        ..ItemPatch::default()
    }
}

/// A refusal of the inventory as clients of the asset API are told: what is taken, and who has
/// what is to be deleted, is a conflict, with the inventory's sentence.
pub fn conflict(error: Error) -> Error {
    let code = match error.code() {
        code if code == Code::SerialNumberTaken => Code::AssetSerialTaken,
        code if code == Code::InternalCodeTaken => Code::AssetCodeTaken,
        code if code == Code::ItemInCharge => Code::AssetInCharge,
        _ => return error,
    };
    match error {
        Error::With(_, sentence) => Error::With(code, sentence),
        _ => code.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    fn new(asset_type: &str) -> NewAsset {
        serde_json::from_value(serde_json::json!({ "name": "Torno", "asset_type": asset_type })).unwrap()
    }

    #[test]
    fn a_kind_is_of_one_of_the_nine_categories() {
        for (kind, category) in [
            ("Laptop", ItemCategory::Computer),
            ("portátil", ItemCategory::Computer),
            ("VIDEO BEAM", ItemCategory::Projector),
            ("teclado", ItemCategory::Keyboard),
            ("mouse", ItemCategory::Mouse),
            ("Televisor", ItemCategory::Tv),
            ("webcam", ItemCategory::Camera),
            ("micrófono", ItemCategory::Microphone),
            ("tablet", ItemCategory::Tablet),
            ("Torno paralelo", ItemCategory::Other),
        ] {
            assert_eq!(item_of(new(kind), plate(Id::new()).unwrap()).category, category, "{kind}");
        }
    }

    #[test]
    fn plates_of_a_morning_differ() {
        let plates: HashSet<String> = (0..2_000).map(|_| plate(Id::new()).unwrap().into_string()).collect();
        assert_eq!(plates.len(), 2_000);
        assert!(plates.iter().all(|it| it.len() == 16 && it.starts_with("ACT-")));
    }

    #[test]
    fn the_category_follows_a_kind_only_when_that_changes() {
        let patch = || serde_json::from_value(serde_json::json!({ "asset_type": "Torno" })).unwrap();
        let same = item_patch(patch(), "Torno");
        assert!(same.category.0.is_none() && same.asset_type.value().is_none());
        let other = item_patch(patch(), "Laptop");
        assert_eq!(
            (other.category.0, other.asset_type.value().map(Line::as_str)),
            (Some(ItemCategory::Other), Some("Torno"))
        );
        let silent = item_patch(AssetPatch::default(), "Torno");
        assert!(silent.category.0.is_none() && silent.asset_type == Field::Absent);
    }
}
