//! The labels that are typed in front of a paragraph: `(a)`, `1.2`, `Section 5`, bullets.

/// A label at the start of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label {
    /// How it is written; labels of one list are written alike.
    pub style: Style,
    /// Its place in its list, from 1; 0 for a bullet. Of `1.2.3` it is 3.
    pub value: u32,
    /// The number of bytes up to the text after it.
    pub length: usize,
}

/// How a label is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `Article 5`, `Section 5`, `Part A`, `§ 5`, with the first letter of the name.
    Named(char),
    /// `1.`, `1.2`, `1.2.3`: with the number of numbers.
    Number(u8),
    /// `(1)` or `1)`.
    NumberInParentheses,
    /// `(a)`, `a)` or `a.`, with the closing sign.
    Letter(u8),
    /// `A.` or `(A)`, with the closing sign.
    Capital(u8),
    /// `(ii)`, `ii)` or `ii.`, with the closing sign.
    Roman(u8),
    /// `II.` or `(II)`.
    CapitalRoman(u8),
    /// A dot, dash or square.
    Bullet(char),
    /// No label, but a row of a table.
    Row,
}

impl Style {
    /// Whether such labels number the items of a list rather than the sections of a text.
    #[must_use]
    pub fn is_of_list(self) -> bool {
        matches!(
            self,
            Self::NumberInParentheses
                | Self::Letter(_)
                | Self::Roman(_)
                | Self::Bullet(_)
                | Self::Row
        )
    }
}

/// The words in front of a number that make it the name of a section.
const NAMES: [&str; 14] = [
    "section",
    "article",
    "part",
    "chapter",
    "schedule",
    "annex",
    "appendix",
    "exhibit",
    "clause",
    "titre",
    "abschnitt",
    "artikel",
    "attachment",
    "addendum",
];

/// Bullets that people type or paste.
const BULLETS: &str = "•·▪▫◦●○■□➢►▶‣⁃–—-*✓✔";

/// The label that `text` begins with.
#[must_use]
pub fn parse(text: &str) -> Option<Label> {
    let first = text.chars().next()?;
    if first.is_ascii_digit() {
        return number(text);
    }
    if first == '(' {
        return in_parentheses(text);
    }
    if first == '§' {
        return named(text, first.len_utf8());
    }
    if BULLETS.contains(first) {
        let after = &text[first.len_utf8()..];
        let is_bullet = after.starts_with(char::is_whitespace) || !first.is_ascii();
        let length = text.len() - after.trim_start().len();
        return is_bullet.then_some(Label { style: Style::Bullet(first), value: 0, length });
    }
    let word = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    if (1..=6).contains(&word) && text[word..].starts_with(['.', ')']) {
        return enumerator(text, 0..word, word + 1);
    }
    let is_name = NAMES.iter().any(|name| name.eq_ignore_ascii_case(&text[..word]));
    if is_name { named(text, word) } else { None }
}

/// `1.`, `1)`, `1.2`, `1.2.3.`, followed by white space or a letter.
fn number(text: &str) -> Option<Label> {
    let bytes = text.as_bytes();
    let (mut place, mut count, mut value) = (0, 0_u8, 0_u32);
    let mut closed = false;
    while place < bytes.len() && bytes[place].is_ascii_digit() {
        let digits = bytes[place..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if digits > 3 || count == 6 {
            return None;
        }
        value = text[place..place + digits].parse().ok()?;
        place += digits;
        count += 1;
        closed = bytes.get(place) == Some(&b'.');
        place += usize::from(closed);
    }
    if count == 1 && bytes.get(place) == Some(&b')') {
        let length = place + 1;
        return ends_label(text, length, Style::NumberInParentheses, value);
    }
    if count == 1 && !closed {
        return None;
    }
    if place == text.len() && count > 0 {
        // The number of a section may stand alone above its title.
        return Some(Label { style: Style::Number(count), value, length: place });
    }
    ends_label(text, place, Style::Number(count), value)
}

/// `(1)`, `(a)`, `(iv)`, `(A)`.
fn in_parentheses(text: &str) -> Option<Label> {
    let inner = text[1..].find(|c: char| !c.is_ascii_alphanumeric())?;
    if inner == 0 || inner > 6 || text.as_bytes().get(1 + inner) != Some(&b')') {
        return None;
    }
    let word = &text[1..=inner];
    if word.bytes().all(|byte| byte.is_ascii_digit()) {
        return ends_label(text, inner + 2, Style::NumberInParentheses, word.parse().ok()?);
    }
    enumerator(text, 1..1 + inner, inner + 2)
}

/// A letter or Roman number at `word`, the label ending at `end`.
fn enumerator(text: &str, word: std::ops::Range<usize>, end: usize) -> Option<Label> {
    // `(a)` and `a)` number one list, `a.` another.
    let closing = text.as_bytes()[end - 1];
    let word = &text[word];
    let is_capital = word.bytes().all(|byte| byte.is_ascii_uppercase());
    if !is_capital && !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return None;
    }
    let first = u32::from(word.as_bytes()[0].to_ascii_lowercase() - b'a') + 1;
    let is_repeated = word.bytes().all(|byte| byte == word.as_bytes()[0]);
    let roman = roman(word);
    let (style, value) = match (roman, is_capital) {
        // A lone `i`, `v` or `x` is taken as Roman here; the list around it may know better.
        (Some(value), false) if word.len() > 1 || matches!(word, "i" | "v" | "x") => {
            (Style::Roman(closing), value)
        }
        (Some(value), true) if word.len() > 1 || matches!(word, "I" | "V" | "X") => {
            (Style::CapitalRoman(closing), value)
        }
        (_, false) if is_repeated && word.len() <= 2 => (Style::Letter(closing), first),
        (_, true) if is_repeated && word.len() == 1 => (Style::Capital(closing), first),
        _ => return None,
    };
    // `e.g.` and `U.S.` are no labels: a full stop needs white space behind it.
    if closing == b'.' && !text[end..].starts_with(char::is_whitespace) {
        return None;
    }
    ends_label(text, end, style, value)
}

