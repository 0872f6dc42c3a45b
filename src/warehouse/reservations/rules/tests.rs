use super::*;
use crate::kit::Id;
use crate::warehouse::stock::model::LotStatus;
use chrono::{DateTime, NaiveDate};
use proptest::prelude::*;

fn today() -> Day {
    Day(NaiveDate::from_ymd_opt(2026, 11, 30).unwrap())
}

fn at(seconds: i64) -> LocalTime {
    LocalTime(DateTime::from_timestamp(1_796_000_000 + seconds, 0).unwrap())
}

fn lot(n: u128, days: Option<i64>) -> StockLot {
    StockLot {
        id: Id::from_bits(n),
        bin_id: Id::from_bits(9),
        bin_code: format!("03-2-{n}"),
        is_bin_active: true,
        environment_id: Id::from_bits(8),
        environment_name: "Bodega central".into(),
        batch_number: format!("L-{n}"),
        use_by_date: days.map(|days| Day(today().0 + TimeDelta::days(days))),
        received_at: at(0),
        quantity: Quantity::whole(10),
        reserved_quantity: Quantity::whole(10),
        unit: Unit::Kilogram,
        status: LotStatus::Available,
        hold_reason: None,
        reserved_for: Some("2557".into()),
    }
}

fn slug<T: std::fmt::Debug>(done: Result<T>) -> &'static str {
    done.map_or_else(|error| error.code().slug(), |_| "done")
}

#[test]
fn only_an_active_reservation_ends_and_each_end_has_its_sentence() {
    let sentences: Vec<String> =
        [ReservationStatus::Fulfilled, ReservationStatus::Cancelled, ReservationStatus::Expired]
            .map(|status| check_active(status).unwrap_err().sentence().into_owned())
            .to_vec();
    assert_eq!(
        sentences,
        [
            "La reserva ya se entregó",
            "La reserva ya se canceló",
            "La reserva venció y su material quedó libre"
        ]
    );
    assert_eq!(slug(check_active(ReservationStatus::Active)), "done");
}

#[test]
fn a_lot_that_cannot_go_out_any_more_is_named_with_its_reason() {
    let held =
        StockLot { status: LotStatus::Held, hold_reason: Some("huele raro".into()), ..lot(2, Some(9)) };
    let blocked = StockLot { is_bin_active: false, ..lot(3, None) };
    let refused = check_lots(&[lot(1, Some(9)), held.clone()], today()).unwrap_err();
    assert_eq!(
        refused.sentence(),
        "Parte de la reserva no puede salir (lote L-2, retenido: huele raro). Cancele la reserva y reserve de nuevo: se toman otros lotes"
    );
    let refused = check_lots(&[lot(1, Some(-1)), held, blocked], today()).unwrap_err();
    assert_eq!(
        refused.sentence(),
        "Varios lotes de la reserva no pueden salir (lote L-1, vencido ayer; lote L-2, retenido: huele raro; lote L-3, la ubicación \
         03-2-3 está inactiva). Cancele la reserva y reserve de nuevo: se toman otros lotes"
    );
    // Its last day is a day on which it goes out, and that all of it is promised is what it is for.
    assert_eq!(slug(check_lots(&[lot(1, Some(0)), lot(2, None)], today())), "done");
}

#[test]
fn what_is_noted_later_stands_below() {
    assert_eq!(noted(Some("Para el taller"), Some("Llevó dos")).unwrap(), "Para el taller\nLlevó dos");
    assert_eq!(noted(None, Some("Llevó dos")).unwrap(), "Llevó dos");
    assert_eq!(noted(Some("Para el taller"), None).unwrap(), "Para el taller");
    assert_eq!(noted(None, None), None);
}

proptest! {
    #[test]
    fn a_reservation_ends_after_now_and_within_a_year(seconds in -40_000_000i64..80_000_000) {
        let expected = match seconds {
            ..=0 => "plazo_de_reserva_pasado",
            1..=31_622_400 => "done",
            _ => "plazo_de_reserva_lejano",
        };
        prop_assert_eq!(slug(check_until(at(seconds), at(0))), expected);
    }

    #[test]
    fn what_may_be_made_now_may_be_handed_out_now_and_no_longer_when_its_time_is_over(
        length in 1i64..31_622_400,
        later in 0i64..40_000_000,
    ) {
        prop_assert_eq!(slug(check_until(at(length), at(0))), "done");
        let told = slug(check_fulfillable(ReservationStatus::Active, at(length), at(later)));
        prop_assert_eq!(told, if later < length { "done" } else { "reserva_con_plazo_pasado" });
        for status in [ReservationStatus::Fulfilled, ReservationStatus::Cancelled, ReservationStatus::Expired] {
            prop_assert_eq!(slug(check_fulfillable(status, at(length), at(later))), "reserva_en_otro_estado");
        }
    }

    #[test]
    fn no_expired_lot_is_ever_handed_out(days in -400i64..400, held: bool, active: bool) {
        let one = StockLot {
            status: if held { LotStatus::Held } else { LotStatus::Available },
            hold_reason: held.then(|| "x".to_owned()),
            is_bin_active: active,
            ..lot(1, Some(days))
        };
        prop_assert_eq!(check_lots(&[lot(2, None), one], today()).is_ok(), days >= 0 && !held && active);
    }
}
