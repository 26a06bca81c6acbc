//! Jurisdictions: provinces and the places that local bodies are named after.
//!
//! Owns: the units of `ontology/places.tsv` (provinces with their short names and the characters
//! that begin their numbers, cities, codes), and where in a body's name its place ends. Must not
//! know: documents, the authority file, RDF.

use crate::model::words::{self, of_bodies};
use std::collections::HashMap;
use std::sync::LazyLock;

/// Provinces and cities with their codes in GB/T 2260.
const PLACES_TSV: &str = include_str!("../../ontology/places.tsv");
/// The place that national bodies are for.
pub(crate) const COUNTRY: &str = "中华人民共和国";

/// A row of the table of divisions; what stands behind the name is told of the first level only.
struct Row {
    code: &'static str,
    name: &'static str,
    english: Option<&'static str>,
    /// The name in front of offices.
    short: Option<&'static str>,
    /// The character that begins its numbers, where no other place is known by it.
    mark: Option<&'static str>,
}

impl Row {
    fn is_province(&self) -> bool {
        self.code.ends_with("0000")
    }
}

fn rows() -> impl Iterator<Item = Row> {
    let given = |cell: &'static str| Some(cell).filter(|cell| !cell.is_empty());
    words::rows(PLACES_TSV).map(move |[code, name, english, short, mark]| Row {
        code,
        name,
        english: given(english),
        short: given(short),
        mark: given(mark),
    })
}

/// The units of the first level: name, short name, and the character that begins their numbers.
static PROVINCES: LazyLock<Vec<(&str, &str, &str)>> = LazyLock::new(|| {
    let provinces = rows().filter(Row::is_province);
    let named = |row: Row| Some((row.name, row.short?, row.mark.unwrap_or_default()));
    provinces.filter_map(named).collect()
});

/// A place that law is made for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// Its name, with that of its province before it where both are known: 江苏省苏州市.
    pub name: String,
    /// Its code in GB/T 2260; none of the whole country and of places that are not listed.
    pub code: Option<&'static str>,
    /// Its English name; of provinces only.
    pub english: Option<&'static str>,
    /// The name of the place it is part of.
    pub within: Option<String>,
}

impl Place {
    /// The whole country.
    pub(crate) fn country() -> Self {
        Self {
            name: COUNTRY.to_owned(),
            code: None,
            english: None,
            within: None,
        }
    }

    /// The place of that name, with or without its province before it.
    pub(crate) fn named(name: &str) -> Self {
        if let Some(known) = DIVISIONS.get(name) {
            return known.clone();
        }
        let above = province_prefix(name).map(|end| name[..end].to_owned());
        Self {
            name: name.to_owned(),
            code: None,
            english: None,
            within: Some(above.unwrap_or_else(|| COUNTRY.to_owned())),
        }
    }
}

/// The divisions listed, by their own names and by those with their province.
static DIVISIONS: LazyLock<HashMap<String, Place>> = LazyLock::new(|| {
    let mut out: HashMap<String, Place> = HashMap::new();
    let mut province = "";
    for row in rows() {
        let is_province = row.is_province();
        if is_province {
            province = row.name;
        }
        let place = Place {
            name: if is_province {
                row.name.to_owned()
            } else {
                format!("{province}{}", row.name)
            },
            code: Some(row.code),
            english: row.english,
            within: Some(if is_province { COUNTRY } else { province }.to_owned()),
        };
        out.insert(place.name.clone(), place.clone());
        out.insert(row.name.to_owned(), place);
    }
    out
});

/// How many bytes of `text` a listed city, prefecture or league at its start takes, its province
/// before it included.
fn city_prefix(text: &str) -> Option<usize> {
    let above = PROVINCES.iter().map(|(full, ..)| *full);
    let start = above
        .filter(|full| text.starts_with(full))
        .map(str::len)
        .max()
        .unwrap_or(0);
    let rest = &text[start..];
    let ends = rest.char_indices().map(|(i, c)| i + c.len_utf8());
    let end = ends
        .take(LONGEST)
        .filter(|end| {
            let place = DIVISIONS.get(&rest[..*end]);
            place.is_some_and(|p| p.within.as_deref() != Some(COUNTRY))
        })
        .last()?;
    Some(start + end)
}

