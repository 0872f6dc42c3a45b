//! A shape whose members come in by every way.

use crate::kit::clock;
use crate::kit::sql;
use crate::kit::wire::{Blank, Field, FromText, Id, Keep, Line, LocalTime, Number};
use chrono::TimeDelta;
use rusqlite::Connection;

shape! {
    /// Un animal.
    pub struct Pet from "p" "pets p\nleft join owners o on o.id = p.owner_id";
    row PetRow;
    /// Un animal nuevo.
    new NewPet;
    /// Cambios a un animal.
    patch PetPatch;

    /// Nombre.
    required name: String as Line<1, 9>,
    /// Dueño.
    optional owner_id: Id,
    /// Nombre del dueño.
    joined owner_name: Option<String> = "o.name",
    /// Patas.
    #[new = "Patas; 4 si no se indican."]
    default legs: i64 as Number<0, 99> = 4,
    /// Si vive.
    later is_alive: bool = true,
    /// Contraseña.
    given password: Line<1, 9>,
    /// Placa.
    kept plate: String,
    /// Premios.
    kept prizes: i64 = 0,
    /// Cuándo llegó.
    kept created_at: LocalTime = now,
    /// Cuándo cambió.
    kept updated_at: LocalTime = now,
}

fn line(text: &str) -> Line<1, 9> {
    Line::from_text(text).unwrap()
}

fn luna(now: LocalTime) -> PetRow {
    let new = NewPet {
        name: line("Luna"),
        owner_id: Blank(Some(Id::from_bits(1))),
        legs: Blank(None),
        password: line("secreto"),
    };
    assert_eq!(new.password.as_str(), "secreto", "whoever adds one has it, and the row doesn't");
    PetRow::of(new, now, "P-1".to_owned())
}

#[test]
fn a_row_begins_with_what_was_sent_and_is_answered_with_what_is_joined() {
    let db = Connection::open_in_memory().unwrap();
    db.execute_batch(
        "create table owners (id text, name text);
         create table pets (id text, name text, owner_id text, legs integer, is_alive integer, plate text,
             prizes integer, created_at text, updated_at text) strict;",
    )
    .unwrap();
    db.execute("insert into owners values (?1, 'Ana')", [Id::from_bits(1)]).unwrap();
    let row = luna(LocalTime(clock::now()));
    sql::insert(&db, "pets", &row.fields()).unwrap();
    let pet: Pet = sql::one(&db, Pet::SELECT, &[]).unwrap().unwrap();
    assert_eq!((pet.id, pet.name.as_str(), pet.owner_name.as_deref()), (row.id, "Luna", Some("Ana")));
    assert_eq!((pet.legs, pet.is_alive, pet.plate.as_str(), pet.prizes), (4, true, "P-1", 0));
    assert_eq!(pet.row().owner_id, row.owner_id);
    assert!(
        Pet::SELECT
            .starts_with("\nselect p.id, p.name as name, p.owner_id as owner_id, o.name as owner_name,")
    );
}

#[test]
fn a_change_leaves_what_is_absent_sets_what_has_a_value_and_clears_what_is_null() {
    let then = LocalTime(clock::now());
    let now = LocalTime(then.0 + TimeDelta::days(1));
    let mut row = luna(then);
    row.apply(PetPatch::default(), now);
    assert_eq!((row.name.as_str(), row.owner_id, row.legs), ("Luna", Some(Id::from_bits(1)), 4));
    assert_eq!((row.created_at, row.updated_at), (then, now));
    let patch = PetPatch { name: Keep(Some(line("Sol"))), owner_id: Field::Clear, ..PetPatch::default() };
    row.apply(PetPatch { is_alive: Keep(Some(false)), ..patch }, now);
    assert_eq!((row.name.as_str(), row.owner_id, row.is_alive), ("Sol", None, false));
}
