//! What a write does to designs and runs; and what a print is of. What is named one by one is anybody's, since everybody who is signed in
//! may have its code; what is named as a whole (a room, a day, all doors) is cut to the caller's scope.

use super::model::{
    LabelDesign, LabelDesignPatch, LabelDesignRow, LabelPrint, LabelRun, LabelSource, LabelSubject,
    NewLabelDesign, NewLabelRun,
};
use super::rules::{self, numbers, pages::Print};
use super::store::{self, Wanted};
use crate::campus::environments;
use crate::kit::{Caller, CallerTx, Change, Code, Error, Event, Id, LocalTime, Number, Result, Scope, clock};
use rusqlite::Connection;

/// The labels that somebody wants, with the codes that they will have.
///
/// # Errors
/// [`Code::LabelsOfWhat`], [`Code::LabelsUnknown`], [`Code::EnvironmentUnknown`], [`Code::LabelsNone`], [`Code::LabelsTooMany`], [`Code::LabelRunNotFound`].
pub fn print(db: &Connection, who: &Caller, wanted: LabelPrint, secret: &str) -> Result<Print> {
    let copies = usize::try_from(wanted.copies.0.map_or(1, Number::get)).unwrap_or(1);
    let subjects = subjects(db, who, &wanted)?;
    rules::count(subjects.len(), copies)?;
    let ts = clock::now().timestamp();
    let signed = |subject: LabelSubject| {
        let text = rules::signed(&subject, wanted.source, ts, secret);
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

fn subjects(db: &Connection, who: &Caller, wanted: &LabelPrint) -> Result<Vec<LabelSubject>> {
    let scope = who.equipment();
    // Whatever it is of: what is named is there.
    environments::store::check_room(db, scope, wanted.environment_id.0)?;
    let run = wanted.run_id.0.map(|id| store::run(db, who.own_center(), id)).transpose()?;
    let chosen = || match wanted.ids.0.clone() {
        Some(ids) if ids.len() > rules::MOST => Err(Code::LabelsTooMany.into()),
        Some(mut ids) => {
            ids.sort_unstable();
            ids.dedup();
            Ok(ids)
        }
        None => Err(Error::from(Code::LabelsOfWhat)),
    };
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
            Ok(store::plates(&run))
        }
    }
}

/// Keeps a design for the caller.
///
/// # Errors
/// [`Code::LabelDesignTaken`], [`Code::LabelDesignsTooMany`].
pub fn add(tx: &CallerTx<'_>, new: NewLabelDesign) -> Result<Change<LabelDesign>> {
    let (me, now) = (tx.who.id, LocalTime(tx.now));
    if store::count_designs(tx, me)? >= rules::MOST_DESIGNS {
        return Err(Code::LabelDesignsTooMany.into());
    }
    let design = LabelDesignRow::of(new, now, me);
    if design.is_default {
        store::clear_default(tx, me, now)?;
    }
    store::insert_design(tx, &design)?;
    let design = store::design(tx, me, design.id)?;
    let says = format!("Diseño de etiqueta guardado: {}", design.name);
    Ok(Change::created("label_design", design.id, says, design))
}

/// Changes a design of the caller's.
///
/// # Errors
/// [`Code::LabelDesignNotFound`], [`Code::LabelDesignTaken`].
pub fn edit(tx: &CallerTx<'_>, id: Id, patch: LabelDesignPatch) -> Result<Change<LabelDesign>> {
    let (me, now) = (tx.who.id, LocalTime(tx.now));
    let before = store::design(tx, me, id)?;
    let mut design = before.row();
    design.apply(patch, now);
    if design.is_default && !before.is_default {
        store::clear_default(tx, me, now)?;
    }
    store::save_design(tx, &design)?;
    let design = store::design(tx, me, id)?;
    let says = format!("Diseño de etiqueta modificado: {}", design.name);
    Ok(Change::updated("label_design", id, says, &before, design))
}

/// Deletes a design of the caller's.
///
/// # Errors
/// [`Code::LabelDesignNotFound`].
pub fn remove(tx: &CallerTx<'_>, id: Id) -> Result<Change<()>> {
    let before = store::design(tx, tx.who.id, id)?;
    store::delete_design(tx, id)?;
    let says = format!("Diseño de etiqueta eliminado: {}", before.name);
    Ok(Change::new((), Event::delete("label_design", id).describe(says).before(&before)).status(204))
}

/// Reserves the next numbers of a prefix, for labels that are printed beforehand. The writer does one at a time, so that nobody else gets
/// one of them.
///
/// # Errors
/// [`Code::LabelPrefix`], [`Code::LabelNumbersUsedUp`].
pub fn reserve(tx: &CallerTx<'_>, new: &NewLabelRun) -> Result<Change<LabelRun>> {
    let prefix = numbers::prefix(new.prefix.as_str())?;
    let (reserved, taken) = store::last_numbers(tx, &prefix)?;
    let (first, last) = numbers::next(reserved, taken, new.count.get())?;
    let (id, center_id) = (Id::new(), tx.who.center_id);
    store::insert_run(tx, id, (&prefix, first, last), (center_id, tx.who.id), LocalTime(tx.now))?;
    let run = store::run(tx, None, id)?;
    let says = format!("Placas reservadas: {} a {}", run.first_code, run.last_code);
    Ok(Change::created("label_run", id, says, run))
}
