//! What a category makes of an item, and which may be changed. Pure.

use super::model::Category;
use crate::campus::inventory::model::ItemRow;
use crate::kit::{Code, Error, Result};

/// Refuses a change of one of the nine words.
///
/// # Errors
/// [`Code::CategoryFixed`].
pub fn check_own(category: &Category) -> Result<()> {
    if category.is_builtin { Err(Code::CategoryFixed.into()) } else { Ok(()) }
}

/// Why a category that is referred to stays.
pub fn in_use(category: &Category) -> Error {
    let items = match category.items {
        0 => "hay equipos con algo escrito en sus datos propios".to_owned(),
        1 => "la tiene 1 equipo".to_owned(),
        items => format!("la tienen {items} equipos"),
    };
    let says = format!(
        "No se puede eliminar «{}»: {items}. Puede desactivarla, y no se ofrecerá más",
        category.name
    );
    Error::With(Code::CategoryInUse, says)
}

/// Gives an item a category: its word, and it as its own unless it is one of the nine. One that is out of use stays where it was.
///
/// # Errors
/// [`Code::CategoryUnknown`].
pub fn put_into(item: &mut ItemRow, category: Option<Category>, had: bool) -> Result<()> {
    let category = category.filter(|it| had || it.is_active).ok_or(Code::CategoryUnknown)?;
    item.category = category.word;
    item.category_id = Some(category.id).filter(|_| !category.is_builtin);
    Ok(())
}
