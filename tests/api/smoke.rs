//! The shortest way through the house.

use crate::support::App;
use serde_json::json;

#[tokio::test]
async fn somebody_signs_in_and_reads_his_account() {
    let app = App::new().await;
    let estela = &app.world.estela;
    let credentials = json!({ "email": "ESTELA@sena.edu.co", "password": "pupitres-1" });
    let session = app
        .ask(None, poem::http::Method::POST, "/api/auth/login", Some(credentials))
        .await
        .expect(200)
        .json();
    assert_eq!(session["user"]["id"], json!(estela.id));
    let me = app.get(estela, "/api//auth/me/").await.expect(200).json();
    assert_eq!(me["role"], "student");
}
