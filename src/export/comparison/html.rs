//! A comparison as one web page that needs nothing else.
//!
//! Owns: its markup and its style. Must not know: how texts are compared.

use super::said::{change, summary};
use crate::analyze::{Change, Compared, Comparison, Passage, Piece};
use crate::export::xml::escape;

const STYLE: &str = "body{font:16px/1.7 'Noto Serif CJK SC','Source Han Serif SC','Songti SC',SimSun,serif;\
max-width:76rem;margin:2rem auto;padding:0 1rem}table{border-collapse:collapse;width:100%;table-layout:fixed}\
th,td{border:1px solid #999;padding:.5rem .7rem;vertical-align:top;text-align:left;white-space:pre-wrap}\
col.change{width:7rem}thead{position:sticky;top:0;background:#fff}del{color:#a40000;background:#fde8e8}\
ins{color:#00520a;background:#e3f5e5;text-decoration:underline}.same td{color:#555}td:empty::after{content:'—'}\
@media print{thead{position:static}tr{break-inside:avoid}}";

pub(super) fn write(comparison: &Comparison) -> String {
    let Comparison { old, new, lines } = comparison;
    let (old, new) = (escape(old), escape(new));
    let (english, chinese) = summary(comparison);
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>新旧条文对照 {old} → {new}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n\
         <h1>新旧条文对照</h1>\n<p>{chinese}</p>\n<p lang=\"en\">{english}</p>\n<table>\n\
         <colgroup><col class=\"change\"><col><col></colgroup>\n\
         <thead><tr><td></td><th scope=\"col\">{old}</th><th scope=\"col\">{new}</th></tr></thead>\n<tbody>\n"
    );
    for line in lines {
        page.push_str(&row(line));
    }
    page.push_str("</tbody>\n</table>\n</body>\n</html>\n");
    page
}

fn row(line: &Compared) -> String {
    let class = if line.change == Change::Same {
        " class=\"same\""
    } else {
        ""
    };
    format!(
        "<tr{class}><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>\n",
        change(line).1,
        side(line.old.as_ref(), &line.old_pieces, "del"),
        side(line.new.as_ref(), &line.new_pieces, "ins"),
    )
}

fn side(passage: Option<&Passage>, pieces: &[Piece], mark: &str) -> String {
    let label = passage.filter(|it| !it.label.is_empty());
    let label = label.map(|it| format!("<strong>{}</strong>　", escape(&it.label)));
    let words = pieces.iter().map(|it| match it.differs {
        true => format!("<{mark}>{}</{mark}>", escape(&it.words)),
        false => escape(&it.words),
    });
    label.into_iter().chain(words).collect()
}
