//! Reports: asked for, made after the answer, downloaded whole and in part, seen by nobody else.

use crate::contract::Moment;
use crate::support::{App, Content, PASSWORD, Person, Ready, Reply, Resource, Roles, Rows};
use inventario::campus::reports;
use inventario::campus::reports::model::ReportType;
use inventario::kit::access::Origin;
use inventario::kit::db::{Change, Tx};
use inventario::kit::document::FileFormat;
use inventario::kit::error::Result;
use inventario::kit::jobs::Job as _;
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
    let report = made(&ready.app, &ready.app.world.gloria, asked("inventory", "pdf")).await;
    Rows::of("report", &report["id"])
}

fn value(ready: &Ready, _: &str, parameter: &str) -> Option<String> {
    (parameter == "id").then(|| ready.row("report"))
}

fn content(ready: &Ready, operation: &str) -> Option<Content> {
    let world = &ready.app.world;
    let parameters = json!({
        "start_date": "2025-01-01", "end_date": "2999-12-31", "environment_id": world.sistemas.id, "category": "computer",
        "status": "available", "user_id": world.gloria.id, "item_id": world.sistemas.machine, "check_id": ready.settled,
    });
    Some(Content::Json(match operation {
        "generate_report" => json!({
            "report_type": "inventory", "file_format": "pdf", "title": "Mi inventario", "parameters": parameters,
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

fn asked(kind: &str, format: &str) -> Value {
    json!({ "report_type": kind, "file_format": format })
}

fn asked_with(kind: &str, format: &str, parameters: Value) -> Value {
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
async fn made(app: &App, who: &Person, body: Value) -> Value {
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

async fn file_of(app: &App, who: &Person, report: &Value) -> Reply {
    assert_eq!(report["status"], "completed", "{report}");
    app.get(who, &format!("{}/download", uri(report))).await.expect(200)
}

/// The text of a report as CSV.
async fn csv(app: &App, who: &Person, kind: &str, parameters: Value) -> String {
    let report = made(app, who, asked_with(kind, "csv", parameters)).await;
    String::from_utf8(file_of(app, who, &report).await.bytes).unwrap()
}

/// The lines of a list beneath its head.
async fn lines(app: &App, who: &Person, kind: &str, parameters: Value) -> Vec<String> {
    let text = csv(app, who, kind, parameters).await;
    text.trim_end().split("\r\n").skip(1).map(str::to_owned).collect()
}

#[tokio::test]
async fn every_report_is_made_in_every_format() {
    let ready = Ready::new().await;
    let (app, gloria) = (&ready.app, &ready.app.world.gloria);
    let room = &app.world.sistemas;
    for kind in ReportType::ALL {
        for format in FileFormat::ALL {
            let parameters = match kind {
                ReportType::Item => json!({ "item_id": room.machine }),
                ReportType::Room => json!({ "environment_id": room.id }),
                ReportType::Check => json!({ "check_id": ready.settled }),
                _ => json!({}),
            };
            let preview = json!({ "report_type": kind.as_str(), "parameters": parameters });
            let preview = app.post(gloria, &format!("{URI}/preview"), preview).await.expect(200).json();
            let report = made(app, gloria, asked_with(kind.as_str(), format.as_str(), parameters)).await;
            assert_eq!(report["title"], preview["title"]);
            assert_eq!(report["progress"], 100);
            // The audit grows by what is asked for meanwhile, and of figures only those of the stock are foreseen.
            if !matches!(kind, ReportType::Audit | ReportType::Statistics) {
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
async fn a_file_has_a_spanish_name_and_can_be_had_in_parts() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let mut body = asked("inventory", "csv");
    body["title"] = json!("Inventario: año 1/2");
    let report = made(&app, gloria, body).await;
    let whole = file_of(&app, gloria, &report).await;
    let name = whole.headers["content-disposition"].to_str().unwrap();
    assert!(name.starts_with("attachment; filename=\"Inventario ano 1 2 "), "{name}");
    assert!(name.contains("filename*=UTF-8''Inventario%20a%C3%B1o%201%202%20"), "{name}");
    assert_eq!(whole.headers["content-type"], "text/csv; charset=utf-8");
    assert_eq!(whole.headers["accept-ranges"], "bytes");
    let tag = whole.headers["etag"].to_str().unwrap().to_owned();
    assert_eq!(tag, format!("\"{}\"", report["sha256"].as_str().unwrap()));

    let download = format!("{}/download", uri(&report));
    let token = format!("Bearer {}", gloria.token);
    let ask = async |name: &'static str, value: &str| {
        let headers = [("authorization", &*token), (name, value)];
        app.send(Method::GET, &download, &headers, Vec::new()).await
    };
    let size = whole.bytes.len();
    for (range, from, until) in [
        ("bytes=0-2", 0, 3),
        ("bytes=3-", 3, size),
        ("bytes=-4", size - 4, size),
        ("bytes=2-99999999", 2, size),
    ] {
        let part = ask("range", range).await.expect(206);
        assert_eq!(part.bytes, whole.bytes[from..until], "{range}");
        let said = part.headers["content-range"].to_str().unwrap();
        assert_eq!(said, format!("bytes {from}-{}/{size}", until - 1));
    }
    assert_eq!(ask("range", "bytes=0-1,4-5").await.expect(200).bytes, whole.bytes);
    ask("range", &format!("bytes={size}-")).await.expect(416);
    assert!(ask("if-none-match", &tag).await.expect(304).bytes.is_empty());
    let headers = [("authorization", &*token), ("range", "bytes=0-2"), ("if-range", "\"other\"")];
    assert_eq!(app.send(Method::GET, &download, &headers, Vec::new()).await.expect(200).bytes, whole.bytes);

    // What was begun at its first byte is a download: the whole three times, two parts.
    let report = app.get(gloria, &uri(&report)).await.expect(200).json();
    assert_eq!(report["download_count"], 4);
}

#[tokio::test]
async fn a_large_file_is_put_together_from_its_parts() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let room = app.world.sistemas.id;
    behind(&app, move |tx| {
        let text = "
            with recursive n (n) as (select 1 union all select n + 1 from n where n < 6000)
            insert into inventory_items (id, environment_id, name, internal_code, category, status, quantity, item_type,
                created_at, updated_at)
            select printf('018f0000-0000-7000-8000-%012d', n), :room, 'Portátil número ' || n, 'PL-' || n, 'computer', 'available',
                1, 'individual', '2025-09-01T12:00:00.000000Z', '2025-09-01T12:00:00.000000Z'
            from n";
        tx.execute(text, named_params! { ":room": room })?;
        Ok(())
    })
    .await;
    let report = made(&app, gloria, asked("inventory", "csv")).await;
    let file = file_of(&app, gloria, &report).await;
    assert!(file.bytes.len() > 300_000, "{} bytes", file.bytes.len());
    let text = String::from_utf8(file.bytes.clone()).unwrap();
    assert!((1..=6000).all(|n| text.contains(&format!("\"PL-{n}\";"))));
    let middle = [("authorization", &*format!("Bearer {}", gloria.token)), ("range", "bytes=262000-262300")];
    let part =
        app.send(Method::GET, &format!("{}/download", uri(&report)), &middle, Vec::new()).await.expect(206);
    assert_eq!(part.bytes, file.bytes[262_000..=262_300]);
}

#[tokio::test]
async fn all_absent_and_empty_mean_everything() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let everything = lines(&app, gloria, "inventory", json!({})).await;
    assert!(everything.len() > 3);
    let all = json!({
        "environment_id": "all", "category": "ALL", "status": "", "user_id": null, "start_date": "", "end_date": "all",
    });
    assert_eq!(lines(&app, gloria, "inventory", all).await, everything);
    assert_eq!(lines(&app, gloria, "loans", json!({ "environment_id": "all" })).await.len(), 0);

    let room = &app.world.sistemas;
    let here = lines(&app, gloria, "inventory", json!({ "environment_id": room.id })).await;
    assert!(!here.is_empty() && here.len() < everything.len());
    let lost = lines(&app, gloria, "inventory", json!({ "status": "lost" })).await;
    assert!(lost.is_empty(), "{lost:?}");
}

#[tokio::test]
async fn the_days_are_the_centres_and_both_are_included() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let person = gloria.id;
    behind(&app, move |tx| {
        // Half past eleven in the evening of the 9th in Bogotá, and half past midnight of the 10th.
        for (n, at) in [(1, "2025-09-10T04:30:00.000000Z"), (2, "2025-09-10T05:30:00.000000Z")] {
            tx.execute(
                "insert into maintenance_requests (id, user_id, title, description, priority, status, created_at, updated_at)
                 values (:id, :person, :title, 'x', 'media', 'pending', :at, :at)",
                named_params! {
                    ":id": Id::from_bits(n), ":person": person, ":title": format!("Solicitud {n}"), ":at": at,
                },
            )?;
        }
        Ok(())
    })
    .await;
    let of = async |from: &str, until: &str| {
        let days = json!({ "start_date": from, "end_date": until });
        lines(&app, gloria, "maintenance", days).await.len()
    };
    assert_eq!(of("2025-09-09", "2025-09-09").await, 1);
    assert_eq!(of("2025-09-10", "2025-09-10").await, 1);
    assert_eq!(of("2025-09-09", "2025-09-10").await, 2);
    assert_eq!(of("2025-09-11", "").await, 0);
    assert_eq!(of("2025-09-09T00:00:00Z", "2025-09-09T23:59:59Z").await, 1);
    let turned =
        asked_with("maintenance", "csv", json!({ "start_date": "2025-09-10", "end_date": "2025-09-09" }));
    app.post(gloria, &format!("{URI}/generate"), turned).await.expect(422);
}

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
async fn paper_names_no_filter_that_it_was_not_cut_to() {
    let ready = Ready::new().await;
    let (app, gloria) = (&ready.app, &ready.app.world.gloria);
    let room = &app.world.sistemas;
    let everything = json!({
        "environment_id": room.id, "category": "tv", "user_id": app.world.ana.id, "start_date": "2020-01-01",
        "end_date": "2020-12-31", "item_id": room.machine, "check_id": ready.settled,
    });
    for (kind, named, unnamed) in [
        ("audit", vec!["Periodo:", "Persona:"], vec!["Ambiente:", "Categoría:"]),
        ("inventory", vec!["Periodo:", "Ambiente:", "Categoría:"], vec!["Persona:"]),
        ("alerts", vec!["Periodo:", "Ambiente:"], vec!["Persona:", "Categoría:"]),
        ("environments", vec!["Ambiente:"], vec!["Periodo:", "Persona:", "Categoría:"]),
        ("item", vec![], vec!["Periodo:", "Persona:", "Categoría:"]),
    ] {
        let report = made(app, gloria, asked_with(kind, "pdf", everything.clone())).await;
        let file = file_of(app, gloria, &report).await;
        let text = Document::load_mem(&file.bytes).unwrap().extract_text(&[1]).unwrap();
        for part in named {
            assert!(text.contains(part), "{part} in {kind}: {text}");
        }
        for part in unnamed {
            assert!(!text.contains(part), "{part} in {kind}: {text}");
        }
    }
    let too_long =
        asked_with("statistics", "csv", json!({ "start_date": "2001-01-01", "end_date": "2025-01-01" }));
    app.post(gloria, &format!("{URI}/generate"), too_long).await.expect(422);
}

#[tokio::test]
async fn a_sheet_is_headed_by_the_centre_of_its_room_and_a_list_of_all_by_none() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let made_of =
        async |path: &str, body: Value| app.post(gloria, path, body).await.expect(201).json()["id"].take();
    let other = made_of("/api/centers", json!({ "code": "9999", "name": "Centro de las Otras Cosas" })).await;
    let room = json!({ "name": "Lejos", "center_id": other, "location": "Piso 9", "capacity": 10 });
    let room = made_of("/api/environments", room).await;
    let item =
        json!({ "name": "Torno", "internal_code": "T-1", "category": "other", "environment_id": room });
    let item = made_of("/api/inventory", item).await;
    let head = async |kind: &str, parameters: Value| {
        let report = made(&app, gloria, asked_with(kind, "pdf", parameters)).await;
        let bytes = file_of(&app, gloria, &report).await.bytes;
        Document::load_mem(&bytes).unwrap().extract_text(&[1]).unwrap()
    };
    let text = head("item", json!({ "item_id": item })).await;
    assert!(text.contains("Centro de las Otras Cosas") && text.contains("9999"), "{text}");
    let text = head("inventory", json!({})).await;
    assert!(text.contains("Todos los centros") && !text.contains("Código 9999"), "{text}");
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

#[tokio::test]
async fn what_a_report_needs_is_asked_for() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let generate = format!("{URI}/generate");
    for (kind, says) in [
        ("item", "Indique el equipo (item_id)"),
        ("room", "Indique el ambiente (environment_id)"),
        ("check", "Indique la verificación (check_id)"),
    ] {
        assert_eq!(app.post(gloria, &generate, asked(kind, "pdf")).await.expect(400).detail(), says);
    }
    let wrong = asked_with("loans", "csv", json!({ "status": "perdido" }));
    let refused = app.post(gloria, &generate, wrong).await.expect(400);
    assert!(
        refused.detail().starts_with("El estado de este reporte debe ser uno de estos: pending"),
        "{}",
        refused.detail()
    );
    app.post(gloria, &generate, asked("zzz", "csv")).await.expect(422);
    app.post(gloria, &generate, asked("loans", "docx")).await.expect(422);
    app.post(gloria, &generate, asked_with("users", "csv", json!({ "user_id": app.world.sistemas.id })))
        .await
        .expect(404);
    assert_eq!(app.get(gloria, URI).await.expect(200).json(), json!([]));
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
