//! Documents of equipment: PDF by their bytes, sent as a download, invoices for those who look after the equipment.

mod arriving;

use crate::support::{App, Content, Person, Ready, Reply, Resource, Roles, Rows};
use chrono::TimeDelta;
use inventario::campus::item_documents::clearing::Clearing;
use inventario::campus::item_documents::store;
use inventario::kit::access::Origin;
use inventario::kit::db::Change;
use inventario::kit::jobs::Job as _;
use inventario::kit::wire::Id;
use poem::http::Method;
use serde_json::{Value, json};

/// Seen by all who scan the label, kept by those who look after equipment.
const ROLES: Roles = &[
    ("st in su ad ag", &["list_item_documents", "download_item_document"]),
    ("su ad ag", &["upload_item_document", "delete_item_document"]),
];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource =
    Resource::new(ROLES).prepared_by(|ready| Box::pin(prepare(ready))).asked_with(value).sent(content);

async fn prepare(ready: &Ready) -> Rows {
    let (app, world) = (&ready.app, &ready.app.world);
    let made = send(app, &world.gloria, world.bodega.machine, ("manual", "Manual.pdf"), pdf(10)).await;
    Rows::of("item_document", &made.expect(201).json()["id"])
}

fn value(ready: &Ready, _: &str, parameter: &str) -> Option<String> {
    Some(match parameter {
        "id" => ready.row("item_document"),
        "item_id" => ready.app.world.bodega.machine.to_string(),
        "kind" => "invoice".into(),
        "name" => "Factura.pdf".into(),
        _ => return None,
    })
}

fn content(_: &Ready, operation: &str) -> Option<Content> {
    (operation == "upload_item_document").then(|| Content::File(pdf(20)))
}

const DOCUMENTS: &str = "/api/item-documents";

/// A PDF that a reader would find empty, of about so many bytes; each length has other ones.
fn pdf(length: usize) -> Vec<u8> {
    let bytes = (0..length).map(|n| (n * 7 % 251) as u8);
    [b"%PDF-1.7\n%".to_vec(), bytes.collect(), b"\n%%EOF\n".to_vec()].concat()
}

/// A name as it stands in an address.
fn escaped(text: &str) -> String {
    text.bytes()
        .map(|it| if it.is_ascii_alphanumeric() { char::from(it).to_string() } else { format!("%{it:02X}") })
        .collect()
}

async fn send(app: &App, who: &Person, item: Id, (kind, name): (&str, &str), file: Vec<u8>) -> Reply {
    let authorization = format!("Bearer {}", who.token);
    let headers = [("authorization", authorization.as_str()), ("content-type", "application/pdf")];
    let uri = format!("{DOCUMENTS}?item_id={item}&kind={kind}&name={}", escaped(name));
    app.send(Method::POST, &uri, &headers, file).await
}

async fn names(app: &App, who: &Person, item: Id) -> Vec<String> {
    let list = app.get(who, &format!("{DOCUMENTS}?item_id={item}")).await.expect(200).json();
    list.as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap().to_owned()).collect()
}

fn download(document: &Value) -> String {
    format!("{DOCUMENTS}/{}/file", document["id"].as_str().unwrap())
}

