//! What the rows of a resource are called outside of it: in addresses, in the audit, in the database.

/// What the rows behind an address are called in the audit, and where they are kept if they have versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entity {
    /// The first segment of the address under `/api/`.
    pub segment: &'static str,
    /// The entity in lower case: `inventory_item`.
    pub name: &'static str,
    /// What the app's filters call it (contract D18): `INVENTORY` of `INVENTORY_CREATE`.
    pub asked_as: Option<&'static str>,
    /// Writes with a name of their own, by the last segment of the address; `*` is any.
    pub named: &'static [(&'static str, &'static str)],
    /// Last segments of addresses whose refused writes leave no entry.
    pub quiet: &'static [&'static str],
    /// The table of the rows, if each has an `updated_at`, which is its version.
    pub table: Option<&'static str>,
    /// What is done to a row itself under a segment of its own; without an id before it, to the row of whoever asks.
    pub acts: &'static [&'static str],
    /// Whether another resource has the same rows at its own address.
    pub is_shared: bool,
}

/// Whose version a change may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VersionedRow<'a> {
    /// Its table.
    pub table: &'static str,
    /// What the address calls it; nothing where it is whoever asks.
    pub id: Option<&'a str>,
}

impl Entity {
    /// The rows under `/api/<segment>`, called `name`.
    pub const fn new(segment: &'static str, name: &'static str) -> Self {
        Self {
            segment,
            name,
            asked_as: None,
            named: &[],
            quiet: &[],
            table: None,
            acts: &[],
            is_shared: false,
        }
    }

    /// The rows of another resource under an address of their own.
    pub const fn also(segment: &'static str, of: &'static str) -> Self {
        Self { is_shared: true, ..Self::new(segment, of) }
    }

    /// What the app's filters call it.
    pub const fn asked_as(self, word: &'static str) -> Self {
        Self { asked_as: Some(word), ..self }
    }

    /// Writes with a name of their own.
    pub const fn named(self, named: &'static [(&'static str, &'static str)]) -> Self {
        Self { named, ..self }
    }

    /// Refused writes that leave no entry.
    pub const fn quiet(self, quiet: &'static [&'static str]) -> Self {
        Self { quiet, ..self }
    }

    /// Rows whose version is their `updated_at`: a change may be wished of that one only.
    pub const fn versioned(self, table: &'static str) -> Self {
        Self { table: Some(table), ..self }
    }

    /// What is done to such a row under a segment of its own.
    pub const fn acts(self, acts: &'static [&'static str]) -> Self {
        Self { acts, ..self }
    }

    /// The entity that an address belongs to, and what follows of the address.
    pub fn at<'a, 'p>(entities: &'a [Self], path: &'p str) -> Option<(&'a Self, Vec<&'p str>)> {
        let mut segments = path.split('/').filter(|segment| !segment.is_empty());
        segments.next().filter(|first| *first == "api")?;
        let first = segments.next()?;
        let entity = entities.iter().find(|entity| entity.segment == first)?;
        Some((entity, segments.collect()))
    }

    /// The row behind an address, if it is one with a version.
    pub fn versioned_row<'p>(entities: &[Self], path: &'p str) -> Option<VersionedRow<'p>> {
        let (entity, rest) = Self::at(entities, path)?;
        let is_act = |segment: &str| entity.acts.contains(&segment);
        let id = match rest.as_slice() {
            [act] if is_act(act) => None,
            [id] => Some(*id),
            [id, act] if is_act(act) => Some(*id),
            _ => return None,
        };
        Some(VersionedRow { table: entity.table?, id })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTITIES: &[Entity] = &[
        Entity::new("inventory", "inventory_item").versioned("inventory_items").acts(&["verification"]),
        Entity::new("auth", "authentication").versioned("users").acts(&["me"]),
        Entity::new("photos", "photo"),
    ];

    #[test]
    fn a_row_with_a_version_is_found_by_its_address_and_what_hangs_on_it_is_not() {
        let at = |path| Entity::versioned_row(ENTITIES, path).map(|row| (row.table, row.id));
        assert_eq!(at("/api/inventory/7"), Some(("inventory_items", Some("7"))));
        assert_eq!(at("/api/inventory/{id}/verification"), Some(("inventory_items", Some("{id}"))));
        assert_eq!(at("/api/auth/me"), Some(("users", None)));
        for other in [
            "/api/inventory",
            "/api/inventory/7/history",
            "/api/inventory/7/verification/8",
            "/api/photos/7",
            "/api/zzz/7",
            "/inventory/7",
            "/api/auth/me/change-password",
            "",
        ] {
            assert_eq!(at(other), None, "{other}");
        }
    }
}
