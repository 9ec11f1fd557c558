import {
  type AuditKind,
  administers,
  contract,
  countsRegister,
  demoRoutes,
  endings,
  hasPart,
  keepsRegister,
  type Level,
  type Part,
  type RoleName,
  type Route,
  roleNames,
  rolesOfLevel,
  roleText,
  stateText,
  transitions,
  type Viewer,
  worksFor,
} from '@hutang/shared'
import { type Act, acts, sentenceOf } from '../features/audit'
import { table } from './filing-markdown'

const groups: Record<string, string> = {
  appeals: '诉求',
  audit: '操作记录',
  board: '张榜',
  catalogue: '公开目录',
  endings: '撤回、遮住、撤下、泄露报告',
  enterprises: '企业：档案、谁代表、全区名录',
  live: '新公开提醒',
  me: '我的',
  notices: '公开信息',
  'old-notices': '补录老公示、体检',
  operator: '运维',
  outputs: '群卡片、大喇叭、一户一单',
  policies: '政策',
  'policy-work': '政策的起草、审查、签发',
  packages: '政策包：哪些政策适合一家企业',
  payments: '政策兑现：申报、核准、到账',
  posts: '岗位和换届',
  push: '告知：发布前后看得到的数目和缘由',
  questions: '意见和投诉',
  regions: '村镇',
  register: '户籍册',
  scenes: '纸上的小程序码打开哪一页',
  screens: '页面',
  ledgers: '台账',
  sessions: '登录',
  setup: '启用和登录单',
  sms: '短信回执',
  system: '运行',
  verification: '村民认证',
  visits: '入户名单',
  wechat: '微信',
  words: '内容检查',
  workflow: '起草、审核、发布',
}

const callers: Record<Route['auth'], string> = {
  none: '任何人，不用登录',
  optional: '任何人；登录后按身份多看',
  required: '登录的人，限本人的或本人看得见的',
  operator: '运维（OPERATIONS_TOKEN）',
}

const callerOf = ({ auth, errors }: Route): string =>
  auth === 'required' && errors.includes(403) ? '登录的人，并有相应的岗位或身份' : callers[auth]

/** 接口和谁能调用: from the contract, which validates every request. */
export function routesText(): string {
  const real = Object.entries<Route>(contract).filter(([key]) => !(key in demoRoutes))
  const sections = Object.entries(groups).flatMap(([tag, title]) => {
    const rows = real
      .filter(([, route]) => route.tag === tag)
      .map(([key, route]) => [`\`${key}\``, callerOf(route), route.summary])
    return rows.length === 0 ? [] : [`## ${title}`, table(['接口', '谁能调用', '做什么（照接口定义）'], rows)]
  })
  return [
    '# 接口和权限',
    `正式服务一共 ${real.length} 个接口。演示用的接口在正式服务里不存在。`,
    ...sections,
  ].join('\n\n')
}

const codes: Record<Level, string> = { county: '310116', township: '310116109', village: '310116109205' }
const levelText: Record<Level, string> = { county: '县', township: '镇', village: '村' }
const parts: Record<Part, string> = { write: '起草', review: '审核', publish: '发布' }
const levelsOf = (role: RoleName): Level[] =>
  (Object.keys(codes) as Level[]).filter((level) => rolesOfLevel[level].includes(role))

/** What the access rules answer for somebody who has this one post. */
function rightsOf(role: RoleName, level: Level): string[] {
  const here = codes[level]
  const viewer: Viewer = { account: null, person: null, residences: [], roles: [{ role, region: here }] }
  const reach = (may: (viewer: Viewer, region: string) => boolean): string => {
    const levels = (Object.keys(codes) as Level[]).filter((one) => may(viewer, codes[one]))
    return levels.map((one) => levelText[one]).join('、') || '—'
  }
  const played = (Object.keys(parts) as Part[]).filter((part) => hasPart(viewer.roles, here, part))
  return [
    played.map((part) => parts[part]).join('、') || '—',
    reach(worksFor),
    reach(keepsRegister),
    reach(countsRegister),
    reach(administers),
  ]
}

/** 岗位和分工: computed with the rules that every request goes through. */
export function rolesText(): string {
  const rows = roleNames.flatMap((role) =>
    levelsOf(role).map((level) => [`${levelText[level]} · ${roleText[role]}`, ...rightsOf(role, level)]),
  )
  const steps = transitions.map(({ name, from, to, part, notAuthor, authorOnly }) => [
    name,
    from.map((state) => stateText[state]).join('、'),
    to === 'gone' ? '删除' : stateText[to],
    parts[part],
    notAuthor ? '写过这一版的人不能办' : authorOnly ? '限写的人或接手的人' : '',
  ])
  const ends = endings.map(({ name, part, secondPerson, reason }) => [
    name,
    part === 'publisher' ? '发布的人，或上级镇' : '审核、发布的人，或上级镇',
    secondPerson ? '要由另一个人确认' : '一个人',
    reason === 'needed' ? '必须写原因' : '可以写原因',
  ])
  return [
    '# 岗位和分工',
    '岗位有起止日期，由本级或上级管理员给和收；收回后一秒内失效。上级管理员不能因此起草、审核或发布。',
    table(['岗位', '分工（限本级）', '看得到内部内容', '管户籍册', '看户籍册人数', '管岗位和办公室'], rows),
    `${roleText.operator}：只在机器上用命令给，不能在页面上给；看全部操作记录，不写、不审、不发布。`,
    '## 一版公开的每一步',
    table(['步骤', '从', '到', '谁', '限制'], steps),
    '## 公开以后',
    table(['步骤', '谁', '几个人', '原因'], ends),
  ].join('\n\n')
}

const kinds: Record<AuditKind, string> = {
  signIn: '登录',
  role: '岗位',
  verification: '认证',
  register: '户籍册',
  notice: '公开',
  operation: '数据',
  setting: '设置',
}

/** 操作记录: every act that is recorded. */
export function auditText(): string {
  const rows = (Object.keys(acts) as Act[]).map((act) => [
    kinds[acts[act]],
    sentenceOf({ act, detail: null, times: 1 }),
    `\`${act}\``,
  ])
  return [
    '# 操作记录',
    '只记编号，不记内容和姓名；保存两年，到期自动删除；页面上不能改、不能删。',
    table(['类别', '记什么', '代号'], rows),
  ].join('\n\n')
}
