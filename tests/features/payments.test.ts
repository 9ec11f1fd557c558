import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { township } from '../api/notices-setup'
import { ok, tokensOf } from '../api/policies-setup'
import { codeOf } from './packages-rig'
import { type Cell, type PaymentsRig, paymentHead, paymentsRig } from './payments-rig'

let rig: PaymentsRig
beforeAll(async () => {
  rig = await paymentsRig()
  for (const id of ['wang', 'li']) await rig.person(id)
})
beforeEach(() => rig.reset())
afterAll(() => rig.close())

/** Friday 20 November 2026. */
const documentNo = '示农发〔2026〕7号'
const paidPolicy = () => rig.policy({ documentNo, payDays: null })

type Days = [
  handedIn: string | null,
  approved: string | null,
  paid: string | null,
  yuan: number | string | null,
]
const row = (no: number, days: Days, more: Cell[] = []): Cell[] => [
  ...[no, '示农发[2026]7号', codeOf(no), `示例${no}号公司`, '2026', ...days],
  ...more,
]
const whole = (...rows: Cell[][]): Cell[][] => [paymentHead, ...rows]

const open = async (id: string) => ok(await rig.ask('GET /api/policies/:id/payments', { params: { id } }))
const own = async (who: string, id: string) =>
  ok(await rig.ask('GET /api/enterprises/:id/payments', { params: { id }, token: rig.tokenFor(who) })).items

