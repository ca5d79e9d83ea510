//! Charts as a reader of SVG sees them.

use super::*;

fn value<T: From<ChartValue>>(value: f64, label: &str) -> T {
    T::from(ChartValue { value, label: label.to_owned(), note: None })
}

fn row(label: &str, target: Option<ChartValue>, result: Option<ChartValue>) -> ChartRow {
    ChartRow { label: label.to_owned(), target, result }
}

fn chart(unit: &str, rows: Vec<ChartRow>) -> Chart {
    Chart { title: "Hồ sơ giải quyết đúng hạn".to_owned(), subtitle: "năm 2024".to_owned(), unit: unit.to_owned(), rows }
}

/// All words that are drawn, in order.
fn words(svg: &str) -> Vec<String> {
    let tree = roxmltree::Document::parse(svg).unwrap();
    tree.descendants().filter(|n| n.has_tag_name("text")).filter_map(|n| n.text()).map(str::to_owned).collect()
}

fn numbers(svg: &str, element: &str, attribute: &str) -> Vec<f64> {
    let tree = roxmltree::Document::parse(svg).unwrap();
    tree.descendants().filter(|n| n.has_tag_name(element)).filter_map(|n| n.attribute(attribute)?.parse().ok()).collect()
}

#[test]
fn says_what_there_is_and_what_is_missing() {
    let rows = vec![
        row("quận Tây Hồ", value(90.0, "≥ 90%"), value(93.5, "6 tháng: 93,5%")),
        row("huyện Nam Đàn", value(98.0, "≥ 98%"), None),
        row("thành phố Vinh", None, value(0.0, "0%")),
    ];
    let picture = svg(&chart("percent", rows.clone()), Lang::Vietnamese).unwrap();
    let words = words(&picture);
    for word in
        ["Hồ sơ giải quyết đúng hạn", "quận Tây Hồ", "≥ 90%", "6 tháng: 93,5%", "chưa có số liệu", "không thấy", "chỉ tiêu", "0%", "100%"]
    {
        assert!(words.iter().any(|w| w == word), "{word}: {words:?}");
    }
    assert_eq!(picture, svg(&chart("percent", rows.clone()), Lang::Vietnamese).unwrap());
    assert!(svg(&chart("percent", rows), Lang::English).unwrap().contains("no data yet"));
}

#[test]
fn any_number_of_rows() {
    let rows = |n: usize| (0..n).map(|i| row(&format!("xã {i}"), value(80.0, "80%"), value(i as f64, "…"))).collect::<Vec<_>>();
    let height = |n: usize| numbers(&svg(&chart("percent", rows(n)), Lang::Vietnamese).unwrap(), "svg", "height")[0];
    assert!(words(&svg(&chart("percent", vec![]), Lang::Vietnamese).unwrap()).iter().any(|w| w == "chưa có số liệu"));
    assert!(height(0) < height(2) && (height(60) - height(1) - 59.0 * (height(2) - height(1))).abs() < 1.5);
}

#[test]
fn hostile_words_stay_words() {
    let evil = "</title><script>alert('1')</script>\u{1}\u{ffff}\u{202e}&\"<b>]]>";
    let mut bad = chart(evil, vec![row(evil, value(1.0, evil), value(2.0, evil))]);
    bad.title = evil.to_owned();
    bad.subtitle = evil.to_owned();
    bad.rows[0].result.as_mut().unwrap().note = Some(evil.to_owned());
    let picture = svg(&bad, Lang::Vietnamese).unwrap();
    let tree = roxmltree::Document::parse(&picture).unwrap();
    assert!(tree.descendants().all(|n| !n.has_tag_name("script") && !n.has_tag_name("b")));
    assert!(tree.descendants().any(|n| n.has_tag_name("title") && n.text().is_some_and(|t| t.contains("<script>alert('1')</script>"))));
    assert!(!picture.contains('\u{202e}'));
}

#[test]
fn a_long_name_is_whole_in_its_title() {
    let long = "Ban Quản lý Khu kinh tế Đông Nam và các khu công nghiệp trên địa bàn tỉnh, thường trực tổ công tác liên ngành";
    let picture = svg(&chart("percent", vec![row(long, None, value(50.0, "50%"))]), Lang::Vietnamese).unwrap();
    assert!(!words(&picture).iter().any(|w| w == long) && words(&picture).iter().any(|w| w.ends_with('…')));
    let tree = roxmltree::Document::parse(&picture).unwrap();
    assert!(tree.descendants().any(|n| n.has_tag_name("title") && n.text().is_some_and(|t| t.starts_with(long))));
}

#[test]
fn what_has_no_place_is_refused() {
    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300] {
        let rows = vec![row("quận Tây Hồ", value(bad, "?"), None)];
        assert!(matches!(svg(&chart("percent", rows), Lang::Vietnamese), Err(ChartError::NoPlace { .. })), "{bad}");
    }
}

#[test]
fn a_better_rank_is_further_right() {
    let rows = vec![row("a", value(5.0, "hạng 5"), value(2.0, "hạng 2")), row("b", None, value(18.0, "hạng 18"))];
    let picture = svg(&chart("rank", rows), Lang::Vietnamese).unwrap();
    // the first dot is the one of the legend
    let dots = numbers(&picture, "circle", "cx");
    assert!(dots.len() == 3 && dots[1] > dots[2], "{dots:?}");
    assert!(words(&picture).iter().any(|w| w.contains("Hạng 1 là cao nhất")));
}
