import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { sharedToken, WeChatClient, type WechatResult } from '../channels/wechat'
import { wechatConnected } from '../config'
import type { Deps } from '../deps'
import { catalogueOf } from '../features/catalogue'
import { publishedIn } from '../features/notices'
import { type RegionDoc, regionRef } from '../features/regions'
import { registerOf } from '../features/residents'
import { type PaperTarget, type Picture, pictureOf, type SceneDeps } from '../features/scenes'
import { StorageError } from '../storage/connect'

/** WeChat takes 5,000 a minute, and the service itself makes some. */
const perMinute = 3000
const abreast = 8
const minuteMs = 60_000
/** Minutes in which WeChat says that it is too busy, one after the other. */
const mostWaits = 5
/** Its answers that mean: in a minute. 45009 is its count of a minute here, not of a day. */
const busy = [-1, 45009, 45011]

interface Named {
  target: PaperTarget
  /** Of the file. */
  name: string
}

interface Order {
  deps: SceneDeps & Pick<Deps, 'marks'>
  region: RegionDoc
  /** Where the pictures are put as files; undefined: the data alone. */
  folder: string | undefined
  /** 认证单 of every household too; they hold its number (户号), and not the slip's. */
  slips: boolean
  say: (line: string) => void
  wait?: (ms: number) => Promise<unknown>
}

type Waiting = Order & Required<Pick<Order, 'wait'>>

/** Makes the mini-program codes of a region ahead; run once more it makes those that are missing. */
export async function makeCodes(asked: Order): Promise<void> {
  const order: Waiting = { wait: delay, ...asked }
  const { deps, region, folder, slips, say, wait } = order
  if (!wechatConnected(deps.config))
    throw refuse('还没有接上微信（WECHAT_APPID、WECHAT_SECRET），做不了小程序码。')
  const wanted = [...(await openTargets(order)), ...(slips ? await slipTargets(order) : [])]
  if (folder !== undefined) mkdirSync(folder, { recursive: true })
  let made = 0
  for (let from = 0; from < wanted.length; from += abreast) {
    const some = wanted.slice(from, from + abreast)
    const began = deps.clock.now().getTime()
    const { pictures, fresh } = await patiently(order, some)
    made += fresh
    if (folder !== undefined)
      pictures.forEach(({ png }, at) => {
        writeFileSync(join(folder, `${some[at]?.name}.png`), png)
      })
    if (fresh > 0 && from + abreast < wanted.length)
      await wait(Math.max(0, (abreast / perMinute) * minuteMs - (deps.clock.now().getTime() - began)))
  }
  say(`${region.name}的小程序码做好了：一共 ${wanted.length} 个，新做 ${made} 个，其余是以前做好的。`)
  say('存在数据里，以后张榜、做群卡片、打印一户一单，直接用，不再问微信。')
  if (slips) say('认证单的码里有户号，没有认证号码；打印时微信不通，就用这些码。')
  if (folder !== undefined) say(`图片在 ${folder}，一个码一个文件。`)
}

const refuse = (sentence: string) => new StorageError('USAGE', sentence)

async function openTargets({ deps, region }: Order): Promise<Named[]> {
  const place = regionRef(region)
  const { _id: code } = region
  const { listed } = await publishedIn(deps, code)
  return [
    { name: '首页', target: { kind: 'village', region: code } },
    { name: '我家', target: { kind: 'household', region: code } },
    ...catalogueOf(place).map(
      ({ no, level2 }): Named => ({
        name: plainName(`事项 ${no} ${level2}`),
        target: { kind: 'item', region: code, no },
      }),
    ),
    ...listed.map(
      ({ _id, head }): Named => ({
        name: plainName(`公开 ${head.title} ${_id.slice(0, 8)}`),
        target: { kind: 'notice', notice: _id },
      }),
    ),
  ]
}

const slipTargets = async ({ deps, region }: Order): Promise<Named[]> =>
  (await registerOf(deps.db, region._id)).map(({ code }) => ({
    name: plainName(`认证单 ${code}`),
    target: { kind: 'slip', region: region._id, household: code },
  }))

const longestName = 60

/** Signs that no system of files takes. */
const plainName = (name: string): string =>
  [...name.replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ')].slice(0, longestName).join('')

/** Waits while WeChat counts; anything else ends the command, and what is made stays. */
async function patiently({ deps, say, wait }: Waiting, some: readonly Named[]) {
  let fresh = 0
  for (let waits = 0; ; waits += 1) {
    const answers = await Promise.all(some.map(({ target }) => pictureOf(deps, { target })))
    const pictures = answers.flatMap((answer) => (answer.kind === 'ok' ? [answer.value] : []))
    fresh += pictures.filter(({ made }) => made).length
    const failed = answers.find((answer) => answer.kind !== 'ok')
    if (!failed) return { pictures, fresh }
    if (waits === mostWaits || failed.kind !== 'refused' || !busy.includes(failed.code))
      throw refuse(`没有做完：${whyOf(failed)}。做好的都留着，再运行一次，从这里接着做。`)
    say('微信这一分钟的次数用完了，等一分钟再接着做。')
    await wait(minuteMs)
  }
}

const whyOf = (failed: Exclude<WechatResult<Picture>, { kind: 'ok' }>): string =>
  failed.kind === 'refused' ? `微信答 ${failed.code} ${failed.message}` : `连不上微信，${failed.detail}`

/** Of this machine's own settings, with the token that the running service uses. */
export function wechatOf({ db, clock, config }: Pick<Deps, 'db' | 'clock' | 'config'>): WeChatClient {
  const { appid, secret, state, baseUrl } = config.wechat
  const store = sharedToken({ db, clock, appid, fieldKey: config.secrets.fieldKey })
  return new WeChatClient({ appid, secret, state, clock, baseUrl, store })
}
