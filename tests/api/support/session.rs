//! Signing in and staying signed in, by cookie and by body.

use super::people::PASSWORD;
use super::{App, Person, Reply};
use poem::http::Method;
use serde_json::{Value, json};

/// What a sign-in gave.
pub struct Session {
    /// The whole answer.
    pub json: Value,
    /// `Set-Cookie`, as it came.
    pub set_cookie: String,
}

impl Session {
    /// The session of a successful answer.
    #[track_caller]
    pub fn of(reply: Reply) -> Self {
        let reply = reply.expect(200);
        let set_cookie = reply.header("set-cookie").expect("a session comes with a cookie").to_owned();
        Self { json: reply.json(), set_cookie }
    }

    /// The access token.
    pub fn access(&self) -> String {
        self.json["access_token"].as_str().unwrap().to_owned()
    }

    /// The refresh token.
    pub fn refresh(&self) -> String {
        self.json["refresh_token"].as_str().unwrap().to_owned()
    }

    /// The cookie as a browser sends it back.
    pub fn cookie(&self) -> String {
        self.set_cookie.split(';').next().unwrap().to_owned()
    }
}

impl Reply {
    /// A header of the answer.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

impl Person {
    /// The same person with another token.
    pub fn with_token(&self, token: impl Into<String>) -> Self {
        Self { token: token.into(), ..self.clone() }
    }
}

impl App {
    /// Tries to sign in.
    pub async fn sign_in(&self, email: &str, password: &str) -> Reply {
        let credentials = json!({ "email": email, "password": password });
        self.ask(None, Method::POST, "/api/auth/login", Some(credentials)).await
    }

    /// Signs somebody in with the password that everybody has.
    pub async fn enter(&self, who: &Person) -> Session {
        Session::of(self.sign_in(&who.email, PASSWORD).await)
    }

    /// `POST` without an account.
    pub async fn post_anonymously(&self, uri: &str, body: Value) -> Reply {
        self.ask(None, Method::POST, uri, Some(body)).await
    }

    /// Renews a session as a browser does: with the cookie and no body.
    pub async fn refresh_by_cookie(&self, cookie: &str) -> Reply {
        self.send(Method::POST, "/api/auth/refresh", &[("cookie", cookie)], "").await
    }

    /// Renews a session with the token in the body.
    pub async fn refresh_by_body(&self, token: &str) -> Reply {
        self.post_with_length("/api/auth/refresh", token).await
    }

    /// Ends a session with the token in the body.
    pub async fn log_out_by_body(&self, token: &str) -> Reply {
        self.post_with_length("/api/auth/logout", token).await
    }

    /// The body of these two is optional, so the server looks for the length that every HTTP client sends.
    async fn post_with_length(&self, uri: &str, token: &str) -> Reply {
        let body = json!({ "refresh_token": token }).to_string();
        let length = body.len().to_string();
        let headers = [("content-type", "application/json"), ("content-length", length.as_str())];
        self.send(Method::POST, uri, &headers, body).await
    }
}
