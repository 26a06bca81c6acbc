//! Metadata of a page (索引号, 文号, 成文日期, 发布机构): label and value out of cells.
//!
//! Owns: the labels that tell such a table, and how a label and its value become one line that the
//! reader of page furniture understands. Must not know: formats of files, what a value means.

/// Labels of the index tables of government sites. Two of them side by side, one of them strong,
/// make a table.
#[rustfmt::skip]
const LABELS: &[(&str, bool)] = &[
    ("索引号", true), ("信息索引号", true), ("信息索取号", true), ("索取号", true), ("发文字号", true), ("文号", true),
    ("发布文号", true), ("发文文号", true), ("文件编号", true), ("成文日期", true), ("生成日期", true),
    ("发文日期", true), ("签发日期", true), ("发文机关", true), ("发布机构", true), ("发布机关", true),
    ("发文单位", true), ("发布单位", true), ("制发机关", true), ("公开主体", true), ("发布日期", false), ("发布时间", false),
    ("公开日期", false), ("标题", false), ("名称", false), ("信息名称", false), ("文件名称", false), ("主题分类", false),
    ("主题词", false), ("分类", false), ("体裁分类", false), ("组配分类", false), ("公开方式", false),
    ("公开范围", false), ("有效性", false), ("时效性", false), ("效力级别", false), ("生效日期", false), ("废止日期", false),
    ("实施日期", false), ("内容概述", false), ("信息来源", false), ("公开程序", false), ("服务对象", false), ("关键词", false),
    ("公开形式", false), ("公开时限", false), ("内容分类", false), ("语种", false), ("责任部门", false),
];

/// What a cell is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A label whose value is the next cell: 索 引 号：
    Label(&'static str, bool),
    /// A label with its value: 索引号：000-1
    Pair(&'static str, bool, String),
}

/// The label in a cell, if it is one or begins with one and a colon.
pub(super) fn part(cell: &str) -> Option<Part> {
    let words: String = cell.chars().filter(|c| !c.is_whitespace()).collect();
    let words = words.trim_start_matches(['【', '[', '·', '•']);
    let (name, value) = match words.split_once(['：', ':', '】', ']']) {
        Some((name, value)) => (name, value.trim_start_matches(['：', ':'])),
        None => (words, ""),
    };
    let (label, strong) = LABELS.iter().find(|(label, _)| *label == name)?;
    match value.is_empty() {
        true => Some(Part::Label(label, *strong)),
        // The value as printed, with the blanks within it.
        false => {
            let at = cell.find(['：', ':', '】', ']'])?;
            let value = cell[at..].trim_start_matches(['：', ':', '】', ']', ' ', '\u{a0}', '\t']);
            Some(Part::Pair(label, *strong, value.trim().to_owned()))
        }
    }
}

/// The lines of one table: for each run of cells that has one, its first and last cell and the
/// lines.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Table {
    /// Index of the first cell.
    pub(super) first: usize,
    /// Index one past the last cell.
    pub(super) end: usize,
    /// 索引号：000-1, …
    pub(super) lines: Vec<String>,
}

/// How many cells may stand between two labels of one table.
const APART: usize = 3;
/// The longest value, in characters.
const LONGEST: usize = 120;

/// The words of a cell, and the row of a table it stands in.
pub(super) type Words<'a> = (&'a str, Option<usize>);

/// The tables among the cells of a page, in order.
pub(super) fn tables(cells: &[Words]) -> Vec<Table> {
    let mut tables = Vec::new();
    let mut at = 0;
    while at < cells.len() {
        let Some(table) = table(cells, at) else {
            at += 1;
            continue;
        };
        at = table.end;
        tables.push(table);
    }
    tables
}

fn table(cells: &[Words], first: usize) -> Option<Table> {
    part(cells[first].0)?;
    let (mut lines, mut any_strong, mut labels) = (Vec::new(), false, Vec::new());
    let (mut at, mut end) = (first, first);
    while at < cells.len() && at < end + APART {
        match part(cells[at].0) {
            Some(Part::Pair(label, strong, value)) if value.chars().count() <= LONGEST => {
                any_strong |= strong;
                labels.push(label);
                lines.push(format!("{label}：{value}"));
                end = at + 1;
            }
            Some(Part::Label(label, strong)) => {
                any_strong |= strong;
                labels.push(label);
                end = at + 1;
                // A value stands in the row of its label.
                let next = cells.get(at + 1).filter(|next| next.1 == cells[at].1);
                let value = next.map(|next| next.0).filter(|c| part(c).is_none());
                if let Some(value) = value.filter(|v| v.chars().count() <= LONGEST) {
                    lines.push(format!("{label}：{}", value.trim()));
                    end = at + 2;
                }
            }
            _ => {}
        }
        at = (at + 1).max(end);
    }
    labels.sort_unstable();
    labels.dedup();
    (any_strong && labels.len() > 1 && !lines.is_empty()).then_some(Table { first, end, lines })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_values_become_lines() {
        let cells = [
            ("首页", None),
            ("索 引 号：", Some(1)),
            ("000-1/2016-1", Some(1)),
            ("文号", Some(1)),
            ("", Some(1)),
            ("发布机构： 示例市人民政府", Some(2)),
            ("成文日期:", Some(2)),
            ("2016年1月2日", Some(2)),
            ("主题词：", Some(3)),
            ("正文在此。", None),
        ];
        let found = tables(&cells);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].first, found[0].end), (1, 9));
        assert_eq!(
            found[0].lines,
            [
                "索引号：000-1/2016-1",
                "文号：",
                "发布机构：示例市人民政府",
                "成文日期：2016年1月2日"
            ]
        );
    }

    #[test]
    fn a_form_is_no_index_table() {
        assert_eq!(
            tables(&["名称", "示例公司", "分类", "甲"].map(|c| (c, Some(1)))),
            []
        );
        assert_eq!(tables(&[("标题：示例", None)]), []);
    }
}
