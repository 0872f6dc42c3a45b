//! The life of a count, and who may do what in it:
//!
//! | | count | submit | approve | send back | cancel |
//! |---|---|---|---|---|---|
//! | open | open | submitted | | | cancelled |
//! | submitted | | | approved | open | cancelled |
//! | approved, cancelled | | | | | |

use crate::kit::{Code, Error, Result};
use crate::warehouse::counts::model::CountStatus;

/// What somebody does to a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Counts a line, or takes it back.
    Count,
    /// Hands it in.
    Submit,
    /// Approves it.
    Approve,
    /// Sends it back.
    Return,
    /// Gives it up.
    Cancel,
}

/// The state of a count after an act.
///
/// # Errors
/// [`Code::CountStage`], with what its state asks for.
pub fn next(status: CountStatus, act: Act) -> Result<CountStatus> {
    let sentence = match (status, act) {
        (CountStatus::Open, Act::Count) | (CountStatus::Submitted, Act::Return) => {
            return Ok(CountStatus::Open);
        }
        (CountStatus::Open, Act::Submit) => return Ok(CountStatus::Submitted),
        (CountStatus::Submitted, Act::Approve) => return Ok(CountStatus::Approved),
        (CountStatus::Open | CountStatus::Submitted, Act::Cancel) => return Ok(CountStatus::Cancelled),
        (CountStatus::Open, Act::Approve | Act::Return) => {
            "El conteo todavía está abierto: falta que quien cuenta lo entregue"
        }
        (CountStatus::Submitted, Act::Count) => {
            "El conteo ya se entregó: para corregirlo, quien lo aprueba debe devolverlo"
        }
        (CountStatus::Submitted, Act::Submit) => "El conteo ya se entregó: espera a quien lo apruebe",
        (CountStatus::Approved, _) => "El conteo ya se aprobó y queda como está",
        (CountStatus::Cancelled, _) => "El conteo se canceló: abra otro",
    };
    Err(Error::With(Code::CountStage, sentence.into()))
}

/// Why somebody who counted doesn't approve, and who does: the other administrators of the warehouse are named.
pub fn own(others: &[String]) -> String {
    match others {
        [] => "Usted contó: lo aprueba otra persona. Ningún otro administrador es de esta bodega, así que debe hacerlo un \
               administrador general"
            .into(),
        [one] => format!("Usted contó: lo aprueba otra persona, {one} o un administrador general"),
        [first, second, rest @ ..] => {
            let more = if rest.is_empty() { "" } else { " u otro administrador de la bodega" };
            format!("Usted contó: lo aprueba otra persona, {first}, {second}{more} o un administrador general")
        }
    }
}

/// Whether what is expected is kept from somebody: from everybody while it is blind and open, afterwards from whoever counted until it is
/// approved, because it may be sent back to them. The store says the same in SQL.
pub fn is_hidden(is_blind: bool, status: CountStatus, has_counted: bool) -> bool {
    is_blind
        && match status {
            CountStatus::Open => true,
            CountStatus::Submitted | CountStatus::Cancelled => has_counted,
            CountStatus::Approved => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACTS: [Act; 5] = [Act::Count, Act::Submit, Act::Approve, Act::Return, Act::Cancel];

    #[test]
    fn nothing_happens_to_what_was_decided_and_nothing_is_approved_that_was_not_handed_in() {
        for act in ACTS {
            assert!(next(CountStatus::Approved, act).is_err());
            assert!(next(CountStatus::Cancelled, act).is_err());
        }
        assert!(next(CountStatus::Open, Act::Approve).is_err());
        assert_eq!(next(CountStatus::Open, Act::Submit).unwrap(), CountStatus::Submitted);
        assert_eq!(next(CountStatus::Submitted, Act::Approve).unwrap(), CountStatus::Approved);
        assert_eq!(next(CountStatus::Submitted, Act::Return).unwrap(), CountStatus::Open);
        assert!(next(CountStatus::Submitted, Act::Count).is_err());
    }

    #[test]
    fn whoever_counted_learns_who_approves() {
        let name = |name: &str| name.to_owned();
        assert!(own(&[]).ends_with("así que debe hacerlo un administrador general"));
        assert!(own(&[name("Sara")]).ends_with("otra persona, Sara o un administrador general"));
        assert!(own(&[name("Sara"), name("Luis"), name("Eva")]).contains("Sara, Luis u otro administrador"));
    }

    #[test]
    fn what_is_blind_is_hidden_from_who_may_count_it_again() {
        use CountStatus::{Approved, Cancelled, Open, Submitted};
        for status in [Open, Submitted, Approved, Cancelled] {
            assert!(!is_hidden(false, status, true));
        }
        assert!(is_hidden(true, Open, false) && is_hidden(true, Open, true));
        assert!(is_hidden(true, Submitted, true) && !is_hidden(true, Submitted, false));
        assert!(is_hidden(true, Cancelled, true) && !is_hidden(true, Approved, true));
    }
}
