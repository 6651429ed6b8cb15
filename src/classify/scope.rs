//! For whose people a whole document, or one of several joined in it, says that it is.

use super::{Classifier, Passage};
use crate::clause::{Clause, Labels};

/// How many clauses of a part, from its first, may say for whom it is.
const OPENING: usize = 3;

/// The places that the parts of a document are for; a part is what stands below one outermost
/// heading.
#[derive(Debug, Default)]
pub struct Scopes {
    parts: Vec<Part>,
}

#[derive(Debug)]
struct Part {
    title: Option<String>,
    /// How many of its clauses were looked at.
    clauses: usize,
    /// The codes of the places that it is for.
    codes: Vec<String>,
}

impl Scopes {
    /// The codes of the places that a clause below `heading` is for by the document's own word.
    #[must_use]
    pub fn of(&self, heading: &[String]) -> &[String] {
        let title = heading.first().map(String::as_str);
        let part = self.parts.iter().find(|part| part.title.as_deref() == title);
        part.map_or(&[], |part| &part.codes)
    }
}

impl Classifier {
    /// Labels all clauses of a document, in its order.
    #[must_use]
    pub fn document(&self, clauses: Vec<Clause>, language: Option<&str>) -> Vec<(Clause, Labels)> {
        let texts = clauses.iter().map(|clause| (&clause.heading[..], &clause.wording.text[..]));
        let scopes = self.scopes(texts, language);
        let label = |clause: Clause| {
            let scope = scopes.of(&clause.heading);
            let labels = self.classify(&Passage { scope, ..Passage::of(&clause, language) });
            (clause, labels)
        };
        clauses.into_iter().map(label).collect()
    }

    /// Reads for whom each part of a document is from how it opens, such as "These terms apply to
    /// users who live in Japan".
    ///
    /// `clauses` are the headings and texts of the document's clauses, in its order. A document
    /// in another language than English says nothing that we read.
    #[must_use]
    pub fn scopes<'a>(
        &self,
        clauses: impl IntoIterator<Item = (&'a [String], &'a str)>,
        language: Option<&str>,
    ) -> Scopes {
        let mut scopes = Scopes::default();
        if language.is_some_and(|language| language != "en") {
            return scopes;
        }
        for (heading, text) in clauses {
            let title = heading.first();
            let known = scopes.parts.iter().position(|part| part.title.as_ref() == title);
            let index = known.unwrap_or_else(|| {
                let title = title.cloned();
                scopes.parts.push(Part { title, clauses: 0, codes: Vec::new() });
                scopes.parts.len() - 1
            });
            let part = &mut scopes.parts[index];
            part.clauses += 1;
            if part.clauses <= OPENING && part.codes.is_empty() {
                part.codes = self.gazetteer.stated(text);
            }
        }
        scopes
    }
}
