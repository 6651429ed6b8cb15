//! Writes results to stdout and messages to stderr, in colour only where a person looks.

use std::borrow::Cow;
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use crate::clause::Span;
use crate::taxonomy::Severity;

/// Stdout, and whether a person looks at it.
pub(super) struct Output {
    writer: BufWriter<StdoutLock<'static>>,
    pub(super) style: Style,
}

impl Output {
    /// Opens stdout.
    pub(super) fn new() -> Self {
        let stdout = io::stdout();
        let style = Style { is_colored: stdout.is_terminal() && wants_color() };
        Self { writer: BufWriter::new(stdout.lock()), style }
    }

    /// Writes `value` as one line of JSON, as the API answers it.
    pub(super) fn json<T: Serialize>(&mut self, value: &T) -> io::Result<()> {
        serde_json::to_writer(&mut self.writer, value)?;
        self.writer.write_all(b"\n")
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// Whether the environment allows colours; see <https://no-color.org>.
fn wants_color() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !is_set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|value| value != "dumb")
}

/// How text is set off; plain unless it goes to a terminal.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    is_colored: bool,
}

impl Style {
    pub(super) fn bold(self, text: &str) -> String {
        self.wrap("1", text)
    }

    pub(super) fn faint(self, text: &str) -> String {
        self.wrap("2", text)
    }

    pub(super) fn mark(self, text: &str) -> String {
        self.wrap("1;33", text)
    }

    pub(super) fn severity(self, severity: Severity) -> String {
        let color = match severity {
            Severity::High => "31",
            Severity::Medium => "33",
            Severity::Low => "36",
            Severity::Protective => "32",
        };
        self.wrap(color, severity.slug())
    }

    /// `text` with the words at `marks` set off; control characters are made visible.
    pub(super) fn marked(self, text: &str, marks: &[Span]) -> String {
        let mut marked = String::with_capacity(text.len());
        let mut end = 0;
        for mark in marks {
            let range = mark.range();
            marked.push_str(&printable(&text[end..range.start]));
            marked.push_str(&self.mark(&printable(&text[range.clone()])));
            end = range.end;
        }
        marked.push_str(&printable(&text[end..]));
        marked
    }

    fn wrap(self, code: &str, text: &str) -> String {
        if self.is_colored { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }
}

/// Text of an archive made safe for a terminal, which obeys control characters and would let
/// invisible ones reorder what is read: they become visible signs.
pub(super) fn printable(text: &str) -> Cow<'_, str> {
    let sign = |letter: char| match letter {
        '\n' | '\t' => None,
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(letter)),
        '\x7f' => Some('\u{2421}'),
        '\u{80}'..='\u{9f}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' => Some('\u{fffd}'),
        _ => None,
    };
    if text.chars().all(|letter| sign(letter).is_none()) {
        return Cow::Borrowed(text);
    }
    text.chars().map(|letter| sign(letter).unwrap_or(letter)).collect()
}

/// Writes one line to stderr; a stderr that is gone stops nobody.
pub(super) fn say(line: &str) {
    let _gone = writeln!(io::stderr(), "{line}");
}

/// A number with a comma between thousands.
pub(super) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() * 4 / 3);
    for (place, digit) in digits.char_indices() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A number with the noun that it counts, such as `1 clause` or `2,345 clauses`.
pub(super) fn counted(number: u64, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", thousands(number))
}

/// The day of a moment, in UTC.
pub(super) fn day(moment: Timestamp) -> String {
    // Files without a date are taken as of 1970-01-01, which nobody captured.
    if moment == Timestamp::UNIX_EPOCH {
        return "an unknown date".to_owned();
    }
    TimeZone::UTC.to_datetime(moment).date().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_become_visible() {
        for (text, expected) in [
            ("plain\n\ttext …", "plain\n\ttext …"),
            ("\x1b[31mred\r", "␛[31mred␍"),
            ("user\u{202e}txt.exe", "user\u{fffd}txt.exe"),
            ("\u{9b}31m", "\u{fffd}31m"),
        ] {
            assert_eq!(printable(text), expected);
        }
    }

    #[test]
    fn thousands_are_parted_by_commas() {
        for (number, expected) in
            [(0, "0"), (999, "999"), (1000, "1,000"), (42_627, "42,627"), (1_234_567, "1,234,567")]
        {
            assert_eq!(thousands(number), expected);
        }
        assert_eq!(counted(1, "clause"), "1 clause");
        assert_eq!(counted(1200, "clause"), "1,200 clauses");
    }

    #[test]
    fn highlights_are_set_off_only_in_colour() {
        let marks = [Span::new(3, 7), Span::new(11, 14)];
        let plain = Style { is_colored: false };
        assert_eq!(plain.marked("we sell it for you", &marks), "we sell it for you");
        let colored = Style { is_colored: true };
        assert_eq!(
            colored.marked("we sell it for you", &marks),
            "we \x1b[1;33msell\x1b[0m it \x1b[1;33mfor\x1b[0m you"
        );
    }
}
