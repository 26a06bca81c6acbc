//! One character of a source → what the clean text has for it: forms of brackets and digits, white
//! space, radicals.
//!
//! Owns: the table of forms. Must not know: lines, or what stands beside a character.

/// What becomes of one character.
pub(crate) enum Fold {
    Keep,
    Drop,
    To(&'static str),
    /// A letter that scanners read for this digit.
    Misread(u8),
    /// A mark of ASCII, which stands for this one beside Chinese text.
    Mark(&'static str),
    Digit(u8),
}

/// Bytes with which a character may begin that [`fold`] changes.
pub(crate) const SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = b" \t\r\n\x0b\x0c&()[]<>*,;:?IOlo\xc2\xe2\xe3\xee\xef";
    let mut i = 0;
    while i < bytes.len() {
        table[bytes[i] as usize] = true;
        i += 1;
    }
    table
};

pub(crate) fn utf8_len(lead: u8) -> usize {
    match lead {
        0..0xc0 => 1,
        0xc0..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    }
}

/// The canonical form of the character at the start of `bytes`: 〔〕 for every square bracket, （）
/// for round ones, 〈〉 for single angle ones, ASCII digits and letters.
pub(crate) fn fold(bytes: &[u8]) -> Fold {
    match bytes {
        [b' ' | b'\t' | b'\r' | b'\n' | 0x0b | 0x0c, ..] => Fold::Drop,
        // Markdown's bold
        [b'*', b'*', ..] => Fold::Drop,
        [b'(', ..] => Fold::To("（"),
        [b')', ..] => Fold::To("）"),
        [b'[', ..] => Fold::To("〔"),
        [b']', ..] => Fold::To("〕"),
        [b'<', ..] => Fold::To("〈"),
        [b'>', ..] => Fold::To("〉"),
        [b'l' | b'I', ..] => Fold::Misread(b'1'),
        [b'O' | b'o', ..] => Fold::Misread(b'0'),
        [b',', ..] => Fold::Mark("，"),
        [b';', ..] => Fold::Mark("；"),
        [b':', ..] => Fold::Mark("："),
        [b'?', ..] => Fold::Mark("？"),
        [0xc2, 0xa0 | 0xad, ..] => Fold::Drop,
        [0xc2, 0xab, ..] => Fold::To("《"),
        [0xc2, 0xbb, ..] => Fold::To("》"),
        // U+2000–200F spaces and zero-width marks, U+2028–202F separators and bidi marks,
        // U+205F–206F
        [0xe2, 0x80, 0x80..=0x8f | 0xa8..=0xaf, ..] | [0xe2, 0x81, 0x9f..=0xaf, ..] => Fold::Drop,
        // U+2E80–2FDF: radicals that some extractors write for the character
        [0xe2, 0xba..=0xbf, ..] => radical(bytes),
        [0xe3, 0x80, 0x80, ..] => Fold::Drop,
        [0xef, 0xbb, 0xbf, ..] => Fold::Drop,
        // U+E000–F8FF, private use: blanks and ends of lines of typesetters, pictures of pages
        [0xee, ..] | [0xef, 0x80..=0xa3, ..] => Fold::Drop,
        [0xef, 0xb9, 0x9d, ..] => Fold::To("〔"),
        [0xef, 0xb9, 0x9e, ..] => Fold::To("〕"),
        [0xef, 0xb9, 0xa4, ..] => Fold::To("〈"),
        [0xef, 0xb9, 0xa5, ..] => Fold::To("〉"),
        [0xef, 0xbc, 0x9c, ..] => Fold::To("〈"),
        [0xef, 0xbc, 0x9e, ..] => Fold::To("〉"),
        [0xef, 0xbc, 0xbb, ..] => Fold::To("〔"),
        [0xef, 0xbc, 0xbd, ..] => Fold::To("〕"),
        [0xef, 0xbc, d @ (0x90..=0x99 | 0xa1..=0xba), ..] => Fold::Digit(d - 0x90 + b'0'),
        [0xef, 0xbd, d @ 0x81..=0x9a, ..] => Fold::Digit(d - 0x81 + b'a'),
        _ => Fold::Keep,
    }
}

/// Kangxi radicals written for the characters they look like; those that occur in the prose of
/// documents.
const RADICALS: &[(char, &str)] = &[
    ('⺠', "民"),
    ('⻅', "见"),
    ('⻉', "贝"),
    ('⻋', "车"),
    ('⻓', "长"),
    ('⻔', "门"),
    ('⻘', "青"),
    ('⻚', "页"),
    ('⻛', "风"),
    ('⻝', "食"),
    ('⻢', "马"),
    ('⻥', "鱼"),
    ('⻩', "黄"),
    ('⻬', "齐"),
    ('⼀', "一"),
    ('⼆', "二"),
    ('⼈', "人"),
    ('⼉', "儿"),
    ('⼊', "入"),
    ('⼋', "八"),
    ('⼏', "几"),
    ('⼑', "刀"),
    ('⼒', "力"),
    ('⼗', "十"),
    ('⼝', "口"),
    ('⼟', "土"),
    ('⼠', "士"),
    ('⼤', "大"),
    ('⼥', "女"),
    ('⼦', "子"),
    ('⼩', "小"),
    ('⼭', "山"),
    ('⼯', "工"),
    ('⼰', "己"),
    ('⼲', "干"),
    ('⼴', "广"),
    ('⼼', "心"),
    ('⼿', "手"),
    ('⽀', "支"),
    ('⽂', "文"),
    ('⽃', "斗"),
    ('⽅', "方"),
    ('⽇', "日"),
    ('⽉', "月"),
    ('⽊', "木"),
    ('⽌', "止"),
    ('⽐', "比"),
    ('⽑', "毛"),
    ('⽓', "气"),
    ('⽔', "水"),
    ('⽕', "火"),
    ('⽗', "父"),
    ('⽚', "片"),
    ('⽜', "牛"),
    ('⽟', "玉"),
    ('⽣', "生"),
    ('⽤', "用"),
    ('⽥', "田"),
    ('⽩', "白"),
    ('⽪', "皮"),
    ('⽬', "目"),
    ('⽯', "石"),
    ('⽰', "示"),
    ('⽴', "立"),
    ('⽵', "竹"),
    ('⽶', "米"),
    ('⽼', "老"),
    ('⽽', "而"),
    ('⾃', "自"),
    ('⾄', "至"),
    ('⾈', "舟"),
    ('⾊', "色"),
    ('⾎', "血"),
    ('⾏', "行"),
    ('⾐', "衣"),
    ('⾔', "言"),
    ('⾛', "走"),
    ('⾜', "足"),
    ('⾝', "身"),
    ('⾥', "里"),
    ('⾦', "金"),
    ('⾬', "雨"),
    ('⾮', "非"),
    ('⾯', "面"),
    ('⾳', "音"),
    ('⾸', "首"),
    ('⾼', "高"),
];

fn radical(bytes: &[u8]) -> Fold {
    let found = std::str::from_utf8(&bytes[..3])
        .ok()
        .and_then(|s| s.chars().next());
    found
        .and_then(|c| RADICALS.iter().find(|(from, _)| *from == c))
        .map_or(Fold::Keep, |(_, to)| Fold::To(to))
}
