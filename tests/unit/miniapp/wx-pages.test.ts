import { beforeEach, describe, expect, it } from '@jest/globals'
import { Gesture } from '../../support/weapp/gesture'
import type { NodeData } from '../../support/weapp/node'
import { type PageConfig, WeappPage } from '../../support/weapp/page'
import { Privacy } from '../../support/weapp/privacy'
import { SetDataMeter } from '../../support/weapp/set-data'
import { PageStack } from '../../support/weapp/stack'
import { readTemplates } from '../../support/weapp/templates'

const templates = readTemplates(
  '<template name="tmpl_0_9"><input value="{{i.p0}}" maxlength="{{i.p1}}" bindinput="eh" id="{{i.uid}}"></input></template>',
)
const routes = ['home', 'me', 'item', 'notice'] as const
let life: string[] = []
let errors: string[] = []
let meter = new SetDataMeter(() => undefined)
beforeEach(() => {
  life = []
  errors = []
  meter = new SetDataMeter((error) => errors.push(error))
})

const page = (route: string, config: PageConfig = {}) =>
  new WeappPage(route, config, {
    templates,
    meter,
    gesture: new Gesture(),
    privacy: new Privacy(),
    title: '护塘',
    routes,
    settle: async () => undefined,
  })

const living = (route: string) => {
  const hooks = ['onLoad', 'onShow', 'onHide', 'onUnload'].map((name) => [
    name,
    () => void life.push(`${route}.${name}`),
  ])
  return page(route, Object.fromEntries(hooks))
}

function stack() {
  const pages = new PageStack({ routes, tabs: ['home', 'me'], make: living, note: (e) => errors.push(e) })
  pages.reLaunch('/home')
  const routesNow = () => pages.pages.map(({ route }) => route)
  return { pages, to: pages.navigation, routesNow }
}

describe('the pages on each other', () => {
  it('are ten at most', () => {
    const { to, routesNow } = stack()
    for (let n = 0; n < 9; n++) to.navigateTo('/item?no=1')
    expect(() => to.navigateTo('/item')).toThrow('webview count limit exceed')
    to.redirectTo('/notice')
    expect(routesNow().slice(-2)).toEqual(['item', 'notice'])
    expect(errors).toEqual(['navigateTo:fail webview count limit exceed'])
  })

  it('are no tabs, which switchTab alone opens, and nothing but tabs', () => {
    const { to } = stack()
    expect(() => to.navigateTo('/me')).toThrow('can not navigateTo a tabbar page')
    expect(() => to.redirectTo('/me')).toThrow('can not redirectTo a tabbar page')
    expect(() => to.switchTab('/item')).toThrow('can not switch to no-tabBar page')
    expect(() => to.navigateTo('/none')).toThrow('page "none" is not found')
  })

  it('hand over what stands in the address as it is written', () => {
    const { pages, to } = stack()
    to.navigateTo('/item?q=%E6%8A%A4&x=a=b')
    expect(pages.front?.instance.options).toEqual({ q: '%E6%8A%A4', x: 'a=b' })
  })

  it('lose a query on the way to a tab', () => {
    const { pages, to } = stack()
    to.switchTab('/me?region=1')
    expect(pages.front?.instance.options).toEqual({})
    expect(errors).toEqual(['wx.switchTab: url 不支持 queryString'])
  })

  it('keep a tab that is left, and end what lies on it', () => {
    const { to, routesNow } = stack()
    to.navigateTo('/item')
    to.navigateTo('/notice')
    life = []
    to.switchTab('/me')
    expect(life).toEqual(['notice.onUnload', 'item.onUnload', 'me.onLoad', 'me.onShow'])
    life = []
    to.switchTab('/home')
    expect(life).toEqual(['me.onHide', 'home.onShow'])
    expect(routesNow()).toEqual(['home'])
    life = []
    to.reLaunch('/item')
    expect(life).toEqual(['home.onUnload', 'me.onUnload', 'item.onLoad', 'item.onShow'])
  })

  it('go back as far as the first', () => {
    const { to, routesNow } = stack()
    to.navigateTo('/item')
    to.navigateBack(5)
    expect(routesNow()).toEqual(['home'])
  })
})