#[tokio::test]
async fn a_document_is_kept_whole_and_sent_as_a_download_and_nothing_else() {
    let app = App::new().await;
    let (bruno, estela, machine) = (&app.world.bruno, &app.world.estela, app.world.sistemas.machine);
    // Three parts, the last of them short.
    let file = pdf(600_000);
    let name = ("manual", "C:\\Papeles\\Guía de operación.PDF");
    let made = send(&app, bruno, machine, name, file.clone()).await.expect(201).json();
    assert_eq!((&made["name"], &made["kind"]), (&json!("Guía de operación.pdf"), &json!("manual")));
    assert_eq!((&made["size"], &made["created_by_name"]), (&json!(file.len()), &json!("Bruno Prueba")));
    let got = app.get(estela, &download(&made)).await.expect(200);
    assert!(got.bytes == file, "every byte came back");
    for (header, value) in [
        ("content-type", "application/pdf"),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "default-src 'none'; frame-ancestors 'none'; sandbox"),
        ("cache-control", "private, no-cache"),
    ] {
        assert_eq!(got.header(header), Some(value), "{header}");
    }
    let disposition = got.header("content-disposition").unwrap();
    assert!(disposition.starts_with("attachment; filename=\"Guia de operacion.pdf\""), "{disposition}");
    assert!(disposition.contains("filename*=UTF-8''Gu%C3%ADa%20de%20operaci%C3%B3n.pdf"), "{disposition}");

    let tag = got.header("etag").unwrap().to_owned();
    let authorization = format!("Bearer {}", estela.token);
    let headers = [("authorization", authorization.as_str()), ("if-none-match", tag.as_str())];
    let same = app.send(Method::GET, &download(&made), &headers, "").await.expect(304);
    assert!(same.bytes.is_empty());
    app.ask(None, Method::GET, &download(&made), None).await.expect(401);

    let entry = app.audited(|entry| entry["action"] == "CREATE_ITEM_DOCUMENT").await;
    assert_eq!(entry["new_values"]["after"], made);
    app.delete(bruno, &format!("{DOCUMENTS}/{}", made["id"].as_str().unwrap())).await.expect(204);
    app.get(estela, &download(&made)).await.expect(404);
    assert_eq!(cleared(&app).await, 1);
    assert_eq!(app.count("select count(*) from item_document_parts").await, 0);
}

#[tokio::test]
async fn an_invoice_is_for_those_who_look_after_the_item() {
    let app = App::new().await;
    let world = &app.world;
    let machine = world.sistemas.machine;
    let invoice =
        send(&app, &world.wilson, machine, ("invoice", "Factura.pdf"), pdf(30)).await.expect(201).json();
    let manual =
        send(&app, &world.wilson, machine, ("manual", "Manual.pdf"), pdf(31)).await.expect(201).json();
    for who in [&world.bruno, &world.sara, &world.wilson, &world.gloria] {
        assert_eq!(names(&app, who, machine).await, ["Factura.pdf", "Manual.pdf"]);
        app.get(who, &download(&invoice)).await.expect(200);
    }
    for who in [&world.estela, &world.ana, &world.pedro, &world.ivan] {
        assert_eq!(names(&app, who, machine).await, ["Manual.pdf"]);
        app.get(who, &download(&manual)).await.expect(200);
        assert_eq!(app.get(who, &download(&invoice)).await.expect(404).detail(), "Documento no encontrado");
    }
    // Whoever looks after another centre sees what everybody sees, and changes nothing.
    let far = world.taller.machine;
    let theirs = send(&app, &world.gloria, far, ("invoice", "Factura.pdf"), pdf(30)).await.expect(201).json();
    send(&app, &world.gloria, far, ("other", "Garantía.pdf"), pdf(32)).await.expect(201);
    assert_eq!(names(&app, &world.bruno, far).await, ["Garantía.pdf"]);
    app.get(&world.bruno, &download(&theirs)).await.expect(404);
    app.delete(&world.bruno, &format!("{DOCUMENTS}/{}", theirs["id"].as_str().unwrap())).await.expect(404);
    send(&app, &world.bruno, far, ("manual", "Manual.pdf"), pdf(33)).await.expect(404);
    for who in [&world.estela, &world.ana] {
        send(&app, who, machine, ("manual", "Manual.pdf"), pdf(34)).await.expect(403);
    }
    assert_eq!(names(&app, &world.gloria, far).await.len(), 2);
}

