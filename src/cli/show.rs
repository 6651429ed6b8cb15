//! `clausedex show`: one clause, with its labels, its evidence and its citation.

use std::io::{self, Write};

use clap::Args;

use super::exit::Exit;
use super::input::IndexFolder;
use super::output::{Output, counted, day, printable, say};
use super::{passage, verify};
use crate::cite::{self, Archives, Citation, CitationFormat, Verification};
use crate::classify;
use crate::clause::{EvidenceSource, Labels, RecordId, Span};
use crate::search::{Embedded, Engine, Hit, Plan};
use crate::web::wire::{ClauseDetail, ClauseHistory};

/// Show one clause: what it says, what we say of it, and how to cite and check it.
///
/// The quote is read from the archive and its hash computed again. Where the archive is not at
/// hand, the index's copy is shown, and that is said.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// The record ID, such as CX-7Q4M2K9D1A.
    #[arg(value_name = "RECORD-ID")]
    record: RecordId,
    #[command(flatten)]
    index: IndexFolder,
    /// Show this wording of the clause, from 1, rather than the one that stands now or stood last.
    #[arg(long, value_name = "N", conflicts_with = "history")]
    wording: Option<u32>,
    /// Show all wordings that the clause ever had, and when each stood.
    #[arg(long)]
    history: bool,
    /// Mark where the clause meets this query, in the query language.
    #[arg(long, value_name = "QUERY", conflicts_with_all = ["history", "cite"])]
    query: Option<String>,
    /// Print only the citation, in this format: text, bibtex, ris, csl-json or swhid.
    #[arg(long, value_name = "FORMAT", conflicts_with_all = ["history", "json"])]
    cite: Option<CitationFormat>,
    /// Print what the API answers, as one line of JSON.
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  clausedex show CX-7Q4M2K9D1A
  clausedex show CX-7Q4M2K9D1A --history
  clausedex show CX-7Q4M2K9D1A --query 'arbitrat! /s \"opt out\"'
  clausedex show CX-7Q4M2K9D1A --cite bibtex >> sources.bib";

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    let engine = arguments.index.open()?;
    let mut output = Output::new();
    if arguments.history {
        show_history(&mut output, arguments, &engine)?;
    } else {
        let mut hit = engine.clause(arguments.record, arguments.wording)?;
        let query = arguments.query.as_ref();
        let plan = query.map(|query| Plan::of_query(query, engine.taxonomy(), engine.build()));
        let plan = plan.transpose()?;
        if let Some(plan) = &plan {
            hit = engine.mark(hit, plan);
        }
        if let Some(format) = arguments.cite {
            let archives = &engine.build().manifest.archives;
            let citation = Citation::new(&hit.entry, &hit.document, archives)?;
            output.write_all(format.write(&citation)?.as_bytes())?;
        } else if arguments.json {
            output.json(&match &plan {
                Some(plan) => ClauseDetail::matching(&hit, &plan.query, &engine),
                None => ClauseDetail::new(&hit, &engine),
            })?;
        } else {
            if let Some(plan) = &plan {
                say_matches(&hit, plan);
            }
            show(&mut output, &hit, &engine)?;
        }
    }
    output.flush()?;
    Ok(Exit::Done)
}

/// How the query was read, and how many passages of the text it marks.
fn say_matches(hit: &Hit, plan: &Plan) {
    for note in &plan.query.notes {
        say(&format!("note: {}", note.message));
    }
    let marks = counted(hit.highlights.len() as u64, "passage");
    say(&format!("{marks} of the text marked by {}", plan.query.understood));
}

fn show_history(
    output: &mut Output,
    arguments: &Arguments,
    engine: &Embedded,
) -> anyhow::Result<()> {
    let wordings = engine.history(arguments.record)?;
    if arguments.json {
        output.json(&ClauseHistory::new(arguments.record, &wordings, engine))?;
        return Ok(());
    }
    for (place, hit) in wordings.iter().enumerate() {
        if place > 0 {
            writeln!(output)?;
        }
        passage::print_headline(output, hit)?;
        let state = &hit.entry.state;
        let title = format!("wording {} of {}", state.number, wordings.len());
        writeln!(output, "  {}", output.style.bold(&title))?;
        for interval in &state.intervals {
            match interval.to {
                Some(to) => writeln!(output, "  stood from {} to {}", interval.from, to)?,
                None if hit.is_current() => writeln!(output, "  stands since {}", interval.from)?,
                None => writeln!(output, "  stood from {} on, when last read", interval.from)?,
            }
        }
        if let Some(removed) = state.removed {
            writeln!(output, "  removed by the platform on {}", day(removed.at))?;
        }
        passage::print_indented(output, &printable(&state.wording.text))?;
    }
    Ok(())
}

