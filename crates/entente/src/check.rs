//! Runs the examples of the lexicon through the whole coder: each must give what it says, each `not` must stay silent.

use crate::coder::{Coder, Options, Workspace};
use crate::document::Document;
use crate::lexicon::{Entry, Example, Expected};
use crate::record::{ActorRecord, Event};

/// An example that did not give what it says.
#[derive(Debug, Clone)]
pub struct Failure {
    /// The entry.
    pub entry: String,
    /// The sentence.
    pub text: String,
    /// What was expected.
    pub expected: String,
    /// What came out.
    pub got: String,
}

/// How the examples of one lexicon file went.
#[derive(Debug, Default)]
pub struct FileReport {
    /// The file's stem.
    pub file: String,
    /// Number of entries.
    pub entries: usize,
    /// Number of examples, `not` sentences included.
    pub examples: usize,
    /// Those that failed.
    pub failures: Vec<Failure>,
}

/// Checks every example of the coder's lexicon; one report per file, in the order of reading.
pub fn examples(coder: &Coder) -> Vec<FileReport> {
    let mut reports: Vec<FileReport> = Vec::new();
    let mut workspace = Workspace::default();
    for entry in &coder.resources.lexicon.entries {
        let file = entry.id.split('/').next().unwrap_or("").to_owned();
        if reports.last().is_none_or(|r| r.file != file) {
            reports.push(FileReport { file, ..FileReport::default() });
        }
        let Some(report) = reports.last_mut() else { continue };
        report.entries += 1;
        for example in &entry.examples {
            report.examples += 1;
            report.failures.extend(check(coder, entry, example, &mut workspace));
        }
    }
    reports
}

fn check(coder: &Coder, entry: &Entry, example: &Example, workspace: &mut Workspace) -> Option<Failure> {
    let document = Document::from_text(example.text.as_str());
    let coded = coder.code(&document, Options::default(), workspace);
    let ok = match &example.expected {
        Some(expected) => coded.events.iter().any(|e| gives(e, expected)),
        None => !coded.events.iter().any(|e| e.rule.contains(entry.id.as_str())),
    };
    (!ok).then(|| Failure {
        entry: entry.id.to_string(),
        text: example.text.clone(),
        expected: example.expected.as_ref().map_or_else(|| "nothing from this entry".to_owned(), describe),
        got: coded.events.iter().map(summary).collect::<Vec<_>>().join("; "),
    })
}

fn gives(event: &Event, expected: &Expected) -> bool {
    event.kind == expected.kind
        && expected.mode.as_deref().is_none_or(|m| event.mode.as_deref() == Some(m))
        && (side(event.actor.as_ref(), &expected.actor) && side(event.recipient.as_ref(), &expected.recipient))
}

/// True when an actor is what an example says: `FRA`, `FRA MIL`, `-` for nobody, empty for not checked.
fn side(actor: Option<&ActorRecord>, expected: &str) -> bool {
    if expected.is_empty() {
        return true;
    }
    if expected == "-" {
        return actor.is_none_or(|a| a.country.is_none());
    }
    let Some(actor) = actor else { return false };
    let mut parts = expected.split(' ');
    let country = parts.next().unwrap_or("-");
    let body = matches!(country, "IGO" | "UNO" | "EUR" | "NGO" | "MNC" | "IMG" | "ISM");
    let same = actor.country.as_deref().map_or(country == "-", |c| c == country || (body && expected.starts_with(c)));
    same && parts.all(|sector| actor.sectors.iter().any(|s| s == sector))
}

fn describe(e: &Expected) -> String {
    let mode = e.mode.as_deref().map(|m| format!(" {m}")).unwrap_or_default();
    format!("{}{mode}: {} > {}", e.kind, e.actor, e.recipient)
}

/// An event in one line: `CONSULT visit: USA GOV > KOR GOV (planned)`.
pub fn summary(e: &Event) -> String {
    let who = |a: &Option<ActorRecord>| {
        a.as_ref().map_or_else(
            || "-".to_owned(),
            |a| format!("{} {}", a.country.as_deref().unwrap_or("?"), a.sectors.join("/")).trim().to_owned(),
        )
    };
    let mode = e.mode.as_deref().map(|m| format!(" {m}")).unwrap_or_default();
    format!("{}{mode}: {} > {} [{}]", e.kind, who(&e.actor), who(&e.recipient), e.rule)
}
