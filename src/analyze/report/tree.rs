//! A report as an indented tree.
//!
//! Owns: branches, margins, where a document is shown in full. Must not know: words.

use super::content::{Report, View};
use super::words::places;
use std::collections::{BTreeMap, BTreeSet};

impl Report {
    /// The tree from each root; a document that comes several times has its own tree in one place,
    /// and elsewhere says where that is.
    pub(super) fn tree(&self) -> String {
        let children = self.children();
        let mut text = self.heading();
        let mut drawn = BTreeSet::new();
        let mut open: Vec<Line> = self
            .roots
            .iter()
            .rev()
            .map(|root| Line {
                number: *root,
                step: None,
                margin: String::new(),
                is_last: true,
            })
            .collect();
        while let Some(line) = open.pop() {
            let below = children.get(&line.number).map_or(&[][..], Vec::as_slice);
            let is_the_place = self
                .documents
                .get(&line.number)
                .and_then(|entry| entry.spot)
                .is_some_and(|spot| spot.step == line.step);
            let seen = match (
                is_the_place || below.is_empty(),
                drawn.contains(&line.number),
            ) {
                (true, _) => "",
                (false, true) => " (see above)",
                (false, false) => " (see below)",
            };
            text.push_str(&self.draw(&line, seen));
            if (is_the_place || below.is_empty()) && drawn.insert(line.number) {
                text.push_str(&self.versions(line.number, &line.margin_below()));
            }
            if is_the_place {
                let lines = below.iter().enumerate().filter_map(|(position, step)| {
                    let number = self.steps.get(*step)?.child;
                    Some(Line {
                        number,
                        step: Some(*step),
                        margin: line.margin_below(),
                        is_last: position + 1 == below.len(),
                    })
                });
                open.extend(lines.collect::<Vec<_>>().into_iter().rev());
            }
        }
        [
            text,
            self.name_cycles(),
            self.name_inversions(),
            self.name_only_through(),
            self.name_current(),
        ]
        .concat()
    }

    /// The steps below each document, in order of time.
    fn children(&self) -> BTreeMap<usize, Vec<usize>> {
        let mut children: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let shown = self.steps.iter().enumerate();
        for (index, step) in shown.filter(|(_, step)| !self.is_told_by_version(step)) {
            children.entry(step.parent).or_default().push(index);
        }
        let time = |index: &usize| self.steps.get(*index).map(|step| self.time(step));
        children
            .values_mut()
            .for_each(|steps| steps.sort_by_key(time));
        children
    }

    fn draw(&self, line: &Line, seen: &str) -> String {
        let focus = if self.focus == Some(line.number) && self.view == View::Supersession {
            " ◀"
        } else {
            ""
        };
        let label = self.label(line.number);
        match line.step.and_then(|step| self.steps.get(step)) {
            None => format!("{label}{seen}{focus}\n"),
            Some(step) => {
                let place = places(&step.statements);
                let branch = if line.is_last { "└─ " } else { "├─ " };
                format!(
                    "{}{branch}{} {label}{seen}{focus}{place}\n",
                    line.margin,
                    self.phrase(&step.statements)
                )
            }
        }
    }
}

/// A line of a tree that is still to be drawn.
struct Line {
    number: usize,
    step: Option<usize>,
    margin: String,
    is_last: bool,
}

impl Line {
    fn margin_below(&self) -> String {
        match (self.step, self.is_last) {
            (None, _) => String::new(),
            (Some(_), true) => format!("{}   ", self.margin),
            (Some(_), false) => format!("{}│  ", self.margin),
        }
    }
}
