//! dev
use zhengtu::*;
fn main() {
    for p in std::env::args().skip(1) {
        for r in records::Analysed::new(read::read(std::path::Path::new(&p)).unwrap()).records() {
            println!("{}", serde_json::to_string(&r).unwrap());
        }
    }
}
