//! The columns of each list: those of its report where there is one. What is read for them is said in the names that the list's own
//! query has for its columns, in the same order.

use super::words::{
    CLASS_STATUS, FEEDBACK_KIND, FEEDBACK_STATUS, FINDING_KIND, FINDING_STATUS, PLAN_STATUS, PLAN_UNIT,
    SUSPENDED, WEEKDAY,
};
use crate::campus::exports::model::ExportList;
use crate::campus::inventory::model::Prices;
use crate::campus::reports::kinds::lists as reported;
use crate::campus::reports::kinds::words::{ACTIVE, CATEGORY, PRIORITY};
use crate::kit::document::CellKind::{Count, Day, Flag, Moment, Text, Word};
use crate::kit::document::Column;
use crate::kit::export::Exported;

/// A list as a table.
pub struct Table {
    /// What it is called.
    pub title: &'static str,
    /// Its columns.
    pub columns: &'static [Column],
    /// What stands in them.
    pub select: &'static str,
    /// In which order, unless rows were chosen: the list's own.
    pub order: &'static str,
}

impl Table {
    /// That of a list of a resource beside.
    pub fn of(list: &Exported) -> Self {
        Self { title: list.title, columns: list.columns, select: list.select, order: list.order }
    }
}

/// The table of a list, of what status it was asked for, and whether with prices.
pub fn table(list: ExportList, status: Option<&str>, prices: Prices) -> Table {
    match list {
        ExportList::Items => match prices {
            Prices::Told => ITEMS,
            Prices::Withheld => ITEMS_UNPRICED,
        },
        ExportList::Environments => ENVIRONMENTS,
        ExportList::Users => USERS,
        ExportList::Loans => LOANS,
        ExportList::Suspensions => SUSPENSIONS,
        ExportList::Inductions => INDUCTIONS,
        // What is done is listed by when it was done.
        ExportList::MaintenanceRequests if status == Some("completed") => {
            Table { order: "l.actual_completion desc, l.created_at desc, l.id desc", ..MAINTENANCE }
        }
        ExportList::MaintenanceRequests => MAINTENANCE,
        ExportList::MaintenancePlans => PLANS,
        ExportList::Checks => CHECKS,
        ExportList::Findings => FINDINGS,
        ExportList::Alerts => ALERTS,
        ExportList::Schedules => SCHEDULES,
        ExportList::OwnFeedback => Table { title: "Mis opiniones", order: "l.id desc", ..FEEDBACK },
        ExportList::Feedback => FEEDBACK,
        ExportList::Audit => AUDIT,
        ExportList::Centers => CENTERS,
    }
}

/// What is told of equipment to everybody who sees it, and what stands behind that.
macro_rules! items {
    ($value:literal) => {
        concat!(
            "
        l.internal_code, l.name, coalesce(l.category_name, l.category), nullif(trim(coalesce(l.brand, '') || ' ' || coalesce(l.model, '')), ''),
        l.serial_number, l.environment_name, l.status, l.quantity, l.quantity_damaged, l.quantity_missing, l.purchase_date",
            $value
        )
    };
}

const ITEMS: Table = Table {
    title: "Equipos",
    columns: reported::INVENTORY,
    select: items!(
        ",
        iif(l.currency = 'COP', l.purchase_price * l.quantity, null),
        iif(l.currency = 'COP', null, money(l.currency, l.purchase_price * l.quantity))"
    ),
    order: "l.name, l.internal_code, l.id",
};

const ITEMS_UNPRICED: Table = Table { columns: reported::INVENTORY_UNPRICED, select: items!(""), ..ITEMS };

const ENVIRONMENTS: Table = Table {
    title: "Ambientes",
    columns: reported::ENVIRONMENTS,
    select: "
        l.name, l.center_name, l.location, iif(l.is_warehouse, 'Sí', 'No'), l.capacity, l.items, p.pieces,
        p.damaged, p.missing, iif(l.is_active, 'active', 'inactive')",
    order: "l.name, l.id",
};

const USERS: Table = Table {
    title: "Cuentas",
    columns: reported::USERS,
    select: "
        l.name, l.email, l.role, l.phone, l.environment_name, l.ficha, l.program,
        case when l.is_active then 'active' when l.activation_requested then 'waiting' else 'inactive' end, l.last_login,
        l.created_at",
    order: "l.first_name, l.last_name, l.id",
};

