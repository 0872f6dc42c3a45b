//! The list of a room on a phone, with the thumbnails of what is on its screen, and without: on a server of its own, whose room has a photo of
//! each thing.

use crate::load::{self, Client, Round};
use crate::process::Process;
use crate::table::{Row, about, middle};
use crate::{Bench, ROUNDS, Result, centre, progress, writes};
use bytes::Bytes;
use futures_util::future::try_join_all;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use inventario::campus::inventory::store as inventory;
use inventario::campus::item_pictures::store::{self as pictures, GivenPicture};
use inventario::campus::photos::store as photos;
use inventario::kit::clock;
use inventario::kit::picture::{Shrunk, shrink};
use inventario::kit::sql;
use inventario::kit::wire::{Id, LocalTime};
use rusqlite::{Connection, named_params};
use std::io::Cursor;
use std::time::{Duration, Instant};

/// How many things the room has.
const ITEMS: u32 = 240;
/// How many thumbnails a phone of 360 × 800 pixels asks for when a list is opened: those on its screen and those that Chromium takes to be near.
/// Ten as a list, sixteen as a gallery.
const NEAR: usize = 16;
/// How many connections a browser opens to one server.
const CONNECTIONS: usize = 6;
/// How long each of the two runs in a round.
const TIME: Duration = Duration::from_millis(500);

/// Measures the list of a room with its thumbnails.
pub fn measure(bench: &Bench) -> Result<Vec<Row>> {
    if !bench.wants("thumbnails") {
        return Ok(Vec::new());
    }
    progress("a room with photos");
    let dir = bench.dir.join("thumbnails");
    std::fs::create_dir(&dir)?;
    let db = writes::copy(&bench.data_dir().join("inventario.db"), &dir.join("inventario.db"))?;
    let (smalls, size) = fill(&db)?;
    db.close().map_err(|(_, error)| error)?;
    let server = Process::serve(&dir)?;
    let rows = bench.runtime.block_on(cases(&server, &smalls, size))?;
    server.stop()?;
    Ok(rows)
}

/// Gives a photo to each thing of the room, of its own as far as the server knows; answers their addresses and the size of one.
fn fill(db: &Connection) -> Result<(Vec<String>, usize)> {
    let (shrunk, now, by) = (taken()?, LocalTime(clock::now()), centre::somebody());
    let first = inventory::get(db, centre::first_item())?;
    db.execute_batch("begin")?;
    for n in centre::ROOM_ITEMS..ITEMS {
        inventory::insert(db, &centre::another(&first, 9_000, n).row())?;
    }
    let things: Vec<Id> = sql::all(
        db,
        "select id\nfrom inventory_items\nwhere environment_id = :room\norder by name, id",
        named_params! { ":room": centre::room(0) },
    )?;
    if things.len() != ITEMS as usize {
        return Err(format!("{} things in the room", things.len()).into());
    }
    let mut smalls = Vec::new();
    for (n, item) in things.into_iter().enumerate() {
        let (photo, hash) = (Id::new(), format!("{n:032x}"));
        photos::insert(db, photo, &shrunk, by, now)?;
        let given = GivenPicture { item, photo, position: 0, caption: None, hash: hash.clone() };
        pictures::insert(db, &given, by, now)?;
        let url = format!("/api/item-pictures/files/{hash}");
        let text = "update inventory_items\nset image_url = :url\nwhere id = :id";
        sql::run(db, text, named_params! { ":url": url, ":id": item })?;
        smalls.push(format!("{url}?size=small"));
    }
    db.execute_batch("commit")?;
    Ok((smalls, shrunk.small.len()))
}

/// A photo with as much to see as one of a desk.
fn taken() -> Result<Shrunk> {
    let photo = RgbImage::from_fn(1_600, 1_200, |x, y| {
        let grain = x.wrapping_mul(2_654_435_761).wrapping_add(y.wrapping_mul(40_503)) >> 11;
        let shade = (x / 9 + y / 7) % 160;
        Rgb([shade + grain % 40, (y / 6) % 200 + grain % 30, 90 + grain % 60].map(|it| it.min(255) as u8))
    });
    let mut jpeg = Cursor::new(Vec::new());
    DynamicImage::from(photo).write_to(&mut jpeg, ImageFormat::Jpeg)?;
    Ok(shrink(&jpeg.into_inner())?)
}

async fn cases(server: &Process, smalls: &[String], size: usize) -> Result<Vec<Row>> {
    let mut clients = Vec::new();
    for _ in 0..CONNECTIONS {
        clients.push(Client::connect(server.address).await?);
    }
    let first = clients.first_mut().ok_or("no clients")?;
    let token = first.sign_in(&centre::email(0), centre::PASSWORD).await?;
    let list = load::get(&format!("/api/inventory/environment/{}", centre::room(0)), &token, "");
    // As an image asks: without a session.
    let small = |path: &String| Bytes::from(format!("GET {path} HTTP/1.1\r\nHost: bench\r\n\r\n"));
    let near: Vec<Bytes> = smalls.iter().take(NEAR).map(small).collect();
    let (mut without, mut with, mut alone) = (Vec::new(), Vec::new(), Vec::new());
    for n in 0..=ROUNDS {
        let rounds = [
            round(&mut clients, Some(&list), &[]).await?,
            round(&mut clients, Some(&list), &near).await?,
            round(&mut clients, None, &near).await?,
        ];
        // The first round warms everything up and does not count.
        if n > 0 {
            let [plain, shown, only] = rounds;
            without.push(plain);
            with.push(shown);
            alone.push(only);
        }
    }
    let p50 = |rounds: &[Round]| middle(rounds.iter().map(|it| it.p50)).as_secs_f64();
    let times = p50(&with) / p50(&without).max(f64::EPSILON);
    let each = p50(&alone) / NEAR as f64;
    let kb = about(size as f64 / 1e3);
    Ok(vec![
        Row::of(format!("room on a phone, {ITEMS} items"), 1, &without, String::new()),
        Row::of(
            format!("the same with {NEAR} thumbnails of {kb} kB"),
            1,
            &with,
            format!("{} times the time without", about(times)),
        ),
        Row::of(format!("the {NEAR} thumbnails"), 1, &alone, format!("{} ms each", about(each * 1e3))),
    ])
}

/// Opens the list again and again, and then what is near of its thumbnails on all connections at once.
async fn round(clients: &mut [Client], list: Option<&Bytes>, near: &[Bytes]) -> Result<Round> {
    let (mut times, start) = (Vec::new(), Instant::now());
    while start.elapsed() < TIME {
        let begun = Instant::now();
        if let (Some(list), Some(client)) = (list, clients.first_mut()) {
            ask(client, list).await?;
        }
        let own = clients.iter_mut().enumerate().map(|(n, client)| async move {
            for request in near.iter().skip(n).step_by(CONNECTIONS) {
                ask(client, request).await?;
            }
            Ok::<_, crate::Failure>(())
        });
        try_join_all(own).await?;
        times.push(begun.elapsed());
    }
    Round::of(times, start.elapsed())
}

async fn ask(client: &mut Client, request: &Bytes) -> Result<()> {
    match client.ask(request).await?.status {
        200 => Ok(()),
        status => Err(format!("{status} instead of 200").into()),
    }
}
