//! The files: small ones for lists, kept by browsers for ever, read without a session.

use super::*;
use crate::photos::{contains, encoded, with_exif};
use image::{ImageFormat, Rgb, RgbImage};
use inventario::kit::access::Origin;
use inventario::kit::db::Change;
use inventario::kit::random::sha256_hex;

async fn file(app: &App, uri: &str, kept: &str) -> Reply {
    app.send(Method::GET, uri, &[("if-none-match", kept)], "").await
}

#[tokio::test]
async fn a_file_is_read_by_its_address_alone_and_kept_for_ever() {
    let app = App::new().await;
    let picture = give(&app, &app.world.bruno, app.world.sistemas.machine, 640).await.expect(201).json();
    let url = text(&picture["url"]);
    for (query, width, size) in
        [("", 640, "full"), ("?size=full", 640, "full"), ("?size=small", 320, "small")]
    {
        let uri = format!("{url}{query}");
        let seen = file(&app, &uri, "").await.expect(200);
        assert_eq!(seen.header("content-type"), Some("image/jpeg"));
        assert_eq!(seen.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(seen.header("access-control-allow-origin"), Some("*"), "the app's web build shows it too");
        assert_eq!(seen.header("cache-control"), Some("public, max-age=31536000, immutable"));
        let read = image::load_from_memory_with_format(&seen.bytes, ImageFormat::Jpeg).unwrap();
        assert_eq!(read.width(), width);
        let tag = seen.header("etag").unwrap().to_owned();
        assert!(tag.ends_with(&format!("-{size}\"")), "{tag}");
        for kept in [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}")] {
            let same = file(&app, &uri, &kept).await.expect(304);
            assert!(same.bytes.is_empty() && same.header("etag") == Some(tag.as_str()));
        }
    }
    file(&app, &format!("{url}?size=small"), file(&app, &url, "").await.header("etag").unwrap())
        .await
        .expect(200);
    file(&app, &format!("{url}?size=huge"), "").await.expect(422);
    let nobody = "/api/item-pictures/files/00000000000000000000000000000000";
    assert_eq!(file(&app, nobody, "").await.expect(404).json()["code"], "foto_de_equipo_no_encontrada");
    file(&app, nobody, "*").await.expect(404);
    // A photo of a check has no such address.
    let photo = format!("/api/photos/{}", photo(&app, &app.world.estela, 641).await);
    let hash = sha256_hex(app.get(&app.world.estela, &photo).await.expect(200).bytes);
    file(&app, &format!("/api/item-pictures/files/{}", &hash[..32]), "").await.expect(404);
    let hash = sha256_hex(file(&app, &url, "").await.expect(200).bytes);
    assert!(url.ends_with(&hash[..32]), "that is what an address is made of");
}

#[tokio::test]
async fn a_photo_of_twelve_megapixels_taken_on_its_side_stands_upright_and_says_nothing_of_its_camera() {
    let app = App::new().await;
    let (bruno, machine) = (&app.world.bruno, app.world.sistemas.machine);
    // Red on the left, blue on the right, taken with the phone on its side: red is really at the top.
    let lying =
        RgbImage::from_fn(4_032, 3_024, |x, _| if x < 2_016 { Rgb([220, 0, 0]) } else { Rgb([0, 0, 220]) });
    let sent = with_exif(&encoded(lying, ImageFormat::Jpeg), 6);
    assert!(contains(&sent, b"Camara Secreta"));
    let photo = upload(&app, bruno, "image/jpeg", sent).await.expect(201).json();
    let new = json!({ "item_id": machine, "photo_id": photo["id"] });
    let picture = app.post(bruno, PICTURES, new).await.expect(201).json();
    assert_eq!((&picture["width"], &picture["height"]), (&json!(960), &json!(1_280)));
    for (query, width, height) in [("", 960, 1_280), ("?size=small", 240, 320)] {
        let seen = file(&app, &format!("{}{query}", text(&picture["url"])), "").await.expect(200);
        assert!(!contains(&seen.bytes, b"Secreta") && !contains(&seen.bytes, b"Exif"));
        let read = image::load_from_memory(&seen.bytes).unwrap().into_rgb8();
        assert_eq!(read.dimensions(), (width, height));
        let (top, bottom) = (read.get_pixel(width / 2, 20), read.get_pixel(width / 2, height - 20));
        assert!(
            top.0[0] > 180 && top.0[2] < 60 && bottom.0[2] > 180 && bottom.0[0] < 60,
            "{top:?} {bottom:?}"
        );
    }
}

#[tokio::test]
async fn a_list_of_equipment_says_where_its_photos_are_and_carries_none() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let picture = give(&app, gloria, app.world.sistemas.machine, 1_000).await.expect(201).json();
    let list = app.get(gloria, "/api/inventory").await.expect(200);
    assert!(contains(&list.bytes, text(&picture["url"]).as_bytes()) && list.bytes.len() < 20_000);
}

#[tokio::test]
async fn a_small_one_is_read_without_the_large_one() {
    let app = App::new().await;
    let picture = give(&app, &app.world.bruno, app.world.sistemas.machine, 640).await.expect(201).json();
    let small = format!("{}?size=small", text(&picture["url"]));
    let before = file(&app, &small, "").await.expect(200).bytes;
    // Whoever read the row of the large one would find nothing there.
    assert_eq!(app.count("select sum(length(small)) from photos").await, 0);
    // As a version from before left it.
    let origin = Origin::of_command("test");
    let aged = app.parts.db.write(&origin, |tx| {
        tx.execute("update photos set small = (select bytes from photo_smalls where photo_id = id)", [])?;
        tx.execute("delete from photo_smalls", [])?;
        Ok(Change::unaudited(()))
    });
    aged.await.unwrap();
    assert!(file(&app, &small, "").await.expect(200).bytes == before);
}

#[tokio::test]
async fn whoever_asks_by_a_name_is_told_whole_addresses() {
    let app = App::new().await;
    let (bruno, machine) = (&app.world.bruno, app.world.sistemas.machine);
    let url = text(&give(&app, bruno, machine, 640).await.expect(201).json()["url"]);
    assert!(url.starts_with("/api/item-pictures/files/"), "without a name there is nothing to tell");
    let authorization = format!("Bearer {}", bruno.token);
    let headers = [("authorization", authorization.as_str()), ("host", "caja.local:8080")];
    let whole = json!(format!("http://caja.local:8080{url}"));
    let list = app.send(Method::GET, "/api/inventory", &headers, "").await.expect(200).json();
    let row = list.as_array().unwrap().iter().find(|it| it["id"] == json!(machine)).unwrap().clone();
    assert_eq!(row["image_url"], whole);
    let own = app.send(Method::GET, &format!("{PICTURES}?item_id={machine}"), &headers, "").await;
    assert_eq!(own.expect(200).json()[0]["url"], whole);
    // What the app sends back leaves it as it is.
    let sent = json!({ "image_url": whole });
    let answered = app.put(bruno, &format!("/api/inventory/{machine}"), sent).await.expect(200).json();
    assert_eq!(answered["image_url"], json!(url));
    file(&app, &url, "").await.expect(200);
    // Also when the photo is gone by then.
    let picture = pictures(&app, bruno, machine).await[0].clone();
    app.delete(bruno, &format!("{PICTURES}/{}", text(&picture["id"]))).await.expect(204);
    let sent = json!({ "image_url": whole, "name": "Otro" });
    let answered = app.put(bruno, &format!("/api/inventory/{machine}"), sent).await.expect(200).json();
    assert_eq!((&answered["image_url"], &answered["name"]), (&Value::Null, &json!("Otro")));
}
