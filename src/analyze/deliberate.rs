//! Deliberate mentions: words by which a text shows that it knows of an older law that it is over.
//!
//! Owns: [`CUES`], the table of such words with their examples. Must not know: documents, which
//! references are stale.

/// A mention of a title: what stands in front of it in its sentence, and what behind it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mention<'t> {
    before: &'t str,
    after: &'t str,
}

/// A way to show that a mention is deliberate.
pub(super) struct Cue {
    /// The reason, as it is told.
    pub(super) reason: &'static str,
    fits: fn(Mention<'_>) -> bool,
    /// Sentences whose 《》 is meant so, and some where it is not.
    #[cfg(test)]
    examples: (&'static [&'static str], &'static [&'static str]),
}

macro_rules! cue {
    ($reason:expr, $fits:expr, yes: $yes:expr, no: $no:expr) => {
        Cue {
            reason: $reason,
            fits: $fits,
            #[cfg(test)]
            examples: (&$yes, &$no),
        }
    };
}

/// The cues, the first that fits tells the reason.
pub(super) const CUES: &[Cue] = &[
    cue!(
        "spoken of as the former one (原)",
        |it| {
            let ends = |words: &[&str]| words.iter().any(|word| it.before.ends_with(word));
            ends(FORMER) && !ends(&["中原", "平原", "高原", "草原", "太原"])
        },
        yes: ["对原《示例办法》规定的标准进行评估后", "已废止的《示例办法》规定的期限"],
        no: ["按照《示例办法》的规定", "根据太原《示例办法》的规定"]
    ),
    cue!(
        "a transitional clause (施行前)",
        |it| {
            let follows = |text: &str| {
                let laws = LAW.iter().flat_map(|law| text.split(law).skip(1));
                laws.into_iter().any(begins_before)
            };
            follows(it.before) || follows(it.after) || begins_before(it.after)
        },
        yes: [
            "本法施行前依照《示例法》设立的企业，可以继续保留",
            "《示例法》施行前发生的行为",
            "《示例管理条例》公布实施以前的，按照当时的规定处理",
            "已经依照《示例法》登记，在本办法实施之日前未注销的",
            "示例投资法施行前依照《示例合资法》、《示例合作法》设立的企业",
        ],
        no: [
            "本法自2020年1月1日起施行，依照《示例法》办理",
            "本办法实施后依照《示例法》登记",
            "规划公布前，依照《示例法》办理",
        ]
    ),
    cue!(
        "tells of what was done under it (已依照…)",
        |it| {
            let by = it.under();
            by.is_some_and(|rest| ["已", "已经", "曾", "曾经", "此前"].iter().any(|it| rest.ends_with(it)))
        },
        yes: ["申请人已根据《示例通知》享受补助的，不再重复享受", "此前按照《示例办法》取得许可的"],
        no: ["银行应当按照《示例办法》办理", "已由主管部门批准并按照《示例办法》办理"]
    ),
    cue!(
        "orders that it be made (制定…)",
        |it| {
            let drafts = ["制定", "制订", "拟订"];
            drafts.iter().any(|word| it.before.ends_with(word))
        },
        yes: [
            "会议责成省人民政府制定《示例细则》，提交常务委员会审议通过",
            "由主管部门制订《示例办法》后公布施行",
        ],
        no: ["按照示例部制定的《示例办法》办理", "示例部制定了《示例办法》的实施细则"]
    ),
    cue!(
        "tells of its end",
        |it| {
            let rest = without_list(it.after);
            END.iter().any(|word| rest.starts_with(word)) || it.before.ends_with("废止")
        },
        yes: [
            "《示例办法》同时废止",
            "《示例办法》（示发〔2014〕5号）、《另一办法》停止执行",
            "决定废止《示例办法》",
        ],
        no: ["依照《示例办法》的规定办理，原通知同时废止", "违反《示例办法》的，废止其许可"]
    ),
];

/// What tells of things set up under a law (依照…设立的企业). Of a law that was over when the text
/// was made it means those that were set up in its time; of another it is a rule.
pub(super) const SET_UP: Cue = cue!(
    "tells of what was set up under it (依照…设立的)",
    |it| {
        let rest = without_list(it.after);
        // Of those that were, 的; without it, it is what shall be done.
        let clause = rest.split('，').next().unwrap_or_default();
        let is_done = DONE.iter().any(|word| clause.starts_with(word));
        is_done && clause.contains('的') && it.under().is_some()
    },
    yes: [
        "对依据《示例合资法》《示例合作法》设立并保留原组织形式的企业",
        "依照《示例法》批准的项目",
    ],
    no: ["依照《示例法》的规定处罚", "《示例法》设立的制度", "应当依照《示例法》登记"]
);

/// What is done under a law once and lasts.
const DONE: &[&str] = &[
    "设立", "成立", "登记", "注册", "批准", "核准", "取得", "核发", "颁发", "签订",
];

/// What stands in front of a title that is no longer right.
const FORMER: &[&str] = &[
    "原",
    "原来的",
    "修订前的",
    "修改前的",
    "废止前的",
    "已废止的",
    "已经废止的",
    "已失效的",
];

/// How a text calls itself, and how the name of another law ends.
const LAW: &[&str] = &[
    "法",
    "条例",
    "》",
    "本办法",
    "本规定",
    "本细则",
    "本规则",
    "本决定",
    "本通知",
    "本公告",
    "本解释",
    "本规范",
];

