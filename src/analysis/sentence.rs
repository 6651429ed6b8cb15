//! Where sentences end: a rule for legal prose, with its abbreviations.

use std::ops::Range;

/// Abbreviations after which a sentence goes on whatever follows.
const TITLES: &[&str] = &[
    "mr", "mrs", "ms", "messrs", "dr", "prof", "hon", "v", "vs", "e.g", "eg", "i.e", "ie", "cf",
    "viz",
];

/// Abbreviations that point at the number or letter behind them.
const POINTERS: &[&str] = &[
    "no", "nos", "nr", "art", "arts", "sec", "secs", "sect", "para", "paras", "par", "pt", "pts",
    "ch", "cl", "cls", "tit", "subd", "subs", "lit", "fig", "figs", "vol", "p", "pp", "ex", "exh",
    "sched", "ann", "annex", "reg", "regs", "abs", "tel", "ext", "ph", "approx", "ca", "max",
    "min", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
];

/// Abbreviations that may stand within a sentence or at its end, in any case.
const NAMES: &[&str] = &[
    "inc", "ltd", "corp", "co", "cos", "bros", "llc", "llp", "lp", "plc", "pty", "pte", "gmbh",
    "etc", "jr", "sr", "esq", "al", "seq", "dept", "dep't", "att'y", "gov't", "int'l", "ass'n",
    "comm'n",
];

/// Abbreviations that are such only with a capital, since they are words otherwise.
const CAPITALISED: &[&str] = &[
    "ala", "ariz", "ark", "cal", "calif", "colo", "conn", "del", "fla", "ga", "ill", "ind", "kan",
    "ky", "la", "mass", "md", "me", "mich", "minn", "miss", "mo", "mont", "neb", "nev", "okla",
    "ore", "pa", "tenn", "tex", "va", "vt", "wash", "wis", "wyo", "app", "bus", "cir", "civ",
    "comm", "comp", "const", "crim", "ct", "dist", "fed", "gen", "gov", "ins", "lab", "proc",
    "pub", "rev", "stat", "supp", "st", "ave", "blvd", "ste", "rd", "bldg", "attn", "univ",
    "assoc", "dir", "sup", "super", "evid", "prac", "prof", "rptr", "cert", "ed", "eds", "am",
    "u.s",
];

/// Words that begin a sentence when they stand, with a capital, behind an abbreviation.
const STARTERS: &[&str] = &[
    "a", "after", "all", "although", "an", "any", "as", "at", "before", "both", "but", "by",
    "each", "either", "every", "except", "for", "however", "i", "if", "in", "it", "its", "neither",
    "no", "nothing", "our", "please", "she", "he", "some", "subject", "such", "that", "the",
    "their", "then", "there", "these", "they", "this", "those", "to", "under", "unless", "until",
    "upon", "we", "what", "when", "where", "while", "who", "with", "without", "you", "your",
    "you'll", "you're", "we'll", "we're",
];

/// Words that, with a number, only label what follows.
const LABELS: &[&str] = &[
    "section",
    "sec",
    "sect",
    "article",
    "art",
    "clause",
    "part",
    "chapter",
    "schedule",
    "annex",
    "appendix",
    "exhibit",
    "paragraph",
    "para",
    "item",
    "step",
    "question",
    "no",
    "rule",
];

/// The byte ranges of the sentences of `text`, in order, without the white space between them.
///
/// A line break always ends a sentence. Within a line, a sentence ends at `.`, `!`, `?` or `…`
/// (and the brackets and quotation marks that close there) before white space and a word without a
/// small letter in front, unless the point belongs to an abbreviation ("Inc.", "Cal.", "No. 5",
/// "e.g."), to initials, or to the number of a section or item that begins the sentence. Semicolons,
/// colons and brackets such as `(a)` end none. Ideographic full stops need no white space.
#[must_use]
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut line_start = 0;
    for line in text.split('\n') {
        let mut start = line_start;
        for (at, mark) in line.match_indices(is_mark) {
            let at = line_start + at;
            if at < start {
                continue;
            }
            let mark_end = at + mark.len();
            let rest = &text[mark_end..line_start + line.len()];
            let end = mark_end + (rest.len() - rest.trim_start_matches(is_closing).len());
            let rest = &text[end..line_start + line.len()];
            if ends_sentence(&text[start..at], &text[at..end], rest) {
                push_trimmed(&mut sentences, text, start..end);
                start = end;
            }
        }
        push_trimmed(&mut sentences, text, start..line_start + line.len());
        line_start += line.len() + 1;
    }
    sentences
}

