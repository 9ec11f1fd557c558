import { beforeAll, describe, expect, it } from '@jest/globals'
import { builtMiniapp } from '../support/built-miniapp'
import { WeappHost } from '../support/weapp-host'
import { claim, me, visitorMe } from './fixtures/account'
import { newcomer, region, sessionOf, user } from './fixtures/people'
import { failed, fixtures } from './fixtures/server'

beforeAll(() => void builtMiniapp('weapp'), 600_000)

const held = (who = user) => ({ 'hutang.region': region.code, 'hutang.session': sessionOf(who) })
const done = { status: 200, body: { done: true } }
const leaving = { why: null, goes: ['登录、订阅、收到的消息'], stays: ['户籍册里的登记，那是村里的'] }

/** A phone with what is answered besides, from 我的 on. */
async function phone(answers: Record<string, unknown> = {}, who = user) {
  const screen = { 'GET /api/screens/me': { ...me, demo: false, user: who } }
  const host = new WeappHost({ respond: fixtures({ ...screen, ...answers }), storage: held(who) })
  await host.open('/pages/me/index')
  return host
}

async function through(host: WeappHost, ...names: string[]) {
  for (const name of names) await host.page.tap(name)
  expect(host.errors).toEqual([])
}

/** The button of that name in the dialog, which is drawn after the page. */
async function confirm(host: WeappHost, name: string) {
  const buttons = [...host.page.root.walk()].filter((node) => node.label === name || node.text === name)
  const hearing = buttons.filter((node) => node.hears('tap'))
  await host.page.tap(hearing.at(-1) ?? name)
  expect(host.errors).toEqual([])
}

const sent = (host: WeappHost, method: string, path: string) =>
  host.requests.filter((one) => one.method === method && one.path === path)

describe('deleting the account on the phone', () => {
  it('begins in 我的, says what goes and what stays, asks once, and nothing of the person stays', async () => {
    let here = true
    const host = await phone({
      'GET /api/me/leaving': leaving,
      'GET /api/screens/me': () => (here ? { ...me, demo: false } : { ...visitorMe, demo: false }),
      'DELETE /api/me': () => {
        here = false
        return done
      },
    })
    await through(host, '账号和资料', '注销账号')
    expect(host.page.route).toBe('account/leave/index')
    const typed = ['draft', 'rows', 'draft.firm'].map((kind) => `hutang.${kind}.${user.account}`)
    for (const key of typed) host.state.storage.set(key, { body: '没写完的话' })
    for (const one of [...leaving.goes, ...leaving.stays]) expect(host.page.text).toContain(one)
    await through(host, '注销账号')
    expect(host.page.text).toContain('要注销账号吗？')
    expect(sent(host, 'DELETE', '/api/me')).toEqual([])
    await confirm(host, '注销账号')
    expect(sent(host, 'DELETE', '/api/me')).toHaveLength(1)
    expect(host.page.route).toBe('pages/me/index')
    expect(host.state.storage.get('hutang.session')).toBeFalsy()
    expect(JSON.stringify([...host.state.storage.values()])).not.toContain(user.name)
    expect(typed.filter((key) => host.state.storage.has(key))).toEqual([])
  })

  it('says why not, with no button, while a post is held', async () => {
    const why = '您还是护塘村的经办。请先由镇里结束岗位，再来注销。'
    const host = await phone({ 'GET /api/me/leaving': { ...leaving, why } })
    await through(host, '账号和资料', '注销账号')
    expect(host.page.text).toContain(why)
    expect(host.page.find((node) => node.label === '注销账号')).toBeUndefined()
  })

  it('says what went wrong, and the person is still signed in', async () => {
    const refused = failed(409, 'wrongState', '您刚接了岗位，不能注销。')
    const host = await phone({ 'GET /api/me/leaving': leaving, 'DELETE /api/me': refused })
    await through(host, '账号和资料', '注销账号', '注销账号')
    await confirm(host, '注销账号')
    expect(host.page.text).toContain('您刚接了岗位，不能注销。')
    expect(host.state.storage.get('hutang.session')).toBeTruthy()
  })
})

describe('consent withdrawn', () => {
  it('asks once, and then another household can be named', async () => {
    const host = await phone({ 'DELETE /api/me/consent': newcomer })
    await through(host, '账号和资料', '撤回同意')
    expect(host.page.text).toContain('都删掉')
    await confirm(host, '撤回同意')
    expect(host.page.text).toContain('原来的微信认证过，现在要用这个微信')
    await through(host, '换了微信')
    expect(host.page.route).toBe('account/verify/index')
    expect(host.page.text).toContain('原来的微信会怎样')
  })
})

