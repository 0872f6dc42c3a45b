//! The pages of what all have signed: made once, and kept as they are.

use super::{loan_in, newest, pdf, sign, step, uri};
use crate::support::App;
use inventario::campus::loans::acta::jobs::KeepPages;
use inventario::kit::jobs::Job;
use inventario::kit::{pdf as documents, sql};
use serde_json::json;
use std::sync::mpsc;
use std::time::Duration;
use tokio::sync::oneshot;

/// A loan of Ana's whose acta all have signed.
async fn signed(app: &App) -> String {
    let loan = loan_in(app, &app.world.ana, &["approved", "active"]).await;
    for (who, side) in [(&app.world.ana, "borrower"), (&app.world.wilson, "warehouse")] {
        sign(app, who, &loan, ("loan", side), json!({})).await.expect(201);
    }
    loan
}

#[tokio::test]
async fn the_pages_of_what_all_have_signed_are_kept_as_they_are() {
    let app = App::new().await;
    let (ana, wilson, gloria) = (&app.world.ana, &app.world.wilson, &app.world.gloria);
    let loan = loan_in(&app, ana, &["approved", "active"]).await;
    let job = KeepPages(app.parts.db.clone());
    sign(&app, ana, &loan, ("loan", "borrower"), json!({})).await.expect(201);
    assert_eq!(job.run().await.unwrap(), 0);
    sign(&app, wilson, &loan, ("loan", "warehouse"), json!({ "strokes": null })).await.expect(201);
    let path = uri(&loan) + "/acta";
    // Whoever prints it first keeps it; the scheduled work does so with what nobody prints.
    let kept = async || {
        app.parts.db.read(|db| sql::count(db, "select count(*)\nfrom loan_acta_pages", &[])).await.unwrap()
    };
    assert_eq!(kept().await, 0);
    let before = pdf(&app, ana, &path).await;
    assert_eq!((kept().await, job.run().await.unwrap()), (1, 0));
    signed(&app).await;
    assert_eq!((job.run().await.unwrap(), job.run().await.unwrap(), kept().await), (1, 0, 2));
    assert_eq!(pdf(&app, ana, &path).await, before);
    // Neither a new name of the centre nor a hand-in changes what was signed.
    app.put(gloria, &format!("/api/centers/{}", app.world.center), json!({ "name": "Otro nombre" }))
        .await
        .expect(200);
    step(&app, wilson, &loan, "returned").await.expect(200);
    assert_eq!(pdf(&app, ana, &path).await, before);
    assert_eq!(newest(&app, ana, &loan, "loan").await["version"], 1);
}

#[tokio::test]
async fn an_acta_that_cannot_be_printed_holds_up_no_other() {
    let app = App::new().await;
    let ana = &app.world.ana;
    let job = KeepPages(app.parts.db.clone());
    let mut loans = Vec::new();
    for _ in 0..2 {
        loans.push(signed(&app).await);
    }
    // Nothing of ours writes this: a fault of a disk or of another program.
    app.run("update loan_actas set content = '{}' where id = (select min(id) from loan_actas)").await;
    let waiting = async || {
        let rows =
            app.parts.db.read(|db| sql::all(db, "select failures\nfrom loan_actas_to_print", &[])).await;
        rows.unwrap() as Vec<i64>
    };
    assert_eq!(waiting().await, [0, 0]);
    job.run().await.unwrap_err();
    assert_eq!(waiting().await, [1]);
    job.run().await.unwrap_err();
    assert_eq!(waiting().await, [2]);
    pdf(&app, ana, &(uri(&loans[1]) + "/acta")).await;
}

#[tokio::test]
async fn what_is_kept_waits_for_no_other_document() {
    let app = App::new().await;
    let ana = &app.world.ana;
    let loan = signed(&app).await;
    let kept = uri(&loan) + "/acta";
    let before = pdf(&app, ana, &kept).await;
    let other = uri(&loan_in(&app, ana, &["approved"]).await) + "/acta";
    // Somebody lays out a long one.
    let (begins, begun) = oneshot::channel();
    let (ends, ended) = mpsc::channel();
    tokio::spawn(documents::one_at_a_time(move || {
        begins.send(()).unwrap();
        ended.recv().unwrap();
        Ok(())
    }));
    begun.await.unwrap();
    let again = async {
        // So that the other one has its turn by now.
        newest(&app, ana, &loan, "loan").await;
        let again = tokio::time::timeout(Duration::from_secs(30), pdf(&app, ana, &kept)).await;
        ends.send(()).unwrap();
        again
    };
    let (_, again) = tokio::join!(pdf(&app, ana, &other), again);
    assert_eq!(again.expect("it is read at once"), before);
}
