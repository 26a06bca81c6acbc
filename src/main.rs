//! dev
use zhengtu::*;
fn main() {
    for p in std::env::args().skip(1) {
        let file = read::read(std::path::Path::new(&p)).unwrap();
        let clean = clean::clean(&file.text);
        let index = span::LineIndex::new(&file.text);
        let documents = segment::segment(&clean);
        let fields: Vec<_> = documents.iter().map(|d| fields::fields(&file.text, &clean, d)).collect();
        let extractions = (0..documents.len()).map(|i| extract::extract(&clean, &documents, i, &fields[i])).collect();
        let a = records::Analysed { file, clean, index, documents, fields, extractions };
        for r in a.records() {
            println!("{}", serde_json::to_string(&r).unwrap());
        }
    }
}
