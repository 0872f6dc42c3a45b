//! The web UI: what is served and how, and the rules that its source keeps.

mod served;
mod source;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The files of `web-dist` by their path in it. All of them are texts.
fn files() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("web-dist");
    let mut found = BTreeMap::new();
    let mut dirs = vec![root.clone()];
    while let Some(dir) = dirs.pop() {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                dirs.push(path);
            } else {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
                found.insert(name, fs::read_to_string(path).unwrap());
            }
        }
    }
    assert!(found.contains_key("index.html"), "web-dist is there");
    found
}

/// What stands between `before` and the next `after`, wherever it does.
fn between<'text>(text: &'text str, before: &str, after: char) -> Vec<&'text str> {
    text.split(before).skip(1).filter_map(|rest| rest.split_once(after)).map(|(word, _)| word).collect()
}
