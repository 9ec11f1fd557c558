import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { goOn } from '../../server/src/features/oldnotices/publish'
import { importedOld, oldFolder, oldHead, oldTable, throughOld } from '../support/old-notices'
import { xlsxFile } from '../support/table-files'
import { zipOf } from '../support/zip-file'
import { neighbour, renewed, type Village, village, villageApp, type Who } from './notices-setup'

let t: Village
beforeAll(async () => {
  t = await villageApp()
})
afterAll(() => t.close())

const list = xlsxFile({ rows: [oldHead, ['2024-03-10', 9, '一条', '正文。', '', '']] })
const step = (who: Who) => ({ token: renewed(t, who) })
const one = async (title: string) =>
  (await importedOld(t, oldFolder([['2024-03-10', 9, title, '正文。', '', '']]))).body

describe('who may', () => {
  it.each(['clerk', 'supervisor', 'villager', 'neighbour', 'officer', 'stranger'] as const)(
    '%s imports nothing',
    async (who) => {
      expect((await importedOld(t, oldFolder([['2024-03-10', 9, '谁都行', '', '', '']]), who)).status).toBe(
        403,
      )
    },
  )

  it('what was imported is not there for others, and its importer does not review it', async () => {
    const batch = await one('别人看不到')
    for (const who of ['villager', 'neighbour', 'clerk', 'officer'] as const) {
      expect(
        (await t.ask('GET /api/old-batches/:id', { params: { id: batch.id }, ...step(who) })).status,
      ).toBe(404)
      expect(
        (
          await t.ask('GET /api/old-batches/:id/entries', {
            params: { id: batch.id },
            query: {},
            ...step(who),
          })
        ).status,
      ).toBe(404)
    }
    const own = await importedOld(t, oldFolder([['2024-03-11', 9, '自己审自己', '', '', '']]), 'both')
    const params = { id: own.body.id as string }
    const { body } = await t.ask('POST /api/old-batches/:id/submit', { params, ...step('both') })
    const review = await t.ask('POST /api/old-batches/:id/review', {
      params,
      body: { decision: 'approve', hash: body.hash },
      ...step('both'),
    })
    expect(review.status).toBe(403)
    const early = await t.ask('POST /api/old-batches/:id/publish', {
      params,
      body: { hash: body.hash },
      ...step('publisher'),
    })
    expect(early.status).toBe(409)
  })

  it('nothing goes out that was not reviewed: another hash is refused, and the neighbour’s village is not written to', async () => {
    const batch = await one('换了内容')
    const params = { id: batch.id as string }
    const sent = await t.ask('POST /api/old-batches/:id/submit', { params, ...step('publisher') })
    const wrong = { decision: 'approve' as const, hash: 'f'.repeat(64) }
    expect(
      (await t.ask('POST /api/old-batches/:id/review', { params, body: wrong, ...step('supervisor') }))
        .status,
    ).toBe(409)
    await t.ask('POST /api/old-batches/:id/review', {
      params,
      body: { ...wrong, hash: sent.body.hash },
      ...step('supervisor'),
    })
    const publish = await t.ask('POST /api/old-batches/:id/publish', {
      params,
      body: { hash: 'f'.repeat(64) },
      ...step('publisher'),
    })
    expect(publish.status).toBe(409)
    const there = await t.ask('POST /api/regions/:code/old-notices', {
      params: { code: neighbour.code },
      body: { date: '2024-01-01', item: 9, title: '写到邻村' },
      ...step('publisher'),
    })
    expect(there.status).toBe(403)
  })

  it('undoing needs the session of its publishing', async () => {
    const batch = await one('换个手机撤')
    await throughOld(t, batch.id)
    await t.deps.models.OldBatch.updateOne({ _id: batch.id }, { $set: { 'published.session': 's-other' } })
    const undone = await t.ask('POST /api/old-batches/:id/undo', {
      params: { id: batch.id },
      ...step('publisher'),
    })
    expect(undone.status).toBe(409)
    expect(undone.error?.message).toContain('那一次登录')
  })
})

