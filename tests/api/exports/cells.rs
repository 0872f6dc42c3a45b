//! What stands in each column of an export is what the list answers, cell by cell.

use super::*;
use inventario::campus::assignments::words::CONDITION;
use inventario::campus::exports::lists::words as own;
use inventario::campus::reports::kinds::words as paper;
use inventario::campus::reports::kinds::words::audit;
use inventario::kit::document::{Words, said};

/// What a column should have of a row of the list.
type Told = fn(&Value) -> String;

/// It doesn't say.
const UNSAID: &str = "\0";

fn text(value: &Value) -> String {
    let text = match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text }
}

/// `2025-09-01T07:00:00.123456` and `2025-09-01 07:00:00`.
fn moment(value: &Value) -> String {
    text(value).chars().take(19).collect::<String>().replace('T', " ")
}

fn clock(value: &Value) -> String {
    text(value).chars().take(5).collect()
}

fn word(words: Words, value: &Value) -> String {
    value.as_str().map_or_else(String::new, |word| said(words, word))
}

fn money(pesos: Option<f64>) -> String {
    pesos.map_or_else(String::new, |pesos| format!("{pesos:.2}").trim_end_matches(".00").replace('.', ","))
}

fn yes(value: &Value, is_so: &'static str, is_not: &'static str) -> String {
    if value == &json!(true) { is_so } else { is_not }.to_owned()
}

fn unsaid(_: &Value) -> String {
    UNSAID.to_owned()
}

/// «Computador (S1-M) y 2 más».
fn first_item(row: &Value) -> String {
    let items = row["items"].as_array().unwrap();
    let Some(first) = items.first() else { return String::new() };
    let more = if items.len() > 1 { format!(" y {} más", items.len() - 1) } else { String::new() };
    format!("{} ({}){more}", text(&first["item_name"]), text(&first["internal_code"]))
}

macro_rules! told {
    ($($row:ident: $($title:literal => $told:expr),+;)+) => {
        &[$((stringify!($row), &[$(($title, $told)),+])),+]
    };
}

mod materials;

