//! Rules applied to texts, through the whole pipeline.

use super::*;
use crate::model::{OverrideAction, Precision, RefKind};
use crate::pipeline::analyse_with;
use crate::record::Record;

const PLAN: &str = "ỦY BAN NHÂN DÂN\nQUẬN TÂY HỒ\n\nSố: 15/KH-UBND\n\nTây Hồ, ngày 10 tháng 01 năm 2022\n\nKẾ HOẠCH\nCải cách hành chính năm 2022\n\n\
Thực hiện Chương trình số **06-CTr/QU** ngày 17/8/2021 của Quận ủy Tây Hồ, Ủy ban nhân dân quận ban hành kế hoạch.\n\n\
Theo Chương trình 08 và Kế hoạch số 20/KH-UBND của UBND\nquận, tiếp tục Chương trình 06.\n\n\
Phấn đấu trên 95% hồ sơ được giải quyết đúng hạn.\n";

/// The record with these rules, and what they did. Each rule gets its path and ends with what is given.
fn with(text: &str, rules: &[&str]) -> (Record, Vec<Effect>) {
    let file = rules.iter().map(|r| format!("[[override]]\npath = 'a.txt'\n{r}\n")).collect::<Vec<_>>().join("\n");
    let rules = parse("o.toml", &file).unwrap_or_else(|e| panic!("line {}: {}\n{file}", e.line, e.wrong));
    let refs: Vec<&Rule> = rules.iter().collect();
    let mut analysis = analyse_with("a.txt", text.as_bytes(), &refs);
    (analysis.results.remove(0).unwrap(), analysis.effects)
}

fn one(text: &str, rule: &str) -> Record {
    let (record, effects) = with(text, &[rule]);
    assert_eq!(effects, [Effect { items: 1, trouble: None }], "{rule}");
    record
}

fn at(words: &str) -> (usize, usize) {
    let start = PLAN.find(words).unwrap();
    (start, start + words.len())
}

fn reference<'a>(r: &'a Record, words: &str) -> &'a crate::model::Reference {
    r.references.iter().find(|x| x.text.contains(words)).unwrap()
}

#[test]
fn no_rules_no_trace() {
    let (record, effects) = with(PLAN, &[]);
    assert!(effects.is_empty() && record.overrides.is_empty() && record.overridden().is_empty());
    assert_eq!(Ok(record), crate::pipeline::analyse("a.txt", PLAN.as_bytes()).remove(0));
}

/// The issuer decides level, place, the key, and which body "UBND quận" is.
#[test]
fn what_leans_on_the_issuer_follows() {
    let r = one(
        PLAN,
        "item = 'document'\naction = 'correct'\nset = { issuer = 'UBND quận Lê Chân', issued_on = 2023-01-12 }\nreason = 'bản gốc'",
    );
    let d = &r.document;
    assert_eq!(d.issuer.as_deref(), Some("Ủy ban nhân dân quận Lê Chân"));
    assert_eq!(d.place.as_deref(), Some("quận Lê Chân, thành phố Hải Phòng"));
    assert_eq!(d.key.as_deref(), Some("15/KH@ubnd:quan-le-chan.hai-phong~2023"));
    assert_eq!(reference(&r, "20/KH-UBND").issuer.as_deref(), Some("Ủy ban nhân dân quận Lê Chân"));
    let said = d.overridden.as_ref().unwrap();
    assert_eq!((said.action, said.file.as_str(), said.reason.as_deref()), (OverrideAction::Correct, "o.toml", Some("bản gốc")));
    assert_eq!(said.previous["issuer"], "Ủy ban nhân dân quận Tây Hồ");
    assert_eq!(said.previous["place"], "quận Tây Hồ, thành phố Hà Nội");
    assert_eq!(said.previous["issued_on"], "2022-01-10");
}

