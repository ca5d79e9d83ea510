//! Issuer, level and place from the letterhead, the signature or the opening formula. FIELD §2, GUIDELINES §0.

use super::HeaderRead;
use crate::extract::frame::{Frame, Piece, mostly_upper};
use crate::grammar::issuer::{self, Body, Home, Territory};
use crate::grammar::number::Shape;
use crate::lexicon::{issuers, places};
use crate::model::Header;
use crate::text::fold::{lower, plain};
use crate::text::{Doc, clip_start};

pub(super) fn issuer(doc: &Doc, frame: &Frame, pieces: &[Piece], out: &mut HeaderRead) {
    let lines = letterhead_lines(doc, pieces);
    let place_line = out.header.field_spans.iter().find(|(f, ..)| f == "place_line").map(|(_, s, e)| doc.text()[*s..*e].to_owned());
    out.home = home_of(&lines, place_line.as_deref(), out);
    let mut body = from_lines(&lines, out);
    if body.is_none() {
        body = from_signature(out).or_else(|| from_opening(doc, frame, out));
    }
    match body {
        Some(body) => settle(body, out),
        None => out.header.place = out.home.place(),
    }
}

/// The body that issued the document, with what follows from it: its level, the place, the territories the document speaks from.
pub fn settle(body: Body, out: &mut HeaderRead) {
    if let Some(t) = &body.territory {
        let widened = Home::of(t);
        match issuer::level_of(t) {
            "province" => out.home = Home { province: Some(t.clone()), ..out.home.clone() },
            "district" => {
                out.home.district = widened.district;
                if widened.province.is_some() {
                    out.home.province = widened.province;
                }
            }
            _ => out.home.commune = widened.commune,
        }
    }
    let central = matches!(body.level, "central" | "party-central") && body.territory.is_none();
    let mut home = out.home.clone();
    match body.level {
        "province" | "party-province" => {
            home.district = None;
            home.commune = None;
        }
        "district" | "party-district" => home.commune = None,
        _ => {}
    }
    out.header.place = if central { None } else { home.place() };
    if central {
        home = Home::default();
    }
    out.home = home;
    out.header.issuer_level = Some(body.level.to_owned());
    out.header.issuer = body.name;
}

