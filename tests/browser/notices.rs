//! The bell: it rises by itself when others do something, leads to what it is about, and comes back when the server does.

use crate::support::{
    Morning, PASSWORD, Page, Screen, Server, add_administrator, inventario, journey, journey_at,
};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Child;

/// What the bell says, where it is seen.
async fn bell(page: &Page<'_>) -> String {
    let name =
        "return [...document.querySelectorAll('.bell')].find((bell) => bell.checkVisibility()).ariaLabel";
    page.ask(name, vec![]).await
}

/// How many this person has not read; what the clock brought (a class that ended unchecked) among them.
fn unread(page: &Page<'_>, name: &str) -> u64 {
    let answer = page.server.api("GET", "/api/notifications/unread-count", &page.server.token(name), None);
    answer["unread"].as_u64().unwrap()
}

async fn bell_counts(page: &Page<'_>, n: u64) {
    let words = if n == 0 { "Avisos".to_owned() } else { format!("Avisos, {n} sin leer") };
    page.until(&format!("the bell says «{words}»"), async || bell(page).await == words).await;
}

async fn window(page: &Page<'_>) -> String {
    page.ask("return document.title", vec![]).await
}

/// The titles of the list, newest first, and whether each is still to be read.
async fn rows(page: &Page<'_>) -> Vec<(String, bool)> {
    page.settle().await;
    let script = "return [...document.querySelectorAll('.notice-line')].map((line) => \
        [line.lastElementChild.firstChild.textContent, line.classList.contains('is-unread')])";
    page.ask(script, vec![]).await
}

/// Takes something from the menu of the newest one. News close the menu when they redraw the list: then it is opened again.
async fn with_the_newest(page: &Page<'_>, item: &str) {
    page.until(&format!("«{item}» is chosen"), async || {
        if !page.has("menuitem", item).await {
            page.click("at", ".data-table tbody tr:first-child [aria-haspopup='menu']").await;
        }
        match page.find("menuitem", item).await {
            Some(entry) => entry.click().await.is_ok(),
            None => false,
        }
    })
    .await;
}

/// The stream is heard.
async fn is_live(page: &Page<'_>) {
    page.click("at", ".bell").await;
    page.arrive("/notificaciones", "Avisos").await;
    page.see("En vivo").await;
}

#[test]
fn the_bell_rises_while_others_work() {
    journey(Screen::Phone, async |page| {
        let morning = Morning::of(page);
        // What asks for the figures is known before the browser comes: nobody is warned of it meanwhile.
        unread(page, "instructor");
        page.sign_in("instructor").await;
        is_live(page).await;
        let n = unread(page, "instructor");
        page.click("link", "Inicio").await;
        page.arrive("/", "Hola, Carlos").await;
        bell_counts(page, n).await;
        assert_eq!(window(page).await, format!("({n}) Hola, Carlos · Inventario"));

        let check = morning.done_by("aprendiz");
        bell_counts(page, n + 1).await;
        assert_eq!(window(page).await, format!("({}) Hola, Carlos · Inventario", n + 1));
        page.see("Nueva Verificación Pendiente: ").await;
        page.press("Abrir").await;
        page.arrive(&format!("/verificaciones/{check}"), "Sistemas 1").await;
        bell_counts(page, n).await;

        page.click("at", ".topbar .bell").await;
        page.arrive("/notificaciones", "Avisos").await;
        let told = rows(page).await;
        assert_eq!(told[0], ("Nueva Verificación Pendiente".to_owned(), false), "it was followed: {told:?}");
        assert!(told[1].1, "{told:?}");
        page.press("Marcar todos como leídos").await;
        page.see(if n == 1 { "1 aviso marcado como leído" } else { "marcados como leídos" }).await;
        bell_counts(page, 0).await;
        assert_eq!(window(page).await, "Avisos · Inventario");
        assert!(rows(page).await.iter().all(|(_, unread)| !unread));
        assert!(!page.has("button", "Marcar todos como leídos").await);
        assert_eq!(unread(page, "instructor"), 0);
    });
}

