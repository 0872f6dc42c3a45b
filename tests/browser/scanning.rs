//! An apprentice makes an account, has no room yet, and comes into one by its code: typed, or as a photo.

use crate::support::{Page, Screen, journey};
use serde_json::Value;

const QR_OF: &str = "/api/qr/generate/environment";

/// A room of the demo, by its name.
fn room(page: &Page<'_>, name: &str) -> (String, String) {
    let token = page.server.token("admin");
    let rooms = page.server.api("GET", "/api/environments", &token, None);
    let found = rooms.as_array().unwrap().iter().find(|room| room["name"] == name).unwrap();
    (found["id"].as_str().unwrap().to_owned(), token)
}

/// Makes the account in the browser, which signs it in.
async fn register(page: &Page<'_>, first_name: &str, address: &str) {
    page.open("/ingresar").await;
    page.click("link", "Crear cuenta").await;
    page.arrive("/registro", "Crear cuenta").await;
    page.write("Nombres", first_name).await;
    page.write("Apellidos", "Núñez Ávila").await;
    page.write("Correo", address).await;
    page.write("Contraseña", "corta").await;
    page.press("Crear cuenta").await;
    page.see("Use al menos 8 caracteres.").await;
    page.write("Contraseña", "una-frase-corta").await;
    page.write("Ficha", "2758311").await;
    page.press("Crear cuenta").await;
    page.see(&format!("Cuenta creada. Hola, {first_name}.")).await;
    page.arrive("/", &format!("Hola, {first_name}")).await;
    page.see("Todavía no tiene ambiente").await;
}

/// Links to the room that was found, and sees what is in it.
async fn enter_and_see(page: &Page<'_>, name: &str) {
    page.press("Vincularme a este ambiente").await;
    page.see(&format!("Usted quedó en {name}.")).await;
    page.until("the room's page is open", async || page.title().await == name).await;
    page.settle().await;
    page.see("50 equipos").await;
    page.see("Usted está vinculado a este ambiente.").await;
    page.press("Más").await;
    page.click("row", "Equipos").await;
    page.arrive("/equipos", "Equipos").await;
    page.see("50 equipos").await;
    page.click("link", "Inicio").await;
    page.until("the home is open", async || page.place().await == "/").await;
    page.see(name).await;
    page.see_no("Todavía no tiene ambiente").await;
}

#[test]
fn a_new_apprentice_types_the_code_of_the_door() {
    journey(Screen::Phone, async |page| {
        let (id, token) = room(page, "Contabilidad");
        register(page, "Íngrid", "ingrid@example.org").await;

        // Without a room there is nothing to see, and the list says what to do.
        page.press("Más").await;
        page.click("row", "Equipos").await;
        page.arrive("/equipos", "Equipos").await;
        page.see("Usted no tiene un ambiente").await;
        page.click("button", "Escanear el ambiente").await;
        page.arrive("/escanear", "Escanear").await;

        page.write("Código escrito o leído con lector", "no-existe-9").await;
        page.press("Usar código").await;
        page.see("No encontramos ese código").await;

        let printed = page.server.api("GET", &format!("{QR_OF}/{id}"), &token, None);
        page.write("Código escrito o leído con lector", printed["qr_data"].as_str().unwrap()).await;
        page.press("Usar código").await;
        page.see("Contabilidad").await;
        enter_and_see(page, "Contabilidad").await;

        let mine = page.server.sign_in("ingrid@example.org", "una-frase-corta");
        let me: Value = page.server.api("GET", "/api/auth/me", &mine, None);
        assert_eq!(me["environment_id"].as_str(), Some(&*id));
        assert_eq!(me["role"], "student");
    });
}

#[test]
fn a_new_apprentice_takes_a_photo_of_the_code() {
    journey(Screen::Phone, async |page| {
        let (id, token) = room(page, "Bilingüismo");
        register(page, "José", "jose@example.org").await;
        page.click("link", "Escanear ambiente").await;
        page.arrive("/escanear", "Escanear").await;
        let folder = tempfile::tempdir().unwrap();
        let photo = folder.path().join("puerta.png");
        std::fs::write(&photo, page.server.picture(&format!("{QR_OF}/{id}?format=png"), &token)).unwrap();
        page.give_file(&photo).await;
        page.see("Bilingüismo").await;
        enter_and_see(page, "Bilingüismo").await;
    });
}

#[test]
fn a_photo_without_a_code_is_explained() {
    journey(Screen::Phone, async |page| {
        page.expect_in_console(
            "/api/qr/decode - Failed to load resource: the server responded with a status of 400",
        );
        page.sign_in("aprendiz").await;
        page.open("/escanear").await;
        let folder = tempfile::tempdir().unwrap();
        let photo = folder.path().join("pared.png");
        image::RgbImage::from_pixel(320, 240, image::Rgb([200, 210, 205])).save(&photo).unwrap();
        page.give_file(&photo).await;
        let said = "return document.querySelector('.scanner [role=\"alert\"]').innerText";
        page.until("something is said", async || !page.ask::<String>(said, vec![]).await.is_empty()).await;
        let said: String = page.ask(said, vec![]).await;
        assert!(said.contains("código QR"), "{said:?}");
    });
}

#[test]
fn the_code_of_a_piece_opens_it() {
    journey(Screen::Desktop, async |page| {
        page.sign_in("aprendiz").await;
        page.open("/escanear").await;
        // A scanner types like a keyboard, and ends with Enter.
        page.write("Código escrito o leído con lector", "9301-10203\n").await;
        page.until("the item is open", async || page.place().await.starts_with("/equipos/")).await;
        page.settle().await;
        page.see("9301-10203").await;
        assert!(page.has("button", "Verificar cantidades").await, "it is in the apprentice's room");
    });
}
