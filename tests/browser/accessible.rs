//! axe finds nothing on any page, light or dark, on a phone or at a desk; nothing sticks out; fingers hit everything.

use crate::support::{Inspector, Page, Screen, email, first_journey, journey};
use serde_json::Value;
use std::collections::HashMap;

/// The id of the first thing in a list that fits.
fn id(page: &Page<'_>, path: &str, fits: impl Fn(&Value) -> bool) -> String {
    let token = page.server.token("admin");
    let list = page.server.api("GET", path, &token, None);
    let found = list.as_array().unwrap().iter().find(|one| fits(one)).expect("the demo has one");
    found["id"].as_str().unwrap().to_owned()
}

/// Every address of the list of pages; where an id is wanted, that of the first row of its list, unless the list is empty.
async fn every_page_of_the_general_admin(page: &Page<'_>) {
    let inspector = Inspector::new(page).await;
    page.expect_in_console("the server responded with a status of 4");
    page.sign_in("admin").await;
    let mut ids: HashMap<String, Option<String>> = HashMap::new();
    let routes = page.routes().await;
    for route in &routes {
        let Some((list, _)) = route.path.split_once("/:id") else {
            inspector.visit(&route.path).await;
            let detail = format!("{}/:id", route.path);
            if routes.iter().any(|other| other.path.starts_with(&detail)) {
                ids.insert(route.path.clone(), page.first_of(&route.path).await);
            }
            continue;
        };
        // The list stands before its details in a family; an address that the app knows has the list of its place.
        if let Some(Some(id)) = ids.get(list).or_else(|| ids.get(route.place.as_ref()?)) {
            inspector.visit(&route.path.replace(":id", id)).await;
        }
    }
    assert!(routes.len() > 30, "{} addresses: the list was not read", routes.len());
    let found = ids.values().flatten().count();
    assert!(found >= 6, "only {found} lists of the demo lead to something");
    inspector.conclude(34);
}

/// What the list of pages does not tell apart: kinds of rows, addresses with a question, addresses that lead nowhere.
async fn more_of_the_general_admin(page: &Page<'_>) {
    let inspector = Inspector::new(page).await;
    page.expect_in_console("the server responded with a status of 4");
    page.sign_in("admin").await;
    let room = id(page, "/api/environments", |room| room["name"] == "Sistemas 1");
    let group = id(page, "/api/inventory?limit=500", |item| item["item_type"] == "group");
    let single = id(page, "/api/inventory?limit=500", |item| item["item_type"] == "individual");
    let waiting = id(page, "/api/users?limit=500", |user| user["activation_requested"] == true);
    for path in [
        "/no-existe".to_owned(),
        "/equipos?q=nada+de+eso".to_owned(),
        format!("/ambientes/{room}?tab=horario"),
        format!("/equipos/{single}"),
        format!("/equipos/{single}/editar"),
        format!("/equipos/{group}"),
        format!("/equipos/{group}/editar"),
        format!("/equipos?ver={group}"),
        format!("/usuarios/{waiting}"),
        "/equipos/no-existe".to_owned(),
    ] {
        inspector.visit(&path).await;
    }
    inspector.conclude(10);
}

