//! What stands in nobody's report who may not see it.

use super::*;

#[tokio::test]
async fn nobody_gets_in_a_report_what_they_may_not_see() {
    let ready = Ready::new().await;
    let (app, world) = (&ready.app, &ready.app.world);
    for kind in ["audit", "users", "loans", "alerts"] {
        let refused = app.post(&world.ana, &format!("{URI}/generate"), asked(kind, "csv")).await.expect(403);
        assert_eq!(refused.detail(), "Su rol no permite este reporte");
    }
    app.post(&world.estela, &format!("{URI}/generate"), asked("inventory", "csv")).await.expect(403);
    let names = async |who: &Person, kind: &str| lines(app, who, kind, json!({})).await.join("\n");
    let own = names(&world.ana, "inventory").await;
    let everything = names(&world.gloria, "inventory").await;
    let machine = |room: &crate::support::Room| room.machine;
    assert!(own.lines().count() < everything.lines().count());
    // A room, an item and a check out of sight aren't there.
    for (kind, parameters) in [
        ("room", json!({ "environment_id": world.taller.id })),
        ("item", json!({ "item_id": machine(&world.taller) })),
        ("check", json!({ "check_id": ready.settled })),
        ("inventory", json!({ "environment_id": world.taller.id })),
    ] {
        app.post(&world.ana, &format!("{URI}/generate"), asked_with(kind, "csv", parameters))
            .await
            .expect(404);
    }
    let own = made(app, &world.ana, asked("inventory", "csv")).await;
    for (method, path) in [
        (Method::GET, uri(&own)),
        (Method::GET, format!("{}/download", uri(&own))),
        (Method::DELETE, uri(&own)),
    ] {
        let hidden = app.ask(Some(&world.gloria), method, &path, None).await.expect(404);
        assert_eq!(hidden.detail(), "Reporte no encontrado");
    }
}

#[tokio::test]
async fn what_work_cost_and_who_had_a_thing_is_for_those_who_keep_it() {
    let app = App::new().await;
    let (world, machine, gloria) = (&app.world, app.world.sistemas.machine, app.world.gloria.id);
    behind(&app, move |tx| {
        tx.execute(
            "insert into maintenance_history (id, item_id, technician_id, maintenance_type, description, cost,
                 maintenance_date, is_completion, created_at, updated_at)
             values (:id, :item, :who, 'corrective', 'Fuente nueva', 12345600, '2025-09-01', 0,
                 '2025-09-01T12:00:00.000000Z', '2025-09-01T12:00:00.000000Z')",
            named_params! { ":id": Id::new(), ":item": machine, ":who": gloria },
        )?;
        Ok(())
    })
    .await;
    let of = json!({ "item_id": machine });
    let all = csv(&app, &world.gloria, "item", of.clone()).await;
    assert!(all.contains("Fuente nueva") && all.contains("123456") && all.contains("Préstamos"), "{all}");
    let own = csv(&app, &world.ana, "item", of.clone()).await;
    for hidden in ["Fuente nueva", "123456", "Préstamos", "\"Mantenimiento\""] {
        assert!(!own.contains(hidden), "{hidden} in {own}");
    }
    assert!(own.contains("Verificaciones"), "{own}");
    let preview = json!({ "report_type": "item", "parameters": of });
    let rows = async |who: &Person| {
        app.post(who, &format!("{URI}/preview"), preview.clone()).await.expect(200).json()["rows"].clone()
    };
    assert_eq!((rows(&world.ana).await, rows(&world.gloria).await), (json!(0), json!(1)));
}

