//! What a write does to a loan: the wish, the decision, another last day. What happens at the desk is in [`desk`].

pub mod desk;

use super::acta::{self, model::ActaKind};
use super::model::{LendableItem, Loan, LoanPatch, LoanReach, LoanRules, LoanStatus, NewLoan};
use super::reads::Against;
use super::rules::{self, Span, Standing, Wish};
use super::store;
use crate::campus::users;
use crate::kit::db::{Kind, Priority};
use crate::kit::{
    CallerTx, Change, Code, Day, Event, Id, LocalTime, Notice, Number, Result, Role, Tx, role, settings,
};
use std::collections::HashSet;

/// A loan as it stands, if the caller may decide on it.
fn own_desk(tx: &CallerTx<'_>, id: Id) -> Result<Loan> {
    store::get_within(tx, LoanReach::of(tx.who), id, tx.today())
}

fn again(tx: &Tx<'_>, id: Id) -> Result<Loan> {
    store::get_within(tx, LoanReach::Everything, id, tx.today())
}

/// How many pieces can be had in a span of the first of items that are alike, what a loan of its own holds not counted.
fn free(
    tx: &Tx<'_>,
    alike: &[LendableItem],
    any_of_model: bool,
    span: Span,
    except: Option<Id>,
) -> Result<i64> {
    let Some(item) = alike.first() else { return Ok(0) };
    let mut holds = store::holds_like(tx, item.item_id)?;
    holds.retain(|hold| Some(hold.loan_id) != except);
    let free = rules::free(alike, &holds, span, LocalTime(tx.now).wall());
    Ok(free.first().map_or(0, |free| if any_of_model { free.of_model } else { free.of_item }))
}

/// What stands against the borrower of a loan until a day.
fn against(tx: &Tx<'_>, loan: &Loan, until: Day) -> Result<Against> {
    Against::of(tx, loan.instructor_id, loan.environment_id, until.max(tx.today()), tx.today())
}

/// How the borrower of a loan stands, as the desk is told.
fn standing_at_desk(against: &Against, loan: &Loan, item: Option<&LendableItem>) -> Standing {
    Standing { name: Some(loan.instructor_name.clone()), ..against.standing(item) }
}

/// Asks for a loan, and tells the warehouse's desk.
///
/// # Errors
/// [`Code::LoanWarehouseUnknown`], [`Code::LoanWithoutItem`], [`Code::LoanItemElsewhere`], and [`Code::LoanRefused`] with each
/// broken rule on a line of its own.
pub fn ask(tx: &CallerTx<'_>, new: &NewLoan) -> Result<Change<Loan>> {
    if !store::is_warehouse(tx, new.environment_id, tx.who.own_center())? {
        return Err(Code::LoanWarehouseUnknown.into());
    }
    let alike = new.item_id.0.map(|item_id| store::stock_like(tx, item_id)).transpose()?;
    let item = alike.as_ref().and_then(|alike| alike.first());
    if new.item_id.0.is_some() && item.is_none_or(|item| item.environment_id != new.environment_id) {
        return Err(Code::LoanItemElsewhere.into());
    }
    // What somebody wrote stays beside what they chose.
    let words = new.item_name.0.as_ref().map(|name| name.as_str());
    let name = words.or(item.map(|item| item.name.as_str())).ok_or(Code::LoanWithoutItem)?.to_owned();
    check_wish(tx, new, alike.as_deref())?;

    let id = Id::new();
    store::insert(tx, id, tx.who.id, new, &name, LocalTime(tx.now))?;
    let loan = again(tx, id)?;
    let says = format!("Préstamo pedido: {} ({})", loan.item_name, loan.instructor_name);
    let message = format!(
        "{} pide {}, del {} al {}.",
        loan.instructor_name,
        pieces(loan.quantity_requested, &loan.item_name),
        loan.start_date.written(),
        loan.end_date.written()
    );
    let desk = users::store::administrators_of(tx, loan.environment_id)?
        .into_iter()
        .filter(|person| *person != tx.who.id);
    let notices = desk.map(|person| {
        Notice::new(person, Kind::LoanPending, "Nueva solicitud de préstamo", message.clone())
            .leads_to(link(id))
    });
    Ok(Change::created("loan", id, says, loan).tell(notices))
}

