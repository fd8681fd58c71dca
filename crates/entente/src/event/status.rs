//! Did it happen? The status of an act from the words around its trigger.

use crate::tree::Tree;
use entente_nlp::{Rel, Sub, Upos};
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// Whether an act is reported as done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Reported as done.
    Asserted,
    /// Announced, intended, expected.
    Planned,
    /// If, would, might.
    Hypothetical,
    /// Did not happen.
    Negated,
    /// Somebody denies it.
    Denied,
    /// Somebody will not do it.
    Refused,
    /// Somebody asks for it.
    Demanded,
    /// Told of a time long before the document.
    Historical,
}

impl Status {
    /// The word used in records and data files.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Asserted => "asserted",
            Status::Planned => "planned",
            Status::Hypothetical => "hypothetical",
            Status::Negated => "negated",
            Status::Denied => "denied",
            Status::Refused => "refused",
            Status::Demanded => "demanded",
            Status::Historical => "historical",
        }
    }
}

impl FromStr for Status {
    type Err = String;

    fn from_str(s: &str) -> Result<Self, String> {
        const ALL: [Status; 8] = [
            Status::Asserted,
            Status::Planned,
            Status::Hypothetical,
            Status::Negated,
            Status::Denied,
            Status::Refused,
            Status::Demanded,
            Status::Historical,
        ];
        ALL.into_iter().find(|x| x.as_str() == s).ok_or_else(|| format!("`{s}` is not a status"))
    }
}

/// The verb that carries tense and negation for a trigger: itself, or for a noun the verb it is an argument of.
fn carrier(tree: &Tree<'_>, at: usize, is_light: &dyn Fn(&str) -> bool) -> Option<usize> {
    if matches!(tree.upos(at), Upos::Verb) {
        return Some(at);
    }
    if tree.child(at, Rel::Cop).is_some() {
        return Some(at);
    }
    let head = tree.head(at)?;
    if !matches!(tree.rel(at), Rel::Obj | Rel::Nsubj) {
        return None;
    }
    let event_verb = is_light(tree.lemma(head))
        || matches!(
            tree.lemma(head),
            "begin" | "start" | "take" | "occur" | "happen" | "continue" | "end" | "resume" | "follow"
        );
    (tree.upos(head) == Upos::Verb && event_verb).then_some(head)
}

/// Reads the status of a trigger, and the word that says so.
pub(crate) fn read(tree: &Tree<'_>, at: usize, is_light: &dyn Fn(&str) -> bool) -> (Status, Option<usize>) {
    // "no talks", "without an agreement"
    for c in tree.children(at) {
        if tree.rel(c) == Rel::Det && tree.lemma(c) == "no" || (tree.rel(c) == Rel::Case && tree.lemma(c) == "without")
        {
            return (Status::Negated, Some(c));
        }
    }
    let Some(mut v) = carrier(tree, at, is_light) else { return (Status::Asserted, None) };
    let mut infinitive = false;
    // Through "to begin talks", "started attacking": the outer verb carries the tense.
    for _ in 0..4 {
        if let Some(found) = at_verb(tree, v) {
            return found;
        }
        let to = tree.children(v).find(|c| tree.rel(*c) == Rel::Mark && tree.lemma(*c) == "to");
        infinitive |= to.is_some();
        let Some(head) = tree.head(v) else {
            // A headline's future: "Blinken to visit Seoul".
            return if let Some(to) = to { (Status::Planned, Some(to)) } else { (Status::Asserted, None) };
        };
        match tree.rel(v) {
            Rel::Conj if tree.upos(head) == Upos::Verb => {
                let own_subject = tree.children(v).any(|c| tree.rel(c) == Rel::Nsubj);
                let finite = matches!(tree.sentence.tokens[v].xpos.as_str(), "VBD" | "VBZ" | "VBP");
                if own_subject || finite {
                    return (Status::Asserted, None);
                }
                v = head;
            }
            // A bare infinitive below a noun or a name: "a plan to withdraw", "Blinken to visit".
            Rel::Acl if infinitive => return (Status::Planned, to),
            Rel::Xcomp if infinitive => return (Status::Planned, to),
            Rel::Advcl if infinitive => return (Status::Hypothetical, to),
            Rel::Ccomp | Rel::Parataxis | Rel::Root | Rel::Csubj if infinitive => return (Status::Planned, to),
            _ => return (Status::Asserted, None),
        }
    }
    (Status::Asserted, None)
}

fn at_verb(tree: &Tree<'_>, v: usize) -> Option<(Status, Option<usize>)> {
    let mut modal = None;
    for c in tree.children(v) {
        let lemma = tree.lemma(c);
        let form = tree.sentence.tokens[c].form.to_ascii_lowercase();
        match tree.rel(c) {
            Rel::Advmod if matches!(lemma, "not" | "never" | "n't" | "nt") => {
                let will =
                    tree.children(v).any(|a| tree.rel(a) == Rel::Aux && matches!(tree.lemma(a), "will" | "shall"));
                return Some((if will { Status::Refused } else { Status::Negated }, Some(c)));
            }
            Rel::Aux if tree.sub(c) != Sub::Pass => match form.as_str() {
                "will" | "'ll" | "’ll" | "shall" | "wo" => modal = Some((Status::Planned, Some(c))),
                // "said it would": the future seen from the past.
                "would" => {
                    let reported = tree.rel(v) == Rel::Ccomp || tree.head(v).is_some_and(|h| tree.lemma(h) == "say");
                    modal = Some((if reported { Status::Planned } else { Status::Hypothetical }, Some(c)));
                }
                "may" | "might" | "could" | "can" | "should" | "must" | "ought" | "ca" => {
                    modal = Some((Status::Hypothetical, Some(c)))
                }
                _ => {}
            },
            Rel::Mark if matches!(lemma, "if" | "unless" | "whether") => return Some((Status::Hypothetical, Some(c))),
            Rel::Mark if lemma == "without" => return Some((Status::Negated, Some(c))),
            _ => {}
        }
    }
    modal
}
