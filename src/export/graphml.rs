//! GraphML, which Gephi, yEd, Cytoscape and NetworkX open. The form: <http://graphml.graphdrawing.org/specification.html>.
//! Every value is an attribute with a declared type, so that it can be filtered and coloured by.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::query::graph::web::Web;

/// Attributes: id, of what, type.
const KEYS: [(&str, &str, &str); 14] = [
    ("label", "node", "string"),
    ("held", "node", "boolean"),
    ("number", "node", "string"),
    ("type", "node", "string"),
    ("issuer", "node", "string"),
    ("date", "node", "string"),
    ("title", "node", "string"),
    ("cited_by", "node", "int"),
    ("relation", "edge", "string"),
    ("proposed", "edge", "boolean"),
    ("certainty", "edge", "string"),
    ("said_by", "edge", "string"),
    ("sentence", "edge", "string"),
    ("weight", "edge", "double"),
];

/// Characters that XML 1.0 cannot hold become spaces.
fn clean(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() && !matches!(c, '\n' | '\t') || matches!(c, '\u{fffe}' | '\u{ffff}') { ' ' } else { c })
        .collect()
}

fn data(w: &mut Writer<&mut dyn Write>, key: &str, value: Option<&str>) -> io::Result<()> {
    let Some(value) = value else { return Ok(()) };
    // keys of arcs and nodes are apart in their ids
    w.write_event(Event::Start(BytesStart::new("data").with_attributes([("key", key)])))?;
    w.write_event(Event::Text(BytesText::new(&clean(value))))?;
    w.write_event(Event::End(BytesEnd::new("data")))
}

/// Writes a web.
///
/// # Errors
/// Where `out` cannot be written.
pub fn write(out: &mut dyn Write, web: &Web) -> io::Result<()> {
    let mut w = Writer::new_with_indent(out, b' ', 1);
    w.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    w.write_event(Event::Start(BytesStart::new("graphml").with_attributes([("xmlns", "http://graphml.graphdrawing.org/xmlns")])))?;
    for (name, of, kind) in KEYS {
        let key = BytesStart::new("key").with_attributes([("id", name), ("for", of), ("attr.name", name), ("attr.type", kind)]);
        w.write_event(Event::Empty(key))?;
    }
    w.write_event(Event::Start(BytesStart::new("graph").with_attributes([("id", "vanthu"), ("edgedefault", "directed")])))?;
    for node in &web.nodes {
        w.write_event(Event::Start(BytesStart::new("node").with_attributes([("id", clean(&node.id).as_str())])))?;
        let label = node.number.as_deref().or(node.title.as_deref()).unwrap_or(&node.id);
        data(&mut w, "label", Some(label))?;
        data(&mut w, "held", Some(if node.held { "true" } else { "false" }))?;
        for (key, value) in
            [("number", &node.number), ("type", &node.doc_type), ("issuer", &node.issuer), ("date", &node.date), ("title", &node.title)]
        {
            data(&mut w, key, value.as_deref())?;
        }
        data(&mut w, "cited_by", Some(&node.cited_by.to_string()))?;
        w.write_event(Event::End(BytesEnd::new("node")))?;
    }
    for (i, arc) in web.arcs.iter().enumerate() {
        let id = format!("e{i}");
        let (from, to) = (clean(&arc.from), clean(&arc.to));
        let ends = [("id", id.as_str()), ("source", from.as_str()), ("target", to.as_str())];
        w.write_event(Event::Start(BytesStart::new("edge").with_attributes(ends)))?;
        data(&mut w, "relation", Some(arc.relation.as_str()))?;
        data(&mut w, "proposed", Some(if arc.proposed { "true" } else { "false" }))?;
        data(&mut w, "certainty", Some(&super::bundle::word(&arc.certainty)))?;
        data(&mut w, "said_by", arc.said_by.as_deref())?;
        data(&mut w, "sentence", arc.sentence.as_deref())?;
        data(&mut w, "weight", Some("1.0"))?;
        w.write_event(Event::End(BytesEnd::new("edge")))?;
    }
    w.write_event(Event::End(BytesEnd::new("graph")))?;
    w.write_event(Event::End(BytesEnd::new("graphml")))?;
    writeln!(w.into_inner())
}
