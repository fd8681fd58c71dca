//! The network in floating point: forwards over a batch of sentences, the
//! losses of all heads, and backwards.

use super::layers::{Dense, Recurrent, Trace, apply, dropout, windows, windows_back};
use super::param::{Param, Step};
use crate::hash::Random;
use crate::network::features::PER_WORD;
use crate::network::math::{Mat, add, add_scaled, dot, softmax};
use crate::network::shape::{DISTANCES, Shape, TagSet, distance};

/// Slope of the activation below zero.
pub(crate) const LEAK: f32 = 0.1;

/// A sentence as numbers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Example {
    pub(crate) rows: Vec<[u32; PER_WORD]>,
    /// 0 for the root, else the number of the head token plus one.
    pub(crate) heads: Vec<u32>,
    pub(crate) relations: Vec<u16>,
    pub(crate) pairs: Vec<u16>,
    pub(crate) sets: Vec<u16>,
    /// Marks of names; empty where the treebank has none.
    pub(crate) names: Vec<u8>,
}

/// Rates of dropout.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rates {
    pub(crate) word: f32,
    pub(crate) embedding: f32,
    pub(crate) layer: f32,
    pub(crate) head: f32,
}

impl Rates {
    pub(crate) const NONE: Rates = Rates { word: 0.0, embedding: 0.0, layer: 0.0, head: 0.0 };
}

/// All weights.
pub(crate) struct Network {
    pub(crate) shape: Shape,
    pub(crate) embeddings: Param,
    pub(crate) convolution: Dense,
    pub(crate) layers: Vec<Recurrent>,
    pub(crate) heads: Dense,
    /// From the vectors of dependents to those of heads.
    pub(crate) bilinear: Dense,
    /// The root as a head: its arc vector, and its label vector.
    pub(crate) root_arc: Param,
    pub(crate) root_label: Param,
    pub(crate) distances: Param,
    pub(crate) relations: Dense,
    touched: Vec<u32>,
    seen: Vec<bool>,
    steps: i32,
}

/// What the heads give for a batch.
pub(crate) struct Output {
    /// All heads side by side (see [`Shape::heads`]).
    pub(crate) raw: Mat,
    /// Activated arc vectors of dependents (mapped) and heads.
    pub(crate) queries: Mat,
    pub(crate) keys: Mat,
}

fn leaky(x: f32) -> f32 {
    if x > 0.0 { x } else { LEAK * x }
}

fn slope(x: f32) -> f32 {
    if x > 0.0 { 1.0 } else { LEAK }
}

struct Forward {
    rows: Vec<[u32; PER_WORD]>,
    embedding_mask: Vec<f32>,
    windowed: Mat,
    pre: Mat,
    masks: Vec<Vec<f32>>,
    inputs: Vec<Mat>,
    traces: Vec<Trace>,
    top: Mat,
    head_mask: Vec<f32>,
    dependents: Mat,
    output: Output,
}

impl Network {
    pub(crate) fn new(shape: Shape, rows: usize, seed: u64) -> Network {
        let mut random = Random::new(seed);
        let r = &mut random;
        let stream = shape.stream();
        Network {
            embeddings: Param::new(rows, shape.embedding, 0.1, r),
            convolution: Dense::new(3 * shape.embedding, stream, r),
            layers: (0..shape.layers).map(|_| Recurrent::new(stream, shape.hidden, r)).collect(),
            heads: Dense::new(stream, shape.heads()[6], r),
            bilinear: Dense::new(shape.arc, shape.arc, r),
            root_arc: Param::new(1, shape.arc, 0.1, r),
            root_label: Param::new(1, shape.label, 0.1, r),
            distances: Param::zero(1, DISTANCES),
            relations: Dense::new(shape.label, shape.relations, r),
            touched: Vec::new(),
            seen: vec![false; rows],
            steps: 0,
            shape,
        }
    }

