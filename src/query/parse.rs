//! The query language: what a person types, or pastes, to a tree. Never an error: what is no operator is text.
//!
//! | typed | means |
//! |---|---|
//! | `cải cách hành chính` | all the words if any document has them all, else most of them |
//! | `"một cửa"` | the words next to each other |
//! | `+word` `-word` | must stand, must not stand (not at the start of a line: that is a bullet) |
//! | `a AND b` `a OR b` `NOT a` `( … )` | capitals only; AND binds tighter than OR |
//! | `41-KH/QU`, `41KH/QU`, `số 41-kh/qu` | a document number |
//! | `so:41-KH/QU loai:KH coquan:"Quận ủy" nam:2022 noi:"Tây Hồ"` | fields; also `number: type: issuer: year: place:` |
//! | `chitieu:"đúng hạn"` | the words next to each other in a sentence that sets a target or gives a result; also `target:` |
//!
//! Not handled: wildcards, fuzzy words, ranges inside the query (the filters have them).

use crate::grammar::number::DocumentNumber;
use crate::lexicon::issuers;
use crate::text::fold;

/// A field that a query can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// `so:`
    Number,
    /// `loai:`
    Type,
    /// `coquan:`
    Issuer,
    /// `nam:`
    Year,
    /// `noi:`
    Place,
    /// `chitieu:`: the sentence of a target or result
    Target,
}

impl Field {
    fn named(name: &str) -> Option<Self> {
        Some(match fold::plain(name).as_str() {
            "so" | "number" => Self::Number,
            "loai" | "type" => Self::Type,
            "coquan" | "issuer" => Self::Issuer,
            "nam" | "year" => Self::Year,
            "noi" | "place" => Self::Place,
            "chitieu" | "target" => Self::Target,
            _ => return None,
        })
    }
}

/// What a part of a query demands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// Wanted.
    Plain,
    /// `+`
    Must,
    /// `-` or NOT
    MustNot,
}

/// A query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// One word.
    Word(String),
    /// Words next to each other.
    Phrase(String),
    /// A document number, canonical.
    Number(String),
    /// A field and its value.
    Field(Field, String),
    /// Parts one after the other.
    Sequence(Vec<(Sign, Node)>),
    /// All of these.
    And(Vec<Node>),
    /// Any of these.
    Or(Vec<Node>),
}

/// Parses a query. `None` where it holds nothing to look for.
///
/// ```
/// use vanthu::query::parse::{Node, parse};
/// assert_eq!(parse("((?!"), None);
/// assert_eq!(parse("\"một cửa\""), Some(Node::Phrase("một cửa".into())));
/// assert_eq!(parse("41-kh/qu"), Some(Node::Number("41-KH/QU".into())));
/// ```
#[must_use]
pub fn parse(text: &str) -> Option<Node> {
    let text = fold::nfc(text);
    if let Some(number) = whole_as_number(&text) {
        return Some(Node::Number(number));
    }
    let tokens = tokens(&text);
    let mut parser = Parser { tokens: &tokens, at: 0, depth: 0 };
    let mut parts = Vec::new();
    while parser.at < tokens.len() {
        parts.extend(parser.or());
        // a closing parenthesis that nothing opened is text
        parser.at += usize::from(parser.at < tokens.len());
    }
    join(parts, Node::And)
}

/// "41 KH QU": a number typed with spaces, only where type and organ are both known.
fn whole_as_number(text: &str) -> Option<String> {
    let words = text.split_whitespace().count();
    let operator = text.split_whitespace().any(|w| matches!(w, "AND" | "OR" | "NOT"));
    if words > 4 || operator || !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let trimmed = text.trim();
    let bare = ["số", "so", "Số", "SỐ"].iter().find_map(|s| trimmed.strip_prefix(s)).map_or(trimmed, |r| r.trim_start_matches([':', ' ']));
    if bare.split_whitespace().count() == 1 {
        return number(bare);
    }
    if bare.contains(['"', '+', '(', ':']) || bare.split_whitespace().any(|w| w.chars().count() > 9) {
        return None;
    }
    let parsed = DocumentNumber::parse_loose(bare)?;
    let known = parsed.symbol.is_some() && parsed.groups.first().is_some_and(|g| issuers::by_symbol(g).next().is_some());
    known.then(|| parsed.to_string())
}

/// A chunk as a document number.
fn number(chunk: &str) -> Option<String> {
    let chunk = chunk.trim_matches(|c: char| !c.is_alphanumeric());
    let likely = chunk.starts_with(|c: char| c.is_ascii_digit()) && chunk.contains(['/', '-']) && chunk.contains(char::is_alphabetic);
    if !likely {
        return None;
    }
    let parsed = DocumentNumber::parse(chunk).or_else(|| DocumentNumber::parse_loose(chunk))?;
    Some(parsed.to_string())
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Open,
    Close,
    And,
    Or,
    Not,
    Part(Sign, Node),
}

