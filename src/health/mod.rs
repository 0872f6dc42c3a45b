//! Health: whether the server is up and its database answers, for monitors and for the technician.

pub mod api;