    fn forward(&self, rows: Vec<[u32; PER_WORD]>, lengths: &[usize], rates: Rates, random: &mut Random) -> Forward {
        let mut x = Mat::zeros(rows.len(), self.shape.embedding);
        let mut rows = rows;
        for (i, list) in rows.iter_mut().enumerate() {
            if rates.word > 0.0 && random.unit() < rates.word {
                list[0] = 0;
            }
            for &row in list.iter() {
                add(x.row_mut(i), self.embeddings.value.row(row as usize));
            }
        }
        let embedding_mask = dropout(&mut x, rates.embedding, random);
        let windowed = windows(&x, lengths);
        let pre = self.convolution.forward(&windowed);
        let mut stream = pre.clone();
        stream.data.iter_mut().for_each(|v| *v = leaky(*v));
        let (mut masks, mut inputs, mut traces) = (Vec::new(), Vec::new(), Vec::new());
        for layer in &self.layers {
            let mut input = stream.clone();
            masks.push(dropout(&mut input, rates.layer, random));
            let trace = layer.forward(&input, lengths);
            add(&mut stream.data, &trace.out.data);
            inputs.push(input);
            traces.push(trace);
        }
        let mut top = stream;
        masks.push(dropout(&mut top, rates.layer, random));
        let raw = self.heads.forward(&top);
        let at = self.shape.heads();
        let mut arcs = Mat::zeros(raw.rows, 2 * self.shape.arc);
        for i in 0..raw.rows {
            for (o, v) in arcs.row_mut(i).iter_mut().zip(&raw.row(i)[..at[2]]) {
                *o = leaky(*v);
            }
        }
        let head_mask = dropout(&mut arcs, rates.head, random);
        let a = self.shape.arc;
        let mut dependents = Mat::zeros(raw.rows, a);
        let mut keys = Mat::zeros(raw.rows, a);
        for i in 0..raw.rows {
            dependents.row_mut(i).copy_from_slice(&arcs.row(i)[..a]);
            keys.row_mut(i).copy_from_slice(&arcs.row(i)[a..]);
        }
        let queries = self.bilinear.forward(&dependents);
        Forward {
            rows,
            embedding_mask,
            windowed,
            pre,
            masks,
            inputs,
            traces,
            top,
            head_mask,
            dependents,
            output: Output { raw, queries, keys },
        }
    }

    /// The outputs for one sentence, without dropout.
    pub(crate) fn predict(&self, rows: &[[u32; PER_WORD]]) -> Output {
        let lengths = [rows.len()];
        self.forward(rows.to_vec(), &lengths, Rates::NONE, &mut Random::new(0)).output
    }

    /// The scores of all heads of token `i` of the sentence that begins at
    /// `start`: the root, then each token.
    pub(crate) fn arc_scores(&self, output: &Output, start: usize, n: usize, i: usize) -> Vec<f32> {
        let query = output.queries.row(start + i);
        let mut scores = Vec::with_capacity(n + 1);
        scores.push(dot(query, &self.root_arc.value.data));
        for j in 0..n {
            let score = dot(query, output.keys.row(start + j));
            scores.push(score + self.distances.value.data[distance(i, j)]);
        }
        scores[i + 1] = f32::NEG_INFINITY;
        scores
    }

    /// The activated label vector of token `i` under head `head` (0: root).
    pub(crate) fn label_vector(&self, output: &Output, start: usize, i: usize, head: u32) -> Vec<f32> {
        let at = self.shape.heads();
        let mut vector = output.raw.row(start + i)[at[2]..at[3]].to_vec();
        match head {
            0 => add(&mut vector, &self.root_label.value.data),
            j => add(&mut vector, &output.raw.row(start + j as usize - 1)[at[3]..at[4]]),
        }
        vector
    }

    pub(crate) fn relation_scores(&self, output: &Output, start: usize, i: usize, head: u32) -> Vec<f32> {
        let mut vector = self.label_vector(output, start, i, head);
        vector.iter_mut().for_each(|v| *v = leaky(*v));
        let row = Mat { rows: 1, cols: vector.len(), data: vector };
        self.relations.forward(&row).data
    }

