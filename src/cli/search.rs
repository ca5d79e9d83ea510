//! `vanthu search`: ranked documents with the passage that matched.

use std::io::{self, Write};

use super::args::{FilterArgs, FormatArg, SearchArgs, SortArg};
use super::context::{Context, Exit};
use super::fail::Fail;
use super::messages::Message;
use crate::export::table::{BOLD, DIM, MARK, PLAIN, labelled, one_line, wrapped};
use crate::export::{self, Format, Style, Tabular, cell};
use crate::index::paths::named;
use crate::lexicon::types;
use crate::query::filter::Filters;
use crate::query::search::{Hit, Question, Sort, search};
use crate::query::words;

impl From<FormatArg> for Format {
    fn from(arg: FormatArg) -> Self {
        match arg {
            FormatArg::Table => Self::Table,
            FormatArg::Json => Self::Json,
            FormatArg::Jsonl => Self::Jsonl,
            FormatArg::Csv => Self::Csv,
        }
    }
}

impl From<FilterArgs> for Filters {
    fn from(a: FilterArgs) -> Self {
        Self {
            doc_type: a.doc_type,
            number: a.number,
            issuer: a.issuer,
            level: a.level,
            place: a.place,
            year: a.year,
            from: a.from,
            to: a.to,
            cites: a.cites,
            relation: a.relation,
            signer: a.signer,
            recipient: a.recipient,
            added_since: a.added_since,
            form: a.form,
            has: a.has,
            ..Self::default()
        }
    }
}

impl Tabular for Hit {
    const COLUMNS: &'static [&'static str] =
        &["rank", "score", "path", "part", "number", "type", "issuer", "issued_on", "title", "snippet", "form"];
    const NUMERIC: &'static [&'static str] = &["rank", "score", "part"];

    fn cells(&self) -> Vec<String> {
        vec![
            self.rank.to_string(),
            format!("{:.3}", self.score),
            self.path.clone(),
            cell(self.part.as_ref()),
            cell(self.number.as_ref()),
            cell(self.doc_type.as_ref()),
            cell(self.issuer.as_ref()),
            cell(self.issued_on.as_ref()),
            cell(self.title.as_ref()),
            one_line(&self.snippet),
            self.form.as_str().to_owned(),
        ]
    }
}

/// A hit for people: what it is, its title, the passage, the file.
pub fn card(out: &mut dyn Write, style: Style, hit: &Hit) -> io::Result<()> {
    let (bold, dim, plain) = if style.colour { (BOLD, DIM, PLAIN) } else { ("", "", "") };
    let rank = format!("{}.", hit.rank);
    let kind = || hit.doc_type.as_deref().and_then(types::by_code).map(|t| t.name.as_str());
    let name = hit.number.as_deref().or_else(kind).or_else(|| words::form(hit.form, style.lang)).unwrap_or(words::file_name(&hit.path));
    let mut parts = vec![format!("{bold}{}{plain}", one_line(name))];
    for part in [&hit.issuer, &hit.issued_on] {
        parts.extend(part.as_deref().map(one_line));
    }
    labelled(out, &format!("{rank:<3} "), &parts.join(" · "), style)?;
    if let Some(title) = &hit.title {
        wrapped(out, &one_line(title), 4, style.width)?;
    }
    let passage = marked(hit, style);
    if !passage.is_empty() && hit.title.as_deref().map(one_line) != Some(passage.clone()) {
        wrapped(out, &format!("“{passage}”"), 4, style.width)?;
    }
    writeln!(out, "    {dim}{}{plain}", one_line(&named(&hit.path, hit.part)))
}

fn marked(hit: &Hit, style: Style) -> String {
    if !style.colour {
        return one_line(&bare(&hit.snippet));
    }
    let mut out = String::new();
    let mut at = 0;
    for (from, to) in &hit.highlights {
        // each word of a mark is marked by itself, so that a line may break between them
        out.push_str(&spaced(&hit.snippet[at..*from]));
        let words = one_line(&hit.snippet[*from..*to]);
        out.push_str(MARK);
        out.push_str(&words.replace(' ', &format!("{PLAIN} {MARK}")));
        out.push_str(PLAIN);
        at = *to;
    }
    out.push_str(&spaced(&hit.snippet[at..]));
    out.trim().to_owned()
}

/// Without the marks of Markdown, which say nothing here.
fn bare(text: &str) -> String {
    text.replace("**", "").replace('|', " ")
}

/// [`one_line`] that keeps one space at each end where there is any.
fn spaced(text: &str) -> String {
    let line = one_line(&bare(text));
    let before = if text.starts_with(char::is_whitespace) { " " } else { "" };
    let after = if text.ends_with(char::is_whitespace) && !line.is_empty() { " " } else { "" };
    format!("{before}{line}{after}")
}

/// Runs the command.
pub fn run(args: SearchArgs, context: &mut Context<'_>) -> Result<Exit, Fail> {
    let question = Question {
        text: args.query,
        filters: super::targets::filters(args.filters, args.figures)?,
        sort: match args.sort {
            SortArg::Relevance => Sort::Relevance,
            SortArg::Newest => Sort::Newest,
            SortArg::Oldest => Sort::Oldest,
            SortArg::MostCited => Sort::MostCited,
        },
        limit: args.limit,
        offset: args.offset,
        facets: args.facets,
    };
    let view = context.view()?;
    let answer = search(&view, &question)?;
    for note in &answer.notes {
        context.say(&Message::Note(*note));
    }
    let format = Format::from(args.format);
    if format == Format::Table {
        for hit in &answer.hits {
            card(context.out, context.style, hit)?;
        }
        for facet in &answer.facets {
            writeln!(context.out, "\n{}", facet.name)?;
            for (value, count) in facet.values.iter().take(20) {
                writeln!(context.out, "  {count:>6}  {}", one_line(value))?;
            }
        }
    } else {
        export::rows(context.out, format, context.style, &answer.hits)?;
        if format == Format::Jsonl {
            for facet in &answer.facets {
                export::jsonl::line(context.out, &serde_json::json!({ "facet": facet.name, "values": facet.values }))?;
            }
        }
    }
    context.out.flush()?;
    if answer.total == 0 {
        context.say(&Message::NothingFound);
    } else {
        context.say(&Message::Shown(answer.total, answer.hits.len()));
    }
    Ok(Exit::found(answer.total > 0))
}
