//! What happens to a count: its lines, handing it in, the decision.

use super::Tag;
use crate::kit::{Allow, Answer, Body, Core, Id, Result, role};
use crate::warehouse::counts::change;
use crate::warehouse::counts::model::{
    Approval, CountCancellation, CountDetail, CountedLine, NewCountedLine, SendBack, Submission, TakenBack,
};
use poem_openapi::OpenApi;
use poem_openapi::param::Path;

/// The steps under `/api/counts/:id`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/counts", tag = "Tag::Counts")]
impl Api {
    /// Cuenta un lote o algo que se encontró, o corrige una línea. Cada línea se guarda por sí sola.
    #[oai(path = "/:id/lines", method = "post", operation_id = "count_line")]
    async fn count(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        /// El conteo.
        id: Path<Id>,
        new: Body<NewCountedLine>,
    ) -> Result<Answer<CountedLine>> {
        self.0.db.write(&who, move |tx| change::lines::count(tx, id.0, &new.0)).await.map(Answer)
    }

    /// Deja una línea sin contar; lo que se había encontrado se quita.
    #[oai(path = "/:id/lines/:line_id/undo", method = "post", operation_id = "undo_count_line")]
    async fn undo(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        /// El conteo.
        id: Path<Id>,
        /// La línea.
        line_id: Path<Id>,
        new: Body<TakenBack>,
    ) -> Result<Answer<CountedLine>> {
        self.0.db.write(&who, move |tx| change::lines::undo(tx, id.0, line_id.0, &new.0)).await.map(Answer)
    }

    /// Entrega un conteo para que otra persona lo apruebe.
    #[oai(path = "/:id/submit", method = "post", operation_id = "submit_count")]
    async fn submit(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        /// El conteo.
        id: Path<Id>,
        new: Body<Submission>,
    ) -> Result<Answer<CountDetail>> {
        self.0.db.write(&who, move |tx| change::submit::submit(tx, id.0, &new.0)).await.map(Answer)
    }

    /// Aprueba un conteo que otra persona hizo: cada diferencia queda como un ajuste.
    #[oai(path = "/:id/approve", method = "post", operation_id = "approve_count")]
    async fn approve(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        /// El conteo.
        id: Path<Id>,
        new: Body<Approval>,
    ) -> Result<Answer<CountDetail>> {
        self.0.db.write(&who, move |tx| change::decide::approve(tx, id.0, &new.0)).await.map(Answer)
    }

    /// Devuelve un conteo para que se cuente de nuevo.
    #[oai(path = "/:id/return", method = "post", operation_id = "return_count")]
    async fn send_back(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        /// El conteo.
        id: Path<Id>,
        new: Body<SendBack>,
    ) -> Result<Answer<CountDetail>> {
        self.0.db.write(&who, move |tx| change::decide::send_back(tx, id.0, &new.0)).await.map(Answer)
    }

    /// Cancela un conteo: las existencias quedan como estaban.
    #[oai(path = "/:id/cancel", method = "post", operation_id = "cancel_count")]
    async fn cancel(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        /// El conteo.
        id: Path<Id>,
        new: Body<CountCancellation>,
    ) -> Result<Answer<CountDetail>> {
        self.0.db.write(&who, move |tx| change::decide::cancel(tx, id.0, &new.0)).await.map(Answer)
    }
}
