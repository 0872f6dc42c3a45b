//! HTTP of the documents of equipment.

use super::model::{DocumentKind, ItemDocument, NewItemDocument};
use super::upload::PART;
use super::{change, reads, store, upload};
use crate::kit::wire::{Conditions, DocumentFile, File, file_kind};
use crate::kit::{Allow, Answer, Core, Created, Db, Error, Gone, Id, Line, Result, role, tag};
use futures_util::{StreamExt, stream};
use poem::Body as Bytes;
use poem::http::header;
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

tag! {
    /// Documentos de los equipos.
    ItemDocuments
}

file_kind!(PdfFile, "application/pdf", "El documento, para guardarlo");

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

    /// Descarga un documento, para guardarlo: nunca se abre dentro de la página. Entiende If-None-Match.
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
        let tag = format!("\"{}\"", document.sha256);
        let file = if kept.knows(&tag) {
            File::unchanged()
        } else {
            let size = usize::try_from(document.size).map_err(Error::internal)?;
            File::<PdfFile>::new(body(self.0.db.clone(), document.id, size))
                .named(&document.name)
                .with(header::CONTENT_LENGTH, &document.size.to_string())
                .with(header::CONTENT_SECURITY_POLICY, POLICY)
        };
        Ok(file.with(header::ETAG, &tag).with(header::CACHE_CONTROL, "private, no-cache"))
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

/// The bytes of a document, part by part as they are read: a slow network holds one of them.
fn body(db: Db, id: Id, size: usize) -> Bytes {
    let count = i64::try_from(size.div_ceil(PART)).unwrap_or(i64::MAX);
    let parts = stream::iter(0..count).then(move |number| {
        let db = db.clone();
        async move { db.read(move |db| store::part(db, id, number)).await.map_err(std::io::Error::other) }
    });
    Bytes::from_bytes_stream(parts)
}