describe('hostile files', () => {
  it.each([
    [
      'a bomb',
      zipOf([
        { name: '清单.xlsx', data: list },
        { name: 'a.csv', data: Buffer.alloc(40_000_000) },
      ]),
    ],
    ['a path out of its folder', zipOf([{ name: '../../etc/清单.xlsx', data: list }])],
    ['a path from the root', zipOf([{ name: '/清单.xlsx', data: list }])],
    ['a drive', zipOf([{ name: 'c:\\清单.xlsx', data: list }])],
    ['a lie about a size', zipOf([{ name: '清单.xlsx', data: list, says: { size: 10 } }])],
    ['no list', zipOf([{ name: '照片.png', data: Buffer.from('x') }])],
    ['half an archive', zipOf([{ name: '清单.xlsx', data: list }]).subarray(0, 200)],
  ])('%s is refused with a sentence', async (_what, data) => {
    const { status, body } = await importedOld(t, data)
    expect(status).toBe(422)
    expect(body.error.message).toMatch(/[。]$/)
  })

  it('a picture that is none, and a table that is none, refuse their row alone', async () => {
    const { body } = await importedOld(
      t,
      oldFolder(
        [
          ['2024-03-10', 9, '坏图', '', '', '坏.png'],
          ['2024-03-11', 9, '坏表', '', '坏.xlsx', ''],
          ['2024-03-12', 9, '好的', '', '', ''],
        ],
        { '坏.png': Buffer.from('no picture'), '坏.xlsx': Buffer.from('no table') },
      ),
    )
    expect(body.counts).toMatchObject({ fresh: 1, refused: 2 })
  })

  it('names packed by Windows are found', async () => {
    const gbk = Buffer.from([0xb1, 0xed, 0x2e, 0x78, 0x6c, 0x73, 0x78])
    const zip = zipOf([
      {
        name: 'list.xlsx',
        data: xlsxFile({ rows: [oldHead, ['2024-03-10', 9, '国标名', '', '表.xlsx', '']] }),
      },
      {
        name: 'XXXXXXX',
        data: oldTable([
          ['姓名', '说明'],
          ['甲', '乙'],
        ]),
      },
    ])
    let packed = zip
    for (let at = packed.indexOf('XXXXXXX'); at >= 0; at = packed.indexOf('XXXXXXX', at + 1))
      packed.set(gbk, at)
    packed = zip
    expect((await importedOld(t, packed)).body.counts).toMatchObject({ fresh: 1, refused: 0 })
  })
})

describe('large imports', () => {
  it('a table of 20,000 rows comes in whole', async () => {
    const rows = Array.from({ length: 20_000 }, (_, at) => [`${(at % 30) + 1}组`, `户${at}`, at + 1, '普通'])
    const table = Buffer.from(`组别,姓名,数量,备注\n${rows.map((row) => row.join(',')).join('\n')}\n`)
    const { status, body } = await importedOld(
      t,
      oldFolder([['2022-03-10', 9, '两万行', '', '大.csv', '']], { '大.csv': table }),
    )
    expect(status).toBe(201)
    expect(body.counts).toMatchObject({ fresh: 1, refused: 0 })
    const { published } = await throughOld(t, body.id)
    expect(published.body.counts.published).toBe(1)
    expect(await t.deps.models.EditionRow.countDocuments({})).toBeGreaterThanOrEqual(20_000)
    expect(await t.deps.models.OldRows.countDocuments({ batch: body.id })).toBe(0)
  }, 120_000)

  it('500 notices are a batch; the 501st is refused by its row', async () => {
    const rows = Array.from({ length: 501 }, (_, at) => [
      '2021-05-06',
      9,
      `第${at}条老公示`,
      '正文。',
      '',
      '',
    ])
    const { body } = await importedOld(t, oldFolder(rows))
    expect(body.counts).toMatchObject({ fresh: 500, refused: 1 })
    expect(body.refused[0]).toMatchObject({ row: 502, message: expect.stringContaining('500') })
    const { published } = await throughOld(t, body.id)
    expect(published.body).toMatchObject({ state: 'publishing', counts: { published: 100 } })
    // A request does not wait for all of them; the job goes on.
    t.clock.advance(120_000)
    await goOn(t.deps)
    const { body: after } = await t.ask('GET /api/old-batches/:id', {
      params: { id: body.id },
      ...step('publisher'),
    })
    expect(after).toMatchObject({ state: 'published', counts: { published: 500, fresh: 0 } })
  }, 120_000)
})

