//! What is counted next: what was never counted, then what was not counted for longest and moves most.
//!
//! Each day since the last count weighs 10, and one more for each movement of the last ninety days: a bin with ten movements ages twice as
//! fast as one that nobody touches. So everything comes up in the end, and what is worked with comes up more often. Of what was never
//! counted, what moves most comes first.

use crate::kit::Id;
use crate::warehouse::counts::model::DueBin;
use chrono::{DateTime, TimeDelta, Utc};
use std::cmp::Reverse;
use std::collections::HashMap;

/// Of how many days movements are counted.
pub const DAYS: i64 = 90;
/// What a day weighs without movements.
const STILL: i64 = 10;

/// How urgent it is to count something; the greater, the sooner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Urgency {
    /// Whether it was never counted: before everything that was.
    pub is_never: bool,
    /// Among its like.
    pub score: i64,
}

impl Urgency {
    /// Of what was counted so many days ago, or never, and moved so often.
    pub fn of(days_since: Option<i64>, moves: i64) -> Self {
        match days_since {
            None => Self { is_never: true, score: moves },
            Some(days) => {
                Self { is_never: false, score: days.max(0).saturating_mul(STILL.saturating_add(moves)) }
            }
        }
    }
}

/// The instant from which movements are counted.
pub fn since(now: DateTime<Utc>) -> DateTime<Utc> {
    now - TimeDelta::days(DAYS)
}

/// Whole days from a count until now.
pub fn days_since(counted: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Option<i64> {
    counted.map(|counted| (now - counted).num_days().max(0))
}

/// Something to count: a bin, or a product in all bins of a warehouse in which it lies.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The bin, or one of several.
    pub bin_id: Id,
    /// The warehouse.
    pub warehouse_id: Id,
    /// The product, where products are asked for.
    pub product_id: Option<Id>,
    /// When it was counted; of several bins, the one that was not for longest.
    pub counted_at: Option<DateTime<Utc>>,
    /// In how many bins it is.
    pub bins: i64,
    /// How many lots it has.
    pub lots: i64,
    /// How often it moved.
    pub moves: i64,
}

impl From<DueBin> for Candidate {
    fn from(bin: DueBin) -> Self {
        Self {
            bin_id: bin.bin_id,
            warehouse_id: bin.warehouse_id,
            product_id: bin.product_id,
            counted_at: bin.counted_at.map(|at| at.0),
            bins: 1,
            lots: bin.lots,
            moves: bin.moves,
        }
    }
}

/// The bins of each product of a warehouse as one.
pub fn by_product(bins: Vec<Candidate>) -> Vec<Candidate> {
    let mut together: HashMap<(Id, Option<Id>), Candidate> = HashMap::new();
    for bin in bins {
        together
            .entry((bin.warehouse_id, bin.product_id))
            .and_modify(|all| {
                // Nothing is less than any instant: one bin that was never counted, and the product wasn't.
                all.counted_at = all.counted_at.min(bin.counted_at);
                all.bins += 1;
                all.lots += bin.lots;
                all.moves += bin.moves;
            })
            .or_insert(bin);
    }
    together.into_values().collect()
}

/// The most urgent first; what is as urgent stays in one order.
pub fn rank(candidates: &mut [Candidate], now: DateTime<Utc>) {
    candidates.sort_by_cached_key(|it| {
        let urgency = Urgency::of(days_since(it.counted_at, now), it.moves);
        (Reverse(urgency), it.counted_at, it.bin_id)
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap()
    }

    fn candidate(n: u128, days: Option<i64>, moves: i64) -> Candidate {
        Candidate {
            bin_id: Id::from_bits(n),
            warehouse_id: Id::from_bits(1),
            product_id: Some(Id::from_bits(n % 3)),
            counted_at: days.map(|days| now() - TimeDelta::days(days)),
            bins: 1,
            lots: 1,
            moves,
        }
    }

    #[test]
    fn the_never_counted_come_first_and_what_moves_ages_faster() {
        let mut all = vec![
            candidate(1, Some(400), 0),
            candidate(2, Some(30), 10),
            candidate(3, Some(30), 0),
            candidate(4, None, 0),
            candidate(5, None, 9),
            candidate(6, Some(0), 1000),
            candidate(7, Some(61), 0),
        ];
        rank(&mut all, now());
        let order: Vec<Id> = all.iter().map(|it| it.bin_id).collect();
        assert_eq!(order, [5, 4, 1, 7, 2, 3, 6].map(Id::from_bits));
    }

    #[test]
    fn a_product_was_counted_when_the_last_of_its_bins_was() {
        let bins = vec![
            candidate(3, Some(5), 2),
            candidate(6, None, 3),
            candidate(1, Some(9), 0),
            candidate(4, Some(2), 1),
        ];
        let mut all = by_product(bins);
        rank(&mut all, now());
        let told: Vec<_> =
            all.iter().map(|it| (days_since(it.counted_at, now()), it.bins, it.moves)).collect();
        assert_eq!(told, [(None, 2, 5), (Some(9), 2, 1)]);
    }

    proptest! {
        #[test]
        fn waiting_and_moving_never_make_it_less_urgent(days in 0..5_000_i64, moves in 0..100_000_i64, more in 0..1_000_i64) {
            let urgency = Urgency::of(Some(days), moves);
            prop_assert!(Urgency::of(Some(days + more), moves) >= urgency);
            prop_assert!(Urgency::of(Some(days), moves + more) >= urgency);
            prop_assert!(Urgency::of(None, 0) > urgency);
        }

        #[test]
        fn a_rank_keeps_everybody(list in proptest::collection::vec((proptest::option::of(0..900_i64), 0..50_i64), 0..40)) {
            let mut all: Vec<Candidate> =
                list.iter().zip(1..).map(|((days, moves), n)| candidate(n, *days, *moves)).collect();
            rank(&mut all, now());
            prop_assert_eq!(all.len(), list.len());
            let urgencies: Vec<Urgency> =
                all.iter().map(|it| Urgency::of(days_since(it.counted_at, now()), it.moves)).collect();
            prop_assert!(urgencies.is_sorted_by(|one, other| one >= other));
        }
    }
}
