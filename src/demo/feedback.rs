//! The demo's feedback: what people said in the last weeks; some of it was answered, some waits.

use super::{Agenda, CARLOS, Demo, ELENA, LAURA, MARTA, known, sent};
use crate::campus::feedback::change;
use crate::kit::Result;
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

/// Something that somebody said, and what they were answered a day later.
struct Voice {
    days_ago: u32,
    who: u32,
    kind: &'static str,
    title: &'static str,
    text: &'static str,
    rating: i64,
    answer: Option<(&'static str, &'static str)>,
}

const VOICES: [Voice; 5] = [
    Voice {
        days_ago: 13,
        who: LAURA,
        kind: "compliment",
        title: "La verificación ya no se pierde",
        text: "Se fue la red en el segundo piso y lo que llevaba se envió solo cuando volvió.",
        rating: 5,
        answer: Some(("reviewed", "Gracias, Laura. Se lo contamos al equipo.")),
    },
    Voice {
        days_ago: 11,
        who: CARLOS,
        kind: "feature",
        title: "Pedir varios equipos en un solo préstamo",
        text: "Para las prácticas de redes pido siempre los mismos seis equipos, y son seis solicitudes.",
        rating: 4,
        answer: Some((
            "in_progress",
            "Lo estamos mirando con la bodega. Mientras tanto pida «cualquiera» del modelo.",
        )),
    },
    Voice {
        days_ago: 8,
        who: ELENA + 3,
        kind: "bug",
        title: "La etiqueta del ambiente no lee con poca luz",
        text: "En el corredor del taller toca alumbrarla con el celular.",
        rating: 3,
        answer: Some(("completed", "La imprimimos más grande y la cambiamos de pared.")),
    },
    Voice {
        days_ago: 2,
        who: MARTA,
        kind: "suggestion",
        title: "Un aviso cuando una sala lleva días sin verificar",
        text: "Me entero cuando entro a la lista; preferiría que me avisara.",
        rating: 4,
        answer: None,
    },
    Voice {
        days_ago: 1,
        who: ELENA + 5,
        kind: "usability",
        title: "Letra más grande en los avisos",
        text: "En el celular de la sala no alcanzo a leer el motivo del rechazo.",
        rating: 3,
        answer: None,
    },
];

impl Demo<'_> {
    /// When each says something, and when it is answered.
    pub(super) fn plan_feedback(&self, agenda: &mut Agenda) {
        for (n, voice) in (0..).zip(&VOICES) {
            let said = self.days_ago(voice.days_ago);
            agenda.add(said, move |demo, at| demo.say(at, n, voice));
            if let Some((status, answer)) = voice.answer {
                let patch = json!({ "status": status, "admin_response": answer });
                agenda.add(said + TimeDelta::days(1), move |demo, at| demo.answer(at, n, patch));
            }
        }
    }

    fn say(&mut self, at: DateTime<Utc>, n: u32, voice: &Voice) -> Result<()> {
        let new = sent(json!({
            "type": voice.kind, "title": voice.title, "description": voice.text, "rating": voice.rating,
        }))?;
        let said = self.acts(at, voice.who, |tx| change::send(tx, new))?;
        self.voices.insert(n, said.id);
        Ok(())
    }

    fn answer(&self, at: DateTime<Utc>, n: u32, patch: Value) -> Result<()> {
        let (said, patch) = (*known(&self.voices, n)?, sent(patch)?);
        self.acts(at, ELENA, |tx| change::answer(tx, said, patch)).map(drop)
    }
}
