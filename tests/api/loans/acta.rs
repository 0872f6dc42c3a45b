//! Actas: what they say, who signs them when, and that what was signed stays.

mod kept;

use super::{ask, id, loan_in, step, uri};
use crate::inventory::new_item;
use crate::support::{App, Person, Reply, day, patched};
use inventario::kit::{random, sql};
use lopdf::Document;
use serde_json::{Value, json};

/// A signature that reaches over half of its box.
fn strokes() -> Value {
    json!([[100, 300, 300, 60, 420, 310], [500, 200, 700, 180]])
}

async fn actas(app: &App, who: &Person, loan: &str) -> Vec<Value> {
    let list = app.get(who, &format!("{}/actas", uri(loan))).await.expect(200).json();
    list.as_array().unwrap().clone()
}

async fn newest(app: &App, who: &Person, loan: &str, kind: &str) -> Value {
    let found =
        actas(app, who, loan).await.into_iter().find(|it| it["kind"] == kind && it["is_current"] == true);
    found.unwrap_or_else(|| panic!("no acta of {kind}"))
}

/// Signs the newest acta of a kind, changed as `patch` says.
async fn sign(app: &App, who: &Person, loan: &str, (kind, side): (&str, &str), patch: Value) -> Reply {
    let hash = newest(app, &app.world.gloria, loan, kind).await["content_hash"].clone();
    let body = json!({
        "kind": kind, "side": side, "content_hash": hash, "name": "Ana Prueba", "strokes": strokes(),
    });
    let body = patched(body, &patch);
    app.post(who, &format!("{}/acta/signatures", uri(loan)), body).await
}

async fn pdf(app: &App, who: &Person, path: &str) -> Vec<u8> {
    let answer = app.get(who, path).await.expect(200);
    assert_eq!(answer.header("content-type"), Some("application/pdf"));
    answer.bytes
}

/// The text of each page.
fn pages(pdf: &[u8]) -> Vec<String> {
    let document = Document::load_mem(pdf).unwrap();
    document.get_pages().keys().map(|page| document.extract_text(&[*page]).unwrap()).collect()
}