/// Refuses a wish that breaks rules, all of them at once; `alike` is the item that is wanted and those like it.
fn check_wish(tx: &CallerTx<'_>, new: &NewLoan, alike: Option<&[LendableItem]>) -> Result<()> {
    let (who, today, now) = (tx.who, tx.today(), LocalTime(tx.now).wall());
    let wish = Wish {
        start_date: new.start_date,
        end_date: new.end_date,
        start_time: new.start_time.0,
        end_time: new.end_time.0,
        pieces: new.quantity_requested.0.map_or(1, Number::get),
        may_be_past: who.is(role::ADMINISTRATORS),
    };
    let span = Span::new(new.start_date, new.end_date, new.start_time.0, new.end_time.0);
    let any_of_model = new.any_of_model.0.unwrap_or(false);
    let free = alike.map(|alike| free(tx, alike, any_of_model, span, None)).transpose()?;
    let item = alike.and_then(|alike| alike.first());
    let standing = Standing {
        has_no_room: who.role == Role::Instructor && who.environment_id.is_none(),
        open_loans: store::open_of(tx, who.id)?,
        ..Against::of(tx, who.id, new.environment_id, new.end_date, today)?.standing(item)
    };
    let house: LoanRules = settings::of(tx)?;
    let mut broken = standing.broken();
    broken.extend(rules::broken(&wish, free, today));
    broken.extend(rules::broken_house_rules(&wish, &house, standing.open_loans, today, now));
    rules::refuse(&broken)
}

/// "3 de Portátil HP", or the name alone for one.
fn pieces(quantity: i64, name: &str) -> String {
    if quantity == 1 { name.to_owned() } else { format!("{quantity} de {name}") }
}

fn link(id: Id) -> String {
    format!("/prestamos/{id}")
}

/// Moves a loan on, or gives it another last day.
///
/// # Errors
/// [`Code::LoanNotFound`], [`Code::LoanStage`], [`Code::LoanReasonMissing`], [`Code::LoanRefused`], and those of the desk.
pub fn edit(tx: &CallerTx<'_>, id: Id, patch: LoanPatch) -> Result<Change<Loan>> {
    let before = own_desk(tx, id)?;
    let Some(status) = patch.status.0 else {
        return match patch.end_date.0 {
            Some(end_date) => extend(tx, &before, end_date),
            // Nothing was sent: the loan stays as it is, and there is nothing to tell.
            None => Ok(Change::unaudited(before)),
        };
    };
    rules::check_step(before.status, status)?;
    match status {
        LoanStatus::Approved => approve(tx, &before),
        LoanStatus::Rejected => {
            let reason = patch.rejection_reason.0.ok_or(Code::LoanReasonMissing)?;
            store::set_status(tx, id, status, tx.who.id, Some(reason.as_str()), LocalTime(tx.now))?;
            Ok(told(tx, &before, again(tx, id)?))
        }
        LoanStatus::Active => desk::hand_over_all(tx, &before),
        LoanStatus::Pending | LoanStatus::Returned => desk::hand_in_all(tx, &before),
    }
}

fn approve(tx: &CallerTx<'_>, before: &Loan) -> Result<Change<Loan>> {
    let wish = Wish {
        start_date: before.start_date,
        end_date: before.end_date,
        start_time: before.start_time,
        end_time: before.end_time,
        pieces: before.quantity_requested,
        // Whoever asked was checked then; a late answer doesn't refuse.
        may_be_past: true,
    };
    let alike = before.item_id.map(|item_id| store::stock_like(tx, item_id)).transpose()?;
    let free = alike
        .as_ref()
        .map(|alike| free(tx, alike, before.any_of_model, Span::of(before), Some(before.id)))
        .transpose()?;
    let item = alike.as_ref().and_then(|alike| alike.first());
    let mut broken = standing_at_desk(&against(tx, before, before.end_date)?, before, item).broken();
    broken.extend(rules::broken(&wish, free, tx.today()));
    rules::refuse(&broken)?;
    store::set_status(tx, before.id, LoanStatus::Approved, tx.who.id, None, LocalTime(tx.now))?;
    acta::change::renew(tx, before.id, ActaKind::Loan)?;
    let after = again(tx, before.id)?;
    Ok(told(tx, before, after))
}

/// Gives an approved or running loan another last day.
fn extend(tx: &CallerTx<'_>, before: &Loan, end_date: Day) -> Result<Change<Loan>> {
    if !matches!(before.status, LoanStatus::Approved | LoanStatus::Active) {
        let sentence = format!(
            "El préstamo está {}: solo cambia la fecha de uno aprobado o entregado",
            rules::spanish(before.status)
        );
        return Err(crate::kit::Error::With(Code::LoanStage, sentence));
    }
    let wish = Wish {
        start_date: before.start_date,
        end_date,
        start_time: before.start_time,
        end_time: before.end_time,
        pieces: 0,
        may_be_past: true,
    };
    let mut broken = rules::broken(&wish, None, tx.today());
    if end_date > before.end_date {
        broken.extend(broken_by_longer(tx, before, &wish)?);
    }
    rules::refuse(&broken)?;
    store::set_end(tx, before.id, end_date, LocalTime(tx.now))?;
    acta::change::renew(tx, before.id, ActaKind::Loan)?;
    let after = again(tx, before.id)?;
    let day = end_date.written();
    let says = format!("Préstamo hasta el {day}: {} ({})", after.item_name, after.instructor_name);
    let message = format!("Su préstamo de {} va ahora hasta el {day}.", after.item_name);
    let notice = Notice::new(after.instructor_id, Kind::LoanApproved, "Préstamo con nueva fecha", message)
        .leads_to(link(after.id));
    let others = Some(notice).filter(|notice| notice.to() != tx.who.id);
    Ok(Change::updated("loan", before.id, says, before, after).tell(others))
}

