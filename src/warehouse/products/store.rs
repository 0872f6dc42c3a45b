//! SQL of products.

use super::model::{Product, ProductQuery, ProductRow, StockDay};
use crate::kit::access::room;
use crate::kit::label::{LabelSubject, LabelsOf};
use crate::kit::sql::{self, Filter, Selection};
use crate::kit::{Code, Day, Error, Id, LocalTime, OnUnique, Result, RoomColumns, Scope, clock};
use chrono::TimeDelta;
use rusqlite::{Connection, named_params};

/// A product belongs to a centre, and to no room of it.
const CENTER: RoomColumns = room!("null", "p.center_id");

/// The products within a scope that match, newest first.
pub fn list(scope: Scope, query: ProductQuery) -> Selection {
    let filter = Filter::default()
        .when("p.is_active = :is_active", ":is_active", query.is_active)
        .when("is_same(p.category, :category)", ":category", query.category)
        .when("matches(:search, p.name, p.sku, p.category)", ":search", query.search)
        .when(
            "(p.min_stock is not null and p.min_stock > (
                 select coalesce(sum(l.quantity), 0) from lots l where l.product_id = p.id and l.quantity > 0) + (
                 select coalesce(sum(t.quantity_sent), 0) from transfers t join lots l on l.id = t.source_lot_id
                 where l.product_id = p.id and t.status in ('pending', 'in_transit'))) = :is_low",
            ":is_low",
            query.is_low,
        );
    Selection::new(Product::SELECT, scope.within(filter, &CENTER), "p.created_at desc, p.id desc")
}

/// A product within a scope.
///
/// # Errors
/// [`Code::ProductNotFound`].
pub fn get_within(db: &Connection, scope: Scope, id: Id) -> Result<Product> {
    let filter = scope.within(Filter::default().when("p.id = :id", ":id", Some(id)), &CENTER);
    let found = sql::one(db, &format!("{}{}", Product::SELECT, filter.clause()), &filter.params())?;
    Ok(found.ok_or(Code::ProductNotFound)?)
}

/// Refuses the SKU that another product of the centre has, or one that a person takes for it.
fn check_sku(db: &Connection, product: &ProductRow) -> Result<()> {
    let Some(sku) = &product.sku else { return Ok(()) };
    let text = format!(
        "select p.name
         from products p
         where p.center_id = :center_id
         and p.sku is not null
         and {}
         and p.id <> :id",
        sql::same("p.sku")
    );
    let params = named_params! {
        ":center_id": product.center_id, ":least": sql::least(sku), ":most": sql::most(sku), ":value": sku, ":id": product.id,
    };
    match sql::one::<String>(db, &text, params)? {
        Some(name) => Err(Error::With(Code::ProductSkuTaken, format!("El SKU {sku} ya lo tiene {name}"))),
        None => Ok(()),
    }
}

/// Adds a product.
///
/// # Errors
/// [`Code::ProductSkuTaken`].
pub fn insert(db: &Connection, product: &ProductRow) -> Result<()> {
    check_sku(db, product)?;
    sql::insert(db, "products", &product.fields()).on_unique("products.sku", Code::ProductSkuTaken)
}

/// Stores a product as it is now.
///
/// # Errors
/// [`Code::ProductSkuTaken`].
pub fn save(db: &Connection, product: &ProductRow) -> Result<()> {
    check_sku(db, product)?;
    sql::save(db, "products", &product.fields()).on_unique("products.sku", Code::ProductSkuTaken)
}

/// Refuses a photo, if one is named, that was never uploaded.
///
/// # Errors
/// [`Code::ProductPhotoUnknown`].
pub fn check_photo(db: &Connection, photo: Option<Id>) -> Result<()> {
    let text = "select 1\nfrom photos\nwhere id = :id";
    match photo {
        Some(id) if !sql::exists(db, text, named_params! { ":id": id })? => {
            Err(Code::ProductPhotoUnknown.into())
        }
        _ => Ok(()),
    }
}

