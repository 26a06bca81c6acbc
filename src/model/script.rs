//! Traditional characters (character folding): the simplified one for each, so that one set of
//! words reads both scripts.
//!
//! Owns: the table of pairs, and which texts are worth a look. Must not know: documents, records.
//! What a text prints stays as it is; the folded text has the same length, byte for byte.

use memchr::memmem;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Characters of which every text in traditional characters that rules or informs has one.
const TELLING: [&str; 8] = ["國", "會", "關", "於", "條", "辦", "號", "發"];

/// A traditional character and the simplified one, pair by pair, in order of the first. Left out is
/// what simplified texts use as well: 乾, 徵, 著.
const PAIRS: &[&str] = &[
    "丟丢並并亂乱亞亚佈布佔占併并來来侷局係系俬私倉仓個个們们倖幸倫伦偉伟側侧偵侦偽伪傑杰傘伞備备傢家",
    "傭佣傳传債债傷伤傾倾僅仅僑侨僞伪僱雇價价儀仪億亿儉俭儘尽償偿優优儲储兌兑兒儿內内兩两冊册凈净凍冻",
    "凱凯別别刪删則则剋克剛刚剝剥創创剷铲劃划劇剧劉刘劑剂勁劲動动務务勝胜勞劳勢势勵励勸劝勻匀匯汇區区",
    "協协卹恤卻却卽即厠厕厤历厲厉參参吳吴員员唸念問问啓启啟启喪丧喫吃喬乔單单嗎吗嘗尝嘩哗噁恶噴喷噸吨",
    "噹当嚇吓嚐尝嚮向嚴严囌苏囑嘱國国圍围園园圓圆圖图團团垻坝埰采執执堅坚報报場场塊块塗涂塚冢塢坞塵尘",
    "墊垫墜坠墰坛墳坟墻墙墾垦壇坛壓压壘垒壜坛壞坏壟垄壩坝壯壮壽寿夠够夢梦夾夹奧奥奪夺奬奖奮奋姦奸娛娱",
    "婦妇嬰婴孫孙學学孿孪宮宫寀采實实寧宁審审寫写寬宽寵宠寶宝將将專专尋寻對对導导屆届屍尸屢屡層层屬属",
    "峯峰島岛峽峡崑昆崗岗嵗岁嶗崂嶺岭嶼屿嶽岳巖岩帥帅師师帳帐帶带幟帜幣币幫帮幹干幾几庫库廁厕廂厢廈厦",
    "廕荫廚厨廟庙廠厂廢废廣广廳厅弔吊張张強强彆别彈弹彌弥彎弯彔录彙汇彫雕彿佛後后徑径從从徠徕復复徹彻",
    "恆恒惡恶愛爱態态慣惯慮虑慶庆慼戚憂忧憑凭憲宪憶忆懇恳應应懞蒙懲惩懷怀懸悬戰战戲戏戶户拋抛捨舍捲卷",
    "掃扫掛挂採采揀拣揚扬換换揮挥損损搖摇搶抢摺折摻掺撈捞撐撑撓挠撥拨撫抚撲扑撿捡擁拥擇择擊击擋挡擔担",
    "據据擠挤擬拟擱搁擲掷擴扩擺摆擾扰攔拦攜携攝摄攤摊攪搅攬揽敎教敗败數数斷断於于旂旗旣既昇升時时晉晋",
    "晝昼暢畅暫暂曆历曉晓曏向曬晒書书會会朮术東东枴拐柵栅柺拐査查桿杆條条棄弃棊棋棗枣棟栋棧栈棲栖楊杨",
    "楓枫楨桢業业極极榘矩榦干榮荣構构槍枪槓杠樁桩樂乐樑梁樓楼標标樞枢樣样樸朴樹树橋桥機机橫横檔档檢检",
    "檯台檻槛櫃柜櫥橱欄栏權权歐欧歡欢歲岁歷历歸归殘残殭僵殯殡殺杀殻壳殼壳毀毁毆殴氈毡氣气氫氢氾泛汎泛",
    "汙污決决沒没沖冲況况泝溯洩泄淨净淩凌淺浅減减測测渾浑湧涌湯汤準准溝沟溫温溼湿滄沧滅灭滌涤滙汇滬沪",
    "滯滞滲渗滷卤滾滚滿满漁渔漢汉漬渍漲涨漸渐漿浆潔洁潛潜潤润潰溃澇涝澤泽澱淀濁浊濃浓濕湿濛蒙濟济濫滥",
    "濰潍濱滨濾滤瀆渎瀋沈瀏浏瀕濒瀝沥瀰弥灑洒灘滩灣湾災灾為为烏乌無无煉炼煙烟煥焕熒荧熱热燈灯燒烧營营",
    "燬毁爐炉爛烂爭争爲为爾尔牀床牆墙牽牵犧牺狀状獄狱獎奖獨独獲获獵猎獸兽獻献現现琱雕環环甕瓮產产産产",
    "甦苏甯宁畝亩畢毕畫画異异畵画當当疇畴疊叠痠酸瘓痪瘡疮療疗癇痫癒愈癥症癮瘾癱瘫癲癫發发盃杯盜盗盡尽",
    "監监盤盘盧卢眞真眾众睏困瞞瞒矇蒙矯矫硃朱碩硕確确碼码磚砖礎础礙碍礦矿祕秘祿禄禍祸禦御禪禅禮礼稅税",
    "稈秆稟禀種种稱称穀谷積积穎颖穢秽穩稳穫获窩窝窪洼窯窑竈灶竊窃竪竖競竞筆笔箇个箏筝節节範范築筑篩筛",
    "簡简簽签籃篮籌筹籠笼籤签籬篱粵粤糞粪糧粮糰团糾纠紀纪約约紅红紋纹納纳紐纽紓纾純纯紙纸級级紛纷紡纺",
    "紮扎細细紹绍終终組组結结絕绝絡络給给統统絲丝絶绝綁绑綉绣綑捆經经綜综綠绿綢绸綫线維维綱纲網网綵彩",
    "綽绰綿绵緊紧緑绿緒绪線线緝缉締缔緣缘編编緩缓練练緻致縣县縫缝縮缩縱纵縴纤總总績绩織织繕缮繞绕繡绣",
    "繩绳繪绘繫系繳缴繼继續续纍累纏缠纔才纖纤纜缆罈坛罎坛罰罚罵骂罷罢羅罗羈羁羣群義义習习翫玩聞闻聯联",
    "聲声職职聽听肅肃脅胁脈脉脩修脫脱腎肾腦脑腫肿腳脚腸肠膚肤膠胶膽胆臉脸臟脏臥卧臨临臺台與与興兴舉举",
    "舊旧舘馆艙舱艦舰艱艰莊庄華华菸烟萊莱萬万葉叶葯药蒐搜蓆席蓋盖蔘参蔭荫蕪芜蕭萧薦荐藍蓝藝艺藥药蘆芦",
    "蘇苏蘭兰處处虛虚號号虧亏蝕蚀蝦虾蟲虫蟻蚁蠅蝇蠶蚕衆众術术衕同衚胡衛卫衝冲裏里補补裝装裡里製制複复",
    "褻亵襬摆襲袭覈核見见規规視视親亲覺觉覽览觀观觸触訂订計计訊讯討讨訓训訖讫託托記记訟讼訪访設设許许",
    "訴诉診诊註注証证詆诋詐诈評评詞词詢询試试話话該该詳详誇夸誌志認认誘诱語语誠诚誡诫誣诬誤误誦诵說说",
    "説说誰谁課课誹诽調调談谈諉诿請请諒谅論论諧谐諮咨諸诸諾诺謀谋謂谓謊谎謗谤講讲謝谢謠谣謡谣謹谨謾谩",
    "譁哗證证識识譜谱譟噪譭毁譯译議议譴谴護护譽誉讀读變变讓让讚赞豎竖豐丰豬猪貓猫貝贝負负財财貢贡貧贫",
    "貨货販贩貪贪貫贯責责貯贮貴贵貶贬買买貸贷費费貼贴貿贸賀贺賂赂賃赁賄贿資资賈贾賑赈賓宾賞赏賠赔賢贤",
    "賣卖賦赋質质賬账賭赌賴赖購购賽赛贈赠贊赞贍赡贏赢贓赃贖赎贜赃趕赶趙赵趨趋跡迹踐践踰逾蹟迹蹤踪躉趸",
    "躍跃車车軋轧軌轨軍军軟软軸轴較较載载輓挽輔辅輕轻輛辆輟辍輩辈輪轮輯辑輸输輻辐輿舆轄辖轉转轎轿辦办",
    "辭辞辯辩農农迴回這这連连週周進进遊游運运過过達达違违遙遥遞递遠远遡溯適适遲迟遷迁選选遺遗遼辽邁迈",
    "還还邊边邏逻郵邮鄉乡鄧邓鄭郑鄰邻醖酝醜丑醞酝醣糖醫医醬酱釀酿釋释釐厘釘钉針针釣钓釦扣鈅钥鈎钩鈔钞",
    "鈕钮鈡钟鈦钛鉅巨鉆钻鉛铅鉤钩銀银銅铜銘铭銜衔銳锐銷销鋁铝鋒锋鋪铺鋭锐鋰锂鋼钢錄录錢钱錨锚錯错録录",
    "錳锰錶表鍊炼鍋锅鍍镀鍛锻鍵键鍼针鎖锁鎘镉鎭镇鎮镇鏇旋鏈链鏟铲鏡镜鐘钟鐵铁鑄铸鑑鉴鑒鉴鑰钥鑽钻鑿凿",
    "長长門门閃闪閉闭開开閑闲閒闲間间閘闸閤合閥阀閩闽閱阅閲阅閾阈闆板闇暗闊阔闖闯關关闡阐闢辟陝陕陞升",
    "陣阵陰阴陳陈陸陆陽阳隊队階阶際际隨随險险隱隐隸隶隻只雖虽雙双雜杂雞鸡離离難难雲云電电霧雾靈灵靜静",
    "鞏巩鞦秋韆千韌韧韓韩韻韵響响頁页頂顶頃顷項项順顺須须預预頒颁頓顿領领頭头頰颊頸颈頻频顆颗題题額额",
    "顏颜顔颜願愿顛颠類类顧顾顫颤顯显風风颱台颳刮飄飘飛飞飪饪飯饭飲饮飼饲飾饰養养餌饵餘余館馆餬糊餵喂",
    "饋馈馬马馳驰馴驯駁驳駐驻駕驾駛驶駡骂騎骑騙骗騰腾騷骚驅驱驗验驛驿驟骤髒脏體体髮发鬆松鬍胡鬚须鬥斗",
    "鬧闹鬨哄鬱郁魚鱼魯鲁鮎鲇鮮鲜鱘鲟鳥鸟鳳凤鳴鸣鴨鸭鴻鸿鴿鸽鵝鹅鵬鹏鵰雕鶴鹤鷄鸡鹵卤鹹咸鹼碱鹽盐麗丽",
    "麥麦麪面麫面麯曲麴曲麵面麼么麽么黃黄點点黨党黴霉鼕冬齊齐齡龄齣出龍龙",
];

