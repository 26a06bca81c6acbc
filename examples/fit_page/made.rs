//! Texts made of the labelled ones: other layouts, and compilations.

use crate::Text;
use crate::field::Order;
use std::collections::{BTreeMap, HashMap};

/// Where a document stands in a print.
#[derive(Clone)]
pub(crate) struct Span {
    pub(crate) role: String,
    pub(crate) first: u32,
    pub(crate) last: u32,
    pub(crate) title: String,
    number: bool,
    body: String,
}

/// A text as printed, with its documents.
pub(crate) struct Print {
    /// The sources it is made of, one a line.
    pub(crate) source: String,
    pub(crate) words: String,
    pub(crate) gold: Vec<Span>,
}

impl Print {
    pub(crate) fn of(text: &Text) -> Self {
        Self {
            source: text.source.clone(),
            words: text.words.clone(),
            gold: spans(text),
        }
    }
}

fn spans(text: &Text) -> Vec<Span> {
    let spans = text.gold.iter().map(|g| Span {
        role: g.role.clone(),
        first: g.first_line,
        last: g.last_line,
        title: g.title.clone(),
        number: g.number.is_some(),
        body: g.agencies.first().cloned().unwrap_or_default(),
    });
    spans.collect()
}

/// A line with its number in the text it comes from; none if the layout adds it.
type Row = (Option<u32>, String);

/// Each text in other layouts, which differ from text to text.
pub(crate) fn layouts(texts: &[Text]) -> Vec<Print> {
    let mut made = Vec::new();
    let mut order = Order::new(5);
    for text in texts {
        let gold = spans(text);
        let (from, to) = covered(text);
        let rows: Vec<Row> = text
            .words
            .lines()
            .enumerate()
            .map(|(i, l)| (Some(i as u32 + 1), l.to_owned()))
            .filter(|(n, _)| n.is_some_and(|n| (from..=to).contains(&n)))
            .collect();
        let widths = [17, 24, 28, 30, 32, 36, 40];
        let width = widths[order.next(widths.len())];
        made.extend(print(text, &gold, wrapped(&rows, width)));
        let other = match order.next(4) {
            0 => lettered(&rows, &gold),
            1 => glued(&rows),
            2 => tight(&rows),
            _ => web(&rows, &gold),
        };
        made.extend(print(text, &gold, other));
        if rows.len() < 1500 {
            made.extend(crawled(text, &rows, &gold, &mut order));
        }
    }
    made
}

/// The lines that a layout copies: of a large file only those that are labelled.
fn covered(text: &Text) -> (u32, u32) {
    if text.words.lines().count() > 6000 {
        let last = text.gold.last().map_or(0, |g| g.last_line);
        (text.gold[0].first_line, last)
    } else {
        (1, u32::MAX)
    }
}

/// The print that `rows` make, its documents moved along.
fn print(text: &Text, gold: &[Span], rows: Vec<Row>) -> Option<Print> {
    let (mut first, mut last) = (BTreeMap::new(), BTreeMap::new());
    for (i, (number, _)) in rows.iter().enumerate() {
        if let Some(n) = number {
            first.entry(*n).or_insert(i as u32 + 1);
            last.insert(*n, i as u32 + 1);
        }
    }
    let moved = gold.iter().map(|g| {
        let start = first.range(g.first..).next()?.1;
        let end = last.range(..=g.last).next_back()?.1;
        Some(Span {
            first: *start,
            last: *end,
            ..g.clone()
        })
    });
    let words: Vec<String> = rows.into_iter().map(|(_, words)| words).collect();
    Some(Print {
        source: text.source.clone(),
        words: words.join("\n"),
        gold: moved.collect::<Option<_>>()?,
    })
}

/// Broken after so many characters, as a page does it: no line begins with a comma.
fn wrapped(rows: &[Row], width: usize) -> Vec<Row> {
    let mut out = Vec::new();
    for (number, words) in rows {
        let chars: Vec<char> = words.chars().collect();
        if chars.is_empty() {
            out.push((*number, String::new()));
        }
        let mut from = 0;
        while from < chars.len() {
            let mut to = (from + width).min(chars.len());
            while chars.get(to).is_some_and(|c| "，。、；：》）".contains(*c)) {
                to += 1;
            }
            out.push((*number, chars[from..to].iter().collect()));
            from = to;
        }
    }
    out
}

/// Without blank lines and without white space before a line.
fn tight(rows: &[Row]) -> Vec<Row> {
    let kept = rows.iter().filter(|(_, words)| !words.trim().is_empty());
    kept.map(|(n, words)| (*n, words.trim().to_owned()))
        .collect()
}

