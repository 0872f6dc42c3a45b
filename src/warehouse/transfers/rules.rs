//! The life of a transfer, and what became of what was sent. Pure.
//!
//! | from | dispatch | confirm | cancel |
//! |---|---|---|---|
//! | pending | in transit | | cancelled |
//! | in transit | | received | cancelled |
//! | received, cancelled | | | |

use super::model::{Outcome, ReceiptCondition, TransferReceipt, TransferStatus};
use crate::kit::{Caller, Code, Error, Id, Quantity, Result, Role, Scope};
use crate::warehouse::unit::Unit;

/// What somebody does to a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// It leaves.
    Dispatch,
    /// It has come.
    Confirm,
    /// It goes back.
    Cancel,
}

/// The warehouses whose arrivals somebody sees: who keeps one, that one's, unless another is named.
pub fn reach(who: &Caller, warehouse: Option<Id>) -> Scope {
    let is_own = who.role == Role::Admin && warehouse.is_none();
    if is_own { who.storing() } else { who.materials() }
}

/// Where a transfer stands after a step.
///
/// # Errors
/// [`Code::TransferStage`] when it can't be taken from where it stands.
pub fn next(status: TransferStatus, step: Step) -> Result<TransferStatus> {
    use TransferStatus::{Cancelled, InTransit, Pending, Received};
    let sentence = match (status, step) {
        (Pending, Step::Dispatch) => return Ok(InTransit),
        (InTransit, Step::Confirm) => return Ok(Received),
        (Pending | InTransit, Step::Cancel) => return Ok(Cancelled),
        (Pending, Step::Confirm) => "El traslado no se ha despachado: no puede recibirse todavía",
        (InTransit, Step::Dispatch) => "El traslado ya se despachó",
        (Received, _) => "El traslado ya se recibió",
        (Cancelled, _) => "El traslado se canceló",
    };
    Err(Error::With(Code::TransferStage, sentence.into()))
}

/// What became of what was sent: the three parts add up to it. Where nobody says of what is missing whether it was damaged or lost, the
/// condition says it.
///
/// # Errors
/// [`Code::TransferTooMuch`], [`Code::TransferConditionMissing`], [`Code::TransferSum`].
pub fn outcome(sent: Quantity, unit: Unit, receipt: &TransferReceipt) -> Result<Outcome> {
    let received = receipt.received_quantity.get();
    let condition = receipt.condition_on_receipt.0;
    if received > sent {
        let sentence = format!(
            "Se enviaron {}: no pueden llegar {}. Lo que sobra se recibe como entrada",
            unit.after(sent),
            unit.after(received)
        );
        return Err(Error::With(Code::TransferTooMuch, sentence));
    }
    let missing = sent - received;
    let told = (receipt.damaged_quantity.0, receipt.lost_quantity.0);
    let (damaged, lost) = match (told, condition) {
        ((None, None), Some(ReceiptCondition::Damaged)) => (missing, Quantity::ZERO),
        ((None, None), _) => (Quantity::ZERO, missing),
        ((damaged, lost), _) => {
            let of = |amount: Option<_>| amount.map_or(Quantity::ZERO, Quantity::from);
            (of(damaged), of(lost))
        }
    };
    if missing.is_some() && matches!(condition, None | Some(ReceiptCondition::Good)) {
        let sentence = format!(
            "De {} llegaron bien {}: indique cómo llegó, con daños o incompleto",
            unit.after(sent),
            unit.after(received)
        );
        return Err(Error::With(Code::TransferConditionMissing, sentence));
    }
    if received + damaged + lost != sent {
        let sentence = format!(
            "Lo bueno, lo dañado y lo perdido suman {}, y se enviaron {}",
            unit.after(received + damaged + lost),
            unit.after(sent)
        );
        return Err(Error::With(Code::TransferSum, sentence));
    }
    Ok(Outcome { received, damaged, lost, condition })
}

