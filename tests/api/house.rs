//! The house has floors: arrows between the folders of `src` run down only, HTTP stays where it belongs, and so does SQL.

use std::path::{Path, PathBuf};

/// The floors from the ground up. What stands on one line is side by side and knows nothing of each other.
const FLOORS: [&[&str]; 6] =
    [&["kit"], &["campus", "warehouse"], &["demo", "appliance"], &["app"], &["serve"], &["cli"]];

fn floor(folder: &str) -> Option<usize> {
    FLOORS.iter().position(|side_by_side| side_by_side.contains(&folder))
}

/// Every Rust file of `src` with its path below it and its code: no comments, no tests.
fn files() -> Vec<(PathBuf, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut folders, mut files) = (vec![src.clone()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir().unwrap().map(|entry| entry.unwrap().path()) {
            let below = entry.strip_prefix(&src).unwrap().to_owned();
            if entry.is_dir() {
                folders.push(entry);
            } else if below.extension().is_some_and(|it| it == "rs") && !below.ends_with("tests.rs") {
                let text = std::fs::read_to_string(&entry).unwrap();
                let code = text.split("\n#[cfg(test)]\nmod tests {").next().unwrap();
                let lines = code.lines().map(|line| line.split("//").next().unwrap());
                files.push((below, lines.collect::<Vec<_>>().join("\n")));
            }
        }
    }
    files
}

/// The folder, or file without its ending, right below `src`.
fn top(file: &Path) -> String {
    file.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs").to_owned()
}

fn is_named(file: &Path, name: &str) -> bool {
    file.iter().any(|part| part.to_str().unwrap().trim_end_matches(".rs") == name)
}

fn refuse(faults: &[String]) {
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn arrows_run_down_only() {
    let mut faults = Vec::new();
    for (file, code) in files() {
        let own = top(&file);
        let Some(at) = floor(&own) else {
            assert!(["main", "lib"].contains(&own.as_str()), "{} is on no floor", file.display());
            continue;
        };
        for (_, path) in code.match_indices("crate::").map(|(n, word)| code.split_at(n + word.len())) {
            let to: String = path.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            assert!(!to.is_empty(), "{}: one `use crate::…` a folder, please", file.display());
            if own != to && floor(&to).is_none_or(|to| to >= at) {
                faults.push(format!("{}: an arrow up or aside, to crate::{to}", file.display()));
            }
        }
    }
    refuse(&faults);
}

#[test]
fn http_stays_in_api_and_model_and_sql_out_of_api() {
    let mut faults = Vec::new();
    for (file, code) in files() {
        let may_http = ["kit", "app", "serve"].contains(&top(&file).as_str())
            || is_named(&file, "api")
            || is_named(&file, "model");
        if !may_http && code.contains("poem") {
            faults.push(format!("{}: poem", file.display()));
        }
        if is_named(&file, "api")
            && ["sql::", "named_params!", "prepare", "rusqlite"].iter().any(|it| code.contains(it))
        {
            faults.push(format!("{}: SQL", file.display()));
        }
    }
    refuse(&faults);
}

#[test]
fn a_bound_limit_has_its_plus() {
    let faults = files().into_iter().filter(|(_, code)| code.contains("limit :")).map(|(file, _)| {
        format!("{}: `limit :name` is planned anew each time; see kit/sql.rs", file.display())
    });
    refuse(&faults.collect::<Vec<_>>());
}
