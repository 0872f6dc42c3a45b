//! What people get to read of actas of equipment in charge.

use super::content::HandoverContent;
use super::model::{HandoverActa, HandoverKind, HandoverSignature};
use super::paper::Printed;
use super::{rules, store};
use crate::campus::assignments::reads::{Seen, seen};
use crate::kit::{Caller, Code, Id, Result};
use rusqlite::Connection;

/// The actas of an assignment, as its reader stands to it.
pub fn of_assignment(db: &Connection, seen: &Seen) -> Result<Vec<HandoverActa>> {
    let own = rules::sides(seen.is_keeper, seen.is_holder);
    let id = seen.assignment.id;
    let signatures = store::signatures(db, id)?;
    let mut newest: Option<HandoverKind> = None;
    let mut actas = Vec::new();
    for acta in store::list(db, id)? {
        let is_current = newest.replace(acta.kind) != Some(acta.kind);
        let its: Vec<HandoverSignature> =
            signatures.iter().filter(|it| it.acta_id == acta.id).map(HandoverSignature::from).collect();
        let signed: Vec<_> = its.iter().map(|it| it.side).collect();
        let may_sign = rules::may_sign(own, rules::Signable { is_current, signed: &signed });
        let (kind, version) = (acta.kind, acta.version);
        actas.push(HandoverActa {
            id: acta.id,
            assignment_id: id,
            kind,
            version,
            is_current,
            content_hash: acta.content_hash,
            created_at: acta.created_at,
            pdf_path: format!("/api/assignments/{id}/acta?kind={kind}&version={version}"),
            signatures: its,
            may_sign,
        });
    }
    Ok(actas)
}

/// The actas of an assignment that somebody reads.
pub fn list(db: &Connection, who: &Caller, assignment_id: Id) -> Result<Vec<HandoverActa>> {
    of_assignment(db, &seen(db, who, assignment_id)?)
}

/// An acta of an assignment that somebody reads: this version, or the newest.
pub fn acta(
    db: &Connection,
    who: &Caller,
    assignment_id: Id,
    kind: HandoverKind,
    version: Option<i64>,
) -> Result<store::HandoverActaRow> {
    let seen = seen(db, who, assignment_id)?;
    Ok(store::find(db, seen.assignment.id, kind, version)?.ok_or(Code::HandoverActaNotFound)?)
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
    let content = HandoverContent::read(&store::content(db, id)?)?;
    let logo = store::logo(db, acta.assignment_id)?;
    Ok(Pages::ToPrint(Box::new(Printed {
        kind: acta.kind,
        version: acta.version,
        content,
        hash: acta.content_hash,
        created_at: acta.created_at,
        signatures: store::printed_signatures(db, id)?,
        logo,
    })))
}
