//! The log: text for people, JSON for machines, and a level that can be changed while the server runs.

use crate::kit::error::{Code, Error, Result};
use std::io::IsTerminal;
use std::sync::{Mutex, PoisonError};
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, fmt, reload};

/// Puts another filter in force.
type Change = Box<dyn Fn(EnvFilter) -> Result<()> + Send>;

/// The process has one log: its filter, and how to change it once it was started.
static LOG: Mutex<Log> = Mutex::new(Log { filter: String::new(), change: None });

struct Log {
    filter: String,
    change: Option<Change>,
}

fn parse(filter: &str) -> Result<EnvFilter> {
    EnvFilter::try_new(filter).map_err(|_| {
        let example = "debe ser un nivel (error, warn, info, debug, trace) o un filtro como info,inventario::mdns=debug";
        Error::With(Code::Invalid, format!("El nivel de registro {example}"))
    })
}

/// Starts the log.
///
/// # Errors
/// When the filter can't be read.
pub fn start(filter: &str) -> Result<()> {
    let (filter_layer, handle) = reload::Layer::new(parse(filter)?);
    let lines = fmt::layer().with_writer(std::io::stderr);
    let lines = if std::io::stderr().is_terminal() {
        lines.with_target(false).boxed()
    } else {
        lines.json().flatten_event(true).with_current_span(false).boxed()
    };
    tracing_subscriber::registry().with(filter_layer).with(lines).init();
    let change: Change = Box::new(move |filter| handle.reload(filter).map_err(Error::internal));
    *LOG.lock().unwrap_or_else(PoisonError::into_inner) =
        Log { filter: filter.to_owned(), change: Some(change) };
    Ok(())
}

/// The filter in force.
pub fn filter() -> String {
    LOG.lock().unwrap_or_else(PoisonError::into_inner).filter.clone()
}

/// Whether a filter can be read.
///
/// # Errors
/// When it can't.
pub fn check(filter: &str) -> Result<()> {
    parse(filter).map(drop)
}

/// Puts another filter in force, until the next start.
///
/// # Errors
/// When the filter can't be read.
pub fn change(filter: &str) -> Result<()> {
    let parsed = parse(filter)?;
    let mut log = LOG.lock().unwrap_or_else(PoisonError::into_inner);
    // Without a log, as in tests within the process, there is nothing to change.
    if let Some(change) = &log.change {
        change(parsed)?;
    }
    filter.clone_into(&mut log.filter);
    Ok(())
}
