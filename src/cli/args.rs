//! What can be typed. Help texts are the manual; every command has an example.

mod check;

use std::path::PathBuf;

pub mod diff;

pub use diff::DiffArgs;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use super::cascade::CascadeArgs;
pub use super::graph::GraphArgs;
pub use check::CheckArgs;

/// Reads, analyses, links, indexes and searches Vietnamese administrative documents.
#[derive(Debug, Parser)]
#[command(name = "vanthu", version, about, max_term_width = 100, propagate_version = true)]
#[command(after_help = "Exit status: 0 found or done, 1 nothing found, 2 an error or a file that could not be taken in.\n\n\
Example:\n  vanthu index documents/\n  vanthu search \"cải cách hành chính\" --year 2022\n  vanthu refs 41-KH/QU")]
pub struct Cli {
    /// Options of every command.
    #[command(flatten)]
    pub common: Common,
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LangArg {
    /// English
    En,
    /// Tiếng Việt
    Vi,
}

/// Options of every command.
#[derive(Debug, Clone, Args)]
pub struct Common {
    /// The index folder [default: .vanthu]
    #[arg(long, global = true, value_name = "DIR", env = "VANTHU_INDEX", hide_env_values = true)]
    pub index: Option<PathBuf>,
    /// Language of messages [default: from the environment]
    #[arg(long, global = true, value_enum)]
    pub lang: Option<LangArg>,
    /// Say only what is wrong
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say more
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
}

/// When to show progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum When {
    /// When stderr is a terminal
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Bring the index in line with files and folders
    Index(IndexArgs),
    /// Search by words, numbers and filters
    Search(SearchArgs),
    /// One document as a card: fields, targets, what it cites, what cites it, findings
    Show(ShowArgs),
    /// The text that offsets point into
    Text(TextArgs),
    /// What a document cites and what cites it
    Refs(RefsArgs),
    /// The tree of documents that carry one out, by level, with the gaps
    Cascade(CascadeArgs),
    /// Documents cited but not held, most wanted first
    Missing(MissingArgs),
    /// The web of documents as a graph file
    Graph(GraphArgs),
    /// Targets and results as rows
    Targets(TargetsArgs),
    /// Dated tasks: who, what, by when
    Tasks(TasksArgs),
    /// Findings: contradictions and oddities, worst first
    Check(CheckArgs),
    /// What changed between two indexes or two runs
    Diff(DiffArgs),
    /// What the index holds
    Stats(StatsArgs),
    /// Records without an index
    Extract(ExtractArgs),
    /// The accuracy card: records against hand-made gold
    Eval(EvalArgs),
    /// Check that the index is whole
    Verify(VerifyArgs),
    /// Index the documents that come with the program and show what can be asked
    Demo(DemoArgs),
    /// Completions for a shell
    Completions(CompletionsArgs),
    /// The manual page
    Man(ManArgs),
}

/// `vanthu index`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  vanthu index documents/ --report what-happened.jsonl\n  \
vanthu index documents/ --overrides corrections.toml\n\nOverrides: vanthu.overrides.toml in the folder of a document, or above it up to PATH, is used without being named.\n  \
[[override]]\n  path = \"15-KH-UBND.txt\"\n  item = \"document\"\n  action = \"correct\"\n  set = { issued_on = 2022-01-10 }")]
pub struct IndexArgs {
    /// Files and folders
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Threads [default: all cores]
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<usize>,
    /// Say what would be done, change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Read everything anew into a new index that then replaces the old one
    #[arg(long)]
    pub rebuild: bool,
    /// Compare contents even where size and time are the same
    #[arg(long)]
    pub verify_content: bool,
    /// Leave documents whose files have vanished
    #[arg(long)]
    pub keep_missing: bool,
    /// Corrections of what is read (TOML), beside vanthu.overrides.toml in the folders of documents
    #[arg(long, value_name = "FILE")]
    pub overrides: Option<PathBuf>,
    /// Write one JSON line for each file: what happened, and why
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// Show progress
    #[arg(long, value_enum, default_value_t)]
    pub progress: When,
    /// Largest file that is read, in MB
    #[arg(long, value_name = "MB", default_value_t = 64)]
    pub max_size: u64,
}

