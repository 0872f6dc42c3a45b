//! A resource's shape: one list of members, from which follow the row that its table keeps, what is answered, what is sent to
//! add one and to change one, and the columns of its `select`.

/// Declares a shape. It has an `id` by itself; every other member is described for people, and says how it comes in:
///
/// - `required` — sent to add one; a change may leave it out
/// - `optional` — may be left out and is null then; a change clears it by null. Kept and answered as an `Option`
/// - `default` — may be left out and is what stands behind the `=` then; a change may leave it out
/// - `later` — starts as what stands behind the `=`; only a change sends it
/// - `given` — sent to add one, and not a column: a password
/// - `kept` — never sent: starts as what stands behind the `=` (`now`: the instant of the write), or else is an argument of `of`
/// - `beside` — sent to add one and to change one, and not a column: whoever makes the change looks after it. Null says nothing
/// - `joined` — not a column: answered only, from the SQL behind the `=`
///
/// `name: String as Line<1, 200>` is kept as the one and sent as the other. `#[new = "…"]`, `#[patch = "…"]` and
/// `#[sent = "…"]` (both) describe it otherwise where it is sent. Of `struct Item … row ItemRow, new NewItem, patch ItemPatch` it makes:
///
/// - `Item`, a [`Record`](super::Record), with `Item::SELECT` and `row()`, the part of it that is kept
/// - `ItemRow` with `of(new, now)`, `apply(patch, now)` and `fields()` for `sql::insert` and `sql::save`
/// - `NewItem` and `ItemPatch`, as bodies
macro_rules! shape {
    (
        $(#[$doc:meta])* pub struct $name:ident from $alias:literal $from:literal;
        row $row:ident;
        $(#[$new_doc:meta])* new $new:ident;
        $(#[$patch_doc:meta])* patch $patch:ident;
        $($members:tt)+
    ) => {
        $crate::kit::wire::shape! {
            @docs {
                [$(#[$doc])*] $name $alias $from $row [$(#[$new_doc])*] $new [$(#[$patch_doc])*] $patch
            } [] $($members)+
        }
    };

    // Members, one by one: first how each is described where it is answered, new and changed.
    (@docs $to:tt $done:tt $(#[doc = $doc:literal])+ $how:ident $name:ident: $($rest:tt)+) => {
        $crate::kit::wire::shape! {
            @member $to $done [$(#[doc = $doc])+] [$(#[doc = $doc])+] [$(#[doc = $doc])+] $how $name: $($rest)+
        }
    };
    (@docs $to:tt $done:tt $(#[doc = $doc:literal])+ #[sent = $sent:literal] $how:ident $name:ident: $($rest:tt)+) => {
        $crate::kit::wire::shape! {
            @member $to $done [$(#[doc = $doc])+] [#[doc = $sent]] [#[doc = $sent]] $how $name: $($rest)+
        }
    };
    (@docs $to:tt $done:tt $(#[doc = $doc:literal])+ #[new = $new:literal] $how:ident $name:ident: $($rest:tt)+) => {
        $crate::kit::wire::shape! {
            @member $to $done [$(#[doc = $doc])+] [#[doc = $new]] [$(#[doc = $doc])+] $how $name: $($rest)+
        }
    };
    (
        @docs $to:tt $done:tt $(#[doc = $doc:literal])+ #[new = $new:literal] #[patch = $patch:literal]
        $how:ident $name:ident: $($rest:tt)+
    ) => {
        $crate::kit::wire::shape! {
            @member $to $done [$(#[doc = $doc])+] [#[doc = $new]] [#[doc = $patch]] $how $name: $($rest)+
        }
    };

    // Then what it is in each: { answered } { column: type, how it begins } { arguments } { new } { patch, how it changes }.
    (
        @member $to:tt [$($done:tt)*] [$($doc:tt)*] $new:tt $patch:tt
        joined $name:ident: $ty:ty = $sql:literal, $($rest:tt)*
    ) => {
        $crate::kit::wire::shape! {
            @docs $to [$($done)* { [$($doc)*] $name: $ty, ($sql) } {} {} {} {}] $($rest)*
        }
    };
    (
        @member $to:tt [$($done:tt)*] [$($doc:tt)*] $new:tt $patch:tt
        kept $name:ident: $ty:ty = now, $($rest:tt)*
    ) => {
        $crate::kit::wire::shape! {
            @docs $to [$($done)* { [$($doc)*] $name: $ty, () } { [$($doc)*] $name: $ty, now () } {} {} {}] $($rest)*
        }
    };
    (
        @member $to:tt [$($done:tt)*] [$($doc:tt)*] $new:tt $patch:tt
        kept $name:ident: $ty:ty = $begins:expr, $($rest:tt)*
    ) => {
        $crate::kit::wire::shape! {
            @docs $to
            [$($done)* { [$($doc)*] $name: $ty, () } { [$($doc)*] $name: $ty, value ($begins) } {} {} {}]
            $($rest)*
        }
    };
    (
        @member $to:tt [$($done:tt)*] [$($doc:tt)*] $new:tt $patch:tt
        kept $name:ident: $ty:ty, $($rest:tt)*
    ) => {
        $crate::kit::wire::shape! {
            @docs $to
            [$($done)* { [$($doc)*] $name: $ty, () } { [$($doc)*] $name: $ty, value ($name) } { $name: $ty } {} {}]
            $($rest)*
        }
    };
    (
        @member $to:tt [$($done:tt)*] $doc:tt [$($new:tt)*] $patch:tt
        given $name:ident: $ty:ty, $($rest:tt)*
    ) => {
        $crate::kit::wire::shape! {
            @docs $to [$($done)* {} {} {} { [$($new)*] $name: $ty, } {}] $($rest)*
        }
    };
    (
        @member $to:tt [$($done:tt)*] $doc:tt [$($new:tt)*] [$($patch:tt)*]
        beside $name:ident: $ty:ty, $($rest:tt)*
    ) => {
        $crate::kit::wire::shape! {
            @docs $to
            [
                $($done)* {} {} {} { [$($new)*] $name: $crate::kit::wire::Blank<$ty>, }
                { [$($patch)*] $name: Field<$ty>, beside }
            ]
            $($rest)*
        }
    };
    (
        @member $to:tt [$($done:tt)*] [$($doc:tt)*] $new:tt [$($patch:tt)*]
        later $name:ident: $ty:ty = $begins:expr, $($rest:tt)*
    ) => {
        $crate::kit::wire::shape! {
            @docs $to
            [
                $($done)* { [$($doc)*] $name: $ty, () } { [$($doc)*] $name: $ty, value ($begins) } {} {}
                { [$($patch)*] $name: Keep<$ty>, set }
            ]
            $($rest)*
        }
    };
    (
        @member $to:tt [$($done:tt)*] [$($doc:tt)*] [$($new:tt)*] [$($patch:tt)*]
        required $name:ident: $ty:ty as $wire:ty, $($rest:tt)*
    ) => {
        $crate::kit::wire::shape! {
            @docs $to
            [
                $($done)* { [$($doc)*] $name: $ty, () } { [$($doc)*] $name: $ty, required () } {}
                { [$($new)*] $name: $wire, } { [$($patch)*] $name: Keep<$wire>, set }
            ]
            $($rest)*
        }
    };
    (
        @member $to:tt [$($done:tt)*] [$($doc:tt)*] [$($new:tt)*] [$($patch:tt)*]
        optional $name:ident: $ty:ty as $wire:ty, $($rest:tt)*
    ) => {
        $crate::kit::wire::shape! {
            @docs $to
            [
                $($done)* { [$($doc)*] $name: Option<$ty>, () } { [$($doc)*] $name: Option<$ty>, optional () } {}
                { [$($new)*] $name: $crate::kit::wire::Blank<$wire>, } { [$($patch)*] $name: Field<$wire>, clear }
            ]
            $($rest)*
        }
    };
    (
        @member $to:tt [$($done:tt)*] [$($doc:tt)*] [$($new:tt)*] [$($patch:tt)*]
        default $name:ident: $ty:ty as $wire:ty = $begins:expr, $($rest:tt)*
    ) => {
        $crate::kit::wire::shape! {
            @docs $to
            [
                $($done)* { [$($doc)*] $name: $ty, () } { [$($doc)*] $name: $ty, default ($begins) } {}
                { [$($new)*] $name: $crate::kit::wire::Blank<$wire>, } { [$($patch)*] $name: Keep<$wire>, set }
            ]
            $($rest)*
        }
    };
    // Sent as it is kept.
    (
        @member $to:tt $done:tt $doc:tt $new:tt $patch:tt
        $how:ident $name:ident: $ty:ty $(= $begins:expr)?, $($rest:tt)*
    ) => {
        $crate::kit::wire::shape! {
            @member $to $done $doc $new $patch $how $name: $ty as $ty $(= $begins)?, $($rest)*
        }
    };

    // At last everything that follows.
    (
        @docs {
            [$($doc:tt)*] $name:ident $alias:literal $from:literal
            $row:ident [$($new_doc:tt)*] $new:ident [$($patch_doc:tt)*] $patch:ident
        }
        [$(
            { $([$($told:tt)*] $answered:ident: $answered_ty:ty, ($($sql:literal)?))? }
            { $([$($kept_doc:tt)*] $column:ident: $column_ty:ty, $how:ident ($($begins:expr)?))? }
            { $($arg:ident: $arg_ty:ty)? }
            { $([$($new_told:tt)*] $sent:ident: $sent_ty:ty,)? }
            { $([$($patch_told:tt)*] $changed:ident: $change:ident<$change_ty:ty>, $by:ident)? }
        )+]
    ) => {
        $crate::kit::wire::record! {
            $($doc)*
            pub struct $name {
                /// Identificador.
                pub id: $crate::kit::wire::Id,
                $($($($told)* pub $answered: $answered_ty,)?)+
            }
        }

        impl $name {
            /// Reads it, all columns that it has; conditions go behind.
            pub const SELECT: &'static str = concat!(
                "\nselect ", $alias, ".id",
                $($(", ", $crate::kit::wire::shape!(@from $alias $answered $($sql)?), " as ", stringify!($answered),)?)+
                "\nfrom ", $from
            );

            /// What the table keeps of it.
            pub fn row(&self) -> $row {
                $row { id: self.id, $($($column: Clone::clone(&self.$column),)?)+ }
            }
        }

        #[doc = concat!("A [`", stringify!($name), "`] as its table keeps it.")]
        #[derive(Debug, Clone)]
        pub struct $row {
            /// Identificador.
            pub id: $crate::kit::wire::Id,
            $($($($kept_doc)* pub $column: $column_ty,)?)+
        }

        impl $row {
            /// The row that begins with what was sent.
            pub fn of(new: $new, now: $crate::kit::wire::LocalTime $($(, $arg: $arg_ty)?)+) -> Self {
                Self { id: $crate::kit::wire::Id::new(), $($($column: $crate::kit::wire::shape!(@begin $how new now $column $($begins)?),)?)+ }
            }

            /// Changes what was sent: absent leaves, null clears.
            pub fn apply(&mut self, patch: $patch, now: $crate::kit::wire::LocalTime) {
                $($($crate::kit::wire::shape!(@change $by self patch $changed);)?)+
                self.updated_at = now;
            }

            /// The columns with their values.
            pub fn fields(&self) -> Vec<(&'static str, &dyn rusqlite::ToSql)> {
                vec![(":id", &self.id as &dyn rusqlite::ToSql), $($((concat!(":", stringify!($column)), &self.$column as &dyn rusqlite::ToSql),)?)+]
            }
        }

        $($new_doc)*
        #[derive(Debug, inventario_derive::Object, serde::Deserialize)]
        pub struct $new { $($($($new_told)* pub $sent: $sent_ty,)?)+ }

        $($patch_doc)*
        #[derive(Debug, Default, inventario_derive::Object, serde::Deserialize)]
        #[serde(default)]
        pub struct $patch { $($($($patch_told)* pub $changed: $crate::kit::wire::$change<$change_ty>,)?)+ }
    };

    (@from $alias:literal $name:ident) => { concat!($alias, ".", stringify!($name)) };
    (@from $alias:literal $name:ident $sql:literal) => { $sql };

    (@begin now $new:ident $now:ident $name:ident) => { $now };
    (@begin value $new:ident $now:ident $name:ident $begins:expr) => { $begins };
    (@begin required $new:ident $now:ident $name:ident) => { $new.$name.into() };
    (@begin optional $new:ident $now:ident $name:ident) => { $new.$name.0.map(Into::into) };
    (@begin default $new:ident $now:ident $name:ident $begins:expr) => { $new.$name.0.map_or($begins, Into::into) };

    (@change beside $row:ident $patch:ident $name:ident) => {};
    (@change set $row:ident $patch:ident $name:ident) => {
        if let Some(value) = $patch.$name.0 {
            $row.$name = value.into();
        }
    };
    (@change clear $row:ident $patch:ident $name:ident) => {
        $row.$name = $patch.$name.map(Into::into).or($row.$name.take())
    };
}

pub(crate) use shape;

#[cfg(test)]
mod tests;
