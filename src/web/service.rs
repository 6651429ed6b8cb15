//! What the server answers from: the build that is served now, swapped when a new one appears.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;

use super::base::BaseUrl;
use super::metrics::Metrics;
use super::pool::Pool;
use super::problem::{Code, Problem};
use crate::classify::{Classifier, ClassifierError};
use crate::index::{Build, Current, IndexError};
use crate::search::Embedded;
use crate::taxonomy::Taxonomy;

/// How often to look for a new build.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// An index folder as it is served: always one whole build, and the newest that can be opened.
#[derive(Debug)]
pub struct Service {
    folder: PathBuf,
    taxonomy: Arc<Taxonomy>,
    served: RwLock<Option<Arc<Embedded>>>,
    /// Under which address clients reach the server, where it is told.
    pub(super) base: Option<BaseUrl>,
    pub(super) classifier: Classifier,
    pub(super) pool: Pool,
    pub(super) metrics: Metrics,
}

impl Service {
    /// Serves `folder`, whose labels refer to `taxonomy`; nothing until [`Self::reload`] succeeds.
    ///
    /// # Errors
    ///
    /// When the taxonomy's rules cannot be read.
    pub fn new(folder: &Path, taxonomy: Arc<Taxonomy>) -> Result<Arc<Self>, ClassifierError> {
        Self::reached_under(None, folder, taxonomy)
    }

    /// The same, for clients that reach the server under `base`; without it, what holds whole
    /// addresses takes the host that a request names.
    ///
    /// # Errors
    ///
    /// When the taxonomy's rules cannot be read.
    pub fn reached_under(
        base: Option<BaseUrl>,
        folder: &Path,
        taxonomy: Arc<Taxonomy>,
    ) -> Result<Arc<Self>, ClassifierError> {
        Ok(Arc::new(Self {
            folder: folder.to_owned(),
            classifier: Classifier::new(&taxonomy)?,
            taxonomy,
            served: RwLock::new(None),
            base,
            pool: Pool::new(),
            metrics: Metrics::new(),
        }))
    }

    /// The taxonomy that labels refer to.
    pub(super) fn taxonomy(&self) -> &Taxonomy {
        &self.taxonomy
    }

    /// Opens the build that the folder now names, unless it is served already; says whether it
    /// is another one.
    ///
    /// Requests that are being answered keep the build that they began with.
    ///
    /// # Errors
    ///
    /// When there is no build or it cannot be opened; the former one is then still served.
    pub fn reload(&self) -> Result<bool, IndexError> {
        let named = Current::read(&self.folder)?.build;
        if self.served().is_some_and(|served| served.build().digest == named) {
            return Ok(false);
        }
        let build = Build::open(&self.folder, &self.taxonomy)?;
        let taxonomy = Arc::clone(&self.taxonomy);
        let recogniser = Arc::clone(self.classifier.recogniser());
        let engine = Arc::new(Embedded::new(Arc::new(build), taxonomy, recogniser));
        // A writer that panicked has written nothing: the pointer is swapped in one step.
        *self.served.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(&engine));
        // The first to type would have to wait for it; if it fails, it fails again for them.
        std::thread::spawn(move || engine.prepare_suggestions());
        Ok(true)
    }

    /// The build that is served, if there is one.
    pub(super) fn served(&self) -> Option<Arc<Embedded>> {
        self.served.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Looks for new builds for ever.
    pub(super) async fn follow(self: Arc<Self>) {
        let mut complaint = String::new();
        loop {
            let service = Arc::clone(&self);
            let outcome = tokio::task::spawn_blocking(move || service.reload()).await;
            match outcome {
                Ok(Ok(true)) => {
                    let build = self.served().map(|served| served.build().digest.to_string());
                    tracing::info!(build, "serving a new build");
                    complaint.clear();
                }
                Ok(Ok(false)) => complaint.clear(),
                Ok(Err(error)) => complain(&mut complaint, error.to_string()),
                Err(panic) => complain(&mut complaint, panic.to_string()),
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }
}

/// Logs a failure to open the index, once for as long as it is the same.
fn complain(former: &mut String, error: String) {
    if *former != error {
        tracing::warn!(error, "cannot open the index; the former build is kept");
        *former = error;
    }
}

/// The build that a request is answered from, the same from its beginning to its end.
#[derive(Debug, Clone)]
pub(super) struct Snapshot(pub(super) Arc<Embedded>);

/// Gives each request the build that is served when it comes in.
pub(super) async fn take_snapshot(
    State(service): State<Arc<Service>>,
    mut request: Request,
    next: Next,
) -> Response {
    if let Some(served) = service.served() {
        request.extensions_mut().insert(Snapshot(served));
    }
    next.run(request).await
}

impl<S: Sync> FromRequestParts<S> for Snapshot {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| {
            Problem::new(Code::NotReady, "There is no index yet. Try again when it is built.")
                .with_retry_after(5)
        })
    }
}
