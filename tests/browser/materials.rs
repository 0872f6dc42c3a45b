//! The keeper of a warehouse names its bins: a new rack at once, with what clashes told before; looks at the map; registers a material and
//! finds it again by a scanner that types.

use crate::support::{Inspector, Page, Screen, journey};
use serde_json::{Value, json};

/// The id of the warehouse that the keeper of the demo is linked to.
fn warehouse(page: &Page<'_>) -> String {
    let token = page.server.token("bodega");
    let list = page.server.api("GET", "/api/warehouses", &token, None);
    let own = list["items"].as_array().unwrap().iter().find(|it| it["name"] == "Almacén central");
    own.expect("the demo has it")["id"].as_str().unwrap().to_owned()
}

/// A bin of the demo, by its code.
fn bin(page: &Page<'_>, code: &str) -> Value {
    let token = page.server.token("bodega");
    page.server.api("GET", &format!("/api/bins?search={code}"), &token, None)["items"][0].clone()
}

async fn a_rack_is_added(page: &Page<'_>) {
    let warehouse = warehouse(page);
    let inspector = Inspector::new(page).await;
    page.sign_in("bodega").await;
    page.open("/bodegas").await;
    page.arrive("/bodegas", "Bodegas").await;
    page.click("row", "Almacén central").await;
    page.arrive(&format!("/bodegas/{warehouse}"), "Almacén central").await;
    page.see("A-01-01").await;
    page.see("Reservada (2)").await;
    inspector.look("the map").await;
    page.click("link", "Crear varias").await;
    page.arrive("/ubicaciones/varias", "Crear varias ubicaciones").await;
    page.write("Pasillo", "B-C").await;
    page.write("Estante", "10-11").await;
    page.write("Nivel", "5-1").await;
    page.press("Crear todas").await;
    page.see("«5-1» termina antes de empezar").await;
    page.write("Nivel", "1, 5").await;
    page.see("8 ubicaciones").await;
    page.see("1 ya existe").await;
    page.see("B-10-01").await;
    inspector.look("ranges that clash").await;
    page.write("Pasillo", "C").await;
    page.see("4 ubicaciones").await;
    page.see_no("ya existe").await;
    page.press("Crear todas").await;
    page.see("Se crearon 4 ubicaciones: de C-10-01 a C-11-05").await;
    page.until("the map is open", async || page.title().await == "Almacén central").await;
    page.see("C-11-05").await;
    inspector.conclude(2);
}

#[test]
fn a_keeper_adds_a_rack_at_once_and_sees_it_on_the_map() {
    journey(Screen::Desktop, a_rack_is_added);
}

#[test]
fn a_keeper_adds_a_rack_with_a_phone() {
    journey(Screen::Phone, a_rack_is_added);
}

#[test]
fn a_material_is_registered_and_found_by_what_a_scanner_types() {
    journey(Screen::Desktop, async |page| {
        page.sign_in("bodega").await;
        page.open("/productos").await;
        page.arrive("/productos", "Productos").await;
        page.see("60 productos").await;
        page.click("link", "Nuevo producto").await;
        page.arrive("/productos/nuevo", "Nuevo producto").await;
        page.press("Crear producto").await;
        page.see("Escriba este dato.").await;
        page.write("Nombre", "Electrodo 6013").await;
        page.write("SKU", "SOL-6013").await;
        page.choose("Unidad", "Kilogramo (kg)").await;
        page.write("Existencia mínima", "12,5").await;
        page.press("Crear producto").await;
        page.see("Producto creado.").await;
        page.until("its page is open", async || page.title().await == "Electrodo 6013").await;
        page.see("Hay 0 kg y el mínimo es 12,5 kg.").await;
        // On any page of the warehouse, wherever the focus is.
        page.open("/bodegas").await;
        page.arrive("/bodegas", "Bodegas").await;
        page.type_blindly("sol-6013\u{e007}").await;
        page.until("the product is open", async || page.title().await == "Electrodo 6013").await;
        // The label of a bin says its id in letters and figures.
        let bin = bin(page, "A-03-02");
        let id = bin["id"].as_str().unwrap();
        let label = format!("UBI{}\u{e007}", id.replace('-', "").to_uppercase());
        page.settle().await;
        page.type_blindly(&label).await;
        page.arrive(&format!("/ubicaciones/{id}"), "A-03-02").await;
        page.settle().await;
        page.type_blindly("no-hay-tal\u{e007}").await;
        page.see("Ninguna ubicación, producto ni lote a su alcance tiene el código «no-hay-tal».").await;
    });
}

