//! One question to a server elsewhere over HTTP, and its answer, within bounds.
//!
//! What a name stands for is looked up once and judged, and one of the addresses that were judged is connected to: a second look-up
//! could answer another one. Whoever sends us elsewhere has not answered, and no proxy of the environment is asked.

mod destination;
mod secured;
#[cfg(test)]
mod tests;

pub use destination::Destination;

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
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, lookup_host};
use tokio::task::JoinSet;
use tokio::time::timeout;

/// How long one address may take to take a connection.
const CONNECT: Duration = Duration::from_secs(10);
/// How much of an answer is read, in bytes.
pub const MOST: usize = 1 << 20;
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
    /// Nobody is there, or the connection broke before the answer began: another time it may do.
    Unreachable(String),
    /// It took longer than anybody waits.
    Late,
    /// The answer is larger than [`MOST`].
    TooLarge,
    /// The answer ended before it was whole.
    CutOff,
}

/// Posts JSON and reads the answer, all within `patience`. Who is named (`is_named`) may be near, and be spoken to in the clear there;
/// all others are asked by TLS and over the Internet only.
///
/// # Errors
/// Why there is no answer.
pub async fn post_json(
    to: &Destination,
    is_named: bool,
    bearer: Option<&str>,
    body: Vec<u8>,
    patience: Duration,
) -> Result<Answered, Trouble> {
    ask_within(to, is_named, bearer, body, (patience, Trust::OfTheMachine)).await
}

async fn ask_within(
    to: &Destination,
    is_named: bool,
    bearer: Option<&str>,
    body: Vec<u8>,
    (patience, trust): (Duration, Trust),
) -> Result<Answered, Trouble> {
    let asking = async {
        let request = request(to, bearer, body)?;
        let stream = connect(to, &addresses(to, is_named).await?).await?;
        if to.is_secure() {
            converse(secured::greet(to, stream, trust).await?, request).await
        } else {
            converse(stream, request).await
        }
    };
    timeout(patience, asking).await.unwrap_or(Err(Trouble::Late))
}

fn request(to: &Destination, bearer: Option<&str>, body: Vec<u8>) -> Result<Request<Full<Bytes>>, Trouble> {
    let unfit = |what: &str| Trouble::Refused(format!("{what} tiene caracteres que no se pueden enviar"));
    let mut request = Request::post(to.path())
        .header(HOST, to.authority())
        .header(USER_AGENT, AGENT)
        .header(ACCEPT, "application/json")
        .header(CONTENT_TYPE, "application/json");
    if let Some(bearer) = bearer {
        let mut value = HeaderValue::from_str(&format!("Bearer {bearer}")).map_err(|_| unfit("La clave"))?;
        value.set_sensitive(true);
        request = request.header(AUTHORIZATION, value);
    }
    request.body(Full::new(Bytes::from(body))).map_err(|_| unfit("La dirección"))
}

/// What the name stands for now, if all of it may be asked.
async fn addresses(to: &Destination, is_named: bool) -> Result<Vec<SocketAddr>, Trouble> {
    let found = lookup_host((to.host(), to.port())).await;
    let found =
        found.map_err(|_| Trouble::Unreachable(format!("No se encontró el servidor {}", to.host())))?;
    let found: Vec<SocketAddr> = found.collect();
    to.admit(is_named, &found).map_err(Trouble::Refused)?;
    Ok(found)
}

async fn connect(to: &Destination, addresses: &[SocketAddr]) -> Result<TcpStream, Trouble> {
    let name = format!("{}:{}", to.host(), to.port());
    let mut why = format!("No se encontró el servidor {}", to.host());
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
        Trouble::Unreachable("El servidor cerró la conexión sin responder".into())
    }
}
