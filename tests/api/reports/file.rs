//! The file of a report: its name, its parts, how it is put together.

use super::*;
use futures_util::FutureExt as _;
use std::panic::AssertUnwindSafe;

#[tokio::test]
async fn a_file_has_a_spanish_name_and_can_be_had_in_parts() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let mut body = asked("inventory", "csv");
    body["title"] = json!("Inventario: año 1/2");
    let report = made(&app, gloria, body).await;
    let whole = file_of(&app, gloria, &report).await;
    let name = whole.headers["content-disposition"].to_str().unwrap();
    assert!(name.starts_with("attachment; filename=\"Inventario ano 1 2 "), "{name}");
    assert!(name.contains("filename*=UTF-8''Inventario%20a%C3%B1o%201%202%20"), "{name}");
    assert_eq!(whole.headers["content-type"], "text/csv; charset=utf-8");
    assert_eq!(whole.headers["accept-ranges"], "bytes");
    let tag = whole.headers["etag"].to_str().unwrap().to_owned();
    assert_eq!(tag, format!("\"{}\"", report["sha256"].as_str().unwrap()));

    let download = format!("{}/download", uri(&report));
    let token = format!("Bearer {}", gloria.token);
    let ask = async |name: &'static str, value: &str| {
        let headers = [("authorization", &*token), (name, value)];
        app.send(Method::GET, &download, &headers, Vec::new()).await
    };
    let size = whole.bytes.len();
    for (range, from, until) in [
        ("bytes=0-2", 0, 3),
        ("bytes=3-", 3, size),
        ("bytes=-4", size - 4, size),
        ("bytes=2-99999999", 2, size),
    ] {
        let part = ask("range", range).await.expect(206);
        assert_eq!(part.bytes, whole.bytes[from..until], "{range}");
        let said = part.headers["content-range"].to_str().unwrap();
        assert_eq!(said, format!("bytes {from}-{}/{size}", until - 1));
    }
    assert_eq!(ask("range", "bytes=0-1,4-5").await.expect(200).bytes, whole.bytes);
    let impossible = ask("range", &format!("bytes={size}-")).await.expect(416);
    assert_eq!(impossible.headers["content-range"].to_str().unwrap(), format!("bytes */{size}"));
    assert_eq!(impossible.detail(), "El archivo no tiene esa parte");
    assert!(ask("if-none-match", &tag).await.expect(304).bytes.is_empty());
    let headers = [("authorization", &*token), ("range", "bytes=0-2"), ("if-range", "\"other\"")];
    assert_eq!(app.send(Method::GET, &download, &headers, Vec::new()).await.expect(200).bytes, whole.bytes);

    // What came to its last byte is a download: the whole three times, and three parts that end there; a beginning isn't.
    let report = app.get(gloria, &uri(&report)).await.expect(200).json();
    assert_eq!(report["download_count"], 6);
}

#[tokio::test]
async fn a_download_counts_when_it_is_finished_once_however_often_it_was_resumed() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let report = made(&app, gloria, asked("users", "csv")).await;
    let download = format!("{}/download", uri(&report));
    let token = format!("Bearer {}", gloria.token);
    let counted = async || app.get(gloria, &uri(&report)).await.expect(200).json()["download_count"].take();
    // Whoever looks how large it is, or looks whether it has changed, downloads nothing.
    let head = app.send(Method::HEAD, &download, &[("authorization", &token)], Vec::new()).await.expect(200);
    assert!(head.bytes.is_empty());
    app.send(Method::GET, &download, &[("authorization", &token), ("range", "bytes=0-0")], Vec::new())
        .await
        .expect(206);
    assert_eq!(counted().await, 0);
    // A download that broke off twice.
    for range in ["bytes=0-9", "bytes=10-19", "bytes=20-"] {
        app.send(Method::GET, &download, &[("authorization", &token), ("range", range)], Vec::new())
            .await
            .expect(206);
    }
    assert_eq!(counted().await, 1);
}

#[tokio::test]
async fn whoever_takes_part_of_a_file_leaves_a_trace_and_once() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let report = made(&app, gloria, asked("users", "csv")).await;
    let download = format!("{}/download", uri(&report));
    let token = format!("Bearer {}", gloria.token);
    let traces = || count(&app, "audit_logs where action = 'DOWNLOAD_REPORT'");
    app.send(Method::HEAD, &download, &[("authorization", &token)], Vec::new()).await.expect(200);
    assert_eq!(traces().await, 0);
    // All but the last byte, which is a line's end.
    let most = format!("bytes=1-{}", report["file_size"].as_i64().unwrap() - 2);
    for range in [&most, "bytes=0-9", "bytes=10-"] {
        app.send(Method::GET, &download, &[("authorization", &token), ("range", range)], Vec::new())
            .await
            .expect(206);
        assert_eq!(traces().await, 1, "{range}");
    }
    // The next day it is another download.
    app.run(
        "update audit_logs set created_at = '2025-09-01T12:00:00.000000Z' where action = 'DOWNLOAD_REPORT'",
    )
    .await;
    file_of(&app, gloria, &report).await;
    assert_eq!(traces().await, 2);
}

#[tokio::test]
async fn a_large_file_is_put_together_from_its_parts() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let room = app.world.sistemas.id;
    behind(&app, move |tx| {
        let text = "
            with recursive n (n) as (select 1 union all select n + 1 from n where n < 6000)
            insert into inventory_items (id, environment_id, name, internal_code, category, status, quantity, item_type,
                created_at, updated_at)
            select printf('018f0000-0000-7000-8000-%012d', n), :room, 'Portátil número ' || n, 'PL-' || n, 'computer', 'available',
                1, 'individual', '2025-09-01T12:00:00.000000Z', '2025-09-01T12:00:00.000000Z'
            from n";
        tx.execute(text, named_params! { ":room": room })?;
        Ok(())
    })
    .await;
    let report = made(&app, gloria, asked("inventory", "csv")).await;
    let file = file_of(&app, gloria, &report).await;
    assert!(file.bytes.len() > 300_000, "{} bytes", file.bytes.len());
    let text = String::from_utf8(file.bytes.clone()).unwrap();
    assert!((1..=6000).all(|n| text.contains(&format!("\"PL-{n}\";"))));
    let middle = [("authorization", &*format!("Bearer {}", gloria.token)), ("range", "bytes=262000-262300")];
    let part =
        app.send(Method::GET, &format!("{}/download", uri(&report)), &middle, Vec::new()).await.expect(206);
    assert_eq!(part.bytes, file.bytes[262_000..=262_300]);
}

#[tokio::test]
async fn whose_download_can_not_be_noted_gets_no_byte() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let report = made(&app, gloria, asked("users", "csv")).await;
    app.run(
        "create trigger no_trace before insert on audit_logs when new.action = 'DOWNLOAD_REPORT'
         begin select raise(abort, 'no trace'); end",
    )
    .await;
    let download = format!("{}/download", uri(&report));
    let taken = AssertUnwindSafe(app.get(gloria, &download)).catch_unwind().await;
    assert!(taken.is_err(), "the file breaks off before its first byte");
    app.run("drop trigger no_trace").await;
    assert_eq!(app.get(gloria, &uri(&report)).await.expect(200).json()["download_count"], 0);
    file_of(&app, gloria, &report).await;
}
