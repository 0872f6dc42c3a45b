//! How many pieces of an item are with somebody who has borrowed them.

use crate::kit::{Id, Result, sql};
use rusqlite::{Connection, named_params};

/// How many pieces of each item are lent, to be joined to `inventory_items i`; read it by [`LENT_PIECES`].
pub const LENT: &str = "
         left join (
             select p.item_id, sum(iif(p.action = 'handed_over', p.quantity, -p.quantity)) as pieces
             from loans l
             join loan_pieces p on p.loan_id = l.id
             where l.status = 'active'
             group by p.item_id) lent on lent.item_id = i.id";

/// See [`LENT`]. Never more than there are: who counted them as damaged or missing meanwhile was right too.
pub const LENT_PIECES: &str =
    "max(0, min(coalesce(lent.pieces, 0), i.quantity - i.quantity_damaged - i.quantity_missing))";

/// How many pieces of an item are lent, whatever was counted of it meanwhile.
pub fn lent(db: &Connection, id: Id) -> Result<i64> {
    sql::count(
        db,
        "select coalesce(sum(iif(p.action = 'handed_over', p.quantity, -p.quantity)), 0)
         from loan_pieces p
         join loans l on l.id = p.loan_id and l.status = 'active'
         where p.item_id = :id",
        named_params! { ":id": id },
    )
}
