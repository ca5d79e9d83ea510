//! Who issued what a text names, and under which key: `corpora/gold/issuers.csv`, read under the letterheads of `issuer_heads.csv`.
//!
//! Each row is one mention in a document of a known office; its issuer, how that is known, its key and the findings that it must
//! give were written down before the program read it.

use std::collections::HashMap;
use std::path::Path;

use vanthu::record::Record;

type Row = HashMap<String, String>;

fn rows(file: &str) -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/gold").join(file);
    csv::Reader::from_path(path).unwrap().into_deserialize().map(Result::unwrap).collect()
}

/// A whole document of this office with the text as its body; the text alone where there is no office.
fn document(head: Option<&Row>, text: &str) -> String {
    let Some(h) = head else { return text.to_owned() };
    let date: Vec<&str> = h["date"].split('-').collect();
    let party = h["number"].split('/').next().unwrap().contains('-');
    let motto = if party {
        "ĐẢNG CỘNG SẢN VIỆT NAM"
    } else {
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    };
    let above = if h["above"].starts_with("ĐẢNG CỘNG SẢN") { "" } else { h["above"].as_str() };
    format!(
        "{above}\n{}\nSố{} {}\n\n{motto}\n{}, ngày {} tháng {} năm {}\n\n{}\nTriển khai nhiệm vụ trọng tâm\n\n{text}\n\n{}\n",
        h["body"],
        if party { "" } else { ":" },
        h["number"],
        h["place"],
        date[2],
        date[1],
        date[0],
        h["type"],
        h["signature"].replace('|', "\n")
    )
}

fn analyse(head: Option<&Row>, text: &str) -> Record {
    vanthu::pipeline::analyse("case.txt", document(head, text).as_bytes()).remove(0).unwrap()
}

/// "tỉnh" and "thành phố" before a name come and go.
fn bare(name: &str) -> String {
    name.replace("tỉnh ", "").replace("thành phố ", "")
}

fn report(wrong: &[String], of: usize, floor: f64, file: &str) {
    if std::env::var_os("VANTHU_CARD").is_some() {
        std::fs::write(format!("/tmp/{file}.txt"), wrong.join("\n")).unwrap();
    }
    let share = 1.0 - wrong.len() as f64 / of as f64;
    assert!(share >= floor, "{share:.3} of {of}:\n{}", wrong.join("\n"));
}

#[test]
fn offices_know_themselves() {
    let heads = rows("issuer_heads.csv");
    let mut wrong = Vec::new();
    for h in &heads {
        let own = analyse(Some(h), "Các đơn vị triển khai nhiệm vụ được giao.").document;
        let (issuer, key) = (own.issuer.unwrap_or_default(), own.key.unwrap_or_default());
        if bare(&issuer) != bare(&h["issuer"]) || key != h["key"] {
            wrong.push(format!("{}: {issuer} | {key}, want {} | {}", h["head"], h["issuer"], h["key"]));
        }
    }
    report(&wrong, heads.len(), 1.0, "issuer_heads");
}

#[test]
fn mentions() {
    let heads: HashMap<String, Row> = rows("issuer_heads.csv").into_iter().map(|r| (r["head"].clone(), r)).collect();
    let cases = rows("issuers.csv");
    assert!(cases.len() >= 60);
    let mut wrong = Vec::new();
    for case in &cases {
        let record = analyse(heads.get(&case["head"]), &case["text"]);
        let Some(r) = record.references.iter().find(|r| r.text == case["mention"]) else {
            wrong.push(format!("{} {}: not found", case["head"], case["mention"]));
            continue;
        };
        let issuer = r.issuer.clone().unwrap_or_default();
        let basis = r.issuer_basis.map(|b| serde_json::to_value(b).unwrap().as_str().unwrap().to_owned()).unwrap_or_default();
        let key = r.key.clone().unwrap_or_default();
        let codes: Vec<&str> =
            record.findings.iter().map(|f| f.code.as_str()).filter(|c| matches!(*c, "issuer_conflict" | "body_period")).collect();
        let said = (bare(&issuer), basis.as_str(), key.as_str(), codes.join(" "));
        let want = (bare(&case["issuer"]), case["basis"].as_str(), case["key"].as_str(), case["finding"].clone());
        if said != want {
            wrong.push(format!("{} {}\n    got  {said:?}\n    want {want:?} ({})", case["head"], case["text"], case["why"]));
        }
    }
    report(&wrong, cases.len(), 0.95, "issuers");
}
