//! Looks at pages as axe, a ruler and a finger do, and keeps what is wrong with them.

use super::{Page, Screen};
use std::cell::RefCell;

const AXE_FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/node_modules/axe-core/axe.min.js");

/// Everything that WCAG 2.2 AA asks for and a machine can see, and the good practice beside it.
const RUN: &str = "const done = arguments[0];
    const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] }).then(({ violations }) => done(
      violations.flatMap((fault) => fault.nodes.map((node) => `${fault.id} at ${node.target.join(' ')}: ${node.failureSummary}`))));";

/// Looks at pages and keeps what is wrong with them.
pub struct Inspector<'a> {
    page: &'a Page<'a>,
    faults: RefCell<Vec<String>>,
    looked: RefCell<usize>,
}

impl<'a> Inspector<'a> {
    /// Nothing has been looked at.
    pub async fn new(page: &'a Page<'a>) -> Self {
        let axe = std::fs::read_to_string(AXE_FILE).expect("axe-core is installed: npm ci");
        page.bring_along(&axe).await;
        Self { page, faults: RefCell::default(), looked: RefCell::default() }
    }

    fn note(&self, what: &str, found: Vec<String>) {
        self.faults.borrow_mut().extend(found.into_iter().map(|fault| format!("{what}: {fault}")));
    }

    /// Looks at what is on the screen now.
    pub async fn look(&self, what: &str) {
        self.page.settle().await;
        for dark in [false, true] {
            self.page.make_dark(dark).await;
            let shade = if dark { "dark" } else { "light" };
            self.note(&format!("{what} ({shade})"), self.page.ask_later(RUN, vec![]).await);
        }
        self.note(what, self.page.ask(include_str!("wide.js"), vec![]).await);
        if self.page.screen == Screen::Phone {
            self.note(what, self.page.ask(include_str!("targets.js"), vec![]).await);
        }
        *self.looked.borrow_mut() += 1;
    }

    /// Opens a page and looks at it.
    pub async fn visit(&self, path: &str) {
        self.page.open(path).await;
        self.look(path).await;
    }

    /// What is wrong so far.
    pub fn faults(&self) -> Vec<String> {
        self.faults.borrow().clone()
    }

    /// All is well, and something was looked at.
    pub fn conclude(&self, at_least: usize) {
        let faults = self.faults.borrow();
        assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
        assert!(*self.looked.borrow() >= at_least);
    }
}
