import { contract, type Persona, personas, type RouteKey } from '@hutang/shared'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import sharp from 'sharp'
import { seedDemo } from '../../server/src/demo/seed'
import { itemOf } from '../../server/src/features/catalogue'
import { finishPending } from '../../server/src/features/notices/workflow/sweep'
import { newEngine } from '../../server/src/features/push/engines'
import { type AskOptions, type TestApp, testApp } from '../support/app'

const region = '310116109213'
const place = { code: region, name: '护塘村', level: 'village' as const }
/** Stands in every field of the notice; nowhere else in the village. */
const marker = '泄露标记鹮'

let t: TestApp
const tokens = new Map<Persona, string>()
beforeAll(async () => {
  t = await testApp()
  await seedDemo(t.deps)
  await t.app.ready()
}, 60_000)
afterAll(() => t.close())

async function token(who: Persona): Promise<string> {
  const answer = await t.ask('POST /api/sessions/demo', { body: { persona: who } })
  tokens.set(who, answer.body.accessToken)
  return answer.body.accessToken
}

async function as<K extends RouteKey>(who: Persona | null, key: K, options: AskOptions<K> = {}) {
  return t.ask(key, { ...options, ...(who ? { token: tokens.get(who) ?? (await token(who)) } : {}) })
}

async function ok<K extends RouteKey>(who: Persona | null, key: K, options: AskOptions<K> = {}) {
  const answer = await as(who, key, options)
  if (answer.status >= 300) throw new Error(`${key}: ${answer.status} ${JSON.stringify(answer.error)}`)
  return answer
}

/** Published with the marker in every field, corrected once, with a further correction begun. */
async function leakedNotice(): Promise<string> {
  const item = itemOf(place, 31)
  const me = await ok('villager', 'GET /api/me')
  const content = {
    title: `流转${marker}甲`,
    plain: `一句话${marker}`,
    elements: (item?.elements ?? []).map((name) => ({ name, text: `${name}${marker}` })),
    body: `正文${marker}`,
    table: {
      caption: `表${marker}`,
      columns: [
        { key: 'name', label: `列${marker}`, kind: 'text' as const, total: 'none' as const },
        { key: 'fee', label: '金额（元）', kind: 'money' as const, total: 'sum' as const },
      ],
    },
  }
  const draft = await ok('clerk', 'POST /api/notices', { body: { region, item: 31, content } })
  const params = { id: draft.body.notice }
  const rows = [0, 1, 2, 3].map((at) => ({
    key: `k${at}`,
    row: {
      household: at === 0 ? me.body.residence?.householdCode : undefined,
      cells: [`地块${marker}${at}`, 100 + at],
    },
  }))
  const filled = await ok('clerk', 'POST /api/notices/:id/rows', {
    params,
    body: { revision: draft.body.revision, changes: rows },
  })
  const image = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#369' } })
    .png()
    .toBuffer()
  const form = new FormData()
  form.append('alt', `图${marker}`)
  form.append('file', new Blob([new Uint8Array(image)], { type: 'image/png' }), 'a.png')
  const sent = await t.app.inject({
    method: 'POST',
    url: `/api/notices/${params.id}/pictures`,
    headers: { authorization: `Bearer ${tokens.get('clerk')}` },
    payload: form as never,
  })
  expect(sent.statusCode).toBe(201)
  await publish(params.id, sent.json().revision ?? filled.body.revision)
  for (const note of ['更正一', '更正二']) {
    const begun = await ok('clerk', 'POST /api/notices/:id/correct', { params, body: {} })
    const change = { note: `${note}${marker}`, size: 'major' as const }
    const saved = await ok('clerk', 'PUT /api/notices/:id', {
      params,
      body: { revision: begun.body.revision, content: { body: `${note}${marker}` }, change },
    })
    if (note === '更正一') await publish(params.id, saved.body.revision)
  }
  return params.id
}

async function publish(id: string, revision: number): Promise<void> {
  const params = { id }
  const handed = await ok('clerk', 'POST /api/notices/:id/submit', { params, body: { revision } })
  const { contentHash } = handed.body
  await ok('supervisor', 'POST /api/notices/:id/review', {
    params,
    body: { decision: 'approve', contentHash },
  })
  await ok('publisher', 'POST /api/notices/:id/publish', { params, body: { contentHash } })
}