describe('another phone number', () => {
  const asked = { ...claim, kind: 'phone' as const }
  const button = '用这部手机的号码'

  it('is asked of WeChat, waits for the office, or is there at once by the slip', async () => {
    const host = await phone({
      'POST /api/me/phone': { status: 202, body: asked },
      'POST /api/me/claims/c1/slip': user,
    })
    await through(host, '账号和资料', '手机号换了')
    await host.page.phoneNumber(button, { code: 'a-code' })
    expect(sent(host, 'POST', '/api/me/phone')[0]?.body).toEqual({ code: 'a-code' })
    expect(host.page.text).toContain('收到了，等着核对')
    await host.page.input('纸条上的号码', '7KQ4-M2XA')
    await through(host, '换成新号码')
    expect(host.page.route).toBe('account/ways/index')
  })

  it.each([
    ['the person says no', { errMsg: 'getPhoneNumber:fail user deny' }, '您没有允许'],
    ['the vendor’s count is used up', { errMsg: 'getPhoneNumber:fail', errno: 1400001 }, '次数用完了'],
    ['there is no code', { errMsg: 'getPhoneNumber:ok' }, '微信没有给出手机号'],
  ])('where %s, says it with the way out, and asks the service nothing', async (_, answer, words) => {
    const host = await phone()
    await through(host, '账号和资料', '手机号换了')
    await host.page.phoneNumber(button, answer)
    expect(host.page.text).toContain(words)
    expect(host.page.text).toContain('到村委会，或打村里电话')
    expect(host.requests.filter(({ method }) => method === 'POST')).toEqual([])
  })

  it('says so where the privacy guide is refused, and goes on once it is agreed to', async () => {
    const host = await phone({ 'POST /api/me/phone': { status: 202, body: asked } })
    await through(host, '账号和资料', '手机号换了')
    Object.assign(host.phone.privacy, { agreed: false, tap: 'disagree' })
    await host.page.phoneNumber(button, { code: 'a-code' })
    expect(host.page.text).toContain('没有同意隐私保护指引')
    host.phone.privacy.tap = 'agree'
    await host.page.phoneNumber(button, { code: 'a-code' })
    expect(host.page.text).toContain('收到了，等着核对')
    expect(host.page.text).not.toContain('没有同意隐私保护指引')
  })

  it('of somebody who is nobody’s yet leads to the verification', async () => {
    const host = await phone({}, newcomer)
    await host.open('/account/phone/index')
    await through(host, '去认证')
    expect(host.page.route).toBe('account/verify/index')
  })

  it('at the verification names the slip as the way out', async () => {
    const host = await phone({ 'GET /api/me/claims': { claims: [claim] } }, newcomer)
    await host.open('/account/verify/index')
    await host.page.phoneNumber('用手机号认证', { errMsg: 'getPhoneNumber:fail', errno: 1400001 })
    expect(host.page.text).toContain('现在用纸条上的号码，或者到村委会办，一样算数。')
  })
})

describe('您的个人信息', () => {
  it('is open to anybody, and says how an account is deleted', async () => {
    const host = new WeappHost({ respond: fixtures(), storage: {} })
    const page = await host.open('/account/privacy/index')
    expect(page.text).toContain('可以撤回同意，也可以注销账号，不用到村委会')
  })
})

describe('what a phone does not copy', () => {
  const refuses = () => {
    throw new Error('setClipboardData:fail')
  }
  const url = 'https://zwdt.example.cn/land?from=hutang'
  const apply = { materials: ['身份证'], place: '村委会', phone: '021-5555 0101', url }

  it('stands there to be pressed long', async () => {
    const { item } = fixtures()({ method: 'GET', path: '/api/screens/item', body: null }).body as {
      item: object
    }
    const screen = {
      ...(fixtures()({ method: 'GET', path: '/api/screens/item', body: null }).body as object),
    }
    const answers = { 'GET /api/screens/item': { ...screen, item: { ...item, apply } } }
    const open = async (wx: Record<string, () => never> = {}) => {
      const host = new WeappHost({ respond: fixtures(answers), storage: held(), wx })
      await host.open('/pages/item/index?no=31')
      await through(host, '网上办')
      return host
    }
    const good = await open()
    expect([good.phone.clipboard, good.page.text.includes(url)]).toEqual([url, false])
    const bad = await open({ setClipboardData: refuses })
    expect(bad.page.text).toContain('没有复制成功，请长按下面的字复制：')
    expect(bad.page.byText(url).parent?.attribute('user-select')).toBe('true')
  })
})
