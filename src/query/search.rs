//! Ranked hits for a query and filters.

use serde::Serialize;
use tantivy::DocAddress;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur, Query};

use super::collect::{DocumentStatistics, Figures, Texts};
use super::facets::{Facet, facet};
use super::filter::{Filters, never};
use super::parse::{Node, parse};
use super::plan::{Demand, Planner, can_loosen, has_phrase, is_long, wanted};
use super::snippet::{Wanted, snippet};
use super::{QueryError, View};
use crate::index::terms;
use crate::model::Form;
use crate::text::fold;

/// Order of the hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// Best first.
    #[default]
    Relevance,
    /// Latest date first; undated last.
    Newest,
    /// Earliest date first; undated last.
    Oldest,
    /// Most citing documents first.
    MostCited,
}

/// A question.
#[derive(Debug, Clone, Default)]
pub struct Question {
    /// The query, as typed.
    pub text: Option<String>,
    /// What a document must be.
    pub filters: Filters,
    /// Order; with no text, `Relevance` means `Newest`.
    pub sort: Sort,
    /// How many hits.
    pub limit: usize,
    /// After how many.
    pub offset: usize,
    /// Facets to count.
    pub facets: Vec<String>,
}

/// A document found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit {
    /// 1, 2 …
    pub rank: usize,
    /// BM25 and boosts; 0 where the order is another.
    pub score: f32,
    /// The file.
    pub path: String,
    /// Part of the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<u32>,
    /// Its number.
    pub number: Option<String>,
    /// Type code.
    #[serde(rename = "type")]
    pub doc_type: Option<String>,
    /// Its issuer.
    pub issuer: Option<String>,
    /// ISO date as stated.
    pub issued_on: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Administrative, article or news.
    pub form: Form,
    /// A passage, exactly as it stands in the text.
    pub snippet: String,
    /// Where the passage begins in the text.
    pub snippet_start: usize,
    /// Bytes of the passage to mark.
    pub highlights: Vec<(usize, usize)>,
}

/// What was done to find anything at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Note {
    /// The query holds no word or number.
    NothingAsked,
    /// A long question: documents with any of its words, best first.
    LongQuery,
    /// No document has all the words: those with most of them are shown.
    MostWords,
    /// No document has most of the words: those with any are shown.
    AnyWord,
    /// The phrase stands nowhere: its words are looked for.
    PhraseAsWords,
}

/// The answer.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// Documents that match.
    pub total: usize,
    /// The hits asked for.
    pub hits: Vec<Hit>,
    /// Facets asked for.
    pub facets: Vec<Facet>,
    /// What the user should know.
    pub notes: Vec<Note>,
}

/// A query that found something, or all attempts failed.
pub struct Found {
    /// The query with its filters.
    pub query: Box<dyn Query>,
    /// How many documents match.
    pub total: usize,
    /// What had to be done.
    pub notes: Vec<Note>,
    /// The tree, for marking words.
    pub tree: Option<Node>,
}

/// Finds the strictest reading of the text that matches anything under the filters.
///
/// # Errors
/// For a filter value that cannot be understood, or where the index cannot be read.
pub fn find(view: &View, text: Option<&str>, filters: &Filters) -> Result<Found, QueryError> {
    let clauses: Vec<(Occur, Box<dyn Query>)> = filters
        .clauses(&view.fields)?
        .into_iter()
        .map(|q| (Occur::Must, Box::new(ConstScoreQuery::new(q, 0.0)) as Box<dyn Query>))
        .collect();
    let Some(text) = text else {
        let query = BooleanQuery::new(clauses);
        return Ok(Found { total: view.count(&query)?, query: Box::new(query), notes: Vec::new(), tree: None });
    };
    let Some(tree) = parse(text) else {
        return Ok(Found { query: never(), total: 0, notes: vec![Note::NothingAsked], tree: None });
    };
    let planner = Planner { fields: &view.fields, accented: fold::has_diacritics(text), demand: Demand::All, loosen_phrases: false };
    let mut attempts = if is_long(&tree) {
        vec![(Planner { demand: Demand::Any, ..planner }, vec![Note::LongQuery])]
    } else {
        vec![(planner, Vec::new())]
    };
    if has_phrase(&tree) {
        attempts.push((Planner { loosen_phrases: true, ..planner }, vec![Note::PhraseAsWords]));
    }
    if can_loosen(&tree) || has_phrase(&tree) {
        for (demand, note) in [(Demand::Most, Note::MostWords), (Demand::Any, Note::AnyWord)] {
            attempts.push((Planner { demand, loosen_phrases: true, ..planner }, vec![note]));
        }
    }
    let mut last = None;
    for (planner, notes) in attempts {
        let mut all: Vec<(Occur, Box<dyn Query>)> = clauses.iter().map(|(o, q)| (*o, q.box_clone())).collect();
        all.push((Occur::Must, planner.query(&tree)?));
        let query = BooleanQuery::new(all);
        let total = view.count(&query)?;
        let found = Found { query: Box::new(query), total, notes, tree: Some(tree.clone()) };
        if total > 0 {
            return Ok(found);
        }
        last.get_or_insert(found);
    }
    Ok(last.map_or_else(|| Found { query: never(), total: 0, notes: Vec::new(), tree: None }, |f| Found { notes: Vec::new(), ..f }))
}

