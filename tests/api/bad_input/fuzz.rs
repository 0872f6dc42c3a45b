//! Whole bodies by chance: any JSON under the names that an operation knows.

use super::house::{Expected, House};
use crate::support::{Operation, operations};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value, json};

/// How many bodies each operation gets, unless `FUZZ_BODIES` says otherwise.
const BODIES: u32 = 20;

/// Any JSON value, with a weakness for those that nearly fit.
fn any_value(good: Value) -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-2i64..2_000).prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        "\\PC{0,12}".prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[0-9]{1,4}-[0-9]{1,2}-[0-9]{1,2}".prop_map(Value::from),
        "[0-9]{1,2}:[0-9]{1,2}(:[0-9]{1,2}(\\.[0-9]{1,9})?)?Z?".prop_map(Value::from),
        "[a-zñ.]{0,5}@[a-zñ.-]{0,5}".prop_map(Value::from),
    ];
    let any = leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::hash_map("[a-z_]{1,8}", inner, 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    });
    prop_oneof![2 => any, 3 => nearly(good)]
}

/// A good value, in which the members of its rows may be wrong.
fn nearly(good: Value) -> BoxedStrategy<Value> {
    match good {
        Value::Array(rows) if rows.iter().all(Value::is_object) => {
            let rows: Vec<_> = rows.iter().map(|row| any_body(row.as_object().unwrap())).collect();
            rows.prop_map(Value::from).boxed()
        }
        good => Just(good).boxed(),
    }
}

/// A body under the names that the operation knows, some left out, one of its own added.
fn any_body(good: &Map<String, Value>) -> BoxedStrategy<Value> {
    let members: Vec<_> = good
        .iter()
        .map(|(name, value)| (Just(name.clone()), proptest::option::weighted(0.9, any_value(value.clone()))))
        .collect();
    members
        .prop_map(|members| {
            Value::Object(members.into_iter().filter_map(|(name, value)| Some((name, value?))).collect())
        })
        .boxed()
}

async fn fuzz(house: &mut House, operation: &Operation, count: u32) {
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(count) });
    for _ in 0..count {
        // The ids in a good body are those of the house of now.
        let bodies = any_body(house.body(operation).as_object().unwrap());
        let body = bodies.new_tree(&mut runner).unwrap().current().to_string();
        let uri = house.ready().uri(operation);
        let bytes = body.clone().into_bytes();
        house.ask(operation, &uri, "application/json", bytes, &body, Expected::Either).await;
    }
}

#[tokio::test]
async fn no_body_whatever_breaks_an_operation() {
    let count = std::env::var("FUZZ_BODIES").map_or(BODIES, |count| count.parse().unwrap());
    let mut house = House::new().await;
    for operation in operations().into_iter().filter(|it| it.body.is_some()) {
        fuzz(&mut house, &operation, count).await;
    }
    house.close().await;
}
