//! The database's promises: a neighbour's failure hurts nobody, no change without its audit, readers only read, nothing
//! that was accepted is lost, and no version of the file is touched without need.

mod audited;
mod batches;
mod carried;
mod charged;
mod materials;
mod pictures;
mod upgrades;
mod versions;

use crate::support::SECRET;
use inventario::campus::centers::model::CenterRow;
use inventario::campus::centers::store;
use inventario::kit::access::Origin;
use inventario::kit::db::Event;
use inventario::kit::db::{Change, Db, Tx};
use inventario::kit::error::Result;
use inventario::kit::wire::{Id, LocalTime};
use std::sync::Arc;

/// A database in a directory of its own, without a server around it.
struct Bare {
    db: Db,
    origin: Arc<Origin>,
    dir: tempfile::TempDir,
}

impl Bare {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let db = Db::open(&dir.path().join("inventario.db"), SECRET).unwrap();
        Self { db, origin: Origin::of_command("test"), dir }
    }

    /// The codes of all centres, in order.
    async fn codes(&self) -> Vec<String> {
        self.texts("select code from centers order by code").await
    }

    /// The codes of the centres whose making the audit tells of, in order.
    async fn audited_codes(&self) -> Vec<String> {
        self.texts("select json_extract(new_values, '$.after.code') from audit_logs order by 1").await
    }

    async fn texts(&self, query: &'static str) -> Vec<String> {
        let texts = self.db.read(move |db| {
            let mut statement = db.prepare(query)?;
            let texts = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            Ok(texts)
        });
        texts.await.unwrap()
    }

    async fn run(&self, statement: &'static str) {
        let done = self.db.write(&self.origin, move |tx| {
            tx.execute_batch(statement)?;
            Ok(Change::unaudited(()))
        });
        done.await.unwrap();
    }

    async fn add(&self, code: String) -> Result<()> {
        self.db.write(&self.origin, move |tx| add_center(tx, &code)).await
    }
}

/// A small change as handlers make them: a row and the event that tells of it.
fn add_center(tx: &Tx<'_>, code: &str) -> Result<Change<()>> {
    let now = LocalTime(tx.now);
    let center = CenterRow {
        id: Id::new(),
        code: code.into(),
        name: "Centro".into(),
        address: None,
        city: None,
        region: None,
        phone: None,
        is_active: true,
        created_at: now,
        updated_at: now,
    };
    store::insert(tx, &center)?;
    let center = store::get(tx, center.id)?;
    Ok(Change::new((), Event::create("center", center.id).after(&center)))
}
