//! The daily check: three stages, one winner each, counted in pieces, told to those whom it concerns, kept as it was.

mod counting;
mod departed;
mod findings;
mod kept;
mod left_behind;
mod midnight;
mod notified;
mod refused;
mod reminded;
mod repeated;
mod seen;
mod stages;
mod together;
mod walked;

use crate::support::{App, Person, Reply, Resource, Roles, patched};
use chrono::Datelike;
use inventario::kit::clock;
use inventario::kit::wire::Id;
use poem::http::Method;
use serde_json::{Value, json};
use std::fmt::Display;

/// Read by all, cut to what they reach; begun by st in su ag, who need its list for it; confirmed by in su ag; approved, rejected,
/// reviewed and reopened by su ag; passed on by su ad ag. Check items: all five, rooms in scope.
const ROLES: Roles = &[
    (
        "st in su ad ag",
        &[
            "list_checks",
            "list_turns",
            "get_check_by_schedule",
            "get_schedule_stats",
            "get_check",
            "create_check_item",
        ],
    ),
    ("st in su ag", &["get_check_sheet", "create_check", "save_check_by_schedule"]),
    ("in su ag", &["confirm_check"]),
    ("su ag", &["approve_check", "reopen_check", "create_review", "list_pending_reviews"]),
    ("su ad ag", &["assign_check", "get_review", "list_findings", "resolve_finding"]),
];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource = Resource::new(ROLES)
    .asked_with(walked::value)
    .sent(walked::content)
    .replayed(&["checks", "check_items"])
    .after(|moment| Box::pin(walked::before_call(moment)));

const CHECKS: &str = "/api/inventory-checks";
const BY_SCHEDULE: &str = "/api/inventory-checks/by-schedule";
const REPORTS: &str = "/api/inventory-check-items";
const FINDINGS: &str = "/api/inventory-check-findings";
const REVIEWS: &str = "/api/supervisor-reviews";

/// A server, and a class of Ana's in her room that meets today, the whole day.
struct Class {
    app: App,
    id: String,
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

fn at(check: impl Display, what: &str) -> String {
    format!("{CHECKS}/{check}/{what}")
}

/// Plans a class of Ana's in her room today, changed as `patch` says; answers its id.
async fn plan(app: &App, patch: &Value) -> String {
    let today = clock::today();
    let class = json!({
        "environment_id": app.world.sistemas.id, "instructor_id": app.world.ana.id, "program": "ADSO",
        "ficha": "2558104", "start_time": "00:00", "end_time": "23:59:59", "start_date": today, "end_date": today,
        "day_of_week": today.weekday().number_from_monday(),
    });
    text(
        &app.post(&app.world.gloria, "/api/schedules/", patched(class, patch)).await.expect(201).json()["id"],
    )
}

/// Nothing to object to.
fn good() -> Value {
    json!({ "is_clean": true, "is_organized": true, "inventory_complete": true })
}

/// What was counted of an item: good pieces and damaged ones.
fn line(item: Id, found: i64, damaged: i64) -> Value {
    json!({ "item_id": item, "quantity_found": found, "quantity_damaged": damaged })
}

/// The members of a check that count pieces.
fn pieces(check: &Value) -> [i64; 4] {
    ["total_items", "items_good", "items_damaged", "items_missing"].map(|name| check[name].as_i64().unwrap())
}

/// Asks as somebody, with a key for repetitions.
async fn keyed(app: &App, who: &Person, method: Method, uri: &str, key: &str, body: &Value) -> Reply {
    let authorization = format!("Bearer {}", who.token);
    let headers = [
        ("content-type", "application/json"),
        ("authorization", authorization.as_str()),
        ("idempotency-key", key),
    ];
    app.send(method, uri, &headers, body.to_string()).await
}

async fn rows(app: &App, who: &Person, uri: &str) -> Vec<Value> {
    app.get(who, uri).await.expect(200).json().as_array().unwrap().clone()
}

impl Class {
    async fn new() -> Self {
        let app = App::new().await;
        let id = plan(&app, &json!({})).await;
        Self { app, id }
    }

    /// What saves the check of the class, with more members.
    fn sheet(&self, more: &Value) -> Value {
        patched(json!({ "environment_id": self.app.world.sistemas.id, "schedule_id": self.id }), more)
    }

    /// Saves the check of the class: whatever stage is open to the person.
    async fn save(&self, who: &Person, more: Value) -> Reply {
        self.app.post(who, BY_SCHEDULE, self.sheet(&more)).await
    }

    /// The same, which has to succeed; answers the check's id.
    async fn begin(&self, who: &Person, more: Value) -> String {
        text(&self.save(who, more).await.expect(201).json()["check_id"])
    }

    async fn confirm(&self, who: &Person, check: &str, more: Value) -> Reply {
        self.app.put(who, &at(check, "confirm"), patched(good(), &more)).await
    }

    async fn decide(&self, who: &Person, check: &str, approved: bool, comments: &str) -> Reply {
        let sent = json!({ "approved": approved, "comments": comments });
        self.app.put(who, &at(check, "supervisor-approve"), sent).await
    }

    async fn pass(&self, who: &Person, check: &str, target: &str) -> Reply {
        self.app.put(who, &at(check, "assign-role"), json!({ "target_role": target })).await
    }

    async fn reopen(&self, who: &Person, check: &str) -> Reply {
        self.app.put(who, &at(check, "reopen"), json!({ "reason": "Apareció un teclado" })).await
    }

    /// The check with all that it has, as Gloria reads it.
    async fn read(&self, check: &str) -> Value {
        self.app.get(&self.app.world.gloria, &format!("{CHECKS}/{check}")).await.expect(200).json()
    }

    /// A check that Estela began, with a damaged and a missing piece, and Ana confirmed: it has issues.
    async fn with_issues(&self) -> String {
        let world = &self.app.world;
        let counted = json!({ "items": [line(world.sistemas.group, 8, 1)] });
        let check = self.begin(&world.estela, counted).await;
        self.confirm(&world.ana, &check, json!({})).await.expect(200);
        check
    }

    /// A check that has gone through all three stages.
    async fn complete(&self) -> String {
        let world = &self.app.world;
        let check = self.begin(&world.estela, json!({})).await;
        self.confirm(&world.ana, &check, json!({})).await.expect(200);
        self.decide(&world.bruno, &check, true, "").await.expect(200);
        check
    }

    /// One line of a check.
    async fn line(&self, check: &str, item: Id) -> Value {
        let check = self.read(check).await;
        let lines = check["items"].as_array().unwrap();
        lines.iter().find(|line| line["item_id"] == json!(item)).unwrap().clone()
    }
}

/// What the story of a check says: each step's act, state and person.
fn story(check: &Value) -> Vec<String> {
    let step = |step: &Value| {
        format!("{} {} {}", text(&step["action"]), text(&step["to_status"]), text(&step["user_name"]))
    };
    check["steps"].as_array().unwrap().iter().map(step).collect()
}
