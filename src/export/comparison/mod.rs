//! A comparison of two wordings as text, JSON, a web page or a Word document (新旧条文对照表).
//!
//! Owns: the formats and their names, the choice between them. Must not know: how texts are
//! compared, files.

#[cfg(feature = "files")]
mod docx;
mod html;
mod json;
mod plain;
mod said;

use crate::analyze::Comparison;
use crate::model::error::Error;

/// A format of comparisons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[non_exhaustive]
pub enum ComparisonFormat {
    /// Lines for a terminal: [-what went-], {+what came+}
    Text,
    /// All of it, for programs
    Json,
    /// A web page with a table
    Html,
    /// A Word document with a table of two columns
    #[cfg(feature = "files")]
    Docx,
}

impl ComparisonFormat {
    /// The format of files with this extension.
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "txt" => Some(Self::Text),
            "json" => Some(Self::Json),
            "html" | "htm" => Some(Self::Html),
            #[cfg(feature = "files")]
            "docx" => Some(Self::Docx),
            _ => None,
        }
    }
}

/// The bytes of a comparison in a format.
///
/// # Errors
/// When a Word document cannot be packed.
pub fn write_comparison(
    comparison: &Comparison,
    format: ComparisonFormat,
) -> Result<Vec<u8>, Error> {
    Ok(match format {
        ComparisonFormat::Text => plain::write(comparison).into_bytes(),
        ComparisonFormat::Json => json::write(comparison).into_bytes(),
        ComparisonFormat::Html => html::write(comparison).into_bytes(),
        #[cfg(feature = "files")]
        ComparisonFormat::Docx => docx::write(comparison)?,
    })
}

#[cfg(test)]
mod tests;
