//! [`Filters`]: type, issuer, year … as typed, and as clauses.
//!
//! A date cut to month or year fits a range that it may lie in: a document of "2022" is found by `--from 2022-03-01`.

use std::ops::Bound;

use tantivy::Term;
use tantivy::query::{BooleanQuery, EmptyQuery, PhraseQuery, Query, RangeQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

use super::targets::ValueBound;
use super::{QueryError, View};
use crate::grammar::number::DocumentNumber;
use crate::index::analyzer::words;
use crate::index::row::number_terms;
use crate::index::schema::{DOCUMENT, Fields};
use crate::index::terms;
use crate::lexicon::{indicators, issuers, types};
use crate::model::Relation;
use crate::text::fold;

/// What a document must be. Several values of one kind are alternatives; kinds add up.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filters {
    /// Type codes, abbreviations or names.
    pub doc_type: Vec<String>,
    /// Own number, or its serial.
    pub number: Vec<String>,
    /// Words of the issuer's name, or its symbol.
    pub issuer: Vec<String>,
    /// Level of the issuer.
    pub level: Vec<String>,
    /// Words of the place.
    pub place: Vec<String>,
    /// `2022` or `2020-2022`.
    pub year: Vec<String>,
    /// Not before.
    pub from: Option<String>,
    /// Not after.
    pub to: Option<String>,
    /// Cites this number.
    pub cites: Vec<String>,
    /// Has this relation to something it cites.
    pub relation: Vec<String>,
    /// Words of the signer's name.
    pub signer: Vec<String>,
    /// Words of a recipient.
    pub recipient: Vec<String>,
    /// Came in on or after.
    pub added_since: Option<String>,
    /// Administrative, article, news.
    pub form: Vec<String>,
    /// `target`, `finding` …; all of them.
    pub has: Vec<String>,
    /// Known indicators of its targets or results.
    pub indicator: Vec<String>,
    /// A bound on the figure of a target or result (of that indicator, where one is asked for).
    pub value: Option<ValueBound>,
}

/// What `--has` knows.
pub const HAS: [&str; 16] = [
    "number",
    "issuer",
    "date",
    "signer",
    "key",
    "draft",
    "urgency",
    "secrecy",
    "arrival",
    "reference",
    "percentage",
    "target",
    "result",
    "quantity",
    "finding",
    "override",
];

/// Matches nothing.
#[must_use]
pub fn never() -> Box<dyn Query> {
    Box::new(EmptyQuery)
}

fn any(mut queries: Vec<Box<dyn Query>>) -> Box<dyn Query> {
    match queries.len() {
        0 => never(),
        1 => queries.swap_remove(0),
        _ => Box::new(BooleanQuery::union(queries)),
    }
}

/// A canonical number for what was typed.
#[must_use]
pub fn canonical_number(typed: &str) -> String {
    DocumentNumber::parse_loose(typed).map_or_else(|| typed.trim().to_owned(), |n| n.to_string())
}

/// A number (`41-kh/qu`) or a bare serial (`41`, `59/2019`) in one of the number fields.
#[must_use]
pub fn number(_: &Fields, numbers: Field, blocks: Field, typed: &str) -> Box<dyn Query> {
    let bare = typed.trim();
    if !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit() || c == '/') {
        return View::term(blocks, &terms::number_plain(bare));
    }
    any(number_terms(&canonical_number(typed)).iter().map(|t| View::term(numbers, t)).collect())
}

/// A type by code, abbreviation in any spelling, or name.
#[must_use]
pub fn doc_type(f: &Fields, typed: &str) -> Box<dyn Query> {
    let typed = typed.trim();
    let found = types::by_code(typed)
        .or_else(|| types::by_symbol(typed))
        .or_else(|| types::by_head(typed))
        .or_else(|| types::by_plain_symbol(typed))
        .or_else(|| types::all().iter().find(|t| fold::plain(&t.name) == fold::plain(typed)));
    let code = found.map_or_else(|| typed.to_owned(), |t| t.code.clone());
    View::term(f.doc_type, &code)
}

/// Words next to each other in a field of names.
#[must_use]
pub fn name(field: Field, typed: &str) -> Box<dyn Query> {
    let words = words(typed);
    let accented = words.iter().any(|w| w.accented);
    let mut terms: Vec<Term> = words.iter().map(|w| Term::from_field_text(field, if accented { &w.exact } else { &w.folded })).collect();
    match terms.len() {
        0 => never(),
        1 => Box::new(TermQuery::new(terms.swap_remove(0), IndexRecordOption::Basic)),
        _ => Box::new(PhraseQuery::new(terms)),
    }
}

/// An issuer by words of its name, or by its symbol (`UBND`).
#[must_use]
pub fn issuer(f: &Fields, typed: &str) -> Box<dyn Query> {
    let mut queries = vec![name(f.issuer, typed)];
    if !typed.trim().contains(char::is_whitespace) {
        for row in issuers::by_symbol(typed.trim()) {
            let stem = row.name.split('{').next().unwrap_or("");
            if !stem.trim().is_empty() {
                queries.push(name(f.issuer, stem));
            }
        }
    }
    any(queries)
}

fn range(field: Field, low: Bound<u64>, high: Bound<u64>) -> Box<dyn Query> {
    let term = |b: Bound<u64>| b.map(|v| Term::from_field_u64(field, v));
    Box::new(RangeQuery::new(term(low), term(high)))
}

/// A figure of a target or result within a bound, of one indicator or (`""`) of any.
fn figure(f: &Fields, indicator: &str, bound: ValueBound) -> Box<dyn Query> {
    let (low, high) = bound.range();
    let term = |value: f64| Bound::Included(Term::from_field_bytes(f.figure, &terms::figure(indicator, value)));
    Box::new(RangeQuery::new(term(low), term(high)))
}

