//! What becomes of a file that somebody sent, whatever happens while it is looked at.

use super::*;
use crate::appliance::backup::Progress;
use crate::appliance::backup::archive::DATABASE;
use crate::appliance::backup::take::{BackupSource, take};
use crate::kit::Db;
use std::sync::mpsc;

/// A backup of an empty server.
fn backup() -> Vec<u8> {
    let dir = tempfile::tempdir().unwrap();
    let database = dir.path().join(DATABASE);
    Db::open(&database, "the secret of the tests").unwrap().close();
    let source = BackupSource { database, secret: "the secret of the tests".into(), passphrase: None };
    let target = dir.path().join("copia.tar");
    take(&source, &target, &Progress::default()).unwrap();
    std::fs::read(target).unwrap()
}

struct Server {
    dir: TempDir,
    gate: Gate,
    uploads: Uploads,
}

impl Server {
    fn new(patience: Duration) -> Self {
        let (dir, gate) = (tempfile::tempdir().unwrap(), Gate::default());
        let uploads = Uploads::patient(dir.path(), gate.clone(), patience);
        Self { dir, gate, uploads }
    }

    async fn sent(&self) -> Id {
        let file = tokio::task::spawn_blocking(backup).await.unwrap();
        self.uploads.receive(file.as_slice(), None).await.unwrap().0
    }

    fn left(&self) -> usize {
        std::fs::read_dir(self.dir.path()).unwrap().count()
    }

    async fn emptied(&self) {
        for _ in 0..500 {
            if self.left() == 0 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("{} folders stay", self.left());
    }
}

/// Begins a check that goes on until it is told.
fn slow_check(
    uploads: &Uploads,
    id: Id,
) -> (mpsc::Receiver<()>, mpsc::Sender<()>, tokio::task::JoinHandle<Result<()>>) {
    let (begin, begun) = mpsc::channel();
    let (end, ended) = mpsc::channel::<()>();
    let uploads = uploads.clone();
    let check = tokio::spawn(async move {
        let look = move |_: &Unpacked| {
            begin.send(()).unwrap();
            ended.recv().unwrap();
        };
        uploads.check(id, None, look).await
    });
    (begun, end, check)
}

async fn heard(begun: mpsc::Receiver<()>) {
    tokio::task::spawn_blocking(move || begun.recv_timeout(Duration::from_secs(30)).unwrap()).await.unwrap();
}

#[tokio::test]
async fn what_was_checked_when_its_time_came_is_forgotten_later() {
    let patience = Duration::from_millis(1_500);
    let server = Server::new(patience);
    let id = server.sent().await;
    let (begun, end, check) = slow_check(&server.uploads, id);
    heard(begun).await;
    tokio::time::sleep(patience + Duration::from_millis(100)).await;
    end.send(()).unwrap();
    check.await.unwrap().unwrap();
    assert_eq!(server.left(), 1, "it waits again, for whoever checked it");
    server.emptied().await;
}

#[tokio::test]
async fn the_time_begins_anew_with_each_check() {
    let patience = Duration::from_secs(4);
    let server = Server::new(patience);
    let id = server.sent().await;
    tokio::time::sleep(patience / 2).await;
    server.uploads.check(id, None, |_| ()).await.unwrap();
    tokio::time::sleep(patience * 5 / 8).await;
    assert_eq!(server.left(), 1, "the first of the two times is over, the second is not");
    server.emptied().await;
}

#[tokio::test]
async fn what_is_checked_or_sent_while_somebody_begins_another_way_is_removed_at_once() {
    let server = Server::new(PATIENCE);
    let id = server.sent().await;
    let (begun, end, check) = slow_check(&server.uploads, id);
    heard(begun).await;
    server.gate.open();
    server.uploads.forget().await;
    assert!(server.left() > 0);
    end.send(()).unwrap();
    assert_eq!(check.await.unwrap().unwrap_err().code(), Code::AlreadySetUp);
    assert_eq!(server.left(), 0);
    let late = server.uploads.receive(b"abc".as_slice(), None).await;
    assert_eq!(late.unwrap_err().code(), Code::AlreadySetUp);
    assert_eq!(server.left(), 0);
}

#[tokio::test]
async fn a_file_that_the_machine_cannot_read_is_kept_for_another_try() {
    let server = Server::new(PATIENCE);
    let id = server.sent().await;
    let folder = std::fs::read_dir(server.dir.path()).unwrap().next().unwrap().unwrap().path();
    let (file, aside) = (folder.join("copia"), folder.join("aside"));
    std::fs::rename(&file, &aside).unwrap();
    // There is none, and then there is one that the system doesn't read.
    for _ in 0..2 {
        let error = server.uploads.check(id, None, |_| ()).await.unwrap_err();
        assert_eq!(error.code(), Code::Internal, "{error}");
        assert!(error.sentence().contains("no del archivo"), "{error}");
        let _ = std::fs::create_dir(&file);
    }
    std::fs::remove_dir(&file).unwrap();
    std::fs::rename(&aside, &file).unwrap();
    server.uploads.check(id, None, |_| ()).await.unwrap();
    server.uploads.choose(id, &Origin::of_command("test")).unwrap();
}

#[tokio::test]
async fn what_a_sender_leaves_who_goes_away_is_removed() {
    let server = Server::new(PATIENCE);
    // The sender says nothing more, and does not hang up either.
    let (mut sender, body) = tokio::io::duplex(1 << 20);
    sender.write_all(&vec![7_u8; 1 << 20]).await.unwrap();
    let gone = timeout(Duration::from_millis(300), server.uploads.receive(body, None)).await;
    assert!(gone.is_err());
    server.emptied().await;
    server.sent().await;
}
