//! A proxy in front: whose word about the caller's address is taken.

use inventario::caller::Origin;
use poem::http::uri::Scheme;
use poem::web::{LocalAddr, RemoteAddr};
use poem::{Addr, Request, RequestParts};
use std::net::{IpAddr, SocketAddr};

/// The address that a request from `peer` is known by.
fn known_as(peer: &str, forwarded: &str, trust_proxy: bool) -> String {
    let request = poem::http::Request::builder().header("x-forwarded-for", forwarded).body(()).unwrap();
    let peer = SocketAddr::new(peer.parse::<IpAddr>().unwrap(), 40_000);
    let parts = RequestParts::from((
        request.into_parts().0,
        LocalAddr::default(),
        RemoteAddr(Addr::SocketAddr(peer)),
        Scheme::HTTP,
    ));
    let request = Request::from_parts(parts, poem::Body::empty());
    Origin::of_request(&request, trust_proxy).ip.unwrap().to_string()
}

#[test]
fn only_a_trusted_proxy_on_this_machine_is_believed_and_only_its_own_hop() {
    assert_eq!(known_as("127.0.0.1", "10.9.9.9, 10.1.2.3", true), "10.1.2.3");
    assert_eq!(known_as("::1", "10.1.2.3", true), "10.1.2.3");
    assert_eq!(known_as("127.0.0.1", "10.1.2.3", false), "127.0.0.1");
    assert_eq!(known_as("192.0.2.7", "10.1.2.3", true), "192.0.2.7");
    assert_eq!(known_as("127.0.0.1", "not an address", true), "127.0.0.1");
}

#[test]
fn an_ipv4_address_is_known_as_one_however_it_arrives() {
    assert_eq!(known_as("::ffff:192.0.2.7", "10.1.2.3", true), "192.0.2.7");
    assert_eq!(known_as("::ffff:127.0.0.1", "10.1.2.3", true), "10.1.2.3", "a proxy on this machine");
    assert_eq!(known_as("::ffff:127.0.0.1", "10.1.2.3", false), "127.0.0.1");
    assert_eq!(known_as("::1", "::ffff:10.1.2.3", true), "10.1.2.3");
    assert_eq!(known_as("::1", "fd00::7", true), "fd00::7");
}
