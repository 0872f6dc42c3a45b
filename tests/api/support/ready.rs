//! A server in which every operation can be done at once: for each there is an address and a body that work.

use super::{App, Operation, PASSWORD, Person, Reply};
use inventario::caller::Origin;
use inventario::db::Change;
use inventario::error::Result;
use poem::http::Method;
use rusqlite::Connection;
use serde_json::{Value, json};
use std::collections::BTreeMap;

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
        let gloria = &app.world.gloria;
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let class = app.post(gloria, "/api/schedules/", class(&app, 2)).await.expect(201).json();
        let logs = app.get(gloria, "/api/audit-logs/").await.expect(200).json();
        let code = format!("/api/qr/generate/environment/{}", app.world.sistemas.id);
        let qr = app.get(gloria, &code).await.expect(200).json();
        let photo = app.get(gloria, &format!("{code}?format=png")).await.expect(200).bytes;
        let credentials = json!({ "email": app.world.ivan.email, "password": PASSWORD });
        let session = app.ask(None, Method::POST, "/api/auth/login", Some(credentials)).await.expect(200);
        let ready = Self {
            class: text(&class["id"]),
            entry: text(&logs["logs"][0]["id"]),
            qr_data: text(&qr["qr_data"]),
            photo,
            refresh_token: text(&session.json()["refresh_token"]),
            app,
        };
        ready.rewrite(|table| format!("create table kept_{table} as select * from {table};")).await;
        ready
    }

    /// Puts every row back as it was at first. The audit keeps what it has.
    pub async fn restore(&self) {
        self.rewrite(|table| format!("delete from {table};")).await;
        self.rewrite(|table| format!("insert into {table} select * from kept_{table};")).await;
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
            ("id", _) if operation.id == "list_items_by_environment" => world.sistemas.id.to_string(),
            ("id", _) if operation.id == "get_user_activity" => world.ivan.id.to_string(),
            ("id", _) if operation.id == "get_entity_trail" => world.sistemas.machine.to_string(),
            ("id", "audit-logs") => self.entry.clone(),
            ("id", "centers") => world.other_center.to_string(),
            ("id", "environments") => world.bodega.id.to_string(),
            ("id", "inventory") => world.sistemas.machine.to_string(),
            ("id", "qr") => world.sistemas.id.to_string(),
            ("id", "schedules") => self.class.clone(),
            ("id", "users") => world.ivan.id.to_string(),
            other => panic!("say in support/ready.rs what {other:?} of {} is", operation.id),
        }
    }

    /// The address of an operation.
    pub fn uri(&self, operation: &Operation) -> String {
        operation.path_parameters.iter().fold(operation.path.clone(), |path, parameter| {
            let value = self.path_value(operation, &parameter.name);
            path.replace(&format!("{{{}}}", parameter.name), &value)
        })
    }

    /// A content with which an operation works. Every member that it knows is there.
    pub fn content(&self, operation: &Operation) -> Content {
        let world = &self.app.world;
        let person = json!({
            "email": "nueva@sena.edu.co", "password": "contraseña-2", "first_name": "Nueva",
            "last_name": "Persona", "role": "student", "phone": "3001234567", "program": "ADSO", "ficha": "2758",
        });
        let account = json!({
            "email": "otra@sena.edu.co", "first_name": "Otra", "last_name": "Persona", "role": "supervisor",
            "phone": "3001234567", "program": "ADSO", "ficha": "2758", "is_active": true,
            "environment_id": world.idiomas.id,
        });
        let center = json!({
            "code": "9999", "name": "Otro centro", "address": "Calle 1", "city": "Pereira", "region": "Risaralda",
            "phone": "3001234567", "is_active": true,
        });
        let room = json!({
            "center_id": world.center, "name": "Otro ambiente", "location": "Bloque Z", "capacity": 20,
            "description": "Con ventanas", "is_warehouse": true, "is_active": true,
        });
        Content::Json(match operation.id.as_str() {
            "log_in" => json!({ "email": world.ana.email, "password": PASSWORD }),
            "register" | "create_user" => with(person, "environment_id", json!(world.idiomas.id)),
            "refresh_session" | "log_out" => json!({ "refresh_token": self.refresh_token }),
            "update_own_account" => {
                json!({ "first_name": "Gloria", "last_name": "Ríos", "phone": "1", "program": "P", "ficha": "2" })
            }
            "change_own_password" => json!({ "current_password": PASSWORD, "new_password": "contraseña-2" }),
            "update_user" => account,
            "reset_password" => json!({ "new_password": "contraseña-2" }),
            "link_environment" => json!({ "environment_id": world.sistemas.id }),
            "create_center" | "update_center" => center,
            "create_environment" | "update_environment" => room,
            "create_item" | "update_item" => item(&self.app),
            "verify_item" => {
                json!({ "quantity": 0, "quantity_damaged": 1, "quantity_missing": 0, "status": "maintenance" })
            }
            "create_schedule" => class(&self.app, 1),
            "update_schedule" => with(class(&self.app, 3), "is_active", json!(true)),
            "scan_qr" => json!({ "qr_data": self.qr_data }),
            "decode_qr" => return Content::Photo(self.photo.clone()),
            other => {
                assert!(operation.body.is_none(), "say in support/ready.rs what {other} is sent");
                return Content::Nothing;
            }
        })
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

/// A class of Ana in her room that meets no other on that day.
fn class(app: &App, day_of_week: i64) -> Value {
    json!({
        "environment_id": app.world.sistemas.id, "instructor_id": app.world.ana.id, "program": "ADSO",
        "ficha": "2758", "topic": "Bases de datos", "start_time": "07:00:00", "end_time": "12:00:00",
        "day_of_week": day_of_week, "start_date": "2026-01-19", "end_date": "2026-12-11", "student_count": 25,
    })
}

fn item(app: &App) -> Value {
    json!({
        "environment_id": app.world.sistemas.id, "name": "Portátil", "serial_number": "SN-1",
        "internal_code": "S1-99", "category": "computer", "brand": "HP", "model": "ProBook", "status": "good",
        "purchase_date": "2025-01-15", "warranty_expiry": "2028-01-15", "last_maintenance": "2025-06-01",
        "next_maintenance": "2026-06-01", "image_url": "/fotos/1.jpg", "notes": "Junto a la puerta",
        "quantity": 1, "quantity_damaged": 0, "quantity_missing": 0, "item_type": "individual",
    })
}

fn with(mut object: Value, name: &str, value: Value) -> Value {
    object[name] = value;
    object
}