/// The number of an act above its title, under a letterhead.
fn lettered(rows: &[Row], gold: &[Span]) -> Vec<Row> {
    let acts: HashMap<u32, &Span> = gold
        .iter()
        .filter(|g| g.role == "act" && g.number && !g.body.is_empty())
        .map(|g| (g.first, g))
        .collect();
    let mut out: Vec<Row> = Vec::new();
    let mut gone = Vec::new();
    for (i, (number, words)) in rows.iter().enumerate() {
        if let Some(act) = number.and_then(|n| acts.get(&n)) {
            let found = rows[i + 1..]
                .iter()
                .take(8)
                .find(|(_, w)| w.trim().ends_with('号') && w.contains(['〔', '［', '[']));
            if let Some((at, words)) = found {
                out.push((None, format!("{}文件", act.body)));
                out.push((
                    None,
                    words.trim_matches(['（', '）', ' ', '\u{3000}']).to_owned(),
                ));
                gone.push(*at);
            }
        }
        if !gone.contains(number) {
            out.push((*number, words.clone()));
        }
    }
    out
}

/// Signature and date on one line.
fn glued(rows: &[Row]) -> Vec<Row> {
    let mut out: Vec<Row> = Vec::new();
    for (number, words) in rows {
        let line = words.trim();
        let date = line.ends_with('日') && line.chars().count() <= 14 && line.contains('年');
        let last = out.iter().rposition(|(_, w)| !w.trim().is_empty());
        match last.filter(|_| date) {
            Some(k) if fits(&out[k].1) => {
                out[k].1 = format!("{}{line}", out[k].1.trim_end());
                out.push((*number, String::new()));
            }
            _ => out.push((*number, words.clone())),
        }
    }
    out
}

fn fits(words: &str) -> bool {
    (2..=24).contains(&words.trim().chars().count())
        && !words
            .trim()
            .ends_with(['。', '；', '：', '，', '！', '？', '日'])
}

/// Documents of a few long lines, without the ends of lines, as a crawler leaves them; some without
/// their titles.
fn crawled(text: &Text, rows: &[Row], gold: &[Span], order: &mut Order) -> Option<Print> {
    let mut words: Vec<String> = Vec::new();
    let mut moved = Vec::new();
    for g in gold {
        let inside = |(n, w): &&Row| {
            n.is_some_and(|n| (g.first..=g.last).contains(&n)) && !w.trim().is_empty()
        };
        let mut lines: Vec<&str> = rows.iter().filter(inside).map(|(_, w)| w.trim()).collect();
        let mut title = g.title.clone();
        if g.role == "interpretation" && order.next(2) == 0 && lines.len() > 2 {
            title.clear();
            lines.remove(0);
        }
        let first = words.len() as u32 + 1;
        let size = 12 + order.next(30);
        words.extend(lines.chunks(size).map(|l| l.concat()));
        moved.push(Span {
            first,
            last: words.len() as u32,
            title,
            ..g.clone()
        });
        words.push(String::new());
    }
    (!moved.is_empty()).then(|| Print {
        source: text.source.clone(),
        words: words.join("\n"),
        gold: moved,
    })
}

/// A page of the web: crumbs above, links below, the title above a table.
fn web(rows: &[Row], gold: &[Span]) -> Vec<Row> {
    let starts: HashMap<u32, &Span> = gold
        .iter()
        .filter(|g| g.role == "act")
        .map(|g| (g.first, g))
        .collect();
    let mut out: Vec<Row> = Vec::new();
    for (number, words) in rows {
        if let Some(act) = number.and_then(|n| starts.get(&n)) {
            let add = |words: &str, out: &mut Vec<Row>| out.push((None, words.to_owned()));
            if !out.is_empty() {
                for foot in [
                    "【打印本页】【关闭窗口】",
                    "相关链接",
                    "扫一扫在手机打开当前页",
                ] {
                    add(foot, &mut out);
                }
            }
            add("您当前的位置：首页 > 政务公开 > 政策文件", &mut out);
            if act.first % 2 == 0 && !act.title.is_empty() {
                add(&act.title, &mut out);
                add("索 引 号：", &mut out);
                add("000014349/2020-00012", &mut out);
                add("发布机构：", &mut out);
                add(&act.body, &mut out);
                add(&format!("标　　题：{}", act.title), &mut out);
            }
        }
        out.push((*number, words.clone()));
    }
    out
}

/// How many lines a page of a compilation has, if it prints its number.
const PAGE: usize = 43;
/// A text of more lines stands in no compilation; of such a one only some acts do.
const LONGEST: usize = 1200;
const PARTS: &[&str] = &[
    "第一部分 综合",
    "二、财政金融",
    "三、市场监管",
    "第二编 部门规章",
    "环境保护类",
    "第三篇 地方政策",
];

