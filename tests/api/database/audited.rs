//! No change without its audit, and no change by a reader.

use super::Bare;
use crate::support::App;
use inventario::kit::db::Change;
use inventario::kit::error::{Code, Result};
use serde_json::json;
use std::sync::mpsc;

#[tokio::test]
async fn a_change_whose_audit_entry_fails_is_undone() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    app.run(
        "create trigger no_audit before insert on audit_logs
         when new.entity_type = 'center' and json_extract(new.new_values, '$.response.status_code') < 400
         begin select raise(abort, 'no room for the audit'); end",
    )
    .await;
    let name = app.get(gloria, &format!("/api/centers/{}", app.world.center)).await.expect(200).json();
    let own = format!("/api/centers/{}", app.world.center);
    app.post(gloria, "/api/centers", json!({ "code": "7777", "name": "Sin rastro" })).await.expect(500);
    app.put(gloria, &own, json!({ "name": "Sin rastro" })).await.expect(500);
    app.delete(gloria, &own).await.expect(500);
    assert_eq!(app.count("select count(*) from centers where name = 'Sin rastro'").await, 0);
    assert_eq!(app.get(gloria, &own).await.expect(200).json(), name);

    app.run("drop trigger no_audit").await;
    app.post(gloria, "/api/centers", json!({ "code": "7777", "name": "Con rastro" })).await.expect(201);
}

#[tokio::test]
async fn an_event_that_the_table_refuses_undoes_its_change() {
    let bare = Bare::new();
    let write = bare.db.write(&bare.origin, |tx| {
        super::add_center(tx, "1").map(|change| {
            let too_long = "an entity type of more than fifty characters, which the table refuses";
            change.and(inventario::kit::db::Event::named("TEST", too_long, None))
        })
    });
    assert!(write.await.is_err());
    assert_eq!(bare.codes().await, [""; 0]);
    assert_eq!(bare.audited_codes().await, [""; 0]);
}

#[tokio::test]
async fn a_reader_cannot_write() {
    let bare = Bare::new();
    bare.add("1".into()).await.unwrap();
    let attempts = [
        "delete from centers",
        "update centers set name = 'x'",
        "insert into centers (id, code, name, created_at, updated_at) values ('x', 'x', 'x', 'x', 'x')",
        "delete from audit_logs",
        "drop table centers",
        "create table other (id text)",
        "pragma user_version = 7",
        "vacuum",
    ];
    // More often than there are readers, so that each of them is asked.
    for attempt in attempts.repeat(3) {
        let outcome: Result<()> = bare.db.read(move |db| Ok(db.execute_batch(attempt)?)).await;
        assert!(outcome.is_err(), "{attempt}");
    }
    assert_eq!(bare.codes().await, ["1"]);
    assert_eq!(bare.texts("select cast(user_version as text) from pragma_user_version").await, ["0"]);
}

#[tokio::test]
async fn a_read_sees_one_moment_from_beginning_to_end() {
    let bare = Bare::new();
    bare.add("1".into()).await.unwrap();
    let count = "select count(*) from centers";
    let (tell, told) = mpsc::channel::<()>();
    let (go, going) = mpsc::channel::<()>();
    let read = bare.db.read(move |db| {
        let first: i64 = db.query_row(count, [], |row| row.get(0))?;
        tell.send(()).unwrap();
        going.recv().unwrap();
        Ok((first, db.query_row(count, [], |row| row.get(0))?))
    });
    let write = async {
        tokio::task::spawn_blocking(move || told.recv().unwrap()).await.unwrap();
        bare.add("2".into()).await.unwrap();
        go.send(()).unwrap();
    };
    let (read, ()) = tokio::join!(read, write);
    assert_eq!(read.unwrap(), (1_i64, 1_i64));
    assert_eq!(bare.codes().await, ["1", "2"]);
}

#[tokio::test]
async fn a_write_that_was_answered_is_seen_by_the_next_read() {
    let bare = Bare::new();
    for n in 0..50 {
        bare.add(format!("{n:02}")).await.unwrap();
        assert_eq!(bare.codes().await.len(), n + 1);
    }
}

#[tokio::test]
async fn a_refusal_says_what_it_is_and_leaves_nothing() {
    let bare = Bare::new();
    let refused: Result<()> = bare
        .db
        .write(&bare.origin, |tx| {
            super::add_center(tx, "1").and_then(|_: Change<()>| Err(Code::CenterCodeTaken.into()))
        })
        .await;
    assert_eq!(refused.unwrap_err().code(), Code::CenterCodeTaken);
    assert_eq!(bare.codes().await, [""; 0]);
}