const LOANS: Table = Table {
    title: "Préstamos",
    columns: reported::LOANS,
    select: "
        l.created_at, l.instructor_name, l.item_name, l.item_details ->> '$.internal_code', l.quantity_requested,
        l.environment_name, l.program, l.start_date, l.end_date, l.actual_return_date,
        iif(l.is_overdue, 'overdue', l.status), l.priority",
    order: "l.created_at desc, l.id desc",
};

const MAINTENANCE: Table = Table {
    title: "Mantenimiento",
    columns: reported::MAINTENANCE,
    select: "
        l.created_at, l.title,
        (l.items ->> '$[0].item_name') || ' (' || (l.items ->> '$[0].internal_code') || ')'
            || iif(json_array_length(l.items) > 1, ' y ' || (json_array_length(l.items) - 1) || ' más', ''),
        l.environment_name, l.maintenance_type, l.priority, l.status, l.user_name, l.assigned_technician_name,
        l.actual_completion, l.cost",
    order: "l.created_at desc, l.id desc",
};

const PLANS: Table = Table {
    title: "Planes de mantenimiento",
    columns: &[
        Column::new("Plan", Text, 2.0),
        Column::new("Qué hay que hacer", Text, 3.0),
        Column::new("Equipo", Text, 2.2),
        Column::new("Cada", Count, 0.7),
        Column::new("Unidad", Word(PLAN_UNIT), 0.9),
        Column::new("Próxima", Day, 1.3),
        Column::new("Recordar días antes", Count, 1.1),
        Column::new("Estado", Word(PLAN_STATUS), 1.1),
        Column::new("Lo hizo", Text, 1.5),
    ],
    // How it stands, as its page says it: the days of the server are the centre's.
    select: "
        l.title, l.description,
        (l.items ->> '$[0].item_name') || ' (' || (l.items ->> '$[0].internal_code') || ')'
            || iif(json_array_length(l.items) > 1, ' y ' || (json_array_length(l.items) - 1) || ' más', ''),
        l.every, l.unit, l.next_date, l.remind_days,
        case when not l.is_active then 'stopped' when l.open_request_id is not null then 'asked'
            when l.next_date < d.today then 'late' else 'followed' end,
        l.created_by_name",
    order: "l.is_active desc, l.next_date, l.title, l.id",
};

const CHECKS: Table = Table {
    title: "Verificaciones",
    columns: reported::CHECKS,
    select: "
        l.check_date, substr(coalesce(l.start_time, l.check_time), 1, 5), l.environment_name, l.ficha, l.program, l.student_name,
        l.instructor_name, l.supervisor_name, l.status, l.total_items, l.items_good, l.items_damaged, l.items_missing",
    order: "l.check_date desc, l.created_at desc, l.id desc",
};

const ALERTS: Table = Table {
    title: "Alertas",
    columns: reported::ALERTS,
    select: "
        l.created_at, l.type, l.severity, l.title, l.message, l.environment_name, l.resolved_at, l.resolved_by_name",
    order: "l.created_at desc, l.id desc",
};

const AUDIT: Table = Table {
    title: "Auditoría",
    columns: reported::AUDIT,
    select: "
        l.created_at, l.user_name, l.user_email, l.action, l.entity_type, l.new_values ->> '$.description',
        l.new_values ->> '$.response.status_code', l.ip_address",
    order: "l.id desc",
};

const CENTERS: Table = Table {
    title: "Centros",
    columns: &[
        Column::new("Código", Text, 1.0),
        Column::new("Centro", Text, 2.6),
        Column::new("Dirección", Text, 2.0),
        Column::new("Municipio", Text, 1.4),
        Column::new("Regional", Text, 1.4),
        Column::new("Teléfono", Text, 1.2),
        Column::new("Ambientes", Count, 1.0).summed(),
        Column::new("Estado", Word(ACTIVE), 0.9),
    ],
    select: "
        l.code, l.name, l.address, l.city, l.region, l.phone, l.environments, iif(l.is_active, 'active', 'inactive')",
    order: "l.name, l.id",
};

