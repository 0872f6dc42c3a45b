//! Of each list the rows that somebody sees, by the very query that its pages are cut from, cut to what was asked for.

use super::taken::Taken;
use super::words::{FEEDBACK_KIND, FEEDBACK_STATUS, FINDING_KIND, FINDING_STATUS, LOAN_FILTER, SUSPENDED};
use crate::campus::alerts::model::AlertQuery;
use crate::campus::audit::model::AuditQuery;
use crate::campus::checks::model::{CheckQuery, FindingQuery};
use crate::campus::environments::model::EnvironmentQuery;
use crate::campus::exports::model::{AlertStanding, ExportList, SuspensionStanding};
use crate::campus::feedback::model::FeedbackQuery;
use crate::campus::inductions::store::Asker;
use crate::campus::inventory::model::ItemQuery;
use crate::campus::loans::model::{LoanQuery, LoanReach};
use crate::campus::maintenance::model::plan::PlanQuery;
use crate::campus::maintenance::model::{RequestQuery, RequestReach};
use crate::campus::reports::kinds::words::{
    ALERT_STATUS, ALERT_TYPE, CHECK_STATUS, ITEM_STATUS, MAINTENANCE_STATUS, PRIORITY, ROLE, SEVERITY,
};
use crate::campus::schedules::model::ScheduleQuery;
use crate::campus::suspensions::model::SuspensionReach;
use crate::campus::users::model::UserQuery;
use crate::campus::{
    alerts, audit, centers, checks, environments, feedback, inductions, inventory, loans, maintenance,
    schedules, suspensions, users,
};
use crate::kit::db::{AlertKind, kind};
use crate::kit::sql::{Filter, Selection};
use crate::kit::{Core, Result, role};

pub(super) fn selection(taken: &mut Taken<'_>, core: &Core, list: ExportList) -> Result<Selection> {
    match list {
        ExportList::Items => items(taken),
        ExportList::Environments => environments(taken),
        ExportList::Users => users(taken),
        ExportList::Loans => loans(taken),
        ExportList::Suspensions => suspensions(taken),
        ExportList::Inductions => Ok(inductions::store::list(None, Asker::new(taken.who, taken.today))),
        ExportList::MaintenanceRequests => maintenance(taken),
        ExportList::MaintenancePlans => plans(taken),
        ExportList::Checks => checks(taken),
        ExportList::Findings => findings(taken),
        ExportList::Alerts => alerts(taken, core),
        ExportList::Schedules => schedules(taken),
        ExportList::OwnFeedback => Ok(feedback::store::own(taken.who.id, feedback(taken)?)),
        ExportList::Feedback => Ok(feedback::store::all(feedback(taken)?)),
        ExportList::Audit => audit(taken, core),
        ExportList::Centers => Ok(centers::store::list(taken.search(), taken.is_active())),
    }
}

fn items(taken: &mut Taken<'_>) -> Result<Selection> {
    let (bought_from, bought_until) = taken.days()?;
    let query = ItemQuery {
        environment_id: taken.room()?,
        category: taken.category(),
        category_id: taken.own_category()?,
        field: None,
        parent_id: None,
        status: taken.status(ITEM_STATUS)?,
        bought_from,
        bought_until,
        search: taken.search(),
    };
    Ok(inventory::reads::list(taken.who, query))
}

fn environments(taken: &mut Taken<'_>) -> Result<Selection> {
    // The general administrator may choose rows of both.
    let is_either = taken.is_chosen && taken.who.is(role::GENERAL);
    let query = EnvironmentQuery {
        is_active: taken.is_active().or((!is_either).then_some(true)),
        search: taken.search(),
        ..EnvironmentQuery::default()
    };
    let is_shown = query.is_shown(taken.who);
    let selection = environments::store::list_with_pieces(taken.who.equipment(), query);
    Ok(if is_shown { selection } else { selection.none() })
}

fn users(taken: &mut Taken<'_>) -> Result<Selection> {
    let (from, until) = taken.instants()?;
    Ok(users::store::list(UserQuery {
        role: taken.kind("Rol", ROLE)?,
        is_active: taken.is_active(),
        environment_id: taken.room()?,
        from,
        until,
        search: taken.search(),
    }))
}

