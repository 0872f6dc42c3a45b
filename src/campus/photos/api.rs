//! HTTP of photos.

use super::model::{PhotoSize, StoredPhoto};
use super::{change, store};
use crate::kit::access::{Allow, role};
use crate::kit::error::Result;
use crate::kit::picture;
use crate::kit::resource::Core;
use crate::kit::wire::{self, Blank, Created, Id, tag};
use poem::http::{HeaderValue, header};
use poem::{IntoResponse, Response};
use poem_openapi::param::{Path, Query};
use poem_openapi::registry::{
    MetaMediaType, MetaResponse, MetaResponses, MetaSchema, MetaSchemaRef, Registry,
};
use poem_openapi::{ApiResponse, OpenApi};

tag! {
    /// Fotos.
    Photos
}

const JPEG: &str = "image/jpeg";

/// The photos under `/api/photos`.
pub struct Api(pub Core);

/// 200 with a JPEG picture that never changes.
struct Picture(Vec<u8>);

impl IntoResponse for Picture {
    fn into_response(self) -> Response {
        let mut answer = Response::builder().content_type(JPEG).body(self.0);
        let forever = HeaderValue::from_static("private, max-age=31536000, immutable");
        answer.headers_mut().insert(header::CACHE_CONTROL, forever);
        answer
    }
}

impl ApiResponse for Picture {
    fn meta() -> MetaResponses {
        MetaResponses {
            responses: vec![MetaResponse {
                description: "La foto",
                status: Some(200),
                status_range: None,
                content: vec![MetaMediaType {
                    content_type: JPEG,
                    schema: MetaSchemaRef::Inline(Box::new(MetaSchema::new_with_format("string", "binary"))),
                }],
                headers: vec![],
            }],
        }
    }

    fn register(_: &mut Registry) {}
}

#[OpenApi(prefix_path = "/api/photos", tag = "Tag::Photos")]
impl Api {
    /// Guarda una foto (JPEG, PNG o WebP): la reduce a 1280 píxeles y le quita el lugar y los datos de la cámara.
    #[oai(path = "/", method = "post", operation_id = "upload_photo")]
    async fn upload(&self, who: Allow<{ role::ANYONE }>, photo: wire::Photo) -> Result<Created<StoredPhoto>> {
        let shrunk = picture::one_at_a_time(move || picture::shrink(&photo.0)).await?;
        self.0.db.write(&who, move |tx| change::add(tx, &shrunk)).await.map(Created)
    }

    /// Una foto, como JPEG.
    #[oai(path = "/:id", method = "get", operation_id = "get_photo")]
    async fn get(
        &self,
        _who: Allow<{ role::ANYONE }>,
        /// La foto.
        id: Path<Id>,
        /// full (si no se indica) o small.
        size: Query<Blank<PhotoSize>>,
    ) -> Result<Picture> {
        let size = size.0.0.unwrap_or(PhotoSize::Full);
        self.0.db.read(move |db| store::get(db, id.0, size)).await.map(Picture)
    }
}
