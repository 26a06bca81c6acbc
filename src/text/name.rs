//! Names of rules that come back from a file (string interning).
//!
//! Owns: [`RuleName`], how a name that was written becomes one of the program's again, and how many
//! there can be. Must not know: which rules there are, what is in a file.
//!
//! A rule is known by words of the program itself, which stay as long as it runs. Of a name that is
//! read one copy stays; strange files cannot make many of them.

use serde::de::{Deserializer, Error, Visitor};
use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Mutex, PoisonError};

/// The name of a rule: `title-heading`.
pub(crate) type RuleName = &'static str;

/// How long a name may be, in bytes.
const LONGEST: usize = 64;
/// How many names there may be, several times those of the program.
const MOST: usize = 4096;

/// The names read so far.
static NAMES: Mutex<BTreeSet<RuleName>> = Mutex::new(BTreeSet::new());

/// Reads a name.
pub(crate) fn rule<'de, D: Deserializer<'de>>(from: D) -> Result<RuleName, D::Error> {
    struct Reader;
    impl Visitor<'_> for Reader {
        type Value = RuleName;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("the name of a rule")
        }

        fn visit_str<E: Error>(self, name: &str) -> Result<RuleName, E> {
            intern(name).ok_or_else(|| E::custom("this is the name of no rule"))
        }
    }
    from.deserialize_str(Reader)
}

fn intern(name: &str) -> Option<RuleName> {
    let fits = |b: u8| b.is_ascii_alphanumeric() || b"-_/.+".contains(&b);
    if name.len() > LONGEST || !name.bytes().all(fits) {
        return None;
    }
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = names.get(name) {
        return Some(known);
    }
    if names.len() >= MOST {
        return None;
    }
    let name: RuleName = Box::leak(name.into());
    names.insert(name);
    Some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_kept_once_and_what_is_none_is_refused() {
        let again = String::from("title-example");
        let (one, same) = (intern("title-example"), intern(&again));
        assert!(one.is_some() && one.map(str::as_ptr) == same.map(str::as_ptr));
        assert_eq!(intern("示例"), None);
        assert_eq!(intern("a b"), None);
        assert_eq!(intern(&"a".repeat(LONGEST + 1)), None);
    }
}
