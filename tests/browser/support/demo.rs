//! The demo as `inventario demo` shows it, filled once for all journeys of a run: a debug build takes five seconds to live through
//! half a year of a centre.

use super::process::Server;
use inventario::demo;
use inventario::kit::Db;
use inventario::kit::access::keys;
use std::fs::{copy, create_dir_all, read_dir, remove_dir_all};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tempfile::TempDir;

/// A data directory with the demo in it, which nobody serves.
fn filled() -> &'static Path {
    static FILLED: OnceLock<PathBuf> = OnceLock::new();
    FILLED.get_or_init(|| {
        let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("demo");
        // What an earlier run has left is as old as that run.
        let _ = remove_dir_all(&dir);
        create_dir_all(&dir).unwrap();
        let db = Db::open(&dir.join("inventario.db"), &keys::load_or_make(&dir).unwrap()).unwrap();
        // Journeys have a runtime of their own, which must not be entered twice.
        std::thread::scope(|scope| {
            let fill = || {
                let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
                runtime.block_on(demo::fill(&db)).unwrap();
            };
            scope.spawn(fill).join().unwrap();
        });
        db.close();
        dir
    })
}

/// A copy of the demo's data directory, for one journey to work in.
pub fn fresh() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for file in read_dir(filled()).unwrap().map(Result::unwrap) {
        copy(file.path(), dir.path().join(file.file_name())).unwrap();
    }
    dir
}

/// A server on a demo of its own.
pub fn start(data_dir: &TempDir) -> Server {
    Server::start(&["serve", "--no-mdns", "--data-dir", data_dir.path().to_str().unwrap()])
}
