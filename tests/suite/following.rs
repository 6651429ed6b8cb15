//! A server follows its index: a new build is served without an error in between.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::body::Body;
use axum::http::{Request, StatusCode};
use clausedex::indexer::{self, Silent};
use clausedex::taxonomy::Taxonomy;
use clausedex::web::{self, Service};

use crate::site::ask;

const BEFORE: &str = "We will give you thirty days of notice before we change these terms.\n";
const AFTER: &str = "We may change these terms at any time, and will not tell you about it.\n";

fn publish(archive: &Path, name: &str, text: &str, folder: &Path) -> String {
    let document = archive.join("Nimbus/Terms of Service");
    fs::create_dir_all(&document).unwrap();
    let padding = "This is a sentence that makes the document long enough to be read. ".repeat(20);
    fs::write(document.join(name), format!("# Terms\n\n{text}\n{padding}\n")).unwrap();
    let taxonomy = Taxonomy::bundled();
    let report = indexer::run(&[archive.to_owned()], folder, &taxonomy, &Silent).unwrap();
    report.manifest.digest().to_string()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_build_is_served_without_an_error_in_between() {
    let folder = tempfile::tempdir().unwrap();
    let (archive, index) = (folder.path().join("archive"), folder.path().join("index"));
    let first = publish(&archive, "2024-01-01T00-00-00Z.md", BEFORE, &index);
    let service = Service::new(&index, Arc::new(Taxonomy::bundled())).unwrap();
    assert!(service.reload().unwrap());
    assert!(!service.reload().unwrap());

    let router = web::router(Arc::clone(&service));
    let stop = Arc::new(AtomicBool::new(false));
    let asking = tokio::spawn({
        let stop = Arc::clone(&stop);
        async move {
            let mut builds = Vec::new();
            loop {
                let is_last = stop.load(Ordering::SeqCst);
                let request = Request::get("/api/v1/clauses?q=terms").body(Body::empty()).unwrap();
                let answer = ask(router.clone(), request).await;
                assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
                let answer = answer.json();
                let is_new = answer.to_string().contains("any time");
                builds.push((answer["build"].as_str().unwrap().to_owned(), is_new));
                if is_last {
                    return builds;
                }
            }
        }
    });
    let writer = tokio::task::spawn_blocking(move || {
        publish(&archive, "2025-01-01T00-00-00Z.md", AFTER, &index)
    });
    let second = writer.await.unwrap();
    assert!(service.reload().unwrap());
    stop.store(true, Ordering::SeqCst);

    let builds = asking.await.unwrap();
    assert!(builds.is_sorted_by_key(|(build, _)| *build == second));
    for (build, is_new) in &builds {
        assert!(*build == first || *build == second);
        assert_eq!(*is_new, *build == second, "an answer mixes builds");
    }
    assert_eq!(builds.last().map(|(build, _)| build), Some(&second));
}

#[tokio::test]
async fn a_build_that_cannot_be_opened_leaves_the_former_one() {
    let folder = tempfile::tempdir().unwrap();
    let (archive, index) = (folder.path().join("archive"), folder.path().join("index"));
    let first = publish(&archive, "2024-01-01T00-00-00Z.md", BEFORE, &index);
    let service = Service::new(&index, Arc::new(Taxonomy::bundled())).unwrap();
    service.reload().unwrap();

    fs::write(index.join("CURRENT"), "{ damaged").unwrap();
    assert!(service.reload().is_err());
    let request = Request::get("/api/v1/clauses?q=notice").body(Body::empty()).unwrap();
    let answer = ask(web::router(service), request).await.json();
    assert_eq!(answer["build"], first);
    assert_eq!(answer["total"], 1);
}
