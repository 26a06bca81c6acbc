//! Lookup by name: finding the document a person means.
//!
//! Owns: the ways to name a document (IRI, number, title, short name, part of a title), their
//! order, and the look-up of them ([`Documents`]), made once for a graph. Must not know: what is
//! then done with it.
//!
//! The first way that finds anything decides. When it finds more than one document the answer is
//! all of them, never the likeliest.

use super::held::Store;
use crate::model::error::{Error, ErrorKind};
use crate::model::number::DocumentNumber;
use crate::model::title::{Title, words};
use crate::model::vocab::{local_name, term};
use oxigraph::model::NamedNode;
use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};

/// A name and the version it asks for: 公司法@2018, `act/…/v/2018-10-26`.
///
/// ```
/// use zhengtu::parts::rdf::split_version;
/// assert_eq!(split_version("公司法@2018"), ("公司法", Some("2018")));
/// assert_eq!(split_version("act/示例法/v/2018-10-26"), ("act/示例法", Some("/v/2018-10-26")));
/// assert_eq!(split_version("公司法"), ("公司法", None));
/// ```
pub fn split_version(text: &str) -> (&str, Option<&str>) {
    let text = text.trim();
    let named = text.rsplit_once('@').filter(|(_, version)| {
        version.starts_with(|c: char| c.is_ascii_digit()) && !version.contains('/')
    });
    if let Some((name, version)) = named {
        return (name, Some(version));
    }
    let below = text
        .rfind("/v/")
        .filter(|_| text.contains("act/") || text.contains("doc/"));
    match below {
        Some(at) => (
            text[..at].trim_start_matches('<'),
            Some(text[at..].trim_end_matches('>')),
        ),
        None => (text, None),
    }
}

/// How many candidates an error message lists.
const LISTED: usize = 12;

/// What was found under a name.
#[non_exhaustive]
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
#[non_exhaustive]
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

/// The documents of a graph by all that they may be called.
#[derive(Debug, Default)]
pub(crate) struct Documents {
    /// Sorted by title and IRI; the other fields hold places in it.
    all: Vec<Candidate>,
    iris: Places<String>,
    numbers: Places<DocumentNumber>,
    /// By the numbers they were promulgated under.
    under: Places<DocumentNumber>,
    /// By the letters of the title, which must all be there.
    titles: Places<String>,
    /// By the title in normal form: short names of known acts stand for the full title.
    keys: Places<String>,
    /// By other printed forms of the title, in normal form.
    others: Places<String>,
    /// What a later document of the same title replaces, by IRI.
    replaced: BTreeSet<String>,
}

type Places<K> = BTreeMap<K, Vec<usize>>;

impl Documents {
    /// Reads what the documents of a graph are called.
    pub(crate) fn read(source: &Store) -> Self {
        let mut named = source.all_of(term::A, term::DOCUMENT, |iri, facts| {
            let texts = |property| facts.all(property).map(str::to_owned).collect();
            let (mut numbers, under): (Vec<String>, Vec<String>) =
                (texts(term::NUMBER), texts(term::PROMULGATED_UNDER));
            numbers.extend(texts(term::CITED_NUMBER));
            let title = facts.one(term::TITLE).unwrap_or_else(|| local_name(&iri));
            let candidate = Candidate {
                title: title.to_owned(),
                number: numbers.first().or(under.first()).cloned(),
                date: facts.one(term::DATE_DOCUMENT).map(str::to_owned),
                iri: NamedNode::new_unchecked(&iri),
            };
            let others: Vec<String> = texts(term::ALTERNATIVE);
            Some((candidate, numbers, under, others))
        });
        named.sort();
        let mut found = Self {
            replaced: replaced(source, named.iter().map(|(candidate, ..)| candidate)),
            ..Self::default()
        };
        for (place, (candidate, numbers, under, others)) in named.into_iter().enumerate() {
            let title = Title::new(candidate.title.as_str());
            put(&mut found.iris, candidate.iri.as_str().to_owned(), place);
            put(&mut found.titles, words(title.printed()), place);
            put(&mut found.keys, title.key().to_owned(), place);
            for other in others {
                put(&mut found.others, Title::new(other).key().to_owned(), place);
            }
            for number in numbers.iter().filter_map(|it| DocumentNumber::typed(it)) {
                put(&mut found.numbers, number, place);
            }
            for number in under.iter().filter_map(|it| DocumentNumber::typed(it)) {
                put(&mut found.under, number, place);
            }
            found.all.push(candidate);
        }
        found
    }

