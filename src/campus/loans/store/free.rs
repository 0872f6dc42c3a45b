//! SQL of what a warehouse could lend, and of what keeps it from others.

use crate::campus::inventory::store::is_charged;
use crate::campus::loans::model::{LendableItem, LoanHold};
use crate::kit::sql::{self, Filter};
use crate::kit::{Day, Id, Paging, Result, Rows};
use rusqlite::{Connection, named_params};

/// Pieces that are whole, there, in nobody's charge and not being worked on; what is only to be looked after can be lent until somebody
/// begins. Who asks for repair of a piece that is counted as damaged asks for the same piece, which is missing once; what is looked
/// after is whole, and so another one.
const STOCK: &str = concat!(
    "
    select i.id as item_id, i.name, i.internal_code, i.brand, i.model, i.category, i.image_url, i.environment_id,
        iif(i.status in ('maintenance', 'lost')
                or ",
    is_charged!(),
    ", 0,
            max(0, i.quantity - i.quantity_missing
                - max(i.quantity_damaged, coalesce((
                    select sum(m.quantity)
                    from maintenance_items m
                    join maintenance_requests r on r.id = m.request_id
                    where m.item_id = i.id
                    and r.status in ('pending', 'assigned', 'in_progress')
                    and r.maintenance_type = 'corrective'), 0))
                - coalesce((
                    select sum(m.quantity)
                    from maintenance_items m
                    join maintenance_requests r on r.id = m.request_id
                    where m.item_id = i.id
                    and r.status = 'in_progress'
                    and r.maintenance_type <> 'corrective'), 0))) as capacity
    from inventory_items i"
);

/// What a warehouse has to lend, by name.
pub fn stock(db: &Connection, warehouse: Id) -> Result<Vec<LendableItem>> {
    let filter = Filter::default()
        .when("i.environment_id = :warehouse", ":warehouse", Some(warehouse))
        .always("i.status <> 'lost'");
    let text = format!("{STOCK}{}\norder by i.name, i.internal_code, i.id", filter.clause());
    sql::all(db, &text, &filter.params())
}

/// Items that are like one: of the same name, brand and model in the same room, as it is itself.
const ALIKE: &str = "
    join inventory_items wanted on wanted.id = :item_id
        and i.environment_id = wanted.environment_id
        and i.name = wanted.name
        and i.brand is wanted.brand
        and i.model is wanted.model";

/// An item and all that are like it in the same room, itself first.
pub fn stock_like(db: &Connection, item_id: Id) -> Result<Vec<LendableItem>> {
    sql::all(
        db,
        &format!("{STOCK}{ALIKE}\norder by i.id <> wanted.id, i.internal_code"),
        named_params! { ":item_id": item_id },
    )
}

/// The items of a warehouse.
const OF_WAREHOUSE: &str = "
        where i.environment_id = :warehouse";

/// Where holds are looked for. SQLite doesn't know how few loans are open, so the order is ours: those of a warehouse are found among
/// the open loans, those of few items among what was lent of them.
struct Held<'a> {
    /// What is left of `inventory_items i`.
    items: &'a str,
    /// A `+` before an item keeps its index from being used.
    plus: &'a str,
    /// What went over the desk, and its loans.
    pieces: &'a str,
}

const HELD_OF_WAREHOUSE: Held<'_> = Held {
    items: OF_WAREHOUSE,
    plus: "+",
    pieces: "loans l\n        cross join loan_pieces p on p.loan_id = l.id",
};

const HELD_ALIKE: Held<'_> =
    Held { items: ALIKE, plus: "", pieces: "loan_pieces p\n        cross join loans l on l.id = p.loan_id" };

/// What is reserved, the pieces of approved and active loans that nobody has handed over yet, and what is out; of the items that
/// `held` names. They are those that belong to a warehouse now: a piece that is lent by one and moved to
/// another isn't free there. `seen` is what the reader learns of who borrows.
fn holds_text(held: &Held<'_>, seen: &str) -> String {
    let Held { items, plus, pieces } = held;
    format!(
        "
    with wanted as materialized (
        select i.id, i.name, i.internal_code
        from inventory_items i{items}
    ),
    holds as (
        select l.id as loan_id, l.item_id, l.any_of_model, 0 as is_out,
            l.quantity_requested - coalesce((select sum(p.quantity) from loan_pieces p
                where p.loan_id = l.id and p.action = 'handed_over'), 0) as pieces
        from loans l
        where l.status in ('approved', 'active')
        and {plus}l.item_id in (select id from wanted)
        union all
        select l.id, p.item_id, 0, 1, sum(iif(p.action = 'handed_over', p.quantity, -p.quantity))
        from {pieces}
        where l.status = 'active'
        and {plus}p.item_id in (select id from wanted)
        group by l.id, p.item_id
    )
    select h.loan_id, u.name as borrower, {seen} as borrower_id, h.item_id, w.name as item_name, w.internal_code,
        h.any_of_model, h.is_out, h.pieces, l.start_date, l.end_date, l.start_time, l.end_time
    from holds h
    join loans l on l.id = h.loan_id
    join wanted w on w.id = h.item_id
    join users u on u.id = l.instructor_id
    where h.pieces > 0"
    )
}

/// What keeps a warehouse's pieces from others, whenever.
pub fn holds(db: &Connection, warehouse: Id) -> Result<Vec<LoanHold>> {
    let text = holds_text(&HELD_OF_WAREHOUSE, "l.instructor_id");
    sql::all(db, &text, named_params! { ":warehouse": warehouse })
}

/// What keeps an item and those like it from others, whenever.
pub fn holds_like(db: &Connection, item_id: Id) -> Result<Vec<LoanHold>> {
    sql::all(db, &holds_text(&HELD_ALIKE, "l.instructor_id"), named_params! { ":item_id": item_id })
}

/// What keeps a warehouse's pieces from others within some days, by item and day; what is out is out until it is back. Whoever isn't
/// at a desk, `own`, learns the id of nobody but themselves.
pub fn calendar(
    db: &Connection,
    warehouse: Id,
    from: Day,
    until: Day,
    own: Option<Id>,
) -> Result<Rows<LoanHold>> {
    let seen = "iif(:own is null or l.instructor_id = :own, l.instructor_id, null)";
    sql::rows(
        db,
        &format!(
            "{}
             and l.start_date <= :until
             and (l.end_date >= :from or h.is_out = 1)
             order by w.name, w.internal_code, l.start_date, h.loan_id",
            holds_text(&HELD_OF_WAREHOUSE, seen)
        ),
        named_params! { ":warehouse": warehouse, ":from": from, ":until": until, ":own": own },
        Paging::ALL,
    )
}