    /// One step of training on a batch; returns the summed loss of each head.
    pub(crate) fn learn(
        &mut self,
        batch: &[&Example],
        tags: &TagSet,
        rates: Rates,
        rate: f32,
        random: &mut Random,
    ) -> [f32; 4] {
        let lengths: Vec<usize> = batch.iter().map(|e| e.rows.len()).collect();
        let rows: Vec<_> = batch.iter().flat_map(|e| e.rows.iter().copied()).collect();
        let forward = self.forward(rows, &lengths, rates, random);
        let mut grads = Grads::new(&forward.output, self.shape);
        let mut losses = [0.0; 4];
        let mut start = 0;
        for example in batch {
            losses[0] += self.arc_loss(&forward.output, start, example, &mut grads);
            losses[1] += self.label_loss(&forward.output, start, example, rates.head, random, &mut grads);
            losses[2] += self.tag_loss(&forward.output, start, example, tags, &mut grads);
            losses[3] += self.name_loss(&forward.output, start, example, &mut grads);
            start += example.rows.len();
        }
        self.backward(forward, grads, &lengths);
        self.update(rate, start);
        losses
    }

    fn arc_loss(&mut self, output: &Output, start: usize, example: &Example, grads: &mut Grads) -> f32 {
        let n = example.rows.len();
        let mut loss = 0.0;
        for i in 0..n {
            let mut scores = self.arc_scores(output, start, n, i);
            softmax(&mut scores);
            let gold = example.heads[i] as usize;
            loss -= scores[gold].max(1e-9).ln();
            scores[gold] -= 1.0;
            let query = output.queries.row(start + i);
            let to_query = grads.queries.row_mut(start + i);
            add_scaled(to_query, &self.root_arc.value.data, scores[0]);
            add_scaled(&mut self.root_arc.grad.data, query, scores[0]);
            for j in 0..n {
                let g = scores[j + 1];
                if g.abs() < 1e-6 {
                    continue;
                }
                add_scaled(to_query, output.keys.row(start + j), g);
                add_scaled(grads.keys.row_mut(start + j), query, g);
                self.distances.grad.data[distance(i, j)] += g;
            }
        }
        loss
    }

    fn label_loss(
        &mut self,
        output: &Output,
        start: usize,
        example: &Example,
        drop: f32,
        random: &mut Random,
        grads: &mut Grads,
    ) -> f32 {
        let n = example.rows.len();
        let at = self.shape.heads();
        let mut pre = Mat::zeros(n, self.shape.label);
        for i in 0..n {
            pre.row_mut(i).copy_from_slice(&self.label_vector(output, start, i, example.heads[i]));
        }
        let mut active = pre.clone();
        active.data.iter_mut().for_each(|v| *v = leaky(*v));
        let mask = dropout(&mut active, drop, random);
        let mut scores = self.relations.forward(&active);
        let mut loss = 0.0;
        for i in 0..n {
            let row = scores.row_mut(i);
            softmax(row);
            let gold = example.relations[i] as usize;
            loss -= row[gold].max(1e-9).ln();
            row[gold] -= 1.0;
        }
        let mut back = self.relations.backward(&active, &scores);
        apply(&mut back, &mask);
        for i in 0..n {
            let row = back.row_mut(i);
            for (g, p) in row.iter_mut().zip(pre.row(i)) {
                *g *= slope(*p);
            }
            add(&mut grads.raw.row_mut(start + i)[at[2]..at[3]], row);
            match example.heads[i] {
                0 => add(&mut self.root_label.grad.data, row),
                j => add(&mut grads.raw.row_mut(start + j as usize - 1)[at[3]..at[4]], row),
            }
        }
        loss
    }

    fn tag_loss(&self, output: &Output, start: usize, example: &Example, tags: &TagSet, grads: &mut Grads) -> f32 {
        let at = self.shape.heads();
        let mut loss = 0.0;
        for i in 0..example.rows.len() {
            let scores = &output.raw.row(start + i)[at[4]..at[5]];
            let grad = &mut grads.raw.row_mut(start + i)[at[4]..at[5]];
            let pair = example.pairs[i] as usize;
            loss += choice(&tags.pair_atoms, 0..tags.pairs.len(), pair, scores, grad);
            let sets = tags.sets_of[pair].iter().map(|&s| s as usize);
            loss += choice(&tags.set_atoms, sets, example.sets[i] as usize, scores, grad);
        }
        loss
    }

    fn name_loss(&self, output: &Output, start: usize, example: &Example, grads: &mut Grads) -> f32 {
        let at = self.shape.heads();
        let mut loss = 0.0;
        for (i, &gold) in example.names.iter().enumerate() {
            let mut scores = output.raw.row(start + i)[at[5]..at[6]].to_vec();
            softmax(&mut scores);
            loss -= scores[gold as usize].max(1e-9).ln();
            scores[gold as usize] -= 1.0;
            add(&mut grads.raw.row_mut(start + i)[at[5]..at[6]], &scores);
        }
        loss
    }

