import Taro from '@tarojs/taro'
import { queryString } from '../format/url'
import { opening } from '../store/opening'
import { fetchCode, isReplaced } from './page-code'

/** The villager's pages, each with its folder: `pages` is the main package, `account` and `reading` are subpackages. */
const places = {
  home: 'pages',
  catalogue: 'pages',
  policies: 'pages',
  me: 'pages',
  item: 'pages',
  notice: 'pages',
  login: 'account',
  verify: 'account',
  household: 'account',
  inbox: 'account',
  subscriptions: 'account',
  invite: 'account',
  proxies: 'account',
  changes: 'reading',
  leak: 'reading',
  ask: 'reading',
  question: 'reading',
  why: 'reading',
  asked: 'reading',
  check: 'reading',
  ledger: 'reading',
  vouchers: 'reading',
  search: 'reading',
  questions: 'account',
  scan: 'account',
  sessions: 'account',
  privacy: 'account',
} as const

type PageName = keyof typeof places
type CadrePage =
  | 'desk'
  | 'start'
  | 'edit'
  | 'review'
  | 'verify'
  | 'audit'
  | 'notice'
  | 'ending'
  | 'takedown'
  | 'told'
  | 'reached'
  | 'posting'
  | 'county'
  | 'questions'
  | 'visits'
  | 'old'
  | 'checkup'
  | 'wall'
/** 村务办公: the register, and what else is kept for the office. */
type OfficePage =
  | 'register'
  | 'import'
  | 'household'
  | 'groups'
  | 'county-register'
  | 'setup'
  | 'invites'
  | 'places'
  | 'sms'
  | 'posts'
  | 'turnover'
  | 'enterprises'
  | 'word-checks'
/** 政策: writing them and following what becomes of them. */
type PolicyOfficePage = 'desk' | 'edit' | 'policy' | 'appeals' | 'payments'
/** 政策: what an enterprise owner, a villager and a visitor read and fill in. */
type PoliciesPage =
  | 'list'
  | 'package'
  | 'ask'
  | 'policy'
  | 'profile'
  | 'firms'
  | 'household'
  | 'appeal'
  | 'appeals'
type Query = Record<string, string | number | undefined>

const tabs = new Set<PageName>(['home', 'catalogue', 'policies', 'me'])

const addressOf = (page: PageName) => `/${places[page]}/${page}/index`

/** Opens a page for villagers; a page of the tab bar takes no query. */
export function goTo(page: PageName, query: Query = {}): void {
  const url = addressOf(page)
  if (tabs.has(page)) void go(url, () => Taro.switchTab({ url }))
  else void openPage(url + queryString(query))
}

/** Opens a page for villagers in place of the one in front, so that 返回 does not lead there again. */
export const goInstead = (page: PageName, query: Query) =>
  void replacePage(addressOf(page) + queryString(query))

/** Opens a page of the cadres' subpackage. */
export const goToCadre = (page: CadrePage, query: Query = {}) => void openPage(cadreAddress(page, query))

export const cadreAddress = (page: CadrePage, query: Query = {}) =>
  `/cadre/${page}/index${queryString(query)}`

/** Opens a page of the office's subpackage. */
export const goToOffice = (page: OfficePage, query: Query = {}) => void openPage(officeAddress(page, query))

export const officeAddress = (page: OfficePage, query: Query = {}) =>
  `/office/${page}/index${queryString(query)}`

/** Opens a page of the subpackage for policies. */
export const goToPolicyOffice = (page: PolicyOfficePage, query: Query = {}) =>
  void openPage(policyOfficeAddress(page, query))

export const policyOfficeAddress = (page: PolicyOfficePage, query: Query = {}) =>
  `/policy-office/${page}/index${queryString(query)}`

/** Opens a page of the policies' subpackage. */
export const goToPolicies = (page: PoliciesPage, query: Query = {}) =>
  void openPage(policiesAddress(page, query))

export const policiesAddress = (page: PoliciesPage, query: Query = {}) =>
  `/policies/${page}/index${queryString(query)}`

/** WeChat keeps at most ten pages. https://developers.weixin.qq.com/miniprogram/dev/api/route/wx.navigateTo.html */
const mostPages = 10

