//! The rules that the source of the UI keeps, read from the files: what is loaded, what is never written.

use super::{between, files};
use std::collections::{BTreeMap, BTreeSet};

/// The files that a file loads, or names to be loaded. Imports in comments name types: `import('./x.js').Y`.
fn loads(name: &str, text: &str) -> Vec<String> {
    let quoted = |start: &str| {
        let of = |quote: char| between(text, &format!("{quote}/{start}"), quote);
        let words = of('\'').into_iter().chain(of('"'));
        words.map(|rest| format!("{start}{}", rest.split('#').next().unwrap())).collect::<Vec<_>>()
    };
    let mut found = quoted("img/");
    if name.ends_with(".html") {
        found.extend([quoted("js/"), quoted("css/"), quoted("manifest")].concat());
    } else if name.ends_with(".css") {
        found.extend(
            between(text, "url(", ')').into_iter().map(|it| resolve(name, it.trim_matches(['\'', '"']))),
        );
        found.extend(between(text, "@import \"", '"').into_iter().map(|it| resolve(name, it)));
    } else if name.ends_with(".js") {
        let whole = text.lines().filter(|line| line.starts_with("import ") || line.starts_with("export "));
        let modules = whole.flat_map(|line| between(line, "from '", '\'')).chain(later(text));
        found.extend(modules.map(|it| resolve(name, it)));
        found.extend(
            text.lines()
                .filter_map(|line| line.strip_prefix("import '"))
                .map(|it| resolve(name, it.split_once('\'').expect("a closing quote").0)),
        );
    }
    found
}

/// `import('./x.js')` as code: no member with a capital follows, as one does where a type is named.
fn later(text: &str) -> impl Iterator<Item = &str> {
    text.split("import('").skip(1).filter_map(|rest| {
        let (module, after) = rest.split_once("')")?;
        let is_type = after.strip_prefix('.').is_some_and(|it| it.starts_with(char::is_uppercase));
        (!is_type).then_some(module)
    })
}

/// The path of what `from` calls `to`.
fn resolve(from: &str, to: &str) -> String {
    if let Some(absolute) = to.strip_prefix('/') {
        return absolute.to_owned();
    }
    assert!(to.starts_with('.'), "{from} loads {to}, which is no file of ours");
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in to.split('/') {
        match part {
            "." => {}
            ".." => assert!(parts.pop().is_some(), "{from} loads {to}"),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[test]
fn everything_that_is_loaded_is_there_and_nothing_lies_about() {
    let files = files();
    let mut reached = BTreeSet::from(["index.html".to_owned()]);
    let mut open = vec!["index.html".to_owned()];
    while let Some(name) = open.pop() {
        for loaded in loads(&name, &files[&name]) {
            assert!(files.contains_key(&loaded), "{name} loads {loaded}, which does not exist");
            if reached.insert(loaded.clone()) {
                open.push(loaded);
            }
        }
    }
    assert!(
        reached.contains("js/i18n/en.js") && reached.contains("js/pages/scan/page.js"),
        "later imports count"
    );
    let names: BTreeSet<_> = files.into_keys().collect();
    assert_eq!(reached, names, "nothing loads the files that are missing on the left");
}

#[test]
fn nothing_comes_from_outside_the_house() {
    for (name, text) in files() {
        for scheme in ["http://", "https://", "ws://", "wss://"] {
            for rest in text.split(scheme).skip(1) {
                assert!(
                    rest.starts_with("www.w3.org/2000/svg"),
                    "{name}: {scheme}{}",
                    &rest[..rest.len().min(40)]
                );
            }
        }
        for quoted in ["\"//", "'//", "`//", "url(//"] {
            assert!(!text.contains(quoted), "{name}: an address of another host: {quoted}");
        }
    }
}

#[test]
fn no_text_becomes_markup_or_code() {
    let never = [
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "DOMParser",
        "createContextualFragment",
        "setHTML",
        "srcdoc",
        "eval(",
        "new Function",
        "javascript:",
        "style=",
        "'style'",
        " onclick=",
    ];
    for (name, text) in files().iter().filter(|(name, _)| name.ends_with(".js") || name.ends_with(".html")) {
        for word in never {
            assert!(!text.contains(word), "{name}: {word}");
        }
    }
    let html = &files()["index.html"];
    assert_eq!(
        html.matches("<script").count(),
        html.matches("<script ").count(),
        "a script without src is inline"
    );
    assert!(!html.contains("<style"), "an inline style sheet");
}

#[test]
fn only_the_client_asks_the_server() {
    for (name, text) in files().iter().filter(|(name, _)| name.ends_with(".js") && *name != "js/kit/api.js") {
        for word in ["fetch(", "XMLHttpRequest", "sendBeacon", "WebSocket", "EventSource"] {
            assert!(!text.contains(word), "{name}: {word}");
        }
    }
}

#[test]
fn files_are_short_and_say_what_they_are() {
    for (name, text) in files().iter().filter(|(name, _)| name.ends_with(".js")) {
        let lines = text.lines().count();
        // A dictionary has a line a word.
        assert!(lines <= 300 || name.starts_with("js/i18n/"), "{name} has {lines} lines");
        assert!(
            text.starts_with("/**") || text.starts_with("// "),
            "{name} says what it is for in its first line"
        );
    }
}

/// The words in quotes, without those that something is compared with.
fn words(expression: &str) -> Vec<&str> {
    let mut pieces = expression.split('\'');
    let mut found = Vec::new();
    while let (Some(before), Some(word)) = (pieces.next(), pieces.next()) {
        if !before.trim_end().ends_with("==") {
            found.push(word);
        }
    }
    found
}

/// An expression: up to its comma or its end, brackets counted.
fn expression(text: &str) -> &str {
    let mut depth = 0;
    let end = text.find(|letter| {
        match letter {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            _ => {}
        }
        depth < 0 || (depth == 0 && matches!(letter, ',' | ';' | '\n'))
    });
    &text[..end.unwrap_or(text.len())]
}

#[test]
fn every_icon_is_drawn() {
    let files = files();
    let drawn: BTreeSet<_> = between(&files["img/icons.svg"], "<symbol id=\"", '"').into_iter().collect();
    let mut used = BTreeMap::new();
    for (name, text) in files.iter().filter(|(name, _)| name.ends_with(".js")) {
        for start in ["icon(", "icon: ", "Icon: ", "ICONS = ", "ICONS = {"] {
            for rest in text.split(start).skip(1) {
                used.extend(words(expression(rest)).into_iter().map(|icon| (icon, name)));
            }
        }
    }
    for icon in ["spinner", "building", "check-circle", "eye-off", "projector"] {
        assert!(used.contains_key(icon), "{icon} is not found: this test has become blind");
    }
    for (icon, name) in used {
        assert!(drawn.contains(icon), "{name} shows the icon {icon}, which img/icons.svg has not");
    }
}
