//! Who asks, and what they may: origin, account, role, token, caller and scope.

pub mod account;
pub mod keys;
pub mod passwords;
pub mod role;
pub mod tokens;

mod accounts;
mod caller;
mod origin;
mod scope;

pub use account::Account;
pub use accounts::Accounts;
pub use caller::{AT_ONCE, Allow, AtOnce, Caller, CallerTx};
pub use keys::Keys;
pub use origin::{Anyone, Identity, Origin};
pub use passwords::Hasher;
pub use role::Role;
pub(crate) use scope::room;
pub use scope::{RoomColumns, Scope};
