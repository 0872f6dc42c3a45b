//! Feedback: what people say of the program, and what the administration answers.
//!
//! Everybody sees their own; whose it isn't, it isn't there. Answers are told to the person, unless they didn't want to be.

pub mod api;
pub mod change;
pub mod model;
pub mod rules;
pub mod store;

use crate::kit::db::Kind;
use crate::kit::db::kind::kinds;
use crate::kit::resource::entry;
use crate::kit::{Code, Entity, codes};

codes! {
    FeedbackNotFound "opinion_no_encontrada" NOT_FOUND "Comentario no encontrado";
    FeedbackTooMuch "demasiadas_opiniones" BAD_REQUEST "Hoy ya envió muchas opiniones: siga mañana, o escriba todo en una sola";
}

kinds! {
    /// Somebody has said something of the program, or has been answered.
    Feedback = "feedback",
}

entry! {
    api::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("feedback", "feedback").versioned("feedback")];
    const KINDS: &'static [Kind] = KINDS;
}
