//! Links inside a document: who issued what is cited, and which mentions mean the same document. GUIDELINES §1.5, §1.9.
//!
//! 1. The words beside a mention name the issuer; the number's symbol must agree, otherwise the symbol wins and the conflict is noted.
//! 2. Mentions with the same number are one document unless known parts differ; the first full one lends its issuer to the others.
//! 3. `Chương trình 06` is the document of that type and serial which the text names in full; without one it stays open.
//! 4. A law's name gives its number where exactly one act (of that year) bears it.
//!
//! What a person said of a mention ([`Reference::settled`]) is not weighed against anything: it stays, and links are drawn with it.

use std::collections::HashMap;

use super::register::{self, Speaker, Symbol};
use super::short;
use crate::grammar::issuer::Home;
use crate::grammar::number::{DocumentNumber, bare_serial};
use crate::lexicon::laws;
use crate::model::{Header, IssuerBasis, RefKind, Reference};
use crate::text::fold::{lower, plain};

/// Resolves the references of one document, and gives it and them their keys.
pub fn resolve(header: &mut Header, own: Option<&DocumentNumber>, home: &Home, refs: &mut [Reference]) {
    let numbers: Vec<Option<DocumentNumber>> = refs.iter().map(number_of).collect();
    boards(refs);
    for (r, n) in refs.iter_mut().zip(&numbers) {
        by_symbol(r, n.as_ref(), home);
    }
    same_numbers(refs, &numbers);
    same_standards(refs);
    short_numbers(refs, &numbers);
    names(refs, header.issued_on.as_deref());
    titles(refs);
    for (r, n) in refs.iter_mut().zip(&numbers) {
        if let Some(n) = n {
            let issuer = r.issuer.as_deref();
            r.key = register::key(n, r.doc_type.as_deref(), issuer, Speaker::named(issuer), r.date.as_deref(), home).map(|k| k.to_string());
        } else if r.resolved_number.is_none() {
            r.key = short::key(r, home).map(|k| k.to_string());
        }
    }
    share_keys(refs);
    if let Some(n) = own {
        let speaker = Speaker::signing(header.signer.as_ref());
        header.key = register::key(n, header.doc_type.as_deref(), header.issuer.as_deref(), speaker, header.issued_on.as_deref(), home)
            .map(|k| k.to_string());
    }
    confidence(refs);
}

/// The number that a mention itself gives, or that a person gave it; of a công văn it is a letter's.
fn number_of(r: &Reference) -> Option<DocumentNumber> {
    let number = match &r.resolved_number {
        resolved if r.settled("resolved_number") => resolved.as_deref(),
        _ if r.kind == RefKind::Numbered => r.number.as_deref(),
        _ => None,
    }
    .and_then(DocumentNumber::parse)?;
    let letter = number.as_letter().filter(|_| r.doc_type.as_deref() == Some("CV"));
    Some(letter.unwrap_or(number))
}

/// Whether an issuer may be lent to a mention.
fn lacks_issuer(r: &Reference) -> bool {
    r.issuer.is_none() && !r.settled("issuer")
}

/// "Ban Chủ nhiệm" alone is the programme's board that the text names in full.
fn boards(refs: &mut [Reference]) {
    let full = refs.iter().filter_map(|r| r.issuer.clone()).find(|n| n.starts_with("Ban Chủ nhiệm Chương trình"));
    let Some(full) = full else { return };
    for r in refs.iter_mut() {
        let board = lacks_issuer(r)
            && (r.issuer_text.as_deref().is_some_and(|t| lower(t) == "ban chủ nhiệm")
                || r.number.as_deref().is_some_and(|n| n.ends_with("/BCN")) && r.issuer_text.is_none());
        if board {
            r.issuer_basis = Some(if r.issuer_text.is_some() { IssuerBasis::Context } else { IssuerBasis::Symbol });
            r.issuer = Some(full.clone());
        }
    }
}

