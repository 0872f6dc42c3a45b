//! What a write does to actas of equipment in charge: writes them, and signs them.

use super::content::HandoverContent;
use super::model::{HandoverActa, HandoverKind, NewHandoverSignature};
use super::{reads, rules, store};
use crate::campus::assignments;
use crate::campus::loans::acta::content::Kept;
use crate::campus::loans::acta::model::ActaTexts;
use crate::campus::loans::acta::rules::{check_name, lines};
use crate::kit::{CallerTx, Change, Code, Error, Event, Id, LocalTime, Result, Tx, settings};

/// Writes the acta of an assignment as things stand: one that nobody has signed anew, after a signed one the next version.
///
/// # Errors
/// [`Code::AssignmentNotFound`].
pub fn renew(tx: &Tx<'_>, assignment_id: Id, kind: HandoverKind) -> Result<()> {
    let assignment = assignments::store::get(tx, assignment_id)?;
    let texts: ActaTexts = settings::of(tx)?;
    let content = HandoverContent::of(kind, &assignment, store::facts(tx, assignment_id)?, texts);
    let (kept, now) = (Kept::of(&content)?, LocalTime(tx.now));
    match store::find(tx, assignment_id, kind, None)? {
        None => store::insert(tx, assignment_id, kind, 1, &kept, now),
        Some(last) if last.content_hash == kept.hash => Ok(()),
        Some(last) => {
            if store::rewrite_unsigned(tx, last.id, &kept, now)? {
                return Ok(());
            }
            store::insert(tx, assignment_id, kind, last.version + 1, &kept, now)
        }
    }
}

/// Signs the newest acta of a kind, if it still says what was read.
///
/// # Errors
/// [`Code::AssignmentNotFound`], [`Code::HandoverActaNotFound`], [`Code::SignatureUnreadable`], and those of [`rules::check_side`].
pub fn sign(
    tx: &CallerTx<'_>,
    assignment_id: Id,
    new: &NewHandoverSignature,
) -> Result<Change<HandoverActa>> {
    let seen = assignments::reads::seen(tx, tx.who, assignment_id)?;
    let acta = store::find(tx, assignment_id, new.kind, None)?.ok_or(Code::HandoverActaNotFound)?;
    check_name(new.name.as_str())?;
    let drawn = new.strokes.0.as_deref();
    // What can't be read is refused; what is kept is what was sent.
    drawn.map(lines).transpose()?;
    let signed = store::signed_sides(tx, acta.id)?;
    let is_current = acta.content_hash == new.content_hash.as_str();
    let own = rules::sides(seen.is_keeper, seen.is_holder);
    rules::check_side(own, rules::Signable { is_current, signed: &signed }, new.side)?;
    let signature = store::Signed {
        acta: &acta,
        side: new.side,
        name: new.name.as_str(),
        strokes: drawn.map(serde_json::to_string).transpose().map_err(Error::internal)?,
        user_id: tx.who.id,
        ip_address: tx.origin.ip.map(|ip| ip.to_string()),
    };
    store::sign(tx, &signature, LocalTime(tx.now))?;
    let actas = reads::of_assignment(tx, &seen)?;
    let after = actas.into_iter().find(|it| it.id == acta.id).ok_or(Code::HandoverActaNotFound)?;
    let of = match new.kind {
        HandoverKind::Delivery => "entrega",
        HandoverKind::Return => "devolución",
    };
    let item = &seen.assignment;
    // What was signed stands in the audit by its hash, so that its chain keeps it too; what was drawn doesn't.
    let says = format!(
        "Acta de {of} firmada por {}: {} ({}), a cargo de {}, versión {}, huella {}",
        signature.name, item.item_name, item.internal_code, item.holder_name, acta.version, acta.content_hash
    );
    let event = Event::named("SIGN_ITEM_ASSIGNMENT", "item_assignment", Some(assignment_id));
    Ok(Change::new(after, event.status(201).describe(says)))
}
