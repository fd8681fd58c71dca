//! Whole records, in the format of the PLOVER gold standard records (Open Event Data Alliance): a JSON array of
//! `{id, text, source: [{code}], target: [{code}], event, mode}`. The records use older names, which are brought to PLOVER 2.0.

use crate::coder::{Coder, Options, Workspace};
use crate::document::Document;
use crate::error::{Error, Result};
use crate::ontology::EventType;
use crate::record::{ActorRecord, Event};
use serde::{Deserialize, Serialize};

#[derive(Deserialize)]
struct Gold {
    #[serde(default)]
    id: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    source: serde_json::Value,
    #[serde(default)]
    target: serde_json::Value,
    #[serde(default)]
    event: String,
    #[serde(default)]
    mode: Option<String>,
}

/// Share of records with each slot right; each share is taken over the records whose gold has the slot.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PloverReport {
    /// Number of records.
    pub records: usize,
    /// Records for which an event was found at all.
    pub answered: usize,
    /// The type.
    pub r#type: f64,
    /// Type and mode, over the records that have a mode.
    pub type_mode: f64,
    /// The actor's country.
    pub actor_country: f64,
    /// The recipient's country.
    pub recipient_country: f64,
    /// Type, mode where there is one, and both countries on one event.
    pub record: f64,
    /// Records that are not wholly right: id, text, gold, what came out.
    pub errors: Vec<(String, String, String, String)>,
}

/// Brings an old type name to PLOVER 2.0.
fn kind(name: &str) -> Option<EventType> {
    match name {
        "DEMAND" => Some(EventType::Request),
        "DISAPPROVE" | "INVESTIGATE" => Some(EventType::Accuse),
        "FIGHT" => Some(EventType::Assault),
        other => other.parse().ok(),
    }
}

/// Brings an old mode name to PLOVER 2.0; `None` where it has no successor.
fn mode(event: &str, name: &str) -> Option<&'static str> {
    Some(match (event, name) {
        ("PROTEST", "strike-hun") => "hunger",
        ("PROTEST", m) if m.starts_with("demo") => "demo",
        ("PROTEST", m) if m.starts_with("strike") => "strike",
        ("PROTEST", m) if m.starts_with("riot") => "riot",
        ("PROTEST", "obstruct") => "obstruct",
        ("CONSULT", "visit" | "host") => "visit",
        ("CONSULT", "third-party") => "third-party",
        ("COERCE", "detain" | "arrest") => "arrest",
        ("COERCE", "confiscate" | "destroy") => "seize",
        ("COERCE", "restrict") => "restrict",
        ("COERCE", "censor") => "censor",
        ("COERCE", "curfew") => "curfew",
        ("THREATEN", "curfew" | "restrict") => "restrict",
        ("THREATEN", "violence") => "violence",
        ("THREATEN", "relations") => "relations",
        ("MOBILIZE", "weapons") => "weapons",
        ("MOBILIZE", "police") => "police",
        ("MOBILIZE", "troops") => "troops",
        (_, "assassinate") => "targeted",
        (_, "heavy-weapons") => "heavy-weapons",
        (_, "explosives") => "explosives",
        (_, "primitive") => "primitive",
        (_, "beat") => "beat",
        (_, "torture") => "torture",
        (_, "suicide-attack") => "suicide-attack",
        (_, "firearms") => "firearms",
        _ => return None,
    })
}

fn codes(value: &serde_json::Value) -> Vec<String> {
    let list = value.as_array().map(Vec::as_slice).unwrap_or_default();
    let code =
        |a: &serde_json::Value| a.get("code").and_then(|c| c.as_str()).map(|c| c.chars().take(3).collect::<String>());
    list.iter().filter_map(code).filter(|c| c.len() == 3).map(|c| if c == "JAP" { "JPN".into() } else { c }).collect()
}

/// True when a country is one of the gold codes; the records know only IGO where PLOVER 2.0 tells UNO and EUR apart.
fn among(actor: Option<&ActorRecord>, gold: &[String]) -> bool {
    let country = match actor.and_then(|a| a.country.as_deref()) {
        Some("UNO" | "EUR") => "IGO",
        Some(c) => c,
        None => return false,
    };
    gold.iter().any(|g| g == country)
}

/// Evaluates the coder on a gold file; for each record the event that agrees best with it counts.
///
/// # Errors
/// When the file is not such an array.
pub fn plover(coder: &Coder, file: &str, text: &str) -> Result<PloverReport> {
    let gold: Vec<Gold> = serde_json::from_str(text).map_err(|e| Error::input(file, e.line(), e.to_string()))?;
    let mut workspace = Workspace::default();
    let mut report = PloverReport::default();
    let mut seen = [0usize; 5];
    let mut hits = [0usize; 5];
    for g in gold.iter().filter(|g| !g.text.is_empty()) {
        let Some(want) = kind(&g.event) else {
            return Err(Error::input(file, None, format!("{}: `{}` is not an event type", g.id, g.event)));
        };
        let want_mode = g.mode.as_deref().and_then(|m| mode(&g.event, m));
        let (source, target) = (codes(&g.source), codes(&g.target));
        let document = Document::from_text(g.text.as_str());
        let coded = coder.code(&document, Options::default(), &mut workspace);
        let marks = |e: &Event| {
            let kind = e.kind == want;
            let moded = want_mode.is_none_or(|m| e.mode.as_deref() == Some(m));
            // A compound actor of the gold may stand on either side of a mutual event.
            let actor = among(e.actor.as_ref(), &source);
            let recipient = among(e.recipient.as_ref(), &target);
            [kind, kind && moded, source.is_empty() || actor, target.is_empty() || recipient]
        };
        let value =
            |m: &[bool; 4]| 8 * i32::from(m[0]) + 2 * i32::from(m[1]) + 3 * i32::from(m[2]) + 3 * i32::from(m[3]);
        let best = coded.events.iter().map(marks).max_by_key(value).unwrap_or([false; 4]);
        report.records += 1;
        report.answered += usize::from(!coded.events.is_empty());
        let whole = best.iter().all(|b| *b);
        let slots = [true, want_mode.is_some(), !source.is_empty(), !target.is_empty(), true];
        for (i, ok) in [best[0], best[1], best[2], best[3], whole].into_iter().enumerate() {
            seen[i] += usize::from(slots[i]);
            hits[i] += usize::from(slots[i] && ok && !coded.events.is_empty());
        }
        if !whole || coded.events.is_empty() {
            let wanted = format!("{want} {}: {} > {}", want_mode.unwrap_or(""), source.join(","), target.join(","));
            let got = coded.events.iter().map(crate::check::summary).collect::<Vec<_>>().join("; ");
            report.errors.push((g.id.clone(), g.text.clone(), wanted, got));
        }
    }
    let share = |i: usize| hits[i] as f64 / seen[i].max(1) as f64;
    (report.r#type, report.type_mode, report.actor_country) = (share(0), share(1), share(2));
    (report.recipient_country, report.record) = (share(3), share(4));
    Ok(report)
}
