//! What people get to read of actas: the list of a loan's, and the pages of one.

use super::content::ActaContent;
use super::model::{ActaKind, ActaSignature, LoanActa};
use super::paper::Printed;
use super::{rules, store};
use crate::campus::loans;
use crate::campus::loans::model::{Loan, LoanReach};
use crate::kit::{Caller, Code, Day, Id, Result};
use rusqlite::Connection;

/// The actas of a loan that its reader knows already.
pub fn of_loan(db: &Connection, who: &Caller, loan: &Loan) -> Result<Vec<LoanActa>> {
    let own = rules::sides_of(who, loan);
    let signatures = store::signatures_of_loan(db, loan.id)?;
    let mut newest: Option<ActaKind> = None;
    let mut actas = Vec::new();
    for acta in store::list(db, loan.id)? {
        let is_current = newest.replace(acta.kind) != Some(acta.kind);
        let its: Vec<ActaSignature> =
            signatures.iter().filter(|it| it.acta_id == acta.id).map(ActaSignature::from).collect();
        let signed: Vec<_> = its.iter().map(|it| it.side).collect();
        let signable = rules::Signable { is_current, is_at_desk: acta.is_at_desk, signed: &signed };
        actas.push(LoanActa {
            id: acta.id,
            loan_id: acta.loan_id,
            kind: acta.kind,
            version: acta.version,
            is_current,
            content_hash: acta.content_hash,
            created_at: acta.created_at,
            pdf_path: format!("/api/loans/{}/acta?kind={}&version={}", acta.loan_id, acta.kind, acta.version),
            signatures: its,
            may_sign: rules::may_sign(own, signable),
        });
    }
    Ok(actas)
}

/// The actas of a loan within the reader's reach.
pub fn list(db: &Connection, who: &Caller, loan_id: Id, today: Day) -> Result<Vec<LoanActa>> {
    let loan = loans::store::get_within(db, LoanReach::of(who), loan_id, today)?;
    of_loan(db, who, &loan)
}

/// An acta within the reader's reach.
pub fn acta(
    db: &Connection,
    who: &Caller,
    (loan_id, today): (Id, Day),
    kind: ActaKind,
    version: Option<i64>,
) -> Result<store::ActaRow> {
    loans::store::get_within(db, LoanReach::of(who), loan_id, today)?;
    Ok(store::find(db, loan_id, kind, version)?.ok_or(Code::ActaNotFound)?)
}

/// Pages that are kept, or what they are made of.
pub enum Pages {
    /// As they were made first.
    Kept(Vec<u8>),
    /// To be laid out.
    ToPrint(Box<Printed>),
}

/// The pages of an acta.
pub fn pages(db: &Connection, id: Id) -> Result<Pages> {
    if let Some(pdf) = store::pages(db, id)? {
        return Ok(Pages::Kept(pdf));
    }
    let acta = store::get(db, id)?;
    Ok(Pages::ToPrint(Box::new(Printed {
        kind: acta.kind,
        version: acta.version,
        content: ActaContent::read(&store::content(db, id)?)?,
        hash: acta.content_hash,
        created_at: acta.created_at,
        signatures: store::printed_signatures(db, id)?,
        logo: store::logo(db, acta.loan_id)?,
    })))
}
