//! The general admin makes a centre, a room in it and its equipment, and takes the equipment through its life.

use crate::support::{Page, Screen, journey};
use serde_json::{Value, json};

/// A centre and a room in it, made by hand; the page of the room stays open.
async fn centre_and_room(page: &Page<'_>) {
    page.click("link", "Centros").await;
    page.arrive("/centros", "Centros").await;
    page.click("link", "Nuevo centro").await;
    page.arrive("/centros/nuevo", "Nuevo centro").await;
    page.press("Crear centro").await;
    page.see("Revise los 2 campos señalados.").await;
    page.write("Código", "9999").await;
    page.write("Nombre", "Centro de la Montaña").await;
    page.write("Ciudad", "Manizales").await;
    page.press("Crear centro").await;
    page.see("Centro creado.").await;
    page.until("the centre's page is open", async || page.title().await == "Centro de la Montaña").await;

    page.click("link", "Ambientes").await;
    page.arrive("/ambientes", "Ambientes").await;
    page.click("link", "Nuevo ambiente").await;
    page.arrive("/ambientes/nuevo", "Nuevo ambiente").await;
    page.write("Nombre", "Taller de ñandúes").await;
    page.choose("Centro", "Centro de la Montaña (9999)").await;
    page.write("Ubicación", "Bloque Z, piso 9").await;
    page.write("Cupo", "12").await;
    page.press("Crear ambiente").await;
    page.see("Ambiente creado.").await;
    page.until("the room's page is open", async || page.title().await == "Taller de ñandúes").await;
    page.see("Este ambiente no tiene equipos").await;
    page.see("Centro de la Montaña").await;
    page.see("12 personas").await;
}

/// Fills in what every new item needs.
async fn describe(page: &Page<'_>, name: &str, category: &str, code: &str) {
    page.write("Nombre", name).await;
    page.choose("Categoría", category).await;
    page.write("Código interno", code).await;
}

/// The history of the open item, newest first, as it can be read.
async fn history(page: &Page<'_>) -> Vec<String> {
    page.settle().await;
    page.ask("return [...document.querySelectorAll('.timeline > li')].map((step) => step.innerText)", vec![])
        .await
}

#[test]
fn from_an_empty_centre_to_a_deleted_item() {
    journey(Screen::Desktop, async |page| {
        page.sign_in("admin").await;
        centre_and_room(page).await;

        page.click("link", "Nuevo equipo").await;
        page.arrive("/equipos/nuevo", "Nuevo equipo").await;
        assert_eq!(page.value("Ambiente").await, "Taller de ñandúes", "it is made where it was asked for");
        describe(page, "Portátil de prueba", "Computador", "PRUEBA-001").await;
        page.write("Serial", "SN-1").await;
        page.press("Registrar equipo").await;
        page.see("«Portátil de prueba» quedó registrado.").await;
        page.until("its page is open", async || page.title().await == "Portátil de prueba").await;
        page.see("Disponible").await;

        page.click("link", "Editar").await;
        page.until("the form is open", async || page.title().await == "Editar equipo").await;
        page.write("Marca", "Lenovo").await;
        page.choose("Estado", "En mantenimiento").await;
        page.press("Guardar").await;
        page.see("Equipo guardado.").await;
        page.until("its page is open", async || page.title().await == "Portátil de prueba").await;
        page.see("En mantenimiento").await;
        let steps = history(page).await;
        assert_eq!(steps.len(), 2, "{steps:#?}");
        assert!(steps[0].contains("Equipo modificado") && steps[0].contains("Lenovo"), "{steps:#?}");
        assert!(steps[0].contains("Elena Cárdenas Vélez"), "{steps:#?}");
        assert!(steps[1].contains("Equipo registrado"), "{steps:#?}");

        page.press("Verificar cantidades").await;
        page.click("choice", "Está dañado").await;
        page.press("Guardar verificación").await;
        page.see("«Portátil de prueba» verificado.").await;
        page.see("En la última verificación estaba dañado.").await;

        page.pick("Más acciones", "Mover a otro ambiente").await;
        page.choose_by_writing("Ambiente de destino", "Almacén central").await;
        page.press("Mover").await;
        page.see("Quedó en Almacén central.").await;
        page.until("the page says where it is", async || page.has("link", "Almacén central").await).await;
        page.reload().await;
        let steps = history(page).await;
        assert_eq!(steps.len(), 4, "made, edited, counted, moved: {steps:#?}");
        assert!(steps[0].contains("Taller de ñandúes") && steps[0].contains("Almacén central"), "{steps:#?}");

        page.pick("Más acciones", "Eliminar").await;
        page.see("¿Eliminar «Portátil de prueba»?").await;
        page.see("Su código QR impreso deja de servir").await;
        page.press("Cancelar").await;
        assert_eq!(page.title().await, "Portátil de prueba", "nothing happens without a yes");
        page.pick("Más acciones", "Eliminar").await;
        page.press("Eliminar").await;
        page.arrive("/equipos", "Equipos").await;
        page.see("Ítem eliminado").await;
        page.write("Buscar: Equipos", "PRUEBA-001").await;
        page.see("Nada coincide").await;
    });
}