#[test]
fn fields_of_the_document() {
    let said = "item = 'document'\naction = 'correct'\n";
    let r = one(PLAN, &format!("{said}set = {{ number = '6-Ctr/QU', type = 'CTr', issuer = 'Quận ủy Tây Hồ' }}"));
    let d = &r.document;
    assert_eq!((d.number.as_deref(), d.symbol.as_deref(), d.number_basis.as_deref()), (Some("06-CTr/QU"), Some("QU"), Some("override")));
    assert_eq!(d.type_name.as_deref(), Some("Chương trình"));
    assert_eq!(d.key.as_deref(), Some("6/CTr@qu:tay-ho.ha-noi~2020-2025"));
    let r = one(PLAN, &format!("{said}clear = ['number']"));
    assert_eq!((r.document.number.as_deref(), r.document.key.as_deref()), (None, None));
    assert!(r.findings.iter().any(|f| f.code == "blank_number"));
    // of a table only the given part
    let r = one(PLAN, &format!("{said}set = {{ signer.name = 'Trần A', signer.role = 'CHỦ TỊCH' }}"));
    let (r2, _) =
        with(PLAN, &[&format!("{said}set.signer = {{ name = 'Trần A', role = 'CHỦ TỊCH' }}"), &format!("{said}set.signer.name = 'Lê B'")]);
    let role = |r: &Record| r.document.signer.as_ref().and_then(|s| s.role.clone());
    assert_eq!(role(&r), role(&r2));
    assert_eq!(r2.document.signer.unwrap().name.as_deref(), Some("Lê B"));
    // of two rules the first value stays on record
    assert!(r2.document.overridden.unwrap().previous["signer"].is_null());
    let r = one(PLAN, &format!("{said}set = {{ issuer = 'Hợp tác xã Bình Minh' }}"));
    assert_eq!((r.document.issuer.as_deref(), r.document.issuer_level.as_deref()), (Some("Hợp tác xã Bình Minh"), None));
    let r = one(PLAN, &format!("{said}set = {{ place = 'quận Lê Chân' }}"));
    assert_eq!(r.document.place.as_deref(), Some("quận Lê Chân, thành phố Hải Phòng"));
    assert_eq!(reference(&r, "20/KH-UBND").issuer.as_deref(), Some("Ủy ban nhân dân quận Lê Chân"));
}

/// What a person says a short mention means is linked like a number in full, and others like it follow.
#[test]
fn a_short_mention_gets_its_number() {
    let short = "item = 'reference'\naction = 'correct'\ntext = 'Chương trình 08'\n";
    let (plain, _) = with(PLAN, &[]);
    assert!(plain.findings.iter().any(|f| f.code == "serial_only"));
    let r = one(PLAN, &format!("{short}set = {{ resolved_number = '08-CTr/QU', date = '2021-09-01' }}"));
    let x = reference(&r, "Chương trình 08");
    assert_eq!((x.number.as_deref(), x.resolved_number.as_deref()), (None, Some("08-CTr/QU")));
    assert_eq!(x.key.as_deref(), Some("8/CTr@qu:tay-ho.ha-noi~2020-2025"));
    assert!(r.findings.iter().all(|f| f.code != "serial_only"));
    // one that the program had linked elsewhere
    let r = one(PLAN, &short.replace("08'", "06'").replace("text", "set = { resolved_number = '06/CTr-UBND' }\ntext"));
    let x = r.references.iter().find(|x| x.text == "Chương trình 06").unwrap();
    assert_eq!((x.resolved_number.as_deref(), x.same_as.as_deref()), (Some("06/CTr-UBND"), None));
    assert!(x.key.as_deref().is_some_and(|k| k.starts_with("6/CTr@ubnd")));
    assert_eq!(x.overridden.as_ref().unwrap().previous["resolved_number"], "06-CTr/QU");
    // and one that leads nowhere
    let r = one(PLAN, &short.replace("08'", "06'").replace("text", "clear = ['resolved_number']\ntext"));
    let x = r.references.iter().find(|x| x.text == "Chương trình 06").unwrap();
    assert_eq!((x.resolved_number.as_deref(), x.same_as.as_deref(), x.key.as_deref()), (None, None, None));
}

/// Against the symbol, a person's word holds; what was cleared is not lent again.
#[test]
fn an_issuer_stays_as_said() {
    let rule = "item = 'reference'\naction = 'correct'\ntext = 'Kế hoạch số 20/KH-UBND'\n";
    let r = one(PLAN, &format!("{rule}set = {{ issuer = 'Sở Nội vụ Hà Nội' }}"));
    let x = reference(&r, "20/KH-UBND");
    assert_eq!((x.issuer.as_deref(), x.issuer_basis), (Some("Sở Nội vụ Hà Nội"), None));
    assert!(r.findings.iter().all(|f| f.code != "issuer_conflict"));
    assert_eq!(x.overridden.as_ref().unwrap().previous["issuer"], "Ủy ban nhân dân quận Tây Hồ");
    let r = one(PLAN, &format!("{rule}clear = ['issuer']"));
    assert_eq!((reference(&r, "20/KH-UBND").issuer.as_deref(), reference(&r, "20/KH-UBND").key.as_deref()), (None, Some("20/KH@ubnd:?~?")));
}

