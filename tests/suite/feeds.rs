//! Feeds: the changes that a search finds, under names that stay, sent only when there is news.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use clausedex::history::{Changes, State};
use clausedex::index::ClauseAddress;
use clausedex::indexer::{self, Silent};
use clausedex::taxonomy::Taxonomy;
use clausedex::web::{self, Service};
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;

use crate::archives::sample_engine;
use crate::site::{Answer, ask, get, json, site};

/// A change: when, of which record and wording, and what.
type Told = (String, String, u64, &'static str);

/// The changes of the sample's states that `is_found` admits, the newest first, found by looking
/// at every state.
fn scan(is_found: impl Fn(&State) -> bool) -> Vec<Told> {
    let build = sample_engine().build();
    let mut states = Vec::new();
    for (segment, columns) in build.segments.iter().enumerate() {
        for clause in 0..columns.clauses {
            let address = ClauseAddress { segment: segment as u32, clause };
            states.push(build.entry(address).unwrap().state);
        }
    }
    let mut told = Vec::new();
    for state in states.iter().filter(|state| is_found(state)) {
        let mut lineage: Vec<&State> =
            states.iter().filter(|other| other.record == state.record).collect();
        lineage.sort_by_key(|other| other.number);
        let place = lineage.iter().position(|other| other.number == state.number).unwrap();
        let Changes { added, reworded, removed } = Changes::of(&lineage)[place];
        for (change, what) in [(added, "added"), (reworded, "reworded"), (removed, "removed")] {
            // Nothing of the sample comes or goes in bulk.
            if let Some(change) = change.filter(|change| change.bulk.is_none()) {
                let (record, number) = (state.record.to_string(), state.number.into());
                told.push((change.at.to_string(), record, number, what));
            }
        }
    }
    told.sort_by(|a, b| b.cmp(a));
    told
}

fn told(item: &Value) -> Told {
    let change = &item["_clausedex"];
    let kinds = ["added", "reworded", "removed"];
    let kind = kinds.into_iter().find(|kind| change["change"] == *kind).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let wording = change["wording"].as_u64().unwrap();
    (text(&item["date_published"]), text(&change["id"]), wording, kind)
}

/// The record and wording of every clause that a search of the sample finds.
async fn found(query: &str) -> HashSet<(String, u64)> {
    let mut found = HashSet::new();
    let mut cursor = String::new();
    loop {
        let address = format!("/api/v1/clauses?{query}&limit=100&facets=none&cursor={cursor}");
        let page = json(&address).await;
        for clause in page["clauses"].as_array().unwrap() {
            let id = clause["id"].as_str().unwrap().to_owned();
            found.insert((id, clause["wording"].as_u64().unwrap()));
        }
        match page["next_cursor"].as_str() {
            Some(next) => next.clone_into(&mut cursor),
            None => return found,
        }
    }
}

#[tokio::test]
async fn a_feed_holds_the_changes_that_a_scan_of_the_history_finds() {
    for query in ["", "q=arbitration", "q=data&severity=medium", "type=class-action-waiver"] {
        let found = found(&format!("{query}&ever=true")).await;
        let expected =
            scan(|state| found.contains(&(state.record.to_string(), u64::from(state.number))));
        let feed = json(&format!("/feeds/search.json?{query}")).await;
        let items: Vec<Told> = feed["items"].as_array().unwrap().iter().map(told).collect();
        assert!(!items.is_empty(), "{query}");
        assert_eq!(items, expected[..expected.len().min(50)], "{query}");
    }
}

#[tokio::test]
async fn a_search_by_change_finds_what_a_scan_of_the_history_finds() {
    for (field, kind) in [("added:", "added"), ("changed:", "reworded"), ("removed:", "removed")] {
        let changed = scan(|_| true).into_iter().filter(|told| told.3 == kind);
        let expected: HashSet<_> = changed.map(|(_, record, number, _)| (record, number)).collect();
        assert!(!expected.is_empty(), "{field}");
        assert_eq!(found(&format!("q={field}")).await, expected, "{field}");
    }
}

#[tokio::test]
async fn what_flaps_is_found_in_the_history_but_by_no_change() {
    const NEWS: &str = "Our office on the moon is closed for the summer.";
    const SHORT: &str = "You may cancel your subscription within seven days of the purchase.";
    let place = Place::new();
    place.add("2024-05-01", &[NEW]);
    place.add("2024-06-01", &[NEW, NEWS]);
    place.add("2024-06-03", &[NEW]);
    place.add("2024-07-01", &[SHORT]);
    place.add("2024-07-02", &[NEW]);
    place.add("2024-08-01", &[&NEW.replace("You", "you")]);
    let site = place.site("index");
    for (query, expected) in [
        ("added:2024-03", 1),
        ("changed:2024-03", 1),
        ("removed:2024-05", 1),
        ("added:2024-06", 0),
        ("removed:2024-06", 0),
        ("changed:2024-07", 0),
        ("changed:2024-08", 0),
        ("office+moon+ever:", 1),
        ("seven+days+ever:", 1),
    ] {
        let answer = feed(site.clone(), &format!("/api/v1/clauses?q={query}")).await.json();
        assert_eq!(answer["total"], expected, "{query}");
    }
}

#[tokio::test]
async fn changes_that_a_query_names_are_the_only_ones() {
    let feed = json("/feeds/search.json?q=added:2024..2025").await;
    let items = feed["items"].as_array().unwrap();
    assert!(!items.is_empty());
    for item in items {
        let (at, .., kind) = told(item);
        assert!(kind == "added" && ("2024".."2026").contains(&&*at), "{kind} at {at}");
    }
}

/// The texts of the elements of that name, within entries only.
fn of_entries(xml: &str, name: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let (mut path, mut texts) = (Vec::new(), Vec::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) => {
                path.push(start.name().as_ref().to_owned());
                if path.len() == 3 && path[1] == "entry" && path[2] == name {
                    texts.push(String::new());
                }
            }
            Event::End(_) => _ = path.pop(),
            Event::Text(text) if path.len() == 3 && path[1] == "entry" && path[2] == name => {
                texts.last_mut().unwrap().push_str(&text.xml10_content());
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(path.is_empty(), "{path:?} is left open");
    texts
}

#[tokio::test]
async fn both_formats_tell_the_same_under_the_same_names() {
    let atom = get("/feeds/search.atom?q=data&platform=Lumenreel").await;
    assert_eq!(atom.header("content-type"), "application/atom+xml; charset=utf-8");
    let ids = of_entries(&atom.text, "id");
    assert!(!ids.is_empty());
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());

    let json = get("/feeds/search.json?q=data&platform=Lumenreel").await;
    assert_eq!(json.header("content-type"), "application/feed+json; charset=utf-8");
    let json = json.json();
    let items = json["items"].as_array().unwrap();
    let of_items = |key: &str| -> Vec<String> {
        items.iter().map(|item| item[key].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(of_items("id"), ids);
    assert_eq!(of_items("date_published"), of_entries(&atom.text, "updated"));
    assert_eq!(json["home_page_url"], "http://terms.example/?q=data&platform=Lumenreel");
    for address in of_items("url") {
        let path = address.strip_prefix("http://terms.example").unwrap();
        assert_eq!(get(path).await.status, StatusCode::OK, "{path}");
    }
}

const OLD: &str = "You may cancel your subscription within fourteen days of the purchase.";
const NEW: &str = "You may cancel your subscription within thirty days of the purchase.";
const FEE: &str = "A fee of three shells \u{8}\u{1b} falls due on every new moon & <b>tide</b>.";

/// A growing archive of one document, and its server.
struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        place.add("2024-01-01", &[OLD]);
        place.add("2024-03-01", &[NEW, FEE]);
        place
    }

    fn add(&self, day: &str, clauses: &[&str]) {
        let document = self.0.path().join("archive/Nimbus/Terms of Service");
        fs::create_dir_all(&document).unwrap();
        let padding = "This sentence makes the document long enough to be read. ".repeat(20);
        let text = format!("# Terms\n\n{}\n\n{padding}\n", clauses.join("\n\n"));
        fs::write(document.join(format!("{day}T00-00-00Z.md")), text).unwrap();
    }

    fn site(&self, index: &str) -> Router {
        let index = self.0.path().join(index);
        serve(&self.0.path().join("archive"), &index)
    }
}

fn serve(archive: &Path, index: &Path) -> Router {
    let taxonomy = Arc::new(Taxonomy::bundled());
    indexer::run(&[archive.to_owned()], index, &taxonomy, &Silent).unwrap();
    let base = "https://terms.example".parse().unwrap();
    let service = Service::reached_under(Some(base), index, taxonomy).unwrap();
    service.reload().unwrap();
    web::router(service)
}

async fn feed(router: Router, address: &str) -> Answer {
    ask(router, Request::get(address).body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn entries_keep_their_names_when_the_archive_grows_or_is_indexed_anew() {
    let place = Place::new();
    let first = feed(place.site("index"), "/feeds/search.atom").await.text;
    let anew = feed(place.site("anew"), "/feeds/search.atom").await.text;
    assert_eq!(first, anew);
    let ids = of_entries(&first, "id");
    assert_eq!(ids.len(), 2, "{first}");

    // The fee goes; what else differs is case and punctuation.
    place.add("2024-06-01", &[&NEW.replace("You", "you")]);
    let grown = feed(place.site("index"), "/feeds/search.atom").await.text;
    let grown_ids = of_entries(&grown, "id");
    assert_eq!(grown_ids.len(), 3, "{grown}");
    assert!(ids.iter().all(|id| grown_ids.contains(id)));
    let newest = &of_entries(&grown, "title")[0];
    assert_eq!(newest, "Nimbus removed “Terms” in Terms of Service");
}

#[tokio::test]
async fn an_entry_shows_the_wordings_before_and_after() {
    let place = Place::new();
    let found = feed(place.site("index"), "/feeds/search.json").await.json();
    let items = found["items"].as_array().unwrap();
    let of = |change: &str| {
        items.iter().find(|item| item["_clausedex"]["change"] == change).unwrap().clone()
    };
    let reworded = of("reworded");
    let text = reworded["content_text"].as_str().unwrap();
    assert!(text.contains(&format!("Now:\n{NEW}")) && text.contains(&format!("Before:\n{OLD}")));
    assert_eq!(reworded["_clausedex"]["former_wording"], 1);
    let added = of("added")["content_html"].as_str().unwrap().to_owned();
    assert!(added.contains("three shells") && !added.contains("<b>tide"), "{added}");
    assert!(reworded["url"].as_str().unwrap().starts_with("https://terms.example/clauses/CX-"));

    // The old wording was reworded away: it is not what changed into anything.
    let old = feed(place.site("index"), "/feeds/search.json?q=fourteen").await.json();
    assert_eq!(old["items"], Value::Array(Vec::new()));
}

#[tokio::test]
async fn a_feed_without_news_is_not_sent_again() {
    let address = "/feeds/search.atom?q=data";
    let first = get(address).await;
    let (tag, modified) = (first.header("etag"), first.header("last-modified"));
    assert!(tag.starts_with("W/\"") && modified.ends_with(" GMT"), "{tag} {modified}");
    for (name, value, expected) in [
        ("if-none-match", tag, StatusCode::NOT_MODIFIED),
        ("if-none-match", "W/\"other\"", StatusCode::OK),
        ("if-modified-since", modified, StatusCode::NOT_MODIFIED),
        ("if-modified-since", "Thu, 01 Jan 2015 00:00:00 GMT", StatusCode::OK),
        ("if-modified-since", "yesterday", StatusCode::OK),
    ] {
        let request = Request::get(address).header("host", "terms.example").header(name, value);
        let again = ask(site(), request.body(Body::empty()).unwrap()).await;
        assert_eq!(again.status, expected, "{name}: {value}");
        assert_eq!(again.text.is_empty(), expected == StatusCode::NOT_MODIFIED);
        assert_eq!(again.header("etag"), tag);
    }
}

#[tokio::test]
async fn whole_addresses_need_a_host_that_is_one() {
    for host in ["", "a b", "terms.example/path", "someone@terms.example", "a\"><script>"] {
        let request = Request::get("/feeds/search.atom").header("host", host);
        let answer = ask(site(), request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{host}");
        assert_eq!(answer.json()["code"], "invalid-host", "{host}");
    }
    for (query, code) in [
        ("sort=newest", "unknown-parameter"),
        ("as_of=2024-01-01", "unknown-parameter"),
        ("type=arbitraton", "unknown-value"),
        ("strict=true&q=(a", "invalid-query"),
    ] {
        let answer = get(&format!("/feeds/search.json?{query}")).await;
        assert_eq!(
            (answer.status, &answer.json()["code"]),
            (StatusCode::BAD_REQUEST, &code.into())
        );
    }
}

#[tokio::test]
async fn the_search_page_leads_to_its_feed_and_its_export() {
    let page = get("/?q=data&platform=lumenreel&sort=newest").await.text;
    for link in [
        "type=\"application/atom+xml\" title=\"Follow this search\" \
         href=\"/feeds/search.atom?q=data&amp;platform=lumenreel\"",
        "href=\"/api/v1/clauses/export?format=csv&amp;bom=true&amp;q=data&amp;platform=lumenreel\
         &amp;sort=newest\"",
        "href=\"/feeds/search.json?q=data&amp;platform=lumenreel\"",
    ] {
        assert!(page.contains(link), "{link} is not in {page}");
    }
}
