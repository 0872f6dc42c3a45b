//! Looks at pages as axe, a ruler and a finger do, and keeps what is wrong with them.

use super::{Page, Screen};
use serde_json::json;
use std::cell::RefCell;

const AXE_FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/node_modules/axe-core/axe.min.js");

/// Everything that WCAG 2.2 AA asks for and a machine can see, and the good practice beside it. What is small because a bar lies over
/// half of it is looked at once more in the middle of the screen: where a list stands under its bar depends on the hour's notices.
const RUN: &str = "const [dark, done] = arguments;
    // The other theme has the same page in other colours.
    const wanted = dark ? { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }
      : { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
    const look = async (context, runOnly) => {
      const { violations } = await axe.run(context, { runOnly, resultTypes: ['violations'] });
      return violations.flatMap(({ id, nodes }) => nodes.map((node) => ({ id, ...node })));
    };
    const lookTwice = async () => {
      const scrolled = window.scrollY;
      const faults = [];
      for (const fault of await look(document, wanted)) {
        if (fault.id !== 'target-size') { faults.push(fault); continue; }
        document.querySelector(fault.target.join(' ')).scrollIntoView({ block: 'center', behavior: 'instant' });
        faults.push(...await look({ include: [fault.target] }, { type: 'rule', values: ['target-size'] }));
      }
      window.scrollTo({ top: scrolled, behavior: 'instant' });
      return faults.map(({ id, target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`);
    };
    lookTwice().then(done, (fault) => done([`the look itself failed: ${fault}`]));";

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
            self.note(&format!("{what} ({shade})"), self.page.ask_later(RUN, vec![json!(dark)]).await);
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
