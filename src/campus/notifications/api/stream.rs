//! The stream of a person's notifications.
//!
//! An open stream is a future that sleeps: no task, no thread, no connection to the database. The bell wakes it after a
//! commit, then one read says what is new. It misses nothing, because it listens before it first looks.

use crate::campus::notifications::model::UnreadNotifications;
use crate::campus::notifications::store;
use crate::kit::db::Listener;
use crate::kit::wire::{File, FileKind};
use crate::kit::{Caller, Db, Id, Result};
use bytes::Bytes;
use futures_util::stream;
use poem::Body;
use poem::http::{HeaderName, header};
use poem_openapi::registry::{MetaMediaType, MetaSchema, MetaSchemaRef};
use serde::Serialize;
use std::fmt::Write;
use std::io;
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// How long a stream lasts. Whoever opens the next shows their token again.
const LIFE: Duration = Duration::from_secs(10 * 60);
/// How long a stream is silent at most: the server and proxies drop connections on which nothing moves.
const SILENCE: Duration = Duration::from_secs(20);
/// Says that the stream is alive: a comment, which clients pass over.
const ALIVE: Bytes = Bytes::from_static(b":\n\n");

/// Events as they happen.
pub(super) struct Events;

impl Events {
    /// Opens a stream. `last` is the notification that the client has seen last, if it says so.
    pub(super) fn open(db: &Db, who: &Caller, last: Option<Id>) -> Result<File<Self>> {
        let now = Instant::now();
        let watch = Watch {
            listener: db.bell().listen(who.id)?,
            db: db.clone(),
            person: who.id,
            token_version: who.token_version,
            last,
            unread: None,
            speaks: now + SILENCE,
            ends: now + LIFE,
        };
        let pieces = stream::unfold(watch, |mut watch| async move {
            let piece = watch.next().await?;
            Some((Ok::<_, io::Error>(piece), watch))
        });
        // nginx would keep events back until its buffer is full.
        let unbuffered = HeaderName::from_static("x-accel-buffering");
        let events = File::new(Body::from_bytes_stream(pieces));
        Ok(events.with(header::CACHE_CONTROL, "no-store").with(unbuffered, "no"))
    }
}

/// What an open stream keeps.
struct Watch {
    listener: Listener,
    db: Db,
    person: Id,
    token_version: i64,
    /// The newest notification that was sent, or was there when the stream was opened.
    last: Option<Id>,
    /// The count that was sent last; `None` before the first look.
    unread: Option<i64>,
    /// When the client has to hear something again.
    speaks: Instant,
    ends: Instant,
}

impl Watch {
    /// The next piece of the stream; `None` is its end.
    async fn next(&mut self) -> Option<Bytes> {
        if self.unread.is_none() {
            return self.look().await;
        }
        loop {
            tokio::select! {
                goes_on = self.listener.heard() => {
                    if !goes_on {
                        return None;
                    }
                    let piece = self.look().await?;
                    if !piece.is_empty() {
                        return Some(piece);
                    }
                }
                () = sleep_until(self.speaks.min(self.ends)) => {
                    let now = Instant::now();
                    self.speaks = now + SILENCE;
                    return (now < self.ends).then_some(ALIVE);
                }
            }
        }
    }

    /// Reads what is new and writes it as events; `None` when the person may no longer listen.
    async fn look(&mut self) -> Option<Bytes> {
        let (person, version, last) = (self.person, self.token_version, self.last);
        let news = match self.db.read(move |db| store::news(db, person, version, last)).await {
            Ok(news) => news?,
            Err(error) => {
                // The client opens another and misses nothing.
                tracing::warn!(%error, "a stream of notifications ended early");
                return None;
            }
        };
        let mut piece = String::new();
        let first = self.unread.is_none();
        if self.unread.replace(news.unread) != Some(news.unread) {
            // The first event tells where the stream begins: who loses it before anything else came goes on from there.
            let id = first.then_some(self.last.unwrap_or(news.last));
            write_event(&mut piece, id, "unread", &UnreadNotifications { unread: news.unread });
        }
        for notification in &news.notifications {
            write_event(&mut piece, Some(notification.id), "notification", notification);
        }
        self.last = Some(news.last);
        if !piece.is_empty() {
            self.speaks = Instant::now() + SILENCE;
        }
        Some(piece.into())
    }
}

/// Writes an event; its data is JSON, which has no line breaks.
fn write_event(out: &mut String, id: Option<Id>, name: &str, data: &impl Serialize) {
    let Ok(data) = serde_json::to_string(data) else { return };
    if let Some(id) = id {
        let _ = writeln!(out, "id: {id}");
    }
    let _ = write!(out, "event: {name}\ndata: {data}\n\n");
}

impl FileKind for Events {
    const MEDIA: &'static str = "text/event-stream";
    const SAYS: &'static str = "Eventos: `unread` con la cuenta, `notification` con el aviso";

    fn content() -> MetaMediaType {
        let schema = MetaSchemaRef::Inline(Box::new(MetaSchema::new("string")));
        MetaMediaType { content_type: Self::MEDIA, schema }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::db::Ring;
    use futures_util::FutureExt;

    /// A stream that has looked already, with so many milliseconds until it speaks and until it ends.
    fn watch(db: &Db, speaks: u64, ends: u64) -> Watch {
        let (person, now) = (Id::from_bits(1), Instant::now());
        Watch {
            listener: db.bell().listen(person).unwrap(),
            db: db.clone(),
            person,
            token_version: 0,
            last: None,
            unread: Some(0),
            speaks: now + Duration::from_millis(speaks),
            ends: now + Duration::from_millis(ends),
        }
    }

    #[tokio::test]
    async fn a_silent_stream_says_that_it_is_alive_and_ends_in_the_end() {
        let dir = tempfile::tempdir().unwrap();
        let db = Db::open(&dir.path().join("inventario.db"), "the secret of the tests").unwrap();
        let mut silent = watch(&db, 5, 60_000);
        assert_eq!(silent.next().await, Some(ALIVE));
        assert!(silent.speaks > Instant::now() + SILENCE / 2);
        assert_eq!(watch(&db, 60_000, 5).next().await, None);
    }

    #[tokio::test]
    async fn it_sleeps_until_its_person_is_rung_for_and_ends_with_the_server() {
        let dir = tempfile::tempdir().unwrap();
        let db = Db::open(&dir.path().join("inventario.db"), "the secret of the tests").unwrap();
        let mut idle = watch(&db, 60_000, 60_000);
        db.bell().ring(Ring::For(Id::from_bits(2)));
        assert_eq!(idle.next().now_or_never(), None);
        // Nobody has this account.
        db.bell().ring(Ring::For(idle.person));
        assert_eq!(idle.next().await, None);
        let mut other = watch(&db, 60_000, 60_000);
        db.bell().ring(Ring::Closing);
        assert_eq!(other.next().now_or_never(), Some(None));
    }
}
