import { endingPages } from './ending-pages'
import { cadrePages, stillPages, villagerPages } from './every-page'
import { me } from './fixtures/account'
import { held } from './fixtures/cadre'
import { cadreDesk, DraftDesk } from './fixtures/draft-desk'
import { oldAnswers } from './fixtures/old-notices'
import { newcomer, now, region, sessionOf, township, user } from './fixtures/people'
import { type Answered, type Asked, fixtures } from './fixtures/server'
import { officePages } from './office-pages'

type Respond = (asked: Asked) => Answered | 'offline'

export interface ReaderPage {
  path: string
  /** Words that only its content has. */
  words: string
  /** Where it is come from by a tap, for a page that has no address before. */
  from?: { path: string; tap: string }
  /** What is asked of the demo's service before it is opened, once. */
  first?: string
  /** What the phone keeps; on the demo: who is signed in, nobody for a visitor. */
  phone: { storage: Record<string, unknown>; respond: () => Respond } | { persona: string | null }
}

const inVillage = { 'hutang.region': region.code }
const asVillager = { ...inVillage, 'hutang.session': sessionOf(user) }
const village = fixtures({ 'GET /api/screens/me': me })
const by = (storage: Record<string, unknown>, respond: () => Respond) => ({
  phone: { storage, respond },
})

const officer = {
  ...{ ...user, name: '顾文彬', verified: false, residence: null },
  roles: [{ role: 'township-officer' as const, roleText: '镇经办', region: township }],
}
const unkept = {
  ...{ id: 'w1', what: 'question', whatText: '意见和投诉', title: '内容', region, at: now, within: null },
  ...{ text: '路灯坏了三个月没人管', why: '有骂人的话', todo: '请打电话说一声，该答复的照样答复。' },
}
const wordChecks = fixtures({
  [`GET /api/regions/${township.code}/word-checks`]: {
    ...{ region: township, waiting: 1 },
    words: [unkept, { ...unkept, id: 'w2', text: '代办贷款，当天放款', why: '像是广告' }],
  },
})
const notSetUp = fixtures({
  'GET /api/setup': { today: '2026-11-20' },
})

function withOld(asked: Asked): Answered | 'offline' {
  const [plain = ''] = asked.path.split('?')
  const own = oldAnswers[`${asked.method} ${asked.path}`] ?? oldAnswers[`${asked.method} ${plain}`]
  return own ? { status: 200, body: own } : cadreDesk(village)(asked)
}

const office = `region=${township.code}`

/** A tab of the books is another answer of the service: those are read on the demo. */
const onFixture = ([path]: [string, string]) => !path.startsWith('reading/ledger')

const onFixtures: ReaderPage[] = [
  ...[...villagerPages, ...stillPages].filter(onFixture).map(([path, words]) => ({
    ...{ path, words },
    ...by(asVillager, () => village),
  })),
  ...cadrePages.map(([path, words]) => ({ path, words, ...by(held, () => cadreDesk(village)) })),
  ...endingPages.map(({ path, words, answers, draft }) => {
    const work = draft && structuredClone(draft.work)
    return {
      ...{ path, words },
      ...by(path.startsWith('cadre') ? held : asVillager, () => {
        const given = fixtures(answers)
        // What a tap has done is not to be seen by the next one.
        const desk = work && new DraftDesk(structuredClone(work))
        return (asked) => {
          const answer = given(asked)
          return desk && answer.status === 404 ? desk.respond(asked) : answer
        }
      }),
    }
  }),
  ...officePages.map(({ path, words, desk }) => ({ path, words, ...by(held, () => desk().respond) })),
  { path: 'cadre/old/index', words: '可以补录 12 条', ...by(held, () => withOld) },
  { path: 'cadre/checkup/index', words: '2025年建房审批结果', ...by(held, () => withOld) },
  {
    ...{ path: 'cadre/edit/index?id=w1', words: '要公开的内容' },
    ...by(held, () => (asked) => {
      const answer = new DraftDesk().respond(asked)
      return answer !== 'offline' && answer.status === 404 ? village(asked) : answer
    }),
  },
  {
    ...{ path: `office/word-checks/index?${office}`, words: '条微信没放行' },
    ...by({ 'hutang.region': township.code, 'hutang.session': sessionOf(officer) }, () => wordChecks),
  },
  { path: 'office/setup/index', words: '启用码', ...by({}, () => notSetUp) },
  {
    ...{ path: 'account/verify/index', words: '您是哪一户的' },
    ...by({ ...inVillage, 'hutang.session': sessionOf(newcomer) }, () => fixtures()),
  },
  ...[
    ['pages/nowhere/index', '链接不完整'],
    ['account/inbox/index', '请先登录'],
    ['reading/search/index', '可以这样搜'],
  ].map(([path = '', words = '']) => ({ path, words, ...by(inVillage, () => fixtures()) })),
  { path: 'pages/home/index', words: '请先选一个村', ...by({}, () => fixtures()) },
]

