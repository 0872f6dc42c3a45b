//! Labels of a resource's rows: what stands on one, and the code that it carries. Whatever has something to label says so in its
//! entry ([`Resource::LABELLED`](super::Resource::LABELLED)); who prints asks the list.

use super::access::Scope;
use super::error::Result;
use super::wire::{Id, row};
use rusqlite::Connection;

row! {
    /// What a label is printed for.
    #[derive(Debug, Clone)]
    pub struct LabelSubject {
        /// The row's; none of a number that is nobody's yet.
        pub id: Option<Id>,
        /// What stands beneath the code: a plate, a room's code, a bin's.
        pub plate: String,
        /// Name.
        pub name: Option<String>,
        /// An item's category or a room's place: the code of the house says it.
        pub detail: Option<String>,
        /// Brand and model; of materials, what else tells them apart.
        pub model: Option<String>,
        /// Serial number.
        pub serial: Option<String>,
        /// Room of an item, place of a room.
        pub room: Option<String>,
        /// Centre.
        pub center: Option<String>,
    }
}

/// Which rows labels are wanted for.
#[derive(Debug, Clone, Copy)]
pub struct LabelsOf<'a> {
    /// These; all within the scope, if they aren't named.
    pub ids: Option<&'a [Id]>,
    /// Those of this room.
    pub room: Option<Id>,
    /// At most so many.
    pub most: usize,
}

/// Rows that have labels.
#[derive(Clone, Copy)]
pub struct Labelled {
    /// What they are called where labels are asked for.
    pub source: &'static str,
    /// What their codes begin with: three letters.
    pub prefix: &'static str,
    /// What is to be printed, within a scope.
    pub subjects: fn(&Connection, Scope, LabelsOf<'_>) -> Result<Vec<LabelSubject>>,
}

impl Labelled {
    /// The text of a row's code: letters and figures only, which every scanner types alike, whatever keyboard its computer has.
    ///
    /// It isn't signed as a door's is: whoever reads it may see the row only within their scope.
    pub fn code(&self, id: Id) -> String {
        let figures: String = id.to_string().chars().filter(|c| *c != '-').collect();
        format!("{}{}", self.prefix, figures.to_uppercase())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_letters_and_figures() {
        let bins = Labelled { source: "bins", prefix: "UBI", subjects: |_, _, _| Ok(Vec::new()) };
        assert_eq!(
            bins.code(Id::from_bits(0x018f_3b1c_0000_7000_8000_0000_0000_00ab)),
            "UBI018F3B1C0000700080000000000000AB"
        );
    }
}
