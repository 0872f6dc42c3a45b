//! What is signed when somebody gets equipment, and when they hand it back.

use super::{assignment, given, list, take_back, uri};
use crate::loans::told;
use crate::support::{App, Person, Reply, patched};
use inventario::kit::{random, sql};
use lopdf::Document;
use serde_json::{Value, json};

async fn actas(app: &App, who: &Person, id: &str) -> Vec<Value> {
    let list = app.get(who, &format!("{}/actas", uri(id))).await.expect(200).json();
    list.as_array().unwrap().clone()
}

pub(super) async fn newest(app: &App, who: &Person, id: &str, kind: &str) -> Value {
    let found =
        actas(app, who, id).await.into_iter().find(|it| it["kind"] == kind && it["is_current"] == true);
    found.unwrap_or_else(|| panic!("no acta of {kind}"))
}

pub(super) async fn sign(
    app: &App,
    who: &Person,
    id: &str,
    (kind, side): (&str, &str),
    patch: Value,
) -> Reply {
    let hash = newest(app, &app.world.gloria, id, kind).await["content_hash"].clone();
    let body = json!({
        "kind": kind, "side": side, "content_hash": hash, "name": "Ana Prueba",
        "strokes": [[100, 300, 300, 60, 420, 310], [500, 200, 700, 180]],
    });
    app.post(who, &format!("{}/acta/signatures", uri(id)), patched(body, &patch)).await
}

pub(super) async fn pdf(app: &App, who: &Person, path: &str) -> Vec<u8> {
    let answer = app.get(who, path).await.expect(200);
    assert_eq!(answer.header("content-type"), Some("application/pdf"));
    answer.bytes
}