/// Marks and hard wraps need not be typed.
#[test]
fn text_is_what_a_reader_sees() {
    let r = one(PLAN, "item = 'reference'\naction = 'suppress'\ntext = 'Chương trình số 06-CTr/QU'");
    let gone = &r.overrides[0];
    assert_eq!((gone.item, gone.was.action), (crate::model::ItemKind::Reference, OverrideAction::Suppress));
    assert_eq!(gone.was.previous["text"], "Chương trình số **06-CTr/QU");
    // with the full mention gone nothing tells what the short one means
    assert!(r.references.iter().all(|x| x.resolved_number.as_deref() != Some("06-CTr/QU")));
    let r = one(PLAN, "item = 'quantity'\naction = 'add'\ntext = 'UBND quận'\nset = { value = 1, unit = 'quận' }");
    assert_eq!(r.quantities.iter().find(|q| q.overridden.is_some()).unwrap().text, "UBND\nquận");
    let decomposed: String = unicode_normalization::UnicodeNormalization::nfd("Phấn đấu trên 95% hồ sơ.").collect();
    let r = one(&decomposed, "item = 'date'\naction = 'add'\ntext = 'Phấn đấu'\nset = { iso = '2024-01/2024-03', role = 'period' }");
    assert_eq!(r.dates[0].text, decomposed[..r.dates[0].end]);
    assert_eq!(r.dates[0].precision, Precision::Quarter);
}

#[test]
fn an_added_reference_is_one_like_others() {
    let (start, end) = at("Ủy ban nhân dân quận ban hành kế hoạch");
    let rule =
        format!("item = 'reference'\naction = 'add'\nspan = [{start}, {end}]\nset = {{ number = '20/kh-ubnd', relation = 'implements' }}");
    let r = one(PLAN, &rule);
    let x = r.references.iter().find(|x| x.overridden.is_some()).unwrap();
    assert_eq!((x.kind, x.number.as_deref(), x.doc_type.as_deref()), (RefKind::Numbered, Some("20/KH-UBND"), Some("KH")));
    assert_eq!(x.text, &PLAN[start..end]);
    assert!(x.evidence.start < start && x.evidence.end > end);
    let said = x.overridden.as_ref().unwrap();
    assert_eq!((said.action, said.previous["number"].is_null()), (OverrideAction::Add, true));
    // ids in order of the text, and the later mention is the same document
    let ids: Vec<&str> = r.references.iter().map(|x| x.id.as_str()).collect();
    assert_eq!(ids, ["r1", "r2", "r3", "r4", "r5"]);
    assert_eq!(r.references[3].same_as.as_deref(), Some("r2"));
    // it is there now: adding it once more adds nothing
    let (again, effects) = with(PLAN, &[&rule, &rule]);
    assert_eq!(again.references.len(), 5);
    assert_eq!(effects[1].trouble, Some(Trouble::AlreadyThere));
}

#[test]
fn targets_and_their_figures() {
    let (start, end) = at("95%");
    let by_figure = format!(
        "item = 'target'\naction = 'correct'\nspan = [{start}, {end}]\nset = {{ value = 96.5, strict = false, indicator = 'on-time-files' }}"
    );
    let r = one(PLAN, &by_figure);
    let t = &r.targets[0];
    assert_eq!((t.value, t.strict), (Some(96.5), false));
    assert_eq!(t.overridden.as_ref().unwrap().previous["value"], 95.0);
    // two of one sentence are two
    let add = "item = 'target'\naction = 'add'\ntext = 'Phấn đấu trên 95% hồ sơ được giải quyết đúng hạn.'\nset = { value = 3 }";
    let (r, effects) = with(PLAN, &[add, add]);
    assert_eq!((r.targets.len(), effects[0].items, effects[1].trouble.clone()), (2, 1, Some(Trouble::AlreadyThere)));
    let wrong = format!("item = 'target'\naction = 'correct'\nspan = [{start}, {end}]\nset.value_span = {{ start = 1, end = 99999 }}");
    assert_eq!(with(PLAN, &[&wrong]).1[0].trouble, Some(Trouble::NoSpan));
}

