//! Walks files, folders and standard input and hands each record to the right format's reader.

use crate::decode::decode;
use crate::error::SourceError;
use crate::{clean, html, lines, table};
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
    /// A table with a header, cells parted by commas.
    Csv,
    /// A table with a header, cells parted by tabs.
    Tsv,
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
                let mut paths: Vec<PathBuf> = entries.filter_map(Result::ok).filter_map(wanted).collect();
                paths.sort();
                for p in paths {
                    path(&p, options, each);
                }
            }
            Err(e) => each(Err(SourceError::new(&name, None, format!("the folder cannot be read: {e}")))),
        }
        return;
    }
    let format = options.format.or_else(|| by_name(input));
    match File::open(input) {
        Ok(file) => stream(&name, format, Box::new(file), options, each),
        Err(e) => each(Err(SourceError::new(&name, None, format!("cannot be opened: {e}")))),
    }
}

/// In a folder only files of a known kind and folders are read. Links to folders are not followed: they can lead in a circle.
fn wanted(entry: std::fs::DirEntry) -> Option<PathBuf> {
    let (path, kind) = (entry.path(), entry.file_type().ok()?);
    let news = || by_name(&path).is_some() && (kind.is_file() || kind.is_symlink() && path.is_file());
    (kind.is_dir() || news()).then_some(path)
}

fn by_name(path: &Path) -> Option<Format> {
    let name = path.file_name()?.to_str()?.to_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    match name.rsplit_once('.')?.1 {
        "txt" | "text" => Some(Format::Text),
        "html" | "htm" | "xhtml" => Some(Format::Html),
        "jsonl" | "ndjson" | "json" => Some(Format::Jsonl),
        "csv" => Some(Format::Csv),
        "tsv" | "tab" => Some(Format::Tsv),
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
    let mut raw = BufReader::with_capacity(1 << 16, source);
    let packed = matches!(raw.fill_buf(), Ok([0x1f, 0x8b, ..]));
    let source: Box<dyn Read> =
        if packed { Box::new(flate2::bufread::MultiGzDecoder::new(raw)) } else { Box::new(raw) };
    let mut reader = BufReader::with_capacity(1 << 16, source);
    let format = match format {
        Some(f) => f,
        None => match reader.fill_buf() {
            Ok(head) => sniff(head),
            Err(e) => return each(Err(SourceError::new(name, None, format!("cannot be read: {e}")))),
        },
    };
    let mut found = |document: Result<Document, SourceError>| each(document.and_then(|d| complete(name, d, options)));
    match format {
        Format::Jsonl => return lines::jsonl(name, &mut reader, &mut found),
        Format::Csv => return table::read(name, Box::new(reader), b',', &mut found),
        Format::Tsv => return table::read(name, Box::new(reader), b'\t', &mut found),
        Format::Text | Format::Html => {}
    }
    let mut bytes = Vec::new();
    if let Err(e) = reader.take(MAX_FILE + 1).read_to_end(&mut bytes) {
        return each(Err(SourceError::new(name, None, format!("cannot be read: {e}"))));
    }
    if bytes.len() as u64 > MAX_FILE {
        let reason =
            format!("larger than {} MB: not an article; use JSONL for many articles in one file", MAX_FILE >> 20);
        return each(Err(SourceError::new(name, None, reason)));
    }
    found(match format {
        Format::Html => html::document(name, &bytes),
        _ => text(name, &bytes),
    });
}

fn sniff(head: &[u8]) -> Format {
    let start = String::from_utf8_lossy(&head[..head.len().min(512)])
        .trim_start_matches('\u{feff}')
        .trim_start()
        .to_lowercase();
    let header = |mark: char| {
        let first = start.lines().next().unwrap_or("");
        first.contains(mark) && first.split(mark).any(|c| matches!(c.trim_matches('"'), "text" | "body" | "content"))
    };
    if start.starts_with('{') || start.starts_with("[{") || start.starts_with("[\n") {
        Format::Jsonl
    } else if start.starts_with("<!doctype html") || start.starts_with("<html") || start.starts_with("<?xml") {
        Format::Html
    } else if header('\t') {
        Format::Tsv
    } else if header(',') {
        Format::Csv
    } else {
        Format::Text
    }
}

/// Plain text. A first line is the title when it is short, stands alone and is no sentence.
fn text(name: &str, bytes: &[u8]) -> Result<Document, SourceError> {
    let text = decode(name, bytes)?.replace("\r\n", "\n");
    let body = text.trim_start();
    let first = body.lines().next().unwrap_or("").trim();
    let alone = body[first.len().min(body.len())..].trim_start_matches(' ').starts_with("\n\n");
    let is_title =
        alone && first.len() < 140 && !first.ends_with(['.', '!', ':', ';', ',']) && !clean::is_caption(first);
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
