import { appealStepText, levelText, type NoticeLine, postOfLevel, type Viewer } from '@hutang/shared'
import type { Deps } from '../../deps'
import { holdersWho } from '../accounts'
import type { AnnouncementDoc, Description, Gone, Subject } from '../announcements'
import { findRegion, refOf, regionRefs } from '../regions'
import { type AppealDoc, type AppealStepDoc, appealModels, nobody } from './appeals.model'
import { stepNamed } from './told'
import { isOwnAppeal, mayDealWith } from './view'

const category = '诉求'

interface Found {
  appeal: AppealDoc
  step: AppealStepDoc
  at: number
}

async function find(deps: Pick<Deps, 'db'>, id: string): Promise<Found | null> {
  const named = stepNamed(id)
  const appeal = named && (await appealModels(deps.db).Appeal.findById(named.appeal).lean<AppealDoc>())
  const step = named && appeal?.steps[named.at]
  return named && appeal && step ? { appeal, step, at: named.at } : null
}

/** What was to be done is done, or it has risen further meanwhile. */
function isDone({ appeal, step, at }: Found): boolean {
  if (!appeal.open) return true
  const later = appeal.steps.slice(at + 1)
  if (later.some((one) => one.step === 'raised' || one.step === 'reopened')) return true
  return step.step !== 'helper' && later.some((one) => one.account !== '' && one.account !== appeal.account)
}

/** Of no firm and no person: which kind of thing waits. */
function workTitle({ step, appeal }: Found): string {
  if (step.step === 'raised') return `有一件诉求超时，已转给${levelText(appeal.office, appeal.level)}`
  if (step.step === 'helper') return '有一件诉求请您帮办'
  return step.step === 'reopened' ? '有一件诉求要求重办' : '有一件诉求等您联系'
}

const ownTitle = ({ step }: Found): string => `您提的诉求：${appealStepText[step.step]}`

const linkOf = ({ _id }: AppealDoc): string => `policies/appeal/index?id=${_id}`

/** Who has it now, or the helper alone. */
async function workers(deps: Deps, { appeal, step }: Found): Promise<string[]> {
  if (step.step === 'helper') return appeal.helper ? [appeal.helper.person] : []
  const post = postOfLevel(appeal.office, appeal.level)
  return holdersWho(
    deps,
    post.region,
    (viewer) =>
      !isOwnAppeal(appeal, viewer) &&
      viewer.roles.some(({ role, region }) => role === post.role && region === post.region),
  )
}

async function describe(deps: Deps, id: string, kind: AnnouncementDoc['kind']): Promise<Description | Gone> {
  const found = await find(deps, id)
  const region = found && (await findRegion(deps.db, found.appeal.office))
  const isWork = kind === 'work'
  if (!found || !region || (isWork && isDone(found))) return { gone: 'done' }
  const { appeal, step } = found
  return {
    gone: null,
    edition: step.step,
    title: isWork ? workTitle(found) : ownTitle(found),
    name: category,
    category,
    item: null,
    text: async () => '',
    publishedAt: step.at,
    publishedBy: region.office.name || region.name,
    place: region.name,
    link: linkOf(appeal),
    titleIsOpen: true,
    mayRead: (viewer) => mayRead(appeal, viewer),
    concerns: async (concern, person) =>
      isWork
        ? concern === 'work' && (await workers(deps, found)).includes(person)
        : concern === 'asker' && person === appeal.person,
  }
}

const mayRead = (appeal: AppealDoc, viewer: Viewer): boolean =>
  isOwnAppeal(appeal, viewer) || appeal.person === viewer.person || mayDealWith(appeal, viewer)

async function lines(deps: Deps, ids: readonly string[], viewer: Viewer): Promise<NoticeLine[]> {
  const named = ids.flatMap((id) => {
    const parts = stepNamed(id)
    return parts ? [{ id, ...parts }] : []
  })
  const appeals = await appealModels(deps.db)
    .Appeal.find({ _id: { $in: [...new Set(named.map(({ appeal }) => appeal))] } })
    .batchSize(ids.length + 1)
    .lean<AppealDoc[]>()
  const refs = await regionRefs(
    deps,
    appeals.map(({ office }) => office),
  )
  return named.flatMap(({ id, appeal: key, at }): NoticeLine[] => {
    const appeal = appeals.find(({ _id }) => _id === key)
    const step = appeal?.steps[at]
    if (!appeal || !step || !mayRead(appeal, viewer)) return []
    const found = { appeal, step, at }
    const own = isOwnAppeal(appeal, viewer) || appeal.person === viewer.person
    return [
      {
        ...{ id, region: appeal.office, regionName: refOf(refs, appeal.office).name, itemNo: 0 },
        ...{ itemName: category, category, plain: null, link: linkOf(appeal) },
        title: own ? ownTitle(found) : workTitle(found),
        publishedAt: step.at.toISOString(),
        ...{ audience: 'public', access: 'title', mine: own, state: 'none', own: [] },
        stateText: !own && isDone(found) ? '已办' : null,
      },
    ]
  })
}

/** What the push engine may ask about 诉求: the writer is told of its steps, the office of what waits. */
export const appealSubject: Subject = {
  describe,
  lines,
  async concerned(deps, { subject, kind }) {
    const found = await find(deps, subject.id)
    if (!found) return []
    const { person: writer } = found.appeal
    if (kind !== 'work') return writer === nobody ? [] : [{ person: writer, concern: 'asker' }]
    if (isDone(found)) return []
    return (await workers(deps, found)).map((person) => ({ person, concern: 'work' as const }))
  },
}
