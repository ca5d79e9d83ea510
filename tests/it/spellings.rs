//! Every grammar on generated forms: each messy spelling gives the value that it was made from, and what prints is read again.

use proptest::prelude::*;
use vanthu::grammar::date::{self, Value};
use vanthu::grammar::issuer::body;
use vanthu::grammar::number::{self, DocumentNumber};
use vanthu::grammar::{amount, provision, standard};
use vanthu::lexicon::{issuers, places};
use vanthu::model::Provision;
use vanthu::query::parse::{Field, Node, Sign, parse};
use vanthu::text::Doc;
use vanthu::text::fold::plain;

use crate::invariants;

/// A text as grammars see it.
fn normal(text: &str) -> String {
    Doc::new(text).text().to_owned()
}

/// A hyphen as people and word processors write it, spaces on one side at most.
fn hyphen() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "-",
        "-",
        "-",
        " -",
        "- ",
        "\u{2010}",
        "\u{2011}",
        "\u{2013}",
        "\u{2014}",
        "\u{2212}",
        "-\u{ad}",
        "\u{200b}-",
    ])
}

fn slash() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["/", "/", "/", " /", "/ ", " / ", "\u{2044}", "\u{2215}", "\u{ff0f}", "\u{a0}/"])
}

/// A type in canonical spelling and one of those it is met with.
fn kind() -> impl Strategy<Value = (&'static str, &'static str)> {
    let spellings: [(&str, &[&str]); 10] = [
        ("KH", &["KH"]),
        ("QĐ", &["QĐ", "QD", "QÐ", "QƉ"]),
        ("NQ", &["NQ"]),
        ("CTr", &["CTr", "Ctr", "CTR"]),
        ("TTr", &["TTr", "TTR", "Ttr"]),
        ("BC", &["BC"]),
        ("HD", &["HD"]),
        ("CT", &["CT"]),
        ("QyĐ", &["QyĐ", "QYĐ", "QYD"]),
        ("TB", &["TB"]),
    ];
    let pairs: Vec<_> = spellings.into_iter().flat_map(|(kind, all)| all.iter().map(move |s| (kind, *s))).collect();
    prop::sample::select(pairs)
}

fn day() -> impl Strategy<Value = (u8, u8, u16)> {
    (1_u8..=28, 1_u8..=12, 1950_u16..=2099)
}

/// A word of a question that is no operator, no number and no field.
fn word() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["cải", "cách", "hành", "chính", "một", "cửa", "thủ", "tục", "ngân", "sách"]).prop_map(str::to_owned)
}

