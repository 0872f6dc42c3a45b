//! The stream: the count first, then what happens, to whom it happens, until it ends.

use super::{at, tell};
use crate::support::{App, Listening, Person};
use futures_util::future::join_all;
use inventario::kit::access::{Role, account, tokens};
use inventario::kit::clock;
use inventario::kit::db::Ring;
use poem::http::Method;
use serde_json::json;

#[tokio::test]
async fn the_count_comes_first_then_what_is_told_once_it_is_stored() {
    let app = App::new().await;
    let (gloria, estela) = (&app.world.gloria, &app.world.estela);
    tell(&app, gloria, estela, "system", "Antes").await;
    let mut live = app.listen(estela, None).await;
    assert_eq!(live.headers["cache-control"], "no-store");
    assert_eq!(live.headers["x-accel-buffering"], "no");
    assert_eq!(live.unread().await, 1);

    let told = tell(&app, gloria, estela, "alert", "Después").await;
    assert_eq!(live.unread().await, 2);
    assert_eq!(live.notification().await, told);

    // Read on the phone: the desktop hears of it.
    app.put(estela, &at(&told), json!({ "is_read": true })).await.expect(200);
    assert_eq!(live.unread().await, 1);
    app.delete(estela, &at(&told)).await.expect(200);
    app.put(estela, "/api/notifications/read-all", json!({})).await.expect(200);
    assert_eq!(live.unread().await, 0);
}

#[tokio::test]
async fn what_was_missed_comes_after_the_last_event() {
    let app = App::new().await;
    let (gloria, estela) = (&app.world.gloria, &app.world.estela);
    tell(&app, gloria, estela, "system", "Visto").await;
    let seen = tell(&app, gloria, estela, "system", "Visto también").await;
    let missed = [
        tell(&app, gloria, estela, "system", "Uno").await,
        tell(&app, gloria, estela, "system", "Dos").await,
    ];
    tell(&app, gloria, gloria, "system", "De Gloria").await;
    let mut live = app.listen(estela, seen["id"].as_str()).await;
    assert_eq!(live.unread().await, 4);
    for told in &missed {
        assert_eq!(&live.notification().await, told);
    }
    let next = tell(&app, gloria, estela, "system", "Tres").await;
    assert_eq!(live.unread().await, 5);
    assert_eq!(live.notification().await, next);

    let headers = [("authorization", format!("Bearer {}", estela.token))];
    let headers = [(headers[0].0, headers[0].1.as_str()), ("last-event-id", "17")];
    app.send(Method::GET, "/api/notifications/stream", &headers, "").await.expect(422);
}

#[tokio::test]
async fn of_many_that_were_missed_the_newest_hundred_come() {
    let app = App::new().await;
    let estela = &app.world.estela;
    let seen = tell(&app, estela, estela, "system", "Visto").await;
    let all = (0..105).map(|n| {
        let app = &app;
        async move { tell(app, estela, estela, "system", &format!("Aviso {n}")).await }
    });
    join_all(all).await;
    let mut live = app.listen(estela, seen["id"].as_str()).await;
    assert_eq!(live.unread().await, 106);
    let mut last = String::new();
    for _ in 0..100 {
        let id = live.notification().await["id"].as_str().unwrap().to_owned();
        assert!(id > last, "oldest first");
        last = id;
    }
    let newest = app.get(estela, "/api/notifications/?limit=1").await.expect(200).json();
    assert_eq!(newest[0]["id"], last.as_str());
}

#[tokio::test]
async fn a_stream_ends_with_the_account_or_its_tokens() {
    let app = App::new().await;
    let (gloria, estela, ana) = (&app.world.gloria, &app.world.estela, &app.world.ana);
    let mut of_estela = app.listen(estela, None).await;
    let mut of_ana = app.listen(ana, None).await;
    let mut of_ivan = app.listen(&app.world.ivan, None).await;
    for live in [&mut of_estela, &mut of_ana, &mut of_ivan] {
        assert_eq!(live.unread().await, 0);
    }
    app.delete(gloria, &format!("/api/users/{}", estela.id)).await.expect(200);
    assert!(of_estela.next().await.is_none(), "a deactivated account hears nothing more");
    app.send(
        Method::GET,
        "/api/notifications/stream",
        &[("authorization", format!("Bearer {}", estela.token).as_str())],
        "",
    )
    .await
    .expect(401);

    let new_role = json!({ "role": "supervisor" });
    app.put(gloria, &format!("/api/users/{}", ana.id), new_role).await.expect(200);
    assert!(of_ana.next().await.is_none(), "whose role changes shows his token again");

    tell(&app, gloria, &app.world.ivan, "system", "Sigue").await;
    assert_eq!(of_ivan.unread().await, 1);
}

#[tokio::test]
async fn streams_end_when_the_server_stops() {
    let app = App::new().await;
    let mut live = app.listen(&app.world.estela, None).await;
    assert_eq!(live.unread().await, 0);
    app.parts.db.bell().ring(Ring::Closing);
    assert!(live.next().await.is_none());
    app.get(&app.world.estela, "/api/notifications/stream").await.expect(503);
}

#[tokio::test]
async fn a_person_keeps_eight_streams_and_a_ninth_ends_the_oldest() {
    let app = App::new().await;
    let estela = &app.world.estela;
    let mut open: Vec<Listening> = Vec::new();
    for _ in 0..8 {
        let mut live = app.listen(estela, None).await;
        assert_eq!(live.unread().await, 0);
        open.push(live);
    }
    let mut other = app.listen(&app.world.ana, None).await;
    assert_eq!(other.unread().await, 0);
    let mut ninth = app.listen(estela, None).await;
    assert_eq!(ninth.unread().await, 0);
    assert!(open.remove(0).next().await.is_none(), "the one that nobody reads any more");
    open.push(ninth);
    tell(&app, estela, estela, "system", "A todas").await;
    for live in &mut open {
        assert_eq!(live.unread().await, 1);
    }
}

/// People who are signed in.
async fn crowd(app: &App, count: usize) -> Vec<Person> {
    let emails = app.add_people(count, Role::Student).await;
    let keys = app.parts.keys.clone();
    let people = app.parts.db.read(move |db| {
        let person = |email: String| {
            let account = account::account_by_email(db, &email)?.unwrap();
            let token = tokens::issue(&keys, &account, clock::now())?;
            Ok(Person { id: account.id, email, role: account.role, token })
        };
        emails.into_iter().map(person).collect()
    });
    people.await.unwrap()
}

#[tokio::test]
async fn a_hundred_streams_each_hear_what_is_their_persons() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let people = crowd(&app, 100).await;
    let mut streams = join_all(people.iter().map(|person| app.listen(person, None))).await;
    for live in &mut streams {
        assert_eq!(live.unread().await, 0);
    }
    let one = tell(&app, gloria, &people[42], "system", "Solo para uno").await;
    join_all(people.iter().map(|person| tell(&app, gloria, person, "system", "Para todos"))).await;
    for (n, live) in streams.iter_mut().enumerate() {
        let mut heard = Vec::new();
        while heard.last().is_none_or(|title| title != "Para todos") {
            let told = live.next().await.unwrap();
            if told.event == "notification" {
                assert_eq!(told.data["user_id"], json!(people[n].id), "somebody else's");
                heard.push(told.data["title"].as_str().unwrap().to_owned());
            }
        }
        let expected: &[&str] = if n == 42 { &["Solo para uno", "Para todos"] } else { &["Para todos"] };
        assert_eq!(heard, expected);
    }
    assert_eq!(one["title"], "Solo para uno");
}
