//! How good the labels are, in tables.

use maud::{Markup, html};

use super::table::Column::{Number, Text};
use super::table::{Column, cell, figures, percent};
use crate::classify::evaluation::{Confusion, Found, LabelMeasures, LabelReport, Named};
use crate::document::ContentHash;
use crate::taxonomy::Taxonomy;
use crate::web::pages::parts;

/// A jurisdiction that readers gave less often than this has no row of its own.
const PLACE_MIN: usize = 3;

/// How good the labels are on clauses that were read.
pub(super) struct Measures<'a> {
    pub(super) report: &'a LabelReport,
    /// What the types' slugs refer to.
    pub(super) taxonomy: &'a Taxonomy,
    /// The classifier of this program, which may be a later one than was measured.
    pub(super) classifier: ContentHash,
}

impl Measures<'_> {
    /// The sections of the page that show it.
    pub(super) fn render(&self) -> Markup {
        html! {
            (self.headlines())
            (self.reliability())
            (self.by_type())
            (self.confusions())
            (self.severity())
            (self.jurisdictions())
        }
    }

    fn headlines(&self) -> Markup {
        let LabelReport { all, random, .. } = self.report;
        html! {
            section #quality {
                h2 { "How good the labels are" }
                p {
                    "Measured on " (parts::number(all.clauses as u64)) " clauses of platforms that "
                    "nothing was learnt from. Of these, " (parts::number(random.clauses as u64))
                    " were drawn at random, as a reader meets them; the others were mostly chosen "
                    "for being hard. A type that readers found only touched counts neither as right nor as "
                    "wrong."
                }
                (figures(&[Text("Share"), Number("All clauses"), Number("Drawn at random")], &html! {
                    @for ((name, all), (_, random)) in all.shares().into_iter().zip(random.shares()) {
                        tr { th scope="row" { (name) } (cell(all)) (cell(random)) }
                    }
                    tr {
                        th scope="row" { "Macro-F1 of the types" }
                        td.number { (percent(all.types.macro_f1)) }
                        td.number { (percent(random.types.macro_f1)) }
                    }
                    tr {
                        th scope="row" { "Macro-F1 of the severities" }
                        td.number { (percent(all.severity.macro_f1)) }
                        td.number { (percent(random.severity.macro_f1)) }
                    }
                }))
                p.meta {
                    "Measured on the classifier "
                    code title=(self.report.classifier) { (&self.report.classifier.hex()[..12]) }
                    " by " code { "clausedex evaluate labels" } "."
                    @if self.report.classifier != self.classifier {
                        " This program labels with another one, "
                        code title=(self.classifier) { (&self.classifier.hex()[..12]) }
                        ", which has not been measured yet."
                    }
                }
            }
        }
    }

    fn reliability(&self) -> Markup {
        let types = |part: &LabelMeasures, place: usize| part.types.reliability.get(place).cloned();
        html! {
            section #reliability {
                h2 { "How sure, and how often right" }
                p {
                    "Of labels that are 80 % sure, 80 in 100 should be right. Those below "
                    (percent(f64::from(self.report.shown) * 100.0)) " are not shown. The columns "
                    "are how many labels are about that sure, how sure they are in the mean, and "
                    "how many of them are right."
                }
                (figures(
                    &[
                        Text("Sure from"),
                        Number("Labels"),
                        Number("Said"),
                        Number("Right"),
                        Number("Drawn at random"),
                        Number("Said"),
                        Number("Right"),
                    ],
                    &html! {
                        @for place in 0..10 {
                            tr {
                                th scope="row" { (place * 10) " %" }
                                @for part in [&self.report.all, &self.report.random] {
                                    @if let Some(step) = types(part, place) {
                                        td.number { (step.labels) }
                                        td.number { (percent(step.said)) }
                                        td.number { (percent(step.right)) }
                                    }
                                }
                            }
                        }
                    },
                ))
            }
        }
    }

    fn by_type(&self) -> Markup {
        let by_type = &self.report.all.types.by_type;
        let is_measured = |slug: &str| by_type.iter().any(|one| one.name == slug);
        let unmeasured = self.taxonomy.types.iter().filter(|known| !is_measured(&known.slug));
        html! {
            section #by-type {
                h2 { "Each clause type" }
                p { "As shown, on all clauses; the types that readers gave most often first." }
                (figures(&found_columns("Type"), &html! {
                    @for one in by_type {
                        tr id={ "type-" (one.name) } {
                            th scope="row" { (self.type_link(&one.name)) }
                            (found_cells(&one.found))
                        }
                    }
                    @for known in unmeasured {
                        tr id={ "type-" (known.slug) } {
                            th scope="row" { (self.type_link(&known.slug)) }
                            td.number { "0" }
                            td colspan="3" { "not measured" }
                        }
                    }
                }))
            }
        }
    }

    fn confusions(&self) -> Markup {
        html! {
            section #confusions {
                h2 { "Types given wrongly most often" }
                (figures(&[Text("Given"), Text("Instead of"), Number("Clauses")], &html! {
                    @for Confusion { wanted, given, clauses } in &self.report.all.types.confusions {
                        tr {
                            th scope="row" { (self.type_link(given)) }
                            td {
                                @match wanted {
                                    Some(wanted) => (self.type_link(wanted)),
                                    None => "nothing more",
                                }
                            }
                            td.number { (clauses) }
                        }
                    }
                }))
            }
        }
    }

    fn severity(&self) -> Markup {
        let shown = self.report.all.severity.shown;
        html! {
            section #severity {
                h2 { "Severity" }
                p {
                    "Counted is what is shown. Of the clauses of a type to which readers gave a "
                    "severity, the program shows one on " (percent(shown.percent))
                    "; the others have no words that tell it, and count neither as right nor as "
                    "wrong. Each row is what readers said; the columns are what the program shows."
                }
                (figures(&[
                    Text("Readers said"),
                    Number("High"),
                    Number("Medium"),
                    Number("Low"),
                    Number("Protective"),
                ], &html! {
                    @for row in &self.report.all.severity.confusion {
                        tr {
                            th scope="row" { (parts::severity_badge(Some(row.wanted))) }
                            @for count in row.given { td.number { (count) } }
                        }
                    }
                }))
            }
        }
    }

    fn jurisdictions(&self) -> Markup {
        let places = &self.report.all.jurisdictions;
        let is_frequent = |one: &&Named| one.found.recall.whole >= PLACE_MIN;
        html! {
            section #jurisdictions {
                h2 { "Jurisdictions" }
                p {
                    "Readers name a place where the clause applies to it, or names its law, its "
                    "courts or its people, and take the European Economic Area and the European "
                    "Union for one. Places that readers gave less than " (PLACE_MIN)
                    " times are counted in the first row alone."
                }
                (figures(&found_columns("Place"), &html! {
                    tr {
                        th scope="row" { "All" }
                        (found_cells(&places.all))
                    }
                    @for one in places.by_code.iter().filter(is_frequent) {
                        tr {
                            th scope="row" {
                                @match self.taxonomy.jurisdiction(&one.name) {
                                    Some(known) => (known.name),
                                    None => (one.name),
                                }
                            }
                            (found_cells(&one.found))
                        }
                    }
                }))
            }
        }
    }

    fn type_link(&self, slug: &str) -> Markup {
        html! { a href={ "/types/" (slug) } { (parts::type_title(slug, self.taxonomy)) } }
    }
}

/// The columns of a table of what was found.
fn found_columns(what: &'static str) -> [Column; 5] {
    [Text(what), Number("Clauses"), Number("Precision"), Number("Recall"), Number("F1")]
}

/// How often readers gave it, and how well it was found.
fn found_cells(found: &Found) -> Markup {
    html! {
        td.number { (found.recall.whole) }
        (cell(found.precision))
        (cell(found.recall))
        td.number { (format!("{:.1}", found.f1)) }
    }
}
