//! Relations between marked spans, in the format of the PLV data (Hu et al., ACL 2024): a tab-separated file with the columns
//! `marked_sentence` (`<s>…</s>` source, `<t>…</t>` target), `root` and `quad`.

use super::scores::{Scores, score};
use crate::coder::{Coder, Workspace};
use crate::error::{Error, Result};
use crate::relate::{Relation, relate};
use serde::Serialize;
use std::ops::Range;

/// The scores and what went wrong.
#[derive(Debug, Clone, Serialize)]
pub struct RelationsReport {
    /// Number of rows.
    pub rows: usize,
    /// Rows for which an answer was given.
    pub answered: usize,
    /// Over the 15 roots.
    pub root: Scores,
    /// Over the four quads.
    pub quad: Scores,
    /// Wrong rows: sentence with marks, gold root, answer, rule.
    pub errors: Vec<(String, String, String, String)>,
}

/// The quad of a root in the PLV scheme: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
fn quad_of(root: &str) -> &'static str {
    match root {
        "AGREE" | "CONSULT" | "SUPPORT" => "1",
        "COOPERATE" | "AID" | "YIELD" => "2",
        "REQUEST" | "ACCUSE" | "REJECT" | "THREATEN" => "3",
        _ => "4",
    }
}

/// Evaluates [`relate`] on a gold file.
///
/// # Errors
/// A missing column or unmarked sentence, with its line.
pub fn relations(coder: &Coder, file: &str, text: &str) -> Result<RelationsReport> {
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap_or("").split('\t').collect();
    let column = |name: &str| {
        header.iter().position(|h| *h == name).ok_or_else(|| Error::input(file, 1, format!("no column `{name}`")))
    };
    let (marked, root, quad) = (column("marked_sentence")?, column("root")?, column("quad")?);
    let (sentence, names) = (column("sentence")?, (column("source")?, column("target")?));
    let mut workspace = Workspace::default();
    let mut roots = Vec::new();
    let mut quads = Vec::new();
    let mut errors = Vec::new();
    for (i, line) in lines.enumerate().filter(|(_, l)| !l.is_empty()) {
        let cells: Vec<&str> = line.split('\t').collect();
        let cell = |c: usize| cells.get(c).copied().ok_or_else(|| Error::input(file, i + 2, "the row is too short"));
        // Rows whose marks overlap name the spans in columns of their own.
        let (plain, source, target) = unmark(cell(marked)?)
            .or_else(|| find(cell(sentence).ok()?, cell(names.0).ok()?, cell(names.1).ok()?))
            .ok_or_else(|| Error::input(file, i + 2, "source or target is not marked by <s></s> and <t></t>"))?;
        let answer: Option<Relation> = relate(coder, &plain, source, target, &mut workspace);
        let gold = cell(root)?.to_owned();
        let given = answer.as_ref().map(|a| a.plv.clone());
        if given.as_deref() != Some(&gold) {
            let (label, rule) = answer.map_or(("(none)".to_owned(), String::new()), |a| (a.plv, a.rule));
            errors.push((cell(marked)?.to_owned(), gold.clone(), label, rule));
        }
        quads.push((cell(quad)?.to_owned(), given.as_deref().map(|g| quad_of(g).to_owned())));
        roots.push((gold, given));
    }
    Ok(RelationsReport {
        rows: roots.len(),
        answered: roots.iter().filter(|(_, a)| a.is_some()).count(),
        root: score(&roots),
        quad: score(&quads),
        errors,
    })
}

/// The spans by their words; a span that is not found word by word is taken as the whole sentence.
fn find(sentence: &str, source: &str, target: &str) -> Option<(String, Range<usize>, Range<usize>)> {
    let at = |words: &str| sentence.find(words).map_or(0..sentence.len(), |i| i..i + words.len());
    (!sentence.is_empty()).then(|| (sentence.to_owned(), at(source), at(target)))
}

/// Takes the marks out of a sentence and says where they stood.
pub(crate) fn unmark(marked: &str) -> Option<(String, Range<usize>, Range<usize>)> {
    let mut plain = String::with_capacity(marked.len());
    let (mut source, mut target) = (None, None);
    let (mut s, mut t) = (None, None);
    let mut rest = marked;
    while let Some(at) = rest.find('<') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let (mark, length) =
            ["<s>", "</s>", "<t>", "</t>"].into_iter().find(|m| rest.starts_with(m)).map_or(("", 1), |m| (m, m.len()));
        match mark {
            "<s>" => s = Some(plain.len()),
            "</s>" => source = s.map(|s| s..plain.len()),
            "<t>" => t = Some(plain.len()),
            "</t>" => target = t.map(|t| t..plain.len()),
            _ => plain.push('<'),
        }
        rest = &rest[length..];
    }
    plain.push_str(rest);
    Some((plain, source?, target?))
}

#[cfg(test)]
mod tests {
    use super::unmark;

    #[test]
    fn marks_become_ranges() {
        let (text, s, t) = unmark("<s>France</s> met <t>Spain</t>, 1 < 2.").expect("both marks are there");
        assert_eq!(text, "France met Spain, 1 < 2.");
        assert_eq!((&text[s], &text[t]), ("France", "Spain"));
        assert!(unmark("<s>France</s> met Spain").is_none());
    }
}
