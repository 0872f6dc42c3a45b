//! HTTP of centres and of their logos, which the sign-in page shows to people without a session.

use super::model::{Center, CenterPatch, NewCenter, OnlyCenter};
use super::{change, logo, store};
use crate::kit::wire::{Conditions, File, Photo, file_kind};
use crate::kit::{
    Allow, Answer, Blank, Body, Core, Created, Id, Limit, Line, Paging, Removal, Result, Rows, Skip, picture,
    role, tag,
};
use poem::http::header;
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

tag! {
    /// Centros de formación.
    Centers
}

file_kind!(LogoFile, "image/png", "El logo");

/// The centres under `/api/centers`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/centers", tag = "Tag::Centers")]
impl Api {
    /// Lista los centros, por nombre.
    #[oai(path = "/", method = "get", operation_id = "list_centers")]
    async fn list(
        &self,
        _who: Allow<{ role::ANYONE }>,
        /// Palabras en nombre, código, municipio o regional.
        search: Query<Blank<Line<0, 100>>>,
        /// Solo activos (true) o inactivos (false).
        is_active: Query<Blank<bool>>,
        /// Cuántos como máximo.
        limit: Query<Limit>,
        /// Cuántos saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<Center>> {
        let paging = Paging::rows(limit.0, skip.0);
        let search = search.0.0.map(String::from);
        self.0.db.read(move |db| store::list(search, is_active.0.0).rows(db, paging)).await
    }

    /// Un centro.
    #[oai(path = "/:id", method = "get", operation_id = "get_center")]
    async fn get(
        &self,
        _who: Allow<{ role::ANYONE }>,
        /// El centro.
        id: Path<Id>,
    ) -> Result<Answer<Center>> {
        self.0.db.read(move |db| store::get(db, id.0)).await.map(Answer)
    }

    /// Crea un centro.
    #[oai(path = "/", method = "post", operation_id = "create_center")]
    async fn create(&self, who: Allow<{ role::GENERAL }>, new: Body<NewCenter>) -> Result<Created<Center>> {
        self.0.db.write(&who, move |tx| change::add(tx, new.0)).await.map(Created)
    }

    /// Cambia un centro.
    #[oai(path = "/:id", method = "put", operation_id = "update_center")]
    async fn update(
        &self,
        who: Allow<{ role::GENERAL }>,
        /// El centro.
        id: Path<Id>,
        patch: Body<CenterPatch>,
    ) -> Result<Answer<Center>> {
        self.0.db.write(&who, move |tx| change::edit(tx, id.0, patch.0)).await.map(Answer)
    }

    /// Elimina un centro; si tiene ambientes o materiales, solo lo desactiva.
    #[oai(path = "/:id", method = "delete", operation_id = "delete_center")]
    async fn delete(
        &self,
        who: Allow<{ role::GENERAL }>,
        /// El centro.
        id: Path<Id>,
    ) -> Result<Answer<Removal>> {
        self.0.db.write(&who, move |tx| change::remove(tx, id.0)).await.map(Answer)
    }

    /// El único centro activo, con su logo, para la página de ingreso. No pide sesión; nulo si hay varios o ninguno.
    #[oai(path = "/only", method = "get", operation_id = "get_only_center")]
    async fn only(&self) -> Result<Answer<OnlyCenter>> {
        self.0.db.read(store::only).await.map(Answer)
    }

    /// El logo de un centro, como PNG. No pide sesión: está en la página de ingreso. Entiende If-None-Match.
    #[oai(path = "/:id/logo", method = "get", operation_id = "get_center_logo")]
    async fn logo(
        &self,
        kept: Conditions,
        /// El centro.
        id: Path<Id>,
    ) -> Result<File<LogoFile>> {
        let version = self.0.db.read(move |db| store::logo_version(db, id.0)).await?;
        let tag = format!("\"{version}\"");
        let logo = if kept.knows(&tag) {
            File::unchanged()
        } else {
            File::new(self.0.db.read(move |db| store::logo(db, id.0)).await?)
        };
        // Kept, and asked for each time: a new logo is seen at the next page.
        Ok(logo.with(header::CACHE_CONTROL, "no-cache").with(header::ETAG, &tag))
    }

    /// Pone o cambia el logo de un centro (JPEG, PNG o WebP): lo reduce a 512 píxeles y conserva la transparencia.
    #[oai(path = "/:id/logo", method = "put", operation_id = "set_center_logo")]
    async fn set_logo(
        &self,
        who: Allow<{ role::GENERAL }>,
        /// El centro.
        id: Path<Id>,
        picture: Photo,
    ) -> Result<Answer<Center>> {
        // Nobody's picture is decoded for a centre that isn't there.
        self.0.db.read(move |db| store::get(db, id.0)).await?;
        let logo = picture::one_at_a_time(who.id, move || logo::shrink(&picture.0)).await?;
        self.0.db.write(&who, move |tx| change::set_logo(tx, id.0, &logo)).await.map(Answer)
    }

    /// Quita el logo de un centro.
    #[oai(path = "/:id/logo", method = "delete", operation_id = "delete_center_logo")]
    async fn delete_logo(
        &self,
        who: Allow<{ role::GENERAL }>,
        /// El centro.
        id: Path<Id>,
    ) -> Result<Answer<Center>> {
        self.0.db.write(&who, move |tx| change::remove_logo(tx, id.0)).await.map(Answer)
    }
}
