//! Answers: JSON written by serde straight into bytes, lists written straight from the rows, and the small answers of operations that
//! have no row to show.

use super::Record;
use super::detail::listed;
use crate::kit::error::{Error, Result};
use bytes::Bytes;
use inventario_derive::Object;
use poem::http::{HeaderValue, StatusCode};
use poem::{IntoResponse, Response};
use poem_openapi::ApiResponse;
use poem_openapi::registry::{
    MetaHeader, MetaMediaType, MetaResponse, MetaResponses, MetaSchema, MetaSchemaRef, Registry,
};
use poem_openapi::types::Type;
use serde::Serialize;
use std::marker::PhantomData;

const JSON: &str = "application/json; charset=utf-8";
/// What the members beside a list are expected to take, in bytes.
const BESIDE: usize = 2 << 10;

/// The entry of the OpenAPI document for a successful answer with JSON.
fn success(status: StatusCode, schema: MetaSchemaRef, headers: Vec<MetaHeader>) -> MetaResponses {
    let description = if status == StatusCode::CREATED { "Creado" } else { "Correcto" };
    described(status, description, vec![MetaMediaType { content_type: JSON, schema }], headers)
}

/// The entry of the OpenAPI document for an operation's only successful answer.
pub(super) fn described(
    status: StatusCode,
    description: &'static str,
    content: Vec<MetaMediaType>,
    headers: Vec<MetaHeader>,
) -> MetaResponses {
    let status = Some(status.as_u16());
    MetaResponses {
        responses: vec![MetaResponse { description, status, status_range: None, content, headers }],
    }
}

fn described_header(name: &str, description: &str, required: bool, schema: MetaSchema) -> MetaHeader {
    MetaHeader {
        name: name.to_owned(),
        description: Some(description.to_owned()),
        required,
        deprecated: false,
        schema: MetaSchemaRef::Inline(Box::new(schema)),
    }
}

fn json_answer(status: StatusCode, bytes: Bytes) -> Response {
    Response::builder().status(status).content_type(JSON).body(bytes)
}

