//! What the commands of an installed package know without being told: where its service keeps the data, and its settings.
//!
//! systemd hands the service `/etc/inventario.env`; whoever types a command has none of it in their environment. So what an option
//! doesn't say, and its variable neither, is taken from that file. Without the file nothing is installed, and nothing changes.

use clap::{Arg, Command};
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::OnceLock;

/// The settings of the service, unless another file is named.
const SETTINGS: &str = "/etc/inventario.env";
/// Names another one.
const VARIABLE: &str = "INVENTARIO_SETTINGS";
/// What the unit says where the file says nothing; see `systemd/inventario.service`.
const UNIT: [(&str, &str); 2] =
    [("INVENTARIO_DATA_DIR", "/var/lib/inventario"), ("INVENTARIO_LISTEN", "[::]:80")];
/// The commands that work on what the service keeps. `serve` and `demo` are the service itself, or somebody's trial.
const COMMANDS: [&str; 4] = ["user", "backup", "restore", "doctor"];

/// The commands with the package's settings as their defaults.
pub(super) fn with_settings(command: Command) -> Command {
    /// Defaults live as long as the command line.
    static READ: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    let settings = READ.get_or_init(|| {
        let named = std::env::var_os(VARIABLE);
        read(named.as_deref().map_or(Path::new(SETTINGS), Path::new))
    });
    COMMANDS.into_iter().fold(command, |command, name| {
        command.mut_subcommand(name, |command| command.mut_args(|arg| with_default(arg, settings)))
    })
}

/// What the package says; nothing where there is none. Who may not read its file still finds the data.
fn read(path: &Path) -> BTreeMap<String, String> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::PermissionDenied => String::new(),
        Err(_) => return BTreeMap::new(),
    };
    let unit = UNIT.map(|(name, value)| (name.to_owned(), value.to_owned()));
    unit.into_iter().chain(text.lines().filter_map(setting)).collect()
}

/// A line of the file, as systemd reads it.
fn setting(line: &str) -> Option<(String, String)> {
    let line = line.trim();
    if line.starts_with(['#', ';']) {
        return None;
    }
    let (name, value) = line.split_once('=')?;
    let value = value.trim();
    let unquoted = ['"', '\''].into_iter().find_map(|quote| value.strip_prefix(quote)?.strip_suffix(quote));
    Some((name.trim().to_owned(), unquoted.unwrap_or(value).to_owned()))
}

fn with_default(arg: Arg, settings: &'static BTreeMap<String, String>) -> Arg {
    let name = arg.get_env().and_then(|name| name.to_str());
    match name.and_then(|name| settings.get(name)).filter(|value| !value.is_empty()) {
        Some(value) => {
            let hides = arg.is_hide_env_values_set();
            arg.default_value(value.as_str()).hide_default_value(hides)
        }
        None => arg,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_settings_are_read_as_systemd_reads_them() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("inventario.env");
        std::fs::write(
            &path,
            "# Ajustes\n#SECRET_KEY=no\n SECRET_KEY = \"una clave larga de verdad\"\nINVENTARIO_TLS='true'\n;X=1\nsin valor\n\
             INVENTARIO_DATA_DIR=/srv/inventario\n",
        )
        .unwrap();
        let found = read(&path);
        let of = |name: &str| found.get(name).map(String::as_str);
        assert_eq!(of("SECRET_KEY"), Some("una clave larga de verdad"));
        assert_eq!(of("INVENTARIO_TLS"), Some("true"));
        assert_eq!(of("INVENTARIO_DATA_DIR"), Some("/srv/inventario"));
        assert_eq!(of("INVENTARIO_LISTEN"), Some("[::]:80"));
        assert_eq!((of("X"), found.len()), (None, 4));

        std::fs::write(&path, "# nada\n").unwrap();
        assert_eq!(read(&path).get("INVENTARIO_DATA_DIR").map(String::as_str), Some("/var/lib/inventario"));
        assert!(read(&dir.path().join("no.env")).is_empty());
    }

    #[test]
    fn what_the_unit_says_is_what_is_taken() {
        let unit = include_str!("../../systemd/inventario.service");
        assert!(unit.contains("Environment=INVENTARIO_LISTEN=[::]:80\n"));
        assert!(unit.contains("StateDirectory=inventario\n"));
    }
}
