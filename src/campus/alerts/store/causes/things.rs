//! Trouble with things: too few of them, missing, not repaired, not back.

use super::{HISTORY, title};
use crate::campus::alerts::model::{AlertRules, Cause};
use crate::campus::alerts::rules;
use crate::kit::db::AlertKind;
use crate::kit::wire::row;
use crate::kit::{Day, Id, LocalTime, Result, clock, sql};
use chrono::TimeDelta;
use rusqlite::{Connection, named_params};

row! {
    /// Pieces of an item.
    pub struct Pieces {
        /// The row.
        pub id: Id,
        /// Its name.
        pub name: String,
        /// Its plate.
        pub internal_code: String,
        /// Its room.
        pub environment_id: Option<Id>,
        /// The name of its room.
        pub environment_name: Option<String>,
        /// The centre of its room.
        pub center_id: Option<Id>,
        /// The total.
        pub quantity: i64,
        /// The pieces that it is about.
        pub pieces: i64,
        /// How many there should be.
        pub wanted: i64,
    }
}

/// Groups of a warehouse of which few whole pieces are left. Pieces that are lent are counted: they come back, and what is owned is
/// what has to be bought. A single machine is no stock. The house has a minimum; somebody who keeps the warehouse and asks for more
/// has theirs.
pub fn low_stock(db: &Connection, rules: &AlertRules) -> Result<Vec<Cause>> {
    let found: Vec<Pieces> = sql::all(
        db,
        "with thresholds as (
             select u.role, h.center_id, max(s.threshold_value) as threshold
             from alert_settings s
             join users u on u.id = s.user_id and u.is_active = 1
             left join environments h on h.id = u.environment_id
             where s.alert_type = 'low_stock'
             and s.is_enabled = 1
             and s.threshold_value > 0
             and u.role in ('supervisor', 'admin', 'admin_general')
             group by u.role, h.center_id
         ),
         stock as (
             select i.id, i.name, i.internal_code, i.environment_id, e.name as environment_name, e.center_id, i.quantity,
                 i.quantity - i.quantity_damaged - i.quantity_missing as pieces,
                 max(:minimum, coalesce((
                     select max(t.threshold)
                     from thresholds t
                     where t.role = 'admin_general'
                     or t.center_id is null
                     or t.center_id = e.center_id), 0)) as wanted
             from inventory_items i
             join environments e on e.id = i.environment_id and e.is_warehouse = 1 and e.is_active = 1
             where i.item_type = 'group'
             and i.status <> 'lost'
         )
         select id, name, internal_code, environment_id, environment_name, center_id, quantity, pieces, wanted
         from stock
         where pieces < wanted
         order by id",
        named_params! { ":minimum": rules.low_stock_minimum },
    )?;
    let minimum = rules.low_stock_minimum;
    Ok(found.iter().map(|it| low(it, minimum)).collect())
}

fn low(it: &Pieces, minimum: i64) -> Cause {
    let place = it.environment_name.as_deref().unwrap_or_default();
    let left = match it.pieces {
        ..=0 => "no queda ninguna pieza en buen estado".to_owned(),
        1 => "queda 1 pieza en buen estado".to_owned(),
        n => format!("quedan {n} piezas en buen estado"),
    };
    Cause {
        kind: AlertKind::LowStock,
        entity_type: "inventory_item",
        entity_id: it.id,
        environment_id: it.environment_id,
        center_id: it.center_id,
        severity: rules::of_stock(it.pieces, minimum),
        amount: Some((it.wanted - it.pieces).max(0)),
        pieces: Some(it.pieces),
        title: title(&format!("Pocas existencias: {}", it.name)),
        message: format!(
            "De «{}» ({}), en {place}, {left}; el mínimo es {}",
            it.name, it.internal_code, it.wanted
        ),
    }
}

/// Items of which pieces are missing, but for what is lost: that is known. What the last check has found is left to it while it is
/// under way, and to its alert while that is open, and after somebody has resolved it until the item changes.
pub fn missing(db: &Connection, today: Day) -> Result<Vec<Cause>> {
    let found: Vec<Pieces> = sql::all(
        db,
        "select i.id, i.name, i.internal_code, i.environment_id, e.name as environment_name, e.center_id, i.quantity,
             i.quantity_missing as pieces, 0 as wanted
         from inventory_items i
         left join environments e on e.id = i.environment_id
         where i.quantity_missing > 0
         and i.status <> 'lost'
         and coalesce(e.is_active, 1) = 1
         and not exists (
             select 1
             from (
                 select l.check_id, l.quantity_missing
                 from inventory_check_items l
                 where l.item_id = i.id
                 and l.check_id is not null
                 and l.departure is null
                 order by l.created_at desc
                 limit 1) c
             join inventory_checks k on k.id = c.check_id
             left join system_alerts a on a.type = 'equipment_missing' and a.entity_type = 'inventory_check'
                 and a.entity_id = k.id
             where c.quantity_missing >= i.quantity_missing
             and (k.status in ('student_pending', 'instructor_review', 'supervisor_review') and k.check_date >= :from
                 or a.is_resolved = 0
                 or a.resolved_at >= i.updated_at))
         order by i.id",
        named_params! { ":from": Day(today.0 - TimeDelta::days(HISTORY)) },
    )?;
    Ok(found.iter().map(gone).collect())
}

