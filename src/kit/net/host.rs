//! By which name somebody has asked for this server.

/// Whether a text is a host as it may stand in an address, so that it can be told back as it came.
pub fn is_host(text: &str) -> bool {
    (1..=255).contains(&text.len())
        && text
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || matches!(it, b'.' | b'-' | b'_' | b':' | b'[' | b']'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_told_back_and_nothing_else() {
        for host in ["inventario.local:8080", "192.168.1.20", "[fd00::5]:8443"] {
            assert!(is_host(host), "{host}");
        }
        let long = "a".repeat(256);
        for other in ["", &long, "a b", "x/y", "x\"><script>", "user@host"] {
            assert!(!is_host(other), "{other}");
        }
    }
}
