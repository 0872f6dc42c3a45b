//! The third way to begin: a backup is received, checked and shown before anything is changed, and handed over whole.

use super::{Fresh, setup};
use crate::support::Reply;
use inventario::appliance::backup::archive;
use inventario::appliance::backup::encryption::{Passphrase, writer};
use inventario::appliance::backup::model::Reason;
use inventario::kit::access::Origin;
use poem::http::Method;
use serde_json::{Value, json};
use std::io::Write;
use std::path::Path;

const URI: &str = "/api/setup/backup";
const CHECK: &str = "/api/setup/backup/check";
const RESTORE: &str = "/api/setup/restore";
const NOBODY: &str = "0190f3a0-0000-7000-8000-000000000000";

/// A backup of another server with one centre and one account.
async fn backup() -> Vec<u8> {
    let other = Fresh::new();
    other.post("/api/setup", &setup(&other.code(), "empty")).await.expect(201);
    let made = other.parts.backups.take(Reason::Manual, &Origin::of_command("test")).await.unwrap();
    std::fs::read(made.path).unwrap()
}

async fn send(fresh: &Fresh, code: &str, file: &[u8]) -> Reply {
    let length = file.len().to_string();
    let headers = [
        ("x-setup-code", code),
        ("content-type", "application/octet-stream"),
        ("content-length", length.as_str()),
    ];
    fresh.send_bytes("10.0.0.1", Method::POST, URI, &headers, file.to_vec()).await
}

async fn sent(fresh: &Fresh, file: &[u8]) -> Value {
    send(fresh, &fresh.code(), file).await.expect(201).json()["upload"].clone()
}

async fn check(fresh: &Fresh, upload: &Value, passphrase: Option<&str>) -> Reply {
    let body = json!({ "code": fresh.code(), "upload": upload, "passphrase": passphrase });
    fresh.post(CHECK, &body).await
}

fn order(fresh: &Fresh, upload: &Value) -> Value {
    json!({ "code": fresh.code(), "upload": upload })
}

/// What lies in the data directory beside the database.
fn left(dir: &Path) -> Vec<String> {
    let names = std::fs::read_dir(dir).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.starts_with('.') || name.starts_with("previous")).collect()
}

#[tokio::test]
async fn a_backup_is_shown_before_it_is_restored_and_then_nothing_else_begins() {
    let fresh = Fresh::new();
    let file = backup().await;
    let upload = sent(&fresh, &file).await;
    let found = check(&fresh, &upload, None).await.expect(200).json();
    assert_eq!((&found["centers"], &found["users"]), (&json!(["Centro Agropecuario"]), &json!(1)), "{found}");
    assert_eq!((&found["size"], &found["items"]), (&json!(file.len()), &json!(0)));
    assert_eq!((&found["version"], &found["doubt"]), (&json!(env!("CARGO_PKG_VERSION")), &Value::Null));
    assert_eq!(check(&fresh, &upload, None).await.expect(200).json(), found, "who looks twice sees the same");
    assert_eq!(fresh.count("select count(*) from users").await, 0, "nothing is changed yet");

    fresh.post(RESTORE, &order(&fresh, &upload)).await.expect(202);
    for (uri, body) in [
        ("/api/setup", setup(&fresh.code(), "empty")),
        ("/api/setup/check", json!({ "code": fresh.code() })),
        (CHECK, order(&fresh, &upload)),
        (RESTORE, order(&fresh, &upload)),
    ] {
        assert_eq!(fresh.post(uri, &body).await.expect(503).json()["code"], "restaurando", "{uri}");
    }
    assert_eq!(fresh.count("select count(*) from users").await, 0);
    let chosen = fresh.parts.uploads.chosen().expect("the server goes on with it");
    assert_eq!(chosen.contents.manifest.centers, ["Centro Agropecuario"]);
    assert!(fresh.parts.uploads.chosen().is_none());
}

#[tokio::test]
async fn the_code_is_asked_for_before_the_file_is_read() {
    let fresh = Fresh::new();
    let file = backup().await;
    assert_eq!(send(&fresh, "AAAA-AAAA", &file).await.expect(403).json()["code"], "codigo_incorrecto");
    let octets = [("content-type", "application/octet-stream")];
    let bare = fresh.send_bytes("10.0.0.1", Method::POST, URI, &octets, file.clone());
    bare.await.expect(422);
    let code = fresh.code();
    let tar = [("x-setup-code", code.as_str()), ("content-type", "application/x-tar")];
    fresh.send_bytes("10.0.0.1", Method::POST, URI, &tar, file.clone()).await.expect(415);
    for uri in [CHECK, RESTORE] {
        let body = json!({ "code": "AAAA-AAAA", "upload": NOBODY });
        fresh.post(uri, &body).await.expect(403);
        assert_eq!(
            fresh.post(uri, &order(&fresh, &json!(NOBODY))).await.expect(400).json()["code"],
            "copia_sin_comprobar"
        );
    }
    // Wrong codes count here as they do at the other doors.
    for _ in 0..2 {
        send(&fresh, "AAAA-AAAA", &file).await.expect(403);
    }
    send(&fresh, &fresh.code(), &file).await.expect(429);
    assert_eq!(left(fresh.dir.path()), [""; 0]);
}

