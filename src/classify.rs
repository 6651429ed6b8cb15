//! Labels a clause, with the evidence for each label; pure and deterministic.
