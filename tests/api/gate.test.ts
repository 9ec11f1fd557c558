import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { itemOf } from '../../server/src/features/catalogue'
import { exempt, fieldOf, id, isExempt, texts } from '../support/free-texts'
import { caseExempt, caseProbes } from '../support/gate-cases'
import { enterpriseProbes } from '../support/gate-enterprises'
import { officeExemptRoutes, officeProbe } from '../support/gate-office'
import { isOfPolicies, policyBodies, policyProbe } from '../support/gate-policies'
import {
  completeContent,
  draftOf,
  published,
  submitted,
  type Village,
  village,
  villageApp,
} from './notices-setup'

let t: Village
beforeAll(async () => {
  t = await villageApp()
  const since = new Date(t.clock.now().getTime() - 1000)
  const administers = { person: 'p-clerk', region: village.code, role: 'administrator' as const, since }
  await t.deps.models.Role.create({ _id: 'clerk:administrator', ...administers })
  // One who stays where another leaves the household.
  const home = { region: village.code, household: `${village.code}:HT-15-001`, member: false }
  const residence = { ...home, state: 'living' as const, endedAt: null }
  await t.deps.models.Person.create({ _id: 'p-relative', name: '沈大妹', residence })
})
afterAll(() => t.close())

const column = (change: object) => ({
  table: { caption: '', columns: [{ key: 'a', label: '列', kind: 'text', ...change }] },
})
const contents: Record<string, object> = {
  'content.title': { title: id },
  'content.plain': { plain: id },
  'content.elements.*.text': { elements: [{ name: itemOf(village, 41)?.elements[0], text: id }] },
  'content.body': { body: id },
  'content.table.caption': { table: { caption: id, columns: [{ key: 'a', label: '列', kind: 'text' }] } },
  'content.table.columns.*.key': column({ key: `a${id}` }),
  'content.table.columns.*.label': column({ label: id }),
}
type Problems = { status: number; fields: string[] }
const problemsOf = ({
  status,
  error,
}: {
  status: number
  error?: { fields?: { field: string }[] }
}): Problems => ({
  status,
  fields: [...new Set(error?.fields?.map(({ field }) => field))],
})

const rowsWith = async (change: object, table = true): Promise<Problems> => {
  const draft = await draftOf(t, 41, completeContent(41, { table }))
  return problemsOf(
    await t.ask('POST /api/notices/:id/rows', {
      params: { id: draft.notice },
      body: {
        revision: draft.revision,
        changes: [{ key: 'k9', row: { cells: ['15组', '沈', 1, 1] }, ...change }],
      },
      token: t.token.clerk,
    }),
  )
}

