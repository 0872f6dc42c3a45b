//! From nothing to a working centre, as a technician does it with a phone.

use crate::support::{Page, Screen, first_journey};

/// The silent renewal of a session and a wrong code are refused, and the console says so.
const REFUSED: [&str; 2] =
    ["/api/setup/check - Failed to load resource", "/api/setup - Failed to load resource"];

async fn write_code(page: &Page<'_>) {
    page.write("Código de configuración", &page.server.code()).await;
    page.press("Siguiente").await;
    page.see("Su cuenta de administrador").await;
}

async fn write_administrator(page: &Page<'_>) {
    page.write("Nombres", "Gloria").await;
    page.write("Apellidos", "Ríos").await;
    page.write("Correo", "gloria@sena.edu.co").await;
    page.write("Contraseña", "bodega del norte").await;
}

async fn kept(page: &Page<'_>) -> String {
    page.ask("return JSON.stringify({ ...sessionStorage, ...localStorage })", vec![]).await
}

#[test]
fn from_nothing_to_a_working_centre_on_a_phone() {
    first_journey(Screen::Phone, async |page| {
        REFUSED.iter().for_each(|text| page.expect_in_console(text));
        // Every address is the assistant's.
        page.open("/equipos/nuevo").await;
        page.see("Paso 1 de 4").await;
        page.write("Código de configuración", "AAAA-AAAA").await;
        page.press("Siguiente").await;
        page.see("El código no es correcto").await;
        write_code(page).await;

        write_administrator(page).await;
        page.write("Contraseña", "gloria-2026").await;
        page.press("Siguiente").await;
        page.see("se adivina fácilmente").await;
        page.write("Contraseña", "bodega del norte").await;
        page.press("Siguiente").await;
        page.see("Su centro de formación").await;
        page.write("Nombre del centro", "Centro Agropecuario").await;

        // Back and forth nothing is lost, and no password is kept.
        page.press("Atrás").await;
        page.see("Su cuenta de administrador").await;
        assert_eq!(page.value("Apellidos").await, "Ríos");
        assert_eq!(page.value("Contraseña").await, "bodega del norte");
        let text = kept(page).await;
        assert!(text.contains("Centro Agropecuario") && !text.contains("bodega del norte"), "{text}");
        page.press("Siguiente").await;
        page.see("Su centro de formación").await;
        assert_eq!(page.value("Nombre del centro").await, "Centro Agropecuario");
        page.reload().await;
        page.see("La contraseña no se guarda").await;
        assert_eq!(
            (page.value("Nombres").await, page.value("Contraseña").await),
            ("Gloria".into(), String::new())
        );
        page.write("Contraseña", "bodega del norte").await;
        page.press("Siguiente").await;
        page.see("Su centro de formación").await;

        page.write("Código del centro", "9208").await;
        page.write("Ciudad", "Buga").await;
        page.press("Siguiente").await;
        page.see("¿Cómo quiere empezar?").await;
        page.see("Centro Agropecuario (9208)").await;
        page.press("Terminar").await;
        page.see("El inventario está listo").await;
        assert!(!kept(page).await.contains("setup"), "nothing of it stays");

        // The first room, and the code for its door.
        page.click("row", "Cree los ambientes").await;
        page.arrive("/ambientes/nuevo", "Nuevo ambiente").await;
        page.write("Nombre", "Sistemas 1").await;
        page.write("Ubicación", "Bloque A").await;
        page.press("Crear ambiente").await;
        page.until("the room is open", async || page.title().await == "Sistemas 1").await;
        // The cookie has the session.
        page.open("/").await;
        page.arrive("/", "Hola, Gloria").await;
    });
}

#[test]
fn the_code_that_was_scanned_is_not_typed_and_the_demo_is_there_at_once() {
    first_journey(Screen::Phone, async |page| {
        page.open(&format!("/#{}", page.server.code())).await;
        page.see("Su cuenta de administrador").await;
        assert_eq!(page.ask::<String>("return location.hash", vec![]).await, "");
        write_administrator(page).await;
        page.press("Siguiente").await;
        page.write("Nombre del centro", "Centro Agropecuario").await;
        page.write("Código del centro", "9208").await;
        page.write("Ciudad", "Buga").await;
        page.press("Siguiente").await;
        page.see("Con datos de demostración").await;
        let choose = "document.querySelector('input[value=\"demo\"]').click()";
        page.ask::<serde_json::Value>(choose, vec![]).await;
        page.see("Los datos inventados no se quitan después").await;
        page.press("Terminar").await;
        page.see("El inventario está listo").await;
        page.press("Entrar al inventario").await;
        page.arrive("/", "Hola, Gloria").await;
        page.see("400").await;
    });
}

#[test]
fn who_comes_late_is_told_that_it_is_done() {
    first_journey(Screen::Desktop, async |page| {
        REFUSED.iter().for_each(|text| page.expect_in_console(text));
        page.open("/").await;
        write_code(page).await;
        let setup = serde_json::json!({
            "code": page.server.code(),
            "admin": { "first_name": "Ana", "last_name": "Ruiz", "email": "ana@sena.edu.co", "password": "otra persona más" },
            "center": { "code": "9208", "name": "Centro Agropecuario" },
            "start": "empty",
        });
        page.server.api("POST", "/api/setup", "", Some(&setup));
        write_administrator(page).await;
        page.press("Siguiente").await;
        page.write("Nombre del centro", "Otro centro").await;
        page.write("Código del centro", "9301").await;
        page.write("Ciudad", "Buga").await;
        page.press("Siguiente").await;
        page.press("Terminar").await;
        page.see("El servidor ya está configurado").await;
        page.press("Ingresar").await;
        page.arrive("/ingresar", "Ingresar").await;
    });
}
