//! How a sentence was coded, step by step: tree, mentions, the entries that fired and why the others did not.

use crate::coder::{Coder, Options, Reading, Workspace};
use crate::document::Document;
use crate::lexicon::{Effect, Matcher, Pos};
use crate::record::Event;
use crate::tree::Tree;
use serde::Serialize;

/// A token of the tree.
#[derive(Debug, Clone, Serialize)]
pub struct TokenLine {
    /// The word.
    pub form: String,
    /// Its lemma.
    pub lemma: String,
    /// Universal tag.
    pub upos: String,
    /// Number of the head, from 1; 0 for the root.
    pub head: usize,
    /// Relation to the head.
    pub deprel: String,
}

/// An actor found.
#[derive(Debug, Clone, Serialize)]
pub struct MentionLine {
    /// The words.
    pub text: String,
    /// Canonical name.
    pub name: Option<String>,
    /// Country or non-state value.
    pub country: Option<String>,
    /// Sectors.
    pub sectors: Vec<String>,
    /// Office on the day.
    pub office: Option<String>,
    /// How it was resolved, or why not.
    pub note: Option<String>,
}

/// A trigger with the entries that were tried.
#[derive(Debug, Clone, Serialize)]
pub struct TriggerLine {
    /// The word.
    pub word: String,
    /// The entry that fired, if one did.
    pub fired: Option<String>,
    /// Entries that did not, each with the condition that failed.
    pub failed: Vec<(String, String)>,
}

/// Everything about one sentence.
#[derive(Debug, Clone, Serialize)]
pub struct Explanation {
    /// The sentence.
    pub text: String,
    /// Its tree.
    pub tokens: Vec<TokenLine>,
    /// Its actors.
    pub mentions: Vec<MentionLine>,
    /// Its triggers.
    pub triggers: Vec<TriggerLine>,
    /// Acts that were found and not coded, with the reason.
    pub not_coded: Vec<String>,
    /// The events.
    pub events: Vec<Event>,
}

/// Explains every sentence of a document.
pub fn explain(coder: &Coder, document: &Document, workspace: &mut Workspace) -> Vec<Explanation> {
    let readings = coder.read(document, workspace);
    readings.iter().map(|r| one(coder, document, r)).collect()
}

fn one(coder: &Coder, document: &Document, reading: &Reading) -> Explanation {
    let source = if reading.headline { document.title.as_deref().unwrap_or("") } else { &document.text };
    let tokens = &reading.sentence.tokens;
    let words = |first: usize, last: usize| {
        source.get(tokens[first].span.start as usize..tokens[last].span.end as usize).unwrap_or("").to_owned()
    };
    let tree = Tree::new(&reading.sentence);
    let lexicon = &coder.resources.lexicon;
    let matcher = Matcher { lexicon, tree: &tree, mentions: &reading.mentions };
    let mut triggers = Vec::new();
    for (i, token) in tokens.iter().enumerate() {
        let pos = match token.upos {
            entente_nlp::Upos::Verb => Pos::Verb,
            entente_nlp::Upos::Noun | entente_nlp::Upos::Propn => Pos::Noun,
            entente_nlp::Upos::Adj => Pos::Adjective,
            _ => continue,
        };
        let tried = lexicon.of(pos, &token.lemma.to_lowercase());
        if tried.is_empty() {
            continue;
        }
        let fired = tried.iter().find(|e| matcher.matches(**e, i).is_some());
        let before = tried.iter().take_while(|e| Some(*e) != fired);
        let failed = before.filter_map(|e| {
            let entry = &lexicon.entries[*e as usize];
            matcher.failing(entry, i).map(|c| (entry.id.to_string(), describe(c)))
        });
        triggers.push(TriggerLine {
            word: token.form.to_string(),
            failed: failed.collect(),
            fired: fired.map(|e| lexicon.entries[*e as usize].id.to_string()),
        });
    }
    let mention = |m: &crate::Mention| MentionLine {
        text: words(m.first, m.last),
        name: m.actor.name.as_ref().map(|n| n.to_string()),
        country: m.actor.country.as_ref().map(|c| c.to_string()),
        sectors: m.actor.sectors.iter().map(|s| s.to_string()).collect(),
        office: m.actor.office.as_ref().map(|o| o.to_string()),
        note: m.actor.note.as_ref().map(|n| n.to_string()),
    };
    let events = coder.records(document, reading, None, Options { evidence: true });
    let mut not_coded: Vec<String> = Vec::new();
    for c in &reading.candidates {
        let entry = &lexicon.entries[c.entry as usize];
        if c.kind.is_none() {
            not_coded.extend(c.notes.iter().cloned());
        } else if !events.iter().any(|e| e.rule.contains(entry.id.as_str())) {
            let known = c.actors.iter().chain(&c.recipients).any(|m| m.actor.is_resolved());
            let why = if known { "its type needs a recipient and none was found" } else { "neither side is known" };
            not_coded.push(format!("`{}` ({}): {why}", tokens[c.at].form, entry.id));
        }
        debug_assert!(!matches!(entry.effect, Effect::Transparent | Effect::Status(_)) || !c.operators.is_empty());
    }
    let span = reading.sentence.span;
    Explanation {
        text: source.get(span.start as usize..span.end as usize).unwrap_or("").to_owned(),
        tokens: tokens
            .iter()
            .enumerate()
            .map(|(i, t)| TokenLine {
                form: t.form.to_string(),
                lemma: t.lemma.to_string(),
                upos: t.upos.as_str().to_owned(),
                head: reading.sentence.head(i).map_or(0, |h| h + 1),
                deprel: t.deprel.as_str().to_owned(),
            })
            .collect(),
        mentions: reading.mentions.all.iter().map(mention).collect(),
        triggers,
        not_coded,
        events,
    }
}

fn describe(c: &crate::lexicon::Condition) -> String {
    let path: Vec<String> = c.path.iter().map(ToString::to_string).collect();
    let mut words: Vec<String> = c.words.lemmas.iter().take(6).map(|w| w.to_string()).collect();
    if c.words.lemmas.len() > 6 {
        words.push("…".into());
    }
    words.extend(c.words.classes.iter().map(|k| format!("{k:?}").to_uppercase()));
    if c.words.any {
        words.push("*".into());
    }
    format!("{}{}:{}", if c.negated { "!" } else { "" }, path.join("."), words.join("|"))
}