fn by_symbol(r: &mut Reference, n: Option<&DocumentNumber>, home: &Home) {
    let Some(n) = n.filter(|_| !r.settled("issuer")) else { return };
    let symbol = register::symbol(n, r.date.as_deref(), home);
    // "của Cục Thuế": the words are the whole name of the one body that the symbol stands for
    if let (Symbol::Central(name), Some(words)) = (&symbol, &r.issuer_text)
        && lower(name) == lower(&words.split_whitespace().collect::<Vec<_>>().join(" "))
    {
        r.issuer = Some(name.clone());
        r.issuer_basis = Some(IssuerBasis::Explicit);
        return;
    }
    if let Some(stated) = r.issuer.clone() {
        if register::agrees(&symbol, &stated) {
            return;
        }
        // a body that only the sentence suggested contradicts nothing
        if r.issuer_text.is_some() {
            r.reasons.push(format!("văn bản ghi “{stated}”, ký hiệu {} chỉ cơ quan khác: lấy theo ký hiệu", n.organ()));
        }
        r.issuer = None;
        r.issuer_basis = None;
    }
    match symbol {
        Symbol::Central(name) => {
            r.issuer = Some(name);
            r.issuer_basis = Some(IssuerBasis::Symbol);
        }
        Symbol::Local { base, candidates } => {
            // a territory alone ("của Thành phố") with a council's symbol is left open; other symbols name one body of the document's own chain
            let councils = base == "Ủy ban nhân dân" || base == "Hội đồng nhân dân";
            match candidates.as_slice() {
                [one] if !councils => {
                    r.issuer = Some(one.clone());
                    r.issuer_basis = Some(IssuerBasis::Symbol);
                }
                [] => {}
                many => {
                    // the subject places it ("trên địa bàn quận")
                    let placed = r.title.as_deref().map(lower).and_then(|t| own_area(&t, many));
                    if let Some(name) = placed {
                        r.issuer = Some(name);
                        r.issuer_basis = Some(IssuerBasis::Context);
                    } else {
                        r.candidates = many.to_vec();
                    }
                }
            }
        }
        Symbol::Open => {}
    }
}

/// "trên địa bàn quận", "của quận", "thuộc thành phố": which of the candidates the subject is about.
fn own_area(subject: &str, candidates: &[String]) -> Option<String> {
    for c in candidates {
        let unit = ["phường", "xã", "thị trấn", "quận", "huyện", "thị xã", "tỉnh", "thành phố"]
            .iter()
            .find(|u| lower(c).contains(&format!("nhân dân {u} ")))?;
        if subject.contains(&format!("địa bàn {unit}")) || subject.ends_with(&format!("của {unit}")) {
            return Some(c.clone());
        }
    }
    None
}

/// So many documents of one number, or of one type and serial, are told apart in a text; a text that names more is no document, and
/// work that grows with the square of its length would not end.
const MOST: usize = 64;

/// Mentions of one number: the first is the document, unless a known part differs.
fn same_numbers(refs: &mut [Reference], numbers: &[Option<DocumentNumber>]) {
    let mut groups: HashMap<String, Vec<usize>> = HashMap::new();
    for (i, n) in numbers.iter().enumerate() {
        if let Some(n) = n {
            groups.entry(plain(&format!("{} {:?} {}", n.block(), n.symbol, n.organ()))).or_default().push(i);
        }
    }
    let mut keys: Vec<Vec<usize>> = groups.into_values().filter(|g| g.len() > 1).collect();
    keys.sort();
    for group in keys {
        // clusters of mentions whose issuers and (year-less) dates do not contradict
        let mut clusters: Vec<Cluster> = Vec::new();
        for i in group {
            let r = &refs[i];
            let unique = numbers[i].as_ref().is_some_and(|n| n.year.is_some());
            if let Some(c) = clusters.iter_mut().take(MOST).find(|c| c.takes(r, unique)) {
                c.add(i, r);
            } else {
                let mut c = Cluster::default();
                c.add(i, r);
                clusters.push(c);
            }
        }
        for cluster in clusters {
            let first = cluster.members[0];
            for (k, i) in cluster.members.iter().copied().enumerate() {
                if lacks_issuer(&refs[i]) && cluster.issuer.is_some() {
                    refs[i].issuer.clone_from(&cluster.issuer);
                    // a conflict that the symbol settled stays settled by the symbol
                    refs[i].issuer_basis = Some(if refs[i].issuer_text.is_some() { IssuerBasis::Symbol } else { IssuerBasis::Context });
                    refs[i].candidates.clear();
                }
                if k > 0 {
                    refs[i].same_as = Some(refs[first].id.clone());
                }
            }
        }
    }
}

/// Mentions of one document, and what they say together.
#[derive(Default)]
struct Cluster {
    members: Vec<usize>,
    issuer: Option<String>,
    register: Option<String>,
    date: Option<String>,
}

impl Cluster {
    /// Whether a mention contradicts nothing that is known; a number with its year may carry a wrong date.
    fn takes(&self, r: &Reference, unique: bool) -> bool {
        let issuers = self.register.as_ref().zip(r.issuer.as_deref()).is_none_or(|(a, b)| *a == register_of(b));
        let dates = unique || self.date.as_ref().zip(r.date.as_ref()).is_none_or(|(a, b)| a == b);
        issuers && dates
    }

