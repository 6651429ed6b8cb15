//! Archives made for the purpose, and the real one.

