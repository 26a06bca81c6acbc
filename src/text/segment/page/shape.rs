//! The shape of a line (surface features): what it shows by itself, whatever stands around it.
//!
//! Owns: when each [`Shape`] holds, a table with texts whose last line has it and texts whose last
//! line has it not. Must not know: labels and weights, the lines around.

use super::super::title::{
    ANNEX_HEAD, ANNEX_LABEL, DECREE_LINE, ISSUES, MENU, NEWS_LEAD, NOTE, NUMBER_LINE, ORDER,
    PAGE_FOOT, READING, begins_item, is_act_title, is_contents_line, is_date_line, is_first_part,
    unpaired,
};
use super::names::Shape;
use super::seen::Seen;
use crate::model::doctype::{Class, noun};
use crate::model::lexicon::{lexicon, looks_like_body};
use crate::text::clean::{CleanText, Line};
use crate::text::look::{LineLook, usual_size};
use crate::text::marks::{AnyOf, Marks, any_of};
use crate::text::rule::Words;

const ABOUT: AnyOf = any_of![["关于"], yes["关于示例的通知"], no["示例办法"]];
const BELOW: AnyOf = any_of![["如下"], yes["通知如下："], no["各市："]];
const ENTRY: AnyOf = any_of![
    ["施行", "执行", "实施", "生效"],
    yes["自2020年1月1日起施行"],
    no["自2020年1月1日起"],
];
/// Marks that come in pairs.
pub(super) const PAIRED: Marks = Marks::telltales("《》（）“”");
/// How the names of those end to whom a document is addressed.
static ADDRESSEES: Words = Words::tails(
    "addressees",
    &[
        "府", "局", "部", "委", "厅", "院", "行", "司", "会", "位", "校", "县", "区", "市", "志",
        "员",
    ],
    &["示例市人民政府", "有关单位"],
    &["示例办法", "附件"],
);
/// With what the text of news, and of what explains a document, begins.
static LEADS: Words = Words::heads(
    "leads",
    &["近日", "日前", "为便于", "为帮助", "记者"],
    &["近日，示例部印发通知", "为便于理解《示例办法》"],
    &["为规范示例管理，制定本办法"],
);
static ANSWERS: Words = Words::heads(
    "shape-answers",
    &["问：", "答：", "记者：", "问:", "答:"],
    &["问：何时施行？", "记者：请介绍示例"],
    &["何时施行？", "请问：何时施行？"],
);
static CLOSINGS: Words = Words::heads(
    "closings",
    &["特此", "（此件", "抄送"],
    &["特此通知。", "（此件公开发布）"],
    &["此件公开发布", "通知如下："],
);

/// The shapes of all lines.
pub(super) fn shapes(clean: &CleanText) -> Vec<Seen> {
    let lines = clean.lines();
    let mut gaps: Vec<u32> = lines
        .windows(2)
        .map(|w| w[1].number.saturating_sub(w[0].last))
        .collect();
    gaps.sort_unstable();
    let usual = gaps.get(gaps.len() / 2).copied().unwrap_or(1);
    let size = usual_size((0..lines.len()).map(|i| clean.look(i)));
    (0..lines.len())
        .map(|i| {
            let gap = i > 0 && lines[i].number.saturating_sub(lines[i - 1].last) > usual;
            let mut found = words(&View::new(clean, i, gap));
            look(clean.look(i), size, &mut found);
            found
        })
        .collect()
}

/// What is seen of a line on its page, where the text is of `size`; nothing in a plain text.
fn look(look: LineLook, size: Option<f32>, found: &mut Seen) {
    let percent = look.percent_of(size);
    let larger = percent.is_some_and(|p| (110..130).contains(&p));
    found.put_if(larger, Shape::Larger);
    found.put_if(percent.is_some_and(|p| p >= 130), Shape::Largest);
    found.put_if(percent.is_some_and(|p| p <= 92), Shape::Smaller);
    found.put_if(look.centred == Some(true), Shape::Centred);
    found.put_if(look.bold == Some(true), Shape::Bold);
}

