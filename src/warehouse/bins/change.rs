//! What a write does to bins.

use super::model::{Bin, BinParts, BinPatch, BinRow, BinStatus, BulkBins, CreatedBins, NewBin};
use super::{rules, store};
use crate::kit::wire::Quantity;
use crate::kit::{CallerTx, Change, Code, Event, Id, LocalTime, Result};
use crate::warehouse::stock::change::promised;
use crate::warehouse::stock::model::Promised;
use crate::warehouse::warehouses::store::template_within;

/// Adds a bin to a warehouse that the caller keeps.
///
/// # Errors
/// [`Code::WarehouseNotFound`] (D12), [`Code::BinPartsInvalid`] (D10), [`Code::BinCodeTaken`], [`Code::BinHasNone`].
pub fn add(tx: &CallerTx<'_>, new: NewBin) -> Result<Change<Bin>> {
    let template = template_within(tx, tx.who.storing(), new.warehouse_id)?;
    let parts = rules::parts(&template, new.structure_data)?;
    let code = match new.code.0 {
        Some(code) => code.into_string(),
        None => rules::code_of(&template, &parts)?,
    };
    let set_aside = rules::set_aside(new.status.0.unwrap_or(BinStatus::Empty), 0)?;
    let bin = BinRow {
        id: Id::new(),
        environment_id: new.warehouse_id,
        code,
        structure_data: BinParts(parts),
        set_aside,
        max_weight: new.max_weight.0.map(Into::into),
        max_height: new.max_height.0.map(Into::into),
        accessibility: new.accessibility.0.map(Into::into),
        notes: new.notes.0.map(Into::into),
        is_active: new.is_active.0.unwrap_or(true),
    };
    store::check_code(tx, &bin)?;
    store::insert(tx, &bin, LocalTime(tx.now))?;
    let bin = store::get_within(tx, tx.who.storing(), bin.id)?;
    let says = format!("Ubicación creada: {} ({})", bin.code, bin.warehouse_name);
    Ok(Change::created("bin", bin.id, says, bin))
}

/// Changes a bin. What is sent of its state is what a person wants of it; whether it is occupied its lots say. Whoever has reserved what
/// lies in a bin that is put out of use is told.
///
/// # Errors
/// [`Code::BinNotFound`], [`Code::BinPartsInvalid`] (D10), [`Code::BinCodeTaken`], [`Code::BinHasMaterial`], [`Code::BinHasNone`].
pub fn edit(tx: &CallerTx<'_>, id: Id, patch: BinPatch) -> Result<Change<Bin>> {
    let before = store::get_within(tx, tx.who.storing(), id)?;
    let mut bin = store::row(tx, id)?;
    let code = patch.code.0.map(|code| code.into_string());
    if let Some(parts) = patch.structure_data.0
        && parts != bin.structure_data
    {
        let template = template_within(tx, tx.who.storing(), bin.environment_id)?;
        // A code that was made of its parts follows them; one that somebody wrote stays as it is.
        let follows = rules::code_of(&template, &bin.structure_data.0).is_ok_and(|made| made == bin.code);
        bin.structure_data = BinParts(rules::parts(&template, parts)?);
        if follows {
            bin.code = rules::code_of(&template, &bin.structure_data.0)?;
        }
    }
    if let Some(code) = code {
        bin.code = code;
    }
    bin.max_weight = patch.max_weight.map(Into::into).or(bin.max_weight);
    bin.max_height = patch.max_height.map(Into::into).or(bin.max_height);
    bin.accessibility = patch.accessibility.map(Into::into).or(bin.accessibility);
    bin.notes = patch.notes.map(Into::into).or(bin.notes);
    let (wanted, is_active) = (patch.status.0, patch.is_active.0);
    // Who frees an inactive one wants it used again; that material lies in it they can't change here.
    let wanted = wanted.map(|wanted| match wanted {
        BinStatus::Empty if before.status == BinStatus::Inactive && before.lots > 0 => BinStatus::Occupied,
        wanted => wanted,
    });
    // A program sends back what it read: the state that it is in changes nothing.
    if let Some(wanted) = wanted.filter(|wanted| *wanted != before.status) {
        bin.set_aside = rules::set_aside(wanted, before.lots)?;
        bin.is_active = bin.is_active || wanted != BinStatus::Inactive;
    }
    if let Some(is_active) = is_active {
        bin.is_active = is_active;
        // Who puts one to use again means both ways in which it was out of it.
        if is_active && wanted.is_none() && bin.set_aside == Some(BinStatus::Inactive) {
            bin.set_aside = None;
        }
    }
    store::check_code(tx, &bin)?;
    store::save(tx, &bin, LocalTime(tx.now))?;
    let bin = store::get_within(tx, tx.who.storing(), id)?;
    let says = format!("Ubicación modificada: {} ({})", bin.code, bin.warehouse_name);
    let notices = if bin.status == BinStatus::Inactive && before.status != BinStatus::Inactive {
        let why = format!("La ubicación {} quedó inactiva", bin.code);
        promised::tell(tx, Promised::InBin(id), "Reserva en una ubicación inactiva", &why)?
    } else {
        Vec::new()
    };
    Ok(Change::updated("bin", id, says, &before, bin).tell(notices))
}

