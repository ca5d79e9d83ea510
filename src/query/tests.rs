//! Questions to an index of records built by hand, so that these tests hold whatever the extraction does.

use tempfile::TempDir;

use super::filter::Filters;
use super::graph::around::around;
use super::graph::web::{near, whole};
use super::graph::{Certainty, Direction, Node};
use super::missing::missing;
use super::resolve::Resolver;
use super::search::{Question, search};
use super::subject::subject;
use super::targets::{By, Kind, TargetQuestion, ValueBound, pivot, targets};
use super::weigh::Reason;
use super::words::Lang;
use super::{Archive, View, check, stats};
use crate::index::folder::Folder;
use crate::index::row::FileState;
use crate::index::writer::Writer;
use crate::model::{Comparator, IssuerBasis, Problem, ProblemCode, RefKind, Reference, Relation, Span, Target};
use crate::record::Record;

const TAY_HO: &str = "15/KH@ubnd:quan-tay-ho.ha-noi~2022";
const LE_CHAN: &str = "15/KH@ubnd:quan-le-chan.hai-phong~2022";

fn document(path: &str, number: &str, issuer: &str, date: &str, key: &str) -> Record {
    let mut record = Record { path: path.into(), blake3: path.into(), ..Record::default() };
    let d = &mut record.document;
    d.number = Some(number.into());
    d.issuer = Some(issuer.into());
    d.issued_on = Some(date.into());
    d.key = Some(key.into());
    d.doc_type = Some("KH".into());
    d.place = issuer.split("quận ").nth(1).map(Into::into);
    record
}

fn reference(number: &str, key: &str, date: Option<&str>) -> Reference {
    Reference {
        id: "r1".into(),
        start: 0,
        end: 4,
        text: "Theo".into(),
        kind: RefKind::Numbered,
        head: None,
        doc_type: Some("KH".into()),
        number: Some(number.into()),
        number_raw: None,
        resolved_number: None,
        issuer: None,
        issuer_text: None,
        issuer_basis: None::<IssuerBasis>,
        date: date.map(Into::into),
        title: None,
        relation: Relation::Implements,
        relation_from: "doc".into(),
        evidence: Span::new(0, 10),
        provisions: Vec::new(),
        passive: false,
        proposed: false,
        same_as: None,
        key: Some(key.into()),
        candidates: Vec::new(),
        confidence: None,
        reasons: Vec::new(),
        repairs: Vec::new(),
        overridden: None,
    }
}

fn archive(records: Vec<(Record, &str)>, failures: usize) -> (TempDir, View) {
    let dir = tempfile::tempdir().unwrap();
    let folder = Folder::at(dir.path().join("idx"));
    let writer = Writer::open(&folder, 1, false).unwrap();
    for (record, text) in records {
        let path = record.path.clone();
        let state = FileState { blake3: record.blake3.clone(), ..FileState::default() };
        writer.add(&path, &state, record, text).unwrap();
    }
    for i in 0..failures {
        writer.add_failure(&format!("bad{i}"), &FileState::default(), &Problem::new(ProblemCode::Empty, "empty")).unwrap();
    }
    writer.commit().unwrap();
    let view = Archive::open(&folder).unwrap().view();
    (dir, view)
}

fn two_districts() -> (TempDir, View) {
    let plan = |path, issuer, date, key| document(path, "15/KH-UBND", issuer, date, key);
    let mut report = document("c", "88/BC-UBND", "Ủy ban nhân dân quận Tây Hồ", "2022-12-20", "88/BC@ubnd:quan-tay-ho.ha-noi~2022");
    report.references =
        vec![reference("15/KH-UBND", TAY_HO, Some("2022-01-10")), reference("06-CTr/QU", "6/CTr@qu:tay-ho.ha-noi~2020-2025", None)];
    let mut vague = document("d", "89/BC-UBND", "Ủy ban nhân dân phường", "2022-12-21", "89/BC@ubnd:?~2022");
    vague.references = vec![
        reference("15/KH-UBND", "15/KH@ubnd:?~2022", None),
        reference("06-CTr/QU", "6/CTr@qu:tay-ho.ha-noi~2020-2025", Some("2021-08-17")),
    ];
    let mut wrong = document("e", "90/BC-UBND", "Ủy ban nhân dân quận Tây Hồ", "2022-12-22", "90/BC@ubnd:quan-tay-ho.ha-noi~2022");
    wrong.references = vec![reference("15/KH-UBND", TAY_HO, Some("2022-01-11"))];
    archive(
        vec![
            (plan("a", "Ủy ban nhân dân quận Tây Hồ", "2022-01-10", TAY_HO), "Kế hoạch cải cách hành chính"),
            (plan("b", "Ủy ban nhân dân quận Lê Chân", "2022-02-01", LE_CHAN), "Kế hoạch cải cách hành chính"),
            (report, "Theo Kế hoạch số 15/KH-UBND"),
            (vague, "Theo Kế hoạch số 15/KH-UBND"),
            (wrong, "Theo Kế hoạch số 15/KH-UBND"),
        ],
        0,
    )
}

