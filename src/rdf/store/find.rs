//! Finding the document a person means.
//!
//! Owns: the ways to name a document (IRI, number, title, part of a title) and their order. Must
//! not know: what is then done with it.
//!
//! The first way that finds anything decides. When it finds more than one document the answer is
//! all of them, never the likeliest.

use super::Source;
use crate::model::error::{Error, ErrorKind};
use crate::model::vocab::{local_name, term};
use oxigraph::model::NamedNode;

/// How many candidates an error message lists.
const LISTED: usize = 12;
const REPUBLIC: &str = "中华人民共和国";

/// What was found under a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Exactly one document.
    One(NamedNode),
    /// Several documents that the name fits equally well, sorted by title and IRI.
    Many(Vec<Candidate>),
    /// No document.
    None,
}

/// A document as it is offered to someone who has to choose.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// Its title, or the end of its IRI.
    pub title: String,
    /// Its official number, or the number it was promulgated under.
    pub number: Option<String>,
    /// Its date.
    pub date: Option<String>,
    /// Its IRI.
    pub iri: NamedNode,
}

/// The document that `text` names: an IRI (whole, in `<>`, or the part below the base such as
/// `act/…`), an official number with any brackets, a title with or without 《》 and 中华人民共和国,
/// or a part of a title.
///
/// # Errors
/// Only when the store cannot be read.
pub fn find_document(source: &dyn Source, text: &str) -> Result<Found, Error> {
    let entries = entries(source)?;
    let name = Name::of(text);
    let ways: [&dyn Fn(&Entry) -> bool; 6] = [
        &|entry| name.is_iri_of(entry.candidate.iri.as_str()),
        &|entry| name.number.is_some() && entry.numbers.contains(&name.number),
        &|entry| name.number.is_some() && entry.under.contains(&name.number),
        &|entry| !name.title.is_empty() && entry.title == name.title,
        &|entry| !name.short.is_empty() && without_republic(&entry.title) == name.short,
        &|entry| !name.short.is_empty() && entry.title.contains(&name.short),
    ];
    for way in ways {
        let found: Vec<&Candidate> = entries
            .iter()
            .filter(|entry| way(entry))
            .map(|entry| &entry.candidate)
            .collect();
        match found.as_slice() {
            [] => {}
            [one] => return Ok(Found::One(one.iri.clone())),
            many => return Ok(Found::Many(many.iter().copied().cloned().collect())),
        }
    }
    Ok(Found::None)
}

/// As [`find_document`], for callers that need exactly one.
///
/// # Errors
/// A sentence that lists the candidates, or says that there are none.
pub fn the_document(source: &dyn Source, text: &str) -> Result<NamedNode, Error> {
    match find_document(source, text)? {
        Found::One(iri) => Ok(iri),
        Found::Many(candidates) => Err(Error::new(ErrorKind::Usage, which(text, &candidates))),
        Found::None => Err(Error::new(
            ErrorKind::Usage,
            format!(
                "no document is known as “{text}”; give its number, its title, a part of its title, or its IRI"
            ),
        )),
    }
}

fn which(text: &str, candidates: &[Candidate]) -> String {
    let mut message = format!(
        "“{text}” may be any of {} documents; give a number or an IRI:",
        candidates.len()
    );
    for candidate in candidates.iter().take(LISTED) {
        message.push_str(&format!("\n  {candidate}"));
    }
    if candidates.len() > LISTED {
        message.push_str(&format!("\n  … and {} more", candidates.len() - LISTED));
    }
    message
}

impl std::fmt::Display for Candidate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "《{}》", self.title)?;
        if let Some(number) = &self.number {
            write!(f, "（{number}）")?;
        }
        if let Some(date) = &self.date {
            write!(f, " {date}")?;
        }
        write!(f, "  {}", self.iri)
    }
}

/// What was typed, in every form in which it is compared.
struct Name {
    iri: String,
    number: Option<String>,
    title: String,
    short: String,
}

impl Name {
    fn of(text: &str) -> Self {
        let text = text.trim();
        let title = title_key(text);
        let iri = text
            .strip_prefix('<')
            .and_then(|text| text.strip_suffix('>'))
            .unwrap_or(text)
            .to_owned();
        Self {
            iri,
            number: number_key(text),
            short: without_republic(&title).to_owned(),
            title,
        }
    }

    fn is_iri_of(&self, iri: &str) -> bool {
        let relative = self.iri.starts_with("act/") || self.iri.starts_with("doc/");
        iri == self.iri
            || relative
                && iri
                    .strip_suffix(&self.iri)
                    .is_some_and(|base| base.ends_with('/'))
    }
}

