//! Where a query stops making sense.
//!
//! Owns: the place of a syntax error and the sentence about it. Must not know: the parser (it is handed in), stores, answers.
//!
//! The parser reports the furthest character it has looked at, and because it tries every keyword of the language at every place, that lies up to a long
//! keyword behind the fault. So the fault is looked for from the outside: a beginning of the query, followed by many blanks, makes the parser run into
//! the very end if nothing in it is wrong, and stop before the end if something is. The first word with which it stops early is the one to show.

use unicode_width::UnicodeWidthStr;

/// More blanks than the longest keyword has letters.
const BLANKS: usize = 64;

/// How deep a query may nest: the parser and the evaluator recurse, and a stack that overflows takes the program with it.
pub(super) const DEEPEST: usize = 100;
/// How many parts a query may join: to plan them takes the evaluator more than the square of their number, and it cannot be stopped in that.
pub(super) const MOST_PARTS: usize = 200;

/// How large a query is, as far as signs tell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// Brackets within brackets, and signs before what they bind to: `!!!?x`.
    pub(super) depth: usize,
    /// Triples, groups, steps of a path, operators.
    pub(super) parts: usize,
}

/// The shape of `text`; what stands in strings, IRIs and comments does not count, nor do lists of values.
pub(super) fn shape(text: &str) -> Shape {
    let (mut open, mut signs, mut shape) = (Vec::new(), 0_usize, Shape::default());
    let (mut rest, mut word, mut is_values) = (text, "", false);
    while let Some(c) = rest.chars().next() {
        let length = token(rest);
        let (now, after) = rest.split_at(length);
        let inside = open.last().copied();
        let is_end = after.starts_with(|next: char| next.is_whitespace() || next == '}') || after.is_empty();
        shape.parts += usize::from(match c {
            _ if inside == Some(Within::Values) => false,
            _ if inside == Some(Within::List) => !c.is_whitespace(),
            ',' => inside == Some(Within::Group),
            '{' | ';' | '/' | '|' | '&' | '+' | '*' | '=' => true,
            '.' => is_end,
            '-' => is_end || after.starts_with(|next: char| next.is_ascii_digit()),
            _ => now.eq_ignore_ascii_case("bind"),
        });
        match c {
            '{' => open.push(if std::mem::take(&mut is_values) { Within::Values } else { Within::Group }),
            '[' => open.push(Within::Group),
            '(' if inside == Some(Within::Values) => open.push(Within::Values),
            // A list of nodes follows a node or a sign, anything else in round brackets a word of the language.
            '(' if is_values || word.chars().all(char::is_alphabetic) && !matches!(word, "" | "a") => open.push(Within::Expression),
            '(' if matches!(inside, None | Some(Within::Expression)) => open.push(Within::Expression),
            '(' => open.push(Within::List),
            ')' | ']' | '}' => drop(open.pop()),
            _ => {}
        }
        signs = match c {
            '!' | '-' | '+' | '^' => signs + 1,
            _ if c.is_whitespace() || matches!(c, '(' | '[' | '{') => signs,
            _ => 0,
        };
        shape.depth = shape.depth.max(open.len() + signs);
        if !c.is_whitespace() {
            is_values |= now.eq_ignore_ascii_case("values");
            word = now;
        }
        rest = after;
    }
    shape
}

/// What stands between brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Within {
    /// Triples and patterns.
    Group,
    /// Nodes that make a list: two triples each.
    List,
    /// A condition, arguments, variables.
    Expression,
    /// The rows of VALUES.
    Values,
}

/// The length of the word, string, IRI, comment or sign that `rest` begins with.
fn token(rest: &str) -> usize {
    let is_of_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '?' | '$' | '@');
    let word = || rest.find(|c: char| !is_of_word(c)).unwrap_or(rest.len());
    opaque(rest).or_else(|| Some(word()).filter(|length| *length > 0)).unwrap_or_else(|| rest.chars().next().map_or(0, char::len_utf8))
}

