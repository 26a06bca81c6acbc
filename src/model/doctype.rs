//! Document types: the nouns that end a title, and what they say about what bears it.
//!
//! Owns: which noun of `ontology/nouns.tsv` ends a title; the version marks that may follow. Must
//! not know: where a title stands. `ontology/schemes.ttl` describes the same types for the graph; a
//! test holds the two together.

pub(crate) use crate::model::words::Class;
use crate::model::words::nouns;
use std::sync::LazyLock;

/// A noun and what it makes of its bearer.
type Noun = (&'static str, Class);

/// The noun that ends `title` once version marks in round brackets are set aside, with its class;
/// `None` if the title ends in no known noun.
pub(crate) fn noun(title: &str) -> Option<(&'static str, Class)> {
    /// The nouns by their last character.
    static BY_LAST: LazyLock<Vec<(char, Noun)>> = LazyLock::new(|| {
        let last = |(noun, _): &Noun| noun.chars().next_back();
        let mut nouns: Vec<_> = nouns().filter_map(|n| Some((last(&n)?, n))).collect();
        nouns.sort_by_key(|(last, _)| *last);
        nouns
    });
    let bare = without_version(title);
    let last = bare.chars().next_back()?;
    BY_LAST[BY_LAST.partition_point(|(c, _)| *c < last)..]
        .iter()
        .take_while(|(c, _)| *c == last)
        .map(|(_, noun)| *noun)
        .filter(|(noun, _)| bare.ends_with(noun))
        .max_by_key(|(noun, _)| noun.len())
}

/// `title` without file extension, outer marks and trailing brackets such as （试行）,
/// （2021—2025年）, （2019年本）.
pub(crate) fn without_version(title: &str) -> &str {
    let mut bare = without_extension(title).trim_end_matches('》');
    while let Some(open) = bare.strip_suffix('）').and_then(|b| b.rfind('（')) {
        bare = &bare[..open];
    }
    bare
}

/// `title` without the ending of a file's name.
pub(crate) fn without_extension(title: &str) -> &str {
    let cut = title.rfind('.').filter(|dot| {
        matches!(
            title[dot + 1..].to_ascii_lowercase().as_str(),
            "pdf" | "doc" | "docx" | "xls" | "xlsx" | "wps" | "zip" | "rar" | "et" | "ofd" | "jpg"
        )
    });
    cut.map_or(title, |dot| &title[..dot])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_noun_and_its_class_end_a_title() {
        assert_eq!(
            noun("公平竞争审查制度实施细则（暂行）"),
            Some(("细则", Class::Instrument))
        );
        assert_eq!(
            noun("国务院办公厅关于发展银发经济增进老年人福祉的意见"),
            Some(("意见", Class::Act))
        );
        assert_eq!(noun("推荐汇总表"), Some(("表", Class::Paper)));
        assert_eq!(noun("冰雪经济"), None);
    }

    #[test]
    fn version_marks_and_file_names_are_set_aside() {
        for (title, want) in [
            (
                "法治政府建设实施纲要（2021－2025年）",
                "法治政府建设实施纲要",
            ),
            ("关于打造消费新场景的措施》.pdf", "关于打造消费新场景的措施"),
            ("信息修复管理办法（试行）（2023年修订）", "信息修复管理办法"),
            ("关于（试行）的说明", "关于（试行）的说明"),
        ] {
            assert_eq!(without_version(title), want);
        }
    }
}
