//! Whether something may go out of a lot. Pure.

use super::expiry;
use super::fefo::{FirstOut, Obstacle, free, obstacle};
use crate::kit::{Code, Day, Error, Quantity, Result};
use crate::warehouse::stock::model::StockLot;

/// Judges a quantity that is to go out of a lot; answers the lot that should have gone before it, when somebody answers for it
/// (`is_forced`). The order of the questions is what a person at the shelf finds out first: is there so much, may it be used, is it its
/// turn, is it free.
///
/// # Errors
/// [`Code::LotScrapped`], [`Code::LotEmpty`], [`Code::StockShort`], [`Code::LotExpired`], [`Code::LotHeld`], [`Code::LotBlocked`],
/// [`Code::LotOutOfTurn`].
pub fn judge<'a>(
    lot: &StockLot,
    order: &'a FirstOut,
    wanted: Quantity,
    is_forced: bool,
    today: Day,
) -> Result<Option<&'a StockLot>> {
    let obstacle = usable(lot, wanted, today)?;
    let before = order.before(lot);
    if let Some(first) = before.filter(|_| !is_forced) {
        return Err(Error::With(Code::LotOutOfTurn, out_of_turn(lot, first)));
    }
    is_free(lot, wanted, obstacle.as_ref())?;
    Ok(before)
}

/// Judges a quantity that is to leave a lot for another bin. Moving isn't issuing: it needs no turn.
///
/// # Errors
/// [`Code::LotScrapped`], [`Code::LotEmpty`], [`Code::StockShort`], [`Code::LotExpired`], [`Code::LotHeld`], [`Code::LotBlocked`].
pub fn movable(lot: &StockLot, wanted: Quantity, today: Day) -> Result<()> {
    let obstacle = usable(lot, wanted, today)?;
    is_free(lot, wanted, obstacle.as_ref())
}

/// Refuses what isn't there, and a lot that may not be used; answers what else stands in its way.
fn usable(lot: &StockLot, wanted: Quantity, today: Day) -> Result<Option<Obstacle>> {
    let batch = &lot.batch_number;
    let obstacle = obstacle(lot, today);
    match &obstacle {
        Some(Obstacle::Scrapped) => {
            return Err(Error::With(Code::LotScrapped, format!("El lote {batch} se dio de baja")));
        }
        Some(Obstacle::Empty) => {
            return Err(Error::With(Code::LotEmpty, format!("Del lote {batch} no queda nada")));
        }
        _ if wanted > lot.quantity => {
            let sentence = format!("Del lote {batch} solo hay {}", lot.unit.after(lot.quantity));
            return Err(Error::With(Code::StockShort, sentence));
        }
        Some(Obstacle::Expired(days)) => {
            let when = expiry::told(days.saturating_neg()).to_lowercase();
            let sentence = format!("El lote {batch} {when}: no puede salir. Delo de baja");
            return Err(Error::With(Code::LotExpired, sentence));
        }
        Some(Obstacle::Held(reason)) => {
            let sentence = format!("El lote {batch} está retenido y no puede salir: {reason}");
            return Err(Error::With(Code::LotHeld, sentence));
        }
        Some(Obstacle::Blocked(bin)) => {
            let sentence = format!("El lote {batch} no puede salir: la ubicación {bin} está inactiva");
            return Err(Error::With(Code::LotBlocked, sentence));
        }
        Some(Obstacle::Reserved(_)) | None => {}
    }
    Ok(obstacle)
}

/// Refuses what is promised to somebody.
fn is_free(lot: &StockLot, wanted: Quantity, obstacle: Option<&Obstacle>) -> Result<()> {
    let (batch, free) = (&lot.batch_number, free(lot));
    if wanted <= free {
        return Ok(());
    }
    let promised = match obstacle {
        Some(why) => why.told(),
        None => "el resto está reservado".to_owned(),
    };
    let sentence = if free.is_some() {
        format!("Del lote {batch} solo hay libres {}: {promised}", lot.unit.after(free))
    } else {
        format!("Del lote {batch} no hay nada libre: {promised}")
    };
    Err(Error::With(Code::StockShort, sentence))
}

