//! HTTP of the documents of equipment.

use super::model::{DocumentKind, ItemDocument, NewItemDocument};
use super::{change, reads, store, upload};
use crate::kit::wire::{Conditions, DocumentFile, File, InParts, file_kind};
use crate::kit::{Allow, Answer, Core, Created, Gone, Id, Line, Result, role, tag};
use poem::http::header;
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

tag! {
    /// Documentos de los equipos.
    ItemDocuments
}

file_kind!(
    PdfFile,
    "application/pdf",
    "El documento, para guardarlo, entero o la parte que se pide con Range"
);

/// What a document may do where somebody opens it all the same: nothing.
const POLICY: &str = "default-src 'none'; frame-ancestors 'none'; sandbox";

/// The documents of equipment under `/api/item-documents`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/item-documents", tag = "Tag::ItemDocuments")]
impl Api {
    /// Los documentos de un equipo, por orden de llegada. Las facturas solo salen para quienes cuidan el ambiente del equipo.
    #[oai(path = "/", method = "get", operation_id = "list_item_documents")]
    async fn list(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// El equipo.
        item_id: Query<Id>,
    ) -> Result<Answer<Vec<ItemDocument>>> {
        let (caller, item) = (who.clone(), item_id.0);
        self.0.db.read(move |db| reads::list(db, &caller, item)).await.map(Answer)
    }

    /// Agrega un documento a un equipo: un PDF de hasta 10 MB.
    #[oai(path = "/", method = "post", operation_id = "upload_item_document")]
    async fn upload(
        &self,
        who: Allow<{ role::KEEPERS }>,
        file: DocumentFile,
        /// El equipo.
        item_id: Query<Id>,
        /// Qué clase de documento es: invoice (solo la ven quienes cuidan los equipos), manual u other.
        kind: Query<DocumentKind>,
        /// Cómo se llama el archivo.
        name: Query<Line<1, 200>>,
    ) -> Result<Created<ItemDocument>> {
        let new = NewItemDocument { item_id: item_id.0, kind: kind.0, name: String::from(name.0) };
        upload::keep(&self.0.db, &who, new, file.0).await.map(Created)
    }

    /// Descarga un documento, para guardarlo: nunca se abre dentro de la página. Entiende If-None-Match y Range (RFC 9110).
    #[oai(path = "/:id/file", method = "get", operation_id = "download_item_document")]
    async fn download(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// El documento.
        id: Path<Id>,
        kept: Conditions,
    ) -> Result<File<PdfFile>> {
        let caller = who.clone();
        let document = self.0.db.read(move |db| reads::document(db, &caller, id.0)).await?;
        let (db, id) = (self.0.db.clone(), document.id);
        let file = InParts { size: document.size, sha256: document.sha256 };
        let file = file.answer::<PdfFile, _>(&kept, move |part| {
            let db = db.clone();
            async move { db.read(move |db| store::part(db, id, part.number)).await }
        })?;
        Ok(file
            .named(&document.name)
            .with(header::CONTENT_SECURITY_POLICY, POLICY)
            .with(header::CACHE_CONTROL, "private, no-cache"))
    }

    /// Elimina un documento de un equipo.
    #[oai(path = "/:id", method = "delete", operation_id = "delete_item_document")]
    async fn delete(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// El documento.
        id: Path<Id>,
    ) -> Result<Gone> {
        self.0.db.write(&who, move |tx| change::remove(tx, id.0)).await.map(|()| Gone)
    }
}
