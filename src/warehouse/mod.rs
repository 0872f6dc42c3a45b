//! The warehouse of materials: what is used up, not lent ("materiales de formación"). A directory a resource.
//!
//! Beside `campus`, which it knows nothing of: what it needs of rooms and people it joins in SQL.

/// What a bin `b` is, as SQL: what a person set it aside for, and what its lots say. It is empty when all its lots are (D6).
macro_rules! bin_status {
    () => {
        "case
             when b.is_active = 0 or b.set_aside = 'inactive' then 'inactive'
             when exists (select 1 from lots l where l.bin_id = b.id and l.quantity > 0) then 'occupied'
             when b.set_aside = 'reserved' then 'reserved'
             else 'empty'
         end"
    };
}

/// What so much of a lot `l` of a product `p` is worth, in cents, as SQL: by what the lot cost, or else by what the product costs; null
/// where nobody said either. Without the bound two figures that nobody can mean would be beyond what SQLite adds up. The sums of V44 say the
/// same.
macro_rules! worth {
    () => {
        "min(
             l.quantity / 100 * coalesce(l.unit_price, p.unit_price)
                 + (l.quantity % 100 * coalesce(l.unit_price, p.unit_price) + 50) / 100,
             10000000000000)"
    };
}

pub mod bins;
pub mod center;
pub mod counts;
pub mod dashboard;
pub mod keepers;
pub mod movements;
pub mod products;
pub mod report;
pub mod reservations;
pub mod share;
pub mod stock;
pub mod suppliers;
pub mod transfers;
pub mod unit;
pub mod warehouses;
pub mod words;
