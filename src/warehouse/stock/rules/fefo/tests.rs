use super::*;
use crate::kit::LocalTime;
use crate::warehouse::unit::Unit;
use chrono::{DateTime, NaiveDate, TimeDelta};
use proptest::prelude::*;

fn today() -> Day {
    Day(NaiveDate::from_ymd_opt(2026, 11, 30).unwrap())
}

/// A lot of ten kilograms that lasts so many days.
fn lot(n: u128, days: Option<i64>) -> StockLot {
    StockLot {
        id: Id::from_bits(n),
        bin_id: Id::from_bits(900),
        bin_code: "03-2-1".into(),
        is_bin_active: true,
        environment_id: Id::from_bits(800),
        environment_name: "Bodega central".into(),
        batch_number: format!("L-{n}"),
        use_by_date: days.map(|days| Day(today().0 + TimeDelta::days(days))),
        received_at: LocalTime(DateTime::from_timestamp(1_790_000_000, 0).unwrap()),
        quantity: Quantity::whole(10),
        unit: Unit::Kilogram,
        reserved_quantity: Quantity::ZERO,
        status: LotStatus::Available,
        hold_reason: None,
        reserved_for: None,
    }
}

fn order(lots: Vec<StockLot>) -> Vec<u128> {
    FirstOut::of(lots, today())
        .row
        .iter()
        .map(|lot| u128::from_str_radix(&bits(lot.id), 16).unwrap())
        .collect()
}

fn bits(id: Id) -> String {
    id.to_string().replace('-', "")
}

#[test]
fn what_expires_first_goes_first_and_what_does_not_goes_last() {
    assert_eq!(order(vec![lot(1, None), lot(2, Some(40)), lot(3, Some(0)), lot(4, Some(3))]), [3, 4, 2, 1]);
}

#[test]
fn of_one_day_the_batches_go_by_number_and_of_one_batch_what_came_first() {
    let later = |mut lot: StockLot| {
        lot.received_at = LocalTime(lot.received_at.0 + TimeDelta::hours(1));
        lot
    };
    let same = |n: u128| StockLot { batch_number: "L-1".into(), ..lot(n, Some(5)) };
    assert_eq!(order(vec![lot(3, Some(5)), lot(2, Some(5))]), [2, 3]);
    assert_eq!(order(vec![later(same(1)), same(2), same(3)]), [2, 3, 1]);
    // Without a date only the day that it came counts.
    assert_eq!(order(vec![later(lot(1, None)), lot(2, None)]), [2, 1]);
}

#[test]
fn each_lot_that_is_skipped_says_why() {
    let held =
        StockLot { status: LotStatus::Held, hold_reason: Some("empaque roto".into()), ..lot(1, Some(9)) };
    let promised = |to: &str| StockLot {
        reserved_quantity: Quantity::whole(10),
        reserved_for: Some(to.into()),
        ..lot(2, Some(9))
    };
    let cases = [
        (lot(3, Some(-3)), "vencido hace 3 días"),
        (lot(3, Some(-1)), "vencido ayer"),
        (held, "retenido: empaque roto"),
        (StockLot { is_bin_active: false, ..lot(4, None) }, "la ubicación 03-2-1 está inactiva"),
        (promised("2557"), "reservado para la ficha 2557"),
        (promised("2557, 2560"), "reservado para las fichas 2557 y 2560"),
        (StockLot { quantity: Quantity::ZERO, ..lot(5, None) }, "no queda nada"),
        (StockLot { quantity: Quantity::ZERO, status: LotStatus::Scrapped, ..lot(5, None) }, "dado de baja"),
    ];
    for (lot, why) in cases {
        let order = FirstOut::of(vec![lot], today());
        assert!(order.row.is_empty());
        assert_eq!(order.skipped[0].1.told(), why);
    }
    assert!(obstacle(&lot(1, Some(0)), today()).is_none(), "the last day counts");
}

#[test]
fn each_warehouse_has_a_turn_of_its_own() {
    let elsewhere = StockLot { environment_id: Id::from_bits(801), ..lot(1, Some(2)) };
    let order = FirstOut::of(vec![lot(2, Some(5)), elsewhere, lot(3, Some(9))], today());
    assert!(order.is_first(Id::from_bits(1)) && order.is_first(Id::from_bits(2)));
    assert!(!order.is_first(Id::from_bits(3)) && !order.is_first(Id::from_bits(4)));
    assert_eq!(order.before(&lot(3, Some(9))).unwrap().id, Id::from_bits(2));
}

