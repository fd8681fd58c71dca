//! Training: treebank sentences to examples, epochs of steps, and a check on
//! the development set after each.

pub(crate) mod layers;
pub(crate) mod network;
pub(crate) mod param;
pub(crate) mod prepare;

use crate::hash::Random;
use crate::network::shape::TagSet;
use crate::network::tree::best_tree;
use network::{Example, Network, Rates};

/// How the network is trained.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Schedule {
    pub(crate) epochs: usize,
    /// Words in a batch.
    pub(crate) batch: usize,
    /// Highest learning rate.
    pub(crate) rate: f32,
    pub(crate) rates: Rates,
    pub(crate) seed: u64,
}

/// Shares of words that are right, on gold tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Accuracy {
    pub(crate) upos: f64,
    pub(crate) tags: f64,
    pub(crate) uas: f64,
    pub(crate) las: f64,
}

const WARM_UP: f32 = 200.0;

/// Trains for all epochs; `report` gets a line after each.
pub(crate) fn fit(
    net: &mut Network,
    examples: &[Example],
    dev: &[Example],
    tags: &TagSet,
    schedule: Schedule,
    report: &mut dyn FnMut(&str),
) {
    let mut random = Random::new(schedule.seed ^ 0x5EED);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let words: usize = examples.iter().map(|e| e.rows.len()).sum();
    let total = (schedule.epochs * words) as f32;
    let (mut done, mut steps) = (0usize, 0.0f32);
    for epoch in 1..=schedule.epochs {
        random.shuffle(&mut order);
        let mut losses = [0.0f64; 4];
        let mut batch: Vec<&Example> = Vec::new();
        let mut size = 0;
        for (k, &i) in order.iter().enumerate() {
            batch.push(&examples[i]);
            size += examples[i].rows.len();
            if size < schedule.batch && k + 1 < order.len() {
                continue;
            }
            let left = 1.0 - done as f32 / total;
            steps += 1.0;
            let rate = schedule.rate * left * (steps / WARM_UP).min(1.0);
            let loss = net.learn(&batch, tags, schedule.rates, rate, &mut random);
            for (sum, l) in losses.iter_mut().zip(loss) {
                *sum += f64::from(l);
            }
            done += size;
            size = 0;
            batch.clear();
        }
        let means = losses.map(|l| l / words as f64);
        let check = if epoch % 4 == 0 || epoch == schedule.epochs { dev } else { &dev[..dev.len().min(500)] };
        let a = accuracy(net, check, tags);
        report(&format!(
            "epoch {epoch}/{}: loss arc {:.3} label {:.3} tag {:.3} name {:.3}; dev UPOS {:.2} tags {:.2} UAS {:.2} LAS {:.2}",
            schedule.epochs,
            means[0],
            means[1],
            means[2],
            means[3],
            100.0 * a.upos,
            100.0 * a.tags,
            100.0 * a.uas,
            100.0 * a.las
        ));
    }
}

/// Scores a network on examples.
pub(crate) fn accuracy(net: &Network, examples: &[Example], tags: &TagSet) -> Accuracy {
    let mut sums = Accuracy::default();
    let mut words = 0;
    let at = net.shape.heads();
    let mut heads = Vec::new();
    for example in examples {
        let n = example.rows.len();
        let output = net.predict(&example.rows);
        let scores: Vec<f32> = (0..n).flat_map(|i| net.arc_scores(&output, 0, n, i)).collect();
        best_tree(&scores, n, &mut heads);
        for (i, &head) in heads.iter().enumerate() {
            words += 1;
            let raw = &output.raw.row(i)[at[4]..at[5]];
            let pair = best_of(0..tags.pairs.len(), &tags.pair_atoms, raw);
            let set = best_of(tags.sets_of[pair].iter().map(|&s| s as usize), &tags.set_atoms, raw);
            let gold_pair = example.pairs[i] as usize;
            if tags.pairs[pair].0 == tags.pairs[gold_pair].0 {
                sums.upos += 1.0;
            }
            if pair == gold_pair && set == example.sets[i] as usize {
                sums.tags += 1.0;
            }
            if head == example.heads[i] {
                sums.uas += 1.0;
                let scores = net.relation_scores(&output, 0, i, head);
                let top = (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b]));
                if top == Some(example.relations[i] as usize) {
                    sums.las += 1.0;
                }
            }
        }
    }
    let share = |x: f64| x / f64::from(words.max(1));
    Accuracy { upos: share(sums.upos), tags: share(sums.tags), uas: share(sums.uas), las: share(sums.las) }
}

fn best_of(options: impl Iterator<Item = usize>, atoms: &[Vec<u16>], scores: &[f32]) -> usize {
    let mut top = (f32::NEG_INFINITY, 0);
    for option in options {
        let score = TagSet::score(&atoms[option], scores);
        if score > top.0 {
            top = (score, option);
        }
    }
    top.1
}
