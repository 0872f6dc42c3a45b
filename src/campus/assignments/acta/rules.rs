//! Who may sign an acta of equipment in charge, and when. Pure.

use super::model::HandoverSide;
use crate::kit::{Code, Result};

/// What decides on who may sign, beside the person.
#[derive(Debug, Clone, Copy)]
pub struct Signable<'a> {
    /// Whether it is the newest of its kind.
    pub is_current: bool,
    /// As what people have signed already.
    pub signed: &'a [HandoverSide],
}

/// As what somebody signs: whoever hands over and takes back for that, and on their screen for the holder; the holder for themselves.
pub fn sides(is_keeper: bool, is_holder: bool) -> &'static [HandoverSide] {
    if is_keeper {
        &[HandoverSide::Holder, HandoverSide::Keeper]
    } else if is_holder {
        &[HandoverSide::Holder]
    } else {
        &[]
    }
}

/// As what somebody may sign now.
pub fn may_sign(own: &[HandoverSide], acta: Signable<'_>) -> Vec<HandoverSide> {
    own.iter().copied().filter(|side| check_side(own, acta, *side).is_ok()).collect()
}

/// Refuses a signature that isn't theirs to give, or comes too late or twice.
///
/// # Errors
/// [`Code::HandoverSideForbidden`], [`Code::HandoverActaChanged`], [`Code::HandoverActaSigned`].
pub fn check_side(own: &[HandoverSide], acta: Signable<'_>, side: HandoverSide) -> Result<()> {
    if !own.contains(&side) {
        Err(Code::HandoverSideForbidden.into())
    } else if !acta.is_current {
        Err(Code::HandoverActaChanged.into())
    } else if acta.signed.contains(&side) {
        Err(Code::HandoverActaSigned.into())
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use HandoverSide::{Holder, Keeper};

    #[test]
    fn everybody_signs_as_themselves_and_once() {
        let fresh = Signable { is_current: true, signed: &[] };
        assert_eq!(may_sign(sides(true, false), fresh), [Holder, Keeper]);
        assert_eq!(may_sign(sides(true, true), fresh), [Holder, Keeper]);
        assert_eq!(may_sign(sides(false, true), fresh), [Holder]);
        assert_eq!(may_sign(sides(false, false), fresh), []);
        let half = Signable { signed: &[Holder], ..fresh };
        assert_eq!(may_sign(sides(false, true), half), []);
        assert_eq!(may_sign(sides(true, false), half), [Keeper]);
        assert_eq!(may_sign(sides(true, false), Signable { is_current: false, ..fresh }), []);
        let other = check_side(sides(false, true), fresh, Keeper).unwrap_err();
        assert_eq!(other.code(), Code::HandoverSideForbidden);
    }
}
