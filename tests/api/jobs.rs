//! Scheduled work: what the general administrator sees of it and asks for, and that a job which fails, panics or keeps failing costs
//! nobody the server.

use crate::support::{App, Person, Ready, Resource, Roles};
use futures_util::future::BoxFuture;
use inventario::appliance::jobs::Jobs;
use inventario::kit::Code;
use inventario::kit::access::{Caller, Origin, account};
use inventario::kit::db::Db;
use inventario::kit::error::{Error, Result};
use inventario::kit::jobs::{Job, JobLog, Schedule};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

/// The general administrator's.
const ROLES: Roles = &[("ag", &["list_jobs", "get_job", "list_job_runs", "run_job"])];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource = Resource::new(ROLES).asked_with(value);

fn value(_: &Ready, operation: &str, parameter: &str) -> Option<String> {
    Some(match (operation, parameter) {
        ("get_job" | "list_job_runs" | "run_job", "name") => "clear".to_owned(),
        _ => return None,
    })
}

/// Time enough for whatever a job of these tests does.
const PATIENCE: Duration = Duration::from_secs(60);

/// A job that counts how often it was done, and does what it is told.
struct Told {
    name: &'static str,
    mood: Arc<AtomicUsize>,
    done: Arc<AtomicUsize>,
}

const WELL: usize = 0;
const FAILS: usize = 1;
const PANICS: usize = 2;

impl Told {
    fn new(name: &'static str, mood: usize) -> Self {
        Self { name, mood: Arc::new(AtomicUsize::new(mood)), done: Arc::default() }
    }

    fn again(&self) -> Box<dyn Job> {
        Box::new(Self { name: self.name, mood: self.mood.clone(), done: self.done.clone() })
    }

    fn count(&self) -> usize {
        self.done.load(Ordering::SeqCst)
    }
}

impl Job for Told {
    fn name(&self) -> &'static str {
        self.name
    }

    fn title(&self) -> &'static str {
        "Tarea de prueba"
    }

    fn purpose(&self) -> &'static str {
        "Hace lo que la prueba le dice"
    }

    fn schedule(&self) -> Schedule {
        Schedule::Every(Duration::from_secs(3_600))
    }

    fn run(&self) -> BoxFuture<'_, Result<usize>> {
        Box::pin(async {
            self.done.fetch_add(1, Ordering::SeqCst);
            match self.mood.load(Ordering::SeqCst) {
                WELL => Ok(3),
                FAILS => Err(Error::With(Code::Busy, "el disco no está".into())),
                _ => panic!("no había con qué"),
            }
        })
    }
}

fn jobs(db: &Db, all: &[&Told]) -> Jobs {
    let jobs = Jobs::new(db.clone(), JobLog::default());
    jobs.know(all.iter().map(|told| told.again()).collect());
    jobs
}

async fn caller(app: &App, person: &Person) -> Caller {
    let id = person.id;
    let account = app.parts.db.read(move |db| account::account(db, id)).await.unwrap().unwrap();
    Caller::new(&account, Origin::of_command("test"))
}

