//! What is thrown away after a while, and what has expired.

use super::{tell, titles};
use crate::support::App;
use chrono::TimeDelta;
use inventario::campus::notifications::store;
use inventario::kit::access::Origin;
use inventario::kit::clock;
use inventario::kit::db::Change;
use inventario::kit::db::{Kind, Notice};
use inventario::kit::wire::LocalTime;
use serde_json::json;

async fn clear(app: &App, days_later: i64) -> usize {
    let origin = Origin::of_command("test");
    let clear = app.parts.db.write(&origin, move |tx| {
        Ok(Change::unaudited(store::clear_old(tx, tx.now + TimeDelta::days(days_later))?))
    });
    clear.await.unwrap()
}

#[tokio::test]
async fn what_was_read_goes_after_three_months_and_everything_after_a_year() {
    let app = App::new().await;
    let estela = &app.world.estela;
    tell(&app, estela, estela, "system", "Leído").await;
    app.put(estela, "/api/notifications/read-all", json!({})).await.expect(200);
    tell(&app, estela, estela, "system", "Por leer").await;
    assert_eq!(clear(&app, 89).await, 0);
    assert_eq!(clear(&app, 91).await, 1);
    let list = app.get(estela, "/api/notifications/").await.expect(200).json();
    assert_eq!(titles(&list), ["Por leer"]);
    assert_eq!(clear(&app, 364).await, 0);
    assert_eq!(clear(&app, 366).await, 1);
}

#[tokio::test]
async fn the_settings_say_how_long_that_is() {
    let app = App::new().await;
    let estela = &app.world.estela;
    let shorter = json!({ "notifications": { "read_days": 3, "kept_days": 10 } });
    app.put(&app.world.gloria, "/api/settings", shorter).await.expect(200);
    tell(&app, estela, estela, "system", "Leído").await;
    app.put(estela, "/api/notifications/read-all", json!({})).await.expect(200);
    tell(&app, estela, estela, "system", "Por leer").await;
    assert_eq!(clear(&app, 2).await, 0);
    assert_eq!(clear(&app, 4).await, 1);
    assert_eq!(clear(&app, 11).await, 1);
}

#[tokio::test]
async fn what_has_expired_is_neither_shown_nor_counted_and_then_goes() {
    let app = App::new().await;
    let estela = &app.world.estela;
    let (id, origin) = (estela.id, Origin::of_command("test"));
    let told = app.parts.db.write(&origin, move |_| {
        let until = |seconds| LocalTime(clock::now() + TimeDelta::seconds(seconds));
        let notice = |title, seconds| Notice::new(id, Kind::CheckReminder, title, "x").until(until(seconds));
        Ok(Change::unaudited(()).tell([notice("Pasado", -1), notice("Vigente", 3_600)]))
    });
    told.await.unwrap();
    let list = app.get(estela, "/api/notifications/").await.expect(200).json();
    assert_eq!(titles(&list), ["Vigente"]);
    let count = app.get(estela, "/api/notifications/unread-count").await.expect(200).json();
    assert_eq!(count["unread"], 1);
    let mut live = app.listen(estela, Some("018f3b1c-0000-7000-8000-000000000001")).await;
    assert_eq!(live.unread().await, 1);
    assert_eq!(live.notification().await["title"], "Vigente");
    assert_eq!(clear(&app, 0).await, 1);
    assert_eq!(clear(&app, 1).await, 1);
}
