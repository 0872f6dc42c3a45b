//! All labels of a print: on which page each lies, drawn as PDF, as a preview and as ZPL. Pure, but takes a while: not for the
//! runtime's threads.

use super::layout::{DOT, Label, Wanted, judge, lay};
use super::paper::Paper;
use super::{count, zpl};
use crate::campus::labels::model::{
    DrawnLabel, DrawnLabelCode, DrawnLabelText, LabelCode, LabelLine, LabelPaper, LabelPreview, LabelSubject,
    PrinterDots,
};
use crate::kit::pdf::{Exact, Face, Letters, Properties};
use crate::kit::{Code, Error, Result};

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
    pub subjects: Vec<Subject>,
    /// Whether those that can't be read are left out; otherwise nothing is printed because of one.
    pub leaves_out: bool,
}

/// What a label is of, with the text of its full code, if it has one.
pub type Subject = (LabelSubject, Option<String>);

/// How many plates of those that don't fit are named.
const NAMED: usize = 5;

/// Which labels of a print can be read, and the refusals of the others with their plates.
struct Judged<'a> {
    fit: Vec<&'a Subject>,
    unfit: Vec<(&'a str, Error)>,
}

impl Judged<'_> {
    /// The plates of the first that don't fit.
    fn plates(&self) -> Vec<String> {
        self.unfit.iter().take(NAMED).map(|(plate, _)| (*plate).to_owned()).collect()
    }

    /// The first refusal, with what else is refused.
    fn refusal(mut self) -> Error {
        let others = self.unfit.len().saturating_sub(1);
        let mut plates = self.plates();
        let Some((_, first)) = self.unfit.drain(..).next() else { return Code::LabelsNone.into() };
        if others == 0 {
            return first;
        }
        plates.remove(0);
        let more = if others > plates.len() { "…" } else { "" };
        Error::With(
            first.code(),
            format!("{}. Tampoco caben {others} más: {}{more}", first.sentence(), plates.join(", ")),
        )
    }
}

impl Print {
    fn measures(&self) -> Paper {
        self.paper.measures()
    }

    /// How many slots stay empty before the first label: on a roll there are none to leave.
    fn skipped(&self) -> usize {
        if self.measures().is_roll { 0 } else { self.skipped }
    }

    /// Refuses what is asked too much, before anything is laid out.
    fn check(&self) -> Result<()> {
        let slots = self.measures().slots();
        if self.skipped() >= slots {
            return Err(Error::With(
                Code::LabelsStart,
                format!("Esta hoja tiene {slots} etiquetas: empiece en una de ellas"),
            ));
        }
        count(self.subjects.len(), self.copies).map(drop)
    }

