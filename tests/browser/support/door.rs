//! Who is at the device: signing in, signing out, handing it over.

use super::page::Page;
use super::server::{DEMO_PASSWORD, email};
use serde_json::Value;

impl Page<'_> {
    /// Signs in at the door as one of the demo's people.
    pub async fn sign_in(&self, name: &str) {
        self.sign_in_as(&email(name), DEMO_PASSWORD).await;
    }

    /// Signs in at the door.
    pub async fn sign_in_as(&self, address: &str, password: &str) {
        self.open("/ingresar").await;
        self.write("Correo", address).await;
        self.write("Contraseña", password).await;
        self.press("Ingresar").await;
        self.until("somebody is signed in", async || self.place().await == "/").await;
        self.settle().await;
    }

    /// Ends the session, as the button of the profile does.
    pub async fn sign_out(&self) {
        let out = "const done = arguments[0]; \
            fetch('/api/auth/logout', { method: 'POST' }).then(() => done(null))";
        self.ask_later::<Value>(out, vec![]).await;
    }

    /// Somebody else signs in at the same device.
    pub async fn hand_over_to(&self, name: &str) {
        self.sign_out().await;
        self.sign_in(name).await;
    }
}
