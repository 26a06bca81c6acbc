// The words of the page in its two languages; titles, names and quotes stay as their texts have them.
const Words = (() => {
  const TEXT = {
    zh: {
      name: '政图', overview: '总览', list: '文件', picture: '图', ask: '提问', language: 'English', main: '正文', skip: '跳到正文', close: '关闭', loading: '正在装载…',
      search: '标题、文号、机关、简称或拼音首字母', searching: '查找文件', found: (n) => `找到 ${n} 件`, nothing: '没有找到', similar: '相近的', press: '回车打开',
      day: '日期', noDay: '不指定日期', today: '今天', clear: '清除', onDay: (day) => `${day} 的效力`, asFar: (day) => (day ? `依文集所载（最晚文件 ${day}）` : '依文集所载'),
      documents: (n) => `${n} 件文件`, documentsHead: '文件', printed: '收录', mentioned: '仅被提及', inCollection: (n, m) => `收录 ${n} 件，另提及 ${m} 件`, links: (n) => `${n} 条关系`, places: (n) => `${n} 处原文`,
      byLevel: '按层级', byYear: '按年份', byMaker: '按机关', byState: '按效力', lapsing: '即将到期', lapsingNone: '一年内没有到期的文件', shaky: '依据已失效', shakyNone: '没有发现依据已失效的有效文件', recent: '最近阅读', recentNone: '还没有打开过文件',
      level: '层级', year: '年份', maker: '机关', state: '效力', title: '标题', number: '文号', date: '日期', relation: '关系', other: '对方文件', where: '出处', unknownLevel: '层级未载明', unknownYear: '年份未载明', unknownMaker: '机关未载明', unknown: '未载明', more: (n) => `还有 ${n} 项`, all: '全部', fewer: '收起',
      lasts: (day) => `至 ${day}`, restsOn: (title, state) => `依据《${title}》${state}`, stub: '仅被提及，文集未收录其文本', kind: '文种', issued: '成文日期', effective: '施行日期', expires: '有效期至', issuers: '发文机关', names: '又称', under: '公布文号', places_: '刊印处', address: '永久地址',
      since: (day) => `自 ${day} 起`, until: (day) => `至 ${day}`, by: '作出者', proof: '依据的原文', law: '适用规则', noProof: '文集中没有直接写明的原文', spells: '效力沿革', from: '自', before: '此前', begin: '起初',
      upper: '上位文件', lower: '下位文件', noUpper: '没有载明上位依据', noLower: '没有下位文件', direct: '直接', indirect: (n) => `间接 ${n} 件`, showIndirect: '含间接', self: '本文件',
      lane: '沿革', laneNone: '没有载明沿革', notHeld: '未收录文本', aside: '附件与解读', attachments: '附件', explanations: '解读与解释', carriers: '同一发布', versions: '版本', lines: '关系', outgoing: '本文件所述', incoming: '其他文件所述', filter: '筛选', filterLines: '按标题、文号或原文筛选', sort: '排序', group: '分组', byRelation: '按关系', byTitle: '按标题', byDate: '按日期', newest: '日期从近到远', oldest: '日期从远到近', times: (n) => `${n} 次`, line: (n) => `第 ${n} 行`, read: '看原文', whole: '整件', provisions: '条款', words: '原文', sentence: '所在句', noLines: '没有关系', expand: '展开全部原文', collapse: '收起原文',
      openText: '阅读全文', openPicture: '看关系图', openBeside: '并排对照', print: '打印', copy: '复制永久链接', copied: '已复制', ends: '终止', edited: '变动',
      textNone: '本页没有携带文本。用 zhengtu export --format html --with texts 导出，或用 zhengtu serve --texts 目录 打开，即可在这里阅读全文。', textMissing: (path) => `文本 ${path} 不在所给的文件里，或者内容与建图时不同。`, textStub: '文集没有收录这件文件的文本，只有其他文件提到它。', outline: '条目', noOutline: '没有分条', reference: '引用', goesTo: '指向', over: '在所选日期已失效', allMarks: '文中引用', markHelp: '点击或按回车打开所指文件', back: '返回文件', file: '文件', original: '原件', legend: '图例',
      beside: '并排对照', chooseOther: '选择另一件', swap: '左右对调', articles: '逐条', texts: '全文', facts: '要点', same: '相同', differs: '不同', onlyLeft: '仅左侧有', onlyRight: '仅右侧有', pairs: (n, m) => `${n} 条对应，其中 ${m} 条文字相同`, left: '左侧', right: '右侧', common: '共同的关系', noArticles: '两件没有可以对应的条文', aligned: '按文字相近对应',
      mode: '画什么', near: '邻近文件', wholeGraph: '整图', chain: '承继链', tree: '落实树', hops: '几步之内', color: '颜色', colorLevel: '层级', colorMaker: '机关', colorState: '效力', arrange: '横向', arrangeTime: '时间', arrangeLayer: '派生层次', saveSvg: '存为 SVG', savePng: '存为 PNG', table: '同一选择的表', drawn: (n, m) => `${n} 件文件，${m} 条关系`, drawHelp: '拖动平移，滚轮或 + − 缩放，点选文件，双击打开；下方的表列出同样的内容', fit: '全部可见', zoomIn: '放大', zoomOut: '缩小', undated: '日期不详', relations: '关系种类', degree: '关系数', from_: '从', to_: '到', center: '中心', aroundWhich: '以哪件为中心', selected: '已选', others: '其他', more_: '再多一步',
      question: '问题', own: '自写 SPARQL', run: '运行', running: '查询中…', asTable: '表', asGraph: '图', csv: '下载 CSV', turtle: '下载 Turtle', rows: (n) => `${n} 行`, firstRows: (n) => `只列前 ${n} 行`, yes: '是', no: '否', failed: '没有答复', failedAt: (line, column) => `第 ${line} 行第 ${column} 字`, unexpected: (word) => `这里不应有“${word}”`, restUnknown: '其余条款是否有效，文集没有载明', openEnd: '另有日期不详的变动', examples: '例子', needed: '需要填写', showSparql: '查看 SPARQL', fewNodes: '答案里没有可画的节点', complete: '候选', queryHelp: 'Ctrl+Enter 运行；输入前缀和冒号后按 ↓ 选词', asked: '所问文件', statements: '图中的陈述', usedBy: '被何处用到', noAnswer: '答案为空', thing: '事物',
      notFound: '没有这个文件', notFoundHelp: '这个地址指的文件不在本图中。可以从总览或查找开始。', keyboard: '键盘：/ 查找，g 然后 o 总览、l 文件、p 图，Esc 关闭', footer: (about) => `${about}`, filters: '筛选条件', remove: '去掉', matching: (n) => `符合条件 ${n} 件`, year_: (y) => `${y} 年`, months: '个月', ofWhich: '其中', skipMap: '跳过图', show: '显示', only: '只看收录的', sources: '来源', count: '件数', legendOver: '删除线：所选日期已失效',
      allDocuments: '全部文件', inForceOnly: '有效', overOnly: '已失效', nth: (n) => `第 ${n} 次`, statusOf: '效力', unstated: '未写明', period: '期间', event: '事件', act: '文件', makersOf: (name, n) => `${name}等 ${n} 家`, sameSentence: (n) => `同一句 ${n} 处`, aboutYear: (year) => `约 ${year} 年`, amendment: (n) => (n ? `第 ${n} 次修正` : '修正'), treeHelp: '每件只挂在最近的一件上位文件之下',
    },
    en: {
      name: 'Zhengtu', overview: 'Overview', list: 'Documents', picture: 'Drawing', ask: 'Query', language: '中文', main: 'Content', skip: 'Skip to content', close: 'Close', loading: 'Loading…',
      search: 'Title, number, maker, short name or pinyin initials', searching: 'Find a document', found: (n) => `${n} found`, nothing: 'Nothing found', similar: 'Similar', press: 'Enter opens',
      day: 'Day', noDay: 'no day chosen', today: 'Today', clear: 'Clear', onDay: (day) => `Status on ${day}`, asFar: (day) => (day ? `as far as the collection tells (latest document ${day})` : 'as far as the collection tells'),
      documents: (n) => `${n} documents`, documentsHead: 'Documents', printed: 'In the collection', mentioned: 'Only mentioned', inCollection: (n, m) => `${n} in the collection, ${m} more mentioned`, links: (n) => `${n} links`, places: (n) => `${n} places in texts`,
      byLevel: 'By level', byYear: 'By year', byMaker: 'By maker', byState: 'By status', lapsing: 'About to lapse', lapsingNone: 'Nothing lapses within a year', shaky: 'Resting on what is over', shakyNone: 'No document in force was found to rest on one that is over', recent: 'Last read', recentNone: 'Nothing opened yet',
      level: 'Level', year: 'Year', maker: 'Maker', state: 'Status', title: 'Title', number: 'Number', date: 'Date', relation: 'Relation', other: 'Other document', where: 'Where', unknownLevel: 'Level not told', unknownYear: 'Year not told', unknownMaker: 'Maker not told', unknown: 'not told', more: (n) => `${n} more`, all: 'All', fewer: 'Fewer',
      lasts: (day) => `until ${day}`, restsOn: (title, state) => `rests on 《${title}》, ${state}`, stub: 'Only mentioned: its text is not in the collection', kind: 'Type', issued: 'Dated', effective: 'In force from', expires: 'Expires', issuers: 'Issued by', names: 'Also called', under: 'Issued under', places_: 'Printed', address: 'Permanent address',
      since: (day) => `since ${day}`, until: (day) => `until ${day}`, by: 'By', proof: 'The words that prove it', law: 'Rule applied', noProof: 'No words in the collection say so directly', spells: 'Status over time', from: 'From', before: 'before', begin: 'at first',
      upper: 'What it rests on', lower: 'What rests on it', noUpper: 'No basis is told', noLower: 'Nothing rests on it', direct: 'direct', indirect: (n) => `${n} indirect`, showIndirect: 'with indirect', self: 'This document',
      lane: 'Through time', laneNone: 'Nothing is told of its changes', notHeld: 'text not held', aside: 'Attachments and explanations', attachments: 'Attachments', explanations: 'Explanations', carriers: 'Issued together', versions: 'Versions', lines: 'Relations', outgoing: 'What it says of others', incoming: 'What others say of it', filter: 'Filter', filterLines: 'Filter by title, number or words', sort: 'Sort', group: 'Group', byRelation: 'By relation', byTitle: 'By title', byDate: 'By date', newest: 'Newest first', oldest: 'Oldest first', times: (n) => `${n} times`, line: (n) => `line ${n}`, read: 'Read in the text', whole: 'the whole', provisions: 'Provisions', words: 'Words', sentence: 'Sentence', noLines: 'No relations', expand: 'Show all words', collapse: 'Hide words',
      openText: 'Read the text', openPicture: 'Draw its relations', openBeside: 'Compare side by side', print: 'Print', copy: 'Copy link', copied: 'Copied', ends: 'ended', edited: 'changed',
      textNone: 'This page carries no texts. Export with zhengtu export --format html --with texts, or serve with zhengtu serve --texts FOLDER, to read them here.', textMissing: (path) => `The text ${path} is not among the files given, or is not the one the graph was built from.`, textStub: 'The collection does not hold the text of this document; others only mention it.', outline: 'Outline', noOutline: 'No articles', reference: 'Reference', goesTo: 'leads to', over: 'over on the day chosen', allMarks: 'References in the text', markHelp: 'Click or press Enter to open the document', back: 'Back to the document', file: 'File', original: 'original', legend: 'Legend',
      beside: 'Side by side', chooseOther: 'Choose the other', swap: 'Swap sides', articles: 'Article by article', texts: 'Whole texts', facts: 'Facts', same: 'same', differs: 'differs', onlyLeft: 'left only', onlyRight: 'right only', pairs: (n, m) => `${n} articles match, ${m} word for word`, left: 'Left', right: 'Right', common: 'Relations in common', noArticles: 'There are no articles to match', aligned: 'matched by likeness of words',
      mode: 'Show', near: 'Neighbourhood', wholeGraph: 'Everything', chain: 'Supersession chain', tree: 'Implementation tree', hops: 'Steps', color: 'Colour', colorLevel: 'level', colorMaker: 'maker', colorState: 'status', arrange: 'Across', arrangeTime: 'time', arrangeLayer: 'layer of derivation', saveSvg: 'Save as SVG', savePng: 'Save as PNG', table: 'The same as a table', drawn: (n, m) => `${n} documents, ${m} links`, drawHelp: 'Drag to move, wheel or + − to zoom, click to choose, double-click to open; the table below lists the same', fit: 'Fit', zoomIn: 'Zoom in', zoomOut: 'Zoom out', undated: 'No date', relations: 'Relations', degree: 'Links', from_: 'From', to_: 'To', center: 'Centre', aroundWhich: 'Around which document', selected: 'Chosen', others: 'Others', more_: 'One step more',
      question: 'Question', own: 'Your own SPARQL', run: 'Run', running: 'Asking…', asTable: 'Table', asGraph: 'Graph', csv: 'Download CSV', turtle: 'Download Turtle', rows: (n) => `${n} rows`, firstRows: (n) => `the first ${n} are listed`, yes: 'true', no: 'false', failed: 'No answer', failedAt: (line, column) => `line ${line}, column ${column}`, unexpected: (word) => `“${word}” is not expected here`, restUnknown: 'whether the rest is in force is not told', openEnd: 'there are changes on days that are not told', examples: 'Examples', needed: 'Needed', showSparql: 'Show SPARQL', fewNodes: 'Nothing in the answer can be drawn', complete: 'Completions', queryHelp: 'Ctrl+Enter runs; after a prefix and colon press ↓ to choose a term', asked: 'asked', statements: 'Statements', usedBy: 'Used by', noAnswer: 'The answer is empty', thing: 'Thing',
      notFound: 'No such document', notFoundHelp: 'The document of this address is not in this graph. Start from the overview or the search.', keyboard: 'Keys: / finds, g then o overview, l documents, p drawing, Esc closes', footer: (about) => `${about}`, filters: 'Filters', remove: 'Remove', matching: (n) => `${n} match`, year_: (y) => `${y}`, months: 'months', ofWhich: 'of which', skipMap: 'Skip the drawing', show: 'Show', only: 'Only what the collection holds', sources: 'Sources', count: 'Count', legendOver: 'Struck through: over on the day chosen',
      allDocuments: 'All documents', inForceOnly: 'in force', overOnly: 'over', nth: (n) => `no. ${n}`, statusOf: 'Status', unstated: 'not stated', period: 'Period', event: 'Event', act: 'Document', makersOf: (name, n) => `${name} and ${n - 1} more`, sameSentence: (n) => `${n} places in one sentence`, aboutYear: (year) => `about ${year}`, amendment: (n) => (n ? `amendment ${n}` : 'amended'), treeHelp: 'Each hangs on the nearest document it rests on only',
    },
  };
  // What a relation is called when a document says it, and when it is said of a document.
  const RELATION = {
    based_on: [['依据', '是其依据'], ['based on', 'basis of']], implements: [['贯彻', '由其贯彻'], ['implements', 'implemented by']], detailedRulesFor: [['细则', '由其细化'], ['detailed rules for', 'detailed by']],
    amends: [['修改', '被修改'], ['amends', 'amended by']], corrects: [['更正', '被更正'], ['corrects', 'corrected by']], repeals: [['废止', '被废止'], ['repeals', 'repealed by']], repealsPartOf: [['部分废止', '被部分废止'], ['repeals part of', 'repealed in part by']],
    replaces: [['取代', '被取代'], ['replaces', 'replaced by']], invalidates: [['宣布失效', '被宣布失效'], ['declares lapsed', 'declared lapsed by']], promulgates: [['公布', '由其公布'], ['promulgates', 'promulgated by']], is_annex_of: [['附于', '附件'], ['annex of', 'annexes']],
    explains: [['解读', '解读文件'], ['explains', 'explained by']], interprets: [['解释', '被解释'], ['interprets', 'interpreted by']], suspends: [['暂停', '被暂停'], ['suspends', 'suspended by']], extends: [['延期', '被延期'], ['extends', 'extended by']], cites: [['引用', '被引用'], ['cites', 'cited by']],
  };
  const BASIS = {
    stated: ['原文写明', 'stated'], 'not stated, day the acting document comes into force': ['未写明，取施加文件的施行日', 'not stated: day the acting document comes into force'], 'in force on publication, day of the document': ['公布之日施行', 'in force on publication'],
    'not stated, day of the document': ['未写明，取文件日期', 'not stated: day of the document'], 'not stated, day of what it was issued with': ['未写明，取公布文件日期', 'not stated: day of what it was issued with'], 'day of its approval or publication': ['批准或公布之日', 'day of its approval or publication'],
    'day of the decision, entry into force not told': ['决定之日，施行日未写明', 'day of the decision, entry into force not told'], unknown: ['不详', 'unknown'],
  };
  const QUESTION = {
    agencies: '各机关的发文', amendments: '条款的历次改动', expiring: '何时到期', explained: '有哪些解读', facts: '文件的要点及出处', foundations: '一层层的上位依据', history: '文件的沿革', impact: '影响到哪些文件', 'in-force-on': '某日有效的文件', 'inherited-documents': '机构改革后由谁承接', 'issued-by': '某机关发布的文件', 'joint-issuers': '哪些机关常联合发文',
    'most-wanted': '最常被提及而未收录的文件', 'printed-twice': '刊印多次的文件', 'rests-on': '哪些文件以它为依据', 'rests-on-repealed': '依据已废止的有效文件', 'stale-references': '引用了失效文件的地方', unresolved: '没有确定指向的引用', 'what-is-left': '修改废止后还剩什么', 'what-replaced': '被什么取代', 'where-it-says-so': '原文在哪里这样说',
  };
  const PARAMETER = { doc: '文件', document: '文件', act: '文件', docTarget: '所说的文件', provision: '条款', date: '日期', dateFrom: '自', dateTo: '至', agency: '机关', name: '名称', limit: '最多几行', from: '自', to: '至', months: '几个月内', relation: '关系', property: '属性' };
  const EVENT = {
    adopted: ['通过', 'adopted'], amended: ['修正', 'amended'], revised: ['修订', 'revised'], published: ['公布', 'published'], approved: ['批准', 'approved'], repealed: ['废止', 'repealed'],
  };
  const ROLE = { act: ['发布的文件', 'act'], attachment: ['附件', 'attachment'], interpretation: ['解读', 'interpretation'], frontmatter: ['卷首', 'front matter'] };
  let lang = 'zh';
  const pick = (pair) => (pair ? pair[lang === 'zh' ? 0 : 1] : '');
  return {
    get lang() { return lang; },
    set lang(value) { lang = value === 'en' ? 'en' : 'zh'; },
    has: (key) => key in TEXT.zh,
    t(key, ...values) {
      const word = TEXT[lang][key];
      return typeof word === 'function' ? word(...values) : word;
    },
    isRelation: (name) => name in RELATION,
    relation: (name, isOut) => (RELATION[name] ? pick(RELATION[name])[isOut ? 0 : 1] : name),
    /** How the day a status began is known; nothing for words that tell no such thing. */
    basis: (name) => (BASIS[name] ? pick(BASIS[name]) : undefined),
    question: (name) => (lang === 'zh' ? QUESTION[name] : undefined) ?? name.replaceAll('-', ' '),
    parameter: (name) => (lang === 'zh' ? PARAMETER[name] ?? PARAMETER[name.replace(/\d+$/u, '')] : undefined) ?? name,
    role: (name) => pick(ROLE[name]),
    event: (name) => (EVENT[name] ? pick(EVENT[name]) : name ?? ''),
    pick,
  };
})();
