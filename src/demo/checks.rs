//! The demo's checks: two weeks of them, and a morning in which every stage is to be seen. The visitor's own room is left to
//! the visitor.

use super::{CLASS, Demo, ITEM, ROOM, USER, id, pick, scatter};
use crate::campus::alerts::model::{NewAlert, Severity};
use crate::campus::checks::model::{
    Check, CheckStart, CheckStatus, FindingKind, Method, NewFinding, StepAction,
};
use crate::campus::checks::rules::{self, Count, Tally};
use crate::campus::checks::store::{self, Known, Look, NewLine, NewStep};
use crate::campus::schedules::model::Schedule;
use crate::campus::{alerts, schedules};
use crate::kit::clock;
use crate::kit::db::{AlertKind, Kind, Notice, Tx, notice};
use crate::kit::error::Result;
use crate::kit::wire::{ClockTime, Day, Id, LocalTime};
use chrono::{Datelike, TimeDelta};

const CHECK: u32 = 6;
/// For how many days back there are checks.
const DAYS: u32 = 14;
/// The visitor's apprentice, instructor and supervisor.
const LAURA: u32 = 1;
const CARLOS: u32 = 2;
const MARTA: u32 = 3;

/// What the checks of this morning have come to, room after room; the visitor's has none.
const THIS_MORNING: [Option<CheckStatus>; 6] = [
    None,
    Some(CheckStatus::SupervisorReview),
    Some(CheckStatus::Complete),
    Some(CheckStatus::InstructorReview),
    Some(CheckStatus::Issues),
    None,
];

