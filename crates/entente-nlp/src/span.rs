//! Byte ranges into the text that was analysed. Every token and sentence is
//! one of these; the text between two spans is white space or left-out matter.

use std::ops::Range;

/// A half-open range of bytes in a text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset behind the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` up to and without `end`.
    ///
    /// Offsets beyond `u32::MAX` are cut to it: a single text of more than
    /// four gigabytes is not analysed.
    pub fn new(start: usize, end: usize) -> Span {
        let cut = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Span { start: cut(start), end: cut(end) }
    }

    /// The span as a range for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The part of `text` that the span covers.
    ///
    /// # Panics
    ///
    /// When the span was made for another text and does not fit this one.
    pub fn slice(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// The number of bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span covers nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices() {
        let span = Span::new(4, 7);
        assert_eq!(span.slice("the cat sat"), "cat");
        assert_eq!(span.len(), 3);
        assert!(!span.is_empty());
    }
}
