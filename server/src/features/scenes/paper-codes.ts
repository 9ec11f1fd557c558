import { wechatConnected } from '../../config'
import type { Deps } from '../../deps'
import { keepTargets, keptPicture, type PaperCode, pictureOf, type SceneDeps, type Wanted } from './pictures'
import type { PaperTarget } from './target'

/** The vendor takes 5,000 a minute; a paper waits for its slowest. */
const abreast = 8
/** A vendor that has just failed is not waited for again by the next paper. */
const restMs = 60_000

type PaperDeps = SceneDeps & Pick<Deps, 'log'>

/** When the vendor is asked again, by its client. */
const resting = new WeakMap<SceneDeps['wechat'], number>()

/** The code for one paper; null where WeChat is not connected or does not answer: then the paper has the address alone. */
export async function paperCode(deps: PaperDeps, target: PaperTarget): Promise<PaperCode | null> {
  const [code] = await paperCodes(deps, [{ target }])
  return code ?? null
}

/** Each in its place. All or none: a pile of slips is of one kind, and a vendor that fails is not asked three hundred times. */
export async function paperCodes(
  deps: PaperDeps,
  wanted: readonly Wanted[],
): Promise<readonly PaperCode[] | readonly null[]> {
  const codes = await allOrNone(deps, wanted, (one) => asked(deps, one))
  const numbered = wanted.filter(({ secret }) => secret !== undefined)
  // Only what is on paper is kept.
  if (numbered.length > 0 && codes.every((code) => code !== null))
    await keepTargets(
      deps,
      numbered.map(({ target }) => target),
    )
  return codes
}

/** Those that were made ahead, all or none; WeChat is not asked. */
export const keptCodes = (
  deps: SceneDeps,
  targets: readonly PaperTarget[],
): Promise<readonly PaperCode[] | readonly null[]> =>
  allOrNone(
    deps,
    targets.map((target) => ({ target })),
    ({ target }) => keptPicture(deps, target),
  )

async function allOrNone(
  deps: SceneDeps,
  wanted: readonly Wanted[],
  one: (wanted: Wanted) => Promise<PaperCode | null>,
): Promise<readonly PaperCode[] | readonly null[]> {
  const none = wanted.map(() => null)
  if (!wechatConnected(deps.config)) return none
  const codes: PaperCode[] = []
  for (let from = 0; from < wanted.length; from += abreast) {
    const some = await Promise.all(wanted.slice(from, from + abreast).map(one))
    const there = some.filter((code) => code !== null)
    if (there.length < some.length) return none
    codes.push(...there)
  }
  return codes
}

async function asked(deps: PaperDeps, wanted: Wanted): Promise<PaperCode | null> {
  const now = deps.clock.now().getTime()
  if (now < (resting.get(deps.wechat) ?? 0))
    return wanted.secret === undefined ? keptPicture(deps, wanted.target) : null
  const answer = await pictureOf(deps, wanted)
  if (answer.kind === 'ok') return answer.value.png
  resting.set(deps.wechat, now + restMs)
  deps.log.warn({ failure: answer.kind }, 'no mini-program code for a paper could be had from WeChat')
  return null
}
