//! What a write does to feedback, and who is told.

use super::model::{Feedback, FeedbackPatch, FeedbackStatus, NewFeedback};
use super::{rules, store};
use crate::campus::users;
use crate::kit::db::{Kind, Priority};
use crate::kit::{CallerTx, Change, Event, Field, Id, LocalTime, Notice, Removal, Result, Role, clock};

/// Takes what the caller says; the general administrators hear of it.
///
/// # Errors
/// [`Code::FeedbackTooMuch`](crate::kit::Code::FeedbackTooMuch).
pub fn send(tx: &CallerTx<'_>, new: NewFeedback) -> Result<Change<Feedback>> {
    let (me, now) = (tx.who.id, LocalTime(tx.now));
    let today = LocalTime(clock::start_of(tx.today().0));
    rules::one_more(store::sent_since(tx, me, today)?)?;
    let wants_device = new.include_device_info.0 == Some(true);
    let feedback = Feedback {
        id: Id::new(),
        user_id: me,
        user_name: String::new(),
        r#type: new.kind,
        category: new.category.0.map(Into::into),
        title: new.title.into(),
        description: new.description.into(),
        priority: new.priority.0.unwrap_or(Priority::Medium),
        rating: new.rating.0.map(Into::into),
        status: FeedbackStatus::Submitted,
        allow_follow_up: new.allow_follow_up.0.unwrap_or(true),
        device: tx.origin.user_agent.clone().filter(|_| wants_device),
        admin_response: None,
        responded_by_name: None,
        responded_at: None,
        created_at: now,
        updated_at: now,
    };
    store::insert(tx, &feedback)?;
    let feedback = store::get(tx, None, feedback.id)?;
    let message = format!("{}: {}", feedback.user_name, feedback.title);
    let notice = |to| {
        Notice::new(to, Kind::Feedback, "Opinión nueva", message.clone())
            .priority(feedback.priority)
            .leads_to(page(feedback.id))
    };
    let people = users::store::active(tx, Role::AdminGeneral)?;
    let notices: Vec<Notice> = people.into_iter().filter(|to| *to != me).map(notice).collect();
    let says = format!("Opinión enviada: {}", feedback.title);
    Ok(Change::created("feedback", feedback.id, says, feedback).tell(notices))
}

/// Answers one, or decides on it; the person is told unless they didn't want to be.
///
/// # Errors
/// [`Code::FeedbackNotFound`](crate::kit::Code::FeedbackNotFound).
pub fn answer(tx: &CallerTx<'_>, id: Id, patch: FeedbackPatch) -> Result<Change<Feedback>> {
    let before = store::get(tx, None, id)?;
    let now = LocalTime(tx.now);
    let answered = matches!(&patch.admin_response, Field::Set(text) if before.admin_response.as_deref() != Some(text.as_str()));
    let admin_response = patch.admin_response.map(String::from).or(before.admin_response.clone());
    let feedback = Feedback {
        status: rules::status(before.status, patch.status.0, answered),
        priority: patch.priority.0.unwrap_or(before.priority),
        responded_at: match (&admin_response, answered) {
            (None, _) => None,
            (Some(_), true) => Some(now),
            (Some(_), false) => before.responded_at,
        },
        admin_response,
        updated_at: now,
        ..before.clone()
    };
    store::save(tx, &feedback, answered.then_some(tx.who.id))?;
    let feedback = store::get(tx, None, id)?;
    let notice = told(&before, &feedback, answered).filter(|_| feedback.user_id != tx.who.id);
    let says = format!("Opinión de {} atendida: {}", feedback.user_name, feedback.title);
    Ok(Change::updated("feedback", id, says, &before, feedback).tell(notice))
}

/// What the person is told of an answer or of another status.
fn told(before: &Feedback, after: &Feedback, answered: bool) -> Option<Notice> {
    if !after.allow_follow_up {
        return None;
    }
    let status = rules::spoken(after.status);
    let (title, message) = match (&after.admin_response, answered) {
        (Some(answer), true) => ("Respuesta a su opinión", format!("{} ({status}): {answer}", after.title)),
        _ if before.status != after.status => {
            ("Su opinión cambió de estado", format!("{}: {status}", after.title))
        }
        _ => return None,
    };
    Some(Notice::new(after.user_id, Kind::Feedback, title, message).leads_to(page(after.id)))
}

/// Deletes one: the caller's own, or anybody's for the general administrator.
///
/// # Errors
/// [`Code::FeedbackNotFound`](crate::kit::Code::FeedbackNotFound).
pub fn delete(tx: &CallerTx<'_>, id: Id) -> Result<Change<Removal>> {
    let before = store::get(tx, rules::reach(tx.who), id)?;
    store::delete(tx, id)?;
    let event = Event::delete("feedback", id)
        .describe(format!("Opinión eliminada: {}", before.title))
        .before(&before);
    Ok(Change::new(Removal::deleted("Comentario eliminado exitosamente"), event))
}

/// Where it is read.
fn page(id: Id) -> String {
    format!("/opiniones/{id}")
}