const written: Record<string, (path: string) => Promise<Problems>> = {
  ...enterpriseProbes(() => t),
  ...caseProbes(() => t),
  'POST /api/notices content': async (path) =>
    problemsOf(
      await t.ask('POST /api/notices', {
        body: { region: village.code, item: 41, content: contents[path] ?? {} },
        token: t.token.clerk,
      }),
    ),
  'PUT /api/notices/:id content': async (path) => {
    const draft = await draftOf(t, 41)
    return problemsOf(
      await t.ask('PUT /api/notices/:id', {
        params: { id: draft.notice },
        body: { revision: draft.revision, content: contents[path] ?? {} },
        token: t.token.clerk,
      }),
    )
  },
  'PUT /api/notices/:id grounds': async () => {
    const draft = await draftOf(t, 41)
    return problemsOf(
      await t.ask('PUT /api/notices/:id', {
        params: { id: draft.notice },
        body: { revision: draft.revision, content: {}, grounds: `本人同意 ${id}` },
        token: t.token.clerk,
      }),
    )
  },
  'POST /api/notices/:id/rows changes.*.row.cells.*': () => rowsWith({ row: { cells: ['15组', id, 1, 1] } }),
  'POST /api/notices/:id/rows changes.*.key': () => rowsWith({ key: `k${id}` }),
  'POST /api/notices/:id/review reason': async () => {
    const work = await submitted(t, await draftOf(t, 41))
    return problemsOf(
      await t.ask('POST /api/notices/:id/review', {
        params: { id: work.notice },
        body: { decision: 'return', reason: '请打 138.1234.5678', contentHash: work.contentHash },
        token: t.token.supervisor,
      }),
    )
  },
  'POST /api/notices/:id/correct change.note': async () => {
    const { notice } = await published(t, 41)
    return problemsOf(await corrected(notice, { change: { note: id } }))
  },
  'PUT /api/notices/:id change.note': async () => {
    const { notice } = await published(t, 41)
    const { body } = await corrected(notice, {})
    return problemsOf(
      await t.ask('PUT /api/notices/:id', {
        params: { id: notice },
        body: { revision: body.revision, content: {}, change: { note: id } },
        token: t.token.clerk,
      }),
    )
  },
  'POST /api/regions/:code/items/:no/nil plain': async () =>
    problemsOf(
      await t.ask('POST /api/regions/:code/items/:no/nil', {
        params: { code: village.code, no: 10 },
        body: { period: '2026-Q3', plain: `没有，请打 ${id}` },
        token: t.token.clerk,
      }),
    ),
  'POST /api/notices/:id/withdraw reason': async () => ended('withdraw', (await published(t, 41)).notice),
  'POST /api/notices/:id/hide reason': async () => ended('hide', (await published(t, 41)).notice),
  'POST /api/notices/:id/unhide reason': async () => ended('unhide', await hidden()),
  'POST /api/notices/:id/takedown reason': async () => ended('takedown', await hidden()),
  'POST /api/notices/:id/leak-reports what': async () => {
    const { notice } = await published(t, 41)
    return problemsOf(await reported(notice, `这里有 ${id}`))
  },
  'POST /api/leak-reports/:id/close done': async () => {
    const { notice } = await published(t, 41)
    const { body } = await reported(notice, '第二行多写了号码')
    return problemsOf(
      await t.ask('POST /api/leak-reports/:id/close', {
        params: { id: body.id },
        body: { done: `删了 ${id}` },
        token: t.token.publisher,
      }),
    )
  },
  'POST /api/notices/:id/pictures alt': () => upload('公示栏.jpg', `沈国良 ${id}`),
  'POST /api/notices/:id/pictures file': () => upload(`${id}.jpg`, '公示栏'),
  'PUT /api/me name': async () =>
    problemsOf(await t.ask('PUT /api/me', { body: { name: '13812345678' }, token: t.token.stranger })),
  'PUT /api/me/subscriptions subscriptions.*.word': async () =>
    problemsOf(
      await t.ask('PUT /api/me/subscriptions', {
        body: { subscriptions: [{ region: village.code, word: '13812345678' }] },
        token: t.token.stranger,
      }),
    ),
  'PUT /api/me/subscriptions subscriptions.*.policy.office': async () =>
    problemsOf(
      await t.ask('PUT /api/me/subscriptions', {
        body: { subscriptions: [{ region: village.code, policy: { office: '13812345678' } }] },
        token: t.token.stranger,
      }),
    ),
  'POST /api/me/proxies householdCode': () => proxied({ householdCode: '13812345678' }),
  'POST /api/me/proxies name': () => proxied({ name: id, phoneTail: '1234', householdCode: undefined }),
  'POST /api/me/proxies relation': () => proxied({ relation: '打 13812345678' }),
  'POST /api/me/proxies/code relation': async () =>
    problemsOf(
      await t.ask('POST /api/me/proxies/code', {
        body: { code: '2345-6789', relation: '打 13812345678' },
        token: t.token.stranger,
      }),
    ),
  'POST /api/me/claims householdCode': () => claim({ householdCode: '13812345678' }),
  'POST /api/me/claims name': () => claim({ name: id }),
  'POST /api/claims/:id/decision reason': async () => {
    const opened = await t.ask('POST /api/me/claims', {
      body: { region: village.code, householdCode: 'HT-15-003', name: '沈大明' },
      token: t.token.stranger,
    })
    return problemsOf(
      await t.ask('POST /api/claims/:id/decision', {
        params: { id: opened.body.id },
        body: { decision: 'refuse', reason: '请打 138 12 345678' },
        token: t.token.clerk,
      }),
    )
  },
}

/** Hidden by one who may; another decides on. */
async function hidden(): Promise<string> {
  const { notice } = await published(t, 41)
  const body = { reason: '误带了信息' }
  await t.ask('POST /api/notices/:id/hide', { params: { id: notice }, body, token: t.token.supervisor })
  return notice
}

async function ended(verb: 'withdraw' | 'hide' | 'unhide' | 'takedown', notice: string): Promise<Problems> {
  const body = { reason: '请打 138.1234.5678', ...(verb === 'takedown' ? { kinds: ['phone'] } : {}) }
  const answer = await t.app.inject({
    method: 'POST',
    url: `/api/notices/${notice}/${verb}`,
    payload: body,
    headers: { authorization: `Bearer ${t.token.publisher}` },
  })
  return problemsOf({ status: answer.statusCode, error: answer.json().error })
}

const reported = (notice: string, what: string) =>
  t.ask('POST /api/notices/:id/leak-reports', { params: { id: notice }, body: { what } })

const corrected = (notice: string, body: object) =>
  t.ask('POST /api/notices/:id/correct', { params: { id: notice }, body, token: t.token.clerk })

const claim = async (change: object): Promise<Problems> =>
  problemsOf(
    await t.ask('POST /api/me/claims', {
      body: { region: village.code, householdCode: 'HT-15-003', name: '沈大明', ...change },
      token: t.token.stranger,
    }),
  )