/// Deletes a bin in which nothing lies and nothing ever lay (D8).
///
/// # Errors
/// [`Code::BinNotFound`], [`Code::BinInUse`].
pub fn remove(tx: &CallerTx<'_>, id: Id) -> Result<Change<()>> {
    let before = store::get_within(tx, tx.who.storing(), id)?;
    if !store::delete_unused(tx, id)? {
        return Err(Code::BinInUse.into());
    }
    let says = format!("Ubicación eliminada: {} ({})", before.code, before.warehouse_name);
    Ok(Change::new((), Event::delete("bin", id).describe(says).before(&before)).status(204))
}

/// Adds many bins to a warehouse that the caller keeps: all of them, or none.
///
/// # Errors
/// [`Code::WarehouseNotFound`] (D12), those of [`rules::generate`] (D11), [`Code::BinsNone`], [`Code::BinsTaken`].
pub fn add_many(tx: &CallerTx<'_>, bulk: BulkBins) -> Result<Change<CreatedBins>> {
    let warehouse = bulk.warehouse_id;
    let template = template_within(tx, tx.who.storing(), warehouse)?;
    let bins = rules::generate(&template, &bulk.ranges)?;
    let (Some(first), Some(last)) = (bins.first().cloned(), bins.last().cloned()) else {
        return Err(Code::BinsNone.into());
    };
    rules::all_new(&rules::clashes(&bins, &store::codes(tx, warehouse)?))?;
    let defaults = bulk.defaults.unwrap_or_default();
    let accessibility = defaults.accessibility.0.map(String::from);
    let created = i64::try_from(bins.len()).unwrap_or(i64::MAX);
    for bin in bins {
        let bin = BinRow {
            id: Id::new(),
            environment_id: warehouse,
            code: bin.code,
            structure_data: BinParts(bin.parts),
            set_aside: None,
            max_weight: defaults.max_weight.0.map(Into::into),
            max_height: defaults.max_height.0.map(Into::into),
            accessibility: accessibility.clone(),
            notes: None,
            is_active: true,
        };
        store::insert(tx, &bin, LocalTime(tx.now))?;
    }
    let message = if created == 1 {
        format!("Se creó la ubicación {}", first.code)
    } else {
        format!("Se crearon {} ubicaciones: de {} a {}", Quantity::whole(created), first.code, last.code)
    };
    let name = store::warehouse_name(tx, warehouse)?;
    let event = Event::update("warehouse", warehouse).status(201).describe(format!("{message} ({name})"));
    Ok(Change::new(CreatedBins { created, message }, event))
}
