//! Who looks after a warehouse: the same people for everything that is asked, told and approved there.

use crate::kit::{Id, Result, Role, row, sql};
use rusqlite::{Connection, named_params};

row! {
    /// Somebody who may act in a warehouse.
    #[derive(Debug)]
    pub struct Keeper {
        /// Their account.
        pub id: Id,
        /// Their name.
        pub name: String,
        /// Their role.
        pub role: Role,
    }
}

/// Everybody in use who may act in a warehouse, by name: its administrators, those of its centre whom no warehouse ties (as
/// `Caller::storing` has them), and the general administrators.
pub fn of(db: &Connection, warehouse: Id) -> Result<Vec<Keeper>> {
    sql::all(
        db,
        "select u.id, u.name, u.role
         from users u
         left join environments e on e.id = u.environment_id
         where u.is_active = 1
         and (u.role = 'admin_general'
             or u.role = 'admin'
             and (e.id = :warehouse
                 or coalesce(e.is_warehouse, 0) = 0
                 and coalesce(u.center_id, e.center_id) = (select w.center_id from environments w where w.id = :warehouse)))
         order by u.name, u.id",
        named_params! { ":warehouse": warehouse },
    )
}

/// Whom of them what happens there is told: the administrators, and the general ones where there is no other.
pub fn told(keepers: &[Keeper]) -> Vec<Id> {
    let of = |role: Role| -> Vec<Id> {
        keepers.iter().filter(|keeper| keeper.role == role).map(|keeper| keeper.id).collect()
    };
    let own = of(Role::Admin);
    if own.is_empty() { of(Role::AdminGeneral) } else { own }
}