/** On the demo's own village: its policies, payments, appeals, posts and enterprises. */
const onDemo: ReaderPage[] = (
  [
    ['pages/home/index', null, '最新公开'],
    ['pages/home/index', 'villager', '最新公开'],
    ['pages/catalogue/index', null, '应公开未公开'],
    ['pages/item/index?no=31', 'villager', '公开要求'],
    ['pages/item/index?no=16', 'elder', '有难处，写诉求'],
    ['pages/policies/index', null, '您的企业能享受哪些政策'],
    ['pages/policies/index', 'enterprise-owner', '项可能符合'],
    ['pages/me/index', 'elder', '户号'],
    ['pages/me/index', 'clerk', '我的工作台'],
    ['pages/me/index', 'operator', '岗位和换届'],
    ['cadre/desk/index?region=310116109', 'township-officer', '家企业等核实'],
    ['policies/list/index', null, '项政策'],
    ['policies/ask/index', null, '登记的是哪一种'],
    ['policies/package/index?id=demo-vegetable-cooperative', 'enterprise-owner', '可能符合'],
    ['policies/policy/index?id=facility-field', null, '谁能享受'],
    [
      'policies/policy/index?id=facility-field&enterprise=demo-vegetable-cooperative',
      'enterprise-owner',
      '符合吗',
    ],
    ['policies/profile/index?id=demo-vegetable-cooperative', 'enterprise-owner', '在哪里经营'],
    ['policies/profile/index?id=demo-vegetable-cooperative&step=size', 'enterprise-owner', '营业收入'],
    ['policies/profile/index?id=demo-vegetable-cooperative&step=facts', 'enterprise-owner', '填了'],
    ['policies/profile/index?id=demo-vegetable-cooperative&step=qualifications', 'enterprise-owner', '资质'],
    ['policies/profile/index?id=demo-vegetable-cooperative&step=wishes', 'enterprise-owner', '帮助'],
    ['policies/profile/index?id=demo-vegetable-cooperative&step=received', 'enterprise-owner', '已享受'],
    ['policies/firms/index', 'enterprise-owner', '您是负责人'],
    ['policies/household/index', null, '补贴'],
    ['policies/appeal/index?policy=farm-machine', 'enterprise-owner', '替谁提'],
    ['policies/appeals/index', 'enterprise-owner', '镇经办在办'],
    [`policy-office/desk/index?${office}`, 'township-officer', '公开着的'],
    ['policy-office/policy/index?id=grain-scale', 'township-officer', '规模种粮'],
    [`policy-office/appeals/index?${office}`, 'township-officer', '办得怎么样'],
    [`policy-office/payments/index?${office}`, 'township-officer', '导入兑现表'],
    ['office/posts/index?region=310116109213', 'operator', '给一个岗位'],
    ['office/turnover/index?region=310116', 'operator', '从哪天起换'],
    ['office/invites/index?region=310116', 'operator', '登录单'],
    [`office/enterprises/index?${office}`, 'township-officer', '说这是他的企业'],
    ['account/invite/index', null, '登录单上的码'],
    ['account/ways/index', 'villager', '撤回同意'],
    ['account/leave/index', 'villager', '会留下'],
    ['account/phone/index', 'villager', '换成这部手机的号码'],
    ['reading/check/index', null, '码'],
    ['reading/ledger/index?kind=finance', 'villager', '结余'],
  ] as const
).map(([path, persona, words]) => ({ path, words, phone: { persona } }))

/** A draft has no address before somebody begins it. */
const begun: ReaderPage = {
  ...{ path: 'policy-office/edit/index', words: '把原文贴进来' },
  from: { path: `policy-office/desk/index?${office}`, tap: '写一条政策' },
  phone: { persona: 'township-officer' },
}

/** A correction begins with all that the policy holds: conditions, amount, window, materials, explanation. */
const full: ReaderPage = {
  ...{ path: 'policy-office/edit/index?id=model-farm', words: '还没有写更正说明' },
  first: '/api/policies/model-farm/correct',
  phone: { persona: 'township-officer' },
}

export const readerPages: readonly ReaderPage[] = [...onFixtures, ...onDemo, begun, full]

/** Routes that nobody fills here, each with its reason. */
export const unread: Record<string, string> = {}
