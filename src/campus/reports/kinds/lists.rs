//! Reports that are a list: their columns and their queries.

use super::words::{
    ACCOUNT_STATUS, ACTIVE, ALERT_TYPE, CATEGORY, CHECK_STATUS, ITEM_STATUS, LOAN_STATUS, MAINTENANCE_STATUS,
    MAINTENANCE_TYPE, PRIORITY, ROLE, SEVERITY, audit as audit_words,
};
use super::{Asked, Query};
use crate::campus::inventory::store::of_category;
use crate::kit::access::room;
use crate::kit::document::CellKind::{Count, Day, Moment, Money, Said, Text, Word};
use crate::kit::document::Column;
use crate::kit::sql::Filter;
use crate::kit::{LocalTime, RoomColumns, clock};

pub(super) const ROOM_ITSELF: RoomColumns = room!("e.id", "e.center_id");
pub(super) const ITEM_ROOM: RoomColumns = room!("i.environment_id" or null, "e.center_id");
const LOAN_ROOM: RoomColumns = room!("l.environment_id", "e.center_id");
const REQUEST_ROOM: RoomColumns = room!("r.environment_id" or null, "e.center_id");
pub(super) const CHECK_ROOM: RoomColumns = room!("c.environment_id", "e.center_id");
const ALERT_ROOM: RoomColumns = room!("a.environment_id" or null, "e.center_id");
const PERSON_ROOM: RoomColumns = room!("u.environment_id" or null, "e.center_id");

impl Asked {
    pub(super) fn room_id(&self) -> Option<crate::kit::Id> {
        self.room.as_ref().map(|room| room.id)
    }

    fn category_id(&self) -> Option<crate::kit::Id> {
        self.own_category.as_ref().map(|category| category.id)
    }

    fn person_id(&self) -> Option<crate::kit::Id> {
        self.person.as_ref().map(|person| person.id)
    }

    /// The first and the last instant of the days.
    fn instants(&self) -> (Option<LocalTime>, Option<LocalTime>) {
        (
            self.from.map(|day| LocalTime(clock::start_of(day.0))),
            self.until.map(|day| LocalTime(clock::end_of(day.0))),
        )
    }
}

/// Columns of a list: equipment.
pub const INVENTORY: &[Column] = &[
    Column::new("Placa", Text, 1.3),
    Column::new("Equipo", Text, 2.4),
    Column::new("Categoría", Word(CATEGORY), 1.3),
    Column::new("Marca y modelo", Text, 1.8),
    Column::new("Serie", Text, 1.9),
    Column::new("Ambiente", Text, 1.6),
    Column::new("Estado", Word(ITEM_STATUS), 1.6),
    Column::new("Total", Count, 0.85).summed(),
    Column::new("Daño", Count, 0.85).summed(),
    Column::new("Falta", Count, 0.85).summed(),
    Column::new("Comprado", Day, 1.3),
    Column::new("Valor", Money, 1.5).summed(),
    // A sum over currencies means nothing.
    Column::new("Otra moneda", Text, 1.2),
];

/// The same for those who aren't told what was paid.
pub const INVENTORY_UNPRICED: &[Column] = INVENTORY.split_at(INVENTORY.len() - 2).0;

/// The query of equipment, with its last two columns or without.
macro_rules! inventory_with {
    ($value:literal) => {
        concat!(
            "
            select i.internal_code, i.name, coalesce(k.name, i.category), nullif(trim(coalesce(i.brand, '') || ' ' || coalesce(i.model, '')), ''),
                i.serial_number, e.name, i.status, i.quantity, i.quantity_damaged, i.quantity_missing, i.purchase_date",
            $value,
            "
            from inventory_items i
            left join environments e on e.id = i.environment_id
            left join item_categories k on k.id = i.category_id"
        )
    };
}

