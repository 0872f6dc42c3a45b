//! HTTP of labels.

use super::change;
use super::model::{
    LabelDesign, LabelDesignPatch, LabelNumber, LabelPaper, LabelPaperSize, LabelPreview, LabelPrint,
    LabelRun, NewLabelDesign, NewLabelRun, PrinterDots,
};
use super::rules::pages::Print;
use super::{reads, store};
use crate::kit::pdf::{Properties, one_at_a_time};
use crate::kit::wire::{File, file_kind};
use crate::kit::{
    Allow, Answer, Body, Caller, Core, Created, Gone, Id, Limit, Line, Paging, Result, Rows, Skip, clock,
    role, tag,
};
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

tag! {
    /// Etiquetas: diseños, vista previa, PDF y ZPL, y placas preimpresas.
    Labels
}

file_kind!(LabelPdf, "application/pdf", "Las etiquetas, a tamaño real");
file_kind!(
    LabelZpl,
    "application/zpl; charset=utf-8",
    "Las etiquetas en ZPL II, para impresoras Zebra y compatibles"
);

/// The labels under `/api/labels`.
pub struct Api(pub Core);

impl Api {
    /// What is wanted, read within the caller's scope.
    async fn print(&self, who: &Caller, wanted: LabelPrint) -> Result<Print> {
        let (who, keys, labelled) = (who.clone(), self.0.keys.clone(), self.0.labelled.clone());
        self.0.db.read(move |db| reads::print(db, &who, wanted, keys.qr_secret(), &labelled)).await
    }
}

/// A file name with the day.
fn named(ending: &str) -> String {
    format!("etiquetas-{}.{ending}", clock::today())
}

#[OpenApi(prefix_path = "/api/labels", tag = "Tag::Labels")]
impl Api {
    /// Los papeles que hay, con sus medidas.
    #[oai(path = "/papers", method = "get", operation_id = "list_label_papers")]
    async fn papers(&self, _who: Allow<{ role::LABELLERS }>) -> Result<Answer<Vec<LabelPaperSize>>> {
        Ok(Answer(LabelPaper::ALL.iter().map(|paper| paper.size()).collect()))
    }

    /// Una página de etiquetas como saldrá impresa, para verla antes. No guarda nada.
    #[oai(path = "/preview", method = "post", operation_id = "preview_labels")]
    async fn preview(
        &self,
        who: Allow<{ role::LABELLERS }>,
        wanted: Body<LabelPrint>,
    ) -> Result<Answer<LabelPreview>> {
        let page = wanted.0.page.0.and_then(|page| usize::try_from(page.get()).ok()).unwrap_or(1);
        let print = self.print(&who, wanted.0).await?;
        one_at_a_time(move || print.preview(page)).await.map(Answer)
    }

    /// Las etiquetas en PDF, a tamaño real. No guarda nada.
    #[oai(path = "/pdf", method = "post", operation_id = "print_labels_pdf")]
    async fn pdf(&self, who: Allow<{ role::LABELLERS }>, wanted: Body<LabelPrint>) -> Result<File<LabelPdf>> {
        let print = self.print(&who, wanted.0).await?;
        let properties = Properties {
            title: format!("Etiquetas del {}", clock::today().format("%d/%m/%Y")),
            subject: "Etiquetas".to_owned(),
            author: "Inventario".to_owned(),
            created: clock::now(),
        };
        let bytes = one_at_a_time(move || print.pdf(&properties)).await?;
        Ok(File::new(bytes).named(&named("pdf")))
    }

    /// Las etiquetas en ZPL, para enviarlas a una impresora Zebra. Solo para papel en rollo. No guarda nada.
    #[oai(path = "/zpl", method = "post", operation_id = "print_labels_zpl")]
    async fn zpl(&self, who: Allow<{ role::LABELLERS }>, wanted: Body<LabelPrint>) -> Result<File<LabelZpl>> {
        let dots = wanted.0.dots.0.unwrap_or(PrinterDots::Dpi203);
        let print = self.print(&who, wanted.0).await?;
        let text = one_at_a_time(move || print.zpl(dots)).await?;
        Ok(File::new(text).named(&named("zpl")))
    }

    /// De quién es una placa: la tanda en que se reservó y el equipo que la tiene.
    #[oai(path = "/numbers/:code", method = "get", operation_id = "get_label_number")]
    async fn number(
        &self,
        _who: Allow<{ role::KEEPERS }>,
        /// La placa.
        code: Path<Line<1, 100>>,
    ) -> Result<Answer<LabelNumber>> {
        self.0.db.read(move |db| reads::number(db, code.0.as_str())).await.map(Answer)
    }
}

/// The designs under `/api/label-designs`: everybody's own and nobody else's.
pub struct Designs(pub Core);

#[OpenApi(prefix_path = "/api/label-designs", tag = "Tag::Labels")]
impl Designs {
    /// Lista los diseños propios, por nombre.
    #[oai(path = "/", method = "get", operation_id = "list_label_designs")]
    async fn list(
        &self,
        who: Allow<{ role::LABELLERS }>,
        /// Cuántos como máximo.
        limit: Query<Limit>,
        /// Cuántos saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<LabelDesign>> {
        let (me, paging) = (who.id, Paging::rows(limit.0, skip.0));
        self.0.db.read(move |db| store::designs(db, me, paging)).await
    }

    /// Guarda un diseño.
    #[oai(path = "/", method = "post", operation_id = "create_label_design")]
    async fn create(
        &self,
        who: Allow<{ role::LABELLERS }>,
        new: Body<NewLabelDesign>,
    ) -> Result<Created<LabelDesign>> {
        self.0.db.write(&who, move |tx| change::add(tx, new.0)).await.map(Created)
    }

    /// Cambia un diseño propio.
    #[oai(path = "/:id", method = "put", operation_id = "update_label_design")]
    async fn update(
        &self,
        who: Allow<{ role::LABELLERS }>,
        /// El diseño.
        id: Path<Id>,
        patch: Body<LabelDesignPatch>,
    ) -> Result<Answer<LabelDesign>> {
        self.0.db.write(&who, move |tx| change::edit(tx, id.0, patch.0)).await.map(Answer)
    }

    /// Elimina un diseño propio.
    #[oai(path = "/:id", method = "delete", operation_id = "delete_label_design")]
    async fn delete(
        &self,
        who: Allow<{ role::LABELLERS }>,
        /// El diseño.
        id: Path<Id>,
    ) -> Result<Gone> {
        self.0.db.write(&who, move |tx| change::remove(tx, id.0)).await.map(|()| Gone)
    }
}

/// The runs of numbers under `/api/label-runs`.
pub struct Runs(pub Core);

#[OpenApi(prefix_path = "/api/label-runs", tag = "Tag::Labels")]
impl Runs {
    /// Lista las tandas de placas preimpresas del centro, la más reciente primero.
    #[oai(path = "/", method = "get", operation_id = "list_label_runs")]
    async fn list(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// Cuántas como máximo.
        limit: Query<Limit>,
        /// Cuántas saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<LabelRun>> {
        let (center, paging) = (who.own_center(), Paging::rows(limit.0, skip.0));
        self.0.db.read(move |db| store::runs(db, center, paging)).await
    }

    /// Reserva los números siguientes de un prefijo, que no se vuelven a dar.
    #[oai(path = "/", method = "post", operation_id = "create_label_run")]
    async fn create(
        &self,
        who: Allow<{ role::KEEPERS }>,
        new: Body<NewLabelRun>,
    ) -> Result<Created<LabelRun>> {
        self.0.db.write(&who, move |tx| change::reserve(tx, &new.0)).await.map(Created)
    }
}
