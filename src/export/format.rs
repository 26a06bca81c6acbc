//! File formats, and how what is written looks.
//!
//! Owns: their names and endings, [`Style`], the files of a folder. Must not know: how any of them
//! is written, what is in a network.

use std::collections::BTreeMap;

/// A file format for graph tools.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum), value(rename_all = "lower"))]
pub enum PictureFormat {
    /// DOT, for Graphviz: `dot -Tsvg`
    Dot,
    /// GraphML, for Cytoscape, igraph, networkx, and yEd with --flavor yed
    Graphml,
    /// GEXF 1.3 for Gephi, with the days in force as its time line
    Gexf,
    /// JSON elements, for Cytoscape and Cytoscape.js
    Cytoscape,
    /// JSON node-link, for networkx and D3
    Json,
    /// Mermaid flowchart, for Markdown pages
    Mermaid,
    /// One page for any browser, with nothing else needed
    Html,
    /// A folder of two tables, nodes.csv and edges.csv
    Csv,
    /// A folder of tables with Neo4j's headers, and scripts that import them
    Neo4j,
}

/// For whom the file is.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum Flavor {
    /// Gephi, Cytoscape, networkx, igraph.
    #[default]
    Plain,
    /// yEd: the same with shapes, labels and lines.
    Yed,
}

/// How a drawing looks.
#[non_exhaustive]
#[derive(Debug, Clone, Default)]
pub struct Style {
    /// Fonts with Chinese characters, the first one present is used (by renderers that take a
    /// list).
    pub font: String,
    /// Whether documents are grouped by their leading issuer.
    pub by_issuer: bool,
    /// For whom GraphML is written.
    pub flavor: Flavor,
    /// Whether tables begin with a byte order mark.
    pub bom: bool,
    /// The texts that a page carries, by the SHA-256 of their files.
    pub texts: BTreeMap<String, String>,
}

/// Fonts that common systems have for Chinese: Linux, Windows, macOS.
pub const FONTS: &str =
    "Noto Sans CJK SC,Source Han Sans SC,WenQuanYi Micro Hei,Microsoft YaHei,PingFang SC,SimSun";

/// What is to be written.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Export {
    /// One file.
    File(String),
    /// Several files of a folder.
    Folder(Vec<Part>),
}

/// A file of a folder.
#[non_exhaustive]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its name.
    pub name: &'static str,
    /// What is in it.
    pub text: String,
}

impl Part {
    pub(super) fn new(name: &'static str, text: String) -> Self {
        Self { name, text }
    }
}

impl PictureFormat {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Dot,
        Self::Graphml,
        Self::Gexf,
        Self::Cytoscape,
        Self::Json,
        Self::Mermaid,
        Self::Html,
        Self::Csv,
        Self::Neo4j,
    ];

    /// The name of the format.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dot => "dot",
            Self::Graphml => "graphml",
            Self::Gexf => "gexf",
            Self::Cytoscape => "cytoscape",
            Self::Json => "json",
            Self::Mermaid => "mermaid",
            Self::Html => "html",
            Self::Csv => "csv",
            Self::Neo4j => "neo4j",
        }
    }

    /// The format of files with this extension; folders have none.
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "dot" | "gv" => Some(Self::Dot),
            "graphml" => Some(Self::Graphml),
            "gexf" => Some(Self::Gexf),
            "cyjs" => Some(Self::Cytoscape),
            "json" => Some(Self::Json),
            "html" | "htm" => Some(Self::Html),
            "mmd" | "mermaid" => Some(Self::Mermaid),
            _ => None,
        }
    }

    /// Whether it is a folder of files.
    pub fn is_folder(self) -> bool {
        matches!(self, Self::Csv | Self::Neo4j)
    }

    /// Whether it says where a document is drawn; other tools find places themselves.
    pub(super) fn has_places(self) -> bool {
        matches!(self, Self::Gexf | Self::Cytoscape)
    }
}
