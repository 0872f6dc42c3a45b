use super::*;
use crate::warehouse::unit::Unit;
use proptest::prelude::*;

fn wilson() -> Id {
    Id::from_bits(1)
}

fn sara() -> Id {
    Id::from_bits(2)
}

fn line(n: u128, counted: Option<i64>) -> LineRow {
    LineRow {
        id: Id::from_bits(100 + n),
        bin_id: Id::from_bits(200 + n),
        bin_code: format!("03-2-{n}"),
        product_id: Id::from_bits(300),
        product_name: "Harina".into(),
        sku: Some("HAR-1".into()),
        unit: Unit::Kilogram,
        lot_id: Some(Id::from_bits(400 + n)),
        batch_number: format!("L-{n}"),
        use_by_date: None,
        is_found: false,
        expected_quantity: Quantity::whole(10),
        counted_quantity: counted.map(Quantity::whole),
        stock_quantity: Quantity::whole(7),
        reserved_quantity: Quantity::ZERO,
        is_scrapped: false,
        was_adjusted: false,
        unit_price: None,
        reason: None,
        counted_by: counted.map(|_| wilson()),
        counted_by_name: counted.map(|_| "Wilson".into()),
        counted_at: None,
        revision: i64::from(counted.is_some()),
    }
}

fn same(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other)
}

#[test]
fn nobody_writes_over_what_they_have_not_seen() {
    let eight = Quantity::whole(8);
    let nine = Quantity::whole(9);
    assert_eq!(overwrite(&line(1, None), sara(), eight, None).unwrap(), Writing::Store);
    let counted = line(1, Some(8));
    let refused = overwrite(&counted, sara(), nine, None).unwrap_err().to_string();
    assert!(refused.contains("Wilson ya contó 8 kg de Harina, lote L-1, en 03-2-1"), "{refused}");
    assert!(overwrite(&counted, sara(), nine, Some(0)).is_err());
    assert!(overwrite(&counted, wilson(), nine, None).is_err(), "nor their own of another device");
    assert_eq!(overwrite(&counted, sara(), nine, Some(1)).unwrap(), Writing::Store);
    assert_eq!(overwrite(&counted, wilson(), eight, None).unwrap(), Writing::Repeated);
    // That two say the same is worth knowing.
    assert!(overwrite(&counted, sara(), eight, None).is_err());
    assert_eq!(take_back(&line(1, None), None).unwrap(), Writing::Repeated);
    assert!(take_back(&counted, None).is_err());
    assert_eq!(take_back(&counted, Some(1)).unwrap(), Writing::Store);
}

#[test]
fn a_code_means_one_line_or_says_which_it_may_mean() {
    let lines = || vec![line(1, None), line(2, None)];
    let of = |code: &str, bin| meant(lines(), code, bin, same).map(|line| line.batch_number);
    let hex = |prefix: &str, bits: u128| format!("{prefix}{bits:032X}");
    assert_eq!(of("03-2-2", None).unwrap(), "L-2");
    assert_eq!(of("l-1", None).unwrap(), "L-1");
    assert_eq!(of(&hex("LOT", 402), None).unwrap(), "L-2");
    assert_eq!(of(&hex("UBI", 201), None).unwrap(), "L-1");
    assert_eq!(of("har-1", Some(Id::from_bits(202))).unwrap(), "L-2");
    let several = of(&hex("PRO", 300), None).unwrap_err().to_string();
    assert!(several.contains("2 lotes de este conteo: L-1 en 03-2-1, L-2 en 03-2-2"), "{several}");
    assert!(of("zzz", None).unwrap_err().to_string().contains("«zzz»"));
    assert!(of(&hex("LOT", 1), None).is_err());
}

#[test]
fn what_is_missing_is_named_and_can_be_confirmed() {
    let lines =
        [line(1, None), line(2, Some(10)), LineRow { stock_quantity: Quantity::ZERO, ..line(3, None) }];
    let missing: Vec<(&str, &str)> =
        uncounted(&lines).map(|line| (&*line.batch_number, &*line.bin_code)).collect();
    let refused = complete(&missing, false).unwrap_err().to_string();
    assert!(refused.contains("Falta un lote por contar: L-1 en 03-2-1. "), "{refused}");
    complete(&missing, true).unwrap();
    complete(&[], false).unwrap();
    assert_eq!(different(&lines).count(), 0);
}

proptest! {
    #[test]
    fn what_is_hidden_is_the_same_whatever_the_ledger_says(
        (expected, stock, other, held) in (0..10_000_i64, 0..10_000_i64, 0..10_000_i64, 0..10_000_i64),
        counted in proptest::option::of(0..10_000_i64),
        status in proptest::sample::select(CountStatus::ALL),
    ) {
        let of = |expected, stock| {
            let row = LineRow {
                expected_quantity: Quantity::of_hundredths(expected),
                stock_quantity: Quantity::of_hundredths(stock),
                ..line(1, counted)
            };
            shown(row, true, status)
        };
        prop_assert_eq!(of(expected, stock), of(other, held));
    }
}
