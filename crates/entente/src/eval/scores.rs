//! Accuracy, per-class precision, recall and F1, macro averages.

use serde::Serialize;
use std::collections::BTreeMap;

/// Scores of one class.
#[derive(Debug, Clone, Serialize)]
pub struct ClassScore {
    /// The label.
    pub label: String,
    /// Number of gold items.
    pub gold: usize,
    /// True among those given the label.
    pub precision: f64,
    /// Found among those that have it.
    pub recall: f64,
    /// Harmonic mean.
    pub f1: f64,
}

/// Scores of a labelling.
#[derive(Debug, Clone, Serialize)]
pub struct Scores {
    /// Share of items with the right label; an item without an answer counts as wrong.
    pub accuracy: f64,
    /// Mean of the F1 of all classes that the gold data has.
    pub macro_f1: f64,
    /// One row per class.
    pub classes: Vec<ClassScore>,
    /// Number of items by gold label and answer.
    pub confusion: BTreeMap<String, BTreeMap<String, usize>>,
}

/// Scores pairs of gold label and answer.
pub(super) fn score(pairs: &[(String, Option<String>)]) -> Scores {
    let mut confusion: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for (gold, answer) in pairs {
        let answer = answer.clone().unwrap_or_else(|| "(none)".into());
        *confusion.entry(gold.clone()).or_default().entry(answer).or_default() += 1;
    }
    let classes: Vec<ClassScore> = confusion
        .keys()
        .map(|label| {
            let gold: usize = confusion[label].values().sum();
            let hit = confusion[label].get(label).copied().unwrap_or(0);
            let given: usize = confusion.values().map(|row| row.get(label).copied().unwrap_or(0)).sum();
            let ratio = |a: usize, b: usize| if b == 0 { 0.0 } else { a as f64 / b as f64 };
            let (precision, recall) = (ratio(hit, given), ratio(hit, gold));
            let f1 = if hit == 0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) };
            ClassScore { label: label.clone(), gold, precision, recall, f1 }
        })
        .collect();
    let right: usize = classes.iter().map(|c| confusion[&c.label].get(&c.label).copied().unwrap_or(0)).sum();
    Scores {
        accuracy: right as f64 / pairs.len().max(1) as f64,
        macro_f1: classes.iter().map(|c| c.f1).sum::<f64>() / classes.len().max(1) as f64,
        classes,
        confusion,
    }
}
