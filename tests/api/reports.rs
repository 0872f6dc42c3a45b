//! Reports: asked for, made after the answer, downloaded whole and in part, seen by nobody else.

mod file;
mod filters;
mod made;
mod rights;
mod scheduled;
mod totals;

use crate::contract::Moment;
use crate::support::{App, Content, PASSWORD, Person, Ready, Reply, Resource, Roles, Rows};
use inventario::campus::reports;
use inventario::campus::reports::model::{ReportKind, ReportType};
use inventario::kit::access::Origin;
use inventario::kit::db::{Change, Tx};
use inventario::kit::document::FileFormat;
use inventario::kit::error::Result;
use inventario::kit::jobs::Job as _;
use inventario::kit::report;
use inventario::kit::resource::Resource as _;
use inventario::kit::wire::Id;
use lopdf::Document;
use poem::http::Method;
use rusqlite::named_params;
use serde_json::{Value, json};
use std::time::Duration;

/// Each their own; which report whose role may have is a rule of its own.
const ROLES: Roles = &[(
    "in su ad ag",
    &[
        "list_reports",
        "generate_report",
        "preview_report",
        "get_reports_summary",
        "get_report",
        "download_report",
        "delete_report",
        "list_report_schedules",
        "create_report_schedule",
        "get_report_schedule",
        "update_report_schedule",
        "delete_report_schedule",
    ],
)];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource = Resource::new(ROLES)
    .prepared_by(|ready| Box::pin(prepare(ready)))
    .asked_with(value)
    .sent(content)
    .replayed(&["reports"])
    .after(|moment| Box::pin(before_call(moment)));

async fn prepare(ready: &Ready) -> Rows {
    let (app, gloria) = (&ready.app, &ready.app.world.gloria);
    let report = made(app, gloria, asked("inventory", "pdf")).await;
    let weekly =
        json!({ "report_type": "loans", "file_format": "pdf", "every": "week", "weekday": 1, "hour": 7 });
    let schedule = app.post(gloria, "/api/report-schedules", weekly).await.expect(201).json();
    let Rows(mut rows) = Rows::of("report", &report["id"]);
    rows.extend(Rows::of("report_schedule", &schedule["id"]).0);
    Rows(rows)
}

fn value(ready: &Ready, operation: &str, parameter: &str) -> Option<String> {
    let row = if operation.ends_with("report_schedule") { "report_schedule" } else { "report" };
    (parameter == "id").then(|| ready.row(row))
}

fn content(ready: &Ready, operation: &str) -> Option<Content> {
    let world = &ready.app.world;
    let parameters = json!({
        "start_date": "2025-01-01", "end_date": "2999-12-31", "environment_id": world.sistemas.id, "category": "computer",
        "status": "available", "user_id": world.gloria.id, "item_id": world.sistemas.machine, "check_id": ready.settled,
        "product_category": "Alimentos", "days": 30, "category_id": crate::categories::OTHER,
    });
    Some(Content::Json(match operation {
        "generate_report" => json!({
            "report_type": "inventory", "file_format": "pdf", "title": "Mi inventario", "parameters": parameters,
        }),
        "create_report_schedule" => json!({
            "report_type": "loans", "file_format": "excel", "title": "Cada mes", "period": "last_month", "every": "month",
            "weekday": 1, "month_day": 31, "hour": 6, "by_mail": false,
            "parameters": {
                "start_date": "2025-01-01", "end_date": "2999-12-31", "environment_id": world.bodega.id, "category": "computer",
                "status": "overdue", "user_id": world.ana.id, "item_id": world.sistemas.machine, "check_id": ready.settled,
                "product_category": "Alimentos", "days": 30, "category_id": crate::categories::OTHER,
            },
        }),
        "update_report_schedule" => json!({
            "file_format": "csv", "title": "Cada semana", "period": "last_week", "every": "week", "weekday": 5, "month_day": 1,
            "hour": 18, "by_mail": true, "is_active": false,
            "parameters": {
                "start_date": "2025-01-01", "end_date": "2999-12-31", "environment_id": world.bodega.id, "category": "tv",
                "status": "returned", "user_id": world.gloria.id, "item_id": world.sistemas.machine, "check_id": ready.settled,
                "product_category": "Alimentos", "days": 30, "category_id": crate::categories::OTHER,
            },
        }),
        "preview_report" => json!({ "report_type": "inventory", "parameters": parameters }),
        _ => return None,
    }))
}

/// The app's list has a report that is ready.
async fn before_call(moment: Moment<'_>) -> Rows {
    let report = made(&moment.ready.app, moment.who.unwrap(), asked("inventory", "pdf")).await;
    Rows::of("report_id", &report["id"])
}

const URI: &str = "/api/reports";

pub fn asked(kind: &str, format: &str) -> Value {
    json!({ "report_type": kind, "file_format": format })
}

pub fn asked_with(kind: &str, format: &str, parameters: Value) -> Value {
    let mut body = asked(kind, format);
    body["parameters"] = parameters;
    body
}

fn uri(report: &Value) -> String {
    format!("{URI}/{}", report["id"].as_str().unwrap())
}

/// A write of nobody's.
async fn behind<T: Send + 'static>(app: &App, job: impl FnOnce(&Tx<'_>) -> Result<T> + Send + 'static) -> T {
    let origin = Origin::of_command("test");
    app.parts.db.write(&origin, move |tx| job(tx).map(Change::unaudited)).await.unwrap()
}

/// How many rows of a table there are; `of` may go on with a condition.
async fn count(app: &App, of: &str) -> i64 {
    let text = format!("select count(*) from {of}");
    app.parts.db.read(move |db| Ok(db.query_row(&text, [], |row| row.get(0))?)).await.unwrap()
}