/// How many bytes of `text` an autonomous county at its start takes: 河南蒙古族自治县, which is not
/// in 河南省.
fn autonomous_prefix(text: &str) -> Option<usize> {
    let units = ["自治县", "自治旗"].iter();
    let end = units.filter_map(|unit| Some(text.find(unit)? + unit.len()));
    let end = end.min()?;
    let name = &text[..end];
    let long = (5..=LONGEST + 8).contains(&name.chars().count());
    (long && name.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))).then_some(end)
}

/// How many characters the name of a listed city has at most.
const LONGEST: usize = 12;

/// The place that a local body is for, if its name tells one.
pub(crate) fn place_of_body(body: &str) -> Option<Place> {
    jurisdiction(body).map(|name| Place::named(&name))
}

/// The listed place that a title begins with by its full name.
pub(crate) fn listed_place_of_title(title: &str) -> Option<Place> {
    let province = || {
        let mut full = PROVINCES.iter().map(|(full, ..)| *full);
        full.find(|full| title.starts_with(full)).map(str::len)
    };
    if autonomous_prefix(title).is_some() {
        return None;
    }
    let end = city_prefix(title).or_else(province)?;
    DIVISIONS.get(&title[..end]).cloned()
}

/// The place that a local body is named after: its province, or the place below it if the name says
/// one; nothing for a body of no place.
pub fn jurisdiction(body: &str) -> Option<String> {
    let bare = body.strip_prefix("中共").unwrap_or(body);
    if let Some(end) = city_prefix(bare) {
        return Some(bare[..end].to_owned());
    }
    if let Some(end) = autonomous_prefix(bare) {
        return Some(bare[..end].to_owned());
    }
    if let Some((at, (full, short, _))) = PROVINCES
        .iter()
        .filter_map(|p| Some((bare.find(p.1)?, p)))
        .min_by_key(|(at, _)| *at)
    {
        let rest = &bare[at + short.len()..];
        let rest = rest
            .strip_prefix(full.strip_prefix(short).unwrap_or_default())
            .unwrap_or(rest);
        return Some(
            place_at_start(rest, &["自治州", "地区", "市", "盟"])
                .map_or_else(|| (*full).to_owned(), |below| format!("{full}{below}")),
        );
    }
    if bare.starts_with(['国', '省'])
        || bare.starts_with("中国")
        || bare.starts_with("全国")
        || bare.starts_with("中央")
        || bare.starts_with("最高")
    {
        return None;
    }
    place_at_start(
        bare,
        &["自治州", "自治县", "地区", "市", "县", "区", "旗", "盟"],
    )
    .map(str::to_owned)
}

/// How many bytes of `text` the province at its start takes, by its full name or its short one.
pub(crate) fn province_prefix(text: &str) -> Option<usize> {
    PROVINCES.iter().find_map(|(full, short, _)| {
        [full, short]
            .into_iter()
            .find(|name| text.starts_with(**name))
            .map(|name| name.len())
    })
}

/// What a line break may have cut off from the province with which `text` begins: 海, 河, 湖 and 云
/// of 南省财政厅.
pub(crate) fn heads_cut_off(text: &str) -> Vec<&'static str> {
    if province_prefix(text).is_some() {
        return Vec::new();
    }
    let splits = PROVINCES.iter().flat_map(|(full, ..)| {
        let places = full.char_indices().skip(1);
        places.map(|(at, _)| full.split_at(at))
    });
    let fits = |rest: &str| rest.chars().count() > 1 && text.starts_with(rest);
    splits
        .filter(|(_, rest)| fits(rest))
        .map(|(head, _)| head)
        .collect()
}

/// The place that a title begins with: 河南省, 青岛市.
pub(crate) fn place_of_title(title: &str) -> Option<&str> {
    let kinds = &["自治州", "自治县", "地区", "市", "县", "区", "旗", "盟"];
    province_prefix(title)
        .map(|end| &title[..end])
        .or_else(|| place_at_start(title, kinds))
}

/// The name of two to five characters and one of `kinds` that `text` begins with.
fn place_at_start<'t>(text: &'t str, kinds: &[&str]) -> Option<&'t str> {
    let ends = text.char_indices().map(|(i, _)| i).skip(2).take(4);
    let mut ends = ends.filter_map(|i| {
        kinds
            .iter()
            .find(|kind| text[i..].starts_with(**kind))
            .map(|kind| i + kind.len())
    });
    // 市场监管局 has no city in it.
    ends.find(|end| {
        !text[..*end].ends_with("城市") && !text[*end..].starts_with('场') && *end < text.len()
    })
    .map(|end| &text[..end])
}

