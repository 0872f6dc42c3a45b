//! SQL of statistics; what is longer than a few lines lies in `sql/`.
//!
//! Every query is cut to rooms: a table `rooms` of those that the caller may see stands before it, with one row without a name for
//! what has no room, if that is in sight too.

use crate::kit::access::room;
use crate::kit::sql::Filter;
use crate::kit::{Id, RoomColumns, Scope};
use rusqlite::ToSql;

mod checks;
mod home;
mod loans;
mod maintenance;
mod stock;

pub use {checks::*, home::*, loans::*, maintenance::*, stock::*};

const ROOM: RoomColumns = room!("e.id", "e.center_id");

/// The rooms that a figure is of: those of a scope, or one of them.
#[derive(Debug, Clone, Copy)]
pub struct RoomsAsked {
    /// What the caller may see.
    pub scope: Scope,
    /// The one that they asked for.
    pub environment_id: Option<Id>,
}

/// A `select`, or the tables before one, to stand behind other tables; without the line that says what it is.
fn behind(text: &str) -> String {
    let text =
        text.split_once('\n').filter(|(line, _)| line.starts_with("--")).map_or(text, |(_, rest)| rest);
    let glue = if text.starts_with("select") { "" } else { "," };
    format!("{glue}\n{text}")
}

/// A query that knows its rooms, and their values.
struct Asked<'a> {
    text: String,
    filter: Filter<'a>,
}

impl<'a> Asked<'a> {
    /// `text` is a `select`, or the tables before one.
    fn of(rooms: RoomsAsked, text: &str) -> Self {
        let RoomsAsked { scope, environment_id } = rooms;
        let filter = Filter::default().when("e.id = :environment_id", ":environment_id", environment_id);
        let filter = scope.within(filter, &ROOM);
        let sees_unplaced = environment_id.is_none() && matches!(scope, Scope::Everything | Scope::Center(_));
        let unplaced = if sees_unplaced { "\nunion all\nselect '', null, 0" } else { "" };
        let text = format!(
            "with rooms as materialized (
             select e.id, e.name, e.is_warehouse
             from environments e{}{unplaced}
             ){}",
            filter.clause(),
            behind(text)
        );
        Self { text, filter }
    }

    fn params<'b>(&'b self, more: &[(&'b str, &'b dyn ToSql)]) -> Vec<(&'b str, &'b dyn ToSql)> {
        let mut params = self.filter.params();
        params.extend_from_slice(more);
        params
    }
}
