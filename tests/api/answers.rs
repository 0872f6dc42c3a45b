//! Answers: who asks for more than they take, or for all at once, makes nobody else wait and fills nobody's memory.

use crate::photos::upload;
use crate::support::{App, Person};
use bytes::Bytes;
use futures_util::FutureExt;
use futures_util::future::join_all;
use inventario::kit::wire::Sender;
use serde_json::json;

/// As much as the server holds for one person.
const SHARE: usize = 24 << 20;

/// A photo whose answer is long enough to be counted.
async fn noise(app: &App, who: &Person) -> String {
    let noise = (0..900 * 900_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8);
    let image = image::GrayImage::from_vec(900, 900, noise.collect()).unwrap();
    let mut out = std::io::Cursor::new(Vec::new());
    image.write_to(&mut out, image::ImageFormat::Png).unwrap();
    let photo = upload(app, who, "image/png", out.into_inner()).await.expect(201).json();
    format!("/api/photos/{}", photo["id"].as_str().unwrap())
}

fn unread(app: &App, who: &Person, bytes: usize) -> Bytes {
    app.parts.outgo.hold(Sender::Person(who.id), Bytes::from(vec![0; bytes]), true).unwrap()
}

#[tokio::test]
async fn who_does_not_read_is_told_so_and_everybody_else_goes_on() {
    let app = App::new().await;
    let world = &app.world;
    let photo = noise(&app, &world.ivan).await;
    let length = app.get(&world.ivan, &photo).await.expect(200).bytes.len();
    assert!(length > 64 << 10, "{length}");
    let held = unread(&app, &world.estela, SHARE);
    let refused = app.get(&world.estela, &photo).await.expect(429);
    assert_eq!(refused.header("retry-after"), Some("5"));
    assert_eq!(
        refused.detail(),
        "Su cuenta está pidiendo demasiado a la vez: espere a que llegue lo anterior (5 s)"
    );
    app.get(&world.estela, "/api/auth/me").await.expect(200);
    app.put(&world.estela, "/api/auth/me", json!({ "phone": "300" })).await.expect(200);
    app.get(&world.ivan, &photo).await.expect(200);
    let rest = [unread(&app, &world.ivan, SHARE), unread(&app, &world.sara, 16 << 20)];
    let full = app.get(&world.gloria, &photo).await.expect(503);
    assert_eq!(full.detail(), "El servidor está ocupado. Inténtelo de nuevo en unos segundos");
    app.get(&world.gloria, "/api/auth/me").await.expect(200);
    drop((held, rest));
    app.get(&world.estela, &photo).await.expect(200);
}

#[tokio::test]
async fn an_answer_counts_until_it_is_read_and_keeps_no_reader_of_the_database() {
    let app = App::new().await;
    let world = &app.world;
    let photo = noise(&app, &world.ivan).await;
    let length = app.get(&world.ivan, &photo).await.bytes.len();
    // More than there are readers, and none is read.
    let mut answers = Vec::new();
    for _ in 0..12 {
        answers.push(app.unread(&world.estela, &photo).await);
    }
    app.get(&world.estela, "/api/auth/me").await.expect(200);
    app.get(&world.ivan, "/api/auth/me").await.expect(200);
    let rest = unread(&app, &world.estela, SHARE - 12 * length);
    app.get(&world.estela, &photo).await.expect(429);
    let read = answers.pop().unwrap().into_body().into_bytes().await.unwrap();
    assert_eq!(read.len(), length);
    app.get(&world.estela, &photo).await.expect(429);
    drop(read);
    app.get(&world.estela, &photo).await.expect(200);
    drop((answers, rest));
}

#[tokio::test]
async fn reads_of_one_person_wait_for_their_seats_and_their_writes_and_others_do_not() {
    let app = App::new().await;
    let (estela, ivan) = (&app.world.estela, &app.world.ivan);
    // The first request of all finds out whether the server is set up, and others wait for that.
    app.get(estela, "/api/auth/me").await.expect(200);
    let mut seats = Vec::new();
    for _ in 0..6 {
        seats.push(app.parts.outgo.seat(estela.id).await.unwrap());
    }
    let mut waiting = Box::pin(app.get(estela, "/api/notifications"));
    for _ in 0..50 {
        assert!((&mut waiting).now_or_never().is_none());
        app.get(ivan, "/api/notifications").await.expect(200);
    }
    app.put(estela, "/api/auth/me", json!({ "phone": "300" })).await.expect(200);
    let mut crowd: Vec<_> = (0..57).map(|_| Box::pin(app.parts.outgo.seat(estela.id))).collect();
    for one in &mut crowd {
        assert!(one.now_or_never().is_none());
    }
    let refused = app.get(estela, "/api/notifications").await.expect(429);
    assert_eq!(refused.json()["code"], "demasiado_pedido");
    drop((seats, crowd));
    waiting.await.expect(200);
    app.get(estela, "/api/notifications").await.expect(200);
}

#[tokio::test]
async fn who_somebody_is_is_told_whatever_else_they_ask_leave_unread_or_wait_for() {
    let app = App::new().await;
    let (estela, me) = (&app.world.estela, "/api/auth/me");
    app.get(estela, me).await.expect(200);
    let _unread = unread(&app, estela, SHARE);
    let _full = unread(&app, &app.world.ivan, SHARE);
    let _fuller = unread(&app, &app.world.sara, 16 << 20);
    let mut seats = Vec::new();
    for _ in 0..6 {
        seats.push(app.parts.outgo.seat(estela.id).await.unwrap());
    }
    let mut crowd: Vec<_> = (0..58).map(|_| Box::pin(app.parts.outgo.seat(estela.id))).collect();
    for one in &mut crowd {
        assert!(one.now_or_never().is_none());
    }
    app.get(estela, "/api/notifications").await.expect(429);
    let many = (0..200).map(|_| app.get(estela, me));
    for reply in join_all(many).await {
        let reply = reply.expect(200);
        // Too short to be counted, however long the names are.
        assert!(reply.bytes.len() < 4 << 10, "{}", reply.bytes.len());
        assert_eq!(reply.json()["id"], json!(estela.id));
    }
}
