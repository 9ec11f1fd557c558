import type { NoticeLine, Viewer } from '@hutang/shared'
import type { Deps } from '../../../deps'
import type { Description, Gone, Held, Subject } from '../../announcements'
import { isOpenToDo, isTheirStep, type ToDo, toDoId, toDoNamed, workersFor } from '../../notices'
import { findRegion, refOf, regionRefs } from '../../regions'
import { type PolicyDoc, type PolicyEditionDoc, policyModels } from '../policies.model'
import { isHiddenNow } from '../reading/concealed'
import { maySeePolicyWork } from '../workflow/abilities'
import { endedReason } from '../workflow/publish'

const category = '办理'

/** A stranger may read them on a lock screen. */
const texts: Record<ToDo['verb'], string> = {
  submit: '有一条政策等您保密审查',
  return: '有一条政策退回给您，请改一改',
  approve: '有一条政策等您签发',
  cancel: '有一条政策没发出去，等您签发',
}

const pageOf = ({ verb }: ToDo, policy: string): string =>
  `policy-office/${verb === 'return' ? 'edit' : 'policy'}/index?id=${encodeURIComponent(policy)}`

const editionOf = ({ db }: Deps, toDo: ToDo | null) =>
  toDo && policyModels(db).PolicyEdition.findById(toDo.edition).lean<PolicyEditionDoc>()

async function describe(deps: Deps, id: string): Promise<Description | Gone | Held> {
  const toDo = toDoNamed(id)
  const edition = await editionOf(deps, toDo)
  const region = edition && (await findRegion(deps.db, edition.region))
  if (!toDo || !edition || !region || !isOpenToDo(toDo, edition)) return { gone: 'done' }
  const policy = await policyModels(deps.db).Policy.findById(edition.policy).lean<PolicyDoc>()
  // A correction of what is public no more.
  if (!policy || endedReason(policy, edition) !== null) return { gone: 'done' }
  if (policy.hidden && isHiddenNow(policy, deps.clock.now()))
    return { gone: 'hidden', until: policy.hidden.until }
  return {
    gone: null,
    edition: edition._id,
    title: texts[toDo.verb],
    name: category,
    category,
    item: null,
    text: async () => '',
    publishedAt: edition.updatedAt,
    publishedBy: region.office.name || region.name,
    place: region.name,
    link: pageOf(toDo, edition.policy),
    titleIsOpen: true,
    mayRead: (viewer: Viewer) => isTheirStep(toDo.verb, edition, viewer),
    concerns: async (concern, person) =>
      concern === 'work' && (await workersFor(deps, toDo.verb, edition)).includes(person),
  }
}

/** As the inbox of an officer shows them, also when they are done; a draft's title only to who may see the draft. */
async function lines(deps: Deps, ids: readonly string[], viewer: Viewer): Promise<NoticeLine[]> {
  const toDos = ids.flatMap((id) => toDoNamed(id) ?? [])
  const editions = await policyModels(deps.db)
    .PolicyEdition.find(
      { _id: { $in: [...new Set(toDos.map(({ edition }) => edition))] } },
      { 'content.text': 0, 'content.interpretation': 0 },
    )
    .lean<PolicyEditionDoc[]>()
  const regions = await regionRefs(deps, [...new Set(editions.map(({ region }) => region))])
  return toDos.flatMap((toDo) => {
    const edition = editions.find(({ _id }) => _id === toDo.edition)
    if (!edition) return []
    const sees = maySeePolicyWork(edition, viewer)
    const text = texts[toDo.verb]
    const { title } = edition.content
    return {
      ...{ id: toDoId(toDo), region: edition.region, regionName: refOf(regions, edition.region).name },
      ...{ itemNo: 0, itemName: category, category, title: text },
      plain: sees && title.trim() ? `${text}：${title}` : null,
      publishedAt: edition.updatedAt.toISOString(),
      link: pageOf(toDo, edition.policy),
      ...({ audience: 'public', mine: false, state: 'none', own: [] } as const),
      access: sees ? ('summary' as const) : ('title' as const),
      stateText: isOpenToDo(toDo, edition) ? null : '已办',
    }
  })
}

/** Work on policies (送审、退回、待签发), announced to whoever has the step. */
export const policyWorkSubject: Subject = {
  describe,
  lines,
  async concerned(deps, { subject }) {
    const toDo = toDoNamed(subject.id)
    const edition = await editionOf(deps, toDo)
    if (!toDo || !edition || !isOpenToDo(toDo, edition)) return []
    const persons = await workersFor(deps, toDo.verb, edition)
    return persons.map((person) => ({ person, concern: 'work' as const }))
  },
}
