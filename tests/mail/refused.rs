//! What a server refuses: one letter, every letter for a while, or us.

use crate::support::{MailServer, Office};
use chrono::TimeDelta;

#[tokio::test]
async fn a_letter_that_is_refused_for_good_fails_with_the_reason_and_stops_no_other() {
    let mut server = MailServer::start();
    let mut office = Office::at(server.port).await;
    let gone = office.add("Pedro", "Gómez", "pedro.gomez@sena.edu.co").await;
    let ana = office.add("Ana", "Ruiz", "ana@sena.edu.co").await;
    office.write(gone, "A quien ya no está", "Uno").await;
    office.write(ana, "A Ana", "Dos").await;
    server.behave("rcpt 550 pedro");
    assert_eq!(office.round().await, 1);
    assert_eq!(office.column("state").await, ["failed", "sent"]);
    let reasons = office.column("coalesce(error, '')").await;
    assert_eq!(reasons, ["el servidor respondió 550 5.1.1 no such user here", ""]);
    server.behave("data 554");
    office.write(ana, "Veneno", "Tres").await;
    assert_eq!(office.round().await, 0);
    assert_eq!(office.column("state").await[2], "failed");
    server.behave("ok");
    assert_eq!(office.minutes(120).await, 0);
    assert_eq!(server.letters().len(), 1);
    assert!(office.postman.trouble().is_none());
}

#[tokio::test]
async fn a_letter_that_is_refused_for_the_moment_is_tried_again_with_pauses_and_arrives_once() {
    let mut server = MailServer::start();
    let mut office = Office::at(server.port).await;
    let ana = office.add("Ana", "Ruiz", "ana@sena.edu.co").await;
    let ivan = office.add("Iván", "Ríos", "ivan@sena.edu.co").await;
    server.behave("rcpt 451 ana");
    office.write(ana, "Espera", "Uno").await;
    assert_eq!(office.round().await, 0);
    office.write(ivan, "Pasa", "Dos").await;
    // 1 + 2 + 4 + 8 minutes: four more tries within a quarter of an hour, and the other letter at once.
    assert_eq!(office.minutes(16).await, 1);
    assert_eq!(office.column("cast(attempts as text)").await, ["5", "1"]);
    assert_eq!(office.column("coalesce(error, '')").await[0], "el servidor respondió 451 4.7.1 greylisted");
    server.behave("ok");
    assert_eq!(office.minutes(17).await, 1);
    let subjects: Vec<_> =
        server.letters_after(2).iter().map(|it| it.read()["headers"]["subject"].clone()).collect();
    assert_eq!(subjects, ["Pasa", "Espera"]);
}

#[tokio::test]
async fn a_sender_that_is_refused_fails_no_letter_and_says_what_to_mend() {
    let mut server = MailServer::start();
    let mut office = Office::at(server.port).await;
    let ana = office.add("Ana", "Ruiz", "ana@sena.edu.co").await;
    for n in 0..5 {
        office.write(ana, &format!("Aviso {n}"), "Uno").await;
    }
    server.behave("from 553");
    assert_eq!(office.minutes(30).await, 0);
    assert_eq!(office.column("state").await, ["waiting"; 5]);
    let trouble = office.postman.trouble().unwrap();
    assert!(
        trouble.sentence.contains("no acepta al remitente inventario@sena.edu.co"),
        "{}",
        trouble.sentence
    );
    server.behave("ok");
    assert_eq!(office.minutes(60).await, 5);
    assert_eq!(server.letters_after(5).len(), 5);
}

#[tokio::test]
async fn a_server_that_hangs_up_loses_nothing() {
    let mut server = MailServer::start();
    let mut office = Office::at(server.port).await;
    let ana = office.add("Ana", "Ruiz", "ana@sena.edu.co").await;
    for n in 0..3 {
        office.write(ana, &format!("Aviso {n}"), "Uno").await;
    }
    server.behave("rcpt 421 ana");
    assert_eq!(office.minutes(5).await, 0);
    server.behave("ok");
    assert_eq!(office.minutes(30).await, 3);
    assert_eq!(server.letters_after(3).len(), 3);
}

#[tokio::test]
async fn a_letter_nobody_needs_any_more_and_one_to_nobody_do_not_leave() {
    let server = MailServer::start();
    let mut office = Office::at(server.port).await;
    let ana = office.add("Ana", "Ruiz", "ana@sena.edu.co").await;
    let strange = office.add("José", "Peña", "josé.peña@sena.edu.co").await;
    office.write(ana, "De hace tiempo", "Uno").await;
    office.write(strange, "A un correo con tildes", "Dos").await;
    office.now += TimeDelta::days(4);
    assert_eq!(office.round().await, 0);
    assert_eq!(office.column("coalesce(error, '')").await, ["Venció sin poder salir"; 2]);
    office.now -= TimeDelta::days(4);
    office.write(strange, "A un correo con tildes", "Tres").await;
    assert_eq!(office.round().await, 0);
    assert_eq!(office.column("state").await, ["failed"; 3]);
    let error = office.column("error").await.pop().unwrap();
    assert!(error.contains("no admite tildes ni eñes") && error.contains("josé.peña@sena.edu.co"), "{error}");
    assert!(server.letters().is_empty());
}

#[tokio::test]
async fn nothing_leaves_while_mail_is_off_and_what_waits_goes_on_waiting() {
    let server = MailServer::start();
    let mut office = Office::at(server.port).await;
    let ana = office.add("Ana", "Ruiz", "ana@sena.edu.co").await;
    office.write(ana, "Antes", "Uno").await;
    office.set(serde_json::json!({ "enabled": false, "port": server.port })).await;
    office.write(ana, "Mientras", "Dos").await;
    assert_eq!(office.minutes(2).await, 0);
    office.set(serde_json::json!({ "enabled": true, "port": server.port })).await;
    assert_eq!(office.minutes(2).await, 1);
    assert_eq!(server.letters_after(1)[0].read()["headers"]["subject"], "Antes");
}
