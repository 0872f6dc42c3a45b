//! The shapes of health.

use crate::appliance::mdns::DiscoveryPhase;
use crate::appliance::tls::model::TlsHealth;
use crate::kit::db::Obstacle;
use crate::kit::jobs::JobState;
use crate::kit::{Id, LocalTime, record, words};
use inventario_derive::Object;
use serde::Serialize;

words! {
    /// Si la base de datos acepta cambios.
    pub enum DatabaseState {
        /// Lee y escribe.
        Writable = "writable",
        /// Solo lee, o ni eso.
        Failing = "failing",
    }
}

impl DatabaseState {
    /// How a database is that something keeps from being written, or nothing.
    pub fn of(obstacle: Option<Obstacle>) -> Self {
        if obstacle.is_none() { Self::Writable } else { Self::Failing }
    }
}

words! {
    /// Lo que un administrador debe mirar.
    pub enum HealthWarning {
        /// La base de datos no acepta cambios.
        DatabaseFailing = "database_failing",
        /// Queda menos del 10 % o de 500 MB en el disco.
        DiskLow = "disk_low",
        /// El reloj está antes del último registro de la auditoría.
        ClockBehind = "clock_behind",
        /// El reloj saltó varios días: nada se borra por su edad hasta saber cuál hora es la buena.
        ClockLeapt = "clock_leapt",
        /// Nunca se ha hecho una copia de seguridad que valga.
        BackupMissing = "backup_missing",
        /// La última copia que vale tiene más de 48 horas.
        BackupOld = "backup_old",
        /// Una tarea programada falló la última vez.
        JobFailed = "job_failed",
        /// Otro equipo de la red ya usa el nombre: este usa otro.
        NameTaken = "name_taken",
        /// El servidor no se pudo anunciar en la red.
        DiscoveryFailed = "discovery_failed",
    }
}

/// Cómo está el servidor.
#[derive(Debug, Object, Serialize)]
pub struct Health {
    /// `ok`, o `degraded` si la base de datos no acepta cambios.
    pub status: String,
    /// Versión del programa.
    pub version: String,
    /// Zona horaria del edificio, con su nombre IANA: en ella están todas las fechas y horas.
    pub time_zone: String,
    /// Si la base de datos acepta cambios.
    pub database: DatabaseState,
    /// Por qué no los acepta: el disco está lleno o no deja escribir, otro programa la tiene tomada, o su archivo ya no está.
    pub problem: Option<String>,
}

/// Cómo está el servidor, con lo que solo le interesa a quien lo administra.
#[derive(Debug, Object, Serialize)]
pub struct HealthDetails {
    /// Versión del programa.
    pub version: String,
    /// Hora del servidor.
    pub now: LocalTime,
    /// Zona horaria del edificio, con su nombre IANA.
    pub time_zone: String,
    /// Cuánto hace que arrancó, en segundos.
    pub uptime_seconds: u64,
    /// Memoria que ocupa, en bytes, si el sistema lo dice.
    pub memory: Option<u64>,
    /// El disco donde están los datos, si el sistema lo dice.
    pub disk: Option<HealthDisk>,
    /// La base de datos.
    pub database: HealthDatabase,
    /// La última hora escrita en la auditoría, si es posterior a la del servidor: el reloj está mal.
    pub clock_behind: Option<LocalTime>,
    /// Desde qué hora saltó el reloj, si saltó varios días hace menos de dos: nada se borra por su edad mientras tanto.
    pub clock_leapt: Option<LocalTime>,
    /// Las direcciones por las que se llega, la mejor primero.
    pub addresses: Vec<NetworkAddress>,
    /// El nombre en la red local.
    pub discovery: HealthDiscovery,
    /// La conexión segura, si el servidor la tiene.
    pub tls: Option<TlsHealth>,
    /// La última copia de seguridad que se hizo y se comprobó.
    pub last_backup: Option<LastBackup>,
    /// Las tareas programadas.
    pub jobs: Vec<JobState>,
    /// Lo que hay que mirar.
    pub warnings: Vec<HealthWarning>,
}

/// Un disco.
#[derive(Debug, Clone, Object, Serialize)]
pub struct HealthDisk {
    /// Tamaño en bytes.
    pub total: u64,
    /// Lo que queda, en bytes.
    pub free: u64,
}

/// La base de datos en el disco.
#[derive(Debug, Object, Serialize)]
pub struct HealthDatabase {
    /// Si acepta cambios.
    pub state: DatabaseState,
    /// Por qué no los acepta.
    pub problem: Option<String>,
    /// Tamaño del archivo, en bytes.
    pub size: u64,
    /// Tamaño del registro de cambios que aún no están en el archivo (WAL), en bytes.
    pub log_size: u64,
}

/// Una dirección del servidor en la red.
#[derive(Debug, Object, Serialize)]
pub struct NetworkAddress {
    /// La interfaz de red.
    pub interface: String,
    /// La dirección IP.
    pub ip: String,
    /// Lo que se escribe en el navegador.
    pub url: String,
    /// La misma por HTTPS, si el servidor lo tiene y el certificado la cubre.
    pub secure_url: Option<String>,
}

/// El anuncio en la red local (mDNS).
#[derive(Debug, Object, Serialize)]
pub struct HealthDiscovery {
    /// Cómo va.
    pub state: DiscoveryPhase,
    /// El nombre que se pidió.
    pub wanted: Option<String>,
    /// Los nombres que valen, por interfaz: otro equipo puede tener el que se pidió.
    pub names: Vec<NetworkName>,
    /// Por qué falló.
    pub error: Option<String>,
}

/// El nombre que vale en una interfaz.
#[derive(Debug, Object, Serialize)]
pub struct NetworkName {
    /// La interfaz de red.
    pub interface: String,
    /// El nombre, como `inventario.local`.
    pub host: String,
    /// Lo que se escribe en el navegador.
    pub url: String,
    /// La misma por HTTPS, si el servidor lo tiene.
    pub secure_url: Option<String>,
    /// Lo que muestran las listas de servicios.
    pub instance: String,
}

record! {
    /// Una copia de seguridad.
    pub struct LastBackup {
        /// Identificador.
        pub id: Id,
        /// Cuándo se hizo.
        pub created_at: LocalTime,
        /// Cuándo se comprobó.
        pub verified_at: Option<LocalTime>,
        /// Tamaño en bytes.
        pub size: Option<i64>,
        /// Por qué se hizo: `schedule`, `manual` o `command`.
        pub reason: String,
    }
}
