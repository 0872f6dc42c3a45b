//! A proxy in front: whose word about the caller's address is taken.

use inventario::kit::access::Origin;
use poem::http::uri::Scheme;
use poem::web::{LocalAddr, RemoteAddr};
use poem::{Addr, Request, RequestParts};
use std::net::{IpAddr, SocketAddr};

/// The address that a request from `peer` is known by.
fn known_as(peer: &str, forwarded: &str, trust_proxy: bool) -> String {
    origin(peer, ("x-forwarded-for", forwarded), Scheme::HTTP, trust_proxy).ip.unwrap().to_string()
}

/// The origin of a request.
fn origin(peer: &str, header: (&str, &str), scheme: Scheme, trust_proxy: bool) -> Origin {
    let request = poem::http::Request::builder().header(header.0, header.1).body(()).unwrap();
    let peer = SocketAddr::new(peer.parse::<IpAddr>().unwrap(), 40_000);
    let parts = RequestParts::from((
        request.into_parts().0,
        LocalAddr::default(),
        RemoteAddr(Addr::SocketAddr(peer)),
        scheme,
    ));
    let request = Request::from_parts(parts, poem::Body::empty());
    Origin::of_request(&request, trust_proxy)
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

#[test]
fn a_request_is_secure_when_it_came_by_tls_or_a_trusted_proxy_says_so() {
    let is_secure = |peer: &str, proto: &str, scheme: Scheme, trust_proxy: bool| {
        origin(peer, ("x-forwarded-proto", proto), scheme, trust_proxy).is_secure
    };
    assert!(is_secure("192.0.2.7", "http", Scheme::HTTPS, false));
    assert!(is_secure("127.0.0.1", "https", Scheme::HTTP, true));
    assert!(!is_secure("127.0.0.1", "https", Scheme::HTTP, false));
    assert!(!is_secure("192.0.2.7", "https", Scheme::HTTP, true));
    assert!(!is_secure("127.0.0.1", "http", Scheme::HTTP, true));
}
