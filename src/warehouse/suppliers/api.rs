//! HTTP of suppliers.

use super::model::{NewSupplier, Supplier, SupplierPage, SupplierPatch};
use super::{change, store};
use crate::kit::page::{PageNumber, PageSize};
use crate::kit::wire::Listing;
use crate::kit::{Allow, Answer, Blank, Body, Core, Created, Gone, Id, Line, Paging, Result, role, tag};
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

tag! {
    /// Proveedores de materiales.
    Suppliers
}

/// The suppliers under `/api/suppliers`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/suppliers", tag = "Tag::Suppliers")]
impl Api {
    /// Lista los proveedores del centro por páginas, del más reciente al más antiguo.
    #[oai(path = "/", method = "get", operation_id = "list_suppliers")]
    async fn list(
        &self,
        who: Allow<{ role::STOCK_READERS }>,
        /// En uso (true) o inactivos (false); todos si no se indica.
        is_active: Query<Blank<bool>>,
        /// Palabras en razón social, contacto, correo o NIT.
        search: Query<Blank<Line<0, 100>>>,
        /// Número de página, desde 1.
        page: Query<PageNumber>,
        /// Cuántos por página, hasta 1000; 50 si no se indica.
        page_size: Query<PageSize>,
    ) -> Result<Listing<SupplierPage>> {
        let search = search.0.0.map(String::from);
        let (scope, paging) = (who.materials(), Paging::sized(page.0, page_size.0));
        self.0
            .db
            .read(move |db| store::list(scope, is_active.0.0, search).paged::<Supplier, _>(db, paging))
            .await
    }

    /// Un proveedor.
    #[oai(path = "/:id", method = "get", operation_id = "get_supplier")]
    async fn get(
        &self,
        who: Allow<{ role::STOCK_READERS }>,
        /// El proveedor.
        id: Path<Id>,
    ) -> Result<Answer<Supplier>> {
        let scope = who.materials();
        self.0.db.read(move |db| store::get_within(db, scope, id.0)).await.map(Answer)
    }

    /// Crea un proveedor.
    #[oai(path = "/", method = "post", operation_id = "create_supplier")]
    async fn create(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        new: Body<NewSupplier>,
    ) -> Result<Created<Supplier>> {
        self.0.db.write(&who, move |tx| change::add(tx, new.0)).await.map(Created)
    }

    /// Cambia un proveedor.
    #[oai(path = "/:id", method = "put", operation_id = "update_supplier")]
    async fn update(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        /// El proveedor.
        id: Path<Id>,
        patch: Body<SupplierPatch>,
    ) -> Result<Answer<Supplier>> {
        self.0.db.write(&who, move |tx| change::edit(tx, id.0, patch.0)).await.map(Answer)
    }

    /// Elimina un proveedor del que no hay lotes; otro se deja inactivo.
    #[oai(path = "/:id", method = "delete", operation_id = "delete_supplier")]
    async fn delete(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        /// El proveedor.
        id: Path<Id>,
    ) -> Result<Gone> {
        self.0.db.write(&who, move |tx| change::remove(tx, id.0)).await.map(|()| Gone)
    }
}