/// A form of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum FormatArg {
    /// For people
    #[default]
    Table,
    /// One JSON array
    Json,
    /// One JSON object a line
    Jsonl,
    /// Comma-separated
    Csv,
}

/// A form of output of targets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum TargetsFormatArg {
    /// For people
    #[default]
    Table,
    /// One JSON array
    Json,
    /// One JSON object a line
    Jsonl,
    /// Comma-separated
    Csv,
    /// Excel workbook
    Xlsx,
    /// Chart of one indicator by place, issuer or year
    Svg,
}

/// Filters that several commands share.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Filters")]
pub struct FilterArgs {
    /// Type: code, abbreviation or name (KH, "Kế hoạch")
    #[arg(long = "type", value_name = "TYPE")]
    pub doc_type: Vec<String>,
    /// Own number (41-KH/QU) or serial (41)
    #[arg(long, value_name = "N")]
    pub number: Vec<String>,
    /// Words of the issuer's name, or its symbol
    #[arg(long, value_name = "NAME")]
    pub issuer: Vec<String>,
    /// Level: central, province, district, commune, party-…, front, other
    #[arg(long, value_name = "L")]
    pub level: Vec<String>,
    /// Words of the place
    #[arg(long, value_name = "NAME")]
    pub place: Vec<String>,
    /// Year (2022) or span (2020-2022)
    #[arg(long, value_name = "Y")]
    pub year: Vec<String>,
    /// Issued on or after (2022-03-01, 2022-03, 1/3/2022)
    #[arg(long, value_name = "D")]
    pub from: Option<String>,
    /// Issued on or before
    #[arg(long, value_name = "D")]
    pub to: Option<String>,
    /// Cites this number
    #[arg(long, value_name = "N")]
    pub cites: Vec<String>,
    /// Relation to something it cites: basis, implements, amends, replaces, repeals, guides, approves, reports_on, cites
    #[arg(long, value_name = "R")]
    pub relation: Vec<String>,
    /// Words of the signer's name
    #[arg(long, value_name = "NAME")]
    pub signer: Vec<String>,
    /// Words of a recipient
    #[arg(long, value_name = "NAME")]
    pub recipient: Vec<String>,
    /// Came into the index on or after
    #[arg(long, value_name = "D")]
    pub added_since: Option<String>,
    /// administrative, article or news
    #[arg(long, value_name = "F")]
    pub form: Vec<String>,
    /// Has: number, issuer, date, signer, target, result, percentage, quantity, reference, finding …
    #[arg(long, value_name = "WHAT", value_delimiter = '|')]
    pub has: Vec<String>,
}

/// What figures of targets and results must be.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Filters")]
pub struct FigureArgs {
    /// Known indicator, by its id (on-time-files), or a group of like wordings (~…)
    #[arg(long, value_name = "ID")]
    pub indicator: Vec<String>,
    /// Bound on the figure of a target or result (">=90", "=100")
    #[arg(long, value_name = "BOUND", allow_hyphen_values = true)]
    pub value: Option<String>,
}

/// Order of hits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum SortArg {
    /// Best first
    #[default]
    Relevance,
    /// Latest first
    Newest,
    /// Earliest first
    Oldest,
    /// Most citing documents first
    MostCited,
}

/// `vanthu search`
#[derive(Debug, Args)]
#[command(after_help = "Query: words, \"phrases\", +must -not, AND OR NOT, ( ), fields so: loai: coquan: nam: noi: chitieu:\n\n\
Examples:\n  vanthu search \"cải cách hành chính\" --place \"Tây Hồ\" --facets type,year\n  \
vanthu search 41-KH/QU --format jsonl\n  vanthu search --has target --sort newest")]
pub struct SearchArgs {
    /// What to look for
    #[arg(value_name = "QUERY", allow_hyphen_values = true)]
    pub query: Option<String>,
    /// Filters.
    #[command(flatten)]
    pub filters: FilterArgs,
    /// Figures.
    #[command(flatten)]
    pub figures: FigureArgs,
    /// Order
    #[arg(long, value_enum, default_value_t)]
    pub sort: SortArg,
    /// How many documents
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// After how many
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: usize,
    /// Count values: type, issuer, level, place, year, form, relation, indicator, finding
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub facets: Vec<String>,
    /// Form of output
    #[arg(long, value_enum, default_value_t)]
    pub format: FormatArg,
}

