import type { Deps } from '../../deps'
import { pageUrl } from '../../http/site'
import type { Door } from '../../paper'
import { paperCode } from './paper-codes'
import type { SceneDeps } from './pictures'
import type { PaperTarget } from './target'

interface Wanted {
  target: PaperTarget
  page: string
  query: Readonly<Record<string, string>>
  /** Begins with 扫码, which becomes 微信 under WeChat's own code: there is room for eight signs. */
  caption: string
}

/** What a paper opens: in WeChat the mini-program, where one can sign in, and in a browser the same page. */
export async function doorOf(
  deps: SceneDeps & Pick<Deps, 'log'>,
  { target, page, query, caption }: Wanted,
): Promise<Door> {
  const text = pageUrl(deps.config, page, query)
  const png = await paperCode(deps, target)
  if (!png) return { text, caption }
  return { text, caption: '浏览器扫这个', wechat: { png, caption: caption.replace('扫码', '微信') } }
}
