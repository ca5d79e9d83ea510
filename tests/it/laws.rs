//! Laws by name alone: which act a text of a day means (`corpora/gold/laws.csv`), and what it may mean where that is not certain.

use std::collections::HashMap;
use std::path::Path;

#[test]
fn names_without_a_number() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/gold/laws.csv");
    let mut wrong = Vec::new();
    for row in csv::Reader::from_path(path).unwrap().into_deserialize() {
        let row: HashMap<String, String> = row.unwrap();
        let (day, text) = (&row["day"], &row["text"]);
        let head = match day.split('-').collect::<Vec<_>>()[..] {
            [y, m, d] => format!(
                "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HÀ NỘI\nSố: 45/KH-UBND\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nHà Nội, ngày {d} tháng {m} năm {y}\n\nKẾ HOẠCH\nTriển khai nhiệm vụ\n\n"
            ),
            _ => String::new(),
        };
        let record = vanthu::pipeline::analyse("case.txt", format!("{head}{text}").as_bytes()).remove(0).unwrap();
        let found = record.references.iter().find(|r| r.text == row["mention"]);
        let got = found.map(|r| (r.resolved_number.clone().unwrap_or_default(), r.candidates.join("|")));
        if got != Some((row["resolved"].clone(), row["candidates"].clone())) {
            wrong.push(format!("{day} {text}: {got:?}, want {:?} {:?} ({})", row["resolved"], row["candidates"], row["why"]));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