fn show(output: &mut Output, hit: &Hit, engine: &Embedded) -> anyhow::Result<()> {
    let build = engine.build();
    let mut archives = Archives::of(build);
    let (entry, document) = (&hit.entry, &hit.document);
    let verification = cite::verify(entry, document, &build.manifest.archives, &mut archives)?;
    passage::print_headline(output, hit)?;
    writeln!(output)?;
    match &verification.quote {
        Some(quote) => {
            let marked = output.style.marked(quote, &marks_in_quote(hit));
            passage::print_indented(output, &marked)?;
        }
        None => {
            let marked = output.style.marked(&entry.state.wording.text, &hit.highlights);
            passage::print_indented(output, &marked)?;
            let remark = "(the index's copy: the quote could not be checked against the archive)";
            writeln!(output, "  {}", output.style.faint(remark))?;
        }
    }
    let text = &entry.state.wording.text;
    let is_labelled = classify::is_labelled(text, document.language.as_deref());
    print_labels(output, &entry.labels, text, is_labelled)?;
    print_evidence(output, &verification)?;
    Ok(())
}

/// The highlights as ranges of the quote, which has the clause's markup.
fn marks_in_quote(hit: &Hit) -> Vec<Span> {
    let state = &hit.entry.state;
    let start = state.latest.span.start as usize;
    let in_version = hit.highlights.iter().filter_map(|span| state.wording.to_source(*span));
    in_version
        .map(|span| Span::new(span.start as usize - start, span.end as usize - start))
        .collect()
}

/// Each label with what it rests on.
fn print_labels(
    output: &mut Output,
    labels: &Labels,
    text: &str,
    is_labelled: bool,
) -> io::Result<()> {
    if !is_labelled {
        writeln!(output, "\nNot labelled: labels are read out of English alone")?;
    }
    if *labels == Labels::default() {
        return Ok(());
    }
    let words = |span: Option<Span>| {
        let words = span.and_then(|span| text.get(span.range()));
        words.map(|words| format!(": “{}”", printable(words))).unwrap_or_default()
    };
    writeln!(output, "\n{}", output.style.bold("What we say of it"))?;
    for label in &labels.types {
        let name = passage::type_name(label);
        writeln!(output, "  type {name} ({} % sure)", label.percent())?;
        for evidence in &label.evidence {
            let source = match &evidence.source {
                EvidenceSource::Rule(rule) => format!("rule {rule}"),
                EvidenceSource::Model(words) => format!("model: {words}"),
            };
            let line = format!("{source}{}", words(evidence.span));
            writeln!(output, "    {}", output.style.faint(&line))?;
        }
    }
    if let Some(severity) = labels.severity {
        writeln!(output, "  severity {}", output.style.severity(severity))?;
        for reason in &labels.severity_reasons {
            let line = format!("{}{}", reason.text, words(Some(reason.span)));
            writeln!(output, "    {}", output.style.faint(&line))?;
        }
    } else if let Some(usual) = labels.usual_severity {
        writeln!(output, "  no words tell the severity; clauses of this type are usually {usual}")?;
    }
    for label in &labels.jurisdictions {
        let role = serde_json::to_value(label.role)?;
        let role = role.as_str().unwrap_or_default();
        let inherited = if label.is_inherited() { ", inherited" } else { "" };
        writeln!(output, "  jurisdiction {} ({role}{inherited}){}", label.code, words(label.span))?;
    }
    for label in &labels.regulations {
        let why = label.reason.as_ref().map(|reason| format!(" (not named): {reason}"));
        let why = why.unwrap_or_else(|| words(label.span));
        writeln!(output, "  regulation {}{why}", label.slug)?;
    }
    for label in &labels.agencies {
        writeln!(output, "  agency {}: {}", label.slug, label.reason)?;
    }
    for term in &labels.terms {
        writeln!(output, "  {}: {term}{}", term.name, words(Some(term.span)))?;
    }
    Ok(())
}

/// What was checked, the citation, and how to check it by hand.
fn print_evidence(output: &mut Output, verification: &Verification) -> anyhow::Result<()> {
    let citation = &verification.citation;
    writeln!(output, "\n{}", output.style.bold("Checked against the archive"))?;
    verify::print_checks(output, verification)?;
    writeln!(output, "\n{}", output.style.bold("Citation"))?;
    passage::print_indented(output, &CitationFormat::Text.write(citation)?)?;
    writeln!(output, "\n{}", output.style.bold("To check it yourself, in the archive's folder"))?;
    for command in citation.commands() {
        passage::print_indented(output, &printable(&command))?;
    }
    Ok(())
}
