//! [`Resolver`]: which document a citation leads to, held or known only from what others say of it.
//!
//! One way for single questions ([`Resolver::new`]: terms are looked up as they are needed, and remembered) and for questions about the
//! whole archive ([`Resolver::over`] a [`Whole`]: one pass over columns). Nothing is stored: a document that comes in today is found by citations of last year.
//!
//! A mention by type and serial with its issuer (`Chương trình 06 của Quận ủy Tây Hồ`) leads to the one number of that register that
//! the archive knows; where it knows none, it is a document of its own; where it knows several, it stays open.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use tantivy::DocAddress;
use tantivy::query::{BooleanQuery, Occur, Query};

use super::collect::Texts;
use super::describe::{Group, Said, part};
use super::join::{Catalogue, Held, HeldColumns, Joined, join};
use super::missing::Citations;
use super::weigh::{Candidate, candidates};
use super::{QueryError, View};
use crate::index::edge::Edge;
use crate::index::terms;
use crate::link::identity::{Compatibility, Key};
use crate::link::succession;

/// All that the archive knows of one number.
#[derive(Debug, Default)]
pub struct Known {
    /// [`terms::number_exact`]; for documents without one, `key:` and their register.
    pub exact: String,
    /// Documents that bear it.
    pub bearers: Vec<Held>,
    /// Citations that none of them fits, parted into documents, most cited first.
    pub cards: Vec<Group>,
}

/// A document that only citations tell of.
#[derive(Debug, Clone)]
pub struct Card {
    /// What is known of its number.
    pub known: Rc<Known>,
    /// Which of the cards.
    pub at: usize,
}

impl Card {
    /// What is said of it.
    #[must_use]
    pub fn group(&self) -> &Group {
        &self.known.cards[self.at]
    }

    /// Its name, the same in every question to one index.
    #[must_use]
    pub fn id(&self) -> String {
        if self.known.cards.len() == 1 { self.known.exact.clone() } else { format!("{}~{}", self.known.exact, self.at + 1) }
    }
}

impl PartialEq for Card {
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at && self.known.exact == other.known.exact
    }
}

/// Where a citation leads.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// To a held document.
    Held(Box<Held>, Compatibility),
    /// To one of several held documents.
    Ambiguous(Vec<Candidate>),
    /// To one that is not held; with held documents whose body went on in the cited one, or the other way round.
    Card(Card, Vec<Candidate>),
    /// It names no document: a title alone, or a serial whose issuer is not known.
    Open,
}

/// Citations and bearers as they are needed, or all at once.
enum Source<'v> {
    Terms(Box<Columns>),
    Whole(&'v Whole),
}

struct Columns {
    held: HeldColumns,
    edges: Texts,
    /// First ordinal of each segment, so that documents have one number each.
    bases: Vec<u32>,
}

/// All documents and citations of an index, read from columns once.
pub struct Whole {
    /// Documents by number.
    pub catalogue: Catalogue,
    /// Citations.
    pub citations: Citations,
    /// Register → numbers in it.
    registers: HashMap<String, BTreeSet<String>>,
}

impl Whole {
    /// Reads the columns.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn load(view: &View) -> Result<Self, QueryError> {
        let catalogue = Catalogue::load(view)?;
        let citations = Citations::load(view)?;
        let mut registers: HashMap<String, BTreeSet<String>> = HashMap::new();
        for (exact, list) in &citations.by_number {
            for register in list.iter().filter_map(|(edge, _)| terms::key_register(&edge.key)) {
                registers.entry(register).or_default().insert(exact.clone());
            }
        }
        for (exact, held) in catalogue.all() {
            if let Some(register) = held.key.as_ref().and_then(|k| terms::key_register(&k.to_string())) {
                registers.entry(register).or_default().insert(exact.to_owned());
            }
        }
        Ok(Self { catalogue, citations, registers })
    }

    /// All numbers that are borne or cited, and all registers of mentions without one, in order.
    #[must_use]
    pub fn numbers(&self) -> Vec<String> {
        let open = self.citations.short.keys().filter(|r| !self.registers.contains_key(*r)).map(|r| format!("key:{r}"));
        let borne = self.catalogue.all().map(|(n, _)| n.to_owned());
        let mut all: Vec<String> = self.citations.by_number.keys().cloned().chain(borne).chain(open).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// All citations that say a number or a register, each once with the documents that make it.
    pub fn said(&self) -> impl Iterator<Item = (&Edge, &[u32])> {
        let lists = self.citations.by_number.values().chain(self.citations.short.values());
        lists.flatten().map(|(edge, documents)| (edge, documents.as_slice()))
    }
}

/// Resolves citations against one index.
pub struct Resolver<'v> {
    view: &'v View,
    source: Source<'v>,
    known: RefCell<HashMap<String, Rc<Known>>>,
    short: RefCell<HashMap<String, Option<String>>>,
}

/// The register of a key in which a mention without symbol is looked for.
fn register(edge: &Edge) -> Option<String> {
    if edge.number.is_empty() { terms::key_register(&edge.key) } else { None }
}