fn push_trimmed(sentences: &mut Vec<Range<usize>>, text: &str, range: Range<usize>) {
    let sentence = text[range.clone()].trim_start();
    let start = range.end - sentence.len();
    let end = start + sentence.trim_end().len();
    if start < end {
        sentences.push(start..end);
    }
}

fn is_mark(character: char) -> bool {
    matches!(character, '.' | '!' | '?' | '…' | '。' | '！' | '？')
}

/// Whatever may stand between the mark and the white space behind a sentence.
fn is_closing(character: char) -> bool {
    is_mark(character)
        || matches!(character, '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '}' | '」' | '』' | '）')
}

/// Whether the sentence `before` ends with `marks`, given the rest of the line.
fn ends_sentence(before: &str, marks: &str, rest: &str) -> bool {
    if marks.starts_with(['。', '！', '？']) {
        return true;
    }
    if !rest.starts_with(char::is_whitespace) {
        return false;
    }
    let next = rest.trim_start_matches(|character: char| !character.is_alphanumeric());
    if next.is_empty() || next.starts_with(char::is_lowercase) && !begins_item(rest) {
        return false;
    }
    // Only a point can belong to an abbreviation or a number, and `...` belongs to none.
    if !marks.starts_with('.') || marks.starts_with("..") {
        return true;
    }
    !is_label(before) && !is_abbreviation(before, next)
}

/// Whether the point behind `before` belongs to an abbreviation that goes on with `next`.
fn is_abbreviation(before: &str, next: &str) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let word = word.trim_start_matches(|character: char| !character.is_alphanumeric());
    // `etc.)` or `state/prov.`: what stands in front of the last sign is another word.
    let word = word.rsplit(['/', '(', '-', '–', '—']).next().unwrap_or_default();
    let lower = word.to_lowercase().replace('’', "'");
    let is_in = |list: &[&str]| list.contains(&lower.as_str());

    if is_in(TITLES) {
        return true;
    }
    if is_in(POINTERS) {
        let pointed = next.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or("");
        if pointed.starts_with(|first: char| first.is_ascii_digit()) || is_enumerator(pointed) {
            return true;
        }
    }
    let has_capital = word.starts_with(char::is_uppercase);
    let may_go_on = is_in(NAMES)
        || is_initials(&lower)
        || has_capital && (is_in(CAPITALISED) || is_in(POINTERS));
    may_go_on && !is_starter(next)
}

/// Single letters with points between them: `u.s.c`, or just `j`.
fn is_initials(word: &str) -> bool {
    word.split('.').all(|part| {
        let mut letters = part.chars();
        letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
    })
}

fn is_starter(next: &str) -> bool {
    let end = next.find(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '\'' | '’'));
    let word = next[..end.unwrap_or(next.len())].to_lowercase().replace('’', "'");
    STARTERS.contains(&word.as_str())
}

/// Whether `rest` begins with the small letter of an item: `b.`, `b)` or `(iv)`.
fn begins_item(rest: &str) -> bool {
    let word = rest.split_whitespace().next().unwrap_or_default();
    word.strip_suffix([')', '.']).is_some_and(is_enumerator)
}

/// Whether the whole of `before` is the number of an item or section: `1`, `12.3`, `(a`, `Section IV`.
fn is_label(before: &str) -> bool {
    // Longer than any label; spares looking at each long sentence.
    if before.len() > 40 {
        return false;
    }
    let mut words = before.split_whitespace();
    let Some(mut word) = words.next() else { return true };
    if word == "§" || LABELS.contains(&word.to_lowercase().trim_end_matches('.')) {
        let Some(number) = words.next() else { return false };
        word = number;
    }
    words.next().is_none() && word.split('.').all(is_enumerator)
}

/// A number of up to three digits (also `24C`), a single letter or a Roman number, also in brackets.
fn is_enumerator(part: &str) -> bool {
    let part = part.trim_matches(['(', ')', '[', ']', '§', '*']);
    let digits = part.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let is_number = part.len() <= 3 && digits.len() < part.len() && digits.len() <= 1;
    let is_letter = part.len() == 1 && part.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_roman = part.len() <= 5
        && part.bytes().all(|byte| matches!(byte.to_ascii_lowercase(), b'i' | b'v' | b'x' | b'l'));
    !part.is_empty() && (is_number || is_letter || is_roman)
}
