//! What the tests that walk all operations must know of checks.

use crate::contract::{Moment, begun, confirm};
use crate::support::{Content, Ready, Room, Rows, with};
use inventario::kit::access::Role;
use inventario::kit::clock;
use serde_json::{Value, json};

pub fn value(ready: &Ready, operation: &str, parameter: &str) -> Option<String> {
    Some(match (operation, parameter) {
        ("approve_check", "id") => ready.troubled.clone(),
        ("reopen_check", "id") | (_, "check_id") => ready.settled.clone(),
        ("resolve_finding", "id") => ready.finding.clone(),
        (_, "id") => ready.waiting.clone(),
        (_, "environment_id") => ready.app.world.sistemas.id.to_string(),
        (_, "schedule_id") => ready.class.clone(),
        (_, "date") => clock::today().to_string(),
        _ => return None,
    })
}

pub fn content(ready: &Ready, operation: &str) -> Option<Content> {
    let world = &ready.app.world;
    let of_class = || with(sheet(ready, world.sistemas, world.idiomas), "schedule_id", json!(ready.class));
    Some(Content::Json(match operation {
        "create_check" => with(of_class(), "student_id", json!(world.gloria.id)),
        "save_check_by_schedule" => of_class(),
        "confirm_check" => {
            let mut sheet = sheet(ready, world.idiomas, world.sistemas);
            let members = sheet.as_object_mut().unwrap();
            members.remove("environment_id");
            members.remove("check_date");
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
            "notes": "Una tecla rota", "photo_id": ready.photo_id,
        }),
        "resolve_finding" => json!({ "status": "moved", "notes": "Se queda" }),
        "create_review" => {
            json!({ "check_id": ready.troubled, "status": "approved", "comments": "Bien hecha" })
        }
        _ => return None,
    }))
}

/// What a person writes who goes through a room: a piece damaged, and something from another room beside the list.
fn sheet(ready: &Ready, room: Room, other: Room) -> Value {
    json!({
        "environment_id": room.id, "check_date": clock::today(), "is_clean": true, "is_organized": false, "inventory_complete": true,
        "cleaning_notes": "El tablero sin borrar", "comments": "Todo lo demás en su sitio",
        "items": [{
            "item_id": room.group, "quantity_found": 9, "quantity_damaged": 1, "quantity_missing": 0,
            "notes": "Una tecla rota", "photo_id": ready.photo_id, "method": "scan",
        }],
        "findings": [{
            "code": "Placa borrosa", "item_id": other.machine, "notes": "Bajo la mesa",
            "photo_id": ready.photo_id, "move": true,
        }],
    })
}

/// A check is begun, and confirmed before a supervisor comes to it. Whoever saves the check of a class may be the first.
pub async fn before_call(moment: Moment<'_>) -> Rows {
    let Moment { ready, call, who, class } = moment;
    if call.family() != "checks" || call.id == "checks.by_schedule.save" {
        return Rows::default();
    }
    let check = begun(ready, who, class, json!([])).await;
    if who.is_some_and(|it| it.role == Role::Supervisor) {
        confirm(ready, &ready.app.world.ivan, &check).await;
    }
    Rows::of("check_id", &json!(check))
}