    fn add(&mut self, i: usize, r: &Reference) {
        self.members.push(i);
        if self.issuer.is_none() {
            self.issuer.clone_from(&r.issuer);
            self.register = r.issuer.as_deref().map(register_of);
        }
        if self.date.is_none() {
            self.date.clone_from(&r.date);
        }
    }
}

/// The committee in whose register an organ numbers: Ban Thường vụ Quận ủy X and Quận ủy X are one.
fn register_of(name: &str) -> String {
    let low = lower(name);
    ["ban thường vụ ", "thường trực ", "ban chấp hành ", "chủ tịch "]
        .iter()
        .find_map(|p| low.strip_prefix(p))
        .map_or(low.clone(), str::to_owned)
}

/// "ISO 9001:2015" is "TCVN ISO 9001:2015" where the text names it so.
fn same_standards(refs: &mut [Reference]) {
    let mut first: HashMap<String, usize> = HashMap::new();
    for i in 0..refs.len() {
        if !matches!(refs[i].doc_type.as_deref(), Some("TCVN" | "QCVN")) || refs[i].kind != RefKind::Numbered {
            continue;
        }
        let Some(number) = refs[i].number.clone() else { continue };
        let bare = number.strip_prefix("TCVN ").filter(|r| r.starts_with("ISO")).unwrap_or(&number).to_owned();
        match first.get(&bare) {
            Some(j) => refs[i].same_as = Some(refs[*j].id.clone()),
            None => {
                first.insert(bare, i);
            }
        }
    }
}

/// `Chương trình 06` → the mention of that type and serial with a symbol; among themselves where there is none.
fn short_numbers(refs: &mut [Reference], numbers: &[Option<DocumentNumber>]) {
    let mut full: HashMap<(String, String), Vec<usize>> = HashMap::new();
    for (j, n) in numbers.iter().enumerate() {
        // one mention stands for all that are known to be the same
        if let Some(n) = n
            && refs[j].same_as.is_none()
        {
            let same = full.entry((refs[j].doc_type.clone().unwrap_or_default(), bare_serial(&n.serial).to_owned())).or_default();
            if same.len() < MOST {
                same.push(j);
            }
        }
    }
    let mut first: HashMap<(String, String), usize> = HashMap::new();
    for i in 0..refs.len() {
        if refs[i].kind != RefKind::ShortNumber || refs[i].settled("resolved_number") {
            continue;
        }
        let Some(raw) = refs[i].number_raw.clone() else { continue };
        let (serial, year) = match raw.split_once('/') {
            Some((s, y)) => (bare_serial(s).to_owned(), y.parse::<u16>().ok()),
            None => (bare_serial(&raw).to_owned(), None),
        };
        let code = refs[i].doc_type.clone();
        let place = (code.clone().unwrap_or_default(), serial.clone());
        let mut fits: Vec<usize> = full
            .get(&place)
            .into_iter()
            .flatten()
            .copied()
            .filter(|j| year.is_none() || numbers[*j].as_ref().is_some_and(|n| n.year == year))
            .collect();
        // a stated issuer narrows
        if let Some(stated) = refs[i].issuer.clone() {
            let narrowed: Vec<usize> = fits
                .iter()
                .copied()
                .filter(|j| refs[*j].issuer.as_deref().is_none_or(|n| register_of(n) == register_of(&stated)))
                .collect();
            fits = narrowed;
        }
        let mut heads: Vec<usize> = fits.iter().map(|j| root(refs, *j)).collect();
        heads.dedup();
        heads.sort_unstable();
        heads.dedup();
        match heads.as_slice() {
            [one] => {
                let one = *one;
                let (id, number, issuer) = (refs[one].id.clone(), refs[one].resolved_number.clone(), refs[one].issuer.clone());
                if one != i {
                    refs[i].same_as = Some(id);
                }
                refs[i].resolved_number = number;
                if lacks_issuer(&refs[i]) && issuer.is_some() {
                    refs[i].issuer = issuer;
                    refs[i].issuer_basis = Some(IssuerBasis::Context);
                }
            }
            [] => {
                let earlier = first.get(&place).copied();
                first.entry(place).or_insert(i);
                if let Some(j) = earlier {
                    refs[i].same_as = Some(refs[j].same_as.clone().unwrap_or_else(|| refs[j].id.clone()));
                    if lacks_issuer(&refs[i]) {
                        let issuer = refs[j].issuer.clone();
                        refs[i].issuer = issuer;
                        refs[i].issuer_basis = refs[j].issuer.as_ref().map(|_| IssuerBasis::Context);
                    }
                }
                // ordinances known by their serial ("Pháp lệnh 34"); decrees come from one body
                if code.as_deref() == Some("PL") {
                    let alias = format!("Pháp lệnh {serial}");
                    let mut acts = laws::by_name(&alias).filter(|l| !l.number.is_empty());
                    if let (Some(law), None) = (acts.next(), acts.next()) {
                        refs[i].resolved_number = Some(law.number.clone());
                    }
                }
                if code.as_deref() == Some("NĐ") && refs[i].issuer.is_none() {
                    refs[i].issuer = Some("Chính phủ".into());
                    refs[i].issuer_basis = Some(IssuerBasis::Context);
                }
            }
            several => refs[i].candidates = several.iter().filter_map(|j| refs[*j].resolved_number.clone()).collect(),
        }
    }
}

