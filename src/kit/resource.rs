//! What the house must know of a resource beside its operations. Each says it in its `mod.rs`, and `app::resources` asks all.

use super::access::{Hasher, Keys};
use super::db::{AlertKind, Db, Kind, Tx};
use super::entity::Entity;
use super::error::{Code, Result};
use super::export::Exported;
use super::jobs::{Job, JobLog};
use super::label::Labelled;
use super::report::Reported;
use poem_openapi::OpenApi;
use std::sync::Arc;

/// The entry of a resource in the list.
pub trait Resource {
    /// What it is built from: [`Core`], or a tuple of what the server is made of.
    type Parts;
    /// Its operations.
    type Api: OpenApi + 'static;

    /// Its lines of the error catalogue.
    const CODES: &'static [Code] = &[];
    /// What its rows are called in the audit.
    const ENTITIES: &'static [Entity] = &[];

    /// What its notifications are about.
    const KINDS: &'static [Kind] = &[];
    /// What its alerts are about.
    const ALERT_KINDS: &'static [AlertKind] = &[];
    /// Its rows that have labels.
    const LABELLED: &'static [Labelled] = &[];
    /// Its lists that can be exported, where whoever writes exports doesn't know them.
    const EXPORTS: &'static [Exported] = &[];
    /// Its reports, where whoever makes reports doesn't know them.
    const REPORTS: &'static [Reported] = &[];
    /// Its operations without an account that tell whoever asks too often to wait (429), by their ids. Those with one all do.
    const THROTTLED: &'static [&'static str] = &[];

    /// Its operations.
    fn api(parts: Self::Parts) -> Self::Api;

    /// Its scheduled work.
    fn jobs(_: Self::Parts) -> Vec<Box<dyn Job>> {
        Vec::new()
    }

    /// Clears away what has expired and nobody could use any more, once an hour; answers how many rows.
    fn clear(_: &Tx<'_>) -> Result<usize> {
        Ok(0)
    }
}

/// Declares the chapter of the OpenAPI document that a resource's operations stand in, `Tag::Name`, with its Spanish description.
macro_rules! tag {
    ($(#[$doc:meta])+ $name:ident) => {
        /// The chapter of the OpenAPI document.
        #[derive(poem_openapi::Tags)]
        pub(crate) enum Tag { $(#[$doc])+ $name }
    };
}

/// Declares the entry of a resource whose operations are built from [`Core`], with what else the house must know of it.
macro_rules! entry {
    ($($api:path),+; $($known:tt)*) => {
        /// The entry in the list of resources.
        pub struct Entry;

        impl $crate::kit::resource::Resource for Entry {
            type Parts = $crate::kit::resource::Core;
            // A tuple of one is no list of operations to poem-openapi; the empty one is.
            type Api = ($($api,)+ ());

            fn api(core: Self::Parts) -> Self::Api {
                ($($api(core.clone()),)+ ())
            }

            $($known)*
        }
    };
}

pub(crate) use {entry, tag};

/// Whoever has a part to give, as the server's `Parts` have.
pub trait Holds<T> {
    /// The part. Cheap: handles are cloned.
    fn part(&self) -> T;
}

impl<P: Holds<A> + Holds<B>, A, B> Holds<(A, B)> for P {
    fn part(&self) -> (A, B) {
        (self.part(), self.part())
    }
}

impl<P: Holds<A> + Holds<B> + Holds<C>, A, B, C> Holds<(A, B, C)> for P {
    fn part(&self) -> (A, B, C) {
        (self.part(), self.part(), self.part())
    }
}

/// What most resources are built from. Cheap to clone.
#[derive(Clone)]
pub struct Core {
    /// The database.
    pub db: Db,
    /// What tokens, codes and anchors are signed with.
    pub keys: Arc<Keys>,
    /// Passwords.
    pub hasher: Hasher,
    /// How scheduled work ended the last time.
    pub job_log: JobLog,
    /// What the rows of all resources are called in the audit.
    pub entities: Arc<[Entity]>,
    /// What the notifications of all resources are about.
    pub kinds: Arc<[Kind]>,
    /// What the alerts of all resources are about.
    pub alert_kinds: Arc<[AlertKind]>,
    /// What has labels, of all resources.
    pub labelled: Arc<[Labelled]>,
}
