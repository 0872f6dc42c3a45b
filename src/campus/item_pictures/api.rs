//! HTTP of the photos of equipment.

use super::model::{ItemPicture, ItemPictureOrder, NewItemPicture};
use super::{change, store};
use crate::campus::inventory;
use crate::campus::photos::model::PhotoSize;
use crate::kit::wire::{Conditions, File, file_kind};
use crate::kit::{Allow, Answer, Blank, Body, Core, Created, Gone, Id, Line, Result, role, tag};
use poem::http::header;
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

tag! {
    /// Fotos de los equipos.
    ItemPictures
}

file_kind!(PictureFile, "image/jpeg", "La foto");

/// The photos of equipment under `/api/item-pictures`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/item-pictures", tag = "Tag::ItemPictures")]
impl Api {
    /// Las fotos de un equipo, en su orden; la primera es la foto del equipo. Las ve cualquiera que escanee su etiqueta.
    #[oai(path = "/", method = "get", operation_id = "list_item_pictures")]
    async fn list(
        &self,
        _who: Allow<{ role::ANYONE }>,
        /// El equipo.
        item_id: Query<Id>,
    ) -> Result<Answer<Vec<ItemPicture>>> {
        let item = item_id.0;
        let read = self.0.db.read(move |db| {
            inventory::store::get(db, item)?;
            store::list(db, item)
        });
        read.await.map(Answer)
    }

    /// Agrega una foto a un equipo, que tiene como máximo 12. La foto se envía antes a `/api/photos`, y es de quien la agrega y de nada más; la que ya tiene se queda donde está.
    #[oai(path = "/", method = "post", operation_id = "add_item_picture")]
    async fn add(
        &self,
        who: Allow<{ role::KEEPERS }>,
        new: Body<NewItemPicture>,
    ) -> Result<Created<ItemPicture>> {
        self.0.db.write(&who, move |tx| change::add(tx, new.0)).await.map(Created)
    }

    /// Ordena las fotos de un equipo y les pone pie: se envían todas. Si entretanto otra persona agregó o eliminó alguna, 409.
    #[oai(path = "/order", method = "put", operation_id = "arrange_item_pictures")]
    async fn arrange(
        &self,
        who: Allow<{ role::KEEPERS }>,
        order: Body<ItemPictureOrder>,
    ) -> Result<Answer<Vec<ItemPicture>>> {
        self.0.db.write(&who, move |tx| change::arrange(tx, &order.0)).await.map(Answer)
    }

    /// Elimina una foto de un equipo.
    #[oai(path = "/:id", method = "delete", operation_id = "delete_item_picture")]
    async fn delete(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// La foto.
        id: Path<Id>,
    ) -> Result<Gone> {
        self.0.db.write(&who, move |tx| change::remove(tx, id.0)).await.map(|()| Gone)
    }

    /// El archivo de una foto, como JPEG. No pide sesión: quien tiene la dirección, que nadie adivina, ve la foto. Entiende If-None-Match.
    #[oai(path = "/files/:hash", method = "get", operation_id = "get_item_picture_file")]
    async fn file(
        &self,
        kept: Conditions,
        /// La huella de la foto, como está en su dirección.
        hash: Path<Line<32, 32>>,
        /// full (si no se indica) o small, de 320 píxeles.
        size: Query<Blank<PhotoSize>>,
    ) -> Result<File<PictureFile>> {
        let size = size.0.0.unwrap_or(PhotoSize::Full);
        let hash = String::from(hash.0);
        let tag = format!("\"{hash}-{size}\"");
        let file = if kept.knows(&tag) {
            self.0.db.read(move |db| store::check_file(db, &hash)).await?;
            File::unchanged()
        } else {
            File::new(self.0.db.read(move |db| store::file(db, &hash, size)).await?)
        };
        // Other bytes have another address.
        Ok(file.with(header::CACHE_CONTROL, "public, max-age=31536000, immutable").with(header::ETAG, &tag))
    }
}
