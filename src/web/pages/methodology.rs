//! The page that says how labels are made and how good they are, made from the measured figures.

mod measures;
mod table;

use std::sync::Arc;

use axum::extract::State;
use axum::response::Html;
use maud::{Markup, html};

use super::layout::{Layout, Section};
use super::parts;
use crate::web::Service;
use crate::web::params::{NoParameters, Query};
use crate::web::problem::Problem;
use crate::web::service::Snapshot;
use crate::web::wire::Methodology;
use measures::Measures;
use table::Column::{Number, Text};
use table::figures;

/// Shows the page, with or without an index.
pub(super) async fn page(
    State(service): State<Arc<Service>>,
    snapshot: Result<Snapshot, Problem>,
    Query(NoParameters): Query<NoParameters>,
) -> Html<String> {
    let snapshot = snapshot.ok();
    let engine = snapshot.as_ref().map(|Snapshot(engine)| &**engine);
    let figures = Methodology::bundled();
    let measures = Measures {
        report: &figures.labels,
        taxonomy: service.taxonomy(),
        classifier: service.classifier.digest(),
    };
    let page = MethodologyPage { figures, measures };
    let layout = Layout { title: "Methodology", section: Section::Docs, engine };
    layout.render(&page.render())
}

/// Everything that the page shows.
struct MethodologyPage<'a> {
    figures: &'a Methodology,
    measures: Measures<'a>,
}

impl MethodologyPage<'_> {
    fn render(&self) -> Markup {
        html! {
            article.reference.docs.methodology {
                header.page {
                    h1 { "How labels are made, and how good they are" }
                    p.lead {
                        "A label is an opinion with its evidence; the clause that it stands on is "
                        "a quote that can be checked. How often the opinion is right was measured "
                        "on platforms that the program had not learnt from."
                    }
                    p.actions {
                        a.button.quiet href="/types" { "The clause types" }
                        a.button.quiet href="/api/v1/methodology" { "All figures as JSON" }
                    }
                }
                (self.making())
                (self.reading())
                (self.learning())
                (self.measures.render())
                (self.quotes())
                (absence())
                (changes())
                (limits())
            }
        }
    }

    fn making(&self) -> Markup {
        let labels = &self.figures.labels;
        html! {
            section #making {
                h2 { "How a label is made" }
                p {
                    "Each clause type has saved queries, which its page shows. A sparse linear "
                    "model weighs which of these a clause meets, its words, word pairs and "
                    "beginnings of words, the words of its headings and the kind of document, and "
                    "says for each type how sure it is, from 0 to 1. What it says is calibrated "
                    "on clauses of platforms that it had not learnt from: of labels at 0.8, about "
                    "80 in 100 should be right. The evidence of a label is the queries met and "
                    "the words that weighed most."
                }
                p {
                    "A type is shown from " strong { (labels.shown) } " on; the tables below "
                    "tell how many of those are right. From " strong { (labels.confident) } " on it is called confident; below, "
                    "it is marked as likely. A passage may have several types. Ordinary prose gets "
                    "none, and so does what the program is not sure of, because a wrong label "
                    "costs more than a missing one."
                }
                p {
                    "A severity is shown only where words of the clause speak for it, and with these "
                    "words: a cue of that severity (a way out, a notice, a sole discretion, a "
                    "negation), a value that it states, or several words together by which alone, "
                    "whatever the type, the model finds it likelier than not. A value that the "
                    "clause states bars the contrary: where data is sold, nothing is called "
                    "protective or low; where it is not, nothing high. Without such words no "
                    "severity is shown, and it is said in words what is usual for clauses of that "
                    "type. Jurisdictions, regulations and stated values are read by rules, each from "
                    "the words that are shown with it; what only follows from the type and place "
                    "is marked as not named."
                }
            }
        }
    }

    fn reading(&self) -> Markup {
        let agreement = &self.figures.agreement;
        html! {
            section #reading {
                h2 { "The clauses that were read" }
                p {
                    (parts::number(agreement.clauses)) " clauses of Open Terms Archive's "
                    em { "contrib" } " collection, as this program cuts them, were read and "
                    "labelled after a written guideline: some drawn at random from each document "
                    "type, the others because a model was unsure of them, sure of them, took "
                    "their type for another, or hardly knew it. The readers were instances of a "
                    "large language model that followed the guideline, not lawyers. Each platform "
                    "is either learnt from or measured on, never both."
                }
                p {
                    (parts::number(agreement.twice)) " clauses were read twice, independently. So "
                    "often both readings agree, which is about as good as labels can become:"
                }
                (figures(&[Text("Both readings have"), Number("Clauses"), Number("Share"), Number("Cohen's kappa")], &html! {
                    @for measure in &agreement.measures {
                        tr {
                            th scope="row" { (measure.of) }
                            td.number {
                                (parts::number(measure.same)) " of "
                                (parts::number(measure.compared))
                            }
                            td.number { (table::share(measure.same, measure.compared)) }
                            td.number {
                                @match measure.kappa {
                                    Some(kappa) => (format!("{kappa:.2}")),
                                    None => "",
                                }
                            }
                        }
                    }
                }))
                p.meta {
                    "A further reading settled " (parts::number(agreement.settled))
                    " differences. The guideline is " code { "data/labels/GUIDELINES.md" }
                    "; the labels name clauses by version and bytes, and hold no text."
                }
            }
        }
    }

    fn learning(&self) -> Markup {
        let card = &self.figures.model;
        html! {
            section #learning {
                h2 { "What the model learnt from" }
                p {
                    (parts::number(card.labelled_clauses as u64)) " of the clauses that were read, "
                    "the taxonomy's own descriptions of its types, and these judged texts:"
                }
                (figures(&[Text("File"), Text("Licence"), Text("SHA-256")], &html! {
                    @for source in &card.sources {
                        tr {
                            th scope="row" { (source.name) }
                            td { (source.licence) }
                            td { code title=(source.digest) { (&source.digest.hex()[..12]) } }
                        }
                    }
                }))
                p.meta {
                    "The model has " (parts::number(card.features as u64)) " features for "
                    (card.types) " types in " (parts::number(card.bytes as u64)) " bytes, SHA-256 "
                    code title=(card.digest) { (&card.digest.hex()[..12]) } ". Its licence: "
                    (card.licence) "."
                }
            }
        }
    }

    fn quotes(&self) -> Markup {
        let measures = &self.figures.model.measures;
        let rows = [
            ("Quotes learnt from, by cross-validation over platforms", &measures.quotes),
            ("Clauses learnt from, by cross-validation over platforms", &measures.clauses),
            ("Quotes set apart", &measures.dev),
        ];
        html! {
            section #quotes {
                h2 { "The model alone" }
                p {
                    "The model by itself, on texts that are each of a type; severity here is what it "
                    "finds likeliest of high, medium and low, without the rules. Quotes are "
                    "passages that readers of ToS;DR and CLAUDETTE picked out; they stand without "
                    "their document, which is harder."
                }
                (figures(
                    &[
                        Text("Texts"),
                        Number("Of a type"),
                        Number("Surest right"),
                        Number("One of three right"),
                        Number("Severity right"),
                    ],
                    &html! {
                        @for (name, scores) in rows {
                            tr {
                                th scope="row" { (name) }
                                td.number { (parts::number(scores.types.texts as u64)) }
                                td.number { (table::percent(scores.types.top_1)) }
                                td.number { (table::percent(scores.types.top_3)) }
                                td.number { (table::percent(scores.severity.accuracy)) }
                            }
                        }
                    },
                ))
                p.meta {
                    "The same method, learnt from the training part of UNFAIR-ToS alone, reaches a "
                    "micro-F1 of " (table::percent(measures.unfair.micro_f1)) " and a macro-F1 of "
                    (table::percent(measures.unfair.macro_f1)) " on its validation part."
                }
            }
        }
    }
}

