//! Records → the label of each line.

use crate::made::Span;
use zhengtu::model::title::fold as fold_title;
use zhengtu::parts::model::date_prefix;
use zhengtu::parts::text::CleanText;
use zhengtu::parts::text::Label;

/// The label of each line, by the records.
pub(crate) fn labels(clean: &CleanText, gold: &[Span]) -> Vec<Label> {
    let lines = clean.lines();
    let n = lines.len();
    let mut labels = vec![Label::Outside; n];
    let places: Vec<usize> = gold
        .iter()
        .map(|g| {
            let from = lines.partition_point(|l| l.number < g.first);
            let to = lines.partition_point(|l| l.number <= g.first).max(from);
            let wanted = fold_title(&g.title);
            let fits = |i: &usize| {
                let own = fold_title(clean.line(*i));
                !own.is_empty()
                    && !wanted.is_empty()
                    && (wanted.starts_with(&own)
                        || own.contains(&wanted) && own.len() <= wanted.len() + 36)
            };
            (from..to).find(fits).unwrap_or(from).min(n - 1)
        })
        .collect();
    for (k, g) in gold
        .iter()
        .enumerate()
        .filter(|(_, g)| g.role != "frontmatter")
    {
        let from = places[k];
        let mut to = lines.partition_point(|l| l.number <= g.last);
        if let Some(next) = places.get(k + 1).filter(|p| **p > from) {
            to = to.min(*next);
        }
        label(
            clean,
            from..to.max(from + 1),
            &fold_title(&g.title),
            &mut labels,
        );
    }
    labels
}

fn label(clean: &CleanText, lines: std::ops::Range<usize>, title: &str, labels: &mut [Label]) {
    let (from, to) = (lines.start, lines.end);
    for l in &mut labels[lines.clone()] {
        *l = Label::Body;
    }
    let run = |at: usize| {
        let mut text = String::new();
        (at..to.min(at + 7)).find(|j| {
            text.push_str(clean.line(*j));
            let own = fold_title(&text);
            own == title || own.ends_with(title) && own.len() - title.len() <= 36
        })
    };
    let mut head = from;
    match run(from).filter(|_| !title.is_empty()) {
        Some(end) => {
            labels[from] = Label::Title;
            labels[from + 1..=end].fill(Label::TitleMore);
            head = end + 1;
        }
        None => {
            let words = clean.line(from);
            let decree = words.contains(['令', '号']) && words.chars().count() <= 60;
            labels[from] = if decree {
                Label::Decree
            } else if !words.contains(['。', '，']) && words.chars().count() <= 60 {
                Label::Title
            } else {
                Label::Lead
            };
        }
    }
    if labels[from] == Label::Lead {
        return tail(clean, from + 1..to, labels);
    }
    // the title again, or the regulation's under its decree
    if !title.is_empty() {
        let again = (head.max(from + 1)..to.min(from + 30)).find_map(|i| Some((i, run(i)?)));
        // Not with the signature of the decree above it.
        let tight = |(i, end): (usize, usize)| {
            let i = (i..=end).rev().find(|k| run(*k) == Some(end)).unwrap_or(i);
            (i, end)
        };
        if let Some((i, end)) = again.map(tight) {
            labels[i..=end].fill(Label::TitleMore);
        }
    }
    let near = labels.iter_mut().enumerate().take(to.min(from + 10));
    for (i, label) in near.skip(from + 1) {
        if *label != Label::Body {
            continue;
        }
        let words = clean.line(i);
        *label = if let Some(kind) = head_kind(words) {
            kind
        } else if words.chars().count() >= 40 || words.ends_with('。') {
            break;
        } else {
            continue;
        };
    }
    tail(clean, from + 1..to, labels);
}

fn date(words: &str) -> bool {
    date_prefix(words).is_some_and(|(_, len)| len == words.len())
}

fn head_kind(words: &str) -> Option<Label> {
    let chars = words.chars().count();
    let inner = words.trim_matches(['（', '）']);
    if date(words) {
        Some(Label::HeadDate)
    } else if words.starts_with('（')
        && (date(inner)
            || ["通过", "公布", "发布", "修订", "修正", "批准"]
                .iter()
                .any(|w| words.contains(w)))
    {
        Some(Label::Note)
    } else if chars <= 50 && inner.ends_with('号') && inner.contains(|c: char| c.is_ascii_digit())
    {
        Some(Label::Number)
    } else if words.ends_with(['：', ':'])
        && !words.contains(['。', '《'])
        && !words.contains("如下")
    {
        Some(Label::Addressee)
    } else {
        None
    }
}

fn tail(clean: &CleanText, lines: std::ops::Range<usize>, labels: &mut [Label]) {
    let from = lines.start.max(lines.end.saturating_sub(14));
    for i in from..lines.end {
        let words = clean.line(i);
        if labels[i] != Label::Body {
            continue;
        }
        if date(words) {
            labels[i] = Label::Date;
            let mut k = i;
            while k > from
                && labels[k - 1] == Label::Body
                && clean.line(k - 1).chars().count() <= 40
                && !clean.line(k - 1).contains(['。', '，', '；', '：'])
                && i - k < 6
            {
                k -= 1;
                labels[k] = Label::Signature;
            }
        }
    }
}

/// Lines that nothing is learnt from: an annex of forms and tables behind a document's text. Labels
/// differ on whether it is the document's.
pub(crate) fn skipped(clean: &CleanText, labels: &[Label]) -> Vec<bool> {
    let mut annex = false;
    (0..labels.len())
        .map(|i| {
            let words = clean.line(i);
            let head = words.starts_with('附')
                && words.chars().count() <= 6
                && words.starts_with(['附'])
                && (words.contains('件') || words.contains('表') || words.contains('录'));
            let behind = labels[i] == Label::Outside && labels[..i].iter().any(|l| l.begins());
            annex = behind && (annex || head);
            annex
        })
        .collect()
}