/** Opens a page on top of the others; where there is no room for one more, in place of the one in front. */
export async function openPage(url: string): Promise<void> {
  if (Taro.getCurrentPages().length >= mostPages) await replacePage(url)
  else await go(url, () => Taro.navigateTo({ url }))
}

/** Opens a page in place of the one in front. */
export const replacePage = (url: string): Promise<void> => go(url, () => Taro.redirectTo({ url }))

/** h5: shows that the page of the present address could not be fetched, with a button to try again. */
export function reopen(url: string): void {
  const tab = [...tabs].some((page) => url.startsWith(addressOf(page)))
  const retry = () => void go(url, () => (tab ? Taro.switchTab({ url }) : Taro.redirectTo({ url })))
  opening.set({ url, failed: true, retry })
}

/** Milliseconds after which a page that has not come is shown as a skeleton. */
const atOnce = 30
let newest = 0

/**
 * h5 fetches the code of a page when it is first opened: before the address changes, so that without a network one stays
 * in the app. What was tapped last is opened.
 */
async function go(url: string, move: () => Promise<unknown>): Promise<void> {
  if (process.env.TARO_ENV === 'h5') {
    const mine = ++newest
    const cancel = () => {
      newest++
      opening.set(null)
    }
    const show = (failed: boolean) => opening.set({ url, failed, cancel, retry: () => void go(url, move) })
    const timer = setTimeout(show, atOnce, false)
    const fetched = await fetchCode(url)
    clearTimeout(timer)
    if (mine !== newest) return
    if (!fetched) {
      if (!(await isReplaced())) return show(true)
      // Loaded anew from the new release, at the page that was asked for.
      window.history.replaceState(null, '', `#${url}`)
      return window.location.reload()
    }
  }
  await move()
}

/** Goes back to the previous page; a page that was opened by a link or loaded anew goes to the page above it. */
export function goBack(): void {
  const cancel = opening.get()?.cancel
  const pages = Taro.getCurrentPages()
  const above = pageAbove(pages[0]?.route ?? '')
  if (cancel) cancel()
  else if (pages.length > 1) void Taro.navigateBack()
  else if (above === 'desk') void replacePage(cadreAddress('desk'))
  else goTo(above)
}

/** From the navigation of a desk: over the desk, and in place of any other page, so that few lie on each other. */
export const goBeside = (url: string, from: string) =>
  void (from.includes('cadre/desk/') ? openPage(url) : replacePage(url))

/** Back to the desk that lies below, or to a new one in place of the page in front. */
export function goToDesk(region: string): void {
  const below = Taro.getCurrentPages().at(-2)?.route ?? ''
  if (below.includes('cadre/desk/')) void Taro.navigateBack()
  else void replacePage(cadreAddress('desk', { region }))
}

/** The page from which one usually comes to this one. */
export function pageAbove(route: string): 'home' | 'catalogue' | 'policies' | 'me' | 'desk' {
  const [room, page] = route.replace(/^\//, '').split('/')
  if (room === 'cadre') return page === 'desk' || page === 'audit' ? 'me' : 'desk'
  if (room === 'policy-office') return 'desk'
  if (room === 'office') return page === 'posts' ? 'me' : 'desk'
  if (room === 'policies' && page?.startsWith('appeal')) return 'me'
  if (room === 'policies') return 'policies'
  if (room === 'account') return page === 'login' || page === 'inbox' ? 'home' : 'me'
  return page === 'item' ? 'catalogue' : 'home'
}

/** Opens the verification of a villager of this region; a visitor signs in first and goes on to it. */
export function goToVerify(signedIn: boolean, region: string): void {
  if (signedIn) goTo('verify', { region })
  else goTo('login', { to: addressOf('verify') + queryString({ region }) })
}

/** After signing in: the page that was asked for, in place of the sign-in, or back to the one before. */
export function goOnward(to: string, verified: boolean): void {
  const known = /^\/(pages|account|policies)\/[a-z]+\/index\?/.test(to)
  if (known && !(verified && to.startsWith(addressOf('verify')))) void replacePage(to)
  else goBack()
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
