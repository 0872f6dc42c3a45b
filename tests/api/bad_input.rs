//! What no form sends, sent to every operation of the document: nothing is answered with a fault of the server's,
//! every refusal is one sentence, and nothing of a refused request is kept.

mod bodies;
mod faults;
mod fuzz;
mod house;
mod parameters;

pub use bodies::one_fault_at_a_time;