/// A document with all it may be called.
struct Entry {
    candidate: Candidate,
    title: String,
    numbers: Vec<Option<String>>,
    under: Vec<Option<String>>,
}

fn entries(source: &dyn Source) -> Result<Vec<Entry>, Error> {
    let documents = source.subjects(term::A, term::DOCUMENT)?;
    let mut entries = documents
        .into_iter()
        .map(|iri| Entry::read(source, &iri))
        .collect::<Result<Vec<_>, _>>()?;
    entries.sort_by(|a, b| a.candidate.cmp(&b.candidate));
    Ok(entries)
}

impl Entry {
    fn read(source: &dyn Source, iri: &str) -> Result<Self, Error> {
        let facts = source.describe(iri)?;
        let (number, under) = (term::NUMBER, term::PROMULGATED_UNDER);
        let title = facts
            .one(term::TITLE)
            .unwrap_or_else(|| local_name(iri))
            .to_owned();
        Ok(Self {
            title: title_key(&title),
            numbers: facts.all(number).map(number_key).collect(),
            under: facts.all(under).map(number_key).collect(),
            candidate: Candidate {
                title,
                number: facts.one(number).or(facts.one(under)).map(str::to_owned),
                date: facts.one(term::DATE_DOCUMENT).map(str::to_owned),
                iri: NamedNode::new_unchecked(iri),
            },
        })
    }
}

/// A title as it is compared: without white space and 《》, with one form of each bracket.
fn title_key(title: &str) -> String {
    title
        .chars()
        .filter(|c| !is_invisible(*c) && !matches!(c, '《' | '》' | '〈' | '〉'))
        .map(fold)
        .collect()
}

fn without_republic(title: &str) -> &str {
    match title.strip_prefix(REPUBLIC) {
        Some("") | None => title,
        Some(rest) => rest,
    }
}

/// An official number as it is compared, `prefix/year/serial` or `prefix/serial`; nothing for words
/// that are not a number.
pub(crate) fn number_key(number: &str) -> Option<String> {
    let spaced: String = number
        .chars()
        .map(|c| if is_invisible(c) { ' ' } else { fold(c) })
        .map(|c| if "[]()《》".contains(c) { ' ' } else { c })
        .collect();
    let (head, serial) = split_digits(without_end(&spaced, '号'))?;
    let head = without_end(without_end(head, '第'), '年');
    let (prefix, year) = match split_digits(head) {
        Some((prefix, year)) if year.len() == 4 => (prefix, Some(year)),
        _ => (head, None),
    };
    let prefix: String = without_end(prefix, '第')
        .chars()
        .filter(|c| *c != ' ')
        .collect();
    if prefix.is_empty() || prefix.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let serial = serial.trim_start_matches('0');
    Some(year.map_or_else(
        || format!("{prefix}/{serial}"),
        |year| format!("{prefix}/{year}/{serial}"),
    ))
}

/// The year in an official number.
pub(crate) fn number_year(number: &str) -> Option<String> {
    let key = number_key(number)?;
    key.split('/')
        .nth(1)
        .filter(|year| year.len() == 4 && key.matches('/').count() == 2)
        .map(str::to_owned)
}

/// `text` without spaces and one `last` at its end.
fn without_end(text: &str, last: char) -> &str {
    let text = text.trim_end_matches(' ');
    text.strip_suffix(last)
        .unwrap_or(text)
        .trim_end_matches(' ')
}

/// `text` parted before the digits at its end, if there are any.
fn split_digits(text: &str) -> Option<(&str, &str)> {
    let head = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = text.strip_prefix(head)?;
    (!digits.is_empty()).then_some((head, digits))
}

