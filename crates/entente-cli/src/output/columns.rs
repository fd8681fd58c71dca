//! An event as flat columns: the names that CSV and Parquet share.

use entente::{ActorRecord, Event};

/// A cell of a flat record.
pub(crate) enum Cell {
    Text(Option<String>),
    Number(Option<f64>),
}

fn text(value: impl Into<String>) -> Cell {
    Cell::Text(Some(value.into()))
}

fn some(value: Option<&String>) -> Cell {
    Cell::Text(value.cloned())
}

/// The columns of an event in a fixed order; lists are joined by `|`.
pub(crate) fn of(e: &Event) -> Vec<(&'static str, Cell)> {
    let day = |d: Option<entente::Day>| Cell::Text(d.map(|d| d.to_string()));
    let number = |n: Option<u32>| Cell::Number(n.map(f64::from));
    let place = e.place.as_ref();
    let mut row = vec![
        ("id", text(&e.id)),
        ("group", text(&e.group)),
        ("document", text(&e.document)),
        ("sentence", Cell::Number(Some(f64::from(e.sentence)))),
        ("text", text(&e.text)),
        ("type", text(e.kind.as_str())),
        ("mode", some(e.mode.as_ref())),
        ("contexts", text(e.contexts.join("|"))),
        ("quad", text(e.quad.as_str())),
        ("intensity", Cell::Number(Some(f64::from(e.intensity)))),
        ("cameo", some(e.cameo.as_ref())),
        ("goldstein", Cell::Number(e.goldstein.map(f64::from))),
        ("status", text(e.status.as_str())),
    ];
    row.extend(actor(["actor_text", "actor_name", "actor_country", "actor_sectors", "actor_office"], e.actor.as_ref()));
    row.extend(actor(
        ["recipient_text", "recipient_name", "recipient_country", "recipient_sectors", "recipient_office"],
        e.recipient.as_ref(),
    ));
    row.extend([
        ("date_start", day(e.date.start)),
        ("date_end", day(e.date.end)),
        ("date_precision", text(&e.date.precision)),
        ("date_from", text(&e.date.from)),
        ("place_text", some(place.map(|p| &p.text))),
        ("place_name", some(place.and_then(|p| p.name.as_ref()))),
        ("place_admin1", some(place.and_then(|p| p.admin1.as_ref()))),
        ("place_country", some(place.and_then(|p| p.country.as_ref()))),
        ("place_lat", Cell::Number(place.and_then(|p| p.lat))),
        ("place_lon", Cell::Number(place.and_then(|p| p.lon))),
        ("place_geonames", number(place.and_then(|p| p.geonames))),
        ("place_from", some(place.map(|p| &p.from))),
        ("magnitude_dead", number(e.magnitude.dead)),
        ("magnitude_injured", number(e.magnitude.injured)),
        ("magnitude_crowd", number(e.magnitude.crowd)),
        ("trigger_text", text(&e.trigger.text)),
        ("trigger_start", Cell::Number(Some(f64::from(e.trigger.start)))),
        ("trigger_end", Cell::Number(Some(f64::from(e.trigger.end)))),
        ("rule", text(&e.rule)),
        ("confidence", Cell::Number(Some((f64::from(e.confidence) * 1000.0).round() / 1000.0))),
        ("reasons", text(e.reasons.join("|"))),
        ("outlet", some(e.outlet.as_ref())),
        ("outlet_country", some(e.outlet_country.as_ref())),
        ("url", some(e.url.as_ref())),
        ("published", day(e.published)),
    ]);
    row
}

fn actor(names: [&'static str; 5], actor: Option<&ActorRecord>) -> [(&'static str, Cell); 5] {
    [
        (names[0], some(actor.map(|a| &a.text))),
        (names[1], some(actor.and_then(|a| a.name.as_ref()))),
        (names[2], some(actor.and_then(|a| a.country.as_ref()))),
        (names[3], Cell::Text(actor.map(|a| a.sectors.join("|")))),
        (names[4], some(actor.and_then(|a| a.office.as_ref()))),
    ]
}

/// Names and kinds of the columns: true for numbers.
pub(crate) fn schema() -> Vec<(&'static str, bool)> {
    of(&blank()).into_iter().map(|(n, c)| (n, matches!(c, Cell::Number(_)))).collect()
}

/// An event with nothing in it, from which the columns are read.
fn blank() -> Event {
    Event {
        id: String::new(),
        group: String::new(),
        document: String::new(),
        sentence: 0,
        text: String::new(),
        kind: entente::EventType::Agree,
        mode: None,
        contexts: Vec::new(),
        quad: entente::Quad::VerbalCooperation,
        intensity: 0.0,
        cameo: None,
        goldstein: None,
        status: entente::Status::Asserted,
        actor: None,
        recipient: None,
        date: entente::DateRecord { start: None, end: None, precision: String::new(), from: String::new() },
        place: None,
        magnitude: entente::Magnitude::default(),
        trigger: entente::Trigger::default(),
        rule: String::new(),
        confidence: 0.0,
        reasons: Vec::new(),
        outlet: None,
        outlet_country: None,
        url: None,
        published: None,
        evidence: None,
    }
}
