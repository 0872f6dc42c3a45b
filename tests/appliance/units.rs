//! The files of systemd/: what they say is what the binary knows, and the two services differ in nothing but the binary.

use crate::support::inventario;
use std::collections::BTreeSet;
use std::io::Write;

const SERVICE: &str = include_str!("../../systemd/inventario.service");
const PREVIOUS: &str = include_str!("../../systemd/inventario-previous.service");
const SETTINGS: &str = include_str!("../../systemd/inventario.env");

/// The settings of a section, in order, without comments.
fn section<'a>(unit: &'a str, name: &str) -> Vec<&'a str> {
    let lines = unit.lines().skip_while(|line| *line != name).skip(1);
    lines
        .take_while(|line| !line.starts_with('['))
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect()
}

#[test]
fn the_version_before_runs_like_the_new_one() {
    let own = |unit| -> (Vec<&str>, Vec<&str>) {
        section(unit, "[Service]")
            .into_iter()
            .partition(|line| line.starts_with("ExecStart=") || line.starts_with("ExecCondition="))
    };
    let ((start, rest), (start_previous, rest_previous)) = (own(SERVICE), own(PREVIOUS));
    assert!(rest.len() > 40 && rest == rest_previous);
    assert_eq!(start.len(), 1);
    let same = start[0].replace("/usr/bin/inventario ", "/usr/lib/inventario/inventario.previous ");
    assert_eq!(start_previous.last().unwrap(), &same);
    assert!(section(SERVICE, "[Unit]").contains(&"OnFailure=inventario-previous.service"));
}

#[test]
fn every_setting_of_the_example_is_one_and_can_be_taken() {
    let help = inventario().args(["serve", "--help"]).output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    // As one line: the help is wrapped anywhere.
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    let settings: Vec<_> = SETTINGS
        .lines()
        .filter_map(|line| line.strip_prefix('#')?.split_once('='))
        .filter(|(name, _)| name.chars().all(|letter| letter.is_ascii_uppercase() || letter == '_'))
        .collect();
    let names: BTreeSet<_> = settings.iter().map(|(name, _)| *name).collect();
    assert!(names.len() >= 8 && names.len() == settings.len(), "{names:?}");
    for name in names {
        assert!(help.contains(&format!("[env: {name}")), "{name} is no setting");
    }
    let mut command = inventario();
    command.envs(settings.into_iter().filter(|(_, value)| !value.is_empty()));
    // Read, and then refused for what is wrong on purpose.
    let output = command.args(["serve", "--access-token-minutes", "0"]).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("--access-token-minutes") && !said.contains("--listen"), "{said}");
}

#[test]
fn the_services_are_locked_in_as_far_as_the_readme_says() {
    let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("systemd");
    for service in ["inventario.service", "inventario-previous.service", "inventario-backup.service"] {
        // 1.5 of 10 at most.
        let look = ["security", "--offline=true", "--threshold=15", "--no-pager"];
        let output =
            match std::process::Command::new("systemd-analyze").args(look).arg(dir.join(service)).output() {
                Ok(output) => output,
                Err(reason) => {
                    // Not by the macro, whose output a test that passes does not show.
                    let _ = writeln!(
                        std::io::stderr(),
                        "SKIPPED: the units are rated by systemd-analyze: {reason}"
                    );
                    return;
                }
            };
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{}", said.lines().last().unwrap_or_default());
    }
}