/// What there is; what is lost only when it is asked for by that word, as in the list.
pub(super) fn inventory(asked: &Asked) -> Query<'_> {
    let status = asked.status.as_deref();
    // A free piece makes a row available, whatever its status says (contract D40).
    let is_free = status == Some("available");
    let filter = Filter::default()
        .when("i.environment_id = :environment_id", ":environment_id", asked.room_id())
        .when("i.category = :category", ":category", asked.category)
        .when(of_category!(), ":category_id", asked.category_id())
        .only_if(status != Some("lost"), "i.status <> 'lost'")
        .only_if(
            is_free,
            "i.quantity - i.quantity_damaged - i.quantity_missing > 0 and i.status <> 'maintenance'",
        )
        .when("i.status = :status", ":status", status.filter(|_| !is_free))
        .when("i.purchase_date >= :from", ":from", asked.from)
        .when("i.purchase_date <= :until", ":until", asked.until);
    // Prices are for those who keep equipment, as in the list.
    let (columns, select) = if asked.tells_work {
        let select = inventory_with!(
            ",
                iif(i.currency = 'COP', i.purchase_price * i.quantity, null),
                iif(i.currency = 'COP', null, money(i.currency, i.purchase_price * i.quantity))"
        );
        (INVENTORY, select)
    } else {
        (INVENTORY_UNPRICED, inventory_with!(""))
    };
    Query {
        columns,
        select,
        filter: asked.scope.within(filter, &ITEM_ROOM),
        order: "order by e.name, i.name, i.internal_code, i.id",
    }
}

/// Columns of a list: loans.
pub const LOANS: &[Column] = &[
    Column::new("Pedido", Moment, 1.7),
    Column::new("Quien recibe", Text, 1.8),
    Column::new("Elemento", Text, 2.2),
    Column::new("Placa", Text, 1.2),
    Column::new("Cant.", Count, 0.7).summed(),
    Column::new("Bodega", Text, 1.4),
    Column::new("Programa", Text, 1.8),
    Column::new("Desde", Day, 1.3),
    Column::new("Hasta", Day, 1.3),
    Column::new("Devuelto", Day, 1.3),
    Column::new("Estado", Word(LOAN_STATUS), 1.1),
    Column::new("Prioridad", Word(PRIORITY), 1.1),
];

/// Loans whose first day is within the days.
pub(super) fn loans(asked: &Asked) -> Query<'_> {
    let status = asked.status.as_deref();
    let is_overdue = status == Some("overdue");
    let filter = Filter::default()
        .bind(":today", asked.today)
        .when("l.environment_id = :environment_id", ":environment_id", asked.room_id())
        .when("l.instructor_id = :person", ":person", asked.person_id())
        .when("i.category = :category", ":category", asked.category)
        .when(of_category!(), ":category_id", asked.category_id())
        .only_if(is_overdue, "l.status = 'active' and l.end_date < :today")
        .when("l.status = :status", ":status", status.filter(|_| !is_overdue))
        .when("l.start_date >= :from", ":from", asked.from)
        .when("l.start_date <= :until", ":until", asked.until);
    Query {
        columns: LOANS,
        select: "
            select l.created_at, u.name, l.item_name, i.internal_code, l.quantity_requested, e.name, l.program, l.start_date,
                l.end_date, l.actual_return_date,
                case when l.status = 'active' and l.end_date < :today then 'overdue' else l.status end, l.priority
            from loans l
            join users u on u.id = l.instructor_id
            join environments e on e.id = l.environment_id
            left join inventory_items i on i.id = l.item_id",
        filter: asked.scope.within(filter, &LOAN_ROOM),
        order: "order by l.start_date desc, l.id desc",
    }
}

/// Columns of a list: requests for maintenance.
pub const MAINTENANCE: &[Column] = &[
    Column::new("Pedida", Moment, 1.7),
    Column::new("Solicitud", Text, 2.4),
    Column::new("Equipo", Text, 1.8),
    Column::new("Ambiente", Text, 1.5),
    Column::new("Tipo", Word(MAINTENANCE_TYPE), 1.1),
    Column::new("Prioridad", Word(PRIORITY), 1.1),
    Column::new("Estado", Word(MAINTENANCE_STATUS), 1.1),
    Column::new("Quien pidió", Text, 1.5),
    Column::new("Técnico", Text, 1.5),
    Column::new("Terminada", Day, 1.3),
    Column::new("Costo", Money, 1.3).summed(),
];

