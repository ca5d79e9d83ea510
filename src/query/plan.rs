//! A query tree to a tantivy query.
//!
//! - A word with diacritics means itself. A word without means any accents when the whole query has none; otherwise itself first, any
//!   accents for half.
//! - A document number finds the document that bears it first, then those that cite it, then those where it merely stands.
//! - Neighbouring words score more where they stand next to each other: Vietnamese words are written as several syllables.
//! - A few plain words are asked for strictly first ([`Demand::All`]), then loosely; of a long question any word will do, and the order
//!   decides. The caller tells the user which it was.

use tantivy::Term;
use tantivy::query::{BooleanQuery, BoostQuery, ConstScoreQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field as Column, IndexRecordOption};

use super::QueryError;
use super::filter::{self, never};
use super::parse::{Field, Node, Sign};
use crate::index::analyzer::{QueryWord, whole_number, words};
use crate::index::schema::Fields;
use crate::index::terms;

/// Score of the document that bears a number asked for: above whatever words can reach.
const OWN_NUMBER: f32 = 100.0;
/// Score of a document that cites it.
const CITED_NUMBER: f32 = 20.0;
/// A word in the title, which stands in the body too. Titles are short, so that BM25 makes much of them by itself: 2.0 cost a fifth of
/// recall@1 on the questions of shared/retrieval.
const TITLE: f32 = 0.3;
/// Neighbours that stay neighbours. 0 gave MRR .81, 1 gave .85 there.
const PAIR: f32 = 1.0;
/// All words of a short query next to each other: above what the same words apart can reach, below a document number.
const WHOLE: f32 = 50.0;
/// A word typed without marks among words with marks, found with other marks.
const OTHER_ACCENT: f32 = 0.5;

/// How many of the plain words a document must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Demand {
    /// All.
    All,
    /// Three of five.
    Most,
    /// One.
    Any,
}

/// Turns trees into queries.
#[derive(Debug, Clone, Copy)]
pub struct Planner<'a> {
    /// Field handles.
    pub fields: &'a Fields,
    /// Whether the query has a diacritic anywhere.
    pub accented: bool,
    /// How many plain words are demanded.
    pub demand: Demand,
    /// Whether phrases are taken apart into words.
    pub loosen_phrases: bool,
}

/// Most plain words that are all demanded.
const LONG: usize = 5;

type Boxed = Box<dyn Query>;

fn boosted(query: Boxed, by: f32) -> Boxed {
    Box::new(BoostQuery::new(query, by))
}

/// What must not stand. tantivy 0.27 asks an exclusion for documents that lie behind it (`Exclude::contains`), which a phrase and an
/// intersection do not bear; a union does, and of one query twice it holds the same.
fn excluded(query: &Boxed) -> Boxed {
    Box::new(BooleanQuery::union(vec![query.box_clone(), query.box_clone()]))
}