/// A line as the table looks at it.
struct View<'a> {
    line: Line,
    words: &'a str,
    marks: Marks,
    /// How many characters it has, counted up to 121.
    chars: usize,
    /// Whether a mark of a pair is left open, and whether one closes that was opened above.
    unpaired: (bool, bool),
    /// Whether more room than usual stands above it.
    gap: bool,
    /// What the noun makes of it with which it ends as titles do.
    class: Option<Class>,
    /// Whether it may be a title, by its length and its stops.
    title: bool,
    /// Whether it is short and no sentence.
    plain: bool,
    /// What stands between the brackets in which the whole line stands.
    inner: Option<&'a str>,
}

impl<'a> View<'a> {
    fn new(clean: &'a CleanText, i: usize, gap: bool) -> Self {
        let (line, words) = (clean.lines()[i], clean.line(i));
        let chars = words.chars().take(121).count();
        let has = |c: char| line.marks.may_have(c) && words.contains(c);
        let title = chars <= 100 && !has('。') && !words.ends_with(['；', '，', '：']);
        Self {
            line,
            words,
            marks: line.marks,
            chars,
            unpaired: match line.marks.any(PAIRED) {
                true => unpaired(words),
                false => (false, false),
            },
            gap,
            class: title.then(|| noun(words)).flatten().map(|(_, class)| class),
            title,
            plain: chars <= 60 && !has('。') && !has('，') && !has('：'),
            inner: words.strip_prefix('（').and_then(|w| w.strip_suffix('）')),
        }
    }

    fn has(&self, c: char) -> bool {
        self.marks.may_have(c) && self.words.contains(c)
    }

    fn ends(&self, with: &[char]) -> bool {
        self.words.ends_with(with)
    }

    /// Whether it is 各…人民政府： or ends as the names of addressees do.
    fn addresses(&self) -> bool {
        let named = || {
            let name = self.words.trim_end_matches(['：', ':', '）']);
            ADDRESSEES.stand_in(name)
        };
        self.ends(&['：', ':'])
            && !self.has('。')
            && !BELOW.stands_in(self.words, self.marks)
            && !self.has('《')
            && (3..400).contains(&self.words.chars().count())
            && (self.words.starts_with('各') || named())
    }

    /// Whether it is the name of an order: short, and no title 关于….
    fn is_order(&self) -> bool {
        (self.has('令') || self.has('告'))
            && self.chars <= 60
            && !ABOUT.stands_in(self.words, self.marks)
            && ORDER.is_match(self.words)
    }
}

/// The table: a name, texts whose last line has the shape, texts whose last line has it not, and
/// when it holds. It is written out as one function, since it is asked of every line.
macro_rules! table {
    ($line:ident: $($shape:ident [$($yes:literal),+] [$($no:literal),+] $holds:expr;)*) => {
        /// What the words of a line show.
        fn words($line: &View) -> Seen {
            let mut found = Seen::default();
            $(found.put_if($holds, Shape::$shape);)*
            found
        }

        #[cfg(test)]
        const EXAMPLES: &[(Shape, &[&str], &[&str])] =
            &[$((Shape::$shape, &[$($yes),+], &[$($no),+])),*];
    };
}