/// The province, of those that are called `kind` (省, 自治区, 市), that begins the `number` of a
/// document: 苏政发〔2024〕1号.
pub(crate) fn province_of_number(number: &str, kind: &str) -> Option<&'static str> {
    PROVINCES
        .iter()
        .find(|(full, _, initial)| {
            !initial.is_empty() && number.starts_with(initial) && full.ends_with(kind)
        })
        .map(|(full, ..)| *full)
}

/// All provinces called `kind` whose full names stand in `text`.
pub(crate) fn provinces_named(text: &str, kind: &str) -> impl Iterator<Item = &'static str> {
    PROVINCES
        .iter()
        .map(|(full, ..)| *full)
        .filter(move |full| full.ends_with(kind) && text.contains(full))
}

/// A local body by its full name, where a short one is printed: 江苏省政府办公厅, 江苏省工信厅.
pub(crate) fn full_name(body: &str) -> String {
    let place = jurisdiction(body).filter(|place| body.starts_with(place.as_str()));
    let Some(rest) = place.as_ref().map(|place| &body[place.len()..]) else {
        return body.to_owned();
    };
    let place = &body[..body.len() - rest.len()];
    if let Some((_, full)) = of_bodies().short.iter().find(|(short, _)| *short == rest) {
        return format!("{place}{full}");
    }
    if rest.starts_with('委') && !rest.starts_with("委员会") {
        format!("中共{body}")
    } else {
        body.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_name_of_a_province_may_be_cut() {
        for (text, want) in [
            ("南省财政厅", &["河", "湖", "海", "云"][..]),
            ("壮族自治区财政厅", &["广西"]),
            ("海南省财政厅", &[]),
            ("示例市财政局", &[]),
            ("省财政厅", &[]),
        ] {
            let found: BTreeSet<&str> = heads_cut_off(text).into_iter().collect();
            assert_eq!(found, want.iter().copied().collect(), "{text}");
        }
    }

    #[test]
    fn a_place_by_name_has_its_code_if_it_is_known() {
        let place = Place::named("苏州市");
        assert_eq!(
            (place.name.as_str(), place.code),
            ("江苏省苏州市", Some("320500"))
        );
        assert_eq!(place.within.as_deref(), Some("江苏省"));
        assert_eq!(Place::named("示例县").code, None);
    }

    #[test]
    fn a_body_has_the_place_it_is_named_after() {
        let place = |body| place_of_body(body).map(|p| p.name);
        assert_eq!(place("苏州市人民政府").as_deref(), Some("江苏省苏州市"));
        assert_eq!(place("国家市场监督管理总局"), None);
    }

    #[test]
    fn a_title_begins_with_a_place_of_the_list() {
        let place = |title| listed_place_of_title(title).map(|p| p.name);
        assert_eq!(place("青岛市示例条例").as_deref(), Some("山东省青岛市"));
        assert_eq!(place("河南省示例条例").as_deref(), Some("河南省"));
        assert_eq!(place("河南蒙古族自治县示例条例"), None);
        assert_eq!(place("上海证券交易所示例规则"), None);
    }

    #[test]
    fn a_body_rules_the_place_that_its_name_says() {
        assert_eq!(jurisdiction("江苏省财政厅").as_deref(), Some("江苏省"));
        assert_eq!(
            jurisdiction("国家金融监督管理总局江苏监管局").as_deref(),
            Some("江苏省")
        );
        assert_eq!(jurisdiction("苏州市人民政府").as_deref(), Some("苏州市"));
        assert_eq!(jurisdiction("国家市场监督管理总局"), None);
    }

    #[test]
    fn a_title_begins_with_its_place() {
        assert_eq!(place_of_title("河南省优化营商环境条例"), Some("河南省"));
        assert_eq!(
            place_of_title("青岛市实施《中华人民共和国水法》若干规定"),
            Some("青岛市")
        );
        assert_eq!(place_of_title("农贸市场管理办法"), None);
    }

    #[test]
    fn names_cut_short_are_written_out() {
        assert_eq!(full_name("江苏省政府办公厅"), "江苏省人民政府办公厅");
        assert_eq!(full_name("江苏省人民政府办公厅"), "江苏省人民政府办公厅");
        assert_eq!(full_name("江苏省委办公厅"), "中共江苏省委办公厅");
    }

    /// 34 provincial units; 293 cities, 30 prefectures, 7 areas and 3 leagues.
    #[test]
    fn the_divisions_are_complete_and_their_codes_nest() {
        let rows = PLACES_TSV.lines().filter(|line| !line.starts_with('#'));
        let rows: Vec<Vec<&str>> = rows.map(|line| line.split('\t').collect()).collect();
        let ends = |end: &str| {
            let second = rows.iter().filter(|row| !row[0].ends_with("0000"));
            second.filter(|row| row[1].ends_with(end)).count()
        };
        let kinds = ["市", "自治州", "地区", "盟"].map(ends);
        assert_eq!(kinds, [293, 30, 7, 3]);
        let codes: Vec<&str> = rows.iter().map(|row| row[0]).collect();
        assert!(codes.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(codes.iter().all(|c| c.len() == 6 && c.ends_with("00")));
        let provinces: Vec<&Vec<&str>> = rows.iter().filter(|r| r[0].ends_with("0000")).collect();
        assert_eq!(provinces.len(), 34);
        let shape = |row: &&Vec<&str>| matches!(row.len(), 4 | 5) && row[1].starts_with(row[3]);
        assert!(provinces.iter().all(shape));
        let marks: BTreeSet<&str> = provinces.iter().filter_map(|r| r.get(4).copied()).collect();
        assert!(marks.len() == 29 && marks.iter().all(|mark| mark.chars().count() == 1));
        let most = rows.iter().map(|row| row[1].chars().count()).max();
        assert_eq!(most, Some(LONGEST - 1));
    }

    #[test]
    fn the_place_of_a_body_is_in_its_name() {
        let of = [
            ("江苏省市场监督管理局", Some("江苏省")),
            ("中共江苏省委金融委员会办公室", Some("江苏省")),
            ("中国人民银行江苏省分行", Some("江苏省")),
            ("江苏省苏州市财政局", Some("江苏省苏州市")),
            ("南京市市场监督管理局", Some("南京市")),
            ("北京市发展和改革委员会", Some("北京市")),
            ("广西壮族自治区人民政府", Some("广西壮族自治区")),
            ("上海市浦东新区人民政府", Some("上海市")),
            ("国家开发银行", None),
            ("中国银行间市场交易商协会", None),
            ("省财政厅", None),
            ("吉林市人民代表大会", Some("吉林市")),
            ("海南藏族自治州人民代表大会", Some("海南藏族自治州")),
            ("青海省海南藏族自治州人民政府", Some("青海省海南藏族自治州")),
            ("河南蒙古族自治县人民代表大会", Some("河南蒙古族自治县")),
            ("海南省人民政府", Some("海南省")),
            (
                "彭水苗族土家族自治县人大常委会",
                Some("彭水苗族土家族自治县"),
            ),
        ];
        for (body, place) in of {
            assert_eq!(jurisdiction(body).as_deref(), place, "{body}");
        }
    }

    #[test]
    fn numbers_begin_with_their_province() {
        assert_eq!(
            province_of_number("苏政办发〔2024〕10号", "省"),
            Some("江苏省")
        );
        assert_eq!(province_of_number("宁政发〔2024〕1号", "省"), None);
        assert_eq!(province_of_number("桂政发〔2024〕1号", "省"), None);
        assert_eq!(
            province_of_number("桂政发〔2024〕1号", "自治区"),
            Some("广西壮族自治区")
        );
        assert_eq!(
            provinces_named("推动江苏省与浙江省合作", "省").collect::<Vec<_>>(),
            ["江苏省", "浙江省"]
        );
    }

    #[test]
    fn a_short_name_stands_for_the_full_one() {
        for (short, full) in [
            ("江苏省工信厅", "江苏省工业和信息化厅"),
            ("江苏省财政厅", "江苏省财政厅"),
            ("岳阳市人大常委会", "岳阳市人民代表大会常务委员会"),
            ("江苏省发展改革委", "江苏省发展和改革委员会"),
        ] {
            assert_eq!(full_name(short), full);
        }
    }
}
