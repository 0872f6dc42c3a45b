//! HTTP of imports.

use super::importer::Importer;
use super::model::{
    Import, ImportApplication, ImportColumnsPatch, ImportDetail, ImportRow, ImportVerdict, TemplateFormat,
};
use super::{change, rules, store, template};
use crate::kit::document::FileFormat;
use crate::kit::idempotency::{Attempt, Key};
use crate::kit::random::sha256_hex;
use crate::kit::wire::{File, SpreadsheetFile, file_kind};
use crate::kit::{
    Allow, Answer, Blank, Body, Core, Id, Limit, Line, Message, Paging, Reply, Result, Rows, Skip, role, tag,
};
use poem::http::header;
use poem_openapi::OpenApi;
use poem_openapi::param::{Header, Path, Query};

tag! {
    /// Importar equipos.
    Imports
}

file_kind!(
    Template,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "La plantilla",
    or["text/csv; charset=utf-8"]
);

/// The imports under `/api/imports`.
pub struct Api {
    pub(super) core: Core,
    pub(super) importer: Importer,
}

#[OpenApi(prefix_path = "/api/imports", tag = "Tag::Imports")]
impl Api {
    /// Descarga la plantilla: los encabezados que se reconocen, y qué va debajo de cada uno.
    #[oai(path = "/template", method = "get", operation_id = "download_import_template")]
    async fn template(
        &self,
        _who: Allow<{ role::KEEPERS }>,
        /// excel (si no se indica) o csv.
        file_format: Query<Blank<TemplateFormat>>,
    ) -> Result<File<Template>> {
        let format = file_format.0.0.unwrap_or(TemplateFormat::Excel);
        let importer = self.importer.clone();
        let bytes = self.core.db.read(move |db| template::written(db, importer.scratch(), format)).await?;
        let format = FileFormat::from(format);
        let name = format!("Plantilla de equipos.{}", format.extension());
        Ok(File::new(bytes).named(&name).with(header::CONTENT_TYPE, format.media_type()))
    }

    /// Lista las importaciones propias, la más reciente primero; el administrador general ve las de todos.
    #[oai(path = "/", method = "get", operation_id = "list_imports")]
    async fn list(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// Cuántas como máximo.
        limit: Query<Limit>,
        /// Cuántas saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<Import>> {
        let (person, paging) = (change::reach(&who), Paging::rows(limit.0, skip.0));
        self.core.db.read(move |db| store::list(db, person, paging)).await
    }

    /// Recibe un archivo de equipos: CSV o libro de Excel (.xlsx), hasta 10 MB y 10.000 filas. Se lee y se revisa después de
    /// responder; al inventario no llega nada hasta que se aplica.
    #[oai(path = "/", method = "post", operation_id = "create_import")]
    async fn create(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// Cómo se llama el archivo.
        file_name: Query<Blank<Line<0, 255>>>,
        /// Clave para repetir la solicitud sin que se haga dos veces.
        #[oai(name = "Idempotency-Key")]
        key: Header<Key>,
        file: SpreadsheetFile,
    ) -> Result<Reply<Import, 201>> {
        let id = Id::new();
        let held = self.importer.hold(id)?;
        let name = file_name.0.0.map(String::from).unwrap_or_default();
        let bytes = file.0.clone();
        let digest = tokio::task::spawn_blocking(move || sha256_hex(bytes)).await?;
        let attempt = Attempt::new(&who, key.0, &(&name, digest));
        let begun = self.core.db.write(&who, move |tx| attempt.once(tx, || change::begin(tx, id, &name)));
        let answer = begun.await?;
        if !answer.is_repetition() {
            self.importer.read(held, who.id, file.0);
        }
        Ok(answer)
    }

    /// Una importación, con sus columnas y cuánto lleva.
    #[oai(path = "/:id", method = "get", operation_id = "get_import")]
    async fn get(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// La importación.
        id: Path<Id>,
    ) -> Result<Answer<ImportDetail>> {
        let (person, id) = (change::reach(&who), id.0);
        let (import, columns) =
            self.core.db.read(move |db| Ok((store::get(db, person, id)?, store::columns(db, id)?))).await?;
        let progress = rules::progress(import.status, self.importer.share(id));
        Ok(Answer(ImportDetail { import, columns, progress }))
    }

    /// Las filas de una importación que ya se revisaron, en el orden del archivo.
    #[oai(path = "/:id/rows", method = "get", operation_id = "list_import_rows")]
    async fn rows(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// La importación.
        id: Path<Id>,
        /// Solo las que tendrían este resultado.
        verdict: Query<Blank<ImportVerdict>>,
        /// Cuántas como máximo.
        limit: Query<Limit>,
        /// Cuántas saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<ImportRow>> {
        let (person, id, verdict) = (change::reach(&who), id.0, verdict.0.0);
        let paging = Paging::rows(limit.0, skip.0);
        self.core
            .db
            .read(move |db| {
                store::get(db, person, id)?;
                store::rows(db, id, verdict, paging)
            })
            .await
    }

    /// Indica qué trae cada columna; las filas se revisan de nuevo después de responder.
    #[oai(path = "/:id/columns", method = "put", operation_id = "set_import_columns")]
    async fn columns(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// La importación.
        id: Path<Id>,
        patch: Body<ImportColumnsPatch>,
    ) -> Result<Answer<Import>> {
        let held = self.importer.hold(id.0)?;
        let fields = patch.0.fields;
        let import = self.core.db.write(&who, move |tx| change::assign(tx, id.0, &fields)).await?;
        self.importer.judge(held, import.user_id);
        Ok(Answer(import))
    }

    /// Registra y cambia todo lo que se mostró, o nada. Si el inventario cambió desde la revisión, no se importa nada.
    #[oai(path = "/:id/apply", method = "post", operation_id = "apply_import")]
    async fn apply(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// La importación.
        id: Path<Id>,
        sent: Body<ImportApplication>,
    ) -> Result<Answer<Import>> {
        let held = self.importer.hold(id.0)?;
        let leave_out = sent.0.leave_out.0.unwrap_or(false);
        let applied = move |share| held.note(share);
        self.core.db.write(&who, move |tx| change::apply(tx, id.0, leave_out, &applied)).await.map(Answer)
    }

    /// Deshace una importación: elimina lo que registró y devuelve a como estaba lo que cambió, si nadie ha usado esos equipos desde
    /// entonces.
    #[oai(path = "/:id/undo", method = "post", operation_id = "undo_import")]
    async fn undo(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// La importación.
        id: Path<Id>,
    ) -> Result<Answer<Import>> {
        let held = self.importer.hold(id.0)?;
        let undone = move |share| held.note(share);
        self.core.db.write(&who, move |tx| change::undo(tx, id.0, &undone)).await.map(Answer)
    }

    /// Elimina una importación de la lista. Lo que hizo en el inventario queda hecho, y ya no se puede deshacer.
    #[oai(path = "/:id", method = "delete", operation_id = "delete_import")]
    async fn delete(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// La importación.
        id: Path<Id>,
    ) -> Result<Answer<Message>> {
        self.core.db.write(&who, move |tx| change::delete(tx, id.0)).await.map(Answer)
    }
}
