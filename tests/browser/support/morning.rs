//! The visitor's room and its morning class: fifty things, all of them well, and no check of today. Whatever the clock says,
//! the story is of this class.

use super::Page;
use serde_json::{Value, json};
use std::collections::HashSet;

/// The class, and the checks that its room had before the story began.
pub struct Morning<'a> {
    page: &'a Page<'a>,
    /// The room, «Sistemas 1».
    pub room: String,
    /// The class from six to twelve, of Carlos Pérez Mejía.
    pub class: String,
    before: HashSet<String>,
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

impl<'a> Morning<'a> {
    /// As the demo made it.
    pub fn of(page: &'a Page<'a>) -> Self {
        let token = page.server.token("admin");
        let turns = page.server.api("GET", "/api/inventory-checks/today", &token, None);
        let turn = turns.as_array().unwrap().iter().find(|turn| {
            turn["environment_name"] == "Sistemas 1" && turn["instructor_name"] == "Carlos Pérez Mejía"
        });
        let turn = turn.unwrap_or_else(|| panic!("no morning in {turns}"));
        assert_eq!(turn["status"], "not_started");
        let (room, class) = (text(&turn["environment_id"]), text(&turn["schedule_id"]));
        let mut morning = Self { page, room, class, before: HashSet::new() };
        morning.before = morning.checks().iter().map(|check| text(&check["id"])).collect();
        morning
    }

    /// The address of doing it.
    pub fn path(&self) -> String {
        format!("/verificaciones/hacer?ambiente={}&clase={}", self.room, self.class)
    }

    /// Opens the list of what there should be.
    pub async fn open(&self) {
        self.page.open(&self.path()).await;
        self.page.arrive("/verificaciones/hacer", "Sistemas 1").await;
        self.page.see("Lo demás está bien").await;
    }

    /// Opens it when it is in other hands already.
    pub async fn open_taken(&self) {
        self.page.open(&self.path()).await;
        self.page.arrive("/verificaciones/hacer", "Sistemas 1").await;
        self.page.see("Ver la verificación").await;
    }

    fn checks(&self) -> Vec<Value> {
        let token = self.page.server.token("admin");
        let path = format!("/api/inventory-checks?environment_id={}&limit=500", self.room);
        self.page.server.api("GET", &path, &token, None).as_array().unwrap().clone()
    }

    /// The checks that were made since the story began.
    pub fn made(&self) -> Vec<Value> {
        self.checks().into_iter().filter(|check| !self.before.contains(&text(&check["id"]))).collect()
    }

    /// The one check that was made, with its items.
    pub fn only(&self) -> Value {
        let made = self.made();
        assert_eq!(made.len(), 1, "{made:#?}");
        let path = format!("/api/inventory-checks/{}", text(&made[0]["id"]));
        self.page.server.api("GET", &path, &self.page.server.token("admin"), None)
    }

    /// Somebody does it elsewhere; answers the id of the check.
    pub fn done_by(&self, name: &str) -> String {
        let body = json!({ "environment_id": self.room, "schedule_id": self.class });
        let token = self.page.server.token(name);
        let saved = self.page.server.api("POST", "/api/inventory-checks/by-schedule", &token, Some(&body));
        text(&saved["check_id"])
    }

    /// Somebody confirms it elsewhere, and all is well.
    pub fn confirmed_by(&self, name: &str, check: &str) {
        let body = json!({ "is_clean": true, "is_organized": true, "inventory_complete": true });
        let path = format!("/api/inventory-checks/{check}/confirm");
        self.page.server.api("PUT", &path, &self.page.server.token(name), Some(&body));
    }

    /// Narrows the list to one thing, by its code.
    pub async fn look_for(&self, code: &str) {
        self.page.write("Buscar equipo o código", code).await;
        let alone = "const cards = [...document.querySelectorAll('.check-card')]; \
            return cards.length === 1 && cards[0].innerText.includes(arguments[0]);";
        self.page
            .until(&format!("{code} is alone in the list"), async || {
                self.page.ask(alone, vec![json!(code)]).await
            })
            .await;
    }

    /// The whole list again.
    pub async fn look_at_all(&self) {
        self.page.write("Buscar equipo o código", "").await;
        let all = "return document.querySelectorAll('.check-card').length > 1";
        self.page.until("the list is whole", async || self.page.ask(all, vec![]).await).await;
    }

    /// What is left is well, and off it goes.
    pub async fn send_the_rest(&self) {
        self.page.press("Lo demás está bien").await;
        self.page.see("50 de 50").await;
        self.send().await;
    }

    /// Sends what is marked.
    pub async fn send(&self) {
        self.page.press("Enviar").await;
        self.page.see("Antes de enviar").await;
        self.page.press("Enviar verificación").await;
    }

    /// Waits until the page shows the check that was sent; answers its id.
    pub async fn see_it_sent(&self) -> String {
        self.page
            .until("the check itself is open", async || {
                let place = self.page.place().await;
                place.starts_with("/verificaciones/") && !place.starts_with("/verificaciones/hacer")
            })
            .await;
        self.page.settle().await;
        let place = self.page.place().await;
        place.rsplit('/').next().unwrap_or_default().to_owned()
    }
}