fn gone(it: &Pieces) -> Cause {
    let place = it.environment_name.as_ref().map_or_else(String::new, |room| format!(", en {room}"));
    let count = match (it.pieces, it.quantity) {
        (1, 1) => "no está".to_owned(),
        (1, total) => format!("falta 1 pieza de {total}"),
        (missing, total) => format!("faltan {missing} piezas de {total}"),
    };
    Cause {
        kind: AlertKind::EquipmentMissing,
        entity_type: "inventory_item",
        entity_id: it.id,
        environment_id: it.environment_id,
        center_id: it.center_id,
        severity: rules::of_missing(it.pieces, it.quantity),
        amount: Some(it.pieces),
        pieces: None,
        title: title(&format!("Falta equipo: {}", it.name)),
        message: format!("«{}» ({}){place}: {count}", it.name, it.internal_code),
    }
}

row! {
    /// A request that nobody has finished.
    pub struct Repair {
        /// The row.
        pub id: Id,
        /// Its title.
        pub title: String,
        /// Its room.
        pub environment_id: Option<Id>,
        /// The name of its room.
        pub environment_name: Option<String>,
        /// The centre of its room.
        pub center_id: Option<Id>,
        /// Whether it is urgent.
        pub is_urgent: bool,
        /// For when it was promised.
        pub estimated_completion: Option<Day>,
        /// When it was asked for.
        pub created_at: LocalTime,
    }
}

/// Repairs that should have been done by now, and those that nobody has taken on for too long.
pub fn overdue_repairs(db: &Connection, rules: &AlertRules, today: Day) -> Result<Vec<Cause>> {
    let patience = TimeDelta::try_days(rules.maintenance_pending_days).unwrap_or(TimeDelta::MAX);
    let before = today
        .0
        .checked_sub_signed(patience)
        .map_or(LocalTime(chrono::DateTime::UNIX_EPOCH), |day| LocalTime(clock::start_of(day)));
    let found: Vec<Repair> = sql::all(
        db,
        "select r.id, r.title, r.environment_id, e.name as environment_name, e.center_id,
             r.priority in ('urgent', 'urgente') as is_urgent, r.estimated_completion, r.created_at
         from maintenance_requests r
         left join environments e on e.id = r.environment_id
         where r.status in ('pending', 'assigned', 'in_progress')
         and (r.estimated_completion < :today
             or (r.estimated_completion is null and r.status = 'pending' and r.created_at < :before))
         order by r.id",
        named_params! { ":today": today, ":before": before },
    )?;
    Ok(found.iter().map(|it| late_repair(it, today, patience)).collect())
}

fn late_repair(it: &Repair, today: Day, patience: TimeDelta) -> Cause {
    let asked = Day(clock::day_of(it.created_at.0));
    let (since, what) = match it.estimated_completion {
        Some(day) => (day.0, format!("debía estar lista el {}", day.written())),
        None => (
            asked.0.checked_add_signed(patience).unwrap_or(asked.0),
            format!("se pidió el {} y nadie la ha tomado", asked.written()),
        ),
    };
    let place = it.environment_name.as_ref().map_or_else(String::new, |room| format!(" ({room})"));
    Cause {
        kind: AlertKind::MaintenanceOverdue,
        entity_type: "maintenance_request",
        entity_id: it.id,
        environment_id: it.environment_id,
        center_id: it.center_id,
        severity: rules::of_maintenance((today.0 - since).num_days(), it.is_urgent),
        amount: None,
        pieces: None,
        title: title(&format!("Mantenimiento atrasado: {}", it.title)),
        message: format!("La solicitud «{}»{place} {what}", it.title),
    }
}

row! {
    /// A loan that is out.
    pub struct Out {
        /// The row.
        pub id: Id,
        /// What it is.
        pub item_name: String,
        /// Who has it.
        pub borrower: String,
        /// Its room.
        pub environment_id: Id,
        /// The name of its room.
        pub environment_name: String,
        /// The centre of its room.
        pub center_id: Id,
        /// Its last day.
        pub end_date: Day,
        /// The pieces that it is about.
        pub pieces: i64,
    }
}

/// Loans that should be back: they are still running (contract D51), and their last day is over.
pub fn overdue_loans(db: &Connection, today: Day) -> Result<Vec<Cause>> {
    let found: Vec<Out> = sql::all(
        db,
        "select l.id, coalesce(i.name, l.item_name) as item_name, u.name as borrower, l.environment_id,
             e.name as environment_name, e.center_id, l.end_date,
             coalesce((
                 select sum(iif(p.action = 'handed_over', p.quantity, -p.quantity))
                 from loan_pieces p
                 where p.loan_id = l.id), l.quantity_requested) as pieces
         from loans l
         join users u on u.id = l.instructor_id
         join environments e on e.id = l.environment_id
         left join inventory_items i on i.id = l.item_id
         where l.status = 'active'
         and l.end_date < :today
         order by l.id",
        named_params! { ":today": today },
    )?;
    Ok(found.iter().map(|it| late_loan(it, today)).collect())
}

fn late_loan(it: &Out, today: Day) -> Cause {
    let pieces = if it.pieces == 1 { "1 pieza".to_owned() } else { format!("{} piezas", it.pieces) };
    Cause {
        kind: AlertKind::LoanOverdue,
        entity_type: "loan",
        entity_id: it.id,
        environment_id: Some(it.environment_id),
        center_id: Some(it.center_id),
        severity: rules::of_loan((today.0 - it.end_date.0).num_days(), it.pieces),
        amount: None,
        pieces: None,
        title: title(&format!("Préstamo vencido: {}", it.item_name)),
        message: format!(
            "{} debía devolver «{}» ({pieces}) a {} el {}",
            it.borrower,
            it.item_name,
            it.environment_name,
            it.end_date.written()
        ),
    }
}
