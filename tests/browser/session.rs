//! A session survives a reload, comes back over the page when it was ended elsewhere, and never costs what was typed.

use crate::support::{DEMO_PASSWORD, Page, Screen, email, journey};
use serde_json::{Value, json};

const ENDED: &str = "Su sesión terminó. Lo que escribió sigue en la página.";

/// The id of one of the demo's people.
fn id_of(page: &Page<'_>, token: &str, name: &str) -> String {
    let address = email(name);
    let people = page.server.api("GET", &format!("/api/users?search={address}"), token, None);
    people[0]["id"].as_str().unwrap().to_owned()
}

/// Somebody gives a person a new password, which ends every session.
fn reset_password(page: &Page<'_>, name: &str, password: &str) {
    let token = page.server.token("admin");
    let path = format!("/api/users/{}/password", id_of(page, &token, name));
    page.server.api("POST", &path, &token, Some(&json!({ "new_password": password })));
}

#[test]
fn a_reload_keeps_the_session_and_signing_out_ends_it() {
    journey(Screen::Desktop, async |page| {
        page.sign_in("supervisor").await;
        page.open("/ambientes?tipo=almacen").await;
        assert_eq!(page.place().await, "/ambientes?tipo=almacen", "no way round by the door");
        page.see("Bodega audiovisual").await;
        page.reload().await;
        page.see("Bodega audiovisual").await;
        let kept: String = page
            .ask(
                "return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])",
                vec![],
            )
            .await;
        assert!(
            !kept.contains("eyJ") && !kept.contains("inventario_refresh"),
            "no token where a script finds it: {kept}"
        );

        page.click("row", "Marta Suárez Ortiz").await;
        page.arrive("/perfil", "Mi perfil").await;
        page.press("Cerrar sesión").await;
        page.arrive("/ingresar", "Ingresar").await;
        page.open("/ambientes").await;
        page.arrive("/ingresar", "Ingresar").await;
        assert_eq!(
            page.value("Correo").await,
            email("supervisor"),
            "the address is remembered, the password is not"
        );
        page.write("Contraseña", DEMO_PASSWORD).await;
        page.press("Ingresar").await;
        page.arrive("/ambientes", "Ambientes").await;
    });
}

#[test]
fn a_wrong_password_and_a_shut_account_are_told_apart() {
    journey(Screen::Phone, async |page| {
        page.expect_in_console(
            "/api/auth/login - Failed to load resource: the server responded with a status of 40",
        );
        page.open("/ingresar").await;
        page.write("Correo", &email("aprendiz")).await;
        page.write("Contraseña", "no-es-esta").await;
        page.press("Ingresar").await;
        page.until("the refusal is read out", async || {
            page.ask(
                "return document.querySelector('.form-top [role=\"alert\"]') === document.activeElement",
                vec![],
            )
            .await
        })
        .await;
        let wrong = page.text().await;
        let token = page.server.token("admin");
        page.server.api("DELETE", &format!("/api/users/{}", id_of(page, &token, "aprendiz")), &token, None);
        page.write("Contraseña", DEMO_PASSWORD).await;
        page.press("Ingresar").await;
        page.until("the other refusal is read", async || page.text().await != wrong).await;
        page.see("inactiv").await;
        assert_eq!(page.value("Correo").await, email("aprendiz"));
    });
}

#[test]
fn an_ended_session_comes_back_over_the_page() {
    journey(Screen::Desktop, async |page| {
        page.expect_in_console("the server responded with a status of 401");
        page.sign_in("bodega").await;
        page.open("/equipos/nuevo").await;
        page.write("Nombre", "Micrófono de solapa").await;
        page.choose("Categoría", "Micrófono").await;
        page.write("Código interno", "SESION-1").await;
        page.write("Notas", "Escrito antes de que la sesión terminara").await;
        reset_password(page, "bodega", "otra-contraseña");

        page.press("Registrar equipo").await;
        page.see(ENDED).await;
        page.write("Contraseña", DEMO_PASSWORD).await;
        page.press("Ingresar").await;
        page.until("the old password is refused in the dialog", async || {
            page.ask("return Boolean(document.querySelector('dialog[open] [role=\"alert\"]'))", vec![]).await
        })
        .await;
        page.write("Contraseña", "otra-contraseña").await;
        page.press("Ingresar").await;
        page.see("«Micrófono de solapa» quedó registrado.").await;
        page.until("its page is open", async || page.title().await == "Micrófono de solapa").await;
        page.see("Escrito antes de que la sesión terminara").await;
    });
}

