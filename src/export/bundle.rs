//! Records as a folder of CSV files: `documents references targets percentages dates findings`.
//!
//! The files are written under other names and take their own only when all is written, so a folder never holds half a table.
//! `targets.csv` holds results too; `kind` tells them apart. Rows join on `path` and `part`. `override` is `correct` or `add` where a
//! person had a say.

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};

use super::cell;
use super::csv::{plain, safe};
use crate::model::{Override, Target};
use crate::record::Record;

type Csv = ::csv::Writer<BufWriter<File>>;

const DOCUMENTS: &[&str] = &[
    "path",
    "part",
    "number",
    "type",
    "type_name",
    "issuer",
    "issuer_level",
    "place",
    "issued_on",
    "title",
    "signer",
    "signer_role",
    "form",
    "urgency",
    "secrecy",
    "recipients",
    "key",
    "references",
    "targets",
    "results",
    "percentages",
    "findings",
    "format",
    "blake3",
    "override",
];
const REFERENCES: &[&str] = &[
    "path",
    "part",
    "id",
    "start",
    "end",
    "text",
    "kind",
    "type",
    "number",
    "resolved_number",
    "issuer",
    "issuer_basis",
    "date",
    "title",
    "relation",
    "same_as",
    "key",
    "provisions",
    "override",
];
/// Columns of `targets.csv`.
pub const TARGETS: &[&str] = &[
    "path",
    "part",
    "kind",
    "number",
    "issuer",
    "place",
    "start",
    "end",
    "text",
    "subject",
    "indicator",
    "modality",
    "comparator",
    "strict",
    "value",
    "value_min",
    "unit",
    "unit_noun",
    "deadline",
    "period",
    "as_of",
    "responsible",
    "section",
    "measure",
    "override",
];
const PERCENTAGES: &[&str] =
    &["path", "part", "start", "end", "text", "value", "value_min", "role", "comparator", "strict", "of", "unit_scope", "override"];
const DATES: &[&str] = &["path", "part", "start", "end", "text", "iso", "precision", "role", "recurring", "override"];
const FINDINGS: &[&str] = &["path", "part", "code", "severity", "message", "start", "end", "override"];

struct Table {
    name: &'static str,
    writer: Csv,
}

/// A folder of CSV files in the making.
pub struct Bundle {
    dir: PathBuf,
    tables: Vec<Table>,
}

fn next_name(dir: &Path, name: &str) -> PathBuf {
    dir.join(format!(".{name}.csv.part"))
}

/// A serde word (`target`, `>=`) as a cell.
pub fn word<T: serde::Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(s)) => s,
        Ok(serde_json::Value::Null) | Err(_) => String::new(),
        Ok(other) => other.to_string(),
    }
}

/// What a person did to an item.
fn said(by: Option<&Override>) -> String {
    by.map(|o| o.action.as_str().to_owned()).unwrap_or_default()
}

impl Bundle {
    /// Begins the files in `dir`, which is made where it does not exist.
    ///
    /// # Errors
    /// Where the folder cannot be written to.
    pub fn create(dir: &Path) -> io::Result<Self> {
        fs::create_dir_all(dir)?;
        let mut tables = Vec::new();
        for (name, columns) in [
            ("documents", DOCUMENTS),
            ("references", REFERENCES),
            ("targets", TARGETS),
            ("percentages", PERCENTAGES),
            ("dates", DATES),
            ("findings", FINDINGS),
        ] {
            let mut writer = ::csv::Writer::from_writer(BufWriter::new(File::create(next_name(dir, name))?));
            writer.write_record(columns).map_err(plain)?;
            tables.push(Table { name, writer });
        }
        Ok(Self { dir: dir.to_owned(), tables })
    }

    fn put(&mut self, name: &str, cells: &[String]) -> io::Result<()> {
        match self.tables.iter_mut().find(|t| t.name == name) {
            Some(table) => table.writer.write_record(cells.iter().map(|c| safe(c).into_owned())).map_err(plain),
            None => Ok(()),
        }
    }

