//! The scheduled work of the server: done when it is due, seen and asked for by the general administrator, and never able to end
//! the server.
//!
//! How a run went is in memory at once, and in the database when it is worth a commit: a job that looks every minute and finds
//! nothing is written down once an hour.

pub mod api;
pub mod change;
pub mod model;
pub mod rules;
pub mod store;

mod runner;

pub use runner::Jobs;

use crate::kit::{Code, Entity, Resource, codes};

codes! {
    JobNotFound "tarea_no_encontrada" NOT_FOUND "Tarea programada no encontrada";
    JobRunning "tarea_en_curso" BAD_REQUEST "La tarea ya está corriendo: espere a que termine";
}

/// The entry in the list of resources.
pub struct Entry;

impl Resource for Entry {
    type Parts = Jobs;
    type Api = api::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("jobs", "job").named(&[("run", "RUN_JOB")])];

    fn api(jobs: Jobs) -> Self::Api {
        api::Api(jobs)
    }
}
