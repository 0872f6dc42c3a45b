//! Lists of resources that whoever writes exports knows nothing of: a resource says in its entry
//! ([`Resource::EXPORTS`](super::Resource::EXPORTS)) which it has, who sees them, what they are cut to and in which columns they go out.
//!
//! A binary has the same ones in all its servers: they are known once, and the words of the wire are read by them.

use super::access::Caller;
use super::document::{Column, Words};
use super::sql::Selection;
use super::wire::{Day, Id, LocalTime};
use std::sync::OnceLock;

/// What a list can be cut to, with what people call it where it has no name of its own.
#[derive(Debug, Clone, Copy)]
pub enum ExportFilter {
    /// Words that are looked for.
    Search,
    /// A room.
    Room,
    /// A person.
    Person,
    /// A product.
    Product,
    /// A bin.
    Bin,
    /// A lot.
    Lot,
    /// A supplier.
    Supplier,
    /// Days between which something may be used for the last time.
    UseBy,
    /// A category of materials.
    ProductCategory,
    /// One of these words.
    Status(Words),
    /// One of these words, which is called so.
    Kind(&'static str, Words),
    /// In use or not.
    Active,
    /// Some days.
    Days,
    /// In one of these orders: the word of each, and how it is written of the rows `l`.
    Order(Orders),
}

/// The orders of a list beside its first.
pub type Orders = &'static [(&'static str, &'static str)];

/// What somebody cut a list to, judged. What the list doesn't take isn't here.
#[derive(Debug, Clone)]
pub struct ExportCut {
    /// Words that are looked for.
    pub search: Option<String>,
    /// A room.
    pub room: Option<Id>,
    /// A person.
    pub person: Option<Id>,
    /// A product.
    pub product: Option<Id>,
    /// A bin.
    pub bin: Option<Id>,
    /// A lot.
    pub lot: Option<Id>,
    /// A supplier.
    pub supplier: Option<Id>,
    /// The first of the last days of use.
    pub use_by_from: Option<Day>,
    /// The last of them.
    pub use_by_to: Option<Day>,
    /// A category of materials.
    pub product_category: Option<String>,
    /// A status: one of the list's words.
    pub status: Option<String>,
    /// A kind: one of the list's words.
    pub kind: Option<String>,
    /// In use or not.
    pub is_active: Option<bool>,
    /// The first instant of the days.
    pub from: Option<LocalTime>,
    /// The one after their last.
    pub until: Option<LocalTime>,
    /// Whether rows were chosen one by one: the list is to have all that the caller sees.
    pub is_chosen: bool,
    /// The day on which it is asked.
    pub today: Day,
}

impl ExportCut {
    /// Cut to nothing, on a day.
    pub fn whole(today: Day) -> Self {
        Self {
            search: None,
            room: None,
            person: None,
            product: None,
            bin: None,
            lot: None,
            supplier: None,
            use_by_from: None,
            use_by_to: None,
            product_category: None,
            status: None,
            kind: None,
            is_active: None,
            from: None,
            until: None,
            is_chosen: false,
            today,
        }
    }
}

/// A list as a table: its columns are read of the rows `l` of the list's own query, by the names that it has for them.
#[derive(Debug, Clone, Copy)]
pub struct Exported {
    /// What it is called on the wire.
    pub word: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// The roles that may read its pages.
    pub readers: u8,
    /// What it is cut to.
    pub filters: &'static [ExportFilter],
    /// Its columns.
    pub columns: &'static [Column],
    /// What stands in them.
    pub select: &'static str,
    /// In which order, unless rows were chosen or another order was: the list's own.
    pub order: &'static str,
    /// Its rows that somebody sees, by the very query that its pages are cut from.
    pub rows: fn(&Caller, ExportCut) -> Selection,
}

static KNOWN: OnceLock<Vec<Exported>> = OnceLock::new();

/// Takes note of all that the binary has; the first word counts.
pub fn know(lists: Vec<Exported>) {
    KNOWN.get_or_init(|| lists);
}

/// All that there are.
pub fn known() -> &'static [Exported] {
    KNOWN.get().map_or(&[], Vec::as_slice)
}
