//! What a server refuses: one letter, every letter for a while, or us.

use crate::support::{MailServer, Office};
use chrono::TimeDelta;
use inventario::kit::access::Origin;

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
async fn a_letter_over_which_the_server_hangs_up_stops_no_other_and_is_no_trouble_of_the_server() {
    let mut server = MailServer::start();
    let mut office = Office::at(server.port).await;
    let pedro = office.add("Pedro", "Gómez", "pedro.gomez@sena.edu.co").await;
    let ana = office.add("Ana", "Ruiz", "ana@sena.edu.co").await;
    office.write(pedro, "Veneno", "Uno").await;
    for n in 0..3 {
        office.write(ana, &format!("Aviso {n}"), "Uno").await;
    }
    server.behave("rcpt 421 pedro");
    assert_eq!(office.round().await, 0, "the conversation is over");
    assert!(office.postman.trouble().is_none());
    assert_eq!(office.round().await, 3);
    assert_eq!(office.column("state").await, ["waiting", "sent", "sent", "sent"]);
    assert_eq!(
        office.column("coalesce(error, '')").await[0],
        "el servidor respondió 421 4.3.2 shutting down"
    );
    server.behave("ok");
    assert_eq!(office.minutes(2).await, 1);
}

#[tokio::test]
async fn a_server_that_takes_us_is_no_trouble_any_more_whatever_it_says_of_the_letter() {
    let mut server = MailServer::start();
    let mut office = Office::at(server.port).await;
    let ana = office.add("Ana", "Ruiz", "ana@sena.edu.co").await;
    office.write(ana, "Espera", "Uno").await;
    server.behave("from 553");
    assert_eq!(office.round().await, 0);
    assert!(office.postman.trouble().is_some());
    server.behave("rcpt 451 ana");
    assert_eq!(office.minutes(2).await, 0);
    assert!(office.postman.trouble().is_none());
}

#[tokio::test]
async fn a_round_that_is_too_old_begins_no_letter_and_the_next_one_goes_on() {
    let server = MailServer::start();
    let mut office = Office::at(server.port).await;
    office.postman = office.postman.clone().ending_rounds_after(std::time::Duration::ZERO);
    let ana = office.add("Ana", "Ruiz", "ana@sena.edu.co").await;
    for n in 0..3 {
        office.write(ana, &format!("Aviso {n}"), "Uno").await;
    }
    for left in [2, 1, 0] {
        assert_eq!(office.round().await, 1);
        let waiting = office.column("state").await.iter().filter(|it| *it == "waiting").count();
        assert_eq!(waiting, left);
    }
}

#[tokio::test]
async fn a_test_letter_that_the_server_does_not_take_in_time_is_said_so() {
    let mut server = MailServer::start();
    let office = Office::at(server.port).await;
    server.behave("hold 600");
    let origin = Origin::of_command("test");
    let patience = std::time::Duration::from_secs(2);
    let refused = office.postman.test(&origin, ("Gloria", "gloria@sena.edu.co"), patience).await.unwrap_err();
    assert_eq!(
        refused.sentence(),
        "El correo de prueba no salió. El servidor de correo no lo recibió en 2 segundos"
    );
    assert_eq!(server.letters_after(1).len(), 1);
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
