import type { PolicyContent, PolicyWork, RoleName } from '@hutang/shared'
import { demoPolicies } from '../../server/src/demo/packages'
import { issueAccessToken } from '../../server/src/features/accounts/tokens'
import { type Answer, testNow } from '../support/app'
import { township, type Village, villageApp } from './notices-setup'

export const officers = ['writer', 'reviewer', 'signatory'] as const
export type Officer = (typeof officers)[number]

export interface Township extends Village {
  officer: Record<Officer, string>
}

const roles: Record<Officer, RoleName> = {
  writer: 'township-officer',
  reviewer: 'township-reviewer',
  signatory: 'township-publisher',
}

/** The village's county with the three posts of the township. */
export const townshipApp = async (env: Record<string, string> = {}): Promise<Township> =>
  withOfficers(await villageApp(env))

/** The same in a county that is there already. */
export async function withOfficers(t: Village): Promise<Township> {
  for (const who of officers) {
    await seedOfficer(t, who, roles[who], township.code)
  }
  return { ...t, officer: tokensOf(t) }
}

const tokenOf = (t: Village, who: string): string =>
  issueAccessToken({ account: `a-${who}`, session: `s-${who}` }, t.deps.config.secrets.jwt, t.clock)

/** Access tokens live fifteen minutes. */
export const tokensOf = (t: Village): Record<Officer, string> =>
  Object.fromEntries(officers.map((who) => [who, tokenOf(t, who)])) as Record<Officer, string>

/** Somebody with a post, and their token. */
export async function seedOfficer(t: Village, who: string, role: RoleName, region: string): Promise<string> {
  const { models, clock } = t.deps
  const now = clock.now()
  await models.Person.create({ _id: `p-${who}`, name: `人${who}`, residence: null })
  await models.Account.create({
    _id: `a-${who}`,
    openid: `o-${who}`,
    person: `p-${who}`,
    own: `p-${who}`,
    name: who,
    createdAt: now,
    seenAt: now,
  })
  const expiresAt = new Date(now.getTime() + 1e11)
  await models.Session.create({ _id: `s-${who}`, account: `a-${who}`, startedAt: now, expiresAt })
  const since = new Date(now.getTime() - 1000)
  await models.Role.create({ _id: `${who}:${region}:${role}`, person: `p-${who}`, region, role, since })
  return tokenOf(t, who)
}

/** A whole policy of the demo, with the changes; its window is around the tests' day. */
export function policyContent(change: Partial<PolicyContent> = {}, key = 'green-food'): PolicyContent {
  const found = demoPolicies(testNow).find((one) => one.key === key)
  if (!found) throw new RangeError(key)
  return { ...found.content, excludes: [], ...change }
}

export function ok<T>(answer: Answer<T>): T {
  if (answer.status >= 300) throw new Error(`${answer.status} ${JSON.stringify(answer.error)}`)
  return answer.body
}

export const draftPolicy = async (t: Township, content = policyContent()): Promise<PolicyWork> =>
  ok(
    await t.ask('POST /api/policies', {
      body: { region: township.code, content },
      token: tokensOf(t).writer,
    }),
  )

export const submittedPolicy = async (t: Township, { id, revision }: PolicyWork): Promise<PolicyWork> =>
  ok(
    await t.ask('POST /api/policies/:id/submit', {
      params: { id },
      body: { revision },
      token: tokensOf(t).writer,
    }),
  )

export const approvedPolicy = async (t: Township, work: PolicyWork): Promise<PolicyWork> => {
  const { id, contentHash } = await submittedPolicy(t, work)
  return ok(
    await t.ask('POST /api/policies/:id/review', {
      params: { id },
      body: { decision: 'approve', contentHash },
      token: tokensOf(t).reviewer,
    }),
  )
}

export const publishedPolicy = async (t: Township, work?: PolicyWork): Promise<PolicyWork> => {
  const { id, contentHash } = await approvedPolicy(t, work ?? (await draftPolicy(t)))
  return ok(
    await t.ask('POST /api/policies/:id/publish', {
      params: { id },
      body: { contentHash },
      token: tokensOf(t).signatory,
    }),
  )
}