#[test]
fn one_number_in_two_districts() {
    let (_dir, view) = two_districts();
    let resolver = Resolver::new(&view).unwrap();
    let held = subject(&view, &resolver, "15/kh-ubnd").unwrap();
    assert_eq!(held.len(), 2);
    let by = |i: usize| {
        let links = around(&view, &resolver, &held[i], &[Direction::CitedBy]).unwrap();
        links.into_iter().map(|(l, _)| (l.number.unwrap(), l.certainty)).collect::<Vec<_>>()
    };
    let d = ("89/BC-UBND".to_owned(), Certainty::Ambiguous);
    assert_eq!(by(0), [("88/BC-UBND".to_owned(), Certainty::Same), d.clone()]);
    assert_eq!(by(1), [d]);
    // candidates say why they fit
    let vague = subject(&view, &resolver, "89/BC-UBND").unwrap();
    let links = around(&view, &resolver, &vague[0], &[Direction::Cites]).unwrap();
    assert_eq!(links[0].0.candidates.len(), 2);
    assert!(links[0].0.candidates.iter().all(|c| c.score < 1.0 && c.reasons.contains(&Reason::RegisterUnknown)));
    // differing days: neither is meant
    let wrong = subject(&view, &resolver, "90/BC-UBND").unwrap();
    assert_eq!(around(&view, &resolver, &wrong[0], &[Direction::Cites]).unwrap()[0].0.certainty, Certainty::NotHeld);
}

#[test]
fn a_number_nobody_holds() {
    let (_dir, view) = two_districts();
    let resolver = Resolver::new(&view).unwrap();
    let cited = subject(&view, &resolver, "6-ctr/qu").unwrap();
    let [Node::Card(card)] = cited.as_slice() else { panic!("cited only") };
    let described = card.group().describe();
    assert_eq!((described.number.as_deref(), card.group().documents()), (Some("06-CTr/QU"), 2));
    assert_eq!(described.date.unwrap().value, "2021-08-17");
    assert_eq!(around(&view, &resolver, &cited[0], &[Direction::CitedBy]).unwrap().len(), 2);
    assert!(subject(&view, &resolver, "7-CTr/QU").unwrap().is_empty());
    let wanted = missing(&view).unwrap();
    assert_eq!((wanted[0].known.number.as_deref(), wanted[0].cited_by), (Some("06-CTr/QU"), 2));
    // the citation with another day is a document that is not held
    assert!(wanted.iter().any(|m| m.known.number.as_deref() == Some("15/KH-UBND") && m.cited_by == 1));
    let counts = stats::stats(&view).unwrap();
    assert_eq!((counts.documents, counts.citations, counts.resolved, counts.ambiguous), (5, 5, 1, 1));
    // both ways of asking give the same web
    let all = whole(&view).unwrap();
    let here = near(&view, &resolver, &cited, 9).unwrap();
    for arc in &here.arcs {
        assert!(all.arcs.iter().any(|a| (&a.from, &a.to, a.relation) == (&arc.from, &arc.to, arc.relation)), "{arc:?}");
    }
    assert_eq!(all.nodes.iter().filter(|n| !n.held).count(), wanted.len());
}

#[test]
fn own_number_before_citations() {
    let (_dir, view) = two_districts();
    let answer = search(&view, &Question { text: Some("15/KH-UBND".into()), limit: 9, ..Question::default() }).unwrap();
    let paths: Vec<String> = answer.hits.iter().map(|h| h.path.rsplit('/').next().unwrap().to_owned()).collect();
    assert_eq!(&paths[..2], ["a", "b"]);
    assert_eq!(answer.total, 5);
}

#[test]
fn filters_add_up() {
    let (_dir, view) = two_districts();
    let count = |filters: Filters| view.count(&*filters.query(&view.fields).unwrap()).unwrap();
    let place = |p: &str| Filters { place: vec![p.into()], ..Filters::default() };
    assert_eq!(count(place("Tây Hồ")), 3);
    assert_eq!(count(place("tay ho")), 3);
    assert_eq!(count(place("tây hô")), 0);
    assert_eq!(count(Filters { number: vec!["15".into()], ..place("Tây Hồ") }), 1);
    assert_eq!(count(Filters { cites: vec!["06-CTr/QU".into()], ..Filters::default() }), 2);
    assert_eq!(count(Filters { from: Some("2022-02".into()), to: Some("1/12/2022".into()), ..Filters::default() }), 1);
    assert_eq!(count(Filters { year: vec!["2020-2022".into()], ..Filters::default() }), 5);
    assert_eq!(count(Filters { issuer: vec!["UBND".into()], ..Filters::default() }), 5);
    assert_eq!(count(Filters { added_since: Some("2020".into()), ..Filters::default() }), 0);
}

