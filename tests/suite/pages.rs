//! The pages: whole, without scripts or outside hosts, and safe with whatever they show.

use axum::body::Body;
use axum::http::{Request, StatusCode};

use crate::site::{Answer, ask, get, json, site};

/// A page as a browser asks for it.
async fn visit(address: &str) -> Answer {
    let request = Request::get(address).header("accept", "text/html,application/xhtml+xml");
    ask(site(), request.header("host", "terms.example").body(Body::empty()).unwrap()).await
}

/// The values of an attribute, in order.
fn attributes<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    let opening = format!(" {name}=\"");
    let parts = page.split(opening.as_str()).skip(1);
    parts.map(|rest| rest.split('"').next().unwrap()).collect()
}

#[tokio::test]
async fn every_page_is_whole_and_loads_nothing_from_elsewhere() {
    let found = json("/api/v1/clauses?q=arbitration&limit=1").await;
    let clause = format!("/clauses/{}", found["clauses"][0]["id"].as_str().unwrap());
    let pages = [
        "/",
        "/?q=arbitration",
        "/?q=zzzz",
        "/?platform=lumenreel&group=platform",
        "/?q=data&ever=true&as_of=2023-01-01&sort=newest",
        &clause,
        "/types",
        "/types/arbitration",
        "/compare",
        "/compare?type=arbitration",
        "/platforms",
        "/platforms/lumenreel",
        "/docs",
        "/docs/query",
        "/docs/methodology",
        "/documents/lumenreel/terms-of-service",
        "/documents/lumenreel/terms-of-service?q=arbitration",
    ];
    for address in pages {
        let page = visit(address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        let policy = page.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        let text = &page.text;
        assert_eq!(text.matches("<h1").count(), 1, "{address}");
        for part in ["<!DOCTYPE html>", "<html lang=\"en\">", "<main", "<title>", "</footer>"] {
            assert!(text.contains(part), "{address} lacks {part}");
        }
        // The one script is a file of our own; nothing runs out of the page itself.
        let inline = text.split("<script").skip(1).any(|rest| !rest.starts_with(" src=\"/assets/"));
        assert!(!inline && !text.contains(" style=\""), "{address}");
        for link in attributes(text, "href").into_iter().chain(attributes(text, "src")) {
            assert!(link.starts_with(['/', '#']), "{address} leads to {link}");
        }
    }
}

#[tokio::test]
async fn every_link_of_the_pages_leads_somewhere() {
    let pages = [
        "/",
        "/?q=arbitration&type=arbitration&fold=false",
        "/?q=%22binding+arbitraton%22&sort=newest",
        "/?q=whom+might+they+sell+my+data&severity=high",
        "/types/arbitration",
        "/platforms/lumenreel",
        "/documents/lumenreel/terms-of-service?q=you",
        "/docs/query",
        "/docs/methodology",
    ];
    for page in pages {
        let text = visit(page).await.text;
        let links = attributes(&text, "href").into_iter().filter(|link| link.starts_with('/'));
        for link in links {
            let address = link.replace("&amp;", "&").replace("&quot;", "\"");
            let address = address.split('#').next().unwrap();
            let answer = visit(address).await;
            assert_eq!(answer.status, StatusCode::OK, "{page} leads to {address}");
        }
    }
}

#[tokio::test]
async fn what_was_typed_is_shown_as_text() {
    let page = visit("/?q=%3Cscript%3Ealert(1)%3C%2Fscript%3E%22").await.text;
    assert!(!page.contains("<script>"));
    assert!(page.contains("value=\"&lt;script&gt;alert(1)&lt;/script&gt;&quot;\""));
}

#[tokio::test]
async fn a_search_keeps_what_was_chosen() {
    let page = visit("/?q=data&platform=Lumenreel&as_of=2023-01-01&sort=newest").await.text;
    assert!(page.contains(r#"name="platform" value="lumenreel""#));
    assert!(page.contains(r#"name="as_of" value="2023-01-01""#));
    assert!(page.contains(r#"<option value="newest" selected>"#));
    assert!(page.contains("<mark>"));
    // The chip takes the filter away and keeps the rest.
    assert!(page.contains("href=\"/?q=data&amp;as_of=2023-01-01&amp;sort=newest\""));
}

#[tokio::test]
async fn a_search_that_finds_nothing_leads_on() {
    let page = visit("/?q=whom+might+they+sell+my+data&sort=newest&widen=false").await.text;
    assert!(page.contains("0 clauses"));
    for link in ["type=data-sale", "q=whom%20sell%20data"] {
        let link = format!("<a href=\"/?{link}&amp;widen=false&amp;sort=newest\">");
        assert!(page.contains(&link), "{link}: {page}");
    }
    let page = visit("/?q=arbitraton&platform=heartwise").await.text;
    let offer = "Did you mean <a href=\"/?q=arbitration&amp;platform=heartwise\">arbitration</a>?";
    assert!(page.contains(offer), "{page}");
}

#[tokio::test]
async fn a_list_says_when_clauses_are_folded_and_unfolds() {
    let folded = visit("/?q=you").await.text;
    let unfolded = visit("/?q=you&fold=false").await.text;
    assert!(!unfolded.contains("nearly the same on this platform"));
    assert!(unfolded.contains(r#"<input type="hidden" name="fold" value="false">"#));
    assert!(unfolded.contains(r#"<a href="/?q=you">"#));
    // The sample may hold no copies; then nothing is said of them.
    let is_folded = folded.contains("nearly the same on this platform");
    assert_eq!(is_folded, folded.contains("/?q=you&amp;fold=false"));
}

#[tokio::test]
async fn a_bad_search_says_why_and_keeps_the_query() {
    let page = visit("/?q=data&strict=true&platform=nobody").await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    assert!(page.text.contains("role=\"alert\"") && page.text.contains("value=\"data\""));
}

#[tokio::test]
async fn problems_are_pages_for_those_who_read_pages() {
    for (address, status) in [("/nowhere", 404), ("/?colour=red", 400), ("/clauses/none", 404)] {
        let page = visit(address).await;
        assert_eq!(page.status.as_u16(), status, "{address}");
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8", "{address}");
        assert!(page.text.contains("<h1"), "{address}");
        let plain = get(address).await;
        assert_eq!(plain.header("content-type"), "application/problem+json", "{address}");
    }
}

#[tokio::test]
async fn assets_are_kept_for_ever_under_names_that_change() {
    let page = visit("/").await.text;
    let links = attributes(&page, "href").into_iter().chain(attributes(&page, "src"));
    let mut met = 0;
    for link in links.filter(|link| link.starts_with("/assets/")) {
        let asset = get(link).await;
        assert_eq!(asset.status, StatusCode::OK);
        assert!(asset.header("cache-control").contains("immutable"));
        assert!(!asset.text.contains("url(") && !asset.text.contains("@import"));
        met += 1;
    }
    assert_eq!(met, 3);
}

#[tokio::test]
async fn a_clause_shows_its_source_date_and_hash() {
    let found = json("/api/v1/clauses?q=arbitration&limit=1").await;
    let clause = &found["clauses"][0];
    let page = visit(&format!("/clauses/{}", clause["id"].as_str().unwrap())).await.text;
    let hash = clause["version"].as_str().unwrap().strip_prefix("sha256:").unwrap();
    assert!(page.contains(hash));
    assert!(page.contains("sha256sum") && page.contains("head -c"));
    assert!(page.contains("the quote is bytes"));
    assert!(page.contains("format=bibtex"));
}