async fn the_pages_of_the_others(page: &Page<'_>) {
    let inspector = Inspector::new(page).await;
    page.expect_in_console("the server responded with a status of 40");
    page.open("/ingresar").await;
    inspector.look("/ingresar").await;
    page.press("Ingresar").await;
    page.see("Escriba este dato.").await;
    inspector.look("/ingresar with faults").await;
    page.open("/registro").await;
    inspector.look("/registro").await;
    page.click("choice", "Supervisor").await;
    page.press("Crear cuenta").await;
    page.see("Revise los 4 campos señalados.").await;
    inspector.look("/registro with faults").await;
    page.click("choice", "Instructor").await;
    for (field, text) in [
        ("Nombres", "Ana"),
        ("Apellidos", "Ruiz"),
        ("Correo", "ana@example.org"),
        ("Contraseña", "una-frase-corta"),
    ] {
        page.write(field, text).await;
    }
    page.press("Crear cuenta").await;
    page.see("Su cuenta espera activación").await;
    inspector.look("/registro, waiting").await;
    let other_room = id(page, "/api/environments", |room| room["name"] == "Multimedia");
    let other_item = id(page, "/api/inventory?limit=500", |item| item["environment_name"] == "Multimedia");
    for (who, paths) in [
        ("aprendiz", &["/", "/equipos", "/horarios", "/ambientes", "/escanear", "/usuarios"][..]),
        ("instructor", &["/", "/equipos", "/horarios", "/horarios/nuevo"]),
        ("supervisor", &["/", "/ambientes"]),
        ("bodega", &["/", "/equipos"]),
    ] {
        page.sign_in(who).await;
        for path in paths {
            page.open(path).await;
            inspector.look(&format!("{path} of {who}")).await;
        }
        if who == "aprendiz" {
            inspector.visit(&format!("/ambientes/{other_room}")).await;
            inspector.visit(&format!("/equipos/{other_item}")).await;
        }
        page.sign_out().await;
    }
    inspector.conclude(20);
}

async fn everything_that_opens(page: &Page<'_>) {
    let inspector = Inspector::new(page).await;
    page.expect_in_console("the server responded with a status of 40");
    page.sign_in("admin").await;
    let single = id(page, "/api/inventory?limit=500", |item| item["item_type"] == "individual");
    let group = id(page, "/api/inventory?limit=500", |item| item["item_type"] == "group");
    page.open(&format!("/equipos/{single}")).await;
    page.press("Más acciones").await;
    inspector.look("the menu of an item").await;
    page.click("menuitem", "Mover a otro ambiente").await;
    page.write("Ambiente de destino", "a").await;
    inspector.look("the question where to").await;
    page.open(&format!("/equipos/{single}")).await;
    page.press("Verificar cantidades").await;
    inspector.look("the count of a piece").await;
    page.press("Cancelar").await;
    page.pick("Más acciones", "Eliminar").await;
    inspector.look("the question before deleting").await;
    page.open(&format!("/equipos/{group}")).await;
    page.press("Verificar cantidades").await;
    page.write("Buenos", "1").await;
    inspector.look("the count of a group").await;
    page.press("Cancelar").await;
    page.press("Editar").await;
    page.until("the form is open", async || page.title().await == "Editar equipo").await;
    page.write("Nombre", "").await;
    page.press("Guardar").await;
    page.see("Escriba este dato.").await;
    inspector.look("a form with a fault").await;
    page.write("Nombre", "Otro nombre").await;
    page.press("Cancelar").await;
    page.see("¿Salir sin guardar?").await;
    inspector.look("the question before leaving").await;
    page.press("Salir sin guardar").await;

    page.open("/auditoria").await;
    page.click("row", "Ingresó").await;
    page.see("Datos técnicos").await;
    inspector.look("an entry of the audit").await;

    let person = id(page, "/api/users?limit=500", |user| user["email"] == email("instructor"));
    page.open(&format!("/usuarios/{person}")).await;
    page.pick("Más acciones", "Restablecer contraseña").await;
    page.press("Generar una").await;
    inspector.look("a new password").await;
    page.write("Contraseña nueva", "otra-contraseña").await;
    page.press("Restablecer").await;
    page.see("ya puede ingresar").await;
    inspector.look("a message").await;

    // The own session ends: the door opens over the page.
    let token = page.server.token("admin");
    let me = id(page, "/api/users?limit=500", |user| user["email"] == email("admin"));
    let body = serde_json::json!({ "new_password": "otra-contraseña" });
    page.server.api("POST", &format!("/api/users/{me}/password"), &token, Some(&body));
    page.click("link", "Equipos").await;
    page.see("Su sesión terminó.").await;
    inspector.look("the door over the page").await;
    inspector.conclude(10);
}

