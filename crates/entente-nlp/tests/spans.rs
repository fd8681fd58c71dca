//! Tokens keep their bytes: each span slices the text, none overlap, and what
//! stands between them is white space or an invisible character.

use entente_nlp::{ErrorKind, Pipeline, Scratch, Sentence, Token};

const TEXTS: &[&str] = &[
    "",
    "   \n\n ",
    "“We won’t go,” said Lavrov.He left for Minsk.",
    "The ﬁrst oﬀice \u{200B}opened 😀👍🏽 in São Paulo — finally…",
    "TROOPS CROSS BORDER\n\nKYIV (Reuters) - Troops crossed the border.",
    "• first item\n• second item\n- third",
    "Президент Путин met 習近平 in العربية-speaking Cairo.",
    "He can't, doesn't and cannot.",
];

fn analysed(text: &str) -> Vec<Sentence> {
    let pipeline = Pipeline::english().expect("the compiled-in model loads");
    pipeline.analyze(text, &mut Scratch::default())
}

#[test]
fn spans_and_gaps_give_the_text_back() {
    for text in TEXTS {
        let mut last = 0;
        for token in analysed(text).iter().flat_map(|s| &s.tokens) {
            let range = token.span.range();
            assert!(range.start >= last && !range.is_empty(), "{text:?}");
            let gap = &text[last..range.start];
            assert!(gap.chars().all(|c| c.is_whitespace() || c == '\u{200B}'), "{gap:?} in {text:?}");
            assert_eq!(token.form, text[range.clone()]);
            last = range.end;
        }
        assert!(text[last..].trim().is_empty(), "{text:?}");
    }
}

#[test]
fn every_sentence_is_a_tree() {
    for sentence in TEXTS.iter().flat_map(|text| analysed(text)) {
        let roots = sentence.tokens.iter().filter(|t| t.head == Token::ROOT).count();
        assert_eq!(roots, 1);
        for start in 0..sentence.tokens.len() {
            let mut at = start;
            for _ in 0..sentence.tokens.len() {
                at = sentence.head(at).unwrap_or(at);
            }
            assert_eq!(Some(at), sentence.root());
        }
    }
}

#[test]
fn a_very_long_sentence_is_cut() {
    let text = "word ".repeat(5_000);
    let sentences = analysed(&text);
    assert!(sentences.iter().all(|s| s.tokens.len() <= 160));
    assert_eq!(sentences.iter().map(|s| s.tokens.len()).sum::<usize>(), 5_000);
}

#[test]
fn foreign_and_damaged_models_are_refused() {
    let kind = |bytes: &[u8]| Pipeline::from_bytes(bytes).err().map(|e| e.kind());
    assert_eq!(kind(b"not a model"), Some(ErrorKind::NotAModel));
    assert_eq!(kind(b"ENTENTE\n\xFF\0\0\0"), Some(ErrorKind::Version));
    assert_eq!(kind(b"ENTENTE\n\x01\0\0\0\x05\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), Some(ErrorKind::Corrupt));
}
