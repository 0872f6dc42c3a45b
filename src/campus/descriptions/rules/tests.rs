//! Every answer has its verdict, and no text of a model breaks anything.

use super::*;
use crate::campus::descriptions::model::{Proposal, ServiceKey};
use crate::campus::inventory::model::ItemCategory;
use crate::kit::FromText;
use crate::kit::net::remote::{Answered, Trouble};
use proptest::prelude::*;
use serde_json::{Value, json};

fn now() -> DateTime<Utc> {
    "2026-11-30T15:00:00Z".parse().unwrap()
}

fn answered(status: u16, body: &str) -> Result<Answered, Trouble> {
    Ok(Answered { status, retry_after: None, body: body.as_bytes().to_vec() })
}

/// What a service answers whose model said this.
fn saying(content: impl Into<Value>) -> String {
    json!({ "choices": [{ "message": { "role": "assistant", "content": content.into() }, "finish_reason": "stop" }] })
        .to_string()
}

fn proposed(body: &str) -> Result<Proposal, String> {
    proposal(serde_json::from_str(body).ok().as_ref())
}

fn read(content: &str) -> Result<Proposal, String> {
    proposed(&saying(content))
}

fn key(text: &str) -> ServiceKey {
    ServiceKey::parse(text.to_owned()).unwrap()
}

fn complete() -> DescriptionSettings {
    DescriptionSettings {
        enabled: true,
        endpoint: Some("https://api.ejemplo.co/v1".into()),
        model: Some("vision".into()),
        ..DescriptionSettings::default()
    }
}

#[test]
fn json_is_read_wherever_it_stands_in_what_a_model_says() {
    let object = r#"{"description": "Portátil negro.", "category": "computer", "brand": "HP", "model": "440 G9",
        "serial_number": 5512345}"#;
    let expected = Proposal {
        description: Some("Portátil negro.".into()),
        category: Some(ItemCategory::Computer),
        brand: Some("HP".into()),
        model: Some("440 G9".into()),
        serial_number: Some("5512345".into()),
    };
    for said in [
        object.to_owned(),
        format!("```json\n{object}\n```"),
        format!("```\n{object}\n```"),
        format!("Con gusto:\n\n{object}\n\nEspero que sirva."),
        format!("<think>Es un {{portátil}}…</think>\n{object}"),
    ] {
        assert_eq!(read(&said).unwrap(), expected, "{said}");
    }
    let parts = json!([{ "type": "text", "text": object }]);
    assert_eq!(proposed(&saying(parts)).unwrap(), expected);
}

#[test]
fn what_is_no_json_is_a_description_and_what_says_nothing_is_left_out() {
    let plain = read("Un taladro azul con su maleta.\nSe ve usado.").unwrap();
    assert_eq!(plain.description.as_deref(), Some("Un taladro azul con su maleta.\nSe ve usado."));
    assert_eq!((plain.category, plain.brand), (None, None));
    let empty = r#"{"description": "Taladro.", "category": "taladro", "brand": "N/A", "model": "No visible.",
        "serial_number": null}"#;
    let read_empty = read(empty).unwrap();
    assert_eq!(read_empty, Proposal { description: Some("Taladro.".into()), ..Proposal::default() });
    let long =
        read(&json!({ "description": "ñ".repeat(3_000), "brand": "x".repeat(101) }).to_string()).unwrap();
    assert_eq!((long.description.unwrap().chars().count(), long.brand), (2_000, None));
}

