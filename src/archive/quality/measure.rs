//! Measures how much a text shows and says, and whether it is a page that complains.

use super::PROSE_MAX;
use crate::document::Unreadable;

/// Only texts with less prose than this, in characters, are searched for complaints: a document of
/// some length may speak of cookies and error pages.
const COMPLAINT_PROSE: usize = 2_500;

/// On a page that shows less than this, in characters, a complaint counts wherever it stands,
/// otherwise ...
const COMPLAINT_ANYWHERE: usize = 1_000;

/// ... only among so many characters at the beginning.
const OPENING: usize = 200;

/// The letters that a line of prose has outside its links.
const PROSE_LETTERS: usize = 40;

/// How pages ask for a browser that runs scripts; specific enough to count wherever they stand.
const SCRIPT_COMPLAINTS: &[&str] = &[
    "please enable javascript",
    "must enable javascript",
    "need to enable javascript",
    "enable javascript to",
    "javascript is required",
    "javascript is disabled",
    "javascript must be enabled",
    "please enable cookies",
    "cookies must be enabled",
    "cookies are disabled",
    "activer javascript",
    "javascript aktivieren",
];

/// How error pages, login pages and bot walls begin.
const WALL_COMPLAINTS: &[&str] = &[
    "403 forbidden",
    "404 error",
    "404 not found",
    "access denied",
    "access to this page has been denied",
    "an error occurred",
    "an unexpected error",
    "browser is out of date",
    "browser is not supported",
    "can't be found",
    "can't find the page",
    "checking your browser",
    "checking if the site connection is secure",
    "complete the captcha",
    "couldn't find the page",
    "error 403",
    "error 404",
    "internal server error",
    "log in or sign up",
    "log in to continue",
    "must log in",
    "not a robot",
    "page cannot be found",
    "page could not be found",
    "page does not exist",
    "page doesn't exist",
    "page is currently unavailable",
    "page is not available",
    "page isn't available",
    "page not found",
    "please log in",
    "please sign in",
    "service unavailable",
    "sign in to continue",
    "something went wrong",
    "temporarily blocked",
    "temporarily unavailable",
    "too many requests",
    "unusual traffic",
    "verify you are human",
    "verify that you are human",
    "we ran into an issue",
];

/// What is needed of a text to judge it.
#[derive(Debug, Clone, Copy)]
pub(in crate::archive) struct Look {
    /// About how many characters a reader sees, without markup and addresses.
    pub(super) visible: usize,
    /// Those of them in lines that say something outside their links; counted no further than a
    /// line beyond what makes a difference.
    pub(super) prose: usize,
    /// What the page complains of, when it is short and does.
    pub(super) complaint: Option<Unreadable>,
}

impl Look {
    /// Looks at a text.
    pub(in crate::archive) fn at(text: &str) -> Self {
        let (mut visible, mut prose) = (0, 0);
        for line in text.as_bytes().split(|&byte| byte == b'\n') {
            let line = Line::measure(line);
            visible += line.visible;
            if line.letters >= PROSE_LETTERS {
                prose += line.visible;
            }
            if prose > PROSE_MAX {
                break;
            }
        }
        let complaint = (prose < COMPLAINT_PROSE).then(|| complaint(text, visible)).flatten();
        Self { visible, prose, complaint }
    }
}

/// What one line shows and says.
#[derive(Default)]
struct Line {
    visible: usize,
    /// The letters outside links; an ideograph says as much as three of them.
    letters: usize,
    /// Closing characters that the rest of the line is known not to have.
    absent: Vec<u8>,
}

impl Line {
    fn measure(line: &[u8]) -> Self {
        let mut seen = Self::default();
        // The letters before the bracket that may turn out to have opened a link.
        let mut before_bracket = 0;
        let mut at = 0;
        while let Some(&byte) = line.get(at) {
            at += 1;
            match byte {
                b'!' if line.get(at) == Some(&b'[') => at = seen.after(line, at, b']'),
                b'[' => before_bracket = seen.letters,
                b']' if line.get(at) == Some(&b'(') => {
                    seen.letters = before_bracket;
                    at = seen.after(line, at, b')');
                }
                b'(' if line[..at - 1].ends_with(b"]") => at = seen.after(line, at, b')'),
                b'<' => at = seen.after(line, at, b'>'),
                b'a'..=b'z' | b'A'..=b'Z' => seen.show(1, 1),
                // Ideographs, kana and hangul.
                0xE3..=0xED => seen.show(2, 3),
                0xC0.. => seen.show(1, 1),
                b'0'..=b'9' | b' ' | b',' | b'.' | b';' | b':' | b'\'' | b'"' => seen.show(1, 0),
                _ => {}
            }
        }
        seen
    }

    fn show(&mut self, visible: usize, letters: usize) {
        self.visible += visible;
        self.letters += letters;
    }

    /// One past the next `close`, or `at` when there is none.
    fn after(&mut self, line: &[u8], at: usize, close: u8) -> usize {
        // A line of nothing but opening brackets must not be searched to its end for each of them.
        if self.absent.contains(&close) {
            return at;
        }
        match line[at..].iter().position(|&byte| byte == close) {
            Some(place) => at + place + 1,
            None => {
                self.absent.push(close);
                at
            }
        }
    }
}

fn complaint(text: &str, visible: usize) -> Option<Unreadable> {
    let shown = shown(text);
    let has = |text: &str, complaints: &[&str]| complaints.iter().any(|words| text.contains(words));
    if has(&shown, SCRIPT_COMPLAINTS) {
        return Some(Unreadable::NeedsScript);
    }
    let opening =
        shown.char_indices().nth(OPENING).map_or(shown.as_str(), |(end, _)| &shown[..end]);
    let searched = if visible < COMPLAINT_ANYWHERE { &shown } else { opening };
    has(searched, WALL_COMPLAINTS).then_some(Unreadable::Wall)
}

/// What a reader sees of a short text, in lowercase, with one space between words.
fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        rest = &rest[character.len_utf8()..];
        match character {
            ']' if rest.starts_with('(') => {
                rest = rest.split_once(')').map_or("", |(_, after)| after);
                shown.push(' ');
            }
            '’' => shown.push('\''),
            _ if character.is_alphanumeric() || ".,:;'".contains(character) => {
                shown.extend(character.to_lowercase());
            }
            _ if shown.ends_with(' ') => {}
            _ => shown.push(' '),
        }
    }
    shown
}
