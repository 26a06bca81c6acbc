//! The relations between documents.
//!
//! Owns: their properties, names and Chinese labels in one table. Must not know: documents, stores.

use crate::model::vocab::{ELI, ZT};
use crate::rdf::store::{local_name, term};
use oxigraph::model::NamedNode;

/// What one document can say of another; the order is the order of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// 根据.
    BasedOn,
    /// 贯彻落实.
    Implements,
    /// 实施条例, 实施细则.
    DetailedRulesFor,
    /// 修改.
    Amends,
    /// 更正.
    Corrects,
    /// 废止, the whole document.
    Repeals,
    /// 废止, some of its provisions.
    RepealsPartOf,
    /// 取代.
    Replaces,
    /// 宣布失效.
    Invalidates,
    /// 印发, 公布.
    Promulgates,
    /// 附件 of.
    AnnexOf,
    /// 解读.
    Explains,
    /// 解释, binding.
    Interprets,
    /// 暂时调整适用.
    Suspends,
    /// 继续执行.
    Extends,
    /// 引用.
    Cites,
}

impl Relation {
    /// All of them.
    pub const ALL: &[Self] = &[
        Self::BasedOn,
        Self::Implements,
        Self::DetailedRulesFor,
        Self::Amends,
        Self::Corrects,
        Self::Repeals,
        Self::RepealsPartOf,
        Self::Replaces,
        Self::Invalidates,
        Self::Promulgates,
        Self::AnnexOf,
        Self::Explains,
        Self::Interprets,
        Self::Suspends,
        Self::Extends,
        Self::Cites,
    ];

    /// Namespace, local name and Chinese label.
    fn row(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::BasedOn => (ELI, "based_on", "依据"),
            Self::Implements => (ZT, "implements", "贯彻"),
            Self::DetailedRulesFor => (ZT, "detailedRulesFor", "细则"),
            Self::Amends => (ELI, "amends", "修改"),
            Self::Corrects => (ELI, "corrects", "更正"),
            Self::Repeals => (ELI, "repeals", "废止"),
            Self::RepealsPartOf => (ZT, "repealsPartOf", "部分废止"),
            Self::Replaces => (ZT, "replaces", "取代"),
            Self::Invalidates => (ZT, "invalidates", "宣布失效"),
            Self::Promulgates => (ZT, "promulgates", "公布"),
            Self::AnnexOf => (ELI, "is_annex_of", "附件"),
            Self::Explains => (ZT, "explains", "解读"),
            Self::Interprets => (ZT, "interprets", "解释"),
            Self::Suspends => (ZT, "suspends", "暂停"),
            Self::Extends => (ZT, "extends", "延期"),
            Self::Cites => (ELI, "cites", "引用"),
        }
    }

    /// The property in the graph.
    pub fn property(self) -> NamedNode {
        let (namespace, name, _) = self.row();
        term(namespace, name)
    }

    /// The local name of the property: `based_on`.
    pub fn name(self) -> &'static str {
        self.row().1
    }

    /// What a Chinese reader calls it: 依据.
    pub fn label(self) -> &'static str {
        self.row().2
    }

    /// The relation of a property, and whether the property is its inverse (`eli:amended_by`, from
    /// the text to its amendment).
    pub fn of(property: &str) -> Option<(Self, bool)> {
        let forward = Self::ALL
            .iter()
            .find(|relation| relation.property().as_str() == property)
            .map(|relation| (*relation, false));
        forward.or_else(|| {
            let relation = match (property.strip_prefix(ELI)?, local_name(property)) {
                ("amended_by", _) => Self::Amends,
                ("repealed_by", _) => Self::Repeals,
                ("corrected_by", _) => Self::Corrects,
                ("basis_for", _) => Self::BasedOn,
                ("cited_by", _) => Self::Cites,
                _ => return None,
            };
            Some((relation, true))
        })
    }

    /// The relation when only provisions of the target are meant: a repeal of some provisions is
    /// not a repeal.
    pub fn in_part(self, in_part: bool) -> Self {
        if in_part && self == Self::Repeals {
            Self::RepealsPartOf
        } else {
            self
        }
    }
}
