//! The ceiling of HTTP: poem, alone, serving bytes that lie in memory, in a process of its own like the server.

use crate::Result;
use poem::endpoint::make_sync;
use poem::http::StatusCode;
use poem::listener::TcpAcceptor;
use poem::{Request, Response, Server};
use std::collections::HashMap;
use std::io::Read;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use tokio::net::TcpSocket;

/// The argument with which the benchmark starts itself as this server.
pub const FLAG: &str = "--memory";

/// Serves the files of a directory, each at its name, until the standard input ends.
pub fn serve(dir: &Path) -> Result<()> {
    let mut files = HashMap::new();
    for entry in std::fs::read_dir(dir)? {
        let entry = entry?;
        let name = entry.file_name().into_string().map_err(|_| "a name that is not text")?;
        files.insert(format!("/{name}"), bytes::Bytes::from(std::fs::read(entry.path())?));
    }
    // As many workers as the server has.
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(async move {
        let socket = TcpSocket::new_v4()?;
        // Accepted connections inherit it.
        socket.set_nodelay(true)?;
        socket.bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
        let listener = socket.listen(1024)?.into_std()?;
        println!("http://{}", listener.local_addr()?);
        let endpoint = make_sync(move |request: Request| match files.get(request.uri().path()) {
            Some(bytes) => {
                Response::builder().content_type("application/json; charset=utf-8").body(bytes.clone())
            }
            None => Response::builder().status(StatusCode::NOT_FOUND).finish(),
        });
        let parent_is_gone = tokio::task::spawn_blocking(|| std::io::stdin().read_to_end(&mut Vec::new()));
        let stop = async {
            // However the wait ends, nobody is there any more.
            let _ = parent_is_gone.await;
        };
        Server::new_with_acceptor(TcpAcceptor::from_std(listener)?)
            .run_with_graceful_shutdown(endpoint, stop, None)
            .await?;
        Ok(())
    })
}
