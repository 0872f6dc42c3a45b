//! The printed pages of an acta of equipment in charge.

use super::content::HandoverContent;
use super::model::{HandoverKind, HandoverSide};
use super::store::HandoverActaRow;
use crate::campus::loans::acta::mark::{self, SignedMark};
use crate::campus::loans::acta::paper::capitalised;
use crate::kit::pdf::{Column, Letterhead, Paper, Properties, Sheet, SignatureBox, Style, Table};
use crate::kit::{LocalTime, Result, Role};

/// All that the pages of an acta are made of.
#[derive(Debug, Clone)]
pub struct Printed {
    /// Of what it is.
    pub kind: HandoverKind,
    /// Version, from 1.
    pub version: i64,
    /// What it says.
    pub content: HandoverContent,
    /// The hash of that.
    pub hash: String,
    /// When it was written.
    pub created_at: LocalTime,
    /// Who has signed, as what.
    pub signatures: Vec<(HandoverSide, SignedMark)>,
    /// The centre's logo, as PNG.
    pub logo: Option<Vec<u8>>,
}

impl Printed {
    fn title(&self) -> &'static str {
        match self.kind {
            HandoverKind::Delivery => "Acta de entrega de equipo a cargo",
            HandoverKind::Return => "Acta de devolución de equipo a cargo",
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
        paper.heading("Equipo");
        paper.table(&self.lines());
        if let Some(notes) = &content.notes {
            paper.heading("Observaciones");
            paper.text(notes, Style::TEXT);
        }
        if !content.conditions.trim().is_empty() {
            paper.heading("Condiciones");
            paper.text(&content.conditions, Style::TEXT);
        }
        paper.heading("Firmas");
        paper.signatures(&self.boxes());
        paper.text(&format!("Huella SHA-256 de lo que dice esta acta: {}", self.hash), Style::SMALL);
        let facts = &content.facts;
        let properties = Properties {
            title: format!("{} {}", self.title(), content.number),
            subject: format!("{} ({}), {}", facts.item_name, facts.internal_code, facts.holder_name),
            author: facts.center_name.clone().unwrap_or_default(),
            created: self.created_at.0,
        };
        let foot = format!("{} {} · versión {}", self.title(), content.number, self.version);
        paper.finish(&properties, &foot)
    }

    fn head(&self, paper: &mut Paper) {
        let facts = &self.content.facts;
        let place = [
            facts.center_code.as_ref().map(|code| format!("Código {code}")),
            facts.center_region.clone(),
            facts.center_city.clone(),
            facts.center_address.clone(),
            facts.center_phone.as_ref().map(|phone| format!("Tel. {phone}")),
        ];
        let place: Vec<String> = place.into_iter().flatten().collect();
        let date = self.created_at.wall().format("%d/%m/%Y %H:%M");
        paper.letterhead(Letterhead {
            logo: self.logo.as_deref(),
            name: facts.center_name.as_deref().unwrap_or("Inventario"),
            place: &place.join(" · "),
            title: self.title(),
            number: &format!("Número {} · versión {} · {date}", self.content.number, self.version),
        });
    }

    fn facts(&self, paper: &mut Paper) {
        let (content, facts) = (&self.content, &self.content.facts);
        let role = Role::ALL.iter().find(|role| Some(role.as_str()) == facts.holder_role.as_deref());
        let holder = [
            Some(facts.holder_name.clone()),
            facts.holder_document.as_ref().map(|document| format!("Documento {document}")),
            role.map(|role| capitalised(role.spanish())),
            facts.holder_email.clone(),
            facts.holder_phone.as_ref().map(|phone| format!("Tel. {phone}")),
        ];
        let keeper =
            [Some(content.keeper_name.clone()), facts.room_name.clone(), facts.room_location.clone()];
        let lines = |parts: &[Option<String>]| parts.iter().flatten().cloned().collect::<Vec<_>>().join("\n");
        let (keeper_title, holder_title) = match self.kind {
            HandoverKind::Delivery => ("Quien entrega", "Quien recibe y queda a cargo"),
            HandoverKind::Return => ("Quien recibe", "Quien devuelve"),
        };
        paper.facts(&[(holder_title, lines(&holder)), (keeper_title, lines(&keeper))], 2);
        let mut times = vec![("Entregado el", content.started_at.clone())];
        if let Some(ended_at) = &content.ended_at {
            let how = content.condition.as_deref().map(|how| format!(", {how}")).unwrap_or_default();
            times.push(("Recibido el", format!("{ended_at}{how}")));
        }
        paper.facts(&times, 2);
    }

    fn lines(&self) -> Table {
        let facts = &self.content.facts;
        let mut table = Table::new(vec![
            Column::new("Elemento", 3.6),
            Column::new("Placa", 2.0),
            Column::new("Número de serie", 2.4),
            Column::new("Cant.", 0.8).figures(),
        ]);
        let name = match &facts.model {
            Some(model) => format!("{}\n{model}", facts.item_name),
            None => facts.item_name.clone(),
        };
        table.row(vec![
            name,
            facts.internal_code.clone(),
            facts.serial_number.clone().unwrap_or_else(|| "—".to_owned()),
            facts.quantity.to_string(),
        ]);
        table
    }

    fn boxes(&self) -> [SignatureBox; 2] {
        let (holder, keeper) = match self.kind {
            HandoverKind::Delivery => ("Recibe y queda a cargo", "Entrega"),
            HandoverKind::Return => ("Devuelve", "Recibe"),
        };
        let place = |side: HandoverSide, title: &str, name: &str| {
            let signed = self.signatures.iter().find(|(of, _)| *of == side);
            mark::place(title, name, signed.map(|(_, mark)| mark))
        };
        [
            place(HandoverSide::Holder, holder, &self.content.facts.holder_name),
            place(HandoverSide::Keeper, keeper, &self.content.keeper_name),
        ]
    }
}

impl HandoverActaRow {
    /// What the file of its pages is called.
    pub fn file_name(&self) -> String {
        let of = match self.kind {
            HandoverKind::Delivery => "entrega",
            HandoverKind::Return => "devolucion",
        };
        format!("acta-{of}-equipo-{}-v{}.pdf", self.number, self.version)
    }
}
