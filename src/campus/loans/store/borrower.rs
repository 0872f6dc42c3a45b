//! SQL of what a person has borrowed so far.

use crate::campus::loans::model::LoanDamage;
use crate::kit::sql;
use crate::kit::{Day, Id, Result};
use rusqlite::{Connection, named_params};

/// How many damages the desk is told of.
const MOST_DAMAGES: i64 = 20;

/// How many loans a person has asked for that are not over.
pub fn open_of(db: &Connection, user_id: Id) -> Result<i64> {
    sql::count(
        db,
        "select count(*)
         from loans
         where instructor_id = :user_id
         and status in ('pending', 'approved', 'active')",
        named_params! { ":user_id": user_id },
    )
}

/// How many loans beside one a person has that are not over, and how many of them should be back.
pub fn others_of(db: &Connection, user_id: Id, loan_id: Id, today: Day) -> Result<(i64, i64)> {
    let counts = sql::value(
        db,
        "select count(*) as open,
             count(*) filter (where status = 'active' and end_date < :today) as overdue
         from loans
         where instructor_id = :user_id
         and id <> :loan_id
         and status in ('pending', 'approved', 'active')",
        named_params! { ":user_id": user_id, ":loan_id": loan_id, ":today": today },
        |row| Ok((row.get("open")?, row.get("overdue")?)),
    )?;
    Ok(counts.unwrap_or_default())
}

/// What a person brought back damaged from other loans, or not at all, newest first. The request for maintenance is the one that was
/// made of it at the desk.
pub fn damages_of(db: &Connection, user_id: Id, loan_id: Id) -> Result<Vec<LoanDamage>> {
    sql::all(
        db,
        "select p.loan_id, p.item_id, p.item_name, p.internal_code, p.action = 'lost' as is_lost, p.quantity, p.notes,
             p.created_at,
             iif(p.action = 'damaged', (select r.id
                 from maintenance_requests r
                 where r.loan_id = p.loan_id
                 and r.item_id is p.item_id
                 order by r.created_at = p.created_at desc, r.id desc
                 limit 1), null) as maintenance_request_id
         from loans l
         join loan_pieces p on p.loan_id = l.id
         where l.instructor_id = :user_id
         and l.id <> :loan_id
         and p.action in ('damaged', 'lost')
         order by p.created_at desc, p.id desc
         limit +:most",
        named_params! { ":user_id": user_id, ":loan_id": loan_id, ":most": MOST_DAMAGES },
    )
}
