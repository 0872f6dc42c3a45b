//! When a letter is tried again, and what it says. Pure.

use super::model::{DueLetter, MailSettings};
use crate::kit::db::letter::MailReason;
use crate::kit::{Code, Result};
use chrono::TimeDelta;

/// The longest pause between two tries of one letter, in minutes.
const LONGEST: i64 = 60;

/// How long to wait before the next try of a letter that was tried so often: a minute, two, four… up to an hour.
pub fn pause(attempts: i64) -> TimeDelta {
    let times = u32::try_from(attempts.max(1) - 1).unwrap_or(u32::MAX);
    let minutes = 1_i64.checked_shl(times).filter(|minutes| (1..LONGEST).contains(minutes));
    TimeDelta::minutes(minutes.unwrap_or(LONGEST))
}

/// Refuses to switch mail on that could not leave.
///
/// # Errors
/// [`Code::MailIncomplete`].
pub fn judge(settings: &MailSettings) -> Result<()> {
    let is_complete = settings.host.is_some() && settings.from_address.is_some();
    if settings.enabled && !is_complete { Err(Code::MailIncomplete.into()) } else { Ok(()) }
}

/// How long a letter holds that somebody lets be tried once more.
pub const SECOND_CHANCE: TimeDelta = TimeDelta::days(3);

/// A text with the line ends that mail has, and nothing else that a server could take for one. Other control characters but the
/// tab are left out: they mean nothing in a letter.
pub fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text: String = text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect();
    text.replace('\n', "\r\n")
}

/// A subject on one line.
pub fn subject(text: &str) -> String {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|it| !it.is_empty()).collect();
    words.join(" ")
}

/// The address of a page as people outside of the program open it; none when nobody said under which address they reach it.
pub fn page(base_url: Option<&str>, path: &str) -> Option<String> {
    base_url.map(|base| format!("{}{path}", base.trim_end_matches('/')))
}

/// What a letter with a notice says.
pub fn notice_text(letter: &DueLetter, base_url: Option<&str>) -> String {
    let link = letter.action_url.as_deref().and_then(|path| page(base_url, path));
    let link = link.map(|link| format!("\n\n{link}")).unwrap_or_default();
    let why = match letter.reason {
        MailReason::Wished => {
            "Recibe este correo porque pidió los avisos de este tipo también por correo. Puede cambiarlo en el inventario, en «Mis \
             preferencias»."
        }
        MailReason::Alerts => {
            "Recibe este correo porque pidió estas alertas también por correo. Puede cambiarlo en la configuración de sus alertas."
        }
        MailReason::Reports => {
            "Recibe este correo porque lo pidió en un reporte programado. Puede cambiarlo en el inventario, en «Reportes»."
        }
        MailReason::Account => {
            "Recibe este correo porque se trata de la seguridad de su cuenta del inventario. Estos avisos llegan siempre."
        }
    };
    format!("{}{link}\n\n-- \n{why}\n", letter.body.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn pauses_double_up_to_an_hour() {
        let minutes: Vec<i64> = (0..10).map(|n| pause(n).num_minutes()).collect();
        assert_eq!(minutes, [1, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
        assert_eq!(pause(i64::MAX).num_minutes(), 60);
        assert_eq!(pause(64).num_minutes(), 60);
    }

    #[test]
    fn a_page_is_reached_under_the_address_that_was_named() {
        assert_eq!(
            page(Some("https://inventario.sena.edu.co/"), "/perfil").unwrap(),
            "https://inventario.sena.edu.co/perfil"
        );
        assert_eq!(page(None, "/perfil"), None);
    }

    proptest! {
        #[test]
        fn no_text_ends_a_letter_or_a_header_early(text in "[\\r\\n\\t .a-zñ\\x00\\x0b\\x7f]{0,60}") {
            let lines = lines(&text);
            let bare = lines.replace("\r\n", "");
            prop_assert!(!bare.contains(['\r', '\n', '\0']));
            let count = |text: &str| text.replace("\r\n", "\n").matches(['\n', '\r']).count();
            prop_assert_eq!(lines.matches("\r\n").count(), count(&text));
            prop_assert!(!subject(&text).contains(char::is_control));
        }

        #[test]
        fn pauses_never_shrink_and_have_an_end(attempts in 0_i64..10_000) {
            prop_assert!(pause(attempts) <= pause(attempts + 1));
            prop_assert!(pause(attempts) >= TimeDelta::minutes(1) && pause(attempts) <= TimeDelta::hours(1));
        }
    }
}