impl Planner<'_> {
    fn word_term(field: Column, text: &str) -> Boxed {
        Box::new(TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::WithFreqs))
    }

    fn form<'w>(&self, word: &'w QueryWord) -> &'w str {
        if self.accented { &word.exact } else { &word.folded }
    }

    /// One word in title and body.
    fn word(&self, word: &QueryWord) -> Boxed {
        let (title, body) = (self.fields.title, self.fields.body);
        let main = self.form(word);
        let mut any = vec![boosted(Self::word_term(title, main), TITLE), Self::word_term(body, main)];
        if self.accented && !word.accented && word.folded != word.exact {
            any.push(boosted(Self::word_term(title, &word.folded), TITLE * OTHER_ACCENT));
            any.push(boosted(Self::word_term(body, &word.folded), OTHER_ACCENT));
        }
        Box::new(BooleanQuery::union(any))
    }

    fn phrase_in(&self, field: Column, words: &[QueryWord]) -> Boxed {
        let terms: Vec<Term> = words.iter().map(|w| Term::from_field_text(field, self.form(w))).collect();
        if terms.len() == 1 { Self::word_term(field, self.form(&words[0])) } else { Box::new(PhraseQuery::new(terms)) }
    }

    fn phrase(&self, words: &[QueryWord]) -> Boxed {
        let both = vec![boosted(self.phrase_in(self.fields.title, words), TITLE), self.phrase_in(self.fields.body, words)];
        Box::new(BooleanQuery::union(both))
    }

    fn number(&self, number: &str) -> Boxed {
        let f = self.fields;
        let term = terms::number_exact(number);
        let own = ConstScoreQuery::new(super::View::term(f.number, &term), OWN_NUMBER);
        let cites = ConstScoreQuery::new(super::View::term(f.cites, &term), CITED_NUMBER);
        let stands = Self::word_term(f.body, &whole_number(number));
        let by_part = self.phrase(&words(number));
        Box::new(BooleanQuery::union(vec![Box::new(own), Box::new(cites), stands, by_part]))
    }

    fn field(&self, field: Field, value: &str) -> Result<Boxed, QueryError> {
        let f = self.fields;
        let query = match field {
            Field::Number => filter::number(f, f.number, f.block, value),
            Field::Type => filter::doc_type(f, value),
            Field::Issuer => filter::issuer(f, value),
            Field::Place => filter::name(f.place, value),
            Field::Target => filter::name(f.commitment, value),
            // a year that is none is a word like any other
            Field::Year => match filter::year(f, value) {
                Ok(query) => query,
                Err(QueryError::BadValue { .. }) => return Ok(self.phrase_or_never(value)),
                Err(e) => return Err(e),
            },
        };
        Ok(Box::new(ConstScoreQuery::new(query, 1.0)))
    }

    fn phrase_or_never(&self, text: &str) -> Boxed {
        let words = words(text);
        if words.is_empty() { never() } else { self.phrase(&words) }
    }

    /// The query of a tree.
    ///
    /// # Errors
    /// Only where a field of the index cannot be asked.
    pub fn query(&self, node: &Node) -> Result<Boxed, QueryError> {
        Ok(match node {
            Node::Word(text) => match words(text).as_slice() {
                [] => never(),
                [one] => self.word(one),
                several => self.phrase(several),
            },
            Node::Phrase(text) => {
                let words = words(text);
                match (words.len(), self.loosen_phrases) {
                    (0, _) => never(),
                    (_, false) => self.phrase(&words),
                    (_, true) => self.loose(&words),
                }
            }
            Node::Number(number) => self.number(number),
            Node::Field(field, value) => self.field(*field, value)?,
            Node::And(parts) => Box::new(BooleanQuery::intersection(self.all(parts)?)),
            Node::Or(parts) => Box::new(BooleanQuery::union(self.all(parts)?)),
            Node::Sequence(parts) => self.sequence(parts)?,
        })
    }

    fn all(&self, nodes: &[Node]) -> Result<Vec<Boxed>, QueryError> {
        nodes.iter().map(|n| self.query(n)).collect()
    }

    fn loose(&self, words: &[QueryWord]) -> Boxed {
        Box::new(BooleanQuery::union_with_minimum_required_clauses(words.iter().map(|w| self.word(w)).collect(), self.needed(words.len())))
    }

    fn needed(&self, words: usize) -> usize {
        match self.demand {
            Demand::All => words,
            Demand::Most => (words * 3).div_ceil(5).max(1),
            Demand::Any => 1,
        }
    }

    fn sequence(&self, parts: &[(Sign, Node)]) -> Result<Boxed, QueryError> {
        let mut clauses: Vec<(Occur, Boxed)> = Vec::new();
        let mut plain = Vec::new();
        let mut run: Vec<QueryWord> = Vec::new();
        let mut pairs = Vec::new();
        for (sign, node) in parts {
            match sign {
                Sign::Plain if !matches!(node, Node::Field(..)) => plain.push(self.query(node)?),
                Sign::Plain | Sign::Must => clauses.push((Occur::Must, self.query(node)?)),
                Sign::MustNot => clauses.push((Occur::MustNot, excluded(&self.query(node)?))),
            }
            match node {
                Node::Word(text) if *sign != Sign::MustNot => run.extend(words(text)),
                _ => self.pairs(&std::mem::take(&mut run), &mut pairs),
            }
        }
        self.pairs(&run, &mut pairs);
        if !plain.is_empty() {
            let needed = self.needed(plain.len());
            clauses.push((Occur::Must, Box::new(BooleanQuery::union_with_minimum_required_clauses(plain, needed))));
        } else if clauses.iter().all(|(o, _)| *o == Occur::MustNot) {
            clauses.push((Occur::Must, super::View::term(self.fields.kind, crate::index::schema::DOCUMENT)));
        }
        clauses.extend(self.whole(parts).map(|q| (Occur::Should, q)));
        clauses.extend(pairs.into_iter().map(|p| (Occur::Should, p)));
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    /// A few plain words and nothing else: where they stand together, they come first.
    fn whole(&self, parts: &[(Sign, Node)]) -> Option<Boxed> {
        let mut run = Vec::new();
        for (sign, node) in parts {
            match node {
                Node::Word(text) if *sign == Sign::Plain => run.extend(words(text)),
                _ => return None,
            }
        }
        (2..=LONG).contains(&run.len()).then(|| Box::new(ConstScoreQuery::new(self.phrase(&run), WHOLE)) as Boxed)
    }

    fn pairs(&self, run: &[QueryWord], out: &mut Vec<Boxed>) {
        out.extend(run.windows(2).map(|pair| boosted(self.phrase(pair), PAIR)));
    }
}

