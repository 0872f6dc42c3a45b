//! Opening a port: one socket for IPv6 and IPv4 where the machine has both.

use crate::kit::{Error, Result};
use socket2::{Domain, Protocol, Socket, Type};
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};

/// How many connections may wait to be accepted: a class that opens the page at once.
const WAITING: i32 = 1024;

/// Opens a port for a runtime. `[::]` takes IPv4 too, whatever the system's default, and on a machine without IPv6 it is
/// `0.0.0.0`.
///
/// # Errors
/// A Spanish sentence when the port can't be opened.
pub(super) fn listener(address: SocketAddr) -> Result<TcpListener> {
    open(address, bind)
        .map_err(|error| Error::internal(format!("no se puede escuchar en {address}: {error}")))
}

fn open<T>(address: SocketAddr, bind: impl Fn(SocketAddr) -> io::Result<T>) -> io::Result<T> {
    match bind(address) {
        Err(error) if address.ip() == IpAddr::V6(Ipv6Addr::UNSPECIFIED) && lacks_ipv6(&error) => {
            tracing::info!("this machine has no IPv6: listening on IPv4 only");
            bind(SocketAddr::new(Ipv4Addr::UNSPECIFIED.into(), address.port()))
        }
        outcome => outcome,
    }
}

/// Whether a port could not be opened because the machine doesn't know such addresses.
fn lacks_ipv6(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::AddrNotAvailable
        || error.raw_os_error() == Some(rustix::io::Errno::AFNOSUPPORT.raw_os_error())
}

fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    if address.is_ipv6() {
        socket.set_only_v6(false)?;
    }
    // A server that is started anew finds connections of the one before still dying.
    socket.set_reuse_address(true)?;
    socket.bind(&address.into())?;
    socket.listen(WAITING)?;
    socket.set_nonblocking(true)?;
    Ok(socket.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::RefCell;
    use std::net::TcpStream;

    /// What is opened on a machine that answers IPv6 with an error.
    fn opened(wanted: &str, error: fn() -> io::Error) -> (io::Result<SocketAddr>, usize) {
        let tried = RefCell::new(0);
        let outcome = open(wanted.parse().unwrap(), |address| {
            *tried.borrow_mut() += 1;
            if address.is_ipv6() { Err(error()) } else { Ok(address) }
        });
        (outcome, tried.into_inner())
    }

    #[test]
    fn without_ipv6_everywhere_is_everywhere_by_ipv4() {
        let unknown = || io::Error::from_raw_os_error(rustix::io::Errno::AFNOSUPPORT.raw_os_error());
        let (outcome, tried) = opened("[::]:8001", unknown);
        assert_eq!((outcome.unwrap(), tried), ("0.0.0.0:8001".parse().unwrap(), 2));
        let (outcome, _) = opened("[::]:80", || io::ErrorKind::AddrNotAvailable.into());
        assert_eq!(outcome.unwrap(), "0.0.0.0:80".parse().unwrap());
    }

    #[test]
    fn other_faults_and_other_addresses_are_not_papered_over() {
        let (outcome, tried) = opened("[::]:80", || io::ErrorKind::AddrInUse.into());
        assert_eq!((outcome.unwrap_err().kind(), tried), (io::ErrorKind::AddrInUse, 1));
        let (outcome, tried) = opened("[::1]:80", || io::ErrorKind::AddrNotAvailable.into());
        assert_eq!((outcome.unwrap_err().kind(), tried), (io::ErrorKind::AddrNotAvailable, 1));
    }

    #[test]
    fn one_port_takes_both_kinds_of_address() {
        let listener = listener("[::]:0".parse().unwrap()).unwrap();
        let port = listener.local_addr().unwrap().port();
        TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
        if listener.local_addr().unwrap().is_ipv6() {
            TcpStream::connect((Ipv6Addr::LOCALHOST, port)).unwrap();
        }
    }
}