fn root(refs: &[Reference], i: usize) -> usize {
    refs[i].same_as.as_deref().and_then(|id| id.strip_prefix('r')).and_then(|n| n.parse::<usize>().ok()).map_or(i, |n| n - 1)
}

/// Laws by name: the number, where exactly one act of that name and date fits; without a date the one that a text of this day (`on`)
/// can mean. What stays open keeps its candidates.
fn names(refs: &mut [Reference], on: Option<&str>) {
    let mut first: HashMap<String, usize> = HashMap::new();
    let numbered = numbered_laws(refs);
    for i in 0..refs.len() {
        if refs[i].kind != RefKind::ShortName || refs[i].settled("resolved_number") {
            continue;
        }
        let words = refs[i].text.split_whitespace().collect::<Vec<_>>().join(" ").replace('*', "");
        let year = words.rsplit(' ').next().and_then(|w| w.parse::<u16>().ok());
        let name = match year {
            Some(_) => words.rsplit_once(' ').map_or("", |(n, _)| n).trim_end_matches(" năm").to_owned(),
            None => words.clone(),
        };
        let stated = year.map(|y| y.to_string()).or_else(|| refs[i].date.as_deref().and_then(|d| d.get(..4)).map(str::to_owned));
        let acts = acts(&name, stated.as_deref(), refs[i].date.as_deref(), on);
        let here = numbered.get(&plain(&name)).filter(|(_, year)| stated.is_none() || stated == *year);
        if let Some((number, _)) = here {
            refs[i].resolved_number = Some(number.clone());
        } else if let [law] = acts.as_slice() {
            refs[i].resolved_number = Some(law.number.clone()).filter(|n| !n.is_empty());
        } else {
            refs[i].candidates = acts.iter().map(|l| l.number.clone()).filter(|n| !n.is_empty()).collect();
        }
        match first.get(&plain(&words)) {
            Some(j) => refs[i].same_as = Some(refs[*j].id.clone()),
            None => {
                first.insert(plain(&words), i);
            }
        }
    }
}

/// Acts that a name may mean: of the stated day, else of the stated year, else those that a text of the day `on` can mean.
fn acts(name: &str, year: Option<&str>, day: Option<&str>, on: Option<&str>) -> Vec<&'static laws::Law> {
    let all: Vec<&laws::Law> = laws::by_name(name).collect();
    let of = |test: &dyn Fn(&laws::Law) -> bool| all.iter().copied().filter(|l| test(l)).collect::<Vec<_>>();
    let exact = of(&|l| day.is_some_and(|d| d.len() == 10 && l.issued_on == d));
    if !exact.is_empty() {
        return exact;
    }
    if let Some(year) = year {
        return of(&|l| !l.number.is_empty() && l.issued_on.starts_with(year));
    }
    let open = of(&|l| on.is_some_and(|d| l.open_on(d)));
    if open.is_empty() { of(&|l| !l.number.is_empty()) } else { open }
}

/// Laws that the text itself names with their number ("Luật Đấu thầu số 22/2023/QH15"): folded name to number and its year; a name with two
/// numbers tells nothing.
fn numbered_laws(refs: &[Reference]) -> HashMap<String, (String, Option<String>)> {
    let mut named: HashMap<String, (String, Option<String>)> = HashMap::new();
    let mut twice = Vec::new();
    for r in refs.iter().filter(|r| r.kind == RefKind::Numbered && matches!(r.doc_type.as_deref(), Some("L" | "PL"))) {
        let words = r.text.split_whitespace().collect::<Vec<_>>().join(" ").replace('*', "");
        let Some((name, number)) = words.rsplit_once(" số ").map(|(n, _)| n).zip(r.number.clone()) else { continue };
        if name.split(' ').count() < 2 {
            continue;
        }
        let year = number.split('/').nth(1).filter(|y| y.len() == 4).map(str::to_owned);
        let old = named.insert(plain(name), (number.clone(), year));
        if old.is_some_and(|(n, _)| n != number) {
            twice.push(plain(name));
        }
    }
    named.retain(|name, _| !twice.contains(name));
    named
}

