//! Questions to servers that are there, on this machine.

use super::*;
use crate::kit::net::interfaces::Network;
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// Longer than any answer takes that comes.
const PATIENT: Duration = Duration::from_secs(30);

fn to(url: &str) -> Destination {
    Destination::of(url).unwrap_or_else(|| panic!("{url} was refused"))
}

/// What a question of two bytes is on the wire, head and body.
async fn heard(stream: &mut (impl AsyncRead + Unpin)) -> String {
    let mut bytes = Vec::new();
    while !bytes.ends_with(b"\r\n\r\n{}") {
        let read = stream.read_buf(&mut bytes).await.unwrap();
        assert!(read > 0, "it ended early: {}", String::from_utf8_lossy(&bytes));
    }
    String::from_utf8(bytes).unwrap()
}

/// A server that answers one question with these bytes and hangs up; what it heard comes back.
async fn answering(bytes: Vec<u8>) -> (u16, JoinHandle<String>) {
    let door = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = door.local_addr().unwrap().port();
    let answering = tokio::spawn(async move {
        let (mut stream, _) = door.accept().await.unwrap();
        let heard = heard(&mut stream).await;
        // Whoever asked may have had enough before the end.
        let _ = stream.write_all(&bytes).await;
        heard
    });
    (port, answering)
}

async fn asked(port: u16) -> Result<Answered, Trouble> {
    let to = to(&format!("http://127.0.0.1:{port}/v1/chat"));
    post_json(&to, true, Some(&bearer("clave-7")), b"{}".to_vec(), PATIENT).await
}

fn bearer(key: &str) -> Bearer {
    Bearer::parse(key.to_owned()).unwrap()
}

#[test]
fn an_address_of_the_web_says_machine_port_and_path() {
    for (url, authority, path, is_secure) in [
        ("https://api.ejemplo.co/v1", "api.ejemplo.co", "/v1", true),
        ("HTTPS://API.ejemplo.co:443/v1/", "api.ejemplo.co", "/v1/", true),
        ("http://10.0.0.5:11434/v1", "10.0.0.5:11434", "/v1", false),
        ("http://[fd00::5]:8080", "[fd00::5]:8080", "/", false),
        ("http://ia_local", "ia_local", "/", false),
    ] {
        let to = to(url);
        assert_eq!((to.authority().as_str(), to.path(), to.is_secure()), (authority, path, is_secure));
    }
    for wrong in [
        "",
        "api.ejemplo.co",
        "ftp://x/v1",
        "file:///etc/passwd",
        "https://",
        "https://x:0/",
        "https://x:99999/",
        "https://x:/",
        "https://yo:clave@x/",
        "https://x/?a=1",
        "https://x/#a",
        "https://x y/",
        "https://ñandú.co/",
        "https://x\\@10.0.0.1/",
        "https://-x/",
        "https://[fd00::zz]/",
    ] {
        assert_eq!(Destination::of(wrong), None, "{wrong}");
    }
}

#[test]
fn a_machine_is_named_however_its_name_is_written() {
    let names = ["ia.local", "192.168.1.20", "::1"];
    for yes in
        ["http://IA.local:8080/", "http://ia.local./", "http://192.168.1.20/", "http://[0:0:0:0:0:0:0:1]/"]
    {
        assert!(to(yes).is_among(names), "{yes}");
    }
    for no in ["http://otra.local/", "http://ia.local.evil.co/", "http://192.168.1.21/", "http://localhost/"]
    {
        assert!(!to(no).is_among(names), "{no}");
    }
}

