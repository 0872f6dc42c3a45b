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
    let db = Db::open(&dir.path().join("inventario.db"), SECRET).unwrap();
    for n in 0..count {
        let event = Event::named("TEST", "test", None).describe(format!("Ñandú {n}"));
        db.write(&Origin::of_command("test"), move |_| Ok(Change::new((), event))).await.unwrap();
    }
    (dir, db)
}

async fn verdict(db: &Db) -> ChainVerdict {
    db.read(|db| verify(db, Some(&ChainKey::new(SECRET)?))).await.unwrap()
}

/// How many entries a whole chain has; `None` when it is broken.
async fn whole(db: &Db) -> Option<i64> {
    match verdict(db).await {
        ChainVerdict::Whole { entries, before: 0, plain_until: 0, .. } => Some(entries),
        ChainVerdict::Whole { .. } | ChainVerdict::Broken { .. } => None,
    }
}

/// One more entry.
async fn write_one(db: &Db) {
    let event = Event::named("TEST", "test", None).describe("Uno más");
    db.write(&Origin::of_command("test"), move |_| Ok(Change::new((), event))).await.unwrap();
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
    assert_eq!(whole(&db).await, Some(0));
    let (_dir, db) = audited(30).await;
    assert_eq!(whole(&db).await, Some(30));
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
        "delete from audit_logs where seq > 7",
        "delete from audit_logs",
        "delete from audit_head",
        "delete from audit_logs where seq > 7; delete from audit_head",
        "update audit_head set seq = 7, hash = (select hash from audit_logs where seq = 7);
         delete from audit_logs where seq > 7",
        "insert into audit_seams (kind, seq, hash, signature, created_at)
         select 'plain', seq, hash, hash, created_at from audit_logs where seq = 10",
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
            let deleted = store::delete_before(tx, &ChainKey::new(SECRET)?, instant.0, LocalTime(tx.now))?;
            Ok(Change::new(deleted, Event::named("DELETE_AUDIT_LOG", "audit_log", None)))
        })
        .await
        .unwrap()
    };
    assert_eq!(clean(db.clone(), 7).await, 6);
    assert_eq!(whole(&db).await, Some(5));
    assert_eq!(clean(db.clone(), 9).await, 2);
    assert_eq!(whole(&db).await, Some(4));
    // Everything is old: the chain goes on from the anchor.
    db.write(&Origin::of_command("test"), |tx| {
        let future = tx.now + TimeDelta::days(1);
        let deleted = store::delete_before(tx, &ChainKey::new(SECRET)?, future, LocalTime(tx.now))?;
        assert_eq!(deleted, 4);
        Ok(Change::new((), Event::named("DELETE_AUDIT_LOG", "audit_log", None)))
    })
    .await
    .unwrap();
    assert_eq!(whole(&db).await, Some(1));
    tamper(&db, "update audit_anchors set deleted = 1").await;
    assert!(matches!(verdict(&db).await, ChainVerdict::Broken { .. }));
}

#[tokio::test]
async fn an_anchor_of_another_server_is_no_anchor() {
    let (_dir, db) = audited(3).await;
    db.write(&Origin::of_command("test"), |tx| {
        let key = ChainKey::new("somebody else's secret")?;
        store::delete_before(tx, &key, tx.now + TimeDelta::days(1), LocalTime(tx.now))?;
        Ok(Change::unaudited(()))
    })
    .await
    .unwrap();
    assert!(matches!(verdict(&db).await, ChainVerdict::Broken { .. }));
    let without_key = db.read(|db| verify(db, None)).await.unwrap();
    assert!(matches!(without_key, ChainVerdict::Whole { entries: 0, before: 0, .. }), "{without_key:?}");
}