const FINDINGS: Table = Table {
    title: "Hallazgos",
    columns: &[
        Column::new("Encontrado", Moment, 1.5),
        Column::new("Qué es", Word(FINDING_KIND), 1.5),
        Column::new("Código", Text, 1.5),
        Column::new("Equipo", Text, 2.0),
        Column::new("Dónde se encontró", Text, 1.6),
        Column::new("De qué ambiente es", Text, 1.6),
        Column::new("Quién", Text, 1.5),
        Column::new("Nota", Text, 2.0),
        Column::new("Estado", Word(FINDING_STATUS), 1.1),
        Column::new("Resuelto", Moment, 1.5),
        Column::new("Por", Text, 1.5),
    ],
    select: "
        l.created_at, l.kind, l.code, l.item_name, l.environment_name, l.expected_environment_name, l.found_by_name, l.notes,
        l.status, l.resolved_at, l.resolved_by_name",
    order: "l.created_at desc, l.id desc",
};

const SCHEDULES: Table = Table {
    title: "Horarios",
    columns: &[
        Column::new("Día", Word(WEEKDAY), 1.0),
        Column::new("Desde", Text, 0.7),
        Column::new("Hasta", Text, 0.7),
        Column::new("Ambiente", Text, 1.6),
        Column::new("Ficha", Text, 1.0),
        Column::new("Programa", Text, 2.0),
        Column::new("Tema", Text, 1.8),
        Column::new("Instructor", Text, 1.6),
        Column::new("Aprendices", Count, 1.3),
        Column::new("Primer día", Day, 1.3),
        Column::new("Último día", Day, 1.3),
        Column::new("Estado", Word(CLASS_STATUS), 0.9),
    ],
    select: "
        cast(l.day_of_week as text), substr(l.start_time, 1, 5), substr(clock(l.end_time), 1, 5), l.environment_name, l.ficha,
        l.program, l.topic, l.instructor_name, l.student_count, l.start_date, l.end_date,
        iif(l.is_active, 'active', 'inactive')",
    order: "l.day_of_week, l.start_time, l.environment_name, l.id",
};

const FEEDBACK: Table = Table {
    title: "Opiniones",
    columns: &[
        Column::new("Enviada", Moment, 1.5),
        Column::new("De quién", Text, 1.5),
        Column::new("Clase", Word(FEEDBACK_KIND), 1.3),
        Column::new("Título", Text, 1.8),
        Column::new("Opinión", Text, 3.4),
        Column::new("Urgencia", Word(PRIORITY), 1.15),
        Column::new("Puntos", Count, 1.0),
        Column::new("Estado", Word(FEEDBACK_STATUS), 1.0),
        Column::new("Respuesta", Text, 2.6),
        Column::new("Respondió", Text, 1.4),
        Column::new("Cuándo", Moment, 1.5),
    ],
    select: "
        l.created_at, l.user_name, l.type, l.title, l.description, l.priority, l.rating, l.status, l.admin_response,
        l.responded_by_name, l.responded_at",
    order: "case l.priority when 'high' then 0 when 'medium' then 1 else 2 end, l.id desc",
};

const SUSPENSIONS: Table = Table {
    title: "Suspensiones",
    columns: &[
        Column::new("Persona", Text, 1.8),
        Column::new("Motivo", Text, 3.0),
        Column::new("Hasta", Day, 1.3),
        Column::new("Suspendió", Text, 1.6),
        Column::new("Desde", Moment, 1.6),
        Column::new("Estado", Word(SUSPENDED), 1.0),
        Column::new("Levantó", Text, 1.6),
        Column::new("Levantada", Moment, 1.6),
    ],
    select: "
        l.user_name, l.reason, l.until, l.created_by_name, l.created_at,
        case when l.is_current then 'current' when l.lifted_at is not null then 'lifted' else 'over' end, l.lifted_by_name,
        l.lifted_at",
    order: "l.created_at desc, l.id desc",
};

const INDUCTIONS: Table = Table {
    title: "Inducciones",
    columns: &[
        Column::new("Inducción", Text, 2.4),
        Column::new("La exige el equipo", Text, 2.2),
        Column::new("Placa", Text, 1.3),
        Column::new("La exigen todos los de", Word(CATEGORY), 1.8),
        Column::new("Personas que la tienen", Count, 1.4),
        Column::new("La tengo", Flag, 1.0),
    ],
    select: "l.name, l.item_name, l.internal_code, l.category, l.people, l.is_mine",
    order: "l.name, l.id",
};
