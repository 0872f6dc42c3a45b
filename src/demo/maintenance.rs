//! The demo's maintenance: half a year of repairs, some that are open, one that should be done by now, and plans.

use super::stock::CHECKED_ROOMS;
use super::{Agenda, CARLOS, Demo, ELENA, JAIRO, LAURA, known, pick, sent};
use crate::campus::inventory;
use crate::campus::inventory::model::{ItemCategory, ItemStatus, ItemType};
use crate::campus::inventory::rules::Quantities;
use crate::campus::maintenance::change::{self, history, plans, work};
use crate::kit::{Id, Result};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

/// How far a repair has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Asked,
    Assigned,
    InWork,
    Done,
}

/// A repair: asked for so many days ago by somebody, of a machine of a room.
#[derive(Clone, Copy)]
struct Repair {
    asked: u32,
    by: u32,
    room: u32,
    category: ItemCategory,
    what: &'static str,
    says: &'static str,
    priority: &'static str,
    stage: Stage,
    /// How many days after it was asked for it is promised.
    promised: i64,
    /// Pesos, what was done, what was replaced.
    done: (u32, &'static str, Option<&'static str>),
    /// The repair whose machine has broken once more.
    again: Option<u32>,
}

const fn repair(
    asked: u32,
    by: u32,
    room: u32,
    what: (ItemCategory, &'static str, &'static str),
    stage: Stage,
) -> Repair {
    let (category, what, says) = what;
    let done = (0, "Se revisó y quedó funcionando", None);
    Repair { asked, by, room, category, what, says, priority: "media", stage, promised: 7, done, again: None }
}

const REPAIRS: [Repair; 12] = [
    Repair {
        done: (
            85_000,
            "Se cambió el disco y se reinstaló el sistema",
            Some("Disco de estado sólido de 480 GB"),
        ),
        ..repair(
            168,
            JAIRO,
            1,
            (ItemCategory::Computer, "No arranca", "Se queda en una pantalla negra después del logotipo."),
            Stage::Done,
        )
    },
    Repair {
        done: (0, "Se limpiaron los contactos de la memoria", None),
        ..repair(
            141,
            JAIRO,
            2,
            (ItemCategory::Computer, "Se reinicia solo", "Se apaga y vuelve a prender cada media hora."),
            Stage::Done,
        )
    },
    Repair {
        done: (120_000, "Se cambió el ventilador y la pasta térmica", Some("Ventilador del procesador")),
        priority: "alta",
        ..repair(
            118,
            ELENA,
            3,
            (
                ItemCategory::Computer,
                "Se calienta mucho",
                "El ventilador suena fuerte y el equipo se pone lento.",
            ),
            Stage::Done,
        )
    },
    Repair {
        done: (64_500, "Se cambió la fuente", Some("Fuente de 500 W")),
        priority: "urgente",
        again: Some(0),
        ..repair(
            77,
            JAIRO,
            1,
            (
                ItemCategory::Computer,
                "Otra vez no prende",
                "Es el mismo equipo del disco: ahora ni siquiera enciende.",
            ),
            Stage::Done,
        )
    },
    Repair {
        done: (0, "Era el cable: se cambió por uno de la bodega", Some("Cable HDMI de 3 m")),
        ..repair(
            52,
            ELENA,
            4,
            (ItemCategory::Projector, "No da imagen", "El proyector prende pero no muestra nada."),
            Stage::Done,
        )
    },
    Repair {
        done: (38_000, "Se cambió la batería", Some("Batería")),
        ..repair(
            33,
            CARLOS,
            0,
            (ItemCategory::Tablet, "La batería no carga", "Solo funciona conectado."),
            Stage::Done,
        )
    },
    // Asked for in time, promised for last week, and not done.
    Repair {
        priority: "alta",
        ..repair(
            16,
            CARLOS,
            2,
            (ItemCategory::Tv, "Pantalla rota", "Una línea negra cruza la pantalla de lado a lado."),
            Stage::Assigned,
        )
    },
    Repair {
        again: Some(3),
        promised: 14,
        ..repair(
            9,
            JAIRO,
            1,
            (
                ItemCategory::Computer,
                "Se apaga bajo carga",
                "Con la fuente nueva aguanta, pero se apaga al compilar.",
            ),
            Stage::InWork,
        )
    },
    repair(
        7,
        LAURA,
        0,
        (ItemCategory::Keyboard, "El teclado tiene teclas pegadas", "La ñ y la tilde no responden."),
        Stage::Asked,
    ),
    Repair {
        priority: "alta",
        ..repair(
            6,
            ELENA + 3,
            3,
            (
                ItemCategory::Computer,
                "No hay red en el equipo",
                "El cable está bien; en otro equipo sí funciona.",
            ),
            Stage::InWork,
        )
    },
    repair(
        5,
        ELENA + 2,
        5,
        (ItemCategory::Camera, "La cámara se ve borrosa", "No enfoca desde la semana pasada."),
        Stage::Assigned,
    ),
    repair(
        4,
        ELENA + 4,
        4,
        (ItemCategory::Microphone, "El micrófono hace ruido", "Se oye un zumbido cuando se conecta."),
        Stage::Asked,
    ),
];

