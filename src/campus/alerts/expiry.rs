//! The look of the morning: what expires in the warehouses of materials, and what is low.

use super::rules::Look;
use super::watch;
use crate::kit::jobs::{Job, Schedule};
use crate::kit::{Db, Result};
use chrono::NaiveTime;
use futures_util::future::BoxFuture;

/// Before the first class, and before the warehouse opens.
const TIME: NaiveTime = match NaiveTime::from_hms_opt(6, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// The job over a database.
pub struct Expiry(pub Db);

impl Job for Expiry {
    fn name(&self) -> &'static str {
        "material-expiry"
    }

    fn title(&self) -> &'static str {
        "Vencimiento de materiales"
    }

    fn purpose(&self) -> &'static str {
        "Busca los lotes que vencen pronto o ya vencieron y los materiales por debajo de su mínimo; levanta sus alertas, resuelve \
         las que ya no tienen causa y avisa a quienes cuidan las bodegas"
    }

    fn schedule(&self) -> Schedule {
        Schedule::Daily(TIME)
    }

    fn run(&self) -> BoxFuture<'_, Result<usize>> {
        Box::pin(watch::run(&self.0, Look::Morning))
    }
}