/// What a person hears of the element that has the focus: its state on the map, its name.
async fn focused(page: &Page<'_>) -> (String, String) {
    let script = "const it = document.activeElement; \
        return [it.dataset.status ?? it.role ?? '', it.ariaLabel ?? it.textContent]";
    page.ask(script, vec![]).await
}

#[test]
fn the_map_is_walked_by_keyboard_among_the_bins_of_one_state() {
    journey(Screen::Desktop, async |page| {
        let warehouse = warehouse(page);
        page.sign_in("bodega").await;
        page.open(&format!("/bodegas/{warehouse}")).await;
        page.see("A-01-01").await;
        page.press("Reservada (2)").await;
        // The Tab key leads to one bin, which can be seen.
        let script = "const cells = document.querySelectorAll('.bin-map a[tabindex=\"0\"]'); \
            cells[0]?.focus(); \
            return cells.length";
        let tabbable: usize = page.ask(script, vec![]).await;
        assert_eq!(tabbable, 1);
        page.type_blindly("\u{e011}").await;
        let first = focused(page).await;
        page.type_blindly("\u{e010}").await;
        let last = focused(page).await;
        assert_eq!((first.0.as_str(), last.0.as_str()), ("reserved", "reserved"));
        assert_ne!(first.1, last.1);
    });
}

#[test]
fn what_is_wrong_with_a_template_is_told_where_the_focus_goes() {
    journey(Screen::Desktop, async |page| {
        let warehouse = warehouse(page);
        let inspector = Inspector::new(page).await;
        page.sign_in("bodega").await;
        page.open(&format!("/bodegas/{warehouse}/editar")).await;
        page.write("Formato del código", "X").await;
        page.press("Guardar").await;
        page.until("the fault has the focus", async || {
            let (role, text) = focused(page).await;
            role == "alert" && text.contains("Al formato le falta")
        })
        .await;
        inspector.look("a template that is none").await;
        inspector.conclude(1);
    });
}

#[test]
fn who_teaches_looks_at_the_materials_and_is_offered_no_change() {
    journey(Screen::Desktop, async |page| {
        let warehouse = warehouse(page);
        page.sign_in("instructor").await;
        page.open(&format!("/bodegas/{warehouse}")).await;
        page.see("A-01-01").await;
        for link in ["Crear varias", "Nueva ubicación", "Editar"] {
            assert!(!page.has("link", link).await, "{link}");
        }
        for (path, title, link) in [
            ("/ubicaciones", "Ubicaciones", "Crear varias"),
            ("/productos", "Productos", "Nuevo producto"),
            ("/proveedores", "Proveedores", "Nuevo proveedor"),
        ] {
            page.open(path).await;
            page.arrive(path, title).await;
            assert!(!page.has("link", link).await, "{link}");
        }
    });
}

#[test]
fn a_supplier_is_checked_by_its_digit_and_stays_inactive_where_it_cannot_go() {
    journey(Screen::Desktop, async |page| {
        page.expect_in_console("the server responded with a status of 409");
        page.sign_in("bodega").await;
        page.open("/proveedores/nuevo").await;
        page.arrive("/proveedores/nuevo", "Nuevo proveedor").await;
        page.write("Razón social", "Molinos del Otún S.A.S.").await;
        page.write("NIT", "899999034-2").await;
        page.press("Crear proveedor").await;
        page.see("El dígito de verificación no corresponde: revise las cifras").await;
        page.write("NIT", "899.999.034-1").await;
        page.press("Crear proveedor").await;
        page.until("its page is open", async || page.title().await == "Molinos del Otún S.A.S.").await;
        page.see("899999034-1").await;
        // Something came from them: they can't be deleted any more.
        let token = page.server.token("bodega");
        let one = |path: &str| page.server.api("GET", path, &token, None)["items"][0].clone();
        let supplier = one("/api/suppliers?search=otun");
        let bins = format!("/api/bins?warehouse_id={}&status=empty", warehouse(page));
        let receipt = json!({
            "bin_id": one(&bins)["id"], "product_id": one("/api/products")["id"], "supplier_id": supplier["id"],
            "batch_number": "L-1", "quantity": 1,
        });
        page.server.api("POST", "/api/stock/receive", &token, Some(&receipt));
        page.pick("Más acciones", "Eliminar").await;
        page.press("Eliminar").await;
        page.see("¿Dejar inactivo «Molinos del Otún S.A.S.»?").await;
        page.press("Desactivar").await;
        page.see("Este proveedor está inactivo.").await;
        let path = format!("/api/suppliers/{}", supplier["id"].as_str().unwrap());
        assert_eq!(page.server.api("GET", &path, &token, None)["is_active"], false);
    });
}

