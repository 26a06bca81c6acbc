//! One page that shows the graph in any browser, with nothing else needed: data, style and script
//! are in it, and it may fetch nothing.
//!
//! Owns: how data goes into the page so that no text can become markup or script, and the policy
//! that lets only the page's own script run. Must not know: which documents are chosen, where they
//! are placed.

use super::attributes::{Attribute, of_edges, of_nodes};
use super::json::plain;
use super::node_kind::{EdgeKind, Kind};
use super::palette;
use super::projection::{Edge, Node, Projection};
use super::xml::escape;
use crate::model::level::Level;
use serde_json::{Map, Value as Json, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

const PAGE: &str = include_str!("page/page.html");
const STYLE: &str = include_str!("page/page.css");
const SCRIPT: &str = include_str!("page/page.js");
const LIVE: &str = include_str!("page/live.html");
const LIVE_SCRIPT: &str = include_str!("page/live.js");
const ASK: &str = "<button id=\"ask\" type=\"button\" aria-expanded=\"false\" aria-controls=\"asking\">SPARQL</button>";

/// The page that needs nothing else.
pub(super) fn write(projection: &Projection) -> String {
    fill(projection, None)
}

/// The page of a server, which can be asked.
pub(super) fn write_live(projection: &Projection, questions: &Json) -> String {
    fill(projection, Some(questions))
}

fn fill(projection: &Projection, questions: Option<&Json>) -> String {
    let description = escape(&projection.summary());
    let (policy, data) = (policy(questions.is_some()), data(projection));
    let live = questions.map_or_else(String::new, |questions| {
        format!(
            "{LIVE}<script id=\"questions\" type=\"application/json\">{}</script>\n",
            inert(&questions.to_string())
        )
    });
    let live_script = if questions.is_some() {
        format!("<script>{LIVE_SCRIPT}</script>\n")
    } else {
        String::new()
    };
    let button = if questions.is_some() { ASK } else { "" };
    let fill = |name: &str| match name {
        "policy" => policy.as_str(),
        "description" => description.as_str(),
        "style" => STYLE,
        "data" => data.as_str(),
        "script" => SCRIPT,
        "live" => live.as_str(),
        "live-script" => live_script.as_str(),
        "ask" => button,
        _ => "",
    };
    // One pass, so that what is filled in is never looked at for marks.
    let mut page = String::with_capacity(data.len() + SCRIPT.len() + STYLE.len() + PAGE.len());
    let mut parts = PAGE.split("{{");
    page.push_str(parts.next().unwrap_or_default());
    for (name, rest) in parts.filter_map(|part| part.split_once("}}")) {
        page.push_str(fill(name));
        page.push_str(rest);
    }
    page
}

/// Nothing may be loaded or sent, and of scripts and styles only those that came with the program
/// run.
fn policy(is_live: bool) -> String {
    let more = if is_live {
        format!(
            " {}; connect-src 'self'; img-src 'self'",
            digest_of(LIVE_SCRIPT)
        )
    } else {
        String::new()
    };
    format!(
        "default-src 'none'; script-src {}{more}; style-src {}; base-uri 'none'; form-action 'none'",
        digest_of(SCRIPT),
        digest_of(STYLE)
    )
}

/// How a policy names a script or style by its content.
pub(crate) fn digest_of(text: &str) -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(text)))
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let byte = |n: usize| three.get(n).copied().map_or(0, u32::from);
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for n in 0..4 {
            let letter = LETTERS
                .get((bits >> (18 - 6 * n) & 63) as usize)
                .copied()
                .map_or('A', char::from);
            text.push(if n <= three.len() { letter } else { '=' });
        }
    }
    text
}

/// The data as JSON.
fn data(projection: &Projection) -> String {
    let (levels, level_of) = levels(projection);
    let (relations, relation_of) = relations(projection);
    let of_nodes = of_nodes(projection);
    let of_edges: Vec<Attribute<Edge>> = of_edges(projection)
        .into_iter()
        .filter(|it| ["date", "until", "ordinal", "provisions", "lead"].contains(&it.name))
        .collect();
    let nodes: Vec<Json> = projection
        .nodes
        .iter()
        .map(|it| node(it, &of_nodes, &level_of))
        .collect();
    let mut bows: BTreeMap<(usize, usize), i32> = BTreeMap::new();
    let edges: Vec<Json> = projection
        .edges
        .iter()
        .map(|it| edge(it, &of_edges, &relation_of, &mut bows))
        .collect();
    let whole = json!({ "levels": levels, "relations": relations, "nodes": nodes, "edges": edges });
    inert(&whole.to_string())
}

/// JSON in which no character can end the element it stands in.
fn inert(json: &str) -> String {
    let mut text = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\'' | '\u{2028}' | '\u{2029}' => {
                text.push_str(&format!("\\u{:04x}", u32::from(c)))
            }
            c => text.push(c),
        }
    }
    text
}

