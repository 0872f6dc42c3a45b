//! Listening to the stream of notifications, event by event.

use super::{App, Person};
use bytes::Bytes;
use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use poem::http::HeaderMap;
use serde_json::Value;
use std::time::Duration;

/// How long an event may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// An event of a stream.
#[derive(Debug)]
pub struct Told {
    /// Its name.
    pub event: String,
    /// Its id, if it has one.
    pub id: Option<String>,
    /// Its data.
    pub data: Value,
}

/// An open stream.
pub struct Listening {
    /// The headers of the answer.
    pub headers: HeaderMap,
    pieces: BoxStream<'static, Bytes>,
    text: String,
}

impl App {
    /// Opens the stream of somebody's notifications, as who has seen `last`.
    #[track_caller]
    pub fn listen(&self, who: &Person, last: Option<&str>) -> impl Future<Output = Listening> {
        let mut request = poem::Request::builder()
            .uri_str("/api/notifications/stream")
            .header("authorization", format!("Bearer {}", who.token));
        if let Some(last) = last {
            request = request.header("last-event-id", last);
        }
        let opened_at = std::panic::Location::caller();
        async move {
            let mut answer = self.answer(request.finish()).await;
            assert_eq!(answer.content_type(), Some("text/event-stream"), "{answer:?}, opened at {opened_at}");
            let pieces = answer.take_body().into_bytes_stream().map(|piece| piece.unwrap()).boxed();
            Listening { headers: answer.headers().clone(), pieces, text: String::new() }
        }
    }
}

impl Listening {
    /// The next event; `None` when the stream has ended. Comments are passed over.
    #[track_caller]
    pub fn next(&mut self) -> impl Future<Output = Option<Told>> {
        let asked_at = std::panic::Location::caller();
        async move {
            loop {
                if let Some((block, rest)) = self.text.split_once("\n\n") {
                    let (block, rest) = (block.to_owned(), rest.to_owned());
                    self.text = rest;
                    if let Some(told) = read(&block) {
                        return Some(told);
                    }
                    continue;
                }
                let piece = tokio::time::timeout(PATIENCE, self.pieces.next()).await;
                let piece = piece.unwrap_or_else(|_| panic!("nothing was told, asked at {asked_at}"))?;
                self.text.push_str(std::str::from_utf8(&piece).unwrap());
            }
        }
    }

    /// The next event, which is a count of what is unread.
    #[track_caller]
    pub fn unread(&mut self) -> impl Future<Output = i64> {
        let (next, asked_at) = (self.next(), std::panic::Location::caller());
        async move {
            let told = next.await.unwrap_or_else(|| panic!("the stream ended, asked at {asked_at}"));
            assert_eq!(told.event, "unread", "{told:?}, asked at {asked_at}");
            told.data["unread"].as_i64().unwrap()
        }
    }

    /// The next event, which is a notification.
    #[track_caller]
    pub fn notification(&mut self) -> impl Future<Output = Value> {
        let (next, asked_at) = (self.next(), std::panic::Location::caller());
        async move {
            let told = next.await.unwrap_or_else(|| panic!("the stream ended, asked at {asked_at}"));
            assert_eq!(told.event, "notification", "{told:?}, asked at {asked_at}");
            assert_eq!(told.id.as_deref(), told.data["id"].as_str());
            told.data
        }
    }
}

fn read(block: &str) -> Option<Told> {
    let field = |name: &str| block.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned);
    let data = serde_json::from_str(&field("data: ")?).unwrap();
    Some(Told { event: field("event: ").unwrap_or_default(), id: field("id: "), data })
}