fn any_lot() -> impl Strategy<Value = StockLot> {
    let dates = prop::option::weighted(0.8, -3i64..6);
    let status = prop_oneof![
        6 => Just(LotStatus::Available),
        1 => Just(LotStatus::Held),
        1 => Just(LotStatus::Scrapped)
    ];
    (dates, 0u8..3, 0i64..3, 0i64..2_000, 0i64..=100, status, prop::bool::weighted(0.9), 800u128..802)
        .prop_map(|(days, batch, hours, quantity, share, status, is_bin_active, room)| {
            let quantity = if status == LotStatus::Scrapped { 0 } else { quantity };
            let base = lot(0, days);
            StockLot {
                batch_number: format!("B{batch}"),
                received_at: LocalTime(base.received_at.0 + TimeDelta::hours(hours)),
                quantity: Quantity::of_hundredths(quantity),
                reserved_quantity: Quantity::of_hundredths(quantity * share / 100),
                hold_reason: (status == LotStatus::Held).then(|| "revisión".into()),
                environment_id: Id::from_bits(room),
                is_bin_active,
                status,
                ..base
            }
        })
}

/// Lots with an id each, and the same in another order.
fn shuffled() -> impl Strategy<Value = (Vec<StockLot>, Vec<StockLot>)> {
    prop::collection::vec(any_lot(), 0..12).prop_flat_map(|mut lots| {
        for (n, lot) in lots.iter_mut().enumerate() {
            lot.id = Id::from_bits(u128::try_from(n).unwrap() + 1);
        }
        (Just(lots.clone()), Just(lots).prop_shuffle())
    })
}

fn ids<'a>(lots: impl IntoIterator<Item = &'a StockLot>) -> Vec<Id> {
    lots.into_iter().map(|lot| lot.id).collect()
}

proptest! {
    #[test]
    fn the_order_does_not_depend_on_who_asks((one, other) in shuffled()) {
        let (one, other) = (FirstOut::of(one, today()), FirstOut::of(other, today()));
        prop_assert_eq!(ids(&one.row), ids(&other.row));
        prop_assert_eq!(ids(one.skipped.iter().map(|it| &it.0)), ids(other.skipped.iter().map(|it| &it.0)));
    }

    #[test]
    fn no_lot_is_lost_and_none_with_an_obstacle_is_in_the_row((lots, _) in shuffled()) {
        let order = FirstOut::of(lots.clone(), today());
        prop_assert_eq!(order.row.len() + order.skipped.len(), lots.len());
        for lot in &order.row {
            prop_assert!(lot.use_by_date.is_none_or(|day| day >= today()));
            prop_assert!(lot.status == LotStatus::Available && lot.is_bin_active && free(lot).is_some());
        }
        for (lot, why) in &order.skipped {
            prop_assert_eq!(Some(why.clone()), obstacle(lot, today()));
        }
    }

    #[test]
    fn what_is_picked_is_what_is_asked_for_or_all_there_is((lots, _) in shuffled(), wanted in 1i64..30_000) {
        let wanted = Quantity::of_hundredths(wanted);
        let order = FirstOut::of(lots, today());
        let picks = order.pick(wanted);
        let picked: Quantity = picks.iter().map(|pick| pick.quantity).sum();
        prop_assert_eq!(picked, wanted.min(order.total()));
        for (n, pick) in picks.iter().enumerate() {
            prop_assert!(pick.quantity.is_some() && pick.quantity <= free(pick.lot));
            // None but the last is taken in part, and none is jumped over.
            prop_assert!(n + 1 == picks.len() || pick.quantity == free(pick.lot));
            prop_assert_eq!(pick.lot.id, order.row[n].id);
        }
    }

    #[test]
    fn nothing_that_is_left_expires_before_what_is_picked((lots, _) in shuffled(), wanted in 1i64..30_000) {
        let order = FirstOut::of(lots, today());
        let picks = order.pick(Quantity::of_hundredths(wanted));
        let last = picks.iter().map(|pick| pick.lot.use_by_date.map_or(NaiveDate::MAX, |day| day.0)).max();
        for left in order.row.iter().skip(picks.len()) {
            prop_assert!(last.is_none_or(|last| left.use_by_date.map_or(NaiveDate::MAX, |day| day.0) >= last));
        }
    }

    #[test]
    fn exactly_one_lot_of_each_warehouse_has_its_turn((lots, _) in shuffled()) {
        let order = FirstOut::of(lots, today());
        for room in [800, 801].map(Id::from_bits) {
            let own: Vec<&StockLot> = order.row.iter().filter(|lot| lot.environment_id == room).collect();
            let first = own.iter().filter(|lot| order.is_first(lot.id)).count();
            prop_assert_eq!(first, usize::from(!own.is_empty()));
            for lot in own.iter().skip(1) {
                prop_assert_eq!(order.before(lot).map(|it| it.id), own.first().map(|it| it.id));
            }
        }
    }
}

#[test]
fn orders_of_figures_are_fichas() {
    for (references, told) in [
        ("2557", "la ficha 2557"),
        ("Orden 7", "Orden 7"),
        ("2557, 2558", "las fichas 2557 y 2558"),
        ("2557, 2558, 3001", "las fichas 2557, 2558 y 3001"),
        ("2557, Orden 7", "la ficha 2557, Orden 7"),
        ("", ""),
    ] {
        assert_eq!(whom(references), told);
    }
}
