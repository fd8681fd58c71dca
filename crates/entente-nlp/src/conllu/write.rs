//! Writes analysed sentences as CoNLL-U. Words that touch in the text are
//! marked `SpaceAfter=No`; contractions get their range line.

use crate::{EntityKind, Sentence, Token};
use std::fmt::Write;

/// The sentences as CoNLL-U, `text` being what they were analysed from.
///
/// Named entities stand in the last column as `NE=B-person`, `NE=I-person`.
pub fn write(sentences: &[Sentence], text: &str) -> String {
    let mut out = String::new();
    for (number, sentence) in sentences.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "# sent_id = {}", number + 1);
        let surface = text.get(sentence.span.range()).unwrap_or_default();
        let _ = writeln!(out, "# text = {}", surface.replace(['\n', '\r', '\t'], " "));
        for i in 0..sentence.tokens.len() {
            contraction(&mut out, sentence, i, text);
            word(&mut out, sentence, i, text);
        }
        out.push('\n');
    }
    out
}

/// Whether a word touches its predecessor as part of a contraction.
fn continues(sentence: &Sentence, i: usize) -> bool {
    i > 0
        && sentence.tokens.get(i).is_some_and(|token| {
            let before = &sentence.tokens[i - 1];
            let part = matches!(token.form.as_bytes(), [b'\'', rest @ ..] if !rest.is_empty())
                || token.form.starts_with('’') && token.form.len() > 3
                || token.form.eq_ignore_ascii_case("n't")
                || token.form.eq_ignore_ascii_case("n’t")
                || (token.form.eq_ignore_ascii_case("not") && before.form.eq_ignore_ascii_case("can"));
            part && before.span.end == token.span.start && before.form.ends_with(char::is_alphabetic)
        })
}

fn contraction(out: &mut String, sentence: &Sentence, i: usize, text: &str) {
    if continues(sentence, i) || !continues(sentence, i + 1) {
        return;
    }
    let mut last = i + 1;
    while continues(sentence, last + 1) {
        last += 1;
    }
    let range = sentence.tokens[i].span.start as usize..sentence.tokens[last].span.end as usize;
    let form = text.get(range).unwrap_or_default();
    let misc = spacing(sentence, last);
    let _ = writeln!(out, "{}-{}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}", i + 1, last + 1);
}

fn word(out: &mut String, sentence: &Sentence, i: usize, _text: &str) {
    let token = &sentence.tokens[i];
    let head = if token.head == Token::ROOT { 0 } else { token.head + 1 };
    let inside = continues(sentence, i) || continues(sentence, i + 1);
    let mut misc = match entity(sentence, i) {
        Some((begins, kind)) => {
            format!("NE={}-{}", if begins { 'B' } else { 'I' }, kind.as_str())
        }
        None => String::new(),
    };
    if !inside && spacing(sentence, i) != "_" {
        if !misc.is_empty() {
            misc.push('|');
        }
        misc.push_str("SpaceAfter=No");
    }
    if misc.is_empty() {
        misc.push('_');
    }
    let _ = writeln!(
        out,
        "{}\t{}\t{}\t{}\t{}\t{}\t{head}\t{}\t_\t{misc}",
        i + 1,
        token.form,
        token.lemma,
        token.upos,
        token.xpos,
        token.feats,
        token.deprel,
    );
}

fn spacing(sentence: &Sentence, i: usize) -> &'static str {
    match sentence.tokens.get(i + 1) {
        Some(next) if next.span.start == sentence.tokens[i].span.end => "SpaceAfter=No",
        _ => "_",
    }
}

fn entity(sentence: &Sentence, i: usize) -> Option<(bool, EntityKind)> {
    sentence.entities.iter().find(|e| (e.first..=e.last).contains(&i)).map(|e| (e.first == i, e.kind))
}
