//! The general admin and the accounts: made, shut, opened, given a new password; the audit tells all of it.

use crate::support::{DEMO_PASSWORD, Inspector, Page, Screen, email, journey};
use serde_json::json;

/// Whether somebody gets in.
fn gets_in(page: &Page<'_>, address: &str, password: &str) -> bool {
    let credentials = json!({ "email": address, "password": password });
    page.server.ask("POST", "/api/auth/login", "", Some(&credentials)).unwrap().0 == 200
}

/// Opens the page of one person by searching the list.
async fn open_person(page: &Page<'_>, name: &str) {
    page.click("link", "Usuarios").await;
    page.arrive("/usuarios", "Usuarios").await;
    page.write("Buscar: Usuarios", name).await;
    page.click("row", name).await;
    page.until("the person's page is open", async || page.title().await == name).await;
    page.settle().await;
}

/// What the open entry of the audit says of one field: before, after.
async fn change_of(page: &Page<'_>, field: &str) -> Vec<String> {
    let script = "const row = [...document.querySelectorAll('.change-table tbody tr')].find((row) => row.cells[0].innerText === arguments[0]); \
        return row ? [...row.cells].slice(1).map((cell) => cell.innerText) : []";
    page.ask(script, vec![json!(field)]).await
}

/// The rows of the audit about somebody, newest first.
async fn audit_of(page: &Page<'_>, name: &str) -> Vec<String> {
    page.click("link", "Auditoría").await;
    page.arrive("/auditoria", "Auditoría").await;
    page.write("Buscar: Auditoría", name).await;
    page.until("the question is in the address", async || page.place().await.contains("q=")).await;
    page.settle().await;
    page.ask(
        "return [...document.querySelectorAll('.data-table tbody tr')].map((row) => row.innerText)",
        vec![],
    )
    .await
}

/// Opens the newest of the listed entries with this action beside the list, and reads it.
async fn entry(page: &Page<'_>, action: &str) -> String {
    page.click("row", action).await;
    let read = "return document.querySelector('.data-aside:not([hidden]) .entry')?.innerText ?? ''";
    page.until(&format!("the entry «{action}» is open"), async || {
        page.ask::<String>(read, vec![]).await.starts_with(action)
    })
    .await;
    page.ask(read, vec![]).await
}

#[test]
fn an_account_from_its_making_to_the_audit() {
    journey(Screen::Desktop, async |page| {
        let address = "rocio.penuela@example.org";
        page.sign_in("admin").await;
        page.click("link", "Usuarios").await;
        page.arrive("/usuarios", "Usuarios").await;
        page.see("65 usuarios").await;
        page.click("link", "Nuevo usuario").await;
        page.arrive("/usuarios/nuevo", "Nuevo usuario").await;
        page.write("Nombres", "Rocío").await;
        page.write("Apellidos", "Peñuela").await;
        page.write("Correo", address).await;
        page.choose("Rol", "Supervisor: aprueba y ve los ambientes de su centro").await;
        page.write("Contraseña inicial", "primera-clave").await;
        page.press("Crear usuario").await;
        page.see("La cuenta de Rocío Peñuela está lista.").await;
        page.until("her page is open", async || page.title().await == "Rocío Peñuela").await;
        assert!(gets_in(page, address, "primera-clave"));

        page.pick("Más acciones", "Desactivar").await;
        page.see("¿Desactivar la cuenta de Rocío Peñuela?").await;
        page.see("Sus sesiones abiertas se cierran ya").await;
        page.press("Desactivar").await;
        page.see("La cuenta de Rocío Peñuela está inactiva.").await;
        assert!(!gets_in(page, address, "primera-clave"));

        page.settle().await;
        page.pick("Más acciones", "Activar").await;
        page.press("Activar").await;
        page.see("La cuenta de Rocío Peñuela está activa.").await;
        assert!(gets_in(page, address, "primera-clave"));

        page.settle().await;
        page.pick("Más acciones", "Restablecer contraseña").await;
        page.see("Contraseña nueva para Rocío Peñuela").await;
        page.press("Generar una").await;
        let generated = page.value("Contraseña nueva").await;
        assert_eq!(generated.len(), 14, "three groups of four: {generated}");
        page.see(&generated).await;
        page.press("Restablecer").await;
        page.see("Rocío Peñuela ya puede ingresar con la contraseña nueva.").await;
        assert!(!gets_in(page, address, "primera-clave"));
        assert!(gets_in(page, address, &generated));

        let told = audit_of(page, "Rocío Peñuela").await;
        let done: Vec<&String> = told.iter().filter(|row| row.contains("Elena Cárdenas Vélez")).collect();
        for (row, words) in done.iter().zip([
            "Contraseña restablecida: Rocío Peñuela",
            "Usuario activado: Rocío Peñuela",
            "Usuario desactivado: Rocío Peñuela",
            "Usuario creado: Rocío Peñuela (supervisor)",
        ]) {
            assert!(row.contains(words) && row.ends_with("Hecho"), "{words} in {row}");
        }
        assert_eq!(done.len(), 4, "{told:#?}");
        let refused = told.iter().filter(|row| row.starts_with("Ingresó") && row.ends_with("Rechazado"));
        assert_eq!(refused.count(), 2, "shut out, and with the old password: {told:#?}");
        let made = entry(page, "Creó usuario").await;
        assert!(made.contains("Elena Cárdenas Vélez") && made.contains(address), "{made}");
    });
}