describe('what is never kept', () => {
  it('an id number in a table, a title or a cell that is no date is covered before anything is stored', async () => {
    const id = '310116198001011237'
    const spaced = '310116 19800101 1237'
    const { body } = await importedOld(
      t,
      oldFolder(
        [
          ['2024-03-10', 9, `办证 ${id} 的事`, `证件号 ${spaced}`, '名单.xlsx', ''],
          [id, 9, '日期写错', '', '', ''],
        ],
        {
          '名单.xlsx': oldTable([
            ['姓名', '身份证号'],
            ['沈某', id],
            ['陆某', '无'],
          ]),
        },
      ),
    )
    expect(body.counts).toMatchObject({ held: 1, refused: 1 })
    const { OldBatch, OldEntry, OldRows } = t.deps.models
    const stored = JSON.stringify(
      await Promise.all([OldBatch.find().lean(), OldEntry.find().lean(), OldRows.find().lean()]),
    )
    expect(stored).not.toContain('19800101')
    const { items } = (
      await t.ask('GET /api/old-batches/:id/entries', {
        params: { id: body.id },
        query: {},
        ...step('publisher'),
      })
    ).body
    expect(items[0]?.findings[0]).toMatchObject({ key: 'covered', kind: 'number' })
    expect(items[0]?.findings[0]?.message).toContain('附表第 1 行')
    const mended = await t.ask('POST /api/old-entries/:id/mend', {
      params: { id: items[0]?.id ?? '' },
      body: { way: 'seen', keys: [] },
      ...step('publisher'),
    })
    expect(mended.body).toMatchObject({ state: 'fresh', found: 0 })
    // Who reviews the batch reads who looked, and when.
    const params = { id: body.id as string }
    const read = await t.ask('GET /api/old-batches/:id/entries', { params, query: {}, ...step('supervisor') })
    expect(read.body.items[0]?.notes.at(-1)).toMatch(
      /^人publisher（.+），\d+ 月 \d+ 日 \d\d:\d\d看过遮住以后剩下的。$/,
    )
  })

  const digits = '110105194912310021'.slice(0, 17)
  const each = (signs: string) => [...digits].map((digit) => signs[Number(digit)]).join('')
  it.each([
    ['with spaces', '110105 19491231 002X'],
    ['a space behind each', [...`${digits}X`].join(' ')],
    ['no-break spaces', '110105\u00a019491231\u00a0002X'],
    ['signs that nobody sees', [...`${digits}X`].join('\u200b')],
    ['over three lines', '110105\n19491231\n002X'],
    ['with lines between', '110105_19491231_002X'],
    ['full width', '１１０１０５１９４９１２３１００２Ｘ'],
    ['Chinese digits', `${each('〇一二三四五六七八九')}X`],
    ['of banks', `${each('零壹贰叁肆伍陆柒捌玖')}X`],
    ['幺 for one', `${each('〇幺二三四五六七八九')}X`],
    ['in circles', `${each('⓪①②③④⑤⑥⑦⑧⑨')}X`],
    ['a Cyrillic Х', `${digits}Х`],
  ])('an id number in disguise (%s) leaves no three of its digits in any store', async (how, id) => {
    const title = `伪装 ${how.replace(/[a-zA-Z ]/g, '')}${how.length}`
    const files = {
      '名单.xlsx': oldTable([
        ['姓名', '备注'],
        ['沈某', id],
        ['陆某', `证号${id}。`],
      ]),
    }
    const { status, body } = await importedOld(
      t,
      oldFolder([['2024-03-10', 9, title, `他的证号是${id}，请核对`, '名单.xlsx', '']], files),
    )
    expect([status, body.counts.held]).toEqual([201, 1])
    const { OldBatch, OldEntry, OldRows } = t.deps.models
    const of = { batch: body.id }
    const stored = JSON.stringify([
      await OldBatch.findById(body.id).lean(),
      (await OldEntry.find(of).lean()).map(({ title, body, plain, table }) => ({
        title,
        body,
        plain,
        table,
      })),
      (await OldRows.find(of).lean()).map(({ rows }) => rows),
    ])
    const plain = id.replace(/[\s\u200b_]/g, '')
    for (let at = 0; at + 4 <= plain.length; at++)
      expect(stored.replace(/[\s\u200b_]|\\n/g, '')).not.toContain(plain.slice(at, at + 4))
  })

  it('nor is the beginning of one at which a text was cut', async () => {
    const id = `${digits}X`
    const [before, caption] = ['字'.repeat(85), '表'.repeat(45)]
    const files = { '名单.xlsx': oldTable([[`${caption}${id}`], ['姓名', '备注'], ['沈某', '无']]) }
    const long = '缺'.repeat(6)
    const { body } = await importedOld(
      t,
      oldFolder(
        [
          ['2024-03-10', 9, '剪断的号', `${before}${id}的事`, '名单.xlsx', ''],
          ['2024-03-10', `${long}${id}`, '没有的事项', '', '', ''],
          [`${long}${id}`, 9, '没有的日期', '', '', ''],
          ['2024-03-10', 9, '没有的表', '', `${'缺'.repeat(25)}${id}.xlsx`, ''],
          ['2024-03-10', 9, '没有的图', '', '', `${'缺'.repeat(25)}${id}.png`],
        ],
        files,
      ),
    )
    expect(body.counts).toMatchObject({ held: 1, refused: 4 })
    const { OldBatch, OldEntry } = t.deps.models
    const stored = JSON.stringify([
      await OldBatch.findById(body.id).lean(),
      await OldEntry.find({ batch: body.id }).lean(),
    ])
    expect(stored).not.toContain('110105')
  })

  it('nor is one that has a box for each of its signs', async () => {
    const head = ['姓名', ...Array.from({ length: 18 }, (_, at) => `第${at + 1}格`)]
    const files = { '名单.xlsx': oldTable([head, ['沈某', ...`${digits}X`]]) }
    const { body } = await importedOld(
      t,
      oldFolder([['2024-03-10', 9, '一格一字', '', '名单.xlsx', '']], files),
    )
    expect(body.counts).toMatchObject({ held: 1 })
    const rows = JSON.stringify(await t.deps.models.OldRows.find({ batch: body.id }).lean())
    expect(rows).not.toMatch(/"1","1","0","1"|1,1,0,1/)
  })

  it('nor is a telephone in a reason or beside a picture', async () => {
    const batch = await one('退回的话')
    const params = { id: batch.id as string }
    const { body } = await t.ask('POST /api/old-batches/:id/submit', { params, ...step('publisher') })
    const review = await t.ask('POST /api/old-batches/:id/review', {
      params,
      body: { decision: 'return', reason: '请打 13812345678', hash: body.hash },
      ...step('supervisor'),
    })
    expect(review.error?.fields).toMatchObject([{ field: 'reason' }])
  })
})

