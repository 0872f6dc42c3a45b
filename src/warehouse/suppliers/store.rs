//! SQL of suppliers.

use super::model::{Supplier, SupplierRow};
use crate::kit::access::room;
use crate::kit::sql::{self, Filter, Selection};
use crate::kit::{Code, Id, Result, RoomColumns, Scope};
use rusqlite::Connection;

/// A supplier belongs to a centre, and to no room of it.
const CENTER: RoomColumns = room!("null", "s.center_id");

/// The suppliers within a scope that match, newest first: those that are in use or not, and with these words.
pub fn list(scope: Scope, is_active: Option<bool>, search: Option<String>) -> Selection {
    let filter = Filter::default().when("s.is_active = :is_active", ":is_active", is_active).when(
        "matches(:search, s.company_name, s.contact_person, s.email, s.tax_number)",
        ":search",
        search,
    );
    Selection::new(Supplier::SELECT, scope.within(filter, &CENTER), "s.created_at desc, s.id desc")
}

/// A supplier within a scope.
///
/// # Errors
/// [`Code::SupplierNotFound`].
pub fn get_within(db: &Connection, scope: Scope, id: Id) -> Result<Supplier> {
    let filter = scope.within(Filter::default().when("s.id = :id", ":id", Some(id)), &CENTER);
    let found = sql::one(db, &format!("{}{}", Supplier::SELECT, filter.clause()), &filter.params())?;
    Ok(found.ok_or(Code::SupplierNotFound)?)
}

/// Adds a supplier.
pub fn insert(db: &Connection, supplier: &SupplierRow) -> Result<()> {
    sql::insert(db, "suppliers", &supplier.fields())
}

/// Stores a supplier as it is now.
pub fn save(db: &Connection, supplier: &SupplierRow) -> Result<()> {
    sql::save(db, "suppliers", &supplier.fields())
}

/// Deletes a supplier, unless a lot came from them; answers whether it is gone.
pub fn delete_unused(db: &Connection, id: Id) -> Result<bool> {
    sql::delete_unless_mentioned(db, "suppliers", id)
}
