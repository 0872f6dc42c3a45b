//! Trouble with materials: what expires, what has expired, what is low. The warehouse of materials is beside this floor: its rows are
//! joined here, and nothing of it is called.

use super::title;
use crate::campus::alerts::model::{AlertRules, Cause};
use crate::campus::alerts::rules;
use crate::kit::db::AlertKind;
use crate::kit::wire::row;
use crate::kit::{Day, Id, Quantity, Result, sql};
use chrono::TimeDelta;
use rusqlite::{Connection, named_params};

row! {
    /// A lot of which something is left.
    pub struct DatedLot {
        /// The row.
        pub id: Id,
        /// Its product.
        pub product_name: String,
        /// The number on its package.
        pub batch_number: String,
        /// Where it lies.
        pub bin_code: String,
        /// Its warehouse.
        pub environment_id: Id,
        /// The name of its warehouse.
        pub environment_name: String,
        /// The centre of its warehouse.
        pub center_id: Id,
        /// How much is left.
        pub quantity: Quantity,
        /// What it is counted in.
        pub unit: String,
        /// The last day on which it may be used.
        pub use_by_date: Day,
    }
}

/// Lots that expire within the days that the house wants to be warned, or have expired, and of which something still lies in a warehouse
/// that is in use. Held ones too: somebody has to do something about them.
pub fn expiring(db: &Connection, rules: &AlertRules, today: Day) -> Result<Vec<Cause>> {
    let ahead = rules.material_warning_days.max(rules.material_alert_days);
    let until = today.0.checked_add_signed(TimeDelta::days(ahead)).unwrap_or(today.0);
    let found: Vec<DatedLot> = sql::all(
        db,
        "select l.id, p.name as product_name, l.batch_number, b.code as bin_code, b.environment_id, e.name as environment_name,
             e.center_id, l.quantity, l.unit, l.use_by_date
         from lots l
         cross join bins b on b.id = l.bin_id
         cross join environments e on e.id = b.environment_id
         cross join products p on p.id = l.product_id
         where l.quantity > 0
         and l.use_by_date <= :until
         and e.is_active = 1
         order by l.use_by_date, l.id",
        named_params! { ":until": Day(until) },
    )?;
    Ok(found.iter().map(|it| dated(it, rules, today)).collect())
}

fn dated(it: &DatedLot, rules: &AlertRules, today: Day) -> Cause {
    let left = (it.use_by_date.0 - today.0).num_days();
    let (kind, what, when) = if left < 0 {
        (AlertKind::MaterialExpired, "Material vencido", "venció")
    } else {
        (AlertKind::MaterialExpiring, "Material por vencer", "vence")
    };
    Cause {
        kind,
        entity_type: "lot",
        entity_id: it.id,
        environment_id: Some(it.environment_id),
        center_id: Some(it.center_id),
        severity: rules::of_expiry(left, rules.material_alert_days),
        amount: None,
        pieces: None,
        title: title(&format!("{what}: {}, lote {}", it.product_name, it.batch_number)),
        // The day and not how many are left: what is said once stays right.
        message: format!(
            "De «{}», lote {}, hay {} en {} de {}; {when} el {}",
            it.product_name,
            it.batch_number,
            rules::amount(it.quantity, &it.unit),
            it.bin_code,
            it.environment_name,
            it.use_by_date.written()
        ),
    }
}

row! {
    /// A product of which there is less than its minimum.
    pub struct LowProduct {
        /// The row.
        pub id: Id,
        /// Its name.
        pub name: String,
        /// Its code.
        pub sku: Option<String>,
        /// The warehouse where it came in last.
        pub environment_id: Option<Id>,
        /// The centre that it belongs to.
        pub center_id: Id,
        /// How much is left in all warehouses of the centre.
        pub quantity: Quantity,
        /// How much is on its way between them.
        pub moving: Quantity,
        /// How much there should be.
        pub min_stock: Quantity,
        /// What it is counted in.
        pub unit: String,
    }
}

/// Products in use of which the warehouses of their centre hold less than the product's minimum, with what is on its way between them, and of
/// which there ever was something: a catalogue that is being filled in isn't trouble. They
/// lie in no room; the alert is put where the product came in last, else in the centre's first warehouse, so that who reads alerts of
/// one centre doesn't read those of another.
pub fn low(db: &Connection) -> Result<Vec<Cause>> {
    let found: Vec<LowProduct> = sql::all(
        db,
        "with stock as (
             select p.id, p.name, p.sku, p.center_id, p.min_stock, p.default_unit as unit, (
                     select coalesce(sum(t.quantity), 0)
                     from stock_totals t
                     where t.product_id = p.id) as quantity, coalesce(m.quantity, 0) as moving
             from products p
             left join (
                 select l.product_id, sum(t.quantity_sent) as quantity
                 from transfers t indexed by transfers_open
                 cross join lots l on l.id = t.source_lot_id
                 where t.status in ('pending', 'in_transit')
                 group by l.product_id) m on m.product_id = p.id
             where p.min_stock > 0
             and p.is_active = 1
             and exists (
                 select 1
                 from stock_totals t
                 where t.product_id = p.id)
         )
         select s.id, s.name, s.sku, s.center_id, s.min_stock, s.unit, s.quantity, s.moving, coalesce((
                 select b.environment_id
                 from lots l
                 join bins b on b.id = l.bin_id
                 join environments e on e.id = b.environment_id and e.is_active = 1
                 where l.product_id = s.id
                 order by l.created_at desc
                 limit 1), (
                 select e.id
                 from environments e
                 where e.center_id = s.center_id
                 and e.is_warehouse = 1
                 and e.is_active = 1
                 order by e.created_at, e.id
                 limit 1)) as environment_id
         from stock s
         where s.quantity + s.moving < s.min_stock
         order by s.id",
        &[],
    )?;
    Ok(found.iter().map(few).collect())
}

fn few(it: &LowProduct) -> Cause {
    let code = it.sku.as_ref().map_or_else(String::new, |sku| format!(" ({sku})"));
    let left = if it.quantity.is_some() {
        format!("hay {}", rules::amount(it.quantity, &it.unit))
    } else {
        "no hay".to_owned()
    };
    let moving = if it.moving.is_some() {
        format!(", y hay {} en camino entre ellas", rules::amount(it.moving, &it.unit))
    } else {
        String::new()
    };
    Cause {
        kind: AlertKind::LowStock,
        entity_type: "product",
        entity_id: it.id,
        environment_id: it.environment_id,
        center_id: Some(it.center_id),
        severity: rules::of_material(it.quantity + it.moving, it.min_stock),
        // How much is lacking grows with every issue: only a graver level is news.
        amount: None,
        pieces: None,
        title: title(&format!("Pocas existencias: {}", it.name)),
        message: format!(
            "De «{}»{code} {left} en las bodegas del centro{moving}; el mínimo es {}",
            it.name,
            rules::amount(it.min_stock, &it.unit)
        ),
    }
}
