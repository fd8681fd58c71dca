//! Computes the network for parsing: weights packed for the vector unit at hand, embeddings kept as small integers, and the
//! first layer of every word form remembered, since most words of a text come again and again.

use super::features::{Layout, PER_WORD};
use super::math::{Mat, sigmoid, tanh};
use super::shape::{DISTANCES, Shape, distance};
use crate::lexicon::Lexicon;
use rustc_hash::FxHashMap;

/// Columns and rows that are summed in registers together: twelve vectors of eight.
const TILE: usize = 16;
const ROWS: usize = 6;
/// Forms remembered by one thread before it forgets all of them.
const REMEMBERED: usize = 1 << 14;

/// A linear map with its weights in panels of columns.
#[derive(Clone, Debug, Default)]
pub(crate) struct Map {
    inputs: usize,
    outputs: usize,
    panels: Vec<[f32; TILE]>,
    bias: Vec<f32>,
}

impl Map {
    /// Packs weights (inputs × outputs) and a bias.
    pub(crate) fn new(weight: &Mat, bias: &[f32]) -> Map {
        let count = weight.cols.div_ceil(TILE);
        let mut panels = vec![[0.0; TILE]; count * weight.rows];
        for p in 0..count {
            let width = TILE.min(weight.cols - p * TILE);
            for k in 0..weight.rows {
                panels[p * weight.rows + k][..width].copy_from_slice(&weight.row(k)[p * TILE..p * TILE + width]);
            }
        }
        Map { inputs: weight.rows, outputs: weight.cols, panels, bias: bias.to_vec() }
    }

    /// The outputs for rows of inputs, into `out`.
    fn run(&self, machine: Machine, x: &[f32], out: &mut Vec<f32>) {
        let rows = x.len() / self.inputs;
        out.clear();
        out.resize(rows * self.outputs, 0.0);
        let out = out.as_mut_slice();
        #[cfg(target_arch = "x86_64")]
        if machine.fused {
            // SAFETY: `Machine::new` has found both instruction sets on this processor.
            #[allow(unsafe_code)]
            return unsafe { self.fill_fused(x, rows, out) };
        }
        let _ = machine;
        self.fill::<false>(x, rows, out);
    }

    /// [`Map::fill`] compiled for AVX2 with fused multiplication and addition.
    #[cfg(target_arch = "x86_64")]
    #[target_feature(enable = "avx2,fma")]
    fn fill_fused(&self, x: &[f32], rows: usize, out: &mut [f32]) {
        self.fill::<true>(x, rows, out);
    }

    #[inline(always)]
    fn fill<const FUSED: bool>(&self, x: &[f32], rows: usize, out: &mut [f32]) {
        for (p, panel) in self.panels.chunks_exact(self.inputs).enumerate() {
            let start = p * TILE;
            let width = TILE.min(self.outputs - start);
            let mut bias = [0.0f32; TILE];
            bias[..width].copy_from_slice(&self.bias[start..start + width]);
            let mut i = 0;
            while i + ROWS <= rows {
                let at: [&[f32]; ROWS] = std::array::from_fn(|r| &x[(i + r) * self.inputs..(i + r + 1) * self.inputs]);
                let sums = block::<ROWS, FUSED>(at, panel, bias);
                for (r, sum) in sums.iter().enumerate() {
                    let to = (i + r) * self.outputs + start;
                    out[to..to + width].copy_from_slice(&sum[..width]);
                }
                i += ROWS;
            }
            while i < rows {
                let sums = block::<1, FUSED>([&x[i * self.inputs..(i + 1) * self.inputs]], panel, bias);
                let to = i * self.outputs + start;
                out[to..to + width].copy_from_slice(&sums[0][..width]);
                i += 1;
            }
        }
    }
}

#[inline(always)]
fn block<const N: usize, const FUSED: bool>(
    rows: [&[f32]; N],
    panel: &[[f32; TILE]],
    bias: [f32; TILE],
) -> [[f32; TILE]; N] {
    let mut sums = [bias; N];
    let rows: [&[f32]; N] = rows.map(|row| &row[..panel.len()]);
    for (k, lane) in panel.iter().enumerate() {
        for r in 0..N {
            let factor = rows[r][k];
            for j in 0..TILE {
                // Without the instruction `mul_add` is a slow library call.
                sums[r][j] = if FUSED { factor.mul_add(lane[j], sums[r][j]) } else { sums[r][j] + factor * lane[j] };
            }
        }
    }
    sums
}

