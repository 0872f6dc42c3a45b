//! What may become of a loan. Pure, as are [`free`], how many pieces can be had when, and `wish`, why a wish can't be granted.

use super::model::LoanStatus;
use crate::kit::{Code, Error, Result};

mod free;
mod wish;

pub use {free::*, wish::*};

/// Refuses a step that the state machine doesn't have: `pending → approved → active → returned`, `pending → rejected`.
///
/// # Errors
/// [`Code::LoanStage`], with a sentence that says where the loan is.
pub fn check_step(from: LoanStatus, to: LoanStatus) -> Result<()> {
    use LoanStatus::{Active, Approved, Pending, Rejected, Returned};
    match (from, to) {
        (Pending, Approved | Rejected) | (Approved, Active) | (Active, Returned) => Ok(()),
        _ => Err(Error::With(Code::LoanStage, stage_sentence(from, to))),
    }
}

fn stage_sentence(from: LoanStatus, to: LoanStatus) -> String {
    let wanted = match to {
        LoanStatus::Pending => "volver a pendiente",
        LoanStatus::Approved => "aprobarse",
        LoanStatus::Active => "entregarse",
        LoanStatus::Returned => "devolverse",
        LoanStatus::Rejected => "rechazarse",
    };
    format!("El préstamo está {}: no puede {wanted}", spanish(from))
}

/// How people call a status.
pub fn spanish(status: LoanStatus) -> &'static str {
    match status {
        LoanStatus::Pending => "pendiente",
        LoanStatus::Approved => "aprobado",
        LoanStatus::Active => "entregado",
        LoanStatus::Returned => "devuelto",
        LoanStatus::Rejected => "rechazado",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_machine_has_four_steps() {
        let steps: Vec<_> = LoanStatus::ALL
            .iter()
            .flat_map(|from| LoanStatus::ALL.iter().map(move |to| (*from, *to)))
            .filter(|(from, to)| check_step(*from, *to).is_ok())
            .collect();
        use LoanStatus::{Active, Approved, Pending, Rejected, Returned};
        assert_eq!(steps, [(Pending, Approved), (Pending, Rejected), (Approved, Active), (Active, Returned)]);
    }
}
