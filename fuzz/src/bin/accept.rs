//! Any Accept header chooses one of what is offered, or none; a refusal of all refuses each.
#![cfg_attr(fuzzing, no_main)]

use zhengtu::parts::choose;

const OFFERED: &[&str] = &[
    "text/html",
    "text/turtle",
    "application/n-quads",
    "text/csv",
];

fn accept(data: &[u8]) {
    let header = String::from_utf8_lossy(data);
    match choose(Some(&header), OFFERED) {
        Some(chosen) => assert!(chosen < OFFERED.len()),
        None => assert!(
            OFFERED
                .iter()
                .all(|one| choose(Some(&header), &[one]).is_none())
        ),
    }
}

zhengtu_fuzz::target!(accept);
