//! Budgets: nobody fills the disk of the box with what they save, and no day's work meets its bounds.

use crate::photos::upload;
use crate::support::{App, PASSWORD};
use inventario::campus::audit;
use inventario::kit::access::Origin;
use inventario::kit::db::budget::Bounds;
use inventario::kit::db::{Actor, Spender};
use poem::http::Method;
use serde_json::json;

fn bounded(app: &App, bounds: Bounds) {
    app.parts.db.budgets().bound(bounds);
}

#[tokio::test]
async fn who_has_saved_too_much_is_told_how_long_to_wait_and_still_reads_and_signs_in() {
    let app = App::new().await;
    let (estela, ivan) = (&app.world.estela, &app.world.ivan);
    bounded(&app, Bounds { writes: 5, ..Bounds::default() });
    for n in 0..5 {
        app.put(estela, "/api/auth/me", json!({ "phone": format!("30{n}") })).await.expect(200);
    }
    let refused = app.put(estela, "/api/auth/me", json!({ "phone": "no se guarda" })).await.expect(429);
    let seconds: u64 = refused.header("retry-after").unwrap().parse().unwrap();
    assert!((3_500..=3_601).contains(&seconds), "{seconds}");
    assert_eq!(
        refused.detail(),
        format!(
            "Su cuenta guardó todo lo que se permite en una hora. Lo anterior quedó guardado; espere antes de seguir ({} min)",
            seconds.div_ceil(60)
        )
    );
    assert_eq!(app.get(estela, "/api/auth/me").await.expect(200).json()["phone"], "304");
    let entry = app.audited(|entry| entry["new_values"]["code"] == "demasiados_cambios").await;
    assert_eq!(entry["user_id"], json!(estela.id));
    app.put(ivan, "/api/auth/me", json!({ "phone": "300" })).await.expect(200);
    let credentials = json!({ "email": estela.email, "password": PASSWORD });
    let session = app.ask(None, Method::POST, "/api/auth/login", Some(credentials)).await.expect(200).json();
    app.refresh_by_body(session["refresh_token"].as_str().unwrap()).await.expect(200);
}

