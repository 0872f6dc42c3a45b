//! HTTP of actas of equipment in charge.

use super::model::{HandoverActa, HandoverKind, NewHandoverSignature};
use super::{change, print, reads};
use crate::campus::assignments::api::Tag;
use crate::kit::wire::{File, file_kind};
use crate::kit::{Allow, Answer, Blank, Body, Core, Created, Id, Number, Result, role};
use poem::http::header;
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

file_kind!(HandoverFile, "application/pdf", "El acta, para imprimir");

/// The actas under `/api/assignments`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/assignments", tag = "Tag::Assignments")]
impl Api {
    /// Las actas de un equipo a cargo: la de entrega y, cuando se recibió, la de devolución; cada una con sus versiones, la última
    /// primero.
    #[oai(path = "/:id/actas", method = "get", operation_id = "list_assignment_actas")]
    async fn list(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// El equipo a cargo.
        id: Path<Id>,
    ) -> Result<Answer<Vec<HandoverActa>>> {
        let who = who.clone();
        self.0.db.read(move |db| reads::list(db, &who, id.0)).await.map(Answer)
    }

    /// El PDF de un acta. Sin firmar sirve para imprimirla y firmarla a mano; firmada por los dos es siempre el mismo.
    #[oai(path = "/:id/acta", method = "get", operation_id = "get_assignment_acta")]
    async fn pdf(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// El equipo a cargo.
        id: Path<Id>,
        /// De qué es el acta; delivery si no se indica.
        kind: Query<Blank<HandoverKind>>,
        /// Qué versión; la última si no se indica.
        version: Query<Blank<Number<1, 1_000_000>>>,
    ) -> Result<File<HandoverFile>> {
        let who = who.clone();
        let (kind, version) = (kind.0.0.unwrap_or(HandoverKind::Delivery), version.0.0.map(Number::get));
        let acta = self.0.db.read(move |db| reads::acta(db, &who, id.0, kind, version)).await?;
        let pages = print::pages(&self.0.db, acta.id).await?;
        let shown = format!("inline; filename=\"{}\"", acta.file_name());
        Ok(File::new(pages)
            .with(header::CONTENT_DISPOSITION, &shown)
            .with(header::CACHE_CONTROL, "private, no-store"))
    }

    /// Firma la última acta de una clase. Quien tiene el equipo firma lo suyo; un administrador firma por quien lo entrega o lo recibe, y
    /// toma en su pantalla la firma de quien lo tiene.
    #[oai(path = "/:id/acta/signatures", method = "post", operation_id = "sign_assignment_acta")]
    async fn sign(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// El equipo a cargo.
        id: Path<Id>,
        new: Body<NewHandoverSignature>,
    ) -> Result<Created<HandoverActa>> {
        self.0.db.write(&who, move |tx| change::sign(tx, id.0, &new.0)).await.map(Created)
    }
}
