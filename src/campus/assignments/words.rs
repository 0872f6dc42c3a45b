//! What the words of equipment in charge are called on paper.

use crate::kit::document::Words;

/// Which are asked for.
pub const FILTER: Words = &[
    ("open", "A cargo"),
    ("unsigned", "Sin firmar"),
    ("to_sign", "Por firmar por quien lo tiene"),
    ("inactive", "De cuentas desactivadas"),
    ("returned", "Recibidos"),
];

/// How they come back.
pub const CONDITION: Words = &[
    ("good", "En buen estado"),
    ("worn", "Con desgaste"),
    ("incomplete", "Incompleto"),
    ("damaged", "Dañado"),
    ("lost", "No volvió"),
];

/// Of what an acta is.
pub const ACTA_KIND: Words = &[("delivery", "De entrega"), ("return", "De devolución")];

/// As what somebody signs.
pub const ACTA_SIDE: Words = &[("holder", "Quien lo tiene a cargo"), ("keeper", "Quien entrega o recibe")];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campus::assignments::acta::model::{HandoverKind, HandoverSide};
    use crate::campus::assignments::model::{AssignmentFilter, ReturnCondition};

    #[test]
    fn every_word_of_the_wire_is_called_something() {
        let known = |words: Words| words.iter().map(|(word, _)| *word).collect::<Vec<_>>();
        assert_eq!(known(FILTER), AssignmentFilter::ALL.iter().map(|it| it.as_str()).collect::<Vec<_>>());
        assert_eq!(known(CONDITION), ReturnCondition::ALL.iter().map(|it| it.as_str()).collect::<Vec<_>>());
        assert_eq!(known(ACTA_KIND), HandoverKind::ALL.iter().map(|it| it.as_str()).collect::<Vec<_>>());
        assert_eq!(known(ACTA_SIDE), HandoverSide::ALL.iter().map(|it| it.as_str()).collect::<Vec<_>>());
    }
}
