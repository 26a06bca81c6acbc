//! The `Accept` header of HTTP (proactive content negotiation, RFC 9110, 12.5.1).
//!
//! Owns: reading the header, and choosing among what there is. Must not know: what the kinds hold.

/// The first of `offered`, media types without parameters, that the header likes best; the first of
/// all without a header; nothing if none will do.
pub fn choose(accept: Option<&str>, offered: &[&str]) -> Option<usize> {
    let Some(accept) = accept.filter(|accept| !accept.trim().is_empty()) else {
        return Some(0);
    };
    let ranges: Vec<(&str, u16)> = accept.split(',').filter_map(range).collect();
    let liking = |media: &str| {
        let fits = |(range, quality): &(&str, u16)| {
            specificity(range, media).map(|specific| (specific, *quality))
        };
        // The most specific range decides, even against a more general one that likes it better.
        ranges
            .iter()
            .filter_map(fits)
            .max_by_key(|(specific, _)| *specific)
            .map_or(0, |(_, quality)| quality)
    };
    let likings = offered
        .iter()
        .enumerate()
        .map(|(n, media)| (liking(media), n));
    likings
        .filter(|(liking, _)| *liking > 0)
        .max_by_key(|(liking, n)| (*liking, std::cmp::Reverse(*n)))
        .map(|(_, n)| n)
}

/// `text/html;q=0.5` as the range and its quality in thousandths; parameters other than q are not
/// heeded.
fn range(text: &str) -> Option<(&str, u16)> {
    let mut parts = text.split(';').map(str::trim);
    let range = parts
        .next()
        .filter(|range| range.contains('/') || *range == "*")?;
    let quality =
        parts.find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")));
    let quality = quality.map_or(Some(1.0), |quality| quality.trim().parse::<f32>().ok())?;
    Some((range, (quality.clamp(0.0, 1.0) * 1000.0) as u16))
}

/// How closely a range names a media type, if it does.
fn specificity(range: &str, media: &str) -> Option<u8> {
    let kind = media.split('/').next().unwrap_or_default();
    match range.split_once('/') {
        _ if range.eq_ignore_ascii_case(media) => Some(2),
        Some((wanted, "*")) if wanted.eq_ignore_ascii_case(kind) => Some(1),
        Some(("*", "*")) => Some(0),
        None if range == "*" => Some(0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_liked_kind_is_chosen() {
        let offered = [
            "application/sparql-results+json",
            "application/sparql-results+xml",
            "text/csv",
            "text/html",
        ];
        for (accept, expected) in [
            (None, Some(0)),
            (Some(""), Some(0)),
            (Some("*/*"), Some(0)),
            (Some("text/*"), Some(2)),
            (Some("text/csv"), Some(2)),
            (Some("TEXT/CSV"), Some(2)),
            (
                Some("text/csv;q=0.5, application/sparql-results+xml;q=0.9"),
                Some(1),
            ),
            (
                Some("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
                Some(3),
            ),
            (Some("text/csv;q=0, */*;q=0.1"), Some(0)),
            (Some("text/csv;q=0"), None),
            (Some("image/png"), None),
            (
                Some("application/sparql-results+json;q=1.0, application/sparql-results+xml;q=0.8"),
                Some(0),
            ),
            (Some("nonsense, ;;, q=1, text/csv;q=high"), None),
        ] {
            assert_eq!(choose(accept, &offered), expected, "{accept:?}");
        }
    }
}
