//! A check is made once and whole, whatever happens to the page, the session or the connection.

use crate::support::{DEMO_PASSWORD, Morning, Page, Screen, email, journey};
use serde_json::{Value, json};

/// What this browser keeps of the check that is being done.
async fn kept(page: &Page<'_>) -> String {
    let script = "return Object.entries(localStorage) \
        .filter(([key]) => key.startsWith('inventario.check.')).map(([, draft]) => draft).join()";
    page.ask(script, vec![]).await
}

/// Marks one thing as damaged and says what it has.
async fn mark(page: &Page<'_>, morning: &Morning<'_>, note: &str) {
    morning.look_for("9301-10200").await;
    page.press("Dañado").await;
    page.write("Nota", note).await;
    page.until("the note is kept", async || kept(page).await.contains(note)).await;
    morning.look_at_all().await;
}

/// What a check says of the thing that was marked.
fn note_of(check: &Value) -> &Value {
    let items = check["items"].as_array().unwrap();
    &items.iter().find(|item| item["internal_code"] == "9301-10200").unwrap()["notes"]
}

#[test]
fn what_is_filled_survives_a_reload() {
    journey(Screen::Phone, async |page| {
        let morning = Morning::of(page);
        page.sign_in("aprendiz").await;
        morning.open().await;
        mark(page, &morning, "Le faltan dos teclas").await;
        page.press("Enviar").await;
        page.see("49 equipos sin marcar").await;
        page.write("Notas de aseo", "Quedó una mesa sucia").await;
        page.until("the words are kept", async || kept(page).await.contains("Quedó una mesa sucia")).await;

        page.reload().await;
        page.see("Sigue donde iba.").await;
        page.see("1 de 50").await;
        morning.look_for("9301-10200").await;
        assert_eq!(page.value("Nota").await, "Le faltan dos teclas");
        // Elsewhere, too, it is said that something was begun.
        page.open("/verificaciones").await;
        page.see("1 de 50").await;
        page.click("at", &format!("a[href='{}']", morning.path())).await;
        page.arrive("/verificaciones/hacer", "Sistemas 1").await;
        page.press("Enviar").await;
        assert_eq!(page.value("Notas de aseo").await, "Quedó una mesa sucia");
        page.press("Enviar verificación").await;
        morning.see_it_sent().await;
        assert_eq!(kept(page).await, "", "what is sent is not kept");
        let check = morning.only();
        assert_eq!(note_of(&check), "Le faltan dos teclas");
        assert_eq!(check["cleaning_notes"], "Quedó una mesa sucia");
        let looked_at =
            check["items"].as_array().unwrap().iter().filter(|item| !item["counted_at"].is_null());
        assert_eq!(looked_at.count(), 1, "nobody looked at the others");
    });
}

#[test]
fn an_ended_session_sends_it_as_soon_as_its_person_is_back() {
    journey(Screen::Phone, async |page| {
        page.expect_in_console("the server responded with a status of 401");
        let morning = Morning::of(page);
        page.sign_in("aprendiz").await;
        morning.open().await;
        mark(page, &morning, "Se apaga sola").await;
        let token = page.server.token("admin");
        let people =
            page.server.api("GET", &format!("/api/users?search={}", email("aprendiz")), &token, None);
        let path = format!("/api/users/{}/password", people[0]["id"].as_str().unwrap());
        page.server.api("POST", &path, &token, Some(&json!({ "new_password": "otra-contraseña" })));

        morning.send_the_rest().await;
        page.see("Su sesión terminó. Lo que escribió sigue en la página.").await;
        assert!(morning.made().is_empty());
        assert!(kept(page).await.contains("Se apaga sola"));
        page.write("Contraseña", DEMO_PASSWORD).await;
        page.press("Ingresar").await;
        let refused = "return Boolean(document.querySelector('dialog[open] [role=\"alert\"]')?.innerText)";
        page.until("the old password is refused", async || page.ask(refused, vec![]).await).await;
        page.write("Contraseña", "otra-contraseña").await;
        page.press("Ingresar").await;
        morning.see_it_sent().await;
        assert_eq!(note_of(&morning.only()), "Se apaga sola");
    });
}

