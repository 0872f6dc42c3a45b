//! How often an address may be read: programs ask every hour or so, a broken one every second.

use crate::kit::{Code, Error, Result};
use moka::sync::Cache;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// What is counted, from its first time on for [`WINDOW`].
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) enum Reader {
    /// Who reads one feed, from wherever.
    Feed(String),
    /// Who tries addresses that open nothing.
    Guesser(Option<IpAddr>),
}

const WINDOW: Duration = Duration::from_secs(10 * 60);
/// A family of devices that all ask at once, several times over.
const MOST: u32 = 60;

/// Counts readers, at most 10,000 at a time. Cheap to clone.
#[derive(Clone)]
pub(super) struct Throttle(Cache<Reader, Arc<AtomicU32>>);

impl Default for Throttle {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(10_000).time_to_live(WINDOW).build())
    }
}

impl Throttle {
    /// Counts one more, or says how long to wait.
    ///
    /// # Errors
    /// [`Code::FeedTooOften`].
    pub(super) fn count(&self, reader: Reader) -> Result<()> {
        let count = self.0.get_with(reader, Arc::default);
        if count.fetch_add(1, Ordering::Relaxed) < MOST {
            Ok(())
        } else {
            Err(Error::RetryAfter(Code::FeedTooOften, WINDOW.as_secs()))
        }
    }
}
