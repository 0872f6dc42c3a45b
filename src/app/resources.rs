//! Everything that the server answers for: THE list. What else must know of a resource asks the list.

use super::Parts;
use crate::appliance;
use crate::campus;
use crate::kit::db::{AlertKind, Kind};
use crate::kit::export::Exported;
use crate::kit::jobs::Job;
use crate::kit::label::Labelled;
use crate::kit::report::Reported;
use crate::kit::resource::Holds;
use crate::kit::{Code, Entity, Resource, Result, Tx, error};
use crate::warehouse;
use poem::http::StatusCode;
use poem_openapi::{OpenApi, OpenApiService};

/// Folds the list into what is asked of it. The operations become `(a, (b, (c, ())))`, since tuples are bounded.
macro_rules! resources {
    ($($floor:ident::$name:ident),+ $(,)?) => {
        /// The operations of all resources.
        fn apis(parts: &Parts) -> impl OpenApi + use<> {
            resources!(@fold parts $($floor::$name)+)
        }

        /// The scheduled work of all resources.
        pub(super) fn jobs(parts: &Parts) -> Vec<Box<dyn Job>> {
            let mut jobs = Vec::new();
            $(jobs.extend($floor::$name::Entry::jobs(parts.part()));)+
            jobs
        }

        /// Clears away what has expired in all resources; answers how many rows.
        pub(super) fn clear(tx: &Tx<'_>) -> Result<usize> {
            let mut rows = 0;
            $(rows += $floor::$name::Entry::clear(tx)?;)+
            Ok(rows)
        }

        /// What the rows of all resources are called in the audit.
        pub fn entities() -> Vec<Entity> {
            [$($floor::$name::Entry::ENTITIES),+].concat()
        }

        /// What notifications may be about.
        pub(super) fn kinds() -> Vec<Kind> {
            [$($floor::$name::Entry::KINDS),+].concat()
        }

        /// What alerts may be about.
        pub(super) fn alert_kinds() -> Vec<AlertKind> {
            [$($floor::$name::Entry::ALERT_KINDS),+].concat()
        }

        /// What has labels.
        pub(super) fn labelled() -> Vec<Labelled> {
            [$($floor::$name::Entry::LABELLED),+].concat()
        }

        /// The lists that are exported without being known there.
        pub(super) fn exports() -> Vec<Exported> {
            [$($floor::$name::Entry::EXPORTS),+].concat()
        }

        /// The reports that are made without being known there.
        pub(super) fn reports() -> Vec<Reported> {
            [$($floor::$name::Entry::REPORTS),+].concat()
        }

        /// The operations that tell whoever asks too often to wait, by their ids.
        pub fn throttled() -> Vec<&'static str> {
            [$($floor::$name::Entry::THROTTLED),+].concat()
        }

        /// The first segments of the addresses of resources that answer 409.
        pub(super) fn conflicting() -> Vec<&'static str> {
            let mut segments = Vec::new();
            $(if $floor::$name::Entry::CODES.iter().any(|code| code.status() == StatusCode::CONFLICT) {
                segments.extend($floor::$name::Entry::ENTITIES.iter().map(|entity| entity.segment));
            })+
            segments
        }

        /// The whole error catalogue.
        pub fn codes() -> Vec<Code> {
            [error::CODES, $($floor::$name::Entry::CODES),+].concat()
        }
    };
    (@fold $parts:ident $floor:ident::$name:ident $($rest:tt)*) => {
        ($floor::$name::Entry::api($parts.part()), resources!(@fold $parts $($rest)*))
    };
    (@fold $parts:ident) => { () };
}

resources! {
    campus::auth,
    campus::recovery,
    campus::users,
    campus::preferences,
    campus::centers,
    campus::environments,
    campus::categories,
    campus::item_fields,
    campus::inventory,
    campus::assets,
    campus::descriptions,
    campus::schedules,
    campus::qr,
    campus::labels,
    campus::checks,
    campus::notifications,
    campus::alerts,
    campus::alert_settings,
    campus::maintenance,
    campus::loans,
    campus::feeds,
    campus::suspensions,
    campus::assignments,
    campus::inductions,
    campus::feedback,
    campus::stats,
    campus::reports,
    campus::exports,
    campus::imports,
    campus::photos,
    campus::item_pictures,
    campus::item_documents,
    campus::audit,
    warehouse::warehouses,
    warehouse::bins,
    warehouse::products,
    warehouse::suppliers,
    warehouse::stock,
    warehouse::dashboard,
    warehouse::movements,
    warehouse::reservations,
    warehouse::transfers,
    warehouse::counts,
    appliance::setup,
    appliance::settings,
    appliance::health,
    appliance::jobs,
    appliance::log,
    appliance::backup,
    appliance::tls,
    appliance::time_zone,
    appliance::mail,
}

/// All APIs, without their middleware.
pub fn service(parts: &Parts) -> OpenApiService<impl OpenApi + use<>, ()> {
    OpenApiService::new(apis(parts), "Inventario", env!("CARGO_PKG_VERSION")).description(
        "El inventario de un centro de formación: ambientes, equipos, horarios, verificaciones diarias, \
         avisos, códigos QR y auditoría.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campus::exports::model::ExportList;
    use crate::campus::reports::model::ReportType;
    use std::collections::HashSet;

    #[test]
    fn every_code_has_a_slug_of_its_own_and_a_sentence() {
        let codes = codes();
        let slugs: HashSet<_> = codes.iter().map(|code| code.slug()).collect();
        assert_eq!(slugs.len(), codes.len());
        for code in codes {
            assert!(code.status().is_client_error() || code.status().is_server_error());
            assert!(!code.text().ends_with('.') && code.text().starts_with(char::is_uppercase));
        }
    }

    #[test]
    fn no_list_and_no_report_is_declared_twice() {
        let lists =
            exports().into_iter().map(|it| it.word).chain(ExportList::ALL.iter().map(|it| it.as_str()));
        let reports =
            reports().into_iter().map(|it| it.word).chain(ReportType::ALL.iter().map(|it| it.as_str()));
        for words in [lists.collect::<Vec<_>>(), reports.collect()] {
            assert_eq!(words.iter().collect::<HashSet<_>>().len(), words.len());
        }
    }

    #[test]
    fn no_kind_is_declared_twice() {
        let (kinds, alert_kinds) = (kinds(), alert_kinds());
        assert_eq!(kinds.iter().collect::<HashSet<_>>().len(), kinds.len());
        assert_eq!(alert_kinds.iter().collect::<HashSet<_>>().len(), alert_kinds.len());
    }

    #[test]
    fn no_address_and_no_word_of_the_audit_belongs_to_two_resources() {
        let entities = entities();
        let addresses: HashSet<_> = entities.iter().map(|entity| entity.segment).collect();
        assert_eq!(addresses.len(), entities.len());
        let (shared, own): (Vec<&Entity>, Vec<&Entity>) =
            entities.iter().partition(|entity| entity.is_shared);
        let names: HashSet<_> = own.iter().map(|entity| entity.name).collect();
        assert_eq!(names.len(), own.len());
        for entity in shared {
            let first = own.iter().find(|it| it.name == entity.name);
            // The same rows have the same versions, whatever address they are changed at.
            assert_eq!(first.map(|it| it.table), Some(entity.table), "{}", entity.segment);
        }
    }
}
