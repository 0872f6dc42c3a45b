//! How equipment is cared for: maintenance with its history and plans, and alerts.

use super::{Table, fields};
use crate::campus::exports::lists::words::{ALERT_ENTITY, PLAN_UNIT};
use crate::campus::reports::kinds::words::{
    ALERT_TYPE, MAINTENANCE_STATUS, MAINTENANCE_TYPE, PRIORITY, SEVERITY,
};
use crate::kit::document::CellKind::{Count, Day, Flag, Moment, Money, Text, Word};
use crate::kit::role::ADMINISTRATORS;

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "maintenance_requests",
        file: "mantenimiento.csv",
        says: "Las solicitudes de mantenimiento",
        from: "
            maintenance_requests t
            join users u on u.id = t.user_id
            left join users a on a.id = t.assigned_technician_id
            left join environments e on e.id = t.environment_id",
        belongs: "t.environment_id is null or e.center_id = :center",
        order: "t.created_at, t.id",
        readers: ADMINISTRATORS,
        fields: fields![
            id => "Id" Text,
            created_at => "Pedida" Moment,
            title => "Solicitud" Text,
            description => "Descripción" Text,
            = "e.name" => "Ambiente" Text,
            location => "Lugar" Text,
            maintenance_type => "Tipo" Word(MAINTENANCE_TYPE),
            category => "Clase" Text,
            priority => "Prioridad" Word(PRIORITY),
            status => "Estado" Word(MAINTENANCE_STATUS),
            quantity_affected => "Piezas" Count,
            = "u.name" => "Quien pidió" Text,
            = "a.name" => "Técnico" Text,
            due_date => "Para el" Day,
            estimated_completion => "Se espera" Day,
            actual_completion => "Terminada" Day,
            cost => "Costo" Money,
            notes => "Notas" Text,
            cancellation_reason => "Por qué se anuló" Text,
            item_id => "Id del equipo" Text,
            environment_id => "Id del ambiente" Text,
            user_id => "Id de quien pidió" Text,
            assigned_technician_id => "Id del técnico" Text,
            check_id => "Id de la verificación" Text,
            loan_id => "Id del préstamo" Text,
            plan_id => "Id del plan" Text,
            updated_at => "Cambiada" Moment,
        ],
        stays: &[("images_urls", "Las fotos no salen en un CSV")],
    },
    Table {
        name: "maintenance_items",
        file: "mantenimiento_equipos.csv",
        says: "De qué equipos es cada solicitud, y cuántas piezas se repararon",
        from: "
            maintenance_items t
            join maintenance_requests r on r.id = t.request_id
            join inventory_items i on i.id = t.item_id
            left join environments e on e.id = r.environment_id",
        belongs: "r.environment_id is null or e.center_id = :center",
        order: "r.created_at, t.request_id, i.internal_code, t.item_id",
        readers: ADMINISTRATORS,
        fields: fields![
            request_id => "Id de la solicitud" Text,
            = "i.internal_code" => "Código interno" Text,
            = "i.name" => "Equipo" Text,
            quantity => "Piezas" Count,
            repaired => "Reparadas" Count,
            damaged_left => "Siguieron dañadas" Count,
            item_id => "Id del equipo" Text,
        ],
        stays: &[
            ("taken_off", "Solo sirve para deshacer si la solicitud se reabre"),
            ("last_before", "Solo sirve para deshacer si la solicitud se reabre"),
        ],
    },
    Table {
        name: "maintenance_history",
        file: "mantenimiento_historia.csv",
        says: "Lo que se le hizo a cada equipo, y cuánto costó",
        from: "
            maintenance_history t
            join inventory_items i on i.id = t.item_id
            left join users u on u.id = t.technician_id
            left join environments e on e.id = i.environment_id",
        belongs: "i.environment_id is null or e.center_id = :center",
        order: "t.maintenance_date, t.created_at, t.id",
        readers: ADMINISTRATORS,
        fields: fields![
            id => "Id" Text,
            maintenance_date => "Día" Day,
            = "i.internal_code" => "Código interno" Text,
            = "i.name" => "Equipo" Text,
            maintenance_type => "Tipo" Word(MAINTENANCE_TYPE),
            description => "Qué se hizo" Text,
            parts_replaced => "Repuestos" Text,
            cost => "Costo" Money,
            = "u.name" => "Técnico" Text,
            next_maintenance_date => "Próximo" Day,
            is_completion => "Terminó una solicitud" Flag,
            item_id => "Id del equipo" Text,
            request_id => "Id de la solicitud" Text,
            technician_id => "Id del técnico" Text,
            created_at => "Anotado" Moment,
            updated_at => "Cambiado" Moment,
        ],
        stays: &[],
    },
    Table {
        name: "maintenance_plans",
        file: "planes.csv",
        says: "Los planes de mantenimiento con algún equipo del centro",
        from: "maintenance_plans t\njoin users u on u.id = t.created_by",
        belongs: "
            exists (
                select 1
                from maintenance_plan_items p
                join inventory_items i on i.id = p.item_id
                left join environments e on e.id = i.environment_id
                where p.plan_id = t.id
                and (e.id is null or e.center_id = :center))",
        order: "t.created_at, t.id",
        readers: ADMINISTRATORS,
        fields: fields![
            id => "Id" Text,
            title => "Plan" Text,
            description => "Descripción" Text,
            every => "Cada" Count,
            unit => "Unidad" Word(PLAN_UNIT),
            next_date => "Próxima fecha" Day,
            remind_days => "Días de aviso" Count,
            is_active => "Activo" Flag,
            = "u.name" => "Lo creó" Text,
            created_by => "Id de quien lo creó" Text,
            created_at => "Creado" Moment,
            updated_at => "Cambiado" Moment,
        ],
        stays: &[("reminded_of", "Solo dice al servidor de qué ya avisó")],
    },
    Table {
        name: "maintenance_plan_items",
        file: "planes_equipos.csv",
        says: "De qué equipos del centro es cada plan",
        from: "
            maintenance_plan_items t
            join maintenance_plans p on p.id = t.plan_id
            join inventory_items i on i.id = t.item_id
            left join environments e on e.id = i.environment_id",
        belongs: "i.environment_id is null or e.center_id = :center",
        order: "p.created_at, t.plan_id, i.internal_code, t.item_id",
        readers: ADMINISTRATORS,
        fields: fields![
            plan_id => "Id del plan" Text,
            = "i.internal_code" => "Código interno" Text,
            = "i.name" => "Equipo" Text,
            item_id => "Id del equipo" Text,
        ],
        stays: &[],
    },
    Table {
        name: "system_alerts",
        file: "alertas.csv",
        says: "Las alertas, abiertas y resueltas",
        from: "
            system_alerts t
            left join environments e on e.id = t.environment_id
            left join users u on u.id = t.resolved_by",
        belongs: "t.environment_id is null or e.center_id = :center",
        order: "t.created_at, t.id",
        readers: ADMINISTRATORS,
        fields: fields![
            id => "Id" Text,
            created_at => "Desde" Moment,
            type => "Tipo" Word(ALERT_TYPE),
            severity => "Gravedad" Word(SEVERITY),
            title => "Alerta" Text,
            message => "Qué pasa" Text,
            = "e.name" => "Ambiente" Text,
            is_resolved => "Resuelta" Flag,
            resolved_at => "Cuándo se resolvió" Moment,
            = "u.name" => "La resolvió" Text,
            resolution_notes => "Nota" Text,
            entity_type => "De qué trata" Word(ALERT_ENTITY),
            entity_id => "Id de lo que trata" Text,
            environment_id => "Id del ambiente" Text,
            resolved_by => "Id de quien la resolvió" Text,
            updated_at => "Cambiada" Moment,
        ],
        stays: &[
            ("is_standing", "Solo dice al servidor si la vigila"),
            ("amount", "Solo dice al servidor si empeoró"),
        ],
    },
];
