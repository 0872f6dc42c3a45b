//! What may change of a room, and by whom. Pure.

use super::model::{Environment, EnvironmentPatch};
use crate::kit::random::letters;
use crate::kit::{Caller, Code, Id, Result, Role, role};

/// Whether a caller may make a change to a room. A warehouse administrator changes description, place and capacity of the
/// warehouse that they are linked to, nothing else.
pub fn may_change(
    role: Role,
    own_room: Option<Id>,
    room: Id,
    is_warehouse: bool,
    patch: &EnvironmentPatch,
) -> bool {
    match role {
        Role::AdminGeneral => true,
        Role::Admin => {
            let EnvironmentPatch {
                center_id,
                name,
                location: _,
                capacity: _,
                description: _,
                is_warehouse: kind,
                blind_checks,
                is_active,
            } = patch;
            let untouched = center_id.0.is_none()
                && name.0.is_none()
                && kind.0.is_none()
                && blind_checks.0.is_none()
                && is_active.0.is_none();
            own_room == Some(room) && is_warehouse && untouched
        }
        Role::Student | Role::Instructor | Role::Supervisor => false,
    }
}

/// A code for the door: `AMB-` or `BOD-` and eight letters and figures that can't be mistaken for one another.
pub fn qr_code(is_warehouse: bool, random: [u8; 32]) -> String {
    let prefix = if is_warehouse { "BOD-" } else { "AMB-" };
    format!("{prefix}{}", letters(&random, 8))
}

/// A room out of use exists only for the general administrator.
///
/// # Errors
/// [`Code::EnvironmentNotFound`].
pub fn visible(who: &Caller, room: Environment) -> Result<Environment> {
    if room.is_active || who.is(role::GENERAL) { Ok(room) } else { Err(Code::EnvironmentNotFound.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::wire::{Field, Keep};

    fn patch() -> EnvironmentPatch {
        EnvironmentPatch { description: Field::Clear, ..EnvironmentPatch::default() }
    }

    #[test]
    fn a_warehouse_administrator_touches_only_his_warehouse_and_only_three_members() {
        let (own, other) = (Id::from_bits(1), Id::from_bits(2));
        assert!(may_change(Role::Admin, Some(own), own, true, &patch()));
        assert!(!may_change(Role::Admin, Some(own), other, true, &patch()));
        assert!(!may_change(Role::Admin, Some(own), own, false, &patch()));
        assert!(!may_change(Role::Admin, None, own, true, &patch()));
        assert!(!may_change(
            Role::Admin,
            Some(own),
            own,
            true,
            &EnvironmentPatch { is_active: Keep(Some(false)), ..patch() }
        ));
        assert!(may_change(
            Role::AdminGeneral,
            None,
            other,
            false,
            &EnvironmentPatch { is_active: Keep(Some(false)), ..patch() }
        ));
        assert!(!may_change(Role::Supervisor, Some(own), own, true, &patch()));
    }

    #[test]
    fn codes_have_no_letters_that_look_alike() {
        let code = qr_code(false, std::array::from_fn(|n| u8::try_from(n * 31 % 256).unwrap()));
        assert_eq!(code.len(), 12);
        assert!(code.starts_with("AMB-") && !code[4..].contains(['0', 'O', '1', 'I']));
    }
}
