//! HTTP of the logo of a centre, and what the sign-in page shows of it to people without a session.

use super::Tag;
use crate::campus::centers::logo;
use crate::campus::centers::model::{Center, OnlyCenter};
use crate::campus::centers::{change, store};
use crate::kit::access::{Allow, role};
use crate::kit::error::Result;
use crate::kit::picture;
use crate::kit::resource::Core;
use crate::kit::wire::{Answer, Id, Photo};
use poem::http::{HeaderValue, StatusCode, header};
use poem::{FromRequest, IntoResponse, Request, RequestBody, Response};
use poem_openapi::param::Path;
use poem_openapi::registry::{
    MetaMediaType, MetaResponse, MetaResponses, MetaSchema, MetaSchemaRef, Registry,
};
use poem_openapi::{ApiResponse, OpenApi};

const PNG: &str = "image/png";

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

/// 200 with a PNG picture, or 304 for who has it.
struct LogoPicture {
    tag: String,
    png: Option<Vec<u8>>,
}

impl IntoResponse for LogoPicture {
    fn into_response(self) -> Response {
        let mut answer = match self.png {
            Some(png) => Response::builder().content_type(PNG).body(png),
            None => StatusCode::NOT_MODIFIED.into_response(),
        };
        let headers = answer.headers_mut();
        // Kept, and asked for each time: a new logo is seen at the next page.
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        if let Ok(tag) = HeaderValue::try_from(self.tag) {
            headers.insert(header::ETAG, tag);
        }
        answer
    }
}

impl ApiResponse for LogoPicture {
    fn meta() -> MetaResponses {
        MetaResponses {
            responses: vec![MetaResponse {
                description: "El logo",
                status: Some(200),
                status_range: None,
                content: vec![MetaMediaType {
                    content_type: PNG,
                    schema: MetaSchemaRef::Inline(Box::new(MetaSchema::new_with_format("string", "binary"))),
                }],
                headers: vec![],
            }],
        }
    }

    fn register(_: &mut Registry) {}
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
    ) -> Result<LogoPicture> {
        let version = self.0.db.read(move |db| store::logo_version(db, id.0)).await?;
        let tag = format!("\"{version}\"");
        if kept.is(&tag) {
            return Ok(LogoPicture { tag, png: None });
        }
        let png = self.0.db.read(move |db| store::logo(db, id.0)).await?;
        Ok(LogoPicture { tag, png: Some(png) })
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