fn closing(c: char) -> Option<char> {
    match c {
        '"' => Some('"'),
        '“' | '„' => Some('”'),
        '«' => Some('»'),
        _ => None,
    }
}

/// Which closing quotation marks still stand ahead: one that was looked for in vain is not looked for again.
#[derive(Default)]
struct Ahead {
    none: [bool; 3],
}

impl Ahead {
    /// Where the quotation that `open` begins is closed in `inner`, the text behind it.
    fn close(&mut self, open: char, inner: &str) -> Option<usize> {
        let close = closing(open)?;
        let kind = match close {
            '"' => 0,
            '”' => 1,
            _ => 2,
        };
        if self.none[kind] {
            return None;
        }
        let end = inner.find(|c| c == close || (close == '”' && c == '"'));
        self.none[kind] = end.is_none();
        end
    }
}

fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut ahead = Ahead::default();
    let mut rest = text;
    let mut line_start = true;
    while let Some(c) = rest.chars().next() {
        if c.is_whitespace() {
            line_start |= c == '\n';
            rest = &rest[c.len_utf8()..];
            continue;
        }
        let sign = match c {
            '+' => Sign::Must,
            '-' if !line_start => Sign::MustNot,
            _ => Sign::Plain,
        };
        line_start = false;
        let body = if sign == Sign::Plain { rest } else { &rest[1..] };
        if sign != Sign::Plain && body.starts_with(char::is_whitespace) {
            rest = body;
            continue;
        }
        if let Some((node, after)) = quoted(body, &mut ahead) {
            out.extend(node.map(|n| Token::Part(sign, n)));
            rest = after;
            continue;
        }
        if let Some(inner) = body.strip_prefix('(') {
            if sign == Sign::MustNot {
                out.push(Token::Not);
            }
            out.push(Token::Open);
            rest = inner;
            continue;
        }
        if let Some(later) = body.strip_prefix(')') {
            out.push(Token::Close);
            rest = later;
            continue;
        }
        let end = body.find(|c: char| c.is_whitespace() || matches!(c, '(' | ')')).unwrap_or(body.len());
        let (chunk, mut after) = body.split_at(end);
        match chunk {
            "AND" => out.push(Token::And),
            "OR" => out.push(Token::Or),
            "NOT" => out.push(Token::Not),
            _ => after = part(sign, chunk, body, after, &mut ahead, &mut out),
        }
        rest = after;
    }
    out
}

fn quoted<'a>(text: &'a str, ahead: &mut Ahead) -> Option<(Option<Node>, &'a str)> {
    let open = text.chars().next()?;
    let inner = &text[open.len_utf8()..];
    let end = ahead.close(open, inner)?;
    let after = &inner[end + inner[end..].chars().next().map_or(1, char::len_utf8)..];
    let words = inner[..end].trim();
    let node = number(words)
        .map(Node::Number)
        .or_else(|| (!crate::index::analyzer::words(words).is_empty()).then(|| Node::Phrase(words.to_owned())));
    Some((node, after))
}

/// One chunk without spaces; returns what is left of the text (a field takes its quoted value with it).
fn part<'a>(sign: Sign, chunk: &'a str, body: &'a str, after: &'a str, ahead: &mut Ahead, out: &mut Vec<Token>) -> &'a str {
    if let Some((name, value)) = chunk.split_once(':')
        && let Some(field) = Field::named(name)
        && !value.is_empty()
    {
        let from = &body[name.len() + 1..];
        if let Some(open) = from.chars().next()
            && let inner = &from[open.len_utf8()..]
            && let Some(end) = ahead.close(open, inner)
        {
            out.push(Token::Part(sign, Node::Field(field, inner[..end].to_owned())));
            return &inner[end + inner[end..].chars().next().map_or(1, char::len_utf8)..];
        }
        out.push(Token::Part(sign, Node::Field(field, value.to_owned())));
        return after;
    }
    if let Some(number) = number(chunk) {
        out.push(Token::Part(sign, Node::Number(number)));
        return after;
    }
    let words = crate::index::analyzer::words(chunk);
    match words.len() {
        0 => {}
        1 => out.push(Token::Part(sign, Node::Word(chunk.to_owned()))),
        // "31/12/2023", "kinh-tế", "lo:" belong together
        _ => out.push(Token::Part(sign, Node::Phrase(chunk.to_owned()))),
    }
    after
}

/// Parentheses inside each other that are followed; deeper ones are left out, their words stay.
const DEEPEST: usize = 32;

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
    depth: usize,
}

fn join(mut parts: Vec<Node>, how: fn(Vec<Node>) -> Node) -> Option<Node> {
    match parts.len() {
        0 => None,
        1 => parts.pop(),
        _ => Some(how(parts)),
    }
}

