//! Who may sign an acta when, and what a drawn signature is. Pure.

use super::model::{ActaSide, NewSignature};
use crate::campus::loans::model::Loan;
use crate::kit::pdf::Drawn;
use crate::kit::{Caller, Code, Error, Id, Result, role};

/// How many lines and points a signature has at most: a slow pen on a fine screen, five times over.
const MOST_LINES: usize = 200;
const MOST_POINTS: usize = 3000;
/// How far a signature reaches at least, in units of its box: less is a slip of the finger.
const LEAST_REACH: i64 = 40;

/// What decides on who may sign, beside the person.
#[derive(Debug, Clone, Copy)]
pub struct Signable<'a> {
    /// Whether it is the newest of its kind.
    pub is_current: bool,
    /// Whether pieces went over the desk.
    pub is_at_desk: bool,
    /// As what people have signed already.
    pub signed: &'a [ActaSide],
}

/// As what a person signs the actas of a loan: who borrows for themselves, the warehouse for itself, and on its screen who borrows.
pub fn sides_of(who: &Caller, loan: &Loan) -> &'static [ActaSide] {
    sides(who.is(role::ADMINISTRATORS), who.id, loan.instructor_id)
}

fn sides(is_administrator: bool, who: Id, borrower: Id) -> &'static [ActaSide] {
    if is_administrator {
        &[ActaSide::Borrower, ActaSide::Warehouse]
    } else if who == borrower {
        &[ActaSide::Borrower]
    } else {
        &[]
    }
}

/// As what a person may sign now.
pub fn may_sign(own: &[ActaSide], acta: Signable<'_>) -> Vec<ActaSide> {
    own.iter().copied().filter(|side| check_side(own, acta, *side).is_ok()).collect()
}

/// Refuses a signature that isn't theirs to give, or comes too early, too late or twice.
///
/// # Errors
/// [`Code::ActaSideForbidden`], [`Code::ActaTooEarly`], [`Code::ActaChanged`], [`Code::ActaSigned`].
pub fn check_side(own: &[ActaSide], acta: Signable<'_>, side: ActaSide) -> Result<()> {
    if !own.contains(&side) {
        Err(Code::ActaSideForbidden.into())
    } else if !acta.is_at_desk {
        Err(Code::ActaTooEarly.into())
    } else if !acta.is_current {
        Err(Code::ActaChanged.into())
    } else if acta.signed.contains(&side) {
        Err(Code::ActaSigned.into())
    } else {
        Ok(())
    }
}

/// How many letters the name of who signs has at least: joiners and spaces alone would print as nothing.
const LEAST_LETTERS: usize = 2;

/// Refuses a name that nobody could read.
///
/// # Errors
/// [`Code::SignatureUnreadable`].
pub fn check_name(name: &str) -> Result<()> {
    if name.chars().filter(|letter| letter.is_alphabetic()).nth(LEAST_LETTERS - 1).is_some() {
        return Ok(());
    }
    Err(Error::With(Code::SignatureUnreadable, "Escriba el nombre de quien firma, con sus letras".to_owned()))
}

/// What was drawn, if the signature was drawn.
///
/// # Errors
/// [`Code::SignatureUnreadable`] with a sentence that says what is wrong with the lines.
pub fn drawn(new: &NewSignature) -> Result<Option<Drawn>> {
    new.strokes.0.as_deref().map(lines).transpose()
}

/// Reads lines of x, y, x, y…
///
/// # Errors
/// As [`drawn`].
pub fn lines(strokes: &[Vec<i64>]) -> Result<Drawn> {
    let wrong = |sentence: &str| Error::With(Code::SignatureUnreadable, sentence.to_owned());
    if strokes.len() > MOST_LINES || strokes.iter().map(Vec::len).sum::<usize>() > 2 * MOST_POINTS {
        return Err(wrong("La firma tiene demasiados trazos: bórrela y firme de nuevo"));
    }
    let mut drawn = Vec::with_capacity(strokes.len());
    for stroke in strokes {
        let (points, rest) = stroke.as_chunks::<2>();
        if !rest.is_empty() {
            return Err(wrong("Un trazo de la firma tiene una coordenada suelta"));
        }
        let points: Vec<_> = points.iter().map(|[x, y]| (*x, *y)).collect();
        if points.iter().any(|(x, y)| !(0..=Drawn::WIDTH).contains(x) || !(0..=Drawn::HEIGHT).contains(y)) {
            return Err(wrong("Un trazo de la firma se sale de su espacio"));
        }
        drawn.push(points);
    }
    if reach(drawn.iter().flatten().map(|(x, _)| *x)) < LEAST_REACH
        && reach(drawn.iter().flatten().map(|(_, y)| *y)) < LEAST_REACH
    {
        return Err(wrong("La firma está vacía: dibújela o escriba el nombre"));
    }
    Ok(Drawn(drawn))
}

/// How far numbers lie apart.
fn reach(values: impl Iterator<Item = i64> + Clone) -> i64 {
    values.clone().max().unwrap_or(0) - values.min().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn signable(signed: &[ActaSide]) -> Signable<'_> {
        Signable { is_current: true, is_at_desk: true, signed }
    }

    #[test]
    fn everybody_signs_as_themselves_and_once() {
        let (ana, wilson) = (Id::from_bits(1), Id::from_bits(2));
        let desk = sides(true, wilson, ana);
        let own = sides(false, ana, ana);
        assert_eq!(may_sign(desk, signable(&[])), [ActaSide::Borrower, ActaSide::Warehouse]);
        assert_eq!(may_sign(own, signable(&[])), [ActaSide::Borrower]);
        assert_eq!(may_sign(own, signable(&[ActaSide::Borrower])), []);
        assert_eq!(may_sign(desk, signable(&[ActaSide::Borrower])), [ActaSide::Warehouse]);
        assert!(sides(false, Id::from_bits(3), ana).is_empty());
        assert_eq!(may_sign(desk, Signable { is_at_desk: false, ..signable(&[]) }), []);
        assert_eq!(may_sign(desk, Signable { is_current: false, ..signable(&[]) }), []);
    }

    #[test]
    fn a_slip_of_the_finger_is_no_signature() {
        for strokes in [
            vec![],
            vec![vec![]],
            vec![vec![5, 5]],
            vec![vec![5, 5, 20, 20]],
            vec![vec![1]],
            vec![vec![0, 0, 1001, 0]],
        ] {
            assert!(lines(&strokes).is_err(), "{strokes:?}");
        }
        assert!(lines(&[vec![0, 0, 1000, 400]]).is_ok());
        assert!(lines(&vec![vec![0, 0, 100, 100]; MOST_LINES + 1]).is_err());
        assert!(lines(&[[0, 0, 100, 100].repeat(MOST_POINTS)]).is_err());
    }

    proptest! {
        /// Whatever is sent is refused or lies within the box.
        #[test]
        fn what_is_taken_lies_in_its_box(strokes in proptest::collection::vec(proptest::collection::vec(-5i64..1005, 0..8), 0..6)) {
            if let Ok(drawn) = lines(&strokes) {
                for (x, y) in drawn.0.iter().flatten() {
                    prop_assert!((0..=Drawn::WIDTH).contains(x) && (0..=Drawn::HEIGHT).contains(y));
                }
                prop_assert_eq!(drawn.0.iter().map(Vec::len).sum::<usize>() * 2, strokes.iter().map(Vec::len).sum::<usize>());
            }
        }
    }
}
