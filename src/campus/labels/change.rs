//! What a write does to designs and runs.

use super::model::{LabelDesign, LabelDesignPatch, LabelDesignRow, LabelRun, NewLabelDesign, NewLabelRun};
use super::rules::{self, numbers};
use super::store;
use crate::kit::{CallerTx, Change, Code, Event, Id, LocalTime, Result};

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
