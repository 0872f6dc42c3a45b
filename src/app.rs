//! The server as one endpoint: the APIs, the web UI, and the order in which a request passes through the house.

use crate::appliance::health;
use crate::campus::audit;
use crate::kit::access::Accounts;
use crate::kit::error::Refusal;
use crate::kit::wire::{Arriving, Sent};
use crate::kit::{Code, Error, Origin};
use document::Operation;
use futures_util::FutureExt;
use http_body::Body as _;
use http_body_util::combinators::BoxBody;
use poem::endpoint::{BoxEndpoint, EndpointExt};
use poem::http::{Method, StatusCode};
use poem::{Endpoint, IntoEndpoint, Request, Response};
use request::is_api;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, OnceLock};
use tokio::sync::Semaphore;
use web::Web;

pub mod compress;
pub mod document;

mod addresses;
mod faults;
mod headers;
mod jobs;
mod parts;
mod request;
mod resources;
mod versions;
mod web;

pub use parts::Parts;
pub use resources::{codes, entities, service, throttled};

/// How many refused writes may wait for their audit entry. Beyond it they are dropped: somebody is flooding.
const REFUSED_AT_ONCE: usize = 64;

/// The server: answers every request, never with an error.
pub struct App {
    api: BoxEndpoint<'static, Response>,
    web: Web,
    parts: Parts,
    /// Written down when a wrong method is first tried: few servers ever need them.
    operations: OnceLock<Vec<Operation>>,
    refused: Arc<Semaphore>,
}

impl App {
    /// The server made of these parts.
    pub fn new(parts: &Parts) -> Self {
        Self {
            web: Web::new(parts.clone()),
            api: service(parts)
                .into_endpoint()
                .data(parts.db.clone())
                .data(Accounts::default())
                .data(Arc::clone(&parts.keys))
                .data(Arc::clone(&parts.entities))
                .map_to_response()
                .boxed(),
            parts: parts.clone(),
            operations: OnceLock::new(),
            refused: Arc::new(Semaphore::new(REFUSED_AT_ONCE)),
        }
    }

    /// Finds who answers: an API under `/api` and at `/audit-logs`, else the web UI and its documents.
    async fn route(&self, mut request: Request, is_named: bool) -> poem::Result<Response> {
        if !is_named {
            return Err(Error::from(Code::HostUnclear).into());
        }
        request::admit(&mut request, self.parts.gate.is_open(&self.parts.db).await?)?;
        if is_api(request.uri().path()) {
            self.api.call(request).await
        } else if request.uri().path() == "/metrics" && self.parts.machine.shows_metrics {
            let details = health::details(&self.parts.core, &self.parts.machine).await?;
            let text = health::prometheus::text(&details);
            Ok(Response::builder().content_type(health::prometheus::CONTENT_TYPE).body(text))
        } else {
            self.web.serve(&request).await.map_err(poem::Error::from)
        }
    }

    /// The methods that an address of the API knows; pages and files are only read.
    fn methods_at(&self, path: &str) -> String {
        let list = || document::operations(&document::of(&service(&self.parts)));
        let known = self.operations.get_or_init(list).iter().filter(|operation| operation.answers_at(path));
        let mut methods: Vec<&str> = known.map(|operation| operation.method.as_str()).collect();
        if methods.is_empty() || methods.contains(&"GET") {
            methods.retain(|method| *method != "GET");
            methods.extend(["GET", "HEAD"]);
        }
        methods.push("OPTIONS");
        methods.join(", ")
    }

    /// Counts what is answered until it is read; a file is read from the disk as it is sent, and isn't counted.
    async fn hold(&self, mut response: Response, origin: &Origin, is_read: bool) -> Response {
        let body = BoxBody::from(response.take_body());
        if !body.size_hint().exact().is_some_and(|size| self.parts.outgo.counts(size)) {
            response.set_body(body);
            return response;
        }
        let held = match poem::Body::from(body).into_bytes().await {
            Ok(bytes) => self.parts.outgo.hold(origin.sender(), bytes, is_read),
            Err(error) => Err(Error::internal(error)),
        };
        match held {
            Ok(bytes) => {
                response.set_body(bytes);
                response
            }
            Err(error) => faults::answer(error.into()).0,
        }
    }

    /// Notes a write that was refused or failed, after the answer.
    fn note_refusal(&self, origin: &Arc<Origin>, status: StatusCode, refusal: Option<Refusal>) {
        // A closed server has nothing that anybody could change.
        if refusal.as_ref().is_some_and(|it| it.code == Code::NotSetUp)
            || audit::rules::target(&self.parts.entities, &origin.method, &origin.path).is_none()
            || !self.parts.throttle.note_refusal(origin.ip)
        {
            return;
        }
        let Ok(seat) = Arc::clone(&self.refused).try_acquire_owned() else {
            tracing::warn!(
                path = request::without_secret(&origin.path),
                "too many refused writes at once: one was not audited"
            );
            return;
        };
        let note = audit::refused(self.parts.core.clone(), Arc::clone(origin), status.as_u16(), refusal);
        tokio::spawn(async move {
            note.await;
            drop(seat);
        });
    }
}

impl Endpoint for App {
    type Output = Response;

    async fn call(&self, mut request: Request) -> poem::Result<Response> {
        request::collapse_slashes(&mut request);
        let origin = Arc::new(Origin::of_request(&request, self.parts.trust_proxy));
        if request.method() == Method::OPTIONS {
            return Ok(headers::preflight());
        }
        let peer = request.remote_addr().as_socket_addr().copied();
        let is_named = request::has_one_host(&request);
        let _answering = peer.map(|peer| self.parts.connections.answering(peer));
        request.extensions_mut().insert(Arc::clone(&origin));
        let (intake, sent) = (self.parts.intake.clone(), Arc::clone(&origin));
        request.extensions_mut().insert(Arriving { intake, sent });
        request.extensions_mut().insert(self.parts.outgo.clone());
        let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
        let wants_gzip = compress::wanted(&request);
        let base = addresses::asked_by(&request, origin.is_secure);
        let method = request.method().clone();
        let is_page = !is_api(&origin.path);

        let outcome = AssertUnwindSafe(self.route(request, is_named)).catch_unwind().await;
        let outcome = outcome.unwrap_or_else(|_| Err(Error::internal("a handler panicked").into()));
        let (mut response, refusal) = match outcome {
            Ok(response) => (response, None),
            Err(error) => faults::answer(error),
        };
        let status = response.status();
        if status == StatusCode::METHOD_NOT_ALLOWED {
            headers::allow(&mut response, self.methods_at(&origin.path));
        }
        if status.is_client_error() || status.is_server_error() {
            self.note_refusal(&origin, status, refusal);
        }
        let response = versions::tag(response, &self.parts.entities, &method, &origin.path).await;
        let response = if is_page { response } else { addresses::whole(response, base).await };
        let response = compress::gzip(response, wants_gzip).await;
        let mut response = if is_page { response } else { self.hold(response, &origin, is_read).await };
        headers::add(&mut response, &origin, is_page);
        request::log(&origin, response.status());
        Ok(response)
    }
}