#[test]
fn a_lost_connection_delays_it_and_no_more() {
    journey(Screen::Phone, async |page| {
        page.expect_in_console("Failed to load resource: net::ERR_INTERNET_DISCONNECTED");
        let morning = Morning::of(page);
        page.sign_in("aprendiz").await;
        page.open("/verificaciones").await;
        page.click("at", &format!("a[href='{}']", morning.path())).await;
        page.arrive("/verificaciones/hacer", "Sistemas 1").await;
        mark(page, &morning, "No enciende").await;
        page.cut_off(true).await;
        morning.send_the_rest().await;
        page.see("Pendiente de enviar").await;
        page.see("La verificación está guardada en este dispositivo").await;
        page.press("Enviar ahora").await;
        page.see("Pendiente de enviar").await;
        // Other pages stay usable, and say that it waits.
        page.click("link", "Verificar").await;
        page.arrive("/verificaciones", "Verificaciones").await;
        page.see("Pendiente de enviar").await;
        assert!(morning.made().is_empty());
        page.cut_off(false).await;
        page.see("verificación enviada").await;
        page.see_no("Pendiente de enviar").await;
        assert_eq!(note_of(&morning.only()), "No enciende");
        assert_eq!(kept(page).await, "");
    });
}

#[test]
fn a_page_that_was_not_there_in_time_opens_later() {
    journey(Screen::Phone, async |page| {
        page.expect_in_console("net::ERR_INTERNET_DISCONNECTED");
        page.sign_in("aprendiz").await;
        page.cut_off(true).await;
        page.click("link", "Horarios").await;
        page.see("No hay conexión con el servidor.").await;
        page.cut_off(false).await;
        page.press("Reintentar").await;
        page.arrive("/horarios", "Horarios").await;
    });
}

/// Requests go out, and their answers are lost, until `losing` is false. What goes out is written down.
const LOSE_ANSWERS: &str = "window.losing = true; window.keys = []; window.replayed = 0;
    const real = window.fetch;
    window.fetch = async (address, options) => {
      const answer = await real(address, options);
      if (options?.method !== 'POST' || !String(address).startsWith('/api/inventory-checks')) return answer;
      window.keys.push(options.headers['Idempotency-Key']);
      if (answer.headers.get('Idempotent-Replayed') === 'true') window.replayed += 1;
      if (window.losing) throw new TypeError('Failed to fetch');
      return answer;
    };";

#[test]
fn an_answer_that_never_arrives_makes_no_second_check() {
    journey(Screen::Phone, async |page| {
        let morning = Morning::of(page);
        page.sign_in("aprendiz").await;
        morning.open().await;
        mark(page, &morning, "Tiene un golpe").await;
        page.ask::<Value>(LOSE_ANSWERS, vec![]).await;
        morning.send_the_rest().await;
        page.see("Pendiente de enviar").await;
        page.until("the server has it all the same", async || !morning.made().is_empty()).await;
        // It is tried again by itself.
        page.until("it was sent twice", async || page.ask("return window.keys.length >= 2", vec![]).await)
            .await;
        page.ask::<Value>("window.losing = false", vec![]).await;
        let check = morning.see_it_sent().await;
        let keys: Vec<String> = page.ask("return window.keys", vec![]).await;
        assert!(!keys[0].is_empty() && keys.iter().all(|key| *key == keys[0]), "{keys:?}");
        let replayed: usize = page.ask("return window.replayed", vec![]).await;
        assert_eq!(replayed, keys.len() - 1, "the first answer again, each time");
        let made = morning.only();
        assert_eq!(made["id"], check.as_str());
        assert_eq!(made["steps"].as_array().unwrap().len(), 1, "it was begun once");
        assert_eq!(note_of(&made), "Tiene un golpe");
    });
}

#[test]
fn of_two_at_once_the_second_reads_why_and_loses_nothing() {
    journey(Screen::Phone, async |page| {
        page.expect_in_console("the server responded with a status of 400");
        page.expect_in_console("the server responded with a status of 404");
        let morning = Morning::of(page);
        page.sign_in("aprendiz").await;
        morning.open().await;
        mark(page, &morning, "La batería está hinchada").await;
        // Another apprentice of the room was quicker.
        morning.done_by("persona19");
        let first = morning.only()["student_name"].as_str().unwrap().to_owned();
        morning.send_the_rest().await;
        page.see("El servidor no la recibió").await;
        page.see(&format!("La verificación, hecha por {first}, espera la confirmación del instructor")).await;
        assert!(kept(page).await.contains("La batería está hinchada"));
        page.reload().await;
        page.see("El servidor no la recibió").await;
        page.press("Volver a la lista").await;
        page.see("Esta verificación ya se hizo").await;
        page.see("Usted alcanzó a marcar 50 equipos en este dispositivo.").await;
        assert!(kept(page).await.contains("La batería está hinchada"));
        assert_eq!(note_of(&morning.only()), &Value::Null, "and nothing of the first is written over");
    });
}

