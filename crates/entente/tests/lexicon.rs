//! Every example of every lexicon file must give what it says, and every `not` must stay silent.

use entente::{Coder, Effect, EventType, Resources, check};

fn coder() -> Coder {
    Coder::new(Resources::shipped().expect("the shipped data is sound")).expect("the model loads")
}

#[test]
fn every_example_of_every_file_is_right() {
    let mut failures = Vec::new();
    for report in check::examples(&coder()) {
        assert!(report.examples >= report.entries, "{}: an entry has no example", report.file);
        for f in report.failures {
            failures.push(format!("{}: {}\n  expected {}\n  got {}", f.entry, f.text, f.expected, f.got));
        }
    }
    assert!(failures.is_empty(), "{} examples failed:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn the_lexicon_covers_every_type_and_mode() {
    let coder = coder();
    let lexicon = &coder.resources.lexicon;
    assert!(lexicon.entries.len() >= 1000, "{} entries", lexicon.entries.len());
    for kind in EventType::ALL {
        assert!(lexicon.entries.iter().any(|e| e.effect == Effect::Event(kind)), "{kind} has no entry");
    }
    for (kind, mode) in coder.resources.ontology.modes() {
        let covered =
            lexicon.entries.iter().any(|e| e.effect == Effect::Event(kind) && e.mode.as_deref() == Some(mode));
        assert!(covered, "{kind} {mode} has no entry");
    }
}
