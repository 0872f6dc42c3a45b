//! The connections that are open: how many each address has, and in which of them a request is being answered.

use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many connections one address may have: a class behind a router of its own, and no more than a part of all seats.
const OF_ONE_ADDRESS: usize = 256;

/// The connections of a server. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Connections(Arc<Mutex<Open>>);

#[derive(Debug, Default)]
struct Open {
    /// How many requests are being answered, by the peer of the connection.
    answering: HashMap<SocketAddr, Arc<AtomicUsize>>,
    /// How many connections each address has.
    of: HashMap<IpAddr, usize>,
}

impl Connections {
    fn open(&self) -> MutexGuard<'_, Open> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A connection with `peer` that was accepted; none if their address has as many as it may. This machine has no bound: a proxy
    /// before the server has all connections.
    pub fn begin(&self, peer: SocketAddr) -> Option<Connection> {
        let ip = peer.ip().to_canonical();
        let mut open = self.open();
        let of_address = open.of.entry(ip).or_insert(0);
        if *of_address >= OF_ONE_ADDRESS && !ip.is_loopback() {
            return None;
        }
        *of_address += 1;
        let answering = Arc::new(AtomicUsize::new(0));
        open.answering.insert(peer, Arc::clone(&answering));
        drop(open);
        Some(Connection { connections: self.clone(), peer, answering })
    }

    /// Says that a request of the connection with `peer` is being answered, until what comes back is dropped.
    pub fn answering(&self, peer: SocketAddr) -> Answering {
        let answering = self.open().answering.get(&peer).map(Arc::clone);
        if let Some(count) = &answering {
            count.fetch_add(1, Ordering::Relaxed);
        }
        Answering(answering)
    }
}

/// An open connection; it is over when this is dropped.
#[derive(Debug)]
pub struct Connection {
    connections: Connections,
    peer: SocketAddr,
    answering: Arc<AtomicUsize>,
}

impl Connection {
    /// Whether a request of it is being answered.
    pub fn is_answering(&self) -> bool {
        self.answering.load(Ordering::Relaxed) > 0
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let mut open = self.connections.open();
        open.answering.remove(&self.peer);
        let ip = self.peer.ip().to_canonical();
        if let Some(count) = open.of.get_mut(&ip) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                open.of.remove(&ip);
            }
        }
    }
}

/// A request that is being answered.
#[derive(Debug)]
pub struct Answering(Option<Arc<AtomicUsize>>);

impl Drop for Answering {
    fn drop(&mut self) {
        if let Some(count) = &self.0 {
            count.fetch_sub(1, Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_its_part_of_the_seats_and_this_machine_has_all() {
        let connections = Connections::default();
        let of = |ip: &str, port: u16| connections.begin(SocketAddr::new(ip.parse().unwrap(), port));
        let mut open: Vec<_> = (0..256).map(|n| of("192.168.1.7", 40_000 + n).unwrap()).collect();
        assert!(of("192.168.1.7", 50_000).is_none());
        assert!(
            of("::ffff:192.168.1.7", 50_000).is_none(),
            "the same address, as a socket for both kinds shows it"
        );
        assert!(of("192.168.1.8", 50_000).is_some());
        open.pop();
        assert!(of("192.168.1.7", 50_000).is_some());
        let own: Vec<_> = (0..300).map(|n| of("127.0.0.1", 40_000 + n)).collect();
        assert!(own.iter().all(Option::is_some));
        drop((open, own));
        let left = connections.open();
        assert_eq!((left.of.len(), left.answering.len()), (0, 0));
    }

    #[test]
    fn a_connection_is_busy_as_long_as_one_of_its_requests_is_answered() {
        let connections = Connections::default();
        let peer = "10.0.0.3:4000".parse().unwrap();
        let connection = connections.begin(peer).unwrap();
        assert!(!connection.is_answering());
        let (first, second) = (connections.answering(peer), connections.answering(peer));
        drop(first);
        assert!(connection.is_answering());
        drop(second);
        assert!(!connection.is_answering());
        // A request of a connection that is gone.
        drop(connection);
        drop(connections.answering(peer));
    }
}