#[test]
fn of_two_who_confirm_at_once_the_second_sees_how_it_is() {
    journey(Screen::Desktop, async |page| {
        page.expect_in_console("the server responded with a status of 400");
        let morning = Morning::of(page);
        let check = morning.done_by("aprendiz");
        page.sign_in("instructor").await;
        page.open(&format!("/verificaciones/{check}")).await;
        page.click("choice", "Limpio").await;
        page.write("Comentario", "Todo revisado por mí").await;
        // What he chose survives a reload.
        page.reload().await;
        assert_eq!(page.value("Comentario").await, "Todo revisado por mí");
        morning.confirmed_by("supervisor", &check);
        page.press("Confirmar con novedades").await;
        page.see(
            "La verificación cambió entretanto por Marta Suárez Ortiz: revísela de nuevo antes de decidir",
        )
        .await;
        page.see("Espera al supervisor").await;
        let check = morning.only();
        assert_eq!(check["status"], "supervisor_review");
        assert_eq!(check["instructor_name"], "Marta Suárez Ortiz");
        assert_eq!(check["inventory_complete"], json!(true));
    });
}

/// A portal of the network answers in the server's place, as friendly as you like, until `portal` is false.
const PORTAL: &str = "window.portal = true; window.asked = 0;
    const real = window.fetch;
    window.fetch = async (address, options) => {
      if (!window.portal || options?.method !== 'POST') return real(address, options);
      window.asked += 1;
      return new Response('{\"status\":\"success\"}', { status: 200, headers: { 'Content-Type': 'application/json' } });
    };";

#[test]
fn a_portal_that_says_yes_is_not_believed() {
    journey(Screen::Phone, async |page| {
        let morning = Morning::of(page);
        page.sign_in("aprendiz").await;
        morning.open().await;
        mark(page, &morning, "No tiene cable").await;
        page.ask::<Value>(PORTAL, vec![]).await;
        morning.send_the_rest().await;
        page.see("Pendiente de enviar").await;
        page.until("it was tried", async || page.ask("return window.asked >= 1", vec![]).await).await;
        assert!(morning.made().is_empty());
        assert!(kept(page).await.contains("No tiene cable"));
        page.ask::<Value>("window.portal = false", vec![]).await;
        // By itself.
        morning.see_it_sent().await;
        assert_eq!(note_of(&morning.only()), "No tiene cable");
        assert_eq!(kept(page).await, "");
    });
}

/// The draft becomes one of yesterday, as midnight makes it.
const MIDNIGHT: &str =
    "const [key] = Object.keys(localStorage).filter((it) => it.startsWith('inventario.check.'));
    const draft = JSON.parse(localStorage.getItem(key));
    const before = new Date(`${draft.day}T00:00:00Z`);
    before.setUTCDate(before.getUTCDate() - 1);
    const day = before.toISOString().slice(0, 10);
    localStorage.setItem(key.replace(draft.day, day), JSON.stringify({ ...draft, day }));
    localStorage.removeItem(key);
    return day;";

#[test]
fn what_was_begun_before_midnight_is_asked_about_and_goes_to_its_day() {
    journey(Screen::Phone, async |page| {
        let morning = Morning::of(page);
        page.sign_in("aprendiz").await;
        morning.open().await;
        mark(page, &morning, "Tecla suelta").await;
        let day: String = page.ask(MIDNIGHT, vec![]).await;
        page.open("/verificaciones").await;
        page.see("Dejó una verificación sin terminar, con 1 equipo marcado").await;
        page.press("Seguir con ella").await;
        page.arrive("/verificaciones/hacer", "Sistemas 1").await;
        page.see("1 de 50").await;
        page.reload().await;
        page.see("1 de 50").await;
        morning.send_the_rest().await;
        morning.see_it_sent().await;
        assert_eq!(morning.only()["check_date"], day.as_str(), "today's is still to be made");
        assert_eq!(kept(page).await, "");
    });
}

#[test]
fn a_module_that_does_not_come_is_told_with_a_way_out() {
    journey(Screen::Phone, async |page| {
        page.expect_in_console("net::ERR_BLOCKED_BY_CLIENT");
        page.block(&["*/js/routes.js"]).await;
        page.begin("/").await;
        page.see("El inventario no terminó de abrir.").await;
        page.block(&[]).await;
        page.press("Volver a cargar").await;
        page.see("Ingresar").await;
    });
}
