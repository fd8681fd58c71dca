//! The model file: one bundle of everything that is learned, with a format version and a check sum.
//!
//! Layout: the eight bytes `ENTENTE\n`, the format version (u32), the number of bytes that follow (u64), their check sum (u64),
//! then the parts in a fixed order, all numbers little-endian.

mod bytes;

use crate::error::{Error, ErrorKind};
use crate::hash::hash;
use crate::lemma::{Lemmatizer, Script};
use crate::lexicon::Lexicon;
use crate::linear::Decision;
use crate::network::features::Layout;
use crate::network::math::Mat;
use crate::network::run::{Map, Runner};
use crate::network::shape::{Shape, TagSet};
use crate::network::train::network::Network;
use crate::network::train::prepare::Labels;
use crate::tokenizer::Tokenizer;
use bytes::{Reader, Writer};
use rustc_hash::FxHashMap;

const MAGIC: &[u8; 8] = b"ENTENTE\n";

/// The format that this version writes and reads.
pub(crate) const FORMAT: u32 = 1;

/// A model as read from its file.
#[derive(Clone, Debug)]
pub(crate) struct Model {
    pub(crate) tokenizer: Tokenizer,
    pub(crate) lexicon: Lexicon,
    pub(crate) lemmatizer: Lemmatizer,
    pub(crate) labels: Labels,
    pub(crate) runner: Runner,
}

/// Writes a trained model as the bytes of its file.
pub(crate) fn write(
    tokenizer: &Tokenizer,
    lexicon: &Lexicon,
    lemmatizer: &Lemmatizer,
    labels: &Labels,
    layout: Layout,
    net: &Network,
) -> Vec<u8> {
    let mut w = Writer::default();
    for decision in [&tokenizer.cut, &tokenizer.end] {
        w.number(decision.bias as u32);
        w.list(&decision.weights, |w, v| w.raw(&v.to_le_bytes()));
    }
    let mut exceptions: Vec<_> = tokenizer.exceptions.iter().collect();
    exceptions.sort();
    w.list(&exceptions, |w, (form, cuts)| {
        w.text(form);
        w.list(cuts, |w, c| w.raw(&[*c]));
    });
    w.list(&lexicon.slots, |w, [check, value]| {
        w.number(*check);
        w.number(*value);
    });
    w.list(&lemmatizer.scripts, |w, s| {
        w.raw(&[s.cut, u8::from(s.cased)]);
        w.text(&s.add);
    });
    let mut rules: Vec<_> = lemmatizer.rules.iter().collect();
    rules.sort();
    w.list(&rules, |w, (key, script)| {
        w.raw(&key.to_le_bytes());
        w.raw(&script.to_le_bytes());
    });
    w.list(&labels.tags.pairs, |w, (upos, xpos)| {
        w.text(upos);
        w.text(xpos);
    });
    w.list(&labels.tags.sets, |w, s| w.text(s));
    w.list(&labels.tags.sets_of, |w, sets| w.list(sets, |w, s| w.raw(&s.to_le_bytes())));
    w.list(&labels.relations, |w, r| w.text(r));
    w.number(layout.words as u32);
    let s = net.shape;
    for size in [s.embedding, s.hidden, s.layers, s.arc, s.label, s.atoms, s.relations, s.names] {
        w.number(size as u32);
    }
    write_embeddings(&mut w, &net.embeddings.value);
    for dense in [&net.convolution, &net.heads, &net.bilinear, &net.relations] {
        w.mat(&dense.weight.value);
        w.mat(&dense.bias.value);
    }
    for layer in &net.layers {
        w.mat(&layer.input.weight.value);
        w.mat(&layer.input.bias.value);
        w.mat(&layer.own.value);
    }
    for part in [&net.root_arc, &net.root_label, &net.distances] {
        w.mat(&part.value);
    }
    let body = w.bytes;
    let mut file = MAGIC.to_vec();
    file.extend(FORMAT.to_le_bytes());
    file.extend((body.len() as u64).to_le_bytes());
    file.extend(hash(&body, u64::from(FORMAT)).to_le_bytes());
    file.extend(body);
    file
}

