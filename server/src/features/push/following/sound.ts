import {
  categories,
  type FieldProblem,
  gateFields,
  industryCode,
  type RegionRef,
  type SubscriptionWish,
  visibleText,
} from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { scopeOf } from '../../announcements'
import { catalogueOf } from '../../catalogue'
import { regionRefs } from '../../regions'
import { policyTitles } from './policy-titles'

/** Each word is tried on each publication of its place. */
const mostWords = 20

/** What is to be followed exists, says one thing, and says it once; else an error that names the line. */
export async function requireSound(deps: Deps, wanted: readonly SubscriptionWish[]): Promise<void> {
  const regions = await regionRefs(
    deps,
    wanted.map(({ region }) => region),
  )
  const titleOf = await policyTitles(
    deps,
    wanted.flatMap(({ policy }) => policy?.id ?? []),
  )
  const seen = new Set<string>()
  let words = 0
  const fields = wanted.flatMap((wish, at): FieldProblem[] => {
    const field = `subscriptions.${at}`
    const region = regions.get(wish.region)
    if (!region) return [{ field: `${field}.region`, message: '没有这个村镇，请重新选择。' }]
    const problem = problemOf(wish, region, field) ?? problemOfTopic(wish, `${field}.policy`, titleOf)
    if (problem) return [problem]
    if (wish.word !== undefined && ++words > mostWords)
      return [{ field: `${field}.word`, message: `最多订阅 ${mostWords} 个关键词，请先去掉几个。` }]
    const scope = scopeOf(wish)
    if (seen.has(scope)) return [{ field, message: '这一条和上面的重复了，请去掉一条。' }]
    seen.add(scope)
    return []
  })
  if (fields.length > 0) throw new AppError('invalidFields', { fields })
}

function problemOf(wish: SubscriptionWish, region: RegionRef, field: string): FieldProblem | null {
  const { item, category, word, below, policy } = wish
  if ([item, category, word, policy].filter((part) => part !== undefined).length > 1)
    return { field, message: '一条订阅只能选一样：一项、一类、一个关键词或者政策。请分成几条。' }
  const items = catalogueOf(region)
  if (item !== undefined && below)
    return {
      field: `${field}.item`,
      message: '各级的公开目录不一样。连同下面的村镇，请订一类或者一个关键词。',
    }
  if (item !== undefined && !items.some(({ no }) => no === item))
    return { field: `${field}.item`, message: `${region.name}的公开目录里没有第 ${item} 项。` }
  const known: readonly string[] = below ? categories : items.map((one) => one.category)
  if (category !== undefined && !known.includes(category))
    return { field: `${field}.category`, message: `${region.name}的公开目录里没有“${category}”这一类。` }
  return word === undefined ? null : problemOfWord(word, `${field}.word`)
}

/** A policy that there is, an industry of the list, an office by its name. */
function problemOfTopic(
  { policy }: SubscriptionWish,
  field: string,
  titleOf: (id: string) => string | undefined,
): FieldProblem | null {
  if (!policy) return null
  const { id, need, industry, office } = policy
  if ([id, need, industry, office].filter((part) => part !== undefined).length > 1)
    return { field, message: '一条订阅只能选一样：一条政策、一种需求、一个行业或者一个部门。请分成几条。' }
  if (id !== undefined && titleOf(id) === undefined)
    return { field: `${field}.id`, message: '没有找到这条政策，请重新选择。' }
  if (industry !== undefined && industryCode(industry) === null)
    return { field: `${field}.industry`, message: '没有这个行业代码，请重新选择。' }
  return office === undefined ? null : problemOfWord(office, `${field}.office`)
}

/** Nobody follows a person by their number: it is not kept. */
function problemOfWord(word: string, field: string): FieldProblem | null {
  if (word !== visibleText(word)) return { field, message: '前后不要有空格，中间不要有看不见的字。' }
  return gateFields([{ field, title: '关键词', text: word }])[0] ?? null
}
