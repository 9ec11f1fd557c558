import { LRUCache } from 'lru-cache'
import sharp from 'sharp'
import type { WechatResult } from '../../channels/wechat'
import type { Deps } from '../../deps'
import { insertMissing, upsertSafely } from '../../storage/insert-once'
import { toBuffer } from '../../storage/to-buffer'
import { type SceneDoc, sceneModels } from './scenes.model'
import { type PaperTarget, sceneCode, wholeTarget } from './target'

export type SceneDeps = Pick<Deps, 'config' | 'clock' | 'db' | 'wechat'>

/** A mini-program code (小程序码) for a paper, as a PNG. */
export type PaperCode = Buffer

export interface Wanted {
  target: PaperTarget
  /** What is known to the paper alone, such as the number of a slip: it goes into the code and is kept nowhere. */
  secret?: string
}

export interface Picture {
  png: PaperCode
  /** Asked of WeChat just now. */
  made: boolean
}

/** The page of the mini-program that every code on paper opens. */
const page = 'account/code/index'

type Drawn = LRUCache<string, PaperCode>

/** Of a process, by edition and scene: they never change. */
const memories = new WeakMap<SceneDeps['wechat'], Drawn>()

function drawnBy({ wechat }: SceneDeps): Drawn {
  const known = memories.get(wechat)
  if (known) return known
  const drawn: Drawn = new LRUCache({
    maxSize: 4 * 1024 * 1024,
    sizeCalculation: ({ length }) => length,
  })
  memories.set(wechat, drawn)
  return drawn
}

const sceneOf = (deps: SceneDeps, { target, secret }: Wanted): string => {
  const code = sceneCode(deps, target)
  return secret === undefined ? code : `${code}.${secret}`
}

const memoryKey = (deps: SceneDeps, target: PaperTarget): string =>
  `${deps.config.wechat.state} ${sceneCode(deps, target)}`

/** What was made before, by this process or another, or by the command that makes them ahead. */
export async function keptPicture(deps: SceneDeps, target: PaperTarget): Promise<PaperCode | null> {
  const drawn = drawnBy(deps)
  const key = memoryKey(deps, target)
  const known = drawn.get(key)
  if (known) return known
  const { state } = deps.config.wechat
  const scene = await sceneModels(deps.db)
    .Scene.findById(sceneCode(deps, target), { [`pictures.${state}`]: 1 })
    .lean<Pick<SceneDoc, 'pictures'>>()
  const kept = scene?.pictures?.[state]
  if (!kept) return null
  const png = toBuffer(kept)
  drawn.set(key, png)
  return png
}

/** Each is asked of WeChat once: what holds a secret is on one paper, and then gone; the others are kept. */
export async function pictureOf(deps: SceneDeps, wanted: Wanted): Promise<WechatResult<Picture>> {
  const isOpen = wanted.secret === undefined
  const kept = isOpen ? await keptPicture(deps, wanted.target) : null
  if (kept) return { kind: 'ok', value: { png: kept, made: false } }
  const answer = await deps.wechat.miniProgramCode({ scene: sceneOf(deps, wanted), page })
  if (answer.kind !== 'ok') return answer
  const png = await plainPng(Buffer.from(answer.value.split(',')[1] ?? '', 'base64'))
  if (isOpen) await keep(deps, wanted.target, png)
  return { kind: 'ok', value: { png, made: true } }
}

/** With what the code stands for: no picture is out that opens nothing. */
async function keep(deps: SceneDeps, target: PaperTarget, png: PaperCode): Promise<void> {
  const { state } = deps.config.wechat
  await upsertSafely(() =>
    sceneModels(deps.db).Scene.updateOne(
      { _id: sceneCode(deps, target) },
      {
        $setOnInsert: { ...wholeTarget(target), at: deps.clock.now() },
        $set: { [`pictures.${state}`]: png },
      },
      { upsert: true },
    ),
  )
  drawnBy(deps).set(memoryKey(deps, target), png)
}

/** Few colours and no transparency: three hundred of them lie in one file. */
const plainPng = (picture: Buffer): Promise<Buffer> =>
  sharp(picture).flatten({ background: '#ffffff' }).png({ palette: true, colours: 16 }).toBuffer()

/** What codes stand for of which no picture is kept. */
export async function keepTargets(deps: SceneDeps, targets: readonly PaperTarget[]): Promise<void> {
  const at = deps.clock.now()
  const docs = targets.map((target) => ({ _id: sceneCode(deps, target), ...wholeTarget(target), at }))
  const { Scene } = sceneModels(deps.db)
  const ids = docs.map(({ _id }) => _id)
  const known = await Scene.find({ _id: { $in: ids } }, { _id: 1 })
    .batchSize(ids.length + 1)
    .lean<{ _id: string }[]>()
  const there = new Set(known.map(({ _id }) => _id))
  await insertMissing(
    Scene,
    docs.filter(({ _id }) => !there.has(_id)),
  )
}
