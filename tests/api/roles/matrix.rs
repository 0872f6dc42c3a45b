//! Every operation of the document, asked by everybody.

use super::table;
use crate::support::{Operation, Person, Ready, operations};
use futures_util::stream;
use inventario::kit::wire::Id;
use poem::Body;
use poem::http::StatusCode;
use std::fmt::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

const ROLES: [&str; 5] = ["student", "instructor", "supervisor", "admin", "admin_general"];

/// What came of one request.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
enum Outcome {
    /// 401.
    Unknown,
    /// 403.
    Refused,
    /// Whatever else: the gate is open.
    Open,
}

impl Outcome {
    fn word(self) -> &'static str {
        match self {
            Self::Unknown => "401",
            Self::Refused => "403",
            Self::Open => "ok",
        }
    }
}

/// A body that is not JSON, and whether anybody has begun to read it.
fn watched_body() -> (Body, Arc<AtomicBool>) {
    let read = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&read);
    let mut sent = false;
    let chunks = stream::poll_fn(move |_| {
        flag.store(true, Ordering::SeqCst);
        let chunk = (!sent).then(|| Ok::<_, std::io::Error>(bytes::Bytes::from_static(b"esto no es JSON")));
        sent = true;
        std::task::Poll::Ready(chunk)
    });
    (Body::from_bytes_stream(chunks), read)
}

/// Asks for an operation on a row that doesn't exist, so that nothing changes.
async fn ask(ready: &Ready, operation: &Operation, token: Option<&str>) -> Outcome {
    let uri = operation.path_parameters.iter().fold(operation.path.clone(), |path, parameter| {
        let value = match parameter.name.as_str() {
            "id" | "check_id" => Id::from_bits(7).to_string(),
            name => ready.value(operation, name),
        };
        path.replace(&format!("{{{}}}", parameter.name), &value)
    });
    let authorization = token.map(|token| format!("Bearer {token}"));
    let kind = if operation.takes_photo { "image/png" } else { "application/json" };
    let mut headers = vec![("content-type", kind), ("content-length", "15")];
    headers.extend(authorization.as_deref().map(|it| ("authorization", it)));
    let (body, read) = watched_body();
    let reply = ready.app.send(operation.method.clone(), &uri, &headers, body).await;
    let outcome = match reply.status {
        StatusCode::UNAUTHORIZED => Outcome::Unknown,
        StatusCode::FORBIDDEN => Outcome::Refused,
        _ => Outcome::Open,
    };
    let was_read = read.load(Ordering::SeqCst);
    if outcome == Outcome::Open {
        let takes_body = operation.body.is_some() || operation.takes_photo || operation.takes_file;
        assert_eq!(was_read, takes_body, "{}: {}", operation.id, reply.status);
    } else {
        assert!(!was_read, "{} read the body before it refused", operation.id);
    }
    outcome
}

/// Asks for everything as everybody, compares with what is written, and answers the table.
pub async fn walk() -> String {
    let ready = Ready::new().await;
    let world = &ready.app.world;
    ready.app.delete(&world.gloria, &format!("/api/users/{}", world.pedro.id)).await.expect(200);
    let deactivated: &Person = &world.pedro;
    let mut text = format!("{:<54} anon  garbage deactivated    st   in   su   ad   ag", "");
    for operation in operations() {
        let name = &operation.id;
        let nobody = [
            ask(&ready, &operation, None).await,
            ask(&ready, &operation, Some("eyJ.garbage.x")).await,
            ask(&ready, &operation, Some(&deactivated.token)).await,
        ];
        let mut roles = Vec::new();
        for person in world.roles() {
            roles.push(ask(&ready, &operation, Some(&person.token)).await);
        }
        let gate = if operation.roles.is_some() { Outcome::Unknown } else { Outcome::Open };
        assert_eq!(nobody, [gate; 3], "{name}: who is nobody");
        for (index, outcome) in roles.iter().enumerate() {
            let role = ROLES[index];
            let documented = operation.roles.as_ref().is_none_or(|it| it.iter().any(|it| it == role));
            let expected = if documented { Outcome::Open } else { Outcome::Refused };
            assert_eq!(*outcome, expected, "{name}: x-roles and the answer to {role} disagree");
            let written = table::may(name, role);
            assert_eq!(documented, written, "{name}: the document and the tests disagree on {role}");
        }
        let words: Vec<String> = roles.iter().map(|it| format!("{:<4}", it.word())).collect();
        let _ = write!(
            text,
            "\n{:<6} {:<47} {:<5} {:<7} {:<14} {}",
            operation.method.as_str(),
            operation.path,
            nobody[0].word(),
            nobody[1].word(),
            nobody[2].word(),
            words.join(" ").trim_end(),
        );
    }
    text
}
