//! The shapes of inductions.

use crate::campus::inventory::model::ItemCategory;
use crate::kit::wire::{Keep, row};
use crate::kit::{Blank, Day, Id, Line, LocalTime, record};
use inventario_derive::Object;
use serde::Deserialize;

/// What an induction is called.
pub type InductionName = Line<1, 200>;

record! {
    /// Una inducción que exige un equipo, o todos los de una clase.
    pub struct Induction {
        /// Identificador.
        pub id: Id,
        /// Cómo se llama.
        pub name: String,
        /// El equipo que la exige.
        pub item_id: Option<Id>,
        /// Su nombre.
        pub item_name: Option<String>,
        /// Su código interno (placa).
        pub internal_code: Option<String>,
        /// La clase de equipos que la exige.
        pub category: Option<ItemCategory>,
        /// Si quien pregunta puede cambiarle el nombre o dejar de exigirla: la de todos los centros, solo el administrador general.
        pub may_change: bool,
        /// Cuántas personas del centro la tienen vigente.
        pub people: i64,
        /// Si quien pregunta la tiene vigente.
        pub is_mine: bool,
        /// Cuándo se registró.
        pub created_at: LocalTime,
        /// Cuándo cambió por última vez.
        pub updated_at: LocalTime,
    }
}

/// Una inducción nueva: de un equipo o de una clase de equipos.
#[derive(Debug, Object, Deserialize)]
pub struct NewInduction {
    /// Cómo se llama.
    pub name: InductionName,
    /// El equipo que la exige.
    pub item_id: Blank<Id>,
    /// La clase de equipos que la exige.
    pub category: Blank<ItemCategory>,
}

/// Cambios a una inducción. Lo que no se envía queda igual.
#[derive(Debug, Default, Object, Deserialize)]
#[serde(default)]
pub struct InductionPatch {
    /// Cómo se llama.
    pub name: Keep<InductionName>,
}

record! {
    /// Una persona que recibió una inducción.
    pub struct InductedPerson {
        /// La persona.
        pub user_id: Id,
        /// Su nombre.
        pub user_name: String,
        /// Quién se la dio.
        pub given_by: String,
        /// Qué día.
        pub given_on: Day,
        /// Hasta qué día vale, incluido; sin él no vence.
        pub valid_until: Option<Day>,
        /// Si vale hoy.
        pub is_valid: bool,
        /// Quién lo anotó.
        pub noted_by_name: String,
        /// Cuándo se anotó.
        pub created_at: LocalTime,
    }
}

/// Anota que una persona recibió la inducción. Si ya la tenía, valen los datos nuevos.
#[derive(Debug, Object, Deserialize)]
pub struct NewInductedPerson {
    /// La persona.
    pub user_id: Id,
    /// Quién se la dio.
    pub given_by: Line<1, 200>,
    /// Qué día; hoy si no se indica.
    pub given_on: Blank<Day>,
    /// Hasta qué día vale, incluido; sin él no vence.
    pub valid_until: Blank<Day>,
}

row! {
    /// An induction that somebody lacks, and what asks for it.
    #[derive(Debug, Clone)]
    pub struct MissingInduction {
        /// What it is called.
        pub name: String,
        /// The item that asks for it.
        pub item_id: Option<Id>,
        /// The category that asks for it.
        pub category: Option<ItemCategory>,
    }
}

impl MissingInduction {
    fn is_asked_by(&self, item_id: Id, category: ItemCategory) -> bool {
        self.item_id == Some(item_id) || self.category == Some(category)
    }

    /// The names of those that an item asks for.
    pub fn names_for(missing: &[Self], item_id: Id, category: ItemCategory) -> Vec<String> {
        missing.iter().filter(|it| it.is_asked_by(item_id, category)).map(|it| it.name.clone()).collect()
    }
}
