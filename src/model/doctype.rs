//! Document types: the nouns that end a title, and what they say about what bears it.
//!
//! Owns: which nouns name documents issued as such (公文文种), which name instruments, which name
//! papers that are no documents at all; the version marks that may follow. Must not know: where a
//! title stands. `ontology/schemes.ttl` describes the same types for the graph; a test holds the
//! two together.

use std::sync::LazyLock;

/// What a title's last noun makes of its bearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    /// Issued under a number and signature: 通知, 公告, 意见.
    Act,
    /// Rules or plans with a title of their own, printed by an act or a decree: 条例, 办法, 方案.
    Instrument,
    /// An explanation of a document: 解读, 答记者问.
    Interpretation,
    /// A register that is a document when others cite it and an annex where it stands: 清单, 目录.
    Register,
    /// A form, certificate, report or book.
    Paper,
}

/// A noun and what it makes of its bearer.
type Noun = (&'static str, Class);

/// The nouns. The longest that ends a title wins.
#[rustfmt::skip]
pub(crate) const NOUNS: &[Noun] = {
    use Class::{Act, Instrument, Interpretation, Paper, Register};
    &[
        ("通知", Act), ("公告", Act), ("通告", Act), ("决定", Act), ("意见", Act), ("批复", Act), ("答复", Act), ("函", Act), ("通报", Act), ("决议", Act), ("议案", Act), ("请示", Act), ("命令", Act), ("会议纪要", Act), ("一号文件", Act),
        ("法", Instrument), ("法典", Instrument), ("宪法", Instrument), ("条例", Instrument), ("规定", Instrument), ("办法", Instrument), ("细则", Instrument), ("规则", Instrument), ("方案", Instrument), ("规划", Instrument), ("纲要", Instrument),
        ("指南", Instrument), ("指引", Instrument), ("措施", Instrument), ("计划", Instrument), ("制度", Instrument), ("章程", Instrument), ("准则", Instrument), ("规程", Instrument), ("解释", Instrument), ("修正案", Instrument), ("要点", Instrument),
        ("规范", Instrument), ("标准", Instrument), ("导则", Instrument), ("大纲", Instrument), ("预案", Instrument), ("协定", Instrument), ("协议", Instrument), ("公约", Instrument), ("议定书", Instrument), ("安排", Instrument), ("通则", Instrument),
        ("守则", Instrument), ("政策", Instrument), ("举措", Instrument), ("分工", Instrument), ("总则", Instrument), ("条约", Instrument), ("宣言", Instrument), ("倡议", Instrument), ("意见书", Paper), ("战略", Instrument), ("路线图", Instrument),
        ("联席会议制度", Instrument), ("机制", Instrument), ("要求", Instrument), ("分类", Instrument), ("政府工作报告", Instrument), ("任务", Instrument), ("若干规定", Instrument), ("行动", Instrument), ("十条", Instrument), ("批准书", Paper),
        ("文件", Instrument), ("建议", Instrument), ("指标体系", Instrument), ("规定动作", Paper), ("负面清单", Register), ("清单", Register), ("目录", Register), ("名单", Register), ("名录", Register), ("指标", Instrument),
        ("答记者问", Interpretation), ("解读", Interpretation), ("政策解读", Interpretation), ("政策问答", Interpretation), ("问答", Interpretation),
        ("表", Paper), ("证", Paper), ("证书", Paper), ("书", Paper), ("承诺书", Paper), ("申请书", Paper), ("委托书", Paper), ("报告", Paper), ("报告书", Paper), ("台账", Paper), ("单", Paper), ("日报", Paper), ("公报", Paper), ("手册", Paper),
        ("执照", Paper), ("票", Paper), ("卡", Paper), ("函件", Paper), ("合同", Paper), ("状况", Paper), ("模板", Paper), ("提纲", Paper), ("样本", Paper), ("格式", Paper), ("文本", Paper), ("票据", Paper), ("登记簿", Paper), ("簿", Paper), ("杂志", Paper),
        ("告知书", Paper), ("决定书", Paper), ("通知书", Paper), ("建议书", Paper), ("责任书", Paper), ("年鉴", Paper), ("蓝皮书", Paper), ("白皮书", Paper), ("征求意见稿", Paper), ("建议稿", Paper), ("申报指南", Register), ("回执", Paper), ("凭证", Paper),
    ]
};

/// The noun that ends `title` once version marks in round brackets are set aside, with its class;
/// `None` if the title ends in no known noun.
pub(crate) fn noun(title: &str) -> Option<(&'static str, Class)> {
    /// The nouns by their last character.
    static BY_LAST: LazyLock<Vec<(char, Noun)>> = LazyLock::new(|| {
        let last = |(noun, _): &Noun| noun.chars().next_back();
        let mut nouns: Vec<_> = NOUNS.iter().filter_map(|n| Some((last(n)?, *n))).collect();
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
    fn no_noun_stands_twice() {
        for (i, (noun, _)) in NOUNS.iter().enumerate() {
            assert!(!NOUNS[..i].iter().any(|(other, _)| other == noun), "{noun}");
        }
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
