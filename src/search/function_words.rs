//! The words that say little in any question.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::analysis;

const FUNCTION_WORDS: &str = "a an the of to in on for and or is are am be my me i you your we \
    our us they them their it its this that with by at as from if do does can will would may might \
    what how who when where which any not no have has had so just about";

/// Whether a word with that stem says little in any question.
pub(super) fn is_function_word(stem: &str) -> bool {
    static STEMS: LazyLock<HashSet<String>> = LazyLock::new(|| {
        analysis::tokens(FUNCTION_WORDS).into_iter().map(|token| token.stem().to_owned()).collect()
    });
    STEMS.contains(stem)
}