/// What colour tells: the kind of a node, and the level of a document.
type Class = (Kind, Option<Level>);

fn class(node: &Node) -> Class {
    (node.kind(), node.level())
}

/// The levels that occur, in order of rank, and the place of each in the list; what has none is
/// last, but for the other kinds of nodes.
fn levels(projection: &Projection) -> (Vec<Json>, BTreeMap<Class, usize>) {
    let mut counts: BTreeMap<Class, usize> = BTreeMap::new();
    for node in &projection.nodes {
        *counts.entry(class(node)).or_default() += 1;
    }
    let mut order: Vec<Class> = counts.keys().copied().collect();
    let rank = |level: Option<Level>| {
        palette::LEVELS
            .iter()
            .position(|(name, _, _)| level.is_some_and(|level| level.name() == *name))
    };
    order.sort_by_key(|(kind, level)| {
        (
            *kind,
            level.is_none(),
            rank(*level).unwrap_or(usize::MAX),
            *level,
        )
    });
    let list = order.iter().map(|class| {
        let (kind, level) = *class;
        let color = palette::hex(palette::of_kind(kind, level.map(Level::name)));
        let (name, english) = match kind {
            Kind::Document => (
                level.map_or("", Level::name),
                rank(level)
                    .and_then(|n| palette::LEVELS.get(n))
                    .map_or("", |(_, english, _)| english),
            ),
            kind => (kind.label(), kind.name()),
        };
        json!({ "name": name, "english": english, "color": color, "count": counts.get(class) })
    });
    let list = list.collect();
    (
        list,
        order
            .into_iter()
            .enumerate()
            .map(|(n, class)| (class, n))
            .collect(),
    )
}

/// The relations that occur, in their order, and the place of each in the list.
fn relations(projection: &Projection) -> (Vec<Json>, BTreeMap<EdgeKind, usize>) {
    let mut counts: BTreeMap<EdgeKind, usize> = BTreeMap::new();
    for edge in &projection.edges {
        *counts.entry(edge.tie).or_default() += 1;
    }
    let list = counts.iter().map(|(tie, count)| {
        let (color, faint) = (palette::hex(palette::of_tie(*tie)), palette::is_faint(*tie));
        json!({ "name": tie.name(), "label": tie.label(), "english": words(tie.name()), "color": color, "faint": faint, "count": count })
    });
    let list = list.collect();
    (
        list,
        counts
            .into_keys()
            .enumerate()
            .map(|(n, tie)| (tie, n))
            .collect(),
    )
}

/// `detailedRulesFor` → `detailed rules for`.
fn words(name: &str) -> String {
    let split = |c: char| {
        if c.is_ascii_uppercase() {
            format!(" {}", c.to_ascii_lowercase())
        } else {
            c.to_string()
        }
    };
    name.chars()
        .map(split)
        .collect::<String>()
        .replace('_', " ")
}

fn node(node: &Node, attributes: &[Attribute<Node>], level_of: &BTreeMap<Class, usize>) -> Json {
    let mut data = super::json::data(attributes, node, plain);
    let level = level_of.get(&class(node));
    let looks = [
        ("id", json!(node.id)),
        ("x", json!(node.place.0)),
        ("y", json!(node.place.1)),
        ("size", json!(node.size())),
        ("v", json!(level)),
    ];
    // Only documents can be stubs.
    data.entry("stub").or_insert(false.into());
    data.extend(looks.map(|(name, value)| (name.to_owned(), value)));
    data.into()
}

fn edge(
    edge: &Edge,
    attributes: &[Attribute<Edge>],
    relation_of: &BTreeMap<EdgeKind, usize>,
    bows: &mut BTreeMap<(usize, usize), i32>,
) -> Json {
    let evidence: Vec<Json> = edge
        .link
        .iter()
        .flat_map(|link| &link.evidence)
        .map(|it| json!([it.to_string(), it.quote]))
        .collect();
    let (source, target) = edge.ends;
    let mut data = Map::new();
    data.insert("s".to_owned(), source.into());
    data.insert("t".to_owned(), target.into());
    data.insert("r".to_owned(), json!(relation_of.get(&edge.tie)));
    data.insert("b".to_owned(), bow(bows, source, target).into());
    data.insert("evidence".to_owned(), evidence.into());
    for attribute in attributes {
        if let Some(value) = (attribute.value)(edge) {
            data.insert(attribute.name.to_owned(), plain(value));
        }
    }
    data.into()
}

