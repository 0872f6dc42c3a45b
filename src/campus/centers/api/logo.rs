//! HTTP of the logo of a centre, and what the sign-in page shows of it to people without a session.

use super::Tag;
use crate::campus::centers::model::{Center, OnlyCenter};
use crate::campus::centers::{change, logo, store};
use crate::kit::wire::{File, Photo, file_kind};
use crate::kit::{Allow, Answer, Core, Id, Result, picture, role};
use poem::http::header;
use poem::{FromRequest, Request, RequestBody};
use poem_openapi::OpenApi;
use poem_openapi::param::Path;

file_kind!(Logo, "image/png", "El logo");

/// The logos under `/api/centers`.
pub struct LogoApi(pub Core);

/// What a browser has kept of an earlier answer.
struct IfNoneMatch(String);

impl<'a> FromRequest<'a> for IfNoneMatch {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> poem::Result<Self> {
        Ok(Self(request.header(header::IF_NONE_MATCH).unwrap_or_default().to_owned()))
    }
}

impl IfNoneMatch {
    fn is(&self, tag: &str) -> bool {
        self.0.split(',').any(|kept| kept.trim().trim_start_matches("W/") == tag)
    }
}

#[OpenApi(prefix_path = "/api/centers", tag = "Tag::Centers")]
impl LogoApi {
    /// El único centro activo, con su logo, para la página de ingreso. No pide sesión; nulo si hay varios o ninguno.
    #[oai(path = "/only", method = "get", operation_id = "get_only_center")]
    async fn only(&self) -> Result<Answer<OnlyCenter>> {
        self.0.db.read(store::only).await.map(Answer)
    }

    /// El logo de un centro, como PNG. No pide sesión: está en la página de ingreso. Entiende If-None-Match.
    #[oai(path = "/:id/logo", method = "get", operation_id = "get_center_logo")]
    async fn get(
        &self,
        kept: IfNoneMatch,
        /// El centro.
        id: Path<Id>,
    ) -> Result<File<Logo>> {
        let version = self.0.db.read(move |db| store::logo_version(db, id.0)).await?;
        let tag = format!("\"{version}\"");
        let logo = if kept.is(&tag) {
            File::unchanged()
        } else {
            File::new(self.0.db.read(move |db| store::logo(db, id.0)).await?)
        };
        // Kept, and asked for each time: a new logo is seen at the next page.
        Ok(logo.with(header::CACHE_CONTROL, "no-cache").with(header::ETAG, &tag))
    }

    /// Pone o cambia el logo de un centro (JPEG, PNG o WebP): lo reduce a 512 píxeles y conserva la transparencia.
    #[oai(path = "/:id/logo", method = "put", operation_id = "set_center_logo")]
    async fn set(
        &self,
        who: Allow<{ role::GENERAL }>,
        /// El centro.
        id: Path<Id>,
        picture: Photo,
    ) -> Result<Answer<Center>> {
        // Nobody's picture is decoded for a centre that isn't there.
        self.0.db.read(move |db| store::get(db, id.0)).await?;
        let logo = picture::one_at_a_time(move || logo::shrink(&picture.0)).await?;
        self.0.db.write(&who, move |tx| change::set_logo(tx, id.0, &logo)).await.map(Answer)
    }

    /// Quita el logo de un centro.
    #[oai(path = "/:id/logo", method = "delete", operation_id = "delete_center_logo")]
    async fn delete(
        &self,
        who: Allow<{ role::GENERAL }>,
        /// El centro.
        id: Path<Id>,
    ) -> Result<Answer<Center>> {
        self.0.db.write(&who, move |tx| change::remove_logo(tx, id.0)).await.map(Answer)
    }
}
