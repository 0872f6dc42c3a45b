//! Shares, as the materials tell them everywhere: rounded down, so that nearly all isn't all. Pure.

/// What share a part is of a whole, in hundredths of a per cent; nothing of nothing.
pub fn hundredths(part: i64, whole: i64) -> Option<i64> {
    (whole > 0).then(|| part.saturating_mul(10_000) / whole)
}

/// What share a part is of a whole, in per cent with two decimals; nothing of nothing.
pub fn percent(part: i64, whole: i64) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "at most 10,000")]
    let percent = |share: i64| share as f64 / 100.0;
    hundredths(part, whole).map(percent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_has_no_share_and_nearly_all_is_not_all() {
        assert_eq!((hundredths(0, 0), percent(0, 0)), (None, None));
        assert_eq!((hundredths(29_999, 30_000), percent(29_999, 30_000)), (Some(9_999), Some(99.99)));
        assert_eq!(
            (hundredths(2, 3), percent(61, 80), percent(7, 7)),
            (Some(6_666), Some(76.25), Some(100.0))
        );
    }
}