/// A year or a span of years.
///
/// # Errors
/// Where it is neither.
pub fn year(f: &Fields, typed: &str) -> Result<Box<dyn Query>, QueryError> {
    let bad = || QueryError::BadValue { flag: "--year", value: typed.to_owned(), expected: "a year (2022) or a span (2020-2022)" };
    let parse = |s: &str| s.trim().parse::<u64>().ok().filter(|y| (1900..=2200).contains(y));
    let (low, high) = match typed.split_once(['-', '–']) {
        Some((a, b)) => (parse(a).ok_or_else(bad)?, parse(b).ok_or_else(bad)?),
        None => parse(typed).map(|y| (y, y)).ok_or_else(bad)?,
    };
    Ok(range(f.year, Bound::Included(low), Bound::Included(high)))
}

/// A day as typed: `2022-03-01`, `2022-03`, `2022`, `1/3/2022`.
fn days(flag: &'static str, typed: &str) -> Result<(u64, u64), QueryError> {
    let typed = typed.trim();
    let iso = match typed.split('/').collect::<Vec<_>>().as_slice() {
        [d, m, y] => format!("{y:0>4}-{m:0>2}-{d:0>2}"),
        [m, y] => format!("{y:0>4}-{m:0>2}"),
        _ => typed.to_owned(),
    };
    terms::day_range(&iso).ok_or_else(|| QueryError::BadValue {
        flag,
        value: typed.to_owned(),
        expected: "a date (2022-03-01, 2022-03, 2022 or 1/3/2022)",
    })
}

fn seconds(day: u64) -> i64 {
    terms::date(day).map_or(0, |d| d.duration_since(jiff::civil::Date::constant(1970, 1, 1)).as_secs())
}

impl Filters {
    /// Whether nothing is asked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The clauses; a document must satisfy all. The first says that it is a document.
    ///
    /// # Errors
    /// Where a value cannot be understood; the message says what is expected.
    pub fn clauses(&self, f: &Fields) -> Result<Vec<Box<dyn Query>>, QueryError> {
        let mut out = vec![View::term(f.kind, DOCUMENT)];
        let mut each = |values: &[String], query: &dyn Fn(&str) -> Box<dyn Query>| {
            if !values.is_empty() {
                out.push(any(values.iter().map(|v| query(v)).collect()));
            }
        };
        each(&self.doc_type, &|v| doc_type(f, v));
        each(&self.number, &|v| number(f, f.number, f.block, v));
        each(&self.issuer, &|v| issuer(f, v));
        each(&self.level, &|v| View::term(f.level, v));
        each(&self.place, &|v| name(f.place, v));
        each(&self.cites, &|v| number(f, f.cites, f.cited_block, v));
        each(&self.signer, &|v| name(f.signer, v));
        each(&self.recipient, &|v| name(f.recipient, v));
        each(&self.form, &|v| View::term(f.form, v));
        each(&self.relation, &|v| View::term(f.relation, v));
        match self.value {
            None => each(&self.indicator, &|v| View::term(f.indicator, v)),
            Some(bound) if self.indicator.is_empty() => out.push(figure(f, "", bound)),
            Some(bound) => each(&self.indicator, &|v| figure(f, v, bound)),
        }
        if let Some(id) = self.indicator.iter().find(|id| indicators::by_id(id).is_none()) {
            return Err(QueryError::BadValue {
                flag: "--indicator",
                value: id.clone(),
                expected: "the id of a known indicator (vanthu search --facets indicator --limit 0 lists those that are held)",
            });
        }
        if let Some(word) = self.relation.iter().find(|w| Relation::from_word(w).is_none()) {
            return Err(QueryError::BadValue {
                flag: "--relation",
                value: word.clone(),
                expected: "basis, implements, amends, replaces, repeals, guides, approves, reports_on or cites",
            });
        }
        for word in &self.has {
            // plurals are a slip, not another question
            let one = HAS.iter().find(|h| *h == word || word.strip_suffix('s') == Some(**h)).ok_or_else(|| QueryError::BadValue {
                flag: "--has",
                value: word.clone(),
                expected: "number, issuer, date, signer, key, draft, urgency, secrecy, arrival, reference, percentage, target, result, quantity, finding or override",
            })?;
            out.push(View::term(f.has, one));
        }
        if !self.year.is_empty() {
            out.push(any(self.year.iter().map(|y| year(f, y)).collect::<Result<_, _>>()?));
        }
        if let Some(from) = &self.from {
            out.push(range(f.last_day, Bound::Included(days("--from", from)?.0), Bound::Unbounded));
        }
        if let Some(to) = &self.to {
            out.push(range(f.first_day, Bound::Unbounded, Bound::Included(days("--to", to)?.1)));
        }
        if let Some(since) = &self.added_since {
            let low = Term::from_field_i64(f.added_at, seconds(days("--added-since", since)?.0));
            out.push(Box::new(RangeQuery::new(Bound::Included(low), Bound::Unbounded)));
        }
        Ok(out)
    }

    /// All clauses as one query.
    ///
    /// # Errors
    /// See [`Filters::clauses`].
    pub fn query(&self, f: &Fields) -> Result<Box<dyn Query>, QueryError> {
        Ok(Box::new(BooleanQuery::intersection(self.clauses(f)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_as_typed() {
        assert_eq!(days("--from", "1/3/2022").unwrap(), (20_220_301, 20_220_301));
        assert_eq!(days("--from", "3/2022").unwrap(), (20_220_301, 20_220_331));
        assert!(days("--from", "tomorrow").is_err());
        assert_eq!(seconds(19_700_102), 86_400);
    }
}
