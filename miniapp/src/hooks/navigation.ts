import Taro from '@tarojs/taro'
import { queryString } from '../format/url'

/** The villager's pages, each with its folder: `pages` is the main package, `account` and `reading` are subpackages. */
const places = {
  home: 'pages',
  catalogue: 'pages',
  inbox: 'pages',
  me: 'pages',
  item: 'pages',
  notice: 'pages',
  search: 'pages',
  login: 'account',
  verify: 'account',
  household: 'account',
  subscriptions: 'account',
  changes: 'reading',
  leak: 'reading',
} as const

type PageName = keyof typeof places
type CadrePage =
  | 'desk'
  | 'start'
  | 'edit'
  | 'review'
  | 'verify'
  | 'notice'
  | 'ending'
  | 'takedown'
  | 'told'
  | 'county'
type Query = Record<string, string | number | undefined>

const tabs = new Set<PageName>(['home', 'catalogue', 'inbox', 'me'])

const addressOf = (page: PageName) => `/${places[page]}/${page}/index`

/** Opens a page for villagers; a page of the tab bar takes no query. */
export function goTo(page: PageName, query: Query = {}): void {
  const url = addressOf(page)
  if (tabs.has(page)) void Taro.switchTab({ url })
  else void openPage(url + queryString(query))
}

/** Opens a page of the cadres' subpackage. */
export const goToCadre = (page: CadrePage, query: Query = {}) => void openPage(cadreAddress(page, query))

export const cadreAddress = (page: CadrePage, query: Query = {}) =>
  `/cadre/${page}/index${queryString(query)}`

/** WeChat keeps at most ten pages. https://developers.weixin.qq.com/miniprogram/dev/api/route/wx.navigateTo.html */
const mostPages = 10

/** Opens a page on top of the others; where there is no room for one more, in place of the one in front. */
export async function openPage(url: string): Promise<void> {
  if (Taro.getCurrentPages().length < mostPages) await Taro.navigateTo({ url })
  else await Taro.redirectTo({ url })
}

/** Goes back to the previous page, or to the home page when this page was opened by a link. */
export function goBack(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack()
  else void Taro.switchTab({ url: addressOf('home') })
}

/** The new address of a page that used to lie in `pages/`, such as `pages/login/index`; undefined for other paths. */
export function movedTo(path: string, query: Query = {}): string | undefined {
  const [, name] = /^\/?pages\/(\w+)\/index$/.exec(path) ?? []
  const page = (Object.keys(places) as PageName[]).find((one) => one === name && places[one] !== 'pages')
  if (!page) return undefined
  // `stamp` is Taro's own number of the page in front, not part of the link.
  const words = Object.entries(query).filter(([key]) => key !== 'stamp')
  const plain = words.map(([key, value]) => [key, value === undefined ? value : wordOf(String(value))])
  return addressOf(page) + queryString(Object.fromEntries(plain))
}

/** A word of the page's address: weapp hands it over still encoded, h5 decoded. */
export function wordOf(parameter: string | undefined): string {
  try {
    return decodeURIComponent(parameter ?? '')
  } catch {
    return parameter ?? ''
  }
}