#[test]
fn a_group_is_counted_with_a_phone() {
    journey(Screen::Phone, async |page| {
        page.sign_in("admin").await;
        page.click("link", "Equipos").await;
        page.click("link", "Nuevo equipo").await;
        page.arrive("/equipos/nuevo", "Nuevo equipo").await;
        page.click("choice", "Grupo").await;
        assert!(!page.has("field", "Serial").await, "a group has no serial number");
        describe(page, "Sillas azules", "Otro", "PRUEBA-002").await;
        page.choose_by_writing("Ambiente", "Sistemas 1").await;
        page.write("Cantidad total", "5").await;
        page.write("Dañados", "4").await;
        page.write("Faltantes", "3").await;
        page.press("Registrar equipo").await;
        page.see("Dañados y faltantes no pueden sumar más que la cantidad total.").await;
        page.write("Cantidad total", "20").await;
        page.write("Dañados", "1").await;
        page.write("Faltantes", "0").await;
        page.press("Registrar equipo").await;
        page.until("its page is open", async || page.title().await == "Sillas azules").await;

        page.press("Verificar cantidades").await;
        page.see("Según el inventario, 20 piezas.").await;
        page.write("Buenos", "15").await;
        page.press("Uno más: Dañados").await;
        page.see("Suma 17 de 20: quedan 3 sin contar.").await;
        page.press("Anotar como faltantes").await;
        page.see("La cuenta cuadra: 20 piezas.").await;
        page.press("Guardar verificación").await;
        page.see("«Sillas azules» verificado.").await;

        let token = page.server.token("admin");
        let found = page.server.api("GET", "/api/inventory?search=PRUEBA-002", &token, None);
        let counted = |key: &str| found[0][key].clone();
        assert_eq!(
            [counted("quantity"), counted("quantity_damaged"), counted("quantity_missing")],
            [json!(20), json!(2), json!(3)]
        );
    });
}

#[test]
fn a_taken_code_keeps_what_was_typed() {
    journey(Screen::Desktop, async |page| {
        page.expect_in_console(
            "/api/inventory - Failed to load resource: the server responded with a status of 400",
        );
        page.sign_in("admin").await;
        page.open("/equipos/nuevo").await;
        page.choose_by_writing("Ambiente", "Multimedia").await;
        describe(page, "Cámara repetida", "Cámara", "9301-10200").await;
        page.write("Notas", "Con su maletín").await;
        page.press("Registrar equipo").await;
        page.see("El código interno 9301-10200 ya lo tiene").await;
        assert_eq!(page.place().await, "/equipos/nuevo");
        for (field, typed) in [
            ("Nombre", "Cámara repetida"),
            ("Ambiente", "Multimedia"),
            ("Código interno", "9301-10200"),
            ("Notas", "Con su maletín"),
        ] {
            assert_eq!(page.value(field).await, typed, "{field}");
        }
        page.write("Código interno", "PRUEBA-003").await;
        page.press("Registrar equipo").await;
        page.until("its page is open", async || page.title().await == "Cámara repetida").await;
        page.see("Con su maletín").await;
    });
}

