//! Who may ask for an account. Pure.

use super::model::{AccessSettings, Registration};
use crate::campus::users::model::{Name, NewUser};
use crate::kit::{Blank, Code, Error, FromText, Result, Role};

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

/// What somebody is called who gave an address and no name: its part before the `@` tells both names, or one alone.
pub fn names_of(email: &str) -> [String; 2] {
    let local = email.split('@').next().unwrap_or_default();
    // What stands behind a plus is for sorting letters.
    let local = local.split('+').next().unwrap_or_default();
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters
            .next()
            .map(|first| first.to_uppercase().chain(letters).collect::<String>())
            .unwrap_or_default()
    };
    let mut words = local.split(['.', '_', '-']).filter(|word| !word.is_empty()).map(capital);
    let first = words.next().unwrap_or_else(|| "(sin nombre)".into());
    let last = words.collect::<Vec<_>>().join(" ");
    [first, if last.is_empty() { "(sin apellidos)".into() } else { last }]
}

/// The account that somebody asks for. Whoever gives no name gets the one that their address says, and puts it right in their profile.
///
/// # Errors
/// Never, as long as a name takes the letters of an address.
pub fn account_of(asked: Registration) -> Result<NewUser> {
    let [first, last] = names_of(asked.email.as_str());
    let or = |given: Blank<Name>, name: String| match given.0 {
        Some(given) => Ok(given),
        None => {
            let name: String = name.chars().take(100).collect();
            Name::from_text(&name).map_err(Error::internal)
        }
    };
    Ok(NewUser {
        role: asked.role(),
        email: asked.email,
        password: asked.password,
        first_name: or(asked.first_name, first)?,
        last_name: or(asked.last_name, last)?,
        phone: asked.phone,
        program: asked.program,
        ficha: asked.ficha,
        environment_id: Blank(None),
        center_id: Blank(None),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_tells_a_name() {
        for (email, names) in [
            ("maria.perez@sena.edu.co", ["Maria", "Perez"]),
            ("ana_maria-lopez.ruiz+portal@x.co", ["Ana", "Maria Lopez Ruiz"]),
            ("ángela@sena.edu.co", ["Ángela", "(sin apellidos)"]),
            ("1023456@soy.sena.edu.co", ["1023456", "(sin apellidos)"]),
            ("._@sena.edu.co", ["(sin nombre)", "(sin apellidos)"]),
        ] {
            assert_eq!(names_of(email), names, "{email}");
        }
    }

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
