import { beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { axeFindings } from '../support/axe'
import { arrived, freshPage, front, type Width } from '../support/browser'
import { demoForTests } from '../support/demo'
import { inEverySize } from './every-size'

const township = '310116109'
/** Where a picture of each step is left, for somebody to look at. */
const pictures = process.env.POLICY_PICTURES

const service = demoForTests()
let started = 0
/** Once a minute it is looked whom policies fit; before the first time everything that is published is known. */
const firstLook = 75_000
beforeAll(async () => {
  started = Date.now()
}, 180_000)

async function tokenOf(persona: string): Promise<{ accessToken: string }> {
  return (await ask('POST', '/api/sessions/demo', { persona })) as { accessToken: string }
}

async function ask(method: string, path: string, body?: unknown, token?: string): Promise<unknown> {
  const answer = await fetch(service.url + path, {
    method,
    headers: {
      'content-type': 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

async function open(path: string, persona: string, width: Width): Promise<Page> {
  const storage = { 'hutang.region': township, 'hutang.session': await tokenOf(persona) }
  const page = await freshPage({ origin: service.url, width, storage })
  await page.goto(`${service.url}/#/${path}`)
  return page
}

const press = (page: Page, name: string | RegExp) => front(page).getByRole('button', { name }).first().click()
const look = async (page: Page, name: string) => {
  if (pictures) await page.screenshot({ path: `${pictures}/${name}.png` })
  expect((await inEverySize(page)).faults).toEqual([])
  expect(await axeFindings(page)).toEqual([])
}

const text = [
  '一、支持谁',
  '（一）申请的是企业、农民专业合作社或家庭农场。',
  '（二）流转面积在 20 亩以上。',
  '（三）注册地在本镇的企业。',
].join('\n')

const rest = {
  plain: '种得多的，一年奖 5 万元。',
  issuer: '漕泾镇人民政府（示例）',
  documentNo: '示漕府〔2026〕8号',
  benefits: ['award'],
  amount: { kind: 'fixed', fen: 5_000_000 },
  window: { kind: 'always' },
  materials: [{ name: '流转合同', note: '', held: false }],
  steps: ['到窗口交材料。'],
  place: '演示路 1 号',
  phone: '021-5555 0101',
  interpretation: '种满 20 亩就能来申报。',
  competition: { kind: 'notConcerned', reason: '不涉及经营者的经济活动差别对待。' },
}

describe('an officer writes a policy from its text', () => {
  let id = ''

  it('sentence by sentence; what must not be asked for is said where it stands', async () => {
    const page = await open(`policy-office/desk/index?region=${township}`, 'township-officer', 1280)
    await front(page).getByText('公开着的').first().waitFor()
    await look(page, 'desk')
    await press(page, '写一条政策')
    await arrived(page, 'policy-office/edit/index')
    id = decodeURIComponent(/id=([^&]+)/.exec(page.url())?.[1] ?? '')
    await front(page).getByLabel('把原文贴进来，必填').fill(text)
    await front(page).getByLabel('标题，必填').fill('规模经营奖励（示例）')
    await press(page, '贴好了，一句一句看')
    for (const sentence of ['申请的是企业', '流转面积在 20 亩', '注册地在本镇']) {
      await front(page)
        .getByRole('button', { name: new RegExp(`^${sentence}`) })
        .click()
      const dialog = front(page).getByRole('dialog')
      await dialog.waitFor()
      if (sentence.startsWith('流转')) {
        await dialog.getByText('大家看到：流转面积20亩以上').waitFor()
        await look(page, 'condition')
      }
      if (sentence.startsWith('注册地')) {
        await dialog
          .getByRole('radio', { name: /以前|及以前/ })
          .first()
          .waitFor({ timeout: 2000 })
          .catch(() => undefined)
        await dialog.getByRole('button', { name: '关闭' }).click()
        continue
      }
      await dialog.getByRole('button', { name: '就这样，加进条件' }).click()
    }
    await front(page).getByText('主体类型是企业、农民专业合作社或家庭农场').waitFor()
    await front(page)
      .getByText(/“注册地.*按注册地设条件/)
      .first()
      .waitFor()
    await look(page, 'edit')
  }, 120_000)

  it('on a phone one side after the other, and tries it before it goes out', async () => {
    const { accessToken } = await tokenOf('township-officer')
    const work = (await ask('GET', `/api/policies/${id}/work`, undefined, accessToken)) as {
      revision: number
    }
    const content = { ...rest, text: text.split('\n').slice(0, 3).join('\n') }
    await ask('PUT', `/api/policies/${id}`, { revision: work.revision, content }, accessToken)
    const page = await open(`policy-office/edit/index?id=${id}`, 'township-officer', 375)
    await front(page).getByText('发之前试一试').waitFor()
    await press(page, '试一试')
    await front(page)
      .getByText(/^\d+家：\d+家符合/)
      .waitFor()
    await look(page, 'edit-phone')
    await front(page).getByRole('tab', { name: '预览' }).click()
    await front(page).getByText('种得多的，一年奖 5 万元。').first().waitFor()
    await press(page, '送审')
    await front(page).getByText('已送去保密审查').waitFor()
  }, 120_000)

  it('and it is reviewed, signed, and told to whom it fits', async () => {
    const reviewer = await open(`policy-office/policy/index?id=${id}`, 'township-reviewer', 375)
    await press(reviewer, '通过')
    await front(reviewer).getByRole('dialog').getByRole('button', { name: '通过' }).click()
    await front(reviewer).getByText('已通过，等签发人签发').waitFor()
    await new Promise((done) => setTimeout(done, Math.max(0, started + firstLook - Date.now())))
    const signer = await open(`policy-office/policy/index?id=${id}`, 'township-publisher', 1280)
    await press(signer, '签发')
    await front(signer).getByRole('dialog').getByRole('button', { name: '确定签发' }).click()
    await front(signer).getByText('发出去以后').waitFor()
    await look(signer, 'policy')
    const { accessToken } = await tokenOf('township-officer')
    const owner = (await tokenOf('enterprise-owner')).accessToken
    let told = { told: 0, enterprises: 0 }
    for (let tries = 0; told.enterprises === 0 && tries < 120; tries += 1) {
      await new Promise((done) => setTimeout(done, 1_000))
      told = (await ask('GET', `/api/policies/${id}/told`, undefined, accessToken)) as typeof told
    }
    expect(told.told).toBeGreaterThan(0)
    const inbox = JSON.stringify(await ask('GET', '/api/me/inbox', undefined, owner))
    expect(inbox).toContain('规模经营奖励（示例）')
  }, 240_000)

  it('and 额满 is one step of the signatory', async () => {
    const page = await open(`policy-office/policy/index?id=${id}`, 'township-publisher', 375)
    await front(page).getByRole('link', { name: /^额满/ }).click()
    await front(page).getByRole('dialog').getByRole('button', { name: '改成额满' }).click()
    await front(page)
      .getByRole('link', { name: /^恢复申报/ })
      .waitFor()
    await front(page).getByText('额满，停止申报').waitFor()
    await look(page, 'policy-phone')
  }, 60_000)

  it('and a policy with somebody’s data in it is hidden by one and taken down by another', async () => {
    const page = await open(`policy-office/policy/index?id=${id}`, 'township-publisher', 375)
    await front(page)
      .getByRole('link', { name: /^先遮住/ })
      .click()
    const asked = front(page).getByRole('dialog')
    await asked.getByRole('textbox').fill('写了一位村民的电话。')
    await look(page, 'hide')
    await asked.getByRole('button', { name: '先遮住' }).click()
    await front(page)
      .getByText(/先遮住了/)
      .first()
      .waitFor()
    expect((await fetch(`${service.url}/api/policies/${id}`)).status).toBe(404)
    const other = await open(`policy-office/policy/index?id=${id}`, 'township-reviewer', 375)
    await front(other)
      .getByRole('link', { name: /^确认撤下/ })
      .click()
    const confirm = front(other).getByRole('dialog')
    await confirm.getByRole('checkbox', { name: '手机号' }).click()
    await confirm.getByRole('textbox').fill('写了一位村民的电话。')
    await look(other, 'takedown')
    await confirm.getByRole('button', { name: '确认撤下' }).click()
    await other.getByText('已撤下，内容删掉了').first().waitFor()
    const { accessToken } = await tokenOf('township-reviewer')
    await expect(ask('GET', `/api/policies/${id}/work`, undefined, accessToken)).rejects.toThrow('404')
  }, 90_000)
})
