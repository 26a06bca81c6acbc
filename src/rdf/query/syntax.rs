//! SPARQL syntax errors: where a query stops making sense.
//!
//! Owns: the place of a syntax error and the sentence about it. Must not know: the parser (it is
//! handed in), stores, answers.
//!
//! The parser reports the furthest character it has looked at, and because it tries every keyword
//! of the language at every place, that lies up to a long keyword behind the fault. So the fault is
//! looked for from the outside: a beginning of the query, followed by many blanks, makes the parser
//! run into the very end if nothing in it is wrong, and stop before the end if something is. The
//! first word with which it stops early is the one to show.

use unicode_width::UnicodeWidthStr;

/// More blanks than the longest keyword has letters.
const BLANKS: usize = 64;

/// What a query may be at most. The parser and the evaluator recurse, so depth costs stack, and
/// they are given room for what `size` allows; to plan parts that are joined takes the evaluator
/// more than the square of their number, and it cannot be stopped in that.
pub(super) const MOST: Shape = Shape {
    depth: 100,
    parts: 100,
    operators: 2000,
    size: 64 << 10,
};

/// How large a query is, as far as signs tell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Shape {
    /// Brackets within brackets, and signs before what they bind to: `!!!?x`.
    pub(super) depth: usize,
    /// Triples, groups, steps of a path.
    pub(super) parts: usize,
    /// Signs in conditions, and the conditions and values in the head and the tail of the query.
    pub(super) operators: usize,
    /// Bytes, but for the rows of VALUES.
    pub(super) size: usize,
}

impl Shape {
    /// Whether it is too large in some way.
    pub(super) fn exceeds(self, most: Self) -> bool {
        self.depth > most.depth
            || self.parts > most.parts
            || self.operators > most.operators
            || self.size > most.size
    }
}

/// The shape of `text`; what stands in strings, IRIs and comments has no depth and no parts, nor
/// have lists of values and the triples that CONSTRUCT makes.
pub(super) fn shape(text: &str) -> Shape {
    let mut reader = Reader {
        shape: Shape::default(),
        open: Vec::new(),
        signs: 0,
        word: "",
        next_group: Within::Group,
    };
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (now, after) = rest.split_at(token(rest));
        reader.count(c, now, after);
        reader.nest(c);
        reader.sign(c);
        reader.word(c, now);
        rest = after;
    }
    reader.shape
}

/// A query while it is read, token by token; `c` is the first character of one.
struct Reader<'t> {
    shape: Shape,
    /// The brackets that are open.
    open: Vec<Within>,
    /// How many signs stand one after the other, each about the next.
    signs: usize,
    /// The last word or sign.
    word: &'t str,
    /// What the next curly brackets hold.
    next_group: Within,
}

impl<'t> Reader<'t> {
    /// Count a token to what it stands in.
    fn count(&mut self, c: char, now: &str, after: &str) {
        let (inside, shape) = (self.open.last().copied(), &mut self.shape);
        if inside != Some(Within::Values) {
            shape.size += now.len();
        }
        match inside {
            Some(Within::Values) => {}
            Some(Within::List) => shape.parts += usize::from(!c.is_whitespace()),
            Some(Within::Expression) => {
                shape.operators += usize::from(matches!(
                    c,
                    '/' | '|' | '&' | '+' | '*' | '=' | '<' | '>' | '-' | ','
                ))
            }
            // Each of SELECT (…) (…) and HAVING (…) (…) nests in the one before.
            None if c == '(' => shape.operators += 1,
            _ if c == '{' || inside.is_some() => {
                shape.parts += usize::from(is_part(c, now, after, self.word))
            }
            _ => {}
        }
    }