/// The text of all pages, in one line.
fn text(pdf: &[u8]) -> String {
    pages(pdf).join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn an_approval_makes_the_acta_of_what_was_asked_for() {
    let app = App::new().await;
    let (ana, wilson) = (&app.world.ana, &app.world.wilson);
    let loan =
        id(&ask(&app, ana, json!({ "quantity_requested": 3, "end_date": day(2) })).await.expect(201).json());
    assert_eq!(actas(&app, ana, &loan).await, Vec::<Value>::new());
    let none = app.get(ana, &format!("{}/acta", uri(&loan))).await.expect(404);
    assert_eq!(none.detail(), "El préstamo no tiene esa acta");

    let approved = step(&app, wilson, &loan, "approved").await.expect(200).json();
    let path = approved["acta_pdf_path"].as_str().unwrap();
    assert_eq!(path, format!("/api/loans/{loan}/acta"));
    let text = text(&pdf(&app, ana, path).await);
    for word in [
        "Acta de préstamo",
        "Elementos solicitados",
        "BC-G",
        "Total: 3 piezas",
        "Ana Prueba",
        "Bodega central",
        "Por entregar",
        "Condiciones",
        "Página 1 de 1",
    ] {
        assert!(text.contains(word), "{word} is missing: {text}");
    }
    let acta = newest(&app, wilson, &loan, "loan").await;
    assert_eq!(
        (&acta["version"], &acta["may_sign"], &acta["signatures"]),
        (&json!(1), &json!([]), &json!([]))
    );
    let early = sign(&app, wilson, &loan, ("loan", "warehouse"), json!({})).await.expect(400);
    assert_eq!(early.detail(), "El acta se firma cuando se entrega al menos una pieza");
}

#[tokio::test]
async fn it_is_signed_at_the_desk_by_both_and_says_so() {
    let app = App::new().await;
    let (ana, wilson) = (&app.world.ana, &app.world.wilson);
    let loan = loan_in(&app, ana, &["approved", "active"]).await;
    let acta = newest(&app, ana, &loan, "loan").await;
    // Nobody had signed what was approved: it is still the first version.
    assert_eq!((&acta["version"], &acta["may_sign"]), (&json!(1), &json!(["borrower"])));
    assert_eq!(newest(&app, wilson, &loan, "loan").await["may_sign"], json!(["borrower", "warehouse"]));

    let own = sign(&app, ana, &loan, ("loan", "borrower"), json!({})).await.expect(201).json();
    assert_eq!(own["signatures"][0]["is_drawn"], true);
    assert_eq!((&own["signatures"][0]["user_name"], &own["may_sign"]), (&json!("Ana Prueba"), &json!([])));
    let twice = sign(&app, wilson, &loan, ("loan", "borrower"), json!({})).await.expect(400);
    assert_eq!(twice.detail(), "El acta ya tiene esa firma");
    let typed = json!({ "name": "Wilson Ñáñez", "strokes": null });
    let all = sign(&app, wilson, &loan, ("loan", "warehouse"), typed).await.expect(201).json();
    assert_eq!(all["signatures"].as_array().unwrap().len(), 2);
    assert_eq!(
        (&all["signatures"][1]["name"], &all["signatures"][1]["is_drawn"]),
        (&json!("Wilson Ñáñez"), &json!(false))
    );

    let text = text(&pdf(&app, ana, &format!("{}/acta", uri(&loan))).await);
    for word in ["Firmada en pantalla el", "Firma escrita el", "Wilson Ñáñez", "En la sesión de Ana Prueba"]
    {
        assert!(text.contains(word), "{word} is missing: {text}");
    }
    assert!(text.contains(all["content_hash"].as_str().unwrap()), "{text}");
    let audit =
        app.get(&app.world.gloria, "/api/audit-logs/?action_filter=SIGN_LOAN").await.expect(200).json();
    let entries = audit["logs"].as_array().unwrap();
    // Both signatures, and the one that was refused.
    assert_eq!(entries.len(), 3, "{audit}");
    assert!(!audit.to_string().contains("[100,300"), "what was drawn isn't in the audit");
}

#[tokio::test]
async fn what_was_signed_stays_and_a_change_makes_another_version() {
    let app = App::new().await;
    let (ana, wilson) = (&app.world.ana, &app.world.wilson);
    let loan = loan_in(&app, ana, &["approved", "active"]).await;
    let read = newest(&app, ana, &loan, "loan").await;
    sign(&app, ana, &loan, ("loan", "borrower"), json!({})).await.expect(201);
    let first = uri(&loan) + "/acta?version=1";
    let before = text(&pdf(&app, ana, &first).await);
    app.put(wilson, &uri(&loan), json!({ "end_date": day(9) })).await.expect(200);

    let versions: Vec<_> = actas(&app, ana, &loan)
        .await
        .iter()
        .map(|it| {
            (it["version"].clone(), it["is_current"].clone(), it["signatures"].as_array().unwrap().len())
        })
        .collect();
    assert_eq!(versions, [(json!(2), json!(true), 0), (json!(1), json!(false), 1)]);
    assert_eq!(text(&pdf(&app, ana, &first).await), before);
    let now = text(&pdf(&app, ana, &(uri(&loan) + "/acta")).await);
    assert!(now.contains("versión 2") && !now.contains("Firmada en pantalla"), "{now}");
    // Who read the first doesn't sign the second.
    let stale = json!({ "content_hash": read["content_hash"] });
    let stale = sign(&app, wilson, &loan, ("loan", "warehouse"), stale).await.expect(400);
    assert_eq!(stale.detail(), "El acta cambió mientras la leía: revísela y firme de nuevo");
    sign(&app, wilson, &loan, ("loan", "warehouse"), json!({})).await.expect(201);
    app.get(ana, &(uri(&loan) + "/acta?version=3")).await.expect(404);
}

#[tokio::test]
async fn what_comes_back_has_an_acta_of_its_own() {
    let app = App::new().await;
    let (ana, wilson, keyboards) = (&app.world.ana, &app.world.wilson, app.world.bodega.group);
    let loan = loan_in(&app, ana, &["approved", "active"]).await;
    let path = uri(&loan) + "/acta?kind=return";
    app.get(ana, &path).await.expect(404);
    let desk = uri(&loan) + "/hand-in";
    let hand_in = |outcome: &'static str| {
        let piece =
            json!({ "item_id": keyboards, "quantity": 1, "outcome": outcome, "notes": "Sin la tecla ñ" });
        app.post(wilson, &desk, json!({ "pieces": [piece] }))
    };
    hand_in("damaged").await.expect(200);
    let partly = text(&pdf(&app, ana, &path).await);
    for word in [
        "Acta de devolución",
        "Dañado",
        "Sin la tecla ñ",
        "Pendiente por devolver",
        "Sigue afuera",
        "Total: 1 pieza",
    ] {
        assert!(partly.contains(word), "{word} is missing: {partly}");
    }
    sign(&app, wilson, &loan, ("return", "warehouse"), json!({})).await.expect(201);
    hand_in("returned").await.expect(200);
    let whole = newest(&app, ana, &loan, "return").await;
    assert_eq!((&whole["version"], &whole["signatures"]), (&json!(2), &json!([])));
    let whole = text(&pdf(&app, ana, &path).await);
    assert!(whole.contains("En buen estado") && !whole.contains("Pendiente"), "{whole}");
    // What went out is what it was.
    assert_eq!(newest(&app, ana, &loan, "loan").await["version"], 1);
}

