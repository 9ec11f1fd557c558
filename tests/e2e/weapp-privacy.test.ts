import { beforeAll, describe, expect, it } from '@jest/globals'
import { builtMiniapp } from '../support/built-miniapp'
import { WeappHost } from '../support/weapp-host'
import { me } from './fixtures/account'
import { content, held, withoutRows, workOf } from './fixtures/cadre'
import { DraftDesk } from './fixtures/draft-desk'
import { region, sessionOf, user } from './fixtures/people'
import { fixtures } from './fixtures/server'

const asVillager = { 'hutang.region': region.code, 'hutang.session': sessionOf(user) }

beforeAll(() => void builtMiniapp('weapp'), 600_000)

describe('a photo or a file that is not chosen', () => {
  async function editing() {
    const desk = new DraftDesk(workOf({ content: withoutRows(content), rows: 3 }))
    const other = fixtures()
    const host = new WeappHost({
      storage: held,
      respond: (asked) => {
        const answer = desk.respond(asked)
        if (answer === 'offline') throw new Error('no network')
        return answer.status === 404 ? other(asked) : answer
      },
    })
    return { host, page: await host.open('/cadre/edit/index?id=w1') }
  }

  it('is nothing to speak of where the person went back', async () => {
    const { host, page } = await editing()
    host.phone.pictures = 'cancel'
    const before = page.text
    await page.tap('加图片')
    expect(page.text).toBe(before)
  })

  it('says why where the phone gives none, and works once it does', async () => {
    const { host, page } = await editing()
    host.phone.pictures = 'system'
    await page.tap('加图片')
    expect(page.text).toContain('微信用不了照片。请到手机的设置里允许，再试一次。')
    host.phone.pictures = ['wxfile://tmp_1.jpg']
    await page.tap('加图片')
    expect(page.text).toContain('图片说明')
    expect(page.text).not.toContain('微信用不了照片')
    expect(host.errors).toEqual([])
  })

  it('says so where the privacy guide was refused, and comes when it is agreed to', async () => {
    const { host, page } = await editing()
    Object.assign(host.phone.privacy, { agreed: false, tap: 'disagree' })
    await page.tap('加图片')
    expect(page.text).toContain('没有同意隐私保护指引，选不了照片')
    host.phone.privacy.tap = 'agree'
    await page.tap('加图片')
    expect(page.text).toContain('图片说明')
  })

  it('says so where the guide does not name it', async () => {
    const { host, page } = await editing()
    host.phone.privacy.declared = new Set()
    await page.tap('加图片')
    expect(page.text).toContain('还不能选照片：隐私保护指引里没有写')
  })

  it('is a file of a chat in the same way', async () => {
    const { host, page } = await editing()
    await page.tap('导入表格')
    const before = page.text
    await page.tap('选一个表格文件')
    expect(page.text).toBe(before)
    host.phone.chatFiles = 'system'
    await page.tap('选一个表格文件')
    expect(page.text).toContain('微信用不了文件')
    expect(host.errors).toEqual([])
  })
})

describe('the privacy guide', () => {
  it('of WeChat opens from 我的, whose page says all that is kept and asked', async () => {
    const host = new WeappHost({ respond: fixtures(), storage: asVillager })
    const page = await host.open('/pages/me/index')
    await page.tap('您的个人信息')
    expect(host.page.route).toBe('account/privacy/index')
    for (const said of ['手机号', '照片、文件', '剪切板', '日历', '相机', '邮箱', '身份证号'])
      expect(host.page.text).toContain(said)
    await host.page.tap('用户隐私保护指引')
    expect(host.phone.privacy.opened).toBe(1)
  })

  it('opens from the sign-in, and where it does not the person hears another way', async () => {
    const answers = { 'GET /api/screens/me': { ...me, demo: false } }
    const refuses = () => {
      throw new Error('openPrivacyContract:fail')
    }
    const host = new WeappHost({ respond: fixtures(answers), storage: {} })
    await (await host.open('/account/login/index')).tap('用户隐私保护指引')
    expect(host.phone.privacy.opened).toBe(1)
    const broken = new WeappHost({
      respond: fixtures(answers),
      storage: {},
      wx: { openPrivacyContract: refuses },
    })
    const page = await broken.open('/account/login/index')
    await page.tap('用户隐私保护指引')
    expect(page.text).toContain('也可以点右上角“…”')
  })
})

describe('a new version', () => {
  const told = async (how: 'none' | 'ready' | 'failed', confirm: boolean) => {
    const asked: unknown[] = []
    const host = new WeappHost({
      respond: fixtures(),
      storage: asVillager,
      wx: {
        showModal: (options) => {
          asked.push(options.title)
          return { confirm, cancel: !confirm }
        },
      },
    })
    await host.open('/pages/home/index')
    await host.updateFound(how)
    expect(host.errors).toEqual([])
    return { asked, applied: host.updates.applied }
  }

  it('is asked about once it is there, and started where the person says so', async () => {
    expect(await told('ready', true)).toEqual({ asked: ['有新版本'], applied: 1 })
    expect(await told('ready', false)).toEqual({ asked: ['有新版本'], applied: 0 })
  })

  it('is nothing to speak of where there is none, or it did not load', async () => {
    for (const how of ['none', 'failed'] as const)
      expect(await told(how, true)).toEqual({ asked: [], applied: 0 })
  })
})
