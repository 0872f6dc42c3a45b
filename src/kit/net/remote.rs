//! One question to a server elsewhere over HTTP, and its answer, within bounds.
//!
//! What a name stands for is looked up once and judged, and one of the addresses that were judged is connected to: a second look-up
//! could answer another one. Whoever sends us elsewhere has not answered, and no proxy of the environment is asked.

mod destination;
mod secured;
#[cfg(test)]
mod tests;

pub use destination::Destination;

use crate::kit::net::interfaces;
use crate::kit::wire::Password;
use bytes::Bytes;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::client::conn::http1;
use hyper::header::{
    ACCEPT, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderName, HeaderValue, RETRY_AFTER,
    USER_AGENT,
};
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use secured::Trust;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, lookup_host};
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout, timeout_at};

/// How long one address may take to take a connection.
const CONNECT: Duration = Duration::from_secs(10);
/// How much of an answer is read, in bytes.
pub const MOST: usize = 256 << 10;
/// Who asks, for the logs of the other side.
const AGENT: &str = concat!("inventario/", env!("CARGO_PKG_VERSION"));

/// What a server answered, whatever its status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The status.
    pub status: u16,
    /// When it wants to be asked again, as it said it.
    pub retry_after: Option<String>,
    /// The whole body.
    pub body: Vec<u8>,
}

/// Why there is no answer. Sentences are for whoever has to mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// It isn't asked as things are: another try would end the same way.
    Refused(String),
    /// Nobody is there who could be asked: another time it may do. Nothing of the question was sent.
    Unreachable(String),
    /// The connection broke before the answer began.
    HungUp,
    /// It took longer than anybody waits.
    Late,
    /// The answer is larger than [`MOST`].
    TooLarge,
    /// The answer ended before it was whole.
    CutOff,
}

/// What a server knows who asks by. It shows nothing of itself.
pub type Bearer = Password<1, 1_000>;

/// Posts JSON and reads the answer, all within `patience`. Who is named (`is_named`) may be near, and be spoken to in the clear there;
/// all others are asked by TLS and over the Internet only.
///
/// # Errors
/// Why there is no answer.
pub async fn post_json(
    to: &Destination,
    is_named: bool,
    bearer: Option<&Bearer>,
    body: Vec<u8>,
    patience: Duration,
) -> Result<Answered, Trouble> {
    ask_within(to, is_named, bearer, body, (patience, Trust::OfTheMachine)).await
}

async fn ask_within(
    to: &Destination,
    is_named: bool,
    bearer: Option<&Bearer>,
    body: Vec<u8>,
    (patience, trust): (Duration, Trust),
) -> Result<Answered, Trouble> {
    let until = Instant::now() + patience;
    let request = request(to, bearer, body)?;
    // Whoever is late here has heard nothing yet.
    let nobody = || Trouble::Unreachable(format!("{} no respondió a tiempo", name_of(to)));
    let connecting = async { connect(to, &addresses(to, is_named).await?).await };
    let stream = timeout_at(until, connecting).await.map_err(|_| nobody())??;
    let answering = if to.is_secure() {
        let stream = timeout_at(until, secured::greet(to, stream, trust)).await.map_err(|_| nobody())??;
        timeout_at(until, converse(stream, request)).await
    } else {
        timeout_at(until, converse(stream, request)).await
    };
    answering.unwrap_or(Err(Trouble::Late))
}

fn request(
    to: &Destination,
    bearer: Option<&Bearer>,
    body: Vec<u8>,
) -> Result<Request<Full<Bytes>>, Trouble> {
    let unfit = |what: &str| Trouble::Refused(format!("{what} tiene caracteres que no se pueden enviar"));
    let mut request = Request::post(to.path())
        .header(HOST, to.authority())
        .header(USER_AGENT, AGENT)
        .header(ACCEPT, "application/json")
        .header(CONTENT_TYPE, "application/json");
    if let Some(bearer) = bearer {
        let mut value =
            HeaderValue::from_str(&format!("Bearer {}", bearer.reveal())).map_err(|_| unfit("La clave"))?;
        value.set_sensitive(true);
        request = request.header(AUTHORIZATION, value);
    }
    request.body(Full::new(Bytes::from(body))).map_err(|_| unfit("La dirección"))
}

