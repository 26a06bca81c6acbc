// Initials of pinyin, from the order in which the browser sorts Chinese: between the first characters of two letters stand those of the first.
const Pinyin = (() => {
  const FIRST = '阿八嚓咑妸发旮哈讥咔垃妈拏噢妑七呥仨他哇夕丫帀';
  const LETTERS = 'ABCDEFGHJKLMNOPQRSTWXYZ'.toLowerCase();
  // Characters of titles that are read in two ways, with the initial that their usual place in the order does not give.
  const SECOND = { 行: 'x', 重: 'c', 长: 'c', 会: 'k', 单: 's', 调: 'd', 率: 's', 厦: 's', 传: 'z', 车: 'j', 乐: 'y', 藏: 'z', 朝: 'z', 参: 's', 降: 'x', 石: 'd', 广: 'a', 区: 'o', 系: 'j', 校: 'j', 省: 'x', 盛: 'c', 种: 'c', 弹: 't', 仇: 'q', 解: 'x', 给: 'j', 合: 'g', 期: 'j' };
  const collator = new Intl.Collator('zh-u-co-pinyin');
  const isSorted = collator.resolvedOptions().collation === 'pinyin' || collator.compare('阿', '八') < 0 && collator.compare('丫', '帀') < 0 && collator.compare('中', '国') > 0;
  const known = new Map();

  function letter(character) {
    if (/[a-z0-9]/iu.test(character)) return character.toLowerCase();
    if (!isSorted || !/\p{Script=Han}/u.test(character)) return '';
    let found = known.get(character);
    if (found === undefined) {
      let [low, high] = [0, FIRST.length - 1];
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if (collator.compare(character, FIRST[middle]) >= 0) low = middle;
        else high = middle - 1;
      }
      found = LETTERS[low];
      known.set(character, found);
    }
    return found;
  }

  /** The initials of a text, and the same with the second readings. */
  function initials(text) {
    let [first, second] = ['', ''];
    for (const character of text) {
      const it = letter(character);
      first += it;
      second += SECOND[character] ?? it;
    }
    return first === second ? [first] : [first, second];
  }

  return { initials };
})();
