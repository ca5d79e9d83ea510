//! What a block is: its list marker, the depth that its numbering gives it.

use super::{Block, BlockKind};
use crate::text::flow::Flow;

/// Length in bytes of a list marker with its following space (`- `, `+ `, `• `, `1. `, `1.2. `, `a) `, `II. `, `Điều 5. `), or 0.
#[must_use]
pub fn marker_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    let Some(first) = text.chars().next() else { return 0 };
    if matches!(first, '-' | '+' | '•' | '·' | '●' | '▪' | '○' | '◦' | '–' | '—' | '*' | '\u{f0b7}' | '\u{f02d}' | '➢' | '✓' | '§')
    {
        let rest = &text[first.len_utf8()..];
        let gap = rest.len() - rest.trim_start_matches([' ', '\t', '\u{a0}', '*']).len();
        if gap > 0 && rest.len() > gap {
            let inner = &rest[gap..];
            // "- + ": a double marker
            let again = if inner.starts_with(['+', '-']) && inner[1..].starts_with(' ') { 2 } else { 0 };
            return first.len_utf8() + gap + again;
        }
        if first != '*' && rest.chars().next().is_some_and(char::is_uppercase) {
            return first.len_utf8();
        }
        return 0;
    }
    let digits = bytes.iter().take_while(|b| b.is_ascii_digit() || **b == b'.').count();
    if first.is_ascii_digit() && digits <= 9 {
        let first_run = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
        if first_run > 2 {
            return 0;
        }
        let end = digits
            + usize::from(bytes.get(digits) == Some(&b')') || bytes.get(digits) == Some(&b'/') && bytes.get(digits + 1) == Some(&b' '));
        let dotted = bytes[..digits].contains(&b'.') || end > digits;
        let spaces = bytes[end..].iter().take_while(|b| matches!(b, b' ' | b'*' | b'\t')).count();
        let tail = &text[end + spaces..];
        if dotted && !tail.is_empty() && (spaces > 0 || tail.chars().next().is_some_and(char::is_uppercase) && bytes[digits - 1] == b'.') {
            return end + spaces;
        }
        return 0;
    }
    if matches!(first, 'I' | 'V' | 'X') {
        let n = bytes.iter().take_while(|b| matches!(b, b'I' | b'V' | b'X')).count();
        if n <= 6 && matches!(bytes.get(n), Some(b'.' | b')' | b'/' | b'-')) {
            // "I.1." and the like
            let more = bytes[n + 1..].iter().take_while(|b| b.is_ascii_digit() || **b == b'.').count();
            let end = n + 1 + more;
            let spaces = bytes[end..].iter().take_while(|b| matches!(b, b' ' | b'*')).count();
            if spaces > 0 && text.len() > end + spaces {
                return end + spaces;
            }
        }
        return 0;
    }
    let len = first.len_utf8();
    if (first.is_lowercase() && text[len..].starts_with(')')) || (first.is_ascii_uppercase() && text[len..].starts_with(". ")) {
        let spaces = bytes[len + 1..].iter().take_while(|b| matches!(b, b' ' | b'*')).count();
        if text.len() > len + 1 + spaces {
            return len + 1 + spaces;
        }
    }
    0
}

/// Whether the whole block is emphasised in the source.
pub(super) fn emphasised(source: &str, flow: &Flow, block: &Block) -> bool {
    let span = flow.to_source(block.start, block.end);
    let before = source[..span.start].trim_end_matches([' ', '#']);
    let after = source[span.end..].trim_start_matches([' ', ':', '.']);
    let inner = span.slice(source);
    before.ends_with('*') && after.starts_with('*') && !inner.trim_matches('*').contains("** ") && !inner.contains("* ")
}

/// Heading, item or paragraph, from the marker and the look of the block.
pub(super) fn classify(text: &str, block: &mut Block) {
    let content = &text[block.start..block.end];
    let marker = marker_len(content);
    if block.kind == BlockKind::Row {
        return;
    }
    let hash = matches!(block.kind, BlockKind::Heading(_));
    block.body = block.start + marker;
    let level = heading_level(content);
    let last = content.trim_end().chars().next_back().unwrap_or(' ');
    let ends = matches!(last, '.' | ';' | ',' | '!' | '?');
    let words = content.chars().count();
    let letters = content[marker..].chars().filter(|c| c.is_alphabetic());
    let upper = letters.clone().count() > 2 && letters.clone().all(|c| !c.is_lowercase());
    block.kind = match level {
        Some(level) if hash || block.emphasised && words < 260 => BlockKind::Heading(level),
        Some(level) if level <= 2 && upper && words < 260 => BlockKind::Heading(level),
        Some(level) if level < 6 && !ends && words < 130 && last != '/' && !content[marker..].contains(['%', ';']) => {
            BlockKind::Heading(level)
        }
        Some(_) => BlockKind::Item,
        None if hash => BlockKind::Heading(6),
        None if marker > 0 => BlockKind::Item,
        None if block.emphasised && words < 200 && !ends => BlockKind::Heading(7),
        None => BlockKind::Paragraph,
    };
}

/// Depth that the numbering of a block gives it, if it is numbered like a heading.
fn heading_level(text: &str) -> Option<u8> {
    let bytes = text.as_bytes();
    let starts = |w: &str| text.starts_with(w);
    if starts("Phần ") || starts("PHẦN ") {
        return Some(1);
    }
    let chapter =
        (starts("Chương ") || starts("CHƯƠNG ")) && text.chars().nth(7).is_some_and(|c| matches!(c, 'I' | 'V' | 'X') || c.is_ascii_digit());
    if chapter {
        return Some(2);
    }
    if (starts("Điều ") || starts("ĐIỀU ")) && text.chars().nth(5).is_some_and(|c| c.is_ascii_digit()) {
        return Some(4);
    }
    if marker_len(text) == 0 {
        return None;
    }
    if bytes[0].is_ascii_digit() {
        let run = text.split([' ', ')']).next().unwrap_or("").trim_end_matches('*');
        let parts = run.split('.').filter(|p| !p.is_empty()).count();
        return Some((2 + parts as u8).min(5));
    }
    if matches!(bytes[0], b'I' | b'V' | b'X') && marker_len(text) > 2 {
        return Some(2);
    }
    if bytes[0].is_ascii_uppercase() {
        return Some(1);
    }
    if text.chars().next().is_some_and(char::is_lowercase) {
        return Some(6);
    }
    None
}
