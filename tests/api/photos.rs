//! Photos: shrunk, upright, without place and camera, and never anything but a picture.

mod kept;

use crate::support::{App, Content, Person, Ready, Reply, Resource, Roles};
use chrono::TimeDelta;
use image::{DynamicImage, GrayImage, ImageFormat, Luma, Rgb, RgbImage};
use inventario::campus::photos::store;
use inventario::kit::access::Origin;
use inventario::kit::clock;
use inventario::kit::db::Change;
use inventario::kit::wire::{FromText, Id};
use poem::http::Method;
use serde_json::json;
use std::io::Cursor;

/// All signed in.
const ROLES: Roles = &[("st in su ad ag", &["upload_photo", "get_photo"])];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource = Resource::new(ROLES).asked_with(value).sent(content);

fn value(ready: &Ready, operation: &str, parameter: &str) -> Option<String> {
    Some(match (operation, parameter) {
        (_, "id") => ready.photo_id.clone(),
        _ => return None,
    })
}

fn content(ready: &Ready, operation: &str) -> Option<Content> {
    (operation == "upload_photo").then(|| Content::Photo(ready.photo.clone()))
}

pub async fn upload(app: &App, who: &Person, content_type: &str, photo: Vec<u8>) -> Reply {
    let authorization = format!("Bearer {}", who.token);
    let headers = [("authorization", authorization.as_str()), ("content-type", content_type)];
    app.send(Method::POST, "/api/photos/", &headers, photo).await
}

pub fn encoded(photo: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    photo.into().write_to(&mut out, format).unwrap();
    out.into_inner()
}

/// A photo of the wall.
pub fn wall(width: u32, height: u32) -> Vec<u8> {
    encoded(GrayImage::from_pixel(width, height, Luma([200])), ImageFormat::Jpeg)
}

/// A JPEG with what a phone writes about itself: its maker, and how it was held.
pub fn with_exif(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    const MAKER: &[u8] = b"Camara Secreta 4.5981,-74.0758\0";
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
    exif.extend([0x0f, 0x01, 2, 0, MAKER.len() as u8, 0, 0, 0, 38, 0, 0, 0]);
    exif.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    exif.extend([0, 0, 0, 0]);
    exif.extend(MAKER);
    let mut out = jpeg[..2].to_vec();
    out.extend([0xff, 0xe1]);
    out.extend((exif.len() as u16 + 2).to_be_bytes());
    out.extend(exif);
    out.extend(&jpeg[2..]);
    out
}

pub fn contains(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|it| it == text)
}

#[tokio::test]
async fn a_photo_is_kept_in_two_sizes_and_read_by_everybody() {
    let app = App::new().await;
    let stored = upload(&app, &app.world.estela, "image/jpeg", wall(3_000, 1_500)).await.expect(201).json();
    assert_eq!((&stored["width"], &stored["height"]), (&json!(1_280), &json!(640)));
    let uri = format!("/api/photos/{}", stored["id"].as_str().unwrap());
    for who in app.world.roles() {
        for (query, width, height) in
            [("", 1_280, 640), ("?size=full", 1_280, 640), ("?size=small", 320, 160), ("?size=", 1_280, 640)]
        {
            let photo = app.get(who, &format!("{uri}{query}")).await.expect(200);
            assert_eq!(photo.header("content-type"), Some("image/jpeg"));
            assert_eq!(photo.header("x-content-type-options"), Some("nosniff"));
            assert_eq!(photo.header("cache-control"), Some("private, max-age=31536000, immutable"));
            let picture = image::load_from_memory_with_format(&photo.bytes, ImageFormat::Jpeg).unwrap();
            assert_eq!((picture.width(), picture.height()), (width, height), "{query}");
            if width == 1_280 {
                assert_eq!(stored["size"], photo.bytes.len());
            }
        }
    }
    app.get(&app.world.ana, &format!("{uri}?size=huge")).await.expect(422);
    app.ask(None, Method::GET, &uri, None).await.expect(401);
    let nothing = "/api/photos/018f3b1c-0000-7000-8000-000000000001";
    assert_eq!(app.get(&app.world.ana, nothing).await.expect(404).detail(), "Foto no encontrada");
}