describe('by hand', () => {
  it('one at a time into one batch, with a pasted table; the gate holds what it holds', async () => {
    const params = { code: village.code }
    const first = await t.ask('POST /api/regions/:code/old-notices', {
      params,
      body: {
        date: '2023年5月6日',
        item: 9,
        title: '手写一条',
        table: '户号\t户主\t金额（元）\nHT-15-001\t户主HT-15-001\t12.5',
      },
      ...step('publisher'),
    })
    expect(first.status).toBe(201)
    const second = await t.ask('POST /api/regions/:code/old-notices', {
      params,
      body: { batch: first.body.id, date: '2023-05-07', item: 9, title: '有号码', body: '找 13812345678。' },
      ...step('publisher'),
    })
    expect(second.body.counts).toMatchObject({ fresh: 1, held: 1 })
    const future = await t.ask('POST /api/regions/:code/old-notices', {
      params,
      body: { date: '2099-05-07', item: 9, title: '还没到' },
      ...step('publisher'),
    })
    expect(future.error?.fields?.[0]).toMatchObject({ field: 'date' })
  })

  it('a village that never published has no live word of what is brought in, and is late for nothing', async () => {
    const state = (
      await t.ask('GET /api/regions/:code/items/:no', { params: { code: village.code, no: 10 } })
    ).body
    const batch = (await importedOld(t, oldFolder([['2020-01-10', 10, '很早的一条', '', '', '']]))).body
    await throughOld(t, batch.id)
    const after = (
      await t.ask('GET /api/regions/:code/items/:no', { params: { code: village.code, no: 10 } })
    ).body
    expect(after.state).toBe(state.state)
    expect(after.published).toBe(1)
  })
})
