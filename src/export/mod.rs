//! The network of documents as a file for graph tools.
//!
//! Owns: which formats there are, which part of the network is drawn ([`Filter`]), and one projection ([`Projection`]) that every format writes, so that
//! they cannot disagree. Must not know: stores, where the bytes go.

mod dot;
mod graphml;
mod projection;

pub use projection::Filter;
pub use projection::Projection;

use crate::network::Network;

/// A file format for graph tools.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
#[value(rename_all = "lower")]
pub enum Format {
    /// GraphML, for Gephi, Cytoscape, yEd, networkx.
    Graphml,
    /// DOT, for Graphviz: `dot -Tsvg`.
    Dot,
}

/// How a drawing looks.
#[derive(Debug, Clone)]
pub struct Style {
    /// Fonts with Chinese characters, the first one present is used (by renderers that take a list).
    pub font: String,
    /// Whether documents are grouped by their leading issuer.
    pub by_issuer: bool,
}

/// Fonts that common systems have for Chinese: Linux, Windows, macOS.
pub const FONTS: &str = "Noto Sans CJK SC,Source Han Sans SC,WenQuanYi Micro Hei,Microsoft YaHei,PingFang SC,SimSun";

impl Format {
    /// The name of the format, which is also the extension of its files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Graphml => "graphml",
            Self::Dot => "dot",
        }
    }

    /// The format of files with this extension.
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "graphml" => Some(Self::Graphml),
            "dot" | "gv" => Some(Self::Dot),
            _ => None,
        }
    }
}

/// The part of a network that `filter` lets through, in a format.
pub fn export(network: &Network, filter: &Filter, format: Format, style: &Style) -> String {
    let projection = Projection::of(network, filter);
    match format {
        Format::Graphml => graphml::write(&projection),
        Format::Dot => dot::write(&projection, style),
    }
}

#[cfg(test)]
mod tests;
