//! The knowledge behind the coder, read once: ontology, actors, lexicon. A value, never global; two can stand side by side.

use crate::actor::{Finder, Tables};
use crate::error::Result;
use crate::lexicon::Lexicon;
use crate::ontology::Ontology;

mod embedded {
    include!(concat!(env!("OUT_DIR"), "/data.rs"));
}

pub use embedded::DATA_HASH;

/// A knowledge file of the user's: its name and content.
#[derive(Debug, Clone)]
pub struct UserFile {
    /// Name, for errors and rule ids.
    pub name: String,
    /// Content.
    pub text: String,
}

/// Ontology, actors and lexicon, ready for use.
pub struct Resources {
    /// Types, modes, contexts, scores.
    pub ontology: Ontology,
    /// Actor finder over the tables.
    pub finder: Finder,
    /// Triggers and operators.
    pub lexicon: Lexicon,
}

impl Resources {
    /// The knowledge that ships with the project.
    ///
    /// # Errors
    /// A fault in a shipped file; the test suite keeps that from happening.
    pub fn shipped() -> Result<Resources> {
        Self::with(&[], &[])
    }

    /// The shipped knowledge with a user's own actor and lexicon files, which win over it.
    ///
    /// # Errors
    /// Names file, line and reason.
    pub fn with(actors: &[UserFile], lexicon: &[UserFile]) -> Result<Resources> {
        let ontology =
            Ontology::read(|name| embedded::ONTOLOGY.iter().find(|(n, _)| *n == name).map_or("", |(_, text)| text))?;
        let mut tables = Tables::default();
        // Countries first: the other tables are checked against them.
        let shipped = embedded::ACTORS;
        for (name, text) in shipped.iter().filter(|(n, _)| *n == "countries.csv") {
            tables.read(name, text, &ontology)?;
        }
        for file in actors {
            tables.read(&file.name, &file.text, &ontology)?;
        }
        for (name, text) in shipped.iter().filter(|(n, _)| *n != "countries.csv") {
            tables.read(name, text, &ontology)?;
        }
        let mut words = Lexicon::default();
        let stem = |name: &str| name.trim_end_matches(".toml").to_owned();
        for (name, text) in embedded::LEXICON.iter().filter(|(n, _)| *n == "sets.toml") {
            words.read(&stem(name), text, 0, &ontology)?;
        }
        for (name, text) in embedded::LEXICON.iter().filter(|(n, _)| *n != "sets.toml") {
            words.read(&stem(name), text, 0, &ontology)?;
        }
        for file in lexicon {
            words.read(&format!("user:{}", stem(&file.name)), &file.text, 1, &ontology)?;
        }
        words.finish();
        Ok(Resources { ontology, finder: Finder::new(tables), lexicon: words })
    }
}
