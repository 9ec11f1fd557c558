import { beforeAll, describe, expect, it } from '@jest/globals'
import { builtMiniapp } from '../support/built-miniapp'
import { WeappHost, type WeappNode } from '../support/weapp-host'
import { able, content, held, workOf } from './fixtures/cadre'
import { DraftDesk } from './fixtures/draft-desk'
import { fixtures } from './fixtures/server'

beforeAll(() => void builtMiniapp('weapp'), 180_000)

/** A key on a phone of the village: what it sends is redrawn before the next one. */
const perKey = 2000
const long = '渠'.repeat(19_990)
const body = '还要说明的'
const title = '标题，必填'

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function editing(change: Partial<typeof content> = {}) {
  const desk = new DraftDesk(
    workOf({ content: { ...content, ...change }, abilities: able(['edit', 'submit', 'discard']) }),
  )
  const other = fixtures()
  const host = new WeappHost({
    storage: held,
    respond: (asked) => {
      const answer = desk.respond(asked)
      if (answer === 'offline') throw new Error('no network')
      return answer.status === 404 ? other(asked) : answer
    },
  })
  const page = await host.open('/cadre/edit/index?id=w1')
  return { desk, host, page }
}

async function saved(host: WeappHost) {
  await later(1400)
  await host.settle()
}

describe('a key into a notice with a text of 20,000 characters', () => {
  it('sends the phone next to nothing, in whichever field', async () => {
    const { host, page } = await editing({ body: long })
    const fields = [body, title, '一句话说清，必填', ...content.elements.map(({ name }) => name)]
    const sent = []
    expect(page.valueOf(body) === long).toBe(true)
    for (const field of fields) {
      await page.focus(field)
      for (const sign of '修水渠') {
        const text = page.valueOf(field) + sign
        const { bytes } = await host.measured(() => page.input(field, text))
        expect(page.valueOf(field)).toBe(text)
        sent.push({ field, bytes })
      }
      sent.push({ field, ...(await host.measured(() => page.blur(field))) })
    }
    expect(sent.filter(({ bytes }) => bytes > perKey)).toEqual([])
    // Nor does what follows on it: the draft is saved, and with it what is missing changes.
    const saving = await host.measured(() => saved(host))
    expect(saving.bytes).toBeLessThan(perKey)
    // The opening too: the text has a call of its own.
    expect(host.heavy).toEqual([])
    expect(host.errors).toEqual([])
  })

  it('sends no field again when something is found in it, and when that is mended', async () => {
    const { host, page } = await editing({ body: long })
    const wrong = await host.measured(() => page.input(body, `${long.slice(0, 100)} 13800138000`))
    expect(page.text).toMatch(/手机号/)
    const right = await host.measured(() => page.input(page.find(isBody) ?? body, long.slice(0, 100)))
    expect(Math.max(wrong.bytes, right.bytes)).toBeLessThan(perKey)
    expect(page.valueOf(body)).toBe(long.slice(0, 100))
  })
})

const isBody = (node: { label: string | undefined }) => node.label?.startsWith(body) === true

describe('a field that is being written in', () => {
  it('shows what a button puts there, again and again', async () => {
    const { page } = await editing({ title: '' })
    await page.focus(title)
    for (let turn = 0; turn < 3; turn++) {
      const button = page.find((node) => node.hears('tap') && node.text.startsWith('用“'))
      if (!button) throw new Error('no title is suggested')
      const said = button.text
      await page.tap(button)
      expect(`用“${page.valueOf(title)}”`).toBe(said)
      await page.input(title, '')
      expect(page.valueOf(title)).toBe('')
    }
  })

  it('shows what was written elsewhere, and the choice where both wrote', async () => {
    const { desk, host, page } = await editing()
    desk.writeElsewhere({ body: '别处写的', title: '别处的标题' })
    await page.focus(title)
    await page.input(title, '这里的标题')
    await saved(host)
    expect(page.valueOf(body)).toBe('别处写的')
    expect(page.valueOf(title)).toBe('这里的标题')
    await page.tap('用已经保存的')
    expect(page.valueOf(title)).toBe('别处的标题')
  })

  it('does not show what the app leaves out of it', async () => {
    const { page } = await editing({ title: '流转费' })
    await page.focus(title)
    await page.input(title, '流转费\n')
    expect(page.valueOf(title)).toBe('流转费')
    await page.input(title, '流转费公示\n')
    expect(page.valueOf(title)).toBe('流转费公示')
  })

  it('has its last word saved when it is left, when the page goes, and after a pause', async () => {
    const { desk, host, page } = await editing()
    await page.focus(body)
    await page.input(body, '第一句')
    await page.blur(body)
    expect(page.valueOf(body)).toBe('第一句')
    await saved(host)
    expect(desk.work.content.body).toBe('第一句')
    await page.input(body, '第一句，第二句')
    page.hide()
    await host.settle()
    expect(desk.work.content.body).toBe('第一句，第二句')
    page.show()
    await page.input(body, '第一句，第二句，第三句')
    page.unload()
    await host.settle()
    expect(desk.work.content.body).toBe('第一句，第二句，第三句')
  })

  it('is drawn with what was typed, also after what is around it was drawn anew', async () => {
    const { host, page } = await editing()
    await page.input(body, '还没有保存的话')
    await page.tap('预览')
    await page.tap('关闭')
    await host.settle()
    expect(page.valueOf(body)).toBe('还没有保存的话')
  })
})

describe('a box to search in', () => {
  it('is empty again when it is emptied, also of what was never sent', async () => {
    const host = new WeappHost({ storage: held, respond: fixtures() })
    const page = await host.open('/reading/search/index')
    for (const word of ['修路', '水渠']) {
      await page.focus('搜索')
      const { bytes } = await host.measured(() => page.input('搜索', word))
      expect(bytes).toBeLessThan(perKey)
      await page.tap('清空')
      expect(page.valueOf('搜索')).toBe('')
    }
  })
})

describe('a field of a dialog', () => {
  const names = ['fixed', 'cursor-spacing', 'adjust-position']
  /** What the template hands to WeChat of it. */
  const room = (node: WeappNode) =>
    Object.fromEntries(
      names.flatMap((name) => {
        const value = node.attribute(name)
        return value === undefined || value === 'false' ? [] : [[name, value]]
      }),
    )

  it('stays above the keyboard, one of the page as WeChat has it', async () => {
    const { page } = await editing()
    const fieldsOf = (tag: string) => page.findAll((node) => node.tag === tag)
    for (const node of [...fieldsOf('input'), ...fieldsOf('textarea')]) expect(room(node)).toEqual({})
    await page.tap('加一行')
    const [ofPage, ...ofRow] = fieldsOf('input')
    expect(ofPage?.label).toBe('表名')
    expect(ofRow.length).toBeGreaterThan(3)
    for (const node of ofRow)
      expect(room(node)).toEqual({ 'cursor-spacing': '120', 'adjust-position': 'true' })
    await page.tap('关闭')
    await page.tap('导入表格')
    const pasted = fieldsOf('textarea').find((node) => node.parent && room(node)['cursor-spacing'])
    expect(pasted && room(pasted)).toEqual({
      'cursor-spacing': '120',
      'adjust-position': 'true',
      fixed: 'true',
    })
  })
})
