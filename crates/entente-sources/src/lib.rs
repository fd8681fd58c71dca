//! Reading news.
