//! The parser of numbers: serial, separators, symbol groups, and the repairs it makes on the way.

use super::{DocumentNumber, Found, Shape};
use crate::lexicon::{issuers, types};
use crate::model::Repair;

/// No number names more agencies and units.
const MOST_GROUPS: usize = 16;

/// The number that begins exactly at byte `start` of `text`.
#[must_use]
pub fn at(text: &str, start: usize) -> Option<Found> {
    let mut p = Parser { text, bytes: text.as_bytes(), at: start, repairs: Vec::new() };
    let serial = p.serial()?;
    // "2609QĐ/UBND", "84 QĐ/TWĐTN"
    let gap = p.peek() == Some(b' ') && p.text[p.at + 1..].starts_with(char::is_uppercase);
    if gap {
        p.at += 1;
    }
    let lost_separator = p.peek().is_some_and(|b| b >= 0x80 || b.is_ascii_uppercase());
    let found = if lost_separator { p.without_separator(serial)? } else { p.with_separator(serial)? };
    let end = p.at;
    // a symbol goes on to its end: "41-KH/QUy" is no number
    if let Some(c) = text[end..].chars().next()
        && (c.is_alphanumeric() || (c == '/' && text[end + 1..].starts_with(|c: char| c.is_alphanumeric())))
        && !(c.is_ascii_digit() && found.0.groups.last().is_some_and(|g| !g.ends_with(|c: char| c.is_ascii_digit())))
    {
        return None;
    }
    Some(Found { start, end, number: found.0, repairs: p.repairs, known: found.1 })
}