/// A form of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum ExtractFormat {
    /// One JSON object a line
    #[default]
    Jsonl,
    /// One JSON array
    Json,
    /// A folder of CSV files (--to)
    Csv,
}

/// `vanthu extract`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  vanthu extract documents/ > records.jsonl\n  vanthu extract documents/ --format csv --to tables/\n  \
vanthu extract documents/ --overrides corrections.toml")]
pub struct ExtractArgs {
    /// Files and folders
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Form of output
    #[arg(long, value_enum, default_value_t)]
    pub format: ExtractFormat,
    /// Folder for CSV files
    #[arg(long, value_name = "DIR")]
    pub to: Option<PathBuf>,
    /// Corrections of what is read (TOML), beside vanthu.overrides.toml in the folders of documents
    #[arg(long, value_name = "FILE")]
    pub overrides: Option<PathBuf>,
    /// Threads [default: all cores]
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<usize>,
    /// Largest file that is read, in MB
    #[arg(long, value_name = "MB", default_value_t = 64)]
    pub max_size: u64,
    /// Show progress
    #[arg(long, value_enum, default_value_t)]
    pub progress: When,
}

/// `vanthu show`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  vanthu show 06-CTr/QU\n  vanthu show plans/a.txt --format json")]
pub struct ShowArgs {
    /// Number or file
    #[arg(value_name = "NUMBER|PATH")]
    pub what: String,
    /// Form of output
    #[arg(long, value_enum, default_value_t)]
    pub format: FormatArg,
}

/// `vanthu text`
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  vanthu text plans/a.txt")]
pub struct TextArgs {
    /// File
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// Which way citations run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum DirectionArg {
    /// What it cites
    Cites,
    /// What cites it
    CitedBy,
    /// Both
    #[default]
    Both,
}

/// `vanthu refs`
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  vanthu refs 41-KH/QU --direction cited-by --relation implements")]
pub struct RefsArgs {
    /// Number or file
    #[arg(value_name = "NUMBER|PATH")]
    pub what: String,
    /// Which way
    #[arg(long, value_enum, default_value_t)]
    pub direction: DirectionArg,
    /// Only this relation: basis, implements, amends, replaces, repeals, guides, approves, reports_on, cites
    #[arg(long, value_name = "R")]
    pub relation: Vec<String>,
    /// Form of output
    #[arg(long, value_enum, default_value_t)]
    pub format: FormatArg,
}

/// `vanthu missing`
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  vanthu missing --limit 20 --format csv > wanted.csv")]
pub struct MissingArgs {
    /// How many; 0 for all
    #[arg(long, value_name = "N", default_value_t = 50)]
    pub limit: usize,
    /// Form of output
    #[arg(long, value_enum, default_value_t)]
    pub format: FormatArg,
}

/// Which rows of targets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum KindArg {
    /// Commitments
    #[default]
    Target,
    /// What was reached
    Result,
    /// Both
    Both,
}

/// What a pivot runs over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ByArg {
    /// Issuers
    Issuer,
    /// Places
    Place,
    /// Years
    Year,
}

