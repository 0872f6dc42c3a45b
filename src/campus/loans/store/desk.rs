//! SQL of what goes over the desk.

use crate::campus::loans::model::{LoanPiece, PieceAction};
use crate::kit::sql;
use crate::kit::{Id, LocalTime, Paging, Result, Rows};
use rusqlite::{Connection, named_params};

/// What went over the desk for a loan, in order.
pub fn pieces(db: &Connection, loan_id: Id) -> Result<Rows<LoanPiece>> {
    sql::rows(
        db,
        "select p.id, p.item_id, p.item_name, p.internal_code, p.action, p.quantity, p.notes, p.user_id,
             u.name as user_name, p.created_at
         from loan_pieces p
         join users u on u.id = p.user_id
         where p.loan_id = :loan_id
         order by p.id",
        named_params! { ":loan_id": loan_id },
        Paging::ALL,
    )
}

/// What a piece is called when it goes over the desk.
#[derive(Debug, Clone)]
pub struct PieceName {
    /// The item; nothing when it was lent in words.
    pub item_id: Option<Id>,
    /// Its name.
    pub name: String,
    /// Its plate.
    pub internal_code: Option<String>,
}

/// Writes down what went over the desk.
pub fn add_piece(
    db: &Connection,
    loan_id: Id,
    piece: &PieceName,
    action: PieceAction,
    quantity: i64,
    notes: Option<&str>,
    by: (Id, LocalTime),
) -> Result<()> {
    sql::run(
        db,
        "insert into loan_pieces (id, loan_id, item_id, item_name, internal_code, action, quantity, notes, user_id, created_at)
         values (:id, :loan_id, :item_id, :item_name, :internal_code, :action, :quantity, :notes, :user_id, :now)",
        named_params! {
            ":id": Id::new(), ":loan_id": loan_id, ":item_id": piece.item_id, ":item_name": piece.name,
            ":internal_code": piece.internal_code, ":action": action, ":quantity": quantity, ":notes": notes,
            ":user_id": by.0, ":now": by.1,
        },
    )
}

/// How many pieces of each item a loan has out, by item; what was lent in words has no item.
pub fn out(db: &Connection, loan_id: Id) -> Result<Vec<(PieceName, i64)>> {
    sql::values(
        db,
        "select item_id, max(item_name), max(internal_code), sum(iif(action = 'handed_over', quantity, -quantity))
         from loan_pieces
         where loan_id = :loan_id
         group by item_id
         having sum(iif(action = 'handed_over', quantity, -quantity)) > 0
         order by min(id)",
        named_params! { ":loan_id": loan_id },
        |row| {
            let name = PieceName { item_id: row.get(0)?, name: row.get(1)?, internal_code: row.get(2)? };
            Ok((name, row.get(3)?))
        },
    )
}
