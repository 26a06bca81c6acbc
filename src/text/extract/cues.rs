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

use super::verbs::{Verb, governing_verb};
pub(crate) use super::zone::Zone;
use crate::model::relation::Relation;
use crate::text::pattern::Lazy;
use std::cell::OnceCell;
use std::sync::LazyLock;

/// One row.
#[derive(Debug)]
pub(crate) struct Cue {
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
    #[cfg_attr(not(test), expect(dead_code, reason = "examples are run by tests"))]
    pub yes: &'static [&'static str],
    /// Sentences it must not decide.
    #[cfg_attr(not(test), expect(dead_code, reason = "examples are run by tests"))]
    pub no: &'static [&'static str],
}

const ANYWHERE: &[Zone] = &[Zone::Opening, Zone::Aims, Zone::Body, Zone::Ruling];
const PURPOSE: &[Zone] = &[Zone::Opening, Zone::Aims];

/// Words of intention: what follows is still to be done.
const PLANNED: &str = r"(?:拟|将要|推动|加快|推进|研究|适时|抓紧|尽快|配合|参与|建议|开展|做好|完善|启动|积极|及时|组织)[^，。；]{0,24}$";

/// The cues, the first that fits wins.
#[rustfmt::skip]
pub(crate) const CUES: &[Cue] = &[
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
        after: r"^(?:等[^。；，]{0,14})?(?:(?:(?:中|关于|有关|里)[^。；，《》]{0,40}?|的?(?:相关|有关)?)(?:规定|内容|条款|政策|文件))?[，,]?(?:自[^，。；]{2,24}?起|从[^，。；]{2,24}?起|在[^，。；]{2,40}?(?:后|之日)|于[^，。；]{4,16}?|同时|一并|全文|即行|即|均|都|全部|一律|予以|相应|随之|也|亦|现|宣布|，)*(?:废止|失效|停止执行|停止施行|停止使用|停止实施|不再执行|不再施行|不再适用|终止执行|作废)(?:[。；，、）]|$)",
        unless: r"(?:已|业已|曾)$",
        verb: None,
        yes: &[
            "本条例自2022年3月1日起施行。⟦《甲条例》、《乙条例》⟧同时废止。",
            "⟦《某通知》（财税〔2019〕13号）第一条⟧同时废止。",
            "自2021年1月1日起，⟦《某通知》（财综〔2011〕29号）、《某批复》（财综〔2012〕40号）⟧废止。",
            "⟦《某公告》⟧自2024年1月1日起停止执行。",
            "⟦《某办法》第五条、第六条⟧的规定同时废止。",
            "⟦《甲办法》、《乙办法》⟧都同时废止。",
            "⟦《某办法》和《某通知》（某政办〔2005〕52号）⟧文件同时废止。",
            "⟦《某公告》⟧在《主协议》签署过渡期结束后废止。",
            "⟦《某通知》（银示〔2004〕254号）第三条⟧关于个人清算事宜的相关规定不再执行。",
        ],
        no: &["⟦《某办法》⟧废止后，按照新规定执行的除外？", "⟦《某办法》⟧与本办法不一致的，以本办法为准。", "违反⟦《某条例》⟧的，停止其营业。", "按照⟦《某法》第五十二条⟧关于销售失效、变质产品的规定处罚"],
    },
    Cue {
        id: "repealed-before",
        relation: Relation::Repeals,
        zones: ANYWHERE,
        before: r"(?:废止|宣布失效|停止执行|不再执行|停止施行)(?:了|原)?(?:(?:以下|下列)[^。；，《》]{0,12}：?)?(?:[\p{Han}、]{2,40}(?:发布|印发|公布|制定)的|[\p{Han}、]{1,30}(?:部|委|局|厅|行|会|府|署|办公室))?$",
        after: "",
        unless: r"(?:可|可以|不得|关于|修改和|修订和|或者|和|拟|将|推动|加快|研究|适时|清理|建议|修订、|修改、)(?:废止|停止执行|不再执行)[^，。；]{0,30}$",
        verb: None,
        yes: &["现决定废止⟦《某规定》⟧。", "决定废止下列规章：⟦《某规定》⟧、", "同时废止市劳动局发布的⟦《某办法》⟧。", "自发布之日起，停止执行示例银行⟦《某通知》（银示〔1999〕6号）⟧。"],
        no: &["符合要求的，可不再执行⟦《某通知》第八项⟧关于到账的规定。", "适时修订、废止⟦《某规定》⟧。", "适时清理和废止⟦《某规定》⟧。"],
    },
    Cue {
        id: "amended-as-follows",
        relation: Relation::Amends,
        zones: ANYWHERE,
        before: "",
        after: r"^(?:等[^，。；《》]{0,20}|[^，。；《》]{0,12})?(?:(?:作|做)(?:出|了)?(?:如下|以下|部分)?(?:修改|修订|修正)|(?:进行)?(?:修改|修订|修正)如下)",
        unless: PLANNED,
        verb: None,
        yes: &["一、对⟦《某条例》⟧作如下修改：", "对⟦《某办法》⟧的部分条款作出修改。", "同时，对⟦《某细则》（某公告〔2010〕第17号公布）⟧等3件规范性文件修改如下："],
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
        id: "amended-item",
        relation: Relation::Amends,
        zones: &[Zone::Ruling, Zone::Opening],
        before: r"^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|[0-9]{1,2}[.．、])(?:修改|修订|修正)$",
        after: r"^(?:[。：；]|$|第|的?部分)",
        unless: "",
        verb: None,
        yes: &["一、修改⟦《某条例》⟧", "（二）修改⟦《某办法》⟧。"],
        no: &["一、加快修改⟦《某条例》⟧", "修改⟦《某条例》⟧时，应当征求意见。"],
    },
    Cue {
        id: "amended-provision",
        relation: Relation::Amends,
        zones: ANYWHERE,
        before: r"(?:^|[、：）.．]|在|对|修改)$",
        after: r"^[^。；《》]{0,60}?(?:(?:后|中|前|之后|之前)?增加(?:一|二|两|三|“|第|规定|作为)|修改为[：“]?|改为“|中的?“[^”]{0,60}”(?:的表述)?(?:修改|改|删))",
        unless: PLANNED,
        verb: None,
        yes: &["一、在⟦《某细则》⟧第十一条后增加一条，内容为", "二、⟦《某办法》第五条⟧修改为：", "三、⟦《某办法》第七条第一款⟧中的“工商部门”修改为“市场监管部门”"],
        no: &["在⟦《某细则》⟧执行中增加投入。", "按照⟦《某办法》⟧的要求增加一名工作人员。"],
    },
    Cue {
        id: "amended-struck",
        relation: Relation::Amends,
        zones: ANYWHERE,
        before: r"(?:^|[、：）.．，])(?:将)?(?:删去|删除)$",
        after: r"^(?:[。；，、]|中|的|$|第)",
        unless: PLANNED,
        verb: None,
        yes: &["一、删除⟦《某办法》（某发〔2000〕102号文印发）第十四条⟧。"],
        no: &["应当及时删除⟦《某名录》⟧中的信息。"],
    },
    Cue {
        id: "amended-along",
        relation: Relation::Amends,
        zones: ANYWHERE,
        before: "",
        after: r"^[^。；]{0,120}?(?:根据|按照|依照)本(?:公告|通知|决定|办法|规定|意见|细则|条例)[^。；]{0,8}(?:调整|修改)",
        unless: PLANNED,
        verb: None,
        yes: &["⟦《甲规定》（某公告〔2005〕第9号）、《乙通知》⟧中关于签署协议的规定根据本公告同时调整。"],
        no: &["⟦《甲规定》⟧所列项目，应当根据本公告办理。"],
    },
    Cue {
        id: "amended-in-note",
        relation: Relation::AmendedBy,
        zones: &[Zone::Opening, Zone::Aims, Zone::Body, Zone::Ruling, Zone::Note],
        before: "",
        after: r"^[^。；《》]{0,10}对本(?:文|通知|公告|办法|规定|意见|决定|解释)[^。；《》]{0,16}(?:进行|作)(?:出|了)?(?:部分)?(?:修改|修订|修正)",
        unless: "",
        verb: None,
        yes: &["注释：⟦《某公告》（某局公告2018年第31号）⟧对本文进行了修改。"],
        no: &["⟦《某公告》⟧对本行业进行了规范。"],
    },
    Cue {
        id: "amended-wording",
        relation: Relation::Amends,
        zones: ANYWHERE,
        before: r"(?:将|把)$",
        // 第一条的罪名由甲修改为乙: what others call an article is changed, not the article.
        after: r"^(?:[^。；的]|的[^罪]){0,80}?(?:修改为|调整为“|改为“)",
        unless: PLANNED,
        verb: None,
        yes: &["将⟦《某办法》第三条⟧中的“工商”修改为“市场监督管理”。", "二、将⟦《某规程》第十二条第三项⟧修改为“机构的基本情况”。"],
        no: &["将⟦《某办法》⟧转发给你们。", "将⟦《某法》第三条⟧的罪名由“甲罪”修改为“乙罪”。"],
    },
    Cue {
        id: "amended-whole",
        relation: Relation::Amends,
        zones: ANYWHERE,
        before: r"对[^。；，《》]{0,30}$",
        after: r"^[^。；，《》]{0,8}(?:进行|作)了(?:全面|部分|相应|系统)?(?:修订|修改|修正)",
        unless: PLANNED,
        verb: None,
        yes: &["为贯彻《某意见》精神，某银行对某银行⟦《某规定》（某发〔1999〕129号文印发）⟧进行了修订，制定为《某办法》。"],
        no: &["抓紧对⟦《某规定》⟧进行修订。"],
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
        after: r"^[^。；，《》]{0,30}(?:，)?(?:[^。；，《》]{0,12})?(?:(?:继续执行|继续有效|继续适用|继续实施|延续执行|延续实施|延期执行)(?:[。；，、至到]|$)|(?:执行|实施|有效|政策)?(?:期限?|有效期)(?:统一)?延长(?:至|到|\d)|延长(?:至|到)[12][0-9]{3}年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?|底|末)?)",
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
        id: "kept-list",
        relation: Relation::Extends,
        zones: &[Zone::KeptList],
        before: "",
        after: "",
        unless: "",
        verb: None,
        yes: &["四、⟦某办法（某发〔1997〕265号文印发）⟧"],
        no: &[],
    },
    Cue {
        id: "amend-list",
        relation: Relation::Amends,
        zones: &[Zone::AmendList],
        before: "",
        after: "",
        unless: "",
        verb: None,
        yes: &["1.⟦《某办法》⟧"],
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
        zones: &[Zone::Opening, Zone::Body, Zone::Ruling],
        before: "",
        after: r"^(?:已经[^。；]{1,60}?(?:同意|通过|批准)，)?(?:[^。；《》]{0,24}(?:现(?:正式)?(?:予以?)?(?:印发|公布|发布|转发|颁发|颁布)|(?:印发|转发|发|下发)(?:给)?(?:你们|大家|各单位)|印发各地|印发给你|全文(?:印发|公布))|[^。；《》，应]{0,16}，?予以(?:印发|公布|发布))",
        unless: r"(?:按照|根据|依据|依照|落实|贯彻|贯彻落实|印发的|发布的|出台的)$",
        verb: None,
        yes: &["现将⟦《某行动方案》⟧印发给你们，请认真贯彻执行。", "⟦《某方案》⟧已经国务院同意，现印发给你们。", "我们修订了⟦《某办法》⟧，现予印发。", "会同有关部门修订了⟦《某细则》⟧，经国务院同意，现印发给你们，请遵照执行。", "现将市某局⟦《转发某通报》⟧转发给大家，请认真学习。"],
        no: &["为贯彻落实⟦《某意见》⟧，现印发本通知。", "符合⟦《某法》⟧有关规定的，应当在公报上予以公布。", "⟦《某清单》⟧应当予以公布。"],
    },
    Cue {
        id: "made-and-issued",
        relation: Relation::Promulgates,
        zones: &[Zone::Opening, Zone::Body, Zone::Ruling],
        before: r"(?:制定|制订|形成|编制|修订|起草|提出|拟定|拟订)(?:了)?$",
        after: r"^(?:（[^（）]*）)?[。，；][^。]{0,40}?现(?:予以?|正式)?(?:印发|公布|发布|转发)",
        unless: "",
        verb: None,
        yes: &["商务部等7部门研究制定了⟦《某实施方案》⟧。现印发给你们，请认真贯彻落实。"],
        no: &["有关部门要研究制定⟦《某实施方案》⟧。"],
    },
    Cue {
        id: "amended-done",
        relation: Relation::Amends,
        zones: &[Zone::Opening],
        before: r"(?:我[部委局厅办行署]|会同有关[^。；，]{2,20}|研究|组织)(?:修订|修改|修正)了$",
        after: r"^(?:（[^（）]*）)?(?:[。；，]|$)",
        unless: "",
        verb: None,
        yes: &["为落实有关要求，我部会同有关部门修订了⟦《某办法》⟧。", "我委修订了⟦《某细则》（某发〔2010〕1号）⟧，并做好衔接。"],
        no: &["近年来，国务院修订了⟦《某条例》⟧。", "我部修订了⟦《某办法》⟧，现予印发。"],
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
        id: "of-weight",
        relation: Relation::Cites,
        zones: PURPOSE,
        before: r"(?:^|，)(?:这)?对(?:于)?[^。；，]*$",
        after: r"^[^。；]{0,80}?(?:具有|有着|有)[^。；，]{0,16}(?:意义|作用|影响)",
        unless: "",
        verb: Some(Verb::CarryOut),
        yes: &["通知指出，对于深入贯彻⟦《某规定》⟧精神、持续加强管理具有重要意义。"],
        no: &["为贯彻落实⟦《某意见》⟧，充分发挥积极作用，现就有关事项通知如下："],
    },
    Cue {
        id: "says-itself",
        relation: Relation::Cites,
        zones: PURPOSE,
        before: r"(?:^|，)$",
        after: r"^(?:对[^。，；]{2,30})?(?:亦|也|均|还|都|已)?(?:明确)?(?:提出|指出|强调|规定)(?:[^的]|$)",
        unless: "",
        verb: None,
        yes: &["国务院对推动有关工作提出要求，⟦《某规划纲要》⟧提出建设目标", "各方已有共识，⟦《某省示例规划》⟧亦提出明确要求。"],
        no: &["落实⟦《政府工作报告》⟧提出的各项任务", "根据⟦《某法》⟧规定，制定本办法"],
    },
    Cue {
        id: "others-carried-out",
        relation: Relation::Cites,
        zones: PURPOSE,
        before: r"(?:贯彻|落实|执行|实施|推动|推进|按照)[^。；]*$",
        after: r"^[^。；《》]{0,24}，[^。；]{0,30}(?:成效|成绩|成果|进展|效果|落地生根)[^。；制通公现]{0,16}[。；]",
        unless: r"为(?:了)?(?:深入|认真|切实|全面|进一步)?(?:贯彻|落实|执行|实施)",
        verb: Some(Verb::CarryOut),
        yes: &["一年来，各市贯彻落实⟦《关于示例的意见》⟧，成效明显。"],
        no: &["为贯彻落实⟦《某意见》⟧，巩固工作成效，现就有关事项通知如下：", "按照⟦《某方案》⟧，制定本办法。"],
    },
    Cue {
        id: "goes-by",
        relation: Relation::Cites,
        zones: PURPOSE,
        before: r"(?:按照|遵照|依照|按|执行)[^。；，]*$",
        after: r"^[^。；，]{0,40}?(?:规定|要求|制度|程序|标准|办法|政策)?(?:继续)?(?:执行|办理|处理)(?:[。；]|$)",
        unless: r"为(?:了)?[^。；]*$",
        verb: Some(Verb::CarryOut),
        yes: &["人民币收付业务管理按照⟦《某管理条例》、《某办法》（某令〔2003〕第7号）⟧等有关规定执行。"],
        no: &["按照⟦《某方案》⟧要求，现将有关事项通知如下：", "为推动⟦《某法》⟧有效执行。"],
    },
    Cue {
        id: "modelled-on",
        relation: Relation::Cites,
        zones: PURPOSE,
        before: r"(?:参照|参考|借鉴|对照|结合)[^。；]*$",
        after: "",
        unless: "",
        verb: Some(Verb::Model),
        yes: &["根据有关法律，参照⟦《某办法》⟧，制定本细则。", "根据有关法律，结合⟦《某意见》⟧要求，制定本细则。"],
        no: &["参照国际惯例，根据⟦《某法》⟧，制定本办法。"],
    },
    Cue {
        id: "decided-on-basis",
        relation: Relation::BasedOn,
        zones: &[Zone::Ruling],
        before: r"(?:会议|研究|现|特|政府|国务院|委员会|局|部)决定[，：](?:现)?(?:根据|依据|依照)[^。；]*$",
        after: "",
        unless: "",
        verb: Some(Verb::Basis),
        yes: &["某市人民代表大会常务委员会会议决定，根据⟦《某法》⟧，对条例作修改"],
        no: &["当事人不服行政处罚决定，依照其他规定申请复议。⟦《某法》⟧另有规定的除外。", "主管部门应当根据⟦《某条例》⟧作出处理。"],
    },
    Cue {
        id: "ruled-on-basis",
        relation: Relation::BasedOn,
        zones: &[Zone::Ruling],
        before: r"^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|[0-9]{1,2}[.．、])?(?:经研究，)?(?:根据|依据|依照)[^。；]*$",
        after: "",
        unless: "",
        verb: Some(Verb::Basis),
        yes: &["一、根据⟦《某法》第五十八条⟧的规定，该企业以划拨土地设定的抵押无效。"],
        no: &["一、加强管理，严格执行⟦《某法》⟧。", "地方政府应当依据⟦《某法》⟧督促企业公布信息。"],
    },
    Cue {
        id: "handled",
        relation: Relation::Cites,
        zones: PURPOSE,
        before: r"(?:，[^，。；]{0,20}(?:将|把)|》[^，。；]{0,16}(?:将|把|对|就))$",
        after: "",
        unless: "",
        verb: None,
        yes: &["为贯彻落实国务院要求，某银行决定将⟦《某实施方案》⟧规定的措施在全国范围内施行", "依据《某法》对⟦《某规定》⟧进行了清理"],
        no: &["按照⟦《某方案》⟧，现就有关事项通知如下"],
    },
    Cue {
        id: "legal-basis",
        relation: Relation::BasedOn,
        zones: PURPOSE,
        before: r"(?:根据|依据|依照|根據|依據)[^。；：]*$",
        after: "",
        unless: r"(?:所称|是指)",
        verb: Some(Verb::Basis),
        yes: &["根据⟦《中华人民共和国反垄断法》⟧等法律，制定本条例。", "根据国家有关法律和⟦《某规定》（财预〔2015〕230号）⟧等，制定本办法。"],
        no: &["根据有关部署，现就有关事项通知如下：一、⟦《某目录》⟧是统一执法的举措", "根据国家有关法律法规，我们修订了⟦《某办法》⟧。", "为贯彻落实⟦《某意见》⟧，根据实际制定本办法。", "本指引所称某基金，是指根据⟦《某基金法》⟧注册的基金。"],
    },
    Cue {
        id: "basis-listed", relation: Relation::BasedOn, zones: ANYWHERE, verb: None,
        before: r"(?:编制|制定|编写|起草)(?:的)?(?:主要)?依据(?:主要)?(?:包括|有|为|是)?(?:以下)?[：:]?$", after: "", unless: "",
        yes: &["编制依据主要包括：⟦《某法》《某规划纲要》⟧。", "编制依据：⟦《某条例》⟧。"], no: &["各地可以把⟦《某标准》⟧作为编制依据。", "编制依据应当充分，符合⟦《某办法》⟧。"],
    },
    Cue {
        id: "made-on-a-basis",
        relation: Relation::BasedOn,
        zones: &[Zone::Body, Zone::Ruling],
        before: r"(?:根据|依据|依照)[^。；：]*$",
        after: r"^(?:等[^。；《》]{0,20})?(?:的?(?:有关|相关)?(?:规定|精神|要求))?，(?:参[照考][^。；]{2,120}?，)?(?:[^。；《》，]{0,20}，)?(?:特|现)?制[定订]本(?:法|条例|办法|规定|规则|细则|章程|制度|方案|准则|规范|规程|预案|通则|守则|目录|名录|标准|指引|清单)",
        unless: r"(?:所称|是指)",
        verb: Some(Verb::Basis),
        yes: &["一、新一届政府，根据⟦《某法》和《某组织法》⟧，制定本规则。", "一、根据⟦《某法》《某组织法》⟧，参照《某省工作规则》的有关规定，结合本县实际，制定本规则。", "一、根据⟦《某法》⟧的规定，制定本目录。"],
        no: &["根据⟦《某法》⟧，有关部门可以制定实施细则。"],
    },
    Cue {
        id: "carries-out",
        relation: Relation::Implements,
        zones: PURPOSE,
        before: r"(?:贯彻|落实|按照|遵照|遵循|执行|践行|推动|推进|实施|适用)[^。；：]*$",
        after: "",
        unless: "",
        verb: Some(Verb::CarryOut),
        yes: &["为贯彻落实国务院⟦《关于进一步支持小型微型企业健康发展的意见》（国发〔2012〕14号）⟧，制定本办法。", "按照国务院印发的⟦《某行动方案》⟧相关工作安排，现就有关事项通知如下：", "推动⟦《某指导意见》⟧重点任务落地见效", "为正确适用⟦《某法》⟧，结合审判实践，制定本解释。"],
        no: &["为贯彻有关精神，我部研究制定了⟦《某计划》⟧", "根据⟦《某法》⟧，制定本条例。"],
    },
];

