//! How reports are made: after a stop, for whom, how many, until when.

use super::*;

/// A report that a stop of the server has left in the making.
async fn left(app: &App, attempts: i64, who: &Person) -> String {
    let (id, person) = (Id::new(), who.id);
    behind(app, move |tx| {
        tx.execute(
            "insert into reports (id, user_id, report_type, title, file_format, parameters, status, attempts, created_at, expires_at)
             values (:id, :person, 'inventory', 'Quedó a medias', 'csv', '{}', 'generating', :attempts,
                 '2025-09-01T12:00:00.000000Z', '2999-09-01T12:00:00.000000Z')",
            named_params! { ":id": id, ":person": person, ":attempts": attempts },
        )?;
        tx.execute(
            "insert into report_parts (report_id, number, bytes)\nvalues (:id, 7, x'00')",
            named_params! { ":id": id },
        )?;
        Ok(())
    })
    .await;
    format!("{URI}/{id}")
}

#[tokio::test]
async fn what_a_stop_has_cut_short_is_made_anew_but_not_for_ever() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let again = left(&app, 2, gloria).await;
    let given_up = left(&app, 3, gloria).await;
    let refused = app.get(gloria, &format!("{again}/download")).await.expect(400);
    assert_eq!(refused.detail(), "El reporte aún no está listo para descargar");
    let jobs = reports::Entry::jobs((app.parts.core.clone(), app.parts.maker.clone()));
    assert_eq!(jobs[0].run().await.unwrap(), 2);

    let report = settled(&app, gloria, &again).await;
    let file = file_of(&app, gloria, &report).await;
    assert!(String::from_utf8(file.bytes).unwrap().starts_with("\u{FEFF}\"Placa\";\"Equipo\""));
    let report = settled(&app, gloria, &given_up).await;
    assert_eq!(report["status"], "failed");
    assert!(report["error"].as_str().unwrap().starts_with("El servidor se detuvo varias veces"), "{report}");
    app.get(gloria, &format!("{given_up}/download")).await.expect(400);
    assert_eq!(count(&app, "report_parts where number = 7").await, 0);
    assert_eq!(jobs[0].run().await.unwrap(), 0);
}

#[tokio::test]
async fn whose_account_is_closed_gets_no_report() {
    let app = App::new().await;
    let (gloria, ana) = (&app.world.gloria, &app.world.ana);
    let report = left(&app, 0, ana).await;
    app.put(gloria, &format!("/api/users/{}", ana.id), json!({ "is_active": false })).await.expect(200);
    app.parts.maker.run().await.unwrap();
    let id = report.rsplit('/').next().unwrap().to_owned();
    let status = count(&app, &format!("reports where id = '{id}' and status = 'failed'")).await;
    assert_eq!(status, 1);
}

#[tokio::test]
async fn ten_may_wait_and_what_is_old_goes() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    for _ in 0..10 {
        left(&app, 0, gloria).await;
    }
    let refused = app.post(gloria, &format!("{URI}/generate"), asked("users", "csv")).await.expect(400);
    assert!(refused.detail().starts_with("Ya tiene varios reportes"), "{}", refused.detail());
    app.parts.maker.run().await.unwrap();
    let settings = json!({ "reports": { "keep_days": 1, "csv_separator": "comma" } });
    app.put(gloria, "/api/settings", settings).await.expect(200);
    let report = made(&app, gloria, asked("users", "csv")).await;
    let file = file_of(&app, gloria, &report).await;
    assert!(String::from_utf8(file.bytes).unwrap().starts_with("\u{FEFF}\"Nombre\",\"Correo\",\"Rol\""));
    let clear = async |days: i64| {
        let later = inventario::kit::clock::now() + chrono::TimeDelta::days(days);
        behind(&app, move |tx| reports::Entry::clear(&tx.at(later))).await
    };
    assert_eq!(clear(0).await, 0);
    assert_eq!(clear(2).await, 1);
    assert_eq!(count(&app, "reports").await, 10);
}