impl Demo<'_> {
    /// When each repair is asked for, given to somebody, begun and done; and when the plans are made.
    pub(super) fn plan_maintenance(&self, agenda: &mut Agenda) {
        for (n, repair) in (0..).zip(REPAIRS) {
            let asked = self.days_ago(repair.asked);
            let (stage, (cost, notes, parts)) = (repair.stage, repair.done);
            agenda.add(asked, move |demo, at| demo.ask_for_repair(at, n, &repair));
            if stage >= Stage::Assigned {
                let promised = repair.promised - i64::from(repair.asked);
                agenda.add(asked + TimeDelta::hours(5), move |demo, at| {
                    let jairo = demo.person(JAIRO)?.id;
                    let patch = json!({ "assigned_technician_id": jairo, "estimated_completion": demo.day(promised) });
                    demo.move_repair(at, n, patch)
                });
            }
            if stage >= Stage::InWork {
                agenda.add(asked + TimeDelta::hours(26), move |demo, at| {
                    demo.move_repair(at, n, json!({ "status": "in_progress" }))
                });
            }
            if stage == Stage::Done {
                agenda.add(asked + TimeDelta::hours(75), move |demo, at| {
                    let cost = (cost > 0).then_some(cost);
                    let patch = json!({
                        "status": "completed", "cost": cost, "notes": notes, "parts_replaced": parts,
                    });
                    demo.move_repair(at, n, patch)
                });
            }
        }
        agenda.add(self.days_ago(95), |demo, at| demo.looked_after(at));
        agenda.add(self.days_ago(92), |demo, at| demo.make_plans(at));
    }

    /// The machines of a room that are there by now and that no check will find broken, those of a category if it has some.
    fn machines(&self, room: u32, category: ItemCategory) -> Result<Vec<Id>> {
        let (mut of_category, mut all) = (Vec::new(), Vec::new());
        for thing in self.things_of(room).filter(|thing| thing.state == Quantities::counted(1, 0, 0)) {
            let item = inventory::store::get(&self.tx, thing.id)?;
            if item.item_type == ItemType::Individual && item.status != ItemStatus::Maintenance {
                all.push(item.id);
                of_category.extend((item.category == category).then_some(item.id));
            }
        }
        Ok(if of_category.is_empty() { all } else { of_category })
    }

    /// The person of a number, or who registered everything while they weren't there yet.
    fn there(&self, n: u32) -> u32 {
        if self.people.contains_key(&n) { n } else { JAIRO }
    }

    fn ask_for_repair(&mut self, at: DateTime<Utc>, n: u32, repair: &Repair) -> Result<()> {
        let item = match repair.again {
            Some(first) => known(&self.repairs, first)?.1,
            None => *pick(&self.machines(repair.room, repair.category)?, n)?,
        };
        let wish = sent(json!({
            "title": repair.what, "description": repair.says, "priority": repair.priority, "item_id": item,
            "category": "equipos",
        }))?;
        let request = self.acts(at, self.there(repair.by), |tx| change::create(tx, wish))?;
        self.repairs.insert(n, (request.id, item));
        Ok(())
    }

    /// What Jairo does, who repairs.
    fn move_repair(&self, at: DateTime<Utc>, n: u32, patch: Value) -> Result<()> {
        let (request, patch) = (known(&self.repairs, n)?.0, sent(patch)?);
        self.acts(at, JAIRO, |tx| work::edit(tx, request, patch)).map(drop)
    }

    /// The warehouse's projectors were looked after without anybody asking.
    fn looked_after(&self, at: DateTime<Utc>) -> Result<()> {
        for item in self.machines(CHECKED_ROOMS, ItemCategory::Projector)?.into_iter().take(4) {
            let work = sent(json!({
                "item_id": item, "technician_id": self.person(JAIRO)?.id,
                "maintenance_type": "preventive", "description": "Limpieza de filtros y revisión general",
                "cost": 12_000, "maintenance_date": self.day(-95),
            }))?;
            self.acts(at, JAIRO, |tx| history::add(tx, work))?;
        }
        Ok(())
    }

    /// One plan is due today, one in a few days, one in months.
    fn make_plans(&self, at: DateTime<Utc>) -> Result<()> {
        let some = |room: u32, category: ItemCategory, most: usize| -> Result<Vec<Id>> {
            Ok(self.machines(room, category)?.into_iter().take(most).collect())
        };
        for (title, says, every, unit, days, items) in [
            (
                "Limpieza de proyectores",
                "Limpiar los filtros, revisar la lámpara y anotar sus horas.",
                3,
                "month",
                0,
                some(CHECKED_ROOMS, ItemCategory::Projector, 4)?,
            ),
            (
                "Mantenimiento de los computadores de Sistemas 2",
                "Soplar, cambiar la pasta térmica y actualizar el sistema.",
                6,
                "month",
                5,
                some(1, ItemCategory::Computer, 12)?,
            ),
            (
                "Calibración de televisores",
                "Ajustar la imagen y revisar el soporte de la pared.",
                45,
                "day",
                38,
                some(2, ItemCategory::Tv, 3)?,
            ),
        ] {
            let plan = sent(json!({
                "title": title, "description": says, "every": every, "unit": unit, "next_date": self.day(days),
                "item_ids": items,
            }))?;
            self.acts(at, JAIRO, |tx| plans::add(tx, plan))?;
        }
        Ok(())
    }
}