#[tokio::test]
async fn what_is_no_pdf_or_no_whole_one_is_refused_and_nothing_is_kept() {
    let app = App::new().await;
    let (bruno, machine) = (&app.world.bruno, app.world.sistemas.machine);
    for (bytes, code) in [
        (b"".to_vec(), "documento_no_es_pdf"),
        (b"<html><script>alert(1)</script>%PDF-1.7 %%EOF".to_vec(), "documento_no_es_pdf"),
        (b"PK\x03\x04 a workbook".to_vec(), "documento_no_es_pdf"),
        (pdf(5_000)[..3_000].to_vec(), "documento_incompleto"),
    ] {
        let refused = send(&app, bruno, machine, ("other", "x.pdf"), bytes).await.expect(400);
        assert_eq!(refused.json()["code"], code);
    }
    send(&app, bruno, machine, ("other", "x.pdf"), pdf(10 << 20)).await.expect(413);
    send(&app, bruno, machine, ("letter", "x.pdf"), pdf(9)).await.expect(422);
    send(&app, bruno, machine, ("other", ""), pdf(9)).await.expect(422);
    send(&app, bruno, machine, ("other", &"a".repeat(201)), pdf(9)).await.expect(422);
    send(&app, bruno, Id::from_bits(7), ("other", "x.pdf"), pdf(9)).await.expect(404);
    assert_eq!(app.count("select count(*) from item_documents").await, 0);
    assert_eq!(app.count("select count(*) from item_document_parts").await, 0);
}

#[tokio::test]
async fn a_document_is_there_once_and_there_are_twenty() {
    let app = App::new().await;
    let (bruno, machine) = (&app.world.bruno, app.world.sistemas.machine);
    send(&app, bruno, machine, ("manual", "a.pdf"), pdf(100)).await.expect(201);
    let refused = send(&app, bruno, machine, ("other", "b.pdf"), pdf(100)).await.expect(409);
    assert_eq!(refused.detail(), "El equipo ya tiene ese documento");
    send(&app, bruno, app.world.sistemas.group, ("manual", "a.pdf"), pdf(100)).await.expect(201);
    for n in 1..20 {
        send(&app, bruno, machine, ("other", "c.pdf"), pdf(100 + n)).await.expect(201);
    }
    let refused = send(&app, bruno, machine, ("other", "d.pdf"), pdf(500)).await.expect(409);
    assert!(refused.detail().contains("máximo 20 documentos"));
}

/// Clears away what is gone, as the scheduled work does; answers how many documents.
async fn cleared(app: &App) -> usize {
    Clearing(app.parts.db.clone()).run().await.unwrap()
}

/// A document of which the server was stopped in the middle, a year ago.
async fn broken(app: &App, item: Id, person: Id, sha256: &str) {
    let sha256 = sha256.to_owned();
    let origin = Origin::of_command("test");
    let broken = app.parts.db.write(&origin, move |tx| {
        tx.execute(
            "insert into item_documents (id, item_id, kind, name, size, sha256, created_by, created_at)
             values (?1, ?2, 'manual', 'b.pdf', 10, ?3, ?4, '2025-01-01T00:00:00.000000')",
            rusqlite::params![Id::new(), item, sha256, person],
        )?;
        Ok(Change::unaudited(()))
    });
    broken.await.unwrap();
}

#[tokio::test]
async fn documents_go_with_their_item_and_what_broke_off_is_cleared_away() {
    let app = App::new().await;
    let (gloria, machine) = (&app.world.gloria, app.world.sistemas.machine);
    send(&app, gloria, machine, ("manual", "a.pdf"), pdf(300_000)).await.expect(201);
    let group = app.world.sistemas.group;
    broken(&app, group, gloria.id, &"0".repeat(64)).await;
    assert!(names(&app, gloria, group).await.is_empty(), "nobody is shown it");
    assert_eq!(cleared(&app).await, 0, "it may be on its way");
    let origin = Origin::of_command("test");
    let clear = app.parts.db.write(&origin, move |tx| {
        Ok(Change::unaudited(store::detach_broken(tx, tx.now - TimeDelta::hours(1))?))
    });
    assert_eq!(clear.await.unwrap(), 1);
    assert_eq!(cleared(&app).await, 1);
    assert_eq!(names(&app, gloria, machine).await, ["a.pdf"]);
    app.delete(gloria, &format!("/api/inventory/{machine}")).await.expect(200);
    assert_eq!(cleared(&app).await, 1);
    assert_eq!(app.count("select count(*) from item_documents").await, 0);
    assert_eq!(app.count("select count(*) from item_document_parts").await, 0);
}
