//! HTTP of categories.

use super::model::{Category, CategoryPatch, NewCategory};
use super::{change, store};
use crate::kit::{
    Allow, Answer, Blank, Body, Core, Created, Id, Limit, Line, Paging, Removal, Result, Rows, Skip, role,
    tag,
};
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

tag! {
    /// Categorías de los equipos.
    Categories
}

/// The categories under `/api/categories`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/categories", tag = "Tag::Categories")]
impl Api {
    /// Las categorías de los equipos: las propias del centro por nombre, y después las nueve clases que conoce la aplicación.
    #[oai(path = "/", method = "get", operation_id = "list_categories")]
    async fn list(
        &self,
        _who: Allow<{ role::ANYONE }>,
        /// Palabras en el nombre.
        search: Query<Blank<Line<0, 100>>>,
        /// Solo las que se ofrecen (true) o las desactivadas (false).
        is_active: Query<Blank<bool>>,
        /// Cuántas como máximo.
        limit: Query<Limit>,
        /// Cuántas saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<Category>> {
        let paging = Paging::rows(limit.0, skip.0);
        let search = search.0.0.map(String::from);
        self.0.db.read(move |db| store::list(search, is_active.0.0).rows(db, paging)).await
    }

    /// Una categoría.
    #[oai(path = "/:id", method = "get", operation_id = "get_category")]
    async fn get(
        &self,
        _who: Allow<{ role::ANYONE }>,
        /// La categoría.
        id: Path<Id>,
    ) -> Result<Answer<Category>> {
        self.0.db.read(move |db| store::get(db, id.0)).await.map(Answer)
    }

    /// Crea una categoría propia.
    #[oai(path = "/", method = "post", operation_id = "create_category")]
    async fn create(
        &self,
        who: Allow<{ role::GENERAL }>,
        new: Body<NewCategory>,
    ) -> Result<Created<Category>> {
        self.0.db.write(&who, move |tx| change::add(tx, new.0)).await.map(Created)
    }

    /// Cambia una categoría propia. Desactivada no se ofrece más; los equipos que la tienen la conservan.
    #[oai(path = "/:id", method = "put", operation_id = "update_category")]
    async fn update(
        &self,
        who: Allow<{ role::GENERAL }>,
        /// La categoría.
        id: Path<Id>,
        patch: Body<CategoryPatch>,
    ) -> Result<Answer<Category>> {
        self.0.db.write(&who, move |tx| change::edit(tx, id.0, patch.0)).await.map(Answer)
    }

    /// Elimina una categoría propia que ningún equipo tiene.
    #[oai(path = "/:id", method = "delete", operation_id = "delete_category")]
    async fn delete(
        &self,
        who: Allow<{ role::GENERAL }>,
        /// La categoría.
        id: Path<Id>,
    ) -> Result<Answer<Removal>> {
        self.0.db.write(&who, move |tx| change::remove(tx, id.0)).await.map(Answer)
    }
}