describe('a policy that is paid', () => {
  it('says in public how many firms and how many days, and nothing of fewer than three', async () => {
    const { id } = await paidPolicy()
    expect((await open(id)).text).toBe('还没有到账的。')
    // 10 and 14 working days from handing in to the money.
    const two = whole(
      row(1, ['2026-10-12', '2026-10-16', '2026-10-26', 100]),
      row(2, ['2026-10-12', '2026-10-16', '2026-10-30', 200]),
    )
    ok(await rig.sheet(two))
    expect(await open(id)).toMatchObject({ paid: null, medianDays: null, text: '不足3户，不公布天数。' })
    const three = [...two, row(3, ['2026-10-12', '2026-10-16', '2026-11-09', 300])]
    expect(ok(await rig.sheet(three))).toMatchObject({ new: 1, changed: 0, same: 2 })
    expect(await open(id)).toMatchObject({
      paid: 3,
      medianDays: 14,
      text: '已有3户到账，一半在14个工作日以内到账。',
    })
    const { items } = ok(await rig.ask('GET /api/payments', { query: { region: township.code } }))
    expect(items).toEqual([expect.objectContaining({ policy: id, paid: 3, medianDays: 14 })])
    expect(JSON.stringify(items)).not.toMatch(/示例\d号公司|TET/)
  })

  it('counts a firm that is paid twice once', async () => {
    const { id } = await paidPolicy()
    const again = row(1, ['2026-10-12', '2026-10-16', '2026-10-26', 100])
    again[4] = '2026第二批'
    const rows = whole(
      row(1, ['2026-10-12', '2026-10-16', '2026-10-26', 100]),
      again,
      row(2, ['2026-10-12', '2026-10-16', '2026-10-30', 200]),
    )
    expect(ok(await rig.sheet(rows)).new).toBe(3)
    expect((await open(id)).text).toBe('不足3户，不公布天数。')
  })

  it('shows an enterprise where it stands, the days that are allowed, and plainly what is overdue', async () => {
    const { id } = await paidPolicy()
    const firm = await rig.firm('wang', 1)
    ok(await rig.sheet(whole(row(1, ['2026-10-28', null, null, null]))))
    expect((await own('wang', firm.id))[0]?.words).toBe('10月28日已收到申报，正在审核。')
    ok(await rig.sheet(whole(row(1, ['2026-10-28', '2026-11-10', null, 20000]))))
    const [approved] = await own('wang', firm.id)
    expect(approved).toMatchObject({ step: 'approved', day: 8, allowed: 60, overdue: 0, dueOn: null })
    expect(approved?.words).toBe(
      '11月10日批准20,000.00元，还没到账。按规定60个工作日内打款，今天是第8个；明年放假安排还没公布，到期日待定。',
    )
    expect(approved?.policy).toMatchObject({ id })
    ok(await rig.sheet(whole(row(1, ['2026-08-03', '2026-08-10', null, 20000]))))
    expect((await own('wang', firm.id))[0]).toMatchObject({
      ...{ dueOn: '2026-11-06', overdue: 10 },
      words:
        '8月10日批准20,000.00元，还没到账。按规定60个工作日内打款，应在11月6日前打款，已超过10个工作日。',
    })
  })

  it('allows the days that the policy names itself', async () => {
    const { id } = await rig.policy({ documentNo, payDays: 20 })
    const firm = await rig.firm('wang', 1)
    ok(await rig.sheet(whole(row(1, ['2026-10-28', '2026-11-10', null, 20000]))))
    expect((await own('wang', firm.id))[0]?.words).toBe(
      '11月10日批准20,000.00元，还没到账。按规定20个工作日内打款，今天是第8个。',
    )
    expect(await open(id)).toMatchObject({ allowed: 20, source: '政策文件写的期限' })
  })

  it('is not shown to who acts for another firm, nor to who only asks for this one', async () => {
    await paidPolicy()
    const firm = await rig.firm('wang', 1)
    ok(await rig.sheet(whole(row(1, ['2026-10-28', '2026-11-10', null, 20000]))))
    const asked = () =>
      rig.ask('GET /api/enterprises/:id/payments', { params: { id: firm.id }, token: rig.tokenFor('li') })
    expect((await asked()).status).toBe(404)
    ok(
      await rig.ask('POST /api/enterprises', {
        body: { creditCode: codeOf(1), name: '示例1号公司', region: township.code },
        token: rig.tokenFor('li'),
      }),
    )
    expect((await asked()).status).toBe(403)
  })

  it('stands in the profile as received, with its source, and no question is asked of it', async () => {
    const { id } = await paidPolicy()
    const firm = await rig.firm('wang', 1)
    ok(await rig.sheet(whole(row(1, ['2026-10-12', '2026-10-16', '2026-11-18', 100]))))
    await rig.settle()
    const token = rig.tokenFor('wang')
    const view = ok(await rig.ask('GET /api/enterprises/:id', { params: { id: firm.id }, token }))
    expect(view.profile.received).toEqual([{ policy: id, on: '2026-11-18', fen: 10_000, source: 'payments' }])
    const fits = ok(await rig.ask('GET /api/enterprises/:id/package', { params: { id: firm.id }, token }))
    expect(fits.entries.map(({ outcome }) => outcome)).toEqual(['received'])
  })

  it('that was of another day, or is taken back, is not received any more', async () => {
    const { id } = await paidPolicy()
    const firm = await rig.firm('wang', 1)
    const received = async () =>
      ok(await rig.ask('GET /api/enterprises/:id', { params: { id: firm.id }, token: rig.tokenFor('wang') }))
        .profile.received
    for (const paid of ['2026-11-18', '2026-11-17']) {
      ok(await rig.sheet(whole(row(1, ['2026-10-12', '2026-10-16', paid, 100]))))
      await rig.settle()
      expect(await received()).toEqual([{ policy: id, on: paid, fen: 10_000, source: 'payments' }])
    }
    ok(await rig.sheet(whole(row(1, ['2026-10-12', '2026-10-16', null, null]))))
    await rig.settle()
    expect(await received()).toEqual([])
  })

  it('is the office’s to say: the firm’s people neither take it away nor say that it was', async () => {
    const { id } = await paidPolicy()
    const firm = await rig.firm('wang', 1)
    ok(await rig.sheet(whole(row(1, ['2026-10-12', '2026-10-16', '2026-11-18', 100]))))
    await rig.settle()
    const token = rig.tokenFor('wang')
    const change = async (received: unknown) => {
      const { revision } = ok(await rig.ask('GET /api/enterprises/:id', { params: { id: firm.id }, token }))
      const body = { revision, profile: { received } }
      return ok(await rig.ask('PUT /api/enterprises/:id', { params: { id: firm.id }, body, token })).profile
        .received
    }
    const paid = { policy: id, on: '2026-11-18', fen: 10_000, source: 'payments' }
    expect(await change(null)).toEqual([paid])
    expect(await change([{ ...paid, fen: 1 }])).toEqual([paid])
    const own = { policy: 'another', on: '2026-05-01', fen: 5 }
    expect(await change([{ ...own, source: 'payments' }, paid])).toEqual([own, paid])
  })

  it('reaches the profile of a firm that somebody enters later', async () => {
    const { id } = await paidPolicy()
    ok(await rig.sheet(whole(row(1, ['2026-10-12', '2026-10-16', '2026-11-18', 100]))))
    await rig.settle()
    const firm = await rig.firm('wang', 1)
    const jobs = rig.deps.features.find(({ name }) => name === 'payments')?.jobs?.(rig.deps) ?? []
    for (const job of jobs) await job.run()
    const token = rig.tokenFor('wang')
    const view = ok(await rig.ask('GET /api/enterprises/:id', { params: { id: firm.id }, token }))
    expect(view.profile.received).toEqual([expect.objectContaining({ policy: id, source: 'payments' })])
  })
})

