//! In charge of whom a text names: what a client does that knows one text only.

use super::{given, list};
use crate::support::App;
use inventario::campus::assignments::change;
use inventario::campus::assignments::model::Assignment;
use inventario::kit::access::{Caller, Origin, account};
use inventario::kit::error::Result;
use inventario::kit::wire::Id;

/// Settles an item as Gloria.
async fn settle(app: &App, item: Id, text: Option<&str>) -> Result<Option<Assignment>> {
    let (gloria, text) = (app.world.gloria.id, text.map(str::to_owned));
    let account = app.parts.db.read(move |db| account::account(db, gloria)).await.unwrap().unwrap();
    let who = Caller::new(&account, Origin::of_command("test"));
    app.parts.db.write(&who, move |tx| change::settle(tx, item, text.as_deref())).await
}

#[tokio::test]
async fn a_text_is_an_account_or_a_name_and_nothing_is_nobody() {
    let app = App::new().await;
    let (world, machine) = (&app.world, app.world.sistemas.machine);
    assert!(settle(&app, machine, None).await.unwrap().is_none());
    let by_mail = settle(&app, machine, Some("ANA@sena.edu.co")).await.unwrap().unwrap();
    assert_eq!(by_mail.user_id, Some(world.ana.id));
    // The same person by another text: nothing happens.
    let by_name = settle(&app, machine, Some(" ana  prueba ")).await.unwrap().unwrap();
    assert_eq!(by_name.id, by_mail.id);
    let stranger = settle(&app, machine, Some("Rosa Díaz")).await.unwrap().unwrap();
    assert_eq!((stranger.user_id, stranger.holder_name.as_str()), (None, "Rosa Díaz"));
    for same in ["ROSA DÍAZ", " rosa  diaz "] {
        assert_eq!(settle(&app, machine, Some(same)).await.unwrap().unwrap().id, stranger.id, "{same}");
    }
    assert!(settle(&app, machine, Some("  ")).await.unwrap().is_none());
    assert!(settle(&app, machine, Some(&"x".repeat(201))).await.is_err());
    let had = list(&app, &world.gloria, &format!("?item_id={machine}")).await;
    assert_eq!(had.len(), 2);
    assert!(had.iter().all(|row| row["is_open"] == false));
}

#[tokio::test]
async fn a_text_takes_over_what_was_handed_over_otherwise() {
    let app = App::new().await;
    let first = given(&app).await;
    let now = settle(&app, app.world.sistemas.machine, Some("Rosa Díaz")).await.unwrap().unwrap();
    assert_ne!(now.id.to_string(), first);
    assert!(!super::assignment(&app, &first).await["is_open"].as_bool().unwrap());
}
