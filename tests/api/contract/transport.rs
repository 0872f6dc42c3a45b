//! How requests and answers travel (section a of the contract): slashes, parameters, tokens, errors, other origins.

use super::calls::form;
use super::fields::transport_faults;
use crate::support::{App, Operation, PASSWORD, Ready, Reply, operations};
use poem::http::Method;
use serde_json::json;

/// What two answers to the same question have in common; a code says when it was made, the server what time it is and how
/// much room the disk has, what a centre takes along that it was taken before, a workbook when it was made, so their texts are left out.
fn gist(operation: &Operation, reply: &Reply) -> (u16, Option<String>, String) {
    let dated = [
        "generate_qr",
        "get_health_details",
        "get_backup_status",
        "export_center",
        "download_import_template",
    ];
    let dated = dated.contains(&operation.id.as_str());
    let body = if dated { String::new() } else { String::from_utf8_lossy(&reply.bytes).into_owned() };
    (reply.status.as_u16(), reply.header("x-total-count").map(str::to_owned), body)
}

fn reading() -> impl Iterator<Item = Operation> {
    operations().into_iter().filter(Operation::reads)
}

#[tokio::test]
async fn every_path_answers_with_any_slashes_and_never_by_redirect() {
    let ready = Ready::new().await;
    let gloria = &ready.app.world.gloria;
    // Writes get a body that they refuse, so that they can be asked again; they come last, because the audit notes it.
    let writes = operations().into_iter().filter(|it| !it.reads() && it.body.is_some());
    for operation in reading().chain(writes) {
        let (path, uri) = (ready.path(&operation), ready.uri(&operation));
        let query = uri.strip_prefix(&path).unwrap().trim_start_matches('?');
        let ask = async |uri: &str| {
            ready.send(Some(gloria), &operation, uri, "application/json", b"{".to_vec()).await
        };
        let plain = ask(&uri).await;
        assert_eq!(plain.status.as_u16(), if operation.reads() { 200 } else { 422 }, "{}", operation.id);
        for path in [format!("{path}/"), path.replace('/', "//"), format!("{path}//"), format!("/{path}///")]
        {
            let variant = format!("{path}?{query}");
            let mut reply = ask(&variant).await;
            assert_eq!(gist(&operation, &reply), gist(&operation, &plain), "{variant}");
            if reply.status.is_success() && !operation.answers_json() {
                // A picture has a type of its own; everything else holds for it too.
                reply.bytes.clear();
            }
            assert_eq!(transport_faults(&reply), [""; 0], "{variant}");
        }
    }
}

#[tokio::test]
async fn head_answers_wherever_get_does() {
    let ready = Ready::new().await;
    let gloria = &ready.app.world.gloria;
    for operation in reading() {
        let uri = ready.uri(&operation);
        let get = ready.app.get(gloria, &uri).await;
        let (path, query) = uri.split_once('?').unwrap_or((&uri, ""));
        let head = ready.app.ask(Some(gloria), Method::HEAD, &format!("{path}/?{query}"), None).await;
        assert_eq!(head.status, get.status, "{uri}");
        assert!(head.bytes.is_empty(), "{uri}");
        for name in ["content-type", "x-total-count", "access-control-allow-origin"] {
            assert_eq!(head.header(name), get.header(name), "{uri} {name}");
        }
    }
}

#[tokio::test]
async fn empty_and_null_and_unknown_parameters_are_as_good_as_none() {
    let ready = Ready::new().await;
    let gloria = &ready.app.world.gloria;
    for operation in reading() {
        let uri = ready.uri(&operation);
        let plain = ready.app.get(gloria, &uri).await;
        assert_eq!(plain.status.as_u16(), 200, "{uri}");
        let unknown = ["system_wide=true&admin_access=true", "all_environments=true", "zzz=1&zzz=2", "&&="];
        let may_be_blank = operation.query.iter().filter(|it| !it.required);
        let blank = may_be_blank.flat_map(|it| ["", "null", "+"].map(|text| (it, text)));
        let blank = blank.map(|(it, text)| format!("{}={text}", it.name));
        for query in unknown.into_iter().map(str::to_owned).chain(blank) {
            let reply = ready.app.get(gloria, &ready.uri_with(&operation, &query)).await;
            assert_eq!(gist(&operation, &reply), gist(&operation, &plain), "{uri}: {query}");
        }
    }
}

#[tokio::test]
async fn a_blank_is_a_plus_and_a_comma_is_encoded() {
    let app = App::new().await;
    let rooms = app.get(&app.world.ana, &format!("/api/environments/?search={}", form("sistemas 1"))).await;
    assert_eq!(rooms.expect(200).json()[0]["name"], "Sistemas 1");
}

#[tokio::test]
async fn bearer_null_is_nobody() {
    let ready = Ready::new().await;
    for operation in operations().into_iter().filter(|it| it.roles.is_some()) {
        for token in ["Bearer null", "Bearer ", "Bearer", "null", "Bearer undefined", "Basic YTpi"] {
            let headers = [("authorization", token), ("content-type", "application/json")];
            let uri = ready.uri(&operation);
            let reply = ready.app.send(operation.method.clone(), &uri, &headers, "").await.expect(401);
            assert!(!reply.detail().is_empty());
            assert_eq!(transport_faults(&reply), [""; 0]);
        }
    }
}

