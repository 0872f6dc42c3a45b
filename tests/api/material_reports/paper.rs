//! What is on paper when there is nothing, too much, or a name that is very long.

use super::*;
use crate::stock::bin;
use inventario::kit::document::FileFormat;

#[tokio::test]
async fn figures_that_nobody_can_mean_are_added_up_all_the_same() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    let dear = json!({ "quantity": 99_999_999.99, "unit_price": 999_999_999_999.0 });
    receive_at(&app, &app.world.wilson, &shelf, "L-1", None, dear.clone()).await;
    receive_at(&app, &app.world.wilson, &shelf, "L-2", None, dear).await;
    for kind in ["stock", "valuation", "expiry"] {
        for format in FileFormat::ALL {
            let report = made(&app, &app.world.gloria, asked(kind, format.as_str())).await;
            assert_eq!(report["status"], "completed", "{kind} as {format}");
        }
    }
}

#[tokio::test]
async fn a_report_of_no_materials_says_so_in_every_format() {
    let app = App::new().await;
    for kind in KINDS {
        for format in FileFormat::ALL {
            let report = made(&app, &app.world.wilson, asked(kind, format.as_str())).await;
            assert_eq!(
                (&report["status"], &report["row_count"]),
                (&json!("completed"), &json!(0)),
                "{kind} as {format}"
            );
        }
        if kind != "fefo" {
            let text = paper(&app, &app.world.wilson, kind, json!({})).await;
            assert!(text.contains("No hay datos.") && !text.contains("Resumen"), "{text}");
        }
    }
}

#[tokio::test]
async fn long_names_and_accents_come_out_whole() {
    let app = App::new().await;
    let shelf = Shelf::of(&app).await;
    let name = format!("Ácido clorhídrico «técnico» ñandú {}", "muy largo ".repeat(20)).trim().to_owned();
    app.run(format!(
        "update products set name = '{name}', category = 'Químicos; ácidos \"fuertes\"' where id = '{}'",
        shelf.product
    ))
    .await;
    let other = bin(&app, app.world.bodega.id, "Ñ-99").await;
    let shelf = Shelf { bin: other, ..shelf };
    let lot = receive(&app, &shelf, "=LOTE-Ñ", Some(5), json!(10)).await;
    issue(&app, &lot, json!({ "reference_number": "FICHA-ÑÁ" })).await.expect(200);
    for kind in KINDS {
        for format in FileFormat::ALL {
            let report = made(&app, &app.world.wilson, asked(kind, format.as_str())).await;
            assert_eq!(report["status"], "completed", "{kind} as {format}");
        }
    }
    let text = csv(&app, &app.world.wilson, "expiry", json!({})).await;
    assert!(text.contains(&name) && text.contains("\"'=LOTE-Ñ\"") && text.contains("Ñ-99"), "{text}");
    let text = csv(&app, &app.world.wilson, "valuation", json!({})).await;
    assert!(text.contains("\"Químicos; ácidos \"\"fuertes\"\"\""), "{text}");
    let text = paper(&app, &app.world.wilson, "expiry", json!({})).await;
    assert!(text.contains("Ácido clorhídrico «técnico» ñandú") && text.contains("=LOTE-Ñ"), "{text}");
}
