//! Runs searches off the async threads, few at a time, and turns away what would only wait.

use std::num::NonZero;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout_at};

use super::limits::{ANALYSES, EXPORTS, SEARCH_TIME, SEARCHES_WAITING};
use super::problem::{Code, Problem};
use crate::search::{self, Stop};

/// Why waiting for a permit cannot fail.
const NEVER_CLOSED: &str = "the semaphores are never closed";

/// As many workers as the machine has cores, with a short queue before them.
#[derive(Debug)]
pub(super) struct Pool {
    /// A place for each search that runs or waits.
    places: Arc<Semaphore>,
    /// A permit for each search that runs.
    permits: Arc<Semaphore>,
    /// A permit for each export under way.
    exports: Arc<Semaphore>,
    /// A permit for each analysis that is made or sent.
    analyses: Arc<Semaphore>,
    /// The turn to make an analysis: one of a large document takes a second, and searches that come
    /// meanwhile need a worker of their own.
    turn: Arc<Semaphore>,
    workers: usize,
    /// How long a search may take.
    time: Duration,
}

impl Pool {
    pub(super) fn new() -> Self {
        Self::with_time(SEARCH_TIME)
    }

    /// The same, where a search may take as long as `time`.
    fn with_time(time: Duration) -> Self {
        let workers = std::thread::available_parallelism().map_or(1, NonZero::get);
        Self {
            places: Arc::new(Semaphore::new(workers + SEARCHES_WAITING)),
            permits: Arc::new(Semaphore::new(workers)),
            exports: Arc::new(Semaphore::new(EXPORTS)),
            analyses: Arc::new(Semaphore::new(ANALYSES)),
            turn: Arc::new(Semaphore::new(1)),
            workers,
            time,
        }
    }

    /// Runs `work` when it is its turn.
    ///
    /// A search that nobody waits for any more, since it took too long or its client is gone, is
    /// told to stop and keeps its permit until it does, so that there are never more running than
    /// the machine has cores.
    ///
    /// # Errors
    ///
    /// [`Code::Overloaded`] when the queue is full, [`Code::TimedOut`], and what `work` answers.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| {
            Problem::new(Code::Overloaded, "Too many searches are waiting. Try again in a second.")
                .with_retry_after(1)
        })?;
        self.run_at(place, work).await
    }

    /// Runs a part of something under way when it is its turn: it waits where a search that begins
    /// would be turned away.
    ///
    /// # Errors
    ///
    /// [`Code::TimedOut`], and what `work` answers.
    pub(super) async fn run_in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let place = Arc::clone(&self.places).acquire_owned().await;
        self.run_at(place.expect(NEVER_CLOSED), work).await
    }

    /// Runs an analysis when it is its turn, one at a time.
    ///
    /// # Errors
    ///
    /// As for [`Self::run`].
    pub(super) async fn run_analysis<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let turn = Arc::clone(&self.turn).acquire_owned().await.expect(NEVER_CLOSED);
        let work = move || {
            let _held = turn;
            work()
        };
        self.run_in_turn(work).await
    }

    /// A permit to export, to be held until the export ends.
    ///
    /// # Errors
    ///
    /// [`Code::Overloaded`] when there are as many exports as there may be.
    pub(super) fn begin_export(&self) -> Result<OwnedSemaphorePermit, Problem> {
        Arc::clone(&self.exports).try_acquire_owned().map_err(|_| {
            let detail = format!("There are {EXPORTS} exports under way. Try again later.");
            Problem::new(Code::Overloaded, detail).with_retry_after(10)
        })
    }

    /// A permit to analyse a document, to be held until the client has the answer.
    ///
    /// # Errors
    ///
    /// [`Code::Overloaded`] when there are as many analyses as there may be.
    pub(super) fn begin_analysis(&self) -> Result<OwnedSemaphorePermit, Problem> {
        Arc::clone(&self.analyses).try_acquire_owned().map_err(|_| {
            let detail = format!("There are {ANALYSES} analyses under way. Try again later.");
            Problem::new(Code::Overloaded, detail).with_retry_after(10)
        })
    }

    async fn run_at<T: Send + 'static>(
        &self,
        place: OwnedSemaphorePermit,
        work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let deadline = Instant::now() + self.time;
        let late = |_| {
            let seconds = self.time.as_secs();
            let detail = format!("The search was given up after {seconds} seconds.");
            Problem::new(Code::TimedOut, detail).with_retry_after(5)
        };
        let permit = timeout_at(deadline, Arc::clone(&self.permits).acquire_owned());
        let permit = permit.await.map_err(late)?.expect(NEVER_CLOSED);
        let span = tracing::Span::current();
        let waiting = Waiting(Stop::default());
        let stop = waiting.0.clone();
        let worker = tokio::task::spawn_blocking(move || {
            let _held = (place, permit);
            search::until(stop, || span.in_scope(work))
        });
        match timeout_at(deadline, worker).await.map_err(late)? {
            Ok(answer) => answer,
            Err(panic) => Err(Problem::internal(&panic)),
        }
    }

    /// How many searches run.
    pub(super) fn running(&self) -> usize {
        self.workers - self.permits.available_permits()
    }

    /// How many searches run or wait.
    pub(super) fn admitted(&self) -> usize {
        self.workers + SEARCHES_WAITING - self.places.available_permits()
    }
}

/// Somebody waits for a search; when this is dropped, nobody does.
#[derive(Debug)]
struct Waiting(Stop);

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.stop();
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::{sleep, timeout};

    use super::*;

    const LONG: Duration = Duration::from_secs(20);

    /// A search that never ends by itself.
    fn endless() -> Result<(), Problem> {
        while !search::is_given_up() {
            std::thread::sleep(Duration::from_millis(1));
        }
        Ok(())
    }

    async fn until_idle(pool: &Pool) {
        let idle = async {
            while pool.admitted() > 0 {
                sleep(Duration::from_millis(1)).await;
            }
        };
        timeout(LONG, idle).await.expect("a search that was given up kept its permit");
    }

    #[tokio::test]
    async fn a_search_that_takes_too_long_stops_and_frees_its_permit() {
        let pool = Pool::with_time(Duration::from_millis(20));
        let problem = pool.run(endless).await.unwrap_err();
        assert_eq!(problem.code(), Code::TimedOut);
        until_idle(&pool).await;
    }

    #[tokio::test]
    async fn a_search_whose_client_is_gone_stops_and_frees_its_permit() {
        let pool = Pool::with_time(LONG);
        timeout(Duration::from_millis(20), pool.run(endless)).await.unwrap_err();
        until_idle(&pool).await;
    }
}
