//! How wide words are without a font, and where lines break.

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

/// Width of a text at `size` px in DejaVu Sans, the widest of the fonts asked for: in the others there is room left. Marks of Vietnamese
/// letters take none.
pub(super) fn width(text: &str, size: f64) -> f64 {
    let em: f64 = text.nfd().filter(|c| !is_combining_mark(*c)).map(letter).sum();
    em * size
}

fn letter(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | 'I' | '\'' => 0.3,
        ' ' | '.' | ',' | ':' | ';' | '/' | '|' | '·' => 0.33,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' => 0.4,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | '“' | '”' | '"' => 0.58,
        'm' | 'M' | 'W' | '%' | '@' | '…' | '—' => 0.98,
        'w' | 'D' | 'Đ' | 'G' | 'H' | 'N' | 'O' | 'Q' | 'U' => 0.8,
        c if c.is_ascii_uppercase() => 0.7,
        c if (c as u32) < 0x1100 => 0.63,
        _ => 1.0,
    }
}

/// Lines of at most `room` px, at most `most` of them, and whether something had to be left out.
pub(super) fn lines(text: &str, size: f64, room: f64, most: usize) -> (Vec<String>, bool) {
    let mut out: Vec<String> = Vec::new();
    for word in text.split(' ').filter(|w| !w.is_empty()) {
        let full = out.len() >= most.max(1);
        match out.last_mut() {
            // the last line takes all that is left, and is cut below
            Some(line) if full || width(line, size) + width(" ", size) + width(word, size) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => out.push(word.to_owned()),
        }
    }
    let mut shortened = false;
    for line in out.iter_mut().filter(|line| width(line, size) > room) {
        *line = cut(line, size, room);
        shortened = true;
    }
    (out, shortened)
}

/// As much as fits, after a word where that leaves something, with `…`.
fn cut(line: &str, size: f64, room: f64) -> String {
    let mut used = width("…", size);
    let fits = line.char_indices().find(|(_, c)| {
        used += width(c.encode_utf8(&mut [0; 4]), size);
        used > room
    });
    let head = &line[..fits.map_or(line.len(), |(i, _)| i)];
    let head = head.rsplit_once(' ').map_or(head, |(words, _)| words);
    format!("{}…", head.trim_end_matches([' ', ',', ';', '-', '–', '(']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_take_no_room() {
        assert!((width("Hội đồng", 10.0) - width("Hoi dong", 10.0)).abs() < 1e-9);
        assert!((width("e\u{302}\u{323}", 10.0) - width("ệ", 10.0)).abs() < 1e-9);
    }

    #[test]
    fn lines_fit() {
        let name = "Ủy ban nhân dân thành phố Hải Phòng và các sở, ban, ngành trực thuộc";
        let (all, cut) = lines(name, 14.0, 220.0, 9);
        assert!(!cut && all.join(" ") == name, "{all:?}");
        let (two, cut) = lines(name, 14.0, 220.0, 2);
        assert!(cut && two.len() == 2 && two[1].ends_with('…'), "{two:?}");
        assert!(all.iter().chain(&two).all(|l| width(l, 14.0) <= 220.0), "{two:?}");
        let (one, cut) = lines(&"x".repeat(200), 14.0, 220.0, 2);
        assert!(cut && one.len() == 1 && width(&one[0], 14.0) <= 220.0);
        assert_eq!(lines("", 14.0, 220.0, 2), (Vec::new(), false));
    }
}