table! { it:
    Upto4 ["示例部"] ["示例委员会"] it.chars <= 4;
    Upto8 ["示例委员会"] ["示例部", "示例市人民政府办公厅"] (5..=8).contains(&it.chars);
    Upto18 ["示例市人民政府办公厅"] ["示例委员会"] (9..=18).contains(&it.chars);
    From45
        ["为了规范示例管理，保障示例安全，维护当事人的合法权益，根据有关法律、行政法规的规定，结合本市实际"]
        ["为了规范示例管理，制定本办法"]
        (45..120).contains(&it.chars);
    From120
        ["为了规范示例管理，保障示例安全，维护当事人的合法权益，根据有关法律、行政法规的规定，结合本市实际，经广泛征求社会各方面的意见，并报请上级机关同意，现就进一步加强示例管理工作有关事项作出以下规定，请各级各部门结合自身职责，认真组织落实，确保各项措施取得实效"]
        ["为了规范示例管理，保障示例安全，维护当事人的合法权益，根据有关法律、行政法规的规定，结合本市实际"]
        it.chars >= 120;
    Full ["为了规范示例市停车管理工作，根据有关法律法规的规定"] ["制定本办法"] it.line.full;
    Gap ["示例办法\n正文\n正文\n\n\n正文"] ["示例办法\n正文\n正文\n正文"] it.gap;
    Glued
        ["示例市人民政府办公厅关于印发示例办法的通知各区人民政府："]
        ["各区人民政府："]
        it.line.glued;
    PageStart ["示例办法\n- 1 -\n第一条"] ["示例办法\n第一条"] it.line.page_start;
    Joined ["根据《中华人民共和国\n示例法》"] ["示例办法\n第一条"] it.line.joined;
    EndsStop ["制定本办法。"] ["制定本办法"] it.ends(&['。', '；', '！', '？']);
    EndsColon ["各区人民政府："] ["各区人民政府"] it.ends(&['：', ':']);
    EndsComma ["示例部、"] ["示例部"] it.ends(&['，', '、']);
    EndsBracket ["示例办法（试行）"] ["示例办法"] it.ends(&['）']);
    EndsTitleMark ["《示例办法》"] ["示例办法"] it.ends(&['》']);
    HasStop ["甲。乙"] ["甲，乙"] it.has('。');
    HasComma ["甲，乙"] ["甲。乙"] it.has('，') || it.has(',');
    NoHan ["2020-01"] ["2020年"] !it.words.chars().any(|c| ('\u{4e00}'..'\u{9fff}').contains(&c));
    StartsAbout ["关于示例的通知"] ["示例部关于示例的通知"] it.words.starts_with("关于");
    HasAbout ["示例部关于示例的通知"] ["示例办法"] ABOUT.stands_in(it.words, it.marks);
    StartsQuote ["《示例办法》"] ["印发《示例办法》"] it.words.starts_with('《');
    Open
        ["关于印发《示例"]
        ["关于印发《示例办法》的通知", "办法》的通知"]
        it.unpaired.0;
    ClosesOnly
        ["办法》的通知", "国办负责）"]
        ["关于印发《示例办法》的通知", "关于印发《示例"]
        it.unpaired.1;
    NounAct ["示例部关于示例的通知"] ["示例办法"] it.class == Some(Class::Act);
    NounRules ["示例办法"] ["示例部关于示例的通知"] it.class == Some(Class::Instrument);
    NounOther
        ["示例项目清单"]
        ["示例办法"]
        matches!(it.class, Some(Class::Register | Class::Paper));
    NounReading ["示例办法解读"] ["示例办法"] it.class == Some(Class::Interpretation);
    ActTitle ["示例部关于示例的通知"] ["示例通知"] it.title && is_act_title(it.words);
    NumberLine
        ["示发〔2020〕1号"]
        ["示发〔2020〕1号文件"]
        it.has('号') && it.chars <= 60 && NUMBER_LINE.is_match(it.words);
    NumberWithin ["依照示发〔2020〕1号执行"] ["示例部令第1号"] it.has('号') && it.has('〔');
    DecreeLine
        ["示例部令第1号"]
        ["示例部关于示例的通知"]
        it.has('令') && it.chars <= 90 && DECREE_LINE.is_match(it.words);
    OrderName ["示例部公告〔2020〕第1号"] ["关于示例的公告"] it.is_order();
    DateLine ["2020年1月1日"] ["自2020年1月1日起"] it.chars <= 16 && is_date_line(it.words);
    DateBracket ["（2020年1月1日）"] ["2020年1月1日"] it.inner.is_some_and(is_date_line);
    NoteLine
        ["（2020年1月1日示例部公布）"]
        ["2020年1月1日"]
        it.words.starts_with(['（', '1', '2']) && it.has('年') && NOTE.is_match(it.words);
    AddressLine ["各区人民政府："] ["现将有关事项通知如下："] it.addresses();
    Listed
        ["财政部、税务总局"]
        ["示例"]
        it.plain && lexicon().agencies_in(it.words, &['、']).is_some();
    BodyShape ["示例市人民政府"] ["示例办法"] it.plain && looks_like_body(it.words);
    FirstPart ["第一条为了示例"] ["第二条示例"] is_first_part(it.words);
    Item ["1.示例办法"] ["示例办法"] begins_item(it.words);
    AnnexAlone
        ["附件1"]
        ["附件1：示例办法"]
        it.words.starts_with('附') && ANNEX_HEAD.is_match(it.words);
    AnnexNamed
        ["附件1：示例办法"]
        ["附件1"]
        it.words.starts_with('附')
            && ANNEX_LABEL.find(it.words).is_some_and(|m| m.end() < it.words.len());
    Contents ["第一章总则……3"] ["第一章总则"] is_contents_line(it.words);
    Reading ["示例部负责人就示例办法答记者问"] ["示例办法"] READING.stands_in(it.words, it.marks);
    News
        ["新华社北京电", "近日，示例部印发示例办法", "记者获悉"]
        ["示例部印发示例办法"]
        it.words.starts_with(['新', '本', '中', '人', '近', '日']) && NEWS_LEAD.is_match(it.words)
            || LEADS.stand_in(it.words);
    Answer ["问：何时施行？"] ["何时施行？"] ANSWERS.stand_in(it.words);
    Issues ["现将示例办法印发给你们"] ["示例办法"] ISSUES.stands_in(it.words, it.marks);
    Closes
        ["特此通知", "本办法自2020年1月1日起施行。"]
        ["示例办法"]
        CLOSINGS.stand_in(it.words)
            || it.words.ends_with('。') && it.has('起') && ENTRY.stands_in(it.words, it.marks);
    Bracket ["（试行）"] ["示例办法（试行）"] it.inner.is_some();
    Menu
        ["打印本页面"]
        ["示例办法"]
        it.chars <= 12 && MENU.stands_in(it.words, it.marks)
            || PAGE_FOOT.stands_in(it.words, it.marks);
    Bullet ["·示例办法"] ["示例办法"] it.words.starts_with(['*', '·', '▪', '›', '»', '>', '|']);
}

