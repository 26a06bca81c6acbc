//! CJK radicals that fonts of PDFs pass off as characters: ⼈⺠⻚ → 人民页.
//!
//! Owns: the two blocks of radicals and the characters they stand for. Must not know: formats of
//! files.

/// 康熙部首 from U+2F00, in the order of the block.
const KANGXI: &str = "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨靑非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黃黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

/// 部首补充 from U+2E80; a blank where a part of a character stands for none.
const SUPPLEMENT: &str = "冫厂乛乚乙亻冂几刀刂卜㔾小小兀尣尢 巳幺彑彐忄 扌攵 旡日月歺母民氵氺灬爫爫丬牛犭王疋罒示礻 糹纟罓罒网  羊羊羊耂肀聿月臼艹艹艹虎衤覀西见角角讠贝足车辶辶辶阝钅長镸长门阜阝雨青韦页风飞食 飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟";

/// The character that a radical stands for; any other as it is.
pub(super) fn fold(c: char) -> char {
    let of = |first: char, table: &str| {
        let at = (c as usize).checked_sub(first as usize)?;
        table.chars().nth(at).filter(|c| *c != ' ')
    };
    match c {
        '\u{2e80}'..='\u{2ef3}' => of('\u{2e80}', SUPPLEMENT),
        '\u{2f00}'..='\u{2fd5}' => of('\u{2f00}', KANGXI),
        _ => None,
    }
    .unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_become_characters() {
        let folded: String = "⼈⺠⻚⻓⾦⽂⼀⽤⻰⻮示".chars().map(fold).collect();
        assert_eq!(folded, "人民页长金文一用龙齿示");
        assert_eq!(KANGXI.chars().count(), 214);
    }
}
