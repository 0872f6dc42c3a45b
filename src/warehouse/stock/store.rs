//! SQL of stock.

mod figures;
mod first_out;
mod lots;
pub mod reported;

pub use figures::{expired, expiring, levels};
pub use first_out::{candidates, candidates_like, lots_of_reservation, promised_to, warehouse_within};
pub use lots::{
    batches_in, every, get_within, give_back, insert, is_taken_by_another, list, product, reservations,
    save_quantity, save_receipt, save_reserved, save_status, stocked_bin, supplier_is_known,
};