/// The pairs, sorted.
static TABLE: LazyLock<Vec<(char, char)>> = LazyLock::new(|| {
    let mut table = Vec::with_capacity(PAIRS.len() * 24);
    for row in PAIRS {
        let mut chars = row.chars();
        while let (Some(traditional), Some(simplified)) = (chars.next(), chars.next()) {
            table.push((traditional, simplified));
        }
    }
    table.sort_unstable();
    table
});

/// The simplified character for `c`, or `c` itself.
///
/// ```
/// use zhengtu::model::script::simplified_char;
/// assert_eq!(simplified_char('條'), '条');
/// assert_eq!(simplified_char('乾'), '乾');
/// ```
pub fn simplified_char(c: char) -> char {
    let found = TABLE.binary_search_by_key(&c, |(traditional, _)| *traditional);
    found.map_or(c, |i| TABLE[i].1)
}

/// `text` in simplified characters, of the same length and with each character at its place;
/// borrowed if it is in them already.
///
/// ```
/// use zhengtu::model::script::simplified;
/// assert_eq!(simplified("關於廢止《示例辦法》的決定"), "关于废止《示例办法》的决定");
/// assert!(matches!(simplified("关于示例"), std::borrow::Cow::Borrowed(_)));
/// ```
pub fn simplified(text: &str) -> Cow<'_, str> {
    let telling = |word: &&str| memmem::find(text.as_bytes(), word.as_bytes()).is_some();
    match TELLING.iter().any(telling) {
        true => Cow::Owned(text.chars().map(simplified_char).collect()),
        false => Cow::Borrowed(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_pair_keeps_the_length_and_ends_in_a_character_that_is_simplified() {
        for (i, (traditional, simplified)) in TABLE.iter().enumerate() {
            assert_eq!(
                traditional.len_utf8(),
                simplified.len_utf8(),
                "{traditional}"
            );
            assert_eq!(simplified_char(*simplified), *simplified, "{traditional}");
            assert!(i == 0 || TABLE[i - 1].0 != *traditional, "{traditional}");
        }
    }
}
