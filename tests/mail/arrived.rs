//! What arrives is what was written, once.

use crate::support::{MailServer, Office};
use std::collections::HashSet;

#[tokio::test]
async fn names_subjects_long_lines_and_lines_with_a_dot_arrive_as_they_were_written() {
    let server = MailServer::start();
    let office = Office::at(server.port).await;
    let to = office.add("Íñigo, «el Ñato»", "Peña Núñez \"Jr.\"", "inigo.pena@sena.edu.co").await;
    let long = "palabra ñandú ".repeat(100);
    let word = "x".repeat(1200);
    let body = format!(
        ".\n..\n.com\nSeñor:\r\nacción\rpingüino\n\n{long}\n{word}\n.\nFrom aquí\n=C3=B1 igual\t€ 🦜\nQUIT"
    );
    office
        .write(
            to,
            "Préstamo vencido: cámara «Ñ» — devuélvala, por favor, que la necesita otra persona del centro",
            &body,
        )
        .await;
    assert_eq!(office.round().await, 1);
    let letters = server.letters_after(1);
    let letter = letters[0].read();
    assert_eq!(letters[0].from, "inventario@sena.edu.co");
    assert_eq!(letters[0].to, ["inigo.pena@sena.edu.co"]);
    assert_eq!(letter["to_name"], "Íñigo, «el Ñato» Peña Núñez \"Jr.\"");
    assert_eq!(
        letter["headers"]["subject"],
        "Préstamo vencido: cámara «Ñ» — devuélvala, por favor, que la necesita otra persona del centro"
    );
    assert_eq!(letter["headers"]["auto-submitted"], "auto-generated");
    assert!(letter["headers"]["from"].as_str().unwrap().contains("Inventario, señales y más"));
    assert_eq!(letter["defects"], serde_json::json!([]));
    let text = letter["text"].as_str().unwrap().replace("\r\n", "\n");
    let wanted = body.replace("\r\n", "\n").replace('\r', "\n");
    assert!(text.starts_with(&format!("{}\n\n-- \n", wanted.trim_end())), "{text}");
    // RFC 5321: 998 bytes a line, and no line end but the two together.
    let bytes = &letters[0].bytes;
    assert!(bytes.split(|byte| *byte == b'\n').all(|line| line.len() <= 999));
    let bare = bytes.windows(2).filter(|two| (two[0] == b'\r') != (two[1] == b'\n')).count();
    assert_eq!(bare, 0, "a line end that isn't CR LF");
    assert!(bytes.is_ascii());
}

#[tokio::test]
async fn a_letter_leads_to_the_page_and_nobody_else_gets_it() {
    let server = MailServer::start();
    let office = Office::at(server.port).await;
    let ana = office.add("Ana", "Ruiz", "ana@sena.edu.co").await;
    let ivan = office.add("Iván", "Ríos", "ivan@sena.edu.co").await;
    office.write(ana, "Para Ana", "Uno").await;
    office.write(ivan, "Para Iván", "Dos").await;
    assert_eq!(office.round().await, 2);
    let letters = server.letters_after(2);
    let to: Vec<_> =
        letters.iter().map(|it| (it.to.clone(), it.read()["headers"]["subject"].clone())).collect();
    assert_eq!(to[0], (vec!["ana@sena.edu.co".to_owned()], "Para Ana".into()));
    assert_eq!(to[1], (vec!["ivan@sena.edu.co".to_owned()], "Para Iván".into()));
    assert_eq!(office.column("state || coalesce(body, ' olvidada')").await, ["sent olvidada"; 2]);
    assert_eq!(office.round().await, 0);
    assert_eq!(server.letters().len(), 2);
}

#[tokio::test]
async fn a_server_that_is_down_for_an_hour_is_caught_up_once_each_though_the_program_restarts_meanwhile() {
    let server = MailServer::start();
    let port = server.port;
    let mut office = Office::at(port).await;
    let ana = office.add("Ana", "Ruiz", "ana@sena.edu.co").await;
    drop(server);
    for n in 0..15 {
        office.write(ana, &format!("Aviso {n}"), "Lo que pasó").await;
    }
    assert_eq!(office.minutes(20).await, 0);
    let trouble = office.postman.trouble().unwrap();
    assert!(
        trouble.sentence.contains(&format!("No se pudo conectar con 127.0.0.1:{port}")),
        "{}",
        trouble.sentence
    );
    office = office.restart().await;
    for n in 15..30 {
        office.write(ana, &format!("Aviso {n}"), "Lo que pasó").await;
    }
    assert_eq!(office.minutes(40).await, 0);
    // A letter that was never offered to a server has not been tried.
    assert_eq!(office.column("cast(attempts as text)").await, ["0"; 30]);
    let server = MailServer::again(port);
    // What was never offered has no pause of its own: the next rounds take it.
    assert_eq!(office.minutes(1).await, 30);
    let letters = server.letters_after(30);
    let subjects: Vec<_> = letters.iter().map(|it| it.read()["headers"]["subject"].clone()).collect();
    let wanted: Vec<_> = (0..30).map(|n| format!("Aviso {n}")).collect();
    assert_eq!(subjects, wanted);
    assert_eq!(letters.iter().map(|it| it.id()).collect::<HashSet<_>>().len(), 30);
    assert!(office.postman.trouble().is_none());
    assert_eq!(office.minutes(10).await, 0);
    assert_eq!(server.letters().len(), 30);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_letter_that_was_cut_off_waits_a_minute_and_goes_out_under_the_same_number() {
    let mut server = MailServer::start();
    let mut office = Office::at(server.port).await;
    let ana = office.add("Ana", "Ruiz", "ana@sena.edu.co").await;
    office.write(ana, "La primera", "Uno").await;
    // It has all of the letter and doesn't say so: whether it will deliver it, nobody can know.
    server.behave("drop");
    assert_eq!(office.round().await, 0);
    assert_eq!(office.column("state").await, ["waiting"]);
    server.behave("hold 60");
    office.now += chrono::TimeDelta::minutes(2);
    let (postman, now) = (office.postman.clone(), office.instant());
    let cut_off = tokio::spawn(async move { postman.go_round(now).await });
    assert_eq!(server.letters_after(1).len(), 1);
    // The power goes while the server thinks about it.
    cut_off.abort();
    let _ = cut_off.await;
    assert_eq!(office.column("state").await, ["sending"]);
    let office = &mut office.restart().await;
    server.behave("ok");
    assert_eq!(office.round().await, 0);
    assert_eq!(office.minutes(3).await, 1);
    let ids: Vec<_> = server.letters_after(2).iter().map(|it| it.id()).collect();
    assert_eq!(ids[0], ids[1]);
    assert_eq!(office.column("state").await, ["sent"]);
}

#[tokio::test]
async fn a_clock_that_is_set_back_keeps_no_letter_for_years() {
    let mut server = MailServer::start();
    let mut office = Office::at(server.port).await;
    let ana = office.add("Ana", "Ruiz", "ana@sena.edu.co").await;
    office.write(ana, "Aviso", "Uno").await;
    let today = office.now;
    server.behave("data 451");
    office.now += chrono::TimeDelta::days(2);
    assert_eq!(office.round().await, 0);
    server.behave("ok");
    office.now = today;
    assert_eq!(office.round().await, 1);
}
