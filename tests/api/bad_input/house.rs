//! A server that is asked bad things, and what must hold after each.

use crate::support::{Content, Operation, Ready, Reply, operations};
use serde_json::Value;
use std::collections::BTreeMap;

/// A server, and what has been wrong with its answers so far.
pub struct House {
    ready: Ready,
    rows: BTreeMap<String, i64>,
    complaints: Vec<String>,
}

/// What must come of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// A refusal of any kind.
    Refusal,
    /// Exactly this status.
    Status(u16),
    /// A refusal or a success, but no fault of the server's.
    Either,
}

impl House {
    /// A fresh house.
    pub async fn new() -> Self {
        let ready = Ready::new().await;
        let rows = ready.rows().await;
        Self { ready, rows, complaints: Vec::new() }
    }

    /// The server, for addresses and good contents.
    pub fn ready(&self) -> &Ready {
        &self.ready
    }

    /// The JSON object with which an operation works.
    pub fn body(&self, operation: &Operation) -> Value {
        match self.ready.content(operation) {
            Content::Json(body) => body,
            other => panic!("{} takes no JSON: {other:?}", operation.id),
        }
    }

    /// Sends a request as the general administrator, and looks at the answer and at what was kept.
    pub async fn ask(
        &mut self,
        operation: &Operation,
        uri: &str,
        content_type: &str,
        bytes: Vec<u8>,
        what: &str,
        expected: Expected,
    ) -> Option<Reply> {
        let who = Some(&self.ready.app.world.gloria);
        let reply = self.ready.send(who, operation, uri, content_type, bytes).await;
        let status = reply.status.as_u16();
        let mut complain = |fault: String| {
            let text: String = String::from_utf8_lossy(&reply.bytes).chars().take(200).collect();
            self.complaints.push(format!("{} with {what}: {fault}: {status} {text}", operation.id));
        };
        if reply.status.is_server_error() || reply.status.is_redirection() {
            complain("a fault of ours".into());
        }
        match expected {
            Expected::Refusal if !reply.status.is_client_error() => complain("not refused".into()),
            Expected::Status(wanted) if wanted != status => complain(format!("not {wanted}")),
            _ => {}
        }
        if !operation.statuses.contains(&status) {
            complain("not documented".into());
        }
        if reply.status.is_success() {
            if !operation.reads() {
                // Whatever it did must not colour the next answer.
                self.ready.restore().await;
            }
            return Some(reply);
        }
        let problem: Option<Value> = serde_json::from_slice(&reply.bytes).ok();
        let detail = problem.as_ref().and_then(|it| it["detail"].as_str());
        if detail.is_none_or(|it| it.trim().is_empty() || it.len() > 1_000) {
            complain("no sentence, or an endless one".into());
        }
        let rows = self.ready.rows().await;
        if rows != self.rows {
            complain(format!("kept something: {rows:?} instead of {:?}", self.rows));
        }
        if status == 429 {
            // A closed door would hide what comes next.
            let complaints = std::mem::take(&mut self.complaints);
            *self = Self { complaints, ..Self::new().await };
        }
        None
    }

    /// The house after all that: the lists are still there, and nobody has complained.
    pub async fn close(self) {
        let gloria = &self.ready.app.world.gloria;
        for list in operations().into_iter().filter(|it| it.reads() && it.path_parameters.is_empty()) {
            self.ready.app.get(gloria, &self.ready.uri(&list)).await.expect(200);
        }
        assert!(self.complaints.is_empty(), "{}", self.complaints.join("\n"));
    }
}
