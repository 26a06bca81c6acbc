// What the columns and values of the server's answers are called in Chinese; in English they keep the names of the questions.
const Terms = (() => {
  const COLUMN = {
    act: '文件', after: '改后文字', agency: '机关', basis: '依据', basisTitle: '依据标题', becomes: '改后条款', before: '原文字', by: '作出者', byTitle: '作出者标题', candidate: '可能所指', change: '改动', count: '件数', dated: '成文日期', day: '日期', directly: '直接', direction: '关系', document: '文件', documents: '文件数', earliest: '最早', end: '止于字', endedFrom: '终止于', event: '事件', explanation: '解读', explanationTitle: '解读标题', extendedUntil: '延期至',
    fact: '要点', file: '来源', first: '排名第一', firstLeads: '前者居首', firstLine: '首行', from: '自', how: '关系', inCollection: '已收录', inForceFrom: '施行于', issuer: '原机关', last: '有效期至', lastLine: '末行', latest: '最晚', level: '层级', line: '行', mentions: '提及次数', name: '名称', number: '文号', object: '客体', ordinal: '第几次', other: '另一件', path: '来源', predicate: '谓词', printedNumber: '所写文号', printedTitle: '所写标题', property: '属性', provision: '条款', quote: '原文', rule: '规则',
    second: '另一机关', secondLeads: '后者居首', signed: '签署于', since: '施行日期', start: '起于字', startIs: '施行日依据', subject: '主体', target: '所引文件', times: '次数', title: '标题', together: '联合发文数', until: '至', value: '内容', what: '所涉', when: '时间', why: '原因', with: '联合机关数', year: '年份',
  };
  const BODY = { 'party-central': '党中央机构', npc: '人大机构', 'state-council': '国务院机构', ministry: '国务院部委', 'directly-under': '国务院直属机构', office: '国务院办事机构', institution: '国务院直属事业单位', bureau: '部委管理的国家局', court: '法院', procuratorate: '检察院', 'mass-organisation': '群众团体', bank: '银行', company: '企业', historical: '已撤销机构' };
  const VALUE = {
    true: '是', false: '否', 'all of it': '整件', 'part, not said which': '部分，未写明条款', 'several documents fit': '有几件相符', 'nothing fits': '没有相符的文件',
    adopted: '通过', signed: '签署', published: '公布', approved: '批准', 'enters into force': '施行', in_force: '施行', 'last day by its own words': '自定的有效期届满', amended: '修改', revised: '修订', repealed: '废止', 'repealed in part': '部分废止', replaced: '取代', 'declared lapsed': '宣布失效', suspended: '暂停', extended: '延期', interpreted: '解释', explained: '解读', corrected: '更正',
    'replaced by': '被取代', 'repealed by': '被废止', replacement: '修改', insertion: '增加', deletion: '删去', substitution: '替换文字', renumbering: '改变序号',
  };
  const PROPERTY = { title: '标题', alternative: '又称', number: '文号', promulgatedUnder: '公布文号', passed_by: '发文机关', addressedTo: '主送机关', jurisdiction: '适用地域', date_document: '成文日期', dateAdopted: '通过日期', dateSigned: '签署日期', datePublished: '公布日期', first_date_entry_in_force: '施行日期', effectiveOnPublication: '公布之日施行', effectiveOnEvent: '某事发生之日施行', statedExpiry: '有效期至', statedExpiryText: '有效期', type_document: '文种', authorityLevel: '层级', refers_to: '提及' };
  // Columns that say again what a link beside them is called.
  const NAMES_OF = { title: ['document', 'basis', 'other'], byTitle: ['by'], basisTitle: ['basis'], explanationTitle: ['explanation'], name: ['agency'] };
  // How a place was found is for those who keep the rules, not for those who read the answer.
  const ASIDE = ['rule', 'start', 'end'];

  const isZh = () => Words.lang === 'zh';
  const local = (iri) => iri.replace(/^.*[/#]/u, '');

  return {
    column: (name) => (isZh() ? COLUMN[name] : undefined) ?? name,
    value: (column, text) => (isZh() ? (column === 'level' ? BODY[text] : undefined) ?? VALUE[text] ?? Words.basis(text) : undefined) ?? text,
    /** A property or relation of the vocabulary, as a reader of Chinese calls it. */
    property: (iri) => (isZh() ? (Words.isRelation(local(iri)) ? Words.relation(local(iri), true) : PROPERTY[local(iri)]) : undefined) ?? null,
    /** The column of links that a column of titles stands beside, if it does. */
    namedBy: (name, head) => (NAMES_OF[name] ?? []).find((it) => head.includes(it)) ?? null,
    isAside: (name) => ASIDE.includes(name),
  };
})();
