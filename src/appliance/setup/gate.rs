//! The gate in front of everything: closed until there is a general administrator, then open for good; and the code that opens it.

use super::rules;
use crate::campus::auth::Throttle;
use crate::campus::users;
use crate::kit::random::random_bytes;
use crate::kit::{Code, Db, Origin, Result};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex as StdMutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{Mutex, MutexGuard};

/// How often a closed gate asks the database whether somebody made an administrator on the command line.
const PAUSE: Duration = Duration::from_secs(1);

/// Whether the server is set up, and the code with which somebody may do it. Cheap to clone.
#[derive(Clone)]
pub struct Gate(Arc<GateState>);

#[derive(Default)]
struct GateState {
    open: AtomicBool,
    /// Held while the database is asked, so that nobody is refused because somebody else's question is not answered yet.
    looked_at: Mutex<Option<Instant>>,
    /// In memory only: another one at each start.
    code: String,
    /// One finishes at a time, by whichever way.
    turn: Mutex<()>,
    /// The server is about to go on with a backup.
    leaving: AtomicBool,
    /// Why it could not.
    fault: StdMutex<Option<String>>,
}

impl Default for Gate {
    fn default() -> Self {
        Self(Arc::new(GateState { code: rules::code(&random_bytes()), ..GateState::default() }))
    }
}

impl Gate {
    /// Whether the server is set up. An open gate asks nobody.
    pub async fn is_open(&self, db: &Db) -> Result<bool> {
        if self.was_opened() {
            return Ok(true);
        }
        let mut looked_at = self.0.looked_at.lock().await;
        if self.was_opened() {
            return Ok(true);
        }
        if looked_at.is_some_and(|at| at.elapsed() < PAUSE) {
            return Ok(false);
        }
        let is_set_up = db.read(users::store::has_administrator).await?;
        *looked_at = Some(Instant::now());
        if is_set_up {
            self.open();
        }
        Ok(is_set_up)
    }

    /// Whether it is known to be open; asks nobody.
    pub fn was_opened(&self) -> bool {
        self.0.open.load(Ordering::Acquire)
    }

    /// Opens it: an administrator was made.
    pub fn open(&self) {
        self.0.open.store(true, Ordering::Release);
    }

    /// The turn to finish the set-up, given back when it is dropped. Refused while the server is about to leave.
    pub async fn turn(&self) -> Result<MutexGuard<'_, ()>> {
        let turn = self.0.turn.lock().await;
        self.refuse_while_leaving().map(|()| turn)
    }

    /// Refuses when the server is about to go on with a backup.
    pub fn refuse_while_leaving(&self) -> Result<()> {
        if self.0.leaving.load(Ordering::Acquire) { Err(Code::Restoring.into()) } else { Ok(()) }
    }

    /// Says that the server goes on with a backup: nobody finishes the set-up any more.
    pub fn leave(&self) {
        self.0.leaving.store(true, Ordering::Release);
    }

    /// Says that it could not: the set-up goes on, with the same code.
    pub fn stay(&self, fault: String) {
        *self.0.fault.lock().unwrap_or_else(PoisonError::into_inner) = Some(fault);
        self.0.leaving.store(false, Ordering::Release);
    }

    /// Why the last restore was not done.
    pub fn fault(&self) -> Option<String> {
        self.0.fault.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The code, for the terminal.
    pub fn code(&self) -> String {
        rules::shown(&self.0.code)
    }
}

/// Lets whoever has the code go on, and slows down who guesses. Cheap to clone.
#[derive(Clone)]
pub struct CodeGuard {
    /// Wrong codes.
    pub throttle: Throttle,
    /// The gate that the set-up opens.
    pub gate: Gate,
}

impl CodeGuard {
    /// Lets whoever has the code go on, counts those who don't, and refuses too many of them from one place.
    pub fn check(&self, from: &Origin, typed: &str) -> Result<()> {
        self.gate.refuse_while_leaving()?;
        self.throttle.check_code(from.ip)?;
        if rules::fits(&self.gate.0.code, typed) {
            return Ok(());
        }
        self.throttle.wrong_code(from.ip);
        Err(Code::WrongSetupCode.into())
    }
}