#[test]
fn a_waiting_account_is_seen_and_opened() {
    journey(Screen::Desktop, async |page| {
        let address = "pedro@example.org";
        page.open("/registro").await;
        page.click("choice", "Instructor").await;
        page.see("La administración activa estas cuentas antes del primer ingreso.").await;
        assert!(!page.has("field", "Ficha").await, "only apprentices have a group");
        page.write("Nombres", "Pedro").await;
        page.write("Apellidos", "Espera").await;
        page.write("Correo", address).await;
        page.write("Contraseña", "quiero-entrar").await;
        page.press("Crear cuenta").await;
        page.see("Su cuenta espera activación").await;
        assert!(!gets_in(page, address, "quiero-entrar"));
        page.click("button", "Volver a ingresar").await;

        page.sign_in("admin").await;
        page.see("2 cuentas esperan activación").await;
        page.click("button", "Revisar cuentas").await;
        page.arrive("/usuarios", "Usuarios").await;
        page.see("2 de 66 usuarios").await;
        page.click("row", "Pedro Espera").await;
        page.see("Pidió una cuenta de instructor").await;
        page.press("Activar").await;
        page.see("¿Activar la cuenta de Pedro Espera?").await;
        page.press("Activar").await;
        page.see("La cuenta de Pedro Espera está activa.").await;
        page.see_no("Pidió una cuenta de instructor").await;
        assert!(gets_in(page, address, "quiero-entrar"));
    });
}

#[test]
fn the_audit_shows_before_and_after() {
    journey(Screen::Desktop, async |page| {
        page.sign_in("admin").await;
        open_person(page, "Carlos Pérez Mejía").await;
        page.click("link", "Editar").await;
        page.until("the form is open", async || page.title().await == "Editar usuario").await;
        page.write("Teléfono", "3001234567").await;
        page.choose("Rol", "Supervisor: aprueba y ve los ambientes de su centro").await;
        page.press("Guardar").await;
        page.see("Usuario guardado.").await;
        page.until("his page is open", async || page.title().await == "Carlos Pérez Mejía").await;
        page.settle().await;
        page.pick("Más acciones", "Desactivar").await;
        page.press("Desactivar").await;
        page.see("está inactiva.").await;
        assert!(!gets_in(page, &email("instructor"), DEMO_PASSWORD));

        let told = audit_of(page, "Carlos Pérez Mejía").await;
        assert!(told.iter().any(|row| row.contains("Usuario modificado: Carlos Pérez Mejía")), "{told:#?}");
        let changed = entry(page, "Cambió usuario").await;
        assert!(changed.contains("Elena Cárdenas Vélez"), "{changed}");
        assert_eq!(change_of(page, "Rol").await, ["Instructor", "Supervisor"]);
        assert_eq!(change_of(page, "Teléfono").await.last().map(String::as_str), Some("3001234567"));
        let shut = entry(page, "Desactivó usuario").await;
        assert!(shut.contains("Carlos Pérez Mejía"), "{shut}");
        assert_eq!(change_of(page, "Activo").await, ["Sí", "No"]);
    });
}

#[test]
fn the_seal_of_the_audit_is_written_down_and_compared() {
    journey(Screen::Phone, async |page| {
        let inspector = Inspector::new(page).await;
        page.sign_in("admin").await;
        page.open("/auditoria").await;
        page.see("Sello del registro").await;
        inspector.look("the seal of the audit").await;
        let token = page.server.token("admin");
        let noted = page.server.api("GET", "/api/audit-logs/stats", &token, None)["seal"].clone();
        page.press("Comparar").await;
        page.see("Comparar con lo anotado").await;
        inspector.look("a seal that is compared").await;
        page.write("Número de registro", &noted["number"].to_string()).await;
        page.write("Sello", &noted["seal"].as_str().unwrap().to_uppercase()).await;
        page.click("at", "dialog[open] button[type='submit']").await;
        page.see("La auditoría está completa").await;
        page.see("es el mismo").await;
        page.press("Comparar").await;
        page.write("Número de registro", &noted["number"].to_string()).await;
        page.write("Sello", "0000-0000-0000-0000").await;
        page.click("at", "dialog[open] button[type='submit']").await;
        page.see("La auditoría fue alterada").await;
        page.see("no es el que anotó").await;
        inspector.look("a seal that is another").await;
        inspector.conclude(3);
    });
}
