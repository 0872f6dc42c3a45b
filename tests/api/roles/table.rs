//! The roles as the resources' tests have them, all together.

use crate::RESOURCES;
use crate::support::{every_operation, resource_of};
use std::collections::BTreeSet;

/// Whether a role may do an operation.
pub fn may(operation: &str, role: &str) -> bool {
    let short = match role {
        "student" => "st",
        "instructor" => "in",
        "supervisor" => "su",
        "admin" => "ad",
        "admin_general" => "ag",
        other => panic!("no role {other}"),
    };
    let who = resource_of(operation).who_may(operation).unwrap();
    who == "open" || who.split(' ').any(|it| it == short)
}

#[test]
fn the_table_names_every_operation_once_and_no_other() {
    let table = || RESOURCES.iter().flat_map(|resource| resource.roles);
    let written: Vec<&str> = table().flat_map(|(_, names)| names.iter().copied()).collect();
    let once: BTreeSet<&str> = written.iter().copied().collect();
    assert_eq!(once.len(), written.len(), "a name stands twice");
    let all = every_operation();
    assert_eq!(once, all.iter().map(|it| it.id.as_str()).collect());
    for operation in &all {
        let open = resource_of(&operation.id).who_may(&operation.id) == Some("open");
        assert_eq!(operation.roles.is_none(), open, "{}", operation.id);
    }
    for (who, _) in table() {
        let known = |short: &str| ["st", "in", "su", "ad", "ag"].contains(&short);
        assert!(*who == "open" || who.split(' ').all(known), "nobody is {who}");
    }
}
