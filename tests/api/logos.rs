//! Logos: a picture and nothing else, put by the general administrator, seen by everybody also before signing in.

use crate::support::{App, Person, Reply};
use image::{ImageFormat, Rgba, RgbaImage};
use poem::http::Method;
use serde_json::{Value, json};
use std::io::Cursor;

/// A green square in the middle of nothing.
fn drawing(side: u32) -> Vec<u8> {
    let middle = side / 4..side * 3 / 4;
    let inside = |x, y| middle.contains(&x) && middle.contains(&y);
    let drawing =
        RgbaImage::from_fn(
            side,
            side,
            |x, y| if inside(x, y) { Rgba([57, 169, 0, 255]) } else { Rgba([0; 4]) },
        );
    let mut out = Cursor::new(Vec::new());
    drawing.write_to(&mut out, ImageFormat::Png).unwrap();
    out.into_inner()
}

fn uri(app: &App) -> String {
    format!("/api/centers/{}/logo", app.world.center)
}

async fn put(app: &App, who: &Person, uri: &str, content_type: &str, logo: Vec<u8>) -> Reply {
    let authorization = format!("Bearer {}", who.token);
    let headers = [("authorization", authorization.as_str()), ("content-type", content_type)];
    app.send(Method::PUT, uri, &headers, logo).await
}

async fn get(app: &App, uri: &str, kept: &str) -> Reply {
    app.send(Method::GET, uri, &[("if-none-match", kept)], "").await
}

#[tokio::test]
async fn it_is_put_seen_without_a_session_changed_and_taken_away() {
    let app = App::new().await;
    let (gloria, uri) = (&app.world.gloria, uri(&app));
    get(&app, &uri, "").await.expect(404);
    let center = put(&app, gloria, &uri, "image/png", drawing(1_000)).await.expect(200).json();
    let version = center["logo"].as_str().unwrap().to_owned();
    assert_eq!(app.get(gloria, &uri[..uri.len() - 5]).await.expect(200).json(), center);

    let seen = get(&app, &uri, "").await.expect(200);
    assert_eq!(seen.header("content-type"), Some("image/png"));
    assert_eq!(seen.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(seen.header("cache-control"), Some("no-cache"));
    let tag = seen.header("etag").unwrap().to_owned();
    assert!(tag.contains(&version));
    let read = image::load_from_memory_with_format(&seen.bytes, ImageFormat::Png).unwrap().into_rgba8();
    assert_eq!(read.dimensions(), (512, 512));
    assert_eq!((read.get_pixel(2, 2).0[3], read.get_pixel(256, 256).0), (0, [57, 169, 0, 255]));

    // Who has it is not sent it again, until it is another one.
    for kept in [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}")] {
        let same = get(&app, &uri, &kept).await.expect(304);
        assert!(same.bytes.is_empty() && same.header("etag") == Some(tag.as_str()));
    }
    put(&app, gloria, &uri, "image/png", drawing(40)).await.expect(200);
    assert_ne!(get(&app, &uri, &tag).await.expect(200).header("etag"), Some(tag.as_str()));

    let without = app.delete(gloria, &uri).await.expect(200).json();
    assert_eq!(without["logo"], Value::Null);
    get(&app, &uri, &tag).await.expect(404);
    assert_eq!(app.delete(gloria, &uri).await.expect(404).json()["code"], "logo_no_encontrado");
}

#[tokio::test]
async fn it_is_audited_without_the_picture() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    put(&app, gloria, &uri(&app), "image/png", drawing(64)).await.expect(200);
    app.delete(gloria, &uri(&app)).await.expect(200);
    let logs = app.get(gloria, "/api/audit-logs/").await.expect(200).json();
    let all = logs["logs"].as_array().unwrap();
    let entries: Vec<&Value> = all.iter().filter(|it| it["action"] == "UPDATE_CENTER").collect();
    assert_eq!(entries.len(), 2, "{logs}");
    let versions = |at: usize| {
        (&entries[at]["new_values"]["before"]["logo"], &entries[at]["new_values"]["after"]["logo"])
    };
    assert!(versions(0).0.is_string() && versions(0).1.is_null(), "{logs}");
    assert!(versions(1).0.is_null() && versions(1).1.is_string(), "{logs}");
    assert!(logs.to_string().len() < 10_000);
}

#[tokio::test]
async fn what_is_no_picture_is_refused_and_nobody_else_puts_one() {
    let app = App::new().await;
    let (gloria, uri) = (&app.world.gloria, uri(&app));
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".to_vec();
    put(&app, gloria, &uri, "image/svg+xml", svg.clone()).await.expect(400);
    put(&app, gloria, &uri, "image/png", svg).await.expect(400);
    put(&app, gloria, &uri, "text/html", drawing(10)).await.expect(415);
    put(&app, gloria, &uri, "image/png", drawing(300)[..500].to_vec()).await.expect(400);
    put(&app, gloria, &uri, "image/png", vec![0; (10 << 20) + 1]).await.expect(413);
    let nowhere = "/api/centers/0190f3a0-0000-7000-8000-000000000000/logo";
    put(&app, gloria, nowhere, "image/png", drawing(10)).await.expect(404);
    for who in app.world.roles().into_iter().filter(|who| who.id != gloria.id) {
        put(&app, who, &uri, "image/png", drawing(10)).await.expect(403);
        app.delete(who, &uri).await.expect(403);
    }
    get(&app, &uri, "").await.expect(404);
}

#[tokio::test]
async fn the_only_active_centre_is_known_at_the_door() {
    let app = App::new().await;
    let only = async || app.ask(None, Method::GET, "/api/centers/only", None).await.expect(200).json();
    assert_eq!(only().await, json!({ "id": null, "name": null, "logo": null }), "there are two");
    app.delete(&app.world.gloria, &format!("/api/centers/{}", app.world.other_center)).await.expect(200);
    let id = app.world.center.to_string();
    assert_eq!(only().await, json!({ "id": id, "name": "Comercio", "logo": null }));
    put(&app, &app.world.gloria, &uri(&app), "image/png", drawing(64)).await.expect(200);
    assert!(only().await["logo"].is_string());
}

#[tokio::test]
async fn it_goes_with_its_centre() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let made =
        app.post(gloria, "/api/centers", json!({ "code": "9208", "name": "Agro" })).await.expect(201).json();
    let center = format!("/api/centers/{}", made["id"].as_str().unwrap());
    put(&app, gloria, &format!("{center}/logo"), "image/png", drawing(64)).await.expect(200);
    assert_eq!(app.delete(gloria, &center).await.expect(200).json()["status"], "deleted");
    get(&app, &format!("{center}/logo"), "").await.expect(404);
    let left = app
        .parts
        .db
        .read(|db| Ok(db.query_row("select count(*) from center_logos", [], |row| row.get::<_, i64>(0))?));
    assert_eq!(left.await.unwrap(), 0);
}
