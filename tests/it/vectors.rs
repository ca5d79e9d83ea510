//! The field's own examples, one a line (`corpora/gold/vectors.jsonl`): what a text must give, and what it must not.
//!
//! | key | is |
//! |---|---|
//! | `id` | section of the field notes, and a number |
//! | `text` | the text; with `in`, the body of a document of that type from quận Tây Hồ, 10/01/2022 |
//! | `has` | part of the record: every field named must be so; every item of a list must fit an item of the record's list, in order |
//! | `not` | lists whose items must fit no item of the record's list |

use serde_json::Value;

const TYPES: [(&str, &str); 2] = [("KH", "KẾ HOẠCH"), ("BC", "BÁO CÁO")];

fn document(case: &Value) -> String {
    let text = case["text"].as_str().unwrap();
    let Some(code) = case["in"].as_str() else { return text.to_owned() };
    let heading = TYPES.iter().find(|(c, _)| *c == code).unwrap().1;
    format!(
        "ỦY BAN NHÂN DÂN\nQUẬN TÂY HỒ\n\nSố: 15/{code}-UBND\n\nTây Hồ, ngày 10 tháng 01 năm 2022\n\n{heading}\nCông tác năm 2022\n\n{text}\n"
    )
}

/// Whether a value of the record is as the pattern says.
fn fits(value: &Value, pattern: &Value) -> bool {
    match pattern {
        Value::Object(fields) => fields.iter().all(|(name, p)| fits(&value[name], p)),
        Value::Array(items) => {
            let mut rest = value.as_array().map_or(&[][..], Vec::as_slice).iter();
            items.iter().all(|p| rest.any(|v| fits(v, p)))
        }
        Value::Number(n) => value.as_f64() == n.as_f64(),
        Value::Null | Value::Bool(false) => value.is_null() || value == pattern,
        Value::Bool(true) | Value::String(_) => value == pattern,
    }
}

#[test]
fn vectors_of_the_field() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/gold/vectors.jsonl");
    let mut wrong = Vec::new();
    for line in std::fs::read_to_string(path).unwrap().lines() {
        let case: Value = serde_json::from_str(line).unwrap();
        let record = vanthu::pipeline::analyse("case.md", document(&case).as_bytes()).remove(0).unwrap();
        let record = serde_json::to_value(record).unwrap();
        let mut say = |what: &str, name: &str, pattern: &Value| {
            wrong.push(format!("{} {}\n  {what} {name}: {pattern}\n  got {}", case["id"], case["text"], record[name]));
        };
        for (name, pattern) in case["has"].as_object().into_iter().flatten() {
            if !fits(&record[name], pattern) {
                say("must have", name, pattern);
            }
        }
        for (name, patterns) in case["not"].as_object().into_iter().flatten() {
            for pattern in patterns.as_array().unwrap() {
                if record[name].as_array().unwrap().iter().any(|v| fits(v, pattern)) {
                    say("must not have", name, pattern);
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