#[tokio::test]
async fn it_is_read_by_who_sees_the_loan_and_signed_by_whom_it_names() {
    let app = App::new().await;
    let world = &app.world;
    let loan = loan_in(&app, &world.ana, &["approved", "active"]).await;
    let path = uri(&loan) + "/acta";
    for who in [&world.ana, &world.bruno, &world.wilson, &world.gloria] {
        pdf(&app, who, &path).await;
    }
    for who in [&world.estela, &world.pedro, &world.ivan] {
        assert_eq!(app.get(who, &path).await.expect(404).detail(), "Préstamo no encontrado");
        app.get(who, &format!("{path}s")).await.expect(404);
    }
    assert_eq!(
        sign(&app, &world.ivan, &loan, ("loan", "borrower"), json!({})).await.expect(404).detail(),
        "Préstamo no encontrado"
    );
    sign(&app, &world.bruno, &loan, ("loan", "warehouse"), json!({})).await.expect(403);
    let other = sign(&app, &world.ana, &loan, ("loan", "warehouse"), json!({})).await.expect(403);
    assert_eq!(other.detail(), "Solo la bodega firma por la bodega, y quien pide prestado firma lo suyo");
    // At the desk they sign on the warehouse's screen.
    let there = sign(&app, &world.wilson, &loan, ("loan", "borrower"), json!({})).await.expect(201).json();
    assert_eq!(there["signatures"][0]["user_name"], "Wilson Prueba");
}

#[tokio::test]
async fn a_signature_that_says_nothing_is_refused_and_not_kept() {
    let app = App::new().await;
    let (ana, loan) = (&app.world.ana, loan_in(&app, &app.world.ana, &["approved", "active"]).await);
    for (patch, status, words) in [
        (json!({ "strokes": [] }), 400, "La firma está vacía"),
        (json!({ "strokes": [[10, 10, 12, 12]] }), 400, "La firma está vacía"),
        (json!({ "strokes": [[0, 0, 2000, 100]] }), 400, "se sale de su espacio"),
        (json!({ "strokes": [[0, 0, 900]] }), 400, "coordenada suelta"),
        (json!({ "strokes": vec![[0, 0, 900, 300]; 201] }), 400, "demasiados trazos"),
        (json!({ "strokes": ["línea"] }), 422, ""),
        (json!({ "name": " " }), 422, ""),
        (json!({ "name": "\u{200B}\u{2060}\u{200D}" }), 422, "no puede quedar vacío"),
        (json!({ "name": "A. 12", "strokes": null }), 400, "Escriba el nombre de quien firma"),
        (json!({ "name": "x".repeat(121) }), 422, ""),
        (json!({ "kind": "otra" }), 422, "loan, return"),
        (json!({ "side": "testigo" }), 422, "borrower, warehouse"),
        (json!({ "content_hash": "0".repeat(64) }), 400, "El acta cambió"),
        (json!({ "kind": "return" , "content_hash": "0".repeat(64) }), 404, "no tiene esa acta"),
    ] {
        let body = json!({
            "kind": "loan", "side": "borrower", "name": "Ana Prueba", "strokes": strokes(),
            "content_hash": newest(&app, ana, &loan, "loan").await["content_hash"],
        });
        let body = patched(body, &patch);
        let refused = app.post(ana, &format!("{}/acta/signatures", uri(&loan)), body).await.expect(status);
        assert!(refused.detail().contains(words), "{patch}: {}", refused.detail());
    }
    assert_eq!(newest(&app, ana, &loan, "loan").await["signatures"], json!([]));
}

