//! Phrase → relation: the words that govern a cited title, in the order in which they are tried.
//!
//! Owns: [`CUES`], the one place where relation types are told apart. Each row says on which side
//! of the cited title (or list of titles) its words stand, in which part of a document they count,
//! and shows sentences it must decide (`yes`) and must leave alone (`no`); a test walks them all.
//! Must not know: how titles are found, what they refer to.
//!
//! To add a cue: write the sentence first. `⟦…⟧` stands around the titles in it. `before` is
//! matched against the words from the start of the sentence to the titles and should end in `$`;
//! `after` against the words from the titles to the end of the sentence and should begin with `^`.
//! Both must match where both are given.

use crate::model::relation::Relation;
use crate::text::segment::regex;
use regex::Regex;
use std::sync::LazyLock;

/// Where in a document a mention stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// The note in brackets under the title.
    Note,
    /// The opening paragraph, or the first article.
    Opening,
    /// 总体要求, 指导思想, 基本原则, 工作目标.
    Aims,
    /// A table of rules set aside: 暂时调整适用的…规定目录.
    SuspensionTable,
    /// A list of what is repealed: 一、废止的规章.
    RepealList,
    /// Anywhere else.
    Body,
}

/// What a verb in front of a cited title does with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// 根据: takes it as basis.
    Basis,
    /// 贯彻落实: carries it out.
    CarryOut,
    /// 制定: makes it.
    Make,
}

/// The verbs that govern titles in statements of purpose.
const VERBS: &[(&str, Verb)] = &[
    ("根据", Verb::Basis),
    ("依据", Verb::Basis),
    ("依照", Verb::Basis),
    ("贯彻", Verb::CarryOut),
    ("落实", Verb::CarryOut),
    ("按照", Verb::CarryOut),
    ("遵照", Verb::CarryOut),
    ("遵循", Verb::CarryOut),
    ("执行", Verb::CarryOut),
    ("践行", Verb::CarryOut),
    ("推动", Verb::CarryOut),
    ("推进", Verb::CarryOut),
    ("实施", Verb::CarryOut),
    ("制定", Verb::Make),
    ("制订", Verb::Make),
    ("印发", Verb::Make),
    ("修订", Verb::Make),
    ("出台", Verb::Make),
    ("编制", Verb::Make),
    ("公布", Verb::Make),
    ("发布", Verb::Make),
    ("形成", Verb::Make),
    ("起草", Verb::Make),
    ("纳入", Verb::Make),
];

/// The verb that governs what follows `before`: the nearest one, those aside that only describe
/// (国务院印发的《…》, 贯彻实施中…的) or stand too far away.
///
/// ```
/// use zhengtu::text::extract::cues::{Verb, governing_verb};
/// assert_eq!(governing_verb("按照国务院印发的").map(|(v, _)| v), Some(Verb::CarryOut));
/// assert_eq!(governing_verb("根据国家有关法律，我们修订了").map(|(v, _)| v), Some(Verb::Make));
/// assert_eq!(governing_verb("深入落实关于鼓励发展的部署，按照").map(|(v, _)| v), Some(Verb::CarryOut));
/// assert_eq!(governing_verb("加强管理，"), None);
/// ```
pub fn governing_verb(before: &str) -> Option<(Verb, usize)> {
    const REACH: usize = 300;
    let mut best: Option<(usize, usize, Verb)> = None;
    for (word, verb) in VERBS {
        let mut end = before.len();
        while let Some(at) = before[..end].rfind(word) {
            let rest = &before[at + word.len()..];
            let attributive =
                *verb == Verb::Make && (rest.starts_with('的') || rest.starts_with("实施的"));
            if attributive {
                end = at;
                continue;
            }
            if best.is_none_or(|(b, ..)| at > b) {
                best = Some((at, at + word.len(), *verb));
            }
            break;
        }
    }
    best.filter(|(at, ..)| before.len() - at <= REACH)
        .map(|(at, _, verb)| (verb, at))
}

/// One row.
#[derive(Debug)]
pub struct Cue {
    /// Stable name; the rule in the evidence.
    pub id: &'static str,
    /// What it means for the titles.
    pub relation: Relation,
    /// In which zones it counts.
    pub zones: &'static [Zone],
    /// Words before the titles; empty for any.
    pub before: &'static str,
    /// Words after the titles; empty for any.
    pub after: &'static str,
    /// If these words stand before the titles in the same sentence, the cue does not count.
    pub unless: &'static str,
    /// What the nearest verb before the titles must be; [`None`] does not ask.
    pub verb: Option<Verb>,
    /// Sentences it decides.
    pub yes: &'static [&'static str],
    /// Sentences it must not decide.
    pub no: &'static [&'static str],
}

