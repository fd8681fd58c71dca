//! The event between two given spans of a sentence: the question that relation data sets ask.

use crate::coder::{Coder, Reading, Workspace};
use crate::document::Document;
use crate::event::{Candidate, Status};
use crate::ontology::{EventType, Ontology};
use crate::tree::Tree;
use std::ops::Range;

/// What stands between source and target.
#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    /// Event type.
    pub kind: EventType,
    /// Its mode.
    pub mode: Option<String>,
    /// The label in the 15-root scheme of the PLV data.
    pub plv: String,
    /// 0 to 1.
    pub confidence: f32,
    /// The lexicon entry.
    pub rule: String,
}

/// Finds the relation between the spans `source` and `target` (byte ranges of `text`); `None` when the lexicon knows no
/// word for it.
pub fn relate(
    coder: &Coder,
    text: &str,
    source: Range<usize>,
    target: Range<usize>,
    workspace: &mut Workspace,
) -> Option<Relation> {
    let document = Document::from_text(text);
    let readings = coder.read(&document, workspace);
    let mut best: Option<(i32, &Reading, &Candidate)> = None;
    for reading in &readings {
        let tree = Tree::new(&reading.sentence);
        for c in &reading.candidates {
            let score = fit(&tree, c, &source, &target);
            if best.as_ref().is_none_or(|(s, ..)| score > *s) {
                best = Some((score, reading, c));
            }
        }
    }
    let (score, _, c) = best?;
    let ontology = &coder.resources.ontology;
    let (kind, mode) = coded_as(ontology, c)?;
    let entry = &coder.resources.lexicon.entries[c.entry as usize];
    let mut parts: Vec<&str> =
        c.operators.iter().rev().map(|o| coder.resources.lexicon.entries[o.entry as usize].id.as_str()).collect();
    parts.push(&entry.id);
    parts.dedup();
    Some(Relation {
        kind,
        plv: plv(ontology, kind, mode.as_deref(), c),
        mode,
        confidence: (0.4 + 0.05 * score.clamp(0, 11) as f32).min(0.95),
        rule: parts.join(">"),
    })
}

/// The type of a candidate, also where `code` would keep silent: a pair that is asked for gets an answer.
fn coded_as(ontology: &Ontology, c: &Candidate) -> Option<(EventType, Option<String>)> {
    if let Some(kind) = c.kind {
        return Some((kind, c.mode.as_ref().map(|m| m.to_string())));
    }
    // What did not happen is turned as the refusal of it; without such a rule it keeps its name.
    let refused =
        ontology.becomes(c.base, c.mode.as_deref(), Status::Refused).and_then(|b| b.kind.map(|k| (k, b.mode.clone())));
    let negated = matches!(c.status, Status::Negated | Status::Denied);
    match refused.filter(|_| negated) {
        Some((kind, mode)) => Some((kind, mode.map(|m| m.to_string()))),
        None => Some((c.base, c.mode.as_ref().map(|m| m.to_string()))),
    }
}

/// How well a candidate fits a pair: its roles on the spans, its trigger on the way between them.
fn fit(tree: &Tree<'_>, c: &Candidate, source: &Range<usize>, target: &Range<usize>) -> i32 {
    let tokens = &tree.sentence.tokens;
    let touches = |first: usize, last: usize, span: &Range<usize>| {
        (tokens[first].span.start as usize) < span.end && span.start < tokens[last].span.end as usize
    };
    let any = |mentions: &[crate::actor::Mention], span: &Range<usize>| {
        mentions.iter().any(|m| touches(m.first, m.last, span))
    };
    let mut score = 0;
    score += 5 * i32::from(any(&c.actors, source));
    score += 5 * i32::from(any(&c.recipients, target) || (c.mutual && any(&c.actors, target)));
    score += 2 * i32::from(any(&c.recipients, source)) + 2 * i32::from(any(&c.actors, target));
    score += i32::from(c.kind.is_some());
    let inside = |span: &Range<usize>| touches(c.at, c.at, span);
    score -= 3 * i32::from(inside(source));
    score -= i32::from(inside(target));
    // The trigger dominates both spans in the tree.
    let dominates = |span: &Range<usize>| {
        (0..tokens.len()).filter(|t| touches(*t, *t, span)).any(|mut t| {
            for _ in 0..30 {
                if t == c.at {
                    return true;
                }
                match tree.head(t) {
                    Some(h) => t = h,
                    None => return false,
                }
            }
            false
        })
    };
    score += i32::from(dominates(source)) + i32::from(dominates(target));
    score
}

/// The label in the scheme of the PLV data, which follows an older table than PLOVER 2.0
/// (`docs/evaluation.md` lists the differences).
fn plv(ontology: &Ontology, kind: EventType, mode: Option<&str>, c: &Candidate) -> String {
    let cameo = c.cameo.as_deref().unwrap_or("");
    let promised = c.status == Status::Planned && matches!(c.base, EventType::Retreat | EventType::Concede);
    match (kind, mode) {
        (EventType::Sanction, Some("convict")) if cameo == "173" => "COERCE".into(),
        (EventType::Sanction, Some("convict")) => "ACCUSE".into(),
        (EventType::Sanction, Some("discontinue")) if cameo == "163" => "COERCE".into(),
        (EventType::Concede, _) if cameo == "055" => "SUPPORT".into(),
        (EventType::Concede, _) if promised => "AGREE".into(),
        _ => ontology.info(kind).plv.to_string(),
    }
}
