import type { RoleName } from '@hutang/shared'
import { seedDemo } from '../../../server/src/demo/seed'
import { type TestApp, type TestDeps, testApp } from '../app'
import { tokenOf } from '../tokens'
import { type OldThings, oldNoticesOf } from './old-notices'
import { pictureOf } from './picture'
import { policyOf } from './policy'
import { proxyIn } from './proxy'
import { sceneOf } from './scene'
import { wallReportOf } from './wall'
import { foundWordsOf } from './words'

/** The village whose things are asked for, filled by the demo. */
export const theirs = '310116109213'
/** The village next to it, whose people ask. */
export const ours = '310116109222'
/** The township next to theirs. */
export const townshipBeside = '310116110'
const above = '310116109'

const posts: Record<string, [RoleName, string][]> = {
  clerk: [['clerk', ours]],
  supervisor: [['supervisor', ours]],
  publisher: [['publisher', ours]],
  administrator: [['administrator', ours]],
  villager: [],
  stranger: [],
  'office of the township beside': [
    ['township-officer', townshipBeside],
    ['township-reviewer', townshipBeside],
    ['township-publisher', townshipBeside],
    ['administrator', townshipBeside],
  ],
  'officer above': [['township-officer', above]],
}

export interface Tenants {
  t: TestApp
  /** By what they are; `officer above` is the only one who has anything to do with `theirs`. */
  tokens: Record<string, string>
}

/** The demo village with everything in it, and people who have nothing to do with it. */
export async function tenants(): Promise<Tenants> {
  const t = await testApp()
  const { models } = t.deps
  await seedDemo(t.deps)
  await t.app.ready()
  const office = { name: '朱泾镇人民政府', phone: '021-5555 0199', address: '示例路 1 号', hours: '工作日' }
  await models.Region.create({
    _id: townshipBeside,
    name: '朱泾镇',
    level: 'township',
    parent: '310116',
    office,
  })
  await models.Household.create({
    _id: `${ours}:HY-99-001`,
    region: ours,
    code: 'HY-99-001',
    group: 99,
    groupName: '99组',
    head: '荷甲',
  })
  const tokens: Record<string, string> = {}
  for (const [who, roles] of Object.entries(posts)) tokens[who] = await person(t, who, roles)
  return { t, tokens }
}

async function person(t: TestApp, who: string, roles: [RoleName, string][]): Promise<string> {
  const { models } = t.deps
  const id = `ours-${who.replaceAll(' ', '-')}`
  const now = t.clock.now()
  const lives = who === 'villager'
  await models.Person.create({
    _id: id,
    name: `我方${who}`,
    residence: lives
      ? { region: ours, household: `${ours}:HY-99-001`, member: true, state: 'living', endedAt: null }
      : null,
  })
  await models.Account.create({
    _id: `account-${id}`,
    openid: `openid-${id}`,
    person: id,
    own: id,
    name: who,
    verifiedAt: lives ? now : null,
    createdAt: now,
    seenAt: now,
  })
  for (const [role, region] of roles) {
    const since = new Date(now.getTime() - 86_400_000)
    await models.Role.create({ _id: `${id}:${region}:${role}`, person: id, region, role, since })
  }
  return tokenOf(t, id)
}

/** Things of their village, each kind in every state in which it can be found, by what a route calls it. */
export interface Things extends OldThings {
  notices: Record<string, { id: string; revision: number; contentHash: string }>
  household: string
  householdCode: string
  resident: string
  claim: string
  question: string
  report: string
  picture: string
  session: string
  subscription: string
  proxy: string
  /** Of the register, staged. */
  import: string
  county: string
  post: string
  /** A draft of the township above. */
  policy: string
  turnover: string
  visit: string
  wallReport: string
  foundWords: string
  /** Asked for by one of their village, with a draft. */
  enterprise: string
  enterpriseLink: string
  /** Written by one of their village, to the township. */
  appeal: string
  /** On the paper of a notice. */
  scene: string
}