/// How far a link bows to its side: the first between two documents is straight, the next bow to
/// one side and the other.
fn bow(bows: &mut BTreeMap<(usize, usize), i32>, source: usize, target: usize) -> i32 {
    let before = bows
        .entry((source.min(target), source.max(target)))
        .or_default();
    let n = *before;
    *before += 1;
    let side = if n % 2 == 1 { (n + 1) / 2 } else { -n / 2 };
    if source < target { side } else { -side }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::network::Network;
    use crate::analyze::network::tests::store;
    use crate::export::Filter;

    const HOSTILE: &str = "</script><img src=x onerror=alert(1)><!--<script>{{script}}&amp;'";

    fn hostile() -> String {
        let trig = format!(
            "<g> {{ <act/a> a zt:Document ; dcterms:title \"{HOSTILE}\"@zh ; eli:number \"{HOSTILE}\" ; eli:cites <act/b> . <act/b> a zt:Document, zt:Stub . }}"
        );
        write(&Projection::of(
            &Network::read(&store(&trig)).unwrap(),
            &Filter::default(),
        ))
    }

    #[test]
    fn no_title_becomes_markup() {
        let page = hostile();
        assert_eq!(page.matches("</script").count(), 2);
        assert!(!page.contains("<img") && !page.contains("<!--"));
        let data = page
            .split("<script id=\"data\" type=\"application/json\">")
            .nth(1)
            .unwrap()
            .split("</script>")
            .next()
            .unwrap();
        assert!(!data.contains(['<', '>', '&', '\'']));
        let data: Json = serde_json::from_str(data).unwrap();
        assert_eq!(
            (
                data["nodes"][0]["title"].as_str(),
                data["nodes"][0]["number"].as_str()
            ),
            (Some(HOSTILE), Some(HOSTILE))
        );
    }

    #[test]
    fn the_policy_names_the_script_and_the_style_of_the_page_and_nothing_else() {
        let page = hostile();
        let policy = page
            .split("Content-Security-Policy\" content=\"")
            .nth(1)
            .unwrap()
            .split('"')
            .next()
            .unwrap();
        let hash = |text: &str| base64(&Sha256::digest(text));
        let inner = |start: &str, end: &str| {
            page.rsplit(start)
                .next()
                .unwrap()
                .split(end)
                .next()
                .unwrap()
                .to_owned()
        };
        assert_eq!(policy.split("; ").next(), Some("default-src 'none'"));
        assert!(
            policy.contains(&format!(
                "script-src 'sha256-{}';",
                hash(&inner("<script>", "</script>"))
            )),
            "{policy}"
        );
        assert!(
            policy.contains(&format!(
                "style-src 'sha256-{}';",
                hash(&inner("<style>", "</style>"))
            )),
            "{policy}"
        );
        assert!(
            !page.contains("http-equiv=\"refresh\"")
                && !SCRIPT.contains("innerHTML")
                && !SCRIPT.contains("fetch(")
        );
    }

    #[test]
    fn bytes_are_written_in_base64() {
        for (bytes, text) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }

    #[test]
    fn links_between_the_same_two_bow_apart() {
        let mut bows = BTreeMap::new();
        let all: Vec<i32> = [(1, 2), (2, 1), (1, 2), (1, 3)]
            .into_iter()
            .map(|(a, b)| bow(&mut bows, a, b))
            .collect();
        assert_eq!(all, [0, -1, -1, 0]);
        assert_eq!(words("detailedRulesFor"), "detailed rules for");
    }

    #[test]
    fn the_page_holds_every_document_and_link() {
        let page = hostile();
        let data = page
            .split("application/json\">")
            .nth(1)
            .unwrap()
            .split("</script>")
            .next()
            .unwrap();
        let data: Json = serde_json::from_str(data).unwrap();
        assert_eq!(
            (
                data["nodes"].as_array().map(Vec::len),
                data["edges"].as_array().map(Vec::len)
            ),
            (Some(2), Some(1))
        );
        assert_eq!(
            (
                data["relations"][0]["label"].as_str(),
                data["levels"][0]["name"].as_str()
            ),
            (Some("引用"), Some(""))
        );
    }

    #[test]
    fn other_nodes_than_documents_have_a_colour_and_words_of_their_own() {
        let trig = "<g> { <act/a> a zt:Document ; dcterms:title \"甲\"@zh ; zt:authorityLevel <level/法律> ; eli:passed_by <agency/某部> . }";
        let filter = Filter {
            with: [crate::export::Overlay::Agencies].into(),
            ..Filter::default()
        };
        let projection = Projection::of(&Network::read(&store(trig)).unwrap(), &filter);
        let data: Json = serde_json::from_str(&data(&projection)).unwrap();
        assert_eq!(
            (
                data["levels"][0]["name"].as_str(),
                data["levels"][1]["name"].as_str(),
                data["levels"][1]["english"].as_str()
            ),
            (Some("法律"), Some("机关"), Some("agency"))
        );
        assert_eq!(
            (
                data["relations"][0]["label"].as_str(),
                data["relations"][0]["english"].as_str()
            ),
            (Some("发文机关"), Some("issued by"))
        );
        assert_eq!(
            (
                data["nodes"][1]["v"].as_u64(),
                data["nodes"][1]["kind"].as_str(),
                data["nodes"][1]["stub"].as_bool()
            ),
            (Some(1), Some("agency"), Some(false))
        );
    }
}
