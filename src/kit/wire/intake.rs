//! Bodies on their way in: at what pace they must come, and how many bytes of them the server holds at once, in all and of one sender.
//!
//! One laptop on the network could otherwise fill the memory of the box with requests that never end.

use crate::kit::error::{Code, Error, Result};
use crate::kit::wire::Id;
use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use std::collections::HashMap;
use std::io;
use std::net::IpAddr;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// Who sends a body, as far as it is known when the body is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sender {
    /// Somebody who has shown who they are.
    Person(Id),
    /// Anybody at an address of the network.
    Address(Option<IpAddr>),
}

/// What knows who sends a body, once they have shown it.
pub trait Sent: Send + Sync {
    /// Who sends it.
    fn sender(&self) -> Sender;
}

/// A request whose body is still to be read: an extension of each.
#[derive(Clone)]
pub struct Arriving {
    /// Where it is counted.
    pub intake: Intake,
    /// Who sends it.
    pub sent: Arc<dyn Sent>,
}

/// What the server bears.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Bytes of all bodies together.
    pub all: usize,
    /// Bytes beyond that, for bodies that are no longer than [`Self::short`]: checks and sign-ins go on while photos wait.
    pub reserve: usize,
    /// The longest body that the reserve is for, in bytes.
    pub short: usize,
    /// Bytes of the bodies of one person: some photos at once.
    pub person: usize,
    /// Bytes of the bodies from one address, of those who have not shown who they are: sign-ins are short.
    pub address: usize,
    /// Bytes of the bodies of all who have not, together.
    pub strangers: usize,
    /// How long a body is watched before its pace is judged.
    pub window: Duration,
    /// How many bytes of an unfinished body must have come in a window.
    pub least: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            all: 40 << 20,
            reserve: 8 << 20,
            short: 256 << 10,
            person: 24 << 20,
            address: 2 << 20,
            strangers: 12 << 20,
            window: Duration::from_secs(20),
            least: 16 << 10,
        }
    }
}

/// The bodies that a server holds. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Intake(Arc<IntakeState>);

#[derive(Debug)]
struct IntakeState {
    bounds: Bounds,
    held: Mutex<HeldBytes>,
}

#[derive(Debug, Default)]
struct HeldBytes {
    all: usize,
    /// Of those who have not shown who they are.
    strangers: usize,
    by: HashMap<Sender, usize>,
}

impl Default for Intake {
    fn default() -> Self {
        Self::within(Bounds::default())
    }
}

impl Intake {
    /// A server that bears so much.
    pub fn within(bounds: Bounds) -> Self {
        Self(Arc::new(IntakeState { bounds, held: Mutex::default() }))
    }

    fn held(&self) -> MutexGuard<'_, HeldBytes> {
        self.0.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads a whole body of at most `limit` bytes. What it takes is counted until the bytes are dropped.
    ///
    /// # Errors
    /// 413 when it is longer, 408 when it stands still, 503 or 429 when the server holds too much already, 422 when it ends early.
    pub async fn read(
        &self,
        sender: Sender,
        pieces: impl Stream<Item = io::Result<Bytes>> + Send,
        limit: usize,
    ) -> Result<Bytes> {
        let Bounds { window, least, .. } = self.0.bounds;
        let mut pieces = pin!(pieces);
        let mut body = Body { bytes: Vec::new(), counted: 0, sender, intake: self.clone() };
        let mut judged = Instant::now() + window;
        let mut before = 0;
        loop {
            match timeout_at(judged, pieces.next()).await {
                Ok(None) => return Ok(Bytes::from_owner(body)),
                Ok(Some(piece)) => body.push(&piece.map_err(|_| cut_short())?, limit)?,
                Err(_) if body.bytes.len() - before < least => return Err(Code::TooSlow.into()),
                Err(_) => {
                    before = body.bytes.len();
                    judged = Instant::now() + window;
                }
            }
        }
    }

