//! Large amounts of data for benchmarks.
