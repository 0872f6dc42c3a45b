//! What a step of a check leaves behind: who is told, an alert, requests for maintenance.

use super::step::past;
use crate::campus::alerts::model::{NewAlert, Severity};
use crate::campus::checks::model::{Check, CheckItem, CheckStatus, StepAction, Tally};
use crate::campus::checks::rules::{self, Next, Stage};
use crate::campus::checks::store;
use crate::campus::maintenance::model::NewRequest;
use crate::campus::{alerts, maintenance, schedules, users};
use crate::kit::db::{AlertKind, Kind, Priority};
use crate::kit::{CallerTx, Change, Id, Notice, Result, Role, Tx};

/// What a step is called in the audit.
pub(super) fn spanish(action: StepAction) -> &'static str {
    match action {
        StepAction::Assigned => "asignada a un aprendiz",
        StepAction::Started => "iniciada",
        StepAction::Updated => "corregida",
        StepAction::Confirmed => "confirmada",
        StepAction::Decided => "revisada por supervisor",
        StepAction::Approved => "aprobada",
        StepAction::Rejected => "rechazada",
        StepAction::TakenOver => "tomada por supervisor",
        StepAction::Returned => "devuelta al instructor",
        StepAction::Reopened => "reabierta",
    }
}

/// Follows up a step: `check` is as it is now. The step itself is told of elsewhere.
pub(super) fn up(tx: &CallerTx<'_>, check: &Check, next: Next) -> Result<Change<()>> {
    // Nobody needs to be told what they did themselves.
    let others = notices(tx, check, next)?.into_iter().filter(|notice| notice.to() != tx.who.id);
    let mut after = Change::unaudited(()).tell(others);
    if check.status == CheckStatus::Issues {
        after = after.join(raise_alert(tx, check)?).map(drop);
        for item in store::items(tx, check.id)?
            .iter()
            .filter(|item| item.quantity_damaged > 0 && item.departure.is_none())
        {
            after = after.join(ask_for_repair(tx, check, item)?).map(drop);
        }
    }
    Ok(after)
}

/// The instructors who are to confirm: the class's, or those who are linked to the room.
fn instructors(tx: &Tx<'_>, check: &Check) -> Result<Vec<Id>> {
    match check.schedule_id {
        Some(class) => Ok(vec![schedules::store::get(tx, class)?.instructor_id]),
        None => users::store::instructors_of(tx, check.environment_id),
    }
}

/// Who is told what (section 4 of the original server's behaviour; the room is added, because people have several).
fn notices(tx: &CallerTx<'_>, check: &Check, next: Next) -> Result<Vec<Notice>> {
    let tell = |people: Vec<Id>, kind: Kind, title: &'static str, message: &str| -> Vec<Notice> {
        let link = format!("/verificaciones/{}", check.id);
        let message = format!("{message} Ambiente: {}.", check.environment_name);
        people
            .into_iter()
            .map(|person| Notice::new(person, kind.clone(), title, message.clone()).leads_to(link.clone()))
            .collect()
    };
    let mut notices = match next.action {
        StepAction::Assigned => tell(
            vec![check.student_id],
            Kind::CheckReminder,
            "Verificación Asignada",
            &format!(
                "Le asignaron la verificación de inventario {}.",
                past(tx, check).map_or("de hoy".into(), |day| format!("del {}", day.written()))
            ),
        ),
        StepAction::Started => tell(
            instructors(tx, check)?,
            Kind::VerificationPending,
            "Nueva Verificación Pendiente",
            if tx.who.role == Role::Student {
                "Una verificación de inventario ha sido iniciada por un estudiante."
            } else {
                "Una verificación de inventario ha sido iniciada."
            },
        ),
        StepAction::Updated => Vec::new(),
        StepAction::Confirmed => tell(
            users::store::supervisors_of(tx, check.environment_id)?,
            Kind::VerificationUpdate,
            "Verificación Lista para Supervisión",
            "Una verificación de inventario está lista para revisión de supervisor.",
        ),
        StepAction::TakenOver => tell(
            instructors(tx, check)?,
            Kind::VerificationUpdate,
            "Verificación en Supervisión",
            "Un supervisor tomó la verificación que esperaba su confirmación.",
        ),
        StepAction::Returned => tell(
            instructors(tx, check)?,
            Kind::VerificationPending,
            "Verificación Devuelta",
            "El supervisor devolvió la verificación para que usted la confirme.",
        ),
        StepAction::Reopened => tell(
            makers(check),
            Kind::VerificationUpdate,
            "Verificación Reabierta",
            "El supervisor reabrió la verificación.",
        ),
        StepAction::Decided | StepAction::Approved | StepAction::Rejected => decision(check, next, &tell),
    };
    if check.status == CheckStatus::Issues || check.status == CheckStatus::Rejected {
        notices = notices.into_iter().map(|notice| notice.priority(Priority::High)).collect();
    }
    Ok(notices)
}

