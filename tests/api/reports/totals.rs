//! What a report sums up to is what the lists and the statistics say of the same filters: shown over the half year of the demo.

use super::*;
use crate::support::World;
use crate::support::day;
use inventario::demo;
use tokio::sync::OnceCell;

/// Lived through once, and copied for each test.
async fn with_half_a_year() -> App {
    static LIVED: OnceCell<(Vec<u8>, World)> = OnceCell::const_new();
    let lived = LIVED.get_or_init(async || {
        let app = App::new().await;
        // The demo's centre has the code of this world's.
        app.run("update centers set code = 'P' || code").await;
        demo::fill(&app.parts.db).await.unwrap();
        app.into_file().await
    });
    let (database, world) = lived.await;
    App::again(database, world.clone())
}

/// How many rows a report would have.
async fn foreseen(app: &App, kind: &str, parameters: &Value) -> i64 {
    let asked = json!({ "report_type": kind, "parameters": parameters });
    let preview = app.post(&app.world.gloria, &format!("{URI}/preview"), asked).await.expect(200).json();
    preview["rows"].as_i64().unwrap()
}

/// How many rows a list has.
async fn listed(app: &App, uri: &str) -> i64 {
    let list = app.get(&app.world.gloria, uri).await.expect(200);
    list.headers["x-total-count"].to_str().unwrap().parse().unwrap()
}

