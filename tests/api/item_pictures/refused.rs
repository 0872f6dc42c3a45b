//! What is refused: rooms of others, one photo too many, an order of yesterday, and what is no photo.

use super::*;
use inventario::kit::access::Origin;
use inventario::kit::db::Change;

#[tokio::test]
async fn photos_are_kept_by_those_who_keep_the_room_and_seen_by_whoever_scans_the_label() {
    let app = App::new().await;
    let world = &app.world;
    let picture = give(&app, &world.gloria, world.taller.machine, 100).await.expect(201).json();
    let one = format!("{PICTURES}/{}", text(&picture["id"]));
    for who in world.roles() {
        assert_eq!(pictures(&app, who, world.taller.machine).await.len(), 1);
    }
    // Another centre's.
    for who in [&world.bruno, &world.wilson] {
        let photo = photo(&app, who, 120).await;
        let new = json!({ "item_id": world.taller.machine, "photo_id": photo });
        assert_eq!(app.post(who, PICTURES, new).await.expect(404).detail(), "Ítem no encontrado");
        arrange(&app, who, world.taller.machine, &[&picture["id"]]).await.expect(404);
        app.delete(who, &one).await.expect(404);
    }
    for who in [&world.estela, &world.ana] {
        let photo = photo(&app, who, 130).await;
        let new = json!({ "item_id": world.sistemas.machine, "photo_id": photo });
        app.post(who, PICTURES, new).await.expect(403);
        arrange(&app, who, world.sistemas.machine, &[]).await.expect(403);
        app.delete(who, &one).await.expect(403);
    }
    let list = format!("{PICTURES}?item_id={}", world.taller.machine);
    app.ask(None, Method::GET, &list, None).await.expect(401);
    assert_eq!(widths(&app, world.taller.machine).await, [100]);
}

#[tokio::test]
async fn an_item_has_twelve_photos_and_no_more() {
    let app = App::new().await;
    let (bruno, machine) = (&app.world.bruno, app.world.sistemas.machine);
    for n in 0..12 {
        give(&app, bruno, machine, 100 + n).await.expect(201);
    }
    let refused = give(&app, bruno, machine, 200).await.expect(409);
    assert!(refused.detail().contains("máximo 12 fotos"), "{}", refused.detail());
    assert_eq!(widths(&app, machine).await, (100..112).collect::<Vec<u64>>());
    // The other photos of a person go on.
    let first = pictures(&app, bruno, machine).await[0]["id"].clone();
    app.delete(bruno, &format!("{PICTURES}/{}", text(&first))).await.expect(204);
    give(&app, bruno, machine, 200).await.expect(201);
    assert_eq!(widths(&app, machine).await, (101..112).chain([200]).collect::<Vec<u64>>());
}

#[tokio::test]
async fn an_order_of_other_photos_than_are_there_is_refused_and_nothing_moves() {
    let app = App::new().await;
    let (bruno, machine) = (&app.world.bruno, app.world.sistemas.machine);
    let mut ids = Vec::new();
    for width in [100, 110, 120] {
        ids.push(give(&app, bruno, machine, width).await.expect(201).json()["id"].clone());
    }
    let other = give(&app, bruno, app.world.sistemas.group, 130).await.expect(201).json()["id"].clone();
    for wrong in [
        vec![&ids[1], &ids[0]],
        vec![&ids[1], &ids[0], &ids[2], &other],
        vec![&ids[1], &ids[0], &other],
        vec![&ids[1], &ids[1], &ids[0]],
        vec![],
    ] {
        let refused = arrange(&app, bruno, machine, &wrong).await.expect(409);
        assert_eq!(refused.json()["code"], "fotos_de_equipo_cambiaron");
    }
    assert_eq!(widths(&app, machine).await, [100, 110, 120]);
    arrange(&app, bruno, machine, &[&ids[2], &ids[0], &ids[1]]).await.expect(200);
    assert_eq!(widths(&app, machine).await, [120, 100, 110]);
}

#[tokio::test]
async fn a_photo_that_was_never_sent_is_refused() {
    let app = App::new().await;
    let (bruno, machine) = (&app.world.bruno, app.world.sistemas.machine);
    let nothing = "018f3b1c-0000-7000-8000-000000000001";
    let new = |item: Value, photo: &str| json!({ "item_id": item, "photo_id": photo });
    let refused = app.post(bruno, PICTURES, new(json!(machine), nothing)).await.expect(400);
    assert_eq!(refused.json()["code"], "foto_desconocida");
    let photo = photo(&app, bruno, 100).await;
    app.post(bruno, PICTURES, new(json!(nothing), &photo)).await.expect(404);
    let long = json!({ "item_id": machine, "photo_id": photo, "caption": "a".repeat(201) });
    app.post(bruno, PICTURES, long).await.expect(422);
    app.get(bruno, &format!("{PICTURES}?item_id={nothing}")).await.expect(404);
    app.get(bruno, PICTURES).await.expect(422);
    assert_eq!(app.count("select count(*) from item_pictures").await, 0);
}