/// Waits until something is so.
async fn soon(is_so: impl AsyncFn() -> bool) {
    let wait = async {
        while !is_so().await {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(PATIENCE, wait).await.unwrap();
}

/// What somebody was told by the server about itself.
async fn told(app: &App, person: &Person) -> Vec<Value> {
    let list = app.get(person, "/api/notifications/?type=system").await.expect(200).json();
    list.as_array().unwrap().clone()
}

#[tokio::test]
async fn each_job_has_a_name_a_sentence_and_a_time() {
    let app = App::new().await;
    let list = app.get(&app.world.gloria, "/api/jobs/").await.expect(200).json();
    let names: Vec<&str> = list.as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap()).collect();
    for name in ["backup", "clear", "remind"] {
        assert!(names.contains(&name), "{names:?}");
    }
    assert!(names.is_sorted());
    for job in list.as_array().unwrap() {
        let purpose = job["purpose"].as_str().unwrap();
        assert!(purpose.len() > 20 && purpose.starts_with(char::is_uppercase) && !purpose.ends_with('.'));
        assert!(job["every_seconds"].is_i64() != job["daily_at"].is_string(), "{job}");
        for absent in ["running_since", "succeeded_at", "last_run", "next_run"] {
            assert_eq!(job[absent], Value::Null, "{absent}");
        }
        assert_eq!(job["failures"], 0);
    }
}

#[tokio::test]
async fn a_job_is_done_when_it_is_asked_for_and_remembered() {
    let app = App::new().await;
    let gloria = &app.world.gloria;
    let done = app.post(gloria, "/api/jobs/clear/run", json!({})).await.expect(202).json();
    let run = &done["last_run"];
    assert_eq!((&run["cause"], &run["error"], &run["failures"]), (&json!("manual"), &Value::Null, &json!(0)));
    assert_eq!((&done["running_since"], &done["succeeded_at"]), (&Value::Null, &run["finished_at"]));
    assert_eq!(app.get(gloria, "/api/jobs/clear").await.expect(200).json()["last_run"], *run);
    let runs = app.get(gloria, "/api/jobs/clear/runs?limit=1").await.expect(200);
    assert_eq!((runs.json(), runs.header("x-total-count")), (json!([run]), Some("1")));
    let entry = app.audited(|entry| entry["action"] == "RUN_JOB").await;
    assert_eq!(entry["new_values"]["description"], "Tarea programada pedida: Limpieza");
    let details = app.get(gloria, "/api/health/details").await.expect(200).json();
    assert_eq!(
        details["jobs"][0],
        json!({ "name": "clear", "finished_at": run["finished_at"], "error": null })
    );
}

#[tokio::test]
async fn a_job_that_nobody_knows_is_not_found_and_nobody_else_asks_for_one() {
    let app = App::new().await;
    for uri in ["/api/jobs/nada", "/api/jobs/nada/runs"] {
        assert_eq!(
            app.get(&app.world.gloria, uri).await.expect(404).detail(),
            "Tarea programada no encontrada"
        );
    }
    app.post(&app.world.gloria, "/api/jobs/nada/run", json!({})).await.expect(404);
    for who in app.world.roles().into_iter().filter(|who| who.id != app.world.gloria.id) {
        app.get(who, "/api/jobs").await.expect(403);
        app.post(who, "/api/jobs/clear/run", json!({})).await.expect(403);
    }
}

#[tokio::test]
async fn a_panic_is_a_failure_like_any_other() {
    let app = App::new().await;
    let (job, who) = (Told::new("torpe", PANICS), caller(&app, &app.world.gloria).await);
    let jobs = jobs(&app.parts.db, &[&job]);
    let state = jobs.run_now(&who, "torpe", PATIENCE).await.unwrap();
    let run = state.last_run.unwrap();
    // What it said is in the log: people read neither English nor paths.
    assert_eq!(
        (run.error.as_deref(), run.failures),
        (Some("un error interno; el registro del servidor dice cuál"), 1)
    );
    job.mood.store(WELL, Ordering::SeqCst);
    let state = jobs.run_now(&who, "torpe", PATIENCE).await.unwrap();
    assert_eq!((state.failures, state.last_run.unwrap().count), (0, 3));
}

#[tokio::test]
async fn who_administers_is_told_of_a_job_that_keeps_failing_once_until_it_goes_well() {
    let app = App::new().await;
    let (job, who) = (Told::new("cansada", FAILS), caller(&app, &app.world.gloria).await);
    let all = jobs(&app.parts.db, &[&job]);
    let run = |mood: usize| {
        job.mood.store(mood, Ordering::SeqCst);
        all.run_now(&who, "cansada", PATIENCE)
    };
    run(FAILS).await.unwrap();
    assert!(told(&app, &app.world.gloria).await.is_empty(), "what mends itself at once needs nobody");
    for _ in 0..4 {
        run(FAILS).await.unwrap();
    }
    let notices = told(&app, &app.world.gloria).await;
    assert_eq!(notices.len(), 1, "{notices:?}");
    assert_eq!(notices[0]["action_url"], "/tareas");
    assert_eq!(
        notices[0]["message"],
        "La tarea «Tarea de prueba» ha fallado 2 veces seguidas y se seguirá intentando. Motivo: el disco no está"
    );
    assert!(told(&app, &app.world.bruno).await.is_empty());

    // A restart isn't news either.
    let after = jobs(&app.parts.db, &[&job]);
    assert_eq!(after.run_now(&who, "cansada", PATIENCE).await.unwrap().failures, 6);
    assert_eq!(told(&app, &app.world.gloria).await.len(), 1);

    // It goes well, and fails anew.
    assert_eq!(run(WELL).await.unwrap().failures, 0);
    run(FAILS).await.unwrap();
    run(FAILS).await.unwrap();
    assert_eq!(told(&app, &app.world.gloria).await.len(), 2);
}

#[tokio::test]
async fn how_jobs_ended_outlives_the_process_and_nothing_is_done_twice() {
    let app = App::new().await;
    let (first, second) = (Told::new("primera", WELL), Told::new("segunda", WELL));
    let run = |all: Jobs| tokio::spawn(async move { all.run().await });
    let before = run(jobs(&app.parts.db, &[&first]));
    let stored = async || {
        let read = app.parts.db.read(|db| inventario::appliance::jobs::store::last(db, "primera"));
        read.await.unwrap()
    };
    soon(async || stored().await.is_some()).await;
    before.abort();
    assert_eq!(first.count(), 1);

    // The process begins anew: what has just been done waits for its time, what is new is done.
    let after = jobs(&app.parts.db, &[&first, &second]);
    let running = run(after.clone());
    soon(async || second.count() > 0).await;
    assert_eq!(first.count(), 1);
    let state = after.get("primera").await.unwrap();
    assert_eq!(state.last_run.unwrap().count, 3);
    assert!(state.next_run > state.succeeded_at);
    running.abort();
}

#[tokio::test]
async fn the_newest_runs_are_kept_and_that_it_once_went_well() {
    let app = App::new().await;
    let (job, who) = (Told::new("vieja", WELL), caller(&app, &app.world.gloria).await);
    let all = jobs(&app.parts.db, &[&job]);
    all.run_now(&who, "vieja", PATIENCE).await.unwrap();
    job.mood.store(FAILS, Ordering::SeqCst);
    for _ in 0..55 {
        all.run_now(&who, "vieja", PATIENCE).await.unwrap();
    }
    let kept = app.parts.db.read(|db| {
        let runs =
            inventario::kit::sql::count(db, "select count(*)\nfrom job_runs\nwhere name = 'vieja'", &[])?;
        Ok((runs, inventario::appliance::jobs::store::succeeded_at(db, "vieja")?))
    });
    let (runs, succeeded_at) = kept.await.unwrap();
    assert_eq!(runs, 51);
    assert!(succeeded_at.is_some());
}

/// A job that holds its thread until the other one has been done.
struct Blocks(Mutex<mpsc::Receiver<()>>, Arc<AtomicUsize>);

/// A job that says that it was done.
struct Says(mpsc::Sender<()>);

impl Job for Blocks {
    fn name(&self) -> &'static str {
        "tapona"
    }

    fn title(&self) -> &'static str {
        "Tarea que bloquea"
    }

    fn purpose(&self) -> &'static str {
        "Ocupa su hilo hasta que la otra termine"
    }

    fn schedule(&self) -> Schedule {
        Schedule::Every(Duration::from_secs(3_600))
    }

    fn run(&self) -> BoxFuture<'_, Result<usize>> {
        Box::pin(async {
            let heard = self.0.lock().unwrap().recv_timeout(PATIENCE);
            self.1.store(if heard.is_ok() { 1 } else { 2 }, Ordering::SeqCst);
            Ok(1)
        })
    }
}