#[tokio::test]
async fn a_flood_of_notifications_stops_for_who_causes_it_and_others_are_still_told() {
    let app = App::new().await;
    let (bruno, gloria, estela) = (&app.world.bruno, &app.world.gloria, &app.world.estela);
    bounded(&app, Bounds { told: 3, heard: 5, ..Bounds::default() });
    let notice = |to: &crate::support::Person| json!({ "user_id": to.id, "type": "system", "title": "Aviso", "message": "Otra vez lo mismo" });
    for who in [bruno, estela] {
        for _ in 0..3 {
            app.post(who, "/api/notifications", notice(who)).await.expect(201);
        }
        let refused = app.post(who, "/api/notifications", notice(who)).await.expect(429);
        assert!(refused.header("retry-after").is_some());
        assert!(refused.detail().starts_with("Esta persona ya recibió de usted todos los avisos"));
    }
    assert_eq!(app.count("select count(*) from notifications").await, 6);
    // What everybody together tells somebody refuses nobody's work: they hear that there is more.
    for who in [bruno, gloria] {
        for _ in 0..3 {
            app.post(who, "/api/notifications", notice(&app.world.wilson)).await.expect(201);
        }
    }
    let told = app.get(&app.world.wilson, "/api/notifications").await.expect(200).json();
    let titles: Vec<&str> = told.as_array().unwrap().iter().map(|it| it["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["Hay más avisos de los que se guardan", "Aviso", "Aviso", "Aviso", "Aviso", "Aviso"]);
    app.post(&app.world.wilson, "/api/notifications", notice(&app.world.wilson)).await.expect(201);
    assert_eq!(app.count("select count(*) from notifications").await, 12, "and no more than that");
}

#[tokio::test]
async fn what_grows_the_database_is_counted_and_what_does_not_is_not() {
    let app = App::new().await;
    let (estela, ivan) = (&app.world.estela, &app.world.ivan);
    bounded(&app, Bounds { bytes: 1 << 20, ..Bounds::default() });
    let noise = (0..900 * 900_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8);
    let image = image::GrayImage::from_vec(900, 900, noise.collect()).unwrap();
    let mut photo = std::io::Cursor::new(Vec::new());
    image.write_to(&mut photo, image::ImageFormat::Png).unwrap();
    let photo = photo.into_inner();
    let mut kept = 0;
    while upload(&app, estela, "image/png", photo.clone()).await.status == 201 {
        kept += 1;
        assert!(kept < 50, "there is no end to it");
    }
    let stored = app
        .count("select sum(length(p.picture) + length(s.bytes)) from photos p join photo_smalls s on s.photo_id = p.id")
        .await;
    assert!((1 << 20..2 << 20).contains(&stored), "{kept} photos of {stored} bytes");
    upload(&app, estela, "image/png", photo).await.expect(429);
    for n in 0..50 {
        app.put(ivan, "/api/auth/me", json!({ "phone": n.to_string() })).await.expect(200);
    }
}

#[tokio::test]
async fn many_accounts_at_one_address_come_to_an_end_together() {
    let app = App::new().await;
    bounded(&app, Bounds { address_writes: 4, ..Bounds::default() });
    let mut statuses = Vec::new();
    for who in [&app.world.estela, &app.world.ivan, &app.world.ana] {
        let authorization = format!("Bearer {}", who.token);
        let headers = [("content-type", "application/json"), ("authorization", authorization.as_str())];
        for _ in 0..2 {
            let sent =
                app.send_from("192.168.1.66", Method::PUT, "/api/auth/me", &headers, r#"{"phone":"1"}"#);
            statuses.push(sent.await.status.as_u16());
        }
        app.send_from("192.168.1.7", Method::PUT, "/api/auth/me", &headers, r#"{"phone":"2"}"#)
            .await
            .expect(200);
    }
    assert_eq!(statuses, [200, 200, 200, 200, 429, 429]);
    let credentials = json!({ "email": app.world.ana.email, "password": PASSWORD }).to_string();
    let json = [("content-type", "application/json")];
    let refused =
        app.send_from("192.168.1.66", Method::POST, "/api/auth/login", &json, credentials).await.expect(429);
    assert!(refused.detail().starts_with("Desde su red se guardó todo lo que se permite"));
}

#[tokio::test]
async fn the_house_has_no_budget() {
    let app = App::new().await;
    bounded(&app, Bounds { writes: 0, address_writes: 0, told: 0, heard: 0, ..Bounds::default() });
    assert_eq!(Origin::of_command("demo").spender(), Spender::House);
    app.add_people(3, inventario::kit::access::Role::Student).await;
    app.put(&app.world.estela, "/api/auth/me", json!({ "phone": "1" })).await.expect(429);
    app.audited(|entry| entry["new_values"]["code"] == "demasiados_cambios").await;
}

#[tokio::test]
async fn an_hour_of_a_large_import_and_of_a_scanner_is_far_below() {
    let app = App::new().await;
    let rows = 400;
    let file: String = (0..rows)
        .map(|n| format!("P-{n};Computador portátil de 14 pulgadas;HP;ProBook 440 G9;5CD{n:07};Sistemas 1;2024-02-01;3.250.000\n"))
        .collect();
    let pages =
        || app.count("select page_count - freelist_count from pragma_page_count, pragma_freelist_count");
    let before = pages().await;
    let import = crate::imports::judged(
        &app,
        &app.world.gloria,
        format!("Placa;Nombre;Marca;Modelo;Serial;Ambiente;Fecha de compra;Valor\n{file}"),
    )
    .await;
    let uri = format!("/api/imports/{}", import["id"].as_str().unwrap());
    let applied = crate::imports::apply(&app, &app.world.gloria, &uri, false).await.expect(200).json();
    assert_eq!(applied["create_count"], rows);
    let a_row = (pages().await - before) * 4_096 / i64::from(rows);
    let bounds = Bounds::default();
    // The longest file that is taken, three times in an hour.
    assert!(a_row * 10_000 * 3 < i64::try_from(bounds.bytes).unwrap(), "{a_row} bytes a row");
    // A scanner a second, each with its entry in the audit.
    assert!(bounds.writes > 3_600 && 3_600 * 8_192 < bounds.bytes);
}

/// How many entries of the audit tell of something, and of how many further ones.
async fn told(app: &App, action: &'static str) -> (i64, i64) {
    let text = match action {
        "UPDATE_USER" => "from audit_logs where action = 'UPDATE_USER'",
        _ => "from audit_logs where action = 'LOGIN'",
    };
    let (entries, further): (i64, i64) = app
        .parts
        .db
        .read(move |db| {
            let all =
                format!("select count(*), coalesce(sum(json_extract(new_values, '$.further')), 0) {text}");
            Ok(db.query_row(&all, [], |row| Ok((row.get(0)?, row.get(1)?)))?)
        })
        .await
        .unwrap();
    (entries, further)
}

#[tokio::test]
async fn the_audit_counts_what_is_done_over_and_over_instead_of_telling_each() {
    let app = App::new().await;
    let estela = &app.world.estela;
    for n in 0..100 {
        app.put(estela, "/api/auth/me", json!({ "phone": n.to_string() })).await.expect(200);
    }
    assert_eq!(told(&app, "UPDATE_USER").await, (30, 0));
    // And what is refused over and over.
    let core = app.parts.core.clone();
    for _ in 0..50 {
        let mut origin = poem::Request::builder().method(Method::POST).uri_str("/api/auth/login").finish();
        origin.headers_mut().insert("user-agent", "x".parse().unwrap());
        let origin = std::sync::Arc::new(Origin::of_request(&origin, false));
        audit::refused(core.clone(), origin, 401, None).await;
    }
    assert_eq!(told(&app, "LOGIN").await, (30, 0));

    let db = app.parts.db.clone();
    tokio::task::spawn_blocking(move || db.close()).await.unwrap();
    assert_eq!(told(&app, "UPDATE_USER").await, (31, 69), "with the last one a hundred");
    assert_eq!(told(&app, "LOGIN").await, (31, 19));
    let audit = app.get(&app.world.gloria, "/api/audit-logs?per_page=100").await.expect(200).json();
    let last = audit["logs"].as_array().unwrap().iter().find(|it| it["new_values"]["further"] == 69).unwrap();
    assert_eq!(last["user_id"], json!(estela.id));
    assert_eq!(last["new_values"]["after"]["phone"], "99");
    assert_eq!(
        last["new_values"]["description"],
        "Perfil propio modificado · y 69 veces más lo mismo, antes de este registro"
    );
    let chain = app.get(&app.world.gloria, "/api/audit-logs/verify").await.expect(200).json();
    assert_eq!(chain["whole"], true);
}
