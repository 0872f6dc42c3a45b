//! The way to the secure connection: from the door, without an account, and from the page about the server.

use crate::support::{Inspector, Page, Screen, Server, journey_at};

fn sealed() -> Server {
    Server::start(&["demo", "--tls", "--tls-listen", "127.0.0.1:0"])
}

async fn downloads(page: &Page<'_>) -> String {
    // As the link does it: what is saved is what phones install.
    let script = "const done = arguments[arguments.length - 1];
        fetch(document.querySelector('a[download]').href).then((it) => it.text()).then(done)";
    page.ask_later(script, vec![]).await
}

async fn a_newcomer_finds_the_certificate(page: &Page<'_>) {
    let inspector = Inspector::new(page).await;
    page.expect_in_console("the server responded with a status of 401");
    page.open("/ingresar").await;
    page.see("Conexión segura (https)").await;
    page.click("link", "Conexión segura (https)").await;
    page.arrive("/certificado", "Conexión segura").await;
    page.see("Huella SHA-256").await;
    assert!(downloads(page).await.starts_with("-----BEGIN CERTIFICATE-----"));
    // No name of this machine leads to a door on itself: it is where the browser came from, sealed.
    page.see(&format!("https://{}", page.server.secure_address())).await;
    // The instructions of another device than this one.
    page.ask::<()>("document.querySelectorAll('details').forEach((it) => { it.open = true; })", vec![]).await;
    page.see("Configuración de confianza de los certificados").await;
    inspector.look("/certificado").await;
    page.click("link", "Ir a Ingresar").await;
    page.arrive("/ingresar", "Ingresar").await;

    page.sign_in("admin").await;
    page.open("/servidor").await;
    page.see("De la caja; cada equipo lo instala una vez").await;
    page.click("link", "Instalarlo en teléfonos y computadores").await;
    page.arrive("/certificado", "Conexión segura").await;
    inspector.look("/certificado, signed in").await;
    inspector.conclude(2);
}

#[test]
fn a_newcomer_finds_the_certificate_on_a_phone() {
    journey_at(sealed(), Screen::Phone, a_newcomer_finds_the_certificate);
}

#[test]
fn a_newcomer_finds_the_certificate_at_a_desk() {
    journey_at(sealed(), Screen::Desktop, a_newcomer_finds_the_certificate);
}

const LINK: &str = "Para escribir la contraseña por una conexión segura, instale antes el certificado";

#[test]
fn the_certificate_is_to_be_had_before_the_set_up() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().to_str().unwrap();
    let server = Server::start(&["serve", "--data-dir", data, "--tls", "--tls-listen", "127.0.0.1:0"]);
    journey_at(server, Screen::Phone, async |page| {
        let inspector = Inspector::new(page).await;
        // What is typed here is no code of this server.
        page.expect_in_console("/api/setup/check - Failed to load resource");
        page.expect_in_console("/api/setup - Failed to load resource");
        page.open("/").await;
        page.see("Paso 1 de 4").await;
        page.write("Código de configuración", "7KXM-3PQD").await;
        page.see(LINK).await;
        inspector.look("the code").await;
        page.click("link", LINK).await;
        page.see("Huella SHA-256").await;
        assert!(downloads(page).await.starts_with("-----BEGIN CERTIFICATE-----"));
        page.see(&format!("https://{}", page.server.secure_address())).await;
        inspector.look("/certificado, before the set-up").await;
        page.click("link", "Volver a la configuración").await;
        page.see("Paso 1 de 4").await;
        // Whatever was typed is there still.
        assert_eq!(page.value("Código de configuración").await, "7KXM-3PQD");
        inspector.conclude(2);
    });
}

#[test]
fn without_tls_nobody_is_sent_to_it() {
    journey_at(Server::start(&["demo"]), Screen::Phone, async |page| {
        page.expect_in_console("the server responded with a status of 401");
        page.open("/certificado").await;
        page.see("Este servidor no usa https").await;
        page.open("/ingresar").await;
        page.settle().await;
        page.see_no("Conexión segura").await;
    });
}
