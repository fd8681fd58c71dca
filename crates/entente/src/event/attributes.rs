//! What belongs to an event beside type and roles: how many, when.

use super::candidate::Candidate;
use crate::actor::Mention;
use crate::date::{DateMention, Day, Interval};
use crate::event::Status;
use crate::ontology::EventType;
use crate::record::{DateRecord, Magnitude};
use crate::tree::Tree;
use entente_nlp::{Rel, Upos};

/// Reads a count before or in a noun phrase: "12", "at least 3,000", "dozens of". Round words are lower bounds.
fn count(tree: &Tree<'_>, noun: usize) -> Option<u32> {
    let direct = tree.children(noun).filter(|c| tree.rel(*c) == Rel::Nummod).find_map(|c| numeral(tree, c));
    direct.or_else(|| {
        // "hundreds of protesters": the number word heads the phrase.
        let lemma = tree.lemma(noun);
        round(lemma).or_else(|| {
            let head = tree.head(noun).filter(|_| tree.rel(noun) == Rel::Nmod && tree.has_case(noun, "of"))?;
            round(tree.lemma(head)).map(|n| {
                tree.children(head).filter(|c| tree.rel(*c) == Rel::Nummod).find_map(|c| numeral(tree, c)).unwrap_or(1)
                    * n
            })
        })
    })
}

fn round(lemma: &str) -> Option<u32> {
    Some(match lemma {
        "dozen" | "dozens" => 24,
        "score" | "scores" => 40,
        "hundred" | "hundreds" => 100,
        "thousand" | "thousands" => 1000,
        "million" | "millions" => 1_000_000,
        _ => return None,
    })
}

fn numeral(tree: &Tree<'_>, t: usize) -> Option<u32> {
    let form = &tree.sentence.tokens[t].form;
    let digits: String = form.chars().filter(|c| *c != ',').collect();
    let value = digits.parse::<u32>().ok().or_else(|| {
        let word = form.to_lowercase();
        crate::date::number(&word).and_then(|n| u32::try_from(n).ok()).or_else(|| round(&word))
    })?;
    // "three thousand", "2 million"
    let scale = tree.children(t).filter(|c| tree.rel(*c) == Rel::Compound).find_map(|c| numeral(tree, c));
    Some(match scale {
        Some(s) if round(&form.to_lowercase()).is_some() => s.saturating_mul(value),
        _ => value,
    })
}

const KILL: [&str; 12] = [
    "kill",
    "die",
    "slay",
    "murder",
    "assassinate",
    "execute",
    "behead",
    "massacre",
    "perish",
    "slaughter",
    "dead",
    "death",
];
const HURT: [&str; 5] = ["injure", "wound", "hurt", "maim", "injured"];

/// The dead, the injured and the crowd of an event.
pub(crate) fn magnitude(tree: &Tree<'_>, c: &Candidate) -> Magnitude {
    let mut m = Magnitude::default();
    match c.kind {
        Some(EventType::Assault | EventType::Coerce | EventType::Protest) => {}
        _ => return m,
    }
    let clause_has = |t: usize| {
        // The verb is the trigger or hangs close to it: "…, killing 12 people and wounding 30".
        let mut at = t;
        for _ in 0..4 {
            if at == c.at {
                return true;
            }
            match tree.head(at) {
                Some(h) => at = h,
                None => return false,
            }
        }
        false
    };
    for t in 0..tree.sentence.tokens.len() {
        let lemma = tree.lemma(t);
        let slot = if KILL.contains(&lemma) {
            &mut m.dead
        } else if HURT.contains(&lemma) {
            &mut m.injured
        } else {
            continue;
        };
        if slot.is_some() || !(clause_has(t) || tree.head(c.at) == Some(t)) {
            continue;
        }
        let victims = tree.children(t).filter(|x| matches!(tree.rel(*x), Rel::Obj | Rel::Nsubj));
        *slot = victims
            .flat_map(|v| [count(tree, v), numeral(tree, v).filter(|_| tree.upos(v) == Upos::Num)])
            .flatten()
            .next();
    }
    if c.kind == Some(EventType::Protest) {
        m.crowd = c.actors.iter().find_map(|a: &Mention| count(tree, a.head));
    }
    m
}

/// The date of an event: the expression that hangs closest to the trigger, else the day of publication.
pub(crate) fn date(tree: &Tree<'_>, c: &Candidate, dates: &[DateMention], published: Option<Day>) -> DateRecord {
    let ahead = matches!(c.status, Status::Planned);
    let distance = |d: &&DateMention| {
        let head =
            (d.first..=d.last).find(|t| tree.head(*t).is_none_or(|h| h < d.first || h > d.last)).unwrap_or(d.first);
        // Steps up from the date to the trigger, or to a word above the trigger.
        let mut t = head;
        let mut steps = 0u32;
        loop {
            if t == c.at {
                return steps;
            }
            match tree.head(t) {
                Some(h) => {
                    t = h;
                    steps += 1;
                }
                None => return 50 + (head.abs_diff(c.at) as u32),
            }
            if steps > 40 {
                return 100;
            }
        }
    };
    let near = dates.iter().min_by_key(distance).filter(|d| distance(d) <= 6 || dates.len() == 1);
    match (near, published) {
        (Some(d), _) => {
            let Interval { start, end, precision } = if ahead { d.future } else { d.past };
            DateRecord { start: Some(start), end: Some(end), precision: precision.as_str().into(), from: "text".into() }
        }
        (None, Some(day)) => {
            DateRecord { start: Some(day), end: Some(day), precision: "day".into(), from: "published".into() }
        }
        (None, None) => DateRecord { start: None, end: None, precision: "unknown".into(), from: "none".into() },
    }
}