    /// Counts what was taken out of a body as well, until it is dropped: it is there beside the body, and stays longer.
    ///
    /// # Errors
    /// 503 or 429 when the server holds too much already.
    pub fn keep(&self, sender: Sender, bytes: Vec<u8>) -> Result<Bytes> {
        let mut body = Body { bytes, counted: 0, sender, intake: self.clone() };
        body.count(body.bytes.len())?;
        Ok(Bytes::from_owner(body))
    }
}

fn cut_short() -> Error {
    Error::With(Code::Invalid, "El contenido no llegó completo; inténtelo de nuevo".into())
}

/// A body that is counted as long as it is there.
struct Body {
    bytes: Vec<u8>,
    counted: usize,
    sender: Sender,
    intake: Intake,
}

impl Body {
    fn push(&mut self, piece: &[u8], limit: usize) -> Result<()> {
        if self.bytes.len() + piece.len() > limit {
            let sentence = format!("El contenido supera el máximo de {} MB", limit >> 20);
            return Err(Error::With(Code::TooLarge, sentence));
        }
        self.count(piece.len())?;
        self.bytes.extend_from_slice(piece);
        Ok(())
    }

    fn count(&mut self, more: usize) -> Result<()> {
        let Bounds { all, reserve, short, person, address, strangers, .. } = self.intake.0.bounds;
        let is_stranger = matches!(self.sender, Sender::Address(_));
        let (most, refusal) = if is_stranger { (address, Code::Busy) } else { (person, Code::TooMuchAtOnce) };
        let together = if self.counted + more <= short { all + reserve } else { all };
        let mut held = self.intake.held();
        let own = held.by.get(&self.sender).copied().unwrap_or(0) + more;
        if own > most {
            return Err(refusal.into());
        }
        if held.all + more > together || (is_stranger && held.strangers + more > strangers) {
            return Err(Code::Busy.into());
        }
        held.all += more;
        held.strangers += if is_stranger { more } else { 0 };
        held.by.insert(self.sender, own);
        self.counted += more;
        Ok(())
    }
}

