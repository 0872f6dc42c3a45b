//! Reports: the inventory of the whole centre in each format, from the asking to the file that is whole, and what memory it takes. On a
//! server of its own, since memory that one case has freed isn't another's.

use crate::load::{self, Client};
use crate::process::Process;
use crate::table::{Row, about, middle};
use crate::{Bench, ROUNDS, Result, centre, progress, writes};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// How often it is asked whether a report is there.
const LOOK: Duration = Duration::from_millis(2);
/// How long one may take.
const PATIENCE: Duration = Duration::from_secs(120);

/// Measures reports.
pub fn measure(bench: &Bench) -> Result<Vec<Row>> {
    if !bench.wants("reports") {
        return Ok(Vec::new());
    }
    progress("making reports");
    let dir = bench.dir.join("reports");
    std::fs::create_dir(&dir)?;
    writes::copy(&bench.data_dir().join("inventario.db"), &dir.join("inventario.db"))?
        .close()
        .map_err(|(_, error)| error)?;
    let mut rows = Vec::new();
    for format in ["csv", "excel", "pdf"] {
        let server = Process::serve(&dir)?;
        rows.push(bench.runtime.block_on(case(&server, format))?);
        server.stop()?;
    }
    Ok(rows)
}

async fn case(server: &Process, format: &str) -> Result<Row> {
    let mut client = Client::connect(server.address).await?;
    let token = client.sign_in(&centre::email(0), centre::PASSWORD).await?;
    let (before, _) = server.memory_in_use()?;
    let (mut times, mut size, mut rows) = (Vec::new(), 0, 0);
    for round in 0..=ROUNDS {
        let start = Instant::now();
        let report = made(&mut client, &token, format).await?;
        // The first round warms everything up and does not count.
        if round > 0 {
            times.push(start.elapsed());
        }
        let figure = |name: &str| report.get(name).and_then(Value::as_u64).unwrap_or_default();
        (size, rows) = (figure("file_size"), figure("row_count"));
    }
    let more = (server.peak_memory()? - before).max(0.0);
    Ok(Row {
        what: format!("inventory report of {rows} items, {format}"),
        clients: None,
        per_second: None,
        p50: Some(middle(times.iter().copied())),
        p99: times.iter().max().copied(),
        compared: format!("{} KB; {} MB more than at rest at most", size / 1_000, about(more)),
    })
}

async fn made(client: &mut Client, token: &str, format: &str) -> Result<Value> {
    let asked = json!({ "report_type": "inventory", "file_format": format });
    let report = json_of(client, &load::post("/api/reports/generate", token, &asked)).await?;
    let id = report.get("id").and_then(Value::as_str).ok_or("a report without an id")?.to_owned();
    let look = load::get(&format!("/api/reports/{id}"), token, "");
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        let report = json_of(client, &look).await?;
        match report.get("status").and_then(Value::as_str) {
            Some("completed") => return Ok(report),
            Some("generating") => tokio::time::sleep(LOOK).await,
            _ => return Err(format!("the report was not made: {report}").into()),
        }
    }
    Err("the report took too long".into())
}

async fn json_of(client: &mut Client, request: &bytes::Bytes) -> Result<Value> {
    let answer = client.ask(request).await?;
    if answer.status == 200 {
        return Ok(serde_json::from_slice(answer.body)?);
    }
    Err(format!("{}: {}", answer.status, String::from_utf8_lossy(answer.body)).into())
}
