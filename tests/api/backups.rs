//! Backups over HTTP: made, listed, downloaded, deleted; the plan, and who is warned.

use crate::support::{App, Content, Ready, Resource, Roles};
use inventario::appliance::backup::encryption::{self, Passphrase};
use inventario::appliance::backup::{archive, schedule};
use inventario::kit::error::Code;
use poem::http::Method;
use serde_json::{Value, json};

/// The server itself: the general administrator's.
const ROLES: Roles = &[(
    "ag",
    &[
        "list_backups",
        "get_backup_status",
        "create_backup",
        "download_backup",
        "delete_backup",
        "get_backup_settings",
        "update_backup_settings",
    ],
)];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource = Resource::new(ROLES).asked_with(value).sent(content);

fn value(ready: &Ready, operation: &str, parameter: &str) -> Option<String> {
    Some(match (operation, parameter) {
        (_, "id") => ready.backup.clone(),
        _ => return None,
    })
}

fn content(_: &Ready, operation: &str) -> Option<Content> {
    Some(Content::Json(match operation {
        "update_backup_settings" => json!({
            "enabled": true, "time": "03:15:00", "keep_count": 7, "keep_days": 30,
            "second_target": "/media/usb", "passphrase": "la de las copias",
        }),
        _ => return None,
    }))
}

async fn first(app: &App) -> Value {
    app.get(&app.world.gloria, "/api/backups").await.expect(200).json()[0].clone()
}

#[tokio::test]
async fn a_backup_is_made_listed_downloaded_and_deleted() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    assert_eq!(app.get(gloria, "/api/backups").await.expect(200).json(), json!([]));
    let status = app.post(gloria, "/api/backups", json!({})).await.expect(202).json();
    assert_eq!(
        (status["running"].clone(), status["warnings"].clone()),
        (json!(false), json!([])),
        "{status}"
    );
    assert!(status["last_good_at"].is_string() && status["database_bytes"].as_i64().unwrap() > 0);

    let backup = first(&app).await;
    assert_eq!((backup["reason"].as_str(), backup["error"].is_null()), (Some("manual"), true));
    assert!(backup["verified_at"].is_string());
    let uri = format!("/api/backups/{}", backup["id"].as_str().unwrap());
    let file = app.get(gloria, &format!("{uri}/download")).await.expect(200);
    assert_eq!(file.headers["content-type"], "application/octet-stream");
    assert!(file.headers["content-disposition"].to_str().unwrap().contains("filename=\"inventario-"));
    let contents = archive::read(&*file.bytes, None).unwrap();
    assert_eq!(backup["sha256"], contents.sha256);
    assert_eq!(backup["size"], file.bytes.len());
    assert_eq!(contents.manifest.centers.len(), 2);
    let people = app.get(gloria, "/api/users").await.expect(200).json();
    assert_eq!(contents.manifest.count("users"), i64::try_from(people.as_array().unwrap().len()).unwrap());

    let gone = app.delete(gloria, &uri).await.expect(200).json();
    assert_eq!(gone["status"], "deleted");
    assert!(!std::path::Path::new(backup["path"].as_str().unwrap()).exists());
    app.get(gloria, &format!("{uri}/download")).await.expect(404);
    app.delete(gloria, &uri).await.expect(404);
    let audit = app.get(gloria, "/api/audit-logs/?entity_type=backup").await.expect(200).json().to_string();
    for action in ["CREATE_BACKUP", "DELETE_BACKUP"] {
        assert!(audit.contains(action), "{action}");
    }
}

#[tokio::test]
async fn only_files_of_the_servers_own_folder_are_handed_out_or_removed() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let id = "018f3b1c-0000-7000-8000-0000000000aa";
    app.run(
        "insert into backups (id, path, reason, size, created_at)
         values ('018f3b1c-0000-7000-8000-0000000000aa', '/etc/hostname', 'command', 1, '2026-01-01T00:00:00.000000Z')",
    )
    .await;
    let refused = app.get(gloria, &format!("/api/backups/{id}/download")).await.expect(400);
    assert_eq!(refused.json()["code"], "copia_en_otro_lugar");
    let answer = app.delete(gloria, &format!("/api/backups/{id}")).await.expect(200).json();
    assert!(answer["detail"].as_str().unwrap().contains("sigue en /etc/hostname"));
    assert!(std::path::Path::new("/etc/hostname").exists());
}

