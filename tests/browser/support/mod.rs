//! What every journey needs: the binary, a browser, and the words for what a person does with a page.

mod browser;
mod demo;
mod door;
mod inspector;
mod list;
mod morning;
mod page;
#[path = "../../appliance/support.rs"]
mod process;
mod server;

pub use browser::Screen;
pub use inspector::Inspector;
pub use list::Place;
pub use morning::Morning;
pub use page::Page;
pub use server::{DEMO_PASSWORD, email};

use browser::Browser;
use futures_util::FutureExt;
pub use process::{PASSWORD, Server, add_administrator, inventario};
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::time::Duration;

/// No journey takes this long, however busy the machine is.
const LONGEST: Duration = Duration::from_secs(600);

/// Tells a story on a fresh demo with a fresh browser, closes both however it ends, and finds fault with
/// everything that the console says and that the browser asks of another host.
pub fn journey(screen: Screen, story: impl AsyncFnOnce(&Page<'_>)) {
    let data_dir = demo::fresh();
    journey_at(demo::start(&data_dir), screen, story);
}

/// The same on a server that nobody has set up yet.
pub fn first_journey(screen: Screen, story: impl AsyncFnOnce(&Page<'_>)) {
    let dir = tempfile::tempdir().unwrap();
    journey_at(Server::serve(dir.path()), screen, story);
}

/// The same at a given server, which is stopped at the end.
pub fn journey_at(server: Server, screen: Screen, story: impl AsyncFnOnce(&Page<'_>)) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let browser = Browser::start(screen).await;
        let page = Page::new(&browser, &server, screen);
        let told = AssertUnwindSafe(tokio::time::timeout(LONGEST, story(&page))).catch_unwind().await;
        let faults = page.faults().await;
        if !matches!(told, Ok(Ok(()))) || !faults.is_empty() {
            page.keep_picture().await;
        }
        browser.close().await;
        // Asked to stop, the demo takes its data with it.
        let in_peace = server.stop();
        match told {
            Err(panic) => {
                eprintln!("the browser says: {faults:#?}");
                resume_unwind(panic);
            }
            Ok(told) => assert!(told.is_ok(), "the journey is not over after {LONGEST:?}"),
        }
        assert!(faults.is_empty(), "{faults:#?}");
        assert!(in_peace, "the server did not stop in peace");
    });
}