    /// The document that `text` names: an IRI (whole, in `<>`, or the part below the base such as
    /// `act/…`), an official number with any brackets, a title with or without 《》 and
    /// 中华人民共和国, a short name of a known act, another printed form of a title, or a part of a
    /// title.
    pub(crate) fn find(&self, text: &str) -> Found {
        let text = text.trim();
        let number = DocumentNumber::typed(text);
        let title = Title::new(text.trim_matches(['《', '》', '〈', '〉', ' ', '　']));
        let letters = words(title.printed());
        let by_number = |places: &Places<DocumentNumber>| at(places, number.as_ref());
        let key = Some(title.key()).filter(|key| !key.is_empty());
        let by_title = |places: &Places<String>| at(places, key);
        let ways: [&dyn Fn() -> Vec<usize>; 7] = [
            &|| self.by_iri(text),
            &|| by_number(&self.numbers),
            &|| by_number(&self.under),
            &|| {
                at(
                    &self.titles,
                    Some(letters.as_str()).filter(|it| !it.is_empty()),
                )
            },
            &|| by_title(&self.keys),
            &|| by_title(&self.others),
            &|| self.by_part(&letters),
        ];
        let places = ways.iter().map(|way| way()).find(|it| !it.is_empty());
        let places = places.unwrap_or_default();
        let mut found: Vec<Candidate> = places
            .iter()
            .filter_map(|it| self.all.get(*it))
            .cloned()
            .collect();
        // Of rules that were made anew under their old title the name means the latest.
        let is_current = |it: &Candidate| !self.replaced.contains(it.iri.as_str());
        if found.len() > 1 && found.iter().any(is_current) && is_one_title(&found) {
            found.retain(is_current);
        }
        let mut found = found.into_iter();
        match (found.next(), found.next()) {
            (None, _) => Found::None,
            (Some(one), None) => Found::One(one.iri),
            (Some(one), Some(two)) => Found::Many([one, two].into_iter().chain(found).collect()),
        }
    }

    /// As [`find`](Self::find), for callers that need exactly one.
    ///
    /// # Errors
    /// A sentence that lists the candidates, or says that there are none.
    pub(crate) fn the(&self, text: &str) -> Result<NamedNode, Error> {
        let message = match self.find(text) {
            Found::One(iri) => return Ok(iri),
            Found::Many(candidates) => which(text, &candidates),
            Found::None => format!(
                "no document is known as “{text}”; give its number, its title, a short name, a part of its title, or its IRI"
            ),
        };
        Err(Error::new(ErrorKind::Usage, message))
    }

    fn by_iri(&self, text: &str) -> Vec<usize> {
        let whole = text.strip_prefix('<').and_then(|it| it.strip_suffix('>'));
        let iri = whole.unwrap_or(text);
        if !iri.starts_with("act/") && !iri.starts_with("doc/") {
            return at(&self.iris, Some(iri));
        }
        let is_below = |known: &str| {
            let base = known.strip_suffix(iri);
            base.is_some_and(|base| base.ends_with('/'))
        };
        let fit = self.iris.iter().filter(|(known, _)| is_below(known));
        fit.flat_map(|(_, places)| places).copied().collect()
    }

    fn by_part(&self, letters: &str) -> Vec<usize> {
        if letters.is_empty() {
            return Vec::new();
        }
        let fit = self
            .titles
            .iter()
            .filter(|(title, _)| title.contains(letters));
        let places: BTreeSet<usize> = fit.flat_map(|(_, places)| places).copied().collect();
        places.into_iter().collect()
    }
}

/// Whether all candidates bear one title.
fn is_one_title(candidates: &[Candidate]) -> bool {
    let key = |it: &Candidate| Title::new(it.title.as_str()).key().to_owned();
    candidates
        .windows(2)
        .all(|pair| key(&pair[0]) == key(&pair[1]))
}