impl Parser<'_> {
    fn next_is(&self, token: &Token) -> bool {
        self.tokens.get(self.at) == Some(token)
    }

    fn or(&mut self) -> Option<Node> {
        let mut parts: Vec<Node> = self.and().into_iter().collect();
        while self.next_is(&Token::Or) {
            self.at += 1;
            parts.extend(self.and());
        }
        join(parts, Node::Or)
    }

    fn and(&mut self) -> Option<Node> {
        let mut parts: Vec<Node> = self.sequence().into_iter().collect();
        while self.next_is(&Token::And) {
            self.at += 1;
            parts.extend(self.sequence());
        }
        join(parts, Node::And)
    }

    fn sequence(&mut self) -> Option<Node> {
        let mut parts: Vec<(Sign, Node)> = Vec::new();
        let mut negate = false;
        while let Some(token) = self.tokens.get(self.at) {
            let (sign, node) = match token {
                Token::Part(sign, node) => {
                    self.at += 1;
                    (*sign, Some(node.clone()))
                }
                Token::Not => {
                    self.at += 1;
                    negate = !negate;
                    continue;
                }
                Token::Open if self.depth == DEEPEST => {
                    self.at += 1;
                    continue;
                }
                Token::Open => {
                    self.at += 1;
                    self.depth += 1;
                    let node = self.or();
                    self.depth -= 1;
                    self.at += usize::from(self.next_is(&Token::Close));
                    (Sign::Plain, node)
                }
                Token::And | Token::Or | Token::Close => break,
            };
            let sign = if negate { Sign::MustNot } else { sign };
            negate = false;
            parts.extend(node.map(|n| (sign, n)));
        }
        match parts.as_slice() {
            [] => None,
            [(Sign::Plain | Sign::Must, _)] => parts.pop().map(|p| p.1),
            _ => Some(Node::Sequence(parts)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn w(s: &str) -> Node {
        Node::Word(s.into())
    }

    #[test]
    fn operators() {
        assert_eq!(parse("a AND b OR c"), Some(Node::Or(vec![Node::And(vec![w("a"), w("b")]), w("c")])));
        assert_eq!(parse("a -b"), Some(Node::Sequence(vec![(Sign::Plain, w("a")), (Sign::MustNot, w("b"))])));
        assert_eq!(
            parse("a NOT (b OR c)"),
            Some(Node::Sequence(vec![(Sign::Plain, w("a")), (Sign::MustNot, Node::Or(vec![w("b"), w("c")]))]))
        );
        assert_eq!(parse("- a\n-b"), Some(Node::Sequence(vec![(Sign::Plain, w("a")), (Sign::Plain, w("-b"))])));
    }

    #[test]
    fn fields_and_numbers() {
        assert_eq!(parse("coquan:\"Quận ủy\""), Some(Node::Field(Field::Issuer, "Quận ủy".into())));
        assert_eq!(parse("số:41-KH/QU"), Some(Node::Number("41-KH/QU".into())));
        assert_eq!(parse("41 kh qu"), Some(Node::Number("41-KH/QU".into())));
        assert_eq!(
            parse("theo 30/2020/nd-cp thì"),
            Some(Node::Sequence(vec![
                (Sign::Plain, w("theo")),
                (Sign::Plain, Node::Number("30/2020/NĐ-CP".into())),
                (Sign::Plain, w("thì")),
            ]))
        );
        assert_eq!(parse("năm 2022"), Some(Node::Sequence(vec![(Sign::Plain, w("năm")), (Sign::Plain, w("2022"))])));
        assert_eq!(parse("31/12/2023"), Some(Node::Phrase("31/12/2023".into())));
    }

    #[test]
    fn broken_input_is_text() {
        for odd in ["\"", "(", ")", "((a", "a))b", "AND", "OR a", "NOT", "+", "-", "so:", "“a", ":::", "a AND", "^~*?[]{}"] {
            let _ = parse(odd);
        }
        assert_eq!(parse("a))b"), Some(Node::And(vec![w("a"), w("b")])));
    }

    #[test]
    fn brackets_inside_brackets_do_not_exhaust_the_stack() {
        let deep = format!("{}a{}", "(b ".repeat(100_000), ")".repeat(100_000));
        assert!(parse(&deep).is_some());
        assert!(parse(&"(".repeat(1_000_000)).is_none());
        assert!(parse(&"a NOT (".repeat(50_000)).is_some());
    }

    #[test]
    fn quotations_that_nothing_closes_are_text() {
        assert_eq!(parse("“a “b"), Some(Node::Sequence(vec![(Sign::Plain, w("“a")), (Sign::Plain, w("“b"))])));
        assert!(parse(&"“a ".repeat(100_000)).is_some());
        assert_eq!(parse("coquan:“Quận ủy\""), Some(Node::Field(Field::Issuer, "Quận ủy".into())));
    }

    proptest! {
        #[test]
        fn any_text(text in "\\PC{0,60}|[ab+\\-\"()“”:so/ANDORT0-9 \n]{0,60}") {
            let _ = parse(&text);
        }
    }
}