/// Answers a question.
///
/// # Errors
/// For a filter value that cannot be understood, or where the index cannot be read.
pub fn search(view: &View, question: &Question) -> Result<Answer, QueryError> {
    let text = question.text.as_deref();
    let found = find(view, text, &question.filters)?;
    let ordered = order(view, question, &found)?;
    let (mut words, mut numbers) = (Vec::new(), Vec::new());
    if let Some(tree) = &found.tree {
        wanted(tree, &mut words, &mut numbers);
    }
    let marks = Wanted::new(&words, &numbers, text.is_some_and(fold::has_diacritics));
    let mut hits = Vec::with_capacity(ordered.len());
    for (i, (score, at)) in ordered.into_iter().enumerate() {
        let opened = view.open(at)?;
        let passage = snippet(&opened.text, &marks);
        let begin = opened.begin();
        let d = opened.record.document;
        hits.push(Hit {
            rank: question.offset + i + 1,
            score,
            path: opened.record.path,
            part: opened.record.part,
            number: d.number,
            doc_type: d.doc_type,
            issuer: d.issuer,
            issued_on: d.issued_on,
            title: d.title,
            form: d.form,
            snippet: passage.text,
            snippet_start: begin + passage.start,
            highlights: passage.highlights,
        });
    }
    let mut facets = Vec::new();
    if !question.facets.is_empty() {
        let docs = view.matching(&*found.query)?;
        for name in &question.facets {
            facets.push(facet(view, name, &docs)?);
        }
    }
    Ok(Answer { total: found.total, hits, facets, notes: found.notes })
}

fn order(view: &View, question: &Question, found: &Found) -> Result<Vec<(f32, DocAddress)>, QueryError> {
    if question.limit == 0 || found.total <= question.offset {
        return Ok(Vec::new());
    }
    let sort = match question.sort {
        Sort::Relevance if question.text.is_none() => Sort::Newest,
        sort => sort,
    };
    let (paths, parts) = (Texts::new(&view.searcher, "path")?, Figures::new(&view.searcher, "part")?);
    let place = |at: DocAddress| (paths.first(at), parts.first(at), at);
    if sort == Sort::Relevance {
        let end = question.offset.saturating_add(question.limit).min(found.total);
        let scored = top(view, &*found.query, end)?;
        let mut placed: Vec<_> = scored.into_iter().map(|(s, at)| (s, place(at))).collect();
        placed.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        return Ok(placed.into_iter().skip(question.offset).take(question.limit).map(|(s, (.., at))| (s, at)).collect());
    }
    let days = Figures::new(&view.searcher, "first_day")?;
    let numbers = Texts::new(&view.searcher, "number_shown")?;
    let mut rows = Vec::new();
    for at in view.matching(&*found.query)? {
        let key = match sort {
            Sort::Newest | Sort::Relevance => days.first(at).map_or(u64::MAX, |d| u64::MAX - 1 - d),
            Sort::Oldest => days.first(at).unwrap_or(u64::MAX),
            Sort::MostCited => {
                let cited = match numbers.first(at) {
                    Some(number) => view.count(&*View::term(view.fields.cites, &terms::number_exact(&number)))?,
                    None => 0,
                };
                u64::MAX - cited as u64
            }
        };
        rows.push((key, place(at)));
    }
    rows.sort();
    Ok(rows.into_iter().skip(question.offset).take(question.limit).map(|(_, (.., at))| (0.0, at)).collect())
}

/// The best `end` documents, and all others that score as much as the last of them: equal scores are then ordered by path and part, not by where
/// they happen to lie, and pages fit together.
fn top(view: &View, query: &dyn Query, end: usize) -> Result<Vec<(f32, DocAddress)>, QueryError> {
    let figures = DocumentStatistics { searcher: &view.searcher, fields: &view.fields };
    let mut reach = end + 16;
    loop {
        let scored = view.searcher.search_with_statistics_provider(query, &TopDocs::with_limit(reach).order_by_score(), &figures)?;
        let whole = scored.len() < reach || scored.last().map(|s| s.0) < scored.get(end - 1).map(|s| s.0);
        if whole {
            return Ok(scored);
        }
        reach *= 4;
    }
}