/// Requests that came in within the days.
pub(super) fn maintenance(asked: &Asked) -> Query<'_> {
    let (from, until) = asked.instants();
    let filter = Filter::default()
        .when("r.environment_id = :environment_id", ":environment_id", asked.room_id())
        .when("r.user_id = :person or r.assigned_technician_id = :person", ":person", asked.person_id())
        .when(
            "exists (
                 select 1
                 from maintenance_items o
                 join inventory_items i on i.id = o.item_id
                 where o.request_id = r.id
                 and i.category = :category)",
            ":category",
            asked.category,
        )
        .when(
            concat!(
                "exists (
                     select 1
                     from maintenance_items o
                     join inventory_items i on i.id = o.item_id
                     where o.request_id = r.id
                     and ",
                of_category!(),
                ")"
            ),
            ":category_id",
            asked.category_id(),
        )
        .when("r.status = :status", ":status", asked.status.as_deref())
        .when("r.created_at >= :from", ":from", from)
        .when("r.created_at < :until", ":until", until);
    Query {
        columns: MAINTENANCE,
        select: "
            select r.created_at, r.title, (
                    select i.name || ' (' || i.internal_code || ')'
                        || iif(count(*) over () > 1, ' y ' || (count(*) over () - 1) || ' más', '')
                    from maintenance_items o
                    join inventory_items i on i.id = o.item_id
                    where o.request_id = r.id
                    order by i.name, i.id
                    limit 1), e.name, r.maintenance_type, r.priority, r.status, u.name, t.name, r.actual_completion, r.cost
            from maintenance_requests r
            join users u on u.id = r.user_id
            left join users t on t.id = r.assigned_technician_id
            left join environments e on e.id = r.environment_id",
        filter: asked.scope.within(filter, &REQUEST_ROOM),
        order: "order by r.created_at desc, r.id desc",
    }
}

/// Columns of a list: checks.
pub const CHECKS: &[Column] = &[
    Column::new("Día", Day, 1.3),
    Column::new("Hora", Text, 0.7),
    Column::new("Ambiente", Text, 1.6),
    Column::new("Ficha", Text, 1.0),
    Column::new("Programa", Text, 1.9),
    Column::new("Aprendiz", Text, 1.5),
    Column::new("Instructor", Text, 1.5),
    Column::new("Supervisor", Text, 1.5),
    Column::new("Estado", Word(CHECK_STATUS), 1.4),
    Column::new("Piezas", Count, 0.8).summed(),
    Column::new("Bien", Count, 0.85).summed(),
    Column::new("Daño", Count, 0.85).summed(),
    Column::new("Falta", Count, 0.85).summed(),
];

/// Checks of the days.
pub(super) fn checks(asked: &Asked) -> Query<'_> {
    let filter = Filter::default()
        .when("c.environment_id = :environment_id", ":environment_id", asked.room_id())
        .when(
            "c.student_id = :person or c.instructor_id = :person or c.supervisor_id = :person",
            ":person",
            asked.person_id(),
        )
        .when("c.status = :status", ":status", asked.status.as_deref())
        .when("c.check_date >= :from", ":from", asked.from)
        .when("c.check_date <= :until", ":until", asked.until);
    Query {
        columns: CHECKS,
        select: "
            select c.check_date, substr(coalesce(c.start_time, c.check_time), 1, 5), e.name, c.ficha, c.program, s.name, t.name,
                v.name, c.status, c.total_items, c.items_good, c.items_damaged, c.items_missing
            from inventory_checks c
            join environments e on e.id = c.environment_id
            join users s on s.id = c.student_id
            left join users t on t.id = c.instructor_id
            left join users v on v.id = c.supervisor_id",
        filter: asked.scope.within(filter, &CHECK_ROOM),
        order: "order by c.check_date desc, c.created_at desc, c.id desc",
    }
}

/// Columns of a list: alerts.
pub const ALERTS: &[Column] = &[
    Column::new("Desde", Moment, 1.5),
    Column::new("Tipo", Word(ALERT_TYPE), 1.5),
    Column::new("Gravedad", Word(SEVERITY), 1.0),
    Column::new("Alerta", Text, 2.0),
    Column::new("Qué pasa", Text, 3.4),
    Column::new("Ambiente", Text, 1.5),
    Column::new("Resuelta", Moment, 1.5),
    Column::new("Por", Text, 1.4),
];

/// Alerts that began within the days.
pub(super) fn alerts(asked: &Asked) -> Query<'_> {
    let (from, until) = asked.instants();
    let filter = Filter::default()
        .when("a.environment_id = :environment_id", ":environment_id", asked.room_id())
        .when("a.is_resolved = :resolved", ":resolved", asked.status.as_deref().map(|it| it == "resolved"))
        .when("a.created_at >= :from", ":from", from)
        .when("a.created_at < :until", ":until", until);
    Query {
        columns: ALERTS,
        select: "
            select a.created_at, a.type, a.severity, a.title, a.message, e.name, a.resolved_at, u.name
            from system_alerts a
            left join environments e on e.id = a.environment_id
            left join users u on u.id = a.resolved_by",
        filter: asked.scope.within(filter, &ALERT_ROOM),
        order: "order by a.is_resolved, a.created_at desc, a.id desc",
    }
}

