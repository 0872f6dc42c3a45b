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
mod tests;
