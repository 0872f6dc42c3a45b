//! HTTP of reports.

use super::maker::Maker;
use super::model::{
    NewReport, Report, ReportDetail, ReportKind, ReportPreview, ReportPreviewAsked, ReportQuery,
    ReportStatus, ReportSummary,
};
use super::{change, kinds, rules, store};
use crate::kit::wire::{Conditions, File, InParts, Part, file_kind};
use crate::kit::{
    Allow, Answer, Blank, Body, Caller, Code, Core, Day, Db, Id, Limit, Message, Paging, Result, Rows, Skip,
    clock, role, tag,
};
use poem::http::header;
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

tag! {
    /// Reportes.
    Reports
}

file_kind!(
    ReportFile,
    "application/pdf",
    "El archivo del reporte, entero o la parte que se pide con Range",
    or ["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "text/csv; charset=utf-8"]
);

/// The reports under `/api/reports`.
pub struct Api {
    pub(super) core: Core,
    pub(super) maker: Maker,
}

#[OpenApi(prefix_path = "/api/reports", tag = "Tag::Reports")]
impl Api {
    /// Lista los reportes propios, el más reciente primero.
    #[oai(path = "/", method = "get", operation_id = "list_reports")]
    async fn list(
        &self,
        who: Allow<{ role::PLANNERS }>,
        /// Solo los de este tipo.
        report_type: Query<Blank<ReportKind>>,
        /// Solo los que están así.
        status: Query<Blank<ReportStatus>>,
        /// Cuántos como máximo.
        limit: Query<Limit>,
        /// Cuántos saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<Report>> {
        let query = ReportQuery { report_type: report_type.0.0, status: status.0.0 };
        let (me, paging) = (who.id, Paging::rows(limit.0, skip.0));
        self.core.db.read(move |db| store::list(db, me, &query, paging)).await
    }

    /// Pide un reporte. Se hace después de responder: su estado dice cuándo está listo.
    #[oai(path = "/generate", method = "post", operation_id = "generate_report")]
    async fn generate(
        &self,
        who: Allow<{ role::PLANNERS }>,
        report: Body<NewReport>,
    ) -> Result<Answer<Report>> {
        let report = self.core.db.write(&who, move |tx| change::ask(tx, report.0)).await?;
        self.maker.begin();
        Ok(Answer(report))
    }

    /// Dice cuánto tendría un reporte, sin hacerlo.
    #[oai(path = "/preview", method = "post", operation_id = "preview_report")]
    async fn preview(
        &self,
        who: Allow<{ role::PLANNERS }>,
        asked: Body<ReportPreviewAsked>,
    ) -> Result<Answer<ReportPreview>> {
        let caller = who.clone();
        let today = Day(clock::today());
        self.core.db.read(move |db| kinds::preview(db, &caller, asked.0, today)).await.map(Answer)
    }

    /// Los reportes propios, en cifras.
    #[oai(path = "/stats/summary", method = "get", operation_id = "get_reports_summary")]
    async fn summary(&self, who: Allow<{ role::PLANNERS }>) -> Result<Answer<ReportSummary>> {
        let me = who.id;
        self.core.db.read(move |db| store::summary(db, me)).await.map(Answer)
    }

    /// Un reporte propio, con cuánto lleva.
    #[oai(path = "/:id", method = "get", operation_id = "get_report")]
    async fn get(
        &self,
        who: Allow<{ role::PLANNERS }>,
        /// El reporte.
        id: Path<Id>,
    ) -> Result<Answer<ReportDetail>> {
        let (me, id) = (who.id, id.0);
        let (report, parameters) =
            self.core.db.read(move |db| Ok((store::get(db, me, id)?, store::parameters(db, id)?))).await?;
        ReportDetail::of(report, &parameters, self.maker.share(id)).map(Answer)
    }

    /// Descarga el archivo de un reporte, entero o la parte que se pide con Range (RFC 9110).
    #[oai(path = "/:id/download", method = "get", operation_id = "download_report")]
    async fn download(
        &self,
        who: Allow<{ role::PLANNERS }>,
        /// El reporte.
        id: Path<Id>,
        conditions: Conditions,
    ) -> Result<File<ReportFile>> {
        let (me, id) = (who.id, id.0);
        let report = self.core.db.read(move |db| store::get(db, me, id)).await?;
        // Whoever has another role since has other reports.
        rules::check_kind(&who, report.report_type)?;
        let (ReportStatus::Completed, Some(size), Some(sha256)) =
            (report.status, report.file_size, &report.sha256)
        else {
            return Err(Code::ReportNotReady.into());
        };
        let made = report.generated_at.unwrap_or(report.created_at).wall().date();
        let name = rules::file_name(&report.title, made, report.file_format.extension());
        let file = InParts { size, sha256: sha256.clone() };
        let (db, who) = (self.core.db.clone(), who.clone());
        let file =
            file.answer::<ReportFile, _>(&conditions, move |part| taken(db.clone(), who.clone(), id, part))?;
        Ok(file
            .named(&name)
            .with(header::CONTENT_TYPE, report.file_format.media_type())
            .with(header::CACHE_CONTROL, "private, no-cache"))
    }

    /// Elimina un reporte propio y su archivo.
    #[oai(path = "/:id", method = "delete", operation_id = "delete_report")]
    async fn delete(
        &self,
        who: Allow<{ role::PLANNERS }>,
        /// El reporte.
        id: Path<Id>,
    ) -> Result<Answer<Message>> {
        let gone = self.core.db.write(&who, move |tx| change::delete(tx, id.0)).await?;
        self.maker.drop_deleted(id.0);
        Ok(Answer(gone))
    }
}

/// A part of a report that somebody takes. Whoever takes any leaves a trace in the audit, or gets none; whoever takes the file's last byte
/// has downloaded it, in one go or after having been interrupted.
///
/// Both are noted before the bytes go out: nobody asks a stream again that has given as many as it said it would, so that they have
/// arrived is never known here.
async fn taken(db: Db, who: Caller, id: Id, part: Part) -> Result<Vec<u8>> {
    if part.is_first {
        let noted = db.write(&who, move |tx| change::begin_download(tx, id)).await;
        noted.inspect_err(|error| tracing::warn!(%error, "a download that can't be noted breaks off"))?;
    }
    let bytes = db.read(move |db| store::part(db, id, part.number)).await?;
    if part.ends_file
        && let Err(error) = db.write(&who, move |tx| change::count_download(tx, id)).await
    {
        tracing::warn!(%error, "a download isn't counted");
    }
    Ok(bytes)
}
