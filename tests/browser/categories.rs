//! The general admin gives a workshop a category of its own with what it asks of its equipment; equipment is registered by it, found by what is
//! written, and has parts.

use crate::support::{Inspector, Screen, journey};

#[test]
fn a_workshop_gets_its_own_category_and_finds_its_equipment_by_what_it_asks_of_it() {
    journey(Screen::Desktop, async |page| {
        page.sign_in("admin").await;
        let inspector = Inspector::new(page).await;
        page.open("/categorias").await;
        page.see("Cámara").await;
        page.click("link", "Nueva categoría").await;
        page.arrive("/categorias/nuevo", "Nueva categoría").await;
        page.press("Crear categoría").await;
        page.see("Escriba este dato.").await;
        page.write("Nombre", "Torno").await;
        page.write("Vida útil (meses)", "120").await;
        page.press("Crear categoría").await;
        page.see("Categoría creada.").await;
        page.until("the category's page is open", async || page.title().await == "Torno").await;
        page.see("Esta categoría no pide datos propios.").await;

        page.press("Agregar dato").await;
        page.write("Nombre", "Voltaje").await;
        page.choose("Qué se escribe", "Número").await;
        page.write("Unidad", "V").await;
        inspector.look("the sheet of a field").await;
        page.press("Agregar").await;
        page.see("Dato agregado.").await;
        page.press("Agregar dato").await;
        page.write("Nombre", "Con guarda").await;
        page.choose("Qué se escribe", "Sí o no").await;
        page.press("Agregar").await;
        page.see("Con guarda").await;
        inspector.look("a category with its fields").await;

        page.open("/equipos/nuevo").await;
        page.choose_by_writing("Ambiente", "Sistemas 1").await;
        page.write("Nombre", "Torno paralelo").await;
        page.choose("Categoría", "Torno").await;
        page.write("Código interno", "TOR-1").await;
        page.write("Voltaje (V)", "220.5").await;
        page.choose("Con guarda", "Sí").await;
        inspector.look("the form with the fields of a category").await;
        page.press("Registrar equipo").await;
        page.see("«Torno paralelo» quedó registrado.").await;
        page.until("its page is open", async || page.title().await == "Torno paralelo").await;
        page.see("220,5 V").await;

        // Another change leaves it what it is.
        page.click("link", "Editar").await;
        page.until("the form is open", async || page.title().await == "Editar equipo").await;
        page.write("Marca", "Emco").await;
        page.press("Guardar").await;
        page.see("Equipo guardado.").await;
        page.until("its page is open", async || page.title().await == "Torno paralelo").await;
        page.see("220,5 V").await;
        let token = page.server.token("admin");
        let found = page.server.api("GET", "/api/inventory?search=TOR-1", &token, None);
        assert_eq!((&found[0]["category_name"], &found[0]["brand"]), (&"Torno".into(), &"Emco".into()));

        page.open("/equipos/nuevo?parte-de=TOR-1").await;
        assert_eq!(page.value("Parte de").await, "TOR-1");
        page.write("Nombre", "Mordaza de tres garras").await;
        page.choose("Categoría", "Otro").await;
        page.write("Código interno", "TOR-2").await;
        page.press("Registrar equipo").await;
        page.see("«Mordaza de tres garras» quedó registrado.").await;
        page.until("its page is open", async || page.title().await == "Mordaza de tres garras").await;
        page.see("Torno paralelo (TOR-1)").await;
        page.click("link", "Torno paralelo (TOR-1)").await;
        page.until("the whole's page is open", async || page.title().await == "Torno paralelo").await;
        page.see("Mordaza de tres garras").await;
        inspector.look("an item with a part").await;

        page.open("/equipos").await;
        page.choose("Datos propios", "Con guarda: Sí").await;
        page.see("Torno paralelo").await;
        page.see("1 de 402 equipos").await;
        inspector.look("the list narrowed by a field").await;
        inspector.conclude(5);
    });
}