/// When it is said that something was not found, and when that something stands.
fn absence() -> Markup {
    html! {
        section #absence {
            h2 { "Absence, and what is current" }
            p {
                "A comparison looks at the platforms with a document that could hold the type. "
                em { "None found" } " is said only where every such document was read: its last "
                "capture can be read, it is in English, and the archive still holds it; and where "
                "no clause may be of the type, meets one of its saved queries or has one of its "
                "names. Where one does, the platform is " em { "unsure" } " and the passage is shown; "
                "where a document was not read, it is " em { "unknown" } ", with the reason. A value "
                "that a clause states speaks for its matter, whatever types the clause bears. It is "
                "never said that a platform does not have something."
            }
            p {
                "A clause is current when it stands in the last version of a document that can be "
                "read and that the archive still holds. A version dated before 1990, or behind a gap "
                "of more than two years in which the archives recorded nothing at all, is kept and "
                "says nothing about what stood when."
            }
        }
    }
}

/// What counts as a change.
fn changes() -> Markup {
    html! {
        section #changes {
            h2 { "What counts as a change" }
            p {
                "Nothing is added whose words stood in the version before, and nothing removed whose "
                "words still stand: nine in ten of its runs of five words. What is taken back within "
                "seven days is no change, nor is another number, address, e-mail mask or own date "
                "line, another list of links, or a new extraction of an old capture. Ten wordings at "
                "eight a year are live data, and are told once. Forty clauses or more that come or go "
                "at once, beside at most 15 in a hundred on the other side, are told as one: a new "
                "edition, or pages that the archive began or ceased to capture."
            }
        }
    }
}

/// What labels do not say.
fn limits() -> Markup {
    html! {
        section #limits {
            h2 { "What is not labelled, and what this does not show" }
            ul {
                li {
                    "Only English text is labelled. Of other text it is said that it is not; it "
                    "can be searched all the same."
                }
                li {
                    "A clause without a type is not a clause without effect: types can be missing, "
                    "above all where several stand in one passage. The recall above says how often."
                }
                li {
                    "Clauses were read one at a time, with their headings. What a clause means "
                    "together with the rest of its document was not judged."
                }
                li {
                    "The figures hold for large consumer services whose terms volunteers track. Few "
                    "clauses were read of rare types; their figures are rough, and the number of "
                    "clauses stands beside each."
                }
                li { "Labels and severities are an opinion and no legal advice." }
            }
        }
    }
}