/// All columns of each list, in their order; those of materials are beside.
const TOLD: &[(&str, &[(&str, Told)])] = told! {
    items:
        "Placa" => |r| text(&r["internal_code"]),
        "Equipo" => |r| text(&r["name"]),
        "Categoría" => |r| word(paper::CATEGORY, &r["category"]),
        "Marca y modelo" => |r| format!("{} {}", text(&r["brand"]), text(&r["model"])).trim().to_owned(),
        "Serie" => |r| text(&r["serial_number"]),
        "Ambiente" => |r| text(&r["environment_name"]),
        "Estado" => |r| word(paper::ITEM_STATUS, &r["status"]),
        "Total" => |r| text(&r["quantity"]),
        "Daño" => |r| text(&r["quantity_damaged"]),
        "Falta" => |r| text(&r["quantity_missing"]),
        "Comprado" => |r| text(&r["purchase_date"]),
        "Valor" => |r| match text(&r["currency"]).as_str() {
            "COP" => money(r["purchase_price"].as_f64().map(|one| one * r["quantity"].as_f64().unwrap())),
            _ => String::new(),
        },
        "Otra moneda" => |r| match text(&r["currency"]).as_str() {
            "COP" => String::new(),
            currency => format!("{currency} 12.345,50"),
        };
    environments:
        "Ambiente" => |r| text(&r["name"]),
        "Centro" => |r| text(&r["center_name"]),
        "Ubicación" => |r| text(&r["location"]),
        "Bodega" => |r| yes(&r["is_warehouse"], "Sí", "No"),
        "Capacidad" => |r| text(&r["capacity"]),
        "Equipos" => |r| text(&r["items"]),
        "Piezas" => unsaid,
        "Daño" => unsaid,
        "Falta" => unsaid,
        "Estado" => |r| yes(&r["is_active"], "Activo", "Inactivo");
    users:
        "Nombre" => |r| text(&r["name"]),
        "Correo" => |r| text(&r["email"]),
        "Rol" => |r| word(paper::ROLE, &r["role"]),
        "Teléfono" => |r| text(&r["phone"]),
        "Ambiente" => |r| text(&r["environment_name"]),
        "Ficha" => |r| text(&r["ficha"]),
        "Programa" => |r| text(&r["program"]),
        "Estado" => |r| yes(&r["is_active"], "Activo", if r["activation_requested"] == json!(true) { "Espera activación" } else { "Inactivo" }),
        "Último ingreso" => |r| moment(&r["last_login"]),
        "Creada" => |r| moment(&r["created_at"]);
    loans:
        "Pedido" => |r| moment(&r["created_at"]),
        "Quien recibe" => |r| text(&r["instructor_name"]),
        "Elemento" => |r| text(&r["item_name"]),
        "Placa" => |r| text(&r["item_details"]["internal_code"]),
        "Cant." => |r| text(&r["quantity_requested"]),
        "Bodega" => |r| text(&r["environment_name"]),
        "Programa" => |r| text(&r["program"]),
        "Desde" => |r| text(&r["start_date"]),
        "Hasta" => |r| text(&r["end_date"]),
        "Devuelto" => |r| text(&r["actual_return_date"]),
        "Estado" => |r| if r["is_overdue"] == json!(true) { "Vencido".into() } else { word(paper::LOAN_STATUS, &r["status"]) },
        "Prioridad" => |r| word(paper::PRIORITY, &r["priority"]);
    suspensions:
        "Persona" => |r| text(&r["user_name"]),
        "Motivo" => |r| text(&r["reason"]),
        "Hasta" => |r| text(&r["until"]),
        "Suspendió" => |r| text(&r["created_by_name"]),
        "Desde" => |r| moment(&r["created_at"]),
        "Estado" => |r| yes(&r["is_current"], "Vigente", if r["lifted_at"].is_null() { "Terminó" } else { "Levantada" }),
        "Levantó" => |r| text(&r["lifted_by_name"]),
        "Levantada" => |r| moment(&r["lifted_at"]);
    assignments:
        "Entregado" => |r| moment(&r["started_at"]),
        "A cargo de" => |r| text(&r["holder_name"]),
        "Documento" => |r| text(&r["holder_document"]),
        "Cuenta activa" => |r| yes(&r["holder_is_active"], "Sí", "No"),
        "Equipo" => |r| text(&r["item_name"]),
        "Placa" => |r| text(&r["internal_code"]),
        "Ambiente" => |r| text(&r["environment_name"]),
        "Con qué se entregó" => |r| text(&r["notes"]),
        "Quién lo entregó" => |r| text(&r["assigned_by_name"]),
        "Recibido" => |r| moment(&r["ended_at"]),
        "Cómo volvió" => |r| word(CONDITION, &r["end_condition"]),
        "Notas de la devolución" => |r| text(&r["end_notes"]),
        "Quién lo recibió" => |r| text(&r["received_by_name"]);
    inductions:
        "Inducción" => |r| text(&r["name"]),
        "La exige el equipo" => |r| text(&r["item_name"]),
        "Placa" => |r| text(&r["internal_code"]),
        "La exigen todos los de" => |r| word(paper::CATEGORY, &r["category"]),
        "Personas que la tienen" => |r| text(&r["people"]),
        "La tengo" => |r| yes(&r["is_mine"], "Sí", "No");
    maintenance_requests:
        "Pedida" => |r| moment(&r["created_at"]),
        "Solicitud" => |r| text(&r["title"]),
        "Equipo" => first_item,
        "Ambiente" => |r| text(&r["environment_name"]),
        "Tipo" => |r| word(paper::MAINTENANCE_TYPE, &r["maintenance_type"]),
        "Prioridad" => |r| word(paper::PRIORITY, &r["priority"]),
        "Estado" => |r| word(paper::MAINTENANCE_STATUS, &r["status"]),
        "Quien pidió" => |r| text(&r["user_name"]),
        "Técnico" => |r| text(&r["assigned_technician_name"]),
        "Terminada" => |r| text(&r["actual_completion"]),
        "Costo" => |r| money(r["cost"].as_f64());
    maintenance_plans:
        "Plan" => |r| text(&r["title"]),
        "Qué hay que hacer" => |r| text(&r["description"]),
        "Equipo" => first_item,
        "Cada" => |r| text(&r["every"]),
        "Unidad" => |r| word(own::PLAN_UNIT, &r["unit"]),
        "Próxima" => |r| text(&r["next_date"]),
        "Recordar días antes" => |r| text(&r["remind_days"]),
        "Estado" => unsaid,
        "Lo hizo" => |r| text(&r["created_by_name"]);
    checks:
        "Día" => |r| text(&r["check_date"]),
        "Hora" => |r| clock(if r["start_time"].is_null() { &r["check_time"] } else { &r["start_time"] }),
        "Ambiente" => |r| text(&r["environment_name"]),
        "Ficha" => |r| text(&r["ficha"]),
        "Programa" => |r| text(&r["program"]),
        "Aprendiz" => |r| text(&r["student_name"]),
        "Instructor" => |r| text(&r["instructor_name"]),
        "Supervisor" => |r| text(&r["supervisor_name"]),
        "Estado" => |r| word(paper::CHECK_STATUS, &r["status"]),
        "Piezas" => |r| text(&r["total_items"]),
        "Bien" => |r| text(&r["items_good"]),
        "Daño" => |r| text(&r["items_damaged"]),
        "Falta" => |r| text(&r["items_missing"]);
    findings:
        "Encontrado" => |r| moment(&r["created_at"]),
        "Qué es" => |r| word(own::FINDING_KIND, &r["kind"]),
        "Código" => |r| text(&r["code"]),
        "Equipo" => |r| text(&r["item_name"]),
        "Dónde se encontró" => |r| text(&r["environment_name"]),
        "De qué ambiente es" => |r| text(&r["expected_environment_name"]),
        "Quién" => |r| text(&r["found_by_name"]),
        "Nota" => |r| text(&r["notes"]),
        "Estado" => |r| word(own::FINDING_STATUS, &r["status"]),
        "Resuelto" => |r| moment(&r["resolved_at"]),
        "Por" => |r| text(&r["resolved_by_name"]);
    alerts:
        "Desde" => |r| moment(&r["created_at"]),
        "Tipo" => |r| word(paper::ALERT_TYPE, &r["type"]),
        "Gravedad" => |r| word(paper::SEVERITY, &r["severity"]),
        "Alerta" => |r| text(&r["title"]),
        "Qué pasa" => |r| text(&r["message"]),
        "Ambiente" => |r| text(&r["environment_name"]),
        "Resuelta" => |r| moment(&r["resolved_at"]),
        "Por" => |r| text(&r["resolved_by_name"]);
    schedules:
        "Día" => |r| word(own::WEEKDAY, &json!(r["day_of_week"].to_string())),
        "Desde" => |r| clock(&r["start_time"]),
        "Hasta" => |r| clock(&r["end_time"]),
        "Ambiente" => |r| text(&r["environment_name"]),
        "Ficha" => |r| text(&r["ficha"]),
        "Programa" => |r| text(&r["program"]),
        "Tema" => |r| text(&r["topic"]),
        "Instructor" => |r| text(&r["instructor_name"]),
        "Aprendices" => |r| text(&r["student_count"]),
        "Primer día" => |r| text(&r["start_date"]),
        "Último día" => |r| text(&r["end_date"]),
        "Estado" => |r| yes(&r["is_active"], "Activa", "Inactiva");
    feedback:
        "Enviada" => |r| moment(&r["created_at"]),
        "De quién" => |r| text(&r["user_name"]),
        "Clase" => |r| word(own::FEEDBACK_KIND, &r["type"]),
        "Título" => |r| text(&r["title"]),
        "Opinión" => |r| text(&r["description"]),
        "Urgencia" => |r| word(paper::PRIORITY, &r["priority"]),
        "Puntos" => |r| text(&r["rating"]),
        "Estado" => |r| word(own::FEEDBACK_STATUS, &r["status"]),
        "Respuesta" => |r| text(&r["admin_response"]),
        "Respondió" => |r| text(&r["responded_by_name"]),
        "Cuándo" => |r| moment(&r["responded_at"]);
    audit:
        "Cuándo" => |r| moment(&r["created_at"]),
        "Persona" => |r| text(&r["user_name"]),
        "Correo" => |r| text(&r["user_email"]),
        "Acción" => |r| audit::act(&text(&r["action"])),
        "De qué" => |r| audit::entity(&text(&r["entity_type"])),
        "Qué pasó" => |r| text(&r["new_values"]["description"]),
        "Código" => |r| text(&r["new_values"]["response"]["status_code"]),
        "Dirección" => |r| text(&r["ip_address"]);
    centers:
        "Código" => |r| text(&r["code"]),
        "Centro" => |r| text(&r["name"]),
        "Dirección" => |r| text(&r["address"]),
        "Municipio" => |r| text(&r["city"]),
        "Regional" => |r| text(&r["region"]),
        "Teléfono" => |r| text(&r["phone"]),
        "Ambientes" => |r| text(&r["environments"]),
        "Estado" => |r| yes(&r["is_active"], "Activo", "Inactivo");
};