    /// Adds a record to all files.
    ///
    /// # Errors
    /// Where a file cannot be written.
    pub fn add(&mut self, record: &Record) -> io::Result<()> {
        let start = vec![record.path.clone(), cell(record.part.as_ref())];
        let with = |rest: Vec<String>| [start.clone(), rest].concat();
        self.put("documents", &with(document_cells(record)))?;
        for r in &record.references {
            let provisions = if r.provisions.is_empty() { String::new() } else { serde_json::to_string(&r.provisions)? };
            self.put(
                "references",
                &with(vec![
                    r.id.clone(),
                    r.start.to_string(),
                    r.end.to_string(),
                    r.text.clone(),
                    r.kind.as_str().to_owned(),
                    cell(r.doc_type.as_ref()),
                    cell(r.number.as_ref()),
                    cell(r.resolved_number.as_ref()),
                    cell(r.issuer.as_ref()),
                    word(&r.issuer_basis),
                    cell(r.date.as_ref()),
                    cell(r.title.as_ref()),
                    r.relation.as_str().to_owned(),
                    cell(r.same_as.as_ref()),
                    cell(r.key.as_ref()),
                    provisions,
                    said(r.overridden.as_deref()),
                ]),
            )?;
        }
        for (kind, list) in [("target", &record.targets), ("result", &record.results)] {
            for target in list {
                let d = &record.document;
                self.put("targets", &with(target_cells(kind, [&d.number, &d.issuer, &d.place], target)))?;
            }
        }
        for p in &record.percentages {
            self.put(
                "percentages",
                &with(vec![
                    p.start.to_string(),
                    p.end.to_string(),
                    p.text.clone(),
                    p.value.to_string(),
                    cell(p.value_min.as_ref()),
                    word(&p.role),
                    p.comparator.as_str().to_owned(),
                    p.strict.to_string(),
                    cell(p.of.as_ref()),
                    cell(p.unit_scope.as_ref()),
                    said(p.overridden.as_deref()),
                ]),
            )?;
        }
        for d in &record.dates {
            self.put(
                "dates",
                &with(vec![
                    d.start.to_string(),
                    d.end.to_string(),
                    d.text.clone(),
                    cell(d.iso.as_ref()),
                    word(&d.precision),
                    word(&d.role),
                    cell(d.recurring.as_ref()),
                    said(d.overridden.as_deref()),
                ]),
            )?;
        }
        for f in &record.findings {
            let span = f.spans.first();
            self.put(
                "findings",
                &with(vec![
                    f.code.clone(),
                    f.severity.as_str().to_owned(),
                    f.message.clone(),
                    cell(span.map(|s| s.start).as_ref()),
                    cell(span.map(|s| s.end).as_ref()),
                    said(f.overridden.as_deref()),
                ]),
            )?;
        }
        Ok(())
    }

    /// Gives the files their names.
    ///
    /// # Errors
    /// Where a file cannot be written or renamed.
    pub fn finish(self) -> io::Result<()> {
        let mut names = Vec::new();
        for mut table in self.tables {
            table.writer.flush()?;
            table.writer.into_inner().map_err(|e| io::Error::other(e.to_string()))?.get_ref().sync_all()?;
            names.push(table.name);
        }
        for name in names {
            fs::rename(next_name(&self.dir, name), self.dir.join(format!("{name}.csv")))?;
        }
        Ok(())
    }
}

fn document_cells(record: &Record) -> Vec<String> {
    let d = &record.document;
    let signer = d.signer.as_ref();
    vec![
        cell(d.number.as_ref()),
        cell(d.doc_type.as_ref()),
        cell(d.type_name.as_ref()),
        cell(d.issuer.as_ref()),
        cell(d.issuer_level.as_ref()),
        cell(d.place.as_ref()),
        cell(d.issued_on.as_ref()),
        cell(d.title.as_ref()),
        cell(signer.and_then(|s| s.name.as_ref())),
        cell(signer.and_then(|s| s.role.as_ref())),
        d.form.as_str().to_owned(),
        cell(d.urgency.as_ref()),
        cell(d.secrecy.as_ref()),
        d.recipients.join("; "),
        cell(d.key.as_ref()),
        record.references.len().to_string(),
        record.targets.len().to_string(),
        record.results.len().to_string(),
        record.percentages.len().to_string(),
        record.findings.len().to_string(),
        record.format.clone(),
        record.blake3.clone(),
        said(d.overridden.as_deref()),
    ]
}

/// Cells of [`TARGETS`] after path and part.
pub fn target_cells(kind: &str, [number, issuer, place]: [&Option<String>; 3], t: &Target) -> Vec<String> {
    vec![
        kind.to_owned(),
        cell(number.as_ref()),
        cell(issuer.as_ref()),
        cell(place.as_ref()),
        t.start.to_string(),
        t.end.to_string(),
        t.text.clone(),
        cell(t.subject.as_ref()),
        cell(t.indicator.as_ref()),
        word(&t.modality),
        t.comparator.map(|c| c.as_str().to_owned()).unwrap_or_default(),
        t.strict.to_string(),
        cell(t.value.as_ref()),
        cell(t.value_min.as_ref()),
        cell(t.unit.as_ref()),
        cell(t.unit_noun.as_ref()),
        cell(t.deadline.as_ref()),
        cell(t.period.as_ref()),
        cell(t.as_of.as_ref()),
        cell(t.responsible.as_ref()),
        cell(t.section.as_ref()),
        cell(t.measure.as_ref()),
        said(t.overridden.as_deref()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_files_or_none() {
        let dir = tempfile::tempdir().unwrap();
        let mut bundle = Bundle::create(dir.path()).unwrap();
        let mut record = Record { path: "a.txt".into(), targets: vec![Target::default()], ..Record::default() };
        record.document.title = Some("=HYPERLINK(1)".into());
        bundle.add(&record).unwrap();
        assert!(!dir.path().join("documents.csv").exists());
        bundle.finish().unwrap();
        let text = fs::read_to_string(dir.path().join("documents.csv")).unwrap();
        assert!(text.contains("'=HYPERLINK"));
        assert_eq!(fs::read_to_string(dir.path().join("targets.csv")).unwrap().lines().count(), 2);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 6);
    }
}