#[test]
fn findings() {
    let r = one(PLAN, "item = 'finding'\naction = 'suppress'\ncode = 'serial_only'\ntext = 'Chương trình 08'");
    assert!(r.findings.iter().all(|f| f.code != "serial_only"));
    assert_eq!(r.overrides[0].was.previous["code"], "serial_only");
    let set = "set = { code = 'remark', severity = 'high', message = 'thiếu phụ lục' }";
    let r = one(PLAN, &format!("item = 'finding'\naction = 'add'\ntext = '95%'\n{set}"));
    assert_eq!((r.findings[0].code.as_str(), r.findings[0].spans[0].slice(PLAN)), ("remark", "95%"));
    assert!(one(PLAN, &format!("item = 'finding'\naction = 'add'\n{set}")).findings[0].spans.is_empty());
    let r = one(PLAN, "item = 'finding'\naction = 'correct'\ncode = 'serial_only'\nset = { severity = 'low' }");
    assert_eq!(r.findings.iter().find(|f| f.code == "serial_only").unwrap().overridden.as_ref().unwrap().previous["severity"], "medium");
}

/// All that fit, or the one that is counted; a part of a word is no word.
#[test]
fn occurrences() {
    let text = "Đạt 5% năm nay, 95% năm sau và 5% năm kia.";
    let rule = "item = 'percentage'\naction = 'suppress'\ntext = '5%'\n";
    let (r, effects) = with(text, &[rule]);
    assert_eq!((r.percentages.len(), effects[0].items), (1, 2));
    let r = one(text, &format!("{rule}occurrence = 2"));
    assert_eq!(r.percentages.iter().map(|p| p.value).collect::<Vec<_>>(), [5.0, 95.0]);
    let (r, effects) = with(text, &["item = 'quantity'\naction = 'add'\ntext = '5%'\nset = { value = 5 }"]);
    assert_eq!((r.quantities.len(), effects[0].items), (2, 2));
    assert_eq!(with(text, &[&format!("{rule}occurrence = 3")]).1, [Effect::default()]);
}

#[test]
fn a_text_that_has_changed() {
    let (start, end) = at("95%");
    let rule = |text: &str| format!("item = 'percentage'\naction = 'suppress'\nspan = [{start}, {end}]\ntext = '{text}'");
    assert!(one(PLAN, &rule("95%")).percentages.is_empty());
    let (r, effects) = with(PLAN, &[&rule("96%")]);
    assert_eq!((r.percentages.len(), effects[0].trouble.clone()), (1, Some(Trouble::Stale("95%".into()))));
    let cut = format!("item = 'percentage'\naction = 'suppress'\nspan = [{}, {}]", at("Thực").0 + 3, end);
    assert_eq!(with(PLAN, &[&cut]).1[0].trouble, Some(Trouble::NoSpan));
}

/// A mention inside another's title hangs on what that one hung on, when it is taken out.
#[test]
fn what_hung_on_a_suppressed_reference() {
    let text = "Thực hiện Kế hoạch số 20/KH-UBND ngày 05/01/2022 của UBND Thành phố về triển khai Chương trình số 04-CTr/TU ngày 17/3/2021 của Thành ủy.";
    let (plain, _) = with(text, &[]);
    assert_eq!(plain.references[1].relation_from, "r1");
    let r = one(text, "item = 'reference'\naction = 'suppress'\ntext = 'Kế hoạch số 20/KH-UBND'");
    assert_eq!((r.references[0].id.as_str(), r.references[0].relation_from.as_str()), ("r1", "doc"));
}

#[test]
fn only_the_part_that_is_meant() {
    let rule = "item = 'percentage'\naction = 'suppress'\ntext = '95%'\n";
    assert!(one(PLAN, &format!("part = 1\n{rule}")).percentages.is_empty());
    assert_eq!(with(PLAN, &[&format!("part = 2\n{rule}")]).1, [Effect::default()]);
}
