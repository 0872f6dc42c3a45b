//! The printed pages of an acta.

use super::content::{ActaContent, ActaLine};
use super::mark;
use super::model::{ActaKind, ActaSide};
use super::store::{ActaRow, PrintedSignature};
use crate::kit::pdf::{Align, Column, Letterhead, Paper, Properties, Sheet, SignatureBox, Style, Table};
use crate::kit::{LocalTime, Result, Role};

/// All that the pages of an acta are made of.
#[derive(Debug, Clone)]
pub struct Printed {
    /// Of what it is.
    pub kind: ActaKind,
    /// Version, from 1.
    pub version: i64,
    /// What it says.
    pub content: ActaContent,
    /// The hash of that.
    pub hash: String,
    /// When it was written.
    pub created_at: LocalTime,
    /// Who has signed.
    pub signatures: Vec<PrintedSignature>,
    /// The centre's logo, as PNG.
    pub logo: Option<Vec<u8>>,
}

impl Printed {
    fn title(&self) -> &'static str {
        match self.kind {
            ActaKind::Loan => "Acta de préstamo",
            ActaKind::Return => "Acta de devolución",
        }
    }

    /// Lays out the pages. Takes some milliseconds: not for the runtime's threads.
    ///
    /// # Errors
    /// When the document can't be written. A logo that can't be read is left out.
    pub fn pages(&self) -> Result<Vec<u8>> {
        let content = &self.content;
        let mut paper = Paper::new(Sheet::Portrait)?;
        self.head(&mut paper);
        self.facts(&mut paper);
        paper.heading(if content.is_at_desk { "Elementos" } else { "Elementos solicitados" });
        paper.table(&self.lines());
        let pieces: i64 =
            content.lines.iter().filter(|line| self.is_counted(line)).map(|line| line.quantity).sum();
        let total = if pieces == 1 { "Total: 1 pieza".to_owned() } else { format!("Total: {pieces} piezas") };
        let width = paper.width();
        paper.space(3.0);
        paper.text_in(&total, Style::STRONG, (0.0, width), Align::Right);
        if !content.conditions.trim().is_empty() {
            paper.heading("Condiciones");
            paper.text(&content.conditions, Style::TEXT);
        }
        paper.heading("Firmas");
        paper.signatures(&self.boxes());
        paper.text(&format!("Huella SHA-256 de lo que dice esta acta: {}", self.hash), Style::SMALL);
        let parties = &content.parties;
        let properties = Properties {
            title: format!("{} {}", self.title(), content.number),
            subject: format!("Préstamo de {} a {}", parties.warehouse_name, parties.borrower_name),
            author: parties.center_name.clone(),
            created: self.created_at.0,
        };
        let foot = format!("{} {} · versión {}", self.title(), content.number, self.version);
        paper.finish(&properties, &foot)
    }

    fn head(&self, paper: &mut Paper) {
        let parties = &self.content.parties;
        let place = [
            Some(format!("Código {}", parties.center_code)),
            parties.center_region.clone(),
            parties.center_city.clone(),
            parties.center_address.clone(),
            parties.center_phone.as_ref().map(|phone| format!("Tel. {phone}")),
        ];
        let place: Vec<String> = place.into_iter().flatten().collect();
        let date = self.created_at.wall().format("%d/%m/%Y %H:%M");
        paper.letterhead(Letterhead {
            logo: self.logo.as_deref(),
            name: &parties.center_name,
            place: &place.join(" · "),
            title: self.title(),
            number: &format!("Número {} · versión {} · {date}", self.content.number, self.version),
        });
    }

    fn facts(&self, paper: &mut Paper) {
        let content = &self.content;
        let parties = &content.parties;
        let role = Role::ALL.iter().find(|role| role.as_str() == parties.borrower_role);
        let borrower = [
            Some(parties.borrower_name.clone()),
            role.map(|role| capitalised(role.spanish())),
            Some(parties.borrower_email.clone()),
            parties.borrower_phone.as_ref().map(|phone| format!("Tel. {phone}")),
        ];
        let warehouse = [
            Some(parties.warehouse_name.clone()),
            parties.warehouse_location.clone(),
            parties.warehouse_person.as_ref().map(|person| format!("Atiende: {person}")),
        ];
        let lines = |parts: Vec<String>| parts.join("\n");
        let from = when(&content.start_date, content.start_time.as_deref());
        let until = when(&content.end_date, content.end_time.as_deref());
        paper.facts(
            &[
                ("Quien recibe en préstamo", lines(borrower.into_iter().flatten().collect())),
                ("Bodega que presta", lines(warehouse.into_iter().flatten().collect())),
                ("Desde", from),
                ("Devolución a más tardar", until),
            ],
            2,
        );
        paper.facts(&[("Programa de formación", content.program.clone())], 1);
        paper.facts(&[("Propósito", content.purpose.clone())], 1);
    }

    fn lines(&self) -> Table {
        let is_return = self.kind == ActaKind::Return;
        let mut columns =
            vec![Column::new("N.º", 0.55).figures(), Column::new("Elemento", 3.4), Column::new("Placa", 1.7)];
        columns.push(Column::new("Cant.", 0.8).figures());
        columns.push(Column::new(if is_return { "Cómo volvió" } else { "Entregado" }, 1.5));
        columns.push(Column::new("Observaciones", 2.3));
        let mut table = Table::new(columns);
        for (n, line) in self.content.lines.iter().enumerate() {
            let name = match &line.model {
                Some(model) => format!("{}\n{model}", line.name),
                None => line.name.clone(),
            };
            let at = line.at.as_deref().map(short_instant).unwrap_or_default();
            let state = match (line.action.as_deref().map(outcome), is_return) {
                (Some(outcome), true) => format!("{outcome}\n{at}"),
                (Some(_), false) => at,
                (None, true) => "Sigue afuera".to_owned(),
                (None, false) => "Por entregar".to_owned(),
            };
            table.row(vec![
                (n + 1).to_string(),
                name,
                line.code.clone().unwrap_or_else(|| "—".to_owned()),
                line.quantity.to_string(),
                state,
                line.notes.clone().unwrap_or_default(),
            ]);
        }
        table
    }

    /// Whether a line counts pieces that went over the desk, or will: in an acta of a return one without what happened counts those
    /// that are still out.
    fn is_counted(&self, line: &ActaLine) -> bool {
        line.action.is_some() || self.kind == ActaKind::Loan
    }

    fn boxes(&self) -> [SignatureBox; 2] {
        let parties = &self.content.parties;
        let (borrower, warehouse) = match self.kind {
            ActaKind::Loan => ("Recibe en préstamo", "Entrega por la bodega"),
            ActaKind::Return => ("Devuelve", "Recibe por la bodega"),
        };
        [
            self.place(ActaSide::Borrower, borrower, &parties.borrower_name),
            self.place(
                ActaSide::Warehouse,
                warehouse,
                parties.warehouse_person.as_deref().unwrap_or_default(),
            ),
        ]
    }

    fn place(&self, side: ActaSide, title: &str, name: &str) -> SignatureBox {
        let signed = self.signatures.iter().find(|it| it.side == side);
        mark::place(title, name, signed.map(|it| &it.mark))
    }
}

