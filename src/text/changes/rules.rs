//! The forms of instructions: which words tell to do what, with sentences for and against.
//!
//! Owns: [`FORMS`], the patterns of provisions and labels. Must not know: which act is spoken of.
//!
//! Patterns are matched on sentences in which each quotation is `“”`. Groups: `at` the provisions
//! spoken of, `to` their numbers afterwards, `old` and `new` the quotations that go and come,
//! `anchor` and `side` beside which words new ones stand, `unit` what is inserted, `whole` that the
//! whole act is meant. Of several that fit, the one that begins first is taken, then the first.

use crate::text::rule::{Pattern, Words};

/// One provision, 第三条第二款, and several.
macro_rules! one {
    () => {
        r"(?:(?:第[一二三四五六七八九十百千零〇两\d]+(?:编|章|节|条|款|项|目)|第?（[一二三四五六七八九十百]+）(?:项|目))(?:之[一二三四五六七八九十]+)?)+"
    };
}
macro_rules! list {
    () => {
        concat!(one!(), r"(?:(?:、|和|及|以及|与|至|到)", one!(), ")*")
    };
}
/// Several quotations.
macro_rules! quotes {
    () => {
        r"“”(?:(?:、|和|与|及|以及)?“”)*"
    };
}

/// The name of the act, where it stands between the verb and the provision.
macro_rules! name {
    () => {
        r"(?:《[^《》]*》(?:（[^（）]*）)?的?|[\p{Han}]{1,20}?法)?"
    };
}

/// What a form tells to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Does {
    /// The title, 名称修改为.
    Title,
    /// Provisions become one.
    Merge,
    /// Some words for others.
    Substitute,
    /// Words go.
    DeleteWords,
    /// Provisions go.
    Delete,
    /// Words come.
    InsertWords,
    /// Provisions come.
    Insert,
    /// All words of a provision for others.
    Replace,
    /// Another number.
    Renumber,
    /// 条文顺序作相应调整.
    Order,
}

/// A row of the table.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) does: Does,
    pub(super) pattern: Pattern,
}

const fn form(
    does: Does,
    name: &'static str,
    regex: &'static str,
    yes: &'static [&'static str],
    no: &'static [&'static str],
) -> Form {
    Form {
        does,
        pattern: Pattern::new(name, regex, yes, no),
    }
}

