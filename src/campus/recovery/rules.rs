//! What a code looks like, how long it holds, and the letter that brings it. Pure.

use crate::campus::environments::rules::LETTERS;
use chrono::TimeDelta;

/// How many letters a code has: 60 bits. Their hashes can be taken away with a backup, and are not found again while they hold.
const LENGTH: usize = 12;
/// How many are written together.
const GROUP: usize = 4;

/// How long a code holds that was mailed, from when the letter leaves.
pub const MAILED: TimeDelta = TimeDelta::minutes(30);
/// How long one holds that is handed over: until the person comes by tomorrow.
pub const HANDED_OVER: TimeDelta = TimeDelta::hours(24);

/// The subject of the letter.
pub const SUBJECT: &str = "Código para una contraseña nueva";

/// A code out of random bytes. There are 32 letters, so each is as likely as the other.
pub fn code(random: &[u8; 32]) -> String {
    let letter = |byte: &u8| LETTERS.get(usize::from(byte % 32)).map(|letter| char::from(*letter));
    let letters: Vec<char> = random.iter().take(LENGTH).filter_map(letter).collect();
    letters.chunks(GROUP).map(String::from_iter).collect::<Vec<_>>().join("-")
}

/// What is kept of a code that somebody types: letters and figures, in capitals.
pub fn typed(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

/// The page on which a code is used. Behind the `#` it is sent to no server, and stands in no log.
pub fn page_of(code: &str) -> String {
    format!("/recuperar/codigo#{code}")
}

/// What the letter with a code says. Nothing that somebody else has typed: anybody may register with a stranger's address, and a name
/// that is a message to them.
pub fn letter_text(code: &str, page: Option<&str>) -> String {
    let how = match page {
        Some(page) => format!("Abra esta página y escriba la contraseña nueva:\n\n{page}\n\nSi la página le pide el código, es este:"),
        None => "En la página de ingreso del inventario, toque «¿Olvidó su contraseña?», después «Ya tengo un código», y escriba \
                 este:"
            .into(),
    };
    format!(
        "Hola:\n\nAlguien pidió una contraseña nueva para su cuenta del inventario. {how}\n\n    {code}\n\nVale una sola vez, \
         durante {} minutos. Si no fue usted, no haga nada: su contraseña sigue siendo la misma.\n",
        MAILED.num_minutes()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_code_is_read_back_however_it_is_typed(random: [u8; 32]) {
            let code = code(&random);
            prop_assert_eq!(code.len(), LENGTH + LENGTH / GROUP - 1);
            let letters = typed(&code);
            prop_assert_eq!(letters.len(), LENGTH);
            prop_assert!(letters.bytes().all(|letter| LETTERS.contains(&letter)));
            prop_assert_eq!(typed(&code.to_lowercase()), typed(&format!(" {} ", code.replace('-', " "))));
        }
    }

    #[test]
    fn the_letter_has_the_code_and_leads_to_the_page() {
        let page = "https://caja/recuperar/codigo#ABCD";
        let text = letter_text("ABCD", Some(page));
        assert!(text.contains(page) && text.contains("\n    ABCD\n") && text.contains("30 minutos"));
        let text = letter_text("ABCD", None);
        assert!(text.contains("Ya tengo un código") && !text.contains("http"));
    }
}
