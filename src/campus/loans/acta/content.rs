//! What an acta says, as it is kept and signed: a text of JSON whose hash people sign.

use super::model::{ActaKind, ActaTexts};
use crate::campus::loans::model::{Loan, PieceAction};
use crate::kit::wire::row;
use crate::kit::{Error, Id, LocalTime, Result, random};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

row! {
    /// The people and places of an acta.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    pub struct Parties {
        /// The centre.
        pub center_name: String,
        /// Its code at SENA.
        pub center_code: String,
        /// Its region.
        pub center_region: Option<String>,
        /// Its town.
        pub center_city: Option<String>,
        /// Its address.
        pub center_address: Option<String>,
        /// Its telephone.
        pub center_phone: Option<String>,
        /// The warehouse.
        pub warehouse_name: String,
        /// Where it is.
        pub warehouse_location: Option<String>,
        /// Who borrows.
        pub borrower_name: String,
        /// Their address for mail.
        pub borrower_email: String,
        /// Their telephone.
        pub borrower_phone: Option<String>,
        /// As what they work or learn, in the word of the wire.
        pub borrower_role: String,
        /// Who decided or handed over last.
        pub warehouse_person: Option<String>,
    }
}

/// A line of an acta.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActaLine {
    /// What it is.
    pub name: String,
    /// Its plate; nothing for what was lent in words or isn't chosen yet.
    pub code: Option<String>,
    /// Brand and model.
    pub model: Option<String>,
    /// Pieces.
    pub quantity: i64,
    /// What happened to them; nothing for what was only asked for.
    pub action: Option<String>,
    /// Notes.
    pub notes: Option<String>,
    /// When it went over the desk, in the centre's wall clock.
    pub at: Option<String>,
}

/// What an acta says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActaContent {
    /// Of what it is, in the word of the wire.
    pub kind: String,
    /// Its number, as people quote it.
    pub number: String,
    /// Whether pieces went over the desk: before, it says what was asked for, and there is nothing to sign.
    pub is_at_desk: bool,
    /// People and places.
    pub parties: Parties,
    /// Programme of training.
    pub program: String,
    /// What for.
    pub purpose: String,
    /// First day.
    pub start_date: String,
    /// Last day.
    pub end_date: String,
    /// First hour, if the loan is by the hour.
    pub start_time: Option<String>,
    /// Last hour.
    pub end_time: Option<String>,
    /// The lines.
    pub lines: Vec<ActaLine>,
    /// What the people who sign accept.
    pub conditions: String,
}

/// A content as it is kept: its text, and the hash that people sign.
pub struct Kept {
    /// JSON.
    pub text: String,
    /// SHA-256 in hexadecimal digits.
    pub hash: String,
}

impl Kept {
    /// What is said, as text, with its hash.
    ///
    /// # Errors
    /// When it can't be written as JSON.
    pub fn of(content: &impl Serialize) -> Result<Self> {
        let text = serde_json::to_string(content).map_err(Error::internal)?;
        let hash = random::sha256_hex(&text);
        Ok(Self { text, hash })
    }
}

row! {
    /// Pieces that went over the desk, as an acta tells of them.
    #[derive(Debug, Clone)]
    pub struct DeskPiece {
        /// Name that day.
        pub item_name: String,
        /// Plate that day.
        pub internal_code: Option<String>,
        /// Brand and model.
        pub model: Option<String>,
        /// What happened.
        pub action: PieceAction,
        /// Pieces.
        pub quantity: i64,
        /// Notes.
        pub notes: Option<String>,
        /// When.
        pub created_at: LocalTime,
    }
}