#[tokio::test]
async fn the_plan_is_read_changed_and_checked() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let uri = "/api/settings/backup";
    let plan = app.get(gloria, uri).await.expect(200).json();
    assert_eq!(
        plan,
        json!({ "enabled": true, "time": "02:30:00", "keep_count": 14, "keep_days": 60, "second_target": null, "is_encrypted": false })
    );
    let changed = app.put(gloria, uri, json!({ "time": "13:00", "second_target": "/media/usb" })).await;
    let plan = changed.expect(200).json();
    assert_eq!((plan["time"].as_str(), plan["keep_count"].as_i64()), (Some("13:00:00"), Some(14)));
    assert_eq!(app.get(gloria, uri).await.expect(200).json(), plan);
    let status = app.get(gloria, "/api/backups/status").await.expect(200).json();
    assert_eq!(
        (status["second_target"].as_str(), status["warnings"][0]["kind"].as_str()),
        (Some("missing"), Some("target_missing"))
    );
    for wrong in [json!({ "second_target": "media/usb" }), json!({ "second_target": "/media/../etc" })] {
        app.put(gloria, uri, wrong).await.expect(400);
    }
    for wrong in [json!({ "keep_count": 0 }), json!({ "keep_days": 4000 }), json!({ "time": "25:00" })] {
        app.put(gloria, uri, wrong).await.expect(422);
    }
    let cleared = app.put(gloria, uri, json!({ "second_target": null })).await.expect(200).json();
    assert_eq!(cleared["second_target"], Value::Null);
}

#[tokio::test]
async fn a_passphrase_encrypts_new_backups_and_is_never_shown() {
    const SECRET: &str = "tres-tristes-tigres";
    const LATER: &str = "cuatro-tristes-tigres";
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let uri = "/api/settings/backup";
    let make = async || {
        app.post(gloria, "/api/backups", json!({})).await.expect(202);
        let backup = first(&app).await;
        let uri = format!("/api/backups/{}/download", backup["id"].as_str().unwrap());
        (backup, app.get(gloria, &uri).await.expect(200))
    };
    let read =
        |bytes: &[u8], passphrase: &str| encryption::read(bytes, Some(&Passphrase::typed(passphrase)), None);

    let plan = app.put(gloria, uri, json!({ "passphrase": SECRET })).await.expect(200).json();
    assert_eq!((plan["is_encrypted"].as_bool(), plan["keep_count"].as_i64()), (Some(true), Some(14)));
    assert!(plan.get("passphrase").is_none());
    let (backup, file) = make().await;
    assert!(backup["is_encrypted"] == true && backup["verified_at"].is_string(), "{backup}");
    assert!(backup["path"].as_str().unwrap().ends_with(".tar.age"));
    assert_eq!(file.headers["content-type"], "application/octet-stream");
    assert!(file.headers["content-disposition"].to_str().unwrap().ends_with(".tar.age\""));
    assert_eq!(encryption::read(&*file.bytes, None, None).unwrap_err().code(), Code::PassphraseNeeded);
    assert_eq!(read(&file.bytes, LATER).unwrap_err().code(), Code::WrongPassphrase);
    let contents = read(&file.bytes, SECRET).unwrap();
    assert_eq!(backup["sha256"], contents.sha256);
    assert_eq!(backup["size"], file.bytes.len());

    // What is not sent stays; a new one holds for what is made from then on.
    let plan = app.put(gloria, uri, json!({ "keep_count": 3 })).await.expect(200).json();
    assert_eq!(plan["is_encrypted"], true);
    app.put(gloria, uri, json!({ "passphrase": LATER })).await.expect(200);
    read(&make().await.1.bytes, LATER).unwrap();
    for wrong in [json!(""), json!("        "), json!("1234567"), json!(73_518_264), json!([SECRET])] {
        let refused =
            app.put(gloria, uri, json!({ "passphrase": wrong })).await.expect(422).json().to_string();
        assert!(
            refused.contains("passphrase") && !refused.contains("73518264") && !refused.contains("tigres"),
            "{refused}"
        );
    }
    assert_eq!(
        app.get(gloria, uri).await.expect(200).json()["is_encrypted"],
        true,
        "what was refused changed nothing"
    );
    let plan = app.put(gloria, uri, json!({ "passphrase": null })).await.expect(200).json();
    assert_eq!(plan["is_encrypted"], false);
    let (backup, file) = make().await;
    assert_eq!(backup["is_encrypted"], false);
    archive::read(&*file.bytes, None).unwrap();

    // It is told that it changed, and never what it is.
    let audit = app.get(gloria, "/api/audit-logs/?limit=200").await.expect(200).json().to_string();
    for told in
        ["se cifran con una contraseña", "Contraseña de las copias de seguridad cambiada", "ya no se cifran"]
    {
        assert!(audit.contains(told), "{told}");
    }
    let stored = app.parts.db.read(|db| {
        let mut statement = db.prepare("select new_values from audit_logs where new_values is not null")?;
        let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
        Ok(rows.collect::<Result<Vec<_>, _>>()?.concat())
    });
    let stored = stored.await.unwrap();
    for secret in [SECRET, LATER, "73518264"] {
        assert!(!audit.contains(secret) && !stored.contains(secret), "{secret} is in the audit");
    }
}

