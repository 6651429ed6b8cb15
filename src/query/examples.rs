//! The query language by example: what the documentation, the pages and the tests show.

/// Something that can be written in a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Construct {
    /// What it is called.
    pub name: &'static str,
    /// Whether it is among what to learn first.
    pub is_common: bool,
    /// What it means, as one or more phrases without a full stop; code stands between backticks.
    pub meaning: &'static str,
    /// Queries that use it, the first one the plainest; each reads without a note.
    pub examples: &'static [Example],
}

/// A query, and how it is understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// The query as typed.
    pub written: &'static str,
    /// The query re-written canonically.
    pub understood: &'static str,
}

/// An example that is understood just as it is written.
const fn same(written: &'static str) -> Example {
    Example { written, understood: written }
}

const fn read(written: &'static str, understood: &'static str) -> Example {
    Example { written, understood }
}

/// Everything that can be written, from the plainest on.
pub const CONSTRUCTS: &[Construct] = &[
    Construct {
        name: "Words",
        is_common: true,
        meaning: "all words, in any order and any form, in the text or its headings",
        examples: &[same("class action waiver")],
    },
    Construct {
        name: "Phrases",
        is_common: true,
        meaning: "these words in this order, exactly as written, whatever the case, in the text or \
                  one heading",
        examples: &[same("\"class action\"")],
    },
    Construct {
        name: "Roots",
        is_common: true,
        meaning: "words that begin so",
        examples: &[same("arbitrat!")],
    },
    Construct {
        name: "Compounds",
        is_common: false,
        meaning: "about two dozen words such as `opt-out` are found written in one word too, and \
                  the other way round",
        examples: &[same("opt out"), same("opt-out"), same("optout")],
    },
    Construct {
        name: "Unknown letters",
        is_common: false,
        meaning: "one letter for each `*`",
        examples: &[same("organi*ation")],
    },
    Construct {
        name: "Alternatives",
        is_common: true,
        meaning: "either; binds before the connectors",
        examples: &[same("refund OR credit")],
    },
    Construct {
        name: "Together",
        is_common: false,
        meaning: "both; binds last",
        examples: &[
            read("cancel AND refund", "cancel refund"),
            read("cancel & refund", "cancel refund"),
        ],
    },
    Construct {
        name: "Without",
        is_common: true,
        meaning: "the one without the other",
        examples: &[
            same("arbitration NOT class"),
            read("arbitration % class", "arbitration NOT class"),
            read("arbitration -class", "arbitration NOT class"),
        ],
    },
    Construct {
        name: "Near each other",
        is_common: true,
        meaning: "within five words of the text or of one heading; in this order",
        examples: &[same("delete /5 account"), same("delete +5 account")],
    },
    Construct {
        name: "Sentences and paragraphs",
        is_common: true,
        meaning: "in one sentence, in one paragraph; `+s`, `+p` in this order",
        examples: &[
            same("arbitrat! /s \"opt out\""),
            same("sell /p data"),
            same("cancel +s refund"),
            same("fees +p refund"),
        ],
    },
    Construct {
        name: "Groups",
        is_common: false,
        meaning: "connectors take words, phrases and OR-groups, and chain from left to right",
        examples: &[
            same("(sell OR rent) /s (data OR information)"),
            same("delete /5 account /s days"),
        ],
    },
    Construct {
        name: "Headings",
        is_common: false,
        meaning: "in the headings",
        examples: &[same("heading:refund"), same("heading:\"governing law\"")],
    },
    Construct {
        name: "Filters",
        is_common: true,
        meaning: "by slug or name, also `platform:`; they exist as parameters and options too",
        examples: &[
            same("type:arbitration"),
            same("category:disputes"),
            same("severity:high"),
            same("jurisdiction:US-CA"),
            same("regulation:gdpr"),
            same("doctype:\"privacy policy\""),
            same("lang:en"),
        ],
    },
    Construct {
        name: "The past",
        is_common: true,
        meaning: "what stood at the end of that day; all that ever stood",
        examples: &[same("arbitration as-of:2021-05-01"), same("arbitration ever:")],
    },
    Construct {
        name: "Changes",
        is_common: false,
        meaning: "clauses that the platform added, removed or reworded then; `OR` joins changes with \
                  each other, not with words",
        examples: &[
            read("added:2024..", "added:2024-01-01.."),
            read("removed:2023", "ever: removed:2023-01-01..2023-12-31"),
            read("changed:2024-01..2025-03", "changed:2024-01-01..2025-03-31"),
            read(
                "added:2025 OR changed:2025",
                "added:2025-01-01..2025-12-31 OR changed:2025-01-01..2025-12-31",
            ),
        ],
    },
];

/// How tightly each operator binds.
pub const PRECEDENCE: &[Example] = &[
    read("refund OR credit days", "(refund OR credit) days"),
    read("refund OR credit /5 days OR weeks", "(refund OR credit) /5 (days OR weeks)"),
    read("cancel /5 account refund", "(cancel /5 account) refund"),
    read("cancel AND account /s refund OR credit", "cancel (account /s (refund OR credit))"),
    read("(delete /5 account) /s days", "delete /5 account /s days"),
    read("delete /5 (account /s days)", "delete /5 (account /s days)"),
    read("arbitration NOT class OR jury", "arbitration NOT (class OR jury)"),
    read("NOT sell /5 data", "NOT (sell /5 data)"),
    read("(cancel refund) OR credit", "(cancel refund) OR credit"),
    read("refund or credit", "refund or credit"),
];

/// What is pasted, and what becomes of it; what was passed over would be an error in strict mode.
pub const LENIENCY: &[Example] = &[
    read("“class action” waiver", "\"class action\" waiver"),
    read("\"class action waiver", "class action waiver"),
    read("(refund OR credit", "refund OR credit"),
    read("arbitration AND", "arbitration"),
    read("e-mail", "email"),
    same("opt-out"),
    read("§ 1798.100", "1798.100"),
    read("https://www.adr.org/rules", "www-adr-org-rules"),
    read("refund /0 days", "refund /1 days"),
    read("(cancel refund) /s days", "(cancel /s days) (refund /s days)"),
    read(
        "THE SERVICE IS PROVIDED AS IS AND WITHOUT WARRANTY",
        "the service is provided as and without warranty",
    ),
];
