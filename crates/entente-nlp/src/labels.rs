//! The label sets of Universal Dependencies as types: universal and Penn
//! Treebank parts of speech, and dependency relations with their subtypes.

use crate::error::{Error, ErrorKind};
use std::fmt;
use std::str::FromStr;

/// Makes an enum whose members have fixed spellings.
macro_rules! labels {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $member:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$doc])* $member),+ }

        impl $name {
            /// All members in the order of their declaration.
            pub const ALL: &'static [$name] = &[$($name::$member),+];

            /// The spelling in treebanks.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$member => $text),+ }
            }
        }

        impl FromStr for $name {
            type Err = Error;

            fn from_str(text: &str) -> Result<$name, Error> {
                match text {
                    $($text => Ok($name::$member),)+
                    _ => Err(Error::new(
                        ErrorKind::Label,
                        format!("unknown {}: {text:?}", stringify!($name)),
                    )),
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

labels! {
    /// The universal part of speech.
    Upos {
        /// Adjective.
        Adj = "ADJ",
        /// Preposition or postposition.
        Adp = "ADP",
        /// Adverb.
        Adv = "ADV",
        /// Auxiliary, copula included.
        Aux = "AUX",
        /// Coordinating conjunction.
        Cconj = "CCONJ",
        /// Determiner.
        Det = "DET",
        /// Interjection.
        Intj = "INTJ",
        /// Common noun.
        Noun = "NOUN",
        /// Numeral.
        Num = "NUM",
        /// Particle.
        Part = "PART",
        /// Pronoun.
        Pron = "PRON",
        /// Proper noun.
        Propn = "PROPN",
        /// Punctuation.
        Punct = "PUNCT",
        /// Subordinating conjunction.
        Sconj = "SCONJ",
        /// Symbol.
        Sym = "SYM",
        /// Verb.
        Verb = "VERB",
        /// Anything else.
        X = "X",
    }
}

labels! {
    /// The relations of UD version 2.
    Rel {
        /// Clause that modifies a noun.
        Acl = "acl",
        /// Adverbial clause.
        Advcl = "advcl",
        /// Adverb.
        Advmod = "advmod",
        /// Adjective.
        Amod = "amod",
        /// Apposition.
        Appos = "appos",
        /// Auxiliary.
        Aux = "aux",
        /// Preposition, possessive mark.
        Case = "case",
        /// Coordinating conjunction.
        Cc = "cc",
        /// Clausal complement.
        Ccomp = "ccomp",
        /// Classifier.
        Clf = "clf",
        /// Compound.
        Compound = "compound",
        /// Further member of a coordination.
        Conj = "conj",
        /// Copula.
        Cop = "cop",
        /// Clausal subject.
        Csubj = "csubj",
        /// Unspecified.
        Dep = "dep",
        /// Determiner.
        Det = "det",
        /// Discourse element.
        Discourse = "discourse",
        /// Dislocated element.
        Dislocated = "dislocated",
        /// Expletive.
        Expl = "expl",
        /// Fixed expression.
        Fixed = "fixed",
        /// Flat expression, such as a name.
        Flat = "flat",
        /// Part of a word split in error.
        Goeswith = "goeswith",
        /// Indirect object.
        Iobj = "iobj",
        /// List.
        List = "list",
        /// Clause marker.
        Mark = "mark",
        /// Nominal modifier of a noun.
        Nmod = "nmod",
        /// Nominal subject.
        Nsubj = "nsubj",
        /// Numeric modifier.
        Nummod = "nummod",
        /// Object.
        Obj = "obj",
        /// Oblique nominal.
        Obl = "obl",
        /// Orphan of an ellipsis.
        Orphan = "orphan",
        /// Parataxis.
        Parataxis = "parataxis",
        /// Punctuation.
        Punct = "punct",
        /// Overridden disfluency.
        Reparandum = "reparandum",
        /// Root of the sentence.
        Root = "root",
        /// Vocative.
        Vocative = "vocative",
        /// Open clausal complement.
        Xcomp = "xcomp",
    }
}

labels! {
    /// The subtypes of relations in English treebanks.
    Sub {
        /// No subtype.
        None = "",
        /// Agent of a passive (`obl:agent`).
        Agent = "agent",
        /// Descriptive nominal before a name (`nmod:desc`).
        Desc = "desc",
        /// Foreign words (`flat:foreign`).
        Foreign = "foreign",
        /// Name (`flat:name`).
        Name = "name",
        /// Nominal without preposition (older treebanks).
        Npmod = "npmod",
        /// Subject of a clause whose predicate is a clause (`nsubj:outer`).
        Outer = "outer",
        /// Passive (`nsubj:pass`, `aux:pass`).
        Pass = "pass",
        /// Possessor (`nmod:poss`).
        Poss = "poss",
        /// First part of a paired conjunction (`cc:preconj`).
        Preconj = "preconj",
        /// Predeterminer (`det:predet`).
        Predet = "predet",
        /// Verb particle (`compound:prt`).
        Prt = "prt",
        /// Relative clause (`acl:relcl`).
        Relcl = "relcl",
        /// Temporal nominal (older treebanks).
        Tmod = "tmod",
        /// Nominal without preposition (`obl:unmarked`).
        Unmarked = "unmarked",
    }
}

/// A relation with its subtype.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Deprel {
    /// The universal relation.
    pub base: Rel,
    /// The subtype.
    pub sub: Sub,
}

/// The pairs of relation and subtype that English treebanks use.
const SUBTYPED: &[(Rel, Sub, &str)] = &[
    (Rel::Acl, Sub::Relcl, "acl:relcl"),
    (Rel::Advcl, Sub::Relcl, "advcl:relcl"),
    (Rel::Aux, Sub::Pass, "aux:pass"),
    (Rel::Cc, Sub::Preconj, "cc:preconj"),
    (Rel::Compound, Sub::Prt, "compound:prt"),
    (Rel::Csubj, Sub::Outer, "csubj:outer"),
    (Rel::Csubj, Sub::Pass, "csubj:pass"),
    (Rel::Det, Sub::Predet, "det:predet"),
    (Rel::Flat, Sub::Foreign, "flat:foreign"),
    (Rel::Flat, Sub::Name, "flat:name"),
    (Rel::Nmod, Sub::Desc, "nmod:desc"),
    (Rel::Nmod, Sub::Npmod, "nmod:npmod"),
    (Rel::Nmod, Sub::Poss, "nmod:poss"),
    (Rel::Nmod, Sub::Tmod, "nmod:tmod"),
    (Rel::Nmod, Sub::Unmarked, "nmod:unmarked"),
    (Rel::Nsubj, Sub::Outer, "nsubj:outer"),
    (Rel::Nsubj, Sub::Pass, "nsubj:pass"),
    (Rel::Obl, Sub::Agent, "obl:agent"),
    (Rel::Obl, Sub::Npmod, "obl:npmod"),
    (Rel::Obl, Sub::Tmod, "obl:tmod"),
    (Rel::Obl, Sub::Unmarked, "obl:unmarked"),
];

impl Deprel {
    /// The relation of the root.
    pub const ROOT: Deprel = Deprel::new(Rel::Root);

    /// A relation without subtype.
    pub const fn new(base: Rel) -> Deprel {
        Deprel { base, sub: Sub::None }
    }

    /// The spelling in treebanks, such as `nsubj:pass`. A pair that no English
    /// treebank uses is spelled without its subtype.
    pub fn as_str(self) -> &'static str {
        if self.sub == Sub::None {
            return self.base.as_str();
        }
        SUBTYPED
            .iter()
            .find(|(base, sub, _)| *base == self.base && *sub == self.sub)
            .map_or(self.base.as_str(), |(_, _, text)| text)
    }
}

impl FromStr for Deprel {
    type Err = Error;

    /// Reads `base` or `base:sub`; a subtype that English does not use is dropped.
    fn from_str(text: &str) -> Result<Deprel, Error> {
        let (base, sub) = text.split_once(':').unwrap_or((text, ""));
        Ok(Deprel { base: base.parse()?, sub: sub.parse().unwrap_or(Sub::None) })
    }
}

impl fmt::Display for Deprel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A Penn Treebank tag as English UD treebanks use it, or `_`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Xpos(u8);

const XPOS: &[&str] = &[
    "_", "$", "''", ",", "-LRB-", "-RRB-", ".", ":", "ADD", "AFX", "CC", "CD", "DT", "EX", "FW", "GW", "HYPH", "IN",
    "JJ", "JJR", "JJS", "LS", "MD", "NFP", "NN", "NNP", "NNPS", "NNS", "PDT", "POS", "PRP", "PRP$", "RB", "RBR", "RBS",
    "RP", "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT", "WP", "WP$", "WRB", "``",
];

impl Xpos {
    /// The spelling, such as `VBD`.
    pub fn as_str(self) -> &'static str {
        XPOS[self.0 as usize]
    }
}

impl FromStr for Xpos {
    type Err = Error;

    fn from_str(text: &str) -> Result<Xpos, Error> {
        XPOS.iter()
            .position(|tag| *tag == text)
            .map(|i| Xpos(i as u8))
            .ok_or_else(|| Error::new(ErrorKind::Label, format!("unknown XPOS: {text:?}")))
    }
}

impl fmt::Display for Xpos {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_read_back() {
        for upos in Upos::ALL {
            assert_eq!(upos.as_str().parse::<Upos>().unwrap(), *upos);
        }
        for tag in XPOS {
            assert_eq!(tag.parse::<Xpos>().unwrap().as_str(), *tag);
        }
        for (base, sub, text) in SUBTYPED {
            let deprel: Deprel = text.parse().unwrap();
            assert_eq!((deprel.base, deprel.sub), (*base, *sub));
            assert_eq!(deprel.as_str(), *text);
        }
        assert!("SUBJ".parse::<Upos>().is_err());
        assert!("subj".parse::<Deprel>().is_err());
    }
}