/// The text of all pages, in one line.
pub(super) fn text(pdf: &[u8]) -> String {
    let document = Document::load_mem(pdf).unwrap();
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    document.extract_text(&pages).unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn it_says_who_has_what_and_is_signed_by_both_on_their_own_screens() {
    let app = App::new().await;
    let (ana, wilson) = (&app.world.ana, &app.world.wilson);
    let id = given(&app).await;
    let acta = newest(&app, ana, &id, "delivery").await;
    assert_eq!((&acta["version"], &acta["may_sign"]), (&json!(1), &json!(["holder"])));
    assert_eq!(newest(&app, wilson, &id, "delivery").await["may_sign"], json!(["holder", "keeper"]));
    assert_eq!(newest(&app, &app.world.bruno, &id, "delivery").await["may_sign"], json!([]));
    let path = acta["pdf_path"].as_str().unwrap().to_owned();
    let unsigned = text(&pdf(&app, ana, &path).await);
    for word in [
        "Acta de entrega de equipo a cargo",
        "S1-M",
        "SN-S1-M",
        "Ana Prueba",
        "Wilson Prueba",
        "Sistemas 1",
        "Comercio",
        "Quien recibe responde por el cuidado",
        "Página 1 de 1",
    ] {
        assert!(unsigned.contains(word), "{word} is missing: {unsigned}");
    }

    let other = sign(&app, ana, &id, ("delivery", "keeper"), json!({})).await.expect(403);
    assert_eq!(other.json()["code"], "firma_de_entrega_ajena");
    sign(&app, &app.world.bruno, &id, ("delivery", "keeper"), json!({})).await.expect(403);
    sign(&app, &app.world.ivan, &id, ("delivery", "holder"), json!({})).await.expect(404);
    let slip = json!({ "strokes": [[5, 5, 20, 20]] });
    sign(&app, ana, &id, ("delivery", "holder"), slip).await.expect(400);
    let stale = json!({ "content_hash": "0".repeat(64) });
    let stale = sign(&app, ana, &id, ("delivery", "holder"), stale).await.expect(409);
    assert_eq!(stale.json()["code"], "acta_de_entrega_cambiada");

    let own = sign(&app, ana, &id, ("delivery", "holder"), json!({})).await.expect(201).json();
    assert_eq!((&own["signatures"][0]["is_drawn"], &own["may_sign"]), (&json!(true), &json!([])));
    sign(&app, wilson, &id, ("delivery", "holder"), json!({})).await.expect(409);
    let typed = json!({ "name": "Wilson Ñáñez", "strokes": null });
    sign(&app, wilson, &id, ("delivery", "keeper"), typed).await.expect(201);
    assert_eq!(assignment(&app, &id).await["delivery_signatures"], 2);
    assert!(list(&app, wilson, "?status=unsigned").await.is_empty());

    let first = pdf(&app, ana, &path).await;
    let signed = text(&first);
    for word in ["Firmada en pantalla el", "Firma escrita el", "Wilson Ñáñez", "En la sesión de Ana Prueba"]
    {
        assert!(signed.contains(word), "{word} is missing: {signed}");
    }
    assert!(signed.contains(own["content_hash"].as_str().unwrap()));
    assert_eq!(pdf(&app, wilson, &path).await, first, "what both have signed is kept as it was made");
    assert_eq!(app.count("select count(*) from item_assignment_pages").await, 1);
    let audit = app.audit().await;
    let signings: Vec<_> = audit.iter().filter(|it| it["action"] == "SIGN_ITEM_ASSIGNMENT").collect();
    assert!(signings.len() >= 2);
    assert!(!json!(audit).to_string().contains("[100,300"), "what was drawn isn't in the audit");
}

#[tokio::test]
async fn what_was_signed_stays_and_what_is_put_right_is_signed_anew() {
    let app = App::new().await;
    let (ana, wilson) = (&app.world.ana, &app.world.wilson);
    let id = given(&app).await;
    let here = uri(&id);
    let right = |notes: &'static str| app.put(wilson, &here, json!({ "notes": notes }));
    // Nobody has signed: it is still the first version.
    right("Con cargador").await.expect(200);
    assert_eq!(newest(&app, ana, &id, "delivery").await["version"], 1);
    sign(&app, ana, &id, ("delivery", "holder"), json!({})).await.expect(201);
    let first = uri(&id) + "/acta?version=1";
    let before = text(&pdf(&app, ana, &first).await);
    // The same again is no change of what was signed.
    right("Con cargador").await.expect(200);
    assert_eq!(newest(&app, ana, &id, "delivery").await["version"], 1);
    right("Con cargador y maletín").await.expect(200);
    let now = newest(&app, ana, &id, "delivery").await;
    assert_eq!((&now["version"], &now["signatures"]), (&json!(2), &json!([])));
    assert_eq!(assignment(&app, &id).await["delivery_signatures"], 0);
    assert_eq!(text(&pdf(&app, ana, &first).await), before);
    assert!(text(&pdf(&app, ana, &(uri(&id) + "/acta")).await).contains("Con cargador y maletín"));
    assert_eq!(told(&app, ana).await, ["Acta de entrega corregida", "Equipo a su cargo"]);
    app.get(ana, &(uri(&id) + "/acta?version=3")).await.expect(404);
    app.get(ana, &(uri(&id) + "/acta?kind=return")).await.expect(404);
}

#[tokio::test]
async fn what_puts_nothing_right_is_signed_by_nobody_again() {
    let app = App::new().await;
    let (world, wilson) = (&app.world, &app.world.wilson);
    let id = given(&app).await;
    app.put(wilson, &uri(&id), json!({ "notes": "Con cargador" })).await.expect(200);
    sign(&app, &world.ana, &id, ("delivery", "holder"), json!({})).await.expect(201);
    let before = assignment(&app, &id).await;
    // Meanwhile the item is elsewhere, and Ana has a telephone: the acta of today would say something else.
    let item = format!("/api/inventory/{}", world.sistemas.machine);
    app.put(wilson, &item, json!({ "environment_id": world.idiomas.id })).await.expect(200);
    app.put(&world.gloria, &format!("/api/users/{}", world.ana.id), json!({ "phone": "3001234567" }))
        .await
        .expect(200);
    for nothing in [json!({}), json!({ "notes": " Con cargador " }), json!({ "holder_document": null })] {
        app.put(wilson, &uri(&id), nothing).await.expect(200);
    }
    let after = assignment(&app, &id).await;
    assert_eq!((&after["delivery_signatures"], &after["updated_at"]), (&json!(1), &before["updated_at"]));
    assert_eq!(newest(&app, wilson, &id, "delivery").await["version"], 1);
    assert_eq!(told(&app, &world.ana).await, ["Equipo a su cargo"]);
    app.put(wilson, &uri(&id), json!({ "notes": null })).await.expect(200);
    assert_eq!(newest(&app, wilson, &id, "delivery").await["version"], 2);
}

#[tokio::test]
async fn what_waits_for_its_holder_is_what_they_have_not_signed() {
    let app = App::new().await;
    let (ana, wilson) = (&app.world.ana, &app.world.wilson);
    let (first, other) = (given(&app).await, super::machine(&app, "OTRO").await);
    let to_ana = json!({ "user_id": ana.id });
    super::give(&app, wilson, other, to_ana).await.expect(201);
    let waiting = async || list(&app, ana, "?own=true&status=to_sign").await.len();
    assert_eq!(waiting().await, 2);
    // It is nothing to Ana that Wilson hasn't signed yet, nor that he has.
    sign(&app, ana, &first, ("delivery", "holder"), json!({})).await.expect(201);
    assert_eq!((waiting().await, list(&app, ana, "?status=unsigned").await.len()), (1, 2));
    app.put(wilson, &uri(&first), json!({ "notes": "Sin cargador" })).await.expect(200);
    sign(&app, wilson, &first, ("delivery", "keeper"), json!({})).await.expect(201);
    assert_eq!(waiting().await, 2);
    take_back(&app, wilson, &first, json!({})).await.expect(200);
    assert_eq!(waiting().await, 1);
}

#[tokio::test]
async fn what_comes_back_has_an_acta_of_its_own() {
    let app = App::new().await;
    let (ana, wilson) = (&app.world.ana, &app.world.wilson);
    let id = given(&app).await;
    take_back(&app, wilson, &id, json!({ "condition": "incomplete", "notes": "Sin el cargador" }))
        .await
        .expect(200);
    let path = uri(&id) + "/acta?kind=return";
    let said = text(&pdf(&app, ana, &path).await);
    for word in ["Acta de devolución de equipo a cargo", "incompleto", "Sin el cargador", "Wilson Prueba"] {
        assert!(said.contains(word), "{word} is missing: {said}");
    }
    sign(&app, ana, &id, ("return", "holder"), json!({})).await.expect(201);
    sign(&app, wilson, &id, ("return", "keeper"), json!({})).await.expect(201);
    app.put(wilson, &uri(&id), json!({ "notes": "Otra cosa" })).await.expect(409);
    assert_eq!(actas(&app, ana, &id).await.len(), 2);
}

#[tokio::test]
async fn the_hash_is_of_what_is_kept() {
    let app = App::new().await;
    given(&app).await;
    let kept = app.parts.db.read(|db| {
        sql::value(db, "select content, content_hash from item_assignment_actas", &[], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
        })
    });
    let (content, hash) = kept.await.unwrap().unwrap();
    assert_eq!(random::sha256_hex(&content), hash);
}
