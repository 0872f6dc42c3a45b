//! Addresses of pictures, whole: the app hands them to what loads pictures, which on a telephone knows no server to put before a path
//! (contract a.8, D8). They are kept as paths, because by which name the next client finds this server nobody knows; each is told them with
//! the name by which it has asked.

use super::{compress, faults};
use crate::campus::inventory::rules::PICTURES;
use crate::kit::Error;
use crate::kit::net::is_host;
use memchr::memmem;
use poem::http::header;
use poem::{Request, Response};

/// The members of answers that are such paths. Within a text that somebody has written, their quotes have strokes before them.
const MEMBERS: [&str; 3] = ["\"image_url\":\"", "\"photo_url\":\"", "\"url\":\""];

/// By which scheme and name somebody asks; none if the name could be something else than a name.
pub(super) fn asked_by(request: &Request, is_secure: bool) -> Option<String> {
    let named = request.header(header::HOST).map(str::to_owned);
    // HTTP/2 has it in the address.
    let host = named.or_else(|| request.uri().authority().map(ToString::to_string))?;
    is_host(&host).then(|| format!("{}://{host}", if is_secure { "https" } else { "http" }))
}

/// Makes the addresses in an answer of the API whole.
pub(super) async fn whole(mut response: Response, base: Option<String>) -> Response {
    let is_json = response.content_type().is_some_and(|it| it.starts_with("application/json"));
    let Some(base) = base.filter(|_| is_json && !response.headers().contains_key(header::CONTENT_ENCODING))
    else {
        return response;
    };
    let bytes = match response.take_body().into_bytes().await {
        Ok(bytes) => bytes,
        Err(error) => return faults::answer(Error::internal(error).into()).0,
    };
    if memmem::find(&bytes, PICTURES.as_bytes()).is_none() {
        response.set_body(bytes);
        return response;
    }
    let told = if bytes.len() < compress::LONG {
        told(&bytes, &base)
    } else {
        let long = bytes.clone();
        tokio::task::spawn_blocking(move || told(&long, &base)).await.ok().flatten()
    };
    match told {
        Some(text) => response.set_body(text),
        None => response.set_body(bytes),
    }
    response
}

/// An answer with the addresses in it made whole.
fn told(bytes: &[u8], base: &str) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (mut whole, mut from) = (String::with_capacity(text.len() + text.len() / 8), 0);
    for (at, _) in text.match_indices(PICTURES) {
        let before = text.get(from..at)?;
        whole.push_str(before);
        if MEMBERS.iter().any(|member| before.ends_with(member)) {
            whole.push_str(base);
        }
        from = at;
    }
    whole.push_str(text.get(from..)?);
    Some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(host: &str, is_secure: bool) -> Option<String> {
        asked_by(&Request::builder().header(header::HOST, host).finish(), is_secure)
    }

    #[test]
    fn a_name_is_told_back_and_nothing_else() {
        for (host, is_secure, base) in [
            ("inventario.local:8080", false, "http://inventario.local:8080"),
            ("192.168.1.20", false, "http://192.168.1.20"),
            ("[fd00::5]:8443", true, "https://[fd00::5]:8443"),
        ] {
            assert_eq!(asked(host, is_secure).as_deref(), Some(base));
        }
        assert_eq!(asked("x\"><script>", false), None);
        assert_eq!(asked_by(&Request::builder().finish(), false), None);
    }

    async fn answered(kind: &str, body: &'static str) -> String {
        let response = Response::builder().content_type(kind).body(body);
        let response = whole(response, Some("http://caja:8080".into())).await;
        response.into_body().into_string().await.unwrap()
    }

    #[tokio::test]
    async fn paths_of_pictures_become_addresses_and_the_rest_stays() {
        let body = r#"[{"image_url":"/api/item-pictures/files/0a"},{"notes":"/api/item-pictures/files/0a","says":"\"url\":\"/api/item-pictures/files/0a","photo":"/api/photos/1"}]"#;
        let told = r#"[{"image_url":"http://caja:8080/api/item-pictures/files/0a"},{"notes":"/api/item-pictures/files/0a","says":"\"url\":\"/api/item-pictures/files/0a","photo":"/api/photos/1"}]"#;
        assert_eq!(answered("application/json; charset=utf-8", body).await, told);
        assert_eq!(answered("text/csv", body).await, body);
        let outside = r#"{"image_url":"https://ejemplo.co/api/item-pictures/files/0a"}"#;
        assert_eq!(answered("application/json", outside).await, outside);
    }
}
