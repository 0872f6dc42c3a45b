//! What a person takes for the same although the database tells it apart: codes, serial numbers, rooms and addresses from before these
//! were compared as people do.

use super::{Finding, good, look};
use crate::appliance::health::store;
use crate::kit::Result;
use crate::kit::wire::same_key;
use rusqlite::Connection;
use std::collections::BTreeMap;

/// How many pairs are named.
const NAMED: usize = 5;

/// Names pairs that nobody can tell apart; which of them is right people must say.
pub(super) fn namesakes(db: &Connection) -> Result<Finding> {
    let mut alike: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for value in store::unique_values(db)? {
        alike.entry((value.what, same_key(&value.text))).or_default().push(value.shown);
    }
    let pairs: Vec<String> = alike
        .into_iter()
        .filter(|(_, shown)| shown.len() > 1)
        .map(|((what, _), shown)| format!("{what} {}", shown.join(" y ")))
        .collect();
    let rest = pairs.len().saturating_sub(NAMED);
    Ok(match pairs.get(..NAMED).unwrap_or(&pairs) {
        [] => good("ninguno se confunde con otro"),
        named => look(format!(
            "se leen igual y son distintos, cámbielos en la web: {}{}",
            named.join("; "),
            if rest > 0 { format!("; y {rest} más") } else { String::new() }
        )),
    })
}