/// `Section 5`, `Part A`, `§ 5.2`: the name ending at `end`.
fn named(text: &str, end: usize) -> Option<Label> {
    let after = text[end..].trim_start();
    let word =
        after.split(|c: char| c.is_whitespace() || matches!(c, ':' | ')' | '-' | '–')).next()?;
    let word = word.trim_end_matches('.');
    let number = word.split('.').next_back()?;
    let value =
        number.parse().ok().or_else(|| roman(&number.to_ascii_lowercase())).or_else(|| {
            let byte = number.as_bytes().first().filter(|byte| byte.is_ascii_uppercase())?;
            (number.len() == 1).then(|| u32::from(byte - b'A') + 1)
        })?;
    let rest = after[word.len()..].trim_start_matches(['.', ':', ')', '-', '–', ' ', '\u{A0}']);
    let first = text.chars().next()?.to_ascii_lowercase();
    Some(Label { style: Style::Named(first), value, length: text.len() - rest.len() })
}

fn ends_label(text: &str, end: usize, style: Style, value: u32) -> Option<Label> {
    let after = &text[end..];
    let next = after.chars().next()?;
    let is_end = next.is_whitespace() || next.is_alphabetic() || matches!(next, '"' | '“' | '«');
    let length = text.len() - after.trim_start().len();
    is_end.then_some(Label { style, value, length })
}

/// The value of a Roman number in lower case, up to 89.
fn roman(word: &str) -> Option<u32> {
    let word = word.to_ascii_lowercase();
    let digit = |byte| match byte {
        b'i' => Some(1),
        b'v' => Some(5),
        b'x' => Some(10),
        b'l' => Some(50),
        _ => None,
    };
    let mut value = 0;
    let mut largest = 0;
    for byte in word.bytes().rev() {
        let digit = digit(byte)?;
        if digit < largest {
            value = u32::saturating_sub(value, digit);
        } else {
            value += digit;
            largest = digit;
        }
    }
    (value > 0).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_told_from_the_words_after_it() {
        let cases = [
            ("1. Fees", Some((Style::Number(1), 1, 3))),
            ("1.2.3 Fees", Some((Style::Number(3), 3, 6))),
            ("5.7Deletion", Some((Style::Number(2), 7, 3))),
            ("12.", Some((Style::Number(1), 12, 3))),
            ("(3) Fees", Some((Style::NumberInParentheses, 3, 4))),
            ("(b)Fees", Some((Style::Letter(b')'), 2, 3))),
            ("b. fees", Some((Style::Letter(b'.'), 2, 3))),
            ("(iv) fees", Some((Style::Roman(b')'), 4, 5))),
            ("(i) fees", Some((Style::Roman(b')'), 1, 4))),
            ("B. Fees", Some((Style::Capital(b'.'), 2, 3))),
            ("XIV. Fees", Some((Style::CapitalRoman(b'.'), 14, 5))),
            ("Section 5: Fees", Some((Style::Named('s'), 5, 11))),
            ("ANNEX I", Some((Style::Named('a'), 1, 7))),
            ("§ 4 Fees", Some((Style::Named('§'), 4, 5))),
            ("• fees", Some((Style::Bullet('•'), 0, 4))),
            ("- fees", Some((Style::Bullet('-'), 0, 2))),
            ("2024 was a year", None),
            ("1 Main Street", None),
            ("e.g. fees", None),
            ("U.S. law", None),
            ("Sections are many", None),
            ("We may", None),
            ("-fees", None),
            ("()", None),
            ("", None),
        ];
        for (text, expected) in cases {
            let found = parse(text).map(|label| (label.style, label.value, label.length));
            assert_eq!(found, expected, "{text}");
        }
    }
}
