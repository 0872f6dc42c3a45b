//! Who may ask for an account. Pure.

use crate::kit::{Code, Result, Role};

/// Whether the account that somebody asks for is active at once; otherwise a general administrator has to activate it.
///
/// # Errors
/// [`Code::RoleNotOpen`] for a role that nobody can ask for.
pub fn is_active_at_once(role: Role) -> Result<bool> {
    match role {
        Role::Student => Ok(true),
        Role::Instructor | Role::Supervisor => Ok(false),
        Role::Admin | Role::AdminGeneral => Err(Code::RoleNotOpen.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn apprentices_enter_at_once_teachers_wait_and_nobody_makes_themself_an_administrator() {
        let active: Vec<Option<bool>> = Role::ALL.iter().map(|&role| is_active_at_once(role).ok()).collect();
        assert_eq!(active, [Some(true), Some(false), Some(false), None, None]);
    }
}