/// The capital lines of the letterhead that name bodies, joined where a name is broken over lines.
fn letterhead_lines(doc: &Doc, pieces: &[Piece]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for piece in pieces {
        let line = doc.text()[piece.at.clone()].trim_matches(['*', ' ', '|', '-', '_', '.']);
        let low = plain(line);
        if low.contains("cong hoa xa hoi")
            || low.contains("chu nghia viet nam")
            || low.contains("doc lap")
            || low.starts_with("dang cong san")
            || low == "viet nam"
            || low == "san viet nam"
        {
            continue;
        }
        if low.starts_with("so:")
            || low.starts_with("so ") && low.contains(|c: char| c.is_ascii_digit() || c == '/') && !low.starts_with("so t")
        {
            if !out.is_empty() {
                break;
            }
            continue;
        }
        if !mostly_upper(line) || line.chars().count() < 2 || line.contains(", ngày") {
            if out.is_empty() {
                continue;
            }
            break;
        }
        if crate::lexicon::types::by_head(line).is_some()
            || matches!(low.as_str(), "hoa toc" | "khan" | "thuong khan" | "mat" | "toi mat" | "du thao" | "den")
        {
            if out.is_empty() {
                continue;
            }
            break;
        }
        out.push(line.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    // join broken names: "ỦY BAN NHÂN" + "DÂN", "ỦY BAN NHÂN DÂN" + "QUẬN HẢI AN"
    let mut joined: Vec<String> = Vec::new();
    for line in out {
        let low = lower(&line);
        let goes_on = joined.last().is_some_and(|p| {
            let p = lower(p);
            let territory = ["tỉnh ", "thành phố ", "tp ", "tp. ", "quận ", "huyện ", "thị xã ", "phường ", "xã ", "thị trấn ", "đặc khu "]
                .iter()
                .any(|u| low.starts_with(u));
            let open = [
                "ủy ban nhân",
                "uỷ ban nhân",
                "ủy ban",
                "uỷ ban",
                "ủy",
                "uỷ",
                "hội đồng nhân",
                "hội đồng",
                "thủ tướng chính",
                "thủ",
                "văn phòng chính",
                "ban",
                "ban chấp hành",
                "bộ nông nghiệp",
                "và",
                "bộ",
                "sở",
                "tỉnh",
                "quận",
                "huyện",
                "thành phố",
                "phường",
                "xã",
                "ủy ban mttq việt nam",
                "ban chấp hành đảng bộ",
                "bộ tài",
            ]
            .contains(&p.as_str())
                || p.ends_with(" và")
                || p.ends_with(',')
                || p.ends_with(" -");
            let council = p.ends_with("nhân dân")
                || p.ends_with("đảng bộ")
                || p.ends_with("việt nam")
                || p.starts_with("đảng bộ") && !territory
                || p.ends_with("tổ quốc")
                || p.starts_with("phòng ")
                || p.starts_with("ban thường trực");
            // "VĂN PHÒNG" + "CHÍNH PHỦ", "THÀNH PHỐ HÀ" + "NỘI"
            let whole = issuers::by_name(&format!("{p} {low}")).is_some();
            let broken_place = low.split(' ').count() <= 2
                && ["tỉnh ", "thành phố ", "quận ", "huyện ", "thị xã "]
                    .iter()
                    .filter_map(|u| p.rfind(u).map(|i| &p[i + u.len()..]))
                    .any(|name| places::by_name(name).next().is_none() && places::by_name(&format!("{name} {low}")).next().is_some());
            whole || broken_place || open && !(p == "ban chấp hành" && low.starts_with("văn phòng")) || council && territory
        });
        match joined.last_mut() {
            Some(last) if goes_on => {
                last.push(' ');
                last.push_str(&line);
            }
            _ => joined.push(line),
        }
    }
    joined
}

/// Territories that the letterhead and the place line name.
fn home_of(lines: &[String], place_line: Option<&str>, out: &HeaderRead) -> Home {
    let mut home = Home::default();
    for line in lines {
        let words: Vec<usize> = std::iter::once(0).chain(line.match_indices(' ').map(|(i, _)| i + 1)).collect();
        for at in words {
            if let Some((_, Some(t), true)) = issuer::territory(&titled(&line[at..]), &Home::default()) {
                home.put(t);
                break;
            }
        }
    }
    if let Some(place) = place_line {
        let name = place.trim_matches(['*', ' ', '|']);
        let bare = issuer::territory(name, &Home::default());
        if let Some((_, Some(t), true)) = bare {
            if home.own().is_none() || t.id.is_some() {
                home.put(t);
            }
        } else if home.province.is_none() || home.district.is_none() {
            let year = out.header.issued_on.as_deref().and_then(|d| d.get(..4)).and_then(|y| y.parse::<u16>().ok());
            let two_tier = out.header.issued_on.as_deref().is_some_and(|d| d >= "2025-07");
            if let Some(p) = places::province(name)
                && home.province.is_none()
                && home.district.is_none()
            {
                home.put(Territory { kind: p.kind_word().into(), name: p.name.clone(), id: Some(p.id.clone()) });
            } else if !two_tier && home.district.is_none() && year.is_some() {
                // one district of this name in the province, or in the country
                let province = home.province.as_ref().and_then(|p| p.id.clone());
                if let Some(p) = places::district("", name, province.as_deref()) {
                    let t = Territory { kind: p.kind_word().into(), name: p.name.clone(), id: Some(p.id.clone()) };
                    if home.commune.is_some() || province.is_none() {
                        home.put(t);
                    }
                }
            }
        }
    }
    if home.district.is_none()
        && let Some(c) = &home.commune
        && let Some(found) = crate::lexicon::communes::parent(
            &c.kind,
            &c.name,
            home.province.as_ref().and_then(|p| p.id.as_deref()),
            out.header.issued_on.as_deref(),
        )
        && let Some(p) = places::by_id(&found)
    {
        let t = Territory { kind: p.kind_word().into(), name: p.name.clone(), id: Some(p.id.clone()) };
        home.put(t);
    }
    home
}

/// A capital line with its proper names in title case, so that the matcher for running text reads it.
fn titled(line: &str) -> String {
    line.split(' ').map(issuer::title_case).collect::<Vec<_>>().join(" ")
}

/// The lowest line that names a body is the issuer.
fn from_lines(lines: &[String], out: &HeaderRead) -> Option<Body> {
    let organ = out.number.as_ref().and_then(|n| n.groups.first().cloned());
    let party = out.number.as_ref().is_some_and(|n| n.shape == Shape::Party);
    let low: Vec<String> = lines.iter().map(|l| lower(l)).collect();
    // the Party's centre: "BAN CHẤP HÀNH TRUNG ƯƠNG" over an office
    if let Some(i) = low.iter().position(|l| l == "ban chấp hành trung ương" || l == "ban chấp hành trung ương đảng") {
        let office = low.get(i + 1).map_or("", String::as_str);
        if office.starts_with("văn phòng") {
            return Some(central("Văn phòng Trung ương Đảng"));
        }
        if office.starts_with("ban ") || office.starts_with("ủy ban kiểm tra") {
            return Some(central(&format!("{} Trung ương", sentence_case(&lines[i + 1]))));
        }
        return speaking_for(out).or_else(|| Some(central("Ban Chấp hành Trung ương Đảng")));
    }
    for (i, line) in lines.iter().enumerate().rev() {
        let text = titled(line);
        let upper_home = if i > 0 { out.home.clone() } else { Home::default() };
        // a Cục under a ministry is the country's, wherever it signs
        let under_ministry = i > 0 && low[i - 1].starts_with("bộ ");
        let own = if under_ministry { Home::default() } else { out.home.clone() };
        if under_ministry && let Some(b) = national(line) {
            return Some(b);
        }
        // an office of a committee: "HUYỆN ỦY NAM ĐÀN" / "ỦY BAN KIỂM TRA"
        let office = ["Văn phòng", "Ủy ban Kiểm tra"].iter().find(|w| lower(w) == low[i]);
        if let Some(office) = office.filter(|_| party && i > 0)
            && let Some(above) = committee(&lines[i - 1], &upper_home)
        {
            return Some(Body { name: above.name.map(|n| format!("{office} {n}")), ..above });
        }
        let Some(mut b) = issuer::body(&text, &own).filter(|b| b.name.is_some() || b.territory.is_some()) else {
            // an office under a committee: "QUẬN ỦY TÂY HỒ" / "BAN TUYÊN GIÁO"
            if i > 0 && party && low[i].starts_with("ban ") && low[i - 1].contains("ủy") {
                let above = issuer::body(&titled(&lines[i - 1]), &upper_home)?;
                return Some(Body { name: above.name.map(|n| format!("{} {n}", sentence_case(line))), ..above });
            }
            continue;
        };
        if b.name.is_none() {
            continue;
        }
        // a department carries its province in full
        if let Some(t) = b
            .territory
            .clone()
            .filter(|_| low[i].starts_with("sở ") || low[i].starts_with("ban quản lý") || low[i].starts_with("thanh tra "))
            && let Some(name) = b.name.as_deref().and_then(|n| n.strip_suffix(t.name.as_str()).map(str::trim_end).map(str::to_owned))
            && !name.ends_with(&t.kind)
        {
            b.name = Some(format!("{name} {}", t.full()));
        }
        // "ĐẢNG BỘ THÀNH PHỐ HÀ NỘI" over "QUẬN ỦY TÂY HỒ" is the upper committee
        if party
            && i > 0
            && low[i].starts_with("ban ")
            && !low[i].contains("ủy")
            && !low[i].contains("đảng bộ")
            && let Some(above) = issuer::body(&titled(&lines[i - 1]), &upper_home).filter(|a| a.level.starts_with("party"))
        {
            b = Body { name: above.name.map(|n| format!("{} {n}", sentence_case(line))), ..above };
        }
        return Some(b);
    }
    organ.as_deref().and_then(|o| from_symbol(o, &out.home))
}

/// The committee of the Party that a line names.
fn committee(line: &str, home: &Home) -> Option<Body> {
    issuer::body(&titled(line), home).filter(|b| b.level.starts_with("party") && b.name.is_some())
}

/// A department or Cục of a ministry by its own name.
fn national(line: &str) -> Option<Body> {
    let low = lower(line);
    let office = ["cục ", "tổng cục ", "vụ ", "thanh tra ", "văn phòng", "ủy ban ", "kho bạc "].iter().any(|w| low.starts_with(w));
    let named = issuers::all()
        .iter()
        .find(|r| lower(r.name.split(" {").next().unwrap_or("")) == low)
        .map(|r| r.name.split(" {").next().unwrap_or("").to_owned());
    office.then(|| Body { level: "central", ..central(&named.unwrap_or_else(|| sentence_case(line))) })
}

fn central(name: &str) -> Body {
    Body { len: 0, name: Some(name.to_owned()), level: "party-central", territory: None, explicit: true }
}

/// Under /TW the body that signs: "T/M BAN BÍ THƯ", "T/M BỘ CHÍNH TRỊ".
fn speaking_for(out: &HeaderRead) -> Option<Body> {
    let authority = out.header.signer.as_ref().and_then(|s| s.authority.clone())?;
    let low = lower(&authority);
    ["Ban Bí thư", "Bộ Chính trị"].iter().find(|n| low.contains(&lower(n))).map(|n| central(n))
}

fn sentence_case(line: &str) -> String {
    let low = line.to_lowercase();
    let mut out = String::with_capacity(low.len());
    for (i, w) in low.split(' ').enumerate() {
        if i > 0 {
            out.push(' ');
        }
        let mut c = w.chars();
        match c.next() {
            Some(f) if i < 2 && !(i == 1 && w == "phòng") => out.extend(f.to_uppercase().chain(c)),
            _ => out.push_str(w),
        }
    }
    out
}

/// "TM. ỦY BAN NHÂN DÂN" with the territory of the text.
fn from_signature(out: &HeaderRead) -> Option<Body> {
    let authority = out.header.signer.as_ref().and_then(|s| s.authority.clone())?;
    let rest = authority.trim_start_matches(|c: char| c != ' ').trim_start();
    let own = out.home.own()?;
    let text = format!("{} {}", titled(rest), own.full());
    issuer::body(&text, &out.home).filter(|b| b.name.is_some())
}

/// The longest name of a body before its verb, in bytes.
const LONGEST_BODY: usize = 600;

/// "UBND quận Tây Hồ ban hành Kế hoạch" in the first paragraphs.
fn from_opening(doc: &Doc, frame: &Frame, out: &mut HeaderRead) -> Option<Body> {
    let authority = out.header.signer.as_ref().and_then(|s| s.authority.clone()).map(|a| lower(&a)).unwrap_or_default();
    for index in frame.body.iter().take(4) {
        let text = doc.block_text(&doc.blocks[*index]);
        for verb in [" ban hành ", " xây dựng ", " đề nghị", " yêu cầu", " báo cáo", " thông báo"] {
            for (i, _) in text.match_indices(verb) {
                // the body whose name ends right before the verb
                let before = &text[clip_start(text, i.saturating_sub(LONGEST_BODY))..i];
                let starts = before
                    .char_indices()
                    .filter(|(p, c)| c.is_uppercase() && (*p == 0 || before[..*p].ends_with(' ')))
                    .map(|(p, _)| p)
                    .rev()
                    .take(10);
                for s in starts {
                    if let Some(b) =
                        issuer::body(&before[s..], &out.home).filter(|b| s + b.len == before.len() && b.name.is_some() && b.explicit)
                        && (authority.is_empty()
                            || authority.contains("ủy ban nhân dân") == b.name.as_deref().is_some_and(|n| n.contains("Ủy ban nhân dân")))
                    {
                        return Some(b);
                    }
                }
            }
        }
    }
    None
}

pub(super) fn from_symbol(organ: &str, home: &Home) -> Option<Body> {
    let row = issuers::by_symbol(organ).next()?;
    if row.is_local() {
        let own = home.own()?;
        let text = format!("{} {}", row.name.split(" {").next().unwrap_or(""), own.full());
        return issuer::body(&text, home).filter(|b| b.name.is_some());
    }
    issuer::body(&row.name, home)
}

/// Parts between semicolons; one inside brackets parts nothing ("Bà A (Địa chỉ: …; Số ĐT: …)").
fn items(text: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_i32;
    text.split(move |c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        c == ';' && depth <= 0
    })
    .filter(|part| !part.trim().is_empty())
}

/// "Kính gửi": on one line or as a list.
pub(super) fn addressees(doc: &Doc, frame: &Frame, header: &mut Header) {
    let mut found: Vec<String> = Vec::new();
    let (mut open, mut broken) = (false, false);
    for index in frame.head.clone() {
        let text = doc.block_text(&doc.blocks[index]);
        let low = plain(text);
        if low.find("kinh gui").is_some_and(|i| i < 6) {
            open = true;
            if let Some((_, rest)) = text.split_once(':') {
                let rest = rest.trim_matches(['*', ' ', '|']);
                if !rest.is_empty() {
                    let next = doc.blocks.get(index + 1);
                    broken =
                        !rest.ends_with([';', ',', '.', ':']) && next.is_some_and(|b| !b.apart && b.kind != crate::text::BlockKind::Item);
                    found.extend(items(rest).map(|r| r.trim_start_matches(['-', ' ']).trim_end_matches([';', '.', ' ']).to_owned()));
                }
            }
            continue;
        }
        if open {
            let item = text.trim_start_matches(['-', '+', ' ', '*', '|']).trim_end_matches([';', '.', ' ', '*', '|']);
            if let Some(last) = found.last_mut().filter(|_| std::mem::take(&mut broken)) {
                // a name broken over two lines
                *last = format!("{last} {item}");
            } else if !item.is_empty() && !item.starts_with('(') {
                found.push(item.to_owned());
            }
        }
    }
    let mut recipients = found.clone();
    recipients.append(&mut header.recipients);
    header.addressees = found;
    header.recipients = recipients;
}
