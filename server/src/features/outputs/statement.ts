import { randomUUID } from 'node:crypto'
import {
  type Api,
  bareName,
  type NoticeView,
  periodAt,
  quarterOf,
  statementFor,
  type Viewer,
} from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import type { Paper } from '../../paper'
import type { Actor } from '../accounts'
import { recordAct } from '../audit'
import { noticeView, ownNotices } from '../notices'
import { regionOf } from '../regions'
import {
  type HouseholdDoc,
  keyedHash,
  knownHousehold,
  livingByHousehold,
  membersOf,
  namesIn,
  regionOfHousehold,
} from '../residents'
import { doorOf } from '../scenes'
import { namesOfOthers } from './statement.rules'
import { statementPaper } from './statement-paper'

type Query = Api['GET /api/households/:household/statement.pdf']['query']

/** More than a household is in, in a quarter. */
const mostNotices = 300

/** 一户一单: what the household itself may read of what was published in a quarter, for its people and for who asks. */
export async function statementOf(
  deps: Deps,
  actor: Actor,
  id: string,
  { quarter: written, asked }: Query,
): Promise<Paper> {
  const region = regionOfHousehold(id)
  const right = statementFor(actor.viewer, { region, household: id })
  if (right === null)
    throw new AppError('forbidden', { message: '一户一单只打印给这一户自己。没有手机的，请到村里来要。' })
  const household = await knownHousehold(deps, id)
  if (!household) throw new AppError('householdNotFound')
  if (right === 'office' && asked === undefined)
    throw refused('asked', '怎样要的：请选本人来要、打电话来要，还是家里人来要。')
  const now = deps.clock.now()
  const quarter = written === undefined ? periodAt('quarter', now) : quarterOf(written)
  if (!quarter || quarter.from > now) throw refused('quarter', '季度：这个季度还没有到，请选以前的。')
  const viewer = await householdViewer(deps, actor, household, right)
  const found = await ownNotices(deps, viewer, { limit: mostNotices })
  const views: NoticeView[] = []
  for (const { _id, head } of found) {
    if (head.publishedAt < quarter.from || head.publishedAt >= quarter.until) continue
    const view = await noticeView(deps, _id, viewer)
    if (view.table?.rows.some(({ own }) => own)) views.push(view)
  }
  if (views.length === 0) throw new AppError('statementUnread')
  // Recorded first: no paper of a household is out of which the audit knows nothing.
  if (right === 'office' && asked)
    await recordAct(deps, randomUUID(), {
      act: 'statementPrinted',
      by: actor,
      region,
      subject: keyedHash('audit', id, deps.config.secrets.hashKey),
      detail: asked,
    })
  const [register, people] = await Promise.all([
    namesIn(deps, region),
    membersOf(
      deps.db,
      viewer.residences.map((home) => home.household),
    ),
  ])
  const own = new Set([household.head, ...people.map(({ name }) => name)].map(bareName))
  const place = await regionOf(deps, region)
  const door = await doorOf(deps, {
    target: { kind: 'household', region },
    page: 'account/household',
    query: {},
    caption: '扫码看我家',
  })
  const others = namesOfOthers(register, own)
  return statementPaper({ household, quarter, now, place, views, others, own, door })
}

const refused = (field: string, message: string) =>
  new AppError('invalidFields', { fields: [{ field, message }] })

/** The household as a reader: nobody's posts, and whether somebody of it is a member of the collective. */
async function householdViewer(
  deps: Deps,
  { viewer }: Actor,
  { _id, region, tied = [] }: HouseholdDoc,
  right: 'own' | 'office',
): Promise<Viewer> {
  const households = [_id, ...tied]
  const member =
    right === 'own'
      ? viewer.residences.some((home) => home.household === _id && home.member)
      : await hasMember(deps, _id)
  return {
    account: null,
    person: null,
    residences: households.map((household) => ({ region, household, member })),
    roles: [],
  }
}

/** Of a 承包户 the people live in the 户籍户 that it belongs to. */
const hasMember = async (deps: Deps, household: string): Promise<boolean> => {
  const people = await livingByHousehold(deps, [household])
  return (people.get(household) ?? []).some(({ residence }) => residence?.member === true)
}