impl<'v> Resolver<'v> {
    /// For single questions.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn new(view: &'v View) -> Result<Self, QueryError> {
        let mut bases = Vec::new();
        let mut next = 0;
        for segment in view.searcher.segment_readers() {
            bases.push(next);
            next += segment.max_doc();
        }
        let columns = Columns { held: HeldColumns::new(view)?, edges: Texts::new(&view.searcher, "edge")?, bases };
        Ok(Self::with(view, Source::Terms(Box::new(columns))))
    }

    /// For questions about the whole archive.
    #[must_use]
    pub fn over(view: &'v View, whole: &'v Whole) -> Self {
        Self::with(view, Source::Whole(whole))
    }

    fn with(view: &'v View, source: Source<'v>) -> Self {
        Self { view, source, known: RefCell::default(), short: RefCell::default() }
    }

    /// Where a citation leads.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn resolve(&self, edge: &Edge) -> Result<Target, QueryError> {
        let Some(exact) = self.exact(edge)? else { return Ok(Target::Open) };
        let known = self.known(&exact)?;
        let naming = &self.view.naming;
        Ok(match join(&known.bearers, edge) {
            Joined::Held(held, how) => Target::Held(Box::new(held.clone()), how),
            Joined::Ambiguous(fits) => Target::Ambiguous(candidates(&fits, edge, naming)),
            Joined::NotHeld => {
                let same = |e: &Edge| e.key == edge.key && e.date == edge.date && e.issuer == edge.issuer && e.number == edge.number;
                match known.cards.iter().position(|g| g.said.iter().any(|(e, _)| same(e))) {
                    Some(at) => {
                        let key = edge.key.parse::<Key>().ok();
                        let linked = |h: &&Held| h.key.as_ref().zip(key.as_ref()).is_some_and(|(a, b)| succession::linked(a, b));
                        let near: Vec<&Held> = known.bearers.iter().filter(linked).collect();
                        Target::Card(Card { known: Rc::clone(&known), at }, candidates(&near, edge, naming))
                    }
                    None => Target::Open,
                }
            }
        })
    }

    /// The number that a citation is filed under.
    fn exact(&self, edge: &Edge) -> Result<Option<String>, QueryError> {
        if !edge.number.is_empty() {
            return Ok(Some(terms::number_exact(&edge.number)));
        }
        let Some(register) = register(edge) else { return Ok(None) };
        if let Some(known) = self.short.borrow().get(&edge.key) {
            return Ok(known.clone());
        }
        let numbers = self.in_register(&register, &edge.key)?;
        let mut numbers = numbers.into_iter();
        let one = match (numbers.next(), numbers.next()) {
            (Some(one), None) => Some(one),
            (None, _) => Some(format!("key:{register}")),
            (Some(_), Some(_)) => None,
        };
        self.short.borrow_mut().insert(edge.key.clone(), one.clone());
        Ok(one)
    }

    /// Numbers of a register that a key without symbol may mean.
    fn in_register(&self, register: &str, key: &str) -> Result<BTreeSet<String>, QueryError> {
        let Ok(key) = key.parse::<Key>() else { return Ok(BTreeSet::new()) };
        let fits = |k: &Key| k.compare(&key) != Compatibility::Different;
        let mut found = BTreeSet::new();
        match &self.source {
            Source::Whole(whole) => {
                for exact in whole.registers.get(register).into_iter().flatten() {
                    let borne = whole.catalogue.bearers(exact).iter().any(|h| h.key.as_ref().is_some_and(fits));
                    let said =
                        || whole.citations.by_number.get(exact).into_iter().flatten().any(|(e, _)| e.key.parse().is_ok_and(|k| fits(&k)));
                    if borne || said() {
                        found.insert(exact.clone());
                    }
                }
            }
            Source::Terms(columns) => {
                for at in self.view.matching(&*View::term(self.view.fields.block, register))? {
                    let held = columns.held.held(at);
                    if let Some(number) = held.number.filter(|_| held.key.as_ref().is_some_and(fits)) {
                        found.insert(terms::number_exact(&number));
                    }
                }
                for at in self.view.matching(&*View::term(self.view.fields.cited_block, register))? {
                    let edges = columns.edges.all(at).into_iter().filter_map(|e| Edge::decode(&e));
                    let numbered = edges.filter(|e| !e.number.is_empty() && e.key.parse().is_ok_and(|k| fits(&k)));
                    found.extend(numbered.map(|e| terms::number_exact(&e.number)));
                }
            }
        }
        Ok(found)
    }

    /// All that is known of a number ([`terms::number_exact`], or `key:` and a register).
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn known(&self, exact: &str) -> Result<Rc<Known>, QueryError> {
        if let Some(known) = self.known.borrow().get(exact) {
            return Ok(Rc::clone(known));
        }
        let (bearers, said) = self.gathered(exact)?;
        let unmet = said.into_iter().filter(|(edge, _)| matches!(join(&bearers, edge), Joined::NotHeld)).collect();
        let known = Rc::new(Known { exact: exact.to_owned(), cards: part(unmet), bearers });
        self.known.borrow_mut().insert(exact.to_owned(), Rc::clone(&known));
        Ok(known)
    }

    /// All that is said of a number, by itself and by type and serial; see [`Resolver::known`] for `exact`.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn said_of(&self, exact: &str) -> Result<Vec<Said>, QueryError> {
        Ok(self.gathered(exact)?.1)
    }

    fn gathered(&self, exact: &str) -> Result<(Vec<Held>, Vec<Said>), QueryError> {
        let (bearers, mut said) = match &self.source {
            Source::Whole(whole) => {
                (whole.catalogue.bearers(exact).to_vec(), whole.citations.by_number.get(exact).cloned().unwrap_or_default())
            }
            Source::Terms(columns) => self.look_up(columns, exact)?,
        };
        let registers: BTreeSet<String> = if let Some(register) = exact.strip_prefix("key:") {
            BTreeSet::from([register.to_owned()])
        } else {
            let keys = bearers.iter().filter_map(|h| h.key.as_ref().map(ToString::to_string));
            keys.chain(said.iter().map(|(e, _)| e.key.clone())).filter_map(|k| terms::key_register(&k)).collect()
        };
        for register in registers {
            for (edge, documents) in self.short_of(&register)? {
                if self.exact(&edge)?.as_deref() == Some(exact) {
                    said.push((edge, documents));
                }
            }
        }
        Ok((bearers, said))
    }

    fn look_up(&self, columns: &Columns, exact: &str) -> Result<(Vec<Held>, Vec<Said>), QueryError> {
        let mine = |n: &str| terms::number_exact(n) == exact;
        let at = self.view.matching(&*View::term(self.view.fields.number, exact))?;
        let mut bearers: Vec<Held> = at.into_iter().map(|at| columns.held.held(at)).collect();
        bearers.retain(|h| h.number.as_deref().is_some_and(mine));
        bearers.sort_by(Held::by_place);
        let at = self.view.matching(&*View::term(self.view.fields.cites, exact))?;
        Ok((bearers, columns.said(&at, |e| mine(&e.number))))
    }

    /// Mentions without symbol in a register.
    fn short_of(&self, wanted: &str) -> Result<Vec<Said>, QueryError> {
        match &self.source {
            Source::Whole(whole) => Ok(whole.citations.short.get(wanted).cloned().unwrap_or_default()),
            Source::Terms(columns) => {
                let at = self.view.matching(&*View::term(self.view.fields.cited_block, wanted))?;
                Ok(columns.said(&at, |e| register(e).as_deref() == Some(wanted)))
            }
        }
    }

    /// A held document.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn held(&self, at: DocAddress) -> Result<Held, QueryError> {
        match &self.source {
            Source::Terms(columns) => Ok(columns.held.held(at)),
            Source::Whole(_) => Ok(HeldColumns::new(self.view)?.held(at)),
        }
    }

    /// What a document says of a number, by itself or by type and serial: from its column, without reading it.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn edges(&self, at: DocAddress, known: &Known) -> Result<Vec<Edge>, QueryError> {
        let found = match &self.source {
            Source::Terms(columns) => columns.edges.all(at),
            Source::Whole(_) => Texts::new(&self.view.searcher, "edge")?.all(at),
        };
        let edges = found.iter().filter_map(|e| Edge::decode(e));
        edges.filter_map(|e| self.exact(&e).map(|exact| (exact.as_deref() == Some(&known.exact)).then_some(e)).transpose()).collect()
    }

    /// Documents that cite a number, by itself or by type and serial, in the order of the index.
    ///
    /// # Errors
    /// Where the index cannot be read.
    pub fn citing(&self, known: &Known) -> Result<Vec<DocAddress>, QueryError> {
        let fields = &self.view.fields;
        let keys = known.bearers.iter().filter_map(|h| h.key.as_ref().map(ToString::to_string));
        let keys = keys.chain(known.cards.iter().flat_map(|g| &g.said).map(|(e, _)| e.key.clone()));
        let blocks: BTreeSet<String> = keys.filter_map(|k| terms::key_register(&k)).collect();
        let mut any: Vec<(Occur, Box<dyn Query>)> = vec![(Occur::Should, View::term(fields.cites, &known.exact))];
        any.extend(blocks.iter().map(|b| (Occur::Should, View::term(fields.cited_block, b))));
        self.view.matching(&BooleanQuery::new(any))
    }
}

impl Columns {
    /// What these documents say, as far as it is wanted.
    fn said(&self, documents: &[DocAddress], wanted: impl Fn(&Edge) -> bool) -> Vec<Said> {
        let mut said: BTreeMap<Edge, Vec<u32>> = BTreeMap::new();
        for at in documents {
            let ordinal = self.bases.get(at.segment_ord as usize).map_or(u32::MAX, |base| base + at.doc_id);
            for edge in self.edges.all(*at).iter().filter_map(|e| Edge::decode(e)).filter(|e| wanted(e)) {
                said.entry(edge).or_default().push(ordinal);
            }
        }
        said.into_iter().collect()
    }
}
