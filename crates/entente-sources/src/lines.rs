//! JSON lines: one object per line. A bad line is reported with its number and the rest is read.

use crate::error::SourceError;
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
        match (&mut *reader).take(MAX_LINE + 1).read_until(b'\n', &mut line) {
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
    let field = |names: &[&str]| {
        names.iter().find_map(|n| match value.get(*n) {
            Some(Value::String(s)) if !s.trim().is_empty() => Some(s.clone()),
            Some(Value::Number(n)) => Some(n.to_string()),
            _ => None,
        })
    };
    let Some(body) = field(&["text", "body", "content", "article", "maintext"]) else {
        return fail("no field `text` (or body, content, article) with the article's text".into());
    };
    let date = field(&["published", "date", "pub_date", "pubDate", "publication_date", "date_publish"]);
    let published = date.as_deref().and_then(day);
    if let (Some(date), None) = (&date, published) {
        return fail(format!("`{date}` is not a date; write YYYY-MM-DD"));
    }
    Some(Ok(Document {
        id: field(&["id", "uid"]).unwrap_or_default(),
        title: field(&["title", "headline"]),
        text: body,
        published,
        published_from: published.map(|_| "field".to_owned()),
        outlet: field(&["outlet", "source", "publisher", "source_domain"]),
        outlet_country: field(&["outlet_country", "country"]).filter(|c| c.len() == 3),
        url: field(&["url", "link"]),
        language: field(&["language", "lang"]),
        ..Document::default()
    }))
}

/// The day of a date or instant: `2021-03-17`, `2021-03-17T08:00:00Z`, `20210317`.
fn day(text: &str) -> Option<entente::Day> {
    let head = text.trim().get(..10).unwrap_or(text.trim());
    head.parse().ok().or_else(|| {
        let t = text.trim().get(..8)?;
        let all = t.bytes().all(|b| b.is_ascii_digit());
        all.then(|| format!("{}-{}-{}", &t[..4], &t[4..6], &t[6..8]).parse().ok()).flatten()
    })
}
