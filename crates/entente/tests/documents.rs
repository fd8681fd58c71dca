//! Short articles of our own: offices on their day, status, one event once, the same result twice.

use entente::{Coder, Document, Event, EventType, Options, Resources, Status, Workspace};

fn code(text: &str, day: Option<&str>) -> Vec<Event> {
    let coder = Coder::new(Resources::shipped().expect("the shipped data is sound")).expect("the model loads");
    let published = day.map(|d| d.parse().expect("a day"));
    let document = Document { published, ..Document::from_text(text) };
    let first = coder.code(&document, Options::default(), &mut Workspace::default()).events;
    let second = coder.code(&document, Options::default(), &mut Workspace::default()).events;
    assert_eq!(first, second, "coding is deterministic");
    for e in &first {
        assert_eq!(&e.text[e.trigger.start as usize..e.trigger.end as usize], e.trigger.text, "trigger offsets");
    }
    first
}

#[test]
fn an_office_holds_on_its_days_only() {
    let text = "Antony Blinken met the South Korean president in Seoul on Wednesday.";
    let then = code(text, Some("2021-03-17"));
    let actor = then[0].actor.as_ref().expect("an actor");
    assert_eq!((actor.office.as_deref(), actor.sectors[0].as_str()), (Some("Secretary of State"), "GOV"));
    let later = code(text, Some("2026-03-17"));
    let actor = later[0].actor.as_ref().expect("an actor");
    assert_eq!((actor.office.as_deref(), actor.sectors[0].as_str()), (None, "ELI"));
}

#[test]
fn what_is_refused_or_planned_is_not_asserted() {
    let refused = code("Sudan refused to meet the United Nations envoy.", None);
    assert!(refused.iter().all(|e| e.kind == EventType::Reject), "{refused:?}");
    let planned = code("The Indian prime minister will visit Nepal next week.", Some("2021-03-17"));
    assert_eq!((planned[0].kind, planned[0].status), (EventType::Agree, Status::Planned));
    let denied = code("Chinese soldiers did not attack Indian troops.", None);
    assert!(denied.is_empty(), "{denied:?}");
}

#[test]
fn one_event_is_told_once() {
    let text = "France expelled two Russian diplomats on Friday. Paris said that France expelled the Russian diplomats on Friday.";
    let events = code(text, Some("2021-03-17"));
    assert_eq!(events.iter().filter(|e| e.kind == EventType::Sanction).count(), 1, "{events:?}");
}

#[test]
fn odd_text_is_survived() {
    for text in ["", " ", "....", "\u{200b}\u{feff}", "🙂🙂🙂 — “’” ’s n't", "((((((((((", "A\u{0}B"] {
        code(text, None);
    }
    code(&"word ".repeat(20_000), None);
}