struct Parser<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    repairs: Vec<Repair>,
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn repair(&mut self, from: &str, to: &str, why: &str) {
        if from != to {
            self.repairs.push(Repair { from: from.to_owned(), to: to.to_owned(), why: why.to_owned() });
        }
    }

    /// One to five digits, a decimal part (`66.4`), a letter suffix (`15a`), `O` for `0`.
    fn serial(&mut self) -> Option<String> {
        let start = self.at;
        let digits = self.bytes[start..].iter().take_while(|b| b.is_ascii_digit()).count();
        if digits == 0 || digits > 5 {
            return None;
        }
        let mut end = start + digits;
        let mut serial = self.text[start..end].to_owned();
        if self.bytes.get(end) == Some(&b'.') {
            let more = self.bytes[end + 1..].iter().take_while(|b| b.is_ascii_digit()).count();
            if (1..=2).contains(&more) && self.bytes.get(end + 1 + more) == Some(&b'/') {
                end += 1 + more;
                serial = self.text[start..end].to_owned();
            }
        } else if matches!(self.bytes.get(end), Some(b'O' | b'o')) && self.separator_follows(end + 1) {
            end += 1;
            let read = format!("{serial}0");
            self.repair(&self.text[start..end], &read, "chữ O đọc là số 0");
            serial = read;
        } else if let Some(c) = self.text[end..].chars().next().filter(|c| matches!(c, 'a'..='e' | 'đ' | 'ă' | 'â' | 'A'..='E'))
            && self.separator_follows(end + c.len_utf8())
        {
            end += c.len_utf8();
            serial = self.text[start..end].to_owned();
        }
        self.at = end;
        if serial.len() == 1 {
            serial.insert(0, '0');
        }
        Some(serial)
    }

    fn separator_follows(&self, at: usize) -> bool {
        match self.bytes.get(at) {
            Some(b'/' | b'-') => true,
            Some(b' ') => matches!(self.bytes.get(at + 1), Some(b'/' | b'-')),
            _ => false,
        }
    }

    /// A separator with at most one space on either side.
    fn separator(&mut self, sep: u8) -> bool {
        let mut i = self.at;
        if self.bytes.get(i) == Some(&b' ') {
            i += 1;
        }
        if self.bytes.get(i) != Some(&sep) {
            return false;
        }
        i += 1;
        if self.bytes.get(i) == Some(&b' ') {
            i += 1;
        }
        self.at = i;
        true
    }

    /// A symbol group: capitals with few small letters (`TTg`, `QyĐ`, `BGD&ĐT`, `QH14`).
    fn group(&mut self) -> Option<&str> {
        let start = self.at;
        let (mut upper, mut small, mut digits) = (0, 0, 0);
        let mut end = start;
        for (i, c) in self.text[start..].char_indices() {
            match c {
                c if c.is_uppercase() => upper += 1,
                c if c.is_lowercase() => small += 1,
                c if c.is_ascii_digit() && (i > 0) => digits += 1,
                '&' | '.' | '@' if i > 0 && self.text[start + i + 1..].starts_with(char::is_uppercase) => {}
                _ => break,
            }
            end = start + i + c.len_utf8();
            if i > 40 {
                return None;
            }
        }
        if end == start || digits > 3 {
            return None;
        }
        let word = &self.text[start..end];
        let listed = || types::by_symbol(word).is_some() || issuers::by_symbol(word).any(|i| i.symbol == word || upper > 0 && small == 0);
        if upper > small || (upper > 0 && listed()) || (small > 0 && upper == 0 && small + digits <= 8 && small >= 2 && lower_listed(word))
        {
            self.at = end;
            Some(&self.text[start..end])
        } else {
            None
        }
    }

    /// Takes a group in: small letters become capitals, `@` parts joint agencies in one portal's numbers.
    fn add(&mut self, written: &str, out: &mut Vec<String>) {
        let read = capitals(written);
        self.repair(written, &read, "chữ thường trong ký hiệu");
        self.repair(&read, &read.replace('@', "-"), "dấu @ giữa các cơ quan");
        out.extend(read.split('@').map(str::to_owned));
    }

    /// Further groups after the first, `-` between them.
    fn groups(&mut self) -> Vec<String> {
        let mut out = Vec::new();
        let Some(first) = self.group().map(str::to_owned) else { return out };
        self.add(&first, &mut out);
        while out.len() < MOST_GROUPS {
            let back = self.at;
            let spaced = self.bytes.get(back) == Some(&b' ');
            if !self.separator(b'-') {
                break;
            }
            let both = spaced && self.bytes[self.at - 1] == b' ';
            match self.group().map(str::to_owned) {
                // "… UBND - VP" between two phrases is a dash, not a hyphen
                Some(g) if !(both || spaced && types::by_head(&g).is_some()) => self.add(&g, &mut out),
                // "58/KH - UBND": type and organ stand apart
                Some(g)
                    if both
                        && out.len() == 1
                        && types::by_symbol(&out[0]).is_some()
                        && issuers::by_symbol(&capitals(&g)).next().is_some() =>
                {
                    self.add(&g, &mut out);
                }
                // "655/UBND - NV": an organ alone is no symbol of a letter, its unit follows
                Some(g) if both && out.len() == 1 && unit_of(&out[0], &g) => self.add(&g, &mut out),
                _ => {
                    self.at = back;
                    break;
                }
            }
        }
        if let Some(organ) = out.get_mut(1)
            && let Some(listed) = marked(organ)
        {
            let written = std::mem::replace(organ, listed.to_owned());
            self.repair(&written, listed, "mất dấu trong ký hiệu cơ quan");
        }
        out
    }

    /// The type abbreviation in canonical spelling.
    fn canonical_type(&mut self, written: &str) -> Option<String> {
        if let Some(t) = types::by_symbol(written) {
            let canon = if written == t.code.as_str()
                || t.code == "OTHER"
                || !crate::text::fold::plain(written).eq_ignore_ascii_case(&crate::text::fold::plain(&t.code))
            {
                // joint and special forms keep their own spelling
                if written.chars().skip(1).all(char::is_lowercase) && written.chars().count() > 1 {
                    t.code.clone()
                } else {
                    written.to_owned()
                }
            } else {
                t.code.clone()
            };
            let canon = if matches!(written, "QYĐ" | "QyD" | "QYD" | "Qyđ") { "QyĐ".to_owned() } else { canon };
            self.repair(written, &canon, "viết lại ký hiệu loại văn bản");
            return Some(canon);
        }
        let t = types::by_plain_symbol(written)?;
        let canon = if t.code == "OTHER" { written.to_uppercase() } else { t.code.clone() };
        // only where the letters are the same but for Đ and case
        if crate::text::fold::plain(&canon) != crate::text::fold::plain(written) {
            return None;
        }
        self.repair(written, &canon, "mất dấu hoặc sai chữ hoa trong ký hiệu loại văn bản");
        Some(canon)
    }

    fn with_separator(&mut self, serial: String) -> Option<(DocumentNumber, bool)> {
        if self.peek() == Some(b'_') {
            return self.underscored(serial);
        }
        let mark = self.at;
        if self.separator(b'/') {
            if let Some(year) = self.year() {
                return self.dated(serial, year);
            }
            let groups = self.groups();
            let first = groups.first()?.clone();
            // TYPE-ORG, or ORG-UNIT
            if groups.len() > 1
                && let Some(symbol) = self.canonical_type(&first)
            {
                let groups = groups[1..].to_vec();
                return Some((
                    DocumentNumber { serial, year: None, shape: Shape::State, symbol: Some(symbol), groups, slash: false },
                    true,
                ));
            }
            if groups.len() == 1 && first.chars().count() < 2 {
                return None;
            }
            // "12/NQ/TW" and "02/NQLT/CP-…": a second slash
            if groups.len() == 1 && self.peek() == Some(b'/') && types::by_symbol(&first).is_some() {
                self.at += 1;
                let rest = self.groups();
                if rest.is_empty() {
                    return None;
                }
                return Some((
                    DocumentNumber { serial, year: None, shape: Shape::State, symbol: Some(first), groups: rest, slash: true },
                    true,
                ));
            }
            let listed = issuers::by_symbol(&first).next().is_some();
            if first.chars().all(char::is_lowercase) && !listed {
                return None;
            }
            let sole_type = groups.len() == 1 && types::by_symbol(&first).is_some() && !listed;
            if sole_type {
                return Some((
                    DocumentNumber { serial, year: None, shape: Shape::State, symbol: Some(first), groups: Vec::new(), slash: false },
                    false,
                ));
            }
            return Some((DocumentNumber { serial, year: None, shape: Shape::Letter, symbol: None, groups, slash: false }, listed));
        }
        self.at = mark;
        if !self.separator(b'-') {
            return None;
        }
        let groups = self.groups();
        let first = groups.first()?.clone();
        if groups.len() == 1 {
            let back = self.at;
            if self.separator(b'/') {
                let organs = self.groups();
                if organs.is_empty() {
                    // "34-CV/ QU" is read; "12-KH/ của" is not
                    self.at = back;
                    return None;
                }
                let symbol = self.canonical_type(&first);
                let known = symbol.is_some();
                let symbol = Some(symbol.unwrap_or(first));
                return Some((DocumentNumber { serial, year: None, shape: Shape::Party, symbol, groups: organs, slash: false }, known));
            }
        } else if self.peek() == Some(b'/') {
            self.at += 1;
            let typed = self.group()?.to_owned();
            let symbol = self.canonical_type(&typed)?;
            return Some((
                DocumentNumber { serial, year: None, shape: Shape::AgenciesFirst, symbol: Some(symbol), groups, slash: false },
                true,
            ));
        }
        // `109-CP`, `15-TTg`: only for bodies that wrote so
        if matches!(groups.as_slice(), [g] if matches!(g.as_str(), "CP" | "TTg" | "HĐBT" | "CT" | "NQ" | "TTG" | "HDBT" | "CTN" | "SL"))
            || matches!(groups.as_slice(), [a, _] if matches!(a.as_str(), "QĐ" | "NĐ" | "TT" | "CT" | "NQ" | "QD" | "L" | "LCT" | "PL"))
        {
            return Some((DocumentNumber { serial, year: None, shape: Shape::Old, symbol: None, groups, slash: false }, false));
        }
        None
    }

    /// Four digits 19.. or 20.. and the slash after them.
    fn year(&mut self) -> Option<u16> {
        let digits = self.bytes[self.at..].iter().take_while(|b| b.is_ascii_digit()).count();
        if digits != 4 {
            return None;
        }
        let year: u16 = self.text[self.at..self.at + 4].parse().ok()?;
        if !(1900..=2099).contains(&year) {
            return None;
        }
        let back = self.at;
        self.at += 4;
        if self.separator(b'/') {
            Some(year)
        } else {
            self.at = back;
            None
        }
    }

    fn dated(&mut self, serial: String, year: u16) -> Option<(DocumentNumber, bool)> {
        let groups = self.groups();
        let first = groups.first()?.clone();
        if groups.len() == 1 && (first.starts_with("QH") || first.starts_with("UBTVQH")) && first.ends_with(|c: char| c.is_ascii_digit()) {
            return Some((DocumentNumber { serial, year: Some(year), shape: Shape::Letter, symbol: None, groups, slash: false }, true));
        }
        if groups.len() == 1 && self.peek() == Some(b'/') {
            let back = self.at;
            self.at += 1;
            let rest = self.groups();
            if !rest.is_empty() {
                let symbol = self.canonical_type(&first).or(Some(first));
                return Some((DocumentNumber { serial, year: Some(year), shape: Shape::State, symbol, groups: rest, slash: true }, true));
            }
            self.at = back;
        }
        if let Some(symbol) = self.canonical_type(&first) {
            let mut groups = groups[1..].to_vec();
            if types::by_symbol(&symbol).is_some_and(|t| t.code == "TTLT") {
                groups = groups.into_iter().flat_map(|g| self.agencies(g)).collect();
            }
            return Some((
                DocumentNumber { serial, year: Some(year), shape: Shape::State, symbol: Some(symbol), groups, slash: false },
                true,
            ));
        }
        // "55/2005/TTLTBNV-VPCP", court files, unknown types: kept as they stand
        Some((DocumentNumber { serial, year: Some(year), shape: Shape::Letter, symbol: None, groups, slash: false }, false))
    }

    /// `01_2019_NQ_HDTP`: a number as the name of a file.
    fn underscored(&mut self, serial: String) -> Option<(DocumentNumber, bool)> {
        let from = self.at;
        self.at += 1;
        let digits = self.bytes[self.at..].iter().take(5).take_while(|b| b.is_ascii_digit()).count();
        let year: u16 = self.text[self.at..self.at + digits].parse().ok().filter(|y| (1900..=2099).contains(y))?;
        self.at += digits;
        let mut groups: Vec<String> = Vec::new();
        while groups.len() < MOST_GROUPS && matches!(self.peek(), Some(b'_' | b'-')) {
            self.at += 1;
            groups.push(self.group()?.to_owned());
        }
        let symbol = self.canonical_type(groups.first()?)?;
        let mut groups = groups.split_off(1);
        if let Some(listed) = marked(groups.first()?) {
            listed.clone_into(&mut groups[0]);
        }
        let number = DocumentNumber { serial, year: Some(year), shape: Shape::State, symbol: Some(symbol), groups, slash: false };
        let (raw, read) = (self.text[from..self.at].to_owned(), number.to_string());
        self.repair(&raw, &read, "dấu gạch dưới trong tên tệp");
        Some((number, true))
    }

    /// "BNVVPCP" in a joint circular: two known agencies run together, where only one cut makes two.
    fn agencies(&mut self, group: String) -> Vec<String> {
        let known = |symbol: &str| issuers::by_symbol(symbol).any(|i| i.symbol == symbol && !i.is_local());
        if known(&group) {
            return vec![group];
        }
        let mut cuts = group.char_indices().map(|(i, _)| group.split_at(i)).filter(|(a, b)| known(a) && known(b));
        let (Some((a, b)), None) = (cuts.next(), cuts.next()) else { return vec![group] };
        self.repair(&group, &format!("{a}-{b}"), "mất gạch nối giữa hai cơ quan");
        vec![a.to_owned(), b.to_owned()]
    }

    /// `2609QĐ/UBND`, `84 QĐ/TWĐTN` is left to the caller: here the separator is lost before a known type and organ.
    fn without_separator(&mut self, serial: String) -> Option<(DocumentNumber, bool)> {
        let from = self.at;
        let typed = self.group()?.to_owned();
        types::by_symbol(&typed)?;
        let symbol = self.canonical_type(&typed)?;
        let slash = self.peek() == Some(b'/');
        if !slash && self.peek() != Some(b'-') {
            return None;
        }
        self.at += 1;
        let groups = self.groups();
        let organ = issuers::by_symbol(groups.first()?).next()?;
        let raw = self.text[from..self.at].to_owned();
        let shape = if organ.numbers_as_party() { Shape::Party } else { Shape::State };
        let number = DocumentNumber { serial, year: None, shape, symbol: Some(symbol), groups, slash: false };
        let read = number.to_string();
        self.repair(&raw, &read, "thiếu dấu ngăn cách");
        Some((number, true))
    }
}