impl Demo<'_> {
    /// Fills in the checks, with what they left behind.
    pub(super) fn checks(&self) -> Result<()> {
        for days in (1..=DAYS).rev() {
            for room in 0..6 {
                let luck = scatter(days * 7 + room) % 100;
                let status = match luck {
                    // In the visitor's room all is well, so that a day can end well.
                    0..=74 => CheckStatus::Complete,
                    75..=89 if room == 0 => CheckStatus::Complete,
                    75..=89 => CheckStatus::Issues,
                    90..=93 => CheckStatus::SupervisorReview,
                    // Nobody came.
                    _ => continue,
                };
                self.check(days, room, status)?;
            }
        }
        for (room, status) in (0..).zip(THIS_MORNING) {
            if let Some(status) = status {
                self.check(0, room, status)?;
            }
        }
        self.findings()?;
        self.notices()
    }

    /// The morning's check of a room, some days ago.
    fn check(&self, days_ago: u32, room: u32, status: CheckStatus) -> Result<()> {
        let day = self.day(-i64::from(days_ago));
        let weekday = day.0.weekday().number_from_monday();
        // On past Sundays there was no class.
        if weekday == 7 && days_ago > 0 {
            return Ok(());
        }
        let n = days_ago * 6 + room + 1;
        let class = schedules::store::get(self.tx, id(CLASS, (weekday * 6 + room) * 3))?;
        let mut check = self.begun(n, day, room, &class)?;
        let mut tally = Vec::new();
        for known in store::known_items(self.tx, check.environment_id)? {
            let troubled = status == CheckStatus::Issues;
            let count = if troubled { known.count } else { Count::known(known.count.expected, 0, 0) };
            tally.push(count);
            add_line(self.tx, &check, &known, count)?;
        }
        let tally = Tally::of(tally);
        check.total_items = tally.total;
        (check.items_good, check.items_damaged, check.items_missing) =
            (tally.good, tally.damaged, tally.missing);
        self.stages(&mut check, &class, status)?;
        store::save(self.tx, &check)?;
        // What is older than a few days has been dealt with.
        if status == CheckStatus::Issues && days_ago < 3 {
            self.alert(&check)?;
        }
        Ok(())
    }

    /// A check as the apprentice left it.
    fn begun(&self, n: u32, day: Day, room: u32, class: &Schedule) -> Result<Check> {
        let minutes = i64::from(4 + scatter(n) % 15);
        let time = class.start_time.0.overflowing_add_signed(TimeDelta::minutes(minutes)).0;
        let at = clock::instant_of(day.0.and_time(time)).min(self.tx.now);
        // The apprentices of room 1 are those of the demo whose number leaves no rest.
        let student = if room == 0 { LAURA } else { 20 + room + 6 * (n % 5) };
        let start = CheckStart {
            id: id(CHECK, n),
            environment_id: id(ROOM, room + 1),
            schedule_id: Some(class.id),
            program: Some(class.program.clone()),
            ficha: Some(class.ficha.clone()),
            start_time: Some(class.start_time),
            end_time: Some(class.end_time),
            student_id: id(USER, student),
            check_date: day,
            check_time: ClockTime(time),
            created_at: LocalTime(at),
        };
        store::insert(self.tx, &start)?;
        Ok(Check {
            status: CheckStatus::InstructorReview,
            comments: Some((*pick(&COMMENTS, n)?).to_owned()).filter(|it| !it.is_empty()),
            student_confirmed_at: Some(start.created_at),
            ..store::get_any(self.tx, start.id)?
        })
    }

    /// Takes a check through its stages up to `status`.
    fn stages(&self, check: &mut Check, class: &Schedule, status: CheckStatus) -> Result<()> {
        let first = check.student_id;
        self.step(check, StepAction::Started, None, CheckStatus::InstructorReview, first)?;
        if status == CheckStatus::InstructorReview {
            return Ok(());
        }
        let later =
            |minutes: i64| LocalTime((check.created_at.0 + TimeDelta::minutes(minutes)).min(self.tx.now));
        let (confirmed, decided) = (later(25), later(140));
        check.instructor_id = Some(class.instructor_id);
        check.instructor_confirmed_at = Some(confirmed);
        (check.is_clean, check.is_organized) = (Some(true), Some(status != CheckStatus::Issues));
        check.inventory_complete = Some(check.items_missing == 0);
        check.updated_at = confirmed;
        let reviewed =
            if status == CheckStatus::Issues { CheckStatus::Issues } else { CheckStatus::SupervisorReview };
        check.status = reviewed;
        let from = Some(CheckStatus::InstructorReview);
        self.step(check, StepAction::Confirmed, from, reviewed, class.instructor_id)?;
        let today = check.check_date == self.day(0);
        if status == CheckStatus::SupervisorReview || (today && status == CheckStatus::Issues) {
            return Ok(());
        }
        let action = if status == CheckStatus::Complete { StepAction::Approved } else { StepAction::Decided };
        check.supervisor_id = Some(id(USER, MARTA));
        check.supervisor_confirmed_at = Some(decided);
        check.updated_at = decided;
        check.status = status;
        if status == CheckStatus::Issues {
            check.supervisor_comments = Some("Pendiente la reparación de los equipos dañados".into());
        }
        self.step(check, action, Some(reviewed), status, id(USER, MARTA))
    }

    fn step(
        &self,
        check: &Check,
        action: StepAction,
        from: Option<CheckStatus>,
        to: CheckStatus,
        user_id: Id,
    ) -> Result<()> {
        let comments = match action {
            StepAction::Started => check.comments.as_deref(),
            StepAction::Decided => check.supervisor_comments.as_deref(),
            _ => None,
        };
        let step = NewStep { check_id: check.id, round: check.round, action, from, to, user_id, comments };
        store::add_step_at(self.tx, &step, check.updated_at)
    }

    fn alert(&self, check: &Check) -> Result<()> {
        let room = crate::campus::environments::store::get(self.tx, check.environment_id)?.name;
        let missing = check.items_missing > 0;
        alerts::store::insert_once(
            &self.tx.at(check.updated_at.0),
            &NewAlert {
                kind: if missing { AlertKind::EquipmentMissing } else { AlertKind::VerificationPending },
                title: if missing {
                    format!("Faltan equipos: {room}")
                } else {
                    format!("Verificación con novedades: {room}")
                },
                message: rules::sentence(
                    &room,
                    check.check_date.0,
                    &Tally::of_check(check),
                    check.inventory_complete,
                ),
                severity: if missing { Severity::High } else { Severity::Medium },
                entity_type: "inventory_check",
                entity_id: check.id,
                environment_id: Some(check.environment_id),
            },
        )?;
        Ok(())
    }

    /// An item of another room and a label that nobody knows, found this morning.
    fn findings(&self) -> Result<()> {
        let check = id(CHECK, 3);
        let tx = self.tx.at(self.tx.now - TimeDelta::minutes(30));
        let found = |kind: FindingKind, code: &str| NewFinding {
            check_id: check,
            environment_id: id(ROOM, 3),
            kind,
            code: code.to_owned(),
            item_id: None,
            item_name: None,
            expected_environment_id: None,
            move_requested: false,
            notes: None,
            photo_id: None,
            found_by: id(USER, 22),
        };
        let item = crate::campus::inventory::store::get(self.tx, id(ITEM, 55))?;
        store::insert_finding(
            &tx,
            &NewFinding {
                item_id: Some(item.id),
                item_name: Some(item.name),
                expected_environment_id: item.environment_id,
                move_requested: true,
                notes: Some("Estaba en la mesa del fondo".into()),
                ..found(FindingKind::OtherRoom, &item.internal_code)
            },
        )?;
        store::insert_finding(
            &tx,
            &NewFinding {
                notes: Some("Etiqueta vieja, pegada en una pantalla".into()),
                ..found(FindingKind::UnknownCode, "SENA-2017-00418")
            },
        )?;
        Ok(())
    }

    fn notices(&self) -> Result<()> {
        let tell = |person: u32, kind: Kind, title: &str, message: &str, check: u32| {
            let link = format!("/verificaciones/{}", id(CHECK, check));
            let notice = Notice::new(id(USER, person), kind, title, message).leads_to(link);
            notice::record(self.tx, &notice).map(|_| ())
        };
        tell(
            MARTA,
            Kind::VerificationUpdate,
            "Verificación Lista para Supervisión",
            "Una verificación de inventario está lista para revisión de supervisor. Ambiente: Sistemas 2.",
            2,
        )?;
        tell(
            MARTA,
            Kind::VerificationUpdate,
            "Verificación Lista para Supervisión",
            "Una verificación de inventario está lista para revisión de supervisor. Ambiente: Bilingüismo.",
            5,
        )?;
        // The newest check of the visitor's room that was made.
        let Some(last) = (1..=DAYS).map(|days| days * 6 + 1).find(|n| self.has_check(*n)) else {
            return Ok(());
        };
        tell(
            LAURA,
            Kind::VerificationUpdate,
            "Verificación Revisada por Supervisor",
            "Tu verificación ha sido aprobada por el supervisor. Ambiente: Sistemas 1.",
            last,
        )?;
        tell(
            CARLOS,
            Kind::VerificationUpdate,
            "Verificación Revisada por Supervisor",
            "La verificación ha sido aprobada por el supervisor. Ambiente: Sistemas 1.",
            last,
        )
    }

    fn has_check(&self, n: u32) -> bool {
        let all = store::Reach::Rooms(crate::kit::access::Scope::Everything);
        store::get(self.tx, all, id(CHECK, n)).is_ok_and(|check| check.status == CheckStatus::Complete)
    }
}

const COMMENTS: [&str; 5] =
    ["", "Todo en orden", "", "El aire acondicionado gotea", "Faltaba barrer al llegar"];

/// Notes what the apprentice found of an item.
fn add_line(tx: &Tx<'_>, check: &Check, known: &Known, count: Count) -> Result<Id> {
    let look = Look {
        count,
        notes: (count.damaged > 0).then(|| "No enciende".to_owned()),
        method: Some(Method::List),
        counted_by: Some(check.student_id),
        counted_at: Some(check.created_at),
        ..known.unseen()
    };
    let (check_id, environment_id, now) = (Some(check.id), check.environment_id, check.created_at);
    store::insert_item(tx, &NewLine { check_id, environment_id, known, look: &look, now })
}
