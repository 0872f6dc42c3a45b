//! The one-time code, and which passwords are too weak for whoever may do everything. Pure.

use crate::environments::rules::LETTERS;
use crate::error::{Code, Result};
use subtle::ConstantTimeEq;

/// How many letters a code has: 40 bits, at five tries a minute.
const LENGTH: usize = 8;

/// A code out of random bytes. There are 32 letters, so each is as likely as the other.
pub fn code(random: &[u8; 32]) -> String {
    let letter = |byte: &u8| LETTERS.get(usize::from(byte % 32)).map(|letter| char::from(*letter));
    random.iter().take(LENGTH).filter_map(letter).collect()
}

/// A code as people read it: `XXXX-XXXX`.
pub fn shown(code: &str) -> String {
    code.split_at_checked(LENGTH / 2)
        .map_or_else(|| code.to_owned(), |(left, right)| format!("{left}-{right}"))
}

/// Whether somebody typed the code, in capitals or not, with whatever between. The comparison takes the same time wherever
/// they differ.
pub fn fits(code: &str, typed: &str) -> bool {
    let typed: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
    typed.to_ascii_uppercase().as_bytes().ct_eq(code.as_bytes()).into()
}

/// What everybody tries first.
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

/// Refuses a password for the first administrator that somebody would guess: it is worth everything in the house.
///
/// # Errors
/// [`Code::WeakPassword`].
pub fn judge_password(password: &str, email: &str) -> Result<()> {
    let lower = password.to_lowercase();
    let mut letters: Vec<char> = lower.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    let name = email.split('@').next().unwrap_or_default();
    let is_name = name.chars().count() >= 4 && lower.contains(name);
    if letters.len() < 5 || is_name || COMMON.iter().any(|word| lower.starts_with(word)) {
        return Err(Code::WeakPassword.into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_code_is_typed_as_people_type_and_no_other_is_taken(random: [u8; 32], other: [u8; 32]) {
            let made = code(&random);
            prop_assert_eq!(made.len(), LENGTH);
            prop_assert!(!made.contains(['0', '1', 'O', 'I']));
            prop_assert!(fits(&made, &shown(&made)));
            let typed = format!(" {} ", shown(&made).to_lowercase().replace('-', " "));
            prop_assert!(fits(&made, &typed));
            prop_assert!(!fits(&made, &made[1..]));
            let longer = format!("{made}A");
            prop_assert!(!fits(&made, &longer));
            let another = code(&other);
            prop_assert_eq!(fits(&made, &another), made == another);
        }

        #[test]
        fn nothing_that_is_typed_makes_it_fail(typed: String) {
            let _ = fits("ABCDEFGH", &typed);
            let _ = judge_password(&typed, &typed);
        }
    }

    #[test]
    fn what_everybody_tries_first_is_refused() {
        for weak in ["12345678", "Contraseña1", "aaaaaaaa", "abababab", "gloria.p-2026", "Inventario1"] {
            assert!(judge_password(weak, "gloria.p@sena.edu.co").is_err(), "{weak}");
        }
        for good in ["bodega del norte", "Tres-tristes-tigres", "xK9#mQ2v"] {
            assert!(judge_password(good, "gloria.p@sena.edu.co").is_ok(), "{good}");
        }
    }
}
