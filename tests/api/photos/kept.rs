//! How photos are kept: the small ones apart, what nothing shows for some days only, and no more of them than a person needs.

use super::*;
use inventario::campus::photos::smalls::Smalls;
use inventario::kit::jobs::Job as _;
use inventario::kit::wire::LocalTime;

/// As a version from before left it: the small one stands behind the large one.
async fn aged(app: &App, id: Id) {
    let origin = Origin::of_command("test");
    let aged = app.parts.db.write(&origin, move |tx| {
        let moved =
            "update photos set small = (select bytes from photo_smalls where photo_id = ?1) where id = ?1";
        tx.execute(moved, [id])?;
        tx.execute("delete from photo_smalls where photo_id = ?1", [id])?;
        Ok(Change::unaudited(()))
    });
    aged.await.unwrap();
}

#[tokio::test]
async fn small_photos_from_before_are_shown_and_taken_over_some_at_a_time() {
    let app = App::new().await;
    let (estela, mut ids) = (&app.world.estela, Vec::new());
    for n in 0..20 {
        let stored = upload(&app, estela, "image/jpeg", wall(640, 300 + n)).await.expect(201).json();
        ids.push(Id::from_text(stored["id"].as_str().unwrap()).unwrap());
    }
    let small =
        async |id: Id| app.get(estela, &format!("/api/photos/{id}?size=small")).await.expect(200).bytes;
    let before = small(ids[3]).await;
    for id in &ids {
        aged(&app, *id).await;
    }
    assert!(small(ids[3]).await == before, "also until it is taken over");
    assert_eq!(Smalls(app.parts.db.clone()).run().await.unwrap(), 20);
    assert_eq!(app.count("select count(*) from photo_smalls").await, 20);
    assert!(small(ids[3]).await == before);
    assert_eq!(Smalls(app.parts.db.clone()).run().await.unwrap(), 0, "once is enough");
    // It keeps no photo: both go together.
    assert_eq!(clear(&app, 1).await, 20);
    assert_eq!(app.count("select count(*) from photo_smalls").await, 0);
}

#[tokio::test]
async fn what_nothing_shows_is_thrown_away_forty_at_a_time() {
    let app = App::new().await;
    let estela = app.world.estela.id;
    let origin = Origin::of_command("test");
    let made = app.parts.db.write(&origin, move |tx| {
        let shrunk = inventario::kit::picture::shrink(&wall(40, 30))?;
        for _ in 0..90 {
            store::insert(tx, Id::new(), &shrunk, estela, LocalTime(tx.now))?;
        }
        Ok(Change::unaudited(()))
    });
    made.await.unwrap();
    let gone = [clear(&app, 1).await, clear(&app, 1).await, clear(&app, 1).await, clear(&app, 1).await];
    assert_eq!(gone, [40, 40, 10, 0]);
}

#[tokio::test]
async fn whoever_takes_two_hundred_and_sends_none_is_told_what_to_do() {
    let app = App::new().await;
    let estela = &app.world.estela;
    let id = estela.id;
    let origin = Origin::of_command("test");
    let made = app.parts.db.write(&origin, move |tx| {
        let shrunk = inventario::kit::picture::shrink(&wall(40, 30))?;
        for _ in 0..200 {
            store::insert(tx, Id::new(), &shrunk, id, LocalTime(tx.now))?;
        }
        Ok(Change::unaudited(()))
    });
    made.await.unwrap();
    let refused = upload(&app, estela, "image/jpeg", wall(40, 30)).await.expect(400);
    assert_eq!(
        refused.detail(),
        "Tiene 200 fotos sin usar: envíe la verificación o el reporte para el que las tomó antes de tomar más"
    );
    // What they took the day before yesterday is of no matter, though the hourly clearing hasn't come to it.
    let origin = Origin::of_command("test");
    let aged = app.parts.db.write(&origin, |tx| {
        tx.execute("update photos set created_at = '2025-01-01T00:00:00.000000'", [])?;
        Ok(Change::unaudited(()))
    });
    aged.await.unwrap();
    upload(&app, estela, "image/jpeg", wall(40, 30)).await.expect(201);
}
