//! The names of what can be seen of a line, as the table of weights and reports have them.
//!
//! Owns: the names and their order. Must not know: when any of them holds.

use std::sync::LazyLock;

macro_rules! named {
    ($(#[$doc:meta])* $kind:ident, $list:ident: $($id:ident $name:literal;)*) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[repr(u16)]
        #[allow(missing_docs, reason = "the names in the table say it")]
        #[allow(clippy::enum_variant_names, reason = "what is called a shape may be one")]
        pub enum $kind { $($id),* }
        pub(super) const $list: &[&str] = &[$($name),*];

        impl From<$kind> for u16 {
            fn from(name: $kind) -> Self {
                name as Self
            }
        }
    };
}

named! {
    /// The shape of a line.
    Shape, SHAPES:
    Upto4 "up to 4 characters";
    Upto8 "up to 8 characters";
    Upto18 "up to 18 characters";
    From45 "45 characters and more";
    From120 "120 characters and more";
    Full "fills the width";
    Gap "stands apart from the line above";
    Glued "cut out of a line";
    PageStart "begins a page";
    Joined "goes on from the line above";
    EndsStop "ends in 。；！？";
    EndsColon "ends in ：";
    EndsComma "ends in ，、";
    EndsBracket "ends in ）";
    EndsTitleMark "ends in 》";
    HasStop "has a 。";
    HasComma "has a ，";
    NoHan "no Chinese character";
    StartsAbout "begins with 关于";
    HasAbout "has 关于";
    StartsQuote "begins with 《";
    Open "a mark is left open";
    ClosesOnly "closes a mark opened above";
    NounAct "ends in 通知, 意见 …";
    NounRules "ends in 办法, 方案 …";
    NounOther "ends in 清单, 表 …";
    NounReading "ends in 解读, 问答";
    ActTitle "…关于…通知";
    NumberLine "document number";
    NumberWithin "has 〔2020〕1号";
    DecreeLine "decree head";
    OrderName "name of an order";
    DateLine "date";
    DateBracket "date in brackets";
    NoteLine "note of adoption";
    AddressLine "addressees";
    Listed "listed bodies";
    BodyShape "shaped like a body";
    FirstPart "第一条, 第一章, 一、";
    Item "item of a list";
    AnnexAlone "附件 alone";
    AnnexNamed "附件 and a name";
    Contents "entry of contents";
    Reading "has 解读, 答记者问, 负责人就";
    News "近日，, 新华社";
    Answer "问：, 答：";
    Issues "has 印发, 公布, 现将";
    Closes "特此, 自…施行, 此件";
    Bracket "a remark in brackets";
    Menu "menu word";
    Larger "larger than the text";
    Largest "much larger than the text";
    Smaller "smaller than the text";
    Centred "centred";
    Bold "bold";
    Bullet "begins with a bullet";
}

named! {
    /// What is seen further off, and what the rules of the chain say.
    Far, FARS:
    First "first line of the file";
    First3 "among the first 3 lines";
    First12 "among the first 12 lines";
    Last "last line of the file";
    Short "short";
    MenuAbove "menu line just above";
    MenuNear "menu line not far above";
    AmongTitles "among titles";
    TableAbove "table just above";
    LetterheadAbove "letterhead just above";
    TableTitle "the table names this title";
    TableNumber "the table names this number";
    Date1 "date 1 line above";
    Date2 "date 2 lines above";
    Date4 "date 3–4 lines above";
    Date9 "date 5–9 lines above";
    NoDate "no date in 40 lines above";
    Closed2 "closing words 1–2 lines above";
    Quoted "quoted above";
    QuotedIssued "quoted above beside 印发";
    Annexed "named after 附件";
    QuotedBelow "quoted just below";
    SameAbove "same line above";
    SameBelow "same line below";
    SameOften "same line more than 4 times";
    JoinTitle "an act's title with the next lines";
    JoinNoun "ends in a noun with the next lines";
    Issued "issuers and what an act is about";
    JoinReading "a reading's title with the next lines";
    JoinAbove "ends an act's title begun above";
    Number4 "number within 4 lines";
    Address7 "addressees within 7 lines";
    Article5 "first article within 5 lines";
    Note3 "note within 3 lines";
    Date4Below "date within 4 lines below";
    Prose2 "prose within 2 lines";
    NoProse "no prose within 5 lines";
    ShortRun "among short lines";
    TitleAddress "title and addressees";
    TitleDate "title under a date";
    TitleTop "title, nothing above";
    NounArticle "rules and first article";
    LeadAfterGap "prose after a gap";
    LeadReading "prose, a lead";
    ListedTitle "listed in the contents";
    RuleDecree "rule: decree";
    RuleNumber "rule: title before number";
    RuleHeading "rule: heading with date";
    RuleAddressees "rule: title before addressees";
    RuleNote "rule: title before note";
    RuleArticles "rule: title before articles";
    RuleNews "rule: news title";
    RuleEnclosed "rule: announced title";
    RuleReading "rule: reading";
    RuleOpening "rule: title and prose";
    RuleNothing "rule: no sign";
    RuleHead "rule: in a head";
    RuleNone "rule: no beginning";
}

/// The names of all evidence; the place of a name is its index.
pub static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let shapes = |before: &'static str| SHAPES.iter().map(move |s| format!("{before}{s}"));
    shapes("")
        .chain(shapes("above: "))
        .chain(shapes("below: "))
        .chain(FARS.iter().map(|s| (*s).to_owned()))
        .collect()
});

/// The index of an evidence by its name.
pub(crate) fn index(name: &str) -> Option<u16> {
    NAMES.iter().position(|n| n == name).map(|i| i as u16)
}

const _: () = assert!(SHAPES.len() <= 64 && FARS.len() <= 64, "a name has no bit");
