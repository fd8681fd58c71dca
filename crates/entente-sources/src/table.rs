//! CSV and TSV with a header row. A bad row is reported with its line and the rest is read.

use crate::decode::refuse_binary;
use crate::error::SourceError;
use crate::fields;
use entente::Document;
use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::rc::Rc;

/// A longer row is a quotation mark that was never closed.
const MAX_ROW: u64 = 16 << 20;

/// Reads a stream of rows.
pub(crate) fn read(
    name: &str,
    mut reader: Box<dyn BufRead>,
    delimiter: u8,
    each: &mut dyn FnMut(Result<Document, SourceError>),
) {
    match reader.fill_buf() {
        Ok([]) => return each(Err(SourceError::new(name, None, "empty: there is no text in it"))),
        Ok([0xff, 0xfe, ..] | [0xfe, 0xff, ..]) => {
            return each(Err(SourceError::new(name, 1, "UTF-16: save the file as UTF-8")));
        }
        Ok(head) => {
            if let Err(e) = refuse_binary(name, head) {
                return each(Err(e));
            }
        }
        Err(e) => return each(Err(SourceError::new(name, None, format!("cannot be read: {e}")))),
    }
    let left = Rc::new(Cell::new(MAX_ROW));
    let mut rows = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .quoting(delimiter == b',')
        .flexible(true)
        .from_reader(Bounded { reader, left: Rc::clone(&left) });
    let header: Vec<String> = match rows.byte_headers() {
        Ok(h) => h.iter().map(|c| String::from_utf8_lossy(c).trim().to_owned()).collect(),
        Err(e) => return each(Err(fault(name, 1, &e))),
    };
    let mut row = csv::ByteRecord::new();
    loop {
        left.set(MAX_ROW);
        let start = rows.position().line() as usize;
        match rows.read_byte_record(&mut row) {
            Ok(false) => return,
            Ok(true) => each(document(name, row.position().map_or(start, |p| p.line() as usize), &header, &row)),
            Err(e) => return each(Err(fault(name, start, &e))),
        }
    }
}

fn document(name: &str, line: usize, header: &[String], row: &csv::ByteRecord) -> Result<Document, SourceError> {
    if row.len() < header.len() {
        let reason = format!("{} cells where the header has {}: the row is torn", row.len(), header.len());
        return Err(SourceError::new(name, line, reason));
    }
    if let Some(cell) = row.iter().position(|c| std::str::from_utf8(c).is_err()) {
        let reason = format!("cell {} is not UTF-8: save the file as UTF-8", cell + 1);
        return Err(SourceError::new(name, line, reason));
    }
    fields::document(name, line, &|key| {
        let at = header.iter().position(|c| c.eq_ignore_ascii_case(key))?;
        Some(String::from_utf8_lossy(row.get(at)?).into_owned())
    })
}

fn fault(name: &str, line: usize, e: &csv::Error) -> SourceError {
    let reason = match e.kind() {
        csv::ErrorKind::Io(e) if e.kind() == io::ErrorKind::FileTooLarge => {
            format!("the row is longer than {} MB: is a quotation mark not closed?", MAX_ROW >> 20)
        }
        _ => format!("cannot be read: {e}"),
    };
    SourceError::new(name, line, reason)
}

/// Stops a row that never ends.
struct Bounded {
    reader: Box<dyn BufRead>,
    left: Rc<Cell<u64>>,
}

impl Read for Bounded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.reader.read(buffer)?;
        self.left.set(self.left.get().checked_sub(n as u64).ok_or(io::ErrorKind::FileTooLarge)?);
        Ok(n)
    }
}
