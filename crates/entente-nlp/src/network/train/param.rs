//! Trainable matrices and the optimiser (Adam), dense for the layers and by
//! touched rows for the embeddings.

use crate::hash::Random;
use crate::network::math::Mat;

/// How far one step goes.
#[derive(Clone, Copy)]
pub(crate) struct Step {
    pub(crate) rate: f32,
    /// Number of the step from 1 on.
    pub(crate) time: i32,
    /// The gradients are multiplied by this first (norm clipping).
    pub(crate) scale: f32,
}

const MEAN: f32 = 0.9;
const SQUARE: f32 = 0.98;
const TINY: f32 = 1e-8;

/// A matrix with gradient and optimiser state.
pub(crate) struct Param {
    pub(crate) value: Mat,
    pub(crate) grad: Mat,
    mean: Vec<f32>,
    square: Vec<f32>,
}

impl Param {
    /// Uniform start weights of the usual size for `inputs` to `outputs`.
    pub(crate) fn new(rows: usize, cols: usize, spread: f32, random: &mut Random) -> Param {
        let mut value = Mat::zeros(rows, cols);
        for v in &mut value.data {
            *v = random.symmetric() * spread;
        }
        Param::from(value)
    }

    pub(crate) fn weight(inputs: usize, outputs: usize, random: &mut Random) -> Param {
        let spread = (6.0 / (inputs + outputs) as f32).sqrt();
        Param::new(inputs, outputs, spread, random)
    }

    pub(crate) fn zero(rows: usize, cols: usize) -> Param {
        Param::from(Mat::zeros(rows, cols))
    }

    fn from(value: Mat) -> Param {
        let n = value.data.len();
        Param { grad: Mat::zeros(value.rows, value.cols), mean: vec![0.0; n], square: vec![0.0; n], value }
    }

    pub(crate) fn norm(&self) -> f32 {
        self.grad.data.iter().map(|g| g * g).sum()
    }

    /// One step along the gradient, which is cleared.
    pub(crate) fn step(&mut self, step: Step) {
        let all = 0..self.value.data.len();
        self.step_range(all, step);
    }

    /// One step for some rows only.
    pub(crate) fn step_rows(&mut self, rows: &[u32], step: Step) {
        let cols = self.value.cols;
        for &row in rows {
            let start = row as usize * cols;
            self.step_range(start..start + cols, step);
        }
    }

    fn step_range(&mut self, range: std::ops::Range<usize>, step: Step) {
        let fix = |decay: f32| 1.0 / (1.0 - decay.powi(step.time));
        let (fix_mean, fix_square) = (fix(MEAN), fix(SQUARE));
        let value = &mut self.value.data[range.clone()];
        let grad = &mut self.grad.data[range.clone()];
        let mean = &mut self.mean[range.clone()];
        let square = &mut self.square[range];
        for i in 0..value.len() {
            let g = grad[i] * step.scale;
            grad[i] = 0.0;
            mean[i] = MEAN * mean[i] + (1.0 - MEAN) * g;
            square[i] = SQUARE * square[i] + (1.0 - SQUARE) * g * g;
            let root = (square[i] * fix_square).sqrt() + TINY;
            value[i] -= step.rate * mean[i] * fix_mean / root;
        }
    }
}
