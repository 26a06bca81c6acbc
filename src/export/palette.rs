//! Palette: the colour of each kind of node and edge.
//!
//! Owns: which level of authority, which kind of node and which relation has which colour, in every
//! format that shows colours. Must not know: any format.

use super::node_kind::{EdgeKind, Kind};
use super::projection::Node;
use crate::model::level::Level;
use crate::model::relation::Relation;

/// Levels in order of their rank, in English, with their colours as red, green, blue; legible on
/// white and on black.
pub(super) const LEVELS: &[(&str, &str, [u8; 3])] = &[
    ("宪法", "constitution", [0x8c, 0x2d, 0x2d]),
    ("法律", "law", [0xc9, 0x3c, 0x2e]),
    ("行政法规", "administrative regulation", [0xd9, 0x82, 0x1e]),
    ("监察法规", "supervision regulation", [0xb8, 0x8a, 0x1a]),
    ("军事法规", "military regulation", [0x8a, 0x7a, 0x2a]),
    ("司法解释", "judicial interpretation", [0x8e, 0x4f, 0xb5]),
    ("党内法规", "Party rule", [0xd0, 0x4a, 0x86]),
    ("地方性法规", "local regulation", [0x2e, 0x8f, 0x57]),
    (
        "自治条例和单行条例",
        "autonomous regulation",
        [0x5a, 0x9a, 0x2e],
    ),
    ("部门规章", "departmental rule", [0x2a, 0x7a, 0xc4]),
    ("地方政府规章", "local government rule", [0x18, 0x94, 0x94]),
    ("规范性文件", "normative document", [0x6a, 0x85, 0xc9]),
    (
        "地方规范性文件",
        "local normative document",
        [0x6f, 0xa8, 0x9a],
    ),
];

/// What has another level or none.
pub(super) const NO_LEVEL: [u8; 3] = [0x8d, 0x93, 0x99];

/// The colour of a node: a document has that of its level, others are neutral.
pub(super) fn of_node(node: &Node) -> [u8; 3] {
    of_kind(node.kind(), node.level().map(Level::name))
}

/// The colour of a kind, of documents that of this level.
pub(super) fn of_kind(kind: Kind, level: Option<&str>) -> [u8; 3] {
    match kind {
        Kind::Document => of_level(level),
        Kind::Provision => [0xa0, 0x8f, 0x7c],
        Kind::Agency => [0x5c, 0x66, 0x70],
        Kind::Reference => [0xb0, 0xaa, 0xa2],
    }
}

/// The colour of a level.
fn of_level(level: Option<&str>) -> [u8; 3] {
    LEVELS
        .iter()
        .find(|(name, ..)| Some(*name) == level)
        .map_or(NO_LEVEL, |(.., color)| *color)
}

/// The colour of an edge.
pub(super) fn of_tie(tie: EdgeKind) -> [u8; 3] {
    match tie {
        EdgeKind::Relation(relation) => relation.color(),
        EdgeKind::PartOf | EdgeKind::IssuedBy | EdgeKind::HasReference | EdgeKind::RefersTo => {
            [0xa3, 0xa0, 0x9c]
        }
    }
}

/// Whether an edge is drawn with a broken line: it changes nothing.
pub(super) fn is_faint(tie: EdgeKind) -> bool {
    match tie {
        EdgeKind::Relation(relation) => relation == Relation::Cites || relation.encloses(),
        EdgeKind::PartOf | EdgeKind::IssuedBy | EdgeKind::HasReference | EdgeKind::RefersTo => true,
    }
}

/// `#c93c2e`.
pub(super) fn hex([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}
