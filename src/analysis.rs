//! Text to tokens with byte offsets, sentences and paragraphs; the one analyser for everything.
