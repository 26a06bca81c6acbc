//! 效力层级: the levels of authority in the hierarchy of norms.
//!
//! Owns: [`Level`], with the name of each and its rank (位阶), as the scheme in
//! `ontology/schemes.ttl` has them. Must not know: documents, and how a level is told.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A level of authority, in the order in which they are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Level {
    /// 宪法.
    Constitution,
    /// 法律.
    Law,
    /// 行政法规.
    AdministrativeRegulation,
    /// 监察法规.
    SupervisionRegulation,
    /// 军事法规.
    MilitaryRegulation,
    /// 司法解释.
    JudicialInterpretation,
    /// 党内法规.
    PartyRule,
    /// 地方性法规.
    LocalRegulation,
    /// 自治条例和单行条例.
    AutonomousRegulation,
    /// 部门规章.
    DepartmentalRule,
    /// 地方政府规章.
    LocalGovernmentRule,
    /// 规范性文件.
    NormativeDocument,
    /// 地方规范性文件.
    LocalNormativeDocument,
    /// 国际条约.
    Treaty,
    /// 标准.
    Standard,
    /// 行业规范.
    SelfRegulation,
}

impl Level {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::Constitution,
        Self::Law,
        Self::AdministrativeRegulation,
        Self::SupervisionRegulation,
        Self::MilitaryRegulation,
        Self::JudicialInterpretation,
        Self::PartyRule,
        Self::LocalRegulation,
        Self::AutonomousRegulation,
        Self::DepartmentalRule,
        Self::LocalGovernmentRule,
        Self::NormativeDocument,
        Self::LocalNormativeDocument,
        Self::Treaty,
        Self::Standard,
        Self::SelfRegulation,
    ];

    /// Its name, its name in English and its rank.
    fn row(self) -> (&'static str, &'static str, Option<u8>) {
        match self {
            Self::Constitution => ("宪法", "constitution", Some(1)),
            Self::Law => ("法律", "law", Some(2)),
            Self::AdministrativeRegulation => ("行政法规", "administrative regulation", Some(3)),
            Self::SupervisionRegulation => ("监察法规", "supervision regulation", None),
            Self::MilitaryRegulation => ("军事法规", "military regulation", None),
            Self::JudicialInterpretation => ("司法解释", "judicial interpretation", None),
            Self::PartyRule => ("党内法规", "Party rule", None),
            Self::LocalRegulation => ("地方性法规", "local regulation", Some(4)),
            Self::AutonomousRegulation => ("自治条例和单行条例", "autonomous regulation", Some(4)),
            Self::DepartmentalRule => ("部门规章", "departmental rule", Some(5)),
            Self::LocalGovernmentRule => ("地方政府规章", "local government rule", Some(5)),
            Self::NormativeDocument => ("规范性文件", "normative document", Some(6)),
            Self::LocalNormativeDocument => ("地方规范性文件", "local normative document", Some(6)),
            Self::Treaty => ("国际条约", "treaty", None),
            Self::Standard => ("标准", "standard", None),
            Self::SelfRegulation => ("行业规范", "self-regulation", None),
        }
    }

    /// 行政法规: its name in the graph.
    pub fn name(self) -> &'static str {
        self.row().0
    }

    /// Its name in English.
    pub fn english(self) -> &'static str {
        self.row().1
    }

    /// 位阶: 1 for the constitution; a larger number yields to a smaller. A level without rank is
    /// compared with none.
    pub fn rank(self) -> Option<u8> {
        self.row().2
    }

    /// The level of that name.
    ///
    /// ```
    /// use zhengtu::model::level::Level;
    /// assert_eq!(Level::of("行政法规").and_then(Level::rank), Some(3));
    /// assert_eq!(Level::of("通知"), None);
    /// ```
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_and_ranks_are_those_of_the_scheme() {
        let scheme = include_str!("../../ontology/schemes.ttl");
        let rows: Vec<&str> = scheme.lines().filter(|l| l.starts_with("lvl:")).collect();
        assert_eq!(rows.len(), Level::ALL.len());
        for level in Level::ALL {
            let start = format!("lvl:{level} ");
            let row = rows.iter().find(|row| row.starts_with(&start));
            let rank = row
                .unwrap_or_else(|| panic!("{level}"))
                .split("zt:rank ")
                .nth(1);
            let rank = rank.and_then(|rest| rest.split(' ').next()?.parse().ok());
            assert_eq!(rank, level.rank(), "{level}");
            assert_eq!(Level::of(level.name()), Some(level));
        }
    }
}