const proxied = async (change: object): Promise<Problems> =>
  problemsOf(
    await t.ask('POST /api/me/proxies', {
      body: { region: village.code, householdCode: 'HT-15-003', relation: '女儿', ...change },
      token: t.token.stranger,
    }),
  )

async function upload(fileName: string, alt: string): Promise<Problems> {
  const draft = await draftOf(t, 41)
  const part = (head: string, text: string) => `--b\r\n${head}\r\n\r\n${text}\r\n`
  const answer = await t.app.inject({
    method: 'POST',
    url: `/api/notices/${draft.notice}/pictures`,
    payload: `${part(`Content-Disposition: form-data; name="file"; filename="${fileName}"\r\nContent-Type: image/jpeg`, 'x')}${part('Content-Disposition: form-data; name="alt"', alt)}--b--\r\n`,
    headers: { 'content-type': 'multipart/form-data; boundary=b', authorization: `Bearer ${t.token.clerk}` },
  })
  return problemsOf({ status: answer.statusCode, error: answer.json().error })
}

const keyed = async (text: string): Promise<Problems> => {
  const [method, path] = text.split(' ') as ['POST' | 'PUT', string]
  const answer = await t.app.inject({
    method,
    url: path.replace(':id', 'n-1').replace(':code', village.code).replace(':no', '10'),
    payload: bodies[`${method} ${path}`] ?? {},
    headers: { 'idempotency-key': `k-${id}`, authorization: `Bearer ${t.token.clerk}` },
  })
  return problemsOf({ status: answer.statusCode, error: answer.json().error })
}
const hash = 'f'.repeat(64)
const bodies: Record<string, object> = {
  ...policyBodies,
  'POST /api/notices': { region: village.code, item: 41 },
  'POST /api/appeals': { region: village.code, item: 16, text: '交了材料，一直没有消息。' },
  'POST /api/questions': { region: village.code, kind: 'question', text: '路灯什么时候修？' },
  'PUT /api/notices/:id': { revision: 0, content: {} },
  'POST /api/notices/:id/rows': { revision: 0, changes: [{ key: 'k1', row: null }] },
  'POST /api/notices/:id/submit': { revision: 0 },
  'POST /api/notices/:id/review': { decision: 'approve', contentHash: hash },
  'POST /api/notices/:id/schedule': { at: '2026-12-01T00:00:00Z', contentHash: hash },
  'POST /api/policies/:id/schedule': { at: '2026-12-01T00:00:00Z', contentHash: hash },
  'POST /api/regions/:code/items/:no/nil': { period: '2026-Q3', plain: '没有。' },
  'POST /api/notices/:id/withdraw': { reason: '数错了' },
  'POST /api/notices/:id/hide': { reason: '误带了信息' },
  'POST /api/notices/:id/takedown': { reason: '误带了信息', kinds: ['phone'] },
  'POST /api/notices/:id/publish': { contentHash: hash },
}

const probeOf = (text: string): (() => Promise<Problems>) | undefined => {
  if (text.endsWith(' Idempotency-Key')) return () => keyed(text)
  if (isOfPolicies(text) && !written[text]) return () => policyProbe(t, text, id)
  const [method, path, field = ''] = text.split(' ')
  const probe =
    written[text] ?? (field.startsWith('content.') ? written[`${method} ${path} content`] : undefined)
  if (probe) return () => probe(field)
  return isOffice(text) ? () => officeProbe(t, text, id) : undefined
}
/** What the office keeps besides notices, and what it is asked. */
const isOffice = (text: string): boolean =>
  /\/(register|posts|office|questions|places)\b/.test(text) && !text.endsWith('Idempotency-Key')

describe('every text that a request can bring', () => {
  it('goes through the privacy gate, or has a reason why it need not', () => {
    expect(texts.filter((text) => !isExempt(text) && !probeOf(text))).toEqual([])
  })

  it('has no reason for a text that is not there', () => {
    const fields = new Set(texts.map(fieldOf))
    expect(Object.keys(exempt).filter((field) => !fields.has(field))).toEqual([])
    const routes = { ...officeExemptRoutes, ...caseExempt }
    expect(Object.keys(routes).filter((text) => !texts.includes(text))).toEqual([])
    expect(Object.keys(written).filter((key) => !texts.some((text) => text.startsWith(key)))).toEqual([])
  })

  it.each(texts.filter((text) => !isExempt(text)))('is refused at its field: %s', async (text) => {
    const wanted = fieldOf(text)
      .replace(/^content\.elements.*/, 'content.elements')
      .replace(/^content\.table\.columns.*/, 'content.table.columns')
      .replace(/^changes\.\*\.row\.cells.*/, 'content.table.rows')
      .replaceAll('*', '0')
    expect(await probeOf(text)?.()).toEqual({ status: 422, fields: [wanted] })
  })
})
