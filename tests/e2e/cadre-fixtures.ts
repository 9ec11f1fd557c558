import type { Api, DraftContent, EditionWork, User, WorkLine } from '@hutang/shared/contract'
import { land, now, region } from './fixtures/village'
import type { StubAnswer, StubRequest } from './support'

type Answer<R extends keyof Api> = Api[R]['response']

const role = (name: 'clerk' | 'supervisor' | 'publisher', words: string): User['roles'][number] => ({
  role: name,
  roleText: words,
  region,
})

export const cadre: User = {
  account: 'cadre',
  name: '沈小禾',
  verified: false,
  residence: null,
  roles: [role('clerk', '村经办')],
  enterprises: [],
  textSize: null,
  unread: 0,
}

export const sessionOf = (user: User) => ({ accessToken: 'a', refreshToken: 'r', expiresIn: 900, user })

export const held = { 'hutang.region': region.code, 'hutang.session': sessionOf(cadre) }

export const columns: Answer<'GET /api/screens/edit'>['suggestedColumns'] = [
  { key: 'group', label: '组别', kind: 'group' },
  { key: 'name', label: '户名', kind: 'name' },
  { key: 'contracted', label: '承包面积', kind: 'area' },
  { key: 'moved', label: '流转面积', kind: 'area' },
  { key: 'paid', label: '流转费', kind: 'money' },
]

export const households = [
  { code: '15-001', name: '陆文华', group: '15组' },
  { code: '15-002', name: '顾秀英', group: '15组' },
  { code: '15-003', name: '沈阿根', group: '15组' },
]

export const content: DraftContent = {
  title: '15 组土地经营权流转情况（2026 年第三季度）',
  plain: '15 组 3 户一共流转 12.57 亩，每亩每年 1,200 元。',
  elements: [
    { name: '组别、户名', text: '15 组，共 3 户，见表。' },
    { name: '流入方与用途', text: '流入青禾家庭农场，种水稻。' },
  ],
  body: '流转费于 11 月 25 日前发到各户。\n有疑问请到村委会一楼窗口。',
  table: {
    caption: '15 组流转明细',
    columns,
    rows: [
      { household: '15-001', cells: ['15组', '陆文华', 458, 419, 502800] },
      { household: '15-002', cells: ['15组', '顾秀英', 420, 419, 502800] },
      { household: null, cells: ['15组', '沈阿根', 430, 419, 502800] },
    ],
  },
}

const blank: DraftContent = { title: '', plain: '', elements: [], body: '', table: null }
const hash = 'a'.repeat(64)

const verbs: EditionWork['abilities'][number]['verb'][] = [
  'edit',
  'submit',
  'approve',
  'return',
  'publish',
  'discard',
]

/** Abilities with these verbs allowed; the others refused for the reason given. */
export const able = (allowed: readonly string[], reasons: string[] = ['现在轮不到这一步。']) =>
  verbs.map((verb) => {
    const may = allowed.includes(verb)
    return { verb, allowed: may, failureReasons: may ? [] : reasons }
  })

export function workOf(change: Partial<EditionWork> = {}): EditionWork {
  return {
    notice: 'w1',
    edition: 'e1',
    editionNo: 1,
    region,
    item: land,
    state: 'draft',
    stateText: '草稿',
    noticeState: 'none',
    revision: 3,
    content: blank,
    pictures: [],
    contentHash: hash,
    author: '沈小禾',
    mine: true,
    history: [{ verb: 'create', by: '沈小禾（村干部）', at: '2026-11-19T02:00:00.000Z', reason: null }],
    abilities: able(['edit', 'discard'], ['请写标题。', '请写一句话说清。', '还没写“流入方与用途”。']),
    updatedAt: '2026-11-20T01:12:00.000Z',
    ...change,
  }
}

export const editOf = (work: EditionWork): Answer<'GET /api/screens/edit'> => ({
  work,
  suggestedColumns: columns,
  households,
  last: {
    title: '15 组土地经营权流转情况（2026 年第二季度）',
    publishedAt: '2026-08-08T02:00:00.000Z',
    content,
  },
})

const line = (change: Partial<WorkLine>): WorkLine => ({
  notice: 'w1',
  title: content.title,
  itemNo: 31,
  itemName: land.level2,
  state: 'draft',
  stateText: '草稿',
  author: '沈小禾',
  mine: true,
  updatedAt: '2026-11-20T01:12:00.000Z',
  reason: null,
  ...change,
})

