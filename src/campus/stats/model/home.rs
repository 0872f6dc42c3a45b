//! The figures of the first pages, as the app knows them (contract b.3).

use crate::kit::wire::row;
use inventario_derive::Object;
use serde::Serialize;

row! {
    /// El inventario ahora; lo perdido no se cuenta.
    #[derive(Debug, Object, Serialize)]
    pub struct StatsInventory {
        /// Equipos: cada grupo es uno.
        pub total_items: i64,
        /// Piezas.
        pub total_quantity: i64,
        /// Equipos con una pieza libre y en buen estado.
        pub available_items: i64,
        /// Equipos en uso.
        pub in_use_items: i64,
        /// Equipos en mantenimiento.
        pub maintenance_items: i64,
        /// Equipos dañados o con piezas dañadas.
        pub damaged_items: i64,
        /// Piezas dañadas.
        pub damaged_quantity: i64,
        /// Piezas faltantes.
        pub missing_quantity: i64,
    }
}

/// Las verificaciones de los últimos 30 días, con hoy.
#[derive(Debug, Object, Serialize)]
pub struct StatsRecentChecks {
    /// Empezadas.
    pub recent_checks: i64,
    /// Terminadas y aprobadas.
    pub completed_checks: i64,
    /// Qué parte de las empezadas está aprobada, de 0 a 100; 0 si no hay.
    pub completion_rate: f64,
}

row! {
    /// Las solicitudes de mantenimiento que no están terminadas.
    #[derive(Debug, Object, Serialize)]
    pub struct StatsOpenRequests {
        /// Que nadie ha tomado.
        pub pending_requests: i64,
        /// Con técnico o en trabajo.
        pub in_progress_requests: i64,
        /// Todas las anteriores.
        pub total_active: i64,
    }
}

/// Cómo está lo que ve quien pregunta.
#[derive(Debug, Object, Serialize)]
pub struct StatsDashboard {
    /// El inventario ahora.
    pub inventory: StatsInventory,
    /// Las verificaciones recientes.
    pub verifications: StatsRecentChecks,
    /// El mantenimiento pendiente.
    pub maintenance: StatsOpenRequests,
}

row! {
    /// Cuánto hay en todo el servidor.
    #[derive(Debug, Object, Serialize)]
    pub struct StatsGlobalMetrics {
        /// Cuentas.
        pub total_users: i64,
        /// Cuentas activas.
        pub active_users: i64,
        /// Equipos que no están perdidos.
        pub total_equipment: i64,
        /// Ambientes y bodegas activos.
        pub total_environments: i64,
        /// Préstamos pedidos, aprobados o entregados.
        pub active_loans: i64,
        /// Solicitudes de mantenimiento que nadie ha tomado.
        pub pending_maintenance: i64,
    }
}

row! {
    /// Las últimas 24 horas.
    #[derive(Debug, Object, Serialize)]
    pub struct StatsRecentActivity {
        /// Cuentas nuevas.
        pub new_users_24h: i64,
        /// Solicitudes de mantenimiento nuevas.
        pub maintenance_requests_24h: i64,
    }
}

/// Si el sistema se usa y avanza.
#[derive(Debug, Object, Serialize)]
pub struct StatsSystemHealth {
    /// Qué parte de las cuentas activas ingresó en los últimos 30 días, de 0 a 100.
    pub user_activity_rate: f64,
    /// Solicitudes de mantenimiento sin terminar.
    pub maintenance_backlog: i64,
}

/// Cómo está todo el servidor.
#[derive(Debug, Object, Serialize)]
pub struct StatsAdminDashboard {
    /// Cuánto hay.
    pub global_metrics: StatsGlobalMetrics,
    /// Las últimas 24 horas.
    pub recent_activity: StatsRecentActivity,
    /// Si el sistema se usa y avanza.
    pub system_health: StatsSystemHealth,
}
