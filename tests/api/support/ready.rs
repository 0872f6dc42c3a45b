//! A server in which every operation can be done at once: for each there is an address and a body that work.

mod checks;

use super::{App, Operation, Person, Reply, resource_of, show_certificate};
use crate::RESOURCES;
use crate::schedules::class_of_ana;
use inventario::kit::access::Origin;
use inventario::kit::db::Change;
use inventario::kit::error::Result;
use poem::http::Method;
use rusqlite::Connection;
use rusqlite::config::DbConfig;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// A server, and one row of everything that an operation may ask for.
pub struct Ready {
    /// The server.
    pub app: App,
    /// A class of Ana in her room, on Tuesdays.
    pub class: String,
    /// The text of the code of Ana's room.
    pub qr_data: String,
    /// The same code as a picture.
    pub photo: Vec<u8>,
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
    /// A photo that somebody sent.
    pub photo_id: String,
    /// A backup of the server, and its file.
    pub backup: String,
    /// What resources have made besides.
    rows: BTreeMap<&'static str, String>,
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
    /// A file of any kind.
    File(Vec<u8>),
}

impl Ready {
    /// A fresh server with a row of everything.
    pub async fn new() -> Self {
        let app = App::new().await;
        show_certificate(&app.parts.machine);
        let gloria = &app.world.gloria;
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let checks = checks::begin(&app).await;
        let class = app.post(gloria, "/api/schedules/", class_of_ana(&app, 2)).await.expect(201).json();
        let code = format!("/api/qr/generate/environment/{}", app.world.sistemas.id);
        let qr = app.get(gloria, &code).await.expect(200).json();
        let photo = app.get(gloria, &format!("{code}?format=png")).await.expect(200).bytes;
        let headers =
            [("content-type", "image/png"), ("authorization", &*format!("Bearer {}", gloria.token))];
        let sent = app.send(Method::POST, "/api/photos", &headers, photo.clone()).await.expect(201).json();
        app.post(gloria, "/api/backups", json!({})).await.expect(202);
        let backup = app.get(gloria, "/api/backups").await.expect(200).json()[0].take();
        let path = PathBuf::from(text(&backup["path"]));
        let bytes = std::fs::read(&path).unwrap();
        let mut ready = Self {
            rows: BTreeMap::new(),
            backup: text(&backup["id"]),
            backup_file: (path, bytes),
            class: text(&class["id"]),
            qr_data: text(&qr["qr_data"]),
            photo,
            waiting: text(&checks.waiting["id"]),
            finding: text(&checks.waiting["findings"][1]["id"]),
            troubled: text(&checks.troubled["id"]),
            alert: text(&checks.troubled["alert_id"]),
            request: text(&checks.troubled["maintenance_ids"][0]),
            settled: text(&checks.settled["id"]),
            photo_id: text(&sent["id"]),
            app,
        };
        for resource in RESOURCES {
            let rows = (resource.prepare)(&ready).await;
            ready.rows.extend(rows.0);
        }
        ready
            .rewrite(|table, columns| format!("create table kept_{table} as select {columns} from {table};"))
            .await;
        ready
    }

    /// Puts every row back as it was at first. The audit keeps what it has.
    pub async fn restore(&self) {
        self.rewrite(|table, _| format!("delete from {table};")).await;
        let insert = |table: &str, columns: &str| {
            format!("insert into {table} ({columns}) select {columns} from kept_{table};")
        };
        self.rewrite(insert).await;
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

    /// Runs one statement for each table, made of its name and its stored columns.
    async fn rewrite(&self, statement: fn(&str, &str) -> String) {
        let origin = Origin::of_command("test");
        let write = self.app.parts.db.write(&origin, move |tx| {
            tx.execute_batch("pragma defer_foreign_keys = on")?;
            // Rows are copied as they are: the ledger lets nobody delete a movement, and counts what is added.
            tx.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
            for table in tables(tx)? {
                // Without those that are computed.
                let columns: String = tx.query_row(
                    "select group_concat(name, ', ') from pragma_table_info(?1)",
                    [&table],
                    |row| row.get(0),
                )?;
                tx.execute_batch(&statement(&table, &columns))?;
            }
            tx.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, true)?;
            Ok(Change::unaudited(()))
        });
        write.await.unwrap();
    }

    /// A row that a resource has made.
    pub fn row(&self, name: &str) -> String {
        self.rows.get(name).unwrap_or_else(|| panic!("no resource has made a row {name}")).clone()
    }

    /// What stands for a parameter of an operation, in its path or in its query.
    pub fn value(&self, operation: &Operation, parameter: &str) -> String {
        let value = resource_of(&operation.id).value;
        value(self, &operation.id, parameter)
            .unwrap_or_else(|| panic!("say in the resource's test what {parameter} of {} is", operation.id))
    }

    /// What an operation is sent.
    pub fn content(&self, operation: &Operation) -> Content {
        let content = resource_of(&operation.id).content;
        content(self, &operation.id).unwrap_or_else(|| {
            let takes_none = operation.body.is_none() && !operation.takes_photo && !operation.takes_file;
            assert!(takes_none, "say in the resource's test what {} is sent", operation.id);
            Content::Nothing
        })
    }

    /// The path of an operation.
    pub fn path(&self, operation: &Operation) -> String {
        operation.path_parameters.iter().fold(operation.path.clone(), |path, parameter| {
            let value = self.value(operation, &parameter.name);
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
            needed.map(|it| format!("{}={}", it.name, self.value(operation, &it.name))).collect();
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
            Content::File(bytes) => {
                let kind = "application/octet-stream";
                return self.send(Some(who), operation, &self.uri(operation), kind, bytes).await;
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
        "select name from sqlite_schema where type = 'table' and name not in ('audit_logs', 'audit_head')
             and name not like 'sqlite%' and name not like 'refinery%' and name not like 'kept%'",
    )?;
    Ok(names.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}
