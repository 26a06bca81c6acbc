//! All facts of a document.
//!
//! Owns: which there are. Must not know: how they are read.

use super::event::Event;
use super::fact::Fact;
use super::validity::{Effective, Expiry};
use crate::model::day::Day;
use crate::model::span::TextRange;
use serde::{Deserialize, Serialize};

/// What a document says of itself.
#[derive(Debug, Default, Clone, Serialize, Deserialize)]
pub struct Fields {
    /// Issuing bodies as printed, in order.
    pub agencies: Vec<Fact<String>>,
    /// 成文日期.
    pub signed: Option<Fact<Day>>,
    /// The day it was passed at a meeting.
    pub adopted: Option<Fact<Day>>,
    /// Entry into force.
    pub effective: Option<Fact<Effective>>,
    /// Last day of validity.
    pub expires: Option<Fact<Expiry>>,
    /// Its number, where the note under the title, the letterhead or the page's table tells it.
    pub number: Option<Fact<String>>,
    /// The note under the title, event by event, in the order printed.
    pub history: Vec<Event>,
    /// Notes under the title that tell of another act.
    pub(crate) foreign: Vec<TextRange>,
    /// 主送机关, in the words printed.
    pub addressed: Option<Fact<String>>,
    /// 印发日期.
    pub printed: Option<Fact<Day>>,
}

impl Fields {
    /// When it enters into force, if a day or its publication tells.
    pub(crate) fn stated_start(&self) -> Option<&Fact<Effective>> {
        self.effective
            .as_ref()
            .filter(|f| f.value != Effective::OnEvent)
    }
}
