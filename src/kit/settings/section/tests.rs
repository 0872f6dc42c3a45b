//! A section with a member of every kind.

use super::Section;
use crate::kit::access::Origin;
use crate::kit::db::{Change, Db};
use crate::kit::wire::Password;
use crate::kit::{Code, Error, Line, Number, Result};
use serde_json::{Value, json};

section! {
    /// Una sección.
    pub struct PostSettings = "post", "Correo";
    /// Cambios a una sección.
    patch PostSettingsPatch;
    check has_whom_to_be;

    /// Puerto.
    default port: i64 as Number<1, 65_535> = 587,
    /// Texto.
    default greeting: String as Line<1, 20> = "Hola".to_owned(),
    /// Servidor.
    optional host: String as Line<1, 200>,
    secret for (host, port)
        /// Si hay contraseña.
        has_password,
        /// Contraseña.
        password: Password<1, 200>,
}

fn has_whom_to_be(post: &PostSettings) -> Result<()> {
    if post.has_password && post.host.is_none() {
        return Err(Error::With(Code::Invalid, "Falta el servidor".into()));
    }
    Ok(())
}

struct House {
    db: Db,
    _dir: tempfile::TempDir,
}

impl House {
    fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        Self {
            db: Db::open(&dir.path().join("inventario.db"), "the secret of the tests").unwrap(),
            _dir: dir,
        }
    }

    async fn change(&self, patch: Value) -> Result<Value> {
        let patch: Option<PostSettingsPatch> = serde_json::from_value(patch).unwrap();
        let origin = Origin::of_command("test");
        self.db.write(&origin, move |tx| Ok(Change::new((), PostSettings::edit(tx, patch)?))).await?;
        Ok(serde_json::to_value(self.db.read(PostSettings::shown).await?).unwrap())
    }

    async fn password(&self) -> Option<String> {
        let password = self.db.read(PostSettings::password).await.unwrap();
        password.map(|it| it.reveal().to_owned())
    }

    /// Everything that is stored of settings and of the audit but the row of the secret.
    async fn stored(&self) -> String {
        let text = "select group_concat(text) from (
             select value as text from settings where key <> 'post.password'
             union all select new_values from audit_logs)";
        self.db.read(|db| Ok(db.query_row(text, [], |row| row.get(0))?)).await.unwrap()
    }
}

#[tokio::test]
async fn a_section_begins_with_its_first_values_and_keeps_what_is_not_sent() {
    let house = House::new();
    let first = json!({ "port": 587, "greeting": "Hola", "host": null, "has_password": false });
    assert_eq!(house.change(json!({})).await.unwrap(), first);
    let changed = house.change(json!({ "port": 25, "host": "correo" })).await.unwrap();
    assert_eq!(changed, json!({ "port": 25, "greeting": "Hola", "host": "correo", "has_password": false }));
    let cleared = house.change(json!({ "port": null, "host": null, "greeting": "Buenas" })).await.unwrap();
    assert_eq!(cleared, json!({ "port": 587, "greeting": "Buenas", "host": null, "has_password": false }));
    assert_eq!(house.change(Value::Null).await.unwrap(), first);
}

#[tokio::test]
async fn a_secret_is_never_shown_nor_audited_and_stays_until_it_is_cleared() {
    let house = House::new();
    let set = house.change(json!({ "host": "correo", "password": "cañón-7" })).await.unwrap();
    assert_eq!(set["has_password"], true);
    assert_eq!(house.password().await.as_deref(), Some("cañón-7"));
    house.change(json!({ "greeting": "Buenas", "host": "correo", "port": 587 })).await.unwrap();
    assert_eq!(house.password().await.as_deref(), Some("cañón-7"));
    let stored = house.stored().await;
    assert!(stored.contains("has_password") && !stored.contains("cañón"), "{stored}");
    assert_eq!(house.change(json!({ "password": null })).await.unwrap()["has_password"], false);
    assert_eq!(house.password().await, None);
    house.change(json!({ "password": "otra" })).await.unwrap();
    assert_eq!(house.change(Value::Null).await.unwrap()["has_password"], false);
    assert_eq!(house.password().await, None);
}

#[tokio::test]
async fn a_secret_is_taken_to_nobody_else_than_whom_it_was_entrusted_to() {
    let house = House::new();
    for elsewhere in [json!({ "host": "otro" }), json!({ "port": 25 }), json!({ "host": "otro", "port": 25 })]
    {
        let here = json!({ "host": "correo", "port": 587, "password": "cañón-7" });
        assert_eq!(house.change(here).await.unwrap()["has_password"], true);
        assert_eq!(house.change(elsewhere).await.unwrap()["has_password"], false);
        assert_eq!(house.password().await, None);
    }
    let moved = json!({ "host": "tercero", "port": 26, "password": "otra" });
    assert_eq!(house.change(moved).await.unwrap()["has_password"], true);
    assert_eq!(house.password().await.as_deref(), Some("otra"));
}

#[tokio::test]
async fn what_does_not_fit_together_keeps_nothing_of_it() {
    let house = House::new();
    let refused = house.change(json!({ "password": "cañón-7", "port": 25 })).await.unwrap_err();
    assert_eq!(refused.sentence(), "Falta el servidor");
    assert_eq!(house.password().await, None);
    assert_eq!(house.change(json!({})).await.unwrap()["port"], 587);
}
