//! What the cells of a file may name: rooms, and the centre's own categories of equipment.

use super::rooms::Rooms;
use crate::campus::categories::model::Category;
use crate::campus::item_fields::model::ItemField;
use crate::kit::Id;
use crate::kit::sql::fold;
use std::collections::HashMap;

/// What somebody's file may name.
#[derive(Debug, Default)]
pub struct Known {
    /// The rooms that they keep.
    pub rooms: Rooms,
    /// The centre's own categories that are in use.
    pub categories: Categories,
    /// Each of the nine words, and the category that it is.
    pub nine: HashMap<String, Id>,
    /// The fields that categories ask for.
    pub fields: Vec<ItemField>,
}

/// The centre's own categories, by name.
#[derive(Debug, Default)]
pub struct Categories(HashMap<String, Category>);

/// Text for comparing: case, accents and blanks make no difference.
pub(super) fn plain(text: &str) -> String {
    fold(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Categories {
    /// These categories.
    pub fn of(categories: Vec<Category>) -> Self {
        Self(categories.into_iter().map(|it| (plain(&it.name), it)).collect())
    }

    /// The one that a text names.
    pub fn named(&self, text: &str) -> Option<&Category> {
        self.0.get(&plain(text))
    }

    /// What one is called, by its id.
    pub fn name(&self, id: &str) -> Option<&str> {
        self.0.values().find(|it| it.id.to_string() == id).map(|it| it.name.as_str())
    }
}
