//! [`Frame`]: which blocks are page furniture, letterhead, title, body, closing. FIELD §3, GUIDELINES §6 "Form".
//!
//! A saved web page puts menus, a box of metadata and captions before the document and links, prices and addresses after it. They are
//! recognised by the labels that sites use, and nothing is extracted from them.

mod annex;
mod furniture;
pub mod letterhead;
mod look;
mod pieces;

use std::ops::Range;

pub use self::annex::Annex;
use self::furniture::proper;
use self::look::{addressee, annex_start, body_start, heading_in, motto, number_line, numbered, place_date, stamp, title_like};
pub use self::look::{authority_line, is_body_name, mostly_upper};
pub use self::pieces::Piece;
use self::pieces::pieces;

use crate::text::fold::plain;
use crate::text::{Block, BlockKind, Doc};

/// What every block is for. Indices are positions in [`Doc::blocks`].
#[derive(Debug, Clone, Default)]
pub struct Frame {
    /// The document without page furniture around it.
    pub proper: Range<usize>,
    /// Letterhead, number, date, type, title.
    pub head: Range<usize>,
    /// Blocks of the body and of annexes.
    pub body: Vec<usize>,
    /// Distribution list and signature.
    pub closing: Vec<usize>,
    /// The flow range of the title (trích yếu), if one was found.
    pub title: Option<Range<usize>>,
    /// The flow range of the type heading, if there is one.
    pub heading: Option<Range<usize>>,
    /// Block indices of page furniture inside `proper` (captions, adverts).
    pub furniture: Vec<usize>,
    /// Annexes, in order of the text; their blocks are in `body`.
    pub annexes: Vec<Annex>,
}

impl Frame {
    /// Finds the parts of a document.
    #[must_use]
    pub fn new(doc: &Doc) -> Self {
        let proper = proper(doc);
        let mut frame = Self { proper: proper.clone(), head: proper.start..proper.start, ..Self::default() };
        frame.find_head(doc);
        if !frame.head.is_empty() {
            frame.annexes = annex::find(doc, &(frame.head.end..proper.end));
        }
        frame.find_closing(doc);
        let mut used = vec![false; doc.blocks.len()];
        for i in frame.closing.iter().chain(&frame.furniture) {
            used[*i] = true;
        }
        frame.body = (frame.head.end..proper.end).filter(|i| !used[*i]).collect();
        frame
    }

    /// One past the last block of the document itself, without its annexes.
    #[must_use]
    pub fn own_end(&self) -> usize {
        self.annexes.first().map_or(self.proper.end, |a| a.block.max(self.head.end))
    }

    /// The box of metadata of the page that the document was saved from: label (lower case, no diacritics) and flow range of its value.
    #[must_use]
    pub fn page_box(&self, doc: &Doc) -> Vec<(&'static str, Range<usize>)> {
        furniture::page_box(doc, self.proper.start)
    }

    /// Lines of the letterhead and title, columns parted.
    #[must_use]
    pub fn head_pieces(&self, doc: &Doc) -> Vec<Piece> {
        let mut out = Vec::new();
        for index in self.head.clone() {
            pieces(doc, index, &mut out);
        }
        out
    }

    /// Lines of the closing.
    #[must_use]
    pub fn closing_pieces(&self, doc: &Doc) -> Vec<Piece> {
        let mut out = Vec::new();
        for index in &self.closing {
            pieces(doc, *index, &mut out);
        }
        out
    }