/// Mentions by title: the same title, or the subject of a number.
fn titles(refs: &mut [Reference]) {
    // a document names few others by title; a text that names thousands is no document
    let n = refs.len().min(4000);
    let cores: Vec<String> = refs[..n].iter().map(|r| if r.kind == RefKind::TitleOnly { core(&r.text) } else { String::new() }).collect();
    let subjects: Vec<Option<String>> =
        refs.iter().take(n + 400).map(|r| r.title.as_deref().filter(|_| r.kind == RefKind::Numbered).map(plain)).collect();
    for i in 0..n {
        if refs[i].kind != RefKind::TitleOnly || refs[i].settled("resolved_number") {
            continue;
        }
        let twin = (i.saturating_sub(400)..i).find(|j| {
            refs[*j].kind == RefKind::TitleOnly
                && cores[*j] == cores[i]
                && refs[*j].issuer.as_ref().zip(refs[i].issuer.as_ref()).is_none_or(|(a, b)| a == b)
        });
        let by_subject = || {
            let head = refs[i].head.as_deref().map(plain).unwrap_or_default();
            let tail = cores[i].strip_prefix(&head).unwrap_or(&cores[i]).trim();
            (i.saturating_sub(400)..refs.len().min(i + 400)).filter(|_| tail.len() > 12).find(|j| {
                refs[*j].doc_type == refs[i].doc_type
                    && subjects[*j].as_deref().is_some_and(|t| t.trim_start_matches(&head).trim().starts_with(tail))
            })
        };
        if let Some(j) = twin {
            refs[i].same_as = Some(refs[j].same_as.clone().unwrap_or_else(|| refs[j].id.clone()));
            let number = refs[j].resolved_number.clone();
            refs[i].resolved_number = number;
        } else if let Some(j) = by_subject() {
            let j = root(refs, j);
            refs[i].same_as = Some(refs[j].id.clone());
            let number = refs[j].number.clone();
            refs[i].resolved_number = number;
            if lacks_issuer(&refs[i]) {
                let issuer = refs[j].issuer.clone();
                refs[i].issuer = issuer;
                refs[i].issuer_basis = refs[j].issuer.as_ref().map(|_| IssuerBasis::Context);
            }
        }
    }
}

/// A title without diacritics, quotation marks and "về việc".
fn core(text: &str) -> String {
    let plain = plain(text).replace(['"', '“', '”', '*'], " ");
    plain.split_whitespace().filter(|w| !matches!(*w, "ve" | "viec")).collect::<Vec<_>>().join(" ")
}

/// A mention without date or issuer takes the key of its first mention where that one knows more.
fn share_keys(refs: &mut [Reference]) {
    let roots: Vec<usize> = (0..refs.len()).map(|i| root(refs, i)).collect();
    let unknown = |k: &str| k.matches('?').count();
    let mut best: HashMap<usize, String> = HashMap::new();
    for (i, r) in refs.iter().enumerate() {
        if let Some(key) = &r.key {
            let kept = best.entry(roots[i]).or_insert_with(|| key.clone());
            if unknown(key) < unknown(kept) {
                kept.clone_from(key);
            }
        }
    }
    let mut shared = vec![false; refs.len()];
    for (i, j) in roots.iter().enumerate() {
        if i != *j && refs[i].kind != RefKind::SelfMention {
            shared[i] = true;
            shared[*j] = true;
        }
    }
    for (i, r) in refs.iter_mut().enumerate().filter(|(i, _)| shared[*i]) {
        if let Some(key) = best.get(&roots[i]) {
            r.key = Some(key.clone());
        }
    }
}

/// How sure a mention is, with the reasons.
fn confidence(refs: &mut [Reference]) {
    for r in refs.iter_mut() {
        let base: f64 = match r.kind {
            RefKind::Numbered | RefKind::SelfMention => 0.98,
            RefKind::ShortName => 0.9,
            RefKind::ShortNumber => 0.85,
            RefKind::TitleOnly => 0.6,
        };
        let mut c = base;
        if !r.repairs.is_empty() {
            c -= 0.05;
            r.reasons.push("ký hiệu được đọc lại, xem repairs".into());
        }
        if r.kind == RefKind::Numbered && r.head.is_none() {
            c -= 0.03;
            r.reasons.push("không có tên loại đứng trước".into());
        }
        r.confidence = Some((c * 100.0).round() / 100.0);
    }
}
