/** Taro's list of pages on h5, each with what fetches its code. */
interface Route {
  path: string
  load(): readonly unknown[]
}

const routes = (): readonly Route[] =>
  (window as { __taroAppConfig?: { routes?: readonly Route[] } }).__taroAppConfig?.routes ?? []

/** h5: fetches the code of the page at this address, unless it is there; false when it could not be had. */
export async function fetchCode(url: string): Promise<boolean> {
  const path = url.replace(/^\//, '').split('?')[0]
  const route = routes().find((one) => one.path === path)
  try {
    await Promise.all(route?.load() ?? [])
    return true
  } catch {
    return false
  }
}

/** Whether a new release has replaced the files that this window was loaded from; false without a network. */
export async function isReplaced(): Promise<boolean> {
  const own = document.querySelector<HTMLScriptElement>('script[src*="app."]')?.getAttribute('src')
  try {
    const answer = await fetch(location.pathname, { cache: 'no-store' })
    return answer.ok && own != null && !(await answer.text()).includes(own)
  } catch {
    return false
  }
}

/** The pages one tap away: those of the tab bar first. */
const near = () =>
  ['home', 'catalogue', 'policies', 'me', 'item', 'notice'].map((page) => `pages/${page}/index`)

/** h5: fetches the code of the nearest pages once the first one is at rest, unless the person saves data. */
export function fetchNearLater(): void {
  const { connection } = navigator as { connection?: { saveData?: boolean } }
  if (connection?.saveData) return
  const run = async () => {
    for (const page of [...near(), 'account/inbox/index', 'reading/search/index'])
      if (!(await fetchCode(page))) return
  }
  const rest = () =>
    'requestIdleCallback' in window
      ? requestIdleCallback(() => void run())
      : setTimeout(() => void run(), 1000)
  window.addEventListener('load', () => setTimeout(rest, 1500))
}