    fn find_head(&mut self, doc: &Doc) {
        let limit = self.proper.end.min(self.proper.start + 60);
        let mut end = self.proper.start;
        let mut seen_frame = false;
        let mut after_heading = 0_usize;
        let mut greeting = false;
        let (mut listed, mut open) = (false, false);
        let mut subject = false;
        for index in self.proper.start..limit {
            let block = &doc.blocks[index];
            let text = doc.block_text(block);
            let low = plain(text);
            if self.heading.is_none()
                && let Some((heading, rest)) = heading_in(doc, block)
                && (seen_frame || index < self.proper.start + 8)
            {
                self.heading = Some(heading.clone());
                seen_frame = true;
                let low_rest = plain(doc.text()[rest..block.end].trim_start());
                let body_line = low_rest
                    .strip_prefix("cua ")
                    .is_some_and(|r| is_body_name(r) && !r.contains(" ve ") && mostly_upper(&doc.text()[rest..block.end]));
                if rest < block.end && !body_line {
                    self.extend_title(rest..block.end);
                }
                end = index + 1;
                after_heading = 0;
                continue;
            }
            if self.heading.is_some() && !greeting && (mostly_upper(text) || !body_start(&low)) && !low.starts_with("kinh gui") {
                after_heading += 1;
                let first = self.title.is_none();
                // "… GIAI ĐOẠN" / "2026 - 2030"
                let years = !first && text.len() < 24 && text.contains(|c: char| c.is_ascii_digit()) && !text.contains(char::is_alphabetic);
                if years && !block.apart {
                    self.extend_title(block.start..block.end);
                    end = index + 1;
                    continue;
                }
                let upper = mostly_upper(text);
                if doc.block_lines(block).next().is_some_and(authority_line) {
                    break;
                }
                // capitals do not go on with a title in small letters: a body, or the words that enact
                let small = self.title.as_ref().is_some_and(|t| !mostly_upper(&doc.text()[t.clone()]));
                let authority = upper && !numbered(text) && (is_body_name(&low) || small);
                if first && low.starts_with("cua ") && upper && is_body_name(&low[4..]) && !low.contains(" ve ") {
                    end = index + 1;
                    continue;
                }
                if (first
                    && !authority
                    && text.chars().count() < 700
                    && !text.ends_with(':')
                    && (upper || block.emphasised || after_heading <= 2 && title_like(text, &low)))
                    || (!first
                        && (upper
                            || block.emphasised && matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading(7)) && !block.apart)
                        && !authority
                        && text.chars().count() < 500
                        && !numbered(text))
                {
                    self.extend_title(block.start..block.end);
                    end = index + 1;
                    continue;
                }
                if authority || low.trim().is_empty() {
                    end = index + 1;
                    continue;
                }
                break;
            }
            if low.starts_with("kinh gui") {
                greeting = true;
                // one addressee on the line itself ends the list
                listed = text.ends_with([':', ';', ',']) || low.len() < 12;
                open = !listed && !text.ends_with('.');
                seen_frame = true;
                end = index + 1;
                continue;
            }
            if greeting {
                let goes_on = open && !block.apart && text.chars().count() < 60;
                if !goes_on && !addressee(doc, block, listed) {
                    break;
                }
                listed = !text.ends_with('.') && !goes_on;
                open = false;
                end = index + 1;
                continue;
            }
            let short = text.chars().count() <= 260;
            // a subject (V/v …) broken over lines
            let opens = low.starts_with("ve viec") || doc.block_lines(block).any(|l| plain(l).starts_with("v/v"));
            subject = opens || subject && !block.apart && text.chars().count() < 120;
            let frame_like = short
                && (motto(&low) && (self.heading.is_none() || letterhead::mark(text))
                    || number_line(&low)
                    || subject
                    || (mostly_upper(text) && !numbered(text))
                    || place_date(doc, block)
                    || stamp(&low)
                    || matches!(text.trim(), "*" | "-" | "|")
                    || seen_frame && block.emphasised && text.chars().count() < 120 && !body_start(&low));
            if !frame_like {
                // one odd line before the letterhead does not end it
                if !seen_frame && index < self.proper.start + 3 && short {
                    continue;
                }
                break;
            }
            if motto(&low) || number_line(&low) || place_date(doc, block) {
                seen_frame = true;
            }
            if seen_frame {
                end = index + 1;
            }
        }
        if !seen_frame {
            end = self.proper.start;
            self.heading = None;
            self.title = None;
        }
        self.head = self.proper.start..end;
    }

    fn extend_title(&mut self, at: Range<usize>) {
        self.title = Some(match self.title.take() {
            Some(t) => t.start..at.end,
            None => at,
        });
    }

    fn find_closing(&mut self, doc: &Doc) {
        if self.head.is_empty() {
            return;
        }
        let is_start = |b: &Block| {
            let low = plain(doc.block_text(b));
            let low = low.trim_start_matches(['-', '|', ' ', '_']);
            low.starts_with("noi nhan") || doc.block_lines(b).next().is_some_and(authority_line)
        };
        // an annex may carry a signature of its own
        let own_end = self.own_end();
        let mut i = self.head.end;
        while i < own_end {
            if !is_start(&doc.blocks[i]) {
                i += 1;
                continue;
            }
            let mut seen_list = false;
            let from = i;
            while i < own_end {
                let block = &doc.blocks[i];
                let text = doc.block_text(block);
                let low = plain(text);
                let low = low.trim_start();
                if i > from
                    && (annex_start(low)
                        || low.starts_with('[')
                        || block.kind == BlockKind::Row
                        || text.chars().count() > 420 && !seen_list
                        || heading_in(doc, block).is_some() && seen_list)
                {
                    break;
                }
                if i > from + 1 && (motto(low) || number_line(low)) {
                    break;
                }
                seen_list |= low.contains("noi nhan");
                self.closing.push(i);
                i += 1;
                if i - from > 60 {
                    break;
                }
            }
            // the first signature is the document's; what follows is annex or another document
            break;
        }
    }
}
