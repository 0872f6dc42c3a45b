//! Where the labels of a paper lie, in micrometres. Pure.
//!
//! The sheets are known by the numbers that their makers gave them and everybody copies; their measures are those of the makers'
//! own templates. Those in inches are exact here, since an inch is 25,400 micrometres.

use crate::campus::labels::model::{LabelPaper, LabelPaperSize};

/// How labels lie on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paper {
    /// Width and height of a page.
    pub page: (i32, i32),
    /// Width and height of a label.
    pub label: (i32, i32),
    /// Left and upper edge of the first label.
    pub first: (i32, i32),
    /// From one label to the next, to the right and down.
    pub pitch: (i32, i32),
    /// How many to the right and down.
    pub count: (i32, i32),
    /// Whether nothing cuts the labels but scissors.
    pub is_uncut: bool,
    /// Whether each page is one label of a roll.
    pub is_roll: bool,
}

const A4: (i32, i32) = (210_000, 297_000);
const LETTER: (i32, i32) = (215_900, 279_400);

/// Labels on a sheet that is cut into them.
const fn sheet(
    page: (i32, i32),
    label: (i32, i32),
    first: (i32, i32),
    pitch: (i32, i32),
    count: (i32, i32),
) -> Paper {
    Paper { page, label, first, pitch, count, is_uncut: false, is_roll: false }
}

/// One label a page.
const fn roll(width: i32, height: i32) -> Paper {
    let size = (width, height);
    Paper {
        page: size,
        label: size,
        first: (0, 0),
        pitch: size,
        count: (1, 1),
        is_uncut: false,
        is_roll: true,
    }
}

impl LabelPaper {
    /// Where its labels lie.
    pub fn measures(self) -> Paper {
        match self {
            Self::A4 => {
                let paper = sheet(A4, (64_000, 34_000), (9_000, 12_500), (64_000, 34_000), (3, 8));
                Paper { is_uncut: true, ..paper }
            }
            Self::Letter => {
                let paper = sheet(LETTER, (64_000, 34_000), (11_950, 20_700), (64_000, 34_000), (3, 7));
                Paper { is_uncut: true, ..paper }
            }
            Self::L7160 => sheet(A4, (63_500, 38_100), (7_250, 15_150), (66_000, 38_100), (3, 7)),
            Self::L7163 => sheet(A4, (99_100, 38_100), (4_650, 15_150), (101_600, 38_100), (2, 7)),
            Self::L7651 => sheet(A4, (38_100, 21_200), (4_750, 10_700), (40_600, 21_200), (5, 13)),
            Self::L5160 => sheet(LETTER, (66_675, 25_400), (4_762, 12_700), (69_850, 25_400), (3, 10)),
            Self::L5163 => sheet(LETTER, (101_600, 50_800), (3_969, 12_700), (106_362, 50_800), (2, 5)),
            Self::L5167 => sheet(LETTER, (44_450, 12_700), (7_144, 12_700), (52_387, 12_700), (4, 20)),
            Self::Roll62 => roll(62_000, 100_000),
            Self::Roll100 => roll(100_000, 50_000),
            Self::Roll57 => roll(57_000, 32_000),
        }
    }

    /// Its measures as they are answered.
    pub fn size(self) -> LabelPaperSize {
        let paper = self.measures();
        LabelPaperSize {
            paper: self,
            is_roll: paper.is_roll,
            is_uncut: paper.is_uncut,
            page_width: paper.page.0,
            page_height: paper.page.1,
            width: paper.label.0,
            height: paper.label.1,
            columns: paper.count.0,
            rows: paper.count.1,
        }
    }
}

impl Paper {
    /// How many labels a page has.
    pub fn slots(&self) -> usize {
        usize::try_from(self.count.0 * self.count.1).unwrap_or(1).max(1)
    }

    /// Left and upper edge of a slot of a page, counted from 0 by rows, moved by an offset.
    pub fn slot(&self, place: usize, offset: (i32, i32)) -> (i32, i32) {
        let place = i32::try_from(place % self.slots()).unwrap_or(0);
        let (column, row) = (place % self.count.0, place / self.count.0);
        (self.first.0 + column * self.pitch.0 + offset.0, self.first.1 + row * self.pitch.1 + offset.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_lie_on_their_page_in_its_middle_and_none_over_another() {
        for word in LabelPaper::ALL {
            let paper = word.measures();
            let ((width, height), (last_x, last_y)) = (paper.page, paper.slot(paper.slots() - 1, (0, 0)));
            let (right, below) = (width - last_x - paper.label.0, height - last_y - paper.label.1);
            // Makers leave the same rim on both sides, to a tenth of a millimetre.
            assert!((right - paper.first.0).abs() <= 100, "{word}: {} and {right}", paper.first.0);
            assert!((below - paper.first.1).abs() <= 100, "{word}: {} and {below}", paper.first.1);
            assert!(right >= 0 && below >= 0, "{word}");
            assert!(paper.pitch.0 >= paper.label.0 && paper.pitch.1 >= paper.label.1, "{word}");
        }
    }

    #[test]
    fn slots_are_counted_by_rows_and_moved_by_the_offset() {
        let paper = LabelPaper::L7651.measures();
        assert_eq!(paper.slots(), 65);
        assert_eq!(paper.slot(0, (0, 0)), (4_750, 10_700));
        assert_eq!(paper.slot(6, (300, -200)), (4_750 + 40_600 + 300, 10_700 + 21_200 - 200));
        assert_eq!(paper.slot(65, (0, 0)), paper.slot(0, (0, 0)), "of the next page");
        assert_eq!(LabelPaper::Roll57.measures().slots(), 1);
    }
}
