//! Ordinary photos of our own labels, read by us and by zbar in one run, and photos as classrooms bring them.

use crate::photos::{Modules, Shot};
use crate::subjects;
use inventario::campus::labels::model::LabelSource;
use inventario::campus::qr::photo::{self, Effort};
use qrcode::{Color, EcLevel, QrCode};
use std::collections::BTreeSet;
use std::ops::Range;
use std::process::Command;
use std::time::{Duration, Instant};

/// Parts of the width that labels take.
const SHARES: [Range<f32>; 4] = [0.22..0.30, 0.30..0.40, 0.40..0.50, 0.50..0.60];

/// How many photos are taken of each, unless `LABEL_PHOTOS` says otherwise: the two hundred of the figures are fifty each, and take minutes.
const PHOTOS: u64 = 10;

/// What zbar reads of a hundred, ours reads ninety-seven of at least.
const LEAST: f64 = 0.97;

fn modules(text: &str, level: EcLevel) -> Modules {
    let code = QrCode::with_error_correction_level(text, level).unwrap();
    let dark: Vec<bool> = code.to_colors().into_iter().map(|color| color == Color::Dark).collect();
    dark.chunks(code.width()).map(<[bool]>::to_vec).collect()
}

/// The texts of so many labels, as the app reads them.
fn texts(count: u64) -> Vec<String> {
    subjects(count.into(), LabelSource::Items).into_iter().map(|(_, signed)| signed.unwrap()).collect()
}

fn is_ours(text: &str) -> bool {
    text.starts_with(r#"{"v": 1"#)
}

fn ours(photo: &[u8]) -> Vec<String> {
    photo::read(photo, Effort::Photo, is_ours).unwrap_or_default()
}

/// What zbar reads of some photos, all told, and how long it takes.
fn zbar(photos: &[Vec<u8>]) -> (BTreeSet<String>, Duration) {
    let folder = tempfile::tempdir().unwrap();
    let files: Vec<_> = (0..photos.len()).map(|n| folder.path().join(format!("{n:04}.jpg"))).collect();
    for (file, photo) in files.iter().zip(photos) {
        std::fs::write(file, photo).unwrap();
    }
    let begun = Instant::now();
    let read = Command::new("zbarimg")
        .args(["--quiet", "--raw"])
        .args(files)
        .output()
        .expect("zbarimg is missing: install zbar-tools");
    let taken = begun.elapsed();
    (String::from_utf8(read.stdout).unwrap().lines().map(str::to_owned).collect(), taken)
}

#[test]
fn ordinary_photos_are_read_as_well_as_by_zbar() {
    let count: u64 = std::env::var("LABEL_PHOTOS").map_or(PHOTOS, |count| count.parse().unwrap());
    let mut all = texts(4 * count).into_iter();
    let (mut we, mut they, mut ours_took, mut zbar_took) = (0, 0, Duration::ZERO, Duration::ZERO);
    println!(
        "| Label, of the width | Photos | zbar reads | ours reads | zbar, a photo | ours, a photo |\n|---|---|---|---|---|---|"
    );
    let mut seed = 0;
    for share in SHARES {
        let mut taken = Vec::new();
        let labels: Vec<String> = all.by_ref().take(usize::try_from(count).unwrap()).collect();
        for label in &labels {
            // As densely as labels are printed where there is room, and where there is less.
            let level = if seed % 2 == 0 { EcLevel::Q } else { EcLevel::M };
            taken.push(Shot::ordinary(seed, share.clone()).of(&modules(label, level)));
            seed += 1;
        }
        let (read, zbars_time) = zbar(&taken);
        let begun = Instant::now();
        let found = taken.iter().map(|photo| ours(photo)).collect::<Vec<_>>();
        let our_time = begun.elapsed();
        let (by_us, by_them) = (
            labels.iter().zip(&found).filter(|(label, found)| found.first() == Some(*label)).count(),
            labels.iter().filter(|label| read.contains(*label)).count(),
        );
        let each = |time: Duration| time.as_millis() / u128::from(count);
        println!(
            "| {:.0}–{:.0} % | {count} | {by_them} | {by_us} | {} ms | {} ms |",
            share.start * 100.0,
            share.end * 100.0,
            each(zbars_time),
            each(our_time),
        );
        we += by_us;
        they += by_them;
        ours_took += our_time;
        zbar_took += zbars_time;
    }
    let each = |time: Duration| time.as_secs_f64() * 1_000.0 / f64::from(u32::try_from(seed).unwrap());
    println!("| all | {seed} | {they} | {we} | {:.0} ms | {:.0} ms |", each(zbar_took), each(ours_took));
    assert!(they * 10 >= 8 * usize::try_from(seed).unwrap(), "the photos are unreadable to anybody: {they}");
    assert!(we as f64 >= LEAST * they as f64, "we read {we} of {seed}, zbar {they}");
}

/// As many photos of each kind that classrooms bring.
const EACH: u64 = 6;

/// Which photos of a kind we don't read, by their number.
fn missed(take: impl Fn(u64, &Modules) -> Vec<u8>) -> Vec<u64> {
    let labels = texts(EACH);
    let unread = (0..).zip(&labels).filter(|(n, label)| {
        let found = ours(&take(*n, &modules(label, EcLevel::Q)));
        found.first() != Some(*label)
    });
    unread.map(|(n, _)| n).collect()
}

#[test]
fn labels_across_white_on_dark_and_without_a_rim_are_read() {
    let shot = |n: u64| Shot::ordinary(1_000 + n, 0.32..0.55);
    assert_eq!(missed(|n, code| Shot::across(&shot(n).of(code))), [0; 0], "a quarter turned");
    assert_eq!(missed(|n, code| Shot { is_negative: true, ..shot(n) }.of(code)), [0; 0], "white on dark");
    assert_eq!(missed(|n, code| Shot { rim: 1.0, ..shot(n) }.of(code)), [0; 0], "cut out");
    let steep = |n: u64| Shot { turned: 30.0 * n as f32 + 11.0, tilt: (0.2, -0.15), ..shot(n) };
    // Of twelve one is missed.
    let unread = missed(|n, code| steep(n).of(code));
    assert!(unread.len() <= 1, "turned any way and seen from the side: {unread:?}");
    assert_eq!(missed(|n, code| Shot { shade: 0.85, ..shot(n) }.of(code)), [0; 0], "half in the dark");
}

#[test]
fn ours_is_first_beside_the_makers_and_two_of_ours_are_both_told() {
    let labels = texts(2 * EACH);
    for (n, pair) in (0..).zip(labels.chunks(2)) {
        let [one, other] = pair else { panic!("an odd number") };
        let shot = Shot::ordinary(2_000 + n, 0.33..0.38);
        let (first, second) = (modules(one, EcLevel::M), modules(other, EcLevel::M));
        let makers = modules("https://maker.example/support?sn=5CD0001", EcLevel::M);
        let beside = shot.of_several(&[(&first, -0.55, 0.2), (&makers, 0.7, -0.3)]);
        assert_eq!(ours(&beside).first(), Some(one), "{n}: {shot:?}");
        let both = ours(&shot.of_several(&[(&first, -0.6, 0.1), (&second, 0.62, -0.1)]));
        let both: BTreeSet<&String> = both.iter().collect();
        assert_eq!(both, BTreeSet::from([one, other]), "{n}: {shot:?}");
    }
}