    /// Open or close a bracket.
    fn nest(&mut self, c: char) {
        let inside = self.open.last().copied();
        match c {
            '{' => {
                let group = std::mem::replace(&mut self.next_group, Within::Group);
                self.open.push(group);
            }
            '[' => self.open.push(Within::Group),
            '(' if inside == Some(Within::Values) => self.open.push(Within::Values),
            // A list of nodes follows a node or a sign, anything else in round brackets a word of
            // the language.
            '(' if self.next_group == Within::Values
                || self.word.chars().all(char::is_alphabetic) && !matches!(self.word, "" | "a") =>
            {
                self.open.push(Within::Expression)
            }
            '(' if matches!(inside, None | Some(Within::Expression)) => {
                self.open.push(Within::Expression)
            }
            '(' => self.open.push(Within::List),
            ')' | ']' | '}' => drop(self.open.pop()),
            _ => {}
        }
    }

    /// Signs nest, too: each is about what follows it.
    fn sign(&mut self, c: char) {
        self.signs = match c {
            '!' | '-' | '+' | '^' => self.signs + 1,
            _ if c.is_whitespace() || matches!(c, '(' | '[' | '{' | '#') => self.signs,
            _ => 0,
        };
        let depth = self.open.len() + self.signs;
        self.shape.depth = self.shape.depth.max(depth);
    }

    /// Remember a word, and what it says of the next group.
    fn word(&mut self, c: char, now: &'t str) {
        if c.is_whitespace() || c == '#' {
            return;
        }
        // A name may end in a word of the language: zt:the-values.
        let is_word = !self.word.ends_with('-');
        match now.to_ascii_lowercase().as_str() {
            "values" | "construct" if is_word => self.next_group = Within::Values,
            "where" | "from" if is_word => self.next_group = Within::Group,
            _ => {}
        }
        self.word = now;
    }
}

/// Whether a sign or word of a group begins another part of it.
fn is_part(c: char, now: &str, after: &str, before: &str) -> bool {
    match c {
        '{' => !before.eq_ignore_ascii_case("union"),
        ',' | ';' | '/' | '|' | '+' | '*' => true,
        // Not that of a number or within a name.
        '.' => !after.starts_with(|next: char| next.is_ascii_digit() || next.is_alphabetic()),
        _ => now.eq_ignore_ascii_case("bind") || now.eq_ignore_ascii_case("filter"),
    }
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
    /// The rows of VALUES, and what CONSTRUCT makes: nothing to be joined.
    Values,
}

/// The length of the word, string, IRI, comment or sign that `rest` begins with.
pub(super) fn token(rest: &str) -> usize {
    let is_of_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '?' | '$' | '@');
    let word = || rest.find(|c: char| !is_of_word(c)).unwrap_or(rest.len());
    opaque(rest)
        .or_else(|| Some(word()).filter(|length| *length > 0))
        .unwrap_or_else(|| rest.chars().next().map_or(0, char::len_utf8))
}