#[tokio::test]
async fn what_equipment_cost_is_in_no_report_of_those_who_only_use_it() {
    let app = App::new().await;
    let (world, machine) = (&app.world, app.world.sistemas.machine);
    let paid = json!({
        "purchase_price": 1_234_567, "supplier_name": "Cómputo S.A.S.", "supplier_nit": "899999034-1", "invoice_number": "FE-120",
    });
    app.put(&world.gloria, &format!("/api/inventory/{machine}"), paid).await.expect(200);
    let abroad = json!({ "purchase_price": 1_234.55, "currency": "USD" });
    app.put(&world.gloria, &format!("/api/inventory/{}", world.sistemas.group), abroad).await.expect(200);
    for (who, sees) in
        [(&world.ana, false), (&world.bruno, true), (&world.wilson, true), (&world.gloria, true)]
    {
        let in_room = json!({ "environment_id": world.sistemas.id });
        // A warehouse's report is of the warehouse.
        let told = if who.id == world.wilson.id { json!({}) } else { in_room.clone() };
        let list = csv(&app, who, "inventory", told.clone()).await;
        assert_eq!(list.lines().next().unwrap().contains("Valor"), sees, "{}: {list}", who.email);
        let report = made(&app, who, asked_with("inventory", "pdf", told)).await;
        let file = file_of(&app, who, &report).await;
        let text = Document::load_mem(&file.bytes).unwrap().extract_text(&[1]).unwrap();
        assert_eq!(text.contains("Valor"), sees, "{}: {text}", who.email);
        assert!(sees || !text.contains('$'), "{}: {text}", who.email);
        if who.id == world.wilson.id {
            continue;
        }
        assert_eq!(list.contains("1234567") && list.contains("USD 12.345,50"), sees, "{}: {list}", who.email);
        let sheet = csv(&app, who, "item", json!({ "item_id": machine })).await;
        for hidden in ["$ 1.234.567", "Cómputo S.A.S.", "899999034-1", "FE-120"] {
            assert_eq!(sheet.contains(hidden), sees, "{hidden} for {}: {sheet}", who.email);
        }
    }
}

#[tokio::test]
async fn whoever_has_another_role_since_has_other_reports() {
    let app = App::new().await;
    let (gloria, wilson) = (&app.world.gloria, &app.world.wilson);
    let report = made(&app, wilson, asked("alerts", "csv")).await;
    file_of(&app, wilson, &report).await;
    app.put(gloria, &format!("/api/users/{}", wilson.id), json!({ "role": "instructor" })).await.expect(200);
    let session = app.sign_in(&wilson.email, PASSWORD).await.expect(200).json();
    let token = session["access_token"].as_str().unwrap().to_owned();
    let now = Person { token, ..wilson.clone() };
    let refused = app.get(&now, &format!("{}/download", uri(&report))).await.expect(403);
    assert_eq!(refused.detail(), "Su rol no permite este reporte");
}

/// Each sees the rows of their own rooms, and none of others, whichever report they are in.
#[tokio::test]
async fn each_role_has_the_rows_of_its_rooms() {
    let app = App::new().await;
    let (world, gloria) = (&app.world, &app.world.gloria);
    let made_of =
        async |path: &str, body: Value| app.post(gloria, path, body).await.expect(201).json()["id"].take();
    let center = made_of("/api/centers", json!({ "code": "9999", "name": "Otro centro" })).await;
    let far = json!({ "name": "Lejos", "center_id": center, "location": "Piso 9", "capacity": 10 });
    let far = made_of("/api/environments", far).await;
    for (code, room) in [
        ("EN-SISTEMAS", json!(world.sistemas.id)),
        ("EN-BODEGA", json!(world.bodega.id)),
        ("EN-IDIOMAS", json!(world.idiomas.id)),
        ("EN-LEJOS", far),
    ] {
        let item =
            json!({ "name": "Torno", "internal_code": code, "category": "other", "environment_id": room });
        let item = made_of("/api/inventory", item).await;
        let fault = json!({ "title": format!("Falla {code}"), "description": "No anda", "item_id": item });
        made_of("/api/maintenance-requests", fault).await;
    }
    let all = ["EN-SISTEMAS", "EN-BODEGA", "EN-IDIOMAS", "EN-LEJOS"];
    for (who, kind, seen) in [
        (&world.ana, "inventory", &["EN-SISTEMAS"][..]),
        (&world.bruno, "inventory", &all[..3]),
        (&world.bruno, "maintenance", &all[..3]),
        (&world.wilson, "inventory", &["EN-BODEGA"][..]),
        (&world.wilson, "maintenance", &["EN-BODEGA"][..]),
        (gloria, "inventory", &all[..]),
        (gloria, "maintenance", &all[..]),
    ] {
        let text = csv(&app, who, kind, json!({})).await;
        for code in all {
            assert_eq!(text.contains(code), seen.contains(&code), "{} of {}: {code}", kind, who.email);
        }
    }
}
