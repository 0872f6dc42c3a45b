//! A server in which every operation can be done at once: for each there is an address and a body that work.

mod checks;
mod content;

use super::{App, Operation, PASSWORD, Person, Reply, show_certificate};
use inventario::kit::access::Origin;
use inventario::kit::clock;
use inventario::kit::db::Change;
use inventario::kit::error::Result;
use poem::http::Method;
use rusqlite::Connection;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// A server, and one row of everything that an operation may ask for.
pub struct Ready {
    /// The server.
    pub app: App,
    /// A class of Ana in her room, on Tuesdays.
    pub class: String,
    /// An entry of the audit.
    pub entry: String,
    /// The text of the code of Ana's room.
    pub qr_data: String,
    /// The same code as a picture.
    pub photo: Vec<u8>,
    /// A refresh token of Iván's.
    pub refresh_token: String,
    /// A check of Iván's in his room, outside of classes, that waits for an instructor.
    pub waiting: String,
    /// What lay beside the list of that check: the machine of `taller`.
    pub finding: String,
    /// A check of the warehouse that Gloria confirmed: a piece damaged, one missing.
    pub troubled: String,
    /// The alert that it left.
    pub alert: String,
    /// The request for maintenance that it left.
    pub request: String,
    /// A check of `taller` that Gloria approved.
    pub settled: String,
    /// What Bruno told Gloria.
    pub notification: String,
    /// A photo that somebody sent.
    pub photo_id: String,
    /// A backup of the server, and its file.
    pub backup: String,
    backup_file: (PathBuf, Vec<u8>),
}

/// What a request carries.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Nothing.
    Nothing,
    /// A JSON object.
    Json(Value),
    /// A picture.
    Photo(Vec<u8>),
}

impl Ready {
    /// A fresh server with a row of everything.
    pub async fn new() -> Self {
        let app = App::new().await;
        show_certificate(&app.parts.machine);
        let gloria = &app.world.gloria;
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let checks = checks::begin(&app).await;
        let class = app.post(gloria, "/api/schedules/", content::class(&app, 2)).await.expect(201).json();
        let logs = app.get(gloria, "/api/audit-logs/").await.expect(200).json();
        let code = format!("/api/qr/generate/environment/{}", app.world.sistemas.id);
        let qr = app.get(gloria, &code).await.expect(200).json();
        let photo = app.get(gloria, &format!("{code}?format=png")).await.expect(200).bytes;
        let headers =
            [("content-type", "image/png"), ("authorization", &*format!("Bearer {}", gloria.token))];
        let sent = app.send(Method::POST, "/api/photos", &headers, photo.clone()).await.expect(201).json();
        let logo = format!("/api/centers/{}/logo", app.world.other_center);
        app.send(Method::PUT, &logo, &headers, photo.clone()).await.expect(200);
        let told = json!({
            "user_id": gloria.id, "type": "maintenance_update", "title": "Mesa arreglada",
            "message": "La mesa tres ya no cojea", "priority": "low",
        });
        let told = app.post(&app.world.bruno, "/api/notifications", told).await.expect(201).json();
        app.post(gloria, "/api/backups", json!({})).await.expect(202);
        let backup = app.get(gloria, "/api/backups").await.expect(200).json()[0].take();
        let path = PathBuf::from(text(&backup["path"]));
        let bytes = std::fs::read(&path).unwrap();
        let credentials = json!({ "email": app.world.ivan.email, "password": PASSWORD });
        let session = app.ask(None, Method::POST, "/api/auth/login", Some(credentials)).await.expect(200);
        let ready = Self {
            backup: text(&backup["id"]),
            backup_file: (path, bytes),
            class: text(&class["id"]),
            entry: text(&logs["logs"][0]["id"]),
            qr_data: text(&qr["qr_data"]),
            photo,
            refresh_token: text(&session.json()["refresh_token"]),
            waiting: text(&checks.waiting["id"]),
            finding: text(&checks.waiting["findings"][1]["id"]),
            troubled: text(&checks.troubled["id"]),
            alert: text(&checks.troubled["alert_id"]),
            request: text(&checks.troubled["maintenance_ids"][0]),
            settled: text(&checks.settled["id"]),
            notification: text(&told["id"]),
            photo_id: text(&sent["id"]),
            app,
        };
        ready.rewrite(|table| format!("create table kept_{table} as select * from {table};")).await;
        ready
    }

    /// Puts every row back as it was at first. The audit keeps what it has.
    pub async fn restore(&self) {
        self.rewrite(|table| format!("delete from {table};")).await;
        self.rewrite(|table| format!("insert into {table} select * from kept_{table};")).await;
        let (path, bytes) = &self.backup_file;
        if !path.exists() {
            std::fs::write(path, bytes).unwrap();
        }
    }

    /// How many rows each table has, the audit left out: it notes what was refused, after the answer.
    pub async fn rows(&self) -> BTreeMap<String, i64> {
        let counted = self.app.parts.db.read(|db| {
            let count = |table: String| {
                let mut query = db.prepare_cached(&format!("select count(*) from {table}"))?;
                let count = query.query_row([], |row| row.get(0))?;
                Ok((table, count))
            };
            tables(db)?.into_iter().map(count).collect()
        });
        counted.await.unwrap()
    }