impl Job for Says {
    fn name(&self) -> &'static str {
        "avisa"
    }

    fn title(&self) -> &'static str {
        "Tarea que avisa"
    }

    fn purpose(&self) -> &'static str {
        "Dice que se hizo"
    }

    fn schedule(&self) -> Schedule {
        Schedule::Every(Duration::from_secs(3_600))
    }

    fn run(&self) -> BoxFuture<'_, Result<usize>> {
        Box::pin(async {
            let _ = self.0.send(());
            Ok(1)
        })
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_job_that_blocks_keeps_no_other_from_its_time() {
    let app = App::new().await;
    let (says, hears) = mpsc::channel();
    let heard = Arc::<AtomicUsize>::default();
    let jobs = Jobs::new(app.parts.db.clone(), JobLog::default());
    jobs.know(vec![Box::new(Blocks(Mutex::new(hears), heard.clone())), Box::new(Says(says))]);
    let running = tokio::spawn(async move { jobs.run().await });
    soon(async || heard.load(Ordering::SeqCst) != 0).await;
    assert_eq!(heard.load(Ordering::SeqCst), 1, "the other was done meanwhile");
    running.abort();
}

#[tokio::test]
async fn a_job_that_is_woken_is_done_at_once_and_its_failures_are_counted_anew() {
    let app = App::new().await;
    let (job, who) = (Told::new("mejorada", FAILS), caller(&app, &app.world.gloria).await);
    let log = JobLog::default();
    let all = Jobs::new(app.parts.db.clone(), log.clone());
    all.know(vec![job.again()]);
    for _ in 0..5 {
        all.run_now(&who, "mejorada", PATIENCE).await.unwrap();
    }
    let state = all.get("mejorada").await.unwrap();
    assert_eq!(state.failures, 5);
    assert!(state.next_run.is_some(), "it pauses");
    let running = tokio::spawn({
        let all = all.clone();
        async move { all.run().await }
    });
    log.wake("mejorada");
    soon(async || job.count() == 6).await;
    soon(async || all.get("mejorada").await.unwrap().failures == 1).await;
    assert!(all.get("mejorada").await.unwrap().next_run.is_some(), "it is woken once");
    running.abort();
}