/// What the processor can do.
#[derive(Clone, Copy, Debug)]
struct Machine {
    /// Whether it has AVX2 and multiplies and adds in one instruction. Parsing runs at 85,000 words a second with it and at 29,000 without (`docs/language-model.md`).
    fused: bool,
}

impl Machine {
    fn new() -> Machine {
        #[cfg(target_arch = "x86_64")]
        let fused = std::arch::is_x86_feature_detected!("avx2") && std::arch::is_x86_feature_detected!("fma");
        #[cfg(not(target_arch = "x86_64"))]
        let fused = false;
        Machine { fused }
    }
}

/// [`recur`] on the best instructions at hand.
fn recurrent(machine: Machine, gates: &[f32], own: &Mat, h: usize, lengths: &[usize], stream: &mut [f32]) {
    #[cfg(target_arch = "x86_64")]
    {
        #[target_feature(enable = "avx2,fma")]
        fn fused(gates: &[f32], own: &Mat, h: usize, lengths: &[usize], stream: &mut [f32]) {
            recur(gates, own, h, lengths, stream);
        }
        if machine.fused {
            // SAFETY: `Machine::new` has found both instruction sets on this processor.
            #[allow(unsafe_code)]
            return unsafe { fused(gates, own, h, lengths, stream) };
        }
    }
    let _ = machine;
    recur(gates, own, h, lengths, stream);
}

/// The weights of a [`super::train::network::Network`] made ready for use.
#[derive(Clone, Debug)]
pub(crate) struct Runner {
    pub(crate) shape: Shape,
    pub(crate) layout: Layout,
    /// One row of integers per feature, and the scale of each row.
    pub(crate) embeddings: Vec<i8>,
    pub(crate) scales: Vec<f32>,
    pub(crate) convolution: Map,
    pub(crate) layers: Vec<(Map, Mat)>,
    pub(crate) heads: Map,
    pub(crate) bilinear: Map,
    pub(crate) root_arc: Vec<f32>,
    pub(crate) root_label: Vec<f32>,
    pub(crate) distances: Vec<f32>,
    pub(crate) relations: Map,
}

/// Working memory of one thread.
#[derive(Default)]
pub(crate) struct Memory {
    /// Form → number of its rows in `words`.
    known: FxHashMap<Box<str>, u32>,
    /// Sums of embeddings.
    words: Vec<f32>,
    lower: String,
    input: Vec<f32>,
    stream: Vec<f32>,
    gates: Vec<f32>,
    /// All heads of the batch side by side.
    pub(crate) raw: Vec<f32>,
    dependents: Vec<f32>,
    queries: Vec<f32>,
    /// Scores of heads for the tokens of one sentence.
    pub(crate) arcs: Vec<f32>,
    labels: Vec<f32>,
    /// Scores of relations for the tokens of one sentence.
    pub(crate) relations: Vec<f32>,
}

fn leaky(x: f32) -> f32 {
    if x > 0.0 { x } else { super::train::network::LEAK * x }
}