#[test]
fn a_list_is_searched_filtered_sorted_and_exported() {
    journey(Screen::Desktop, async |page| {
        page.sign_in("admin").await;
        page.open("/equipos").await;
        page.see("400 equipos").await;
        page.choose("Ambiente", "Cocina didáctica").await;
        page.see("50 de 400 equipos").await;
        page.choose("Estado", "Dañado").await;
        page.until("the filter is in the address", async || page.place().await.contains("estado=damaged"))
            .await;
        let rows =
            "return [...document.querySelectorAll('.data-table tbody tr')].map((row) => row.innerText)";
        let damaged: Vec<String> = page.ask(rows, vec![]).await;
        assert!(!damaged.is_empty());
        for row in &damaged {
            assert!(row.contains("Cocina didáctica") && row.contains("Dañado"), "{row}");
        }
        page.reload().await;
        let again: Vec<String> = page.ask(rows, vec![]).await;
        assert_eq!(again, damaged, "the list is as the address says");

        page.press("Quitar filtros").await;
        page.see("400 equipos").await;
        let names =
            "return [...document.querySelectorAll('.data-table .row-title')].map((node) => node.innerText)";
        let up: Vec<String> = page.ask(names, vec![]).await;
        page.press("Nombre").await;
        page.until("the order is turned", async || page.place().await.contains("orden=-name")).await;
        let down: Vec<String> = page.ask(names, vec![]).await;
        assert_ne!(up.first(), down.first());

        // What would be saved is caught at the link that saves it.
        let catch = "window.caught = []; const made = URL.createObjectURL; URL.createObjectURL = (blob) => { window.caught.push(blob); return made(blob); };";
        page.ask::<Value>(catch, vec![]).await;
        page.press("Exportar").await;
        page.click("at", ".menu-list:popover-open [role='menuitem']:nth-child(2)").await;
        page.see("400 equipos en el archivo «Equipos ").await;
        let csv: String =
            page.ask_later("const done = arguments[0]; window.caught[0].text().then(done)", vec![]).await;
        assert_eq!(csv.lines().count(), 401, "every row and the head");
        assert!(csv.contains("9301-10200"));
    });
}

#[test]
fn what_an_item_cost_says_what_it_is_worth_and_so_does_its_room() {
    journey(Screen::Desktop, async |page| {
        // The digit of the NIT is judged by the server.
        page.expect_in_console("the server responded with a status of 4");
        page.sign_in("bodega").await;
        page.click("link", "Equipos").await;
        page.click("link", "Nuevo equipo").await;
        page.arrive("/equipos/nuevo", "Nuevo equipo").await;
        describe(page, "Torno de valor", "Otro", "PRUEBA-VALOR").await;
        page.write("Proveedor", "Máquinas del Eje").await;
        page.write("NIT del proveedor", "899999034-2").await;
        page.write("Factura", "FE-900").await;
        page.write("Precio de una pieza", "85.000").await;
        page.press("Registrar equipo").await;
        page.see("no corresponde").await;
        assert_eq!(page.value("Proveedor").await, "Máquinas del Eje", "what was typed is there");
        page.write("NIT del proveedor", "899.999.034-1").await;
        page.press("Registrar equipo").await;
        page.see("«Torno de valor» quedó registrado.").await;
        page.until("its page is open", async || page.title().await == "Torno de valor").await;
        page.see("Falta la fecha de compra").await;
        page.see("85.000").await;
        page.see("Máquinas del Eje · NIT 899999034-1").await;
        page.see("10 años").await;

        page.click("link", "Estadísticas").await;
        page.until("the figures are open", async || page.title().await == "Estadísticas").await;
        page.click("tab", "Valor de los equipos").await;
        page.see("Valen hoy en libros (COP)").await;
        page.see("Valor de los equipos por ambiente").await;
    });
}
