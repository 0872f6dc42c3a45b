//! How the SQLite in the binary was compiled.

use crate::kit::{Result, sql};
use rusqlite::Connection;

/// Says in the log when readers wait for each other, because the flags of `.cargo/config.toml` didn't reach the build.
///
/// # Errors
/// When the connection can't be asked.
pub(super) fn check(connection: &Connection) -> Result<()> {
    if is_one_at_a_time(connection)? {
        tracing::warn!(
            "SQLite was compiled without the flags of .cargo/config.toml, so its readers wait for each other; build inside the \
             project's directory"
        );
    }
    Ok(())
}

/// Whether all connections share one lock, over their pages or over each piece of memory.
fn is_one_at_a_time(connection: &Connection) -> Result<bool> {
    let text = "select 1
         where exists (
             select 1
             from pragma_compile_options
             where compile_options = 'ENABLE_MEMORY_MANAGEMENT')
         or not exists (
             select 1
             from pragma_compile_options
             where compile_options = 'DEFAULT_MEMSTATUS=0')";
    sql::exists(connection, text, &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_dont_wait_for_each_other_and_nothing_loads_extensions() {
        let db = Connection::open_in_memory().unwrap();
        assert!(!is_one_at_a_time(&db).unwrap());
        let options: Vec<String> =
            sql::all(&db, "select compile_options\nfrom pragma_compile_options", &[]).unwrap();
        for unused in ["ENABLE_LOAD_EXTENSION", "ENABLE_FTS3", "ENABLE_RTREE", "SOUNDEX"] {
            assert!(!options.iter().any(|option| option == unused), "{unused} in {options:?}");
        }
    }
}
