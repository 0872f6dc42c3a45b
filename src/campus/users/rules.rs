//! What a general administrator may do to an account. Pure.

use super::model::UserRow;
use crate::kit::{Caller, Code, Id, Result, Role, Scope};

/// Judges a change of role or of the active flag.
///
/// Nobody locks themself out, and a centre never loses its last general administrator. `other_administrators` counts the
/// active general administrators beside `user`.
///
/// # Errors
/// [`Code::OwnAccount`] or [`Code::LastAdministrator`].
pub fn judge_change(
    by: Option<Id>,
    user: &UserRow,
    role: Role,
    active: bool,
    other_administrators: i64,
) -> Result<()> {
    let loses_power = (user.is_active && !active) || user.role != role;
    if by == Some(user.id) && loses_power {
        return Err(Code::OwnAccount.into());
    }
    let was_administrator = user.is_active && user.role == Role::AdminGeneral;
    let stays_administrator = active && role == Role::AdminGeneral;
    if was_administrator && !stays_administrator && other_administrators == 0 {
        return Err(Code::LastAdministrator.into());
    }
    Ok(())
}

/// The centre that an account gets. `before` is what it had, `given` what somebody chose (`Some(None)` takes it away), `of_room` that
/// of the room it is linked to, if it is; `moves` says that somebody chose the room.
///
/// # Errors
/// [`Code::CenterOfOtherRoom`].
pub fn center(
    before: Option<Id>,
    given: Option<Option<Id>>,
    of_room: Option<Id>,
    moves: bool,
) -> Result<Option<Id>> {
    match (given, of_room) {
        (Some(Some(center)), Some(of_room)) if center != of_room => Err(Code::CenterOfOtherRoom.into()),
        (Some(chosen), _) => Ok(chosen),
        // Who moves somebody to a room moves them to its centre.
        (None, Some(of_room)) if moves => Ok(Some(of_room)),
        (None, _) => Ok(before),
    }
}

/// Of which centres the names are that somebody reads: of all, or those `near`, whom they may hand things over to.
pub fn names_within(who: &Caller, near: bool) -> Scope {
    match who.own_center() {
        Some(center) if near => Scope::Center(center),
        _ => Scope::Everything,
    }
}

/// How passwords begin that everybody tries first.
const COMMON: [&str; 9] = [
    "12345678",
    "87654321",
    "contrase",
    "password",
    "qwerty",
    "administra",
    "inventario",
    "sena20",
    "admin123",
];

/// Refuses a password that somebody would guess, wherever one is set. `email` is its owner's, or empty where it isn't known yet.
///
/// # Errors
/// [`Code::WeakPassword`].
pub fn judge_password(password: &str, email: &str) -> Result<()> {
    let lower = password.to_lowercase();
    let mut letters: Vec<char> = lower.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    let name = email.split('@').next().unwrap_or_default().to_lowercase();
    let is_name = name.chars().count() >= 4 && lower.contains(&name);
    if letters.len() < 5 || is_name || COMMON.iter().any(|word| lower.starts_with(word)) {
        return Err(Code::WeakPassword.into());
    }
    Ok(())
}

/// Whether tokens given before a change must end with it.
pub fn ends_sessions(user: &UserRow, role: Role, active: bool) -> bool {
    user.role != role || (user.is_active && !active)
}

