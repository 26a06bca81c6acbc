//! One page that shows the graph in any browser, with nothing else needed: data, style and scripts
//! are in it, and it may fetch nothing but from the server it came from.
//!
//! Owns: how data goes into the page so that no text can become markup or script, the order of its
//! scripts, and the policy that lets only these run. Must not know: which documents are chosen,
//! what is in the data ([`page_data`]).

use super::page_data::{self, Extras};
use super::projection::Projection;
use super::xml::escape;
use crate::analyze::network::Network;
use serde_json::Value as Json;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

const PAGE: &str = include_str!("page/page.html");
const STYLE: &str = concat!(
    include_str!("page/base.css"),
    include_str!("page/views.css"),
    include_str!("page/print.css"),
);
/// The scripts, each after those it uses.
const SCRIPT: &str = concat!(
    "'use strict';\n",
    include_str!("page/words.js"),
    include_str!("page/dom.js"),
    include_str!("page/model.js"),
    include_str!("page/route.js"),
    include_str!("page/status.js"),
    include_str!("page/pinyin.js"),
    include_str!("page/find.js"),
    include_str!("page/parts.js"),
    include_str!("page/lines.js"),
    include_str!("page/search.js"),
    include_str!("page/overview.js"),
    include_str!("page/lane.js"),
    include_str!("page/ladder.js"),
    include_str!("page/sheet.js"),
    include_str!("page/texts.js"),
    include_str!("page/reader.js"),
    include_str!("page/align.js"),
    include_str!("page/beside.js"),
    include_str!("page/choose.js"),
    include_str!("page/place.js"),
    include_str!("page/bundle.js"),
    include_str!("page/paint.js"),
    include_str!("page/picture.js"),
    include_str!("page/sparql.js"),
    include_str!("page/terms.js"),
    include_str!("page/answer.js"),
    include_str!("page/ask.js"),
    include_str!("page/app.js"),
);

/// The page that needs nothing else, with the texts it carries, by the number of their files.
pub(super) fn write(
    network: &Network,
    projection: &Projection,
    texts: &BTreeMap<String, String>,
) -> String {
    let known: BTreeMap<&str, &str> = network
        .sources
        .iter()
        .filter_map(|(iri, file)| {
            let name = iri.rsplit('/').next()?;
            Some((name, texts.get(&file.sha256)?.as_str()))
        })
        .collect();
    let texts = serde_json::to_value(known).unwrap_or_default();
    let data = page_data::of(network, projection, &Extras::default());
    fill(projection, &data, &texts, false)
}

/// The page of a server, which can be asked for answers and texts.
pub(super) fn write_live(
    network: &Network,
    projection: &Projection,
    questions: &Json,
    has_texts: bool,
) -> String {
    let extras = Extras {
        questions: Some(questions),
        has_texts,
    };
    let data = page_data::of(network, projection, &extras);
    fill(projection, &data, &Json::Null, true)
}

fn fill(projection: &Projection, data: &Json, texts: &Json, is_live: bool) -> String {
    let description = escape(&projection.summary());
    let policy = policy(is_live);
    let (data, texts) = (inert(&data.to_string()), inert(&texts.to_string()));
    let fill = |name: &str| match name {
        "policy" => policy.as_str(),
        "description" => description.as_str(),
        "style" => STYLE,
        "data" => data.as_str(),
        "texts" => texts.as_str(),
        "script" => SCRIPT,
        _ => "",
    };
    // One pass, so that what is filled in is never looked at for marks.
    let all = data.len() + texts.len() + SCRIPT.len() + STYLE.len() + PAGE.len();
    let mut page = String::with_capacity(all);
    let mut parts = PAGE.split("{{");
    page.push_str(parts.next().unwrap_or_default());
    for (name, rest) in parts.filter_map(|part| part.split_once("}}")) {
        page.push_str(fill(name));
        page.push_str(rest);
    }
    page
}

/// Nothing may be loaded or sent, but from and to the server the page came from, and of scripts and
/// styles only those that came with the program run.
fn policy(is_live: bool) -> String {
    let more = if is_live {
        "; connect-src 'self'; img-src 'self'"
    } else {
        ""
    };
    format!(
        "default-src 'none'; script-src {}; style-src {}{more}; base-uri 'none'; form-action 'none'",
        digest_of(SCRIPT),
        digest_of(STYLE)
    )
}

/// How a policy names a script or style by its content.
fn digest_of(text: &str) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::Basis;
    use crate::analyze::network::tests::store;
    use crate::export::Filter;

    const HOSTILE: &str = "</script><img src=x onerror=alert(1)><!--<script>{{script}}&amp;'";

    fn hostile() -> String {
        let trig = format!(
            "<g> {{ <src/aaaa> a zt:SourceFile ; zt:path \"{HOSTILE}\" ; zt:sha256 \"abcd\" . <act/a> a zt:Document ; dcterms:title \"{HOSTILE}\"@zh ; eli:number \"{HOSTILE}\" ; eli:cites <act/b> . <act/b> a zt:Document, zt:Stub . }}"
        );
        let network = Network::read(&store(&trig));
        let projection = Projection::of(&network, &Filter::default());
        let texts = BTreeMap::from([
            ("abcd".to_owned(), HOSTILE.to_owned()),
            ("ffff".to_owned(), "not of this graph".to_owned()),
        ]);
        write(&network, &projection, &texts)
    }

    fn json(page: &str, id: &str) -> Json {
        let start = format!("<script id=\"{id}\" type=\"application/json\">");
        let rest = page.split(&start).nth(1).unwrap();
        let text = rest.split("</script>").next().unwrap();
        assert!(!text.contains(['<', '>', '&', '\'']), "{text}");
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn the_page_has_words_for_every_basis_of_a_day() {
        let words = include_str!("page/words.js");
        for basis in Basis::ALL {
            let key = basis.words();
            let quoted = format!("'{key}': [");
            let bare = format!(" {key}: [");
            assert!(words.contains(&quoted) || words.contains(&bare), "{key}");
        }
    }

    #[test]
    fn no_title_and_no_text_becomes_markup() {
        let page = hostile();
        assert_eq!(page.matches("</script").count(), 3);
        assert!(!page.contains("<img") && !page.contains("<!--"));
        let (data, texts) = (json(&page, "data"), json(&page, "texts"));
        let row = &data["documents"][0];
        assert_eq!([row[1].as_str(), row[2].as_str()], [Some(HOSTILE); 2]);
        assert_eq!(texts, serde_json::json!({ "aaaa": HOSTILE }));
    }

    #[test]
    fn the_policy_names_the_script_and_the_style_of_the_page_and_nothing_else() {
        let page = hostile();
        let policy = page
            .split("Content-Security-Policy\" content=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .unwrap();
        let inner = |start: &str, end: &str| {
            let rest = page.rsplit(start).next().unwrap();
            base64(&Sha256::digest(rest.split(end).next().unwrap()))
        };
        assert_eq!(policy.split("; ").next(), Some("default-src 'none'"));
        let script = inner("<script>", "</script>");
        let style = inner("<style>", "</style>");
        assert!(
            policy.contains(&format!("script-src 'sha256-{script}';")),
            "{policy}"
        );
        assert!(
            policy.contains(&format!("style-src 'sha256-{style}';")),
            "{policy}"
        );
        assert!(!policy.contains("connect-src"));
        assert!(!page.contains("http-equiv=\"refresh\"") && !SCRIPT.contains("innerHTML"));
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
}
