use super::*;
use crate::campus::inventory::model::ItemCategory;
use chrono::TimeDelta;
use proptest::prelude::*;

fn day(text: &str) -> Day {
    Day(text.parse().unwrap())
}

/// A day of forty years.
fn some_day() -> impl Strategy<Value = Day> {
    (0i64..14_600).prop_map(|n| Day(day("2000-01-01").0 + TimeDelta::days(n)))
}

proptest! {
    #[test]
    fn what_is_left_is_never_less_than_nothing_nor_more_than_was_paid(
        cents in 0i64..=100_000_000_000_000, bought in some_day(), on in some_day(), months in 1i64..=600,
    ) {
        let left = book_cents(cents, bought, months, on);
        prop_assert!((0..=cents).contains(&left), "{left} of {cents}");
    }

    #[test]
    fn nothing_is_left_after_the_life_and_all_of_it_before_the_purchase(
        cents in 1i64..=100_000_000_000_000, bought in some_day(), months in 1i64..=600, later in 0i64..5_000,
    ) {
        let end = life_ends(bought, months);
        prop_assert_eq!(book_cents(cents, bought, months, Day(end.0 + TimeDelta::days(later))), 0);
        prop_assert_eq!(book_cents(cents, bought, months, Day(bought.0 - TimeDelta::days(later))), cents);
    }

    #[test]
    fn a_day_later_never_more_is_left_and_the_same_share_is_lost_each_day(
        cents in 0i64..=100_000_000_000_000, bought in some_day(), months in 1i64..=600, n in 0i64..18_000,
    ) {
        let left = |n: i64| book_cents(cents, bought, months, Day(bought.0 + TimeDelta::days(n)));
        prop_assert!(left(n + 1) <= left(n));
        let life = (life_ends(bought, months).0 - bought.0).num_days();
        if n < life {
            // Each day's share but for the rounding of two amounts to whole cents.
            let lost = left(n) - left(n + 1);
            prop_assert!((lost - cents / life).abs() <= 1, "{lost} of {cents} in {life} days");
        }
    }

    #[test]
    fn the_rooms_and_the_centres_sum_up_to_the_whole(
        prices in proptest::collection::vec((0u128..5, 0usize..3, proptest::option::of(0i64..1_000_000_000), proptest::option::of(some_day())), 0..40),
    ) {
        let items: Vec<ValuedItems> = prices.iter().map(|(room, currency, cents, bought)| item(*room, Currency::ALL[*currency], *cents, *bought)).collect();
        let whole = sums(&items, &UsefulLives::default(), day("2026-11-30"));
        prop_assert_eq!(whole.items, i64::try_from(items.len()).unwrap());
        for currency in Currency::ALL {
            let of = |sums: &[ValueInCurrency]| {
                sums.iter().find(|it| it.currency == *currency).map_or([0.0; 5], |it| {
                    #[expect(clippy::cast_precision_loss, reason = "a few dozens")]
                    let (priced, dated) = (it.priced_items as f64, it.dated_items as f64);
                    [priced, dated, it.purchase_value, it.dated_value, it.book_value].map(|it| (it * 100.0).round())
                })
            };
            let total = |parts: Vec<[f64; 5]>| {
                parts.into_iter().fold([0.0; 5], |mut sum, part| {
                    for (sum, part) in sum.iter_mut().zip(part) { *sum += part; }
                    sum
                })
            };
            prop_assert_eq!(total(whole.rooms.iter().map(|it| of(&it.sums)).collect()), of(&whole.sums));
            prop_assert_eq!(total(whole.centers.iter().map(|it| of(&it.sums)).collect()), of(&whole.sums));
        }
    }
}

