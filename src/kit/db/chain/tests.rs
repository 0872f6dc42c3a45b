//! Whatever is done to the table behind the server's back shows.

use super::*;
use crate::campus::audit::store;
use crate::kit::access::Origin;
use crate::kit::db::{Change, Db, Event};
use chrono::TimeDelta;

const SECRET: &str = "the secret of the tests";

/// A database whose audit has `count` entries.
async fn audited(count: usize) -> (tempfile::TempDir, Db) {
    let dir = tempfile::tempdir().unwrap();
    let db = Db::open(&dir.path().join("inventario.db")).unwrap();
    for n in 0..count {
        let event = Event::named("TEST", "test", None).describe(format!("Ñandú {n}"));
        db.write(&Origin::of_command("test"), move |_| Ok(Change::new((), event))).await.unwrap();
    }
    (dir, db)
}

async fn verdict(db: &Db) -> ChainVerdict {
    db.read(|db| verify(db, Some(&AnchorKey::new(SECRET)?))).await.unwrap()
}

/// Does something to the tables that leaves no event.
async fn tamper(db: &Db, statement: &'static str) {
    db.write(&Origin::of_command("test"), move |tx| {
        tx.execute_batch(statement)?;
        Ok(Change::unaudited(()))
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn an_untouched_audit_is_whole() {
    let (_dir, db) = audited(0).await;
    assert_eq!(verdict(&db).await, ChainVerdict::Whole { entries: 0, before: 0 });
    let (_dir, db) = audited(30).await;
    assert_eq!(verdict(&db).await, ChainVerdict::Whole { entries: 30, before: 0 });
}

#[tokio::test]
async fn whatever_is_done_behind_the_servers_back_shows() {
    for statement in [
        "update audit_logs set action = 'OTHER' where seq = 5",
        "update audit_logs set new_values = json_set(new_values, '$.description', 'x') where seq = 5",
        "update audit_logs set user_name = 'Otra' where seq = 5",
        "update audit_logs set created_at = '2020-01-01T00:00:00.000000Z' where seq = 5",
        "update audit_logs set seq = null, hash = null, prev_hash = null where seq = 5",
        "update audit_logs set hash = null where seq = 5",
        "update audit_logs set prev_hash = null where seq = 5",
        "delete from audit_logs where seq = 5",
        "delete from audit_logs where seq <= 5",
        "update audit_logs set seq = 100 where seq = 5; update audit_logs set seq = 5 where seq = 6;
         update audit_logs set seq = 6 where seq = 100",
        "insert into audit_logs (id, created_at, action, entity_type, new_values)
         values ('zzz', '2026-01-01T00:00:00.000000Z', 'FORGED', 'test', '{}')",
        "insert into audit_anchors (seq, hash, deleted, signature, created_at)
         select seq, hash, 5, hash, created_at from audit_logs where seq = 5;
         delete from audit_logs where seq <= 5",
    ] {
        let (_dir, db) = audited(10).await;
        tamper(&db, statement).await;
        let verdict = verdict(&db).await;
        assert!(matches!(verdict, ChainVerdict::Broken { .. }), "{statement}: {verdict:?}");
    }
}

#[tokio::test]
async fn a_clean_up_leaves_an_anchor_on_which_the_chain_stands() {
    let (_dir, db) = audited(10).await;
    // As if the first six were old.
    let clean = |db: Db, keep: i64| async move {
        db.write(&Origin::of_command("test"), move |tx| {
            let instant: LocalTime = sql::value(
                tx,
                "select created_at from audit_logs where seq = :seq",
                named_params! { ":seq": keep },
                |row| row.get(0),
            )?
            .unwrap();
            let deleted = store::delete_before(tx, &AnchorKey::new(SECRET)?, instant.0, LocalTime(tx.now))?;
            Ok(Change::new(deleted, Event::named("DELETE_AUDIT_LOG", "audit_log", None)))
        })
        .await
        .unwrap()
    };
    assert_eq!(clean(db.clone(), 7).await, 6);
    assert_eq!(verdict(&db).await, ChainVerdict::Whole { entries: 5, before: 0 });
    assert_eq!(clean(db.clone(), 9).await, 2);
    assert_eq!(verdict(&db).await, ChainVerdict::Whole { entries: 4, before: 0 });
    // Everything is old: the chain goes on from the anchor.
    db.write(&Origin::of_command("test"), |tx| {
        let future = tx.now + TimeDelta::days(1);
        let deleted = store::delete_before(tx, &AnchorKey::new(SECRET)?, future, LocalTime(tx.now))?;
        assert_eq!(deleted, 4);
        Ok(Change::new((), Event::named("DELETE_AUDIT_LOG", "audit_log", None)))
    })
    .await
    .unwrap();
    assert_eq!(verdict(&db).await, ChainVerdict::Whole { entries: 1, before: 0 });
    tamper(&db, "update audit_anchors set deleted = 1").await;
    assert!(matches!(verdict(&db).await, ChainVerdict::Broken { .. }));
}

#[tokio::test]
async fn an_anchor_of_another_server_is_no_anchor() {
    let (_dir, db) = audited(3).await;
    db.write(&Origin::of_command("test"), |tx| {
        let key = AnchorKey::new("somebody else's secret")?;
        store::delete_before(tx, &key, tx.now + TimeDelta::days(1), LocalTime(tx.now))?;
        Ok(Change::unaudited(()))
    })
    .await
    .unwrap();
    assert!(matches!(verdict(&db).await, ChainVerdict::Broken { .. }));
    let without_key = db.read(|db| verify(db, None)).await.unwrap();
    assert_eq!(without_key, ChainVerdict::Whole { entries: 0, before: 0 });
}