/// A group typed in small letters, in capitals (`ttg` is TTg); others as they stand.
fn capitals(group: &str) -> String {
    if group.chars().any(char::is_uppercase) {
        return group.to_owned();
    }
    let upper = group.to_uppercase();
    let listed = issuers::by_symbol(&upper).map(|i| i.symbol.clone()).find(|s| s != &upper);
    if upper == "TTG" { listed.unwrap_or_else(|| "TTg".to_owned()) } else { upper }
}

/// A known organ whose marks were lost (`HDND`, `HDTP`): the one symbol that is written so without them.
fn marked(symbol: &str) -> Option<&'static str> {
    if !symbol.is_ascii() || issuers::by_symbol(symbol).next().is_some() {
        return None;
    }
    issuers::by_plain_symbol(symbol).map(|i| i.symbol.as_str())
}

/// Whether `unit` can be a unit of a listed organ: a few capitals, no type.
fn unit_of(organ: &str, unit: &str) -> bool {
    let short = (2..=6).contains(&unit.chars().count()) && unit.chars().all(char::is_uppercase);
    short && types::by_symbol(organ).is_none() && types::by_symbol(unit).is_none() && issuers::by_symbol(organ).next().is_some()
}

/// Small-letter symbols (`nđ-cp`) are read only where the lexicon knows them.
fn lower_listed(word: &str) -> bool {
    let upper = word.to_uppercase();
    types::by_symbol(&upper).is_some() || types::by_plain_symbol(&upper).is_some() || issuers::by_symbol(&upper).next().is_some()
}