/// Everything that the SQL of somebody with the database file can reach, from an entry on: each hash follows from the one before.
async fn recompute(db: &Db, from: i64, hash: impl Fn(Vec<Value>) -> String + Send + Sync + 'static) {
    db.write(&Origin::of_command("test"), move |tx| {
        tx.execute(
            "update audit_logs set user_name = 'Otra' where seq = :seq",
            named_params! { ":seq": from },
        )?;
        let last = last_stored(tx)?.seq;
        for seq in from..=last {
            let before = sql::value(
                tx,
                "select hash from audit_logs where seq = :seq",
                named_params! { ":seq": seq - 1 },
                |row| row.get::<_, String>(0),
            )?;
            let before = before.unwrap_or_else(|| "0".repeat(64));
            let text = "update audit_logs set prev_hash = :before where seq = :seq";
            tx.execute(text, named_params! { ":before": before, ":seq": seq })?;
            let members = sql::value(
                tx,
                "select seq, id, created_at, user_id, user_name, user_email, action, entity_type, entity_id,
                     ip_address, user_agent, new_values, prev_hash
                 from audit_logs where seq = :seq",
                named_params! { ":seq": seq },
                verify::members,
            )?;
            let made = hash(members.unwrap());
            let text = "update audit_logs set hash = :hash where seq = :seq";
            tx.execute(text, named_params! { ":hash": made, ":seq": seq })?;
        }
        Ok(Change::unaudited(()))
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn a_chain_that_is_computed_anew_without_the_key_is_found() {
    let (_dir, db) = audited(10).await;
    recompute(&db, 4, plain_hash).await;
    let found = verdict(&db).await;
    assert!(matches!(found, ChainVerdict::Broken { seq: 4, .. }), "{found:?}");

    let (_dir, db) = audited(10).await;
    let foreign = ChainKey::new("somebody else's secret").unwrap();
    recompute(&db, 4, move |members| foreign.hash(members)).await;
    let found = verdict(&db).await;
    assert!(matches!(found, ChainVerdict::Broken { seq: 4, .. }), "{found:?}");
}

#[tokio::test]
async fn what_was_taken_from_the_end_is_missed_also_when_more_was_written() {
    for statement in [
        "delete from audit_logs where seq > 7",
        "delete from audit_logs where seq > 7; delete from audit_head",
        "delete from audit_logs where seq > 7;
         update audit_head set seq = 7, hash = (select hash from audit_logs where seq = 7)",
        "delete from audit_logs; delete from audit_head",
        "delete from audit_head",
    ] {
        let (_dir, db) = audited(10).await;
        tamper(&db, statement).await;
        write_one(&db).await;
        write_one(&db).await;
        let found = verdict(&db).await;
        assert!(matches!(found, ChainVerdict::Broken { .. }), "{statement}: {found:?}");
        tamper(&db, "delete from audit_seams").await;
        let found = verdict(&db).await;
        assert!(matches!(found, ChainVerdict::Broken { .. }), "without its seam, {statement}: {found:?}");
    }
}

#[tokio::test]
async fn a_head_that_was_lost_is_told_until_a_clean_up_is_past_it() {
    let (_dir, db) = audited(5).await;
    tamper(&db, "delete from audit_head").await;
    write_one(&db).await;
    let found = verdict(&db).await;
    assert!(matches!(found, ChainVerdict::Broken { seq: 5, .. }), "{found:?}");
    db.write(&Origin::of_command("test"), |tx| {
        store::delete_before(tx, tx.key, tx.now + TimeDelta::days(1), LocalTime(tx.now))?;
        Ok(Change::new((), Event::named("DELETE_AUDIT_LOG", "audit_log", None)))
    })
    .await
    .unwrap();
    assert_eq!(whole(&db).await, Some(1));
}

#[tokio::test]
async fn a_clean_up_that_ends_at_a_seam_leaves_a_chain_that_goes_on() {
    let (_dir, db) = audited(5).await;
    db.write(&Origin::of_command("test"), |tx| {
        tx.execute("delete from audit_head", [])?;
        // As the migration does with what it finds; the hashes of these are of this version, which a clean-up doesn't mind.
        seal(tx, tx.key, LocalTime(tx.now))?;
        store::delete_before(tx, tx.key, tx.now + TimeDelta::days(1), LocalTime(tx.now))?;
        Ok(Change::new((), Event::named("DELETE_AUDIT_LOG", "audit_log", None)))
    })
    .await
    .unwrap();
    write_one(&db).await;
    let found = verdict(&db).await;
    assert!(matches!(found, ChainVerdict::Whole { entries: 2, plain_until: 5, .. }), "{found:?}");
}

#[tokio::test]
async fn only_the_key_of_the_head_goes_on_with_the_chain() {
    let (_dir, db) = audited(0).await;
    let keys = || (ChainKey::new(SECRET).unwrap(), ChainKey::new("somebody else's secret").unwrap());
    for _ in 0..2 {
        let known = db
            .read(move |db| {
                let (ours, foreign) = keys();
                Ok((is_key_of(db, &ours)?, is_key_of(db, &foreign)?))
            })
            .await;
        assert_eq!(known.unwrap(), (true, false));
        write_one(&db).await;
    }
}

#[tokio::test]
async fn an_entry_is_written_without_reading_all_the_others() {
    let (_dir, db) = audited(1).await;
    let plan = db.read(|db| sql::plan(db, LAST_SEQ)).await.unwrap();
    assert!(
        plan.iter().all(|step| step.starts_with("SEARCH") && step.contains("audit_logs_seq")),
        "{plan:?}"
    );
}