/// Columns of a list: accounts.
pub const USERS: &[Column] = &[
    Column::new("Nombre", Text, 2.0),
    Column::new("Correo", Text, 2.7),
    Column::new("Rol", Word(ROLE), 1.5),
    Column::new("Teléfono", Text, 1.2),
    Column::new("Ambiente", Text, 1.5),
    Column::new("Ficha", Text, 1.0),
    Column::new("Programa", Text, 1.9),
    Column::new("Estado", Word(ACCOUNT_STATUS), 0.9),
    Column::new("Último ingreso", Moment, 1.5),
    Column::new("Creada", Moment, 1.5),
];

/// Accounts that were made within the days.
pub(super) fn users(asked: &Asked) -> Query<'_> {
    let (from, until) = asked.instants();
    let filter = Filter::default()
        .when("u.environment_id = :environment_id", ":environment_id", asked.room_id())
        .when("u.is_active = :active", ":active", asked.status.as_deref().map(|it| it == "active"))
        .when("u.created_at >= :from", ":from", from)
        .when("u.created_at < :until", ":until", until);
    Query {
        columns: USERS,
        select: "
            select u.name, u.email, u.role, u.phone, e.name, u.ficha, u.program,
                case when u.is_active then 'active' when u.activation_requested then 'waiting' else 'inactive' end, u.last_login, u.created_at
            from users u
            left join environments e on e.id = u.environment_id",
        filter: asked.scope.within(filter, &PERSON_ROOM),
        order: "order by u.name, u.id",
    }
}

/// Columns of a list: rooms.
pub const ENVIRONMENTS: &[Column] = &[
    Column::new("Ambiente", Text, 2.0),
    Column::new("Centro", Text, 2.2),
    Column::new("Ubicación", Text, 2.0),
    Column::new("Bodega", Text, 0.8),
    Column::new("Capacidad", Count, 1.0),
    Column::new("Equipos", Count, 0.9).summed(),
    Column::new("Piezas", Count, 0.9).summed(),
    Column::new("Daño", Count, 0.85).summed(),
    Column::new("Falta", Count, 0.85).summed(),
    Column::new("Estado", Word(ACTIVE), 0.9),
];

/// Rooms with what stands in them.
pub(super) fn environments(asked: &Asked) -> Query<'_> {
    let filter = Filter::default().when("e.id = :environment_id", ":environment_id", asked.room_id()).when(
        "e.is_active = :active",
        ":active",
        asked.status.as_deref().map(|it| it == "active"),
    );
    Query {
        columns: ENVIRONMENTS,
        select: "
            select e.name, z.name, e.location, case e.is_warehouse when 1 then 'Sí' else 'No' end, e.capacity,
                coalesce(i.items, 0), coalesce(i.pieces, 0), coalesce(i.damaged, 0), coalesce(i.missing, 0),
                case e.is_active when 1 then 'active' else 'inactive' end
            from environments e
            join centers z on z.id = e.center_id
            left join (
                select environment_id, count(*) as items, sum(quantity) as pieces, sum(quantity_damaged) as damaged,
                    sum(quantity_missing) as missing
                from inventory_items
                where status <> 'lost'
                group by environment_id) i on i.environment_id = e.id",
        filter: asked.scope.within(filter, &ROOM_ITSELF),
        order: "order by z.name, e.name, e.id",
    }
}

/// Columns of a list: entries of the audit.
pub const AUDIT: &[Column] = &[
    Column::new("Cuándo", Moment, 1.5),
    Column::new("Persona", Text, 1.6),
    Column::new("Correo", Text, 2.4),
    Column::new("Acción", Said(audit_words::act), 2.2),
    Column::new("De qué", Said(audit_words::entity), 1.6),
    Column::new("Qué pasó", Text, 3.4),
    Column::new("Código", Count, 0.8),
    Column::new("Dirección", Text, 1.2),
];

/// What was done within the days, by whom.
pub(super) fn audit(asked: &Asked) -> Query<'_> {
    let (from, until) = asked.instants();
    let filter = Filter::default()
        .when("a.user_id = :person", ":person", asked.person_id())
        .when("a.created_at >= :from", ":from", from)
        .when("a.created_at < :until", ":until", until);
    Query {
        columns: AUDIT,
        select: "
            select a.created_at, a.user_name, a.user_email, a.action, a.entity_type, a.new_values ->> '$.description',
                a.new_values ->> '$.response.status_code', a.ip_address
            from audit_logs a",
        filter,
        order: "order by a.id desc",
    }
}
