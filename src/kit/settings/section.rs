//! Sections: settings that a general administrator changes at `/api/settings`. Each is a struct of the resource whose work it
//! rules; `appliance::settings` has the list of them.

use super::Setting;
use crate::kit::db::{Event, Tx};
use crate::kit::error;
use crate::kit::wire::unvalidated;
use poem_openapi::registry::{MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::types::Type;
use rusqlite::Connection;
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

/// A setting that is a section of the whole. `section!` declares one.
pub trait Section: Setting + Serialize {
    /// What people call it, in Spanish: «Jornadas».
    const NAME: &'static str;

    /// What is sent to change it.
    type Patch;

    /// As it is shown: of a secret, that there is one.
    ///
    /// # Errors
    /// As [`get`](super::get).
    fn shown(db: &Connection) -> error::Result<Self>;

    /// Keeps it with what was sent, or as it was at first (`None`).
    ///
    /// # Errors
    /// When what was sent doesn't fit together.
    fn change(self, tx: &Tx<'_>, patch: Option<Self::Patch>) -> error::Result<()>;

    /// Changes the section; answers what the audit keeps of it.
    ///
    /// # Errors
    /// As [`Self::change`].
    fn edit(tx: &Tx<'_>, patch: Option<Self::Patch>) -> error::Result<Event> {
        let (before, is_reset) = (Self::shown(tx)?, patch.is_none());
        Self::shown(tx)?.change(tx, patch)?;
        let done = if is_reset { "valores iniciales restablecidos" } else { "configuración guardada" };
        Ok(Event::named("UPDATE_SETTING", "setting", None)
            .describe(format!("{}: {done}", Self::NAME))
            .before(&before)
            .after(&Self::shown(tx)?))
    }
}

/// What was sent of a section: nothing (`None`), null (`Some(None)`), or an object. Not a list, from which serde would fill an object
/// by position.
#[derive(Debug)]
pub struct Sent<P>(pub Option<Option<P>>);

impl<P> Default for Sent<P> {
    fn default() -> Self {
        Self(None)
    }
}

impl<'de, P: Deserialize<'de>> Deserialize<'de> for Sent<P> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Changes<P>(PhantomData<P>);

        impl<'de, P: Deserialize<'de>> Visitor<'de> for Changes<P> {
            type Value = Option<P>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("un objeto")
            }

            fn visit_unit<E>(self) -> Result<Self::Value, E> {
                Ok(None)
            }

            fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Self::Value, A::Error> {
                P::deserialize(MapAccessDeserializer::new(members)).map(Some)
            }
        }

        from.deserialize_any(Changes(PhantomData)).map(|sent| Self(Some(sent)))
    }
}

impl<P: Type> Type for Sent<P> {
    const IS_REQUIRED: bool = false;
    fn name() -> Cow<'static, str> {
        P::name()
    }
    fn schema_ref() -> MetaSchemaRef {
        let all_of = vec![P::schema_ref()];
        MetaSchemaRef::Inline(Box::new(MetaSchema { all_of, nullable: true, ..MetaSchema::ANY }))
    }
    fn register(registry: &mut Registry) {
        P::register(registry);
    }
    unvalidated!();
}