/// What the name stands for now, if all of it may be asked.
async fn addresses(to: &Destination, is_named: bool) -> Result<Vec<SocketAddr>, Trouble> {
    let found = lookup_host((to.host(), to.port())).await;
    let found: Vec<SocketAddr> = found.map_err(|_| Trouble::Unreachable(not_found(to)))?.collect();
    // Asked each time: networks come and go.
    let own = tokio::task::spawn_blocking(interfaces::networks).await.map_err(io::Error::other).flatten();
    let own = own.map_err(|error| {
        tracing::warn!(%error, "the network interfaces can't be listed");
        Trouble::Refused("No se pudo saber en qué redes está este equipo".into())
    })?;
    to.admit(is_named, &found, &own).map_err(Trouble::Refused)?;
    Ok(found)
}

fn not_found(to: &Destination) -> String {
    let hint = if to.is_of_the_cable() {
        ". Los nombres .local solo se encuentran si este equipo conoce mDNS: escriba la dirección IP"
    } else {
        ""
    };
    format!("No se encontró el servidor {}{hint}", to.host())
}

fn name_of(to: &Destination) -> String {
    format!("{}:{}", to.host(), to.port())
}

async fn connect(to: &Destination, addresses: &[SocketAddr]) -> Result<TcpStream, Trouble> {
    let (name, mut why) = (name_of(to), not_found(to));
    for address in addresses {
        why = match timeout(CONNECT, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => return Ok(stream),
            Ok(Err(error)) if error.kind() == std::io::ErrorKind::ConnectionRefused => {
                format!("Nadie responde en {name}")
            }
            Ok(Err(error)) => {
                tracing::debug!(%address, %error, "no connection");
                format!("No se pudo conectar con {name}")
            }
            Err(_) => format!("{name} no respondió a tiempo"),
        };
    }
    Err(Trouble::Unreachable(why))
}

async fn converse<S>(stream: S, request: Request<Full<Bytes>>) -> Result<Answered, Trouble>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (mut sender, connection) =
        http1::handshake(TokioIo::new(stream)).await.map_err(|error| broken(&error))?;
    // Dropped with it, the connection is too.
    let mut driving = JoinSet::new();
    driving.spawn(connection);
    let response = sender.send_request(request).await.map_err(|error| broken(&error))?;
    let said = |name: HeaderName| {
        response.headers().get(name).and_then(|it: &HeaderValue| it.to_str().ok()).map(str::to_owned)
    };
    let (status, retry_after, length) = (response.status().as_u16(), said(RETRY_AFTER), said(CONTENT_LENGTH));
    if length.and_then(|it| it.parse::<usize>().ok()).is_some_and(|it| it > MOST) {
        return Err(Trouble::TooLarge);
    }
    Ok(Answered { status, retry_after, body: whole(response).await? })
}

async fn whole(response: Response<hyper::body::Incoming>) -> Result<Vec<u8>, Trouble> {
    match Limited::new(response.into_body(), MOST).collect().await {
        Ok(body) => Ok(body.to_bytes().into()),
        Err(error) if error.is::<LengthLimitError>() => Err(Trouble::TooLarge),
        Err(_) => Err(Trouble::CutOff),
    }
}

/// What ended a conversation before its answer began.
fn broken(error: &hyper::Error) -> Trouble {
    tracing::debug!(%error, "no answer");
    if error.is_parse() {
        Trouble::Refused("No respondió como un servidor web: revise la dirección y el puerto".into())
    } else {
        Trouble::HungUp
    }
}