/// Who looks must see: four planted faults are found.
#[test]
fn the_inspector_sees_what_is_wrong() {
    journey(Screen::Phone, async |page| {
        let inspector = Inspector::new(page).await;
        page.open("/ingresar").await;
        inspector.look("the door").await;
        assert_eq!(inspector.faults(), Vec::<String>::new());
        let plant = "const add = (kind, style, text) => {
              const node = document.createElement(kind);
              for (const [name, value] of Object.entries(style)) node.style.setProperty(name, value);
              node.textContent = text;
              document.querySelector('main').append(node);
            };
            add('img', { width: '40px', height: '40px' }, '');
            add('p', { color: '#999', background: '#bbb' }, 'hardly to be read');
            add('div', { width: '500px' }, 'wider than the phone');
            add('button', { padding: '0', border: '0', 'font-size': '12px', 'line-height': '12px', 'min-height': '0' }, 'tiny');";
        page.ask::<Value>(plant, vec![]).await;
        inspector.look("the spoilt door").await;
        let faults = inspector.faults().join("\n");
        for found in
            ["image-alt at #main > img", "color-contrast at #main > p", "px wide, not 360", "«tiny» is "]
        {
            assert!(faults.contains(found), "{found} is not in\n{faults}");
        }
    });
}

#[test]
fn every_page_of_the_general_admin_at_a_desk() {
    journey(Screen::Desktop, async |page| every_page_of_the_general_admin(page).await);
}

#[test]
fn every_page_of_the_general_admin_on_a_phone() {
    journey(Screen::Phone, async |page| every_page_of_the_general_admin(page).await);
}

#[test]
fn more_of_the_general_admin_at_a_desk() {
    journey(Screen::Desktop, async |page| more_of_the_general_admin(page).await);
}

#[test]
fn more_of_the_general_admin_on_a_phone() {
    journey(Screen::Phone, async |page| more_of_the_general_admin(page).await);
}

#[test]
fn the_pages_of_the_others_at_a_desk() {
    journey(Screen::Desktop, async |page| the_pages_of_the_others(page).await);
}

#[test]
fn the_pages_of_the_others_on_a_phone() {
    journey(Screen::Phone, async |page| the_pages_of_the_others(page).await);
}

#[test]
fn everything_that_opens_at_a_desk() {
    journey(Screen::Desktop, async |page| everything_that_opens(page).await);
}

#[test]
fn everything_that_opens_on_a_phone() {
    journey(Screen::Phone, async |page| everything_that_opens(page).await);
}

/// Every step of the first start, without finishing it.
async fn first_start(page: &Page<'_>) {
    page.expect_in_console("/api/setup/check - Failed to load resource");
    let inspector = Inspector::new(page).await;
    inspector.visit("/").await;
    page.write("Código de configuración", "AAAA-AAAA").await;
    page.press("Siguiente").await;
    page.see("El código no es correcto").await;
    inspector.look("a wrong code").await;
    page.write("Código de configuración", &page.server.code()).await;
    page.press("Siguiente").await;
    page.see("Su cuenta de administrador").await;
    page.press("Siguiente").await;
    inspector.look("an administrator without a name").await;
    page.press("Restaurar una copia").await;
    page.press("Enviar y comprobar").await;
    page.see("Elija el archivo de la copia").await;
    inspector.look("a backup to restore").await;
    page.press("Atrás").await;
    page.see("Su cuenta de administrador").await;
    for (field, text) in [
        ("Nombres", "Gloria"),
        ("Apellidos", "Ríos"),
        ("Correo", "gloria@sena.edu.co"),
        ("Contraseña", "bodega del norte"),
    ] {
        page.write(field, text).await;
    }
    page.press("Siguiente").await;
    page.see("Su centro de formación").await;
    inspector.look("the centre").await;
    for (field, text) in
        [("Nombre del centro", "Centro Agropecuario"), ("Código del centro", "9208"), ("Ciudad", "Buga")]
    {
        page.write(field, text).await;
    }
    page.press("Siguiente").await;
    page.see("¿Cómo quiere empezar?").await;
    inspector.look("how to begin").await;
    inspector.conclude(6);
}

#[test]
fn the_first_start_on_a_phone() {
    first_journey(Screen::Phone, async |page| first_start(page).await);
}

#[test]
fn the_first_start_at_a_desk() {
    first_journey(Screen::Desktop, async |page| first_start(page).await);
}
