//! Scope: which rooms' rows a caller may see or change. Who may call what is written out by the tests, in the snapshot of the roles.

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

/// The conditions that a query needs to be cut to a scope: each names the room's columns as the query does. Made by `room!`.
pub struct RoomColumns {
    /// Compares the room's centre with `:scope`, and lets rows without a room pass if the query has such.
    pub center: &'static str,
    /// Compares the room with `:scope`, and takes the warehouses of that room's centre if the query lets them be seen.
    pub room_and_warehouses: &'static str,
    /// Compares the room with `:scope`.
    pub room: &'static str,
}

/// Makes [`RoomColumns`] of a query's column of the room and of the room's centre. What more there is says so:
///
/// - `room!("s.environment_id", "e.center_id")` — rows of a room; of [`Scope::RoomAndWarehouses`] it is the room alone
/// - `room!("a.environment_id" or null, …)` — a centre's people also see what has no room
/// - `room!(…, warehouses "e.is_warehouse")` — whoever sees a room sees the warehouses of its centre
/// - `room!(…, or "r.user_id = :own")` — and rows that are seen whatever the room
macro_rules! room {
    (
        $room:literal $(or $null:ident)?, $center:literal $(, warehouses $is_warehouse:literal)? $(, or $own:literal)?
    ) => {
        $crate::kit::access::RoomColumns {
            center: concat!(
                $($room, " is ", stringify!($null), " or ",)? $center, " = :scope" $(, " or ", $own)?
            ),
            room_and_warehouses: concat!(
                $room, " = :scope"
                $(
                    , " or (", $is_warehouse, " = 1 and ", $center,
                    " = (select center_id from environments where id = :scope))"
                )?
                $(, " or ", $own)?
            ),
            room: concat!($room, " = :scope" $(, " or ", $own)?),
        }
    };
}

pub(crate) use room;

impl Caller {
    /// The centre whose rows the caller is kept to, beside those of all centres; `None` is every centre's. Who keeps a centre and
    /// has none is kept to one that there isn't.
    pub fn own_center(&self) -> Option<Id> {
        match self.role {
            Role::Student | Role::Instructor => self.center_id,
            Role::Supervisor | Role::Admin => Some(self.center_id.unwrap_or(Id::from_bits(0))),
            Role::AdminGeneral => None,
        }
    }

    /// The rooms whose equipment the caller sees and counts.
    pub fn equipment(&self) -> Scope {
        match self.role {
            Role::Student => self.environment_id.map_or(Scope::Nothing, Scope::Room),
            Role::Instructor => self.environment_id.map_or(Scope::Nothing, Scope::RoomAndWarehouses),
            Role::Supervisor | Role::Admin => self.center_id.map_or(Scope::Nothing, Scope::Center),
            Role::AdminGeneral => Scope::Everything,
        }
    }

    /// The rooms that the caller may link themself to: those of their centre, of which an apprentice who has none finds the first.
    pub fn linking(&self) -> Scope {
        match self.role {
            Role::Student => self.center_id.map_or(Scope::Everything, Scope::Center),
            Role::Instructor | Role::Supervisor | Role::Admin => {
                self.center_id.map_or(Scope::Nothing, Scope::Center)
            }
            Role::AdminGeneral => Scope::Everything,
        }
    }

    /// The rooms in which an instructor may plan their own classes.
    pub fn teaching(&self) -> Scope {
        self.center_id.map_or(Scope::Nothing, Scope::Center)
    }

    /// The warehouses whose materials the caller sees: those of their centre.
    pub fn materials(&self) -> Scope {
        match self.role {
            Role::Student => Scope::Nothing,
            Role::Instructor | Role::Supervisor | Role::Admin => {
                self.center_id.map_or(Scope::Nothing, Scope::Center)
            }
            Role::AdminGeneral => Scope::Everything,
        }
    }

    /// The warehouses in which the caller puts away and hands out materials: the one that they are linked to, or those of
    /// their centre, also when they are linked to a room that is none.
    pub fn storing(&self) -> Scope {
        match self.role {
            Role::Student | Role::Instructor | Role::Supervisor => Scope::Nothing,
            Role::Admin => self.warehouse_id.map_or_else(|| self.materials(), Scope::Room),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn clause(scope: Scope, columns: &RoomColumns) -> String {
        scope.within(Filter::default(), columns).clause()
    }

    #[test]
    fn a_room_says_what_more_than_the_room_is_seen() {
        let id = Id::from_bits(7);
        let plain = room!("s.environment_id", "e.center_id");
        for scope in [Scope::Room(id), Scope::RoomAndWarehouses(id)] {
            assert_eq!(clause(scope, &plain), "\nwhere (s.environment_id = :scope)");
        }
        assert_eq!(clause(Scope::Center(id), &plain), "\nwhere (e.center_id = :scope)");
        assert_eq!(clause(Scope::Everything, &plain), "");
        assert_eq!(clause(Scope::Nothing, &plain), "\nwhere (false)");

        let more = room!("i.room" or null, "e.center_id", warehouses "e.is_warehouse", or "i.user_id = :own");
        assert_eq!(more.center, "i.room is null or e.center_id = :scope or i.user_id = :own");
        assert_eq!(more.room, "i.room = :scope or i.user_id = :own");
        assert_eq!(
            more.room_and_warehouses,
            "i.room = :scope or (e.is_warehouse = 1 and e.center_id = (select center_id from environments \
             where id = :scope)) or i.user_id = :own"
        );
    }
}