fn loans(taken: &mut Taken<'_>) -> Result<Selection> {
    let (from, until) = taken.days()?;
    let query = LoanQuery {
        status: taken.status(LOAN_FILTER)?,
        environment_id: taken.room()?,
        instructor_id: taken.person()?,
        priority: taken.priority("Prioridad", PRIORITY)?,
        from,
        until,
        search: taken.search(),
    };
    Ok(loans::store::list(LoanReach::of(taken.who), query, taken.today))
}

fn suspensions(taken: &mut Taken<'_>) -> Result<Selection> {
    let standing = taken.status::<SuspensionStanding>(SUSPENDED)?;
    let is_current = standing.map(|standing| standing == SuspensionStanding::Current);
    let (reach, person) = (SuspensionReach::of(taken.who), taken.person()?);
    Ok(suspensions::store::list(reach, person, is_current, taken.today))
}

fn maintenance(taken: &mut Taken<'_>) -> Result<Selection> {
    let (from, until) = taken.instants()?;
    let query = RequestQuery {
        environment_id: taken.room()?,
        status: taken.status(MAINTENANCE_STATUS)?,
        user_id: taken.person()?,
        priority: taken.priority("Prioridad", PRIORITY)?,
        from,
        until,
        ..RequestQuery::default()
    };
    Ok(maintenance::store::list(RequestReach::listed(taken.who, &query), &query))
}

fn plans(taken: &mut Taken<'_>) -> Result<Selection> {
    let query = PlanQuery { item_id: None, environment_id: taken.room()?, is_active: taken.is_active() };
    let today = Filter::default().bind(":today", taken.today);
    let selection = maintenance::store::plans::list(taken.who.keeping(), &query);
    Ok(selection.beside("join (select :today as today) d".into(), today))
}

fn checks(taken: &mut Taken<'_>) -> Result<Selection> {
    let (from, until) = taken.days()?;
    let query = CheckQuery {
        environment_id: taken.room()?,
        schedule_id: None,
        from,
        until,
        shift: None,
        status: taken.status(CHECK_STATUS)?,
    };
    checks::store::list(taken.db, checks::reach::reach(taken.who), &query)
}

fn findings(taken: &mut Taken<'_>) -> Result<Selection> {
    let query = FindingQuery {
        environment_id: taken.room()?,
        kind: taken.kind("Qué es", FINDING_KIND)?,
        status: taken.status(FINDING_STATUS)?,
    };
    Ok(checks::store::findings(taken.who.keeping(), &query))
}

fn alerts(taken: &mut Taken<'_>, core: &Core) -> Result<Selection> {
    let (from, until) = taken.instants()?;
    let standing = taken.status::<AlertStanding>(ALERT_STATUS)?;
    let about: Option<AlertKind> = taken.kind("Tipo", ALERT_TYPE)?;
    if let Some(about) = &about {
        kind::check(about, &core.alert_kinds, "El filtro «type»")?;
    }
    let query = AlertQuery {
        is_resolved: standing.map(|standing| standing == AlertStanding::Resolved),
        kind: about,
        severity: taken.priority("Gravedad", SEVERITY)?,
        environment_id: taken.room()?,
        from,
        until,
    };
    Ok(alerts::store::list(taken.who.keeping(), query))
}

fn schedules(taken: &mut Taken<'_>) -> Result<Selection> {
    let (from, until) = taken.days()?;
    let query = ScheduleQuery {
        environment_id: taken.room()?,
        instructor_id: taken.person()?,
        day_of_week: None,
        is_active: Some(taken.is_active().unwrap_or(true)),
        from,
        until,
        search: taken.search(),
    };
    Ok(schedules::store::list(query.scope(taken.who), query))
}

fn feedback(taken: &mut Taken<'_>) -> Result<FeedbackQuery> {
    Ok(FeedbackQuery {
        kind: taken.kind("Clase", FEEDBACK_KIND)?,
        status: taken.status(FEEDBACK_STATUS)?,
        priority: taken.priority("Urgencia", PRIORITY)?,
        search: taken.search(),
    })
}

fn audit(taken: &mut Taken<'_>, core: &Core) -> Result<Selection> {
    let (from, until) = taken.instants()?;
    let action = taken.action();
    Ok(audit::store::list(AuditQuery {
        action: action.map(|asked| audit::rules::action_filter(&core.entities, &asked)),
        user_id: taken.person()?,
        entity_type: None,
        from,
        until,
        search: taken.search(),
    }))
}
