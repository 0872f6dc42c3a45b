//! Which service is asked: named by the general administrator, and none within the house that isn't named.

use super::stub::Stub;
use super::{DESCRIPTIONS, KEY, asked, go_round, now_of, set, settings_of, switch_on};
use crate::support::App;
use serde_json::{Value, json};

#[tokio::test]
async fn a_machine_of_the_network_is_asked_only_when_it_is_named() {
    let app = App::new().await;
    let (stub, gloria) = (Stub::open().await, &app.world.gloria);
    let refused = async |more: Value| {
        let refused = app.put(gloria, "/api/settings", settings_of(&stub, &more)).await.expect(400);
        assert_eq!(refused.json()["code"], "descripciones_inseguras", "{more}");
        refused.detail()
    };
    let says = refused(json!({ "near_hosts": [] })).await;
    assert!(says.starts_with("La conexión con 127.0.0.1 no va cifrada"), "{says}");
    let says = refused(
        json!({ "near_hosts": ["localhost"], "endpoint": format!("https://127.0.0.1:{}/v1", stub.port) }),
    )
    .await;
    assert!(says.starts_with("127.0.0.1 está en este equipo o en la red local"), "{says}");
    refused(json!({ "near_hosts": ["10.0.0.1"], "endpoint": "http://api.ejemplo.co/v1" })).await;
    let says = refused(json!({ "near_hosts": [], "endpoint": "https://ia.local/v1" })).await;
    assert!(says.starts_with("ia.local es un nombre de la red local: escríbalo"), "{says}");
    refused(json!({ "near_hosts": [], "endpoint": "https://169.254.169.254/latest" })).await;
    refused(json!({ "near_hosts": [], "endpoint": "https://[::1]:8080/v1" })).await;

    // A name says only when it is looked up where it leads.
    let endpoint = format!("https://localhost:{}/v1", stub.port);
    switch_on(&app, &stub, json!({ "near_hosts": [], "endpoint": endpoint })).await;
    let description = asked(&app, app.world.sistemas.machine, 10).await;
    go_round(&app).await;
    assert_eq!(now_of(&app, &description).await["state"], "queued");
    let status = app.get(gloria, &format!("{DESCRIPTIONS}/status")).await.expect(200).json();
    assert!(status["trouble"].as_str().unwrap().starts_with("localhost está en este equipo"), "{status}");
    assert_eq!(stub.times(), 0);

    // Another name of the same machine is another name.
    switch_on(
        &app,
        &stub,
        json!({ "endpoint": format!("http://localhost:{}/v1", stub.port), "near_hosts": ["LOCALHOST"] }),
    )
    .await;
    asked(&app, app.world.sistemas.machine, 20).await;
    go_round(&app).await;
    assert_eq!(stub.times(), 1);
}

#[tokio::test]
async fn the_key_is_never_read_back_and_goes_to_no_other_address() {
    let app = App::new().await;
    let stub = Stub::open().await;
    switch_on(&app, &stub, json!({})).await;
    let all = app.get(&app.world.gloria, "/api/settings").await.expect(200);
    assert!(!String::from_utf8_lossy(&all.bytes).contains(KEY));
    assert_eq!(all.json()["descriptions"]["has_key"], true);
    let same = set(&app, json!({ "model": "otro", "endpoint": stub.endpoint(), "monthly_limit": 9 })).await;
    assert_eq!(same["has_key"], true, "nothing has moved");
    for elsewhere in
        ["https://otra.ejemplo.co/v1".to_owned(), format!("http://127.0.0.1:{}/v1", stub.port - 1)]
    {
        switch_on(&app, &stub, json!({})).await;
        let moved = set(&app, json!({ "endpoint": elsewhere })).await;
        assert_eq!(moved["has_key"], false, "{elsewhere}");
        let kept = app.column("select value from settings where key = 'descriptions.key'").await;
        assert_eq!(kept, ["null"], "{elsewhere}");
    }
    let with_key = set(&app, json!({ "endpoint": "https://otra.ejemplo.co/v1", "key": "sk-nueva" })).await;
    assert_eq!(with_key["has_key"], true);
    assert_eq!(set(&app, json!({ "key": null })).await["has_key"], false);
}

#[tokio::test]
async fn what_could_not_be_asked_is_not_switched_on() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let put = async |more: Value| app.put(gloria, "/api/settings", json!({ "descriptions": more })).await;
    let refused = put(json!({ "enabled": true, "model": "vision" })).await.expect(400);
    assert_eq!(refused.json()["code"], "descripciones_incompletas");
    put(json!({ "enabled": true, "endpoint": "https://api.ejemplo.co/v1" })).await.expect(400);
    for wrong in [
        json!({ "endpoint": "api.ejemplo.co" }),
        json!({ "endpoint": "ftp://x/v1" }),
        json!({ "endpoint": "https://yo:clave@api.ejemplo.co/v1" }),
        json!({ "near_hosts": ["http://10.0.0.5"] }),
        json!({ "near_hosts": ["10.0.0.5:8080"] }),
        json!({ "near_hosts": vec!["10.0.0.5"; 21] }),
        json!({ "monthly_limit": 0 }),
        json!({ "patience_seconds": 4 }),
        json!({ "prompt": "x".repeat(4_001) }),
    ] {
        put(wrong.clone()).await.expect(422);
    }
    let kept = app.get(gloria, "/api/settings").await.expect(200).json()["descriptions"].clone();
    assert_eq!((&kept["enabled"], &kept["endpoint"]), (&json!(false), &Value::Null));
    assert!(kept["prompt"].as_str().unwrap().contains("Describa en español"));
    put(json!({ "enabled": true, "endpoint": " https://api.ejemplo.co/v1/ ", "model": "vision" }))
        .await
        .expect(200);
}
