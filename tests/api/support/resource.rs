//! What a resource tells the tests that walk all operations: each says it in its own file, and `main.rs` has the list.

use super::{Content, Ready};
use crate::RESOURCES;
use crate::contract::Moment;
use futures_util::future::BoxFuture;
use serde_json::Value;

/// Who, then what, written out by hand operation by operation. st student, in instructor, su supervisor, ad warehouse
/// administrator, ag general administrator; `open` needs no account.
pub type Roles = &'static [(&'static str, &'static [&'static str])];

/// Rows that were made, by a name: their ids, or whatever else tells them apart.
#[derive(Default)]
pub struct Rows(pub Vec<(&'static str, String)>);

impl Rows {
    /// One row.
    pub fn of(name: &'static str, id: &Value) -> Self {
        Self(vec![(name, id.as_str().unwrap().to_owned())])
    }
}

/// What a resource tells.
#[derive(Clone, Copy)]
pub struct Resource {
    /// Who may do which of its operations.
    pub roles: Roles,
    /// Makes the rows that its operations ask for, beside what [`Ready`] has for all.
    pub prepare: fn(&Ready) -> BoxFuture<'_, Rows>,
    /// What stands for a parameter without which an operation doesn't know what to do: operation, parameter.
    pub value: fn(&Ready, &str, &str) -> Option<String>,
    /// A content with which an operation works; every member that it knows is there.
    pub content: fn(&Ready, &str) -> Option<Content>,
    /// The parts of the app whose calls are this resource's.
    pub replayed: &'static [&'static str],
    /// What has happened before the app makes one of these calls; the rows stand for placeholders of the call.
    pub before: fn(Moment<'_>) -> BoxFuture<'_, Rows>,
}

impl Resource {
    /// A resource whose operations are asked with nothing, and are none of the app's.
    pub const fn new(roles: Roles) -> Self {
        Self {
            roles,
            prepare: |_| Box::pin(async { Rows::default() }),
            value: |_, _, _| None,
            content: |_, _| None,
            replayed: &[],
            before: |_| Box::pin(async { Rows::default() }),
        }
    }

    /// Makes rows that its operations ask for.
    pub const fn prepared_by(self, prepare: fn(&Ready) -> BoxFuture<'_, Rows>) -> Self {
        Self { prepare, ..self }
    }

    /// What stands for parameters.
    pub const fn asked_with(self, value: fn(&Ready, &str, &str) -> Option<String>) -> Self {
        Self { value, ..self }
    }

    /// What its operations are sent.
    pub const fn sent(self, content: fn(&Ready, &str) -> Option<Content>) -> Self {
        Self { content, ..self }
    }

    /// The parts of the app whose calls are its.
    pub const fn replayed(self, replayed: &'static [&'static str]) -> Self {
        Self { replayed, ..self }
    }

    /// What has happened before such a call.
    pub const fn after(self, before: fn(Moment<'_>) -> BoxFuture<'_, Rows>) -> Self {
        Self { before, ..self }
    }

    /// Who may do an operation of this resource.
    pub fn who_may(&self, operation: &str) -> Option<&'static str> {
        self.roles.iter().find(|(_, names)| names.contains(&operation)).map(|(who, _)| *who)
    }
}

/// The resource that an operation belongs to: the one whose table of roles names it.
pub fn resource_of(operation: &str) -> &'static Resource {
    RESOURCES
        .iter()
        .find(|resource| resource.who_may(operation).is_some())
        .unwrap_or_else(|| panic!("say in the ROLES of a resource's test who may {operation}"))
}
