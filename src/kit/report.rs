//! Reports of resources that whoever makes reports knows nothing of: a resource says in its entry
//! ([`Resource::REPORTS`](super::Resource::REPORTS)) which it has, who may have them, what they are cut to and how they are written.
//!
//! A binary has the same ones in all its servers: they are known once, and the words of the wire are read by them.

use super::access::{Caller, Role, Scope};
use super::document::{Words, Writer};
use super::error::Result;
use super::wire::{Day, Id};
use rusqlite::Connection;
use std::sync::OnceLock;

/// What a report can be cut to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReportFilter {
    /// Some days.
    Days,
    /// A room.
    Room,
    /// A kind of equipment.
    Category,
    /// A status of its own.
    Status,
    /// A person.
    Person,
    /// A category of materials, which are the centre's own words.
    ProductCategory,
    /// So many days from today on.
    Ahead,
}

/// What somebody asked for, judged: within whose sight, and cut to what.
#[derive(Debug, Clone)]
pub struct ReportCut {
    /// The rooms that it may be of.
    pub scope: Scope,
    /// The first day.
    pub from: Option<Day>,
    /// The last day.
    pub until: Option<Day>,
    /// One room.
    pub room: Option<Id>,
    /// A category of materials.
    pub product_category: Option<String>,
    /// One of the report's statuses.
    pub status: Option<String>,
    /// How many days ahead it looks.
    pub ahead: Option<i64>,
    /// Whether it tells who did what: that is for those who keep rooms.
    pub tells_work: bool,
    /// The day on which it is made.
    pub today: Day,
}

/// A kind of report.
#[derive(Debug, Clone, Copy)]
pub struct Reported {
    /// What it is called on the wire.
    pub word: &'static str,
    /// What it is called when nobody gives it a title.
    pub title: &'static str,
    /// Whether a role may have it.
    pub is_for: fn(Role) -> bool,
    /// The rooms that somebody's are of.
    pub scope: fn(&Caller) -> Scope,
    /// What it is cut to.
    pub filters: &'static [ReportFilter],
    /// The words that its status may be, and what people call that.
    pub statuses: (&'static str, Words),
    /// Whether its tables want a sheet on its side.
    pub is_wide: bool,
    /// How many rows it would have.
    pub count: fn(&Connection, &ReportCut) -> Result<i64>,
    /// Writes it.
    pub write: fn(&Connection, &ReportCut, &mut Writer<'_>) -> Result<()>,
}

static KNOWN: OnceLock<Vec<Reported>> = OnceLock::new();

/// Takes note of all that the binary has; the first word counts.
pub fn know(reports: Vec<Reported>) {
    KNOWN.get_or_init(|| reports);
}

/// All that there are.
pub fn known() -> &'static [Reported] {
    KNOWN.get().map_or(&[], Vec::as_slice)
}