impl ActaRow {
    /// What the file of its pages is called.
    pub fn file_name(&self) -> String {
        let of = match self.kind {
            ActaKind::Loan => "prestamo",
            ActaKind::Return => "devolucion",
        };
        format!("acta-{of}-{}-v{}.pdf", self.number, self.version)
    }
}

/// A word with a capital.
pub(crate) fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// How pieces came back, as people say it.
fn outcome(action: &str) -> &str {
    match action {
        "handed_over" => "Entregado",
        "returned" => "En buen estado",
        "consumed" => "Gastado",
        "damaged" => "Dañado",
        "lost" => "No volvió",
        other => other,
    }
}

/// `2026-11-29` and `08:00:00` as `29/11/2026, 08:00`.
fn when(day: &str, time: Option<&str>) -> String {
    let day = short_day(day);
    match time.and_then(|time| time.get(..5)) {
        Some(time) => format!("{day}, {time}"),
        None => day,
    }
}

fn short_day(day: &str) -> String {
    match day.split('-').collect::<Vec<_>>().as_slice() {
        [year, month, day] => format!("{day}/{month}/{year}"),
        _ => day.to_owned(),
    }
}

/// `2026-11-29 10:05` as `29/11/2026 10:05`.
fn short_instant(at: &str) -> String {
    match at.split_once(' ') {
        Some((day, time)) => format!("{} {time}", short_day(day)),
        None => at.to_owned(),
    }
}