#[tokio::test]
async fn every_format_of_phones_is_taken_and_small_photos_stay_small() {
    let app = App::new().await;
    let photo = RgbImage::from_pixel(300, 200, Rgb([10, 120, 200]));
    for (content_type, format) in [
        ("image/jpeg", ImageFormat::Jpeg),
        ("image/png", ImageFormat::Png),
        ("image/webp", ImageFormat::WebP),
    ] {
        let bytes = encoded(photo.clone(), format);
        let stored = upload(&app, &app.world.estela, content_type, bytes).await.expect(201).json();
        assert_eq!((&stored["width"], &stored["height"]), (&json!(300), &json!(200)), "{content_type}");
    }
}

#[tokio::test]
async fn a_photo_stands_upright_and_says_nothing_of_its_camera() {
    let app = App::new().await;
    // Red on the left, blue on the right, taken with the phone on its side: red is really at the top.
    let lying = RgbImage::from_fn(400, 200, |x, _| if x < 200 { Rgb([220, 0, 0]) } else { Rgb([0, 0, 220]) });
    let sent = with_exif(&encoded(lying, ImageFormat::Jpeg), 6);
    assert!(contains(&sent, b"Camara Secreta") && image::load_from_memory(&sent).is_ok());
    let stored = upload(&app, &app.world.estela, "image/jpeg", sent).await.expect(201).json();
    assert_eq!((&stored["width"], &stored["height"]), (&json!(200), &json!(400)));
    for size in ["full", "small"] {
        let uri = format!("/api/photos/{}?size={size}", stored["id"].as_str().unwrap());
        let photo = app.get(&app.world.estela, &uri).await.expect(200);
        assert!(!contains(&photo.bytes, b"Secreta") && !contains(&photo.bytes, b"Exif"));
        let picture = image::load_from_memory(&photo.bytes).unwrap().into_rgb8();
        assert!(picture.height() > picture.width());
        let (top, bottom) = (picture.get_pixel(20, 20), picture.get_pixel(20, picture.height() - 20));
        assert!(
            top.0[0] > 180 && top.0[2] < 60 && bottom.0[2] > 180 && bottom.0[0] < 60,
            "{top:?} {bottom:?}"
        );
    }
}

#[tokio::test]
async fn what_is_no_photo_is_refused_and_pages_never_come_back() {
    let app = App::new().await;
    let estela = &app.world.estela;
    let page = b"<html><script>alert(1)</script></html>".to_vec();
    for bytes in [
        vec![],
        page.clone(),
        b"<svg onload=alert(1)>".to_vec(),
        vec![0xff; 5_000],
        wall(40, 30)[..90].to_vec(),
    ] {
        let refused = upload(&app, estela, "image/jpeg", bytes).await.expect(400);
        assert!(refused.detail().starts_with("La imagen no se puede leer"));
    }
    for content_type in ["text/html", "application/json", "multipart/form-data; boundary=x"] {
        upload(&app, estela, content_type, wall(40, 30)).await.expect(415);
    }
    upload(&app, estela, "image/png", vec![0; (10 << 20) + 1]).await.expect(413);
    assert_eq!(app.count("select count(*) from photos").await, 0);

    // A picture and a page at once: only the picture is kept.
    let mut both = wall(40, 30);
    both.extend(page);
    let stored = upload(&app, estela, "image/jpeg", both).await.expect(201).json();
    let photo = app.get(estela, &format!("/api/photos/{}", stored["id"].as_str().unwrap())).await.expect(200);
    assert!(!contains(&photo.bytes, b"<script"));
    assert_eq!(photo.header("content-type"), Some("image/jpeg"));
}

#[tokio::test]
async fn a_photo_is_audited_without_its_content() {
    let app = App::new().await;
    let stored = upload(&app, &app.world.ana, "image/jpeg", wall(400, 300)).await.expect(201).json();
    let entry = app.audited(|entry| entry["action"] == "CREATE_PHOTO").await;
    assert_eq!((&entry["entity_id"], &entry["user_id"]), (&stored["id"], &json!(app.world.ana.id)));
    assert_eq!(entry["new_values"]["after"], stored);
    upload(&app, &app.world.ana, "image/jpeg", b"x".to_vec()).await.expect(400);
    let refused = |entry: &serde_json::Value| entry["new_values"]["response"]["status_code"] == 400;
    assert_eq!(app.audited(refused).await["entity_type"], "photo");
}

