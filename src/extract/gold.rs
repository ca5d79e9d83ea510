//! Measures the extractors of figures against hand-made gold, with the gold's own dates and header: what is wrong here is their own.
//!
//! `VANTHU_GOLD=dir cargo test --lib extract::gold -- --ignored` reads `dir/gold/*.json` and `dir/docs/*` and writes `dir/pred.jsonl`
//! for `score.py`. With `VANTHU_OWN=1` header and dates are the program's own.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use serde_json::{Value as Json, json};

use super::{Context, DateAt, date, frame::Frame, header, percent, quantity, reference, target};
use crate::grammar::date::Value;
use crate::model::{DateRole, Form, Header};
use crate::text::Doc;

#[allow(clippy::many_single_char_names)]
fn value(iso: &str, precision: &str) -> Option<Value> {
    let n = |s: &str| s.parse::<u16>().ok();
    let part: Vec<&str> = iso.split('/').collect();
    let f: Vec<u16> = part[0].split('-').filter_map(n).collect();
    let t: Vec<u16> = part.get(1).map(|p| p.split('-').filter_map(n).collect()).unwrap_or_default();
    Some(match (precision, f.as_slice(), t.as_slice()) {
        (_, [y, m, d], []) => Value::Day(*d as u8, Some(*m as u8), Some(*y)),
        (_, [y, m], []) => Value::Month(*m as u8, Some(*y)),
        (_, [y], []) => Value::Year(*y),
        ("quarter", [y, m], [_, _]) => Value::Quarter(((m - 1) / 3 + 1) as u8, Some(*y)),
        ("half", [y, m], [_, _]) => Value::Half(((m - 1) / 6 + 1) as u8, Some(*y)),
        (_, [y, 7], [_, 12]) => Value::Half(2, Some(*y)),
        (_, [y, _], [_, m]) => Value::Months(*m as u8, Some(*y)),
        (_, [a], [b]) => Value::Years(*a, *b),
        _ => return None,
    })
}

fn text(g: &Json, key: &str) -> Option<String> {
    g[key].as_str().map(str::to_owned)
}

fn extract(path: &Path, gold: &Json) -> Json {
    let source = fs::read_to_string(path).unwrap();
    let doc = Doc::new(&source);
    let at: Vec<usize> = source.char_indices().map(|(i, _)| i).chain([source.len()]).collect();
    let dates = gold["dates"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|d| {
            let flow = |k: &str| doc.flow.from_source(at[d[k].as_u64().unwrap() as usize]);
            let role: DateRole = serde_json::from_value(d["role"].clone()).unwrap();
            Some(DateAt {
                at: flow("start")..flow("end"),
                value: value(d["iso"].as_str()?, d["precision"].as_str()?)?,
                role,
                from_context: false,
                recurring: None,
            })
        })
        .collect();
    let g = &gold["document"];
    let form = match g["form"].as_str() {
        Some("article") => Form::Article,
        Some("news") => Form::News,
        _ => Form::Administrative,
    };
    let header = Header {
        number: text(g, "number"),
        doc_type: text(g, "type"),
        form,
        issued_on: text(g, "issued_on"),
        issuer: text(g, "issuer"),
        ..Header::default()
    };
    let mut ctx = Context { doc: &doc, frame: Frame::new(&doc), header, dates };
    if std::env::var_os("VANTHU_OWN").is_some() {
        let read = header::read(&doc, &ctx.frame);
        ctx.dates = date::find(&doc, &ctx.frame, &read);
        ctx.header = read.header.clone();
        let mentions = reference::find(&ctx, &read.home, read.number.as_ref());
        date::assign(&mut ctx, &read, &mentions);
    }
    let percentages = percent::find(&ctx);
    let (targets, results) = target::find(&ctx, &percentages);
    let quantities = quantity::find(&ctx, &targets);
    json!({"path": path.to_str(), "document": {}, "references": [], "dates": [], "percentages": percentages, "targets": targets, "results": results, "quantities": quantities})
}

#[test]
#[ignore = "needs the gold (VANTHU_GOLD)"]
fn measure() {
    let dir = std::env::var("VANTHU_GOLD").unwrap();
    let dir = Path::new(&dir);
    let (mut out, mut blocks) = (String::new(), String::new());
    let mut docs: Vec<_> = fs::read_dir(dir.join("docs")).unwrap().map(|e| e.unwrap().path()).collect();
    docs.sort();
    for path in docs {
        let gold = dir.join("gold").join(path.file_stem().unwrap()).with_extension("json");
        let gold: Json = serde_json::from_str(&fs::read_to_string(gold).unwrap()).unwrap();
        let source = fs::read_to_string(&path).unwrap();
        let doc = Doc::new(&source);
        let sections = super::section::Sections::new(&doc);
        for (i, b) in doc.blocks.iter().enumerate() {
            let t: String = doc.block_text(b).chars().take(90).collect();
            writeln!(
                blocks,
                "{}\t{i}\t{:?}\t{}\t{}\t{t}",
                path.file_stem().unwrap().to_str().unwrap(),
                b.kind,
                sections.is_heading(i),
                b.emphasised
            )
            .unwrap();
        }
        out.push_str(&extract(&path, &gold).to_string());
        out.push('\n');
    }
    fs::write(dir.join("pred.jsonl"), out).unwrap();
    fs::write(dir.join("blocks.txt"), blocks).unwrap();
}
