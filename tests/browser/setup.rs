//! From nothing to a working centre, as a technician does it with a phone.

use crate::support::{PASSWORD, Page, Screen, add_administrator, first_journey, inventario};
use inventario::appliance::backup::encryption::{Passphrase, writer};
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The silent renewal of a session and a wrong code are refused, and the console says so.
const REFUSED: [&str; 2] =
    ["/api/setup/check - Failed to load resource", "/api/setup - Failed to load resource"];

/// What is refused on the way, and that the server is away for a moment.
const RESTARTS: [&str; 4] =
    ["/api/setup/backup/check -", "/api/setup/check -", "/api/setup/restore -", "/api/setup/backup -"];

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
        let begun = Instant::now();
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
        page.choose_by_writing("Zona horaria", "Venezuela").await;
        let logo = tempfile::Builder::new().suffix(".png").tempfile().unwrap();
        image::RgbaImage::from_pixel(900, 300, image::Rgba([57, 169, 0, 128])).save(logo.path()).unwrap();
        page.give_file(logo.path()).await;
        page.see("Cambiar imagen").await;
        page.press("Siguiente").await;
        page.see("¿Cómo quiere empezar?").await;
        page.see("Centro Agropecuario (9208)").await;
        page.see("Venezuela (America/Caracas)").await;
        page.press("Terminar").await;
        page.see("El inventario está listo").await;
        assert!(!page.text().await.contains("El logo no se pudo guardar"));
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
        // Its logo is on every page, its zone in every time.
        let logo = "const logo = document.querySelector('.topbar-logo'); \
            return logo && logo.complete ? [logo.naturalWidth, logo.naturalHeight] : null";
        page.until("the logo is there", async || {
            page.ask::<Option<[u32; 2]>>(logo, vec![]).await == Some([512, 171])
        })
        .await;
        assert_eq!(page.server.api("GET", "/api/health", "", None)["time_zone"], "America/Caracas");
        let took = begun.elapsed();
        assert!(took < Duration::from_secs(180), "{took:?}");
    });
}

/// A backup of a server with an administrator, encrypted or not.
fn backup(dir: &Path, passphrase: Option<&str>) -> PathBuf {
    let (data, plain) = (dir.join("data"), dir.join("copia.tar"));
    add_administrator(&data);
    let output = inventario().arg("backup").arg(&plain).arg("--data-dir").arg(&data).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let Some(passphrase) = passphrase else { return plain };
    let sealed = dir.join("copia.tar.age");
    let mut out =
        writer(File::create(&sealed).unwrap(), &Passphrase::chosen(passphrase).unwrap(), 4).unwrap();
    std::io::copy(&mut File::open(plain).unwrap(), &mut out).unwrap();
    out.finish().unwrap();
    sealed
}

async fn sign_in(page: &Page<'_>) {
    page.press("Ingresar").await;
    page.arrive("/ingresar", "Ingresar").await;
    page.write("Correo", "gloria@sena.edu.co").await;
    page.write("Contraseña", PASSWORD).await;
    page.press("Ingresar").await;
    page.arrive("/", "Hola, Gloria").await;
}

#[test]
fn a_backup_is_restored_instead_and_the_page_leads_to_the_sign_in() {
    let dir = tempfile::tempdir().unwrap();
    let file = backup(dir.path(), None);
    first_journey(Screen::Phone, async |page| {
        RESTARTS.iter().for_each(|text| page.expect_in_console(text));
        page.open(&format!("/#{}", page.server.code())).await;
        page.press("Restaurar una copia").await;
        page.see("Elegir archivo").await;
        page.press("Enviar y comprobar").await;
        page.see("Elija el archivo de la copia").await;
        let bad = dir.path().join("mala.tar");
        std::fs::write(&bad, &std::fs::read(&file).unwrap()[1024..]).unwrap();
        page.give_file(&bad).await;
        page.press("Enviar y comprobar").await;
        page.see("no es una copia de seguridad").await;
        page.give_file(&file).await;
        page.see("copia.tar").await;
        page.press("Enviar y comprobar").await;
        page.see("La copia está completa").await;
        page.see("previous-").await;
        page.press("Restaurar").await;
        page.see("La copia quedó restaurada").await;
        sign_in(page).await;
    });
}

#[test]
fn an_encrypted_backup_asks_for_its_passphrase() {
    let dir = tempfile::tempdir().unwrap();
    let file = backup(dir.path(), Some("café con leche"));
    first_journey(Screen::Desktop, async |page| {
        RESTARTS.iter().for_each(|text| page.expect_in_console(text));
        page.open(&format!("/#{}", page.server.code())).await;
        page.press("Restaurar una copia").await;
        page.give_file(&file).await;
        page.press("Enviar y comprobar").await;
        page.write("Contraseña de la copia", "té con leche").await;
        page.press("Abrir la copia").await;
        page.see("no abre esta copia").await;
        page.write("Contraseña de la copia", "café con leche").await;
        page.press("Abrir la copia").await;
        page.see("La copia está completa").await;
        page.press("Restaurar").await;
        page.see("La copia quedó restaurada").await;
        sign_in(page).await;
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
        page.see_after_work("El inventario está listo").await;
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