/// A question as a tree, and as a person would type it.
fn question() -> impl Strategy<Value = (Node, String)> {
    let leaf = prop_oneof![
        word().prop_map(|w| (Node::Word(w.clone()), w)),
        (word(), word()).prop_map(|(a, b)| (Node::Phrase(format!("{a} {b}")), format!("\"{a} {b}\""))),
        (1_u32..999, any::<bool>()).prop_map(|(n, low)| {
            let number = format!("{n:02}-KH/QU");
            (Node::Number(number.clone()), if low { number.to_lowercase() } else { number })
        }),
        (word(), word()).prop_map(|(a, b)| (Node::Field(Field::Issuer, format!("{a} {b}")), format!("coquan:\"{a} {b}\""))),
        (1990_u16..2030).prop_map(|y| (Node::Field(Field::Year, y.to_string()), format!("nam:{y}"))),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let several = prop::collection::vec(inner.clone(), 2..4);
        let typed = |parts: &[(Node, String)], between: &str| parts.iter().map(|(_, t)| t.clone()).collect::<Vec<_>>().join(between);
        let nodes = |parts: Vec<(Node, String)>| parts.into_iter().map(|(n, _)| n).collect::<Vec<_>>();
        prop_oneof![
            several.clone().prop_map(move |parts| {
                let text = format!("({})", typed(&parts, " AND "));
                (Node::And(nodes(parts)), text)
            }),
            several.prop_map(move |parts| {
                let text = format!("({})", typed(&parts, " OR "));
                (Node::Or(nodes(parts)), text)
            }),
            (inner.clone(), inner)
                .prop_map(|((a, x), (b, y))| { (Node::Sequence(vec![(Sign::Plain, a), (Sign::MustNot, b)]), format!("({x} NOT {y})")) }),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn numbers_print_and_parse_back(
        serial in 1_u32..99999,
        year in prop::option::of(1950_u16..2099),
        kind in prop::sample::select(vec!["KH", "QĐ", "NQ", "CTr", "TTr", "BC", "HD", "QyĐ"]),
        organ in "[A-ZĐ]{2,6}(-[A-ZĐ]{2,5}){0,2}",
        party in any::<bool>(),
    ) {
        let text = match (party, year) {
            (true, _) => format!("{serial:02}-{kind}/{organ}"),
            (false, Some(y)) => format!("{serial:02}/{y}/{kind}-{organ}"),
            (false, None) => format!("{serial:02}/{kind}-{organ}"),
        };
        let n = DocumentNumber::parse(&text);
        prop_assert!(n.is_some(), "{} is not read", text);
        let printed = n.as_ref().map(ToString::to_string).unwrap_or_default();
        // DD is read as ĐĐ, the only symbol that it can be with its diacritics
        let lost = organ.split('-').any(|g| issuers::by_plain_symbol(g).is_some_and(|i| i.symbol != g));
        if lost {
            prop_assert_eq!(plain(&printed), plain(&text));
        } else {
            prop_assert_eq!(&printed, &text);
        }
        prop_assert_eq!(DocumentNumber::parse(&printed), n);
    }

    #[test]
    fn messy_numbers_are_the_same_numbers(
        serial in 1_u32..99999,
        padded in any::<bool>(),
        year in prop::option::of(1950_u16..2099),
        (canonical, written) in kind(),
        (state, party) in (prop::sample::select(vec!["UBND", "HĐND", "UBND-NV", "SNV"]), prop::sample::select(vec!["QU", "TU", "HU", "BTGQU", "TW"])),
        (first, second, third) in (slash(), slash(), hyphen()),
        of_party in any::<bool>(),
    ) {
        let serial = if padded { format!("{serial:02}") } else { serial.to_string() };
        let (text, want) = match (of_party, year) {
            (true, _) => (format!("{serial}{third}{written}{first}{party}"), format!("{serial:0>2}-{canonical}/{party}")),
            (false, Some(y)) => (format!("{serial}{first}{y}{second}{written}{third}{state}"), format!("{serial:0>2}/{y}/{canonical}-{state}")),
            (false, None) => (format!("{serial}{first}{written}{third}{state}"), format!("{serial:0>2}/{canonical}-{state}")),
        };
        let flow = normal(&text);
        let found = number::at(&flow, 0);
        prop_assert_eq!(found.as_ref().map(|f| f.number.to_string()), Some(want), "{}", text);
        let repaired = found.is_some_and(|f| !f.repairs.is_empty());
        prop_assert!(repaired || flow.contains(canonical), "{} is read as {} and no repair says so", text, canonical);
    }

    #[test]
    fn days_in_every_spelling((d, m, y) in day(), spelling in 0_usize..12) {
        let text = match spelling {
            0 => format!("ngày {d:02}/{m:02}/{y}"),
            1 => format!("ngày {d}/{m}/{y}"),
            2 => format!("Ngày {d:02} tháng {m} năm {y}"),
            3 => format!("NGÀY {d:02} THÁNG {m:02} NĂM {y}"),
            4 => format!("{d}-{m}-{y}"),
            5 => format!("{d:02}.{m}.{y}"),
            6 => format!("ngày {d}\u{2013}{m}\u{2013}{y}"),
            7 => format!("ngày {d:02}/ {m}/{y}"),
            8 => format!("nga\u{300}y {d} tha\u{301}ng {m} na\u{306}m {y}"),
            9 => format!("ng**ày** {d} tháng\u{a0}{m}\nnăm {y}"),
            10 => format!("ngày {d:02}\u{2044}{m:02}\u{2044}{y}"),
            _ => format!("ngày {d:02} tháng {m:02}/{y}"),
        };
        let flow = normal(&format!("đã họp {text}, trong đó"));
        let found: Vec<Value> = date::find(&flow).into_iter().map(|f| f.value).collect();
        prop_assert_eq!(found, vec![Value::Day(d, Some(m), Some(y))], "{}", text);
    }

    #[test]
    fn spans_of_time_in_every_spelling((n, m, y) in day(), length in 1_u16..20, spelling in 0_usize..14) {
        let (quarter, roman) = (m.div_ceil(3), ["I", "II", "III", "IV"][usize::from(m.div_ceil(3)) - 1]);
        let months = [7, 8, 9, 10, 11][usize::from(n) % 5];
        let (a, b) = (y.min(2070), y.min(2070) + length);
        let (text, want) = match spelling {
            0 => (format!("tháng {m}/{y}"), Value::Month(m, Some(y))),
            1 => (format!("tháng {m:02} năm {y}"), Value::Month(m, Some(y))),
            2 => (format!("ngày     tháng {m} năm {y}"), Value::Month(m, Some(y))),
            3 => (format!("ngày ..... tháng {m} năm {y}"), Value::Month(m, Some(y))),
            4 => (format!("quý {roman}/{y}"), Value::Quarter(quarter, Some(y))),
            5 => (format!("Quý {quarter} năm {y}"), Value::Quarter(quarter, Some(y))),
            6 => (format!("quí {roman} năm {y}").replace("quí", "quý"), Value::Quarter(quarter, Some(y))),
            7 => (format!("6 tháng đầu năm {y}"), Value::Half(1, Some(y))),
            8 => (format!("06 tháng cuối năm {y}"), Value::Half(2, Some(y))),
            9 => (format!("{months:02} tháng đầu năm {y}"), Value::Months(months, Some(y))),
            10 => (format!("giai đoạn {a} \u{2013} {b}"), Value::Years(a, b)),
            11 => (format!("nhiệm kỳ {a}-{b}"), Value::Years(a, b)),
            12 => (format!("năm học {a} - {b}"), Value::Years(a, b)),
            _ => (format!("năm {y}"), Value::Year(y)),
        };
        let flow = normal(&format!("kết quả {text}; báo cáo"));
        let found: Vec<Value> = date::find(&flow).into_iter().map(|f| f.value).collect();
        prop_assert_eq!(found, vec![want], "{}", text);
    }

    #[test]
    fn figures_as_vietnamese_writes_them(whole in 0_u32..100_000_000, part in prop::option::of(1_u32..100), grouped in any::<bool>()) {
        let digits = whole.to_string();
        let mut text = String::new();
        for (i, c) in digits.chars().enumerate() {
            if grouped && i > 0 && (digits.len() - i).is_multiple_of(3) {
                text.push('.');
            }
            text.push(c);
        }
        if let Some(p) = part {
            text = format!("{text},{p:02}");
        }
        let want = f64::from(whole) + part.map_or(0.0, |p| f64::from(p) / 100.0);
        let (value, len) = amount::parse(&format!("{text} tỷ đồng")).unwrap_or((-1.0, 0));
        prop_assert!((value - want).abs() < 1e-6 * want.max(1.0) && len == text.len(), "{} is read as {}", text, value);
    }

    #[test]
    fn pinpoints_in_every_spelling(
        points in prop::collection::vec("[a-eđghik]", 0..3),
        clauses in prop::collection::vec(1_u8..30, 0..3),
        article in 1_u16..400,
        last in prop::sample::select(vec![", ", " và ", "; "]),
        of in prop::sample::select(vec![" ", " của ", " ban hành kèm theo "]),
        capital in any::<bool>(),
    ) {
        // a list of points belongs to one clause
        let clauses: Vec<String> = clauses.iter().take(if points.is_empty() { 2 } else { 1 }).map(ToString::to_string).collect();
        prop_assume!(points.is_empty() || !clauses.is_empty());
        let level = |name: &str, values: &[String]| if values.is_empty() { String::new() } else { format!("{name} {} ", values.join(last)) };
        let words = ["điểm", "khoản", "Điều"].map(|w| if capital { w.replacen('đ', "Đ", 1).replacen('k', "K", 1) } else { w.to_owned() });
        let text = format!("{}{}{} {article}{of}", level(&words[0], &points), level(&words[1], &clauses), words[2]);
        let article = Some(article.to_string());
        let mut want: Vec<Provision> = Vec::new();
        if points.is_empty() && clauses.is_empty() {
            want.push(Provision { article: article.clone(), ..Provision::default() });
        } else if points.is_empty() {
            want.extend(clauses.iter().map(|c| Provision { clause: Some(c.clone()), article: article.clone(), ..Provision::default() }));
        } else {
            let clause = clauses.first().cloned();
            want.extend(points.iter().map(|p| Provision { point: Some(p.clone()), clause: clause.clone(), article: article.clone(), ..Provision::default() }));
        }
        prop_assert_eq!(provision::before(&format!("tại {text}Nghị định"), "tại ".len() + text.len()), want, "{}", text);
    }

    #[test]
    fn standards_in_every_spelling(
        head in prop::sample::select(vec!["TCVN", "TCVN ISO", "QCVN", "ISO"]),
        number in 1_u32..99999,
        part in prop::option::of(1_u8..20),
        year in 1960_u16..2030,
        agency in prop::option::of(prop::sample::select(vec!["BTNMT", "BYT", "BXD", "BGTVT"])),
        colon in prop::sample::select(vec![":", ": ", " :", " : "]),
    ) {
        let part = part.map_or(String::new(), |p| format!("-{p}"));
        let agency = agency.filter(|_| head == "QCVN").map_or(String::new(), |a| format!("/{a}"));
        let text = format!("theo {head} {number}{part}{colon}{year}{agency}, tại");
        let want = format!("{head} {number}{part}:{year}{agency}");
        let found: Vec<String> = standard::find(&text).into_iter().map(|f| f.canonical).collect();
        prop_assert_eq!(found, vec![want], "{}", text);
    }

    #[test]
    fn committees_in_every_spelling(
        place in prop::sample::select(places::all().iter().filter(|p| matches!(p.kind_word(), "quận" | "huyện")).collect::<Vec<_>>()),
        head in prop::sample::select(vec!["UBND", "Ủy ban nhân dân", "Uỷ ban nhân dân", "ỦY BAN NHÂN DÂN", "Ủy ban Nhân dân"]),
        behind in prop::sample::select(vec!["", " về việc", ";", ", tại", " ngày 5"]),
    ) {
        let full = format!("{} {}", place.kind_word(), place.name);
        let text = format!("{head} {full}{behind}");
        let found = body(&text, &invariants::home());
        let want = format!("Ủy ban nhân dân {full}");
        prop_assert_eq!(found.as_ref().and_then(|b| b.name.clone()), Some(want.clone()), "{}", text);
        prop_assert_eq!(found.map(|b| b.len), Some(text.len() - behind.len()), "{}", text);
        // the canonical name is a name like any other
        prop_assert_eq!(body(&want, &invariants::home()).and_then(|b| b.name), Some(want));
    }

    #[test]
    fn questions_are_read_as_they_are_meant((tree, text) in question()) {
        // outer brackets say nothing
        let bare = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')).unwrap_or(&text);
        prop_assert_eq!(parse(bare), Some(tree), "{}", bare);
    }
}

/// The name of a body that is unique in the country is read as itself. Left out: names that a local body bears too ("Cục Thuế"), boards
/// of programmes by their first words, and the Party's, whose symbols stand for several bodies.
#[test]
fn canonical_names_of_bodies_stay_themselves() {
    let mut wrong = Vec::new();
    let local = |name: &str| issuers::all().iter().any(|r| r.name.strip_prefix(name).is_some_and(|rest| rest.starts_with(" {")));
    let board = |name: &str| matches!(name, "Ban Chỉ đạo" | "Ban Chủ nhiệm Chương trình");
    for row in issuers::all().iter().filter(|r| !r.is_local() && r.family != "party" && !local(&r.name) && !board(&r.name)) {
        let got = body(&row.name, &invariants::home()).and_then(|b| b.name);
        if got.as_deref() != Some(row.name.as_str()) {
            wrong.push(format!("{}: {got:?}", row.name));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