#[tokio::test]
async fn a_request_without_body_may_say_that_it_is_json() {
    let ready = Ready::new().await;
    let (app, world) = (&ready.app, &ready.app.world);
    let bare = async |method: Method, uri: String| app.ask(Some(&world.gloria), method, &uri, None).await;
    let user = format!("/api/users/{}", world.ivan.id);
    bare(Method::DELETE, user.clone()).await.expect(200);
    bare(Method::POST, format!("{user}/activate")).await.expect(200);
    bare(Method::DELETE, format!("/api/schedules/{}", ready.class)).await.expect(200);
    bare(Method::POST, "/api/auth/logout".into()).await.expect(200);
    bare(Method::GET, "/api/inventory/".into()).await.expect(200);
}

#[tokio::test]
async fn d16_every_failure_is_one_json_sentence_that_any_origin_may_read() {
    let app = App::new().await;
    let world = &app.world;
    let ask = async |who, method, uri: &str, body| app.ask(who, method, uri, body).await;
    app.run("drop table schedules").await;
    for _ in 0..8 {
        app.sign_in(&world.ivan.email, "no es la mía").await.expect(401);
    }
    let (estela, gloria) = (Some(&world.estela), Some(&world.gloria));
    let items = "/api/inventory/";
    let replies = [
        (400, app.post(&world.gloria, "/api/qr/scan", json!({ "qr_data": "hola" })).await),
        (401, ask(None, Method::GET, items, None).await),
        (403, ask(estela, Method::POST, items, Some(json!({}))).await),
        (404, ask(estela, Method::GET, "/api/zzz", None).await),
        (404, ask(None, Method::GET, "/zzz/../%00", None).await),
        (405, ask(None, Method::POST, "/zzz", None).await),
        (404, ask(gloria, Method::GET, "/api/users/018f3b1c-0000-7000-8000-000000000001", None).await),
        (405, ask(gloria, Method::PATCH, items, None).await),
        (405, ask(gloria, Method::DELETE, "/api/auth/login", None).await),
        (413, app.post(&world.gloria, items, json!({ "name": "x".repeat(2 << 20) })).await),
        (415, app.send(Method::POST, "/api/auth/login", &[("content-type", "text/plain")], "a").await),
        (422, app.post(&world.gloria, items, json!({ "name": ["x"] })).await),
        (422, ask(gloria, Method::GET, "/api/inventory/?environment_id=7", None).await),
        (422, ask(gloria, Method::GET, "/api/inventory/7", None).await),
        (429, app.sign_in(&world.ivan.email, PASSWORD).await),
        (500, ask(gloria, Method::GET, "/api/schedules/", None).await),
    ];
    for (status, reply) in replies {
        let reply = reply.expect(status);
        assert_eq!(transport_faults(&reply), [""; 0], "{status}");
        let detail = reply.detail();
        assert!(!detail.is_empty() && reply.json()["code"].is_string(), "{status}");
        assert!(!detail.contains("SQL") && !detail.contains("schedules"), "{detail}");
    }
}

#[tokio::test]
async fn being_throttled_says_for_how_long_and_leaves_me_alone() {
    let app = App::new().await;
    for _ in 0..8 {
        app.sign_in(&app.world.ana.email, "no es la mía").await.expect(401);
    }
    let throttled = app.sign_in(&app.world.ana.email, PASSWORD).await.expect(429);
    assert!(throttled.header("retry-after").unwrap().parse::<u32>().unwrap() > 0);
    for _ in 0..50 {
        app.get(&app.world.ana, "/api/auth/me").await.expect(200);
    }
}

#[tokio::test]
async fn a_preflight_is_answered_anywhere_to_anybody() {
    let ready = Ready::new().await;
    let uris = operations().into_iter().map(|it| ready.uri(&it));
    let odd =
        ["/api/inventory//7", "//api//environments///x", "/api/zzz", "/", "/audit-logs", "/api/loans/stats?"];
    for uri in uris.chain(odd.map(str::to_owned)) {
        let headers = [
            ("origin", "https://app.sena.edu.co"),
            ("access-control-request-method", "PUT"),
            ("access-control-request-headers", "authorization,content-type"),
        ];
        let reply = ready.app.send(Method::OPTIONS, &uri, &headers, "").await;
        assert!(matches!(reply.status.as_u16(), 200 | 204), "{uri}: {}", reply.status);
        assert_eq!(reply.header("access-control-allow-origin"), Some("*"), "{uri}");
        let methods = reply.header("access-control-allow-methods").unwrap();
        assert!(["GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS"].iter().all(|it| methods.contains(it)));
        let allowed = reply.header("access-control-allow-headers").unwrap().to_lowercase();
        assert!(allowed.contains("authorization") && allowed.contains("content-type"), "{allowed}");
        assert!(reply.header("access-control-max-age").unwrap().parse::<u32>().unwrap() >= 600);
        assert_eq!(reply.header("access-control-allow-credentials"), None);
    }
}