describe('its steps', () => {
  it('are told to the people of the firm, each once, whatever is imported again', async () => {
    await paidPolicy()
    await rig.firm('wang', 1)
    const approved = whole(row(1, ['2026-11-02', '2026-11-10', null, 20000]))
    for (let round = 0; round < 2; round += 1) {
      ok(await rig.sheet(approved))
      await rig.settle()
    }
    const paid = whole(row(1, ['2026-11-02', '2026-11-10', '2026-11-19', 20000]))
    for (let round = 0; round < 2; round += 1) {
      ok(await rig.sheet(paid))
      await rig.settle()
    }
    expect(await rig.told()).toEqual([expect.stringMatching(/@approved$/), expect.stringMatching(/@paid$/)])
    const matches = await rig.deps.models.Match.find({ 'subject.kind': 'payment' }).lean()
    expect(matches.map(({ person, reasons }) => [person, reasons])).toEqual([
      ['wang', ['enterprise']],
      ['wang', ['enterprise']],
    ])
    const inbox = ok(await rig.ask('GET /api/me/inbox', { query: {}, token: rig.tokenFor('wang') }))
    expect(inbox.items.map(({ notice }) => notice.title)).toContainEqual(
      expect.stringMatching(/^示例1号公司：.*已到账$/),
    )
  })

  it('that lie long back are kept and told to nobody', async () => {
    await paidPolicy()
    await rig.firm('wang', 1)
    ok(await rig.sheet(whole(row(1, ['2026-05-06', '2026-05-20', '2026-06-10', 100]))))
    await rig.settle()
    expect(await rig.told()).toEqual([])
  })

  it('say why somebody was refused, to that firm alone', async () => {
    await paidPolicy()
    const firm = await rig.firm('wang', 1)
    ok(await rig.sheet(whole(row(1, ['2026-11-02', null, null, null], ['2026-11-12', '流转面积不到50亩']))))
    await rig.settle()
    expect((await own('wang', firm.id))[0]?.words).toBe('11月12日没有通过：流转面积不到50亩。')
    expect(await rig.told()).toEqual([expect.stringMatching(/@refused$/)])
  })
})

