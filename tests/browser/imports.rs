//! The keeper of a warehouse brings in equipment by a file: sees what will happen, says what a column brings, applies it, undoes it.

use crate::support::{Inspector, Screen, journey};
use serde_json::Value;
use std::io::Write as _;

#[test]
fn a_file_is_looked_at_applied_and_undone() {
    journey(Screen::Desktop, async |page| {
        let inspector = Inspector::new(page).await;
        let token = page.server.token("admin");
        let known = page.server.api("GET", "/api/inventory?limit=1", &token, None)[0].clone();
        let mut file = tempfile::Builder::new().prefix("equipos").suffix(".csv").tempfile().unwrap();
        // A heading that nobody knows, a change, a new item and one that can't be.
        write!(
            file,
            "Consecutivo;Nombre;Marca;Fecha de compra\n{};;Marca nueva;\n00099-X;Portátil nuevo;HP;05/03/2024\n00098-X;Otro;HP;ayer\n",
            known["internal_code"].as_str().unwrap()
        )
        .unwrap();

        page.sign_in("admin").await;
        page.open("/equipos").await;
        page.click("link", "Importar").await;
        page.arrive("/importaciones", "Importar equipos").await;
        page.see("Aún no hay importaciones").await;
        inspector.look("where a file is chosen").await;

        page.give_file(file.path()).await;
        page.see("Ninguna columna trae el código interno").await;
        inspector.look("the columns").await;
        page.choose("Qué trae «Consecutivo»", "Código interno (placa)").await;
        page.press("Revisar con estas columnas").await;
        page.see("Importar 2 equipos").await;
        page.see("Fila 4, columna «Fecha de compra»: debe ser una fecha día/mes/año").await;
        page.see("Marca nueva").await;
        page.settle().await;
        inspector.look("the preview").await;
        page.click("at", "#import-leave-out").await;
        page.press("Importar 2 equipos").await;
        page.see("La importación está aplicada").await;
        page.settle().await;
        inspector.look("what was applied").await;
        let made = |code: &str| {
            let found = page.server.api("GET", &format!("/api/inventory?search={code}"), &token, None);
            found.as_array().map_or(0, Vec::len)
        };
        assert_eq!((made("00099-X"), made("00098-X")), (1, 0));

        page.press("Deshacer").await;
        page.see("¿Deshacer la importación?").await;
        page.click("at", "dialog[open] .button.danger").await;
        page.see("La importación está deshecha").await;
        assert_eq!(made("00099-X"), 0);
        let path = format!("/api/inventory/{}", known["id"].as_str().unwrap());
        assert_eq!(page.server.api("GET", &path, &token, None)["brand"], known["brand"]);
        page.open("/importaciones").await;
        page.see("Deshecha").await;
        inspector.look("the imports of before").await;
        let own = page.server.api("GET", "/api/imports", &token, None);
        assert_eq!(own.as_array().map(Vec::len), Some(1), "{own}");
        assert_ne!(own[0]["applied_at"], Value::Null);
        inspector.conclude(5);
    });
}
