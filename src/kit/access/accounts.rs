//! The accounts of those who ask, kept in memory for as long as nobody changes anything: a request reads its own row and not the
//! account before it.

use super::{Account, account};
use crate::kit::db::{DataVersion, Db};
use crate::kit::error::Result;
use crate::kit::wire::Id;
use moka::sync::Cache;
use std::sync::Arc;

/// How many accounts are kept: more than ask within a minute in a large centre, and some 500 bytes each.
const KEPT: u64 = 1024;

/// What was last read of accounts, each with the state of the database before it was read. It holds only in that very state: a
/// deactivation or an end of tokens, also by another program, is met by the next request.
#[derive(Clone)]
pub struct Accounts(Cache<Id, (DataVersion, Arc<Account>)>);

impl Default for Accounts {
    fn default() -> Self {
        Self(Cache::new(KEPT))
    }
}

impl Accounts {
    /// The account of now behind a token.
    ///
    /// # Errors
    /// When the database can't be read.
    pub async fn get(&self, db: &Db, id: Id) -> Result<Option<Arc<Account>>> {
        // Asked for before the account is read, so that a change during it counts as one after it.
        let version = db.version();
        if let Some((known_at, account)) = self.0.get(&id)
            && version == Some(known_at)
        {
            return Ok(Some(account));
        }
        let Some(account) = db.read(move |db| account::account(db, id)).await?.map(Arc::new) else {
            self.0.invalidate(&id);
            return Ok(None);
        };
        if let Some(version) = version {
            self.0.insert(id, (version, Arc::clone(&account)));
        }
        Ok(Some(account))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::Origin;
    use crate::kit::access::Role;
    use crate::kit::db::Change;
    use rusqlite::Connection;

    const ANA: &str = "
        insert into users (id, email, password_hash, first_name, last_name, role, created_at, updated_at)
        values (:id, 'ana@sena.edu.co', 'x', 'Ana', 'Gil', 'student', '2026-01-01T00:00:00', '2026-01-01T00:00:00')";

    #[tokio::test]
    async fn an_account_is_kept_until_anybody_commits_and_then_it_is_the_one_of_now() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("inventario.db");
        let db = Db::open(&file, "the secret of the tests").unwrap();
        let ana = Id::new();
        let origin = Origin::of_command("test");
        let made = db.write(&origin, move |tx| {
            tx.execute(ANA, rusqlite::named_params! { ":id": ana })?;
            Ok(Change::unaudited(()))
        });
        made.await.unwrap();
        let accounts = Accounts::default();
        let first = accounts.get(&db, ana).await.unwrap().unwrap();
        let second = accounts.get(&db, ana).await.unwrap().unwrap();
        assert!(Arc::ptr_eq(&first, &second), "read again although nothing happened");
        assert_eq!(first.role, Role::Student);

        // By this program.
        let promoted = db.write(&origin, |tx| {
            tx.execute("update users\nset role = 'instructor'", [])?;
            Ok(Change::unaudited(()))
        });
        promoted.await.unwrap();
        assert_eq!(accounts.get(&db, ana).await.unwrap().unwrap().role, Role::Instructor);

        // By another program, as `inventario user` is one.
        #[expect(clippy::disallowed_methods, reason = "another program opens it as it likes")]
        let other = Connection::open(&file).unwrap();
        other.execute("update users\nset is_active = 0", []).unwrap();
        assert!(!accounts.get(&db, ana).await.unwrap().unwrap().is_active);
        other.execute("delete from users", []).unwrap();
        assert!(accounts.get(&db, ana).await.unwrap().is_none());
    }
}