/// What a form of filters is to a report, and to a list that calls them otherwise.
fn filters(
    names: &[(&'static str, &'static str)],
    choices: &[(&'static str, Vec<String>)],
) -> Vec<(Value, String)> {
    let mut all = vec![(json!({}), String::new())];
    for (member, values) in choices {
        let asked = names.iter().find(|(known, _)| known == member).map_or(*member, |(_, asked)| asked);
        let longer: Vec<(Value, String)> = all
            .iter()
            .flat_map(|(parameters, query)| {
                values.iter().map(move |value| {
                    let mut parameters = parameters.clone();
                    parameters[*member] = json!(value);
                    (parameters, format!("{query}&{asked}={value}"))
                })
            })
            .collect();
        all.extend(longer);
    }
    all
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

/// Compares a kind of report with its list under each choice of filters; answers how often something was found.
async fn found_alike(
    app: &App,
    (kind, list): (&str, &str),
    names: &[(&'static str, &'static str)],
    choices: &[(&'static str, Vec<String>)],
) -> usize {
    let mut found = 0;
    for (parameters, query) in filters(names, choices) {
        let query = query
            .replace("=all", "=")
            .replace("is_resolved=open", "is_resolved=false")
            .replace("is_resolved=resolved", "is_resolved=true")
            .replace("is_active=active", "is_active=true")
            .replace("is_active=inactive", "is_active=false");
        let rows = if list.contains("per_page") {
            let page = app.get(&app.world.gloria, &format!("{list}{query}")).await.expect(200).json();
            page["total"].as_i64().unwrap()
        } else {
            listed(app, &format!("{list}{query}")).await
        };
        assert_eq!(foreseen(app, kind, &parameters).await, rows, "{kind} {parameters}");
        found += usize::from(rows > 0);
    }
    found
}

/// The rooms with the most equipment.
async fn full_rooms(app: &App) -> Vec<String> {
    app.column(
        "select environment_id from inventory_items where environment_id is not null group by 1 order by count(*) desc limit 2",
    )
    .await
}

#[tokio::test]
async fn a_report_has_as_many_rows_as_the_list_with_the_same_filters() {
    let app = with_half_a_year().await;
    let rooms = full_rooms(&app).await;
    // The list asks for whoever asked, the report for technicians too.
    let asking = app
        .column(
            "select user_id from maintenance_requests
             where user_id not in (select assigned_technician_id from maintenance_requests where assigned_technician_id is not null)
             group by 1 order by count(*) desc limit 1",
        )
        .await;
    let stores =
        app.column("select environment_id from loans group by 1 order by count(*) desc limit 1").await;
    let people =
        app.column("select instructor_id from loans group by 1 order by count(*) desc limit 2").await;
    let mut found = Vec::new();
    for (kind, list, names, choices) in [
        (
            "inventory",
            "/api/inventory?limit=1",
            &[("start_date", "purchased_from"), ("end_date", "purchased_until")][..],
            vec![
                ("environment_id", rooms.clone()),
                ("start_date", vec![day(-900)]),
                ("end_date", vec![day(-200)]),
            ],
        ),
        (
            "inventory",
            "/api/inventory?limit=1",
            &[],
            vec![
                ("environment_id", rooms.clone()),
                ("category", words(&["computer", "other", "all"])),
                ("status", words(&["available", "damaged", "lost", "maintenance"])),
            ],
        ),
        (
            "maintenance",
            "/api/maintenance-requests?limit=1",
            &[],
            vec![
                ("environment_id", rooms.clone()),
                ("status", words(&["pending", "completed", "in_progress"])),
                ("user_id", asking),
                ("start_date", vec![day(-60)]),
                ("end_date", vec![day(-10)]),
            ],
        ),
        (
            "inventory_checks",
            "/api/inventory-checks?limit=1",
            &[],
            vec![
                ("environment_id", rooms.clone()),
                ("status", words(&["complete", "issues", "instructor_review"])),
                ("start_date", vec![day(-10)]),
                ("end_date", vec![day(-2)]),
            ],
        ),
        (
            "loans",
            "/api/loans?per_page=1",
            &[("status", "status_filter"), ("user_id", "instructor_id")],
            vec![
                ("environment_id", stores),
                ("user_id", people),
                ("status", words(&["pending", "active", "overdue", "returned", "rejected"])),
                ("start_date", vec![day(-90)]),
                ("end_date", vec![day(-5)]),
            ],
        ),
    ] {
        found.push(found_alike(&app, (kind, list), names, &choices).await);
    }
    assert!(found.iter().all(|found| *found > 3) && found.iter().sum::<usize>() > 60, "{found:?}");
}

#[tokio::test]
async fn so_have_reports_of_what_is_not_equipment() {
    let app = with_half_a_year().await;
    let rooms = full_rooms(&app).await;
    let people =
        app.column("select user_id from audit_logs where user_id is not null group by 1 limit 2").await;
    let days = [("start_date", vec![day(-60)]), ("end_date", vec![day(-1)])];
    for (kind, list, names, choices) in [
        (
            "alerts",
            "/api/system-alerts?limit=1",
            &[("status", "is_resolved")][..],
            vec![("environment_id", rooms.clone()), ("status", words(&["open", "resolved"]))],
        ),
        (
            "users",
            "/api/users?limit=1",
            &[("status", "is_active")],
            vec![("environment_id", rooms.clone()), ("status", words(&["active", "inactive"]))],
        ),
        ("audit", "/api/audit-logs?per_page=1", &[], vec![("user_id", people)]),
    ] {
        let choices = [choices, days.to_vec()].concat();
        assert!(found_alike(&app, (kind, list), names, &choices).await > 0, "{kind}");
    }
    let states = [("status", words(&["active", "inactive"]))];
    let rooms = ("environments", "/api/environments?limit=1");
    assert!(found_alike(&app, rooms, &[("status", "is_active")], &states).await > 1);
}

/// The sum of a column of whole numbers in a list as CSV; money stands there in pesos.
fn sum(lines: &[String], column: usize) -> i64 {
    let cell = |line: &String| {
        let cells: Vec<String> = line.split(';').map(|cell| cell.trim_matches('"').to_owned()).collect();
        cells[column].split(',').next().unwrap().parse::<i64>().unwrap_or(0)
    };
    lines.iter().map(cell).sum()
}

/// The figures of the last row of what stands above a list.
fn totals(bytes: &[u8]) -> Vec<i64> {
    let text = Document::load_mem(bytes).unwrap().extract_text(&[1, 2]).unwrap();
    let summary = text.split("Lista").next().unwrap().rsplit("Total").next().unwrap().to_owned();
    let figures = summary.split(['\n', ' ']).filter(|word| !word.is_empty() && *word != "$");
    // Below the last row a page's foot may follow.
    figures.map_while(|figure| figure.replace('.', "").parse().ok()).collect()
}

#[tokio::test]
async fn what_stands_above_a_list_sums_up_to_what_stands_in_it_and_in_the_statistics() {
    let app = with_half_a_year().await;
    let gloria = &app.world.gloria;
    let pdf = async |kind: &str, parameters: &Value| {
        let report = made(&app, gloria, asked_with(kind, "pdf", parameters.clone())).await;
        file_of(&app, gloria, &report).await.bytes
    };
    for parameters in [json!({}), json!({ "category": "computer" }), json!({ "status": "damaged" })] {
        let list = lines(&app, gloria, "inventory", parameters.clone()).await;
        let (pieces, damaged, missing, value) = (sum(&list, 7), sum(&list, 8), sum(&list, 9), sum(&list, 11));
        let above = totals(&pdf("inventory", &parameters).await);
        assert_eq!(above, [pieces, pieces - damaged - missing, damaged, missing, value], "{parameters}");
        assert!(pieces > 0);
    }
    let all = lines(&app, gloria, "inventory", json!({})).await;
    let stats = app.get(gloria, "/api/stats/inventory").await.expect(200).json();
    let total = |member: &str| stats["total"][member].as_f64().unwrap();
    for (column, member) in [(7, "quantity"), (8, "quantity_damaged"), (9, "quantity_missing"), (11, "value")]
    {
        #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
        let sum = sum(&all, column) as f64;
        assert!((sum - total(member)).abs() < 0.5, "{member}: {sum} and {}", total(member));
    }

    let list = lines(&app, gloria, "loans", json!({})).await;
    let rejected = list.iter().filter(|line| line.contains("\"Rechazado\"")).count();
    let rejected = i64::try_from(rejected).unwrap();
    let count = i64::try_from(list.len()).unwrap();
    assert_eq!(totals(&pdf("loans", &json!({})).await), [count - rejected, rejected, sum(&list, 4)]);
    let list = lines(&app, gloria, "maintenance", json!({})).await;
    let paper = pdf("maintenance", &json!({})).await;
    let text = Document::load_mem(&paper).unwrap().extract_text(&[1, 2]).unwrap();
    // Not the cost by month that the statistics tell.
    for title in
        ["Costo de las solicitudes, por el mes en que se pidieron", "Solicitudes por mes, con las canceladas"]
    {
        assert!(text.contains(title), "{title} in {text}");
    }
    let above = totals(&paper);
    assert_eq!(above, [i64::try_from(list.len()).unwrap(), sum(&list, 10)]);
    let list = lines(&app, gloria, "inventory_checks", json!({ "status": "complete" })).await;
    let above = totals(&pdf("inventory_checks", &json!({ "status": "complete" })).await);
    assert_eq!(above, [i64::try_from(list.len()).unwrap(), 0, 0]);
}

#[tokio::test]
async fn a_report_of_nothing_says_so_and_has_no_empty_chart() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let report = made(&app, gloria, asked_with("loans", "pdf", json!({ "status": "returned" }))).await;
    let bytes = file_of(&app, gloria, &report).await.bytes;
    let text = Document::load_mem(&bytes).unwrap().extract_text(&[1]).unwrap();
    assert!(text.contains("No hay datos con estos filtros.") && !text.contains("Resumen"), "{text}");
    let report = made(&app, gloria, asked("statistics", "pdf")).await;
    let bytes = file_of(&app, gloria, &report).await.bytes;
    let document = Document::load_mem(&bytes).unwrap();
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    let text = document.extract_text(&pages).unwrap();
    // Twelve months without a loan have rows of zeros, and nothing to draw.
    assert!(text.contains("No hay cifras para una gráfica."), "{text}");
}

#[tokio::test]
async fn the_audit_on_paper_speaks_spanish() {
    let app = with_half_a_year().await;
    let text = csv(&app, &app.world.gloria, "audit", json!({})).await;
    for said in ["\"Creó equipo\";\"Equipo\"", "\"Ambiente\"", "\"Préstamo\""] {
        assert!(text.contains(said), "{said}");
    }
    for line in text.trim_end().split("\r\n").skip(1) {
        let Some(act) = line.split(';').nth(3) else { continue };
        assert!(!act.contains('_') && act.chars().any(char::is_lowercase), "{line}");
    }
}
