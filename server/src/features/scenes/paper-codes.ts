import { LRUCache } from 'lru-cache'
import sharp from 'sharp'
import { wechatConnected } from '../../config'
import type { Deps } from '../../deps'
import { insertMissing } from '../../storage/insert-once'
import { sceneModels } from './scenes.model'
import { type PaperTarget, sceneCode, wholeTarget } from './target'

/** The page of the mini-program that every code on paper opens. */
const page = 'account/code/index'
/** The vendor takes 5,000 a minute; a paper waits for its slowest. */
const abreast = 8

/** A mini-program code (小程序码) for a paper, as a PNG. */
export type PaperCode = Buffer

/** By edition and scene: they never change. */
const drawn = new LRUCache<string, PaperCode>({
  maxSize: 4 * 1024 * 1024,
  sizeCalculation: ({ length }) => length,
})

export interface Wanted {
  target: PaperTarget
  /** What is known to the paper alone, such as the number of a slip: it goes into the code and is kept nowhere. */
  secret?: string
}

/** The code for one paper; null where WeChat is not connected or does not answer: then the paper has the address alone. */
export async function paperCode(deps: Deps, target: PaperTarget): Promise<PaperCode | null> {
  const [code] = await paperCodes(deps, [{ target }])
  return code ?? null
}

/** Each in its place. All or none: a pile of slips is of one kind, and a vendor that fails is not asked three hundred times. */
export async function paperCodes(
  deps: Deps,
  wanted: readonly Wanted[],
): Promise<readonly PaperCode[] | readonly null[]> {
  const none = wanted.map(() => null)
  if (!wechatConnected(deps.config)) return none
  const codes: PaperCode[] = []
  for (let from = 0; from < wanted.length; from += abreast) {
    const some = await Promise.all(wanted.slice(from, from + abreast).map((one) => pictureOf(deps, one)))
    const there = some.filter((one) => one !== null)
    if (there.length < some.length) return none
    codes.push(...there)
  }
  // Only what is on paper is kept.
  await keep(deps, wanted)
  return codes
}

async function pictureOf(deps: Deps, { target, secret }: Wanted): Promise<PaperCode | null> {
  const code = sceneCode(deps, target)
  const scene = secret === undefined ? code : `${code}.${secret}`
  const key = `${deps.config.wechat.state} ${scene}`
  const known = drawn.get(key)
  if (known) return known
  const answer = await deps.wechat.miniProgramCode({ scene, page })
  if (answer.kind !== 'ok') {
    deps.log.warn({ failure: answer.kind }, 'no mini-program code for a paper could be had from WeChat')
    return null
  }
  const png = await plainPng(Buffer.from(answer.value.split(',')[1] ?? '', 'base64'))
  // What holds a secret is on one paper, and then gone.
  if (secret === undefined) drawn.set(key, png)
  return png
}

/** Few colours and no transparency: three hundred of them lie in one file. */
const plainPng = (picture: Buffer): Promise<Buffer> =>
  sharp(picture).flatten({ background: '#ffffff' }).png({ palette: true, colours: 16 }).toBuffer()

async function keep(deps: Deps, wanted: readonly Wanted[]): Promise<void> {
  const at = deps.clock.now()
  const docs = wanted.map(({ target }) => ({ _id: sceneCode(deps, target), ...wholeTarget(target), at }))
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