#[test]
fn failures_change_no_score() {
    let score = |failures| {
        let records = vec![
            (document("a", "1/KH-UBND", "x", "2022", "1/KH@ubnd:?~2022"), "cải cách"),
            (document("b", "2/KH-UBND", "x", "2022", "2/KH@ubnd:?~2022"), "khác"),
        ];
        let (_dir, view) = archive(records, failures);
        search(&view, &Question { text: Some("cải cách".into()), limit: 1, ..Question::default() }).unwrap().hits[0].score
    };
    assert!((score(0) - score(50)).abs() < 1e-6);
}

#[test]
fn targets_as_rows() {
    let target = |value: f64| Target {
        value: Some(value),
        unit: Some("percent".into()),
        comparator: Some(Comparator::AtLeast),
        indicator: Some("on_time".into()),
        ..Target::default()
    };
    let mut a = document("a", "1/KH-UBND", "Ủy ban nhân dân quận Tây Hồ", "2022", "1/KH@ubnd:?~2022");
    a.targets = vec![target(95.0), target(80.0)];
    a.results = vec![target(97.0)];
    let (_dir, view) = archive(vec![(a, "x")], 0);
    let ask = |kind, value: Option<&str>| {
        let filters = Filters { value: value.map(|v| ValueBound::parse(v).unwrap()), ..Filters::default() };
        targets(&view, &TargetQuestion { filters, kind, ..TargetQuestion::default() }).unwrap().0
    };
    assert_eq!(ask(Kind::Target, Some(">=90")).len(), 1);
    let both = ask(Kind::Both, None);
    assert_eq!(both.len(), 3);
    let rows = pivot(&both, By::Place, Lang::English);
    assert_eq!((rows[0].group.as_str(), rows[0].targets, rows[0].results), ("Tây Hồ", 2, 1));
}

#[test]
fn contradictions_across_citations() {
    const DECREE: &str = "78/2025/NĐ@cp";
    let one = |path: &str, number: &str, key: &str, date: &str| document(path, number, "Ủy ban nhân dân quận Tây Hồ", date, key);
    let mut a = one("a", "88/BC-UBND", "88/BC@ubnd:quan-tay-ho.ha-noi~2022", "2022-01-05");
    // rests on a plan of five days later, without stating its date
    a.references = vec![reference("15/KH-UBND", TAY_HO, None), reference("78/2025/NĐ-CP", DECREE, Some("2025-04-01"))];
    let mut b = one("b", "89/BC-UBND", "89/BC@ubnd:quan-tay-ho.ha-noi~2022", "2022-02-05");
    b.references = vec![reference("78/2025/NĐ-CP", "", Some("2025-04-11")), reference("15/KH-UBND", TAY_HO, Some("2022-01-20"))];
    let plan = |path| one(path, "15/KH-UBND", TAY_HO, "2022-01-10");
    // the same number elsewhere contradicts nothing
    let other = document("z", "15/KH-UBND", "Ủy ban nhân dân quận Lê Chân", "2022-02-01", LE_CHAN);
    let records = vec![(a, "a"), (b, "b"), (plan("p"), "x"), (plan("q"), "y"), (other, "z")];
    let (_dir, view) = archive(records, 0);
    let found = check::check(&view, &|_| true).unwrap();
    let mut codes: Vec<(String, String)> = found.into_iter().map(|c| (c.code, c.path.rsplit('/').next().unwrap().to_owned())).collect();
    codes.sort();
    let want = [("older_than_basis", "a"), ("same_number", "p"), ("symbol_shared", "z"), ("two_dates", "b"), ("two_dates", "b")];
    assert_eq!(codes, want.map(|(c, p)| (c.to_owned(), p.to_owned())));
}

#[test]
fn contradictions_between_documents() {
    let mut twin = document("b", "15/KH-UBND", "Ủy ban nhân dân quận Tây Hồ", "2022-01-12", TAY_HO);
    twin.blake3 = "a".into();
    let (_dir, view) =
        archive(vec![(document("a", "15/KH-UBND", "Ủy ban nhân dân quận Tây Hồ", "2022-01-10", TAY_HO), "x"), (twin, "x")], 0);
    let codes: Vec<String> = check::check(&view, &|_| true).unwrap().into_iter().map(|c| c.code).collect();
    assert_eq!(codes, ["two_dates", "same_content"]);
}
