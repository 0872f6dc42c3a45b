//! Who is refused after how much, and who is not.

use super::*;
use place::Prefix;
use proptest::prelude::*;

fn ip(last: u8) -> Option<IpAddr> {
    Some(IpAddr::from([10, 0, 0, last]))
}

fn address(text: &str) -> Option<IpAddr> {
    Some(text.parse().unwrap())
}

/// The throttle of a box in the network fd12:3456:789a:1::/64.
fn building() -> Throttle {
    Throttle::at(Links::new(|| vec![Prefix::new("fd12:3456:789a:1::".parse().unwrap(), 64)]))
}

/// Somebody in the building: with an address of its network, or one of the cable only.
fn near(is_cable: bool, host: u64) -> Option<IpAddr> {
    let network: Ipv6Addr = if is_cable { "fe80::" } else { "fd12:3456:789a:1::" }.parse().unwrap();
    Some(Ipv6Addr::from_bits(network.to_bits() | u128::from(host)).into())
}

#[test]
fn failures_close_one_account_from_one_address_and_success_opens_it() {
    let throttle = Throttle::default();
    for _ in 0..PAIR.failures {
        throttle.check("ana", ip(1), false).unwrap();
        throttle.failed("ana", ip(1));
    }
    assert!(matches!(
        throttle.check("ana", ip(1), false),
        Err(Error::RetryAfter(Code::TooManyAttempts, 1..=301))
    ));
    throttle.check("ana", ip(2), false).unwrap();
    throttle.check("bruno", ip(1), false).unwrap();
    throttle.succeeded("ana", ip(1));
    throttle.check("ana", ip(1), false).unwrap();
}

#[test]
fn a_far_ipv6_network_is_one_address_and_a_mapped_one_is_its_ipv4() {
    let throttle = building();
    for n in 0..PAIR.failures {
        throttle.failed("ana", address(&format!("fd00:1:2:3::{n:x}")));
    }
    assert!(throttle.check("ana", address("fd00:1:2:3:ffff:ffff:ffff:ffff"), false).is_err());
    throttle.check("ana", address("fd00:1:2:4::1"), false).unwrap();
    throttle.check("ana", address("::1"), false).unwrap();
    for _ in 0..Attempt::Codes.own().failures {
        throttle.wrong_code(address("::ffff:10.0.0.9"));
    }
    assert!(throttle.check_code(address("10.0.0.9")).is_err());
    throttle.check_code(address("::ffff:10.0.0.8")).unwrap();
    throttle.check_code(address("::1")).unwrap();
}

#[test]
fn registrations_and_refusals_of_one_address_come_to_an_end() {
    let throttle = Throttle::default();
    for _ in 0..Attempt::Registrations.own().failures {
        throttle.register(ip(1)).unwrap();
    }
    assert!(throttle.register(ip(1)).is_err());
    throttle.register(ip(2)).unwrap();
    throttle.check("ana", ip(1), false).unwrap();
    assert_eq!((0..1_000).filter(|_| throttle.note_refusal(ip(1))).count(), 200);
    assert!(throttle.note_refusal(ip(2)));
}

#[test]
fn many_addresses_close_the_account_and_many_accounts_the_address() {
    let throttle = Throttle::default();
    for n in 0..ACCOUNT.failures {
        throttle.failed("ana", ip(u8::try_from(n).unwrap()));
    }
    assert!(throttle.check("ana", ip(200), false).is_err());
    for n in 0..Attempt::SignIns.own().failures {
        throttle.failed(&format!("person{n}"), ip(250));
    }
    assert!(throttle.check("somebody", ip(250), false).is_err());
}

#[test]
fn one_phone_of_the_building_locks_nobody_else_out() {
    for is_cable in [false, true] {
        let throttle = building();
        let phone = near(is_cable, 0xbad);
        for n in 0..1_000 {
            let email = format!("person{n}");
            if throttle.check(&email, phone, false).is_ok() {
                throttle.failed(&email, phone);
            }
            if throttle.check_code(phone).is_ok() {
                throttle.wrong_code(phone);
            }
            let _ = throttle.register(phone);
            throttle.note_refusal(phone);
        }
        assert!(throttle.check("ana", phone, false).is_err() && throttle.check_code(phone).is_err());
        assert!(throttle.register(phone).is_err() && !throttle.note_refusal(phone));
        for other in (0..40).map(|n| near(is_cable, 0x1000 + n)) {
            throttle.check("ana", other, false).unwrap();
            throttle.check_code(other).unwrap();
            throttle.register(other).unwrap();
            assert!(throttle.note_refusal(other));
        }
    }
}

