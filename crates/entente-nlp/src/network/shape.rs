//! The sizes of the network and the label sets that its outputs stand for.

/// The sizes of the network.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Shape {
    /// Width of the word embeddings.
    pub(crate) embedding: usize,
    /// Width of one direction of a recurrent layer.
    pub(crate) hidden: usize,
    /// Number of recurrent layers.
    pub(crate) layers: usize,
    /// Width of the vectors that are compared for arcs.
    pub(crate) arc: usize,
    /// Width of the vectors from which relations are read.
    pub(crate) label: usize,
    /// Atoms of tags (see [`TagSet`]), relations and name marks.
    pub(crate) atoms: usize,
    pub(crate) relations: usize,
    pub(crate) names: usize,
}

impl Shape {
    /// Width of the stream that the layers add to.
    pub(crate) fn stream(&self) -> usize {
        2 * self.hidden
    }

    /// Where each head begins among the outputs over the stream, in the order
    /// arc dependent, arc head, label dependent, label head, tag atoms, names;
    /// the last entry is the total.
    pub(crate) fn heads(&self) -> [usize; 7] {
        let mut at = [0; 7];
        let widths = [self.arc, self.arc, self.label, self.label, self.atoms, self.names];
        for (i, width) in widths.iter().enumerate() {
            at[i + 1] = at[i] + width;
        }
        at
    }
}

/// Number of buckets of signed distance between dependent and head.
pub(crate) const DISTANCES: usize = 24;

/// The bucket of the distance from token `i` to its head `j`.
pub(crate) fn distance(i: usize, j: usize) -> usize {
    let d = i.abs_diff(j);
    let bucket = match d {
        0..=6 => d.saturating_sub(1),
        7..=8 => 6,
        9..=11 => 7,
        12..=16 => 8,
        17..=24 => 9,
        25..=40 => 10,
        _ => 11,
    };
    if j > i { bucket + 12 } else { bucket }
}

/// The tags that the model knows: pairs of UPOS and XPOS, and the feature sets
/// seen with each pair. The score of a pair is the sum of the scores of its
/// atoms (its UPOS, its XPOS, and one of its own), and so is that of a set
/// (its single features, and one of its own).
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct TagSet {
    pub(crate) pairs: Vec<(String, String)>,
    pub(crate) sets: Vec<String>,
    /// For each pair the numbers of its feature sets, most frequent first.
    pub(crate) sets_of: Vec<Vec<u16>>,
    /// For each pair and each set the atoms that make it up.
    pub(crate) pair_atoms: Vec<Vec<u16>>,
    pub(crate) set_atoms: Vec<Vec<u16>>,
    pub(crate) atoms: usize,
}

impl TagSet {
    /// Completes the set from its pairs, sets and the sets of each pair.
    pub(crate) fn new(pairs: Vec<(String, String)>, sets: Vec<String>, sets_of: Vec<Vec<u16>>) -> TagSet {
        let mut names: Vec<String> = Vec::new();
        let mut number = |name: String| {
            let found = names.iter().position(|n| *n == name);
            found.unwrap_or_else(|| {
                names.push(name);
                names.len() - 1
            }) as u16
        };
        let pair_atoms = pairs
            .iter()
            .map(|(upos, xpos)| {
                vec![
                    number(format!("upos {upos}")),
                    number(format!("xpos {xpos}")),
                    number(format!("pair {upos} {xpos}")),
                ]
            })
            .collect();
        let set_atoms = sets
            .iter()
            .map(|set| {
                let singles = set.split('|').filter(|s| !s.is_empty());
                singles.map(|s| number(format!("feature {s}"))).collect()
            })
            .collect();
        TagSet { pairs, sets, sets_of, pair_atoms, set_atoms, atoms: names.len() }
    }

    /// The score of a pair or set with these atoms.
    pub(crate) fn score(atoms: &[u16], scores: &[f32]) -> f32 {
        atoms.iter().map(|&a| scores[a as usize]).sum()
    }
}