/// What is said when an account was deactivated that still has classes, and checks of them to confirm.
pub fn deactivated(classes: i64, checks: i64) -> String {
    let some = |count: i64, one: &str, many: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {many}")),
    };
    let them = if classes + checks == 1 { "pásela" } else { "páselas" };
    let classes = some(classes, "clase en el horario", "clases en el horario");
    let checks = some(checks, "verificación por confirmar", "verificaciones por confirmar");
    let left: Vec<String> = [classes, checks].into_iter().flatten().collect();
    if left.is_empty() {
        return "Usuario desactivado exitosamente".to_owned();
    }
    format!("Usuario desactivado. Deja {}: {them} a otro instructor", left.join(" y "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::clock;
    use crate::kit::wire::LocalTime;
    use proptest::prelude::*;

    fn user(id: u128, role: Role, is_active: bool) -> UserRow {
        let now = LocalTime(clock::now());
        UserRow {
            id: Id::from_bits(id),
            email: "a@b.co".into(),
            first_name: "A".into(),
            last_name: "B".into(),
            role,
            phone: None,
            program: None,
            ficha: None,
            avatar_url: None,
            is_active,
            activation_requested: false,
            last_login: None,
            created_at: now,
            updated_at: now,
            environment_id: None,
            center_id: None,
        }
    }

    fn any_role() -> impl Strategy<Value = Role> {
        (0..Role::ALL.len()).prop_map(|n| Role::ALL[n])
    }

    proptest! {
        #[test]
        fn a_centre_never_loses_its_last_administrator(
            roles in proptest::collection::vec((any_role(), any::<bool>()), 1..6),
            steps in proptest::collection::vec((0usize..6, 0usize..6, any_role(), any::<bool>()), 0..40),
        ) {
            let mut people: Vec<UserRow> =
                roles.iter().enumerate().map(|(n, (role, active))| user(n as u128, *role, *active)).collect();
            people[0] = user(0, Role::AdminGeneral, true);
            for (by, target, role, active) in steps {
                let (by, target) = (by % people.len(), target % people.len());
                let powerful = |it: &&UserRow| it.is_active && it.role == Role::AdminGeneral;
                if !powerful(&&people[by]) {
                    continue;
                }
                let others = people.iter().filter(|it| it.id != people[target].id).filter(powerful).count();
                let by = people[by].id;
                if judge_change(Some(by), &people[target], role, active, others as i64).is_ok() {
                    people[target].role = role;
                    people[target].is_active = active;
                }
                prop_assert!(people.iter().filter(powerful).count() > 0);
            }
        }
    }

    #[test]
    fn an_account_is_of_the_centre_of_its_room() {
        let [here, there] = [1, 2].map(Id::from_bits);
        for (before, given, of_room, moves, expected) in [
            (None, None, Some(here), true, Some(Some(here))),
            (Some(there), None, Some(here), true, Some(Some(here))),
            (Some(there), None, Some(here), false, Some(Some(there))),
            (Some(there), None, None, true, Some(Some(there))),
            (None, Some(Some(there)), None, false, Some(Some(there))),
            (None, Some(Some(here)), Some(here), true, Some(Some(here))),
            (None, Some(Some(there)), Some(here), true, None),
            (Some(here), Some(Some(there)), Some(here), false, None),
            (Some(here), Some(None), None, false, Some(None)),
        ] {
            assert_eq!(
                center(before, given, of_room, moves).ok(),
                expected,
                "{before:?} {given:?} {of_room:?}"
            );
        }
    }

    #[test]
    fn what_everybody_tries_first_is_refused() {
        let weak = [
            "12345678",
            "Contraseña1",
            "aaaaaaaa",
            "        ",
            "abababab",
            "gloria.p-2026",
            "Inventario1",
            "password",
        ];
        for weak in weak {
            assert!(judge_password(weak, "gloria.p@sena.edu.co").is_err(), "{weak}");
        }
        for good in ["bodega del norte", "Tres-tristes-tigres", "xK9#mQ2v"] {
            assert!(judge_password(good, "gloria.p@sena.edu.co").is_ok(), "{good}");
            assert!(judge_password(good, "").is_ok(), "{good}");
        }
    }

    #[test]
    fn nobody_locks_himself_out() {
        let me = user(1, Role::AdminGeneral, true);
        assert!(judge_change(Some(me.id), &me, Role::AdminGeneral, false, 5).is_err());
        assert!(judge_change(Some(me.id), &me, Role::Student, true, 5).is_err());
        assert!(judge_change(Some(me.id), &me, Role::AdminGeneral, true, 0).is_ok());
    }
}
