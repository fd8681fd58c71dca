//! Training of a language model from treebanks.

use crate::conllu::Block;
use crate::error::{Error, ErrorKind};
use crate::lemma::Lemmatizer;
use crate::lexicon::Lexicon;
use crate::model;
use crate::network::features::Layout;
use crate::network::shape::Shape;
use crate::network::train::network::{Network, Rates};
use crate::network::train::prepare::{Labels, NAME_MARKS, examples, known_words};
use crate::network::train::{Schedule, fit};
use crate::tokenizer;

/// What a model is trained from.
pub struct Sources<'a> {
    /// Sentences to learn from.
    pub train: &'a [Block],
    /// Sentences on which the progress is measured.
    pub dev: &'a [Block],
}

/// How a model is trained.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Seed of all random numbers.
    pub seed: u64,
    /// Passes over the sentences.
    pub epochs: usize,
    /// Width of the word embeddings.
    pub embedding: usize,
    /// Width of one direction of a recurrent layer.
    pub hidden: usize,
    /// Number of recurrent layers.
    pub layers: usize,
    /// Width of the vectors that are compared for arcs.
    pub arc: usize,
    /// Width of the vectors from which relations are read.
    pub label: usize,
    /// Words in a batch.
    pub batch: usize,
    /// Highest learning rate.
    pub rate: f32,
    /// Share of the units that are left out while learning.
    pub dropout: f32,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            seed: 1,
            epochs: 32,
            embedding: 96,
            hidden: 96,
            layers: 3,
            arc: 64,
            label: 64,
            batch: 1000,
            rate: 3e-3,
            dropout: 0.25,
        }
    }
}

/// Trains a model and returns the bytes of its file.
pub fn train(sources: &Sources<'_>, options: Options, report: &mut dyn FnMut(&str)) -> Result<Vec<u8>, Error> {
    if sources.train.is_empty() {
        return Err(Error::new(ErrorKind::Training, "no sentences to learn from"));
    }
    let labels = Labels::collect(sources.train);
    let words = known_words(sources.train);
    let lexicon = Lexicon::build(&words);
    let layout = Layout { words: words.len() + 1 };
    let shape = Shape {
        embedding: options.embedding,
        hidden: options.hidden,
        layers: options.layers,
        arc: options.arc,
        label: options.label,
        atoms: labels.tags.atoms,
        relations: labels.relations.len(),
        names: NAME_MARKS,
    };
    report(&format!("{} words, {} rows, {} tag atoms, {shape:?}", words.len(), layout.rows(), labels.tags.atoms));
    let tokenizer = tokenizer::train::train(sources.train, options.seed);
    let lemmatizer = Lemmatizer::train(sources.train.iter().flat_map(|b| &b.sentence.tokens));
    report(&format!("{} lemma rules, {} tokenizer exceptions", lemmatizer.rules.len(), tokenizer.exceptions.len()));
    let train = examples(sources.train, &labels, &lexicon, layout);
    let dev = examples(sources.dev, &labels, &lexicon, layout);
    let mut net = Network::new(shape, layout.rows(), options.seed);
    let schedule = Schedule {
        epochs: options.epochs,
        batch: options.batch,
        rate: options.rate,
        rates: Rates {
            word: options.dropout * 0.6,
            embedding: options.dropout,
            layer: options.dropout,
            head: options.dropout,
        },
        seed: options.seed,
    };
    fit(&mut net, &train, &dev, &labels.tags, schedule, report);
    Ok(model::write(&tokenizer, &lexicon, &lemmatizer, &labels, layout, &net))
}
