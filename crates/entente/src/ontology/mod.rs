//! The ontology: types, modes, contexts, scores, CAMEO codes, and what an act becomes when it is planned or refused.
//!
//! Everything is read from `data/ontology/`; this module gives it types and answers look-ups.

mod contexts;
mod types;

pub use contexts::ContextMatcher;
pub use types::{EventType, Quad};

use crate::error::Result;
use crate::event::Status;
use crate::table;
use compact_str::CompactString;
use rustc_hash::FxHashMap;

/// What `types.csv` says of one type.
#[derive(Debug, Clone)]
pub struct TypeInfo {
    /// Quad class.
    pub quad: Quad,
    /// Conflict-cooperation score, -10 to +10.
    pub score: f32,
    /// True where PLOVER codes no event without a recipient.
    pub needs_recipient: bool,
    /// CAMEO code of last resort.
    pub cameo: CompactString,
    /// Label in the 15-root scheme of the PLV data.
    pub plv: CompactString,
    /// What the type means, in a line.
    pub meaning: String,
}

/// What an act becomes under a status: a type, its mode and CAMEO code.
#[derive(Debug, Clone, PartialEq)]
pub struct Becomes {
    /// The type that is coded; `None` where nothing is.
    pub kind: Option<EventType>,
    /// The mode: `Some("=")` keeps the act's own.
    pub mode: Option<CompactString>,
    /// The CAMEO code of the result; `None` keeps the act's own.
    pub cameo: Option<CompactString>,
}

struct ModeInfo {
    score: Option<f32>,
    cameo: CompactString,
}

/// The ontology, read once and shared.
pub struct Ontology {
    types: Vec<TypeInfo>,
    modes: FxHashMap<(EventType, CompactString), ModeInfo>,
    status: FxHashMap<(EventType, Option<CompactString>, Status), Becomes>,
    goldstein: FxHashMap<CompactString, Option<f32>>,
    sectors: FxHashMap<CompactString, i32>,
    contexts: ContextMatcher,
}

impl Ontology {
    /// Reads the ontology from its files, given as `(name, text)` by `file`.
    ///
    /// # Errors
    /// Names the file and line of the first fault.
    pub fn read<'t>(file: impl Fn(&str) -> &'t str) -> Result<Ontology> {
        let mut types = Vec::new();
        table::read("types.csv", file("types.csv"), &["type", "quad", "score", "recipient", "cameo", "plv"], |row| {
            let kind: EventType = row.get("type").parse().map_err(|e: String| row.error(e))?;
            if kind.index() != types.len() {
                return Err(row.error("types must stand in the manual's order"));
            }
            let quad = row.get("quad").parse().ok().and_then(Quad::from_number);
            types.push(TypeInfo {
                quad: quad.ok_or_else(|| row.error("quad must be 1 to 4"))?,
                score: row.get("score").parse().map_err(|_| row.error("score is not a number"))?,
                needs_recipient: row.get("recipient") == "yes",
                cameo: row.get("cameo").into(),
                plv: row.get("plv").into(),
                meaning: row.get("meaning").into(),
            });
            Ok(())
        })?;
        let mut modes = FxHashMap::default();
        table::read("modes.csv", file("modes.csv"), &["type", "mode", "score", "cameo"], |row| {
            let kind: EventType = row.get("type").parse().map_err(|e: String| row.error(e))?;
            let info = ModeInfo { score: row.get("score").parse().ok(), cameo: row.get("cameo").into() };
            modes.insert((kind, row.get("mode").into()), info);
            Ok(())
        })?;
        let mut status = FxHashMap::default();
        table::read("status.csv", file("status.csv"), &["base", "status", "becomes", "mode", "cameo"], |row| {
            let (kind, mode) = match row.get("base").split_once(' ') {
                Some((t, m)) => (t, Some(CompactString::from(m))),
                None => (row.get("base"), None),
            };
            let kind: EventType = kind.parse().map_err(|e: String| row.error(e))?;
            let when: Status = row.get("status").parse().map_err(|e: String| row.error(e))?;
            let becomes = match row.get("becomes") {
                "-" => None,
                t => Some(t.parse().map_err(|e: String| row.error(e))?),
            };
            let value = Becomes {
                kind: becomes,
                mode: row.opt("mode").map(Into::into),
                cameo: row.opt("cameo").map(Into::into),
            };
            status.insert((kind, mode, when), value);
            Ok(())
        })?;
        let mut goldstein = FxHashMap::default();
        table::read("cameo.csv", file("cameo.csv"), &["code", "goldstein"], |row| {
            goldstein.insert(row.get("code").into(), row.get("goldstein").parse().ok());
            Ok(())
        })?;
        let mut sectors = FxHashMap::default();
        table::read("sectors.csv", file("sectors.csv"), &["sector", "priority"], |row| {
            let priority = row.get("priority").parse().map_err(|_| row.error("priority is not a number"))?;
            sectors.insert(row.get("sector").into(), priority);
            Ok(())
        })?;
        let contexts = ContextMatcher::read("contexts.toml", file("contexts.toml"))?;
        Ok(Ontology { types, modes, status, goldstein, sectors, contexts })
    }

    /// What the ontology says of a type.
    pub fn info(&self, kind: EventType) -> &TypeInfo {
        &self.types[kind.index()]
    }

    /// True when `mode` is a mode of `kind`.
    pub fn is_mode(&self, kind: EventType, mode: &str) -> bool {
        self.modes.contains_key(&(kind, mode.into()))
    }

    /// All modes, in no order.
    pub fn modes(&self) -> impl Iterator<Item = (EventType, &str)> {
        self.modes.keys().map(|(t, m)| (*t, m.as_str()))
    }

    /// True for one of PLOVER's 25 sector codes.
    pub fn is_sector(&self, code: &str) -> bool {
        self.sectors.contains_key(code)
    }

    /// True for a code of CAMEO 1.1b3.
    pub fn is_cameo(&self, code: &str) -> bool {
        self.goldstein.contains_key(code)
    }

    /// The conflict-cooperation score of a type and mode (PLOVER manual 2.0, section 2.5).
    pub fn intensity(&self, kind: EventType, mode: Option<&str>) -> f32 {
        let of_mode = mode.and_then(|m| self.modes.get(&(kind, m.into()))).and_then(|m| m.score);
        of_mode.unwrap_or(self.info(kind).score)
    }

    /// The CAMEO code where the lexicon entry names none.
    pub fn default_cameo(&self, kind: EventType, mode: Option<&str>) -> &str {
        mode.and_then(|m| self.modes.get(&(kind, m.into()))).map_or(&self.info(kind).cameo, |m| &m.cameo)
    }

    /// The Goldstein score of a CAMEO code, where one was published.
    pub fn goldstein(&self, cameo: &str) -> Option<f32> {
        self.goldstein.get(cameo).copied().flatten()
    }

    /// What an act becomes under a status; `None` means that it stays what it is.
    pub fn becomes(&self, kind: EventType, mode: Option<&str>, status: Status) -> Option<&Becomes> {
        let exact = mode.and_then(|m| self.status.get(&(kind, Some(m.into()), status)));
        exact.or_else(|| self.status.get(&(kind, None, status)))
    }

    /// Puts sectors in the order of PLOVER's priorities, primary first, each once.
    pub fn sort_sectors(&self, sectors: &mut Vec<CompactString>) {
        sectors.sort_by_key(|s| -self.sectors.get(s).copied().unwrap_or(0));
        sectors.dedup();
    }

    /// Finds contexts in text.
    pub fn contexts(&self) -> &ContextMatcher {
        &self.contexts
    }
}