#[test]
fn near_machines_and_plain_words_are_for_those_that_are_named() {
    let admits = |url: &str, is_named: bool, addresses: &[&str]| {
        let addresses: Vec<SocketAddr> =
            addresses.iter().map(|ip| SocketAddr::new(ip.parse().unwrap(), 80)).collect();
        to(url).admit(is_named, &addresses, &[]).is_ok()
    };
    assert!(admits("https://x.co/", false, &["8.8.8.8", "2800:e2::1"]));
    for near in ["127.0.0.1", "::1", "10.0.0.5", "169.254.169.254", "fe80::1", "0.0.0.0", "64:ff9b::7f00:1"] {
        assert!(!admits("https://x.co/", false, &[near]), "{near}");
        assert!(!admits("https://x.co/", false, &["8.8.8.8", near]), "one of several: {near}");
    }
    assert!(admits("https://x.co/", true, &["10.0.0.5"]) && admits("http://x.co/", true, &["10.0.0.5"]));
    assert!(!admits("http://x.co/", true, &["8.8.8.8"]), "in the clear over the Internet");
    assert!(!admits("http://x.co/", false, &["8.8.8.8"]) && !admits("https://x.co/", true, &["224.0.0.1"]));
    for (url, is_named, fits) in [
        ("https://x.co/", false, true),
        ("http://x.co/", false, false),
        ("http://x.co/", true, true),
        ("https://10.0.0.5/", false, false),
        ("https://10.0.0.5/", true, true),
        ("https://[::1]/", false, false),
        ("http://8.8.8.8/", true, false),
        ("https://ia.local/", false, false),
        ("https://ia.local/", true, true),
        ("https://ia.local.ejemplo.co/", false, true),
    ] {
        assert_eq!(to(url).judge(is_named).is_ok(), fits, "{url}");
    }
}

#[test]
fn what_is_on_a_network_of_this_machine_is_in_the_house_whatever_its_address() {
    let own =
        [("8.8.8.7", 24), ("2800:e2:1:2::7", 64)].map(|(ip, bits)| Network::new(ip.parse().unwrap(), bits));
    let admits = |url: &str, is_named: bool, ip: &str| {
        to(url).admit(is_named, &[SocketAddr::new(ip.parse().unwrap(), 80)], &own).is_ok()
    };
    for here in ["8.8.8.7", "8.8.8.200", "::ffff:8.8.8.200", "2800:e2:1:2::7", "2800:e2:1:2:9::1"] {
        assert!(!admits("https://x.co/", false, here), "{here}");
        assert!(admits("https://x.co/", true, here) && admits("http://x.co/", true, here), "{here}: named");
    }
    for elsewhere in ["8.8.4.4", "2800:e2:1:3::7"] {
        assert!(admits("https://x.co/", false, elsewhere), "{elsewhere}");
        assert!(!admits("http://x.co/", true, elsewhere), "{elsewhere}: in the clear");
    }
}

#[tokio::test]
async fn a_question_is_one_request_and_its_answer_comes_whole() {
    let (port, server) =
        answering(b"HTTP/1.1 429 Slow\r\nRetry-After: 7\r\nContent-Length: 4\r\n\r\nluego".to_vec()).await;
    let answered = asked(port).await.unwrap();
    assert_eq!((answered.status, answered.body.as_slice()), (429, b"lueg".as_slice()));
    assert_eq!(answered.retry_after.as_deref(), Some("7"));
    let heard = server.await.unwrap();
    assert!(heard.starts_with("POST /v1/chat HTTP/1.1\r\n"), "{heard}");
    for line in [
        &*format!("host: 127.0.0.1:{port}\r\n"),
        "authorization: Bearer clave-7\r\n",
        "content-type: application/json\r\n",
        "accept: application/json\r\n",
        "content-length: 2\r\n",
        "user-agent: inventario/",
    ] {
        assert!(heard.contains(line), "{line}: {heard}");
    }
}

#[tokio::test]
async fn nobody_is_followed() {
    let to_there = b"HTTP/1.1 307 X\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n".to_vec();
    let (port, _server) = answering(to_there).await;
    assert_eq!(asked(port).await.unwrap().status, 307);
}

#[tokio::test]
async fn what_comes_broken_is_told_apart() {
    let too_large = [b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n".to_vec(), vec![b'x'; MOST + 1]].concat();
    for (bytes, expected) in [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"cho".to_vec(), Trouble::CutOff),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"cho\r\n".to_vec(), Trouble::CutOff),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n{".to_vec(), Trouble::TooLarge),
        (too_large, Trouble::TooLarge),
    ] {
        let (port, _server) = answering(bytes).await;
        assert_eq!(asked(port).await.unwrap_err(), expected);
    }
    let (port, _server) = answering(b"220 correo.ejemplo.co ESMTP\r\n".to_vec()).await;
    assert!(matches!(asked(port).await, Err(Trouble::Refused(_))));
    let (port, _server) = answering(Vec::new()).await;
    assert_eq!(asked(port).await.unwrap_err(), Trouble::HungUp);
    // Nobody listens at this port, and as it is held nobody else gets it.
    let held = TcpSocket::new_v4().unwrap();
    held.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let port = held.local_addr().unwrap().port();
    assert!(matches!(asked(port).await, Err(Trouble::Unreachable(_))));
}

