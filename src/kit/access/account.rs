//! The account behind a request: what is asked of it each time, and to check a password.

use super::{Identity, Role};
use crate::kit::error::Result;
use crate::kit::sql;
use crate::kit::wire::{Id, row};
use rusqlite::{Connection, named_params};

row! {
/// What the server needs to know of an account at each request, and to check a password.
#[derive(Debug, Clone)]
pub struct Account {
    /// The account.
    pub id: Id,
    /// Lower case.
    pub email: String,
    /// First and last name.
    pub name: String,
    /// The role of now.
    pub role: Role,
    /// Inactive accounts can do nothing.
    pub is_active: bool,
    /// Tokens of another version are void.
    pub token_version: i64,
    /// PHC string.
    pub password_hash: String,
    /// The linked room.
    pub environment_id: Option<Id>,
    /// The linked room, if it is a warehouse.
    pub warehouse_id: Option<Id>,
    /// The centre that the account is of, else that of the room.
    pub center_id: Option<Id>,
}
}

impl Account {
    /// Whose it is, as the audit remembers them.
    pub fn identity(&self) -> Identity {
        Identity { id: self.id, name: self.name.clone(), email: self.email.clone() }
    }
}

const ACCOUNT: &str = "
    select u.id, u.email, u.name, u.role, u.is_active, u.token_version,
        u.password_hash, u.environment_id, iif(e.is_warehouse = 1, e.id, null) as warehouse_id,
        coalesce(u.center_id, e.center_id) as center_id
    from users u
    left join environments e on e.id = u.environment_id";

/// The account behind a token.
pub fn account(db: &Connection, id: Id) -> Result<Option<Account>> {
    sql::one(db, &format!("{ACCOUNT}\nwhere u.id = :id"), named_params! { ":id": id })
}

/// The account of an e-mail address in lower case.
pub fn account_by_email(db: &Connection, email: &str) -> Result<Option<Account>> {
    let text = format!("{ACCOUNT}\nwhere u.email = :email");
    sql::one(db, &text, named_params! { ":email": email })
}
