//! Looking behind the HTTP: what the database holds, and the audit once it has caught up.

use super::App;
use inventario::campus::audit::model::AuditQuery;
use inventario::campus::audit::store;
use inventario::kit::access::Origin;
use inventario::kit::db::Change;
use inventario::kit::page::Paging;
use serde_json::Value;
use std::time::Duration;

/// How long the audit may take to note a refusal, which it does after the answer.
const PATIENCE: Duration = Duration::from_secs(20);

impl App {
    /// Changes the database behind the server's back.
    pub async fn run(&self, statement: impl Into<String>) {
        let statement = statement.into();
        let origin = Origin::of_command("test");
        let done = self.parts.db.write(&origin, move |tx| {
            tx.execute_batch(&statement)?;
            Ok(Change::unaudited(()))
        });
        done.await.unwrap();
    }

    /// One figure out of the database.
    pub async fn count(&self, query: &'static str) -> i64 {
        let count = self.parts.db.read(move |db| Ok(db.query_row(query, [], |row| row.get(0))?)).await;
        count.unwrap()
    }

    /// Waits until a figure has grown to `wanted`, and sees that it grew no further.
    #[track_caller]
    pub fn reached(&self, query: &'static str, wanted: i64) -> impl Future<Output = ()> {
        let asked_at = std::panic::Location::caller();
        async move {
            let grown = tokio::time::timeout(PATIENCE, async {
                while self.count(query).await < wanted {
                    tokio::task::yield_now().await;
                }
            });
            let in_time = grown.await.is_ok();
            let count = self.count(query).await;
            assert!(in_time && count == wanted, "{count} instead of {wanted}, asked at {asked_at}");
        }
    }

    /// One column of the database, as text.
    pub async fn column(&self, query: &'static str) -> Vec<String> {
        let texts = self.parts.db.read(move |db| {
            let mut statement = db.prepare(query)?;
            let texts = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            Ok(texts)
        });
        texts.await.unwrap()
    }

    /// The whole audit, newest first.
    pub async fn audit(&self) -> Vec<Value> {
        let page =
            self.parts.db.read(|db| store::page(db, AuditQuery::default(), Paging::ALL, 100_000)).await;
        let page = serde_json::to_value(page.unwrap()).unwrap();
        page["logs"].as_array().unwrap().clone()
    }

    /// The newest entry of the audit that `wanted` takes, as soon as there is one.
    #[track_caller]
    pub fn audited(&self, wanted: impl Fn(&Value) -> bool) -> impl Future<Output = Value> {
        let asked_at = std::panic::Location::caller();
        async move {
            let found = tokio::time::timeout(PATIENCE, async {
                loop {
                    if let Some(entry) = self.audit().await.into_iter().find(&wanted) {
                        return entry;
                    }
                    tokio::task::yield_now().await;
                }
            });
            found.await.unwrap_or_else(|_| panic!("the audit never got the entry awaited at {asked_at}"))
        }
    }
}
