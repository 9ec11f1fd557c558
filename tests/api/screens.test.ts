import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
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
let land = ''
beforeAll(async () => {
  t = await villageApp()
  await published(t, 1)
  land = (await published(t, 31, completeContent(31, { table: true }))).notice
})
afterAll(() => t.close())

describe('the home screen', () => {
  const home = (token?: string) =>
    t.ask('GET /api/screens/home', { query: { region: village.code }, ...(token ? { token } : {}) })

  it('counts every item of the five categories and says what is missing', async () => {
    const { body } = await home()
    expect(body.categories.map(({ category }) => category)).toEqual([
      '综合村务',
      '民生保障',
      '重大决策',
      '财务公开',
      '重点工作',
    ])
    expect(body).toMatchObject({ items: 51, published: 2, user: null, household: [] })
    expect(body.missing).toHaveLength(3)
    expect(body.missing[0]?.stateText).toContain('应公开未公开')
    expect(body.newest).toHaveLength(2)
  })

  it('shows a villager what concerns the own household', async () => {
    const { body } = await home(t.token.villager)
    expect(body.household.map(({ id }) => id)).toEqual([land])
    expect(body.user).toMatchObject({ verified: true, name: 'villager' })
    expect((await home(t.token.neighbour)).body.household).toEqual([])
  })

  it('counts again as soon as something is published', async () => {
    await home()
    await published(t, 51)
    expect((await home()).body.published).toBe(3)
  })
})

describe('the catalogue, item and search screens', () => {
  it('show every one of the items with its state', async () => {
    const { body } = await t.ask('GET /api/screens/catalogue', { query: { region: village.code } })
    expect(body.items).toHaveLength(51)
    const one = await t.ask('GET /api/screens/catalogue', {
      query: { region: village.code, category: '财务公开' },
    })
    expect(one.body.items).toHaveLength(9)
    for (const { no } of body.items) {
      const item = await t.ask('GET /api/screens/item', { query: { region: village.code, no } })
      expect([no, item.status, item.body.item.elements.length > 0]).toEqual([no, 200, true])
    }
  })

  it('offer a draft only to a writer, and tell the own subscription', async () => {
    const since = t.clock.now()
    await t.deps.models.Subscription.create({
      _id: 'sub1',
      person: 'p-villager',
      region: village.code,
      category: '重大决策',
      item: null,
      scope: `${village.code}/重大决策`,
      since,
    })
    const item = (token?: string) =>
      t.ask('GET /api/screens/item', { query: { region: village.code, no: 31 }, ...(token ? { token } : {}) })
    expect((await item()).body).toMatchObject({ canWrite: false, subscription: null, state: 'published' })
    expect((await item(t.token.clerk)).body.canWrite).toBe(true)
    expect((await item(t.token.villager)).body).toMatchObject({
      canWrite: false,
      subscription: { label: '重大决策' },
    })
    expect((await t.ask('GET /api/screens/item', { query: { region: village.code, no: 77 } })).status).toBe(
      404,
    )
  })

  it('find items by name, alias and element', async () => {
    const search = async (q: string) =>
      (await t.ask('GET /api/screens/search', { query: { region: village.code, q } })).body.items.map(
        ({ no }) => no,
      )
    expect(await search('村情民意')).toEqual([7])
    expect(await search('流转')).toContain(31)
    const blank = await t.ask('GET /api/screens/search', { query: { region: village.code, q: ' ' } })
    expect(blank.status).toBe(422)
  })
})

describe('the notice screen', () => {
  it('says whether one is signed in', async () => {
    const screen = (token?: string) =>
      t.ask('GET /api/screens/notice', { query: { id: land }, ...(token ? { token } : {}) })
    expect((await screen()).body).toMatchObject({ signedIn: false, editions: 1, notice: { access: 'title' } })
    expect((await screen(t.token.villager)).body).toMatchObject({
      signedIn: true,
      notice: { access: 'full' },
    })
  })
})

