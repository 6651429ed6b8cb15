//! Tables of figures.

use maud::{Markup, html};

use crate::classify::evaluation::Share;

/// The title of a column, by what stands below it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Column {
    /// Words.
    Text(&'static str),
    /// Figures.
    Number(&'static str),
}

/// A table with figures.
pub(super) fn figures(columns: &[Column], rows: &Markup) -> Markup {
    html! {
        div.scroll {
            table {
                thead {
                    tr {
                        @for column in columns {
                            @match column {
                                Column::Text(title) => th scope="col" { (title) },
                                Column::Number(title) => th.number scope="col" { (title) },
                            }
                        }
                    }
                }
                tbody { (rows) }
            }
        }
    }
}

/// A cell with a share, and of how many.
pub(super) fn cell(share: Share) -> Markup {
    html! {
        td.number {
            @if share.whole > 0 {
                (percent(share.percent)) " " span.note { "of " (share.whole) }
            } @else {
                "–"
            }
        }
    }
}

/// A part of a whole in percent.
pub(super) fn share(part: u64, whole: u64) -> String {
    percent(100.0 * part as f64 / whole.max(1) as f64)
}

/// A number in percent, to a tenth.
pub(super) fn percent(number: f64) -> String {
    format!("{number:.1} %")
}
