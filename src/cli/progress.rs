//! Shows how indexing goes on: a bar on a terminal, a few lines elsewhere.

use std::cell::{Cell, OnceCell};
use std::io::{IsTerminal, stderr};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::output::{counted, printable, say, thousands};
use crate::indexer;

/// In how many steps the lines count up to the whole.
const LINES: u64 = 10;

/// Shows progress on stderr.
#[derive(Debug)]
pub(super) enum Progress {
    /// On a terminal.
    Bar(Box<OnceCell<ProgressBar>>),
    /// In a log.
    Lines(Lines),
}

/// What the lines have said.
#[derive(Debug, Default)]
pub(super) struct Lines {
    documents: Cell<u64>,
    done: Cell<u64>,
    states: Cell<u64>,
}

impl Progress {
    /// A bar if stderr is a terminal, lines if not.
    pub(super) fn new() -> Self {
        if stderr().is_terminal() {
            Self::Bar(Box::default())
        } else {
            Self::Lines(Lines::default())
        }
    }

    /// Takes the bar off the terminal.
    pub(super) fn finish(&self) {
        if let Self::Bar(bar) = self
            && let Some(bar) = bar.get()
        {
            bar.finish_and_clear();
        }
    }
}

impl indexer::Progress for Progress {
    fn begin(&self, documents: usize) {
        match self {
            Self::Bar(bar) => {
                bar.get_or_init(|| new_bar(documents as u64));
            }
            Self::Lines(lines) => {
                lines.documents.set(documents as u64);
                say(&format!("reading {}", counted(documents as u64, "document")));
            }
        }
    }

    fn document(&self, name: &str, states: usize) {
        match self {
            Self::Bar(bar) => {
                if let Some(bar) = bar.get() {
                    bar.set_message(printable(name).into_owned());
                    bar.inc(1);
                }
            }
            Self::Lines(lines) => lines.document(states as u64),
        }
    }

    fn writing(&self) {
        match self {
            Self::Bar(bar) => {
                if let Some(bar) = bar.get() {
                    bar.set_message("writing the index");
                }
            }
            Self::Lines(_) => say("writing the index"),
        }
    }
}

impl Lines {
    fn document(&self, states: u64) {
        let (before, documents) = (self.done.get(), self.documents.get());
        let done = before + 1;
        self.done.set(done);
        self.states.set(self.states.get() + states);
        if done * LINES / documents.max(1) > before * LINES / documents.max(1) {
            let states = counted(self.states.get(), "clause state");
            say(&format!(
                "read {} of {}: {states}",
                thousands(done),
                counted(documents, "document")
            ));
        }
    }
}

fn new_bar(documents: u64) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(documents), ProgressDrawTarget::stderr());
    let template = "{bar:30} {human_pos}/{human_len} documents, {eta} to go  {wide_msg:.dim}";
    let style = ProgressStyle::with_template(template).expect("the template is correct");
    bar.set_style(style);
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
