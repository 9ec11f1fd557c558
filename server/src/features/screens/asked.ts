import {
  type Api,
  type AskedKey,
  askedQuestions,
  plainGroup,
  type RegionRef,
  type User,
} from '@hutang/shared'
import askedJson from '../../../../config/asked.json'
import type { Deps } from '../../deps'
import { itemOfNotice } from '../catalogue'
import { answeringNotice } from '../notices'
import { leadersIn } from '../residents'

type Asked = Api['GET /api/screens/home']['response']['asked'][number]

interface Answer {
  item: number
  title?: string
}

/** config/asked.json: in which item of a village's catalogue a question is answered, and by which title before all others. */
const answers = new Map<AskedKey, Answer>(
  askedJson.map(({ key, ...answer }) => {
    const known = askedQuestions.find((one) => one === key)
    if (!known) throw new RangeError(`config/asked.json: ${key} is none of ${askedQuestions.join(', ')}`)
    return [known, answer]
  }),
)

/** The ten questions, the likeliest of who looks first; where a place has no such item the question is left out. */
export async function askedBy(deps: Deps, region: RegionRef, user: User | null): Promise<Asked[]> {
  const keys = [...new Set([...likeliest(user), ...askedQuestions])]
  const [found, leaders] = await Promise.all([
    Promise.all(keys.map((key) => targetOf(deps, region, key))),
    ownLeaders(deps, region, user),
  ])
  return found
    .flatMap((one) => one ?? [])
    .map((one) => (one.key === 'leaders' && leaders !== null ? { ...one, text: leaders } : one))
}

/** 15组组长：沈国良, for who lives there. */
async function ownLeaders(deps: Deps, { code }: RegionRef, user: User | null): Promise<string | null> {
  const { residence } = user ?? { residence: null }
  if (!user?.verified || residence?.region.code !== code) return null
  const group = plainGroup(residence.group)
  const names = (await leadersIn(deps, code)).filter((one) => one.group === group).map(({ name }) => name)
  return names.length === 0 ? null : `${group}组长：${names.join('、')}`
}

async function targetOf(deps: Deps, region: RegionRef, key: AskedKey): Promise<Asked | null> {
  const answer = answers.get(key)
  if (!answer) return { key }
  if (region.level !== 'village' || !itemOfNotice(region, answer.item)) return null
  const notice = await answeringNotice(deps, region, answer)
  return notice === null ? { key, no: answer.item } : { key, notice, no: answer.item }
}

/** Four, chosen by who looks. */
function likeliest(user: User | null): AskedKey[] {
  if (!user) return ['spent', 'leaders', 'building', 'genuine']
  if (user.answers > 0) return ['answered', ...restOf(user)]
  return restOf(user)
}

function restOf({ verified, enterprises, roles, textSize }: User): AskedKey[] {
  if (enterprises.length > 0) return ['benefits', 'bids', 'spent', 'building']
  if (roles.length > 0) return ['spent', 'building', 'leaders', 'genuine']
  if (!verified) return ['leaders', 'building', 'insurance', 'benefits']
  const large = textSize === 'elder' || textSize === 'huge'
  return large ? ['insurance', 'benefits', 'spent', 'leaders'] : ['spent', 'lowIncome', 'building', 'leaders']
}
