//! A clock that leapt or fell behind: nothing goes by its age until it is believed again.

use crate::stock::{Shelf, issue, receive};
use crate::support::App;
use chrono::TimeDelta;
use inventario::appliance::backup::schedule;
use inventario::kit::clock;
use inventario::kit::wire::LocalTime;
use serde_json::{Value, json};

impl App {
    /// Lets the clock have been believed for the last time so many days ago; ahead of now if negative.
    async fn last_believe_the_clock(&self, days: i64) {
        let seen = LocalTime(clock::now() - TimeDelta::days(days)).stored();
        self.run(format!(
            "insert into clock_trace (id, seen_at)
             values (1, '{seen}')
             on conflict (id) do update
             set seen_at = '{seen}',
                 doubted_since = null,
                 doubted_at = null,
                 refuted_until = null"
        ))
        .await;
    }

    /// What is cleared away, all of it due.
    async fn clear(&self) -> Value {
        let done = self.post(&self.world.gloria, "/api/jobs/clear/run", json!({})).await.expect(202).json();
        assert_eq!(done["last_run"]["error"], Value::Null, "{done}");
        done["last_run"]["count"].clone()
    }
}

/// Rows of each kind that goes by its age, all past it; answers how many there are.
async fn grow_old(app: &App) -> i64 {
    let (gloria, id) = (&app.world.gloria, app.world.gloria.id);
    let new = json!({ "user_id": id, "type": "system", "title": "Vieja", "message": "Prueba" });
    app.post(gloria, "/api/notifications", new).await.expect(201);
    let old = LocalTime(clock::now() - TimeDelta::days(4_000)).stored();
    let hash = "0".repeat(64);
    for text in [
        format!("update notifications set created_at = '{old}', updated_at = '{old}'"),
        format!(
            "insert into idempotency_keys (user_id, key, fingerprint, answer, created_at)
             values ('{id}', 'una-clave-vieja', '{hash}', 'null', '{old}')"
        ),
        format!(
            "insert into refresh_tokens (token_hash, family_id, user_id, issued_at, expires_at)
             values ('{hash}', '{id}', '{id}', '{old}', '{old}')"
        ),
    ] {
        app.run(text).await;
    }
    3
}

#[tokio::test]
async fn nothing_is_cleared_away_while_the_clock_has_leapt_or_is_behind() {
    let app = App::new().await;
    let due = grow_old(&app).await;
    for days in [100, -100] {
        app.last_believe_the_clock(days).await;
        assert_eq!(app.clear().await, 0, "{days}");
        // Looking twice makes it no better.
        assert_eq!(app.clear().await, 0, "{days}");
    }
    app.last_believe_the_clock(0).await;
    assert_eq!(app.clear().await, due);
}

#[tokio::test]
async fn no_backup_goes_while_the_clock_is_in_doubt_and_the_count_is_kept_however_old() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    for _ in 0..4 {
        app.post(gloria, "/api/backups", json!({})).await.expect(202);
    }
    app.put(gloria, "/api/settings/backup", json!({ "keep_count": 3, "keep_days": 1 })).await.expect(200);
    app.run("update backups set reason = 'schedule'").await;
    for days in [100, -100] {
        app.last_believe_the_clock(days).await;
        assert_eq!(schedule::remove_expired(&app.parts.backups).await.unwrap(), 0, "{days}");
        // Neither does whoever changes the plan.
        app.put(gloria, "/api/settings/backup", json!({ "keep_days": 2 })).await.expect(200);
    }
    let listed =
        || async { app.get(gloria, "/api/backups").await.expect(200).json().as_array().unwrap().len() };
    assert_eq!(listed().await, 4);

    app.last_believe_the_clock(0).await;
    assert_eq!(schedule::remove_expired(&app.parts.backups).await.unwrap(), 1, "one is over the count");
    let old = LocalTime(clock::now() - TimeDelta::days(4_000)).stored();
    app.run(format!("update backups set created_at = '{old}', verified_at = '{old}'")).await;
    assert_eq!(schedule::remove_expired(&app.parts.backups).await.unwrap(), 0);
    assert_eq!(listed().await, 3);
}

#[tokio::test]
async fn the_audit_is_not_cleaned_up_by_a_clock_in_doubt_and_the_details_say_so() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let details = || async { app.get(gloria, "/api/health/details").await.expect(200).json() };
    let warned = |details: &Value, word: &str| details["warnings"].as_array().unwrap().contains(&json!(word));
    for (days, word, other) in [(100, "clock_leapt", "clock_behind"), (-100, "clock_behind", "clock_leapt")] {
        app.last_believe_the_clock(days).await;
        let refused = app.delete(gloria, "/api/audit-logs/cleanup?days_to_keep=30").await.expect(400);
        assert_eq!(refused.json()["code"], "reloj_en_duda");
        let seen = details().await;
        assert!(seen[word].is_string() && warned(&seen, word), "{seen}");
        assert!(seen[other].is_null() && !warned(&seen, other), "{seen}");
    }
    app.last_believe_the_clock(0).await;
    app.delete(gloria, "/api/audit-logs/cleanup?days_to_keep=30").await.expect(200);
    let seen = details().await;
    assert!(!warned(&seen, "clock_leapt") && !warned(&seen, "clock_behind"), "{seen}");
}

#[tokio::test]
async fn a_letter_that_waits_is_not_given_up_by_a_clock_that_leapt() {
    let app = App::new().await;
    let id = app.world.gloria.id;
    let (now, old) =
        (LocalTime(clock::now()).stored(), LocalTime(clock::now() - TimeDelta::days(9)).stored());
    app.run(format!(
        "insert into outbox (id, user_id, purpose, reason, subject, body, state, attempts, due_at, expires_at, created_at)
         values ('{}', '{id}', 'notice', 'wished', 'Espera', 'Prueba', 'waiting', 0, '{now}', '{old}', '{old}')",
        inventario::kit::Id::new()
    ))
    .await;
    let waiting = || app.count("select count(*) from outbox where state = 'waiting'");
    app.last_believe_the_clock(100).await;
    app.parts.postman.go_round(clock::now()).await.unwrap();
    assert_eq!(waiting().await, 1);
    app.last_believe_the_clock(0).await;
    app.parts.postman.go_round(clock::now()).await.unwrap();
    assert_eq!(waiting().await, 0);
}

#[tokio::test]
async fn no_alert_is_raised_or_resolved_while_the_clock_is_behind() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let shelf = Shelf::of(&app).await;
    let lot = receive(&app, &shelf, "L-1", Some(3), json!(1)).await;
    let look = async |job: &str| {
        let done = app.post(gloria, &format!("/api/jobs/{job}/run"), json!({})).await.expect(202).json();
        assert_eq!(done["last_run"]["error"], Value::Null, "{done}");
        done["last_run"]["count"].clone()
    };
    let open = || {
        app.count("select count(*) from system_alerts where type = 'material_expiring' and is_resolved = 0")
    };
    app.last_believe_the_clock(-100).await;
    assert_eq!((look("material-expiry").await, open().await), (json!(0), 0));
    // A box that was off for long is told at once.
    app.last_believe_the_clock(100).await;
    assert_eq!((look("material-expiry").await, open().await), (json!(1), 1));
    issue(&app, &lot, json!({})).await.expect(200);
    app.last_believe_the_clock(-100).await;
    assert_eq!((look("alerts").await, open().await), (json!(0), 1));
    app.last_believe_the_clock(0).await;
    assert_eq!((look("alerts").await, open().await), (json!(1), 0));
}
