//! HTTP of photos.

use super::model::{PhotoSize, StoredPhoto};
use super::{change, store};
use crate::kit::wire::{self, File, file_kind};
use crate::kit::{Allow, Blank, Core, Created, Id, Result, picture, role, tag};
use poem::http::header;
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

tag! {
    /// Fotos.
    Photos
}

file_kind!(Jpeg, "image/jpeg", "La foto");

/// The photos under `/api/photos`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/photos", tag = "Tag::Photos")]
impl Api {
    /// Guarda una foto (JPEG, PNG o WebP): la reduce a 1280 píxeles y le quita el lugar y los datos de la cámara.
    #[oai(path = "/", method = "post", operation_id = "upload_photo")]
    async fn upload(&self, who: Allow<{ role::ANYONE }>, photo: wire::Photo) -> Result<Created<StoredPhoto>> {
        let shrunk = picture::one_at_a_time(who.id, move || picture::shrink(&photo.0)).await?;
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
    ) -> Result<File<Jpeg>> {
        let size = size.0.0.unwrap_or(PhotoSize::Full);
        let photo = self.0.db.read(move |db| store::get(db, id.0, size)).await?;
        // A photo never changes.
        Ok(File::new(photo).with(header::CACHE_CONTROL, "private, max-age=31536000, immutable"))
    }
}
