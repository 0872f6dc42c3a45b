//! The lines of a label in the room that its code leaves. Pure.

use super::{Line, SMALLEST, Sheet, above, height_of};
use crate::kit::pdf::Face;

impl Sheet<'_> {
    /// Lines within an area: the first may take several, the others are shortened to one.
    pub(super) fn block(
        &self,
        texts: Vec<(String, Face)>,
        [x, top, width, height]: [i32; 4],
        type_size: i32,
        is_centred: bool,
    ) -> (Vec<Line>, bool) {
        let (mut lines, mut is_cut_short) = (Vec::new(), false);
        let smaller = (type_size * 85 / 100).max(SMALLEST);
        let mut y = top;
        let below = top + height;
        let count = texts.len();
        for (n, (text, face)) in texts.into_iter().enumerate() {
            let size = if face == Face::Bold { type_size } else { smaller };
            let step = size * 118 / 100;
            let after = i32::try_from(count - n - 1).unwrap_or(0) * smaller * 118 / 100;
            // A name takes what the lines after it leave, at most three.
            let room = if face == Face::Bold { ((below - y - after) / step).clamp(1, 3) } else { 1 };
            let mut parts = self.letters.lines(&text, face, size, width.max(1));
            let most = usize::try_from(room).unwrap_or(1);
            if parts.len() > most {
                parts.truncate(most);
                is_cut_short = true;
                if let Some(last) = parts.last_mut() {
                    *last = self.shortened(last, face, size, width);
                }
            }
            for part in parts {
                let wide = self.letters.width(&part, face, size);
                if y + height_of(size) > below || wide > width {
                    is_cut_short = true;
                    continue;
                }
                let x = if is_centred { x + (width - wide) / 2 } else { x };
                lines.push(Line { text: part, x, y: y + above(size), width: wide, size, face });
                y += step;
            }
        }
        (lines, is_cut_short)
    }

    /// A line with a mark that it goes on, shortened by as many letters as that takes.
    fn shortened(&self, line: &str, face: Face, size: i32, width: i32) -> String {
        let mut letters: Vec<char> = line.chars().collect();
        loop {
            let text = format!("{}…", letters.iter().collect::<String>().trim_end());
            if letters.is_empty() || self.letters.width(&text, face, size) <= width {
                return text;
            }
            letters.pop();
        }
    }
}

/// How high so many lines of a type are.
pub(super) fn block_height(lines: usize, type_size: i32) -> i32 {
    i32::try_from(lines).unwrap_or(i32::MAX / 10_000).saturating_mul(type_size * 118 / 100)
}
