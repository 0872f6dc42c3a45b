//! An apprentice makes an account, has no room yet, and comes into one by its code: typed, or as a photo.

use crate::support::{Page, Screen, journey};
use image::{GrayImage, Luma, imageops};
use qrcode::{Color, EcLevel, QrCode};
use serde_json::{Value, json};

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

/// The text of an item's label, by its code.
fn label_of(page: &Page<'_>, code: &str) -> String {
    let token = page.server.token("admin");
    let found = page.server.api("GET", &format!("/api/inventory?search={code}"), &token, None);
    let id = found[0]["id"].as_str().unwrap().to_owned();
    let label = page.server.api("GET", &format!("/api/qr/generate/item/{id}"), &token, None);
    label["qr_data"].as_str().unwrap().to_owned()
}

/// The rows of a code, dark modules true.
fn rows(text: &str) -> Vec<Vec<bool>> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).unwrap();
    let dark: Vec<bool> = code.to_colors().into_iter().map(|color| color == Color::Dark).collect();
    dark.chunks(code.width()).map(<[bool]>::to_vec).collect()
}

/// A camera that sees a wall, and after a while a label on it.
const CAMERA: &str = "const [rows] = arguments;
    const canvas = Object.assign(document.createElement('canvas'), { width: 960, height: 720 });
    const brush = canvas.getContext('2d');
    const wall = () => { brush.fillStyle = '#999'; brush.fillRect(0, 0, 960, 720); };
    const label = () => {
        const side = Math.floor(600 / rows.length);
        wall(); brush.fillStyle = '#eee'; brush.fillRect(140, 20, 680, 680); brush.fillStyle = '#111';
        rows.forEach((row, y) => row.forEach((dark, x) =>
            dark && brush.fillRect(180 + x * side, 60 + y * side, side, side)));
    };
    let pictures = 0;
    setInterval(() => { pictures += 1; (pictures > 20 ? label : wall)(); }, 100);
    navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(10);";

#[test]
fn a_camera_without_a_reader_of_its_own_shows_the_server_what_it_sees() {
    journey(Screen::Phone, async |page| {
        let label = label_of(page, "9301-10203");
        page.sign_in("aprendiz").await;
        page.open("/escanear").await;
        page.ask::<Value>(CAMERA, vec![json!(rows(&label))]).await;
        page.press("Usar la cámara").await;
        page.see("Apunte al código").await;
        page.until("the item is open", async || page.place().await.starts_with("/equipos/")).await;
        page.settle().await;
        page.see("9301-10203").await;
    });
}

#[test]
fn of_two_labels_in_a_photo_people_say_which() {
    journey(Screen::Phone, async |page| {
        let labels = ["9301-10203", "9301-10204"].map(|code| label_of(page, code));
        let mut table = GrayImage::from_pixel(1_500, 800, Luma([150]));
        for (label, left) in labels.iter().zip([40, 790]) {
            let rows = rows(label);
            let side = 640 / (rows.len() as u32 + 8);
            let code =
                GrayImage::from_fn((rows.len() as u32 + 8) * side, (rows.len() as u32 + 8) * side, |x, y| {
                    let place = (x / side).checked_sub(4).zip((y / side).checked_sub(4));
                    let dark = place.and_then(|(x, y)| rows.get(y as usize)?.get(x as usize).copied());
                    Luma([if dark == Some(true) { 20 } else { 240 }])
                });
            imageops::overlay(&mut table, &code, left, 60);
        }
        page.sign_in("aprendiz").await;
        page.open("/escanear").await;
        let folder = tempfile::tempdir().unwrap();
        let photo = folder.path().join("mesa.jpg");
        table.save(&photo).unwrap();
        page.give_file(&photo).await;
        page.see("En la imagen hay 2 códigos. ¿Cuál es?").await;
        page.see("9301-10203").await;
        let button =
            "return [...document.querySelectorAll('.scan-several button')].map((one) => one.innerText)";
        let offered: Vec<String> = page.ask(button, vec![]).await;
        let wanted = offered.iter().find(|label| label.starts_with("9301-10204")).unwrap();
        page.press(wanted).await;
        page.until("the item is open", async || page.place().await.starts_with("/equipos/")).await;
        page.settle().await;
        page.see("9301-10204").await;
    });
}

#[test]
fn a_scanner_of_another_layout_opens_the_piece() {
    journey(Screen::Desktop, async |page| {
        page.sign_in("aprendiz").await;
        page.open("/escanear").await;
        page.write("Código escrito o leído con lector", "9301\u{27}10203\n").await;
        page.until("the item is open", async || page.place().await.starts_with("/equipos/")).await;
        page.settle().await;
        page.see("9301-10203").await;
        page.open("/escanear").await;
        page.write("Código escrito o leído con lector", "https://otro.example.org/ht/9301-10204\n").await;
        page.until("the other is open", async || page.place().await.starts_with("/equipos/")).await;
        page.settle().await;
        page.see("9301-10204").await;
    });
}
