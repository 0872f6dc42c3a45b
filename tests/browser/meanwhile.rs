//! Two people have the same thing open: whoever comes second is told what the other one made of it, and decides; nothing typed is lost.

use crate::support::{Inspector, Page, Screen, journey};
use serde_json::{Value, json};

/// What the administrator makes of the item meanwhile, at another computer.
fn meanwhile(page: &Page<'_>, item: &str, change: &Value) {
    let token = page.server.token("admin");
    page.server.api("PUT", &format!("/api/inventory/{item}"), &token, Some(change));
}

fn stored(page: &Page<'_>, item: &str) -> Value {
    page.server.api("GET", &format!("/api/inventory/{item}"), &page.server.token("admin"), None)
}

/// The lines of what somebody else changed.
async fn told(page: &Page<'_>) -> Vec<String> {
    let lines = "return [...document.querySelectorAll('.meanwhile-list > li')].map((line) => line.innerText.replace(/\\s+/g, ' '))";
    page.ask(lines, vec![]).await
}

#[test]
fn what_two_people_change_at_once_is_shown_and_decided() {
    journey(Screen::Desktop, async |page| {
        page.expect_in_console("the server responded with a status of 412");
        let inspector = Inspector::new(page).await;
        let found = page.server.api(
            "GET",
            "/api/inventory?search=videoproyector%20dell&limit=1",
            &page.server.token("admin"),
            None,
        );
        let item = found[0]["id"].as_str().unwrap().to_owned();
        // Whole and there, so that counting it later changes nothing that the form shows.
        let counted = json!({ "quantity": 1, "quantity_damaged": 0, "quantity_missing": 0 });
        let count = format!("/api/inventory/{item}/verification");
        page.server.api("PUT", &count, &page.server.token("admin"), Some(&counted));
        let form = format!("/equipos/{item}/editar");
        page.sign_in("bodega").await;

        // Both write the same field, and one of them another.
        page.open(&form).await;
        page.settle().await;
        page.write("Nombre", "Proyector de Jairo").await;
        meanwhile(page, &item, &json!({ "name": "Proyector de Elena", "brand": "Epson" }));
        page.press("Guardar").await;
        page.see("Otra persona cambió estos datos mientras usted los tenía abiertos").await;
        assert_eq!(
            told(page).await,
            [
                "Nombre La otra persona: Proyector de Elena Usted: Proyector de Jairo",
                "Marca Antes: Dell Ahora: Epson",
            ]
        );
        inspector.look("what somebody else changed").await;
        assert_eq!(page.value("Nombre").await, "Proyector de Jairo", "what was typed stays");
        assert_eq!(page.value("Marca").await, "Epson", "what wasn't touched follows");
        assert_eq!(
            stored(page, &item)["name"],
            "Proyector de Elena",
            "nothing is stored before it is decided"
        );
        page.press("Guardar lo mío").await;
        page.see("Equipo guardado.").await;
        let kept = stored(page, &item);
        assert_eq!((&kept["name"], &kept["brand"]), (&json!("Proyector de Jairo"), &json!("Epson")));

        // The other's stays.
        page.open(&form).await;
        page.settle().await;
        page.write("Modelo", "de Jairo").await;
        meanwhile(page, &item, &json!({ "model": "de Elena" }));
        page.press("Guardar").await;
        page.press("Dejar lo de la otra persona").await;
        page.see("Estos datos están como los dejó la otra persona.").await;
        assert_eq!(page.value("Modelo").await, "de Elena");
        assert_eq!(stored(page, &item)["model"], "de Elena");

        // A page that is loaded again has what was typed, and says what it was typed over.
        page.write("Modelo", "otra vez de Jairo").await;
        page.settle().await;
        page.until("the draft is kept", async || {
            page.ask::<String>("return JSON.stringify(sessionStorage)", vec![])
                .await
                .contains("otra vez de Jairo")
        })
        .await;
        meanwhile(page, &item, &json!({ "model": "otra vez de Elena" }));
        page.reload().await;
        page.see("Otra persona cambió estos datos mientras usted los tenía abiertos").await;
        assert_eq!(told(page).await, ["Modelo La otra persona: otra vez de Elena Usted: otra vez de Jairo"]);
        page.press("Guardar lo mío").await;
        page.see("Equipo guardado.").await;
        assert_eq!(stored(page, &item)["model"], "otra vez de Jairo");

        // What the form doesn't show is nobody's matter.
        page.open(&form).await;
        page.settle().await;
        page.write("Modelo", "el último").await;
        page.server.api("PUT", &count, &page.server.token("admin"), Some(&counted));
        page.press("Guardar").await;
        page.see("Equipo guardado.").await;
        assert_eq!(stored(page, &item)["model"], "el último");
        inspector.conclude(1);
    });
}
