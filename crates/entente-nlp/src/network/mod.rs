//! The neural network behind tags, trees and names: hashed embeddings of each
//! word, one convolution over its neighbours, light recurrent layers in both
//! directions, and linear heads. `train` fits it in floating point, `run`
//! computes it from small integers; both read `features` and `shape`.

pub(crate) mod features;
pub(crate) mod math;
pub(crate) mod run;
pub(crate) mod shape;
pub(crate) mod train;
pub(crate) mod tree;