/// Whether a tree has plain words of which a document may hold only some.
#[must_use]
pub fn can_loosen(node: &Node) -> bool {
    match node {
        Node::Sequence(parts) => {
            parts.iter().filter(|(s, n)| *s == Sign::Plain && !matches!(n, Node::Field(..))).count() > 1
                || parts.iter().any(|(_, n)| can_loosen(n))
        }
        Node::And(parts) | Node::Or(parts) => parts.iter().any(can_loosen),
        Node::Word(_) | Node::Phrase(_) | Node::Number(_) | Node::Field(..) => false,
    }
}

/// Plain words of a query that is a question rather than a few keywords: no document need hold them all.
#[must_use]
pub fn is_long(node: &Node) -> bool {
    matches!(node, Node::Sequence(parts) if parts.iter().filter(|(s, n)| *s == Sign::Plain && matches!(n, Node::Word(_))).count() > LONG)
}

/// Whether a tree holds a phrase.
#[must_use]
pub fn has_phrase(node: &Node) -> bool {
    match node {
        Node::Phrase(text) => words(text).len() > 1,
        Node::Sequence(parts) => parts.iter().any(|(_, n)| has_phrase(n)),
        Node::And(parts) | Node::Or(parts) => parts.iter().any(has_phrase),
        Node::Word(_) | Node::Number(_) | Node::Field(..) => false,
    }
}

/// The words and numbers to highlight.
pub fn wanted(node: &Node, words_out: &mut Vec<QueryWord>, numbers: &mut Vec<String>) {
    match node {
        Node::Word(text) | Node::Phrase(text) => words_out.extend(words(text)),
        Node::Number(number) => numbers.push(whole_number(number)),
        Node::Field(Field::Target, text) => words_out.extend(words(text)),
        Node::Field(..) => {}
        Node::Sequence(parts) => {
            for (sign, part) in parts {
                if *sign != Sign::MustNot {
                    wanted(part, words_out, numbers);
                }
            }
        }
        Node::And(parts) | Node::Or(parts) => {
            for part in parts {
                wanted(part, words_out, numbers);
            }
        }
    }
}