/// Declares an answer with a JSON object.
macro_rules! object {
    ($(#[$doc:meta])* $name:ident, $status:expr) => {
        $(#[$doc])*
        pub struct $name<T>(pub T);

        impl<T: Serialize + Send> IntoResponse for $name<T> {
            fn into_response(self) -> Response {
                match serde_json::to_vec(&self.0) {
                    Ok(bytes) => json_answer($status, bytes.into()),
                    Err(error) => Error::internal(error).into_response(),
                }
            }
        }

        impl<T: Type + Serialize> ApiResponse for $name<T> {
            fn meta() -> MetaResponses {
                success($status, T::schema_ref(), Vec::new())
            }

            fn register(registry: &mut Registry) {
                T::register(registry);
            }
        }
    };
}

object! {
    /// 200 with a JSON object.
    Answer, StatusCode::OK
}

object! {
    /// 201 with the JSON object that was made.
    Created, StatusCode::CREATED
}

/// 204: the row is gone, and there is nothing to say.
pub struct Gone;

impl IntoResponse for Gone {
    fn into_response(self) -> Response {
        StatusCode::NO_CONTENT.into()
    }
}

impl ApiResponse for Gone {
    fn meta() -> MetaResponses {
        let status = Some(StatusCode::NO_CONTENT.as_u16());
        let (content, headers) = (Vec::new(), Vec::new());
        let answer = MetaResponse { description: "Eliminado", status, status_range: None, content, headers };
        MetaResponses { responses: vec![answer] }
    }

    fn register(_: &mut Registry) {}
}

/// `STATUS` with a JSON object that was written within the change itself, because a repetition of the request is answered
/// with the very same (see [`crate::kit::idempotency`]).
#[derive(Debug)]
pub struct Reply<T, const STATUS: u16> {
    json: String,
    /// Whether the request was a repetition.
    replayed: bool,
    kind: PhantomData<fn() -> T>,
}

impl<T, const STATUS: u16> Reply<T, STATUS> {
    /// The answer to a request that came for the first time.
    pub fn first(json: String) -> Self {
        Self { json, replayed: false, kind: PhantomData }
    }

    /// The same answer to its repetition.
    pub fn again(json: String) -> Self {
        Self { replayed: true, ..Self::first(json) }
    }

    /// Whether the request was a repetition, so that nothing has to follow.
    pub fn is_repetition(&self) -> bool {
        self.replayed
    }

    fn status() -> StatusCode {
        StatusCode::from_u16(STATUS).unwrap_or(StatusCode::OK)
    }
}

impl<T: Send, const STATUS: u16> IntoResponse for Reply<T, STATUS> {
    fn into_response(self) -> Response {
        let mut answer = json_answer(Self::status(), self.json.into());
        if self.replayed {
            answer.headers_mut().insert("idempotent-replayed", HeaderValue::from_static("true"));
        }
        answer
    }
}

impl<T: Type + Serialize, const STATUS: u16> ApiResponse for Reply<T, STATUS> {
    fn meta() -> MetaResponses {
        let says = "true si la solicitud ya se había atendido con la misma clave.";
        let replayed = described_header("Idempotent-Replayed", says, false, MetaSchema::new("boolean"));
        success(Self::status(), T::schema_ref(), vec![replayed])
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }
}

/// 200 with a JSON array of records, already written; `X-Total-Count` says how many there are in all.
pub struct Rows<T> {
    bytes: Vec<u8>,
    /// How many records match, on this page or not.
    total: i64,
    kind: PhantomData<fn() -> T>,
}

impl<T: Record> Rows<T> {
    /// Records that were written one after the other, comma between, in brackets.
    pub fn new(bytes: Vec<u8>, total: i64) -> Self {
        Self { bytes, total, kind: PhantomData }
    }

    /// No record at all.
    pub fn none() -> Self {
        Self::new(b"[]".to_vec(), 0)
    }

    /// The JSON text, and how many records there are.
    pub fn into_parts(self) -> (Vec<u8>, i64) {
        (self.bytes, self.total)
    }
}

impl<T: Record> IntoResponse for Rows<T> {
    fn into_response(self) -> Response {
        let mut answer = json_answer(StatusCode::OK, self.bytes.into());
        answer.headers_mut().insert("x-total-count", HeaderValue::from(self.total));
        answer
    }
}

impl<T: Type + Record> ApiResponse for Rows<T> {
    fn meta() -> MetaResponses {
        let mut list = MetaSchema::new("array");
        list.items = Some(Box::new(listed::<T>(&mut Registry::new())));
        let says = "Cuántos registros hay en total, en esta página o no.";
        let number = MetaSchema::new_with_format("integer", "int64");
        let total = described_header("X-Total-Count", says, true, number);
        success(StatusCode::OK, MetaSchemaRef::Inline(Box::new(list)), vec![total])
    }

    fn register(registry: &mut Registry) {
        listed::<T>(registry);
    }
}

/// 200 with a JSON object of the shape `P`: a list of records, written straight from the rows, and what is to be said of all of them.
#[derive(Debug)]
pub struct Listing<P> {
    json: Vec<u8>,
    kind: PhantomData<fn() -> P>,
}

impl<P> Listing<P> {
    /// `records`, a JSON array, as the member `name`, and then the members of `beside`, of which there must be some.
    pub fn new(name: &'static str, records: &[u8], beside: &impl Serialize) -> Result<Self> {
        let mut json = Vec::with_capacity(records.len() + BESIDE);
        json.extend_from_slice(b"{\"");
        json.extend_from_slice(name.as_bytes());
        json.extend_from_slice(b"\":");
        json.extend_from_slice(records);
        let start = json.len();
        serde_json::to_writer(&mut json, beside).map_err(Error::internal)?;
        // The object beside goes on where the list ends.
        if let Some(brace) = json.get_mut(start) {
            *brace = b',';
        }
        Ok(Self { json, kind: PhantomData })
    }
}

impl<P> IntoResponse for Listing<P> {
    fn into_response(self) -> Response {
        json_answer(StatusCode::OK, self.json.into())
    }
}

impl<P: Type> ApiResponse for Listing<P> {
    fn meta() -> MetaResponses {
        success(StatusCode::OK, P::schema_ref(), Vec::new())
    }

    fn register(registry: &mut Registry) {
        P::register(registry);
    }
}

/// Una frase sobre lo que se hizo.
#[derive(Debug, Object, Serialize)]
pub struct Message {
    /// La frase.
    pub message: String,
}

impl Message {
    /// A message with this sentence.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self { message: sentence.into() }
    }
}

/// Qué pasó con un dato que se pidió eliminar.
#[derive(Debug, Object, Serialize)]
pub struct Removal {
    /// `deleted` si ya no existe; `deactivated` si otros datos lo mencionan y por eso solo quedó inactivo.
    pub status: String,
    /// Lo mismo, en una frase.
    pub detail: String,
}

impl Removal {
    /// The row is gone.
    pub fn deleted(detail: impl Into<String>) -> Self {
        Self { status: "deleted".into(), detail: detail.into() }
    }

    /// The row stays, inactive.
    pub fn deactivated(detail: impl Into<String>) -> Self {
        Self { status: "deactivated".into(), detail: detail.into() }
    }
}
