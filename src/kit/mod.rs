//! What every resource stands on, and what knows none of them: the database, access, the wire, the network.

pub mod access;
pub mod clock;
pub mod db;
pub mod disk;
pub mod document;
pub mod entity;
pub mod error;
pub mod export;
pub mod ical;
pub mod idempotency;
pub mod jobs;
pub mod label;
pub mod money;
pub mod net;
pub mod page;
pub mod pdf;
pub mod picture;
pub mod random;
pub mod report;
pub mod resource;
pub(crate) mod seat;
pub mod settings;
pub mod spreadsheet;
pub mod sql;
pub mod wire;
pub mod zone;

// The names that every resource uses.
pub use access::{Allow, Anyone, Caller, CallerTx, Keys, Origin, Role, RoomColumns, Scope, role};
pub use db::{Actor, Change, Db, Event, Notice, Tx};
pub use entity::Entity;
pub(crate) use error::codes;
pub use error::{Code, Error, OnUnique, Result};
pub use page::{Limit, Paging, Skip};
pub(crate) use resource::tag;
pub use resource::{Core, Resource};
pub use wire::{
    Amount, Answer, Blank, Body, ClockTime, Created, Day, EndTime, Field, FromText, Gone, Id, Keep, Line,
    LocalTime, Message, Number, Quantity, Removal, Reply, Rows, Text,
};
pub(crate) use wire::{record, row, words};
