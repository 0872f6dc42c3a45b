//! It happens once: the code is spent, the addresses are gone, and of two who finish at once one wins.

use super::{Fresh, setup};
use futures_util::future::join_all;
use poem::http::Method;
use serde_json::json;

#[tokio::test]
async fn afterwards_the_set_up_is_no_address_any_more() {
    let fresh = Fresh::new();
    let body = setup(&fresh.code(), "empty");
    fresh.post("/api/setup", &body).await.expect(201);
    let unknown = fresh.get("/api/nada").await.expect(404);
    for (method, uri) in [
        (Method::POST, "/api/setup"),
        (Method::POST, "/api/setup/"),
        (Method::POST, "/api/setup/check"),
        (Method::GET, "/api/setup"),
        (Method::DELETE, "/api/setup/check"),
        (Method::GET, "//api//setup//restore"),
    ] {
        for text in [body.to_string(), json!({ "code": fresh.code() }).to_string(), "nada".to_owned()] {
            let gone =
                fresh.send("10.0.0.1", method.clone(), uri, &[("content-type", "application/json")], &text);
            assert_eq!(gone.await.expect(404).json(), unknown.json(), "{method} {uri}");
        }
    }
    assert_eq!(fresh.count("select count(*) from users").await, 1);
    fresh.get("/openapi.json").await.expect(200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_several_who_finish_at_once_one_wins() {
    let fresh = Fresh::new();
    let tries = (0..4).map(|n| {
        let mut body = setup(&fresh.code(), if n % 2 == 0 { "empty" } else { "demo" });
        body["admin"]["email"] = json!(format!("persona{n}@sena.edu.co"));
        body["center"]["code"] = json!(format!("930{n}"));
        let fresh = &fresh;
        async move { fresh.post_from(&format!("10.0.1.{n}"), "/api/setup", &body).await }
    });
    let replies = join_all(tries).await;
    let won = replies.iter().filter(|it| it.status == 201).count();
    assert_eq!(won, 1, "{replies:?}");
    for late in replies.iter().filter(|it| it.status != 201) {
        assert_eq!(late.status, 404, "{late:?}");
        assert!(["ya_configurado", "ruta_no_encontrada"].contains(&late.json()["code"].as_str().unwrap()));
    }
    assert_eq!(fresh.count("select count(*) from centers").await, 1);
    let administrators = "select count(*) from users where role = 'admin_general'";
    assert_eq!(fresh.count(administrators).await, 1);
    assert_eq!(
        fresh.count("select count(*) from audit_logs where action = 'SETUP' and entity_id is not null").await,
        1
    );
}

#[tokio::test]
async fn each_start_has_a_code_of_its_own_and_none_is_kept() {
    let first = Fresh::new();
    let second = Fresh::new();
    assert_ne!(first.code(), second.code());
    first.post("/api/setup", &setup(&second.code(), "empty")).await.expect(403);
    first.post("/api/setup", &setup(&first.code(), "empty")).await.expect(201);
    let letters = first.code().replace('-', "");
    assert_eq!(letters.len(), 8);
    for entry in std::fs::read_dir(first.dir.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        for text in [first.code(), letters.clone(), "bodega del norte".to_owned()] {
            assert!(!bytes.windows(text.len()).any(|it| it == text.as_bytes()), "{text} is on the disk");
        }
    }
}