/// Compilations put together from `texts`, whole or only an act with what it encloses: with
/// contents or not, part titles or not, blank lines and page numbers or not.
pub(crate) fn compilations(texts: &[Text], count: usize) -> Vec<Print> {
    let mut order = Order::new(11);
    let all: Vec<Vec<Span>> = texts.iter().map(spans).collect();
    let made = (0..count).map(|k| compilation(texts, &all, k, &mut order));
    made.flatten().collect()
}

fn compilation(texts: &[Text], all: &[Vec<Span>], k: usize, order: &mut Order) -> Option<Print> {
    let mut sources = Vec::new();
    let (mut body, mut gold, mut listed) = (Vec::new(), Vec::new(), Vec::new());
    let paged = order.next(2) == 0;
    for _ in 0..4 + order.next(6) {
        let at = order.next(texts.len());
        let (text, spans) = (&texts[at], &all[at]);
        let lines: Vec<&str> = text.words.lines().collect();
        let whole = order.next(2) == 0 && lines.len() <= LONGEST;
        let Some(group) = (if whole {
            Some(&spans[..])
        } else {
            act(spans, order)
        }) else {
            continue;
        };
        let (mut first, mut last) = (group[0].first, group[group.len() - 1].last);
        if whole {
            (first, last) = (1, lines.len() as u32);
        }
        if last < first || (last - first) as usize > LONGEST || last as usize > lines.len() {
            continue;
        }
        match order.next(4) {
            0 => body.push((None, PARTS[order.next(PARTS.len())].to_owned())),
            1 => body.push((None, String::new())),
            _ => body.extend([(None, String::new()), (None, String::new())]),
        }
        let of = sources.len();
        let printed = lines[first as usize - 1..last as usize].iter();
        body.extend(
            printed
                .zip(first..)
                .map(|(l, n)| (Some((of, n)), (*l).to_owned())),
        );
        listed.push(group[0].title.clone());
        gold.extend(group.iter().map(|g| (of, g.clone())));
        sources.push(text.source.clone());
    }
    let mut words = contents(&listed, k);
    let mut places = HashMap::new();
    for (i, (key, line)) in body.into_iter().enumerate() {
        words.push(line);
        if let Some(key) = key {
            places.insert(key, words.len() as u32);
        }
        if paged && i % PAGE == PAGE - 1 {
            words.push(page_line(k, i / PAGE + 1));
        }
    }
    let moved = gold.into_iter().map(|(of, g)| {
        let (first, last) = (*places.get(&(of, g.first))?, *places.get(&(of, g.last))?);
        Some(Span { first, last, ..g })
    });
    let gold = moved.collect::<Option<Vec<_>>>()?;
    (!gold.is_empty()).then(|| Print {
        source: sources.join("\n"),
        words: words.join("\n"),
        gold,
    })
}

/// One act or reading of a text, with what it encloses.
fn act<'s>(spans: &'s [Span], order: &mut Order) -> Option<&'s [Span]> {
    let begins = |i: &usize| matches!(spans[*i].role.as_str(), "act" | "interpretation");
    let acts: Vec<usize> = (0..spans.len()).filter(begins).collect();
    let act = *acts.get(order.next(acts.len().max(1)))?;
    let after = (act + 1..spans.len()).find(|i| spans[*i].role != "attachment");
    Some(&spans[act..after.unwrap_or(spans.len())])
}

/// The cover and the contents of compilation `k`, in one of several forms or not at all.
fn contents(titles: &[String], k: usize) -> Vec<String> {
    if k.is_multiple_of(3) || titles.iter().any(String::is_empty) {
        return Vec::new();
    }
    let mut head = vec!["某市示例政策汇编".to_owned(), "目 录".to_owned()];
    head.extend(titles.iter().enumerate().map(|(i, title)| {
        let page = 3 * i + 1;
        match k % 5 {
            0 => format!("{}．{title}………………{page}", i + 1),
            1 => format!("{title}\t{page}"),
            2 => format!("{title} ............ {page}"),
            3 => format!("（{}）{title}", i + 1),
            _ => format!("{title}……（{page}）"),
        }
    }));
    head.push(String::new());
    head
}

/// The foot of a page.
fn page_line(k: usize, page: usize) -> String {
    match k % 4 {
        0 => format!("— {page} —"),
        1 => format!("- {page} -"),
        2 => page.to_string(),
        _ => format!("第 {page} 页"),
    }
}