/// The length of the string, IRI or comment that `rest` begins with.
fn opaque(rest: &str) -> Option<usize> {
    for quotes in ["\"\"\"", "'''", "\"", "'"] {
        let Some(inner) = rest.strip_prefix(quotes) else {
            continue;
        };
        let mut is_escaped = false;
        for (at, c) in inner.char_indices() {
            match c {
                _ if is_escaped => is_escaped = false,
                '\\' => is_escaped = true,
                _ if inner.get(at..).is_some_and(|it| it.starts_with(quotes)) => {
                    return Some(at + 2 * quotes.len());
                }
                _ => {}
            }
        }
        // Never closed: the parser will say so.
        return None;
    }
    if rest.starts_with('#') {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    // Between < and > in a condition there may stand brackets; in an IRI they are rare, and then
    // they count.
    let stop = rest
        .strip_prefix('<')?
        .find(|c: char| c <= ' ' || "<>\"{}|^`([".contains(c))?
        + 1;
    rest.get(stop..)?.starts_with('>').then_some(stop + 1)
}

/// A message with the line of the first wrong word and a mark under it. `complaint` is what the
/// parser says of a text, if it does not accept it.
pub(super) fn explain(text: &str, complaint: impl Fn(&str) -> Option<String>) -> String {
    let runs_to_the_end = |beginning: &str| {
        complaint(&padded(beginning))
            .is_none_or(|said| place(&said) == Some(end(&padded(beginning))))
    };
    let words = words(text);
    let fine = words.partition_point(|(_, stop)| text.get(..*stop).is_some_and(runs_to_the_end));
    let (at, sentence) = match words.get(fine) {
        Some((start, stop)) => {
            let beginning = text.get(..*stop).unwrap_or(text);
            let word = text.get(*start..*stop).unwrap_or_default();
            (
                *start,
                known_fault(&complaint(&padded(beginning)).unwrap_or_default())
                    .unwrap_or_else(|| format!("“{word}” is not expected here")),
            )
        }
        None => {
            let said = complaint(text).unwrap_or_default();
            (
                text.trim_end().len(),
                known_fault(&said).unwrap_or_else(|| "the query ends too early".to_owned()),
            )
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
    text.split_whitespace()
        .map(|word| (starts_of(word), starts_of(word) + word.len()))
        .collect()
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

/// What the parser says in words, where it does; else it lists what characters would do, which
/// helps nobody.
fn known_fault(said: &str) -> Option<String> {
    let Some((_, expected)) = said.split_once(": expected ") else {
        return (!said.is_empty()).then(|| said.to_owned());
    };
    let items = expected.trim_start_matches("one of ").split(", ");
    let sentence = items
        .into_iter()
        .find(|item| item.contains(' ') && item.starts_with(|c: char| c.is_alphabetic()))?;
    Some(match sentence {
        "Prefix not found" => "this prefix is not declared".to_owned(),
        "IRI parsing failed" => "this is not a valid IRI".to_owned(),
        "The SELECT contains a variable that is unbound" => {
            "a selected variable is neither grouped by nor computed".to_owned()
        }
        other => other.to_owned(),
    })
}

fn point_at(text: &str, at: usize, sentence: &str) -> String {
    let (before, after) = text.split_at_checked(at).unwrap_or((text, ""));
    let (line, column) = end(before);
    let start = before
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .replace('\t', " ");
    let rest = after.lines().next().unwrap_or_default();
    let margin = format!("{line:>4} | ");
    let blank = " ".repeat(margin.width() + start.width());
    format!(
        "the query does not parse, line {line}, column {column}: {sentence}\n{margin}{start}{rest}\n{blank}^"
    )
}

#[cfg(test)]
mod tests {
    use super::shape;
    use crate::model::vocab::BASE;
    use crate::rdf::query::check;
    use unicode_width::UnicodeWidthStr;

    /// The place is marked by ⟦ in the query.
    fn check_place(marked: &str, sentence: &str) {
        let message = check(&marked.replace('⟦', ""), BASE).unwrap_err().message;
        let lines: Vec<&str> = message.lines().collect();
        let before = marked.split('⟦').next().unwrap();
        let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
        assert_eq!(
            lines[0],
            format!(
                "the query does not parse, line {}, column {column}: {sentence}",
                before.matches('\n').count() + 1
            ),
            "{message}"
        );
        assert_eq!(
            lines[2].width() - 1,
            "1234 | ".len() + before.rsplit('\n').next().unwrap().width(),
            "{message}"
        );
    }

    #[test]
    fn the_shape_of_a_query_is_read_from_its_signs() {
        for (query, depth, parts, operators) in [
            ("SELECT * WHERE { ?s a zt:Stub . ?s ?p ?o }", 1, 2, 0),
            (
                "SELECT * WHERE { ?s a zt:Stub.?s ?p ?o.?s zt:a 1.5 }",
                1,
                3,
                0,
            ),
            (
                "ASK { ?s ?p \"((({{{ /// \" , '((' , \"\"\"(\" (\"\"\" }",
                1,
                3,
                0,
            ),
            (
                "ASK { <http://example.org/a/b;c> ?p ?o } # {{{ ///",
                1,
                1,
                0,
            ),
            (
                "ASK { ?s zt:a/zt:b|^zt:c ?o FILTER(?o < 3 && ?o > 1) }",
                2,
                4,
                4,
            ),
            ("ASK { FILTER(!!!(1 = 2)) }", 6, 2, 1),
            ("ASK { FILTER(!#\n!#\n!true) }", 5, 2, 0),
            ("ASK { FILTER(1<((((2>1))))) }", 6, 2, 2),
            ("ASK { ?s <x:\u{3000}#> ?o . { ?s ?p ?o } }", 2, 3, 0),
            ("ASK { ?s zt:first-line 1.5 ; ?p -2 }", 2, 2, 0),
            ("ASK { ?s ?p \"never closed ((( }", 4, 1, 0),
            ("SELECT (1 AS ?a) (2 AS ?b) { }", 1, 1, 2),
            ("ASK { ?s zt:a ?a , ?b , ?c ; zt:b (1 2 3) }", 2, 8, 0),
            ("ASK { ?s zt:a-values ?o . { ?s ?p ?o } }", 2, 3, 0),
            (
                "CONSTRUCT { ?s ?p ?o . ?o ?p ?s } WHERE { ?s ?p ?o }",
                1,
                2,
                0,
            ),
            (
                "ASK { { ?s ?p 1 } UNION { ?s ?p 2 } UNION { ?s ?p 3 } }",
                2,
                2,
                0,
            ),
            (
                "SELECT (COUNT(?s) AS ?n) WHERE { VALUES (?s ?t) { (1 2) (3 4) } FILTER(?s IN (1, 2, 3)) FILTER (?t) }",
                3,
                4,
                3,
            ),
        ] {
            let shape = shape(query);
            assert_eq!(
                (shape.depth, shape.parts, shape.operators),
                (depth, parts, operators),
                "{query}"
            );
        }
        assert_eq!(
            shape("ASK { VALUES ?x { 1 2 3 } }").size,
            "ASK { VALUES ?x { }".len()
        );
    }

    #[test]
    fn the_first_wrong_word_is_shown() {
        check_place(
            "# 问题\nSELECT ?d WHERE { ?d dcterms:title \"通知 甲\"@zh ⟦通 }",
            "“通” is not expected here",
        );
        check_place(
            "SELECT ?d\nWHERE { ?d a zt:Document ⟦?x }",
            "“?x” is not expected here",
        );
        check_place(
            "⟦SELEC ?x WHERE { ?x ?y ?z }",
            "“SELEC” is not expected here",
        );
        check_place(
            "SELECT (COUNT(?x) ⟦?n) WHERE { ?d a zt:Document }",
            "“?n)” is not expected here",
        );
        check_place("⟦DROP ALL", "“DROP” is not expected here");
    }

    #[test]
    fn what_the_parser_says_in_words_is_kept() {
        check_place(
            "SELECT ?d WHERE { ?d ⟦foo:bar ?x }",
            "this prefix is not declared",
        );
        check_place("SELECT ?x WHERE { ?x a <a ⟦b> }", "this is not a valid IRI");
    }

    #[test]
    fn a_query_that_ends_too_early() {
        check_place("⟦", "the query ends too early");
        check_place("SELECT ?d WHERE {⟦\n\n", "the query ends too early");
        check_place(
            "SELECT ?d WHERE { ?d dcterms:title \"通知 }⟦ ",
            "the query ends too early",
        );
    }

    #[test]
    fn a_variable_that_is_not_grouped_by() {
        check_place(
            "SELECT ?x (COUNT(?y) AS ?n) WHERE { ?x a ?y }⟦",
            "a selected variable is neither grouped by nor computed",
        );
    }

    #[test]
    fn what_parses_passes() {
        check(
            "PREFIX x: <x:> SELECT ?d WHERE { <act/甲> x:y ?d } # 注",
            BASE,
        )
        .unwrap();
    }
}