#[tokio::test]
async fn only_a_photo_that_was_just_taken_for_it_is_shown_to_everybody() {
    let app = App::new().await;
    let world = &app.world;
    let (bruno, machine) = (&world.bruno, world.sistemas.machine);
    let new = |photo: &str| json!({ "item_id": machine, "photo_id": photo });
    let refused = async |photo: &str| {
        let refused = app.post(bruno, PICTURES, new(photo)).await.expect(400);
        assert_eq!(refused.json()["code"], "foto_no_es_nueva");
        assert!(refused.detail().contains("tómela o elíjala de nuevo"), "{}", refused.detail());
    };
    // Somebody else's, whether it is used or not.
    refused(&photo(&app, &world.estela, 100).await).await;
    // One's own that proves something: of a repair, and of a check.
    let proof = photo(&app, bruno, 110).await;
    let damage = json!({
        "environment_id": world.sistemas.id, "title": "Pantalla rota", "description": "Se cayó de la mesa",
        "priority": "alta", "images_urls": [format!("/api/photos/{proof}")],
    });
    app.post(bruno, "/api/maintenance-requests", damage).await.expect(201);
    refused(&proof).await;
    // One's own of last week.
    let old = photo(&app, bruno, 120).await;
    let id = old.clone();
    let origin = Origin::of_command("test");
    let aged = app.parts.db.write(&origin, move |tx| {
        tx.execute("update photos set created_at = '2025-01-01T00:00:00.000000' where id = ?1", [id])?;
        Ok(Change::unaudited(()))
    });
    aged.await.unwrap();
    refused(&old).await;
    assert_eq!(app.count("select count(*) from item_pictures").await, 0);
    app.post(bruno, PICTURES, new(&photo(&app, bruno, 130).await)).await.expect(201);
}

/// A PNG of so many pixels that says it is 30,000 × 30,000 of one bit, and begins to be.
fn bomb_png() -> Vec<u8> {
    let chunk = |kind: &[u8], data: &[u8]| {
        let mut sum = flate2::Crc::new();
        sum.update(kind);
        sum.update(data);
        [&(data.len() as u32).to_be_bytes()[..], kind, data, &sum.sum().to_be_bytes()].concat()
    };
    let header = [&30_000u32.to_be_bytes()[..], &30_000u32.to_be_bytes(), &[1, 0, 0, 0, 0]].concat();
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..10_000 {
        std::io::Write::write_all(&mut packed, &[0; 3_751]).unwrap();
    }
    let data = packed.finish().unwrap();
    [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", &header), chunk(b"IDAT", &data), chunk(b"IEND", b"")]
        .concat()
}

/// A small JPEG whose frame says that it is 30,000 × 30,000.
fn bomb_jpeg() -> Vec<u8> {
    let mut jpeg = wall(40, 30);
    let frame = jpeg.windows(2).position(|it| it == [0xff, 0xc0]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0x75, 0x30, 0x75, 0x30]);
    jpeg
}

/// The beginning of a WebP without loss of 16,383 × 16,383, the most that it can say.
fn bomb_webp() -> Vec<u8> {
    let mut webp = b"RIFF\x24\0\0\0WEBPVP8L\x18\0\0\0\x2f\xfe\xbf\xff\x0f".to_vec();
    webp.resize(44, 0);
    webp
}

#[tokio::test]
async fn a_picture_of_thirty_thousand_by_thirty_thousand_is_refused_before_it_is_unpacked() {
    let app = App::new().await;
    for (kind, bomb) in [("image/png", bomb_png()), ("image/jpeg", bomb_jpeg()), ("image/webp", bomb_webp())]
    {
        assert!(bomb.len() < 40_960, "{kind}: {}", bomb.len());
        let refused = upload(&app, &app.world.bruno, kind, bomb).await.expect(400);
        assert_eq!(refused.json()["code"], "imagen_muy_grande", "{kind}");
    }
    assert_eq!(app.count("select count(*) from photos").await, 0);
}

#[tokio::test]
async fn the_photos_of_an_iphone_are_told_apart_with_what_to_do() {
    let app = App::new().await;
    for (bytes, says) in [
        (&b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"[..], "Ajustes → Cámara → Formatos → Más compatible"),
        (b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf", "AVIF"),
        (b"\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf", "AVIF"),
        (b"\0\0\0\x14ftypmp42\0\0\0\0isom", "video"),
    ] {
        // Whatever the phone calls it.
        for kind in ["image/heic", "image/jpeg"] {
            let refused = upload(&app, &app.world.bruno, kind, bytes.to_vec()).await.expect(400);
            assert_eq!(refused.json()["code"], "imagen_de_otro_tipo");
            assert!(refused.detail().contains(says), "{}", refused.detail());
        }
    }
}