#[tokio::test]
async fn every_cell_is_what_the_list_answers() {
    let ready = Ready::new().await;
    let (app, gloria) = (&ready.app, &ready.app.world.gloria);
    let machine = format!("/api/inventory/{}", app.world.sistemas.group);
    app.put(
        gloria,
        &machine,
        json!({
            "brand": "HP", "model": "K120", "serial_number": "SN-9", "purchase_date": "2024-02-29",
            "purchase_price": 45_000.5,
        }),
    )
    .await
    .expect(200);
    let abroad = format!("/api/inventory/{}", app.world.idiomas.group);
    app.put(gloria, &abroad, json!({ "purchase_price": 1_234.55, "currency": "USD" })).await.expect(200);
    for known in KNOWN.iter().filter(|it| it.list != "own_feedback") {
        let answer = app.get(gloria, known.uri).await.expect(200).json();
        let rows = answer.pointer(known.rows).unwrap().as_array().unwrap();
        let mut records = records(&file(app, gloria, asked(known.list, "csv")).await.bytes).into_iter();
        let told = TOLD.iter().chain(materials::TOLD).find(|(list, _)| *list == known.list).unwrap().1;
        let titles: Vec<&str> = told.iter().map(|(title, _)| *title).collect();
        assert_eq!(records.next().unwrap(), titles, "{}", known.list);
        assert!(!rows.is_empty(), "{} is empty", known.list);
        for (row, record) in rows.iter().zip(records) {
            for ((title, told), cell) in told.iter().zip(record) {
                let told = told(row);
                assert!(
                    told == UNSAID || cell == told,
                    "{title} of {} has {cell} and not {told}: {row}",
                    known.list
                );
            }
        }
    }
}

