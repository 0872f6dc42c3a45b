//! What can't be exported, and why.

use super::*;

#[tokio::test]
async fn what_is_wrong_with_an_export_is_said_and_nothing_is_noted() {
    let app = App::new().await;
    let (gloria, ana) = (&app.world.gloria, &app.world.ana);
    let too_many: Vec<Id> = (0..20_001).map(|_| Id::new()).collect();
    let nowhere = Id::new();
    for (body, status, says) in [
        (json!({ "list": "nada", "file_format": "csv" }), 422, "debe ser una de estas palabras: items"),
        (
            json!({ "list": "items", "file_format": "doc" }),
            422,
            "debe ser una de estas palabras: pdf, excel, csv",
        ),
        (json!({ "file_format": "csv" }), 422, "list"),
        (json!({ "list": "items", "file_format": "csv", "ids": ["x"] }), 422, "ids"),
        (json!({ "list": "items", "file_format": "csv", "ids": too_many }), 400, "Son más de 20.000 filas"),
        (
            cut("items", &json!({ "status": "roto" })),
            400,
            "El filtro «status» de esta lista debe ser una de estas palabras",
        ),
        (cut("loans", &json!({ "priority": "urgent" })), 400, "alta, media, baja"),
        (cut("alerts", &json!({ "type": "fuego" })), 422, "El filtro «type»"),
        (cut("items", &json!({ "environment_id": nowhere })), 404, "Ambiente no encontrado"),
        (cut("audit", &json!({ "user_id": nowhere })), 404, "Usuario no encontrado"),
        (
            cut("loans", &json!({ "start_date": "2025-02-02", "end_date": "2025-02-01" })),
            422,
            "fecha inicial",
        ),
        (cut("loans", &json!({ "start_date": "2025-02-30" })), 422, "start_date"),
    ] {
        let refused = app.post(gloria, URI, body.clone()).await.expect(status);
        assert!(refused.detail().contains(says), "{body}: {}", refused.detail());
    }
    app.post(ana, URI, asked("audit", "csv")).await.expect(403);
    // Refusals are noted after their answer.
    app.reached("select count(*) from audit_logs where action = 'EXPORT_LIST'", 13).await;
    let log =
        app.get(gloria, "/api/audit-logs?per_page=50&action_filter=EXPORT_LIST").await.expect(200).json();
    let entries = log["logs"].as_array().unwrap();
    assert!(!entries.is_empty());
    let statuses =
        entries.iter().map(|entry| entry["new_values"]["response"]["status_code"].as_i64().unwrap());
    assert!(statuses.into_iter().all(|status| status >= 400));
}
