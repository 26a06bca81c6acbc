use super::*;
use crate::analyze::Comparison;

fn sample() -> Comparison {
    let old = "示例条例\n第一条　处<一>千元罚款。\n第二条　甲乙丙丁戊己庚辛。\n第三条　本条例自2020年1月1日起施行。\n";
    let new = "示例条例\n第一条　处<五>千元罚款。\n第二条　增加的事项另行规定。\n第三条　本条例自2020年1月1日起施行。\n第四条　附则。\n";
    Comparison::of(("《示例条例》@2019", old), ("《示例条例》@2024", new))
}

fn written(format: ComparisonFormat) -> Vec<u8> {
    write_comparison(&sample(), format).unwrap()
}

fn text(format: ComparisonFormat) -> String {
    String::from_utf8(written(format)).unwrap()
}

#[test]
fn lines_mark_what_went_and_what_came() {
    let text = text(ComparisonFormat::Text);
    assert_eq!(
        text,
        "《示例条例》@2019 → 《示例条例》@2024\n\
         5 articles: 1 same, 1 changed, 2 added, 1 gone; 0 moved\n\n\
         head  same\n\n\
         第一条  changed\n  - 处<[-一-]>千元罚款。\n  + 处<{+五+}>千元罚款。\n\n\
         第二条  gone\n  - [-甲乙丙丁戊己庚辛。-]\n\n\
         第二条  added\n  + {+增加的事项另行规定。+}\n\n\
         第三条  same\n\n\
         第四条  added\n  + {+附则。+}\n"
    );
}

#[test]
fn a_page_shows_markup_as_text() {
    let page = text(ComparisonFormat::Html);
    let row = "<tr><th scope=\"row\">修改</th><td><strong>第一条</strong>　处&lt;<del>一</del>&gt;千元罚款。</td>\
               <td><strong>第一条</strong>　处&lt;<ins>五</ins>&gt;千元罚款。</td></tr>";
    assert!(page.contains(row), "{page}");
    assert!(!page.contains("<script"));
}

#[test]
fn json_has_every_row() {
    let all: serde_json::Value = serde_json::from_slice(&written(ComparisonFormat::Json)).unwrap();
    assert_eq!(all["articles"]["added"], 2);
    assert_eq!(all["rows"].as_array().unwrap().len(), sample().lines.len());
    assert_eq!(
        all["rows"][1]["new"]["pieces"][1],
        serde_json::json!(["五", true])
    );
}

#[cfg(feature = "files")]
#[test]
fn a_word_document_holds_the_table_and_is_the_same_every_time() {
    use std::io::Read;
    let bytes = written(ComparisonFormat::Docx);
    assert_eq!(bytes, written(ComparisonFormat::Docx));
    let mut file = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut document = String::new();
    let mut part = file.by_name("word/document.xml").unwrap();
    part.read_to_string(&mut document).unwrap();
    let rows = document.matches("<w:tr>").count();
    assert_eq!(rows, sample().lines.len() + 1);
    assert_eq!(document.matches("<w:tc>").count(), 2 * rows);
    assert!(document.contains("<w:strike/>") && document.contains("&lt;"));
}