#[tokio::test]
async fn retention_knows_both_kinds() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let uri = "/api/settings/backup";
    for passphrase in [Value::Null, json!("tres-tristes-tigres"), json!("tres-tristes-tigres")] {
        app.put(gloria, uri, json!({ "passphrase": passphrase, "keep_count": 1 })).await.expect(200);
        app.post(gloria, "/api/backups", json!({})).await.expect(202);
    }
    app.run("update backups set reason = 'schedule'").await;
    assert_eq!(schedule::remove_expired(&app.parts.backups).await.unwrap(), 2);
    let left = app.get(gloria, "/api/backups").await.expect(200).json();
    assert_eq!((left.as_array().unwrap().len(), left[0]["is_encrypted"].as_bool()), (1, Some(true)));
    let dir = std::path::Path::new(left[0]["path"].as_str().unwrap()).parent().unwrap().to_owned();
    assert_eq!(std::fs::read_dir(dir).unwrap().count(), 1);
}

#[tokio::test]
async fn what_is_over_the_count_is_removed_with_its_file() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    for _ in 0..3 {
        app.post(gloria, "/api/backups", json!({})).await.expect(202);
    }
    app.put(gloria, "/api/settings/backup", json!({ "keep_count": 1 })).await.expect(200);
    let list = app.get(gloria, "/api/backups").await.expect(200).json();
    assert_eq!(list.as_array().unwrap().len(), 3, "those made by hand stay");
    app.run("update backups set reason = 'schedule'").await;
    assert_eq!(schedule::remove_expired(&app.parts.backups).await.unwrap(), 2);
    let left = app.get(gloria, "/api/backups").await.expect(200).json();
    assert_eq!((left.as_array().unwrap().len(), &left[0]["id"]), (1, &list[0]["id"]));
    for backup in list.as_array().unwrap() {
        let there = std::path::Path::new(backup["path"].as_str().unwrap()).exists();
        assert_eq!(there, backup["id"] == list[0]["id"]);
    }
    // Somebody took the last file away: it is no longer listed.
    std::fs::remove_file(list[0]["path"].as_str().unwrap()).unwrap();
    assert_eq!(schedule::remove_expired(&app.parts.backups).await.unwrap(), 1);
}

#[tokio::test]
async fn general_administrators_are_warned_once_a_day() {
    let app = App::new().await;
    let told = async |who| {
        let list = app.get(who, "/api/notifications?type=system").await.expect(200).json();
        let list = list.as_array().unwrap().clone();
        list.into_iter().filter(|it| it["action_url"] == "/copias").collect::<Vec<_>>()
    };
    assert_eq!(schedule::warn(&app.parts.backups).await.unwrap(), 0, "a server of today owes nothing yet");
    app.run("update users set created_at = '2026-01-01T00:00:00.000000Z'").await;
    assert_eq!(schedule::warn(&app.parts.backups).await.unwrap(), 1);
    assert_eq!(schedule::warn(&app.parts.backups).await.unwrap(), 0);
    let notices = told(&app.world.gloria).await;
    assert_eq!(notices.len(), 1);
    assert_eq!(notices[0]["message"], "No hay ninguna copia de seguridad buena");
    assert_eq!((notices[0]["priority"].as_str(), told(&app.world.ana).await.len()), (Some("high"), 0));
    app.post(&app.world.gloria, "/api/backups", json!({})).await.expect(202);
    app.run("delete from settings where key = 'backup_warned'").await;
    assert_eq!(schedule::warn(&app.parts.backups).await.unwrap(), 0, "now there is one");
}

#[tokio::test]
async fn a_second_backup_at_once_is_refused_and_a_failed_one_is_noted() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let ask = || app.ask(Some(gloria), Method::POST, "/api/backups", None);
    let (one, two) = tokio::join!(ask(), ask());
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [202, 400]);

    // A file lies where the folder should be.
    let dir = std::path::PathBuf::from(first(&app).await["path"].as_str().unwrap());
    let dir = dir.parent().unwrap();
    std::fs::remove_dir_all(dir).unwrap();
    std::fs::write(dir, "").unwrap();
    app.post(gloria, "/api/backups", json!({})).await.expect(500);
    let failed = first(&app).await;
    assert!(failed["error"].is_string() && failed["verified_at"].is_null());
    let status = app.get(gloria, "/api/backups/status").await.expect(200).json();
    assert_eq!(status["warnings"][0]["kind"], "backup_failed");
}