/// The cues with their patterns compiled.
#[derive(Debug)]
pub(crate) struct Compiled {
    /// The row.
    pub cue: &'static Cue,
    before: Option<Lazy>,
    after: Option<Lazy>,
    unless: Option<Lazy>,
}

/// The words around titles.
struct Around<'t> {
    before: &'t str,
    after: &'t str,
    /// The verb that governs the titles, looked for once.
    governed: OnceCell<Option<(Verb, usize)>>,
}

impl<'t> Around<'t> {
    fn new(before: &'t str, after: &'t str) -> Self {
        Self {
            before,
            after,
            governed: OnceCell::new(),
        }
    }

    fn governed(&self) -> Option<(Verb, usize)> {
        *self.governed.get_or_init(|| governing_verb(self.before))
    }
}

impl Compiled {
    /// Whether the words around titles in `zone` are this cue's; where its words begin in `before`
    /// and end in `after`.
    fn fits(&self, zone: Zone, around: &Around) -> Option<(usize, usize)> {
        let Around { before, after, .. } = *around;
        if !self.cue.zones.contains(&zone) {
            return None;
        }
        let from = match (&self.before, self.cue.verb) {
            (pattern, Some(verb)) => {
                let governed = around.governed().filter(|(found, _)| *found == verb)?;
                if pattern.as_ref().is_some_and(|p| !p.is_match(before)) {
                    return None;
                }
                governed.1
            }
            (Some(pattern), None) => pattern.find_iter(before).last()?.start(),
            (None, None) => before.len(),
        };
        let to = match &self.after {
            Some(pattern) => pattern.find(after)?.end(),
            None => 0,
        };
        let left = self.unless.as_ref().is_some_and(|r| r.is_match(before));
        (!left).then_some((from, to))
    }
}

/// All cues, each compiled when it is first tried.
pub(crate) fn compiled() -> &'static [Compiled] {
    static COMPILED: LazyLock<Vec<Compiled>> = LazyLock::new(|| {
        let pattern = |p: &'static str| (!p.is_empty()).then(|| Lazy::new(p));
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
pub(crate) fn decide(
    zone: Zone,
    before: &str,
    after: &str,
) -> Option<(&'static Cue, usize, usize)> {
    let around = Around::new(before, after);
    compiled()
        .iter()
        .find_map(|c| c.fits(zone, &around).map(|(from, to)| (c.cue, from, to)))
}

/// Every cue that fits, in the order in which they are tried: the first one decides, the others
/// lost.
pub(crate) fn fitting(zone: Zone, before: &str, after: &str) -> Vec<&'static Cue> {
    let around = Around::new(before, after);
    compiled()
        .iter()
        .filter(|c| c.fits(zone, &around).is_some())
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
                    && (!cue.no.is_empty() || cue.before.is_empty() && cue.after.is_empty()),
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
