//! The general administrator decides for the house, and somebody chooses what reaches them; both find it where they were told.

use crate::support::{Screen, journey};
use serde_json::{Value, json};

#[test]
fn the_house_closes_its_register_and_says_whom_to_ask() {
    journey(Screen::Phone, async |page| {
        page.expect_in_console("net::ERR_INTERNET_DISCONNECTED");
        page.sign_in("admin").await;
        page.open("/configuracion").await;
        page.arrive("/configuracion", "Configuración").await;
        page.see("El registro está abierto").await;
        page.click("row", "Ingreso y registro").await;
        page.arrive("/configuracion/ingreso", "Ingreso y registro").await;
        page.click("field", "Los aprendices pueden crear su cuenta").await;
        page.click("field", "Instructores y supervisores pueden pedir una cuenta").await;
        page.write("A quién acudir", "Mesa de ayuda: oficina 204").await;

        // Without a network nothing of it is lost.
        page.cut_off(true).await;
        page.press("Guardar").await;
        page.see("No hay conexión con el servidor").await;
        assert_eq!(page.value("A quién acudir").await, "Mesa de ayuda: oficina 204");
        page.cut_off(false).await;
        page.press("Guardar").await;
        page.arrive("/configuracion", "Configuración").await;
        page.see("El registro está cerrado").await;

        // An evening can't begin before its afternoon.
        page.click("row", "Jornadas").await;
        page.arrive("/configuracion/jornadas", "Jornadas").await;
        page.set("La noche empieza a las", "11:00").await;
        page.press("Guardar").await;
        page.see("La noche debe empezar después de la tarde.").await;
        page.set("La noche empieza a las", "19:30").await;
        page.press("Guardar").await;
        page.arrive("/configuracion", "Configuración").await;
        page.see("noche desde las 7:30").await;

        let settings = page.server.api("GET", "/api/settings", &page.server.token("admin"), None);
        assert_eq!(settings["shifts"]["night_from"], "19:30:00");
        assert_eq!(settings["access"]["help"], "Mesa de ayuda: oficina 204");

        page.open("/perfil").await;
        page.arrive("/perfil", "Mi perfil").await;
        page.press("Cerrar sesión").await;
        page.see("Mesa de ayuda: oficina 204").await;
        page.see_no("Crear una").await;
        page.open("/registro").await;
        page.see("El registro está cerrado").await;
    });
}

#[test]
fn somebody_switches_a_kind_off_and_takes_their_theme_along() {
    journey(Screen::Desktop, async |page| {
        page.sign_in("instructor").await;
        page.open("/notificaciones").await;
        page.arrive("/notificaciones", "Avisos").await;
        page.click("link", "Qué me llega").await;
        page.arrive("/preferencias", "Mis preferencias").await;
        page.click("at", "[aria-label^='Recordatorio de verificación']").await;
        page.see("Recordatorio de verificación: ya no le llega").await;
        page.click("choice", "Oscuro").await;
        page.see("Preferencias guardadas").await;

        let kept = page.server.api("GET", "/api/users/me/settings", &page.server.token("instructor"), None);
        assert_eq!(kept["theme"], "dark");
        let off: Vec<&Value> =
            kept["notifications"].as_array().unwrap().iter().filter(|it| it["in_app"] == false).collect();
        assert_eq!(off.len(), 1);
        assert_eq!(off[0]["kind"], json!("check_reminder"));

        // Another browser knows nothing of it until they sign in.
        page.ask::<Value>("localStorage.clear(); return null", vec![]).await;
        page.reload().await;
        let is_dark = "return document.documentElement.dataset.theme === 'dark'";
        page.until("the theme comes along", async || page.ask::<bool>(is_dark, vec![]).await).await;
    });
}
