//! Backups: one file that holds everything, taken while people work, and what puts it back.
//!
//! A backup counts only after it was read back from the disk and found whole. Photos are in the database, so database and key are
//! all that there is. With a passphrase the file is encrypted, see [`encryption`].

pub mod api;
pub mod archive;
pub mod change;
pub mod encryption;
pub mod files;
pub mod inspect;
pub mod model;
pub mod restore;
pub mod rules;
pub mod schedule;
pub mod second_target;
pub mod store;
pub mod take;

mod backups;
mod progress;

pub use backups::{Backups, write_taken};
pub use progress::Progress;

use crate::kit::jobs::Job;
use crate::kit::{Code, Entity, Resource, codes};

codes! {
    BackupTooLarge "copia_sin_espacio" PAYLOAD_TOO_LARGE "La copia no cabe en el disco del servidor";
    BackupNewer "copia_mas_nueva" BAD_REQUEST "La copia es de una versión más nueva del programa";
    BackupNotFound "copia_no_encontrada" NOT_FOUND "Copia de seguridad no encontrada";
    BackupDamaged "copia_danada" BAD_REQUEST "El archivo no es una copia de seguridad completa";
    BackupRunning "copia_en_curso" BAD_REQUEST "Ya se está haciendo una copia: espere a que termine";
    BackupElsewhere "copia_en_otro_lugar" BAD_REQUEST "El archivo de esta copia no está en la carpeta de copias del servidor";
    BackupTarget "destino_no_valido" BAD_REQUEST "El segundo destino debe ser una carpeta fuera de los datos del servidor, con su ruta completa";
    PassphraseNeeded "falta_contrasena_de_copia" BAD_REQUEST "La copia está cifrada: escriba su contraseña";
    WrongPassphrase "contrasena_de_copia_incorrecta" BAD_REQUEST "La contraseña no abre esta copia: revise mayúsculas, tildes y espacios";
}

/// The entry in the list of resources.
pub struct Entry;

impl Resource for Entry {
    type Parts = Backups;
    type Api = api::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("backups", "backup")];

    fn api(backups: Self::Parts) -> Self::Api {
        api::Api(backups)
    }

    fn jobs(backups: Backups) -> Vec<Box<dyn Job>> {
        vec![Box::new(schedule::DailyBackup(backups))]
    }
}
