//! What a print is of, and whose a plate is. What is named one by one is anybody's, since everybody who is signed in may have its code;
//! what is named as a whole (a room, a day, all doors) is cut to the caller's scope.

use super::model::{LabelNumber, LabelPrint, LabelSource, LabelSubject};
use super::rules::{self, numbers, pages::Print};
use super::store::{self, Wanted};
use crate::campus::{environments, inventory};
use crate::kit::label::{Labelled, LabelsOf};
use crate::kit::{Caller, Code, Error, Id, LocalTime, Number, Result, Scope, clock};
use rusqlite::Connection;

/// The labels that somebody wants, with the codes that they will have.
///
/// # Errors
/// [`Code::LabelsOfWhat`], [`Code::LabelsUnknown`], [`Code::EnvironmentUnknown`], [`Code::LabelsNone`], [`Code::LabelsTooMany`], [`Code::LabelRunNotFound`].
pub(super) fn print(
    db: &Connection,
    who: &Caller,
    wanted: LabelPrint,
    secret: &str,
    labelled: &[Labelled],
) -> Result<Print> {
    let copies = usize::try_from(wanted.copies.0.map_or(1, Number::get)).unwrap_or(1);
    let materials = labelled.iter().find(|it| it.source == wanted.source.as_str());
    let subjects = match materials {
        Some(labelled) => material(db, who, &wanted, labelled)?,
        None => subjects(db, who, &wanted)?,
    };
    rules::count(subjects.len(), copies)?;
    let ts = clock::now().timestamp();
    let signed = |subject: LabelSubject| {
        let text = match (materials, subject.id) {
            (Some(labelled), Some(id)) => Some(labelled.code(id)),
            _ => rules::signed(&subject, wanted.source, ts, secret),
        };
        (subject, text)
    };
    let tenths = |offset: Option<i64>| i32::try_from(offset.unwrap_or(0) * 100).unwrap_or(0);
    Ok(Print {
        paper: wanted.paper,
        code: wanted.code,
        offset: (tenths(wanted.offset_x.0.map(Number::get)), tenths(wanted.offset_y.0.map(Number::get))),
        skipped: wanted.start.0.and_then(|start| usize::try_from(start.get() - 1).ok()).unwrap_or(0),
        copies,
        subjects: subjects.into_iter().map(signed).collect(),
        lines: wanted.lines.0,
        leaves_out: wanted.leave_out.0.unwrap_or(false),
    })
}

/// What was named one by one, each once.
fn chosen(wanted: &LabelPrint) -> Result<Option<Vec<Id>>> {
    match wanted.ids.0.clone() {
        Some(ids) if ids.len() > rules::MOST => Err(Code::LabelsTooMany.into()),
        Some(mut ids) => {
            ids.sort_unstable();
            ids.dedup();
            Ok(Some(ids))
        }
        None => Ok(None),
    }
}

/// Materials of the centre: those that are named, all of them, or all of a warehouse.
fn material(
    db: &Connection,
    who: &Caller,
    wanted: &LabelPrint,
    labelled: &Labelled,
) -> Result<Vec<LabelSubject>> {
    let (scope, room) = (who.materials(), wanted.environment_id.0);
    environments::store::check_room(db, scope, room)?;
    let ids = chosen(wanted)?;
    let of = LabelsOf { ids: ids.as_deref(), room, most: rules::MOST };
    let found = (labelled.subjects)(db, scope, of)?;
    match ids {
        Some(ids) if ids.len() != found.len() => Err(Code::LabelsUnknown.into()),
        _ => Ok(found),
    }
}

fn subjects(db: &Connection, who: &Caller, wanted: &LabelPrint) -> Result<Vec<LabelSubject>> {
    let scope = who.equipment();
    // Whatever it is of: what is named is there.
    environments::store::check_room(db, scope, wanted.environment_id.0)?;
    let run = wanted.run_id.0.map(|id| store::run(db, who.own_center(), id)).transpose()?;
    let chosen = || chosen(wanted)?.ok_or_else(|| Error::from(Code::LabelsOfWhat));
    let items = |of: Wanted| store::items(db, scope, &of, rules::MOST);
    let all_there = |found: Vec<LabelSubject>, count: usize| {
        if found.len() == count { Ok(found) } else { Err(Error::from(Code::LabelsUnknown)) }
    };
    match wanted.source {
        LabelSource::Items => {
            let ids = chosen()?;
            let count = ids.len();
            let of = Wanted { ids: Some(ids), ..Wanted::default() };
            all_there(store::items(db, Scope::Everything, &of, rules::MOST)?, count)
        }
        LabelSource::Doors if wanted.ids.0.is_none() => store::doors(db, scope, None),
        LabelSource::Doors => {
            let ids = chosen()?;
            all_there(store::doors(db, Scope::Everything, Some(&ids))?, ids.len())
        }
        LabelSource::Room => {
            let room = wanted.environment_id.0.ok_or(Code::LabelsOfWhat)?;
            items(Wanted { environment_id: Some(room), ..Wanted::default() })
        }
        LabelSource::Since => {
            let day = wanted.since.0.ok_or(Code::LabelsOfWhat)?;
            let since = Some(LocalTime(clock::start_of(day.0)));
            items(Wanted { since, environment_id: wanted.environment_id.0, ids: None })
        }
        LabelSource::Run => {
            let run = run.ok_or(Code::LabelsOfWhat)?;
            Ok(numbers::plates(&run))
        }
        // A server without materials has none to label.
        LabelSource::Bins | LabelSource::Products | LabelSource::Lots => Ok(Vec::new()),
    }
}

/// Whose a plate is: the run that it was reserved in and the item that has it, whichever room that stands in.
pub(super) fn number(db: &Connection, code: &str) -> Result<LabelNumber> {
    let run_id =
        numbers::parts(code).map(|(prefix, number)| store::run_with(db, &prefix, number)).transpose()?;
    let item = inventory::store::with_code(db, code)?;
    Ok(LabelNumber { code: code.to_owned(), run_id: run_id.flatten(), item_id: item.map(|item| item.id) })
}
