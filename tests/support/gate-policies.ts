import type { PolicyContent } from '@hutang/shared'
import type { Village } from '../api/notices-setup'
import { township } from '../api/notices-setup'
import {
  draftPolicy,
  policyContent,
  publishedPolicy,
  submittedPolicy,
  type Township,
  tokensOf,
  withOfficers,
} from '../api/policies-setup'

/** Why a text of the policies' routes need not be looked at. */
export const policyExempt: Record<string, string> = {
  'items.*.region': 'not read',
  'items.*.contentHash': 'not read',
  'items.*.availability.note': 'not read',
  next: 'not read',
  'households.*': 'one of those that were found, or not read',
  household: 'a household that is told, or it is refused',
}

/** Bodies that a step takes, for a request whose key alone is wrong. */
export const policyBodies: Record<string, object> = {
  'POST /api/policies': { region: township.code },
  'PUT /api/policies/:id': { revision: 0, content: {} },
  'POST /api/policies/:id/submit': { revision: 0 },
  'POST /api/policies/:id/payments/notice': { item: 22 },
  'POST /api/policies/:id/review': { decision: 'approve', contentHash: 'f'.repeat(64) },
  'POST /api/policies/:id/publish': { contentHash: 'f'.repeat(64) },
  'POST /api/policies/:id/schedule': { at: '2026-12-01T00:00:00.000Z', contentHash: 'f'.repeat(64) },
  'POST /api/policies/:id/withdraw': { reason: '数错了' },
  'POST /api/policies/:id/hide': { reason: '数错了' },
  'POST /api/policies/:id/unhide': { reason: '数错了' },
  'POST /api/policies/:id/takedown': { reason: '数错了', kinds: ['name'] },
  'POST /api/policies/:id/leak/told': { household: 'h-none', how: 'phone' },
  'POST /api/policies/:id/leak-reports': { what: '数错了' },
  'POST /api/policies/:id/availability': { state: 'paused', extendedTo: null, note: '' },
}

export const isOfPolicies = (text: string): boolean =>
  /\/api\/(policies|regions\/:code\/policies)\b/.test(text)

/** Steps of what is public. */
const isOfPublic = /withdraw|availability|hide|takedown|leak/

type Problems = { status: number; fields: string[] }

const staffed = new WeakMap<Village, Promise<Township>>()
export const officeOf = (t: Village): Promise<Township> => {
  const made = staffed.get(t) ?? withOfficers(t)
  staffed.set(t, made)
  return made
}

/** Sends what the route wants, with a number of a person in one of its texts. */
export async function policyProbe(village: Village, text: string, bad: string): Promise<Problems> {
  const t = await officeOf(village)
  const [method = '', path = '', field = ''] = text.split(' ')
  const { writer, reviewer, signatory } = tokensOf(t)
  const token = /\/(review|takedown)$/.test(path) ? reviewer : isOfPublic.test(path) ? signatory : writer
  const { id, body } = await requestFor(t, path)
  const answer = await t.app.inject({
    method: method as 'POST',
    url: path.replace(':id', id).replace(':code', township.code),
    payload: withText(body, field.split('.'), bad) as object,
    headers: { authorization: `Bearer ${token}` },
  })
  const fields = (answer.json().error?.fields ?? []) as { field: string }[]
  return { status: answer.statusCode, fields: [...new Set(fields.map((one) => one.field))] }
}

/** One of each list, so that each of its texts can be another one. */
const listed: PolicyContent = {
  ...policyContent(),
  excludes: ['another-policy'],
  industries: ['A01'],
  sourceUrl: 'https://example.org/',
}

async function requestFor(t: Township, path: string): Promise<{ id: string; body: object }> {
  if (path === '/api/policies') return { id: '', body: { region: township.code, content: listed } }
  if (path.endsWith('/import'))
    return {
      id: '',
      body: { format: 'hutang-policies', version: 1, items: [{ key: 'another-policy', content: listed }] },
    }
  if (path.endsWith('/review')) {
    const { id, contentHash } = await submittedPolicy(t, await draftPolicy(t))
    return { id, body: { decision: 'return', contentHash, reason: '' } }
  }
  const { id, revision } = isOfPublic.test(path) ? await publishedPolicy(t) : await changeable(t)
  if (/unhide|takedown/.test(path))
    await t.ask('POST /api/policies/:id/hide', {
      params: { id },
      body: { reason: '数错了' },
      token: tokensOf(t).signatory,
    })
  return {
    id,
    body: { ...policyBodies[`POST ${path}`], ...(path.endsWith(':id') ? { revision, content: listed } : {}) },
  }
}

/** A correction: its note is a text as well. */
async function changeable(t: Township): Promise<{ id: string; revision: number }> {
  const { id } = await publishedPolicy(t)
  const { body } = await t.ask('POST /api/policies/:id/correct', {
    params: { id },
    token: tokensOf(t).writer,
  })
  return body
}

function withText(node: unknown, [name, ...rest]: string[], text: string): unknown {
  if (name === undefined) return text
  if (name === '*') {
    const [first, ...others] = node as unknown[]
    return [withText(first, rest, text), ...others]
  }
  const known = (node ?? {}) as Record<string, unknown>
  return { ...known, [name]: withText(known[name], rest, text) }
}
