//! The passphrase of a backup, asked for on a terminal or read from a file; never an argument, which others can read.

use crate::appliance::backup::encryption::Passphrase;
use crate::kit::{Code, Error, Result};
use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::Path;

/// More than this is no passphrase.
const LONGEST: u64 = 4096;

/// What a new backup is encrypted with: typed twice, or the first line of a file.
pub(super) fn choose(file: Option<&Path>) -> Result<Passphrase> {
    let text = file.map_or_else(|| typed_twice("Contraseña para la copia: "), first_line)?;
    Passphrase::chosen(&text).map_err(|reason| Error::With(Code::Invalid, format!("La contraseña {reason}")))
}

/// What opens a backup.
pub(super) fn ask(file: Option<&Path>) -> Result<Passphrase> {
    let text = file.map_or_else(|| prompt("La copia está cifrada. Contraseña: "), first_line)?;
    Ok(Passphrase::typed(&text))
}

/// Something new, typed twice without being shown.
pub(super) fn typed_twice(question: &str) -> Result<String> {
    let first = prompt(question)?;
    if prompt("Otra vez: ")? != first {
        return Err(Error::With(Code::Invalid, "Las dos contraseñas no son iguales".into()));
    }
    Ok(first)
}

fn prompt(question: &str) -> Result<String> {
    if !io::stdin().is_terminal() {
        return Err(Error::With(
            Code::PassphraseNeeded,
            "Nadie puede escribir la contraseña: indique --passphrase-file con el archivo que la tiene, o - para leerla de la \
             entrada estándar"
                .into(),
        ));
    }
    rpassword::prompt_password(question).map_err(Error::internal)
}

/// The first line of a file, or of the standard input for `-`, without its end.
fn first_line(file: &Path) -> Result<String> {
    let named = |error: io::Error| Error::internal(format!("{}: {error}", file.display()));
    let mut text = Vec::new();
    if file == Path::new("-") {
        io::stdin().take(LONGEST).read_to_end(&mut text)?;
    } else {
        File::open(file).and_then(|it| it.take(LONGEST).read_to_end(&mut text)).map_err(named)?;
    }
    line_of(&text).map_err(|reason| Error::With(Code::Invalid, format!("{}: {reason}", file.display())))
}

fn line_of(text: &[u8]) -> Result<String, &'static str> {
    let line = text.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let line = str::from_utf8(line).map_err(|_| "la contraseña no está escrita en UTF-8")?;
    if line.is_empty() { Err("la primera línea está vacía") } else { Ok(line.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passphrase_is_the_first_line_as_it_stands() {
        for (text, line) in [
            (&b"la de siempre\n"[..], "la de siempre"),
            (b"la de siempre\r\nnota\n", "la de siempre"),
            (b" con espacios ", " con espacios "),
            ("ñandú".as_bytes(), "ñandú"),
        ] {
            assert_eq!(line_of(text).unwrap(), line);
        }
        for wrong in [&b""[..], b"\nla segunda", b"\r\n", b"\xff\xfe"] {
            line_of(wrong).unwrap_err();
        }
    }
}
