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
        let is_at_desk = ActaContent::read(&acta.content)?.is_at_desk;
        let signable = rules::Signable { is_current, is_at_desk, signed: &signed };
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

/// Pages that are kept, or what they are made of.
pub enum Pages {
    /// As they were made first.
    Kept(Vec<u8>),
    /// To be laid out.
    ToPrint(Box<Printed>),
}

/// The pages of an acta within the reader's reach, and what a file of them is called.
pub fn pages(
    db: &Connection,
    who: &Caller,
    (loan_id, today): (Id, Day),
    kind: ActaKind,
    version: Option<i64>,
) -> Result<(Pages, String)> {
    loans::store::get_within(db, LoanReach::of(who), loan_id, today)?;
    let acta = store::find(db, loan_id, kind, version)?.ok_or(Code::ActaNotFound)?;
    let printed = printed(db, &acta)?;
    let name = printed.file_name();
    let pages = match store::pages(db, acta.id)? {
        Some(pdf) => Pages::Kept(pdf),
        None => Pages::ToPrint(Box::new(printed)),
    };
    Ok((pages, name))
}

/// What the pages of an acta are made of.
pub fn printed(db: &Connection, acta: &store::ActaRow) -> Result<Printed> {
    Ok(Printed {
        kind: acta.kind,
        version: acta.version,
        content: ActaContent::read(&acta.content)?,
        hash: acta.content_hash.clone(),
        created_at: acta.created_at,
        signatures: store::signatures(db, acta.id)?,
        logo: store::logo(db, acta.loan_id)?,
    })
}