impl Runner {
    /// Runs the layers over a batch of sentences (their forms, one after another; `lengths` cuts them); fills `memory.raw`.
    pub(crate) fn encode<'t>(
        &self,
        forms: impl Iterator<Item = &'t str>,
        lengths: &[usize],
        lexicon: &Lexicon,
        memory: &mut Memory,
    ) {
        let machine = Machine::new();
        let d = self.shape.embedding;
        let mut numbers = Vec::with_capacity(lengths.iter().sum());
        if memory.known.len() > REMEMBERED {
            memory.known.clear();
            memory.words.clear();
        }
        for form in forms {
            numbers.push(self.word(form, lexicon, memory));
        }
        let n = numbers.len();
        memory.input.clear();
        memory.input.resize(n * 3 * d, 0.0);
        let mut start = 0;
        for &length in lengths {
            for i in start..start + length {
                for (k, j) in [(0, i.wrapping_sub(1)), (1, i), (2, i + 1)] {
                    if j >= start && j < start + length {
                        let from = numbers[j] as usize * d;
                        memory.input[(i * 3 + k) * d..(i * 3 + k + 1) * d]
                            .copy_from_slice(&memory.words[from..from + d]);
                    }
                }
            }
            start += length;
        }
        self.convolution.run(machine, &memory.input, &mut memory.stream);
        memory.stream.iter_mut().for_each(|v| *v = leaky(*v));
        for (map, own) in &self.layers {
            map.run(machine, &memory.stream, &mut memory.gates);
            let (gates, stream) = (&memory.gates, &mut memory.stream);
            recurrent(machine, gates, own, self.shape.hidden, lengths, stream);
        }
        self.heads.run(machine, &memory.stream, &mut memory.raw);
        let (a, width) = (self.shape.arc, self.shape.heads()[6]);
        memory.dependents.clear();
        for row in memory.raw.chunks_exact_mut(width) {
            row[..2 * a].iter_mut().for_each(|v| *v = leaky(*v));
            memory.dependents.extend_from_slice(&row[..a]);
        }
        self.bilinear.run(machine, &memory.dependents, &mut memory.queries);
    }

    /// The number of a form in the memory's table of embedding sums.
    fn word(&self, form: &str, lexicon: &Lexicon, memory: &mut Memory) -> u32 {
        if let Some(&number) = memory.known.get(form) {
            return number;
        }
        let rows: [u32; PER_WORD] = self.layout.rows_of(form, lexicon, &mut memory.lower);
        let d = self.shape.embedding;
        let at = memory.words.len();
        memory.words.resize(at + d, 0.0);
        for row in rows {
            let row = row as usize;
            let scale = self.scales[row];
            for (sum, &v) in memory.words[at..].iter_mut().zip(&self.embeddings[row * d..(row + 1) * d]) {
                *sum += scale * f32::from(v);
            }
        }
        let number = (at / d) as u32;
        memory.known.insert(form.into(), number);
        number
    }

    /// Scores of all heads of the tokens of one sentence, into `memory.arcs`: for each the root, then each token.
    pub(crate) fn arcs(&self, start: usize, n: usize, memory: &mut Memory) {
        let (a, width) = (self.shape.arc, self.shape.heads()[6]);
        debug_assert_eq!(self.distances.len(), DISTANCES);
        let Memory { arcs, queries, raw, .. } = memory;
        arcs.clear();
        arcs.resize(n * (n + 1), f32::NEG_INFINITY);
        for i in 0..n {
            let query = &queries[(start + i) * a..(start + i + 1) * a];
            let row = &mut arcs[i * (n + 1)..(i + 1) * (n + 1)];
            row[0] = dot(query, &self.root_arc);
            for j in (0..n).filter(|&j| j != i) {
                let key = &raw[(start + j) * width + a..(start + j) * width + 2 * a];
                row[j + 1] = dot(query, key) + self.distances[distance(i, j)];
            }
        }
    }

    /// Scores of all relations for the tokens of one sentence under their heads (0: root), into `memory.relations`.
    pub(crate) fn relations(&self, start: usize, heads: &[u32], memory: &mut Memory) {
        let (at, width) = (self.shape.heads(), self.shape.heads()[6]);
        let Memory { labels, raw, relations, .. } = memory;
        labels.clear();
        for (i, &head) in heads.iter().enumerate() {
            let own = &raw[(start + i) * width + at[2]..(start + i) * width + at[3]];
            let other = match head {
                0 => &self.root_label[..],
                h => {
                    let j = start + h as usize - 1;
                    &raw[j * width + at[3]..j * width + at[4]]
                }
            };
            labels.extend(own.iter().zip(other).map(|(x, y)| leaky(x + y)));
        }
        self.relations.run(Machine::new(), labels, relations);
    }
}

#[inline(always)]
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0f32; 16];
    for (x, y) in a.chunks_exact(16).zip(b.chunks_exact(16)) {
        for j in 0..16 {
            sums[j] += x[j] * y[j];
        }
    }
    let rest = a.len() / 16 * 16;
    sums.iter().sum::<f32>() + a[rest..].iter().zip(&b[rest..]).map(|(x, y)| x * y).sum::<f32>()
}

/// One recurrent layer in both directions, added to the stream.
#[inline(always)]
fn recur(gates: &[f32], own: &Mat, h: usize, lengths: &[usize], stream: &mut [f32]) {
    let mut last = vec![0.0f32; h];
    let mut start = 0;
    for &n in lengths {
        for direction in 0..2 {
            let (gate_own, cand_own) = (&own.row(2 * direction)[..h], &own.row(2 * direction + 1)[..h]);
            last.fill(0.0);
            for k in 0..n {
                let i = start + if direction == 0 { k } else { n - 1 - k };
                let from = i * 4 * h + direction * 2 * h;
                let (g, c) = (&gates[from..from + h], &gates[from + h..from + 2 * h]);
                let to = i * 2 * h + direction * h;
                let out = &mut stream[to..to + h];
                for j in 0..h {
                    let z = sigmoid(g[j] + gate_own[j] * last[j]);
                    let v = tanh(c[j] + cand_own[j] * last[j]);
                    last[j] += z * (v - last[j]);
                    out[j] += last[j];
                }
            }
        }
        start += n;
    }
}