/** Every read of the contract that can be asked about the notice, as this persona; with where the marker stands. */
async function readsWithMarker(who: Persona | null, id: string, picture: string): Promise<string[]> {
  const values: Record<string, string> = { code: region, no: '31', id, region, q: marker, picture }
  const found: string[] = []
  const reads = Object.keys(contract).filter(
    (key) => key.startsWith('GET ') && !/wechat|demo|metrics|openapi|docs|z$|live$/.test(key),
  )
  const urls = reads.flatMap((key) => {
    const path = key.slice(4)
    const isPicture = path.startsWith('/api/pictures')
    const filled = path.replace(/:(\w+)/g, (_, name: string) =>
      name === 'id' && isPicture ? picture : (values[name] ?? '1'),
    )
    const needs = Object.keys((contract[key as RouteKey].query as { properties?: object }).properties ?? {})
    const query = needs.filter((name) => ['region', 'q', 'id', 'no'].includes(name))
    const params = new URLSearchParams(query.map((name) => [name, values[name] ?? '']))
    const url = query.length > 0 ? `${filled}?${params}` : filled
    const editions = path.includes('difference') ? [url.replace('/31/', '/2/')] : []
    return [
      url,
      ...editions,
      ...(needs.includes('work') ? [`${filled}?work=true`] : []),
      ...(needs.includes('edition') ? [`${url}${url.includes('?') ? '&' : '?'}edition=1`] : []),
    ]
  })
  for (const url of urls) {
    const bearer = who && (tokens.get(who) ?? (await token(who)))
    const answer = await t.app.inject({ url, headers: bearer ? { authorization: `Bearer ${bearer}` } : {} })
    // A search repeats the words that were asked for in no field.
    if (answer.body.includes(marker)) found.push(`${who ?? 'visitor'} ${url}`)
    if (answer.statusCode >= 500) found.push(`${answer.statusCode} ${url}`)
  }
  return found
}

/** Every document of every collection that holds the marker. */
async function documentsWithMarker(): Promise<string[]> {
  const found: string[] = []
  for (const { name } of await t.deps.db.listCollections()) {
    for await (const document of t.deps.db.collection(name).find({})) {
      if (JSON.stringify(document).includes(marker)) found.push(`${name} ${String(document._id)}`)
    }
  }
  return found
}

describe('what was taken down', () => {
  it('is nowhere any more: in no answer to anybody, in no document', async () => {
    const id = await leakedNotice()
    await newEngine(t.deps).runOnce()
    const edition = await t.deps.models.Edition.findOne({ notice: id }).lean()
    const picture = edition?.pictures[0]?._id ?? ''
    expect(await readsWithMarker('supervisor', id, picture)).not.toEqual([])
    const shown = await ok('villager', 'GET /api/notices/:id', { params: { id } })
    const etag = (await t.ask('GET /api/screens/home', { query: { region } })).headers.etag
    const hold = { params: { id }, body: { reason: `第三行${marker}` } }
    await ok('villager', 'POST /api/notices/:id/leak-reports', {
      params: { id },
      body: { what: `这里${marker}` },
    })
    await ok('supervisor', 'POST /api/notices/:id/hide', hold)
    // Hidden: nobody reads it but who decides.
    for (const who of [null, 'villager', 'elder', 'clerk', 'enterprise-owner', 'operator'] as const) {
      expect(await readsWithMarker(who, id, picture)).toEqual([])
    }
    expect((await t.app.inject(shown.body.pictures[0]?.url ?? '')).statusCode).toBe(404)
    const again = await as('supervisor', 'POST /api/notices/:id/takedown', {
      params: { id },
      body: { reason: '误带号码', kinds: ['phone'] },
    })
    expect(again.error.code).toBe('secondPerson')
    const taken = await ok('publisher', 'POST /api/notices/:id/takedown', {
      params: { id },
      body: { reason: '误带号码', kinds: ['phone'], tell: true },
    })
    expect(taken.body.notice).toMatchObject({ state: 'takenDown', gone: true, pictures: [] })
    expect(taken.body.notice.banners[0]?.text).toMatch(/^这条内容误带个人信息，已于.*由.*撤下。$/)
    expect(taken.body.leak.households.length).toBeGreaterThan(0)
    await newEngine(t.deps).runOnce()
    for (const who of [null, ...personas]) expect(await readsWithMarker(who, id, picture)).toEqual([])
    const inbox = await ok('villager', 'GET /api/me/inbox', { query: {} })
    const about = inbox.body.items.filter(({ notice }) => notice.id === id)
    expect(about.map(({ kind }) => kind).sort()).toEqual(['leaked', 'published', 'takenDown'])
    const told = about.find(({ kind }) => kind === 'leaked')
    expect(told?.notice.title).toMatch(/^村里公开的内容误带了您的手机号，已撤下。有疑问请打村里电话：0/)
    expect(about.find(({ kind }) => kind === 'published')?.notice).toMatchObject({
      title: expect.stringMatching(/^这条内容误带个人信息，已于/),
      plain: null,
      state: 'takenDown',
    })
    const home = await t.app.inject({
      url: `/api/screens/home?region=${region}`,
      headers: { 'if-none-match': String(etag) },
    })
    expect(home.statusCode).toBe(200)
    expect(home.body).not.toContain(marker)
    t.clock.advance(61_000)
    await finishPending(t.deps)
    expect(await documentsWithMarker()).toEqual([])
    const stored = await t.deps.models.Notice.findById(id).lean()
    expect(stored).toMatchObject({ state: 'takenDown', owed: [], ended: { reason: '误带号码' } })
    expect(await t.deps.models.EditionRow.countDocuments({ notice: id })).toBe(0)
    const report = await ok('publisher', 'GET /api/notices/:id/leak-report', { params: { id } })
    expect(report.body.text).toContain('手机号')
    expect(report.body).toMatchObject({ households: taken.body.leak.households.length })
  }, 120_000)
})
