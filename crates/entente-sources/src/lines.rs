//! JSON lines: one object per line. A bad line is reported with its number and the rest is read.

use crate::decode::refuse_binary;
use crate::error::SourceError;
use crate::fields;
use entente::Document;
use serde_json::{Map, Value};
use std::io::{BufRead, Read};

/// A longer line is reported and passed over without being held in memory.
const MAX_LINE: u64 = 16 << 20;

/// Reads a stream of JSON lines. A line with the key `entente` is the header of a file of ours and is passed over.
pub(crate) fn jsonl(name: &str, reader: &mut dyn BufRead, each: &mut dyn FnMut(Result<Document, SourceError>)) {
    let mut line = Vec::new();
    let mut number = 0;
    loop {
        line.clear();
        number += 1;
        let got = (&mut *reader).take(MAX_LINE + 1).read_until(b'\n', &mut line);
        if number == 1 && line.starts_with("\u{feff}".as_bytes()) {
            line.drain(..3);
        }
        if number == 1
            && let Some(fault) = not_lines(name, &line)
        {
            return each(Err(fault));
        }
        match got {
            Ok(0) => {
                if number == 1 {
                    each(Err(SourceError::new(name, None, "empty: there is no text in it")));
                }
                return;
            }
            Ok(_) if line.len() as u64 > MAX_LINE => {
                let reason = format!("the line is longer than {} MB", MAX_LINE >> 20);
                each(Err(SourceError::new(name, number, reason)));
                if line.last() != Some(&b'\n') && skip(reader).is_err() {
                    return;
                }
            }
            Ok(_) if line.iter().all(u8::is_ascii_whitespace) => {}
            Ok(_) => {
                if let Some(result) = object(name, number, &line) {
                    each(result);
                }
            }
            Err(e) => return each(Err(SourceError::new(name, number, format!("cannot be read: {e}")))),
        }
    }
}

/// Passes over the rest of a line.
fn skip(reader: &mut dyn BufRead) -> std::io::Result<()> {
    loop {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        match buffer.iter().position(|b| *b == b'\n') {
            Some(at) => {
                reader.consume(at + 1);
                return Ok(());
            }
            None => {
                let n = buffer.len();
                reader.consume(n);
            }
        }
    }
}

fn object(name: &str, number: usize, line: &[u8]) -> Option<Result<Document, SourceError>> {
    let fail = |reason: String| Some(Err(SourceError::new(name, number, reason)));
    let text = match std::str::from_utf8(line) {
        Ok(t) => t,
        Err(e) => return fail(format!("not UTF-8 at byte {}: save the file as UTF-8", e.valid_up_to())),
    };
    let value: Map<String, Value> = match serde_json::from_str(text) {
        Ok(v) => v,
        Err(e) => return fail(format!("not a JSON object: {e}")),
    };
    if value.contains_key("entente") {
        return None;
    }
    Some(fields::document(name, number, &|key| match value.get(key)? {
        Value::String(s) => Some(s.clone()),
        Value::Number(n) => Some(n.to_string()),
        // Publishers are often objects with a name.
        Value::Object(o) => o.get("name").and_then(Value::as_str).map(str::to_owned),
        _ => None,
    }))
}

/// An error where the first line shows that the file holds no JSON lines at all.
fn not_lines(name: &str, line: &[u8]) -> Option<SourceError> {
    if line.starts_with(&[0xff, 0xfe]) || line.starts_with(&[0xfe, 0xff]) {
        return Some(SourceError::new(name, 1, "UTF-16: save the file as UTF-8"));
    }
    if let Err(e) = refuse_binary(name, line) {
        return Some(e);
    }
    let start = line.trim_ascii();
    (start == b"{" || start.starts_with(b"[")).then(|| {
        let reason = "JSON over many lines or in an array: write one object a line (jq -c '.[]' file.json)";
        SourceError::new(name, 1, reason)
    })
}
