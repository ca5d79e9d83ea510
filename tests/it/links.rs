//! The web of documents with the real binary and the real corpora: what is one document, what is not, and what is missing.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use serde_json::Value;
use tempfile::TempDir;
use vanthu::index::edge::Edge;
use vanthu::index::folder::Folder;
use vanthu::query::graph::Node;
use vanthu::query::resolve::{Resolver, Target, Whole};
use vanthu::query::{Archive as Opened, View};
use vanthu::record::Record;

use crate::support::{Archive, json_lines, run, vanthu_in};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The folders of our own documents.
const OURS: [&str; 5] = ["corpora/bao-chi", "corpora/ha-noi", "corpora/hai-phong", "corpora/nghe-an", "corpora/trung-uong"];

/// An index of documents of the repository.
struct Web {
    dir: TempDir,
}

impl Web {
    fn of(paths: &[&str]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let index = dir.path().join("index");
        let mut command = vanthu_in(Path::new(ROOT));
        let (code, _, err) = run(command.arg("index").args(paths).arg("--index").arg(&index).arg("-q"));
        assert_eq!(code, 0, "{err}");
        Self { dir }
    }

    fn ours() -> Self {
        Self::of(&OURS)
    }

    fn index(&self) -> PathBuf {
        self.dir.path().join("index")
    }

    fn ask(&self, args: &[&str]) -> (i32, String, String) {
        run(vanthu_in(Path::new(ROOT)).args(args).arg("--index").arg(self.index()))
    }

    fn json(&self, args: &[&str]) -> Value {
        let (_, out, err) = self.ask(args);
        serde_json::from_str(&out).unwrap_or_else(|e| panic!("{args:?}: {e}: {out}{err}"))
    }

    fn view(&self) -> View {
        Opened::open(&Folder::at(self.index())).unwrap().view()
    }
}

/// Which document each reference of a record leads to, by its id.
fn ends(view: &View, resolver: &Resolver<'_>, record: &Record) -> HashMap<String, String> {
    let mut ends: HashMap<String, String> = HashMap::new();
    for r in &record.references {
        let end = Edge::of(r, &record.references).and_then(|edge| match resolver.resolve(&edge).unwrap() {
            Target::Held(held, _) => Some(Node::Held(held).id(view)),
            Target::Card(card, _) => Some(card.id()),
            Target::Ambiguous(_) | Target::Open => None,
        });
        if let Some(end) = end.or_else(|| r.same_as.as_ref().and_then(|first| ends.get(first).cloned())) {
            ends.insert(r.id.clone(), end);
        }
    }
    ends
}

