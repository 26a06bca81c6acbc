//! Colours.
//!
//! Owns: which level of authority and which relation has which colour, in every format that shows colours. Must not know: any format.

use crate::network::Relation;

/// Levels in order of their rank with their colours as red, green, blue; legible on white and on black.
pub(super) const LEVELS: &[(&str, [u8; 3])] = &[
    ("宪法", [0x8c, 0x2d, 0x2d]),
    ("法律", [0xc9, 0x3c, 0x2e]),
    ("行政法规", [0xd9, 0x82, 0x1e]),
    ("监察法规", [0xb8, 0x8a, 0x1a]),
    ("军事法规", [0x8a, 0x7a, 0x2a]),
    ("司法解释", [0x8e, 0x4f, 0xb5]),
    ("党内法规", [0xd0, 0x4a, 0x86]),
    ("地方性法规", [0x2e, 0x8f, 0x57]),
    ("自治条例和单行条例", [0x5a, 0x9a, 0x2e]),
    ("部门规章", [0x2a, 0x7a, 0xc4]),
    ("地方政府规章", [0x18, 0x94, 0x94]),
    ("规范性文件", [0x6a, 0x85, 0xc9]),
    ("地方规范性文件", [0x6f, 0xa8, 0x9a]),
];

/// What has another level or none.
pub(super) const NO_LEVEL: [u8; 3] = [0x8d, 0x93, 0x99];

/// The colour of a level.
pub(super) fn of_level(level: Option<&str>) -> [u8; 3] {
    LEVELS.iter().find(|(name, _)| Some(*name) == level).map_or(NO_LEVEL, |(_, color)| *color)
}

/// The colour of a relation: what ends is red, what changes orange, what rests on another blue, what belongs together green.
pub(super) fn of_relation(relation: Relation) -> [u8; 3] {
    match relation {
        Relation::Repeals | Relation::RepealsPartOf | Relation::Invalidates | Relation::Suspends => [0xb2, 0x22, 0x22],
        Relation::Replaces | Relation::Amends | Relation::Corrects | Relation::Extends => [0xcd, 0x66, 0x00],
        Relation::BasedOn | Relation::Implements | Relation::DetailedRulesFor => [0x36, 0x64, 0x8b],
        Relation::Promulgates | Relation::AnnexOf | Relation::Explains | Relation::Interprets => [0x2e, 0x8b, 0x57],
        Relation::Cites => [0x7f, 0x7f, 0x7f],
    }
}

/// Whether a relation is drawn with a broken line: it changes nothing.
pub(super) fn is_faint(relation: Relation) -> bool {
    matches!(relation, Relation::Cites | Relation::Promulgates | Relation::AnnexOf)
}

/// `#c93c2e`.
pub(super) fn hex([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}
