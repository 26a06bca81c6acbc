//! The table of weights: one integer for each label and evidence, one for each pair of labels.
//!
//! Owns: reading and writing the table. Must not know: how it is fitted or searched.
//!
//! A row is `label⇥evidence⇥weight` or `label⇥after label⇥weight`; positive speaks for the label.

use super::label::Label;
use super::names::{NAMES, index};
use std::sync::LazyLock;

/// Labels, as many as [`Label::ALL`].
const LABELS: usize = Label::ALL.len();

/// The weights of one model.
#[derive(Debug, Clone)]
pub struct Weights {
    own: Vec<[i32; LABELS]>,
    pairs: [[i32; LABELS]; LABELS],
}

impl Default for Weights {
    fn default() -> Self {
        Self {
            own: vec![[0; LABELS]; NAMES.len()],
            pairs: [[0; LABELS]; LABELS],
        }
    }
}

impl Weights {
    /// The table of the program.
    pub fn fitted() -> &'static Self {
        static TABLE: LazyLock<Weights> =
            LazyLock::new(|| Weights::parse(include_str!("weights.tsv")).unwrap_or_default());
        &TABLE
    }

    /// Read a table. Errors: the first row that names no label, no evidence or no number.
    pub fn parse(table: &str) -> Result<Self, String> {
        let mut weights = Self::default();
        for row in table
            .lines()
            .filter(|l| !l.is_empty() && !l.starts_with('#'))
        {
            let mut cells = row.split('\t');
            let parsed = (|| {
                let label = label(cells.next()?)?;
                let evidence = cells.next()?;
                let weight: i32 = cells.next()?.parse().ok()?;
                *match evidence.strip_prefix("after ") {
                    Some(before) => weights.pair_mut(self::label(before)?, label),
                    None => weights.own_mut(index(evidence)?, label),
                } = weight;
                Some(())
            })();
            parsed.ok_or_else(|| format!("not a row of weights: {row}"))?;
        }
        Ok(weights)
    }

    /// The table as text, heaviest first for each label.
    pub fn print(&self) -> String {
        let mut out = String::from("# label, evidence, weight: see the docs of this folder\n");
        for label in Label::ALL {
            let own = NAMES
                .iter()
                .enumerate()
                .map(|(i, name)| (name.clone(), self.own[i][label as usize]));
            let pairs = Label::ALL.iter().map(|before| {
                (
                    format!("after {}", before.name()),
                    self.pair(*before, label),
                )
            });
            let mut rows: Vec<(String, i32)> = own.chain(pairs).filter(|(_, w)| *w != 0).collect();
            rows.sort_by(|a, b| b.1.abs().cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
            for (name, weight) in rows {
                out.push_str(&format!("{}\t{name}\t{weight}\n", label.name()));
            }
        }
        out
    }

    /// The weight of each label on a line with this evidence.
    pub fn score(&self, evidence: &[u16]) -> [i32; LABELS] {
        let mut sum = [0; LABELS];
        for e in evidence {
            for (s, w) in sum.iter_mut().zip(&self.own[usize::from(*e)]) {
                *s += w;
            }
        }
        sum
    }

    /// The weight of one evidence for one label.
    pub fn own(&self, evidence: u16, label: Label) -> i32 {
        self.own[usize::from(evidence)][label as usize]
    }

    /// The same, to be changed.
    pub fn own_mut(&mut self, evidence: u16, label: Label) -> &mut i32 {
        &mut self.own[usize::from(evidence)][label as usize]
    }

    /// The weight of `next` after `before`.
    pub fn pair(&self, before: Label, next: Label) -> i32 {
        self.pairs[before as usize][next as usize]
    }

    /// The same, to be changed.
    pub fn pair_mut(&mut self, before: Label, next: Label) -> &mut i32 {
        &mut self.pairs[before as usize][next as usize]
    }
}

fn label(name: &str) -> Option<Label> {
    Label::ALL.into_iter().find(|l| l.name() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads_back_as_it_is_written() {
        let table = include_str!("weights.tsv");
        let weights = Weights::parse(table).unwrap();
        assert_eq!(weights.print(), table);
        assert!(Weights::parse("title\tno such evidence\t1").is_err());
    }
}