/// Why another lot goes first.
pub fn out_of_turn(lot: &StockLot, first: &StockLot) -> String {
    let (batch, bin) = (&first.batch_number, &first.bin_code);
    let why = match (first.use_by_date, lot.use_by_date) {
        (Some(day), other) if Some(day) != other => format!("que vence el {}", day.written()),
        (Some(_), _) => "que vence el mismo día y va antes".to_owned(),
        (None, _) => "que llegó antes".to_owned(),
    };
    format!("Antes debe salir el lote {batch}, {why}: está en la ubicación {bin}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::{Id, LocalTime};
    use crate::warehouse::stock::model::LotStatus;
    use crate::warehouse::unit::Unit;
    use chrono::{DateTime, NaiveDate, TimeDelta};

    fn today() -> Day {
        Day(NaiveDate::from_ymd_opt(2026, 11, 30).unwrap())
    }

    fn lot(n: u128, days: i64) -> StockLot {
        StockLot {
            id: Id::from_bits(n),
            bin_id: Id::from_bits(9),
            bin_code: format!("03-2-{n}"),
            is_bin_active: true,
            environment_id: Id::from_bits(8),
            environment_name: "Bodega central".into(),
            batch_number: format!("L-{n}"),
            use_by_date: Some(Day(today().0 + TimeDelta::days(days))),
            received_at: LocalTime(DateTime::from_timestamp(1_790_000_000, 0).unwrap()),
            quantity: Quantity::whole(10),
            reserved_quantity: Quantity::ZERO,
            unit: Unit::Kilogram,
            status: LotStatus::Available,
            hold_reason: None,
            reserved_for: None,
        }
    }

    fn refusal(
        lot: &StockLot,
        others: Vec<StockLot>,
        wanted: i64,
        is_forced: bool,
    ) -> (&'static str, String) {
        let order = FirstOut::of(others, today());
        let error = judge(lot, &order, Quantity::whole(wanted), is_forced, today()).unwrap_err();
        (error.code().slug(), error.sentence().into_owned())
    }

    #[test]
    fn too_much_is_told_before_everything_else() {
        let told = refusal(&lot(1, -2), vec![], 11, true);
        assert_eq!(told, ("existencias_insuficientes", "Del lote L-1 solo hay 10 kg".into()));
        let told = refusal(&lot(1, -2), vec![], 10, true);
        assert_eq!(
            told,
            ("lote_vencido", "El lote L-1 venció hace 2 días: no puede salir. Delo de baja".into())
        );
    }

    #[test]
    fn a_lot_out_of_turn_says_which_goes_first_and_goes_when_forced() {
        let told = refusal(&lot(2, 9), vec![lot(2, 9), lot(1, 3)], 1, false);
        let sentence = "Antes debe salir el lote L-1, que vence el 03/12/2026: está en la ubicación 03-2-1";
        assert_eq!(told, ("lote_fuera_de_turno", sentence.into()));
        let told = refusal(&lot(2, 3), vec![lot(2, 3), lot(1, 3)], 1, false);
        assert!(told.1.contains("vence el mismo día y va antes"), "{}", told.1);
        let order = FirstOut::of(vec![lot(2, 9), lot(1, 3)], today());
        let first = judge(&lot(2, 9), &order, Quantity::whole(1), true, today()).unwrap();
        assert_eq!(first.unwrap().batch_number, "L-1");
        assert!(judge(&lot(1, 3), &order, Quantity::whole(1), true, today()).unwrap().is_none());
    }

    #[test]
    fn what_is_promised_stays_also_when_forced() {
        let promised = StockLot {
            reserved_quantity: Quantity::whole(8),
            reserved_for: Some("2557".into()),
            ..lot(1, 3)
        };
        let told = refusal(&promised, vec![promised.clone()], 3, true);
        assert_eq!(told.1, "Del lote L-1 solo hay libres 2 kg: el resto está reservado");
        let all = StockLot { reserved_quantity: Quantity::whole(10), ..promised };
        let told = refusal(&all, vec![all.clone()], 3, true);
        assert_eq!(told.1, "Del lote L-1 no hay nada libre: reservado para la ficha 2557");
    }

    #[test]
    fn moving_needs_no_turn_but_leaves_what_is_promised() {
        let moved = |lot: &StockLot, wanted| movable(lot, Quantity::whole(wanted), today());
        assert!(moved(&lot(2, 9), 10).is_ok());
        let promised = StockLot { reserved_quantity: Quantity::whole(8), ..lot(1, 3) };
        assert!(moved(&promised, 2).is_ok());
        assert_eq!(moved(&promised, 3).unwrap_err().code().slug(), "existencias_insuficientes");
        let held = StockLot { status: LotStatus::Held, hold_reason: Some("roto".into()), ..lot(1, 3) };
        let blocked = StockLot { is_bin_active: false, ..lot(1, 3) };
        for (lot, slug) in [
            (lot(1, -1), "lote_vencido"),
            (held, "lote_retenido"),
            (blocked, "lote_en_ubicacion_inactiva"),
            (StockLot { status: LotStatus::Scrapped, ..lot(1, 3) }, "lote_dado_de_baja"),
        ] {
            assert_eq!(moved(&lot, 1).unwrap_err().code().slug(), slug);
        }
    }
}
