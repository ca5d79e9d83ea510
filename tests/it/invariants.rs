//! What must hold for any text whatever, one function a reader: shared by the properties here and the fuzz targets of `fuzz/`.
//!
//! Each takes hostile input and panics where something is not as promised. None of them times anything: libFuzzer's `-timeout` does.

use vanthu::eval::{Card, Gold};
use vanthu::grammar::issuer::{self, Home, Territory};
use vanthu::grammar::number::{self, DocumentNumber};
use vanthu::grammar::{amount, date, provision, standard};
use vanthu::link::identity::Key;
use vanthu::model::{Provision, RefKind};
use vanthu::query::parse::{Node, parse};
use vanthu::read::decode;
use vanthu::record::{Record, to_json_line};
use vanthu::text::{Doc, sentence};

/// Bytes to text: what is read is the bytes themselves, what is refused says why.
pub fn decoding(bytes: &[u8]) {
    match decode("any.md", bytes) {
        Ok(read) => assert_eq!(read.text.as_bytes(), bytes),
        Err(problem) => assert!(!problem.message.is_empty()),
    }
}

/// The normalised text: every character and block of it leads back to the source, in order.
pub fn flow(text: &str) {
    let doc = Doc::new(text);
    let flow = doc.text();
    let mut last = 0;
    for (i, c) in flow.char_indices() {
        let span = doc.flow.to_source(i, i + c.len_utf8());
        assert!(text.get(span.start..span.end).is_some(), "{span:?} of {c:?} at {i}");
        assert!(span.start >= last, "{c:?} at {i} leads back before what stands before it");
        last = span.start;
    }
    let mut last = 0;
    for block in &doc.blocks {
        assert!(last <= block.start && block.start <= block.body && block.body <= block.end, "{block:?}");
        assert!(flow.get(block.start..block.end).is_some() && flow.is_char_boundary(block.body), "{block:?}");
        assert!(!flow[block.start..block.end].contains('\n'), "{block:?}");
        assert!(block.lines.first() == Some(&block.start) && block.lines.is_sorted(), "{block:?}");
        assert!(doc.block_lines(block).map(str::len).sum::<usize>() <= block.end - block.start, "{block:?}");
        last = block.end;
        let ends = sentence::ends(&flow[block.start..block.end]);
        assert!(ends.is_sorted() && ends.iter().all(|e| flow.is_char_boundary(block.start + e)), "{ends:?}");
    }
}

/// Numbers anywhere in a text: inside it, the same when printed and read again, and no letter read differently without being told.
pub fn numbers(text: &str) {
    for start in (0..text.len()).filter(|i| text.as_bytes()[*i].is_ascii_digit() && text.is_char_boundary(*i)) {
        let Some(found) = number::at(text, start) else { continue };
        let written = text.get(start..found.end).expect("a number ends at a character");
        let printed = found.number.to_string();
        assert_eq!(DocumentNumber::parse(&printed).as_ref(), Some(&found.number), "{written} prints {printed}");
        let plain = written.replace(' ', "");
        let same = plain == printed || format!("0{plain}") == printed;
        assert!(same || !found.repairs.is_empty(), "{written} is read as {printed}, and no repair says so");
    }
    if let Some(n) = DocumentNumber::parse_loose(text) {
        assert_eq!(DocumentNumber::parse(&n.to_string()).as_ref(), Some(&n), "{text:?} prints {n}");
    }
}

/// Dates: in order, inside the text, with the figures of an ISO date.
pub fn dates(text: &str) {
    let mut last = 0;
    for found in date::find(text) {
        assert!(last <= found.start && found.start < found.end, "{found:?}");
        assert!(text.get(found.start..found.end).is_some(), "{found:?}");
        last = found.end;
        if let Some(iso) = found.value.iso() {
            assert!(iso_like(&iso), "{iso} of {:?}", &text[found.start..found.end]);
        }
    }
}

/// `2022`, `2022-06`, `2022-06-30`, or two of these with `/` between.
fn iso_like(iso: &str) -> bool {
    iso.split('/').all(|d| {
        let parts: Vec<&str> = d.split('-').collect();
        let number = |p: &str, len: usize| (p.len() == len).then(|| p.parse::<u16>().ok()).flatten();
        number(parts[0], 4).is_some()
            && parts.len() <= 3
            && parts.get(1).is_none_or(|m| number(m, 2).is_some_and(|m| (1..=12).contains(&m)))
            && parts.get(2).is_none_or(|d| number(d, 2).is_some_and(|d| (1..=31).contains(&d)))
    })
}

/// Figures: a number that is one, of the characters that were read.
pub fn amounts(text: &str) {
    for (start, _) in text.char_indices() {
        if let Some((value, len)) = amount::parse(&text[start..]) {
            let figure = text.get(start..start + len).expect("a figure ends at a character");
            assert!(value.is_finite() && value >= 0.0 && len > 0, "{figure}");
            assert_eq!(amount::value(figure), Some(value));
        }
    }
}

