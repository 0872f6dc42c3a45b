//! HTTP of actas.

use super::model::{ActaKind, LoanActa, NewSignature};
use super::{change, print, reads};
use crate::campus::loans::api::Tag;
use crate::kit::wire::{File, file_kind};
use crate::kit::{Allow, Answer, Blank, Body, Core, Created, Day, Id, Number, Result, clock, role};
use poem::http::header;
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

file_kind!(ActaFile, "application/pdf", "El acta, para imprimir");

/// The actas under `/api/loans`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/loans", tag = "Tag::Loans")]
impl Api {
    /// Las actas de un préstamo: la de préstamo, desde que se aprueba, y la de devolución, desde que vuelve algo; cada una con sus
    /// versiones, la última primero.
    #[oai(path = "/:id/actas", method = "get", operation_id = "list_loan_actas")]
    async fn list(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// El préstamo.
        id: Path<Id>,
    ) -> Result<Answer<Vec<LoanActa>>> {
        let (who, today) = (who.clone(), Day(clock::today()));
        self.0.db.read(move |db| reads::list(db, &who, id.0, today)).await.map(Answer)
    }

    /// El PDF de un acta. Sin firmar sirve para imprimirla y firmarla a mano; firmada por todos es siempre el mismo.
    #[oai(path = "/:id/acta", method = "get", operation_id = "get_loan_acta")]
    async fn pdf(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// El préstamo.
        id: Path<Id>,
        /// De qué es el acta; loan si no se indica.
        kind: Query<Blank<ActaKind>>,
        /// Qué versión; la última si no se indica.
        version: Query<Blank<Number<1, 1_000_000>>>,
    ) -> Result<File<ActaFile>> {
        let (who, of) = (who.clone(), (id.0, Day(clock::today())));
        let (kind, version) = (kind.0.0.unwrap_or(ActaKind::Loan), version.0.0.map(Number::get));
        let acta = self.0.db.read(move |db| reads::acta(db, &who, of, kind, version)).await?;
        let pages = print::pages(&self.0.db, acta.id).await?;
        let shown = format!("inline; filename=\"{}\"", acta.file_name());
        Ok(File::new(pages)
            .with(header::CONTENT_DISPOSITION, &shown)
            .with(header::CACHE_CONTROL, "private, no-store"))
    }

    /// Firma la última acta de una clase. Quien pide prestado firma lo suyo; la bodega firma por ella y recibe en su pantalla la firma
    /// de quien pide prestado.
    #[oai(path = "/:id/acta/signatures", method = "post", operation_id = "sign_loan_acta")]
    async fn sign(
        &self,
        who: Allow<{ role::BORROWERS }>,
        /// El préstamo.
        id: Path<Id>,
        new: Body<NewSignature>,
    ) -> Result<Created<LoanActa>> {
        self.0.db.write(&who, move |tx| change::sign(tx, id.0, &new.0)).await.map(Created)
    }
}
