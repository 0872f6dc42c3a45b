//! A conversation with a mail server. lettre speaks; who said no, and to what, is told apart here, because it decides whether one
//! letter has failed or all of them wait.
//!
//! The parts of lettre's connection are used and not its transport: that one answers the same "permanent error" for a wrong password
//! and for an unknown recipient. Nor does it know any limit of time once it is connected; each step has its own here.

use super::model::{MailSettings, Security};
use crate::kit::net::is_near;
use lettre::address::Address;
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::{ClientId, Extension, MailParameter};
use lettre::transport::smtp::response::{Response, Severity};
use std::error::Error as _;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::lookup_host;
use tokio::time::error::Elapsed;
use tokio::time::timeout;

/// How long a server may take to be there, to greet and to know the account.
const CONNECT: Duration = Duration::from_secs(20);
/// How long it may take to answer one command.
const COMMAND: Duration = Duration::from_secs(60);
/// How long it may take to accept a letter once it has all of it. RFC 5321, 4.5.3.2.6: who gives up earlier sends letters twice.
const ACCEPT: Duration = Duration::from_secs(600);
/// How much of a server's answer is kept, in characters.
const REASON: usize = 300;

/// What became of one letter.
#[derive(Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The server has it.
    Sent,
    /// The server won't have it, ever.
    Refused(String),
    /// The server won't have it now.
    Later(String),
    /// The conversation ended over this letter. Whether the server has it is unknown.
    Cut(String),
    /// The server won't have anything of ours.
    Lost(String),
}

/// An open conversation. It has greeted, is encrypted as wanted, and signed in.
pub struct Conversation {
    line: AsyncSmtpConnection,
    is_welcome: bool,
    is_over: bool,
}

/// Why no conversation came about, as a Spanish sentence.
pub type Trouble = String;

/// Begins a conversation with the server of the settings.
///
/// # Errors
/// Why there is none.
pub async fn open(settings: &MailSettings, password: Option<&str>) -> Result<Conversation, Trouble> {
    let host = settings.host.as_deref().ok_or("Falta el servidor de correo en la configuración")?;
    let name = format!("{host}:{}", settings.port);
    let connecting = timeout(CONNECT, connect(settings, host, password));
    connecting.await.unwrap_or_else(|_| Err(format!("{name} no respondió a tiempo")))
}

async fn connect(
    settings: &MailSettings,
    host: &str,
    password: Option<&str>,
) -> Result<Conversation, Trouble> {
    let port = u16::try_from(settings.port).map_err(|_| "El puerto del servidor de correo no es válido")?;
    let name = format!("{host}:{port}");
    let found = lookup_host((host, port))
        .await
        .map_err(|_| format!("No se encontró el servidor de correo {host}"))?;
    let addresses: Vec<SocketAddr> = found.collect();
    // The password and what people write would cross the Internet for everybody to read.
    if settings.security == Security::None && addresses.iter().any(|it| !is_near(it.ip())) {
        return Err(format!("{host} está fuera de la red del centro: escoja una conexión cifrada"));
    }
    let wrapped = if settings.security == Security::Tls { Some(tls(host).await?) } else { None };
    let us = ClientId::default();
    let mut connection =
        AsyncSmtpConnection::connect_tokio1(addresses.as_slice(), Some(CONNECT), &us, wrapped, None)
            .await
            .map_err(|error| format!("No se pudo conectar con {name}: {}", reason(&error)))?;
    if settings.security == Security::Starttls {
        if !connection.can_starttls() {
            connection.abort().await;
            return Err(format!("{name} no ofrece STARTTLS: escoja TLS, o el puerto 587"));
        }
        connection
            .starttls(tls(host).await?, &us)
            .await
            .map_err(|error| format!("{name} no pudo cifrar la conexión: {}", reason(&error)))?;
    }
    if let (Some(user), Some(password)) = (&settings.user, password) {
        let credentials = Credentials::new(user.clone(), password.to_owned());
        let signing_in = connection.auth(DEFAULT_MECHANISMS, &credentials).await;
        if let Err(error) = signing_in {
            let reason = if error.is_client() {
                "no ofrece el ingreso con contraseña".into()
            } else {
                reason(&error)
            };
            connection.abort().await;
            return Err(format!("{name} no aceptó el usuario y la contraseña: {reason}"));
        }
    }
    Ok(Conversation { line: connection, is_welcome: false, is_over: false })
}

/// What an encrypted connection needs. The certificates that this machine trusts are read from the disk, hence off the runtime.
async fn tls(host: &str) -> Result<TlsParameters, Trouble> {
    let host = host.to_owned();
    let reading = tokio::task::spawn_blocking(move || TlsParameters::new(host)).await;
    let failed = |why: String| format!("No se pudo preparar el cifrado: {why}");
    reading.map_err(|error| failed(error.to_string()))?.map_err(|error| failed(reason(&error)))
}