/// Pinpoints before any word: none is empty, and all stand in the text.
pub fn provisions(text: &str) {
    let ends = text.match_indices(' ').map(|(i, _)| i + 1).chain([text.len()]);
    for end in ends {
        for p in provision::before(text, end) {
            let Provision { point, clause, article, section, chapter, annex } = &p;
            let parts: Vec<&String> = [point, clause, article, section, chapter, annex].into_iter().flatten().collect();
            assert!(!parts.is_empty());
            assert!(parts.iter().all(|v| !v.is_empty() && text.contains(v.as_str())), "{p:?}");
        }
    }
}

/// Standards: in order, inside the text, the same when read again.
pub fn standards(text: &str) {
    let mut last = 0;
    for found in standard::find(text) {
        assert!(last <= found.start && text.get(found.start..found.end).is_some(), "{found:?}");
        last = found.end;
        let again = standard::find(&found.canonical);
        assert_eq!(again.iter().map(|f| (f.code, f.canonical.as_str())).collect::<Vec<_>>(), [(found.code, found.canonical.as_str())]);
    }
}

/// Quận Tây Hồ in Hà Nội, as the place a document speaks from.
pub fn home() -> Home {
    let id = vanthu::lexicon::places::district("quận", "Tây Hồ", None).map(|p| p.id.clone());
    Home::of(&Territory { kind: "quận".into(), name: "Tây Hồ".into(), id })
}

/// Bodies in words: inside the text; a body that is named in full keeps its name.
pub fn issuers(text: &str) {
    let home = home();
    let starts = text.char_indices().filter(|(i, _)| *i == 0 || text[..*i].ends_with(' ')).map(|(i, _)| i);
    for start in starts {
        let Some(body) = issuer::body(&text[start..], &home) else { continue };
        let written = text.get(start..start + body.len).expect("a name ends at a character");
        assert!(!written.is_empty());
        if let Some(name) = &body.name {
            assert!(!name.trim().is_empty() && name.trim() == name, "{written:?} is {name:?}");
        }
    }
}

/// A question: never an error, brackets no deeper than a stack can follow.
pub fn questions(text: &str) {
    fn depth(node: &Node) -> usize {
        match node {
            Node::Word(_) | Node::Phrase(_) | Node::Number(_) | Node::Field(..) => 0,
            Node::Sequence(parts) => 1 + parts.iter().map(|(_, n)| depth(n)).max().unwrap_or(0),
            Node::And(parts) | Node::Or(parts) => 1 + parts.iter().map(depth).max().unwrap_or(0),
        }
    }
    if let Some(node) = parse(text) {
        assert!(depth(&node) < 200);
    }
}

/// Everything: places lead back, links lead somewhere, the record is the same when read again and when made again.
pub fn record(text: &str) -> Option<Record> {
    let analyse = || vanthu::pipeline::analyse("any.md", text.as_bytes()).remove(0).ok();
    let record = analyse()?;
    assert_eq!(record.stray(text), None, "a place does not lead back");
    for (i, r) in record.references.iter().enumerate() {
        assert_eq!(r.id, format!("r{}", i + 1));
        let known = |id: &str| record.references.iter().take(i + 1000).any(|o| o.id == id);
        assert!(r.relation_from == "doc" || known(&r.relation_from) && r.relation_from != r.id, "{r:?}");
        assert!(r.same_as.as_deref().is_none_or(|id| known(id) && id != r.id), "{r:?}");
        assert!(r.kind != RefKind::Numbered || r.number.is_some(), "{r:?}");
        if let Some(key) = &r.key {
            assert_eq!(key.parse::<Key>().map(|k| k.to_string()).as_ref(), Ok(key));
        }
    }
    for d in &record.dates {
        assert!(d.iso.as_deref().is_some_and(iso_like), "{d:?}");
    }
    let line = to_json_line(&record).expect("a record is JSON");
    assert!(!line.contains('\n'));
    assert_eq!(serde_json::from_str::<Record>(&line).ok().as_ref(), Some(&record), "JSON does not give the record back");
    assert_eq!(analyse().as_ref(), Some(&record), "made again, the record is another one");
    Some(record)
}

/// Labels of any shape against a record: a score between 0 and 1 for each figure.
pub fn gold(bytes: &[u8], text: &str) {
    let Ok(labels) = serde_json::from_slice(bytes) else { return };
    let Ok(record) = vanthu::pipeline::analyse("any.md", text.as_bytes()).remove(0) else { return };
    let gold = Gold { stem: "any".into(), document: "any.md".into(), labels };
    let mut card = Card::default();
    vanthu::eval::score(&mut card, &gold, text, &record);
    assert!(card.figures.values().all(|f| (0.0..=1.0).contains(&f.score())), "{}", card.table());
}