/// What a careful reader joined across the seeds, and what must stay apart; only where the shared material is there.
#[test]
fn crosslinks_of_the_seeds() {
    let gold = Path::new(ROOT).join("../shared/gold");
    let Ok(crosslinks) = std::fs::read_to_string(gold.join("crosslinks.json")) else { return };
    let crosslinks: Value = serde_json::from_str(&crosslinks).unwrap();
    let web = Web::of(&["../shared/corpora/seeds"]);
    let view = web.view();
    let whole = Whole::load(&view).unwrap();
    let resolver = Resolver::over(&view, &whole);
    // gold reference (seed, id) → the document that ours at that place leads to
    let mut leads: BTreeMap<(String, String), Option<String>> = BTreeMap::new();
    for at in view.documents().unwrap() {
        let opened = view.open(at).unwrap();
        let name = Path::new(&opened.record.path).file_stem().unwrap().to_str().unwrap().to_owned();
        let labels: Value = serde_json::from_str(&std::fs::read_to_string(gold.join(format!("{name}.json"))).unwrap()).unwrap();
        let ends = ends(&view, &resolver, &opened.record);
        let bytes: Vec<usize> = opened.text.char_indices().map(|(i, _)| i).chain([opened.text.len()]).collect();
        for label in labels["references"].as_array().unwrap() {
            let at = |key: &str| bytes[usize::try_from(label[key].as_u64().unwrap()).unwrap()];
            let (start, end) = (at("start"), at("end"));
            let ours = opened.record.references.iter().find(|r| r.start < end && start < r.end);
            let seed = name.split('_').next().unwrap().to_owned();
            leads.insert((seed, label["id"].as_str().unwrap().to_owned()), ours.and_then(|r| ends.get(&r.id).cloned()));
        }
    }
    let mut documents = BTreeSet::new();
    for group in crosslinks["same_document"].as_array().unwrap() {
        let mut ends = BTreeSet::new();
        for (seed, ids) in group["mentions"].as_object().unwrap() {
            for id in ids.as_array().unwrap() {
                let end = leads[&(seed.clone(), id.as_str().unwrap().to_owned())].clone();
                ends.insert(end.unwrap_or_else(|| format!("{seed} {id} leads nowhere")));
            }
        }
        assert_eq!(ends.len(), 1, "{} is one document: {ends:?}", group["number"]);
        documents.extend(ends);
    }
    assert_eq!(documents.len(), 3, "three documents: {documents:?}");
    // the non-links, which the file gives in words
    let end_of = |seed: &str, words: &str| -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for at in view.documents().unwrap() {
            let opened = view.open(at).unwrap();
            if opened.record.path.contains(seed) {
                let ends = ends(&view, &resolver, &opened.record);
                let named = |t: &str| t.split_whitespace().collect::<Vec<_>>().join(" ").contains(words);
                let all = opened.record.references.iter().filter(|r| named(&r.text));
                found.extend(all.map(|r| ends.get(&r.id).cloned().unwrap_or_else(|| format!("{seed} {}", r.id))));
            }
        }
        assert!(!found.is_empty(), "{seed} does not name {words}");
        found
    };
    for (a, b) in [
        (end_of("000_", "Chương trình 06"), end_of("003_", "01-CTr/TU")),
        (end_of("000_", "kế hoạch ứng dụng CNTT năm 2022"), end_of("004_", "Kế hoạch ứng dụng công nghệ thông tin")),
        (end_of("000_", "Pháp lệnh 34"), end_of("001_", "Luật thực hiện dân chủ ở cơ sở")),
        (end_of("000_", "56-HD/BTGQU"), end_of("000_", "56/KH-UBND")),
    ] {
        assert!(a.is_disjoint(&b), "{a:?} {b:?}");
    }
    // the city's plan for 2024 is not the district's, which is the document itself
    let own = Path::new("001_780fe133854c5aa7.txt");
    assert!(end_of("001_", "Kế hoạch Cải cách hành chính nhà nước năm 2024").iter().all(|e| !e.ends_with(own.to_str().unwrap())));
}

/// One number in two districts: nobody of the one carries out the other's.
#[test]
fn the_same_number_of_another_district_never_joins() {
    let web = Web::ours();
    for (mine, other) in [
        ("corpora/ha-noi/15-KH-UBND_tay-ho.md", "le-chan"),
        ("corpora/hai-phong/15-KH-UBND_quan-le-chan_2024-01-12.txt", "ha-noi/"),
        ("corpora/ha-noi/08-CTr-QU_tay-ho.txt", "hai-phong"),
        ("corpora/hai-phong/08-CTr-QU_quan-uy-hai-an_2023-06-28.txt", "ha-noi/"),
        ("corpora/nghe-an/vinh-512-bc-ubnd-2024.txt", "namdan"),
    ] {
        let rows = web.json(&["refs", mine, "--direction", "cited-by", "--format", "json"]);
        for row in rows.as_array().unwrap() {
            let path = row["path"].as_str().unwrap();
            assert!(!path.contains(other), "{mine} is cited by {path}: {}", row["sentence"]);
        }
    }
    // by type and serial, from a document of the same committee's district
    let rows = web.json(&["refs", "corpora/ha-noi/08-CTr-QU_tay-ho.txt", "--direction", "cited-by", "--format", "json"]);
    let citing: Vec<&str> = rows.as_array().unwrap().iter().map(|r| r["path"].as_str().unwrap()).collect();
    assert!(citing.iter().any(|p| p.ends_with("436-BC-UBND_tay-ho.txt")), "“Chương trình 08” of the district's report: {citing:?}");
}

