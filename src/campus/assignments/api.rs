//! HTTP of equipment in charge.

use super::model::{
    Assignment, AssignmentFilter, AssignmentOrder, AssignmentPage, AssignmentPatch, AssignmentQuery,
    HandBack, NewAssignment, Reassignment,
};
use super::{change, reads};
use crate::kit::page::{PageNumber, PageSize};
use crate::kit::wire::Listing;
use crate::kit::{Allow, Answer, Blank, Body, Core, Created, Id, Line, Paging, Result, role, tag};
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

tag! {
    /// Equipos a cargo de personas.
    Assignments
}

/// The assignments under `/api/assignments`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/assignments", tag = "Tag::Assignments")]
impl Api {
    /// Los equipos a cargo: aprendices e instructores ven los suyos; supervisores y administradores, los que se entregaron en su centro; un
    /// administrador general, todos.
    #[oai(path = "/", method = "get", operation_id = "list_assignments")]
    async fn list(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// Solo los de este equipo: quién lo tiene y quiénes lo tuvieron.
        item_id: Query<Blank<Id>>,
        /// Solo los de esta persona; los de quien pregunta, estén donde estén.
        user_id: Query<Blank<Id>>,
        /// Solo de equipos que están en este ambiente, o que estaban cuando se entregaron si ya no existen.
        environment_id: Query<Blank<Id>>,
        /// Solo los que van en esto.
        status: Query<Blank<AssignmentFilter>>,
        /// Solo los de quien pregunta, estén donde estén.
        own: Query<Blank<bool>>,
        /// Palabras en la persona, su documento, el equipo, su placa o su serie.
        search: Query<Blank<Line<0, 100>>>,
        /// En qué orden; si no se indica, el último que se entregó primero.
        order: Query<Blank<AssignmentOrder>>,
        /// Número de la página, desde 1.
        page: Query<PageNumber>,
        /// Cuántos por página; 50 si no se indica.
        page_size: Query<PageSize>,
    ) -> Result<Listing<AssignmentPage>> {
        let query = AssignmentQuery {
            item_id: item_id.0.0,
            user_id: user_id.0.0,
            environment_id: environment_id.0.0,
            status: status.0.0,
            search: search.0.0.map(String::from),
            order: order.0.0,
        };
        let (who, own) = (who.clone(), own.0.0.unwrap_or(false));
        let paging = Paging::sized(page.0, page_size.0);
        self.0.db.read(move |db| reads::list(&who, own, query).paged::<Assignment, _>(db, paging)).await
    }

    /// Un equipo a cargo: quien lo tiene o lo tuvo lo lee donde esté; los demás, como en la lista.
    #[oai(path = "/:id", method = "get", operation_id = "get_assignment")]
    async fn get(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// El equipo a cargo.
        id: Path<Id>,
    ) -> Result<Answer<Assignment>> {
        let who = who.clone();
        self.0.db.read(move |db| reads::seen(db, &who, id.0)).await.map(|seen| Answer(seen.assignment))
    }

    /// Entrega un equipo a una persona, que queda a cargo de él. A quien tiene cuenta se le avisa, si no se lo entrega a sí mismo.
    #[oai(path = "/", method = "post", operation_id = "create_assignment")]
    async fn create(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        new: Body<NewAssignment>,
    ) -> Result<Created<Assignment>> {
        self.0.db.write(&who, move |tx| change::assign(tx, &new.0)).await.map(Created)
    }

    /// Corrige lo que se anotó al entregar un equipo. Si cambia algo y su acta ya tiene firmas, se firma otra versión; si no cambia nada, todo
    /// queda como está.
    #[oai(path = "/:id", method = "put", operation_id = "update_assignment")]
    async fn update(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        /// El equipo a cargo.
        id: Path<Id>,
        patch: Body<AssignmentPatch>,
    ) -> Result<Answer<Assignment>> {
        self.0.db.write(&who, move |tx| change::correct(tx, id.0, patch.0)).await.map(Answer)
    }

    /// Recibe un equipo de quien lo tiene. A quien tiene cuenta se le avisa, si no lo recibe de sí mismo.
    #[oai(path = "/:id/return", method = "post", operation_id = "return_assignment")]
    async fn hand_back(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        /// El equipo a cargo.
        id: Path<Id>,
        sent: Body<HandBack>,
    ) -> Result<Answer<Assignment>> {
        self.0.db.write(&who, move |tx| change::hand_back(tx, id.0, &sent.0)).await.map(Answer)
    }

    /// Pasa un equipo de quien lo tiene a otra persona en un solo paso; se responde con el de quien lo recibe.
    #[oai(path = "/:id/reassign", method = "post", operation_id = "reassign_assignment")]
    async fn reassign(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        /// El equipo a cargo.
        id: Path<Id>,
        sent: Body<Reassignment>,
    ) -> Result<Created<Assignment>> {
        self.0.db.write(&who, move |tx| change::reassign(tx, id.0, &sent.0)).await.map(Created)
    }
}