#[test]
fn what_is_cut_off_or_empty_is_no_proposal() {
    for (body, says) in [
        (saying(r#"{"description": "Portátil ne"#), "cortada"),
        (saying("```json\n{\"description\": \"Portátil ne"), "cortada"),
        (
            json!({ "choices": [{ "message": { "content": "Un" }, "finish_reason": "length" }] }).to_string(),
            "cortada",
        ),
        (saying("   "), "no dijo nada"),
        (saying(Value::Null), "no dijo nada"),
        (saying(r#"{"description": null}"#), "no dijo nada"),
        (json!({ "choices": [] }).to_string(), "forma"),
        (json!({ "choices": [{ "message": { "refusal": "No." } }] }).to_string(), "no quiso"),
        ("<html>Portal</html>".into(), "no es JSON"),
        (String::new(), "no es JSON"),
    ] {
        let why = proposed(&body).unwrap_err();
        assert!(why.contains(says), "{body}: {why}");
    }
}

#[test]
fn each_answer_has_its_verdict() {
    let good = saying("Un portátil.");
    assert!(matches!(verdict(answered(200, &good), None, now()), Verdict::Proposed(_)));
    for status in [400, 413, 422, 204, 201] {
        assert!(matches!(verdict(answered(status, &good), None, now()), Verdict::Failed(_)), "{status}");
    }
    for status in [301, 307, 401, 402, 403, 404, 405] {
        assert!(matches!(verdict(answered(status, &good), None, now()), Verdict::Unusable(_)), "{status}");
    }
    for status in [408, 425, 429, 500, 502, 503, 504, 599] {
        assert!(matches!(verdict(answered(status, ""), None, now()), Verdict::Again { .. }), "{status}");
    }
    let of = |trouble: Trouble| verdict(Err(trouble), None, now());
    for trouble in [Trouble::Refused("No".into()), Trouble::Unreachable("No".into())] {
        assert_eq!(of(trouble), Verdict::Unusable("No".into()));
    }
    for trouble in [Trouble::TooLarge, Trouble::CutOff] {
        assert!(matches!(of(trouble.clone()), Verdict::Failed(_)), "{trouble:?}");
    }
    for trouble in [Trouble::Late, Trouble::HungUp] {
        assert!(matches!(of(trouble.clone()), Verdict::Again { holds: None, .. }), "{trouble:?}");
    }
}

#[test]
fn what_a_server_says_of_a_fault_is_told_without_the_key() {
    let body =
        json!({ "error": { "message": "the key sk-secreta-7\r\nmay not use this model" } }).to_string();
    let Verdict::Failed(why) = verdict(answered(400, &body), Some(&key("sk-secreta-7")), now()) else {
        panic!()
    };
    assert_eq!(why, "El servicio no aceptó la solicitud (400): the key … may not use this model");
    let Verdict::Unusable(why) = verdict(answered(401, &body), Some(&key("sk-secreta-7")), now()) else {
        panic!()
    };
    assert_eq!(why, "El servicio no aceptó la clave (401): avise al administrador general");
}

#[test]
fn a_server_is_not_asked_before_it_wishes_within_bounds() {
    let seconds = |text: &str| wished(Some(text), now()).map(|it| it.num_seconds());
    assert_eq!(seconds("7"), Some(7));
    assert_eq!(seconds(" 0 "), Some(1));
    assert_eq!(seconds("999999"), Some(3_600));
    assert_eq!(seconds("Mon, 30 Nov 2026 15:02:00 GMT"), Some(120));
    assert_eq!(seconds("Mon, 30 Nov 2026 14:00:00 GMT"), Some(1));
    for nonsense in ["", "-7", "luego", "99999999999999999999"] {
        assert_eq!(seconds(nonsense), None, "{nonsense}");
    }
    assert_eq!(wished(None, now()), None);
}

#[test]
fn a_wish_holds_for_its_service_and_not_for_ever() {
    let (set, own) = (complete(), complete().endpoint);
    let until = |endpoint: &Option<String>, wish: TimeDelta| {
        let hold = ServiceHold { endpoint: endpoint.clone(), until: Some(now() + wish) };
        held_until(&hold, &set, now()).map(|it| (it - now()).num_minutes())
    };
    assert_eq!(until(&own, TimeDelta::minutes(60)), Some(60));
    assert_eq!(until(&own, TimeDelta::zero()), None, "it is over");
    assert_eq!(until(&own, TimeDelta::minutes(61)), None, "of a clock that was ahead");
    assert_eq!(until(&Some("https://otra.ejemplo.co/v1".into()), TimeDelta::minutes(60)), None);
    assert_eq!(held_until(&ServiceHold::default(), &set, now()), None);
}

#[test]
fn what_waits_was_given_to_one_service_and_to_no_other() {
    let (on, off) = (complete(), DescriptionSettings { enabled: false, ..complete() });
    let moved = DescriptionSettings { endpoint: Some("https://otra.ejemplo.co/v1".into()), ..complete() };
    for (before, after) in [(&on, &off), (&on, &moved), (&off, &on), (&moved, &off)] {
        assert!(ends_waiting(before, after).is_some(), "{before:?} {after:?}");
    }
    let other_model = DescriptionSettings { model: Some("otro".into()), automatic: true, ..complete() };
    let off_elsewhere = DescriptionSettings { enabled: false, ..moved };
    for (before, after) in [(&on, &on), (&on, &other_model), (&off, &off_elsewhere)] {
        assert_eq!(ends_waiting(before, after), None, "{before:?} {after:?}");
    }
}

#[test]
fn of_a_service_that_is_off_nothing_is_told() {
    let (at, why) = (LocalTime(now()), ("Nadie responde".to_owned(), LocalTime(now())));
    let set = DescriptionSettings { automatic: true, ..complete() };
    let told = status(set.clone(), Counted::default(), Some(at), Some(why.clone()));
    assert_eq!((told.enabled, told.automatic, told.held_until), (true, true, Some(at)));
    assert_eq!((told.trouble, told.trouble_since), (Some(why.0.clone()), Some(at)));
    let off = DescriptionSettings { enabled: false, ..set };
    let told = status(off, Counted { undecided: 3, ..Counted::default() }, Some(at), Some(why));
    assert_eq!((told.enabled, told.automatic, told.model), (false, false, None));
    assert_eq!((told.held_until, told.trouble, told.trouble_since), (None, None, None));
    assert_eq!(told.undecided, 3, "what has come is still to be decided");
}

#[test]
fn only_settings_by_which_something_can_be_asked_are_kept_switched_on() {
    assert!(judge_settings(&DescriptionSettings::default()).is_ok() && judge_settings(&complete()).is_ok());
    let code = |settings| judge_settings(&settings).unwrap_err().code();
    assert_eq!(code(DescriptionSettings { model: None, ..complete() }), Code::DescriptionsIncomplete);
    assert_eq!(code(DescriptionSettings { endpoint: None, ..complete() }), Code::DescriptionsIncomplete);
    for near in [
        "https://ia.local/v1",
        "http://api.ejemplo.co/v1",
        "https://127.0.0.1/v1",
        "http://192.168.1.20:11434/v1",
        "https://[::1]/v1",
    ] {
        let settings = DescriptionSettings { endpoint: Some(near.into()), ..complete() };
        assert_eq!(code(settings.clone()), Code::DescriptionsUnsafe, "{near}");
        assert!(judge_settings(&DescriptionSettings { enabled: false, ..settings }).is_ok(), "{near}: off");
    }
    let host = Host::from_text("192.168.1.20").unwrap();
    let endpoint = Some("http://192.168.1.20:11434/v1".into());
    assert!(
        judge_settings(&DescriptionSettings { endpoint, near_hosts: vec![host.clone()], ..complete() })
            .is_ok()
    );
    let many = DescriptionSettings { near_hosts: vec![host; 21], ..complete() };
    assert_eq!(code(many), Code::Invalid);
}

#[test]
fn a_month_has_its_limit_and_what_waits_counts() {
    let settings = DescriptionSettings { monthly_limit: 10, ..complete() };
    assert!(one_more(&settings, 9, 0).is_ok() && one_more(&settings, 4, 5).is_ok());
    for (requests, waiting) in [(10, 0), (9, 1), (0, 10), (40, 0)] {
        assert_eq!(one_more(&settings, requests, waiting).unwrap_err().code(), Code::DescriptionsUsedUp);
    }
    let off = one_more(&DescriptionSettings { enabled: false, ..settings }, 0, 0).unwrap_err();
    assert_eq!(off.code(), Code::DescriptionsOff);
    assert_eq!(month(Day("2026-11-30".parse().unwrap())), "2026-11");
}

proptest! {
    #[test]
    fn pauses_grow_and_have_an_end(attempts in -3_i64..1_000) {
        prop_assert!(pause(attempts) <= pause(attempts + 1));
        prop_assert!(pause(attempts) >= TimeDelta::seconds(30) && pause(attempts) <= TimeDelta::minutes(8));
    }

    #[test]
    fn whatever_a_model_says_fits_an_item(said in "[\\PC\\n\\t{}\\[\\]\":,`]{0,200}", status in 100_u16..600) {
        if let Ok(proposal) = read(&said) {
            let fits = |text: &Option<String>, most: usize| {
                text.as_ref().is_none_or(|it| !it.is_empty() && it.chars().count() <= most && !it.contains('\0'))
            };
            prop_assert!(fits(&proposal.description, 2_000) && fits(&proposal.brand, 100));
            prop_assert!(fits(&proposal.model, 100) && fits(&proposal.serial_number, 100));
        }
        let _ = proposed(&said);
        let _ = verdict(answered(status, &said), Some(&key("clave")), now());
        let _ = wished(Some(&said), now());
    }
}
