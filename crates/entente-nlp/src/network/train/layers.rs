//! The layers of the network, forwards and backwards.

use super::param::Param;
use crate::hash::Random;
use crate::network::math::{Mat, add, multiply, sigmoid, tanh};

/// A linear map with bias.
pub(crate) struct Dense {
    pub(crate) weight: Param,
    pub(crate) bias: Param,
}

impl Dense {
    pub(crate) fn new(inputs: usize, outputs: usize, random: &mut Random) -> Dense {
        Dense { weight: Param::weight(inputs, outputs, random), bias: Param::zero(1, outputs) }
    }

    pub(crate) fn forward(&self, x: &Mat) -> Mat {
        let mut out = Mat::zeros(x.rows, self.weight.value.cols);
        for i in 0..x.rows {
            out.row_mut(i).copy_from_slice(&self.bias.value.data);
        }
        multiply(x, &self.weight.value, &mut out);
        out
    }

    /// Adds the gradients of weights and bias, and returns that of the input.
    pub(crate) fn backward(&mut self, x: &Mat, out: &Mat) -> Mat {
        multiply(&x.transposed(), out, &mut self.weight.grad);
        for i in 0..out.rows {
            add(&mut self.bias.grad.data, out.row(i));
        }
        let mut input = Mat::zeros(x.rows, x.cols);
        multiply(out, &self.weight.value.transposed(), &mut input);
        input
    }
}

/// Multiplies by 0 or 1/(1-rate); the mask is kept for the way back.
pub(crate) fn dropout(x: &mut Mat, rate: f32, random: &mut Random) -> Vec<f32> {
    if rate == 0.0 {
        return Vec::new();
    }
    let keep = 1.0 / (1.0 - rate);
    let limit = (rate * 65536.0) as u64;
    let mut mask = Vec::with_capacity(x.data.len());
    let mut bits = 0;
    for i in 0..x.data.len() {
        if i % 4 == 0 {
            bits = random.next();
        }
        mask.push(if bits & 0xFFFF < limit { 0.0 } else { keep });
        bits >>= 16;
    }
    apply(x, &mask);
    mask
}

/// Multiplies by a mask of [`dropout`].
pub(crate) fn apply(x: &mut Mat, mask: &[f32]) {
    for (v, m) in x.data.iter_mut().zip(mask) {
        *v *= m;
    }
}

/// Each row with its neighbours inside the sentence: before, itself, after.
pub(crate) fn windows(x: &Mat, lengths: &[usize]) -> Mat {
    let d = x.cols;
    let mut out = Mat::zeros(x.rows, 3 * d);
    let mut start = 0;
    for &n in lengths {
        for i in start..start + n {
            let row = &mut out.data[i * 3 * d..(i + 1) * 3 * d];
            if i > start {
                row[..d].copy_from_slice(x.row(i - 1));
            }
            row[d..2 * d].copy_from_slice(x.row(i));
            if i + 1 < start + n {
                row[2 * d..].copy_from_slice(x.row(i + 1));
            }
        }
        start += n;
    }
    out
}

/// The gradient of [`windows`].
pub(crate) fn windows_back(grad: &Mat, lengths: &[usize]) -> Mat {
    let d = grad.cols / 3;
    let mut out = Mat::zeros(grad.rows, d);
    let mut start = 0;
    for &n in lengths {
        for i in start..start + n {
            let row = grad.row(i);
            if i > start {
                add(out.row_mut(i - 1), &row[..d]);
            }
            add(out.row_mut(i), &row[d..2 * d]);
            if i + 1 < start + n {
                add(out.row_mut(i + 1), &row[2 * d..]);
            }
        }
        start += n;
    }
    out
}

/// A recurrent layer in both directions. The gate and the candidate of each
/// unit see the unit's own last value only, so that all the matrix work is
/// done for the whole sentence at once.
pub(crate) struct Recurrent {
    pub(crate) input: Dense,
    /// Rows: gate and candidate weights of the last value, forward then back.
    pub(crate) own: Param,
    hidden: usize,
}

