//! A look over a CSV before its rows are read: quotation marks that are never closed, and rows without end.

use super::{check_columns, unreadable};
use crate::kit::error::Result;

/// Where the look is, as the reader of the rows would be.
#[derive(Clone, Copy, PartialEq)]
enum At {
    /// Before the first byte of a cell: only there quotation marks open.
    Begin,
    /// In a cell without quotation marks around it.
    Bare,
    /// Between quotation marks.
    Quoted,
    /// Behind a quotation mark: it was the last, or the first of two that mean one.
    Behind,
}

/// Refuses a text in which quotation marks swallow rows: the reader would take the end of the file, or the next quotation mark, for
/// their end. Rows of too many columns are refused as well, before the reader makes room for them. Lines are counted from `line`.
pub(super) fn check(text: &str, separator: u8, mut line: i64) -> Result<()> {
    let (mut at, mut columns, mut opened) = (At::Begin, 1, line);
    let mut before = 0;
    for byte in text.bytes() {
        let is_end = matches!(byte, b'\n' | b'\r');
        if byte == b'\n' && before == b'\r' {
            before = byte;
            continue;
        }
        before = byte;
        at = match (at, byte) {
            (At::Begin, b'"') => {
                opened = line;
                At::Quoted
            }
            (At::Quoted, b'"') => At::Behind,
            (At::Quoted, _) | (At::Behind, b'"') => At::Quoted,
            (_, byte) if byte == separator => {
                columns += 1;
                check_columns(line, columns)?;
                At::Begin
            }
            _ if is_end => {
                columns = 1;
                At::Begin
            }
            (At::Behind, b' ' | b'\t') => At::Bare,
            // The marks didn't close where they seemed to: another cell's opened there.
            (At::Behind, _) if line > opened => return Err(open(opened)),
            _ => At::Bare,
        };
        line += i64::from(is_end);
    }
    if at == At::Quoted { Err(open(opened)) } else { Ok(()) }
}

fn open(line: i64) -> crate::kit::error::Error {
    unreadable(format!("En la línea {line} del archivo se abren comillas que no se cierran bien: corríjalas"))
}