#[cfg(test)]
mod tests {
    use super::super::names::SHAPES;
    use super::*;
    use crate::text::clean::clean;
    use crate::text::rule;

    #[test]
    fn each_shape_is_seen_in_its_examples_and_in_no_counter_example() {
        let mut wrong = Vec::new();
        for (shape, yes, no) in EXAMPLES {
            let yes = yes.iter().map(|text| (text, true));
            for (text, holds) in yes.chain(no.iter().map(|text| (text, false))) {
                let last = shapes(&clean(text)).pop();
                if last.is_none_or(|last| last.has(*shape) != holds) {
                    wrong.push(format!("{shape:?}: {text}: {holds} is wanted"));
                }
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
        rule::check_any(&[&ABOUT, &BELOW, &ENTRY]);
        rule::check_words(&[&ADDRESSEES, &LEADS, &ANSWERS, &CLOSINGS]);
    }

    #[test]
    fn each_shape_is_a_row_or_a_look() {
        let mut found = Seen::default();
        for (shape, ..) in EXAMPLES {
            assert!(!found.has(*shape), "{shape:?} has two rows");
            found.put(*shape);
        }
        let looks = [
            Shape::Larger,
            Shape::Largest,
            Shape::Smaller,
            Shape::Centred,
            Shape::Bold,
        ];
        for shape in looks {
            found.put(shape);
        }
        assert_eq!(found.len(), SHAPES.len());
    }
}