const ANYWHERE: &[Zone] = &[Zone::Opening, Zone::Aims, Zone::Body];
const PURPOSE: &[Zone] = &[Zone::Opening, Zone::Aims];

/// Words of intention: what follows is still to be done.
const PLANNED: &str = r"(?:拟|将要|推动|加快|推进|研究|适时|抓紧|尽快|配合|参与|建议|开展|做好|完善|启动|积极|及时|组织)[^，。；]{0,24}$";

/// The cues, the first that fits wins.
#[rustfmt::skip]
pub const CUES: &[Cue] = &[
    Cue {
        id: "history-note",
        relation: Relation::AmendedBy,
        zones: &[Zone::Note],
        before: "",
        after: r"^(?:的决定)?(?:第[一二三四五六七八九十]{1,3}次)?(?:修订|修正|修改)",
        unless: "",
        verb: None,
        yes: &["（1991年5月6日发布根据2012年11月9日⟦《国务院关于修改和废止部分行政法规的决定》⟧第一次修订）", "（根据2018年12月20日⟦《关于修改本市部分地方性法规的决定》⟧第二次修正）"],
        no: &["（2020年12月14日国务院第118次常务会议修订通过⟦《某条例》⟧）"],
    },
    Cue {
        id: "repealed-after",
        relation: Relation::Repeals,
        zones: ANYWHERE,
        before: "",
        after: r"^(?:等[^。；，]{0,14})?(?:的?(?:相关|有关)?(?:规定|内容|条款|政策))?[，,]?(?:自[^，。；]{2,24}?起|从[^，。；]{2,24}?起|于[^，。；]{4,16}?|同时|一并|全文|即行|即|均|予以|相应|也|现|宣布|，)*(?:废止|失效|停止执行|停止施行|停止使用|停止实施|不再执行|不再施行|终止执行|作废)(?:[。；，、）]|$)",
        unless: r"(?:已|业已|曾)$",
        verb: None,
        yes: &[
            "本条例自2022年3月1日起施行。⟦《甲条例》、《乙条例》⟧同时废止。",
            "⟦《某通知》（财税〔2019〕13号）第一条⟧同时废止。",
            "自2021年1月1日起，⟦《某通知》（财综〔2011〕29号）、《某批复》（财综〔2012〕40号）⟧废止。",
            "⟦《某公告》⟧自2024年1月1日起停止执行。",
            "⟦《某办法》第五条、第六条⟧的规定同时废止。",
        ],
        no: &["⟦《某办法》⟧废止后，按照新规定执行的除外？", "⟦《某办法》⟧与本办法不一致的，以本办法为准。", "违反⟦《某条例》⟧的，停止其营业。"],
    },
    Cue {
        id: "repealed-before",
        relation: Relation::Repeals,
        zones: ANYWHERE,
        before: r"(?:废止|宣布失效|停止执行)(?:了|原)?(?:[\p{Han}、]{2,40}(?:发布|印发|公布|制定)的)?$",
        after: "",
        unless: r"(?:关于|修改和|修订和|或者|和|拟|将|推动|加快|研究|适时|清理|建议|修订、|修改、)(?:废止|停止执行)[^，。；]{0,30}$",
        verb: None,
        yes: &["现决定废止⟦《某规定》⟧。", "同时废止市劳动局发布的⟦《某办法》⟧。"],
        no: &["适时修订、废止⟦《某规定》⟧。", "适时清理和废止⟦《某规定》⟧。"],
    },
    Cue {
        id: "amended-as-follows",
        relation: Relation::Amends,
        zones: ANYWHERE,
        before: "",
        after: r"^(?:[^，。；]{0,12})?(?:作|做)(?:出|了)?(?:如下|以下|部分)?(?:修改|修订|修正)",
        unless: PLANNED,
        verb: None,
        yes: &["一、对⟦《某条例》⟧作如下修改：", "对⟦《某办法》⟧的部分条款作出修改。"],
        no: &["加快推进对⟦《某条例》⟧作出修改。"],
    },
    Cue {
        id: "amended-revised",
        relation: Relation::Amends,
        zones: ANYWHERE,
        before: r"对(?:原|[^，。；《》]{0,20}(?:制定|印发|发布)的)?$",
        after: r"^进行(?:了)?(?:修订|修改|修正)",
        unless: PLANNED,
        verb: None,
        yes: &["我们对2020年4月制定的⟦《某指引》⟧进行了修订。"],
        no: &["要适时对⟦《某指引》⟧进行修订。"],
    },
    Cue {
        id: "amended-wording",
        relation: Relation::Amends,
        zones: ANYWHERE,
        before: r"(?:将|把)$",
        after: r"^[^。；]{0,80}?(?:修改为|调整为“|改为“)",
        unless: PLANNED,
        verb: None,
        yes: &["将⟦《某办法》第三条⟧中的“工商”修改为“市场监督管理”。"],
        no: &["将⟦《某办法》⟧转发给你们。"],
    },
    Cue {
        id: "suspended-before",
        relation: Relation::Suspends,
        zones: ANYWHERE,
        before: r"(?:暂时调整(?:适用|实施)|暂停(?:适用|实施|执行)|停止适用)$",
        after: "",
        unless: "",
        verb: None,
        yes: &["国务院决定，在自由贸易试验区暂时调整适用⟦《某条例》⟧等13部行政法规有关规定。"],
        no: &["按照⟦《关于授权国务院暂时调整适用有关法律规定的决定》⟧执行。"],
    },
    Cue {
        id: "suspended-after",
        relation: Relation::Suspends,
        zones: ANYWHERE,
        before: "",
        after: r"^(?:等[^。；，]{0,14})?[^。；，]{0,12}(?:暂时调整(?:适用|实施)|暂停(?:适用|实施|执行))",
        unless: "",
        verb: None,
        yes: &["⟦《某条例》第三条⟧的规定暂停实施。"],
        no: &["⟦《某条例》⟧规定，企业暂停营业的应当报告。"],
    },
    Cue {
        id: "extended",
        relation: Relation::Extends,
        zones: ANYWHERE,
        before: "",
        after: r"^[^。；，《》]{0,30}(?:，)?(?:[^。；，《》]{0,12})?(?:(?:继续执行|继续有效|继续适用|继续实施|延续执行|延续实施|延期执行)(?:[。；，、至到]|$)|(?:执行|实施|有效|政策)?(?:期限?|有效期)(?:统一)?延长(?:至|到|\d)|延长(?:至|到)[12][0-9]{3}年)",
        unless: "",
        verb: None,
        yes: &["⟦《某公告》（财政部公告2019年第2号）⟧规定的税收优惠政策，执行期限延长至2023年12月31日。", "⟦《某通知》⟧有效期延长至2025年。", "⟦《某通知》⟧继续执行。"],
        no: &["⟦《某通知》⟧实施以来，各地继续加强管理，取得成效。", "为贯彻落实⟦《某法》⟧，现将税法施行后继续执行的优惠政策公告如下"],
    },
    Cue {
        id: "suspension-table",
        relation: Relation::Suspends,
        zones: &[Zone::SuspensionTable],
        before: "",
        after: "",
        unless: "",
        verb: None,
        yes: &["2竣工验收⟦《某条例》第十六条⟧"],
        no: &[],
    },
    Cue {
        id: "repeal-list",
        relation: Relation::Repeals,
        zones: &[Zone::RepealList],
        before: "",
        after: "",
        unless: "",
        verb: None,
        yes: &["2.⟦关于某事项的通知（财企〔2002〕12号）⟧"],
        no: &[],
    },
    Cue {
        id: "extended-before",
        relation: Relation::Extends,
        zones: ANYWHERE,
        before: r"(?:继续执行|继续适用|延续执行|延续实施)(?:[\p{Han}、]{2,60}(?:发布|印发)的)?$",
        after: "",
        unless: r"(?:不再|停止|各地|要)继续(?:执行|适用)[^，。；]*$",
        verb: None,
        yes: &["免征有关税费，继续执行⟦《某通知》（财税〔2008〕5号）⟧。"],
        no: &["按照⟦《某通知》⟧执行。"],
    },
    Cue {
        id: "annexed",
        relation: Relation::Promulgates,
        zones: ANYWHERE,
        before: "",
        after: r"^（(?:[^（）]{0,30}[，、])?(?:详?见)?附件[0-9一二三四五六七八九十]{0,2}(?:[，、][^（）]{0,30})?）|^见附件",
        unless: "",
        verb: None,
        yes: &["按照⟦《某总体方案》⟧（见附件，以下简称《方案》）要求", "适用⟦《某管理办法》⟧（以下称《办法》，见附件1）"],
        no: &["按照⟦《某方案》⟧（以下简称《方案》）附件要求"],
    },
    Cue {
        id: "issued-now",
        relation: Relation::Promulgates,
        zones: &[Zone::Opening, Zone::Body],
        before: "",
        after: r"^(?:已经[^。；]{1,60}?(?:同意|通过|批准)，)?[^。；《》]{0,24}(?:现(?:正式)?(?:予以?)?(?:印发|公布|发布|转发|颁发|颁布)|(?:印发|转发|发|下发)(?:给)?你们|印发各地|予以(?:印发|公布|发布)|印发给你|全文(?:印发|公布))",
        unless: r"(?:按照|根据|依据|依照|落实|贯彻|贯彻落实|印发的|发布的|出台的)$",
        verb: None,
        yes: &["现将⟦《某行动方案》⟧印发给你们，请认真贯彻执行。", "⟦《某方案》⟧已经国务院同意，现印发给你们。", "我们修订了⟦《某办法》⟧，现予印发。", "会同有关部门修订了⟦《某细则》⟧，经国务院同意，现印发给你们，请遵照执行。"],
        no: &["为贯彻落实⟦《某意见》⟧，现印发本通知。"],
    },
    Cue {
        id: "made-and-issued",
        relation: Relation::Promulgates,
        zones: &[Zone::Opening, Zone::Body],
        before: r"(?:制定|制订|形成|编制|修订|起草|提出|拟定|拟订)(?:了)?$",
        after: r"^(?:（[^（）]*）)?[。，；][^。]{0,40}?现(?:予以?|正式)?(?:印发|公布|发布|转发)",
        unless: "",
        verb: None,
        yes: &["商务部等7部门研究制定了⟦《某实施方案》⟧。现印发给你们，请认真贯彻落实。"],
        no: &["有关部门要研究制定⟦《某实施方案》⟧。"],
    },
    Cue {
        id: "title-carries-out",
        relation: Relation::Implements,
        zones: &[Zone::Note],
        before: r"(?:实施|执行|贯彻|贯彻实施|贯彻落实|落实)$",
        after: r"^(?:的)?(?:办法|若干规定|规定|细则|实施细则|意见|实施意见|方案|实施方案|条例|的?通知|若干意见|分工方案)",
        unless: "",
        verb: None,
        yes: &["某市实施⟦《中华人民共和国土地管理法》⟧办法"],
        no: &["关于修改⟦《某条例》⟧的决定"],
    },
    Cue {
        id: "title-amends",
        relation: Relation::Amends,
        zones: &[Zone::Note],
        before: r"关于修改$",
        after: r"^(?:等[^。]{0,20})?(?:部分条款)?的(?:决定|公告|通知)$",
        unless: "",
        verb: None,
        yes: &["某市人民代表大会常务委员会关于修改⟦《某条例》⟧的决定"],
        no: &["某市实施⟦《某法》⟧办法"],
    },
    Cue {
        id: "title-repeals",
        relation: Relation::Repeals,
        zones: &[Zone::Note],
        before: r"关于(?:废止|宣布失效)$",
        after: r"^(?:等[^。]{0,20})?的(?:决定|公告|通知)$",
        unless: "",
        verb: None,
        yes: &["某市人民代表大会常务委员会关于废止⟦《某条例》⟧的决定"],
        no: &["某市实施⟦《某法》⟧办法"],
    },
    Cue {
        id: "on-that-footing",
        relation: Relation::Cites,
        zones: PURPOSE,
        before: r"在$",
        after: r"^[^。；，]{0,24}基础上",
        unless: "",
        verb: None,
        yes: &["为落实有关要求，在⟦《某指导意见》（工商企注字〔2016〕253号）⟧的基础上，现就有关事项通知如下"],
        no: &["根据⟦《某法》⟧，制定本办法。"],
    },
    Cue {
        id: "says-itself",
        relation: Relation::Cites,
        zones: PURPOSE,
        before: r"(?:^|，)$",
        after: r"^(?:对[^。，；]{2,30})?(?:明确)?(?:提出|指出|强调|规定)(?:[^的]|$)",
        unless: "",
        verb: None,
        yes: &["国务院对推动有关工作提出要求，⟦《某规划纲要》⟧提出建设目标"],
        no: &["落实⟦《政府工作报告》⟧提出的各项任务", "根据⟦《某法》⟧规定，制定本办法"],
    },
    Cue {
        id: "legal-basis",
        relation: Relation::BasedOn,
        zones: PURPOSE,
        before: r"(?:根据|依据|依照)[^。；]*$",
        after: "",
        unless: "",
        verb: Some(Verb::Basis),
        yes: &["根据⟦《中华人民共和国反垄断法》⟧等法律，制定本条例。", "根据国家有关法律和⟦《某规定》（财预〔2015〕230号）⟧等，制定本办法。"],
        no: &["根据国家有关法律法规，我们修订了⟦《某办法》⟧。", "为贯彻落实⟦《某意见》⟧，根据实际制定本办法。"],
    },
    Cue {
        id: "carries-out",
        relation: Relation::Implements,
        zones: PURPOSE,
        before: r"(?:贯彻|落实|按照|遵照|遵循|执行|践行|推动|推进|实施)[^。；]*$",
        after: "",
        unless: "",
        verb: Some(Verb::CarryOut),
        yes: &["为贯彻落实国务院⟦《关于进一步支持小型微型企业健康发展的意见》（国发〔2012〕14号）⟧，制定本办法。", "按照国务院印发的⟦《某行动方案》⟧相关工作安排，现就有关事项通知如下：", "推动⟦《某指导意见》⟧重点任务落地见效"],
        no: &["为贯彻有关精神，我部研究制定了⟦《某计划》⟧", "根据⟦《某法》⟧，制定本条例。"],
    },
];