#[test]
fn the_list_grows_under_the_eye_and_leads_on() {
    journey(Screen::Desktop, async |page| {
        let morning = Morning::of(page);
        let check = morning.done_by("aprendiz");
        page.sign_in("supervisor").await;
        is_live(page).await;
        let n = unread(page, "supervisor");
        bell_counts(page, n).await;
        // The demo fills more than one page: the list has grown when its rows are others.
        let before = rows(page).await;
        morning.confirmed_by("instructor", &check);
        bell_counts(page, n + 1).await;
        page.until("the list has grown", async || rows(page).await != before).await;
        page.see("Ambiente: Sistemas 1.").await;

        // To be read later, and back.
        with_the_newest(page, "Marcar como leído").await;
        bell_counts(page, n).await;
        page.until("it is read", async || !rows(page).await[0].1).await;
        with_the_newest(page, "Marcar como no leído").await;
        bell_counts(page, n + 1).await;
        page.until("it is to be read", async || rows(page).await[0].1).await;

        page.click("at", ".data-table tbody tr:first-child .row-title").await;
        page.arrive(&format!("/verificaciones/{check}"), "Sistemas 1").await;
        bell_counts(page, n).await;

        page.click("at", ".sidebar .bell").await;
        page.arrive("/notificaciones", "Avisos").await;
        page.press("Sin leer").await;
        page.until("only what is new is shown", async || rows(page).await.iter().all(|(_, unread)| *unread))
            .await;
        with_the_newest(page, "Eliminar").await;
        page.see("¿Eliminar el aviso?").await;
        page.press("Eliminar").await;
        page.see("Aviso eliminado").await;
        bell_counts(page, n - 1).await;
        page.until("it is gone", async || rows(page).await.len() as u64 == n - 1).await;
    });
}

/// A server that took the place of another one, killed when it goes out of scope.
struct Successor(Child);

impl Successor {
    fn start(data_dir: &Path, address: &str) -> Self {
        let arguments =
            ["serve", "--data-dir", data_dir.to_str().unwrap(), "--listen", address, "--log", "error"];
        Self(inventario().args(arguments).stdout(std::process::Stdio::null()).spawn().unwrap())
    }
}

impl Drop for Successor {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn tell_oneself(server: &Server, token: &str, title: &str) {
    let me: Value = server.api("GET", "/api/auth/me", token, None);
    let body = json!({ "user_id": me["id"], "type": "system", "title": title, "message": "Nada más" });
    server.api("POST", "/api/notifications", token, Some(&body));
}

#[test]
fn after_a_restart_of_the_server_it_is_heard_again() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    add_administrator(&data);
    let server = Server::serve(&data);
    let address = server.connect().unwrap().peer_addr().unwrap().to_string();
    let token = server.sign_in("gloria@sena.edu.co", PASSWORD);
    // It outlives the story, whose last words may still go to it.
    let successor = std::cell::RefCell::new(None);
    journey_at(server, Screen::Desktop, async |page| {
        page.expect_in_console("net::ERR_");
        page.sign_in_as("gloria@sena.edu.co", PASSWORD).await;
        is_live(page).await;
        // The browser is another place than the one that asked for the token.
        bell_counts(page, 1).await;
        tell_oneself(page.server, &token, "Antes de reiniciar");
        bell_counts(page, 2).await;
        page.see("Antes de reiniciar").await;

        page.server.signal("TERM");
        page.see("Sin conexión en vivo").await;
        page.until("the server is gone", async || page.server.connect().is_err()).await;
        *successor.borrow_mut() = Some(Successor::start(&data, &address));
        page.until("the server is there", async || page.server.connect().is_ok()).await;
        page.until("it is heard again", async || !page.text().await.contains("Sin conexión en vivo")).await;
        tell_oneself(page.server, &token, "Después de reiniciar");
        bell_counts(page, 3).await;
        page.see("Después de reiniciar").await;
    });
}
