//! An instructor puts a class into the timetable; two classes cannot be in one room at the same time.

use crate::support::{Page, Screen, journey};
use serde_json::Value;

/// Fills in a class on a Sunday before dawn, when the demo has none: on a Sunday it has some by day.
async fn describe(page: &Page<'_>, program: &str, from: &str, to: &str) {
    page.choose("Día", "Domingo").await;
    page.set("Desde las", from).await;
    page.set("Hasta las", to).await;
    page.write("Programa de formación", program).await;
    page.write("Ficha", "2758999").await;
    page.write("Aprendices", "21").await;
}

/// The classes of a programme that the server knows.
fn stored(page: &Page<'_>, program: &str) -> Vec<Value> {
    let token = page.server.token("admin");
    let classes = page.server.api("GET", "/api/schedules?limit=500", &token, None);
    classes.as_array().unwrap().iter().filter(|class| class["program"] == program).cloned().collect()
}

/// Opens a class from the week that is shown.
async fn open_class(page: &Page<'_>, program: &str) {
    page.click("row", program).await;
    page.until("the class is open", async || page.title().await == program).await;
    page.settle().await;
}

#[test]
fn a_class_is_made_refused_changed_and_deleted() {
    journey(Screen::Desktop, async |page| {
        page.expect_in_console(
            "/api/schedules - Failed to load resource: the server responded with a status of 400",
        );
        page.sign_in("instructor").await;
        page.click("link", "Horarios").await;
        page.arrive("/horarios", "Horarios").await;
        page.see("Ficha").await;
        page.click("link", "Nueva clase").await;
        page.arrive("/horarios/nuevo", "Nueva clase").await;
        assert!(!page.has("field", "Instructor").await, "an instructor makes his own classes");
        assert_eq!(page.value("Ambiente").await, "Sistemas 1", "his room is proposed");
        describe(page, "Panadería dominical", "04:00", "02:00").await;
        page.press("Crear clase").await;
        page.see("Una clase que pasa de medianoche dura hasta 12 horas").await;
        page.set("Hasta las", "05:00").await;
        page.press("Crear clase").await;
        page.see("Clase creada.").await;
        page.until("the timetable is open", async || page.title().await == "Horarios").await;
        page.settle().await;
        assert_eq!(stored(page, "Panadería dominical")[0]["instructor_name"], "Carlos Pérez Mejía");

        // In the same hours the room is taken: the page says so while one writes, the server when one insists.
        page.click("link", "Nueva clase").await;
        page.arrive("/horarios/nuevo", "Nueva clase").await;
        describe(page, "Repostería", "04:30", "06:00").await;
        page.see("A esa hora el ambiente está ocupado").await;
        page.press("Crear clase").await;
        page.see("Se cruza con Panadería dominical (ficha 2758999) de Carlos Pérez Mejía").await;
        assert_eq!(page.value("Programa de formación").await, "Repostería", "nothing typed is lost");
        page.set("Desde las", "05:00").await;
        page.press("Crear clase").await;
        page.see("Clase creada.").await;
        page.until("the timetable is open", async || page.title().await == "Horarios").await;
        assert_eq!(stored(page, "Repostería").len(), 1, "one may begin when the other ends");

        page.settle().await;
        open_class(page, "Panadería dominical").await;
        page.see("Domingo").await;
        page.click("link", "Editar").await;
        page.until("the form is open", async || page.title().await == "Editar clase").await;
        page.write("Tema", "Masa madre").await;
        page.press("Guardar").await;
        page.see("Clase guardada.").await;
        page.until("the class is open", async || page.title().await == "Panadería dominical").await;
        page.see("Masa madre").await;

        page.pick("Más acciones", "Eliminar").await;
        page.see("¿Eliminar la clase «Panadería dominical»?").await;
        page.see("Todas sus fechas").await;
        page.press("Eliminar").await;
        page.see("Horario eliminado").await;
        page.until("the timetable is open", async || page.title().await == "Horarios").await;
        assert!(stored(page, "Panadería dominical").is_empty());
        assert_eq!(stored(page, "Repostería").len(), 1);
    });
}

#[test]
fn an_instructor_leaves_the_classes_of_others_alone() {
    journey(Screen::Desktop, async |page| {
        let token = page.server.token("admin");
        let classes = page.server.api("GET", "/api/schedules?limit=500", &token, None);
        let other =
            classes.as_array().unwrap().iter().find(|class| class["instructor_name"] != "Carlos Pérez Mejía");
        let other = other.unwrap()["id"].as_str().unwrap().to_owned();
        page.sign_in("instructor").await;
        page.open(&format!("/horarios/{other}")).await;
        assert!(!page.has("link", "Editar").await);
        assert!(!page.has("button", "Más acciones").await);
        page.open(&format!("/horarios/{other}/editar")).await;
        page.see("Usted solo puede editar sus propias clases.").await;
    });
}

#[test]
fn an_apprentice_reads_the_week_day_by_day_on_a_phone() {
    journey(Screen::Phone, async |page| {
        page.sign_in("aprendiz").await;
        page.click("link", "Horarios").await;
        page.arrive("/horarios", "Horarios").await;
        assert!(!page.has("link", "Nueva clase").await);
        let shown = "return [...document.querySelectorAll('.day-list .day-class')].filter((node) => node.checkVisibility()).length";
        // Three classes a day in each room, from Monday to Saturday.
        let days: usize = page.ask("return document.querySelectorAll('.day-button').length", vec![]).await;
        assert!(days >= 6, "{days}");
        for day in 0..6 {
            page.ask::<Value>(
                "document.querySelectorAll('.day-button')[arguments[0]].click()",
                vec![day.into()],
            )
            .await;
            assert_eq!(page.ask::<usize>(shown, vec![]).await, 3, "day {day}");
        }
    });
}
