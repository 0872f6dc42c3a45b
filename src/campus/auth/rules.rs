//! Who may ask for an account. Pure.

use super::model::AccessSettings;
use crate::kit::{Code, Result, Role};

/// Whether the account that somebody asks for is active at once; otherwise a general administrator has to activate it.
///
/// # Errors
/// [`Code::RoleNotOpen`] for a role that nobody can ask for, [`Code::RegistrationClosed`] for one that the house gives itself.
pub fn is_active_at_once(role: Role, settings: &AccessSettings) -> Result<bool> {
    let (is_open, is_active) = match role {
        Role::Student => (settings.students_may_register, true),
        Role::Instructor | Role::Supervisor => (settings.staff_may_ask, false),
        Role::Admin | Role::AdminGeneral => return Err(Code::RoleNotOpen.into()),
    };
    if is_open { Ok(is_active) } else { Err(Code::RegistrationClosed.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn apprentices_enter_at_once_teachers_wait_and_nobody_makes_themself_an_administrator() {
        assert_eq!(asked(true, true), [Some(true), Some(false), Some(false), None, None]);
    }

    #[test]
    fn the_house_closes_the_door_to_apprentices_and_to_staff() {
        assert_eq!(asked(false, true), [None, Some(false), Some(false), None, None]);
        assert_eq!(asked(true, false), [Some(true), None, None, None, None]);
    }

    fn asked(students_may_register: bool, staff_may_ask: bool) -> Vec<Option<bool>> {
        let settings = AccessSettings { students_may_register, staff_may_ask, ..AccessSettings::default() };
        Role::ALL.iter().map(|&role| is_active_at_once(role, &settings).ok()).collect()
    }
}