export async function thingsOf(t: TestApp): Promise<Things> {
  const { models } = t.deps
  const notices: Things['notices'] = {}
  const found = await models.Edition.find({ region: theirs }).lean()
  for (const { notice, state, item, revision, contentHash } of found) {
    const name = state === 'published' ? `published, item ${item}` : state
    const kept = [
      'published, item 31',
      'published, item 16',
      'published, item 41',
      'draft',
      'submitted',
      'approved',
    ]
    if (kept.includes(name))
      notices[name] ??= { id: notice, revision: revision ?? 1, contentHash: contentHash ?? '' }
  }
  const [resident] = await models.Person.find({ 'residence.region': theirs, 'residence.state': 'living' })
    .limit(1)
    .lean()
  const published = notices['published, item 31']
  if (!resident?.residence || !published) throw new Error('the demo village has nobody, or no notice')
  const household = await models.Household.findById(resident.residence.household).lean()
  await models.Claim.create(claimOf(t.deps, resident.residence.household))
  const question = await models.Question.findOne({ region: theirs }).lean()
  const villager = await t.ask('POST /api/sessions/demo', { body: { persona: 'clerk' } })
  const report = await t.ask('POST /api/notices/:id/leak-reports', {
    params: { id: published.id },
    body: { what: '表里多了一列门牌' },
  })
  const staged = await t.ask('POST /api/regions/:code/register/imports', {
    params: { code: theirs },
    body: { text: '户号\t户主\t姓名\t组\nHT-99-001\t慕容某某\t慕容某某\t15组' },
    token: villager.body.accessToken,
  })
  await models.CountyImport.create(countyOf(t.deps))
  return {
    notices,
    import: staged.body.id,
    county: 'their-county',
    household: household?._id ?? '',
    householdCode: household?.code ?? '',
    resident: resident._id,
    claim: 'their-claim',
    question: question?._id ?? '',
    report: report.body.id,
    session: (await models.Session.findOne({ account: 'demo-clerk' }).lean())?._id ?? '',
    proxy: await proxyIn(t.deps, theirs, resident.residence.household),
    subscription: (await models.Subscription.findOne({ region: theirs }).lean())?._id ?? '',
    post: (await models.Role.findOne({ region: theirs, role: 'clerk' }).lean())?._id ?? '',
    policy: await policyOf(t.deps, above),
    turnover: await turnoverOf(t.deps),
    ...(await enterpriseOf(t.deps)),
    ...(await oldNoticesOf(t.deps, theirs)),
    appeal: (await models.Appeal.findOne({ open: true }).lean())?._id ?? '',
    scene: await sceneOf(t.deps, published.id),
    wallReport: await wallReportOf(t.deps, theirs),
    foundWords: await foundWordsOf(t.deps, theirs.slice(0, 9)),
    visit: await visitOf(t.deps, published.id, resident.residence.household),
    picture: await pictureOf(t, notices.draft?.id ?? '', villager.body.accessToken),
  }
}

const claimOf = ({ clock }: TestDeps, household: string) => ({
  _id: 'their-claim',
  account: 'demo-enterprise-owner',
  region: theirs,
  householdCode: household.slice(theirs.length + 1),
  name: '申请人某某',
  state: 'open' as const,
  openedAt: clock.now(),
})

const countyOf = ({ clock }: TestDeps) => ({
  ...{
    _id: 'their-county',
    region: theirs,
    state: 'staged' as const,
    at: clock.now(),
    touchedAt: clock.now(),
  },
  by: { person: 'p', account: 'a', name: '管理某某' },
  ...{ columns: [], bytes: 0, rowsRead: 0, rowsStaged: 0, hash: '', problems: [], problemCount: 0 },
  ...{ reader: '', whole: true },
})
/** A household of theirs that no message reached. */
async function visitOf({ models, clock }: TestDeps, notice: string, household: string): Promise<string> {
  const announcement = (await models.Announcement.findOne({ 'subject.id': notice }).lean())?._id ?? ''
  const made = { _id: 'their-visit', announcement, region: theirs, household, persons: [] }
  const subject = { kind: 'notice', id: notice }
  await models.Visit.create({ ...made, subject, at: clock.now(), round: '2026-W48', told: null })
  return made._id
}

/** A 换届 of their village, which can still be taken back. */
async function turnoverOf({ models, clock }: TestDeps): Promise<string> {
  const at = clock.now()
  const date = new Date(at.getTime() + 30 * 86_400_000)
  const counts = { villages: 1, begins: 0, ends: 0 }
  const whose = { region: theirs, by: 'somebody', account: 'somebody', from: null }
  const made = { _id: 'their-turnover', ...whose, date, at, state: 'done' as const, counts }
  await models.Turnover.create({ ...made, persons: [], begins: [], ends: [] })
  return made._id
}

/** A confirmed one with figures, and a link to it that waits. */
async function enterpriseOf({ models }: TestDeps): Promise<{ enterprise: string; enterpriseLink: string }> {
  const held = await models.EnterpriseLink.findOne({ region: theirs, state: 'confirmed' }).lean()
  const asked = await models.EnterpriseLink.findOne({ state: 'asked' }).lean()
  return { enterprise: held?.enterprise ?? '', enterpriseLink: asked?._id ?? '' }
}