#[tokio::test]
async fn what_is_no_whole_backup_is_refused_and_leaves_nothing() {
    let fresh = Fresh::new();
    let file = backup().await;
    let mut flipped = file.clone();
    flipped[file.len() / 2] ^= 4;
    for bad in [&file[..file.len() - 512], &flipped, b"una carta"] {
        let upload = sent(&fresh, bad).await;
        let refused = check(&fresh, &upload, None).await.expect(400);
        assert_eq!(refused.json()["code"], "copia_danada");
        assert_eq!(left(fresh.dir.path()), [""; 0]);
        assert_eq!(check(&fresh, &upload, None).await.expect(400).json()["code"], "copia_sin_comprobar");
    }
    send(&fresh, &fresh.code(), b"").await.expect(422);
    // Cut off on its way: less came than was said.
    let code = fresh.code();
    let headers = [
        ("x-setup-code", code.as_str()),
        ("content-type", "application/octet-stream"),
        ("content-length", "1000000"),
    ];
    fresh.send_bytes("10.0.0.1", Method::POST, URI, &headers, file[..5000].to_vec()).await.expect(422);
    assert_eq!(left(fresh.dir.path()), [""; 0]);
}

#[tokio::test]
async fn one_of_a_newer_version_says_which_is_needed() {
    let fresh = Fresh::new();
    let (file, out) = (backup().await, tempfile::tempdir().unwrap());
    let mut manifest = archive::read(&*file, Some(out.path())).unwrap().manifest;
    (manifest.schema, manifest.program) = (9_999, "9.9.9".to_owned());
    let mut database = std::fs::File::open(out.path().join(archive::DATABASE)).unwrap();
    let key = std::fs::read(out.path().join(archive::KEY)).unwrap();
    let mut newer = Vec::new();
    archive::write(&mut newer, &manifest, &mut database, &key).unwrap();
    let upload = sent(&fresh, &newer).await;
    let refused = check(&fresh, &upload, None).await.expect(400);
    assert_eq!(refused.json()["code"], "copia_mas_nueva");
    assert!(refused.detail().contains("Instale la 9.9.9"), "{}", refused.detail());
    assert_eq!(left(fresh.dir.path()), [""; 0]);
}

#[tokio::test]
async fn one_that_does_not_fit_is_refused_before_it_comes() {
    let fresh = Fresh::new();
    let code = fresh.code();
    let greeting = fresh.post("/api/setup/check", &json!({ "code": code })).await.expect(200).json();
    let largest = greeting["largest_backup"].as_i64().unwrap();
    assert!(largest > 0);
    // The room on the disk changes while others work: far more than there was.
    let length = (largest * 2).to_string();
    let headers = [
        ("x-setup-code", code.as_str()),
        ("content-type", "application/octet-stream"),
        ("content-length", length.as_str()),
    ];
    let refused = fresh.send_bytes("10.0.0.1", Method::POST, URI, &headers, vec![0; 10]).await.expect(413);
    assert_eq!(refused.json()["code"], "copia_sin_espacio");
    assert!(refused.detail().contains("MB"), "{}", refused.detail());
}

#[tokio::test]
async fn an_encrypted_one_waits_for_its_passphrase() {
    let fresh = Fresh::new();
    let mut sealed = Vec::new();
    let mut out = writer(&mut sealed, &Passphrase::chosen("café con leche").unwrap(), 1).unwrap();
    out.write_all(&backup().await).unwrap();
    out.finish().unwrap();
    let upload = sent(&fresh, &sealed).await;
    for (typed, code) in [
        (None, "falta_contrasena_de_copia"),
        (Some("té con leche"), "contrasena_de_copia_incorrecta"),
        (Some(""), "contrasena_de_copia_incorrecta"),
    ] {
        assert_eq!(check(&fresh, &upload, typed).await.expect(400).json()["code"], code);
        fresh.post(RESTORE, &order(&fresh, &upload)).await.expect(400);
    }
    let found = check(&fresh, &upload, Some("café con leche")).await.expect(200).json();
    assert_eq!(found["centers"], json!(["Centro Agropecuario"]));
    fresh.post(RESTORE, &order(&fresh, &upload)).await.expect(202);
}

#[tokio::test]
async fn what_is_not_used_is_removed() {
    let fresh = Fresh::new();
    let file = backup().await;
    let first = sent(&fresh, &file).await;
    let second = sent(&fresh, &file).await;
    assert_eq!(check(&fresh, &first, None).await.expect(400).json()["code"], "copia_sin_comprobar");
    fresh.post(RESTORE, &order(&fresh, &second)).await.expect(400);
    check(&fresh, &second, None).await.expect(200);
    assert_eq!(left(fresh.dir.path()).len(), 1, "unpacked, and no longer as it came");
    // Who begins another way needs it no more, and cannot send one afterwards.
    fresh.post("/api/setup", &setup(&fresh.code(), "empty")).await.expect(201);
    assert_eq!(left(fresh.dir.path()), [""; 0]);
    send(&fresh, &fresh.code(), &file).await.expect(404);
    fresh.post(RESTORE, &order(&fresh, &second)).await.expect(404);
}