const setData = (on: WeappPage, changes: object) =>
  (on.instance.setData as (changes: object) => void)(changes)

describe('setData', () => {
  it('is counted in bytes of what crosses to the view', async () => {
    const shown = page('item')
    const { bytes, calls, largest } = await meter.during(async () => {
      setData(shown, { a: '护塘' })
      setData(shown, { b: 1 })
    })
    expect({ bytes, calls, largest }).toEqual({ bytes: 14 + 7, calls: 2, largest: 14 })
    expect(meter.sent).toBe(21)
  })

  it('is listed above 64 kB, and lost above 1,024 kB', () => {
    const shown = page('item', { data: { text: 'old' } })
    setData(shown, { text: '字'.repeat(30_000) })
    expect(meter.heavy).toMatchObject([{ route: 'item', bytes: 90_011, paths: ['text'] }])
    setData(shown, { text: 'x'.repeat(1024 * 1024) })
    expect(shown.instance.data).toMatchObject({ text: '字'.repeat(30_000) })
    expect(errors).toEqual([expect.stringContaining('已经超过最大长度 1048576')])
  })

  it('loses what is undefined, and says so', () => {
    const shown = page('item', { data: { a: 1 } })
    setData(shown, { a: undefined })
    expect(shown.instance.data).toEqual({ a: 1 })
    expect(errors).toEqual(['item: setData sets a to undefined'])
  })
})

describe('a field', () => {
  const root = (input: NodeData): NodeData => ({ cn: [{ nn: '9', sid: 'f', uid: 'f', ...input }] })
  const field = (input: NodeData) => {
    const heard: unknown[] = []
    const shown = page('item', {
      data: { root: root(input) },
      eh: ({ detail }: { detail: unknown }) => heard.push(detail),
    })
    const node = () => {
      const found = shown.find(({ id }) => id === 'f')
      if (!found) throw new Error('no field')
      return found
    }
    return { shown, node, heard }
  }

  it('takes 140 signs where the app says nothing', async () => {
    const { shown, node, heard } = field({ p0: '' })
    await shown.input(node(), 'x'.repeat(200))
    expect(heard).toMatchObject([{ value: 'x'.repeat(140) }])
    const long = field({ p0: '', p1: -1 })
    await long.shown.input(long.node(), 'x'.repeat(200))
    expect(long.shown.valueOf(long.node())).toHaveLength(200)
  })

  it('keeps what was typed until the app sets another value', async () => {
    const { shown, node } = field({ p0: 'old' })
    await shown.input(node(), 'typed')
    expect(shown.valueOf(node())).toBe('typed')
    setData(shown, { 'root.cn.[0].p0': 'old' })
    expect(shown.valueOf(node())).toBe('typed')
    setData(shown, { 'root.cn.[0].p0': 'set' })
    expect(shown.valueOf(node())).toBe('set')
  })
})

describe('a shared card', () => {
  const shared = (card: unknown) => {
    const shown = page('item', { onShareAppMessage: () => card })
    shown.load({ no: '31' })
    return shown.share()
  }

  it('is the page itself under the name of the app where the page says nothing', async () => {
    expect(await shared(undefined)).toEqual({ title: '护塘', path: '/item?no=31' })
  })

  it('takes a title, a way and a picture, at once or promised', async () => {
    const card = { title: '流转', path: '/notice?id=1', imageUrl: 'https://bff.example.cn/1.png' }
    expect(await shared(card)).toEqual(card)
    expect(await shared({ title: 'x', promise: Promise.resolve(card) })).toEqual(card)
    await expect(shared(Promise.resolve(card))).rejects.toThrow('reads what is returned at once')
  })

  it.each([
    [{ path: 'item' }, 'not complete'],
    [{ path: '/none' }, 'leads to no page'],
    [{ imageUrl: 'data:image/png;base64,' }, 'has no picture there'],
  ])('is wrong with %j', async (card, why) => {
    await expect(shared(card)).rejects.toThrow(why)
  })

  it('cannot be had of a page that does not offer it', async () => {
    await expect(page('item').share()).rejects.toThrow('cannot be shared')
  })
})