/// Wards that have no plan are named, and those that have one are not.
#[test]
fn the_cascade_names_its_gaps() {
    let web = Web::ours();
    let tree = web.json(&["cascade", "corpora/ha-noi/15-KH-UBND_tay-ho.md", "--format", "json"]);
    let gap = tree["gaps"].as_array().unwrap().iter().find(|g| g["gap"] == "territories").unwrap();
    let without: Vec<&str> = gap["without"].as_array().unwrap().iter().map(|n| n.as_str().unwrap()).collect();
    assert_eq!((gap["level"].as_str(), gap["all"].as_u64()), (Some("commune"), Some(8)));
    assert!(without.contains(&"phường Bưởi") && without.contains(&"phường Tứ Liên"));
    assert!(!without.contains(&"phường Quảng An") && !without.contains(&"phường Xuân La"));
    // the government's resolution goes down to the wards
    let rows = web.ask(&["cascade", "118/NQ-CP", "--format", "csv"]).1;
    let line = |name: &str| rows.lines().find(|l| l.contains(name)).unwrap_or_else(|| panic!("{name} is not in {rows}"));
    let (plan, ward) = (line("15-KH-UBND_tay-ho.md"), line("12-KH-UBND_xuan-la.txt"));
    let depth = |l: &str| l.split(',').next().unwrap().parse::<usize>().unwrap();
    assert!(depth(ward) > depth(plan) && depth(plan) > depth(line("139-KH-UBND_ha-noi.txt")));
    // each document once
    let ids: Vec<&str> = rows.lines().skip(1).filter_map(|l| l.split(',').nth(3)).filter(|id| id.starts_with("corpora/")).collect();
    assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{ids:?}");
    let (code, table, _) = web.ask(&["cascade", "118/NQ-CP"]);
    assert!(code == 0 && table.lines().all(|l| l.chars().count() <= 80), "{table}");
    assert_eq!(web.ask(&["cascade", "999/KH-UBND"]).0, 1);
}

/// A document that is only cited is a card, with what its citations contradict each other in.
#[test]
fn a_card_of_a_document_that_nobody_holds() {
    let web = Web::ours();
    let card = web.json(&["show", "61/2018/NĐ-CP", "--format", "json"]);
    assert_eq!((card["held"].as_bool(), card["described"]["issuer"]["value"].as_str()), (Some(false), Some("Chính phủ")));
    assert!(card["links"].as_array().unwrap().len() > 10);
    // amended by another, as third documents say
    let by: BTreeSet<&str> = card["validity"].as_array().unwrap().iter().filter_map(|h| h["by"].as_str()).collect();
    assert!(by.contains("107/2021/NĐ-CP"), "{by:?}");
    for hint in card["validity"].as_array().unwrap() {
        assert!(hint["evidence"].is_string() && hint["sentence"].is_string(), "{hint}");
    }
}

/// What is only proposed is told, marked, and no fact.
#[test]
fn proposals_are_no_facts() {
    let web = Web::ours();
    let card = web.json(&["show", "37/2023/QĐ-UBND", "--format", "json"]);
    let hints = card["validity"].as_array().unwrap();
    assert!(!hints.is_empty() && hints.iter().all(|h| h["proposed"] == true), "{hints:?}");
    let arcs = web.json(&["graph", "37/2023/QĐ-UBND", "--depth", "1", "--format", "json"]);
    let drawn =
        arcs["arcs"].as_array().unwrap().iter().filter(|a| a["relation"] == "repeals" && a["to"].as_str().unwrap().contains("37-2023"));
    assert!(drawn.clone().count() > 0 && drawn.clone().all(|a| a["proposed"] == true));
}

