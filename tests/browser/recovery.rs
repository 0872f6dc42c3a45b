//! A forgotten password: the administration hands a code over, and the person sets a new one. And the mail that would bring it.

use crate::support::{Page, Screen, email, journey};

async fn shown_code(page: &Page<'_>) -> String {
    page.ask("return document.querySelector('dialog.slip .password-shown')?.innerText ?? ''", vec![]).await
}

#[test]
fn a_code_from_the_administration_is_a_way_back_in() {
    journey(Screen::Phone, async |page| {
        page.sign_in("admin").await;
        page.open("/usuarios?q=instructor%40demo").await;
        page.arrive("/usuarios", "Usuarios").await;
        let id: String = {
            let token = page.server.token("admin");
            let people = page.server.api("GET", "/api/users/?search=instructor@demo", &token, None);
            people[0]["id"].as_str().unwrap().to_owned()
        };
        page.open(&format!("/usuarios/{id}")).await;
        page.settle().await;
        page.pick("Más acciones", "Código para contraseña nueva").await;
        page.press("Hacer el código").await;
        page.until("the code is shown", async || shown_code(page).await.len() == 14).await;
        let code = shown_code(page).await;
        page.see("No se vuelve a mostrar").await;
        page.press("Cerrar").await;
        page.sign_out().await;

        page.open("/ingresar").await;
        page.click("link", "¿Olvidó su contraseña?").await;
        page.see("Este servidor no envía correos").await;
        page.click("link", "Ya tengo un código").await;
        page.see("Con el código que le llegó por correo o que le dio la administración.").await;
        page.write("Código", "ABCD-EFGH").await;
        page.write("Contraseña nueva", "una-clave-nueva").await;
        page.press("Cambiar y entrar").await;
        page.see("El código tiene doce letras y números").await;
        page.write("Código", &code.to_lowercase()).await;
        page.press("Cambiar y entrar").await;
        page.see("Contraseña cambiada. Hola").await;
        page.until("home is open", async || page.place().await == "/").await;
        page.sign_out().await;
        page.sign_in_as(&email("instructor"), "una-clave-nueva").await;
        page.until("home is open", async || page.place().await == "/").await;
    });
}

#[test]
fn the_mail_is_configured_tried_and_says_what_is_wrong() {
    journey(Screen::Desktop, async |page| {
        page.sign_in("admin").await;
        page.open("/configuracion/correo").await;
        page.settle().await;
        page.write("Servidor (SMTP)", "127.0.0.1").await;
        page.choose("Conexión", "Sin cifrar (puerto 25)").await;
        // Where nobody listens.
        page.write("Puerto", "9").await;
        page.write("Correo del remitente", "inventario@demo.sena.edu.co").await;
        page.press("Guardar").await;
        page.until("the settings are saved", async || page.place().await == "/configuracion").await;
        page.see("Apagado: saldría por 127.0.0.1 como inventario@demo.sena.edu.co").await;
        page.open("/configuracion/correo").await;
        page.settle().await;
        page.expect_in_console("400");
        page.press("Enviar un correo de prueba").await;
        page.see(
            "El correo de prueba no salió. No se pudo conectar con 127.0.0.1:9: nadie responde en ese puerto",
        )
        .await;
        page.open("/correo").await;
        page.see("El correo está apagado").await;
        page.see("No hay correos").await;
    });
}