/// Each rule that a loan breaks when it lasts longer than it was granted for: those of a new wish, since nobody has looked at these
/// days yet.
fn broken_by_longer(tx: &CallerTx<'_>, before: &Loan, wish: &Wish) -> Result<Vec<String>> {
    let house: LoanRules = settings::of(tx)?;
    let mut broken = rules::broken_house_rules(wish, &house, 0, tx.today(), LocalTime(tx.now).wall());
    let against = against(tx, before, wish.end_date)?;
    broken.extend(standing_at_desk(&against, before, None).broken());
    let longer = Span::new(before.start_date, wish.end_date, before.start_time, before.end_time);
    for (item_id, any_of_model, pieces) in wanted(tx, before)? {
        let alike = store::stock_like(tx, item_id)?;
        broken.extend(standing_at_desk(&against, before, alike.first()).broken());
        broken.extend(rules::too_few(free(tx, &alike, any_of_model, longer, Some(before.id))?, pieces));
    }
    // Several pieces break the same rule once.
    let mut known = HashSet::new();
    broken.retain(|sentence| known.insert(sentence.clone()));
    Ok(broken)
}

/// What a loan needs for longer: what is out, and what nobody has handed over yet.
fn wanted(tx: &Tx<'_>, loan: &Loan) -> Result<Vec<(Id, bool, i64)>> {
    let out = store::out(tx, loan.id)?;
    let mut wanted: Vec<_> =
        out.into_iter().filter_map(|(piece, count)| Some((piece.item_id?, false, count))).collect();
    let waiting = loan.quantity_requested - loan.quantity_handed_over;
    wanted.extend(loan.item_id.filter(|_| waiting > 0).map(|item_id| (item_id, loan.any_of_model, waiting)));
    Ok(wanted)
}

/// The change of a loan that moved on: its event, and the borrower is told, but not of what they did themselves.
fn told(tx: &CallerTx<'_>, before: &Loan, after: Loan) -> Change<Loan> {
    let says =
        format!("Préstamo {}: {} ({})", rules::spanish(after.status), after.item_name, after.instructor_name);
    let (kind, priority, title) = match after.status {
        LoanStatus::Pending => (Kind::LoanPending, Priority::Medium, "Préstamo pendiente"),
        LoanStatus::Approved => (Kind::LoanApproved, Priority::High, "Préstamo aprobado"),
        LoanStatus::Rejected => (Kind::LoanRejected, Priority::High, "Préstamo rechazado"),
        LoanStatus::Active => (Kind::LoanActive, Priority::Medium, "Préstamo entregado"),
        LoanStatus::Returned => (Kind::LoanReturned, Priority::Low, "Préstamo devuelto"),
    };
    let reason =
        after.rejection_reason.as_ref().map_or_else(String::new, |reason| format!(" Motivo: {reason}"));
    let message = format!(
        "Su préstamo de {} está {}.{reason}",
        pieces(after.quantity_requested, &after.item_name),
        rules::spanish(after.status)
    );
    let notice =
        Notice::new(after.instructor_id, kind, title, message).priority(priority).leads_to(link(after.id));
    let others = Some(notice).filter(|notice| notice.to() != tx.who.id && before.status != after.status);
    Change::updated("loan", after.id, says, before, after).tell(others)
}

/// Takes back a wish that nobody has decided on; only whoever asked may.
///
/// # Errors
/// [`Code::LoanNotFound`], [`Code::LoanStage`].
pub fn withdraw(tx: &CallerTx<'_>, id: Id) -> Result<Change<()>> {
    let before = store::get_within(tx, LoanReach::Own(tx.who.id), id, tx.today())?;
    if before.status != LoanStatus::Pending {
        let sentence = format!("El préstamo está {}: ya no se puede retirar", rules::spanish(before.status));
        return Err(crate::kit::Error::With(Code::LoanStage, sentence));
    }
    store::delete(tx, id)?;
    let event = Event::delete("loan", id)
        .describe(format!("Préstamo retirado: {} ({})", before.item_name, before.instructor_name))
        .before(&before);
    Ok(Change::new((), event).status(204))
}