    fn wanted(&self, dot: i32) -> Wanted<'_> {
        Wanted { size: self.measures().label, code: self.code, lines: &self.lines, dot }
    }

    /// Lays out the label of a subject.
    fn lay(&self, (subject, signed): &Subject, letters: Letters, dot: i32) -> Result<Label> {
        lay(self.wanted(dot), subject, signed.as_deref(), letters)
    }

    /// Parts the labels into those that can be read and the others.
    ///
    /// # Errors
    /// Of all that isn't a label's own fault; and the refusals, if none fits.
    fn judged(&self, letters: Letters, dot: i32) -> Result<Judged<'_>> {
        let mut judged = Judged { fit: Vec::with_capacity(self.subjects.len()), unfit: Vec::new() };
        for subject in &self.subjects {
            match judge(self.wanted(dot), &subject.0, subject.1.as_deref(), letters) {
                Ok(()) => judged.fit.push(subject),
                Err(error @ Error::With(..)) => judged.unfit.push((subject.0.plate.as_str(), error)),
                Err(other) => return Err(other),
            }
        }
        if judged.fit.is_empty() { Err(judged.refusal()) } else { Ok(judged) }
    }

    /// What is printed: all, or what fits if the rest may be left out.
    fn printed(&self, letters: Letters, dot: i32) -> Result<Vec<&Subject>> {
        let judged = self.judged(letters, dot)?;
        if judged.unfit.is_empty() || self.leaves_out { Ok(judged.fit) } else { Err(judged.refusal()) }
    }

    /// How far a label is moved: on a roll no farther than to its edge, all of it together, so that nothing of it is cut or lies over
    /// another. The printer that prints so far off needs another remedy. On a sheet as far as is wanted.
    fn moved(&self, label: &Label) -> (i32, i32) {
        let paper = self.measures();
        if !paper.is_roll {
            return self.offset;
        }
        let [left, top, right, below] = label.dark();
        let within = |offset: i32, first: i32, last: i32, length: i32| {
            offset.clamp((-first).min(0), (length - last).max(0))
        };
        let (x, y) = self.offset;
        (within(x, left, right, paper.label.0), within(y, top, below, paper.label.1))
    }

    /// Whether a label leaves its page, or was kept from it.
    fn is_past_edge(&self, label: &Label, (x, y): (i32, i32)) -> bool {
        let (width, height) = self.measures().page;
        let [left, top, right, below] = label.dark();
        self.moved(label) != self.offset
            || x + left < 0
            || y + top < 0
            || x + right > width
            || y + below > height
    }

    /// The labels as a document, true to size.
    ///
    /// # Errors
    /// [`Code::LabelsNone`], [`Code::LabelsTooMany`], [`Code::LabelsStart`], as [`lay`], and when the document can't be written.
    pub fn pdf(&self, properties: &Properties) -> Result<Vec<u8>> {
        self.check()?;
        let (paper, letters) = (self.measures(), Letters::of_house()?);
        let subjects = self.printed(letters, DOT)?;
        let mut pages = Exact::new(paper.page.0, paper.page.1)?;
        let mut place = self.skipped();
        for subject in subjects {
            let label = self.lay(subject, letters, DOT)?;
            for _ in 0..self.copies {
                if place == paper.slots() {
                    pages.turn();
                    place = 0;
                }
                put(&mut pages, &label, &paper, paper.slot(place, self.moved(&label)));
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
        self.check()?;
        let (paper, letters) = (self.measures(), Letters::of_house()?);
        if !paper.is_roll {
            return Err(Code::LabelsNotRoll.into());
        }
        let mut out = String::new();
        for subject in self.printed(letters, dots.dot())? {
            let label = self.lay(subject, letters, dots.dot())?;
            for _ in 0..self.copies {
                zpl::write(&mut out, &label, paper.label, self.moved(&label), dots);
            }
        }
        Ok(out)
    }

    /// One page as it will be printed, counted from 1; beyond the last it is the last.
    ///
    /// # Errors
    /// As [`Self::pdf`], but what doesn't fit is told beside what does. Only what lies on the page is laid out.
    pub fn preview(&self, page: usize) -> Result<LabelPreview> {
        self.check()?;
        let (paper, letters) = (self.measures(), Letters::of_house()?);
        let judged = self.judged(letters, DOT)?;
        let labels = count(judged.fit.len(), self.copies)?;
        let (slots, skipped) = (paper.slots(), self.skipped());
        let pages = (skipped + labels).div_ceil(slots);
        let page = page.clamp(1, pages);
        let first = (page - 1) * slots;
        let mut drawn = Vec::new();
        let (mut cut_short, mut past_edge) = (0, 0);
        // The label before belongs to the same subject, if there are copies.
        let mut last: Option<(usize, Label)> = None;
        for place in first.max(skipped)..(first + slots).min(skipped + labels) {
            let of = (place - skipped) / self.copies.max(1);
            let Some(subject) = judged.fit.get(of) else { continue };
            let label = match last.take() {
                Some((before, label)) if before == of => label,
                _ => self.lay(subject, letters, DOT)?,
            };
            let at = paper.slot(place, self.moved(&label));
            cut_short += i64::from(label.is_cut_short);
            past_edge += i64::from(self.is_past_edge(&label, at));
            drawn.push(draw(&label, at));
            last = Some((of, label));
        }
        let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let (slots_x, slots_y) = (0..slots).map(|place| paper.slot(place, self.offset)).unzip();
        Ok(LabelPreview {
            labels: number(labels),
            unfit: number(judged.unfit.len()),
            unfit_plates: judged.plates(),
            pages: number(pages),
            page: number(page),
            paper: self.paper.size(),
            slots_x,
            slots_y,
            cut_short,
            past_edge,
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