/// What the way back needs of a [`Recurrent`] layer.
pub(crate) struct Trace {
    /// Gates and candidates in the layout of the pre-activations.
    active: Mat,
    pub(crate) out: Mat,
}

impl Recurrent {
    pub(crate) fn new(inputs: usize, hidden: usize, random: &mut Random) -> Recurrent {
        Recurrent { input: Dense::new(inputs, 4 * hidden, random), own: Param::new(4, hidden, 0.3, random), hidden }
    }

    pub(crate) fn forward(&self, x: &Mat, lengths: &[usize]) -> Trace {
        let h = self.hidden;
        let mut active = self.input.forward(x);
        let mut out = Mat::zeros(x.rows, 2 * h);
        let mut start = 0;
        for &n in lengths {
            for direction in 0..2 {
                let gate_own = self.own.value.row(2 * direction);
                let cand_own = self.own.value.row(2 * direction + 1);
                let mut last = vec![0.0; h];
                for k in 0..n {
                    let i = start + if direction == 0 { k } else { n - 1 - k };
                    let row = &mut active.row_mut(i)[direction * 2 * h..(direction + 1) * 2 * h];
                    let (gates, cands) = row.split_at_mut(h);
                    for j in 0..h {
                        let z = sigmoid(gates[j] + gate_own[j] * last[j]);
                        let c = tanh(cands[j] + cand_own[j] * last[j]);
                        gates[j] = z;
                        cands[j] = c;
                        last[j] += z * (c - last[j]);
                    }
                    out.row_mut(i)[direction * h..(direction + 1) * h].copy_from_slice(&last);
                }
            }
            start += n;
        }
        Trace { active, out }
    }

    pub(crate) fn backward(&mut self, x: &Mat, trace: &Trace, grad: &Mat, lengths: &[usize]) -> Mat {
        let h = self.hidden;
        let mut pre = Mat::zeros(x.rows, 4 * h);
        let zero = vec![0.0; h];
        let mut start = 0;
        for &n in lengths {
            for direction in 0..2 {
                let gate_own = self.own.value.row(2 * direction).to_vec();
                let cand_own = self.own.value.row(2 * direction + 1).to_vec();
                let (mut gate_grad, mut cand_grad) = (zero.clone(), zero.clone());
                let mut carry = zero.clone();
                for k in (0..n).rev() {
                    let i = start + if direction == 0 { k } else { n - 1 - k };
                    let before = match (k, direction) {
                        (0, _) => &zero[..],
                        (_, 0) => &trace.out.row(i - 1)[..h],
                        _ => &trace.out.row(i + 1)[h..],
                    };
                    let active = &trace.active.row(i)[direction * 2 * h..(direction + 1) * 2 * h];
                    let (gates, cands) = active.split_at(h);
                    let from_above = &grad.row(i)[direction * h..(direction + 1) * h];
                    let target = &mut pre.row_mut(i)[direction * 2 * h..(direction + 1) * 2 * h];
                    let (to_gates, to_cands) = target.split_at_mut(h);
                    for j in 0..h {
                        let (z, c, last) = (gates[j], cands[j], before[j]);
                        let total = carry[j] + from_above[j];
                        let dz = total * (c - last) * z * (1.0 - z);
                        let dc = total * z * (1.0 - c * c);
                        to_gates[j] = dz;
                        to_cands[j] = dc;
                        gate_grad[j] += dz * last;
                        cand_grad[j] += dc * last;
                        carry[j] = total * (1.0 - z) + dz * gate_own[j] + dc * cand_own[j];
                    }
                }
                add(self.own.grad.row_mut(2 * direction), &gate_grad);
                add(self.own.grad.row_mut(2 * direction + 1), &cand_grad);
            }
            start += n;
        }
        self.input.backward(x, &pre)
    }
}