#[tokio::test]
async fn who_does_not_answer_is_waited_for_no_longer_than_said() {
    let door = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let to = to(&format!("http://127.0.0.1:{}/", door.local_addr().unwrap().port()));
    let asking = post_json(&to, true, None, b"{}".to_vec(), Duration::from_secs(2)).await;
    assert_eq!(asking.unwrap_err(), Trouble::Late);
}

#[tokio::test]
async fn a_near_machine_that_is_not_named_hears_nothing() {
    let door = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = door.local_addr().unwrap().port();
    for url in [
        format!("https://localhost:{port}/"),
        format!("https://127.0.0.1:{port}/"),
        // What some resolvers take for the same machine.
        format!("https://2130706433:{port}/"),
        format!("http://127.0.0.1:{port}/"),
    ] {
        let asking = post_json(&to(&url), false, Some(&bearer("clave-7")), b"{}".to_vec(), PATIENT).await;
        assert!(matches!(asking, Err(Trouble::Refused(_) | Trouble::Unreachable(_))), "{url}");
    }
    assert!(timeout(Duration::from_millis(20), door.accept()).await.is_err(), "somebody connected");
}

#[tokio::test]
async fn a_key_that_would_break_the_head_is_not_sent() {
    let to = to("http://127.0.0.1:9/");
    let asking = post_json(&to, true, Some(&bearer("a\r\nX-Otra: 1")), b"{}".to_vec(), PATIENT).await;
    assert!(matches!(asking, Err(Trouble::Refused(_))));
}

/// A server with a certificate of its own for this machine; it answers one question.
async fn encrypted() -> (u16, CertificateDer<'static>) {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let certificate = made.cert.der().clone();
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.clone()], key)
        .unwrap();
    let door = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = door.local_addr().unwrap().port();
    tokio::spawn(async move {
        let (stream, _) = door.accept().await.unwrap();
        let Ok(mut stream) = TlsAcceptor::from(Arc::new(config)).accept(stream).await else { return };
        heard(&mut stream).await;
        stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbien").await.unwrap();
        stream.shutdown().await.unwrap();
    });
    (port, certificate)
}

#[tokio::test]
async fn an_encrypted_question_goes_to_whom_a_trusted_certificate_names() {
    let ask = async |host: &str, port: u16, trust: Trust| {
        let to = to(&format!("https://{host}:{port}/"));
        ask_within(&to, true, None, b"{}".to_vec(), (PATIENT, trust)).await
    };
    let (port, certificate) = encrypted().await;
    let answered = ask("localhost", port, Trust::Only(vec![certificate])).await.unwrap();
    assert_eq!(answered.body, b"bien");

    let (port, certificate) = encrypted().await;
    let other_name = ask("127.0.0.1", port, Trust::Only(vec![certificate])).await.unwrap_err();
    assert!(matches!(&other_name, Trouble::Refused(why) if why.contains("otro nombre")), "{other_name:?}");

    let (port, _) = encrypted().await;
    let (_, another) = encrypted().await;
    let unknown = ask("localhost", port, Trust::Only(vec![another])).await.unwrap_err();
    assert!(matches!(&unknown, Trouble::Refused(why) if why.contains("certificado")), "{unknown:?}");

    let door = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = door.local_addr().unwrap().port();
    tokio::spawn(async move {
        let (mut stream, _) = door.accept().await.unwrap();
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await.unwrap();
        let _ = stream.read_u8().await;
    });
    let (_, any) = encrypted().await;
    let plain = ask("localhost", port, Trust::Only(vec![any])).await.unwrap_err();
    assert!(matches!(&plain, Trouble::Refused(why) if why.contains("no habla TLS")), "{plain:?}");
}
