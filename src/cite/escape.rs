//! Writes names and addresses so that each format reads back what was meant.

/// An archive's address as the world may see it: only of the web or git, and without a password.
///
/// An address of this machine, or one that only its owner can open, names nothing for others.
pub(super) fn public_address(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    if !["http", "https", "git"].contains(&scheme) {
        return None;
    }
    let host_end = rest.find('/').unwrap_or(rest.len());
    let host = rest[..host_end].rfind('@').map_or(0, |at| at + 1);
    Some(format!("{scheme}://{}", &rest[host..]))
}

/// A value of a SWHID qualifier: `;` parts qualifiers and `%` begins an escape.
pub(super) fn qualifier(text: &str) -> String {
    percent(text, |byte| !matches!(byte, b';' | b'%') && byte.is_ascii_graphic())
}

/// A path within an address: all but letters, digits, `_.-~` and `/` is escaped.
pub(super) fn address_path(path: &str) -> String {
    percent(path, |byte| byte.is_ascii_alphanumeric() || b"_.-~/".contains(&byte))
}

fn percent(text: &str, is_plain: impl Fn(u8) -> bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    for byte in text.bytes() {
        if is_plain(byte) {
            escaped.push(byte as char);
        } else {
            escaped.push_str(&format!("%{byte:02X}"));
        }
    }
    escaped
}

/// One argument of a POSIX shell, a path that is not to be taken for an option.
pub(super) fn shell(path: &str) -> String {
    format!("'./{}'", path.replace('\'', r"'\''"))
}

/// The text on one line: white space and control characters become one space.
///
/// Invisible characters that reorder what is read are left out, lest a name forge its citation.
pub(super) fn one_line(text: &str) -> String {
    let reorders = |letter| matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let visible: String = text
        .chars()
        .filter(|letter| !reorders(*letter))
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text for a BibTeX field, as LaTeX reads it.
pub(super) fn latex(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in one_line(text).chars() {
        match letter {
            '\\' => escaped.push_str(r"\textbackslash{}"),
            '~' => escaped.push_str(r"\textasciitilde{}"),
            '^' => escaped.push_str(r"\textasciicircum{}"),
            '{' | '}' | '$' | '&' | '#' | '_' | '%' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            other => escaped.push(other),
        }
    }
    escaped
}

/// An address for a BibTeX `url` field, which is taken as it is, up to the closing brace.
pub(super) fn latex_address(address: &str) -> String {
    percent(address, |byte| byte.is_ascii_graphic() && !b"{}\\".contains(&byte))
}
