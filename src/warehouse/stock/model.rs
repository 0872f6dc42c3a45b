//! The shapes of stock.

mod answers;
mod figures;
mod lot;
mod sent;
mod stored;

pub use answers::{
    Adjusted, IssueWarning, IssueWarningType, Issued, IssuedLot, IssuedProduct, Received, Scrapped,
};
pub use figures::{
    ExpiredLot, ExpiredLots, ExpiringLot, ExpiryWarnings, FefoRecommendation, LevelQuery, Recommended,
    SkippedLot, StockLevel, UrgencyCounts,
};
pub use lot::{Lot, LotDetail, LotOrder, LotPage, LotQuery, LotReservation, LotState, LotStatus, Urgency};
pub use sent::{NewAdjustment, NewHold, NewIssue, NewProductIssue, NewReceipt, NewScrap};
pub use stored::{LotRow, Promised, PromisedTo, StockLot, StockedBin, StockedProduct};