/// What is missing of what was sent, as it is told: «2 kg dañados y 1 kg perdido»; nothing, if all came well.
pub fn shortage(outcome: &Outcome, unit: Unit) -> Option<String> {
    let parts: Vec<String> = [(outcome.damaged, "con daños"), (outcome.lost, "sin llegar")]
        .into_iter()
        .filter(|(quantity, _)| quantity.is_some())
        .map(|(quantity, how)| format!("{} {how}", unit.after(quantity)))
        .collect();
    (!parts.is_empty()).then(|| parts.join(" y "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn receipt(members: serde_json::Value) -> TransferReceipt {
        serde_json::from_value(members).unwrap()
    }

    fn slug<T: std::fmt::Debug>(outcome: Result<T>) -> &'static str {
        outcome.unwrap_err().code().slug()
    }

    #[test]
    fn a_transfer_goes_one_way_and_ends_once() {
        use TransferStatus::{Cancelled, InTransit, Pending, Received};
        let table = [
            (Pending, [Some(InTransit), None, Some(Cancelled)]),
            (InTransit, [None, Some(Received), Some(Cancelled)]),
            (Received, [None, None, None]),
            (Cancelled, [None, None, None]),
        ];
        for (status, expected) in table {
            for (step, expected) in [Step::Dispatch, Step::Confirm, Step::Cancel].into_iter().zip(expected) {
                assert_eq!(next(status, step).ok(), expected, "{status:?} {step:?}");
            }
        }
    }

    #[test]
    fn what_is_missing_is_damaged_or_lost_as_is_said_or_as_it_came() {
        let sent = Quantity::whole(10);
        let of = |members| outcome(sent, Unit::Kilogram, &receipt(members));
        let all = of(json!({ "received_quantity": 10 })).unwrap();
        assert!(!all.is_short() && shortage(&all, Unit::Kilogram).is_none());
        let damaged = of(json!({ "received_quantity": 7, "condition_on_receipt": "damaged" })).unwrap();
        assert_eq!((damaged.damaged, damaged.lost), (Quantity::whole(3), Quantity::ZERO));
        let partial = of(json!({ "received_quantity": 7, "condition_on_receipt": "partial" })).unwrap();
        assert_eq!((partial.damaged, partial.lost), (Quantity::ZERO, Quantity::whole(3)));
        let both = json!({
            "received_quantity": 7, "damaged_quantity": 2, "lost_quantity": 1, "condition_on_receipt": "damaged",
        });
        let both = of(both).unwrap();
        assert_eq!(shortage(&both, Unit::Kilogram).unwrap(), "2 kg con daños y 1 kg sin llegar");
        for (members, expected) in [
            (json!({ "received_quantity": 10.01 }), "traslado_recibido_de_mas"),
            (json!({ "received_quantity": 9 }), "traslado_sin_condicion"),
            (json!({ "received_quantity": 9, "condition_on_receipt": "good" }), "traslado_sin_condicion"),
            (
                json!({ "received_quantity": 9, "damaged_quantity": 2, "condition_on_receipt": "damaged" }),
                "traslado_no_suma",
            ),
            (json!({ "received_quantity": 10, "lost_quantity": 1 }), "traslado_no_suma"),
        ] {
            assert_eq!(slug(of(members.clone())), expected, "{members}");
        }
    }

    proptest! {
        #[test]
        fn nothing_of_what_was_sent_is_lost_sight_of(
            sent in 1i64..1_000_000, received in 0i64..1_100_000, damaged in proptest::option::of(0i64..1_000_000),
            lost in proptest::option::of(0i64..1_000_000), condition in 0usize..4,
        ) {
            let number = |hundredths: i64| json!(f64::from(i32::try_from(hundredths).unwrap()) / 100.0);
            let condition = [None, Some("good"), Some("damaged"), Some("partial")][condition];
            let members = json!({
                "received_quantity": number(received), "damaged_quantity": damaged.map(number),
                "lost_quantity": lost.map(number), "condition_on_receipt": condition,
            });
            let sent = Quantity::of_hundredths(sent);
            if let Ok(outcome) = outcome(sent, Unit::Piece, &receipt(members)) {
                prop_assert_eq!(outcome.received + outcome.damaged + outcome.lost, sent);
                prop_assert_eq!(outcome.is_short(), outcome.received < sent);
                prop_assert!(!outcome.is_short() || matches!(condition, Some("damaged" | "partial")));
            }
        }
    }
}
