//! Who sees which loans, and the figures that come with a page of them.

use super::{ask, id, loan_in, step, uri};
use crate::support::{App, Person, day};
use serde_json::json;

#[tokio::test]
async fn everybody_sees_what_concerns_them_d61_d62() {
    let app = App::new().await;
    let world = &app.world;
    let of_ana = loan_in(&app, &world.ana, &["approved"]).await;
    let total = async |who: &Person| app.get(who, "/api/loans/").await.expect(200).json()["total"].clone();
    assert_eq!(total(&world.ana).await, 1);
    for none in [&world.estela, &world.pedro, &world.ivan] {
        assert_eq!(total(none).await, 0);
        app.get(none, &uri(&of_ana)).await.expect(404);
        app.get(none, &format!("{}/pieces", uri(&of_ana))).await.expect(404);
    }
    for all in [&world.bruno, &world.sara, &world.wilson, &world.gloria] {
        assert_eq!(total(all).await, 1);
    }
    for nobody in [&world.estela, &world.ana, &world.bruno] {
        step(&app, nobody, &of_ana, "active").await.expect(403);
    }
    step(&app, &world.wilson, &of_ana, "active").await.expect(200);
}

#[tokio::test]
async fn the_page_carries_the_figures_of_all_that_match_d35_d45() {
    let app = App::new().await;
    let (ana, gloria) = (&app.world.ana, &app.world.gloria);
    for steps in [&[][..], &["approved"], &["approved", "active"], &["approved", "active", "returned"]] {
        loan_in(&app, ana, steps).await;
    }
    let past = json!({ "start_date": day(-5), "end_date": day(-3) });
    let late = id(&ask(&app, gloria, past).await.expect(201).json());
    for status in ["approved", "active"] {
        step(&app, gloria, &late, status).await.expect(200);
    }
    let page = app.get(gloria, "/api/loans/?page=1&per_page=2").await.expect(200).json();
    assert_eq!((&page["total"], &page["total_pages"], &page["per_page"]), (&json!(5), &json!(3), &json!(2)));
    assert_eq!(page["loans"].as_array().unwrap().len(), 2);
    let figures =
        [("total", 5), ("pending", 1), ("approved", 1), ("active", 2), ("overdue", 1), ("returned", 1)];
    for (name, count) in figures {
        assert_eq!(page[format!("{name}_loans")], count, "{name}");
        assert_eq!(page["summary"][format!("{name}_loans")], count, "{name}");
    }
    let months = page["monthly_data"].as_array().unwrap();
    assert_eq!(months.len(), 6);
    assert_eq!(months.iter().map(|it| it["count"].as_i64().unwrap()).sum::<i64>(), 5);
    assert_eq!(months[5]["month"], day(0)[..7]);
    assert_eq!(page["top_items"], json!([{ "name": "Teclados Bodega central", "count": 5 }]));

    // D45: without paging all of them are one page.
    let all = app.get(gloria, "/api/loans/").await.expect(200).json();
    assert_eq!((&all["page"], &all["total_pages"]), (&json!(1), &json!(1)));
    assert_eq!(all["loans"].as_array().unwrap().len(), 5);
    // D51: what is late stays active, and is found as overdue.
    let overdue = app.get(gloria, "/api/loans/?status_filter=overdue").await.expect(200).json();
    assert_eq!((&overdue["total"], &overdue["loans"][0]["status"]), (&json!(1), &json!("active")));
    assert_eq!(overdue["loans"][0]["is_overdue"], true);
    step(&app, gloria, &late, "returned").await.expect(200);
    // D42: cut to the days on which they begin, both ends included.
    let uri = format!("/api/loans/?start_date={}&end_date={}", day(-5), day(-5));
    assert_eq!(app.get(gloria, &uri).await.expect(200).json()["total"], 1);
    let stats = app.get(ana, "/api/loans/stats?").await.expect(200).json();
    assert_eq!((&stats["total_loans"], &stats["returned_loans"]), (&json!(4), &json!(1)));
}
