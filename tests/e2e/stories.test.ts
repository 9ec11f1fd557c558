import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { writeXlsx } from 'hucre/xlsx'
import type { Page } from 'playwright-core'
import { parseSheetFile } from '../../server/src/sheets/parse'
import { freshPage, front, type Width } from '../support/browser'
import { demoForTests } from '../support/demo'
import { demoSession } from '../support/demo-session'

const village = '310116109213'

/** One village, told in order: what each story leaves, the next one finds. */
describe('a village publishes an item, and its villagers have it on their phones', () => {
  const service = demoForTests()

  const open = async (path: string, persona?: string, width: Width = 375): Promise<Page> => {
    const storage = persona ? { 'hutang.session': await sessionOf(persona) } : {}
    const page = await freshPage({ origin: service.url, width, storage })
    await page.goto(service.url + path)
    return page
  }
  const get = async (path: string) => (await fetch(service.url + path)).json()
  const sessionOf = (persona: string) => demoSession(service.url, persona)
  const tokenOf = async (persona: string): Promise<string> => (await sessionOf(persona)).accessToken

  describe('a visitor', () => {
    it('chooses 护塘村 and finds five categories, what is missing, the newest and the search', async () => {
      const page = await open('/')
      await front(page).getByRole('link', { name: '护塘村' }).click()
      for (const category of ['综合村务', '民生保障', '重大决策', '财务公开', '重点工作']) {
        await front(page)
          .getByRole('link', { name: new RegExp(`^${category}，.*\\d+ 项(?:逾期)?$`) })
          .first()
          .waitFor()
      }
      await front(page).getByText('最新公开').waitFor()
      await front(page).getByText('应公开未公开').first().waitFor()
      await front(page).getByText('找公开').first().waitFor()
    })

    it('can open every one of the 51 items, with what it must show', async () => {
      const { items } = await get(`/api/regions/${village}/catalogue`)
      expect(items).toHaveLength(51)
      for (const { item } of items) {
        const screen = await get(`/api/screens/item?region=${village}&no=${item.no}`)
        expect(screen.item.elements.length).toBeGreaterThan(0)
        for (const part of ['basis', 'timeLimit', 'body', 'audience']) expect(screen.item[part]).toBeTruthy()
        expect(screen.item.channels.length).toBeGreaterThan(0)
        expect(screen.state === 'missing' || screen.notices.length > 0).toBe(true)
      }
    })

    it('sees 应公开未公开 in plain sight', async () => {
      const page = await open(`/#/pages/item/index?region=${village}&no=26`)
      await front(page).getByText('应公开未公开').first().waitFor()
      await front(page)
        .getByText(/还没有公开。$/)
        .first()
        .waitFor()
    })

    it('sees title and date of what is for villagers, never the content', async () => {
      const page = await open(`/#/pages/item/index?region=${village}&no=31`)
      await front(page)
        .getByRole('link', { name: /土地流转面积和流转费/ })
        .first()
        .click()
      await front(page)
        .getByText(/本村村民认证后可看/)
        .first()
        .waitFor()
      const text = await front(page).innerText()
      expect(text).not.toMatch(/4\.19|沈国良/)
      const [notice] = (await get(`/api/regions/${village}/notices?item=31`)).items
      expect(JSON.stringify(await get(`/api/screens/notice?id=${notice.id}`))).not.toMatch(/沈国良|591/)
    })
  })

  describe('a villager', () => {
    it('reads the land-transfer table with the own household first', async () => {
      const page = await open(`/#/pages/item/index?region=${village}&no=31`, 'villager')
      await front(page)
        .getByRole('link', { name: /土地流转面积和流转费|全村流转/ })
        .first()
        .click()
      await front(page).getByText('1,257.00').first().waitFor()
      const rows = await front(page).locator('.table-lines__row').allInnerTexts()
      expect(rows[0]).toMatch(/我家[\s\S]*沈国良[\s\S]*1,257\.00[\s\S]*4\.19/)
    })

    it('subscribes to an item in one tap', async () => {
      const page = await open(`/#/pages/item/index?region=${village}&no=47`, 'villager')
      await front(page)
        .getByRole('link', { name: /有新内容告诉我/ })
        .click()
      await expectSoon(async () => {
        const answer = await fetch(`${service.url}/api/me/subscriptions`, {
          headers: { authorization: `Bearer ${await tokenOf('villager')}` },
        })
        const { subscriptions } = await answer.json()
        expect(subscriptions).toContainEqual(expect.objectContaining({ item: 47 }))
      })
    })
  })

  describe('three cadres', () => {
    const title = '三季度债权债务情况'
    const plain = '外面还欠村里 3.2 万元，村里不欠别人钱。'
    let id = ''

    it('the clerk drafts, sees what is missing, and submits', async () => {
      const page = await open(`/#/cadre/start/index?region=${village}`, 'clerk')
      await front(page)
        .getByRole('link', { name: /41 债权债务/ })
        .click()
      await front(page).getByRole('textbox', { name: /^标题/ }).waitFor()
      await front(page)
        .getByText(/送审前还差/)
        .first()
        .waitFor()
      await front(page).getByRole('textbox', { name: /^标题/ }).fill(title)
      await front(page)
        .getByRole('textbox', { name: /一句话说清/ })
        .fill(plain)
      const { item } = await get(`/api/regions/${village}/items/41`)
      for (const element of item.elements) {
        await front(page).getByRole('textbox', { name: element }).fill(`${element}：见附表，没有新的变化。`)
      }
      await front(page).getByRole('button', { name: '导入表格' }).click()
      const rows = [
        ['对方', '金额(元)'],
        ['某合作社', 32_000],
      ]
      const debts = Buffer.from(await writeXlsx({ sheets: [{ name: '明细', rows }] }))
      const chosen = page.waitForEvent('filechooser')
      await page.getByRole('button', { name: /选一个表格文件/ }).click()
      await (await chosen).setFiles({ name: '债权债务.xlsx', mimeType: '', buffer: debts })
      await page.getByRole('button', { name: /放进表里（1 行）/ }).click()
      const submit = front(page).getByRole('button', { name: /^送审$/ })
      await submit.waitFor()
      await submit.click()
      await expectSoon(async () => {
        const desk = await asPersona('supervisor', `/api/screens/desk?region=${village}`)
        const line = desk.reviews.find((one: { title: string }) => one.title === title)
        expect(line).toBeDefined()
        id = line.notice
      })
    })

    it('the clerk can neither review nor publish it, whatever is sent', async () => {
      const { work } = await asPersona('clerk', `/api/screens/edit?id=${id}`)
      for (const [verb, body] of [
        ['review', { decision: 'approve', contentHash: work.contentHash }],
        ['publish', { contentHash: work.contentHash }],
      ] as const) {
        const answer = await fetch(`${service.url}/api/notices/${id}/${verb}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${await tokenOf('clerk')}` },
          body: JSON.stringify(body),
        })
        expect(answer.status).toBe(403)
      }
    })

    it('the supervisor reads it whole and approves', async () => {
      const page = await open(`/#/cadre/review/index?id=${id}`, 'supervisor')
      await front(page).getByText(plain).first().waitFor()
      await front(page).getByRole('button', { name: /^通过/ }).click()
      await page.getByRole('dialog').getByRole('button', { name: /通过/ }).click()
      await expectSoon(async () => {
        const { work } = await asPersona('publisher', `/api/screens/edit?id=${id}`)
        expect(work.state).toBe('approved')
      })
    })

    it('the publisher publishes, and it is soon on the phone of whoever subscribed', async () => {
      const phone = await open('/demo/phone?persona=villager', undefined, 1280)
      const page = await open(`/#/cadre/review/index?id=${id}`, 'publisher')
      await front(page).getByRole('button', { name: /^发布/ }).click()
      const confirm = page
        .getByRole('dialog')
        .getByRole('button', { name: /公开|发布/ })
        .last()
      const published = page.waitForResponse((answer) => answer.url().endsWith('/publish') && answer.ok())
      await confirm.click()
      await published
      await expectSoon(async () => {
        const inbox = await asPersona('villager', '/api/me/inbox')
        expect(inbox.items[0].notice.id).toBe(id)
        const { messages } = await get('/demo/phone/messages?openid=demo-villager')
        expect(messages[0]?.page).toContain(id)
      })
      await phone.locator('.message').first().waitFor()
      expect(await phone.locator('.message').first().innerText()).not.toMatch(/32,000|3\.2 万/)
    })

    it('a tap on the message opens the notice, whose table can be taken home', async () => {
      const { messages } = await get('/demo/phone/messages?openid=demo-villager')
      const page = await open(`/#/${messages[0].page}`, 'villager')
      await front(page).getByText(plain).first().waitFor()
      await front(page).getByText('某合作社').first().waitFor()
      const saved = page.waitForEvent('download')
      await front(page)
        .getByRole('button', { name: /^下载表格/ })
        .click()
      const file = await saved
      expect(file.suggestedFilename()).toBe(`护塘村-${title}.xlsx`)
      const [sheet] = parseSheetFile({ name: 'a.xlsx', bytes: readFileSync(await file.path()) }).sheets
      expect(sheet?.rows).toContainEqual(['某合作社', 32_000])
    })
  })

  it('who does not understand a notice asks, and reads the answer', async () => {
    const [{ id }] = (await get(`/api/regions/${village}/notices?item=31`)).items
    const asker = await open(`/#/pages/notice/index?id=${id}`, 'elder')
    await front(asker).getByRole('button', { name: '问一问' }).click()
    await front(asker).getByRole('textbox').fill('我家的面积是怎样量的？')
    await front(asker).getByRole('button', { name: '交给村里' }).click()
    await front(asker).getByText('由村民委员会答复').waitFor()
    const cadre = await open('/#/cadre/desk/index', 'clerk')
    await front(cadre)
      .getByRole('link', { name: /^意见和投诉/ })
      .click()
    await front(cadre)
      .getByRole('link', { name: /^我家的面积/ })
      .click()
    await front(cadre).getByRole('button', { name: '答复' }).click()
    await cadre.getByRole('dialog').getByRole('textbox').fill('按确权登记的面积，册子在办公室可以看。')
    await cadre.getByRole('dialog').getByRole('button', { name: '发出答复' }).click()
    await front(cadre).getByText('村民委员会已答复').waitFor()
    const reader = await open('/#/pages/me/index', 'elder')
    await front(reader)
      .getByRole('link', { name: /^意见和投诉，1 条新答复/ })
      .click()
    await front(reader)
      .getByRole('link', { name: /^未读，我家的面积/ })
      .click()
    await front(reader).getByText('册子在办公室可以看').waitFor()
    await front(reader).getByRole('button', { name: '满意，办结' }).click()
    await front(reader).getByText('已办结').waitFor()
  })

  const asPersona = async (persona: string, path: string) => {
    const answer = await fetch(service.url + path, {
      headers: { authorization: `Bearer ${await tokenOf(persona)}` },
    })
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
    return answer.json()
  }
})

/** Asks again until it holds, half a minute at most, and not so often that the limits of a person are reached. */
async function expectSoon(check: () => Promise<void>): Promise<void> {
  const until = performance.now() + 30_000
  for (;;) {
    try {
      return await check()
    } catch (problem) {
      if (performance.now() > until) throw problem
      await new Promise((resolve) => setTimeout(resolve, 300))
    }
  }
}
