//! The log of the process, and its filter.

use crate::kit::{Code, Error, Result};
use std::io::IsTerminal;
use std::sync::{Mutex, PoisonError};
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, fmt, reload};

/// Puts another filter in force.
type Reload = Box<dyn Fn(EnvFilter) -> Result<()> + Send>;

/// The filter of the log, and how to change it once it was started. A static and no part of the server: tracing allows one log in a
/// process, which is there before the server is put together and when it is put together anew after a restore.
static LOG: Mutex<ProcessLog> = Mutex::new(ProcessLog { filter: String::new(), reload: None });

struct ProcessLog {
    filter: String,
    reload: Option<Reload>,
}

/// A filter, if it can be read.
pub fn parse(filter: &str) -> Result<EnvFilter> {
    EnvFilter::try_new(filter).map_err(|_| {
        let example = "debe ser un nivel (error, warn, info, debug, trace) o un filtro como info,inventario::appliance::mdns=debug";
        Error::With(Code::Invalid, format!("El nivel de registro {example}"))
    })
}

/// Starts the log.
pub fn start(filter: &str) -> Result<()> {
    let (filter_layer, handle) = reload::Layer::new(parse(filter)?);
    let lines = fmt::layer().with_writer(std::io::stderr);
    let lines = if std::io::stderr().is_terminal() {
        lines.with_target(false).boxed()
    } else {
        lines.json().flatten_event(true).with_current_span(false).boxed()
    };
    tracing_subscriber::registry().with(filter_layer).with(lines).init();
    let reload: Reload = Box::new(move |filter| handle.reload(filter).map_err(Error::internal));
    *LOG.lock().unwrap_or_else(PoisonError::into_inner) =
        ProcessLog { filter: filter.to_owned(), reload: Some(reload) };
    Ok(())
}

/// The one in force.
pub fn current() -> String {
    LOG.lock().unwrap_or_else(PoisonError::into_inner).filter.clone()
}

/// Puts another filter in force, until the next start.
pub fn change(filter: &str, parsed: EnvFilter) -> Result<()> {
    let mut log = LOG.lock().unwrap_or_else(PoisonError::into_inner);
    // Without a log, as in tests within the process, there is nothing to change.
    if let Some(reload) = &log.reload {
        reload(parsed)?;
    }
    filter.clone_into(&mut log.filter);
    Ok(())
}