describe('the desk', () => {
  const desk = (token: string) => t.ask('GET /api/screens/desk', { query: { region: village.code }, token })

  it('gives everyone what is theirs to do', async () => {
    const draft = await draftOf(t, 27)
    const sent = await submitted(t, await draftOf(t, 48))
    const clerk = (await desk(t.token.clerk)).body
    expect(clerk.can).toEqual({ write: true, review: false, publish: false, verify: true })
    expect(clerk.drafts.map(({ notice }) => notice)).toEqual(
      expect.arrayContaining([draft.notice, sent.notice]),
    )
    expect(clerk.reviews).toEqual([])
    const supervisor = (await desk(t.token.supervisor)).body
    expect(supervisor.reviews.map(({ notice }) => notice)).toEqual([sent.notice])
    expect(supervisor.drafts).toEqual([])
    expect((await desk(t.token.clerk2)).body.drafts).toEqual([])
    expect((await desk(t.token.villager)).status).toBe(403)
  })

  it('shows a new draft that is not stored, and those the writer has begun for the item', async () => {
    const asked = { region: village.code, item: 33 }
    const paper = (token: string) => t.ask('GET /api/screens/new-draft', { query: asked, token })
    const before = await t.deps.models.Notice.countDocuments()
    const { body } = await paper(t.token.clerk)
    expect(body).toMatchObject({
      drafts: [],
      work: { notice: 'new', state: 'draft', mine: true, revision: 0 },
    })
    expect(body.work.abilities.find(({ verb }) => verb === 'edit')?.allowed).toBe(true)
    expect(body.households).toHaveLength(3)
    expect(await t.deps.models.Notice.countDocuments()).toBe(before)
    const made = await t.ask('POST /api/notices', {
      body: { ...asked, content: { title: '第一个字' } },
      token: t.token.clerk,
    })
    expect(made.body).toMatchObject({ revision: 0, content: { title: '第一个字' } })
    expect((await paper(t.token.clerk)).body.drafts).toMatchObject([
      { notice: made.body.notice, title: '第一个字', state: 'draft' },
    ])
    expect((await paper(t.token.clerk2)).body.drafts).toEqual([])
    expect((await paper(t.token.villager)).status).toBe(403)
  })

  it('helps the writer with columns, the register and what was published last time', async () => {
    const draft = await draftOf(t, 31, {})
    const edit = (token: string) => t.ask('GET /api/screens/edit', { query: { id: draft.notice }, token })
    const { body } = await edit(t.token.clerk)
    expect(body.suggestedColumns.map(({ label }) => label)).toContain('户主')
    expect(body.households.map(({ code }) => code)).toEqual(['HT-15-001', 'HT-15-002', 'HT-15-003'])
    expect(body.last).toMatchObject({ rows: 3, content: { table: { caption: '明细表' } } })
    expect(body.work.abilities.find(({ verb }) => verb === 'submit')?.failureReasons.length).toBeGreaterThan(
      3,
    )
    const sent = await submitted(t, await draftOf(t, 48))
    const seen = await t.ask('GET /api/screens/edit', {
      query: { id: sent.notice },
      token: t.token.supervisor,
    })
    expect(seen.body).toMatchObject({ households: [], last: null, work: { mine: false, state: 'submitted' } })
  })
})

describe('regions', () => {
  it('are a tree from the county down', async () => {
    const { body } = await t.ask('GET /api/regions')
    expect(body.regions[0]?.children[0]?.children.map(({ name }) => name)).toEqual(['护塘村', '荷月村'])
    const one = await t.ask('GET /api/regions/:code', { params: { code: village.code } })
    expect(one.body).toMatchObject({ households: 3, groups: [{ no: 15, name: '15组' }] })
    expect(one.body.parents.map(({ name }) => name)).toEqual(['金山区', '漕泾镇'])
    expect((await t.ask('GET /api/regions/:code', { params: { code: '1' } })).status).toBe(422)
    expect((await t.ask('GET /api/regions/:code', { params: { code: '999999' } })).error.code).toBe(
      'regionNotFound',
    )
  })

  it('may leave items out and add others, with a reason and a basis', async () => {
    const { body } = await t.ask('GET /api/regions/:code/catalogue', { params: { code: '310116109222' } })
    expect(body.left).toMatchObject([{ no: 34 }])
    expect(body.items.some(({ item }) => item.no === 34)).toBe(false)
    expect(body.items.find(({ item }) => item.no === 52)?.item.added?.reason).toBeTruthy()
    const gone = await t.ask('GET /api/regions/:code/items/:no', { params: { code: '310116109222', no: 34 } })
    expect(gone.error.code).toBe('itemNotFound')
  })
})
