import { contract, type RouteKey } from '@hutang/shared'
import { caseExempt } from './gate-cases'
import { officeExempt, officeExemptRoutes } from './gate-office'
import { policyExempt } from './gate-policies'

/** Made up; the check sign holds. */
export const id = '310116199001011239'
const samples = [id, `a${id}`, '13812345678', `k${'13812345678'}`, '沪A12345']

interface Leaf {
  type?: string | string[]
  enum?: string[]
  pattern?: string
  maxLength?: number
  properties?: Record<string, Leaf>
  items?: Leaf
}

/** Every text of a request body that could hold a number, by its path. */
function textsIn(schema: Leaf, path: string): string[] {
  if (schema.properties)
    return Object.entries(schema.properties).flatMap(([name, leaf]) => textsIn(leaf, `${path}.${name}`))
  if (schema.items) return textsIn(schema.items, `${path}.*`)
  if (![schema.type].flat().includes('string') || schema.enum) return []
  const fits = (text: string) =>
    text.length <= (schema.maxLength ?? 1e9) && new RegExp(schema.pattern ?? '').test(text)
  return samples.some(fits) ? [path] : []
}

const writes = (Object.keys(contract) as RouteKey[]).filter((key) => !key.startsWith('GET '))
export const texts = writes.flatMap((key) => {
  const route = contract[key] as { body: Leaf; idempotent?: boolean; consumes?: string }
  return [
    ...textsIn(route.body, '').map((path) => `${key} ${path.slice(1)}`.trim()),
    ...(route.idempotent ? [`${key} Idempotency-Key`] : []),
    ...(route.consumes?.startsWith('multipart/') ? [`${key} alt`, `${key} file`] : []),
  ]
})

/** What need not be looked at, because nothing that a person wrote is kept of it. */
export const exempt: Record<string, string> = {
  ...officeExempt,
  ...policyExempt,
  region: 'a place of the tree, or it is refused',
  account: 'an account of the household, or it is refused',
  code: 'compared, and not kept',
  persona: 'one of the demo, or it is refused',
  refreshToken: 'compared by its hash',
  'subscriptions.*.region': 'a place of the tree, or it is refused',
  'subscriptions.*.category': 'a category of the catalogue, or it is refused',
  'ids.*': 'names entries that are there',
  'mutes.*.notice': 'a notice that is there, or it is refused',
  'mutes.*.policy': 'a policy that is there, or it is refused',
  'subscriptions.*.policy.id': 'a policy that is there, or it is refused',
  'mutes.*.region': 'a place of the tree, or it is refused',
  'results.*.templateId': 'one of the two templates, or it is passed over',
  'changes.*.after': 'the key of a row that is there',
  'households.*': 'codes of the register, or they are refused',
  period: 'the key of a period that is asked for, or it is refused',
  household: 'a household that is concerned, or it is refused',
  'changes.*.row.household': 'a code of the register, or it is refused',
  contentHash: 'the hash of what is there, or it is refused',
  'content.elements.*.name': 'an element of the item, or it is refused',
  attempt: 'an attempt that is there, or it is refused',
  delivery: 'a delivery that is there, or it is refused',
  openid: 'of the demo only',
  'templateIds.*': 'of the demo only',
  '': 'an event that the vendor has signed',
}

/** The field of `POST /api/x field`. */
export const fieldOf = (text: string): string => text.split(' ')[2] ?? ''

export const isExempt = (text: string): boolean =>
  officeExemptRoutes[text] !== undefined ||
  caseExempt[text] !== undefined ||
  exempt[fieldOf(text)] !== undefined
