//! What the worth of equipment follows from.

use super::ROOM;
use crate::campus::inventory::model::{ValueQuery, ValuedItems};
use crate::kit::sql::{self, Filter};
use crate::kit::{Result, Scope};
use rusqlite::Connection;

/// All items within a scope that aren't lost, whether their price is known or not, those that lose their value alike together.
pub fn valued(db: &Connection, scope: Scope, query: ValueQuery) -> Result<Vec<ValuedItems>> {
    let filter = Filter::default()
        .always("i.status <> 'lost'")
        .when("i.environment_id = :environment_id", ":environment_id", query.environment_id)
        .when("e.center_id = :center_id", ":center_id", query.center_id);
    let filter = scope.within(filter, &ROOM);
    let text = format!(
        "select i.environment_id, e.name as environment_name, e.center_id, c.name as center_name, i.category, k.life_months, i.currency,
             i.purchase_date, count(*) as items, count(i.purchase_price) as priced,
             coalesce(sum(i.purchase_price * i.quantity), 0) as cents
         from inventory_items i
         left join environments e on e.id = i.environment_id
         left join centers c on c.id = e.center_id
         left join item_categories k on k.id = i.category_id{}
         group by i.environment_id, i.category, k.life_months, i.currency, i.purchase_date",
        filter.clause()
    );
    sql::all(db, &text, &filter.params())
}
