//! HTTP of feedback.

use super::model::{Feedback, FeedbackPatch, FeedbackQuery, FeedbackStatus, FeedbackType, NewFeedback};
use super::{change, rules, store};
use crate::kit::db::Priority;
use crate::kit::{
    Allow, Answer, Blank, Body, Core, Created, Id, Limit, Line, Paging, Removal, Result, Rows, Skip, role,
    tag,
};
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

tag! {
    /// Opiniones sobre el programa.
    Feedback
}

/// What people say, under `/api/feedback`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/feedback", tag = "Tag::Feedback")]
impl Api {
    /// Lista las opiniones propias, la más reciente primero.
    #[oai(path = "/", method = "get", operation_id = "list_own_feedback")]
    async fn own(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// Solo las de esta clase.
        #[oai(name = "type")]
        kind: Query<Blank<FeedbackType>>,
        /// Solo las que van en esto.
        status: Query<Blank<FeedbackStatus>>,
        /// Cuántas como máximo.
        limit: Query<Limit>,
        /// Cuántas saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<Feedback>> {
        let query = FeedbackQuery { kind: kind.0.0, status: status.0.0, ..FeedbackQuery::default() };
        let (me, paging) = (who.id, Paging::rows(limit.0, skip.0));
        self.0.db.read(move |db| store::own(me, query).rows(db, paging)).await
    }

    /// Lista las opiniones de todos: primero las más urgentes, luego las más recientes.
    #[oai(path = "/all", method = "get", operation_id = "list_feedback")]
    async fn all(
        &self,
        _who: Allow<{ role::GENERAL }>,
        /// Solo las de esta clase.
        #[oai(name = "type")]
        kind: Query<Blank<FeedbackType>>,
        /// Solo las que van en esto.
        status: Query<Blank<FeedbackStatus>>,
        /// Solo las de esta urgencia.
        priority: Query<Blank<Priority>>,
        /// Palabras en el título, lo que dice, la respuesta y el nombre.
        search: Query<Blank<Line<0, 100>>>,
        /// Cuántas como máximo.
        limit: Query<Limit>,
        /// Cuántas saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<Feedback>> {
        let query = FeedbackQuery {
            kind: kind.0.0,
            status: status.0.0,
            priority: priority.0.0,
            search: search.0.0.map(String::from),
        };
        let paging = Paging::rows(limit.0, skip.0);
        self.0.db.read(move |db| store::all(query).rows(db, paging)).await
    }

    /// Una opinión propia; de cualquiera, para la administración general.
    #[oai(path = "/:id", method = "get", operation_id = "get_feedback")]
    async fn get(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// La opinión.
        id: Path<Id>,
    ) -> Result<Answer<Feedback>> {
        let of = rules::reach(&who);
        self.0.db.read(move |db| store::get(db, of, id.0)).await.map(Answer)
    }

    /// Envía una opinión. La administración general recibe un aviso.
    #[oai(path = "/", method = "post", operation_id = "create_feedback")]
    async fn create(
        &self,
        who: Allow<{ role::ANYONE }>,
        new: Body<NewFeedback>,
    ) -> Result<Created<Feedback>> {
        self.0.db.write(&who, move |tx| change::send(tx, new.0)).await.map(Created)
    }

    /// Responde una opinión o cambia su estado. Quien opinó recibe un aviso, si quiso.
    #[oai(path = "/:id", method = "put", operation_id = "update_feedback")]
    async fn answer(
        &self,
        who: Allow<{ role::GENERAL }>,
        /// La opinión.
        id: Path<Id>,
        patch: Body<FeedbackPatch>,
    ) -> Result<Answer<Feedback>> {
        self.0.db.write(&who, move |tx| change::answer(tx, id.0, patch.0)).await.map(Answer)
    }

    /// Elimina una opinión propia; cualquiera, para la administración general.
    #[oai(path = "/:id", method = "delete", operation_id = "delete_feedback")]
    async fn delete(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// La opinión.
        id: Path<Id>,
    ) -> Result<Answer<Removal>> {
        self.0.db.write(&who, move |tx| change::delete(tx, id.0)).await.map(Answer)
    }
}
