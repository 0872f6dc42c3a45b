//! Bodies on their way in: at what pace they must come, and how many bytes of them the server holds at once, in all and of one sender.
//!
//! One laptop on the network could otherwise fill the memory of the box with requests that never end.

use crate::kit::error::{Code, Error, Result};
use crate::kit::wire::Id;
use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use std::collections::HashMap;
use std::io;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

/// Who sends a body, as far as it is known when the body is read.
pub trait Sender: Send + Sync {
    /// The account, of somebody who has shown who they are.
    fn person(&self) -> Option<Id>;
}

/// A request whose body is still to be read: an extension of each.
#[derive(Clone)]
pub struct Arriving {
    /// Where it is counted.
    pub intake: Intake,
    /// Who sends it.
    pub sender: Arc<dyn Sender>,
}

/// What the server bears.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// Bytes of all bodies together.
    pub all: usize,
    /// Bytes of the bodies of one person: some photos at once.
    pub person: usize,
    /// Bytes of the bodies of all who have not shown who they are, together: sign-ins are short.
    pub strangers: usize,
    /// How long a body is watched before its pace is judged.
    pub window: Duration,
    /// How many bytes of an unfinished body must have come in a window.
    pub least: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            all: 48 << 20,
            person: 24 << 20,
            strangers: 4 << 20,
            window: Duration::from_secs(20),
            least: 4 << 10,
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
    /// By account; strangers are one.
    by: HashMap<Option<Id>, usize>,
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
        person: Option<Id>,
        pieces: impl Stream<Item = io::Result<Bytes>> + Send,
        limit: usize,
    ) -> Result<Bytes> {
        let Bounds { window, least, .. } = self.0.bounds;
        let mut pieces = pin!(pieces);
        let mut body = Body { bytes: Vec::new(), counted: 0, person, intake: self.clone() };
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
}

fn cut_short() -> Error {
    Error::With(Code::Invalid, "El contenido no llegó completo; inténtelo de nuevo".into())
}

/// A body that is counted as long as it is there.
struct Body {
    bytes: Vec<u8>,
    counted: usize,
    person: Option<Id>,
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
        let bounds = &self.intake.0.bounds;
        let mut held = self.intake.held();
        let own = held.by.get(&self.person).copied().unwrap_or(0) + more;
        let (most, refusal) = match self.person {
            Some(_) => (bounds.person, Code::TooMuchAtOnce),
            None => (bounds.strangers, Code::Busy),
        };
        if own > most {
            return Err(refusal.into());
        }
        if held.all + more > bounds.all {
            return Err(Code::Busy.into());
        }
        held.all += more;
        held.by.insert(self.person, own);
        drop(held);
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
        if let Some(own) = held.by.get_mut(&self.person) {
            *own = own.saturating_sub(self.counted);
            if *own == 0 {
                held.by.remove(&self.person);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::stream;

    const SHORT: Bounds =
        Bounds { all: 100, person: 60, strangers: 20, window: Duration::from_millis(400), least: 20 };

    fn of(pieces: &[&'static [u8]]) -> impl Stream<Item = io::Result<Bytes>> + Send + use<> {
        stream::iter(pieces.iter().map(|piece| Ok(Bytes::from_static(piece))).collect::<Vec<_>>())
    }

    fn code<T: std::fmt::Debug>(outcome: Result<T>) -> &'static str {
        outcome.unwrap_err().code().slug()
    }

    #[tokio::test]
    async fn a_body_arrives_whole_and_within_its_limit() {
        let intake = Intake::within(SHORT);
        let body = intake.read(None, of(&[b"hola, ", b"mundo"]), 11).await.unwrap();
        assert_eq!(&body[..], b"hola, mundo");
        assert_eq!(code(intake.read(None, of(&[b"hola, ", b"mundo"]), 10).await), "demasiado_grande");
        let cut = stream::iter([Ok(Bytes::from_static(b"ho")), Err(io::ErrorKind::UnexpectedEof.into())]);
        assert_eq!(code(intake.read(None, cut, 10).await), "solicitud_invalida");
    }

    #[tokio::test]
    async fn what_stands_still_or_drips_is_given_up_and_what_is_slow_is_waited_for() {
        let intake = Intake::within(SHORT);
        let still = of(&[b"hola"]).chain(stream::pending());
        assert_eq!(code(intake.read(None, still, 99).await), "envio_interrumpido");
        let drip = |bytes: usize, pieces: usize| {
            stream::unfold(0, move |n| async move {
                tokio::time::sleep(Duration::from_millis(60)).await;
                (n < pieces).then(|| (Ok(Bytes::from(vec![b'x'; bytes])), n + 1))
            })
        };
        assert_eq!(code(intake.read(None, drip(1, 40), 99).await), "envio_interrumpido");
        assert_eq!(intake.read(Some(Id::new()), drip(8, 7), 99).await.unwrap().len(), 56);
    }

    #[tokio::test]
    async fn nobody_holds_more_than_their_share_and_what_is_dropped_is_given_back() {
        let intake = Intake::within(SHORT);
        let (ana, luis, eva) = (Some(Id::new()), Some(Id::new()), Some(Id::new()));
        let thirty: &[&'static [u8]] = &[b"0123456789", b"0123456789", b"0123456789"];
        let first = intake.read(ana, of(thirty), 99).await.unwrap();
        let second = intake.read(ana, of(thirty), 99).await.unwrap();
        assert_eq!(code(intake.read(ana, of(&[b"0"]), 99).await), "demasiado_a_la_vez");
        let third = intake.read(luis, of(thirty), 99).await.unwrap();
        assert_eq!(code(intake.read(eva, of(thirty), 99).await), "servidor_ocupado", "all together");
        assert_eq!(code(intake.read(None, of(thirty), 99).await), "servidor_ocupado", "strangers");
        drop((first, second));
        let fourth = intake.read(eva, of(thirty), 99).await.unwrap();
        drop((third, fourth));
        let held = intake.held();
        assert_eq!((held.all, held.by.len()), (0, 0));
    }
}
