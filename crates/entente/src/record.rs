//! The published record of an event. Field names are the JSON keys and, joined by `_`, the CSV and Parquet columns.

use crate::date::Day;
use crate::event::Status;
use crate::ontology::{EventType, Quad};
use serde::{Deserialize, Serialize};

/// Version of the record's shape; it changes when a column is renamed, removed or changes its meaning.
pub const RECORD_VERSION: u32 = 1;

/// One side of an event.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ActorRecord {
    /// The words in the sentence.
    pub text: String,
    /// Canonical name, where resolved.
    pub name: Option<String>,
    /// ISO 3166 alpha-3, or PLOVER's value for non-state actors (UNO, EUR, IGO, NGO, MNC, ISM, IMG).
    pub country: Option<String>,
    /// PLOVER sector codes, primary first.
    pub sectors: Vec<String>,
    /// Office on the document's date.
    pub office: Option<String>,
}

/// When it happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DateRecord {
    /// First day.
    pub start: Option<Day>,
    /// Last day.
    pub end: Option<Day>,
    /// `day`, `week`, `month`, `year` or `unknown`.
    pub precision: String,
    /// `text`, `published` (nothing in the text says otherwise) or `none`.
    pub from: String,
}

/// Where it happened.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct PlaceRecord {
    /// The words in the text.
    pub text: String,
    /// Resolved name.
    pub name: Option<String>,
    /// First-level division.
    pub admin1: Option<String>,
    /// ISO 3166 alpha-3.
    pub country: Option<String>,
    /// Degrees north; null for whole countries.
    pub lat: Option<f64>,
    /// Degrees east; null for whole countries.
    pub lon: Option<f64>,
    /// GeoNames id.
    pub geonames: Option<u32>,
    /// Which words of the document the place was taken from: `sentence`, `dateline`, `document`.
    pub from: String,
}

/// Numbers that belong to the event.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Magnitude {
    /// People killed.
    pub dead: Option<u32>,
    /// People hurt.
    pub injured: Option<u32>,
    /// People taking part.
    pub crowd: Option<u32>,
}

/// The words that name the event.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Trigger {
    /// The words.
    pub text: String,
    /// Byte offset of their start in the sentence.
    pub start: u32,
    /// Byte offset of their end.
    pub end: u32,
}

/// One event: one actor, at most one recipient.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Stable hash of document, trigger and actors.
    pub id: String,
    /// Shared by the pairs that one trigger names.
    pub group: String,
    /// The document's id.
    pub document: String,
    /// Number of the sentence in the document, from 0; the headline is sentence 0 where there is one.
    pub sentence: u32,
    /// The sentence.
    pub text: String,
    /// Event type.
    #[serde(rename = "type")]
    pub kind: EventType,
    /// Mode of the type.
    pub mode: Option<String>,
    /// Contexts, in alphabetical order.
    pub contexts: Vec<String>,
    /// Quad class.
    pub quad: Quad,
    /// PLOVER conflict-cooperation score.
    pub intensity: f32,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// Goldstein score of the CAMEO code, where one was published.
    pub goldstein: Option<f32>,
    /// Did it happen?
    pub status: Status,
    /// Who did it.
    pub actor: Option<ActorRecord>,
    /// To whom.
    pub recipient: Option<ActorRecord>,
    /// When.
    pub date: DateRecord,
    /// Where.
    pub place: Option<PlaceRecord>,
    /// How many.
    pub magnitude: Magnitude,
    /// The words that name it.
    pub trigger: Trigger,
    /// The lexicon entry, with operators that changed it: `refuse.to>meet:REJECT.meet`.
    pub rule: String,
    /// 0 to 1.
    pub confidence: f32,
    /// Why a slot is empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<String>,
    /// Outlet of the document.
    pub outlet: Option<String>,
    /// Its country.
    pub outlet_country: Option<String>,
    /// Address of the page.
    pub url: Option<String>,
    /// Day of publication.
    pub published: Option<Day>,
    /// How it was coded, on request (`--evidence`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Vec<String>>,
}
