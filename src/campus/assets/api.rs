//! HTTP of assets.

use super::model::{Asset, AssetPatch, NewAsset};
use super::{change, reads};
use crate::kit::wire::PhotoForm;
use crate::kit::{
    Allow, Answer, Body, Core, Created, Id, Limit, Paging, Removal, Result, Rows, Skip, picture, role, tag,
};
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

tag! {
    /// Activos: los equipos del inventario, con los nombres de la API de activos.
    Assets
}

/// The assets under `/api/assets`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/assets", tag = "Tag::Assets")]
impl Api {
    /// Lista los activos que quien pregunta puede ver, en el orden en que se registraron.
    #[oai(path = "/", method = "get", operation_id = "list_assets")]
    async fn list(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// Cuántos como máximo.
        limit: Query<Limit>,
        /// Cuántos saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<Asset>> {
        let (caller, paging) = (who.clone(), Paging::rows(limit.0, skip.0));
        self.0.db.read(move |db| reads::list(&caller).rows(db, paging)).await
    }

    /// Un activo. Lo lee cualquiera que escanee su etiqueta.
    #[oai(path = "/:id", method = "get", operation_id = "get_asset")]
    async fn get(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// El activo.
        id: Path<Id>,
    ) -> Result<Answer<Asset>> {
        let caller = who.clone();
        self.0.db.read(move |db| reads::seen(db, &caller, id.0)).await.map(Answer)
    }

    /// Registra un activo: un equipo de una pieza, con un código interno nuevo si no trae uno.
    #[oai(path = "/", method = "post", operation_id = "create_asset")]
    async fn create(&self, who: Allow<{ role::KEEPERS }>, new: Body<NewAsset>) -> Result<Created<Asset>> {
        self.0.db.write(&who, move |tx| change::add(tx, new.0)).await.map(Created)
    }

    /// Cambia un activo.
    #[oai(path = "/:id", method = "put", operation_id = "update_asset")]
    async fn update(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// El activo.
        id: Path<Id>,
        patch: Body<AssetPatch>,
    ) -> Result<Answer<Asset>> {
        self.0.db.write(&who, move |tx| change::edit(tx, id.0, patch.0)).await.map(Answer)
    }

    /// Elimina un activo, que es su equipo. Mientras alguien lo tiene a cargo, 409.
    #[oai(path = "/:id", method = "delete", operation_id = "delete_asset")]
    async fn delete(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// El activo.
        id: Path<Id>,
    ) -> Result<Answer<Removal>> {
        self.0.db.write(&who, move |tx| change::remove(tx, id.0)).await.map(Answer)
    }

    /// Le pone a un activo su foto (JPEG, PNG o WebP): la primera del equipo, delante de las que tiene, que son 12 como máximo. La reduce a 1280
    /// píxeles y le quita el lugar y los datos de la cámara.
    #[oai(path = "/:id/photo", method = "post", operation_id = "set_asset_photo")]
    async fn photo(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// El activo.
        id: Path<Id>,
        photo: PhotoForm,
    ) -> Result<Answer<Asset>> {
        let caller = who.clone();
        // Before the picture is unpacked, which costs something; the change asks once more.
        self.0.db.read(move |db| reads::kept(db, &caller, id.0)).await?;
        let shrunk = picture::one_at_a_time(who.id, move || picture::shrink(&photo.0)).await?;
        self.0.db.write(&who, move |tx| change::set_photo(tx, id.0, &shrunk)).await.map(Answer)
    }
}
