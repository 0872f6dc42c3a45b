//! What an acta of equipment in charge says, as it is kept and signed.

use super::model::HandoverKind;
use crate::campus::assignments::model::Assignment;
use crate::campus::loans::acta::content::number;
use crate::campus::loans::acta::model::ActaTexts;
use crate::kit::wire::row;
use crate::kit::{Error, Result};
use serde::{Deserialize, Serialize};

row! {
    /// The people, the place and the item of an acta, as they are when it is written.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
    pub struct HandoverFacts {
        /// The centre where it was handed over, if it was in one.
        pub center_name: Option<String>,
        /// Its code at SENA.
        pub center_code: Option<String>,
        /// Its region.
        pub center_region: Option<String>,
        /// Its town.
        pub center_city: Option<String>,
        /// Its address.
        pub center_address: Option<String>,
        /// Its telephone.
        pub center_phone: Option<String>,
        /// Where the item stands.
        pub room_name: Option<String>,
        /// Where that is.
        pub room_location: Option<String>,
        /// The item.
        pub item_name: String,
        /// Its plate.
        pub internal_code: String,
        /// Its serial number.
        pub serial_number: Option<String>,
        /// Brand and model.
        pub model: Option<String>,
        /// How many pieces it is.
        pub quantity: i64,
        /// Who has it in charge.
        pub holder_name: String,
        /// The number of their document.
        pub holder_document: Option<String>,
        /// As what they work or learn, in the word of the wire.
        pub holder_role: Option<String>,
        /// Their address for mail.
        pub holder_email: Option<String>,
        /// Their telephone.
        pub holder_phone: Option<String>,
    }
}

/// What an acta says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandoverContent {
    /// Of what it is, in the word of the wire.
    pub kind: String,
    /// Its number, as people quote it.
    pub number: String,
    /// People, place and item.
    pub facts: HandoverFacts,
    /// Who hands it over, or takes it back.
    pub keeper_name: String,
    /// When it was handed over, in the centre's wall clock.
    pub started_at: String,
    /// When it came back.
    pub ended_at: Option<String>,
    /// How it came back, in Spanish.
    pub condition: Option<String>,
    /// What goes with it, or how it came back.
    pub notes: Option<String>,
    /// What the people who sign accept.
    pub conditions: String,
}

impl HandoverContent {
    /// What an acta of an assignment says.
    pub fn of(kind: HandoverKind, assignment: &Assignment, facts: HandoverFacts, texts: ActaTexts) -> Self {
        let it = assignment;
        let (keeper_name, notes, conditions) = match kind {
            HandoverKind::Delivery => {
                (it.assigned_by_name.clone(), it.notes.clone(), texts.delivery_conditions)
            }
            HandoverKind::Return => (
                it.received_by_name.clone().unwrap_or_default(),
                it.end_notes.clone(),
                texts.hand_back_conditions,
            ),
        };
        let is_return = kind == HandoverKind::Return;
        let at = |time: crate::kit::LocalTime| time.wall().format("%d/%m/%Y %H:%M").to_string();
        Self {
            kind: kind.as_str().to_owned(),
            number: number(it.id, it.started_at),
            facts,
            keeper_name,
            started_at: at(it.started_at),
            ended_at: it.ended_at.filter(|_| is_return).map(at),
            condition: it.end_condition.filter(|_| is_return).map(|it| it.spanish().to_owned()),
            notes,
            conditions,
        }
    }

    /// Reads what was kept.
    ///
    /// # Errors
    /// When somebody else has written it.
    pub fn read(text: &str) -> Result<Self> {
        serde_json::from_str(text).map_err(Error::internal)
    }
}
