//! Many writes at once: they share a commit, and nothing else.

use super::{Bare, add_center};
use crate::support::App;
use futures_util::FutureExt;
use futures_util::future::join_all;
use inventario::kit::db::Change;
use inventario::kit::error::{Code, Error, Result};
use serde_json::json;
use std::sync::mpsc;

/// What becomes of a write.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Fate {
    Lands,
    Refuses,
    BreaksAConstraint,
    Panics,
}

const FATES: [Fate; 4] = [Fate::Lands, Fate::Refuses, Fate::BreaksAConstraint, Fate::Panics];

/// Inserts a centre, and then meets its fate.
async fn write(bare: &Bare, code: String, fate: Fate) -> Result<()> {
    bare.db
        .write(&bare.origin, move |tx| {
            let change = add_center(tx, &code)?;
            match fate {
                Fate::Lands => Ok(change),
                Fate::Refuses => Err(Code::CenterCodeTaken.into()),
                Fate::BreaksAConstraint => {
                    tx.execute("update centers set is_active = 7 where code = ?1", [&code])?;
                    Ok(change)
                }
                // Without the panic hook, whose text would only confuse the reader of the tests.
                Fate::Panics => std::panic::resume_unwind(Box::new("a bug")),
            }
        })
        .await
}

#[tokio::test]
async fn a_write_that_fails_or_panics_does_not_hurt_its_neighbours() {
    let bare = Bare::new();
    // The writer is held up until all the others are queued, so that they share a batch.
    let (open, gate) = mpsc::channel::<()>();
    let held_up = bare.db.write(&bare.origin, move |_| {
        gate.recv().unwrap();
        Ok(Change::unaudited(()))
    });
    let mut held_up = held_up.boxed_local();
    assert!((&mut held_up).now_or_never().is_none());

    let mut writes: Vec<_> =
        (0..200).map(|n| write(&bare, format!("{n:03}"), FATES[n % FATES.len()]).boxed_local()).collect();
    for write in &mut writes {
        assert!(write.now_or_never().is_none());
    }
    open.send(()).unwrap();
    held_up.await.unwrap();
    let answers = join_all(writes).await;

    let mut landed = Vec::new();
    for (n, answer) in answers.iter().enumerate() {
        let fate = FATES[n % FATES.len()];
        assert_eq!(answer.is_ok(), fate == Fate::Lands, "{n}: {fate:?}");
        match (fate, answer) {
            (Fate::Refuses, Err(error)) => assert_eq!(error.code(), Code::CenterCodeTaken),
            (Fate::BreaksAConstraint | Fate::Panics, Err(error)) => assert_eq!(error.code(), Code::Internal),
            _ => landed.push(format!("{n:03}")),
        }
    }
    assert_eq!(landed.len(), 50);
    assert_eq!(bare.codes().await, landed);
    assert_eq!(bare.audited_codes().await, landed);
}

#[tokio::test]
async fn when_sqlite_drops_the_whole_transaction_nobody_is_told_that_his_change_is_kept() {
    let bare = Bare::new();
    bare.run(
        "create trigger fatal before insert on centers when new.code = 'fatal'
         begin select raise(rollback, 'like a full disk'); end",
    )
    .await;
    let (open, gate) = mpsc::channel::<()>();
    let held_up = bare.db.write(&bare.origin, move |_| {
        gate.recv().unwrap();
        Ok(Change::unaudited(()))
    });
    let mut held_up = held_up.boxed_local();
    assert!((&mut held_up).now_or_never().is_none());
    let mut writes: Vec<_> =
        ["before", "fatal", "after"].map(|code| bare.add(code.to_owned()).boxed_local()).into();
    for write in &mut writes {
        assert!(write.now_or_never().is_none());
    }
    open.send(()).unwrap();
    held_up.await.ok();
    let answers = join_all(writes).await;

    let mut told: Vec<_> = ["before", "fatal", "after"]
        .iter()
        .zip(&answers)
        .filter(|(_, answer)| answer.is_ok())
        .map(|(code, _)| (*code).to_owned())
        .collect();
    told.sort_unstable();
    assert!(answers[1].is_err());
    assert_eq!(bare.codes().await, told, "what was answered is not what is stored");
    // The writer lives on.
    bare.add("later".into()).await.unwrap();
}

#[tokio::test]
async fn two_thousand_audited_writes_started_at_once_all_land() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let before = app.count("select count(*) from audit_logs").await;
    let writes = (0..2_000).map(|n| {
        let center = json!({ "code": format!("C{n:04}"), "name": "Centro" });
        app.post(gloria, "/api/centers", center)
    });
    let mut statuses: Vec<_> = join_all(writes).await.iter().map(|reply| reply.status.as_u16()).collect();
    statuses.dedup();
    assert_eq!(statuses, [201]);
    assert_eq!(app.count("select count(*) from centers where code like 'C%'").await, 2_000);
    assert_eq!(app.count("select count(*) from audit_logs").await, before + 2_000);
    let told = "select count(distinct json_extract(new_values, '$.after.code')) from audit_logs";
    assert_eq!(app.count(told).await, 2_000);
}

#[tokio::test]
async fn more_writes_than_the_queue_holds_are_kept_or_told_to_come_back() {
    let bare = Bare::new();
    let (open, gate) = mpsc::channel::<()>();
    let held_up = bare.db.write(&bare.origin, move |_| {
        gate.recv().unwrap();
        Ok(Change::unaudited(()))
    });
    let mut held_up = held_up.boxed_local();
    assert!((&mut held_up).now_or_never().is_none());
    let mut writes: Vec<_> = (0..6_000).map(|n| bare.add(format!("{n:04}")).boxed_local()).collect();
    let turned_away: Vec<_> = writes.iter_mut().filter_map(FutureExt::now_or_never).collect();
    assert!(!turned_away.is_empty(), "a queue without end is a memory without end");
    assert!(turned_away.iter().all(|it| it.as_ref().is_err_and(|error| error.code() == Code::Busy)));
    let kept = writes.split_off(0).len() - turned_away.len();
    open.send(()).unwrap();
    held_up.await.unwrap();
    // Whoever was queued lands even though nobody waits for his answer any more. There may be no place behind them yet.
    while let Err(error) = bare.add("last".into()).await {
        assert_eq!(error.code(), Code::Busy);
        tokio::task::yield_now().await;
    }
    assert_eq!(bare.codes().await.len(), kept + 1);
    assert_eq!(bare.audited_codes().await.len(), kept + 1);
}

#[tokio::test]
async fn a_read_that_panics_costs_only_that_read() {
    let bare = Bare::new();
    for _ in 0..20 {
        let broken: Result<()> = bare.db.read(|_| std::panic::resume_unwind(Box::new("a bug"))).await;
        assert!(matches!(broken, Err(Error::Other(_))));
    }
    let reads =
        (0..20).map(|_| bare.db.read(|db| Ok(db.query_row("select 1", [], |row| row.get::<_, i64>(0))?)));
    for read in join_all(reads).await {
        assert_eq!(read.unwrap(), 1);
    }
}