    /// Runs one statement for each table.
    async fn rewrite(&self, statement: fn(&str) -> String) {
        let origin = Origin::of_command("test");
        let write = self.app.parts.db.write(&origin, move |tx| {
            tx.execute_batch("pragma defer_foreign_keys = on")?;
            for table in tables(tx)? {
                tx.execute_batch(&statement(&table))?;
            }
            Ok(Change::unaudited(()))
        });
        write.await.unwrap();
    }

    /// What stands for `{parameter}` in an operation's path.
    pub fn path_value(&self, operation: &Operation, parameter: &str) -> String {
        let world = &self.app.world;
        match (parameter, operation.path.trim_start_matches("/api/").split('/').next().unwrap()) {
            ("role", _) => "instructor".to_owned(),
            ("category", _) => "computer".to_owned(),
            ("kind", "qr") => "environment".to_owned(),
            ("kind", _) => "inventory_item".to_owned(),
            ("check_id", _) => self.settled.clone(),
            ("id", _) if operation.id == "list_items_by_environment" => world.sistemas.id.to_string(),
            ("id", _) if operation.id == "get_user_activity" => world.ivan.id.to_string(),
            ("id", _) if operation.id == "get_entity_trail" => world.sistemas.machine.to_string(),
            ("id", "audit-logs") => self.entry.clone(),
            ("id", "backups") => self.backup.clone(),
            ("id", "centers") => world.other_center.to_string(),
            ("id", "environments") => world.bodega.id.to_string(),
            ("id", "inventory-checks") => match operation.id.as_str() {
                "approve_check" => self.troubled.clone(),
                "reopen_check" => self.settled.clone(),
                _ => self.waiting.clone(),
            },
            ("id", "inventory-check-findings") => self.finding.clone(),
            ("id", "maintenance-requests") => self.request.clone(),
            ("id", "notifications") => self.notification.clone(),
            ("id", "photos") => self.photo_id.clone(),
            ("id", "system-alerts") => self.alert.clone(),
            ("id", "inventory") => world.sistemas.machine.to_string(),
            ("id", "qr") => world.sistemas.id.to_string(),
            ("id", "schedules") => self.class.clone(),
            ("id", "users") => world.ivan.id.to_string(),
            other => panic!("say in support/ready.rs what {other:?} of {} is", operation.id),
        }
    }

    /// What a parameter is without which an operation doesn't know what to do.
    fn query_value(&self, operation: &Operation, parameter: &str) -> String {
        match parameter {
            "environment_id" => self.app.world.sistemas.id.to_string(),
            "schedule_id" => self.class.clone(),
            "date" => clock::today().to_string(),
            other => panic!("say in support/ready.rs what {other} of {} is", operation.id),
        }
    }

    /// The path of an operation.
    pub fn path(&self, operation: &Operation) -> String {
        operation.path_parameters.iter().fold(operation.path.clone(), |path, parameter| {
            let value = self.path_value(operation, &parameter.name);
            path.replace(&format!("{{{}}}", parameter.name), &value)
        })
    }

    /// The address of an operation: its path, and the parameters that it can't do without.
    pub fn uri(&self, operation: &Operation) -> String {
        self.uri_with(operation, "")
    }

    /// The same with more parameters, which count instead of those of the same name.
    pub fn uri_with(&self, operation: &Operation, more: &str) -> String {
        let given = |name: &str| more.split('&').any(|pair| pair.split('=').next() == Some(name));
        let needed = operation.query.iter().filter(|it| it.required && !given(&it.name));
        let mut query: Vec<String> =
            needed.map(|it| format!("{}={}", it.name, self.query_value(operation, &it.name))).collect();
        query.extend((!more.is_empty()).then(|| more.to_owned()));
        let mark = if query.is_empty() { "" } else { "?" };
        format!("{}{mark}{}", self.path(operation), query.join("&"))
    }

    /// Does an operation as it is meant.
    pub async fn perform(&self, who: &Person, operation: &Operation) -> Reply {
        let bytes = match self.content(operation) {
            Content::Nothing => Vec::new(),
            Content::Json(value) => value.to_string().into_bytes(),
            Content::Photo(photo) => {
                return self.send(Some(who), operation, &self.uri(operation), "image/png", photo).await;
            }
        };
        self.send(Some(who), operation, &self.uri(operation), "application/json", bytes).await
    }

    /// Sends any bytes to an address of an operation, with the length that a client on the network sends along.
    pub async fn send(
        &self,
        who: Option<&Person>,
        operation: &Operation,
        uri: &str,
        content_type: &str,
        bytes: Vec<u8>,
    ) -> Reply {
        let length = bytes.len().to_string();
        let authorization = who.map(|it| format!("Bearer {}", it.token));
        let mut headers = vec![("content-type", content_type), ("content-length", &length)];
        headers.extend(authorization.as_deref().map(|it| ("authorization", it)));
        self.app.send(operation.method.clone(), uri, &headers, bytes).await
    }
}

/// The tables with people's data.
fn tables(db: &Connection) -> Result<Vec<String>> {
    let mut names = db.prepare_cached(
        "select name from sqlite_schema where type = 'table' and name <> 'audit_logs'
             and name not like 'sqlite%' and name not like 'refinery%' and name not like 'kept%'",
    )?;
    Ok(names.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}
