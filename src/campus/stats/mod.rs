//! Statistics: what the rows of the other resources add up to, within what whoever asks may see.
//!
//! Nothing is stored here. What stood in a room at the end of a day is kept by `inventory`, which writes it; all else is one query
//! a figure over the rows of the period, never one a day. Shares are per cent within 0 and 100, and null where there is nothing
//! of which to be a share.

pub mod api;
pub mod model;
pub mod reads;
pub mod rules;
pub mod store;

use crate::kit::resource::entry;
use crate::kit::{Code, codes};

codes! {
    StatsPeriodTooLong "periodo_demasiado_largo" UNPROCESSABLE_ENTITY "Elija un periodo de diez años como máximo";
}

entry! {
    api::Api;

    const CODES: &'static [Code] = CODES;
}
