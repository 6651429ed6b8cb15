//! `clausedex serve`: answers the JSON API and the pages over HTTP.

use std::future::Future;
use std::io::{IsTerminal, Write, stderr, stdout};
use std::sync::Arc;

use anyhow::Context;
use clap::{Args, ValueEnum};
use tokio::net::TcpListener;
use tokio::signal;
use tracing_appender::non_blocking::{NonBlockingBuilder, WorkerGuard};
use tracing_subscriber::EnvFilter;

use super::exit::Exit;
use super::input::{self, IndexFolder};
use super::output::say;
use crate::index::{Current, IndexError};
use crate::taxonomy::Taxonomy;
use crate::web::{self, BaseUrl, Service};

/// Serve the index: the JSON API and the pages.
///
/// Prints the address that it listens on, and answers until it is told to stop (Ctrl-C or
/// SIGTERM); open requests then have 10 seconds to end. An index that is built meanwhile is served
/// within a second of being published.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    #[command(flatten)]
    index: IndexFolder,
    /// The address to listen on; port 0 is any free port.
    #[arg(long, value_name = "ADDR", env = "CLAUSEDEX_LISTEN", default_value = "127.0.0.1:8080")]
    listen: String,
    /// The address under which clients reach the server, such as `https://terms.example`; without
    /// it, feeds take the host that a request names.
    #[arg(long, value_name = "URL", env = "CLAUSEDEX_BASE_URL")]
    base_url: Option<BaseUrl>,
    /// How log lines are written to stderr.
    #[arg(long, value_enum, default_value_t = LogFormat::Text)]
    log_format: LogFormat,
}

const EXAMPLES: &str = "\
Examples:
  clausedex serve
  clausedex serve --index /srv/clausedex --listen 0.0.0.0:80 --log-format json
  CLAUSEDEX_LOG=debug clausedex serve               log more (error, warn, info, debug, trace)";

/// The most log lines that wait to be written.
const LINES_WAITING: usize = 8_192;

/// How log lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

/// Serves an index; where there is none yet, first builds one of the bundled sample.
pub(super) fn run_sample(arguments: &Arguments) -> anyhow::Result<Exit> {
    let folder = &arguments.index.folder;
    if matches!(Current::read(folder), Err(IndexError::Missing(_))) {
        let sample = input::sample()?;
        say(&format!("there is no index in {} yet; building the sample's", folder.display()));
        super::index::build(&[sample], folder)?;
    }
    run(arguments)
}

pub(super) fn run(arguments: &Arguments) -> anyhow::Result<Exit> {
    let _log = start_log(arguments.log_format);
    let base = arguments.base_url.clone();
    let taxonomy = Arc::new(Taxonomy::bundled());
    let service = Service::reached_under(base, &arguments.index.folder, taxonomy)?;
    service.reload()?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("cannot start the server's threads")?;
    runtime.block_on(serve(&arguments.listen, service))?;
    Ok(Exit::Done)
}

async fn serve(address: &str, service: Arc<Service>) -> anyhow::Result<()> {
    let listener =
        TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}"))?;
    let stop = stop_signal().context("cannot listen for signals")?;
    let address = listener.local_addr().context("cannot tell the address")?;
    // Who started it may have gone, or read another way where it listens.
    if let Err(error) = writeln!(stdout(), "listening on http://{address}") {
        tracing::warn!(%error, %address, "cannot print the address");
    }
    web::serve(listener, service, stop).await;
    Ok(())
}

/// Ends when the process is asked to stop: by Ctrl-C, or by SIGTERM as service managers do.
#[cfg(unix)]
fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    use signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Ends when the process is asked to stop by Ctrl-C.
#[cfg(not(unix))]
fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async {
        if let Err(error) = signal::ctrl_c().await {
            tracing::error!(%error, "cannot listen for Ctrl-C");
            std::future::pending::<()>().await;
        }
    })
}

/// Sends log lines to stderr from now on, until what it gives is dropped; `CLAUSEDEX_LOG` says
/// which.
///
/// No request waits for a log line: when nobody reads them, those that come then are lost.
fn start_log(format: LogFormat) -> WorkerGuard {
    let filter =
        EnvFilter::try_from_env("CLAUSEDEX_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    let (writer, guard) = NonBlockingBuilder::default()
        .lossy(true)
        .buffered_lines_limit(LINES_WAITING)
        .finish(stderr());
    let lines = tracing_subscriber::fmt().with_writer(writer).with_env_filter(filter);
    match format {
        LogFormat::Text => lines.with_ansi(stderr().is_terminal()).init(),
        LogFormat::Json => lines.json().init(),
    }
    guard
}
