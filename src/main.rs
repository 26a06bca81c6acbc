//! dev
use zhengtu::*;
fn main() {
    let mut id = 0;
    for p in std::env::args().skip(1) {
        let f = read::read(std::path::Path::new(&p)).unwrap();
        let c = clean::clean(&f.text);
        let docs = segment::segment(&c);
        for d in &docs {
            id += 1;
            let fl = fields::fields(&f.text, &c, d);
            let r = record::Record {
                source: f.name().to_owned(), id: format!("d{id}"), role: d.role.name().into(), parent: d.parent.map(|x| format!("d{x}")),
                first_line: c.lines()[d.lines.start].number, last_line: c.lines()[d.lines.end-1].number, title: d.title.clone(), number: d.number.as_ref().map(|n| n.0.clone()),
                agencies: fl.agencies.iter().map(|a| a.value.clone()).collect(),
                signed: fl.signed.map(|d| d.value.to_string()), adopted: fl.adopted.map(|d| d.value.to_string()),
                effective: fl.effective.map(|d| match d.value { fields::Effective::On(d) => d.to_string(), _ => "on_publication".into() }),
                expires: fl.expires.map(|d| match d.value { fields::Expiry::On(d) => d.to_string(), fields::Expiry::InYear(y) => y.to_string() }),
                ..Default::default()
            };
            println!("{}", serde_json::to_string(&r).unwrap());
        }
    }
}
