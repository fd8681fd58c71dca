//! The best tree under scores of single arcs: the best head of each word, and
//! where that is no tree, the maximum spanning tree with one root.

/// Finds the heads (0: the root, else token number plus one) that form the
/// best tree with a single root. `scores[i * (n + 1) + h]` is that of head `h`
/// for token `i`.
pub(crate) fn best_tree(scores: &[f32], n: usize, heads: &mut Vec<u32>) {
    let width = n + 1;
    heads.clear();
    heads.extend((0..n).map(|i| best(&scores[i * width..(i + 1) * width])));
    let roots = heads.iter().filter(|&&h| h == 0).count();
    if roots == 1 && is_tree(heads) {
        return;
    }
    // One root: the word that loses least by taking it.
    let root = (0..n).max_by(|&a, &b| gain(scores, width, a).total_cmp(&gain(scores, width, b))).unwrap_or(0);
    let mut matrix = scores.to_vec();
    for i in 0..n {
        matrix[i * width] = f32::NEG_INFINITY;
    }
    matrix[root * width..(root + 1) * width].fill(f32::NEG_INFINITY);
    matrix[root * width] = 0.0;
    spanning_tree(&matrix, n, heads);
}

fn best(row: &[f32]) -> u32 {
    let mut top = 0;
    for (h, &score) in row.iter().enumerate() {
        if score > row[top] {
            top = h;
        }
    }
    top as u32
}

fn gain(scores: &[f32], width: usize, i: usize) -> f32 {
    let row = &scores[i * width..(i + 1) * width];
    let other = row[1..].iter().copied().fold(f32::NEG_INFINITY, f32::max);
    if other == f32::NEG_INFINITY { f32::MAX } else { row[0] - other }
}

fn is_tree(heads: &[u32]) -> bool {
    let mut state = vec![0u32; heads.len()];
    for start in 0..heads.len() {
        let mut i = start;
        loop {
            if state[i] == start as u32 + 1 {
                return false;
            }
            if state[i] != 0 {
                break;
            }
            state[i] = start as u32 + 1;
            match heads[i] {
                0 => break,
                h => i = h as usize - 1,
            }
        }
    }
    true
}

/// Chu-Liu-Edmonds by repeated contraction of cycles. Nodes are the tokens
/// from 1 and the root 0.
fn spanning_tree(scores: &[f32], n: usize, heads: &mut Vec<u32>) {
    let width = n + 1;
    let mut matrix = vec![f32::NEG_INFINITY; width * width];
    for i in 0..n {
        matrix[(i + 1) * width..(i + 2) * width].copy_from_slice(&scores[i * width..(i + 1) * width]);
    }
    let parents = contract(matrix, width);
    heads.clear();
    heads.extend(parents[1..].iter().map(|&p| p as u32));
}

/// The parents of nodes `1..` of a graph.
fn contract(matrix: Vec<f32>, width: usize) -> Vec<usize> {
    let mut parents: Vec<usize> =
        (0..width).map(|i| if i == 0 { 0 } else { best(&matrix[i * width..(i + 1) * width]) as usize }).collect();
    let Some(cycle) = find_cycle(&parents) else {
        return parents;
    };
    let mut inside = vec![false; width];
    cycle.iter().for_each(|&c| inside[c] = true);
    let outer: Vec<usize> = (0..width).filter(|&i| !inside[i]).collect();
    let merged = outer.len();
    let size = merged + 1;
    let mut small = vec![f32::NEG_INFINITY; size * size];
    let mut enters = vec![0; size];
    let mut leaves = vec![0; size];
    for (a, &i) in outer.iter().enumerate() {
        for (b, &j) in outer.iter().enumerate() {
            small[a * size + b] = matrix[i * width + j];
        }
        for &c in &cycle {
            if matrix[i * width + c] > small[a * size + merged] || leaves[a] == 0 {
                small[a * size + merged] = matrix[i * width + c];
                leaves[a] = c;
            }
            let enter = matrix[c * width + i] - matrix[c * width + parents[c]];
            if enter > small[merged * size + a] || enters[a] == 0 {
                small[merged * size + a] = enter;
                enters[a] = c;
            }
        }
    }
    small[merged * size + merged] = f32::NEG_INFINITY;
    let solved = contract(small, size);
    for (a, &i) in outer.iter().enumerate().skip(1) {
        parents[i] = if solved[a] == merged { leaves[a] } else { outer[solved[a]] };
    }
    let from = solved[merged];
    parents[enters[from]] = outer[from];
    parents
}

fn find_cycle(parents: &[usize]) -> Option<Vec<usize>> {
    let mut state = vec![0usize; parents.len()];
    for start in 1..parents.len() {
        let mut i = start;
        while i != 0 && state[i] == 0 {
            state[i] = start;
            i = parents[i];
        }
        if i != 0 && state[i] == start {
            let mut cycle = vec![i];
            let mut j = parents[i];
            while j != i {
                cycle.push(j);
                j = parents[j];
            }
            return Some(cycle);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::Random;

    fn total(scores: &[f32], n: usize, heads: &[u32]) -> f32 {
        (0..n).map(|i| scores[i * (n + 1) + heads[i] as usize]).sum()
    }

    /// The best tree by trying all.
    fn brute(scores: &[f32], n: usize) -> f32 {
        let mut top = f32::NEG_INFINITY;
        let count = (n + 1).pow(n as u32);
        for code in 0..count {
            let mut rest = code;
            let heads: Vec<u32> = (0..n)
                .map(|_| {
                    let h = rest % (n + 1);
                    rest /= n + 1;
                    h as u32
                })
                .collect();
            if is_tree(&heads) && heads.iter().filter(|&&h| h == 0).count() == 1 {
                top = top.max(total(scores, n, &heads));
            }
        }
        top
    }

    #[test]
    fn always_a_tree_and_nearly_the_best() {
        let mut random = Random::new(3);
        let n = 5;
        let mut exact = 0;
        for _ in 0..60 {
            let mut scores: Vec<f32> = (0..n * (n + 1)).map(|_| random.symmetric()).collect();
            for i in 0..n {
                scores[i * (n + 1) + i + 1] = f32::NEG_INFINITY;
            }
            let mut heads = Vec::new();
            best_tree(&scores, n, &mut heads);
            assert!(is_tree(&heads));
            assert_eq!(heads.iter().filter(|&&h| h == 0).count(), 1);
            exact += usize::from((brute(&scores, n) - total(&scores, n, &heads)).abs() < 1e-5);
        }
        assert!(exact > 40, "{exact} of 60");
    }
}