/// How a text says that another is over.
const END: &[&str] = &[
    "同时废止",
    "即行废止",
    "相应废止",
    "自行废止",
    "予以废止",
    "废止",
    "同时失效",
    "失效",
    "停止执行",
    "停止施行",
    "不再执行",
    "不再施行",
    "不再适用",
    "不再有效",
];

/// 施行前, 实施之日前, 公布实施以前.
fn begins_before(text: &str) -> bool {
    let verbs = [
        "施行", "实施", "生效", "公布", "发布", "颁布", "印发", "废止",
    ];
    let Some(rest) = verbs.iter().find_map(|verb| text.strip_prefix(verb)) else {
        return false;
    };
    let second = verbs.iter().find_map(|verb| rest.strip_prefix(verb));
    let rest = second.unwrap_or(rest);
    let rest = rest.trim_start_matches(['之', '日', '以']);
    rest.starts_with('前')
}

/// What follows a list of titles, numbers in brackets, and words between them.
fn without_list(text: &str) -> &str {
    let mut rest = text;
    loop {
        let pairs = [('《', '》'), ('（', '）'), ('(', ')'), ('〔', '〕')];
        let inside = pairs.iter().find_map(|(open, close)| {
            let inner = rest.strip_prefix(*open)?;
            inner
                .find(*close)
                .map(|end| &inner[end + close.len_utf8()..])
        });
        let words = [
            "、", "和", "及", "以及", "与", "，", "等", "文件", "通知", "均", "自",
        ];
        let next = inside.or_else(|| words.iter().find_map(|word| rest.strip_prefix(word)));
        match next {
            Some(next) => rest = next,
            None => return rest,
        }
    }
}

impl<'t> Mention<'t> {
    /// The mention in the sentence of a text: `quote` are the words that were read, between what
    /// stands before and after them.
    fn of(before: &'t str, quote: &'t str, after: &'t str, whole: &'t str) -> Self {
        let open = quote.find('《').unwrap_or(0);
        let close = quote
            .rfind('》')
            .map_or(quote.len(), |at| at + '》'.len_utf8());
        let (start, end) = (before.len() + open, before.len() + close);
        let ends = ['。', '；', '！', '？'];
        let first = whole[..start]
            .rfind(ends)
            .map_or(0, |at| at + '。'.len_utf8());
        let last = whole[end..].find(ends).map_or(whole.len(), |at| end + at);
        debug_assert_eq!(whole.len(), before.len() + quote.len() + after.len());
        Self {
            before: &whole[first..start],
            after: &whole[end..last],
        }
    }

    /// What stands in front of 依照, if the title follows on it, alone or in a list.
    fn under(&self) -> Option<&'t str> {
        let mut rest = self.before;
        loop {
            let by = UNDER.iter().find_map(|by| rest.strip_suffix(by));
            if by.is_some() {
                return by;
            }
            let list = rest.trim_end_matches(['、', '和', '及', '与', '，']);
            rest = &list[..list.strip_suffix('》')?.rfind('《')?];
        }
    }
}

/// What stands in front of the law that something is done by.
const UNDER: &[&str] = &["依照", "依据", "根据", "按照", "按", "依"];

/// Why a mention with these words around it is deliberate; nothing if it is not. `was_over` says
/// that what is mentioned was over when the text was made.
pub(super) fn reason(
    before: &str,
    quote: &str,
    after: &str,
    was_over: bool,
) -> Option<&'static str> {
    let whole = [before, quote, after].concat();
    let mention = Mention::of(before, quote, after, &whole);
    let set_up = was_over.then_some(&SET_UP);
    CUES.iter()
        .chain(set_up)
        .find(|cue| (cue.fits)(mention))
        .map(|cue| cue.reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(sentence: &str) -> Option<&'static str> {
        told_of(sentence, true)
    }

    fn told_of(sentence: &str, was_over: bool) -> Option<&'static str> {
        let start = sentence.find('《').unwrap();
        let end = sentence.find('》').unwrap() + '》'.len_utf8();
        let (before, quote, after) = (&sentence[..start], &sentence[start..end], &sentence[end..]);
        reason(before, quote, after, was_over)
    }

    #[test]
    fn every_cue_fits_its_examples_and_no_other_words() {
        for cue in CUES.iter().chain([&SET_UP]) {
            let (yes, no) = cue.examples;
            for sentence in yes {
                assert_eq!(told(sentence), Some(cue.reason), "{sentence}");
            }
            for sentence in no {
                assert_eq!(told(sentence), None, "{sentence}");
            }
        }
    }

    #[test]
    fn what_is_set_up_under_a_law_that_lives_is_a_rule() {
        let sentence = "依照《示例法》批准的项目";
        assert_eq!(told_of(sentence, true), Some(SET_UP.reason));
        assert_eq!(told_of(sentence, false), None);
        let of = |at: &str| {
            let sentence = "对依据《甲法》《乙法》设立的企业";
            let (before, rest) = sentence.split_once(at).unwrap();
            reason(before, at, rest, true)
        };
        assert_eq!(of("《甲法》"), of("《乙法》"));
        assert_eq!(of("《乙法》"), Some(SET_UP.reason));
    }

    #[test]
    fn only_the_sentence_of_the_mention_counts() {
        assert_eq!(
            told("本法施行前的事项除外。依照《示例法》办理。另一通知同时废止。"),
            None
        );
        assert_eq!(
            reason("根据原", "《甲》、《乙》", "的规定", false),
            Some(CUES[0].reason)
        );
    }
}
