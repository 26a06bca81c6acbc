//! Jurisdictions: provinces and the places that local bodies are named after.
//!
//! Owns: the provincial units with their short names and the characters that begin their numbers,
//! and where in a body's name its place ends. Must not know: documents, the authority file, RDF.

/// A unit of the first level: its name, the name in front of offices, and the character that begins
/// its numbers, where no other place is known by it.
const PROVINCES: &[(&str, &str, &str)] = &[
    ("北京市", "北京", "京"),
    ("天津市", "天津", "津"),
    ("河北省", "河北", "冀"),
    ("山西省", "山西", "晋"),
    ("内蒙古自治区", "内蒙古", "内"),
    ("辽宁省", "辽宁", "辽"),
    ("吉林省", "吉林", "吉"),
    ("黑龙江省", "黑龙江", "黑"),
    ("上海市", "上海", "沪"),
    ("江苏省", "江苏", "苏"),
    ("浙江省", "浙江", "浙"),
    ("安徽省", "安徽", "皖"),
    ("福建省", "福建", "闽"),
    ("江西省", "江西", "赣"),
    ("山东省", "山东", "鲁"),
    ("河南省", "河南", "豫"),
    ("湖北省", "湖北", "鄂"),
    ("湖南省", "湖南", "湘"),
    ("广东省", "广东", "粤"),
    ("广西壮族自治区", "广西", "桂"),
    ("海南省", "海南", "琼"),
    ("重庆市", "重庆", "渝"),
    ("四川省", "四川", "川"),
    ("贵州省", "贵州", "黔"),
    ("云南省", "云南", "云"),
    ("西藏自治区", "西藏", "藏"),
    ("陕西省", "陕西", "陕"),
    ("甘肃省", "甘肃", "甘"),
    // 青 is also Qingdao's, 宁 Nanjing's.
    ("青海省", "青海", ""),
    ("宁夏回族自治区", "宁夏", ""),
    ("新疆维吾尔自治区", "新疆", "新"),
    ("台湾省", "台湾", ""),
    ("香港特别行政区", "香港", ""),
    ("澳门特别行政区", "澳门", ""),
];

/// The place that a local body is named after: its province, or the place below it if the name says
/// one; nothing for a body of no place.
///
/// ```
/// use zhengtu::model::jurisdiction::jurisdiction;
/// assert_eq!(jurisdiction("江苏省财政厅").as_deref(), Some("江苏省"));
/// assert_eq!(jurisdiction("国家金融监督管理总局江苏监管局").as_deref(), Some("江苏省"));
/// assert_eq!(jurisdiction("苏州市人民政府").as_deref(), Some("苏州市"));
/// assert_eq!(jurisdiction("国家市场监督管理总局"), None);
/// ```
pub fn jurisdiction(body: &str) -> Option<String> {
    let bare = body.strip_prefix("中共").unwrap_or(body);
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

/// The place that a title begins with: 河南省, 青岛市.
///
/// ```
/// use zhengtu::model::jurisdiction::place_of_title;
/// assert_eq!(place_of_title("河南省优化营商环境条例"), Some("河南省"));
/// assert_eq!(place_of_title("青岛市实施《中华人民共和国水法》若干规定"), Some("青岛市"));
/// assert_eq!(place_of_title("农贸市场管理办法"), None);
/// ```
pub fn place_of_title(title: &str) -> Option<&str> {
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
pub fn province_of_number(number: &str, kind: &str) -> Option<&'static str> {
    PROVINCES
        .iter()
        .find(|(full, _, initial)| {
            !initial.is_empty() && number.starts_with(initial) && full.ends_with(kind)
        })
        .map(|(full, ..)| *full)
}

/// All provinces called `kind` whose full names stand in `text`.
pub fn provinces_named(text: &str, kind: &str) -> impl Iterator<Item = &'static str> {
    PROVINCES
        .iter()
        .map(|(full, ..)| *full)
        .filter(move |full| full.ends_with(kind) && text.contains(full))
}

/// A local body by its full name, where a short one is printed: 江苏省政府办公厅, 江苏省工信厅.
///
/// ```
/// assert_eq!(zhengtu::model::jurisdiction::full_name("江苏省政府办公厅"), "江苏省人民政府办公厅");
/// assert_eq!(zhengtu::model::jurisdiction::full_name("江苏省人民政府办公厅"), "江苏省人民政府办公厅");
/// assert_eq!(zhengtu::model::jurisdiction::full_name("江苏省委办公厅"), "中共江苏省委办公厅");
/// ```
pub fn full_name(body: &str) -> String {
    const SHORT: &[(&str, &str)] = &[
        ("人大常委会", "人民代表大会常务委员会"),
        ("人大", "人民代表大会"),
        ("政府办公厅", "人民政府办公厅"),
        ("政府办公室", "人民政府办公室"),
        ("政府", "人民政府"),
        ("人力资源社会保障厅", "人力资源和社会保障厅"),
        ("人社厅", "人力资源和社会保障厅"),
        ("工信厅", "工业和信息化厅"),
        ("科技厅", "科学技术厅"),
        ("住房城乡建设厅", "住房和城乡建设厅"),
        ("住建厅", "住房和城乡建设厅"),
        ("发展改革委", "发展和改革委员会"),
        ("卫生健康委", "卫生健康委员会"),
        ("市场监管局", "市场监督管理局"),
    ];
    let place = jurisdiction(body).filter(|place| body.starts_with(place.as_str()));
    let Some(rest) = place.as_ref().map(|place| &body[place.len()..]) else {
        return body.to_owned();
    };
    let place = &body[..body.len() - rest.len()];
    if let Some((_, full)) = SHORT.iter().find(|(short, _)| *short == rest) {
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