/// Those who did the first two stages, each once.
fn makers(check: &Check) -> Vec<Id> {
    let mut people = vec![check.student_id];
    people.extend(check.instructor_id.filter(|id| *id != check.student_id));
    people
}

/// What apprentice and instructor hear of the supervisor's decision.
fn decision(
    check: &Check,
    next: Next,
    tell: &impl Fn(Vec<Id>, Kind, &'static str, &str) -> Vec<Notice>,
) -> Vec<Notice> {
    debug_assert_eq!(next.done, Some(Stage::Supervisor));
    let reviewed = "Verificación Revisada por Supervisor";
    let issues = check.status == CheckStatus::Issues;
    let (student_title, instructor_title, done, by) = match next.action {
        StepAction::Approved => (reviewed, reviewed, "aprobada", " por el supervisor"),
        StepAction::Rejected => (reviewed, reviewed, "rechazada", " por el supervisor"),
        _ if issues => ("Verificación Completada", "Verificación Revisada", "marcada con observaciones", ""),
        _ => ("Verificación Completada", "Verificación Revisada", "completada", ""),
    };
    let reason = match (&check.supervisor_comments, next.action) {
        (Some(reason), StepAction::Rejected) => format!(" Motivo: {}.", reason.trim_end_matches('.')),
        _ => String::new(),
    };
    let student = format!("Tu verificación ha sido {done}{by}.{reason}");
    let mut notices = tell(vec![check.student_id], Kind::VerificationUpdate, student_title, &student);
    let instructor = format!("La verificación ha sido {done} por el supervisor.{reason}");
    let others = check.instructor_id.filter(|id| *id != check.student_id).into_iter().collect();
    notices.extend(tell(others, Kind::VerificationUpdate, instructor_title, &instructor));
    notices
}

/// One alert a check, until somebody has dealt with it; only pieces that turn out to be missing later are told beside it.
fn raise_alert(tx: &Tx<'_>, check: &Check) -> Result<Change<()>> {
    let missing = check.items_missing > 0;
    if !missing && store::has_open_alert(tx, check.id)? {
        return Ok(Change::unaudited(()));
    }
    let (kind, title, severity) = if missing {
        (AlertKind::EquipmentMissing, "Faltan equipos", Severity::High)
    } else {
        (AlertKind::VerificationPending, "Verificación con novedades", Severity::Medium)
    };
    let alert = NewAlert {
        kind,
        title: format!("{title}: {}", check.environment_name),
        message: rules::sentence(
            &check.environment_name,
            check.check_date,
            &Tally::of_check(check),
            check.inventory_complete,
        ),
        severity,
        entity_type: "inventory_check",
        entity_id: check.id,
        environment_id: Some(check.environment_id),
    };
    Ok(alerts::change::raise(tx, &alert)?.map(drop))
}

/// Asks for the repair of a damaged item, unless somebody has asked already.
fn ask_for_repair(tx: &CallerTx<'_>, check: &Check, item: &CheckItem) -> Result<Change<()>> {
    let asked = item.item_id.map(|id| maintenance::store::open_for_item(tx, id)).transpose()?.flatten();
    if item.item_id.is_none() || asked.is_some() {
        return Ok(Change::unaudited(()));
    }
    let note = item.notes.as_ref().map_or_else(String::new, |note| format!(" Nota: {note}"));
    let request = NewRequest {
        item_id: item.item_id,
        environment_id: Some(check.environment_id),
        check_id: Some(check.id),
        loan_id: None,
        user_id: item.counted_by.unwrap_or(tx.who.id),
        title: format!("Equipo dañado: {}", item.item_name),
        description: format!(
            "{} ({}): {} de {} piezas dañadas en la verificación de {} del {}.{note}",
            item.item_name,
            item.internal_code,
            item.quantity_damaged,
            item.quantity_expected,
            check.environment_name,
            check.check_date.written(),
        ),
        priority: maintenance::model::MaintenancePriority::Media,
        quantity_affected: item.quantity_damaged,
    };
    Ok(maintenance::change::ask(tx, &request)?.map(drop))
}
