import { beforeAll, describe, expect, it } from '@jest/globals'
import { builtMiniapp } from '../support/built-miniapp'
import { WeappHost } from '../support/weapp-host'
import { able, content, held, withoutRows, workOf } from './fixtures/cadre'
import { DraftDesk } from './fixtures/draft-desk'
import { fixtures } from './fixtures/server'

beforeAll(() => void builtMiniapp('weapp'), 180_000)

let opened: Record<string, unknown>[] = []

function hostOf(desk: DraftDesk) {
  opened = []
  const other = fixtures()
  return new WeappHost({
    storage: held,
    wx: {
      chooseImage: () => ({ tempFilePaths: ['wxfile://picture.jpg'] }),
      chooseMessageFile: () => ({
        tempFiles: [{ path: 'wxfile://tmp_9.xls', name: '流转费.xls', size: 900 }],
      }),
      openDocument: (asked) => void opened.push(asked),
    },
    respond: (asked) => {
      const answer = desk.respond(asked)
      if (answer === 'offline') throw new Error('no network')
      return answer.status === 404 ? other(asked) : answer
    },
  })
}

const later = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe("a cadre's pages on weapp", () => {
  it('render with what the server says, and name what can be tapped', async () => {
    const host = hostOf(
      new DraftDesk(
        workOf({ content: withoutRows(content), rows: 3, abilities: able(['edit', 'submit', 'discard']) }),
      ),
    )
    const said = {
      desk: '应公开未公开 7',
      start: '已经公开',
      edit: '13.08',
      review: '公开后谁能看到',
      verify: '册子上对不上',
    }
    for (const [path, words] of Object.entries(said)) {
      const page = await host.open(`/cadre/${path}/index?id=w1`)
      expect(page.text).toContain(words)
      const nameless = page.findAll((node) => node.hears('tap') && node.role !== undefined && !node.label)
      expect({ path, nameless: nameless.map((node) => node.text) }).toEqual({ path, nameless: [] })
    }
    expect(host.errors).toEqual([])
  })

  it('save a draft while it is written', async () => {
    const desk = new DraftDesk()
    const host = hostOf(desk)
    const page = await host.open('/cadre/edit/index?id=w1')
    await page.input('标题，必填', '三季度流转费')
    await later(1500)
    await host.settle()
    expect(desk.edits()).toEqual([{ title: '三季度流转费' }])
    expect(page.text).toMatch(/已保存 \d\d:\d\d/)
  })

  it('keep the words on the phone without a network', async () => {
    const desk = new DraftDesk()
    const host = hostOf(desk)
    const page = await host.open('/cadre/edit/index?id=w1')
    desk.offline = true
    await page.input('标题，必填', '三季度流转费')
    await later(1500)
    await host.settle()
    expect(page.text).toContain('没有网络，写的内容先存在手机上')
    expect(host.state.storage.get('hutang.draft.cadre.w1')).toMatchObject({ mine: { title: '三季度流转费' } })
  })

  it('send a picture again, once, when the access token has run out', async () => {
    const desk = new DraftDesk(workOf({ content }))
    const host = hostOf(desk)
    const page = await host.open('/cadre/edit/index?id=w1')
    await page.tap('加图片')
    await page.input('这张图是什么，必填', '水渠')
    desk.expired = true
    await page.tap('加上这张')
    const sent = desk.asked.filter(({ path }) => path === '/api/notices/w1/pictures')
    expect(sent.map(({ headers }) => headers?.authorization)).toEqual(['Bearer token', 'Bearer renewed'])
    for (const { body } of sent) {
      expect(body).toEqual({ filePath: 'wxfile://picture.jpg', name: 'file', formData: { alt: '水渠' } })
    }
    expect(desk.asked.filter(({ path }) => path === '/api/sessions/refresh')).toHaveLength(1)
    expect(page.text).toContain('水渠')
    expect(host.state.storage.get('hutang.session')).toMatchObject({ accessToken: 'renewed' })
  })

  it('take a table from a file of a chat, under the name that the person knows', async () => {
    const desk = new DraftDesk()
    const host = hostOf(desk)
    const page = await host.open('/cadre/edit/index?id=w1')
    await page.tap('导入表格')
    await page.tap('选一个表格文件')
    await host.settle()
    const [sent] = desk.asked.filter(({ path }) => path === '/api/sheets')
    expect(sent?.body).toEqual({
      filePath: 'wxfile://tmp_9.xls',
      name: 'file',
      formData: { name: '流转费.xls' },
    })
    expect(page.text).toContain('没有读：隐藏的工作表“底稿”')
    await page.tap('放进表里（2 行）')
    await later(1500)
    await host.settle()
    expect(desk.rows.map(({ cells }) => cells)).toEqual([
      ['15组', '陆文华', 458],
      ['15组', '顾秀英', 420],
    ])
  })

  it('hand an empty table to WeChat’s viewer, under its own name, or say why not', async () => {
    const desk = new DraftDesk()
    const host = hostOf(desk)
    const page = await host.open('/cadre/edit/index?id=w1')
    await page.tap('下载空表')
    await host.settle()
    expect(opened).toMatchObject([{ fileType: 'xlsx', showMenu: true }])
    const [path] = [...host.state.files.keys()].filter((one) => one.startsWith('wxfile://usr/'))
    expect(path).toMatch(/^wxfile:\/\/usr\/downloads\/.+-空表\.xlsx$/)
    expect(opened[0]?.filePath).toBe(path)
    desk.hurried = true
    await page.tap('下载空表')
    await host.settle()
    expect(page.text).toContain('操作太快了')
    expect(opened).toHaveLength(1)
  })
})