describe('an import', () => {
  it('is looked at first: nothing is kept, and every fault is named by row and column', async () => {
    await paidPolicy()
    const rows = whole(
      row(1, ['2026-10-12', '2026-10-16', '2026-10-26', 100]),
      row(2, ['2026-10-12', '2026-10-01', null, 100]),
      [3, '没有这项', codeOf(3), '示例', '2026', '2026-10-12', null, null, null],
      [4, documentNo, '91310000EXAMPLE000', '示例', '2026', '2026-10-12', null, null, null],
      row(5, [null, null, null, null]),
      row(6, ['2026-10-12', '2026-10-16', '2026-12-26', 100]),
      row(7, ['2026-10-12', '2026-10-16', '2026-10-26', '一百来块']),
      row(8, ['2026-11-02', null, null, null], ['2026-11-12', '请打 13812345678']),
      row(1, ['2026-10-12', '2026-10-16', '2026-10-26', 100]),
    )
    const { body } = await rig.sheet(rows, { take: false })
    expect(body).toMatchObject({ taken: false, id: null, rows: 9, new: 1, left: 8, firms: 1 })
    expect(body.problems.map(({ row: no, field, column }) => [no, field, column])).toEqual([
      [3, 'approvedOn', '核准日期'],
      [4, 'policy', '文号'],
      [5, 'creditCode', '统一社会信用代码'],
      [6, 'handedInOn', '申报日期'],
      [7, 'paidOn', '到账日期'],
      [8, 'fen', '金额（元）'],
      [8, 'fen', '金额（元）'],
      [9, 'reason', '未通过原因'],
      [10, 'creditCode', '统一社会信用代码'],
    ])
    expect(await rig.deps.models.Payment.countDocuments()).toBe(0)
  })

  it('reads sums in 万元, and asks which policy where the sheet does not say', async () => {
    const { id } = await paidPolicy()
    const rows: Cell[][] = [
      ['统一社会信用代码', '申报日期', '核准日期', '到账日期', '金额（万元）'],
      [codeOf(1), '2026-10-12', '2026-10-16', '2026-10-26', 1.25],
    ]
    expect((await rig.sheet(rows)).error).toMatchObject({
      code: 'unreadablePayments',
      message: '表里没有“政策名称”或“文号”这一列，请先选是哪项政策。',
    })
    ok(await rig.sheet(rows, { policy: id }))
    expect(await rig.deps.models.Payment.find().lean()).toEqual([
      expect.objectContaining({ policy: id, fen: 1_250_000, batch: '2026' }),
    ])
  })

  it('is undone: new rows go, changed ones are as before, what came later stays', async () => {
    const { id } = await paidPolicy()
    const firm = await rig.firm('wang', 1)
    ok(
      await rig.sheet(
        whole(row(1, ['2026-10-12', null, null, null]), row(2, ['2026-10-12', null, null, null])),
      ),
    )
    const second = ok(
      await rig.sheet(
        whole(
          row(1, ['2026-10-12', '2026-10-16', '2026-11-18', 100]),
          row(2, ['2026-10-12', '2026-10-16', null, 200]),
          row(3, ['2026-10-12', null, null, null]),
        ),
      ),
    )
    await rig.settle()
    ok(await rig.sheet(whole(row(2, ['2026-10-12', '2026-10-16', '2026-11-19', 200]))))
    const undo = () =>
      rig.ask('POST /api/payment-imports/:id/undo', {
        params: { id: second.id ?? '' },
        token: tokensOf(rig).writer,
      })
    expect(ok(await undo()).undone).toEqual({ back: 2, kept: 1 })
    expect(ok(await undo()).undone).toEqual({ back: 2, kept: 1 })
    const steps = (await rig.deps.models.Payment.find({ policy: id }).sort({ _id: 1 }).lean()).map(
      ({ creditCode, step }) => [creditCode, step],
    )
    expect(new Map(steps as [string, string][])).toEqual(
      new Map([
        [codeOf(1), 'handedIn'],
        [codeOf(2), 'paid'],
      ]),
    )
    const token = rig.tokenFor('wang')
    const view = ok(await rig.ask('GET /api/enterprises/:id', { params: { id: firm.id }, token }))
    expect(view.profile.received).toEqual([])
  })

  it('and the one before it as well, the newest first: nothing of both is left', async () => {
    const { id } = await paidPolicy()
    const first = ok(await rig.sheet(whole(row(1, ['2026-10-12', null, null, null]))))
    const second = ok(await rig.sheet(whole(row(1, ['2026-10-12', '2026-10-16', null, 100]))))
    const third = ok(await rig.sheet(whole(row(1, ['2026-10-12', '2026-10-16', '2026-11-18', 100]))))
    for (const one of [third, second, first]) {
      const undone = await rig.ask('POST /api/payment-imports/:id/undo', {
        params: { id: one.id ?? '' },
        token: tokensOf(rig).writer,
      })
      expect(ok(undone).undone).toEqual({ back: 1, kept: 0 })
    }
    expect(await rig.deps.models.Payment.countDocuments({ policy: id })).toBe(0)
  })

  it('is for the office of the policy alone', async () => {
    await paidPolicy()
    const rows = whole(row(1, ['2026-10-12', null, null, null]))
    for (const token of [tokensOf(rig).reviewer, rig.tokenFor('wang')])
      expect((await rig.sheet(rows, { token })).status).toBe(403)
  })
})

