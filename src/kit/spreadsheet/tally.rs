//! What a workbook says of its shared texts, looked at while they are unpacked into nothing: the reader makes room for as many as the
//! file says that there are, before it reads the first.

use std::io::{self, Write};

/// How many shared texts the largest workbook may have: ten thousand rows of a hundred different ones.
const TEXTS: u64 = 1_000_000;
/// How many elements they may be written with; a text is one to four.
const TAGS: u64 = 4_000_000;
/// The attribute that says how many there are.
const COUNT: &[u8] = b"uniqueCount";

/// Whether a part of a workbook is that of the shared texts, wherever it lies.
pub(super) fn is_shared_texts(name: &str) -> bool {
    name.to_ascii_lowercase().ends_with("sharedstrings.xml")
}

enum At {
    /// So many bytes of the attribute's name are there.
    Name(usize),
    /// Its value is.
    Value(u64),
}

/// Counts what it is given. Each attribute of that name counts, wherever it stands: which of them the reader takes isn't guessed.
pub(super) struct Tally {
    at: At,
    tags: u64,
    /// Whether there is more than there may be.
    pub(super) is_over: bool,
}

impl Tally {
    pub(super) fn new() -> Self {
        Self { at: At::Name(0), tags: 0, is_over: false }
    }

    fn byte(&mut self, byte: u8) {
        self.tags += u64::from(byte == b'<');
        self.at = match self.at {
            At::Name(known) if COUNT.get(known) == Some(&byte) => match known + 1 {
                whole if whole == COUNT.len() => At::Value(0),
                part => At::Name(part),
            },
            At::Value(number) if byte.is_ascii_digit() => {
                At::Value(number.saturating_mul(10).saturating_add(u64::from(byte - b'0')))
            }
            At::Value(0) if byte.is_ascii_whitespace() || b"=\"'+".contains(&byte) => At::Value(0),
            _ => At::Name(usize::from(COUNT.first() == Some(&byte))),
        };
        let is_many = matches!(self.at, At::Value(number) if number > TEXTS);
        // XML has no escape character, and what is written with it reads otherwise.
        self.is_over |= is_many || self.tags > TAGS || byte == 0x1b;
    }
}

impl Write for Tally {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // Every other byte is zero in UTF-16.
        bytes.iter().filter(|byte| **byte != 0).for_each(|byte| self.byte(*byte));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
