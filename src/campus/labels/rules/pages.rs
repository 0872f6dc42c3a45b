//! All labels of a print: on which page each lies, drawn as PDF, as a preview and as ZPL. Pure, but takes a while: not for the
//! runtime's threads.

use super::layout::{DOT, Label, Wanted, lay};
use super::paper::Paper;
use super::{count, zpl};
use crate::campus::labels::model::{
    DrawnLabel, DrawnLabelCode, DrawnLabelText, LabelCode, LabelLine, LabelPaper, LabelPreview, LabelSubject,
    PrinterDots,
};
use crate::kit::pdf::{Exact, Face, Letters, Properties};
use crate::kit::{Code, Result};

/// A print: what it is of and how it is wanted.
#[derive(Debug, Clone)]
pub struct Print {
    /// The paper.
    pub paper: LabelPaper,
    /// The kind of code.
    pub code: LabelCode,
    /// The lines.
    pub lines: Vec<LabelLine>,
    /// How far all is moved to the right and down, in micrometres.
    pub offset: (i32, i32),
    /// How many slots of the first page are left empty.
    pub skipped: usize,
    /// How many of each.
    pub copies: usize,
    /// What the labels are of, with the text of the full code of each that has one.
    pub subjects: Vec<(LabelSubject, Option<String>)>,
}

impl Print {
    fn measures(&self) -> Paper {
        self.paper.measures()
    }

    /// How many slots stay empty before the first label: on a roll there are none to leave.
    fn skipped(&self) -> usize {
        if self.measures().is_roll { 0 } else { self.skipped.min(self.measures().slots() - 1) }
    }

    /// How many labels come out.
    ///
    /// # Errors
    /// [`Code::LabelsNone`], [`Code::LabelsTooMany`].
    pub fn labels(&self) -> Result<usize> {
        count(self.subjects.len(), self.copies)
    }

    /// Lays out the label of a subject.
    fn lay(&self, (subject, signed): &(LabelSubject, Option<String>), letters: Letters) -> Result<Label> {
        let wanted = Wanted { size: self.measures().label, code: self.code, lines: &self.lines };
        lay(wanted, subject, signed.as_deref(), letters)
    }

    /// The labels as a document, true to size.
    ///
    /// # Errors
    /// As [`lay`], [`Self::labels`], and when the document can't be written.
    pub fn pdf(&self, properties: &Properties) -> Result<Vec<u8>> {
        self.labels()?;
        let (paper, letters) = (self.measures(), Letters::of_house()?);
        let mut pages = Exact::new(paper.page.0, paper.page.1)?;
        let mut place = self.skipped();
        for subject in &self.subjects {
            let label = self.lay(subject, letters)?;
            for _ in 0..self.copies {
                if place == paper.slots() {
                    pages.turn();
                    place = 0;
                }
                put(&mut pages, &label, &paper, paper.slot(place, self.offset));
                place += 1;
            }
        }
        pages.finish(properties)
    }

    /// The labels for a Zebra printer.
    ///
    /// # Errors
    /// [`Code::LabelsNotRoll`] of sheets, and as [`Self::pdf`].
    pub fn zpl(&self, dots: PrinterDots) -> Result<String> {
        self.labels()?;
        let (paper, letters) = (self.measures(), Letters::of_house()?);
        if !paper.is_roll {
            return Err(Code::LabelsNotRoll.into());
        }
        let mut out = String::new();
        for subject in &self.subjects {
            let label = self.lay(subject, letters)?;
            for _ in 0..self.copies {
                zpl::write(&mut out, &label, paper.label, self.offset, dots);
            }
        }
        Ok(out)
    }

    /// One page as it will be printed, counted from 1; beyond the last it is the last.
    ///
    /// # Errors
    /// As [`Self::pdf`]. Only what lies on the page is laid out.
    pub fn preview(&self, page: usize) -> Result<LabelPreview> {
        let (labels, paper, letters) = (self.labels()?, self.measures(), Letters::of_house()?);
        let (slots, skipped) = (paper.slots(), self.skipped());
        let pages = (skipped + labels).div_ceil(slots);
        let page = page.clamp(1, pages);
        let first = (page - 1) * slots;
        let mut drawn = Vec::new();
        let mut cut_short = 0;
        // The label before belongs to the same subject, if there are copies.
        let mut last: Option<(usize, Label)> = None;
        for place in first.max(skipped)..(first + slots).min(skipped + labels) {
            let of = (place - skipped) / self.copies.max(1);
            let Some(subject) = self.subjects.get(of) else { continue };
            let label = match last.take() {
                Some((before, label)) if before == of => label,
                _ => self.lay(subject, letters)?,
            };
            cut_short += i64::from(label.is_cut_short);
            drawn.push(draw(&label, paper.slot(place, self.offset)));
            last = Some((of, label));
        }
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let (slots_x, slots_y) = (0..slots).map(|place| paper.slot(place, self.offset)).unzip();
        Ok(LabelPreview {
            labels: number(labels),
            pages: number(pages),
            page: number(page),
            paper: self.paper.size(),
            slots_x,
            slots_y,
            cut_short,
            drawn,
        })
    }
}

/// A place moved to the dot of a printer that it lies on, so that each module is as many dots as it should.
fn on_dot((x, y): (i32, i32)) -> (i32, i32) {
    (x - x.rem_euclid(DOT), y - y.rem_euclid(DOT))
}

fn put(pages: &mut Exact, label: &Label, paper: &Paper, (x, y): (i32, i32)) {
    if paper.is_uncut {
        pages.outline([x, y, paper.label.0, paper.label.1]);
    }
    let (left, top) = on_dot((x + label.code.x, y + label.code.y));
    let (right, down) = (left - label.code.x, top - label.code.y);
    pages.boxes(label.code.boxes().map(|[x, y, width, height]| [x + right, y + down, width, height]));
    for line in &label.lines {
        pages.text(&line.text, line.face, line.size, (x + line.x, y + line.y));
    }
}

fn draw(label: &Label, (x, y): (i32, i32)) -> DrawnLabel {
    let (left, top) = on_dot((x + label.code.x, y + label.code.y));
    let texts = label.lines.iter().map(|line| DrawnLabelText {
        text: line.text.clone(),
        x: x + line.x,
        y: y + line.y,
        width: line.width,
        size: line.size,
        is_bold: line.face == Face::Bold,
    });
    let (module_width, module_height) = label.code.module;
    let path = label.code.symbol.path();
    let code = DrawnLabelCode { x: left, y: top, module_width, module_height, path };
    DrawnLabel { code, texts: texts.collect() }
}

#[cfg(test)]
mod tests;