describe('a payment that is typed', () => {
  const typed = (body: object) =>
    rig.ask('PUT /api/regions/:code/payments', {
      params: { code: township.code },
      body,
      token: tokensOf(rig).writer,
    })

  it('is kept where no sheet has it, and refused where one has', async () => {
    const { id } = await paidPolicy()
    const body = { policy: id, creditCode: codeOf(1), handedInOn: '2026-11-02', approvedOn: '2026-11-10' }
    expect(ok(await typed(body))).toMatchObject({ typed: true, step: 'approved', batch: '2026' })
    expect(ok(await typed(body)).step).toBe('approved')
    expect(ok(await typed({ ...body, paidOn: '2026-11-18', fen: 500 })).step).toBe('paid')
    ok(await rig.sheet(whole(row(2, ['2026-10-12', null, null, null]))))
    const refused = await typed({ policy: id, creditCode: codeOf(2), handedInOn: '2026-10-12' })
    expect(refused.error.code).toBe('paymentHasSource')
  })

  it('names the field that is wrong', async () => {
    const { id } = await paidPolicy()
    const wrong = await typed({ policy: id, creditCode: 'X', paidOn: '2026-12-01' })
    expect(wrong.status).toBe(422)
    expect(wrong.error.fields?.map(({ field }) => field)).toEqual(['creditCode', 'paidOn', 'fen'])
    const none = await typed({ policy: id, creditCode: codeOf(1), handedInOn: '2026-02-31' })
    expect(none.error.fields).toEqual([
      { field: 'handedInOn', message: expect.stringContaining('没有这一天') },
    ])
  })
})

describe('the office', () => {
  it('sees what is overdue first, and how much of what there is', async () => {
    await paidPolicy()
    ok(
      await rig.sheet(
        whole(
          row(1, ['2026-10-12', '2026-10-16', '2026-10-26', 100]),
          row(2, ['2026-11-02', null, null, null]),
          row(3, ['2026-07-01', '2026-07-10', null, 100]),
          row(4, ['2026-08-03', '2026-08-10', null, 100]),
        ),
      ),
    )
    const list = ok(
      await rig.ask('GET /api/regions/:code/payments', {
        params: { code: township.code },
        token: tokensOf(rig).writer,
      }),
    )
    expect(list.items.map(({ creditCode }) => creditCode)).toEqual([3, 4, 2, 1].map(codeOf))
    expect(list.counts).toEqual({ overdue: 2, waiting: 1, done: 1 })
  })

  it('makes a draft of an item of the catalogue from what was paid, once for a request', async () => {
    const { id } = await paidPolicy()
    const publish = (key: string) =>
      rig.ask('POST /api/policies/:id/payments/notice', {
        ...{ params: { id }, body: { item: 22 }, token: tokensOf(rig).writer },
        headers: { 'idempotency-key': key },
      })
    expect((await publish('first-request')).error.code).toBe('nothingPaid')
    ok(
      await rig.sheet(
        whole(
          row(1, ['2026-10-12', '2026-10-16', '2026-10-26', 100]),
          row(2, ['2026-10-12', '2026-10-16', '2026-10-30', 250.5]),
        ),
      ),
    )
    const { notice, rows } = ok(await publish('second-request'))
    expect(rows).toBe(2)
    expect(ok(await publish('second-request')).notice).toBe(notice)
    const [draft] = await rig.deps.models.Edition.find({ notice }).lean()
    expect(draft).toMatchObject({
      ...{ item: 22, region: township.code, state: 'draft' },
      plain: '已到账2户，合计350.50元，名单见表。',
      table: { caption: '补贴结果', rows: 2 },
    })
  })
})

describe('a policy that is taken down', () => {
  it('leaves its title in no message that was sealed, those of payments among them', async () => {
    const { id } = await rig.policy({ documentNo, payDays: null, title: '误带了鹮的奖补（示例）' })
    await rig.firm('wang', 1)
    ok(await rig.sheet(whole(row(1, ['2026-10-28', '2026-11-20', null, 20000]))))
    await rig.settle()
    // The digest of the day.
    rig.clock.advance(24 * 3_600_000)
    await rig.settle()
    const sealed = async () => JSON.stringify(await rig.deps.models.Delivery.find({}, { items: 1 }).lean())
    expect(await sealed()).toContain('鹮的奖补')
    const step = (who: 'reviewer' | 'signatory') => ({ params: { id }, token: tokensOf(rig)[who] })
    const reason = '附件带了私人信息。'
    ok(await rig.ask('POST /api/policies/:id/hide', { ...step('signatory'), body: { reason } }))
    ok(
      await rig.ask('POST /api/policies/:id/takedown', {
        ...{ ...step('reviewer'), body: { reason, kinds: ['name'] } },
        headers: { 'idempotency-key': `down-${id}` },
      }),
    )
    expect(await sealed()).not.toContain('鹮的奖补')
  })
})
