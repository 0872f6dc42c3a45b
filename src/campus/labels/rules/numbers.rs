//! The plates of labels that are printed before anybody knows what they are stuck on. Pure.

use crate::campus::labels::model::{LabelRun, LabelSubject};
use crate::kit::{Code, Result};

/// Digits of a number: plates of a run sort as text, and are equally long up to a million.
const DIGITS: usize = 6;

/// The last number that a prefix has.
const LAST: i64 = 999_999;

/// A prefix as it is kept: capital letters, figures and hyphens, which Code 128 and every scanner that types know.
///
/// # Errors
/// [`Code::LabelPrefix`].
pub fn prefix(sent: &str) -> Result<String> {
    let prefix = sent.trim().to_ascii_uppercase();
    let fits = !prefix.is_empty()
        && prefix
            .chars()
            .all(|letter| letter.is_ascii_uppercase() || letter.is_ascii_digit() || letter == '-');
    if fits { Ok(prefix) } else { Err(Code::LabelPrefix.into()) }
}

/// The plate of a number.
fn plate(prefix: &str, number: i64) -> String {
    format!("{prefix}{number:0DIGITS$}")
}

/// The plates of a run, in their order.
pub fn plates(run: &LabelRun) -> Vec<LabelSubject> {
    let plate = |number| LabelSubject {
        id: None,
        plate: plate(&run.prefix, number),
        name: None,
        detail: None,
        model: None,
        serial: None,
        room: None,
        center: None,
    };
    (run.first_number..=run.last_number).map(plate).collect()
}

/// The prefix and the number of what may be a plate of a run, in capitals or not.
pub fn parts(code: &str) -> Option<(String, i64)> {
    let (before, digits) = code.split_at_checked(code.len().checked_sub(DIGITS)?)?;
    let number = digits.bytes().all(|digit| digit.is_ascii_digit()).then(|| digits.parse().ok())??;
    Some((prefix(before).ok()?, number))
}

/// First and last number of the next run of `count`, after the last that was reserved and the last that an item has.
///
/// # Errors
/// [`Code::LabelNumbersUsedUp`].
pub fn next(reserved: Option<i64>, taken: Option<i64>, count: i64) -> Result<(i64, i64)> {
    let first = reserved.max(taken).unwrap_or(0) + 1;
    let last = first + count - 1;
    if last > LAST { Err(Code::LabelNumbersUsedUp.into()) } else { Ok((first, last)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_prefix_is_what_every_scanner_types() {
        assert_eq!(prefix(" eq-").unwrap(), "EQ-");
        for wrong in ["", " ", "EÑ-", "A B", "a_b", "^", "🎉"] {
            assert_eq!(prefix(wrong).unwrap_err().code(), Code::LabelPrefix, "{wrong}");
        }
        assert_eq!(plate("EQ-", 17), "EQ-000017");
        assert_eq!(parts("eq-000017"), Some(("EQ-".into(), 17)));
        for wrong in ["", "000017", "EQ-00017x", "EQ-17", "ÑÑÑ1", "+00017"] {
            assert_eq!(parts(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn numbers_end_with_a_sentence() {
        assert_eq!(next(None, None, 3).unwrap(), (1, 3));
        assert_eq!(next(Some(10), Some(7), 2).unwrap(), (11, 12));
        assert_eq!(next(Some(10), Some(70), 2).unwrap(), (71, 72), "items got numbers by hand");
        assert_eq!(next(Some(LAST - 1), None, 2).unwrap_err().code(), Code::LabelNumbersUsedUp);
        assert_eq!(next(Some(LAST - 2), None, 2).unwrap(), (LAST - 1, LAST));
    }

    proptest! {
        /// However runs are asked for, no number comes twice.
        #[test]
        fn no_number_comes_twice(counts in proptest::collection::vec(1i64..300, 1..20)) {
            let mut reserved = None;
            for count in counts {
                let (first, last) = next(reserved, None, count).unwrap();
                prop_assert!(reserved.is_none_or(|before| first > before));
                prop_assert_eq!(last - first + 1, count);
                reserved = Some(last);
            }
        }
    }
}