    fn backward(&mut self, forward: Forward, mut grads: Grads, lengths: &[usize]) {
        let a = self.shape.arc;
        let raw = &forward.output.raw;
        let to_dependents = self.bilinear.backward(&forward.dependents, &grads.queries);
        for i in 0..raw.rows {
            let row = grads.raw.row_mut(i);
            row[..a].copy_from_slice(to_dependents.row(i));
            row[a..2 * a].copy_from_slice(grads.keys.row(i));
            for (k, (g, pre)) in row[..2 * a].iter_mut().zip(raw.row(i)).enumerate() {
                let mask = forward.head_mask.get(i * 2 * a + k).copied().unwrap_or(1.0);
                *g *= mask * slope(*pre);
            }
        }
        let mut stream = self.heads.backward(&forward.top, &grads.raw);
        apply(&mut stream, &forward.masks[self.layers.len()]);
        for (l, layer) in self.layers.iter_mut().enumerate().rev() {
            let mut input = layer.backward(&forward.inputs[l], &forward.traces[l], &stream, lengths);
            apply(&mut input, &forward.masks[l]);
            add(&mut stream.data, &input.data);
        }
        for (g, p) in stream.data.iter_mut().zip(&forward.pre.data) {
            *g *= slope(*p);
        }
        let windowed = self.convolution.backward(&forward.windowed, &stream);
        let mut x = windows_back(&windowed, lengths);
        apply(&mut x, &forward.embedding_mask);
        for (i, list) in forward.rows.iter().enumerate() {
            for &row in list {
                add(self.embeddings.grad.row_mut(row as usize), x.row(i));
                if !self.seen[row as usize] {
                    self.seen[row as usize] = true;
                    self.touched.push(row);
                }
            }
        }
    }

    fn update(&mut self, rate: f32, tokens: usize) {
        self.steps += 1;
        let touched = std::mem::take(&mut self.touched);
        let mean = 1.0 / tokens as f32;
        let steps = self.steps;
        let params = self.params();
        let norm = params.iter().map(|p| p.norm()).sum::<f32>().sqrt() * mean;
        let step = Step { rate, time: steps, scale: mean * (2.0 / norm.max(2.0)) };
        for param in params {
            param.step(step);
        }
        self.embeddings.step_rows(&touched, step);
        for row in touched {
            self.seen[row as usize] = false;
        }
    }

    /// All weights but the embeddings.
    fn params(&mut self) -> Vec<&mut Param> {
        let mut out = vec![&mut self.root_arc, &mut self.root_label, &mut self.distances];
        for layer in &mut self.layers {
            out.push(&mut layer.own);
            out.extend([&mut layer.input.weight, &mut layer.input.bias]);
        }
        for dense in [&mut self.convolution, &mut self.heads, &mut self.bilinear, &mut self.relations] {
            out.extend([&mut dense.weight, &mut dense.bias]);
        }
        out
    }
}

struct Grads {
    raw: Mat,
    queries: Mat,
    keys: Mat,
}

impl Grads {
    fn new(output: &Output, shape: Shape) -> Grads {
        Grads {
            raw: Mat::zeros(output.raw.rows, output.raw.cols),
            queries: Mat::zeros(output.raw.rows, shape.arc),
            keys: Mat::zeros(output.raw.rows, shape.arc),
        }
    }
}

/// Cross entropy among options whose scores are sums of atoms.
fn choice(
    atoms: &[Vec<u16>],
    options: impl Iterator<Item = usize> + Clone,
    gold: usize,
    scores: &[f32],
    grad: &mut [f32],
) -> f32 {
    let mut sums: Vec<f32> = options.clone().map(|o| TagSet::score(&atoms[o], scores)).collect();
    if sums.len() < 2 {
        return 0.0;
    }
    softmax(&mut sums);
    let mut loss = 0.0;
    for (o, mut g) in options.zip(sums) {
        if o == gold {
            loss = -g.max(1e-9).ln();
            g -= 1.0;
        }
        for &atom in &atoms[o] {
            grad[atom as usize] += g;
        }
    }
    loss
}
