//! QR codes: a signed text that names a room or an item, its picture, and the way back from a photo.

pub mod api;
pub mod model;
pub mod picture;
pub mod rules;
pub mod store;