fn is_invisible(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// One form of a bracket, half width for full width.
fn fold(c: char) -> char {
    match c {
        '〔' | '﹝' | '【' | '［' | '｛' | '{' => '[',
        '〕' | '﹞' | '】' | '］' | '｝' | '}' => ']',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Keep, load_bytes};
    use super::*;
    use oxigraph::io::RdfFormat;
    use oxigraph::store::Store;

    const DOCUMENTS: &str = r#"
        @base <https://w3id.org/zhengtu/id/> .
        @prefix zt: <https://w3id.org/zhengtu/def#> . @prefix eli: <http://data.europa.eu/eli/ontology#> .
        @prefix dcterms: <http://purl.org/dc/terms/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        <doc/国务院令/801> a zt:Document ; dcterms:title "中华人民共和国国务院令（第801号）"@zh ; eli:number "国务院令第801号" .
        <act/示例条例> a zt:Document ; dcterms:title "示例条例"@zh ; zt:promulgatedUnder "国务院令第801号" .
        <act/中华人民共和国虚构法> a zt:Document, zt:Stub ; dcterms:title "中华人民共和国虚构法"@zh .
        <doc/甲发/2018/7> a zt:Document ; dcterms:title "甲部　乙部关于印发《示例管理办法（试行）》的通知"@zh ; eli:number "甲发〔2018〕7号" .
        <act/示例管理办法（试行）> a zt:Document ; dcterms:title "示例管理办法（试行）"@zh ; zt:promulgatedUnder "甲发〔2018〕7号" .
        <doc/甲部公告/2021/11> a zt:Document ; dcterms:title "甲部关于虚构事项的公告"@zh ; eli:number "甲部公告2021年第11号" .
        <doc/丙办/2019/3> a zt:Document ; dcterms:title "年度安排"@zh ; eli:number "丙办〔2019〕3号" ; eli:date_document "2019-01-02"^^xsd:date .
        <doc/丙办/2020/4> a zt:Document ; dcterms:title "年度安排"@zh ; eli:number "丙办〔2020〕4号" ; eli:date_document "2020-01-02"^^xsd:date .
    "#;

    fn store() -> Store {
        load_bytes(DOCUMENTS.as_bytes(), RdfFormat::Turtle, Keep::Merged).unwrap()
    }

    fn check(typed: &str, expected: &str) {
        let found = match find_document(&store(), typed).unwrap() {
            Found::One(iri) => iri
                .as_str()
                .trim_start_matches("https://w3id.org/zhengtu/id/")
                .to_owned(),
            Found::Many(candidates) => format!("{} candidates", candidates.len()),
            Found::None => "none".to_owned(),
        };
        assert_eq!(found, expected, "{typed}");
    }

    #[test]
    fn by_iri() {
        check("https://w3id.org/zhengtu/id/act/示例条例", "act/示例条例");
        check("<https://w3id.org/zhengtu/id/act/示例条例>", "act/示例条例");
        check("doc/甲发/2018/7", "doc/甲发/2018/7");
        check("act/条例", "none");
    }

    #[test]
    fn by_number_in_any_dress() {
        for typed in [
            "甲发〔2018〕7号",
            "甲发[2018]7号",
            "甲发﹝2018﹞7号",
            "甲发（2018）7号",
            "（甲发 〔２０１８〕第 07 号）",
            "甲发〔2018〕7",
            "甲发2018年第7号",
            "甲发［2018］7号",
        ] {
            check(typed, "doc/甲发/2018/7");
        }
        check("甲部公告〔2021〕11号", "doc/甲部公告/2021/11");
        check("国务院令第801号", "doc/国务院令/801");
        check("国务院令（第801号）", "doc/国务院令/801");
        check("甲发〔2018〕8号", "none");
    }

    #[test]
    fn by_title() {
        check("《示例条例》", "act/示例条例");
        check(" 示例 条例", "act/示例条例");
        check("虚构法", "act/中华人民共和国虚构法");
        check("《中华人民共和国虚构法》", "act/中华人民共和国虚构法");
        check("中华人民共和国示例条例", "act/示例条例");
        check("示例管理办法(试行)", "act/示例管理办法（试行）");
        check("中华人民共和国国务院令〔第801号〕", "none");
    }

    #[test]
    fn by_part_of_a_title() {
        check("虚构事项", "doc/甲部公告/2021/11");
        check("示例", "3 candidates");
        check("年度安排", "2 candidates");
        check("", "none");
        check("《》", "none");
        check("中华人民共和国", "2 candidates");
    }

    #[test]
    fn an_ambiguous_name_lists_the_candidates() {
        let message = the_document(&store(), "年度安排").unwrap_err().message;
        assert!(
            message.contains("丙办〔2019〕3号")
                && message.contains("2020-01-02")
                && message.contains("<https://w3id.org/zhengtu/id/doc/丙办/2020/4>"),
            "{message}"
        );
        assert!(
            the_document(&store(), "没有")
                .unwrap_err()
                .message
                .contains("“没有”")
        );
    }

    #[test]
    fn words_are_no_number() {
        for words in [
            "",
            "示例办法",
            "2018",
            "第7号",
            "关于2018年工作的通知",
            "示例办法2018年修订版",
        ] {
            assert_eq!(number_key(words), None, "{words}");
        }
    }
}