#[tokio::test]
async fn the_list_of_rooms_tells_nobody_how_much_is_broken_where_they_see_no_equipment() {
    let app = App::new().await;
    let world = &app.world;
    let rooms = async |who: &Person| app.get(who, "/api/environments").await.expect(200).json();
    let all: Vec<String> = texts(&rooms(&world.gloria).await, &KNOWN[1]);
    for (who, seen) in [
        (&world.pedro, vec![]),
        (&world.estela, vec![world.sistemas.id]),
        (&world.ana, vec![world.sistemas.id, world.bodega.id]),
        (&world.bruno, vec![world.sistemas.id, world.idiomas.id, world.bodega.id]),
        (&world.wilson, vec![world.sistemas.id, world.idiomas.id, world.bodega.id]),
        (&world.gloria, vec![world.sistemas.id, world.idiomas.id, world.bodega.id, world.taller.id]),
    ] {
        let listed = rooms(who).await;
        let mut expected: Vec<&str> = listed
            .as_array()
            .unwrap()
            .iter()
            .filter(|room| seen.iter().any(|id| room["id"] == json!(id)))
            .map(|room| room["name"].as_str().unwrap())
            .collect();
        expected.sort_unstable();
        let records = records(&file(&app, who, asked("environments", "csv")).await.bytes);
        assert_eq!(&records[0][6..9], ["Piezas", "Daño", "Falta"]);
        assert_eq!(records.len() - 1, all.len(), "the list itself is everybody's");
        for at in 6..9 {
            let mut told: Vec<&str> =
                records[1..].iter().filter(|it| !it[at].is_empty()).map(|it| it[0].as_str()).collect();
            told.sort_unstable();
            assert_eq!(told, expected, "{} reads {}", who.email, records[0][at]);
        }
    }
}
