//! poem's own errors, turned into ours: one JSON object with a Spanish sentence, whatever went wrong.

use crate::kit::error::Refusal;
use crate::kit::{Code, Error};
use poem::Response;
use poem::error::{MethodNotAllowedError, NotFoundError};
use poem_openapi::error::{ContentTypeError, ParseParamError, ParsePathError, ParseRequestPayloadError};

/// The answer to an error, and what the audit keeps of it.
pub(super) fn answer(error: poem::Error) -> (Response, Option<Refusal>) {
    // Made by our own code: it is complete.
    let error = if error.is_from_response() { error } else { poem::Error::from(translate(&error)) };
    let refusal = error.data::<Refusal>().cloned();
    (error.into_response(), refusal)
}

fn translate(error: &poem::Error) -> Error {
    if let Some(fault) = error.downcast_ref::<ParseParamError>() {
        return Error::With(
            Code::Invalid,
            format!("El parámetro «{}» {}", fault.name, predicate(&fault.reason)),
        );
    }
    if let Some(fault) = error.downcast_ref::<ParsePathError>() {
        let subject = format!("La parte «{}» de la dirección {}", fault.name, predicate(&fault.reason));
        return Error::With(Code::Invalid, subject);
    }
    if error.is::<NotFoundError>() {
        Code::RouteNotFound.into()
    } else if error.is::<MethodNotAllowedError>() {
        Code::MethodNotAllowed.into()
    } else if error.is::<ContentTypeError>() {
        Code::NotJson.into()
    } else if error.is::<ParseRequestPayloadError>() || error.status().is_client_error() {
        Code::Invalid.into()
    } else {
        Error::internal(error.to_string())
    }
}

/// Our own reasons are Spanish predicates; poem-openapi puts an English preface before them.
fn predicate(reason: &str) -> &str {
    let reason = reason.rsplit_once("\": ").map_or(reason, |(_, own)| own);
    if reason.is_empty() { "no es válido" } else { reason }
}
