//! HTTP of exports.

use super::exporter::{Exporter, Written};
use super::model::NewExport;
use crate::campus;
use crate::kit::wire::{File, FileKind, file_kind};
use crate::kit::{Allow, Body, Id, Result, role, tag};
use poem::Body as Bytes;
use poem::http::header;
use poem_openapi::OpenApi;
use poem_openapi::param::Path;

tag! {
    /// Exportación de listas y de todo lo de un centro.
    Exports
}

file_kind!(
    ListFile,
    "application/pdf",
    "La lista como archivo",
    or ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv; charset=utf-8"]
);

/// The exports under `/api/exports`.
pub struct Api(pub(super) Exporter);

#[OpenApi(prefix_path = "/api/exports", tag = "Tag::Exports")]
impl Api {
    /// Una lista como PDF, Excel o CSV: lo que quien pregunta ve en ella, con los mismos filtros y en el mismo orden, sin páginas.
    ///
    /// Con `ids` salen solo esas filas, y en ese orden. Queda en la auditoría.
    #[oai(path = "/lists", method = "post", operation_id = "export_list")]
    async fn list(&self, who: Allow<{ role::ANYONE }>, asked: Body<NewExport>) -> Result<File<ListFile>> {
        let format = asked.0.file_format;
        let file = self.0.list(&who, asked.0).await.map(sent::<ListFile>)?;
        Ok(file.with(header::CONTENT_TYPE, format.media_type()))
    }
}

file_kind!(CenterFile, "application/zip", "Un ZIP con un CSV por tabla y un LEEME.txt");

/// Everything of a centre, under `/api/centers`.
pub struct CenterApi(pub(super) Exporter);

#[OpenApi(prefix_path = "/api/centers", tag = "campus::centers::api::Tag::Centers")]
impl CenterApi {
    /// Todo lo de un centro como un ZIP de CSV, sin secretos. Queda en la auditoría.
    ///
    /// El administrador de bodega saca el de su centro, sin las cuentas, las opiniones y la auditoría, y con los préstamos de su
    /// bodega.
    #[oai(path = "/:id/export", method = "get", operation_id = "export_center")]
    async fn center(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        /// El centro.
        id: Path<Id>,
    ) -> Result<File<CenterFile>> {
        self.0.center(&who, id.0).await.map(sent)
    }
}

/// A file on its way: it is gone when it is sent.
fn sent<K: FileKind>(written: Written) -> File<K> {
    File::new(Bytes::from_async_read(tokio::fs::File::from_std(written.file)))
        .named(&written.name)
        .with(header::CONTENT_LENGTH, &written.size.to_string())
        .with(header::CACHE_CONTROL, "no-store")
}
