//! Equipment in charge: handed over on the item's page, signed with a finger on a phone, seen by whoever has it, taken back.

use crate::support::{Page, Screen, journey};
use serde_json::{Value, json};

/// A machine of the visitor's instructor's room that nobody has.
fn free_machine(page: &Page<'_>) -> Value {
    let keeper = page.server.token("bodega");
    let items = page.server.api("GET", "/api/inventory?status=available", &keeper, None);
    let taken = page.server.api("GET", "/api/assignments?status=open&page_size=1000", &keeper, None);
    let taken: Vec<&Value> = taken["items"].as_array().unwrap().iter().map(|row| &row["item_id"]).collect();
    let free = items.as_array().unwrap().iter().find(|item| {
        item["item_type"] == "individual"
            && item["environment_name"].as_str().is_some_and(|room| !room.contains("Bodega"))
            && !taken.contains(&&item["id"])
    });
    free.expect("a machine that nobody has").clone()
}

#[test]
fn it_is_handed_over_and_signed_on_a_phone_and_taken_back() {
    journey(Screen::Phone, async |page| {
        let item = free_machine(page);
        let id = item["id"].as_str().unwrap();
        page.sign_in("bodega").await;
        page.open(&format!("/equipos/{id}")).await;
        page.see("Nadie de este centro lo tiene a cargo.").await;
        page.press("Entregar").await;
        page.see("¿Quién lo recibe?").await;
        page.click("choice", "Alguien sin cuenta").await;
        page.write("Nombres y apellidos", "Rosa Ñáñez").await;
        page.write("Número de documento", "42.118.305").await;
        page.press("Entregar").await;
        page.see("Acta de entrega").await;
        page.see("Sin firmar").await;

        page.press("Firmar").await;
        page.see("Léala antes de firmar.").await;
        page.draw_on(".sign-canvas").await;
        page.press("Firmar").await;
        page.see("Falta una firma").await;
        page.press("Firmar").await;
        page.click("choice", "Escribir el nombre").await;
        page.press("Firmar").await;
        page.see("Firmada").await;

        page.press("Recibir").await;
        page.see("¿Cómo vuelve?").await;
        page.press("Recibir").await;
        page.see("Acta de devolución").await;
        let keeper = page.server.token("bodega");
        let rows = page.server.api("GET", &format!("/api/assignments?item_id={id}"), &keeper, None);
        let row = &rows["items"][0];
        assert_eq!(
            (&row["holder_name"], &row["is_open"], &row["delivery_signatures"]),
            (&json!("Rosa Ñáñez"), &json!(false), &json!(2))
        );
    });
}

#[test]
fn who_has_it_finds_it_among_their_own() {
    journey(Screen::Phone, async |page| {
        let (item, keeper) = (free_machine(page), page.server.token("bodega"));
        let me = page.server.api("GET", "/api/auth/me", &page.server.token("aprendiz"), None);
        let new = json!({ "item_id": item["id"], "user_id": me["id"] });
        page.server.api("POST", "/api/assignments", &keeper, Some(&new));
        page.sign_in("aprendiz").await;
        page.open("/mis-equipos").await;
        page.see("Le falta firmar el acta de 1 equipo").await;
        page.see(item["name"].as_str().unwrap()).await;
    });
}
