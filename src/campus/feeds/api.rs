//! HTTP of feeds: their addresses, for people who are signed in, and the door that the addresses open.

use super::model::{CalendarFeed, FeedAddress, NewFeed};
use super::{change, reads, store};
use crate::campus::auth::Throttle;
use crate::kit::random::sha256_hex;
use crate::kit::wire::{File, file_kind};
use crate::kit::{
    Allow, Answer, Anyone, Body, Code, Core, Created, Error, Gone, Id, Line, Result, Rows, role, tag,
};
use poem::http::header;
use poem_openapi::OpenApi;
use poem_openapi::param::Path;

tag! {
    /// Calendarios para otros programas.
    Feeds
}

file_kind!(CalendarFile, "text/calendar; charset=utf-8", "El calendario, iCalendar (RFC 5545)");

/// The addresses under `/api/calendar-feeds`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/calendar-feeds", tag = "Tag::Feeds")]
impl Api {
    /// Los calendarios propios a los que otro programa se suscribe; sin sus direcciones, que solo se muestran una vez.
    #[oai(path = "/", method = "get", operation_id = "list_calendar_feeds")]
    async fn list(&self, who: Allow<{ role::ANYONE }>) -> Result<Rows<CalendarFeed>> {
        let user_id = who.id;
        self.0.db.read(move |db| store::list(db, user_id)).await
    }

    /// Crea la dirección secreta de un calendario.
    #[oai(path = "/", method = "post", operation_id = "create_calendar_feed")]
    async fn create(&self, who: Allow<{ role::ANYONE }>, new: Body<NewFeed>) -> Result<Created<FeedAddress>> {
        self.0.db.write(&who, move |tx| change::add(tx, &new.0)).await.map(Created)
    }

    /// Renueva la dirección de un calendario; la anterior deja de servir.
    #[oai(path = "/:id/renew", method = "post", operation_id = "renew_calendar_feed")]
    async fn renew(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// El calendario.
        id: Path<Id>,
    ) -> Result<Answer<FeedAddress>> {
        self.0.db.write(&who, move |tx| change::renew(tx, id.0)).await.map(Answer)
    }

    /// Retira un calendario; su dirección deja de servir.
    #[oai(path = "/:id", method = "delete", operation_id = "delete_calendar_feed")]
    async fn delete(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// El calendario.
        id: Path<Id>,
    ) -> Result<Gone> {
        self.0.db.write(&who, move |tx| change::remove(tx, id.0)).await.map(|()| Gone)
    }
}

/// What a secret address opens.
pub struct Door {
    /// What every resource stands on.
    pub core: Core,
    /// How often an address may be read: programs ask every hour or so, a broken one every second.
    pub throttle: Throttle,
}

/// The same refusal in the words of calendars.
fn too_often(error: Error) -> Error {
    match error {
        Error::RetryAfter(_, seconds) => Error::RetryAfter(Code::FeedTooOften, seconds),
        other => other,
    }
}

#[OpenApi(prefix_path = "/calendar", tag = "Tag::Feeds")]
impl Door {
    /// Un calendario, para el programa que se suscribió con su dirección secreta. No pide sesión.
    #[oai(path = "/:file", method = "get", operation_id = "read_calendar")]
    async fn read(
        &self,
        who: Anyone,
        /// El secreto, con `.ics` al final.
        file: Path<Line<1, 200>>,
    ) -> Result<File<CalendarFile>> {
        let hash = sha256_hex(file.0.as_str().trim_end_matches(".ics"));
        let opened = self.core.db.read({
            let hash = hash.clone();
            move |db| store::opened(db, &hash)
        });
        let opened = match opened.await {
            Ok(opened) => opened,
            Err(refused) => {
                self.throttle.guess_calendar(who.0.ip).map_err(too_often)?;
                return Err(refused);
            }
        };
        self.throttle.read_calendar(hash).map_err(too_often)?;
        // Written there too: a busy warehouse's is long.
        let calendar = self.core.db.read(move |db| Ok(reads::calendar(db, opened, who.0)?.write()));
        Ok(File::new(calendar.await?)
            .with(header::CONTENT_DISPOSITION, "inline; filename=\"inventario.ics\"")
            .with(header::CACHE_CONTROL, "private, no-store"))
    }
}
