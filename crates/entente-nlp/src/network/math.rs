//! Dense arithmetic in plain slices, written so that the compiler turns the
//! inner loops into vector instructions.

/// A matrix in row order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Mat {
    pub(crate) rows: usize,
    pub(crate) cols: usize,
    pub(crate) data: Vec<f32>,
}

impl Mat {
    pub(crate) fn zeros(rows: usize, cols: usize) -> Mat {
        Mat { rows, cols, data: vec![0.0; rows * cols] }
    }

    pub(crate) fn row(&self, i: usize) -> &[f32] {
        &self.data[i * self.cols..(i + 1) * self.cols]
    }

    pub(crate) fn row_mut(&mut self, i: usize) -> &mut [f32] {
        &mut self.data[i * self.cols..(i + 1) * self.cols]
    }

    pub(crate) fn transposed(&self) -> Mat {
        let mut out = Mat::zeros(self.cols, self.rows);
        for (i, row) in self.data.chunks_exact(self.cols.max(1)).enumerate() {
            for (j, &value) in row.iter().enumerate() {
                out.data[j * self.rows + i] = value;
            }
        }
        out
    }
}

const TILE: usize = 32;
const ROWS: usize = 4;

/// Adds `a` (rows × inner) times `b` (inner × cols) to `out`.
pub(crate) fn multiply(a: &Mat, b: &Mat, out: &mut Mat) {
    debug_assert_eq!(a.cols, b.rows);
    debug_assert_eq!((a.rows, b.cols), (out.rows, out.cols));
    let inner = a.cols;
    let mut panel = vec![[0.0f32; TILE]; inner];
    let mut start = 0;
    while start < b.cols {
        let width = TILE.min(b.cols - start);
        for (k, lane) in panel.iter_mut().enumerate() {
            lane[..width].copy_from_slice(&b.row(k)[start..start + width]);
            lane[width..].fill(0.0);
        }
        let mut i = 0;
        while i + ROWS <= a.rows {
            let rows: [&[f32]; ROWS] = std::array::from_fn(|r| a.row(i + r));
            let sums = block(rows, &panel);
            for (r, sum) in sums.iter().enumerate() {
                add(&mut out.row_mut(i + r)[start..start + width], sum);
            }
            i += ROWS;
        }
        while i < a.rows {
            let sums = block([a.row(i)], &panel);
            add(&mut out.row_mut(i)[start..start + width], &sums[0]);
            i += 1;
        }
        start += width;
    }
}

#[inline(always)]
fn block<const N: usize>(rows: [&[f32]; N], panel: &[[f32; TILE]]) -> [[f32; TILE]; N] {
    let mut sums = [[0.0f32; TILE]; N];
    let rows: [&[f32]; N] = rows.map(|row| &row[..panel.len()]);
    for (k, lane) in panel.iter().enumerate() {
        for r in 0..N {
            let factor = rows[r][k];
            for j in 0..TILE {
                sums[r][j] += factor * lane[j];
            }
        }
    }
    sums
}

pub(crate) fn add(out: &mut [f32], values: &[f32]) {
    for (o, v) in out.iter_mut().zip(values) {
        *o += v;
    }
}

pub(crate) fn add_scaled(out: &mut [f32], values: &[f32], factor: f32) {
    for (o, v) in out.iter_mut().zip(values) {
        *o += factor * v;
    }
}

pub(crate) fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0f32; 8];
    let (a8, b8) = (a.chunks_exact(8), b.chunks_exact(8));
    let rest: f32 = a8.remainder().iter().zip(b8.remainder()).map(|(x, y)| x * y).sum();
    for (x, y) in a8.zip(b8) {
        for j in 0..8 {
            sums[j] += x[j] * y[j];
        }
    }
    sums.iter().sum::<f32>() + rest
}

/// The hyperbolic tangent to within 1e-4, without branches.
#[inline(always)]
pub(crate) fn tanh(x: f32) -> f32 {
    let x = x.clamp(-4.97, 4.97);
    let s = x * x;
    x * (135_135.0 + s * (17_325.0 + s * (378.0 + s))) / (135_135.0 + s * (62_370.0 + s * (3_150.0 + s * 28.0)))
}

/// The logistic function, from [`tanh`].
#[inline(always)]
pub(crate) fn sigmoid(x: f32) -> f32 {
    0.5 + 0.5 * tanh(0.5 * x)
}

/// Turns scores into probabilities in place.
pub(crate) fn softmax(scores: &mut [f32]) {
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for s in scores.iter_mut() {
        *s = (*s - top).exp();
        sum += *s;
    }
    for s in scores.iter_mut() {
        *s /= sum;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn multiplies_odd_sizes() {
        let (n, k, m) = (7, 5, 37);
        let mut a = Mat::zeros(n, k);
        let mut b = Mat::zeros(k, m);
        a.data.iter_mut().enumerate().for_each(|(i, v)| *v = (i % 11) as f32 - 5.0);
        b.data.iter_mut().enumerate().for_each(|(i, v)| *v = (i % 7) as f32 - 3.0);
        let mut out = Mat::zeros(n, m);
        multiply(&a, &b, &mut out);
        for i in 0..n {
            for j in 0..m {
                let sum: f32 = (0..k).map(|x| a.row(i)[x] * b.row(x)[j]).sum();
                assert_eq!(out.row(i)[j], sum);
            }
        }
    }

    #[test]
    fn tanh_is_close() {
        for i in -80..80 {
            let x = i as f32 / 10.0;
            assert!((tanh(x) - x.tanh()).abs() < 2e-4, "{x}");
        }
    }
}
