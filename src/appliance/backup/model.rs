//! The shapes of backups.

use super::encryption::Passphrase;
use crate::kit::settings::Setting;
use crate::kit::wire::wire_type;
use crate::kit::{ClockTime, Field, Id, Keep, Line, LocalTime, Number, record, words};
use chrono::{DateTime, NaiveTime, Utc};
use inventario_derive::Object;
use poem_openapi::registry::MetaSchema;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;

/// What a backup says of itself, in its `manifest.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The form of the file.
    pub format: u32,
    /// The version of the program that made it.
    pub program: String,
    /// The last migration of the database.
    pub schema: i64,
    /// The moment whose state it holds.
    pub created_at: DateTime<Utc>,
    /// The names of the centres.
    pub centers: Vec<String>,
    /// How many rows each table has.
    pub counts: BTreeMap<String, i64>,
    /// The end of the audit's chain; `None` of a version that had none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seal: Option<ManifestSeal>,
    /// The members that follow.
    pub members: Vec<Member>,
}

impl Manifest {
    /// A member by its name.
    pub fn member(&self, name: &str) -> Option<&Member> {
        self.members.iter().find(|it| it.name == name)
    }

    /// How many rows a table has.
    pub fn count(&self, table: &str) -> i64 {
        self.counts.get(table).copied().unwrap_or(0)
    }
}

/// The end of the audit's chain in a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManifestSeal {
    /// The number of the last entry.
    pub number: i64,
    /// Its hash.
    pub hash: String,
}

/// A member of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// Its SHA-256.
    pub sha256: String,
}

words! {
    /// Por qué se hizo una copia.
    pub enum Reason {
        /// La de cada día.
        Schedule = "schedule",
        /// Alguien la pidió en la página.
        Manual = "manual",
        /// La orden `inventario backup`.
        Command = "command",
    }
}

record! {
    /// Una copia de seguridad.
    pub struct Backup {
        /// Identificador.
        pub id: Id,
        /// Archivo, con su carpeta.
        pub path: String,
        /// Si está cifrada: para restaurarla hace falta la contraseña con la que se hizo.
        pub is_encrypted: bool,
        /// Por qué se hizo.
        pub reason: Reason,
        /// Tamaño en bytes.
        pub size: Option<i64>,
        /// SHA-256 del archivo.
        pub sha256: Option<String>,
        /// Cuándo se empezó.
        pub created_at: LocalTime,
        /// Cuándo se leyó de vuelta y se encontró completa; sin esto no cuenta.
        pub verified_at: Option<LocalTime>,
        /// Por qué no cuenta.
        pub error: Option<String>,
    }
}

impl Backup {
    /// Whether it was read back and found whole.
    pub fn is_good(&self) -> bool {
        self.verified_at.is_some()
    }
}

/// Cuándo se hacen copias, cuántas se guardan y dónde más.
#[derive(Debug, Clone, PartialEq, Eq, Object, Serialize, Deserialize)]
pub struct BackupSettings {
    /// Si se hace una copia cada día.
    pub enabled: bool,
    /// A qué hora del centro.
    pub time: ClockTime,
    /// Cuántas copias diarias se guardan, por viejas que sean.
    pub keep_count: i64,
    /// Cuántos días queda en la lista un intento que falló.
    pub keep_days: i64,
    /// Carpeta de otro disco donde también se guardan, por ejemplo una memoria USB.
    pub second_target: Option<String>,
    /// Si las copias nuevas se cifran con una contraseña, que no se muestra nunca.
    // Follows from whether there is a passphrase; the stored plan doesn't say.
    #[serde(skip_deserializing)]
    pub is_encrypted: bool,
}

impl Setting for BackupSettings {
    const KEY: &'static str = "backup";
}

impl Default for BackupSettings {
    fn default() -> Self {
        Self {
            enabled: true,
            time: ClockTime(NaiveTime::from_hms_opt(2, 30, 0).unwrap_or(NaiveTime::MIN)),
            keep_count: 14,
            keep_days: 60,
            second_target: None,
            is_encrypted: false,
        }
    }
}

/// Cambios al plan de copias. Lo que no se envía queda igual; null borra.
#[derive(Debug, Default, Object, Deserialize)]
#[serde(default)]
pub struct BackupSettingsPatch {
    /// Si se hace una copia cada día.
    pub enabled: Keep<bool>,
    /// A qué hora del centro.
    pub time: Keep<ClockTime>,
    /// Cuántas copias diarias se guardan, por viejas que sean.
    pub keep_count: Keep<Number<1, 365>>,
    /// Cuántos días queda en la lista un intento que falló.
    pub keep_days: Keep<Number<1, 3650>>,
    /// Carpeta de otro disco donde también se guardan: una ruta completa, como /media/usb.
    pub second_target: Field<Line<2, 300>>,
    /// Contraseña con la que se cifran las copias nuevas, de 8 a 128 caracteres; null deja de cifrarlas. Si se olvida, se pierden.
    pub passphrase: Keep<NewPassphrase>,
}

/// A passphrase from now on, or none. A blank one is refused, not taken for none: backups must not be left open by mistake.
#[derive(Debug, Clone)]
pub struct NewPassphrase(pub Option<Passphrase>);

impl<'de> Deserialize<'de> for NewPassphrase {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let typed = Option::<String>::deserialize(from)?;
        let chosen = typed.map(|text| Passphrase::chosen(&text)).transpose();
        chosen.map(Self).map_err(serde::de::Error::custom)
    }
}

wire_type!([] NewPassphrase, "password", {
    let mut schema = MetaSchema::new_with_format("string", "password");
    (schema.min_length, schema.max_length) = (Some(Passphrase::MIN), Some(Passphrase::MAX));
    schema.nullable = true;
    schema
});

words! {
    /// Cómo está el segundo destino.
    pub enum TargetState {
        /// No se ha indicado.
        None = "none",
        /// Está, y tiene la última copia.
        Ready = "ready",
        /// No está conectado.
        Missing = "missing",
        /// Está en el mismo disco que los datos: no sirve si el disco falla, o no está montado.
        SameDisk = "same_disk",
        /// Está, pero le falta la última copia.
        Behind = "behind",
    }
}

words! {
    /// De qué se advierte.
    pub enum WarningKind {
        /// La última copia buena tiene más de 48 horas, o no hay ninguna.
        BackupOld = "backup_old",
        /// La última copia falló.
        BackupFailed = "backup_failed",
        /// Queda poco espacio en el disco.
        DiskLow = "disk_low",
        /// El segundo destino no está.
        TargetMissing = "target_missing",
    }
}

/// Una advertencia sobre las copias.
#[derive(Debug, Clone, PartialEq, Eq, Object, Serialize)]
pub struct BackupWarning {
    /// De qué se advierte.
    pub kind: WarningKind,
    /// Lo mismo, en una frase.
    pub text: String,
}

/// Cómo están las copias de seguridad.
#[derive(Debug, Clone, Object, Serialize)]
pub struct BackupStatus {
    /// Si se está haciendo una copia.
    pub running: bool,
    /// Cuánto va, de 0 a 100.
    pub progress: i64,
    /// Cuándo se hizo la última buena.
    pub last_good_at: Option<LocalTime>,
    /// Bytes libres en el disco de los datos.
    pub free_bytes: Option<i64>,
    /// Bytes del disco de los datos.
    pub total_bytes: Option<i64>,
    /// Bytes de la base de datos.
    pub database_bytes: i64,
    /// Cómo está el segundo destino.
    pub second_target: TargetState,
    /// Lo que hay que atender.
    pub warnings: Vec<BackupWarning>,
}
