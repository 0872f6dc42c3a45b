//! What is answered to whoever speaks HTTP in the clear to the port that speaks TLS: a sentence with the right address. A browser shows
//! "connection reset" otherwise, and nobody knows that an "s" was missing.

use crate::kit::net::is_host;
use std::io;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// How much of a request is read to find out which host it was sent to.
const HEAD: usize = 8 * 1024;

/// Whether a connection that begins with this byte speaks HTTP: every method begins with a capital letter, and no record of TLS does.
pub(super) fn is_request(first: u8) -> bool {
    first.is_ascii_uppercase()
}

/// Reads the head of a request that began with a byte, and answers it.
///
/// # Errors
/// Those of the connection.
pub(super) async fn answer<T: AsyncRead + AsyncWrite + Unpin>(stream: &mut T, first: u8) -> io::Result<()> {
    let mut head = vec![first];
    let mut piece = [0; 1024];
    while head.len() < HEAD && !is_whole(&head) {
        let read = stream.read(&mut piece).await?;
        if read == 0 {
            break;
        }
        head.extend_from_slice(piece.get(..read).unwrap_or_default());
    }
    stream.write_all(told(&String::from_utf8_lossy(&head)).as_bytes()).await?;
    stream.flush().await?;
    stream.shutdown().await
}

fn is_whole(head: &[u8]) -> bool {
    head.windows(4).any(|four| four == b"\r\n\r\n")
}

/// The answer to a request, from its head.
fn told(head: &str) -> String {
    let mut lines = head.lines();
    let path = lines.next().and_then(|line| line.split(' ').nth(1)).unwrap_or_default();
    let host = lines.find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("host").then(|| value.trim()).filter(|host| is_host(host))
    });
    let address = host.map(|host| format!("https://{host}/"));
    let sentence = match &address {
        Some(address) => format!("Esta dirección es segura y se abre con https: escriba {address}"),
        None => "Esta dirección es segura: escríbala con https:// al comienzo".to_owned(),
    };
    let (kind, body) = if path.starts_with("/api") {
        let body = serde_json::json!({ "detail": sentence, "code": "falta_https" });
        ("application/json", body.to_string())
    } else {
        let link = address.map_or_else(String::new, |it| format!("<p><a href=\"{it}\">{it}</a></p>"));
        let body = format!(
            "<!doctype html><html lang=\"es-CO\"><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <title>Inventario: falta https</title><h1>Falta https</h1><p>{sentence}.</p>{link}</html>"
        );
        ("text/html; charset=utf-8", body)
    };
    format!(
        "HTTP/1.1 400 Bad Request\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\
         Cache-Control: no-store\r\nContent-Security-Policy: default-src 'none'\r\nX-Content-Type-Options: nosniff\r\n\
         Access-Control-Allow-Origin: *\r\n\r\n{body}",
        body.len()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_names_the_address_and_an_answer_of_the_api_is_json() {
        let page =
            told("GET /verificaciones HTTP/1.1\r\nUser-Agent: x\r\nhost: inventario.local:8443\r\n\r\n");
        assert!(page.starts_with("HTTP/1.1 400 Bad Request\r\n"), "{page}");
        assert!(page.contains("escriba https://inventario.local:8443/."), "{page}");
        assert!(page.contains("<a href=\"https://inventario.local:8443/\">"), "{page}");
        let data = told("POST /api/auth/login HTTP/1.1\r\nHost: 192.168.1.5\r\n\r\n{}");
        let (head, body) = data.split_once("\r\n\r\n").unwrap();
        assert!(head.contains(&format!("Content-Length: {}", body.len())), "{head}");
        let body: serde_json::Value = serde_json::from_str(body).unwrap();
        assert_eq!(
            body["detail"],
            "Esta dirección es segura y se abre con https: escriba https://192.168.1.5/"
        );
    }

    #[test]
    fn nothing_of_a_request_is_shown_that_is_no_host() {
        for head in [
            "GET / HTTP/1.1\r\nHost: <script>alert(1)</script>\r\n\r\n",
            "GET / HTTP/1.1\r\nHost:\r\n\r\n",
            "GET",
            "GET / HTTP/1.0\r\n\r\n",
        ] {
            let page = told(head);
            assert!(page.contains("escríbala con https:// al comienzo."), "{page}");
            assert!(!page.contains("script"), "{page}");
        }
    }

    #[tokio::test]
    async fn the_whole_head_is_read_before_it_is_answered() {
        let (mut client, mut server) = tokio::io::duplex(4096);
        let answering = tokio::spawn(async move { answer(&mut server, b'G').await });
        for piece in ["ET / HTTP/1.1\r\nHo", "st: caja:8443\r\n", "\r\n"] {
            client.write_all(piece.as_bytes()).await.unwrap();
        }
        let mut answer = String::new();
        client.read_to_string(&mut answer).await.unwrap();
        answering.await.unwrap().unwrap();
        assert!(answer.contains("https://caja:8443/"), "{answer}");
        assert!(is_request(b'P') && !is_request(0x16) && !is_request(0));
    }
}
