//! The queries that are measured, by class.

use clausedex::search::Facet;

/// A query and how it is asked.
pub(crate) struct Case {
    pub(crate) class: &'static str,
    pub(crate) kind: Kind,
    pub(crate) query: &'static str,
    pub(crate) filters: &'static [(Facet, &'static str)],
    pub(crate) facets: bool,
    pub(crate) by_platform: bool,
    pub(crate) ever: bool,
}

/// What a query is made of, so that bare tantivy can be asked the same.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Nothing: every clause.
    All,
    /// Words that must all stand there, by stem; often just one.
    Words,
    /// All of some words, of which few clauses have all: those rank higher in which neighbours
    /// stand within eight words of each other.
    NearWords,
    /// Words parted by `OR`, by stem.
    AnyWord,
    /// A phrase in quotation marks.
    Phrase,
    /// A root with `!`.
    Prefix,
    /// Two words in quotation marks with `/n` between them.
    Near,
    /// Two words in quotation marks with `/s` between them.
    Sentence,
}

impl Case {
    const fn new(class: &'static str, kind: Kind, query: &'static str) -> Self {
        Self { class, kind, query, filters: &[], facets: false, by_platform: false, ever: false }
    }

    const fn filtered(self, filters: &'static [(Facet, &'static str)]) -> Self {
        Self { filters, ..self }
    }

    const fn with_facets(self) -> Self {
        Self { facets: true, ..self }
    }

    const fn grouped(self) -> Self {
        Self { by_platform: true, ..self }
    }

    const fn ever(self) -> Self {
        Self { ever: true, ..self }
    }

    /// The query as a reader of the report would ask it.
    pub(crate) fn written(&self) -> String {
        let query = if self.query.is_empty() { "(all)" } else { self.query };
        let filters =
            self.filters.iter().map(|(facet, value)| format!(" {}:{value}", facet.name()));
        let filters: String = filters.collect();
        let [facets, grouped, ever] = [
            (self.facets, ", with all facets"),
            (self.by_platform, ", by platform"),
            (self.ever, ", ever"),
        ]
        .map(|(is_so, text)| if is_so { text } else { "" });
        format!("{query}{filters}{facets}{grouped}{ever}")
    }
}

/// All of them; the cases of a class stand together.
pub(crate) const CASES: &[Case] = &[
    Case::new("term", Kind::Words, "arbitration"),
    Case::new("term", Kind::Words, "information"),
    Case::new("term", Kind::Words, "refund"),
    Case::new("term", Kind::Words, "indemnify"),
    Case::new("term", Kind::Words, "biometric"),
    Case::new("4-term AND", Kind::Words, "personal data service providers"),
    Case::new("4-term AND", Kind::NearWords, "change terms notice email"),
    Case::new("4-term AND", Kind::NearWords, "terminate account without notice"),
    Case::new("4-term AND", Kind::NearWords, "class action waiver arbitration"),
    Case::new(
        "OR of 8",
        Kind::AnyWord,
        "refund OR credit OR charge OR fee OR payment OR price OR billing OR invoice",
    ),
    Case::new(
        "OR of 8",
        Kind::AnyWord,
        "arbitration OR mediation OR litigation OR court OR jury OR tribunal OR lawsuit OR claim",
    ),
    Case::new(
        "OR of 8",
        Kind::AnyWord,
        "cookie OR pixel OR beacon OR fingerprint OR tracker OR advertising OR analytics OR tag",
    ),
    Case::new("phrase", Kind::Phrase, "\"third parties\""),
    Case::new("phrase", Kind::Phrase, "\"class action\""),
    Case::new("phrase", Kind::Phrase, "\"to the fullest extent permitted by law\""),
    Case::new("phrase", Kind::Phrase, "\"sole discretion\""),
    Case::new("phrase + filters", Kind::Phrase, "\"third parties\"")
        .filtered(&[(Facet::Severity, "high")]),
    Case::new("phrase + filters", Kind::Phrase, "\"class action\"")
        .filtered(&[(Facet::Type, "arbitration"), (Facet::Severity, "high")]),
    Case::new("phrase + filters", Kind::Phrase, "\"personal information\"")
        .filtered(&[(Facet::Jurisdiction, "US-CA")]),
    Case::new("phrase + filters", Kind::Phrase, "\"sole discretion\"")
        .filtered(&[(Facet::Category, "disputes"), (Facet::Severity, "medium")]),
    Case::new("prefix", Kind::Prefix, "arbitrat!"),
    Case::new("prefix", Kind::Prefix, "terminat!"),
    Case::new("prefix", Kind::Prefix, "con!"),
    Case::new("proximity /n", Kind::Near, "\"delete\" /5 \"account\""),
    Case::new("proximity /n", Kind::Near, "\"personal\" /3 \"information\""),
    Case::new("proximity /n", Kind::Near, "\"liability\" /10 \"damages\""),
    Case::new("proximity /s", Kind::Sentence, "\"sell\" /s \"information\""),
    Case::new("proximity /s", Kind::Sentence, "\"terminate\" /s \"notice\""),
    Case::new("proximity /s", Kind::Sentence, "\"you\" /s \"we\""),
    Case::new("facets", Kind::All, "").with_facets(),
    Case::new("facets", Kind::All, "").with_facets().ever(),
    Case::new("facets", Kind::Words, "information").with_facets(),
    Case::new(
        "facets",
        Kind::AnyWord,
        "data OR information OR service OR terms OR account OR user OR use OR content",
    )
    .with_facets(),
    Case::new("grouped", Kind::All, "").grouped(),
    Case::new("grouped", Kind::All, "").grouped().ever(),
    Case::new("grouped", Kind::Words, "arbitration").grouped(),
    Case::new("grouped", Kind::Words, "information").grouped().with_facets(),
];