/// All forms.
pub(super) static FORMS: [Form; 12] = [
    form(
        Does::Title,
        "change-title",
        r"(?:名称|标题|题目)(?:由(?P<old>“”))?(?:修改|改|变更)为：?(?P<new>“”)",
        &["将名称修改为“”", "标题由“”改为“”"],
        &["将第三条修改为“”", "名称变更的，应当报告"],
    ),
    form(
        Does::Merge,
        "change-merge",
        concat!(
            "(?P<at>",
            list!(),
            r")合并(?:为一[条款项])?[，,]?(?:(?:为|作为|改为|成为)(?P<to>",
            one!(),
            r"))?[，,]?(?:修改为|内容为)?：?(?P<new>“”)?"
        ),
        &[
            "第七条、第八条合并为第七条，修改为：“”",
            "将第三条和第四条合并，作为第三条",
        ],
        &["第七条修改为：“”", "企业合并的"],
    ),
    form(
        Does::Renumber,
        "change-renumber",
        concat!(
            "(?P<at>",
            list!(),
            r")(?:的?序号)?(?:分别|依次|相应|顺延)*(?:修改为|改为|作为|调整为|变更为|顺延为)(?P<to>",
            list!(),
            ")"
        ),
        &[
            "第三条改为第四条",
            "第十条至第十二条依次改为第十一条至第十三条",
            "第二款作为第三款",
        ],
        &["第三条修改为：“”", "增加一条，作为第四条"],
    ),
    form(
        Does::Substitute,
        "change-words",
        concat!(
            "(?:(?P<whole>全文|文中|办法|条例|规定|细则|通知|》|）)中?的?|(?P<at>",
            list!(),
            r")(?:中|内|里)?的?：?)?(?P<old>",
            quotes!(),
            r")(?:等)?(?:的?(?:表述|字样|规定|内容|用语|文字|一词))?[，,]?(?:均|统一|分别|相应|一律|都)*(?:修改|改|替换|调整|变更|更改|修订)为(?:：)?(?P<new>",
            quotes!(),
            ")"
        ),
        &[
            "将第五条中的“”修改为“”",
            "“”统一修改为“”",
            "将全文中“”的表述修改为“”",
            "第三条、第七条中的“”、“”分别修改为“”、“”",
            "第七条：“”修改为：“”",
        ],
        &["将第五条修改为“”", "删去第五条中的“”"],
    ),
    form(
        Does::InsertWords,
        "change-add-words",
        concat!(
            "(?:(?P<at>",
            list!(),
            r")(?:中|内)?的?)?(?P<anchor>“”)(?:一词|字样)?(?:之)?(?P<side>后|前)(?:面)?[，,]?(?:增加|加上|加|添加|插入)(?:规定)?：?(?P<new>“”)"
        ),
        &["在第五条“”后增加“”", "第七条第一款中的“”前增加“”"],
        &["在第五条后增加一条", "将“”修改为“”"],
    ),
    form(
        Does::DeleteWords,
        "change-strike-words",
        concat!(
            r"删[去除掉](?:其中的?)?",
            name!(),
            "(?:(?P<at>",
            list!(),
            r")(?:中|内|里)?的?)?(?P<old>",
            quotes!(),
            ")"
        ),
        &["删去第十一条第二款中的“”", "并删去“”"],
        &["删去第三条", "将“”修改为“”"],
    ),
    form(
        Does::DeleteWords,
        "change-words-struck",
        concat!(
            "(?:(?P<at>",
            list!(),
            r")(?:中|内|里)?的?)?(?P<old>",
            quotes!(),
            r")(?:等)?(?:的?(?:表述|字样|规定|内容|用语|文字))?[，,]?(?:均|一律)?(?:予以)?删[去除掉](?:$|[，。；并])"
        ),
        &["将第五条中的“”删去。", "“”字样予以删除"],
        &["“”删去后面的", "删去第五条"],
    ),
    form(
        Does::Insert,
        "change-add",
        concat!(
            "(?:(?P<at>",
            list!(),
            r")(?:之?后|后面|中|之中|内)?[，,]?)?(?:再)?(?:增加|增设|增写|新增)(?P<n>[一二两三四五六七八九十]+)个?(?P<unit>条|款|项|目|章|节)(?:规定)?[，,]?(?:(?:分别|依次)?作为",
            name!(),
            "(?P<to>",
            list!(),
            r"))?[，,：]?(?:(?:内容|规定|表述)?为)?：?(?P<new>“”)?"
        ),
        &[
            "增加一条，作为第二十条：“”",
            "在第三条后增加一条，内容为“”",
            "第五条增加一款作为第二款：“”",
        ],
        &["在第五条“”后增加“”", "增加了透明度"],
    ),
    form(
        Does::Delete,
        "change-strike",
        concat!(
            r"删[去除掉]",
            name!(),
            "(?P<at>",
            list!(),
            r")(?:$|[，。；、并]|以及|及)"
        ),
        &[
            "删去第三条。",
            "删除第十条第二款，",
            "删去示例法第三条。",
            "删去《示例办法》（示发〔2015〕6号）第三条、",
        ],
        &["删去第三条中的“”", "删去第三条关于期限的规定"],
    ),
    form(
        Does::Delete,
        "change-struck",
        concat!(
            "(?P<at>",
            list!(),
            r")[，,]?(?:均)?(?:予以)?删[去除掉](?:$|[，。；、并])"
        ),
        &["将第三条删去。", "第五条、第七条予以删除"],
        &["第十条删去第二款", "第三条删去“”"],
    ),
    form(
        Does::Replace,
        "change-whole",
        concat!(
            "(?:(?P<at>",
            list!(),
            r")的?(?:规定|内容|表述|条文)?[，,]?)?(?:修改|改|修订|调整|变更)为：?(?P<new>“”)"
        ),
        &[
            "将第三条第一款修改为：“”",
            "，修改为“”",
            "第五条第三项修改为“”",
        ],
        &["第三条改为第四条", "增加一款：“”"],
    ),
    form(
        Does::Order,
        "change-order",
        r"(?:条文|条款|款项|章节|[条款项章节])?的?(?:顺序|序号)[^“”，。；]{0,8}?(?:(?:相应|依次)(?:的)?(?:作|予以|进行)?(?:了)?(?:调整|修改|变动|顺延)|(?:作|做|进行|予以)(?:了)?相应(?:的)?(?:调整|修改|变动))",
        &[
            "对相关条文顺序作相应调整",
            "并对条文序号作相应修改",
            "以后各条序号依次顺延",
            "条文顺序和文字作相应调整",
        ],
        &["按照下列顺序支付", "条文修改如下"],
    ),
];

