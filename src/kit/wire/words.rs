//! Enumerations whose words are the same in Rust, in the database's checks and on the wire.

/// Declares an enumeration with its words: serde, SQL, parameter and schema follow from the one list.
macro_rules! words {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$doc])* $variant,)+ }

        impl $name {
            /// Every value, in the order of the declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The word on the wire and in the database.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// The value of a word, if it is one of ours.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl $crate::kit::wire::FromText for $name {
            fn from_text(text: &str) -> Result<Self, String> {
                Self::from_word(text.trim()).ok_or_else(|| {
                    let words: Vec<&str> = Self::ALL.iter().map(|it| it.as_str()).collect();
                    format!("debe ser una de estas palabras: {}", words.join(", "))
                })
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }

        impl rusqlite::types::ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
                Ok(rusqlite::types::ToSqlOutput::from(self.as_str()))
            }
        }

        impl rusqlite::types::FromSql for $name {
            fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
                Self::from_word(value.as_str()?).ok_or(rusqlite::types::FromSqlError::InvalidType)
            }
        }

        impl $crate::kit::wire::Column for $name {}
        $crate::kit::wire::wire_type!([] $name, stringify!($name), {
            let enum_items = Self::ALL.iter().map(|it| it.as_str().into()).collect();
            poem_openapi::registry::MetaSchema { enum_items, ..poem_openapi::registry::MetaSchema::new("string") }
        });
        $crate::kit::wire::sent_as_text!([] $name);
    };
}

pub(crate) use words;