/// Rows of embeddings as integers of one byte with one scale a row.
fn write_embeddings(w: &mut Writer, table: &Mat) {
    let mut scales = Vec::with_capacity(table.rows);
    let mut values = Vec::with_capacity(table.data.len());
    for row in table.data.chunks_exact(table.cols) {
        let top = row.iter().fold(1e-9f32, |m, v| m.max(v.abs()));
        let scale = top / 127.0;
        scales.push(scale);
        values.extend(row.iter().map(|v| (v / scale).round() as i8));
    }
    w.list(&scales, |w, v| w.raw(&v.to_le_bytes()));
    w.list(&values, |w, v| w.raw(&v.to_le_bytes()));
}

/// Reads a model file.
///
/// # Errors
/// When the bytes are no model, of another format version, cut short or changed.
pub(crate) fn read(file: &[u8]) -> Result<Model, Error> {
    let Some(rest) = file.strip_prefix(MAGIC) else {
        return Err(Error::new(
            ErrorKind::NotAModel,
            "not a language model of Entente; make one with `entente train language`",
        ));
    };
    let mut head = Reader::new(rest);
    let version = head.number()?;
    if version != FORMAT {
        let message = format!("the language model has format {version}, this version of Entente reads {FORMAT}");
        return Err(Error::new(ErrorKind::Version, message));
    }
    let (length, check) = (head.wide()?, head.wide()?);
    let body = head.rest();
    if body.len() as u64 != length || hash(body, u64::from(FORMAT)) != check {
        return Err(Error::new(ErrorKind::Corrupt, "the language model is cut short or damaged; get it anew"));
    }
    let mut r = Reader::new(body);
    let mut decision = || -> Result<Decision, Error> {
        let bias = r.number()? as i32;
        let weights: Vec<i16> = r.shorts()?.into_iter().map(|v| v as i16).collect();
        if weights.len() != Decision::SIZE {
            return Err(Error::new(ErrorKind::Corrupt, "a table of the language model has the wrong size"));
        }
        Ok(Decision { weights, bias })
    };
    let (cut, end) = (decision()?, decision()?);
    let exceptions: FxHashMap<String, Vec<u8>> = r.list(|r| Ok((r.text()?, r.byte_list()?)))?.into_iter().collect();
    let slots = r.list(|r| Ok([r.number()?, r.number()?]))?;
    let scripts = r.list(|r| Ok(Script { cut: r.byte()?, cased: r.byte()? != 0, add: r.text()? }))?;
    let rules: FxHashMap<u64, u16> = r.list(|r| Ok((r.wide()?, r.short()?)))?.into_iter().collect();
    let pairs = r.list(|r| Ok((r.text()?, r.text()?)))?;
    let sets = r.list(Reader::text)?;
    let sets_of = r.list(Reader::shorts)?;
    let relations = r.list(Reader::text)?;
    let layout = Layout { words: r.number()? as usize };
    let mut size = || Ok::<usize, Error>(r.number()? as usize);
    let shape = Shape {
        embedding: size()?,
        hidden: size()?,
        layers: size()?,
        arc: size()?,
        label: size()?,
        atoms: size()?,
        relations: size()?,
        names: size()?,
    };
    let scales = r.floats()?;
    let embeddings: Vec<i8> = r.byte_list()?.into_iter().map(|b| b as i8).collect();
    let mut map = || Ok::<Map, Error>(Map::new(&r.mat()?, &r.mat()?.data));
    let (convolution, heads, bilinear, relation_map) = (map()?, map()?, map()?, map()?);
    let layers = (0..shape.layers)
        .map(|_| Ok((Map::new(&r.mat()?, &r.mat()?.data), r.mat()?)))
        .collect::<Result<Vec<_>, Error>>()?;
    let (root_arc, root_label, distances) = (r.mat()?.data, r.mat()?.data, r.mat()?.data);
    let labels = Labels { tags: TagSet::new(pairs, sets, sets_of), relations };
    let runner = Runner {
        shape,
        layout,
        embeddings,
        scales,
        convolution,
        layers,
        heads,
        bilinear,
        root_arc,
        root_label,
        distances,
        relations: relation_map,
    };
    Ok(Model {
        tokenizer: Tokenizer { cut, end, exceptions },
        lexicon: Lexicon { slots },
        lemmatizer: Lemmatizer { scripts, rules },
        labels,
        runner,
    })
}
