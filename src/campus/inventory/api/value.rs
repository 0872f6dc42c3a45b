//! HTTP of what equipment is worth.

use crate::campus::categories;
use crate::campus::inventory::model::{InventoryValue, ItemValue, UsefulLives, ValueQuery};
use crate::campus::inventory::{rules, store};
use crate::kit::{Allow, Answer, Blank, Core, Day, Id, Result, clock, role, settings};
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

/// What equipment is worth, under `/api/inventory`.
pub struct ValueApi(pub Core);

#[OpenApi(prefix_path = "/api/inventory", tag = "super::Tag::Inventory")]
impl ValueApi {
    /// Lo que costaron y lo que valen hoy en libros los equipos que administra quien pregunta: todos, por centro y por ambiente.
    ///
    /// Sin los perdidos. Cada moneda se suma por aparte. El valor en libros baja cada día por igual, de la compra al fin de la vida útil.
    #[oai(path = "/value", method = "get", operation_id = "get_inventory_value")]
    async fn all(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// Solo los de este ambiente.
        environment_id: Query<Blank<Id>>,
        /// Solo los de este centro.
        center_id: Query<Blank<Id>>,
    ) -> Result<Answer<InventoryValue>> {
        let query = ValueQuery { environment_id: environment_id.0.0, center_id: center_id.0.0 };
        let (scope, today) = (who.equipment(), Day(clock::today()));
        self.0
            .db
            .read(move |db| {
                let lives: UsefulLives = settings::of(db)?;
                Ok(rules::sums(&store::valued(db, scope, query)?, &lives, today))
            })
            .await
            .map(Answer)
    }

    /// Lo que costó un equipo y lo que vale hoy en libros.
    #[oai(path = "/:id/value", method = "get", operation_id = "get_item_value")]
    async fn one(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// El equipo.
        id: Path<Id>,
    ) -> Result<Answer<ItemValue>> {
        let (scope, today) = (who.equipment(), Day(clock::today()));
        self.0
            .db
            .read(move |db| {
                let item = store::get_within(db, scope, id.0)?;
                let own_life = categories::store::life(db, item.category_id)?;
                Ok(rules::item_value(&item.row(), own_life, &settings::of(db)?, today))
            })
            .await
            .map(Answer)
    }
}