/// The cues with their patterns compiled.
#[derive(Debug)]
pub struct Compiled {
    /// The row.
    pub cue: &'static Cue,
    before: Option<Regex>,
    after: Option<Regex>,
    unless: Option<Regex>,
}

impl Compiled {
    /// Whether the words around titles in `zone` are this cue's; where its words begin in `before`
    /// and end in `after`.
    pub fn fits(&self, zone: Zone, before: &str, after: &str) -> Option<(usize, usize)> {
        if !self.cue.zones.contains(&zone)
            || self.unless.as_ref().is_some_and(|r| r.is_match(before))
        {
            return None;
        }
        let from = match (&self.before, self.cue.verb) {
            (_, Some(verb)) => {
                governing_verb(before)
                    .filter(|(found, _)| *found == verb)?
                    .1
            }
            (Some(pattern), None) => pattern.find_iter(before).last()?.start(),
            (None, None) => before.len(),
        };
        let to = match &self.after {
            Some(pattern) => pattern.find(after)?.end(),
            None => 0,
        };
        Some((from, to))
    }
}

/// All cues, compiled once.
pub fn compiled() -> &'static [Compiled] {
    static COMPILED: LazyLock<Vec<Compiled>> = LazyLock::new(|| {
        let pattern = |p: &str| (!p.is_empty()).then(|| regex(p));
        CUES.iter()
            .map(|cue| Compiled {
                cue,
                before: pattern(cue.before),
                after: pattern(cue.after),
                unless: pattern(cue.unless),
            })
            .collect()
    });
    &COMPILED
}

