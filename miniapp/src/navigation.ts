import Taro from '@tarojs/taro'
import { queryString } from './api/url'

const tabs = new Set(['home', 'catalogue', 'inbox', 'me'])

type PageName =
  | 'home'
  | 'catalogue'
  | 'inbox'
  | 'me'
  | 'item'
  | 'notice'
  | 'search'
  | 'subscriptions'
  | 'login'
  | 'verify'
  | 'household'

/** To a page of the villager's; tabs are switched to and take no query. */
export function goTo(page: PageName, query: Record<string, string | number | undefined> = {}): void {
  const url = `/pages/${page}/index`
  if (tabs.has(page)) void Taro.switchTab({ url })
  else void Taro.navigateTo({ url: url + queryString(query) })
}

/** To a page of the cadres' subpackage. */
export function goToCadre(page: 'desk' | 'edit', query: Record<string, string | number> = {}): void {
  void Taro.navigateTo({ url: `/cadre/${page}/index${queryString(query)}` })
}

/** A word of the page's address: weapp hands it over still encoded, h5 does not. */
export function wordOf(parameter: string | undefined): string {
  try {
    return decodeURIComponent(parameter ?? '')
  } catch {
    return parameter ?? ''
  }
}