/// Throws away what was taken before this many days from now and never used.
async fn clear(app: &App, days: i64) -> usize {
    let origin = Origin::of_command("test");
    let clear = app.parts.db.write(&origin, move |tx| {
        Ok(Change::unaudited(store::clear_orphans(tx, tx.now + TimeDelta::days(days))?))
    });
    clear.await.unwrap()
}

#[tokio::test]
async fn photos_that_nothing_shows_are_thrown_away_and_the_others_kept() {
    let app = App::new().await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        let stored = upload(&app, &app.world.estela, "image/jpeg", wall(40, 30)).await.expect(201).json();
        ids.push(Id::from_text(stored["id"].as_str().unwrap()).unwrap());
    }
    let (room, item, estela) = (app.world.sistemas.id, app.world.sistemas.machine, app.world.estela.id);
    let (counted, found) = (ids[0], ids[1]);
    let origin = Origin::of_command("test");
    let used = app.parts.db.write(&origin, move |tx| {
        tx.execute(
            "insert into inventory_check_items (id, environment_id, item_id, item_name, internal_code, category,
                 item_type, status, quantity_expected, quantity_found, quantity_damaged, quantity_missing, photo_id,
                 created_at)
             values (?1, ?2, ?3, 'Computador', 'S1-M', 'computer', 'individual', 'damaged', 1, 0, 1, 0, ?4, '2025')",
            rusqlite::params![Id::new(), room, item, counted],
        )?;
        tx.execute(
            "insert into inventory_check_findings (id, environment_id, kind, code, photo_id, status, found_by, created_at)
             values (?1, ?2, 'unknown_code', 'X', ?3, 'open', ?4, '2025')",
            rusqlite::params![Id::new(), room, found, estela],
        )?;
        Ok(Change::unaudited(()))
    });
    used.await.unwrap();
    assert_eq!(clear(&app, -1).await, 0, "a check may still be on its way");
    assert_eq!(clear(&app, 1).await, 1);
    for (id, is_there) in ids.into_iter().zip([true, true, false]) {
        assert_eq!(app.parts.db.read(move |db| Ok(store::check(db, id).is_ok())).await.unwrap(), is_there);
    }
}

#[tokio::test]
async fn a_photo_is_kept_by_whatever_table_refers_to_it() {
    let app = App::new().await;
    let mut ids = Vec::new();
    for _ in 0..3 {
        let stored = upload(&app, &app.world.estela, "image/jpeg", wall(40, 30)).await.expect(201).json();
        ids.push(Id::from_text(stored["id"].as_str().unwrap()).unwrap());
    }
    let (shown, cover) = (ids[0], ids[1]);
    let origin = Origin::of_command("test");
    let tables = app.parts.db.write(&origin, move |tx| {
        // Tables that the program knows nothing of.
        tx.execute_batch(
            "create table \"album's \"\"pages\" (n integer, \"the photo\" text references Photos (id) on delete cascade);
             create table covers (photo text primary key references photos) strict, without rowid;",
        )?;
        tx.execute("insert into \"album's \"\"pages\" values (1, ?1), (2, null)", [shown])?;
        tx.execute("insert into covers values (?1)", [cover])?;
        Ok(Change::unaudited(()))
    });
    tables.await.unwrap();
    let estela = app.world.estela.id;
    let unused = async |days: i64| {
        let since = clock::now() - TimeDelta::days(days);
        app.parts.db.read(move |db| store::unused_by(db, estela, since)).await.unwrap()
    };
    assert_eq!(unused(1).await, 1);
    assert_eq!(unused(-1).await, 0, "what is older is no matter: it is cleared away");
    assert_eq!(clear(&app, 1).await, 1);
    for (id, is_there) in ids.into_iter().zip([true, true, false]) {
        assert_eq!(app.parts.db.read(move |db| Ok(store::check(db, id).is_ok())).await.unwrap(), is_there);
    }
}
