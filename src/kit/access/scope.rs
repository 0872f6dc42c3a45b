//! Scope: which rooms' rows a caller may see or change. `roles.md` is the source of each rule.

use super::Caller;
use crate::kit::access::Role;
use crate::kit::sql::Filter;
use crate::kit::wire::Id;

/// A set of rooms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Every room, and what has no room.
    Everything,
    /// The rooms of one centre, and what has no room.
    Center(Id),
    /// One room, and the warehouses of its centre.
    RoomAndWarehouses(Id),
    /// One room.
    Room(Id),
    /// No room.
    Nothing,
}

/// The two conditions that a query needs to be cut to a scope: each names the room's columns as the query does.
pub struct RoomColumns {
    /// Compares the room's centre with `:scope`, and lets rows without a room pass.
    pub center: &'static str,
    /// Compares the room with `:scope`, or takes the warehouses of that room's centre.
    pub room_and_warehouses: &'static str,
    /// Compares the room with `:scope`.
    pub room: &'static str,
}

impl Caller {
    /// The rooms whose equipment the caller sees and counts.
    pub fn equipment(&self) -> Scope {
        match self.role {
            Role::Student => self.environment_id.map_or(Scope::Nothing, Scope::Room),
            Role::Instructor => self.environment_id.map_or(Scope::Nothing, Scope::RoomAndWarehouses),
            Role::Supervisor | Role::Admin => self.center_id.map_or(Scope::Everything, Scope::Center),
            Role::AdminGeneral => Scope::Everything,
        }
    }

    /// The rooms in which the caller may change things that belong to a room.
    pub fn keeping(&self) -> Scope {
        match self.role {
            Role::Student | Role::Instructor => Scope::Nothing,
            Role::Supervisor | Role::Admin | Role::AdminGeneral => self.equipment(),
        }
    }
}

impl Scope {
    /// Cuts a query to this scope.
    pub fn within<'a>(self, filter: Filter<'a>, columns: &RoomColumns) -> Filter<'a> {
        match self {
            Self::Everything => filter,
            Self::Center(id) => filter.always(columns.center).bind(":scope", id),
            Self::RoomAndWarehouses(id) => filter.always(columns.room_and_warehouses).bind(":scope", id),
            Self::Room(id) => filter.always(columns.room).bind(":scope", id),
            Self::Nothing => filter.always("false"),
        }
    }
}