/// One provision or several, anywhere in a sentence.
pub(super) static PROVISIONS: Pattern = Pattern::new(
    "provisions",
    concat!("(?:", list!(), ")"),
    &["第三条第二款、第四款", "第（二）项", "第十条至第十二条"],
    &["三条意见", "（一）"],
);

/// A label that begins an item: 一、 （三）.
pub(super) static LABEL: Pattern = Pattern::new(
    "label",
    r"^(?:[一二三四五六七八九十百]+、|（[一二三四五六七八九十百]+）|\d+[.．、])",
    &["一、将第三条", "（二）删去", "3.第五条"],
    &["第三条", "将第三条"],
);

/// Words between a provision and 修改为 that leave all of the provision meant.
pub(super) static PLAIN_GAP: Pattern = Pattern::new(
    "plain-gap",
    "^[，、：并将把再对其即]*(?:该条)?$",
    &["", "，", "，并将其", "，将该条"],
    &["中的罚款数额", "有关规定"],
);

/// Between the name of an act and what is done to a provision of it.
pub(super) static NAME_GAP: Pattern = Pattern::new(
    "name-gap",
    r"^[》〉]?(?:（[^（）]*(?:（[^（）]*）[^（）]*)*）)?的?$",
    &["》", "》（示发〔2015〕16号文印发）", "》的", ""],
    &["》规定的条件，将", "》和"],
);

/// A heading that names the act of the items under it.
pub(super) static HEADING: Pattern = Pattern::new(
    "heading",
    r"^(?:[一二三四五六七八九十百]+、|（[一二三四五六七八九十百]+）|\d+[.．、])?《[^《》]*》(?:（[^（）]*）)?$",
    &[
        "十七、《示例规定》",
        "（二）《示例办法》（示发〔2015〕6号）",
    ],
    &["将《示例规定》第三条", "一、《示例规定》第三条"],
);

/// A part of an act that is no provision, or something else that is said of one.
pub(super) static PART: Pattern = Pattern::new(
    "part",
    r"(?:序言|引言|附件|附表|附录|目录|落款|题注|条首部分|的\p{Han}{1,6}由$)",
    &[
        "宪法序言第七自然段中",
        "将引言",
        "附件2中",
        "将示例法第三条的罪名由",
    ],
    &["将第三条", "，并将", "将第三条中的由", "将第三条由"],
);

/// Begins a sentence that goes on from the one before.
pub(super) static GOES_ON: Pattern = Pattern::new(
    "goes-on",
    "^(?:其中|并|同时)",
    &["其中，将“”修改为“”"],
    &["将其中的“”删去"],
);

/// In the title of an amendment, after the name of the act.
pub(super) static AMENDMENT: Words = Words::new(
    "amendment",
    &["修正案"],
    &["示例法修正案（三）"],
    &["关于修改示例法的决定"],
);

/// In a sentence that names the act and tells in the next what is done to it.
pub(super) static REVISES: Words = Words::new(
    "revises",
    &["修改"],
    &["对《示例办法》作如下修改："],
    &["根据《示例办法》"],
);

/// The article with which a new provision is quoted: 第二十条　….
pub(super) static HEADED: Pattern = Pattern::new(
    "headed",
    r"(?m)^(?P<number>第[一二三四五六七八九十百千零〇]+条(?:之[一二三四五六七八九十]+)?)",
    &["第二十条　为了示例", "甲。\n第二十一条乙"],
    &["依照第二十条的规定"],
);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::rule;

    #[test]
    fn forms_hold_to_their_examples() {
        let forms = FORMS.iter().map(|it| &it.pattern);
        let others = [
            &PROVISIONS,
            &LABEL,
            &HEADING,
            &PART,
            &PLAIN_GAP,
            &NAME_GAP,
            &GOES_ON,
            &HEADED,
        ];
        let all: Vec<&Pattern> = forms.chain(others).collect();
        rule::check(&all);
        rule::check_words(&[&AMENDMENT, &REVISES]);
    }
}
