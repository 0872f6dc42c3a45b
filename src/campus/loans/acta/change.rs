//! What a write does to actas: writes them anew when a loan moves on, and signs them.

use super::content::ActaContent;
use super::model::{ActaKind, ActaSide, ActaTexts, LoanActa, NewSignature};
use super::{reads, rules, store};
use crate::campus::loans;
use crate::campus::loans::model::LoanReach;
use crate::kit::{CallerTx, Change, Code, Error, Event, Id, LocalTime, Result, Tx, settings};

/// Writes the acta of a loan as things stand: the one that nobody has signed anew, after a signed one the next version. What went out is
/// written when it goes out, what comes back when it comes back: neither changes with the other.
///
/// # Errors
/// When the database refuses.
pub fn renew(tx: &Tx<'_>, loan_id: Id, kind: ActaKind) -> Result<()> {
    let loan = loans::store::get_within(tx, LoanReach::Everything, loan_id, tx.today())?;
    let (parties, pieces) = (store::parties(tx, loan_id)?, store::pieces(tx, loan_id)?);
    let texts: ActaTexts = settings::of(tx)?;
    let Some(content) = ActaContent::of(kind, &loan, parties, &pieces, texts) else { return Ok(()) };
    let (kept, now) = (content.kept()?, LocalTime(tx.now));
    match store::find(tx, loan_id, kind, None)? {
        None => store::insert(tx, loan_id, kind, 1, &kept, now)?,
        Some(last) if last.content_hash == kept.hash => {}
        Some(last) => {
            if !store::rewrite_unsigned(tx, last.id, &kept, now)? {
                store::insert(tx, loan_id, kind, last.version + 1, &kept, now)?;
            }
        }
    }
    store::set_path(tx, loan_id, &format!("/api/loans/{loan_id}/acta"))
}

/// Signs the newest acta of a kind, if it still says what was read.
///
/// # Errors
/// [`Code::LoanNotFound`], [`Code::ActaNotFound`], [`Code::SignatureUnreadable`], [`Code::ActaChanged`], and those of
/// [`rules::check_side`].
pub fn sign(tx: &CallerTx<'_>, loan_id: Id, new: &NewSignature) -> Result<Change<LoanActa>> {
    let today = tx.today();
    let loan = loans::store::get_within(tx, LoanReach::of(tx.who), loan_id, today)?;
    let acta = store::find(tx, loan_id, new.kind, None)?.ok_or(Code::ActaNotFound)?;
    rules::check_name(new.name.as_str())?;
    let drawn = rules::drawn(new)?;
    let signed = store::signed_sides(tx, acta.id)?;
    let is_current = acta.content_hash == new.content_hash.as_str();
    let signable = rules::Signable { is_current, is_at_desk: acta.is_at_desk, signed: &signed };
    rules::check_side(rules::sides_of(tx.who, &loan), signable, new.side)?;
    let strokes = drawn.and(new.strokes.0.as_ref()).map(serde_json::to_string);
    let signature = store::Signed {
        acta: &acta,
        side: new.side,
        name: new.name.as_str(),
        strokes: strokes.transpose().map_err(Error::internal)?,
        user_id: tx.who.id,
        ip_address: tx.origin.ip.map(|ip| ip.to_string()),
    };
    store::sign(tx, &signature, LocalTime(tx.now))?;
    if signed.len() + 1 == ActaSide::ALL.len() {
        store::want_pages(tx, acta.id)?;
    }
    let actas = reads::of_loan(tx, tx.who, &loan)?;
    let after = actas.into_iter().find(|it| it.id == acta.id).ok_or(Code::ActaNotFound)?;
    let of = match new.kind {
        ActaKind::Loan => "préstamo",
        ActaKind::Return => "devolución",
    };
    // What was signed stands in the audit by its hash, so that its chain keeps it too; what was drawn doesn't.
    let says = format!(
        "Acta de {of} firmada por {}: {} ({}), versión {}, huella {}",
        signature.name, loan.item_name, loan.instructor_name, acta.version, acta.content_hash
    );
    let event = Event::named("SIGN_LOAN", "loan", Some(loan_id)).status(201).describe(says);
    Ok(Change::new(after, event))
}
