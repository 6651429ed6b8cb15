//! Who is connected, what each connection waits for, and who must leave.
//!
//! A server has so many *seats*. A connection whose client keeps it waiting for too long loses its
//! seat; when all seats are taken, so does the one that has waited longest for its client, in
//! favour of one that has just come. Thus no number of idle clients keeps others out, those that
//! look after the server included.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, sleep, timeout};

/// How long a connection waits for its client.
#[derive(Debug, Clone, Copy)]
pub(super) struct Patience {
    /// For the head of a request, from the connection's beginning or the head's first byte on.
    pub(super) head: Duration,
    /// For a further request.
    pub(super) idle: Duration,
    /// Until it takes any more of an answer.
    pub(super) write: Duration,
    /// For anything, when others want the seat.
    pub(super) crowded: Duration,
}

/// All seats.
#[derive(Debug)]
pub(super) struct Seats {
    patience: Patience,
    free: Arc<Semaphore>,
    taken: Mutex<Vec<Arc<Seat>>>,
}

/// A connection's place among all that are open.
#[derive(Debug)]
pub(super) struct Seat {
    state: Mutex<State>,
    /// It must leave.
    dismissed: Notify,
}

/// What a connection does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// It waits for the rest of a request's head.
    Head,
    /// It waits for a request.
    Idle,
    /// It waits for more of a request's body.
    Body,
    /// It makes or sends an answer.
    Busy,
}

#[derive(Debug, Clone, Copy)]
struct State {
    phase: Phase,
    /// When the phase began.
    since: Instant,
    /// When its client began to take no more of an answer.
    blocked: Option<Instant>,
}

impl State {
    /// Since when it waits for its client.
    fn waiting(&self) -> Option<Instant> {
        self.blocked.or_else(|| (self.phase != Phase::Busy).then_some(self.since))
    }

    fn is_overdue(&self, now: Instant, patience: &Patience) -> bool {
        let is_over = |since: Instant, most| now.duration_since(since) > most;
        let in_phase = match self.phase {
            Phase::Head => is_over(self.since, patience.head),
            Phase::Idle => is_over(self.since, patience.idle),
            // Requests have a time of their own.
            Phase::Body | Phase::Busy => false,
        };
        in_phase || self.blocked.is_some_and(|since| is_over(since, patience.write))
    }
}

impl Seat {
    fn new() -> Self {
        let state = State { phase: Phase::Head, since: Instant::now(), blocked: None };
        Self { state: Mutex::new(state), dismissed: Notify::new() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn enter(&self, phase: Phase) {
        let mut state = self.state();
        if state.phase != phase {
            (state.phase, state.since) = (phase, Instant::now());
        }
    }

    /// Bytes have come.
    pub(super) fn has_read(&self) {
        if self.state().phase == Phase::Idle {
            self.enter(Phase::Head);
        }
    }

    /// The client has taken some of an answer, or all that there is so far; or nothing.
    pub(super) fn has_written(&self, is_taken: bool) {
        let mut state = self.state();
        if is_taken {
            state.blocked = None;
        } else {
            state.blocked.get_or_insert_with(Instant::now);
        }
    }

    /// A request has come.
    pub(super) fn begin(&self) {
        self.enter(Phase::Busy);
    }

    /// Its body has come, as far as it is asked for; or does not come.
    pub(super) fn has_body(&self, is_there: bool) {
        self.enter(if is_there { Phase::Busy } else { Phase::Body });
    }

    /// It has been answered, but for what is still to be sent.
    pub(super) fn end(&self) {
        self.enter(Phase::Idle);
    }

    /// Ends when the connection must.
    pub(super) async fn dismissed(&self) {
        self.dismissed.notified().await;
    }
}

/// A seat that is held; free again when this is dropped.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) seat: Arc<Seat>,
    seats: Arc<Seats>,
    _permit: OwnedSemaphorePermit,
}

impl Drop for Held {
    fn drop(&mut self) {
        self.seats.taken().retain(|seat| !Arc::ptr_eq(seat, &self.seat));
    }
}

impl Seats {
    pub(super) fn new(number: usize, patience: Patience) -> Arc<Self> {
        let free = Arc::new(Semaphore::new(number));
        Arc::new(Self { patience, free, taken: Mutex::default() })
    }

    fn taken(&self) -> MutexGuard<'_, Vec<Arc<Seat>>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a seat, as soon as there is one or a connection has waited long enough to lose its own.
    pub(super) async fn take(self: &Arc<Self>) -> Held {
        let permit = loop {
            let free = Arc::clone(&self.free);
            if let Ok(permit) = free.try_acquire_owned() {
                break permit;
            }
            self.dismiss_one();
            // Nobody may have waited for long enough yet.
            let next = Arc::clone(&self.free).acquire_owned();
            if let Ok(permit) = timeout(self.patience.crowded / 10, next).await {
                break permit.expect("the semaphore is never closed");
            }
        };
        let seat = Arc::new(Seat::new());
        self.taken().push(Arc::clone(&seat));
        Held { seat, seats: Arc::clone(self), _permit: permit }
    }

    /// Dismisses the connection that has waited longest for its client, if any has for long.
    fn dismiss_one(&self) {
        let waiting = |seat: &Arc<Seat>| Some((seat.state().waiting()?, Arc::clone(seat)));
        let longest = self.taken().iter().filter_map(waiting).min_by_key(|(since, _)| *since);
        if let Some((since, seat)) = longest
            && since.elapsed() > self.patience.crowded
        {
            seat.dismissed.notify_one();
        }
    }

    /// Dismisses for ever whoever keeps the server waiting for too long.
    pub(super) async fn watch(self: Arc<Self>) {
        let Patience { head, idle, write, .. } = self.patience;
        let often = head.min(idle).min(write) / 10;
        loop {
            sleep(often).await;
            let now = Instant::now();
            for seat in self.taken().iter() {
                if seat.state().is_overdue(now, &self.patience) {
                    seat.dismissed.notify_one();
                }
            }
        }
    }
}