/// `vanthu targets`
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  vanthu targets \"hồ sơ trực tuyến\" --place \"Tây Hồ\" --value \">=90\"\n  \
vanthu targets --kind both --about 2024 --format xlsx > plan-and-report.xlsx\n  \
vanthu targets --indicator on-time-files --kind both --about 2024 --level district --by place --format svg > chart.svg\n  \
vanthu targets --sample 60 --format csv > check.csv")]
pub struct TargetsArgs {
    /// Words that the sentence of the row must hold
    #[arg(value_name = "QUERY", allow_hyphen_values = true)]
    pub query: Option<String>,
    /// Filters.
    #[command(flatten)]
    pub filters: FilterArgs,
    /// Figures.
    #[command(flatten)]
    pub figures: FigureArgs,
    /// The time the row is about: a year (2024) or a span (2021-2025); rows whose time nothing tells are left out
    #[arg(long, value_name = "Y")]
    pub about: Option<String>,
    /// Which rows; both sets the plan beside the report
    #[arg(long, value_enum, default_value_t)]
    pub kind: KindArg,
    /// Group by
    #[arg(long, value_enum)]
    pub by: Option<ByArg>,
    /// Draw N rows at random to check by hand, and say what that check tells of all rows
    #[arg(long, value_name = "N", conflicts_with = "by", value_parser = clap::value_parser!(u32).range(1..))]
    pub sample: Option<u32>,
    /// Another draw
    #[arg(long, value_name = "N", default_value_t = 1, requires = "sample")]
    pub seed: u64,
    /// How many rows; 0 for all
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub limit: usize,
    /// Form of output
    #[arg(long, value_enum, default_value_t)]
    pub format: TargetsFormatArg,
}

/// A form of output of tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub enum TasksFormatArg {
    /// For people
    #[default]
    Table,
    /// One JSON array
    Json,
    /// One JSON object a line
    Jsonl,
    /// Comma-separated
    Csv,
    /// Excel workbook
    Xlsx,
    /// Calendar: one all-day event a task
    Ics,
}

/// `vanthu tasks`
#[derive(Debug, Args)]
#[command(after_help = "The day given to --before and --after is itself excluded; of a month or year all its days.\n\n\
Examples:\n  vanthu tasks --after 2024-05 --before 2024-07\n  \
vanthu tasks --responsible \"Phòng Nội vụ\" --today 2024-06-01\n  \
vanthu tasks --year 2024 --format ics > tasks.ics")]
pub struct TasksArgs {
    /// Words that the document must hold
    #[arg(value_name = "QUERY")]
    pub query: Option<String>,
    /// Filters.
    #[command(flatten)]
    pub filters: FilterArgs,
    /// Due before this day, month or year (2024-07-01, 2024-07, 1/7/2024)
    #[arg(long, value_name = "D")]
    pub before: Option<String>,
    /// Due after this day, month or year
    #[arg(long, value_name = "D")]
    pub after: Option<String>,
    /// Words of who is to do it, or a body's symbol (UBND)
    #[arg(long, value_name = "NAME")]
    pub responsible: Vec<String>,
    /// Known indicator, by its id
    #[arg(long, value_name = "ID")]
    pub indicator: Vec<String>,
    /// Count the days that are left from this day
    #[arg(long, value_name = "D")]
    pub today: Option<String>,
    /// How many rows; 0 for all
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub limit: usize,
    /// Form of output
    #[arg(long, value_enum, default_value_t)]
    pub format: TasksFormatArg,
}

/// `vanthu stats`
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  vanthu stats --format json")]
pub struct StatsArgs {
    /// Form of output
    #[arg(long, value_enum, default_value_t)]
    pub format: FormatArg,
}

/// `vanthu eval`
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  vanthu eval --gold corpora/gold --docs corpora")]
pub struct EvalArgs {
    /// Folder of gold files, one JSON a document
    #[arg(long, value_name = "DIR")]
    pub gold: PathBuf,
    /// Folder of the documents, found by name
    #[arg(long, value_name = "DIR")]
    pub docs: PathBuf,
    /// List every missed, extra and wrong item
    #[arg(long)]
    pub errors: bool,
}

/// `vanthu verify`
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  vanthu verify --index .vanthu")]
pub struct VerifyArgs {}

/// `vanthu demo`
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  vanthu demo --corpora corpora")]
pub struct DemoArgs {
    /// Folder of documents
    #[arg(long, value_name = "DIR", default_value = "corpora")]
    pub corpora: PathBuf,
}

/// `vanthu completions`
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  vanthu completions bash > /etc/bash_completion.d/vanthu")]
pub struct CompletionsArgs {
    /// Shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// `vanthu man`
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  vanthu man | man -l -")]
pub struct ManArgs {}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_definition_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_has_an_example() {
        for command in Cli::command().get_subcommands() {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.contains("Example"), "{}", command.get_name());
        }
    }
}