/// An item of a room; the first has none, two are of one centre and two of another.
fn item(room: u128, currency: Currency, cents: Option<i64>, bought: Option<Day>) -> ValuedItems {
    let place = (room > 0).then(|| Id::from_bits(room));
    let center = (room > 0).then(|| Id::from_bits(100 + room % 2));
    ValuedItems {
        environment_id: place,
        environment_name: place.map(|_| format!("Ambiente {room}")),
        center_id: center,
        center_name: center.map(|_| format!("Centro {}", room % 2)),
        category: ItemCategory::Computer,
        life_months: None,
        currency,
        purchase_date: bought,
        items: 1,
        priced: i64::from(cents.is_some()),
        cents: cents.unwrap_or(0),
    }
}

#[test]
fn a_life_ends_on_the_day_of_the_month_on_which_it_began() {
    for (bought, months, end) in [
        ("2021-11-30", 60, "2026-11-30"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2025-01-31", 1, "2025-02-28"),
        ("2023-12-31", 2, "2024-02-29"),
    ] {
        assert_eq!(life_ends(day(bought), months), day(end), "{bought} and {months}");
    }
}

#[test]
fn a_year_of_366_days_loses_a_366th_each_day() {
    let left = |on| book_cents(36_600, day("2024-01-01"), 12, day(on));
    assert_eq!(left("2024-01-01"), 36_600);
    assert_eq!(left("2024-01-02"), 36_500);
    assert_eq!(left("2024-02-29"), 36_600 - 59 * 100);
    assert_eq!(left("2024-12-31"), 100);
    assert_eq!(left("2025-01-01"), 0);
    // A cent that is half gone is there.
    assert_eq!(book_cents(1, day("2024-01-01"), 12, day("2024-07-02")), 1);
    assert_eq!(book_cents(1, day("2024-01-01"), 12, day("2024-07-03")), 0);
}

#[test]
fn sums_of_two_currencies_are_two_and_what_has_no_price_is_counted() {
    let on = day("2026-11-30");
    let bought = Some(day("2026-11-30"));
    let items = [
        item(1, Currency::Cop, Some(200_000), bought),
        item(1, Currency::Cop, Some(100_000), None),
        item(1, Currency::Usd, Some(5_050), bought),
        item(1, Currency::Cop, None, bought),
        item(0, Currency::Eur, None, None),
    ];
    let whole = sums(&items, &UsefulLives::default(), on);
    assert_eq!((whole.items, whole.rooms.len(), whole.centers.len()), (5, 2, 2));
    let of = |currency, priced_items, purchase_value, dated_items, dated_value| ValueInCurrency {
        currency,
        priced_items,
        purchase_value,
        dated_items,
        dated_value,
        book_value: dated_value,
    };
    let expected = [of(Currency::Cop, 2, 3_000.0, 1, 2_000.0), of(Currency::Usd, 1, 50.5, 1, 50.5)];
    assert_eq!(whole.sums, expected);
    assert_eq!((whole.rooms[0].items, whole.rooms[0].sums.as_slice()), (4, expected.as_slice()));
    // Three of which the price of two is known, as the database groups them.
    let alike = ValuedItems { items: 3, priced: 2, ..item(1, Currency::Cop, Some(200_000), bought) };
    let whole = sums(&[alike], &UsefulLives::default(), on);
    assert_eq!((whole.items, whole.sums[0].priced_items, whole.sums[0].dated_items), (3, 2, 2));
    assert_eq!(whole.sums[0].book_value, 2_000.0);
}

#[test]
fn what_is_in_no_room_comes_last() {
    let on = day("2026-11-30");
    let items = [item(0, Currency::Eur, None, None), item(1, Currency::Cop, Some(200_000), Some(on))];
    let whole = sums(&items, &UsefulLives::default(), on);
    let placeless = &whole.rooms[1];
    assert_eq!((placeless.environment_id, placeless.items, placeless.sums.len()), (None, 1, 0));
}

#[test]
fn a_centre_may_count_other_lives() {
    let lives = UsefulLives { computer: 36, ..UsefulLives::default() };
    assert_eq!(
        ItemCategory::ALL.iter().map(|it| lives.months(*it)).collect::<Vec<_>>(),
        [36, 60, 60, 60, 60, 60, 60, 60, 120]
    );
}
