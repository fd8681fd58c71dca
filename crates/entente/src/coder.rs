//! The main path: a document → sentences → actors → events. Open this file second.

use crate::actor::{Memory, Mentions};
use crate::date::{self, DateMention};
use crate::document::Document;
use crate::error::{Error, Result};
use crate::event::{self, Candidate, Source};
use crate::lexicon::Matcher;
use crate::place::{self, PlaceMention};
use crate::record::{Event, PlaceRecord};
use crate::resources::Resources;
use crate::tree::Tree;
use entente_nlp::{Pipeline, Scratch, Sentence};

/// Version of the coder, named in every file of events.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What the coder shall keep.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Add to each event how it was coded.
    pub evidence: bool,
}

/// A sentence as the coder read it, with everything that `explain` shows.
pub struct Reading {
    /// Number in the document; the headline is 0 where there is one.
    pub number: usize,
    /// True for the headline, whose offsets point into the title.
    pub headline: bool,
    /// Tokens and tree.
    pub sentence: Sentence,
    /// Actors.
    pub mentions: Mentions,
    /// Events before they are written down, those that are not coded included.
    pub candidates: Vec<Candidate>,
    /// Dates.
    pub dates: Vec<DateMention>,
    /// Places.
    pub places: Vec<PlaceMention>,
}

/// The result of coding one document.
#[derive(Debug, Default)]
pub struct Coded {
    /// The events in the order of the text.
    pub events: Vec<Event>,
    /// Number of sentences read.
    pub sentences: usize,
    /// Number of words read.
    pub words: usize,
}

/// Working memory of one thread.
#[derive(Default)]
pub struct Workspace {
    scratch: Scratch,
}

/// The coder. Immutable; shared by all threads.
pub struct Coder {
    /// Ontology, actors, lexicon.
    pub resources: Resources,
    /// The language model.
    pub pipeline: Pipeline,
}

impl Coder {
    /// A coder over these resources with the English model that ships with the project.
    ///
    /// # Errors
    /// When the model cannot be read.
    pub fn new(resources: Resources) -> Result<Coder> {
        let pipeline = Pipeline::english().map_err(Error::model)?;
        Ok(Coder { resources, pipeline })
    }

    /// Codes a document.
    pub fn code(&self, document: &Document, options: Options, workspace: &mut Workspace) -> Coded {
        let readings = self.read(document, workspace);
        let mut coded = Coded { sentences: readings.len(), ..Coded::default() };
        let dateline = readings.iter().find(|r| !r.headline).and_then(|r| dateline(r, &document.text));
        for reading in &readings {
            coded.words += reading.sentence.tokens.len();
            coded.events.extend(self.records(document, reading, dateline.as_ref(), options));
        }
        event::one_event_once(&mut coded.events);
        coded
    }

    /// Makes the records of a sentence.
    pub fn records(
        &self,
        document: &Document,
        reading: &Reading,
        dateline: Option<&PlaceRecord>,
        options: Options,
    ) -> Vec<Event> {
        if reading.candidates.iter().all(|c| c.kind.is_none()) {
            return Vec::new();
        }
        let Resources { ontology, lexicon, .. } = &self.resources;
        let tree = Tree::new(&reading.sentence);
        let text = if reading.headline { document.title.as_deref().unwrap_or("") } else { &document.text };
        let contexts = ontology.contexts().find(&reading.sentence);
        let source = Source {
            document,
            number: reading.number,
            text,
            tree: &tree,
            dates: &reading.dates,
            places: &reading.places,
            contexts: &contexts,
            dateline,
        };
        reading
            .candidates
            .iter()
            .flat_map(|c| event::assemble(&source, c, lexicon, ontology, options.evidence))
            .collect()
    }

    /// Reads a document: every sentence with its actors, dates, places and candidates.
    pub fn read(&self, document: &Document, workspace: &mut Workspace) -> Vec<Reading> {
        let mut parsed: Vec<(bool, Sentence, Vec<bool>)> = Vec::new();
        if let Some(title) = document.title.as_deref().filter(|t| !t.trim().is_empty()) {
            let sentences = self.pipeline.analyze(title, &mut workspace.scratch);
            parsed.extend(sentences.into_iter().map(|s| (true, s, Vec::new())));
        }
        for sentence in self.pipeline.analyze(&document.text, &mut workspace.scratch) {
            let (sentence, masked) = self.mask(document, sentence, workspace);
            parsed.push((false, sentence, masked));
        }
        let Resources { ontology, finder, lexicon } = &self.resources;
        let mut memory = Memory::new(document.published);
        for (headline, sentence, masked) in &parsed {
            finder.count_countries(sentence, masked, &mut memory, if *headline { 3 } else { 1 });
        }
        let mut readings = Vec::with_capacity(parsed.len());
        for (number, (headline, sentence, masked)) in parsed.into_iter().enumerate() {
            let text = if headline { document.title.as_deref().unwrap_or("") } else { &document.text };
            let no_mask = vec![false; sentence.tokens.len()];
            let masked = if masked.len() == sentence.tokens.len() { masked } else { no_mask };
            memory.begin(number);
            let mentions = finder.find(text, &sentence, &masked, &mut memory, ontology);
            let tree = Tree::new(&sentence);
            let candidates = event::find(&Matcher { lexicon, tree: &tree, mentions: &mentions }, ontology);
            let dates = date::find(&sentence, document.published);
            let places = place::find(text, &tree, &mentions);
            let reading = Reading { number, headline, mentions, candidates, dates, places, sentence };
            if !headline && memory.dateline.is_none() && number <= 1 {
                memory.dateline = dateline(&reading, &document.text).and_then(|p| p.country.map(Into::into));
            }
            readings.push(reading);
        }
        readings
    }

    /// Takes injected words out of a sentence and parses it anew, so that they leave no trace in the tree.
    fn mask(&self, document: &Document, mut sentence: Sentence, workspace: &mut Workspace) -> (Sentence, Vec<bool>) {
        let hidden = |start: u32, end: u32| document.masked.iter().any(|(from, to)| start < *to && *from < end);
        if document.masked.is_empty() || !hidden(sentence.span.start, sentence.span.end) {
            return (sentence, Vec::new());
        }
        sentence.tokens.retain(|t| !hidden(t.span.start, t.span.end));
        if !sentence.tokens.is_empty() {
            self.pipeline.analyze_tokens(&mut sentence, &mut workspace.scratch);
        }
        (sentence, Vec::new())
    }
}

/// The place of a dateline: a place name before a dash within the first words of the text, "SEOUL (Reuters) - …".
fn dateline(reading: &Reading, text: &str) -> Option<PlaceRecord> {
    let tokens = &reading.sentence.tokens;
    let place = reading.places.first().filter(|p| p.first <= 1)?;
    let dash = tokens.iter().take(14).position(|t| matches!(t.form.as_str(), "-" | "–" | "—" | "--"))?;
    let spaced = |t: &entente_nlp::Token| text.as_bytes().get(t.span.end as usize).is_none_or(u8::is_ascii_whitespace);
    (dash > place.last && spaced(&tokens[dash])).then(|| PlaceRecord { from: "dateline".into(), ..place.place.clone() })
}
