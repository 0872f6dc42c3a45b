//! What every operation is sent.

use super::{Content, Ready};
use crate::support::{App, Operation, PASSWORD, Room};
use serde_json::{Value, json};

impl Ready {
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
        let room = json!({
            "center_id": world.center, "name": "Otro ambiente", "location": "Bloque Z", "capacity": 20,
            "description": "Con ventanas", "is_warehouse": true, "blind_checks": true, "is_active": true,
        });
        Content::Json(match operation.id.as_str() {
            "update_backup_settings" => backup_settings(),
            "update_log_setting" => json!({ "filter": "info" }),
            "update_time_zone" => json!({ "time_zone": "America/Bogota" }),
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
            "create_center" | "update_center" => center(),
            "create_environment" | "update_environment" => room,
            "create_item" | "update_item" => item(&self.app),
            "verify_item" => {
                json!({ "quantity": 0, "quantity_damaged": 1, "quantity_missing": 0, "status": "maintenance" })
            }
            "create_schedule" => class(&self.app, 1),
            "update_schedule" => with(class(&self.app, 3), "is_active", json!(true)),
            "scan_qr" => json!({ "qr_data": self.qr_data }),
            "decode_qr" | "upload_photo" | "set_center_logo" => return Content::Photo(self.photo.clone()),
            "create_check" => with(
                with(self.sheet(world.sistemas, world.idiomas), "schedule_id", json!(self.class)),
                "student_id",
                json!(world.gloria.id),
            ),
            "save_check_by_schedule" => {
                with(self.sheet(world.sistemas, world.idiomas), "schedule_id", json!(self.class))
            }
            "confirm_check" => {
                let mut sheet = self.sheet(world.idiomas, world.sistemas);
                let members = sheet.as_object_mut().unwrap();
                members.remove("environment_id");
                members.remove("cleaning_notes");
                with(sheet, "expected_status", json!("instructor_review"))
            }
            "approve_check" => {
                json!({ "approved": true, "comments": "Bien hecha", "expected_status": "issues" })
            }
            "assign_check" => json!({ "target_role": "supervisor_takeover" }),
            "reopen_check" => json!({ "reason": "Apareció el portátil" }),
            "create_check_item" => json!({
                "item_id": world.sistemas.group, "environment_id": world.sistemas.id, "status": "damaged",
                "quantity_expected": 10, "quantity_found": 9, "quantity_damaged": 1, "quantity_missing": 0,
                "notes": "Una tecla rota", "photo_id": self.photo_id,
            }),
            "resolve_finding" => json!({ "status": "moved", "notes": "Se queda" }),
            "create_review" => {
                json!({ "check_id": self.troubled, "status": "approved", "comments": "Bien hecha" })
            }
            "create_notification" => json!({
                "user_id": world.bruno.id, "type": "system", "title": "Corte de luz",
                "message": "Mañana de ocho a diez", "priority": "high", "action_url": "/mantenimiento",
                "expires_at": "2099-12-31T23:59:00",
            }),
            "update_notification" => json!({ "is_read": true }),
            "update_system_alert" => json!({ "is_resolved": true }),
            other => {
                assert!(operation.body.is_none(), "say in support/ready.rs what {other} is sent");
                return Content::Nothing;
            }
        })
    }

    /// What a person writes who goes through a room: a piece damaged, and something from another room beside the list.
    fn sheet(&self, room: Room, other: Room) -> Value {
        json!({
            "environment_id": room.id, "is_clean": true, "is_organized": false, "inventory_complete": true,
            "cleaning_notes": "El tablero sin borrar", "comments": "Todo lo demás en su sitio",
            "items": [{
                "item_id": room.group, "quantity_found": 9, "quantity_damaged": 1, "quantity_missing": 0,
                "notes": "Una tecla rota", "photo_id": self.photo_id, "method": "scan",
            }],
            "findings": [{
                "code": "Placa borrosa", "item_id": other.machine, "notes": "Bajo la mesa",
                "photo_id": self.photo_id, "move": true,
            }],
        })
    }
}

/// A class of Ana in her room that meets no other on that day.
pub(super) fn class(app: &App, day_of_week: i64) -> Value {
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

pub(super) fn with(mut object: Value, name: &str, value: Value) -> Value {
    object[name] = value;
    object
}

fn center() -> Value {
    json!({
        "code": "9999", "name": "Otro centro", "address": "Calle 1", "city": "Pereira", "region": "Risaralda",
        "phone": "3001234567", "is_active": true,
    })
}

fn backup_settings() -> Value {
    json!({
        "enabled": true, "time": "03:15:00", "keep_count": 7, "keep_days": 30, "second_target": "/media/usb",
        "passphrase": "la de las copias",
    })
}