/// How much there was of a product at the end of each of the last days, today's so far among them: in all warehouses, or one of them.
/// What there is now, less what the ledger says of the days after each.
pub fn history(
    db: &Connection,
    product: Id,
    warehouse: Option<Id>,
    (today, days): (Day, i64),
) -> Result<Vec<StockDay>> {
    let day = |ago: i64| today.0 - TimeDelta::days(ago);
    let bounds: Vec<[String; 3]> = (0..days)
        .map(day)
        .map(|day| {
            let [begins, ends] = [clock::start_of(day), clock::end_of(day)].map(|at| LocalTime(at).stored());
            [day.to_string(), begins, ends]
        })
        .collect();
    sql::all(
        db,
        "with days as (
             select value ->> '$[0]' as day, value ->> '$[1]' as begins, value ->> '$[2]' as ends
             from json_each(:bounds)),
         changes as (
             select d.day, coalesce(sum(m.quantity), 0) as net, coalesce(sum(m.quantity) filter (where m.quantity > 0), 0) as came,
                 coalesce(-sum(m.quantity) filter (where m.quantity < 0), 0) as went
             from days d
             left join movements m on m.product_id = :product
                 and m.created_at >= d.begins
                 and m.created_at < d.ends
                 and m.environment_id = coalesce(:warehouse, m.environment_id)
             group by d.day),
         present as (
             select coalesce(sum(l.quantity), 0) as quantity
             from lots l
             join bins b on b.id = l.bin_id
             where l.product_id = :product
             and l.quantity > 0
             and b.environment_id = coalesce(:warehouse, b.environment_id))
         select c.day,
             p.quantity - coalesce(
                 sum(c.net) over (order by c.day desc rows between unbounded preceding and 1 preceding), 0) as quantity,
             c.came, c.went
         from changes c
         cross join present p
         order by c.day",
        named_params! {
            ":bounds": serde_json::to_string(&bounds).map_err(Error::internal)?, ":product": product, ":warehouse": warehouse,
        },
    )
}

/// Whether there is or was a lot of a product.
pub fn has_lots(db: &Connection, id: Id) -> Result<bool> {
    sql::exists(db, "select 1\nfrom lots\nwhere product_id = :id", named_params! { ":id": id })
}

/// Deletes a product, unless there is or was anything of it; answers whether it is gone.
pub fn delete_unused(db: &Connection, id: Id) -> Result<bool> {
    sql::delete_unless_mentioned(db, "products", id)
}

/// Named rows within a scope, or all that `others` lets pass; at most one more than is wanted.
fn labelled<'a>(wanted: LabelsOf<'_>, named: &'static str, others: &'static str) -> Result<Filter<'a>> {
    let ids = wanted.ids.map(serde_json::to_string).transpose().map_err(Error::internal)?;
    Ok(Filter::default()
        .only_if(ids.is_none(), others)
        .when(named, ":ids", ids)
        .bind(":most", i64::try_from(wanted.most + 1).unwrap_or(i64::MAX)))
}

/// What stands on the labels of products within a scope, by name: of those that are named, else of those in use. One without a SKU goes
/// by its name. They lie in no room.
pub fn labels(db: &Connection, scope: Scope, wanted: LabelsOf<'_>) -> Result<Vec<LabelSubject>> {
    let named = "p.id in (select value from json_each(:ids))";
    let filter = scope.within(labelled(wanted, named, "p.is_active = 1")?, &CENTER);
    let text = format!(
        "select p.id, coalesce(p.sku, p.name) as plate, p.name, p.category as detail, p.category as model, null as serial,
             null as room, c.name as center
         from products p
         join centers c on c.id = p.center_id{}
         order by p.name, p.id
         limit +:most",
        filter.clause()
    );
    sql::all(db, &text, &filter.params())
}

/// What stands on the labels of lots within a scope, by product and batch: of those that are named, else of those that aren't used up.
pub fn lot_labels(db: &Connection, scope: Scope, wanted: LabelsOf<'_>) -> Result<Vec<LabelSubject>> {
    let named = "l.id in (select value from json_each(:ids))";
    let filter = labelled(wanted, named, "l.quantity > 0")?.when(
        "b.environment_id = :warehouse",
        ":warehouse",
        wanted.room,
    );
    let filter = scope.within(filter, &CENTER);
    let text = format!(
        "select l.id, l.batch_number as plate, p.name, p.category as detail,
             'Vence ' || strftime('%d/%m/%Y', l.use_by_date) as model, null as serial, b.code || ' · ' || e.name as room,
             c.name as center
         from lots l
         join products p on p.id = l.product_id
         join bins b on b.id = l.bin_id
         join environments e on e.id = b.environment_id
         join centers c on c.id = p.center_id{}
         order by p.name, l.batch_number, l.id
         limit +:most",
        filter.clause()
    );
    sql::all(db, &text, &filter.params())
}