/// The documents that another of the same title replaces.
fn replaced<'c>(
    source: &Store,
    candidates: impl Iterator<Item = &'c Candidate>,
) -> BTreeSet<String> {
    let pairs = source.pairs(term::REPLACES);
    let spoken: BTreeSet<&String> = pairs.iter().flat_map(|(a, b)| [a, b]).collect();
    let titles: BTreeMap<&str, String> = candidates
        .filter(|it| spoken.contains(&it.iri.as_str().to_owned()))
        .map(|it| {
            (
                it.iri.as_str(),
                Title::new(it.title.as_str()).key().to_owned(),
            )
        })
        .collect();
    let same = |(a, b): &&(String, String)| {
        let title = titles.get(a.as_str());
        title.is_some() && title == titles.get(b.as_str())
    };
    let replaced = pairs.iter().filter(same).map(|(_, old)| old.clone());
    replaced.collect()
}

fn put<K: Ord>(places: &mut Places<K>, key: K, place: usize) {
    let known = places.entry(key).or_default();
    if known.last() != Some(&place) {
        known.push(place);
    }
}

/// The places of what is called `name`.
fn at<K: Ord + Borrow<N>, N: Ord + ?Sized>(places: &Places<K>, name: Option<&N>) -> Vec<usize> {
    let known = name.and_then(|name| places.get(name));
    known.cloned().unwrap_or_default()
}

/// The document that `text` names, as `Documents::find`; who asks more than once reads the
/// `Documents` once.
pub fn find_document(source: &Store, text: &str) -> Found {
    Documents::read(source).find(text)
}

/// As [`find_document`], for callers that need exactly one.
///
/// # Errors
/// A sentence that lists the candidates, or says that there are none.
pub fn the_document(source: &Store, text: &str) -> Result<NamedNode, Error> {
    Documents::read(source).the(text)
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

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::io::RdfFormat;

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
        <doc/丙办/2021/5> a zt:Document ; dcterms:title "年度安排补充"@zh ; eli:number "丙办〔2021〕5号" .
        <act/示例管理办法（试行）> dcterms:alternative "示例办法"@zh .
        <doc/乙发/2022/1> a zt:Document ; dcterms:title "关于印发清单的通知"@zh ; dcterms:alternative "乙部示例清单"@zh .
        <act/中华人民共和国民法典> a zt:Document ; dcterms:title "中华人民共和国民法典"@zh .
        <act/中华人民共和国反垄断法> a zt:Document ; dcterms:title "中华人民共和国反垄断法"@zh .
        <act/中华人民共和国全国人民代表大会和地方各级人民代表大会选举法> a zt:Document ;
            dcterms:title "中华人民共和国全国人民代表大会和地方各级人民代表大会选举法"@zh .
    "#;

    fn store() -> Store {
        Store::of_bytes(DOCUMENTS.as_bytes(), RdfFormat::Turtle).unwrap()
    }

    fn check(typed: &str, expected: &str) {
        let found = match find_document(&store(), typed) {
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
        check("中华人民共和国国务院令〔第801号〕", "doc/国务院令/801");
    }

    #[test]
    fn by_part_of_a_title() {
        check("虚构事项", "doc/甲部公告/2021/11");
        check("示例", "3 candidates");
        check("年度安排", "2 candidates");
        check("", "none");
        check("《》", "none");
        check("中华人民共和国", "5 candidates");
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
    fn by_numerals_in_words() {
        check("国务院令第八百零一号", "doc/国务院令/801");
    }

    #[test]
    fn by_short_name() {
        check("民法典", "act/中华人民共和国民法典");
        check("《反垄断法》", "act/中华人民共和国反垄断法");
        check(
            "选举法",
            "act/中华人民共和国全国人民代表大会和地方各级人民代表大会选举法",
        );
    }

    #[test]
    fn by_another_form_of_the_title() {
        check("示例办法", "act/示例管理办法（试行）");
        check("乙部示例清单", "doc/乙发/2022/1");
    }

    #[test]
    fn an_exact_title_goes_before_a_part_of_one() {
        check("年度安排补充", "doc/丙办/2021/5");
        check("示例条例", "act/示例条例");
    }
}