/// The first cue that fits, with the extent of its words on both sides; [`None`] is a passing
/// mention.
pub fn decide(zone: Zone, before: &str, after: &str) -> Option<(&'static Cue, usize, usize)> {
    compiled().iter().find_map(|c| {
        c.fits(zone, before, after)
            .map(|(from, to)| (c.cue, from, to))
    })
}

/// Every cue that fits, in the order in which they are tried: the first one decides, the others
/// lost.
pub fn fitting(zone: Zone, before: &str, after: &str) -> Vec<&'static Cue> {
    compiled()
        .iter()
        .filter(|c| c.fits(zone, before, after).is_some())
        .map(|c| c.cue)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(sentence: &str) -> (String, String) {
        let (before, rest) = sentence.split_once('⟦').expect(sentence);
        let (_, after) = rest.split_once('⟧').expect(sentence);
        (
            before
                .rsplit(['。', '；'])
                .next()
                .unwrap_or_default()
                .to_owned(),
            after.to_owned(),
        )
    }

    #[test]
    fn each_cue_decides_its_examples_and_no_counterexample() {
        for cue in CUES {
            assert!(
                !cue.yes.is_empty()
                    && (!cue.no.is_empty()
                        || matches!(cue.zones, [Zone::SuspensionTable | Zone::RepealList])),
                "{} shows no sentences",
                cue.id
            );
            for sentence in cue.yes {
                let (before, after) = around(sentence);
                let found = decide(cue.zones[0], &before, &after).map(|(c, ..)| c.id);
                assert_eq!(found, Some(cue.id), "{sentence}");
            }
            for sentence in cue.no {
                let (before, after) = around(sentence);
                for zone in cue.zones {
                    let found = decide(*zone, &before, &after).map(|(c, ..)| c.id);
                    assert_ne!(found, Some(cue.id), "{sentence}");
                }
            }
        }
    }

    #[test]
    fn no_two_cues_share_a_name() {
        for (i, cue) in CUES.iter().enumerate() {
            assert!(CUES[..i].iter().all(|c| c.id != cue.id), "{}", cue.id);
        }
    }
}