#[test]
fn a_refused_dialog_keeps_the_page_and_what_was_typed() {
    journey(Screen::Desktop, async |page| {
        page.expect_in_console("the server responded with a status of 401");
        page.sign_in("bodega").await;
        page.open("/equipos/nuevo").await;
        page.write("Nombre", "Trípode").await;
        page.choose("Categoría", "Otro").await;
        page.write("Código interno", "SESION-2").await;
        reset_password(page, "bodega", "otra-contraseña");
        page.press("Registrar equipo").await;
        page.see(ENDED).await;
        page.press("Cerrar").await;
        page.see("Su sesión terminó. Ingrese de nuevo.").await;
        assert_eq!(page.value("Nombre").await, "Trípode");
        page.press("Registrar equipo").await;
        page.see(ENDED).await;
        page.write("Contraseña", "otra-contraseña").await;
        page.press("Ingresar").await;
        page.see("«Trípode» quedó registrado.").await;
    });
}

#[test]
fn a_draft_survives_a_reload_but_not_another_person() {
    journey(Screen::Desktop, async |page| {
        page.sign_in("admin").await;
        page.open("/usuarios/nuevo").await;
        page.write("Nombres", "Teófilo").await;
        page.write("Contraseña inicial", "nunca-se-guarda").await;
        let kept = "return JSON.stringify({ ...sessionStorage })";
        page.until("the draft is kept", async || page.ask::<String>(kept, vec![]).await.contains("Teófilo"))
            .await;
        assert!(!page.ask::<String>(kept, vec![]).await.contains("nunca-se-guarda"), "no password is kept");

        page.reload().await;
        page.see("Recuperamos lo que había escrito.").await;
        assert_eq!(page.value("Nombres").await, "Teófilo");
        assert_eq!(page.value("Contraseña inicial").await, "");

        page.click("link", "Inicio").await;
        page.see("¿Salir sin guardar?").await;
        page.press("Seguir aquí").await;
        assert_eq!(page.value("Nombres").await, "Teófilo");
        page.press("Empezar de cero").await;
        assert_eq!(page.value("Nombres").await, "");

        page.write("Nombres", "Teófilo").await;
        page.until("the draft is kept", async || page.ask::<String>(kept, vec![]).await.contains("Teófilo"))
            .await;
        page.click("row", "Elena Cárdenas Vélez").await;
        page.press("Salir sin guardar").await;
        page.arrive("/perfil", "Mi perfil").await;
        page.press("Cerrar sesión").await;
        page.arrive("/ingresar", "Ingresar").await;
        page.sign_in("aprendiz").await;
        assert!(!page.ask::<String>(kept, vec![]).await.contains("Teófilo"), "the next person finds nothing");
    });
}

#[test]
fn a_lost_connection_is_said_and_costs_nothing() {
    journey(Screen::Phone, async |page| {
        page.expect_in_console("Failed to load resource: net::ERR_INTERNET_DISCONNECTED");
        page.sign_in("admin").await;
        page.open("/centros/nuevo").await;
        page.write("Código", "8888").await;
        page.write("Nombre", "Centro sin red").await;
        page.cut_off(true).await;
        page.press("Crear centro").await;
        page.see(
            "No hay conexión con el servidor. Revise la red y vuelva a intentar; lo que escribió sigue aquí.",
        )
        .await;
        assert_eq!(page.value("Nombre").await, "Centro sin red");
        page.cut_off(false).await;
        page.press("Crear centro").await;
        page.see("Centro creado.").await;
        let centers: Value =
            page.server.api("GET", "/api/centers?search=8888", &page.server.token("admin"), None);
        assert_eq!(centers.as_array().unwrap().len(), 1);
    });
}