impl ActaContent {
    /// What an acta of a loan says; nothing of a return as long as nothing came back.
    pub fn of(
        kind: ActaKind,
        loan: &Loan,
        parties: Parties,
        pieces: &[DeskPiece],
        texts: ActaTexts,
    ) -> Option<Self> {
        let (lines, is_at_desk, conditions) = match kind {
            ActaKind::Loan => {
                let out: Vec<_> = pieces.iter().filter(|it| it.action == PieceAction::HandedOver).collect();
                let is_at_desk = !out.is_empty();
                let lines = if is_at_desk { desk_lines(out.into_iter()) } else { vec![asked(loan)] };
                (lines, is_at_desk, texts.loan_conditions)
            }
            ActaKind::Return => {
                let back = pieces.iter().filter(|it| it.action != PieceAction::HandedOver);
                (desk_lines(back), true, texts.return_conditions)
            }
        };
        if lines.is_empty() {
            return None;
        }
        let still_out = (kind == ActaKind::Return && loan.quantity_out > 0).then(|| still_out(loan));
        Some(Self {
            kind: kind.as_str().to_owned(),
            number: number(loan.id, loan.created_at),
            is_at_desk,
            parties,
            program: loan.program.clone(),
            purpose: loan.purpose.clone(),
            start_date: loan.start_date.to_string(),
            end_date: loan.end_date.to_string(),
            start_time: loan.start_time.map(|time| time.to_string()),
            end_time: loan.end_time.map(|time| time.to_string()),
            lines: lines.into_iter().chain(still_out).collect(),
            conditions,
        })
    }

    /// The text that is kept, and its hash.
    ///
    /// # Errors
    /// Never in practice: it is text and numbers.
    pub fn kept(&self) -> Result<Kept> {
        Kept::of(self)
    }

    /// Reads what was kept.
    ///
    /// # Errors
    /// When somebody else has written it.
    pub fn read(text: &str) -> Result<Self> {
        serde_json::from_str(text).map_err(Error::internal)
    }
}

/// A number that people can quote and that nothing else has: the day on which it began, and the end of its identifier.
pub fn number(id: Id, began: LocalTime) -> String {
    let id = id.to_string().to_uppercase();
    let tail = id.get(id.len().saturating_sub(6)..).unwrap_or(&id);
    format!("{}-{tail}", began.wall().format("%Y%m%d"))
}

fn asked(loan: &Loan) -> ActaLine {
    let item = loan.item_details.as_ref();
    let code = item.filter(|_| !loan.any_of_model).map(|item| item.internal_code.clone());
    let any = loan.any_of_model.then(|| "Cualquiera de este modelo".to_owned());
    ActaLine {
        name: loan.item_name.clone(),
        code,
        model: item.and_then(|item| joined(item.brand.as_deref(), item.model.as_deref())),
        quantity: loan.quantity_requested,
        action: None,
        notes: any.or_else(|| loan.item_description.clone()),
        at: None,
    }
}

/// What the line says that counts what hasn't come back.
const STILL_OUT: &str = "Pendiente por devolver";

fn still_out(loan: &Loan) -> ActaLine {
    ActaLine {
        name: STILL_OUT.to_owned(),
        code: None,
        model: None,
        quantity: loan.quantity_out,
        action: None,
        notes: None,
        at: None,
    }
}

fn joined(brand: Option<&str>, model: Option<&str>) -> Option<String> {
    let words: Vec<&str> = brand.into_iter().chain(model).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// The lines of pieces that went over the desk: what is the same in everything but the count is one line.
fn desk_lines<'a>(pieces: impl Iterator<Item = &'a DeskPiece>) -> Vec<ActaLine> {
    let mut lines: Vec<ActaLine> = Vec::new();
    let mut places = HashMap::new();
    for piece in pieces {
        let at = piece.created_at.wall().format("%Y-%m-%d %H:%M").to_string();
        let what =
            (&piece.item_name, &piece.internal_code, &piece.model, piece.action, &piece.notes, at.clone());
        let place = *places.entry(what).or_insert(lines.len());
        if let Some(known) = lines.get_mut(place) {
            known.quantity += piece.quantity;
            continue;
        }
        lines.push(ActaLine {
            name: piece.item_name.clone(),
            code: piece.internal_code.clone(),
            model: piece.model.clone(),
            quantity: piece.quantity,
            action: Some(piece.action.as_str().to_owned()),
            notes: piece.notes.clone(),
            at: Some(at),
        });
    }
    lines
}
