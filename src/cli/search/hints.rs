//! What else could be asked for, as lines on stderr beside the clauses found.

use crate::cli::output::{counted, say};
use crate::search::{Answer, AnsweredBy, Count, NamedType, Relaxed};
use crate::taxonomy::Taxonomy;

/// Says what else could be asked for, one line each; `is_widened` when the search is widened already.
pub(super) fn give(answer: &Answer, taxonomy: &Taxonomy, is_widened: bool) {
    let offers = &answer.offers;
    if let Some(offer) = &offers.did_you_mean {
        say(&format!("hint: did you mean `{}`? {}", offer.text, found(offer.found)));
    }
    if answer.answered_by == AnsweredBy::Words {
        let types = offers.types.iter().filter_map(|named| of_type(named, taxonomy));
        types.for_each(|line| say(&line));
        if !offers.types.is_empty() && !is_widened {
            say("hint: --widen finds clauses that say it in other words too");
        }
    }
    offers.relaxed.iter().for_each(|offer| say(&asking_less(offer)));
    for offer in &offers.unfiltered {
        let option = offer.facet.name().replace('_', "-");
        say(&format!("hint: without the filter {option}, {}", found(offer.found)));
    }
}

fn of_type(named: &NamedType, taxonomy: &Taxonomy) -> Option<String> {
    let entry = &taxonomy.types[named.intent.clause_type];
    let (slug, title) = (&entry.slug, &entry.title);
    match &named.everywhere {
        None if named.found.clauses > 0 => {
            let found = found(named.found);
            Some(format!("hint: looking for {title}? --type {slug} leaves {found}"))
        }
        Some(all) if all.found.clauses > 0 => {
            let (query, found) = (format!("{} type:{slug}", all.understood), found(all.found));
            Some(format!("hint: looking for {title}? `{}` finds {found}", query.trim_start()))
        }
        _ => None,
    }
}

fn asking_less(offer: &Relaxed) -> String {
    let left_out = match offer.dropped.as_slice() {
        [] => String::new(),
        dropped => format!(", without {}", dropped.join(" ")),
    };
    format!("hint: `{}` finds {}{left_out}", offer.understood, found(offer.found))
}

fn found(count: Count) -> String {
    format!("{} on {}", counted(count.clauses, "clause"), counted(count.platforms, "platform"))
}