#[test]
fn what_was_typed_of_a_product_survives_a_reload_and_its_photo_is_waited_for() {
    journey(Screen::Desktop, async |page| {
        let folder = tempfile::tempdir().unwrap();
        let photo = folder.path().join("electrodo.png");
        image::RgbImage::from_pixel(320, 240, image::Rgb([120, 90, 30])).save(&photo).unwrap();
        // A large photo takes a slow device its time.
        page.bring_along(
            "const quick = createImageBitmap; \
             window.createImageBitmap = async (...given) => { \
               await new Promise((done) => setTimeout(done, 1500)); \
               return quick(...given); \
             };",
        )
        .await;
        page.sign_in("bodega").await;
        page.open("/productos/nuevo").await;
        page.arrive("/productos/nuevo", "Nuevo producto").await;
        page.write("Nombre", "Electrodo 7018").await;
        page.write("SKU", "SOL-7018").await;
        page.write("Descripción", "Para acero").await;
        page.reload().await;
        page.see("Recuperamos lo que había escrito.").await;
        assert_eq!(page.value("Nombre").await, "Electrodo 7018");
        assert_eq!(page.value("SKU").await, "SOL-7018");
        assert_eq!(page.value("Descripción").await, "Para acero");
        page.give_file(&photo).await;
        page.press("Crear producto").await;
        page.until("its page is open", async || page.title().await == "Electrodo 7018").await;
        let token = page.server.token("bodega");
        let product =
            page.server.api("GET", "/api/products?search=SOL-7018", &token, None)["items"][0].clone();
        assert!(product["photo_id"].is_string(), "{product}");
        page.open("/productos/nuevo").await;
        assert_eq!(page.value("Nombre").await, "", "what was saved is no draft any more");
    });
}

async fn a_product_is_read(page: &Page<'_>) {
    let token = page.server.token("instructor");
    let found =
        page.server.api("GET", "/api/products?search=Harina+de+trigo", &token, None)["items"][0].clone();
    let path = format!("/productos/{}", found["id"].as_str().unwrap());
    let inspector = Inspector::new(page).await;
    page.sign_in("instructor").await;
    page.open(&path).await;
    page.arrive(&path, "Harina de trigo").await;
    page.see("Sigue este").await;
    page.see("En 90 días entraron").await;
    page.see("Ver los datos en una tabla").await;
    page.see("movimientos").await;
    inspector.look("a product with its lots, its chart and its ledger").await;
    page.open(&format!("{path}?clase=receipt")).await;
    page.see("Entrega del proveedor").await;
    page.see_no("Práctica de cocina").await;
    page.press("Exportar").await;
    page.click("at", ".menu-list:popover-open [role='menuitem']:nth-child(2)").await;
    page.see("en el archivo «Movimientos de materiales ").await;
    inspector.conclude(1);
}

#[test]
fn an_instructor_reads_what_there_is_of_a_product_and_takes_its_movements_along() {
    journey(Screen::Desktop, a_product_is_read);
}

#[test]
fn an_instructor_reads_what_there_is_of_a_product_on_a_phone() {
    journey(Screen::Phone, a_product_is_read);
}

async fn the_first_page_leads_to_what_presses(page: &Page<'_>) {
    let inspector = Inspector::new(page).await;
    page.sign_in("bodega").await;
    page.see("Lo que vence y lo que falta en la bodega.").await;
    page.open("/materiales").await;
    page.arrive("/materiales", "Materiales").await;
    page.see("Valor de las existencias").await;
    page.see("Lo que vence primero").await;
    page.see("Entradas y salidas").await;
    let chosen: String = page
        .ask("return document.querySelector('.stats-tools select').selectedOptions[0].text", vec![])
        .await;
    assert_eq!(chosen, "Almacén central", "who keeps a warehouse begins with it");
    inspector.look("the first page of the materials").await;
    page.choose("Bodega", "Todas las bodegas").await;
    page.settle().await;
    page.see("Por debajo de su mínimo").await;
    page.click("link", "Ver todos los que faltan").await;
    page.arrive("/productos", "Productos").await;
    let narrowed: String = page.ask("return location.search", vec![]).await;
    assert_eq!(narrowed, "?cuanto=falta");
    inspector.conclude(1);
}

#[test]
fn a_keeper_sees_at_a_glance_what_expires_and_what_is_low() {
    journey(Screen::Desktop, the_first_page_leads_to_what_presses);
}

#[test]
fn a_keeper_sees_it_on_a_phone_too() {
    journey(Screen::Phone, the_first_page_leads_to_what_presses);
}