/// The files of a graph are whole: every end of an arc is a document of it.
#[test]
fn graph_files_are_whole() {
    let web = Web::ours();
    let json = web.json(&["graph", "--format", "json"]);
    let ids: BTreeSet<&str> = json["nodes"].as_array().unwrap().iter().map(|n| n["id"].as_str().unwrap()).collect();
    let arcs = json["arcs"].as_array().unwrap();
    assert!(arcs.len() > 300, "{}", arcs.len());
    for arc in arcs {
        assert!(ids.contains(arc["from"].as_str().unwrap()) && ids.contains(arc["to"].as_str().unwrap()), "{arc}");
    }
    let xml = web.ask(&["graph", "--format", "graphml"]).1;
    let xml = roxmltree::Document::parse(&xml).unwrap();
    let named = |tag: &'static str| xml.descendants().filter(move |n| n.has_tag_name(("http://graphml.graphdrawing.org/xmlns", tag)));
    let keys: BTreeSet<&str> = named("key").filter_map(|k| k.attribute("id")).collect();
    assert_eq!((named("node").count(), named("edge").count()), (ids.len(), arcs.len()));
    assert!(named("data").all(|d| d.attribute("key").is_some_and(|k| keys.contains(k))));
    let dot = web.ask(&["graph"]).1;
    let ends = |a: &Value| (a["from"].as_str().unwrap().to_owned(), a["to"].as_str().unwrap().to_owned());
    let related: BTreeSet<_> = arcs.iter().filter(|a| a["relation"] != "cites").map(ends).collect();
    let drawn = arcs.iter().filter(|a| a["relation"] != "cites" || !related.contains(&ends(a))).count();
    assert_eq!(dot.lines().filter(|l| l.contains(" -> ")).count(), drawn);
    assert!(dot.starts_with("digraph") && dot.ends_with("}\n"));
    let csv = web.ask(&["graph", "--format", "csv"]).1;
    assert_eq!(csv::Reader::from_reader(csv.as_bytes()).records().map(Result::unwrap).count(), arcs.len());
    // held documents alone
    let held = web.json(&["graph", "--held", "--format", "json"]);
    assert!(held["nodes"].as_array().unwrap().iter().all(|n| n["held"] == true));
    assert_eq!(web.ask(&["graph", "999/KH-UBND"]).0, 1);
}

/// A new document is found by the citations of the old ones, whose rows are not written anew.
#[test]
fn a_new_document_changes_no_old_record() {
    let archive = Archive::new();
    archive.index();
    let state = |a: &Archive| a.run(&["show", "docs/b.txt", "--format", "json"]).1;
    let record = |text: &str| serde_json::from_str::<Value>(text).unwrap()["record"].clone();
    let before = state(&archive);
    let programme = "QUẬN ỦY TÂY HỒ\n\nSố: 06-CTr/QU\n\nTây Hồ, ngày 17 tháng 8 năm 2021\n\nCHƯƠNG TRÌNH\nCải cách hành chính\n\n\
        Quận ủy ban hành Chương trình.\n";
    let wanted = |a: &Archive| a.run(&["missing", "--format", "csv"]).1.contains("06-CTr/QU");
    assert!(wanted(&archive));
    archive.write("docs/c.txt", programme);
    let summary = archive.index();
    assert!(summary.contains("1 added") && summary.contains("2 unchanged"), "{summary}");
    assert!(!wanted(&archive));
    assert_eq!(record(&before), record(&state(&archive)));
    let links = json_lines(&archive.run(&["refs", "06-CTr/QU", "--format", "jsonl"]).1);
    assert!(links.iter().any(|l| l["path"].as_str().unwrap().ends_with("a.txt") && l["relation"] == "implements"));
}

/// One programme, cited with its symbol and by its serial, under two periods; of another committee it says nothing.
#[test]
fn one_programme_under_two_periods() {
    let archive = Archive { dir: tempfile::tempdir().unwrap() };
    let letter = |district: &str, number: &str, cited: &str| {
        format!(
            "ỦY BAN NHÂN DÂN\nQUẬN {}\n\nSố: {number}/KH-UBND\n\n{district}, ngày 10 tháng 01 năm 2023\n\nKẾ HOẠCH\nCải cách hành chính năm 2023\n\n\
             Thực hiện {cited}, Ủy ban nhân dân quận ban hành kế hoạch.\n",
            district.to_uppercase()
        )
    };
    let title = |years: &str| format!("về “Nâng cao chất lượng phục vụ của bộ máy chính quyền các phường trong quận giai đoạn {years}”");
    archive.write("docs/a.txt", letter("Tây Hồ", "21", &format!("Chương trình số 06-CTr/QU của Quận ủy {}", title("2022-2025"))));
    archive.write("docs/b.txt", letter("Tây Hồ", "22", &format!("Chương trình 06 của Quận ủy {}", title("2020-2025"))));
    archive.write("docs/c.txt", letter("Ba Đình", "23", &format!("Chương trình 06 của Quận ủy {}", title("2021-2025"))));
    archive.index();
    let rows = json_lines(&archive.run(&["check", "--code", "title_variant", "--format", "jsonl"]).1);
    assert_eq!(rows.len(), 1, "{rows:?}");
    let message = rows[0]["message"].as_str().unwrap();
    assert!(message.contains("2022-2025") && message.contains("2020-2025") && !message.contains("2021"), "{message}");
}
