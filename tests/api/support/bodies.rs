//! What clients send: changed, and as the server takes it.

use serde::de::DeserializeOwned;
use serde_json::Value;

/// An object with one more member.
pub fn with(mut object: Value, name: &str, value: Value) -> Value {
    object[name] = value;
    object
}

/// The first, with the members of the second.
pub fn patched(mut base: Value, patch: &Value) -> Value {
    base.as_object_mut().unwrap().extend(patch.as_object().unwrap().clone());
    base
}

/// What a client sends, as the server takes it.
pub fn sent<T: DeserializeOwned>(members: Value) -> T {
    serde_json::from_value(members).unwrap()
}
