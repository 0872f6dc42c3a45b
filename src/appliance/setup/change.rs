//! Setting the server up, within one write.

use super::model::FirstAdministrator;
use super::{DemoFill, store};
use crate::appliance::time_zone;
use crate::campus::auth::model::Session;
use crate::campus::centers::model::NewCenter;
use crate::campus::users::model::NewUser;
use crate::campus::{auth, centers, users};
use crate::kit::access::account;
use crate::kit::zone::Zone;
use crate::kit::{Blank, Change, Code, Event, Id, Keys, LocalTime, Result, Role, Tx};

/// What is hashed before the write: the administrator's password, and one that nobody knows.
pub(super) struct Hashes {
    pub(super) admin: String,
    /// Of everybody in the invented centre, if it is to be filled in.
    pub(super) nobody: Option<String>,
}

/// Makes everything, or nothing.
pub(super) fn set_up(
    tx: &Tx<'_>,
    keys: &Keys,
    admin: FirstAdministrator,
    (center, zone): (NewCenter, Option<Zone>),
    hashes: &Hashes,
    demo: DemoFill,
) -> Result<Change<Session>> {
    // The writer takes one after the other: of two who finish at once the second finds the first one's work.
    if users::store::has_administrator(tx)? {
        return Err(Code::AlreadySetUp.into());
    }
    if hashes.nobody.is_some() && !store::is_empty(tx)? {
        return Err(Code::DemoNotEmpty.into());
    }
    let new = NewUser {
        email: admin.email,
        password: admin.password,
        first_name: admin.first_name,
        last_name: admin.last_name,
        role: Role::AdminGeneral,
        phone: Blank(None),
        program: Blank(None),
        ficha: Blank(None),
        environment_id: Blank(None),
        center_id: Blank(None),
    };
    let zone = zone.map_or_else(|| Ok(Change::unaudited(())), |zone| time_zone::change::keep(tx, zone))?;
    let change = centers::change::add(tx, center)?.join(users::change::add(tx, new, &hashes.admin)?);
    let change = change.join(zone).map(|(made, ())| made);
    let (center, user) = change.value();
    let begun = match &hashes.nobody {
        None => "sin datos",
        Some(hash) => {
            (demo.0)(tx, center, hash.clone())?;
            "con el centro de demostración"
        }
    };
    users::store::touch_login(tx, user.id, LocalTime(tx.now))?;
    let account = account::account(tx, user.id)?.ok_or(Code::UserNotFound)?;
    tx.origin.identify(account.identity());
    let session = auth::change::open(tx, keys, &account, Id::new())?;
    let event = Event::named("SETUP", "setup", Some(user.id))
        .status(201)
        .describe(format!("Primer inicio: {} y {}, {begun}", center.name, user.name));
    Ok(change.map(|_| session).and(event))
}