/// Asks for a report and waits for it.
pub async fn made(app: &App, who: &Person, body: Value) -> Value {
    let report = app.post(who, &format!("{URI}/generate"), body).await.expect(200).json();
    assert_eq!(report["status"], "generating");
    settled(app, who, &uri(&report)).await
}

/// A report that isn't in the making any more.
async fn settled(app: &App, who: &Person, uri: &str) -> Value {
    let look = async {
        loop {
            let report = app.get(who, uri).await.expect(200).json();
            if report["status"] != "generating" {
                return report;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(120), look).await.expect("the report is made")
}

pub async fn file_of(app: &App, who: &Person, report: &Value) -> Reply {
    assert_eq!(report["status"], "completed", "{report}");
    app.get(who, &format!("{}/download", uri(report))).await.expect(200)
}

/// The text of a report as CSV.
pub async fn csv(app: &App, who: &Person, kind: &str, parameters: Value) -> String {
    let report = made(app, who, asked_with(kind, "csv", parameters)).await;
    String::from_utf8(file_of(app, who, &report).await.bytes).unwrap()
}

/// The lines of a list beneath its head.
pub async fn lines(app: &App, who: &Person, kind: &str, parameters: Value) -> Vec<String> {
    let text = csv(app, who, kind, parameters).await;
    text.trim_end().split("\r\n").skip(1).map(str::to_owned).collect()
}

#[tokio::test]
async fn every_report_is_made_in_every_format() {
    let ready = Ready::new().await;
    let (app, gloria) = (&ready.app, &ready.app.world.gloria);
    let room = &app.world.sistemas;
    let beside = report::known().iter().map(ReportKind::Beside);
    for kind in ReportType::ALL.iter().copied().map(ReportKind::Own).chain(beside) {
        for format in FileFormat::ALL {
            let parameters = match kind {
                ReportKind::Own(ReportType::Item) => json!({ "item_id": room.machine }),
                ReportKind::Own(ReportType::Room) => json!({ "environment_id": room.id }),
                ReportKind::Own(ReportType::Check) => json!({ "check_id": ready.settled }),
                _ => json!({}),
            };
            let preview = json!({ "report_type": kind.as_str(), "parameters": parameters });
            let preview = app.post(gloria, &format!("{URI}/preview"), preview).await.expect(200).json();
            let report = made(app, gloria, asked_with(kind.as_str(), format.as_str(), parameters)).await;
            assert_eq!(report["title"], preview["title"]);
            assert_eq!(report["progress"], 100);
            // The audit grows by what is asked for meanwhile, and of figures only those of the stock are foreseen.
            if !matches!(kind, ReportKind::Own(ReportType::Audit | ReportType::Statistics)) {
                assert_eq!(report["row_count"], preview["rows"], "{kind} as {format}");
            }
            let file = file_of(app, gloria, &report).await;
            assert_eq!(report["file_size"].as_i64().unwrap(), i64::try_from(file.bytes.len()).unwrap());
            assert_eq!(file.headers["content-length"].to_str().unwrap(), file.bytes.len().to_string());
            match format {
                FileFormat::Pdf => {
                    let document = Document::load_mem(&file.bytes).unwrap();
                    let text = document.extract_text(&[1]).unwrap();
                    let title = report["title"].as_str().unwrap();
                    assert!(text.replace('\n', " ").contains(title), "{title} in {text}");
                }
                FileFormat::Excel => assert!(file.bytes.starts_with(b"PK")),
                FileFormat::Csv => assert!(file.bytes.starts_with("\u{FEFF}".as_bytes())),
            }
        }
    }
}

#[tokio::test]
async fn a_report_is_listed_counted_and_deleted() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let first = made(&app, gloria, asked("users", "csv")).await;
    let second = made(&app, gloria, asked("environments", "pdf")).await;
    let ids = async |query: &str| -> Vec<Value> {
        let list = app.get(gloria, &format!("{URI}/{query}")).await.expect(200).json();
        list.as_array().unwrap().iter().map(|row| row["id"].clone()).collect()
    };
    assert_eq!(ids("").await, [second["id"].clone(), first["id"].clone()]);
    assert_eq!(ids("?report_type=users").await, [first["id"].clone()]);
    assert_eq!(ids("?status=failed").await, [Value::Null; 0]);
    assert_eq!(ids("?limit=1&skip=1").await, [first["id"].clone()]);
    file_of(&app, gloria, &first).await;
    let summary = app.get(gloria, &format!("{URI}/stats/summary")).await.expect(200).json();
    assert_eq!(
        (&summary["total_reports"], &summary["completed_reports"], &summary["total_downloads"]),
        (&json!(2), &json!(2), &json!(1))
    );
    let gone = app.delete(gloria, &uri(&first)).await.expect(200).json();
    assert_eq!(gone["message"], "Reporte eliminado exitosamente");
    app.get(gloria, &format!("{}/download", uri(&first))).await.expect(404);
    assert_eq!(count(&app, "report_parts where report_id not in (select id from reports)").await, 0);
    assert_eq!(ids("").await, [second["id"].clone()]);
}

#[tokio::test]
async fn a_report_leaves_its_traces_in_the_audit() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let report = made(&app, gloria, asked("users", "csv")).await;
    file_of(&app, gloria, &report).await;
    app.delete(gloria, &uri(&report)).await.expect(200);
    let log = app.get(gloria, "/api/audit-logs?per_page=50").await.expect(200).json();
    let actions: Vec<&str> = log["logs"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["entity_type"] == "report")
        .map(|row| row["action"].as_str().unwrap())
        .collect();
    assert_eq!(actions, ["DELETE_REPORT", "DOWNLOAD_REPORT", "CREATE_REPORT"]);
}