#[test]
fn a_phone_that_changes_its_address_comes_to_an_end() {
    for is_cable in [false, true] {
        let throttle = building();
        let tries = (0..100_000).map(|n| (format!("person{n}"), near(is_cable, n)));
        let mut passed = 0;
        for (email, ip) in tries.take_while(|(email, ip)| throttle.check(email, *ip, false).is_ok()) {
            throttle.failed(&email, ip);
            passed += 1;
        }
        assert_eq!(passed, Attempt::SignIns.network().failures);
        throttle.check("ana", address("fd12:3456:789a:2::1"), false).unwrap();
        throttle.check("ana", address("10.0.0.1"), false).unwrap();
        let codes = (0..1_000).map(|n| near(is_cable, n));
        let passed =
            codes.take_while(|ip| throttle.check_code(*ip).map(|()| throttle.wrong_code(*ip)).is_ok());
        assert_eq!(u32::try_from(passed.count()).unwrap(), Attempt::Codes.network().failures);
        // Its own account stays closed whatever address it takes.
        for n in 0..ACCOUNT.failures {
            throttle.failed("bruno", near(!is_cable, n.into()));
        }
        assert!(throttle.check("bruno", near(!is_cable, 9_999), false).is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn a_normal_morning_meets_no_limit(
        people in prop::collection::vec((any::<bool>(), any::<u64>(), 0..PAIR.failures), 40..80),
    ) {
        let throttle = building();
        for (n, (is_cable, host, slips)) in people.into_iter().enumerate() {
            let (email, ip) = (format!("person{n}"), near(is_cable, host));
            for _ in 0..slips {
                prop_assert!(throttle.check(&email, ip, false).is_ok());
                throttle.failed(&email, ip);
            }
            prop_assert!(throttle.check(&email, ip, false).is_ok());
            throttle.succeeded(&email, ip);
        }
    }
}

#[test]
fn whoever_guesses_addresses_of_calendars_counts_by_network_and_one_calendar_by_itself() {
    let throttle = building();
    for n in 0..Attempt::Calendars.own().failures {
        throttle.guess_calendar(address(&format!("2800:e2:1:2::{n:x}"))).unwrap();
    }
    let refused = throttle.guess_calendar(address("2800:e2:1:2:ffff::1"));
    assert!(matches!(refused, Err(Error::RetryAfter(Code::TooManyAttempts, 1..=601))));
    throttle.guess_calendar(address("2800:e2:1:3::1")).unwrap();
    for _ in 0..CALENDAR.failures {
        throttle.read_calendar("una".into()).unwrap();
    }
    throttle.read_calendar("una".into()).unwrap_err();
    throttle.read_calendar("otra".into()).unwrap();
}

#[test]
fn a_public_network_is_in_the_building_when_the_box_stands_in_it() {
    let throttle = Throttle::at(Links::new(|| vec![Prefix::new("2800:e2:1:2::".parse().unwrap(), 64)]));
    for near in ["2800:e2:1:2::9", "fd00::1", "192.168.1.7", "::ffff:10.0.0.9", "::1"] {
        assert!(throttle.is_in_building(address(near)), "{near}");
    }
    for far in ["2800:e2:1:3::9", "190.24.11.7", "::ffff:190.24.11.7"] {
        assert!(!throttle.is_in_building(address(far)), "{far}");
    }
    assert!(!throttle.is_in_building(None));
}

#[test]
fn where_somebody_has_signed_in_before_only_what_failed_there_counts() {
    let throttle = building();
    for n in 0..ACCOUNT.failures {
        throttle.failed("gloria", ip(u8::try_from(n).unwrap()));
    }
    let refused = throttle.check("gloria", ip(200), false);
    assert!(matches!(refused, Err(Error::RetryAfter(Code::AccountGuessed, 1..=901))));
    throttle.check("gloria", ip(200), true).unwrap();
    for _ in 0..PAIR.failures {
        throttle.failed("gloria", ip(200));
    }
    let own = throttle.check("gloria", ip(200), true);
    assert!(
        matches!(own, Err(Error::RetryAfter(Code::TooManyAttempts, 1..=301))),
        "who guesses there is a guesser"
    );
    // A phone that changes its address closes the building's network, and not to those who are known.
    let phone = building();
    for n in 0..Attempt::SignIns.network().failures {
        phone.failed(&format!("person{n}"), near(false, n.into()));
    }
    assert!(phone.check("gloria", near(false, 99_999), false).is_err());
    phone.check("gloria", near(false, 99_999), true).unwrap();
}
