//! SQL of counts.

mod counts;
mod due;
mod lines;
mod people;

pub use counts::{get_within, insert, is_within, list, mark_bins, save_status, touch};
pub use due::{due_bins, due_words};
pub use lines::{
    add_found, add_line, arrived, count_line, counted_in, delete_line, expected_at, found_like, line,
    line_of_lot, lines, lots_in_scope, open_elsewhere, save_lot, save_reason, uncount_line, zone_has_bins,
};
pub use people::{has_counted, name_person, people, warehouse_within};