impl AsRef<[u8]> for Body {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Drop for Body {
    fn drop(&mut self) {
        let mut held = self.intake.held();
        held.all = held.all.saturating_sub(self.counted);
        if matches!(self.sender, Sender::Address(_)) {
            held.strangers = held.strangers.saturating_sub(self.counted);
        }
        if let Some(own) = held.by.get_mut(&self.sender) {
            *own = own.saturating_sub(self.counted);
            if *own == 0 {
                held.by.remove(&self.sender);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::stream;

    const SMALL: Bounds = Bounds {
        all: 100,
        reserve: 20,
        short: 10,
        person: 60,
        address: 20,
        strangers: 30,
        window: Duration::from_millis(400),
        least: 20,
    };

    fn person() -> Sender {
        Sender::Person(Id::new())
    }

    fn address(last: u8) -> Sender {
        Sender::Address(Some([192, 168, 1, last].into()))
    }

    fn of(pieces: &[&'static [u8]]) -> impl Stream<Item = io::Result<Bytes>> + Send + use<> {
        stream::iter(pieces.iter().map(|piece| Ok(Bytes::from_static(piece))).collect::<Vec<_>>())
    }

    fn code<T: std::fmt::Debug>(outcome: Result<T>) -> &'static str {
        outcome.unwrap_err().code().slug()
    }

    #[tokio::test]
    async fn a_body_arrives_whole_and_within_its_limit() {
        let intake = Intake::within(SMALL);
        let body = intake.read(address(7), of(&[b"hola, ", b"mundo"]), 11).await.unwrap();
        assert_eq!(&body[..], b"hola, mundo");
        assert_eq!(code(intake.read(address(7), of(&[b"hola, ", b"mundo"]), 10).await), "demasiado_grande");
        let cut = stream::iter([Ok(Bytes::from_static(b"ho")), Err(io::ErrorKind::UnexpectedEof.into())]);
        assert_eq!(code(intake.read(address(7), cut, 10).await), "solicitud_invalida");
    }

    #[tokio::test]
    async fn what_stands_still_or_drips_is_given_up_and_what_is_slow_is_waited_for() {
        let intake = Intake::within(SMALL);
        let still = of(&[b"hola"]).chain(stream::pending());
        assert_eq!(code(intake.read(address(7), still, 99).await), "envio_interrumpido");
        let drip = |bytes: usize, pieces: usize| {
            stream::unfold(0, move |n| async move {
                tokio::time::sleep(Duration::from_millis(60)).await;
                (n < pieces).then(|| (Ok(Bytes::from(vec![b'x'; bytes])), n + 1))
            })
        };
        assert_eq!(code(intake.read(address(7), drip(1, 40), 99).await), "envio_interrumpido");
        assert_eq!(intake.read(person(), drip(8, 7), 99).await.unwrap().len(), 56);
    }

    #[tokio::test]
    async fn nobody_holds_more_than_their_share_and_what_is_dropped_is_given_back() {
        let intake = Intake::within(SMALL);
        let (ana, luis, eva) = (person(), person(), person());
        let thirty: &[&'static [u8]] = &[b"0123456789", b"0123456789", b"0123456789"];
        let first = intake.read(ana, of(thirty), 99).await.unwrap();
        let second = intake.read(ana, of(thirty), 99).await.unwrap();
        assert_eq!(code(intake.read(ana, of(&[b"0"]), 99).await), "demasiado_a_la_vez");
        let third = intake.read(luis, of(thirty), 99).await.unwrap();
        assert_eq!(code(intake.read(eva, of(thirty), 99).await), "servidor_ocupado", "all together");
        let short = intake.read(eva, of(&[b"0123456789"]), 99).await.unwrap();
        assert_eq!(short.len(), 10, "what is short has the reserve");
        drop((first, second));
        let fourth = intake.read(eva, of(thirty), 99).await.unwrap();
        drop((third, fourth, short));
        let held = intake.held();
        assert_eq!((held.all, held.strangers, held.by.len()), (0, 0, 0));
    }

    #[tokio::test]
    async fn what_is_taken_out_of_a_body_is_counted_as_long_as_it_is_held() {
        let intake = Intake::within(SMALL);
        let ana = person();
        let body = intake.read(ana, of(&[b"0123456789", b"0123456789", b"0123456789"]), 99).await.unwrap();
        let part = intake.keep(ana, body[5..25].to_vec()).unwrap();
        assert_eq!((&part[..], intake.held().all), (&body[5..25], 50));
        assert_eq!(code(intake.keep(ana, vec![b'x'; 11])), "demasiado_a_la_vez");
        drop(body);
        assert_eq!(intake.held().all, 20);
        let again = part.slice(1..2);
        drop(part);
        assert_eq!(intake.held().all, 20, "somebody has a part of it");
        drop(again);
        assert_eq!((intake.held().all, intake.held().by.len()), (0, 0));
    }

    #[tokio::test]
    async fn one_address_keeps_nobody_else_from_signing_in() {
        let intake = Intake::within(SMALL);
        let twenty: &[&'static [u8]] = &[b"0123456789", b"0123456789"];
        let loud = intake.read(address(7), of(twenty), 99).await.unwrap();
        assert_eq!(code(intake.read(address(7), of(&[b"0"]), 99).await), "servidor_ocupado");
        let other = intake.read(address(8), of(&[b"0123456789"]), 99).await.unwrap();
        assert_eq!(code(intake.read(address(9), of(&[b"0"]), 99).await), "servidor_ocupado", "all strangers");
        assert!(intake.read(person(), of(&[b"0"]), 99).await.is_ok(), "and nobody who is signed in");
        drop((loud, other));
        assert_eq!(intake.held().strangers, 0);
    }
}