impl Conversation {
    /// Hands one letter over. The envelope is what is given here, whatever the head of the letter says.
    pub async fn deliver(&mut self, from: &Address, to: &Address, letter: &[u8]) -> Outcome {
        match self.offer(from, to, letter).await {
            Ok(()) => Outcome::Sent,
            Err(outcome) => {
                let is_over = matches!(outcome, Outcome::Cut(_) | Outcome::Lost(_));
                // What was begun is taken back, so that the next letter finds the server as it was.
                self.is_over = is_over || self.say(Rset).await.is_err();
                outcome
            }
        }
    }

    /// Whether the server has taken us for a sender, whatever it said of the letters: it can be used.
    pub fn is_welcome(&self) -> bool {
        self.is_welcome
    }

    /// Whether nothing more can be said.
    pub fn is_over(&self) -> bool {
        self.is_over
    }

    async fn offer(&mut self, from: &Address, to: &Address, letter: &[u8]) -> Result<(), Outcome> {
        let mut options = Vec::new();
        if !from.to_string().is_ascii() || !to.to_string().is_ascii() {
            if !self.line.server_info().supports_feature(Extension::SmtpUtfEight) {
                return Err(Outcome::Refused(format!(
                    "El servidor no admite tildes ni eñes en un correo: {to}"
                )));
            }
            options.push(MailParameter::SmtpUtfEight);
        }
        // A sender that is refused is refused for all letters: a mistake in the settings, not in this one.
        self.say(Mail::new(Some(from.clone()), options)).await.map_err(|answer| {
            Outcome::Lost(format!("El servidor no acepta al remitente {from}: {}", answer.reason))
        })?;
        self.is_welcome = true;
        self.say(Rcpt::new(to.clone(), Vec::new())).await.map_err(Answer::about_the_letter)?;
        self.say(Data).await.map_err(Answer::about_the_letter)?;
        let accepting = timeout(ACCEPT, self.line.message(letter)).await;
        answered(accepting).map_err(Answer::about_the_letter)
    }

    async fn say(&mut self, command: impl std::fmt::Display) -> Result<(), Answer> {
        answered(timeout(COMMAND, self.line.command(command)).await)
    }

    /// Takes leave. A server that doesn't answer any more has our letters all the same.
    pub async fn close(mut self) {
        let _ = timeout(CONNECT, self.line.quit()).await;
    }
}

/// An answer that isn't yes.
struct Answer {
    /// What was refused, if it was the server who spoke.
    refused: Option<Refused>,
    reason: String,
}

#[derive(PartialEq, Eq)]
enum Refused {
    Now,
    Forever,
    /// It hangs up (421): another letter may do.
    Cut,
    /// It wants somebody who has signed in (530, 535): no letter will do.
    Us,
}

impl Answer {
    /// What an answer to a step that concerns one letter means for it.
    fn about_the_letter(self) -> Outcome {
        match self.refused {
            Some(Refused::Forever) => Outcome::Refused(self.reason),
            Some(Refused::Now) => Outcome::Later(self.reason),
            Some(Refused::Us) => Outcome::Lost(self.reason),
            Some(Refused::Cut) | None => Outcome::Cut(self.reason),
        }
    }
}

fn answered(answer: Result<Result<Response, SmtpError>, Elapsed>) -> Result<(), Answer> {
    match answer {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) => {
            let refused = error.status().map(|code| match u16::from(code) {
                421 => Refused::Cut,
                530 | 535 => Refused::Us,
                _ if code.severity == Severity::PermanentNegativeCompletion => Refused::Forever,
                _ => Refused::Now,
            });
            Err(Answer { refused, reason: reason(&error) })
        }
        Err(_) => Err(Answer { refused: None, reason: "El servidor no respondió a tiempo".into() }),
    }
}

/// What a failure says, in one line.
fn reason(error: &SmtpError) -> String {
    let said = error.source().map(ToString::to_string).unwrap_or_default();
    let text = match error.status() {
        Some(code) => format!("el servidor respondió {code} {said}"),
        None if said.contains("UnknownIssuer") => {
            "este equipo no confía en quien expidió el certificado del servidor".into()
        }
        None if said.contains("not valid for name") => "el certificado del servidor es de otro nombre".into(),
        None if said.contains("certificate expired") => "el certificado del servidor venció".into(),
        None if said.contains("refused") => "nadie responde en ese puerto".into(),
        None if error.is_timeout() => "no respondió a tiempo".into(),
        None if said.is_empty() || error.is_response() => "no respondió como un servidor de correo".into(),
        None => said,
    };
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|it| !it.is_empty()).collect();
    words.join(" ").chars().take(REASON).collect()
}