/// The length of the string, IRI or comment that `rest` begins with.
fn opaque(rest: &str) -> Option<usize> {
    for quotes in ["\"\"\"", "'''", "\"", "'"] {
        let Some(inner) = rest.strip_prefix(quotes) else { continue };
        let mut is_escaped = false;
        for (at, c) in inner.char_indices() {
            match c {
                _ if is_escaped => is_escaped = false,
                '\\' => is_escaped = true,
                _ if inner.get(at..).is_some_and(|it| it.starts_with(quotes)) => return Some(at + 2 * quotes.len()),
                _ => {}
            }
        }
        // Never closed: the parser will say so.
        return None;
    }
    if rest.starts_with('#') {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    let stop = rest.strip_prefix('<')?.find(|c: char| c.is_whitespace() || "<>\"{}|^`".contains(c))? + 1;
    rest.get(stop..)?.starts_with('>').then_some(stop + 1)
}

/// A message with the line of the first wrong word and a mark under it. `complaint` is what the parser says of a text, if it does not accept it.
pub(super) fn explain(text: &str, complaint: impl Fn(&str) -> Option<String>) -> String {
    let runs_to_the_end = |beginning: &str| complaint(&padded(beginning)).is_none_or(|said| place(&said) == Some(end(&padded(beginning))));
    let words = words(text);
    let fine = words.partition_point(|(_, stop)| text.get(..*stop).is_some_and(runs_to_the_end));
    let (at, sentence) = match words.get(fine) {
        Some((start, stop)) => {
            let beginning = text.get(..*stop).unwrap_or(text);
            let word = text.get(*start..*stop).unwrap_or_default();
            (*start, known_fault(&complaint(&padded(beginning)).unwrap_or_default()).unwrap_or_else(|| format!("“{word}” is not expected here")))
        }
        None => {
            let said = complaint(text).unwrap_or_default();
            (text.trim_end().len(), known_fault(&said).unwrap_or_else(|| "the query ends too early".to_owned()))
        }
    };
    point_at(text, at, &sentence)
}

fn padded(beginning: &str) -> String {
    format!("{beginning}{}", " ".repeat(BLANKS))
}

/// The words of a text, parted by white space, as byte ranges.
fn words(text: &str) -> Vec<(usize, usize)> {
    let starts_of = |word: &str| word.as_ptr().addr().wrapping_sub(text.as_ptr().addr());
    text.split_whitespace().map(|word| (starts_of(word), starts_of(word) + word.len())).collect()
}

/// Line and column, from one, of the end of a text.
fn end(text: &str) -> (usize, usize) {
    let last = text.rsplit('\n').next().unwrap_or_default();
    (text.matches('\n').count() + 1, last.chars().count() + 1)
}

/// The line and the column of `error at LINE:COLUMN: expected …`.
fn place(said: &str) -> Option<(usize, usize)> {
    let (line, rest) = said.strip_prefix("error at ")?.split_once(':')?;
    let (column, _) = rest.split_once(':')?;
    Some((line.parse().ok()?, column.parse().ok()?))
}

/// What the parser says in words, where it does; else it lists what characters would do, which helps nobody.
fn known_fault(said: &str) -> Option<String> {
    let Some((_, expected)) = said.split_once(": expected ") else {
        return (!said.is_empty()).then(|| said.to_owned());
    };
    let items = expected.trim_start_matches("one of ").split(", ");
    let sentence = items.into_iter().find(|item| item.contains(' ') && item.starts_with(|c: char| c.is_alphabetic()))?;
    Some(match sentence {
        "Prefix not found" => "this prefix is not declared".to_owned(),
        "IRI parsing failed" => "this is not a valid IRI".to_owned(),
        "The SELECT contains a variable that is unbound" => "a selected variable is neither grouped by nor computed".to_owned(),
        other => other.to_owned(),
    })
}

fn point_at(text: &str, at: usize, sentence: &str) -> String {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let (line, column) = end(before);
    let start = before.rsplit('\n').next().unwrap_or_default().replace('\t', " ");
    let rest = after.lines().next().unwrap_or_default();
    let margin = format!("{line:>4} | ");
    let blank = " ".repeat(margin.width() + start.width());
    format!("the query does not parse, line {line}, column {column}: {sentence}\n{margin}{start}{rest}\n{blank}^")
}

#[cfg(test)]
mod tests {
    use crate::query::check;
    use crate::vocab::BASE;
    use unicode_width::UnicodeWidthStr;

    /// The place is marked by ⟦ in the query.
    fn check_place(marked: &str, sentence: &str) {
        let message = check(&marked.replace('⟦', ""), BASE).unwrap_err().message;
        let lines: Vec<&str> = message.lines().collect();
        let before = marked.split('⟦').next().unwrap();
        let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
        assert_eq!(lines[0], format!("the query does not parse, line {}, column {column}: {sentence}", before.matches('\n').count() + 1), "{message}");
        assert_eq!(lines[2].width() - 1, "1234 | ".len() + before.rsplit('\n').next().unwrap().width(), "{message}");
    }

    #[test]
    fn the_first_wrong_word_is_shown() {
        check_place("# 问题\nSELECT ?d WHERE { ?d dcterms:title \"通知 甲\"@zh ⟦通 }", "“通” is not expected here");
        check_place("SELECT ?d\nWHERE { ?d a zt:Document ⟦?x }", "“?x” is not expected here");
        check_place("⟦SELEC ?x WHERE { ?x ?y ?z }", "“SELEC” is not expected here");
        check_place("SELECT (COUNT(?x) ⟦?n) WHERE { ?d a zt:Document }", "“?n)” is not expected here");
        check_place("⟦DROP ALL", "“DROP” is not expected here");
    }

    #[test]
    fn what_the_parser_says_in_words_is_kept() {
        check_place("SELECT ?d WHERE { ?d ⟦foo:bar ?x }", "this prefix is not declared");
        check_place("SELECT ?x WHERE { ?x a <a ⟦b> }", "this is not a valid IRI");
    }

    #[test]
    fn a_query_that_ends_too_early() {
        check_place("⟦", "the query ends too early");
        check_place("SELECT ?d WHERE {⟦\n\n", "the query ends too early");
        check_place("SELECT ?d WHERE { ?d dcterms:title \"通知 }⟦ ", "the query ends too early");
    }

    #[test]
    fn a_variable_that_is_not_grouped_by() {
        check_place("SELECT ?x (COUNT(?y) AS ?n) WHERE { ?x a ?y }⟦", "a selected variable is neither grouped by nor computed");
    }

    #[test]
    fn what_parses_passes() {
        check("PREFIX x: <x:> SELECT ?d WHERE { <act/甲> x:y ?d } # 注", BASE).unwrap();
    }
}
