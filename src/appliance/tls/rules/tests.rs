//! CertifiedNames, addresses and dates, walked.

use super::*;
use proptest::prelude::*;

fn any_ip() -> impl Strategy<Value = IpAddr> {
    let inside = (0..RANGES.len(), any::<u128>()).prop_map(|(at, bits)| match RANGES[at] {
        (IpAddr::V4(range), length) => {
            let mask = u32::MAX >> length;
            IpAddr::V4(Ipv4Addr::from_bits(range.to_bits() | (u32::try_from(bits >> 96).unwrap() & mask)))
        }
        (IpAddr::V6(range), length) => {
            let mask = u128::MAX.checked_shr(u32::from(length)).unwrap_or(0);
            IpAddr::V6(Ipv6Addr::from_bits(range.to_bits() | (bits & mask)))
        }
    });
    let anywhere = prop_oneof![
        any::<u32>().prop_map(|bits| IpAddr::V4(Ipv4Addr::from_bits(bits))),
        any::<u128>().prop_map(|bits| IpAddr::V6(Ipv6Addr::from_bits(bits))),
        any::<u32>().prop_map(|bits| IpAddr::V6(Ipv4Addr::from_bits(bits).to_ipv6_mapped())),
    ];
    // One bit away: the neighbours of each range.
    let beside = (inside.clone(), 0_u32..128).prop_map(|(ip, bit)| match ip {
        IpAddr::V4(ip) => IpAddr::V4(Ipv4Addr::from_bits(ip.to_bits() ^ (1 << (bit % 32)))),
        IpAddr::V6(ip) => IpAddr::V6(Ipv6Addr::from_bits(ip.to_bits() ^ (1 << bit))),
    });
    prop_oneof![inside, beside, anywhere]
}

/// The same question, asked of the standard library.
fn is_inside(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => ip.is_private() || ip.is_link_local() || ip.is_loopback(),
        IpAddr::V6(ip) => ip.is_unique_local() || ip.is_unicast_link_local() || ip.is_loopback(),
    }
}

fn any_instant() -> impl Strategy<Value = DateTime<Utc>> {
    // From before 1970 to the year 5138.
    (-1_000_000_000_i64..100_000_000_000).prop_map(at)
}

fn any_host() -> impl Strategy<Value = String> {
    "[a-z]([a-z0-9-]{0,20}[a-z0-9])?"
}

proptest! {
    #[test]
    fn only_addresses_inside_of_a_building_are_permitted(ip in any_ip()) {
        prop_assert_eq!(is_permitted(ip), is_inside(ip));
    }

    #[test]
    fn every_address_is_named_or_said_to_be_left_out(
        ips in prop::collection::vec(any_ip(), 0..8),
        authority in any_host(), host in any_host(), other in any_host(),
    ) {
        let names = names(&authority, &host, &[format!("{other}.local"), format!("{other}.example.com")], &ips);
        for ip in &ips {
            let ip = ip.to_canonical();
            prop_assert!(names.ips.contains(&ip) != names.left_out.contains(&ip));
            prop_assert_eq!(names.ips.contains(&ip), is_inside(ip));
        }
        prop_assert!(names.ips.contains(&Ipv4Addr::LOCALHOST.into()) && names.ips.contains(&Ipv6Addr::LOCALHOST.into()));
        prop_assert!(names.ips.is_sorted() && names.left_out.is_sorted() && names.hosts.is_sorted());
        for wanted in ["localhost".to_owned(), format!("{host}.local"), format!("{other}.local")] {
            prop_assert!(names.hosts.contains(&wanted), "{wanted}");
        }
        prop_assert!(!names.hosts.iter().any(|it| it.contains("example")));
        // The bare name only where the authority was made for it.
        prop_assert_eq!(names.hosts.contains(&host), domains(&authority).contains(&host));
        // The order in which the system lists its addresses makes no other certificate.
        let turned: Vec<IpAddr> = ips.iter().rev().copied().collect();
        let again = super::names(&authority, &host, &[format!("{other}.local")], &turned);
        prop_assert_eq!(names, again);
    }

    #[test]
    fn a_certificate_is_good_when_it_is_made_and_never_longer_than_browsers_take(
        now in any_instant(), last in prop::option::of(any_instant()),
    ) {
        let believed = believed(now, last);
        prop_assert!((WRITTEN..=LATEST).contains(&believed));
        let server = of_server(believed);
        prop_assert!(server.from < believed && believed < server.until);
        prop_assert!(server.until - server.from <= TimeDelta::days(397));
        prop_assert!(!is_due(server, believed), "or it would be made without end");
        let authority = of_authority(believed);
        prop_assert!(authority.from < server.from && authority.until > server.until);
    }

    #[test]
    fn once_the_clock_is_right_a_certificate_in_force_is_good(
        made in any_instant(), last in prop::option::of(any_instant()), ahead in 0_i64..20 * 365,
    ) {
        // Made by a clock that may be wrong; the right time is some day after this was written.
        let right = WRITTEN + TimeDelta::days(ahead);
        let server = of_server(believed(made, last));
        let in_force = if is_due(server, believed(right, last)) { of_server(believed(right, last)) } else { server };
        prop_assert!(in_force.from <= right && right <= in_force.until);
        let authority = of_authority(believed(made, last));
        prop_assert!(authority.from <= right && right <= authority.until);
    }
}