/// Declares a section: its struct, what is sent to change it, and how it is kept. Comments are the document's, in Spanish.
///
/// - `default name: Type as Sent = value` — is `value` until somebody changes it, and again when they clear it
/// - `optional name: Type as Sent` — is not there until somebody sets it: an `Option`
/// - `secret for (members) has_name, name: Password<1, 200>` — after the others, each name with its comment. It is kept apart and never
///   read back; the section says whether there is one, and `Section::name(db)` answers it to whoever works with it. It was entrusted to
///   whoever these members name: when one of them changes, it is forgotten unless it is sent again
///
/// `as Sent` is left out where what is sent is what is kept. `check some::path;` names a `fn(&Self) -> Result<()>` that judges the
/// whole; `then some::path;` after it a `fn(&Tx, before: &Self, after: &Self) -> Result<()>` that does, in the same write, what follows of
/// the change. A member that is added later has its default in what was kept before.
macro_rules! section {
    (
        $(#[$doc:meta])+ pub struct $section:ident = $key:literal, $called:literal;
        $(#[$patch_doc:meta])+ patch $patch:ident;
        $(check $check:path;)?
        $(then $then:path;)?
        $($(#[$told:meta])+ $how:ident $name:ident: $ty:ty $(as $sent:ty)? $(= $first:expr)?,)+
        $(
            secret for ($($bound:ident),+)
            $(#[$has_told:meta])+ $has:ident, $(#[$secret_told:meta])+ $secret:ident: $secret_ty:ty,
        )*
    ) => {
        $(#[$doc])+
        #[derive(Debug, Clone, PartialEq, Eq, inventario_derive::Object, serde::Serialize, serde::Deserialize)]
        #[serde(default)]
        pub struct $section {
            $($(#[$told])+ pub $name: $crate::kit::settings::section!(@kept $how $ty),)+
            // Follows from whether there is one.
            $($(#[$has_told])+ #[serde(skip_deserializing)] pub $has: bool,)*
        }

        impl Default for $section {
            fn default() -> Self {
                Self { $($name: $crate::kit::settings::section!(@first $how $($first)?),)+ $($has: false,)* }
            }
        }

        $(#[$patch_doc])+
        #[derive(Debug, Default, inventario_derive::Object, serde::Deserialize)]
        #[serde(default)]
        pub struct $patch {
            $($(#[$told])+ pub $name: $crate::kit::Field<$crate::kit::settings::section!(@sent $ty $(, $sent)?)>,)+
            $($(#[$secret_told])+ pub $secret: $crate::kit::Field<$secret_ty>,)*
        }

        impl $crate::kit::settings::Setting for $section {
            const KEY: &'static str = $key;
        }

        $(impl $section {
            /// The secret itself, for whoever works with it.
            ///
            /// # Errors
            /// When the database can't be asked.
            pub fn $secret(db: &rusqlite::Connection) -> $crate::kit::Result<Option<$secret_ty>> {
                Ok($crate::kit::settings::get::<Option<$secret_ty>>(db, concat!($key, ".", stringify!($secret)))?.flatten())
            }
        })*

        impl $crate::kit::settings::Section for $section {
            const NAME: &'static str = $called;
            type Patch = $patch;

            fn shown(db: &rusqlite::Connection) -> $crate::kit::Result<Self> {
                Ok(Self { $($has: Self::$secret(db)?.is_some(),)* ..$crate::kit::settings::of(db)? })
            }

            fn change(self, tx: &$crate::kit::Tx<'_>, patch: Option<$patch>) -> $crate::kit::Result<()> {
                let patch = patch.unwrap_or_else(|| $patch {
                    $($name: $crate::kit::Field::Clear,)+
                    $($secret: $crate::kit::Field::Clear,)*
                });
                let section = Self {
                    $($name: $crate::kit::settings::section!(@changed $how self patch $name $($first)?),)+
                    $($has: false,)*
                };
                $(
                    let has_moved = $(section.$bound != self.$bound)||+;
                    let secret = patch.$secret.value().map(|it| it.reveal().to_owned());
                    let kept = (self.$has && !has_moved).then_some(());
                    let $has = patch.$secret.map(|_| ()).or(kept).is_some();
                    if secret.is_some() || !$has {
                        let key = concat!($key, ".", stringify!($secret));
                        $crate::kit::settings::set(tx, key, &secret, $crate::kit::LocalTime(tx.now))?;
                    }
                )*
                let section = Self { $($has,)* ..section };
                $($check(&section)?;)?
                $crate::kit::settings::keep(tx, &section)?;
                $($then(tx, &self, &section)?;)?
                Ok(())
            }
        }
    };

    (@kept default $ty:ty) => { $ty };
    (@kept optional $ty:ty) => { Option<$ty> };

    (@first default $first:expr) => { $first };
    (@first optional) => { None };

    (@sent $ty:ty) => { $ty };
    (@sent $ty:ty, $sent:ty) => { $sent };

    (@changed default $kept:ident $patch:ident $name:ident $first:expr) => {
        match $patch.$name {
            $crate::kit::Field::Absent => $kept.$name.clone(),
            $crate::kit::Field::Clear => $first,
            $crate::kit::Field::Set(value) => value.into(),
        }
    };
    (@changed optional $kept:ident $patch:ident $name:ident) => {
        $patch.$name.map(Into::into).or($kept.$name.clone())
    };
}

pub(crate) use section;

#[cfg(test)]
mod tests;
