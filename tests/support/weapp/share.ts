export interface SharedCard {
  title: string
  path: string
  imageUrl?: string
}

interface From {
  from: 'menu' | 'button'
  target?: object
}

interface Written extends Partial<SharedCard> {
  promise?: Promise<Partial<SharedCard>>
}

/** Milliseconds that WeChat waits for a card that is promised. */
const promised = 3000

/**
 * The card that a page hands to WeChat, as the chat shows it.
 * https://developers.weixin.qq.com/miniprogram/dev/reference/api/Page.html
 */
export async function cardOf(
  page: Record<string, unknown>,
  from: From,
  standard: SharedCard,
  routes: readonly string[],
): Promise<SharedCard> {
  const hook = page.onShareAppMessage
  // Without it 转发 is not in the menu.
  if (typeof hook !== 'function') throw new Error(`${standard.path} cannot be shared`)
  const written = (hook.call(page, from) ?? {}) as Written
  if ('then' in written)
    throw new Error(`${standard.path} promises a card, but WeChat reads what is returned at once`)
  const later = written.promise && (await Promise.race([written.promise, after(promised)]))
  const { title, path, imageUrl } = { ...written, ...later }
  const card = {
    title: title || standard.title,
    path: path || standard.path,
    ...(imageUrl ? { imageUrl } : {}),
  }
  const wrong = faultOf(card, routes)
  if (wrong) throw new Error(`The card of ${standard.path} ${wrong}: ${JSON.stringify(card)}`)
  return card
}

const after = (ms: number) => new Promise<undefined>((done) => void setTimeout(done, ms, undefined).unref())

function faultOf({ path, imageUrl }: SharedCard, routes: readonly string[]): string | undefined {
  if (!path.startsWith('/')) return 'has a path that is not complete'
  const [route = ''] = path.slice(1).split('?')
  if (!routes.includes(route)) return 'leads to no page'
  if (imageUrl !== undefined && !/^(https?:\/\/|wxfile:\/\/|\/)/.test(imageUrl)) return 'has no picture there'
  return undefined
}