#[test]
fn a_box_that_wakes_in_1970_goes_on_from_its_last_entry() {
    let [epoch, entry] = [at(0), WRITTEN + TimeDelta::days(200)];
    assert_eq!(believed(epoch, Some(entry)), entry);
    assert_eq!(believed(epoch, None), WRITTEN);
    assert_eq!(believed(epoch, Some(epoch)), WRITTEN);
    // Behind the last entry, but possible: the entry may be of a day when the clock was ahead.
    let today = WRITTEN + TimeDelta::days(30);
    assert_eq!(believed(today, Some(entry)), today);
}

#[test]
fn a_certificate_is_made_anew_before_it_ends_and_when_the_clock_was_set_back() {
    let made = WRITTEN + TimeDelta::days(1_000);
    let server = of_server(made);
    for (days, due) in
        [(0, false), (300, false), (308, true), (400, true), (-29, false), (-31, true), (-900, true)]
    {
        assert_eq!(is_due(server, made + TimeDelta::days(days)), due, "{days}");
    }
}

#[test]
fn the_name_of_a_box_that_was_renamed_is_left_out_without_local() {
    let names = names("almacen", "caja", &["caja-2.local".into()], &["203.0.113.9".parse().unwrap()]);
    assert_eq!(names.hosts, ["caja-2.local", "caja.local", "localhost"]);
    assert_eq!(names.left_out, ["203.0.113.9".parse::<IpAddr>().unwrap()]);
    // A name that only ends alike is another one.
    assert!(!is_permitted_name("caja", "nocaja") && !is_permitted_name("caja", "example.nolocal"));
    assert!(is_permitted_name("caja", "caja") && is_permitted_name("local", "a.local"));
}

#[test]
fn dates_are_what_their_comments_say() {
    for (instant, text) in [(WRITTEN, "2026-11-01"), (LATEST, "2100-01-01"), (EARLY, "2020-01-01")] {
        assert_eq!(instant.format("%Y-%m-%d %H:%M").to_string(), format!("{text} 00:00"));
    }
    assert_eq!(fingerprint(&[0, 171]), "00:AB");
}

#[test]
fn a_certificate_covers_its_names_and_one_label_where_it_has_a_star() {
    let hosts = ["caja.local", "*.sena.edu.co"].map(str::to_owned).to_vec();
    let names = CertifiedNames { hosts, ips: vec!["10.0.0.7".parse().unwrap()], left_out: Vec::new() };
    for name in ["caja.local", "CAJA.local", "caja.sena.edu.co"] {
        assert!(names.covers_host(name), "{name}");
    }
    for name in ["otra.local", "sena.edu.co", "a.b.sena.edu.co", "local", "", "x.caja.local", "edu.co"] {
        assert!(!names.covers_host(name), "{name}");
    }
    let covers = |ip: &str| names.covers_ip(ip.parse().unwrap());
    assert!(covers("10.0.0.7") && covers("::ffff:10.0.0.7") && !covers("10.0.0.8"));
}
