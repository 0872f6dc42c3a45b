//! HTTP of supervisors' reviews.

use super::DECIDERS;
use super::Tag;
use crate::campus::checks::model::{Check, NewReview, Review, ReviewOf, ReviewedCheck};
use crate::campus::checks::{change, reach, store};
use crate::kit::access::{Allow, role};
use crate::kit::error::{Code, Result};
use crate::kit::page::{Limit, Paging, Skip};
use crate::kit::resource::Core;
use crate::kit::wire::{Answer, Body, Id, Rows};
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

/// The reviews under `/api/supervisor-reviews`.
pub struct ReviewApi(pub Core);

#[OpenApi(prefix_path = "/api/supervisor-reviews", tag = "Tag::Checks")]
impl ReviewApi {
    /// Revisa una verificación: la aprueba, la rechaza con un motivo, o la deja sin decidir.
    #[oai(path = "/", method = "post", operation_id = "create_review")]
    async fn create(&self, who: Allow<{ DECIDERS }>, new: Body<NewReview>) -> Result<Answer<Review>> {
        self.0.db.write(&who, move |tx| change::review(tx, new.0)).await.map(Answer)
    }

    /// Las verificaciones que esperan al supervisor, de la más antigua a la más reciente.
    #[oai(path = "/pending", method = "get", operation_id = "list_pending_reviews")]
    async fn pending(
        &self,
        who: Allow<{ DECIDERS }>,
        /// Cuántas como máximo.
        limit: Query<Limit>,
        /// Cuántas saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<Check>> {
        let (scope, paging) = (who.equipment(), Paging::rows(limit.0, skip.0));
        self.0.db.read(move |db| store::pending(db, scope, paging)).await
    }

    /// La última revisión de una verificación.
    #[oai(path = "/:check_id", method = "get", operation_id = "get_review")]
    async fn get(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// La verificación.
        check_id: Path<Id>,
    ) -> Result<Answer<ReviewOf>> {
        let reach = reach::reach(&who);
        self.0
            .db
            .read(move |db| {
                let review = store::last_review(db, check_id.0)?.ok_or(Code::ReviewNotFound)?;
                let check = store::get(db, reach, check_id.0).map_err(|_| Code::ReviewNotFound)?;
                Ok(review_of(review, &check))
            })
            .await
            .map(Answer)
    }
}

fn review_of(review: Review, check: &Check) -> ReviewOf {
    ReviewOf {
        review_id: review.id,
        check_id: review.check_id,
        supervisor_id: review.supervisor_id,
        status: review.status,
        comments: review.comments,
        created_at: review.created_at,
        check_details: ReviewedCheck {
            environment_id: check.environment_id,
            student_id: check.student_id,
            instructor_id: check.instructor_id,
            check_date: check.check_date,
            total_items: check.total_items,
            items_good: check.items_good,
            items_damaged: check.items_damaged,
            items_missing: check.items_missing,
        },
    }
}