export const desk: Answer<'GET /api/screens/desk'> = {
  region,
  roles: ['村经办'],
  drafts: [
    line({}),
    line({
      notice: 'w2',
      title: '2026 年 10 月财务收支明细',
      itemNo: 39,
      itemName: '财务收支明细',
      state: 'returned',
      stateText: '已退回',
      reason: '流转费合计与表格不一致，请核对三组的两行。',
    }),
  ],
  reviews: [
    line({
      notice: 'w3',
      title: '村两委班子分工',
      itemNo: 2,
      itemName: '村两委班子',
      state: 'submitted',
      stateText: '待审核',
    }),
  ],
  approved: [],
  published: [
    line({
      notice: 'n9',
      title: '村简介',
      itemNo: 1,
      itemName: '村简介',
      state: 'published',
      stateText: '已发布',
    }),
  ],
  missing: Array.from({ length: 7 }, (_, at) => ({
    no: 40 + at,
    name:
      ['专项资金', '村级债权债务', '集体资产租赁', '工程招投标', '误工补贴', '救灾款物', '环境整治'][at] ??
      '',
    stateText: '应公开未公开：近三个月没有公开，上一次是 7 月 8 日 周三',
  })),
  claims: 2,
  can: { write: true, review: false, publish: false, verify: true },
}

export const claims: Answer<'GET /api/regions/:code/claims'> = {
  claims: [
    {
      id: 'c1',
      region,
      householdCode: '15-003',
      name: '沈阿根',
      state: 'open',
      openedAt: now,
      reason: null,
      matches: true,
    },
    {
      id: 'c2',
      region,
      householdCode: '15-001',
      name: '王小满',
      state: 'open',
      openedAt: now,
      reason: null,
      matches: false,
    },
  ],
}

const refused = (status: number, code: string, message: string): StubAnswer => ({
  status,
  body: { error: { code, message, requestId: 'r1' } },
})

/** A BFF that holds one draft and behaves as the contract says about revisions. */
export class DraftDesk {
  readonly asked: StubRequest[] = []
  offline = false

  constructor(public work: EditionWork = workOf()) {}

  /** Another phone of the author's writes the same draft. */
  writeElsewhere(content: Partial<DraftContent>): void {
    this.work = {
      ...this.work,
      revision: this.work.revision + 1,
      content: { ...this.work.content, ...content },
    }
  }

  patches(): Partial<DraftContent>[] {
    return this.asked
      .filter(({ method }) => method === 'PATCH')
      .map(({ body }) => (body as { content: Partial<DraftContent> }).content)
  }

  readonly respond = (request: StubRequest): StubAnswer | 'offline' => {
    if (this.offline) return 'offline'
    this.asked.push(request)
    const { method, path, body } = request
    const route = `${method} ${path.split('?')[0]}`
    switch (route) {
      case 'GET /api/screens/edit':
        return { status: 200, body: editOf(this.work) }
      case 'GET /api/screens/desk':
        return { status: 200, body: desk }
      case `GET /api/regions/${region.code}/claims`:
        return { status: 200, body: claims }
      case 'POST /api/notices':
        return { status: 201, body: this.work }
      case 'PATCH /api/notices/w1':
        return this.patch(body as { revision: number; content: Partial<DraftContent> })
      case 'POST /api/notices/w1/submit':
        return this.step({ state: 'submitted', stateText: '待审核' })
      case 'POST /api/notices/w1/review':
        return this.step({ state: 'approved', stateText: '待发布' })
      case 'POST /api/notices/w1/publish':
        return this.step({ state: 'published', stateText: '已发布' })
      case `POST /api/regions/${region.code}/households/15-001/slips`:
        return {
          status: 201,
          body: { householdCode: '15-001', code: '482 913', expiresAt: '2026-12-04T02:00:00.000Z' },
        }
      case 'POST /api/claims/c1/decision':
        return { status: 200, body: { ...claims.claims[0], state: 'confirmed' } }
      default:
        return refused(404, 'notFound', '没有找到您要看的内容。')
    }
  }

  private patch({
    revision,
    content: change,
  }: {
    revision: number
    content: Partial<DraftContent>
  }): StubAnswer {
    if (revision !== this.work.revision) return refused(409, 'staleEdit', '这份草稿刚刚被改过。')
    const next = { ...this.work.content, ...change }
    const abilities = next.title && next.plain ? able(['edit', 'submit', 'discard']) : this.work.abilities
    this.work = { ...this.work, revision: revision + 1, content: next, abilities, updatedAt: now }
    return { status: 200, body: this.work }
  }

  private step(change: Partial<EditionWork>): StubAnswer {
    this.work = { ...this.work, ...change, revision: this.work.revision + 1 }
    return { status: 200, body: this.work }
  }
}
