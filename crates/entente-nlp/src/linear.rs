//! A yes/no decision by a sum of weights over hashed features, learned by the
//! averaged perceptron; used where text is cut.

use crate::hash::Random;

const BITS: u32 = 16;

/// A trained decision.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Decision {
    pub(crate) weights: Vec<i16>,
    /// Added to every sum.
    pub(crate) bias: i32,
}

impl Default for Decision {
    fn default() -> Decision {
        Decision { weights: vec![0; 1 << BITS], bias: 0 }
    }
}

fn slot(feature: u64) -> usize {
    (feature >> (64 - BITS)) as usize
}

impl Decision {
    /// The number of weights.
    pub(crate) const SIZE: usize = 1 << BITS;

    /// The sum for features; above zero means yes.
    pub(crate) fn score(&self, features: &[u64]) -> i32 {
        features.iter().map(|&f| i32::from(self.weights[slot(f)])).sum::<i32>() + self.bias
    }

    /// Learns from cases of features and answers.
    pub(crate) fn learn(cases: &[(Vec<u64>, bool)], epochs: usize, seed: u64) -> Decision {
        let mut random = Random::new(seed);
        let mut order: Vec<usize> = (0..cases.len()).collect();
        let mut weights = vec![0.0f32; 1 << BITS];
        let mut totals = vec![0.0f64; 1 << BITS];
        let mut time = 1.0f64;
        for _ in 0..epochs {
            random.shuffle(&mut order);
            for &i in &order {
                let (features, answer) = &cases[i];
                let sum: f32 = features.iter().map(|&f| weights[slot(f)]).sum();
                let sign = if *answer { 1.0 } else { -1.0 };
                // A margin keeps rare cases from being settled by a hair.
                if sum * sign <= 4.0 {
                    for &f in features {
                        weights[slot(f)] += sign;
                        totals[slot(f)] += f64::from(sign) * time;
                    }
                }
                time += 1.0;
            }
        }
        let averaged: Vec<f64> = weights.iter().zip(&totals).map(|(&w, t)| f64::from(w) - t / time).collect();
        let top = averaged.iter().fold(1e-9f64, |m, w| m.max(w.abs()));
        let scale = (f64::from(i16::MAX) / top).min(256.0);
        Decision { weights: averaged.iter().map(|w| (w * scale).round() as i16).collect(), bias: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::hash;

    #[test]
    fn learns_a_rule() {
        let cases: Vec<(Vec<u64>, bool)> = (0..200u64)
            .map(|i| {
                let yes = i % 3 == 0;
                let key = if yes { "stop" } else { "go" };
                (vec![hash(key.as_bytes(), 1), hash(&i.to_le_bytes(), 2)], yes)
            })
            .collect();
        let decision = Decision::learn(&cases, 5, 1);
        assert!(cases.iter().all(|(f, yes)| (decision.score(f) > 0) == *yes));
    }
}
