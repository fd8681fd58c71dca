//! Walks files, folders and standard input and hands each record to the right format's reader.

use crate::error::SourceError;
use crate::{html, lines};
use entente::{Day, Document};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// No whole-file document may be larger.
const MAX_FILE: u64 = 64 << 20;
/// No text to be coded may be larger.
const MAX_TEXT: usize = 4 << 20;

/// How an input is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One article as plain text.
    Text,
    /// One web page.
    Html,
    /// One JSON object a line.
    Jsonl,
}

/// How inputs are read.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// Forces a format; else the file's name and first bytes tell.
    pub format: Option<Format>,
    /// Day of publication for documents that bring none.
    pub published: Option<Day>,
    /// Outlet for documents that bring none.
    pub outlet: Option<String>,
}

/// Reads all inputs in order; folders are walked in the order of their names. `each` gets every document and every error.
pub fn read(inputs: &[PathBuf], options: &ReadOptions, each: &mut dyn FnMut(Result<Document, SourceError>)) {
    for input in inputs {
        if input.as_os_str() == "-" {
            stream("-", options.format, Box::new(io::stdin()), options, each);
        } else {
            path(input, options, each);
        }
    }
}

fn path(input: &Path, options: &ReadOptions, each: &mut dyn FnMut(Result<Document, SourceError>)) {
    let name = input.display().to_string();
    if input.is_dir() {
        match std::fs::read_dir(input) {
            Ok(entries) => {
                let mut paths: Vec<PathBuf> = entries.filter_map(|e| e.ok().map(|e| e.path())).collect();
                paths.sort();
                for p in paths.into_iter().filter(|p| p.is_dir() || is_news(p)) {
                    path(&p, options, each);
                }
            }
            Err(e) => each(Err(SourceError::new(&name, None, format!("the folder cannot be read: {e}")))),
        }
        return;
    }
    let format = options.format.or_else(|| by_name(input));
    match File::open(input) {
        Ok(file) if input.extension().is_some_and(|e| e == "gz") => {
            stream(&name, format, Box::new(flate2::read::MultiGzDecoder::new(file)), options, each);
        }
        Ok(file) => stream(&name, format, Box::new(file), options, each),
        Err(e) => each(Err(SourceError::new(&name, None, format!("cannot be opened: {e}")))),
    }
}

/// In a folder only files of a known kind are read; others are passed over.
fn is_news(path: &Path) -> bool {
    by_name(path).is_some()
}

fn by_name(path: &Path) -> Option<Format> {
    let name = path.file_name()?.to_str()?.to_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    match name.rsplit_once('.')?.1 {
        "txt" | "text" => Some(Format::Text),
        "html" | "htm" | "xhtml" => Some(Format::Html),
        "jsonl" | "ndjson" => Some(Format::Jsonl),
        _ => None,
    }
}

fn stream(
    name: &str,
    format: Option<Format>,
    source: Box<dyn Read>,
    options: &ReadOptions,
    each: &mut dyn FnMut(Result<Document, SourceError>),
) {
    let mut reader = BufReader::with_capacity(1 << 16, source);
    let format = match format {
        Some(f) => f,
        None => match reader.fill_buf() {
            Ok(head) => sniff(head),
            Err(e) => return each(Err(SourceError::new(name, None, format!("cannot be read: {e}")))),
        },
    };
    let mut found = |document: Result<Document, SourceError>| each(document.and_then(|d| complete(name, d, options)));
    if format == Format::Jsonl {
        return lines::jsonl(name, &mut reader, &mut found);
    }
    let mut bytes = Vec::new();
    if let Err(e) = reader.take(MAX_FILE + 1).read_to_end(&mut bytes) {
        return each(Err(SourceError::new(name, None, format!("cannot be read: {e}"))));
    }
    if bytes.len() as u64 > MAX_FILE {
        let reason = format!("larger than {} MB: not an article; use JSONL for many articles in one file", MAX_FILE >> 20);
        return each(Err(SourceError::new(name, None, reason)));
    }
    found(match format {
        Format::Html => html::document(name, &bytes),
        _ => text(name, &bytes),
    });
}

fn sniff(head: &[u8]) -> Format {
    let start = String::from_utf8_lossy(&head[..head.len().min(512)]).trim_start_matches('\u{feff}').trim_start().to_lowercase();
    if start.starts_with('{') {
        Format::Jsonl
    } else if start.starts_with("<!doctype html") || start.starts_with("<html") || start.starts_with("<?xml") {
        Format::Html
    } else {
        Format::Text
    }
}

/// Bytes as text: UTF-8, or Windows-1252 where they are not; binary data is refused.
pub(crate) fn decode(name: &str, bytes: &[u8]) -> Result<String, SourceError> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(SourceError::new(name, None, "empty: there is no text in it"));
    }
    let odd = bytes.iter().take(8192).filter(|b| **b == 0 || (**b < 9) || (14..27).contains(*b)).count();
    if odd * 50 > bytes.len().min(8192) || bytes.starts_with(b"%PDF") || bytes.starts_with(b"PK\x03\x04") {
        return Err(SourceError::new(name, None, "binary data, not text: convert it to text or HTML first"));
    }
    let (text, _, broken) = encoding_rs::UTF_8.decode(bytes);
    Ok(if broken { encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned() } else { text.into_owned() })
}

/// Plain text. A first line is the title when it is short, stands alone and is no sentence.
fn text(name: &str, bytes: &[u8]) -> Result<Document, SourceError> {
    let text = decode(name, bytes)?.replace("\r\n", "\n");
    let body = text.trim_start();
    let first = body.lines().next().unwrap_or("").trim();
    let alone = body[first.len().min(body.len())..].trim_start_matches(' ').starts_with("\n\n");
    let is_title = alone && first.len() < 140 && !first.ends_with(['.', '!', ':', ';', ',']);
    let mut document = Document::default();
    if is_title {
        document.title = Some(first.to_owned());
        document.text = body[first.len()..].trim_start().to_owned();
    } else {
        document.text = body.to_owned();
    }
    Ok(document)
}

/// Fills in what the options give, checks size and content, gives the id.
fn complete(name: &str, mut d: Document, options: &ReadOptions) -> Result<Document, SourceError> {
    if d.text.trim().is_empty() {
        return Err(SourceError::new(name, None, "no article text was found in it"));
    }
    if d.text.len() > MAX_TEXT {
        let reason = format!("the text of one document is larger than {} MB: split it into articles", MAX_TEXT >> 20);
        return Err(SourceError::new(name, None, reason));
    }
    if d.published.is_none() {
        d.published = options.published;
        d.published_from = options.published.map(|_| "given".to_owned());
    }
    d.outlet = d.outlet.or_else(|| options.outlet.clone());
    Ok(if d.id.is_empty() { d.with_stable_id() } else { d })
}
