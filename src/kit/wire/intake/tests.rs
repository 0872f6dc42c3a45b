//! What the server bears, and what it gives back.

use super::*;
use futures_util::stream;

const SMALL: Bounds = Bounds {
    all: 100,
    reserve: 20,
    short: 10,
    person: 60,
    address: 20,
    strangers: 30,
    window: Duration::from_millis(400),
    least: 20,
};

fn person() -> Sender {
    Sender::Person(Id::new())
}

fn address(last: u8) -> Sender {
    Sender::Address(Some([192, 168, 1, last].into()))
}

fn of(pieces: &[&'static [u8]]) -> impl Stream<Item = io::Result<Bytes>> + Send + use<> {
    stream::iter(pieces.iter().map(|piece| Ok(Bytes::from_static(piece))).collect::<Vec<_>>())
}

fn code<T: std::fmt::Debug>(outcome: Result<T>) -> &'static str {
    outcome.unwrap_err().code().slug()
}

#[tokio::test]
async fn a_body_arrives_whole_and_within_its_limit() {
    let intake = Intake::within(SMALL);
    let body = intake.read(address(7), of(&[b"hola, ", b"mundo"]), 11).await.unwrap();
    assert_eq!(&body[..], b"hola, mundo");
    assert_eq!(code(intake.read(address(7), of(&[b"hola, ", b"mundo"]), 10).await), "demasiado_grande");
    let cut = stream::iter([Ok(Bytes::from_static(b"ho")), Err(io::ErrorKind::UnexpectedEof.into())]);
    assert_eq!(code(intake.read(address(7), cut, 10).await), "solicitud_invalida");
}

#[tokio::test]
async fn what_stands_still_or_drips_is_given_up_and_what_is_slow_is_waited_for() {
    let intake = Intake::within(SMALL);
    let still = of(&[b"hola"]).chain(stream::pending());
    assert_eq!(code(intake.read(address(7), still, 99).await), "envio_interrumpido");
    let drip = |bytes: usize, pieces: usize| {
        stream::unfold(0, move |n| async move {
            tokio::time::sleep(Duration::from_millis(60)).await;
            (n < pieces).then(|| (Ok(Bytes::from(vec![b'x'; bytes])), n + 1))
        })
    };
    assert_eq!(code(intake.read(address(7), drip(1, 40), 99).await), "envio_interrumpido");
    assert_eq!(intake.read(person(), drip(8, 7), 99).await.unwrap().len(), 56);
}

#[tokio::test]
async fn nobody_holds_more_than_their_share_and_what_is_dropped_is_given_back() {
    let intake = Intake::within(SMALL);
    let (ana, luis, eva) = (person(), person(), person());
    let thirty: &[&'static [u8]] = &[b"0123456789", b"0123456789", b"0123456789"];
    let first = intake.read(ana, of(thirty), 99).await.unwrap();
    let second = intake.read(ana, of(thirty), 99).await.unwrap();
    assert_eq!(code(intake.read(ana, of(&[b"0"]), 99).await), "demasiado_a_la_vez");
    let third = intake.read(luis, of(thirty), 99).await.unwrap();
    assert_eq!(code(intake.read(eva, of(thirty), 99).await), "servidor_ocupado", "all together");
    let short = intake.read(eva, of(&[b"0123456789"]), 99).await.unwrap();
    assert_eq!(short.len(), 10, "what is short has the reserve");
    drop((first, second));
    let fourth = intake.read(eva, of(thirty), 99).await.unwrap();
    drop((third, fourth, short));
    let held = intake.held();
    assert_eq!((held.all, held.strangers, held.by.len()), (0, 0, 0));
}

#[tokio::test]
async fn what_is_taken_out_of_a_body_is_counted_as_long_as_it_is_held() {
    let intake = Intake::within(SMALL);
    let ana = person();
    let body = intake.read(ana, of(&[b"0123456789", b"0123456789", b"0123456789"]), 99).await.unwrap();
    let part = intake.keep(ana, body[5..25].to_vec()).unwrap();
    assert_eq!((&part[..], intake.held().all), (&body[5..25], 50));
    assert_eq!(code(intake.keep(ana, vec![b'x'; 11])), "demasiado_a_la_vez");
    drop(body);
    assert_eq!(intake.held().all, 20);
    let again = part.slice(1..2);
    drop(part);
    assert_eq!(intake.held().all, 20, "somebody has a part of it");
    drop(again);
    assert_eq!(intake.held().all, 0);
    assert!(intake.held().by.is_empty());
}

#[tokio::test]
async fn one_address_keeps_nobody_else_from_signing_in() {
    let intake = Intake::within(SMALL);
    let twenty: &[&'static [u8]] = &[b"0123456789", b"0123456789"];
    let loud = intake.read(address(7), of(twenty), 99).await.unwrap();
    assert_eq!(code(intake.read(address(7), of(&[b"0"]), 99).await), "servidor_ocupado");
    let other = intake.read(address(8), of(&[b"0123456789"]), 99).await.unwrap();
    assert_eq!(code(intake.read(address(9), of(&[b"0"]), 99).await), "servidor_ocupado", "all strangers");
    assert!(intake.read(person(), of(&[b"0"]), 99).await.is_ok(), "and nobody who is signed in");
    drop((loud, other));
    assert_eq!(intake.held().strangers, 0);
}
