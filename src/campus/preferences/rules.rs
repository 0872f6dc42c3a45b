//! What may be switched off. Pure.

use super::model::NotificationSwitchPatch;
use crate::kit::db::{Kind, kind};
use crate::kit::{Code, Error, Result};

/// What reaches everybody: accounts that wait, backups that fail; and that somebody signed in to their account from elsewhere, since
/// whoever did would switch that off first.
const ALWAYS: &[Kind] = &[Kind::System, Kind::NewSignIn];

/// How many switches a change may bring: there are far fewer kinds.
const MOST: usize = 100;

/// Whether a kind is told whatever somebody has chosen.
pub fn is_fixed(kind: &Kind) -> bool {
    ALWAYS.contains(kind)
}

/// Judges the switches that somebody sends.
///
/// # Errors
/// [`Code::Invalid`] of too many and of a kind that nobody declares, [`Code::KindAlwaysTold`].
pub fn judge(sent: &[NotificationSwitchPatch], declared: &[Kind]) -> Result<()> {
    if sent.len() > MOST {
        let sentence = format!("El campo «notifications» admite como máximo {MOST} interruptores");
        return Err(Error::With(Code::Invalid, sentence));
    }
    for switch in sent {
        kind::check(&switch.kind, declared, "El campo «kind»")?;
        if is_fixed(&switch.kind) && switch.in_app.0 == Some(false) {
            return Err(Code::KindAlwaysTold.into());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::Blank;

    fn off(kind: Kind) -> NotificationSwitchPatch {
        NotificationSwitchPatch { kind, in_app: Blank(Some(false)), mail: Blank(None) }
    }

    #[test]
    fn anything_but_the_words_of_the_system_and_of_strange_sign_ins_can_be_switched_off() {
        let declared = [Kind::System, Kind::LoanApproved, Kind::NewSignIn];
        assert!(judge(&[off(Kind::LoanApproved)], &declared).is_ok());
        for kind in [Kind::System, Kind::NewSignIn] {
            assert_eq!(judge(&[off(kind)], &declared).unwrap_err().code(), Code::KindAlwaysTold);
        }
        let mailed = NotificationSwitchPatch {
            kind: Kind::System,
            in_app: Blank(Some(true)),
            mail: Blank(Some(true)),
        };
        assert!(judge(&[mailed], &declared).is_ok());
        assert_eq!(judge(&[off(Kind::LoanOverdue)], &declared).unwrap_err().code(), Code::Invalid);
        assert!(judge(&vec![off(Kind::LoanApproved); MOST + 1], &declared).is_err());
    }
}