#[tokio::test]
async fn forty_pieces_with_long_names_fill_pages_with_repeated_heads() {
    let app = App::new().await;
    let (gloria, wilson) = (&app.world.gloria, &app.world.wilson);
    let mut pieces = Vec::new();
    for n in 0..40 {
        let mut item = new_item(&app, &format!("PLACA-SENA-{n:03}"));
        item["environment_id"] = json!(app.world.bodega.id);
        item["name"] = json!(
            "Portátil de alto rendimiento para diseño gráfico «Ñandú» con cargador, maletín y guaya de seguridad"
        );
        pieces.push(json!({ "item_id": id(&app.post(gloria, "/api/inventory/", item).await.expect(201).json()), "quantity": 1, "notes": "Con cargador y maletín 中🎉" }));
    }
    let wish = json!({ "quantity_requested": 40, "item_id": pieces[0]["item_id"], "any_of_model": true });
    let loan = id(&ask(&app, gloria, wish).await.expect(201).json());
    step(&app, wilson, &loan, "approved").await.expect(200);
    app.post(wilson, &format!("{}/hand-over", uri(&loan)), json!({ "pieces": pieces })).await.expect(200);
    let pdf = pdf(&app, wilson, &(uri(&loan) + "/acta")).await;
    let pages = pages(&pdf);
    assert!(pages.len() >= 3, "{} pages", pages.len());
    for (n, page) in pages.iter().enumerate() {
        assert!(page.contains(&format!("Página {} de {}", n + 1, pages.len())), "{page}");
        assert!(!page.contains("PLACA-SENA") || page.contains("Observaciones"), "{page}");
    }
    let text = text(&pdf);
    assert!((0..40).all(|n| text.contains(&format!("PLACA-SENA-{n:03}"))), "{text}");
    assert!(text.contains("Total: 40 piezas"));
    // What the fonts don't have is seen as missing, and nothing turns into a NUL.
    assert!(text.contains("maletín \u{FFFD}\u{FFFD}") && !text.contains('\0'), "{text}");
}

#[tokio::test]
async fn the_hash_is_that_of_what_is_kept() {
    let app = App::new().await;
    let loan = loan_in(&app, &app.world.ana, &["approved", "active"]).await;
    let acta = newest(&app, &app.world.ana, &loan, "loan").await;
    let kept: Vec<String> =
        app.parts.db.read(|db| sql::all(db, "select content\nfrom loan_actas", &[])).await.unwrap();
    assert_eq!(
        kept.iter().map(random::sha256_hex).collect::<Vec<_>>(),
        [acta["content_hash"].as_str().unwrap()]
    );
}

#[tokio::test]
async fn what_is_called_like_the_line_of_what_is_out_is_counted() {
    let app = App::new().await;
    let (ana, wilson) = (&app.world.ana, &app.world.wilson);
    let words =
        json!({ "item_id": null, "is_registered_item": false, "item_name": "Pendiente por devolver" });
    let loan = id(&ask(&app, ana, words).await.expect(201).json());
    step(&app, wilson, &loan, "approved").await.expect(200);
    let text = text(&pdf(&app, ana, &(uri(&loan) + "/acta")).await);
    assert!(text.contains("Total: 1 pieza"), "{text}");
}
