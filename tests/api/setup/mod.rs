//! The first start: what a server answers before it is set up, who sets it up, and that it happens once.

mod backup;
mod closed;
mod fresh;
mod once;
mod refused;
mod started;

pub(crate) use fresh::{Fresh, setup};

use crate::support::{Resource, Roles};

/// Whoever has the code. The matrix is walked when these operations are gone; see the tests here.
const ROLES: Roles =
    &[("open", &["check_setup_code", "set_up", "upload_backup", "check_backup", "restore_backup"])];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource = Resource::new(ROLES);
