import {
  type Condition,
  creditCodeCheckSign,
  type EnterpriseView,
  type PolicyContent,
  type PolicyWork,
} from '@hutang/shared'
import { issueAccessToken } from '../../server/src/features/accounts/tokens'
import type { AnnouncementDoc } from '../../server/src/features/announcements'
import { newEngine } from '../../server/src/features/push/engines'
import type { MatchDoc } from '../../server/src/features/push/push.model'
import { township } from '../api/notices-setup'
import {
  draftPolicy,
  ok,
  policyContent,
  publishedPolicy,
  type Township,
  tokensOf,
  townshipApp,
} from '../api/policies-setup'
import { testNow } from '../support/app'

export const minute = 60_000

export interface PackagesRig extends Township {
  reset(): Promise<void>
  /** Somebody with an account. */
  person(id: string): Promise<void>
  /** Access tokens live fifteen minutes. */
  tokenFor(id: string): string
  /** An enterprise that the township has confirmed for somebody, with what it has answered. */
  firm(owner: string, no: number, answers?: Record<string, unknown>): Promise<EnterpriseView>
  answer(owner: string, firm: string, answers: Record<string, unknown>): Promise<void>
  policy(content?: Partial<PolicyContent>): Promise<PolicyWork>
  /** Nine in the morning of a day of Shanghai. */
  to(day: string): void
  /** The minute's job, and the matching of what it announced. */
  tick(): Promise<void>
  /** What was announced for enterprises: `<policy>@<firm> <edition>.<reason>`, the oldest first. */
  announced(): Promise<AnnouncementDoc[]>
  matches(person: string): Promise<MatchDoc[]>
}

export const cond = (
  field: string,
  op: Condition['op'],
  value: Condition['value'],
  more: Partial<Condition> = {},
): Condition => ({ field, op, value, hard: true, sourceText: '示例', ...more })

/** Whatever fits whoever is a company. */
export const companies: Partial<PolicyContent> = {
  rule: { all: [cond('kind', 'in', ['company'])] },
  window: { kind: 'dates', from: '2026-11-01', to: '2026-12-31' },
  validFrom: '2026-01-01',
  validTo: null,
  repeat: { kind: 'yearly' },
  way: 'review',
  text: '示例：企业可以申报。',
}

/** A sound code of an enterprise that there is not. */
export const codeOf = (no: number): string => {
  const first = `91310116TET${String(no).padStart(6, '0')}`
  return first + creditCodeCheckSign(first)
}

export async function packagesRig(env: Record<string, string> = {}): Promise<PackagesRig> {
  const t = await townshipApp(env)
  const { models } = t.deps
  const job = t.deps.features.find(({ name }) => name === 'packages')?.jobs?.(t.deps)[0]
  const tokenFor = (id: string) =>
    issueAccessToken(
      { account: `account-${id}`, session: `session-${id}` },
      t.deps.config.secrets.jwt,
      t.clock,
    )
  const rig: PackagesRig = {
    ...t,
    async reset() {
      const { Policy, PolicyEdition, Enterprise, EnterpriseLink, Package, PackageSeen, PackageRound } = models
      const { Announcement, Match, Delivery, Preference, Subscription, Try } = models
      for (const model of [
        Policy,
        PolicyEdition,
        Enterprise,
        EnterpriseLink,
        Package,
        PackageSeen,
        PackageRound,
      ])
        await (model as { deleteMany(all: object): Promise<unknown> }).deleteMany({})
      for (const model of [Announcement, Match, Delivery, Preference, Subscription, Try])
        await (model as { deleteMany(all: object): Promise<unknown> }).deleteMany({})
      await models.Person.updateMany({}, { $set: { enterprises: [] } })
      t.clock.moveTo(testNow)
      t.forget()
    },
    async person(id) {
      const now = t.clock.now()
      await models.Person.create({ _id: id, name: `示例${id}`, residence: null })
      await models.Account.create({
        ...{ _id: `account-${id}`, openid: `openid-${id}`, person: id, own: id, name: id },
        ...{ verifiedAt: null, createdAt: now, seenAt: now },
      })
      const expiresAt = new Date(now.getTime() + 1e12)
      await models.Session.create({
        _id: `session-${id}`,
        account: `account-${id}`,
        startedAt: now,
        expiresAt,
      })
    },
    tokenFor,
    async firm(owner, no, answers = {}) {
      const body = { creditCode: codeOf(no), name: `示例${no}号公司`, region: township.code, kind: 'company' }
      const made = ok(await t.ask('POST /api/enterprises', { body, token: tokenFor(owner) }))
      ok(
        await t.ask('POST /api/enterprise-links/:id/confirm', {
          ...{ params: { id: made.link.id }, body: { version: 0 }, token: tokensOf(t).writer },
        }),
      )
      if (Object.keys(answers).length > 0) await rig.answer(owner, made.id, answers)
      return made
    },
    async answer(owner, firm, answers) {
      const token = tokenFor(owner)
      const { revision } = ok(await t.ask('GET /api/enterprises/:id', { params: { id: firm }, token }))
      ok(
        await t.ask('PUT /api/enterprises/:id', { params: { id: firm }, body: { revision, answers }, token }),
      )
    },
    policy: async (content = {}) =>
      publishedPolicy(t, await draftPolicy(t, policyContent({ ...companies, ...content }))),
    to: (day) => t.clock.moveTo(new Date(`${day}T09:00:00+08:00`)),
    async tick() {
      await job?.run()
      await newEngine(t.deps, { channels: [] }).runOnce()
    },
    announced: () =>
      models.Announcement.find({ 'subject.kind': 'package' })
        .sort({ at: 1, _id: 1 })
        .lean<AnnouncementDoc[]>(),
    matches: (person) =>
      models.Match.find({ person, 'subject.kind': 'package' }).sort({ at: 1, _id: 1 }).lean<MatchDoc[]>(),
  }
  return rig
}
