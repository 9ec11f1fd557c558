import type { NoticeLine, Viewer } from '@hutang/shared'
import type { Deps } from '../../../deps'
import type { Description, Gone, Subject } from '../../announcements'
import { itemOfNotice } from '../../catalogue'
import { findRegion, type regionRef, regionRefs } from '../../regions'
import { type EditionDoc, type NoticeDoc, noticeModels } from '../notices.model'
import { isConcealed } from '../reading/concealed'
import { publishedIn } from '../reading/published'
import { maySeeWork } from '../workflow/abilities'
import { isMoot } from '../workflow/waiting'
import { idOf, isOpen, pageOf, type ToDo, textOf, toDoNamed } from './steps.rules'
import { isTheirs, workersFor } from './workers'

const category = '办理'

async function describe(deps: Deps, id: string): Promise<Description | Gone> {
  const toDo = toDoNamed(id)
  const edition = toDo && (await noticeModels(deps.db).Edition.findById(toDo.edition).lean<EditionDoc>())
  const region = edition && (await findRegion(deps.db, edition.region))
  if (!toDo || !edition || !region) return { gone: 'done' }
  if (!isOpen(toDo, edition) || (await isOfNoUse(deps, edition))) return { gone: 'done' }
  return {
    gone: null,
    edition: edition._id,
    title: textOf(toDo, region.level),
    name: category,
    category,
    item: null,
    text: async () => '',
    publishedAt: edition.updatedAt,
    publishedBy: region.office.name || region.name,
    place: region.name,
    link: pageOf(toDo, edition.notice),
    titleIsOpen: true,
    mayRead: (viewer: Viewer) => isTheirs(toDo.verb, edition, viewer),
    concerns: async (concern, person) =>
      concern === 'work' && (await workersFor(deps, toDo.verb, edition)).includes(person),
  }
}

/** A correction of what is public no more. */
async function isOfNoUse({ db }: Deps, edition: EditionDoc): Promise<boolean> {
  if (!edition.base) return false
  const notice = await noticeModels(db)
    .Notice.findById(edition.notice, { state: 1 })
    .lean<Pick<NoticeDoc, 'state'>>()
  return isMoot(edition, notice ?? undefined)
}

type Shown = Pick<
  EditionDoc,
  '_id' | 'notice' | 'region' | 'item' | 'state' | 'title' | 'history' | 'updatedAt'
> &
  Pick<EditionDoc, 'author' | 'authorAccount' | 'keeper' | 'writers'>

/** As the inbox of a cadre shows them, also when they are done; a draft's title only to who may see the draft. */
async function lines(deps: Deps, ids: readonly string[], viewer: Viewer): Promise<NoticeLine[]> {
  const toDos = ids.flatMap((id) => toDoNamed(id) ?? [])
  const editions = await noticeModels(deps.db)
    .Edition.find(
      { _id: { $in: [...new Set(toDos.map(({ edition }) => edition))] } },
      { body: 0, elements: 0, table: 0, pictures: 0, parts: 0 },
    )
    .lean<Shown[]>()
  const codes = [...new Set(editions.map(({ region }) => region))]
  const [regions, ...published] = await Promise.all([
    regionRefs(deps, codes),
    ...codes.map((code) => publishedIn(deps, code)),
  ])
  const now = deps.clock.now()
  const isClosed = (notice: string) =>
    published.some(({ byId }) => {
      const found = byId.get(notice)
      return found !== undefined && isConcealed(found, viewer, now)
    })
  return toDos.flatMap((toDo) => {
    const edition = editions.find(({ _id }) => _id === toDo.edition)
    const region = edition && regions.get(edition.region)
    const item = region && itemOfNotice(region, edition.item)
    if (!edition || !region || !item) return []
    return lineOf(toDo, edition, {
      region,
      item,
      sees: maySeeWork(edition, viewer) && !isClosed(edition.notice),
    })
  })
}

function lineOf(
  toDo: ToDo,
  edition: Shown,
  {
    region,
    item,
    sees,
  }: {
    region: ReturnType<typeof regionRef>
    item: NonNullable<ReturnType<typeof itemOfNotice>>
    sees: boolean
  },
): NoticeLine {
  const open = isOpen(toDo, edition)
  return {
    id: idOf(toDo),
    region: edition.region,
    regionName: region.name,
    itemNo: edition.item,
    itemName: item.level2,
    category,
    title: textOf(toDo, region.level),
    plain: sees && edition.title.trim() ? `${textOf(toDo, region.level)}：${edition.title}` : null,
    publishedAt: edition.updatedAt.toISOString(),
    link: pageOf(toDo, edition.notice),
    audience: item.audience,
    access: sees ? 'summary' : 'title',
    mine: false,
    state: 'none',
    stateText: open ? null : '已办',
    own: [],
  }
}

/** Work to be done (送审、退回、待发布), announced like everything else to whom it concerns. */
export const workSubject: Subject = {
  describe,
  lines,
  async concerned(deps, { subject }) {
    const toDo = toDoNamed(subject.id)
    const edition = toDo && (await noticeModels(deps.db).Edition.findById(toDo.edition).lean<EditionDoc>())
    if (!toDo || !edition || !isOpen(toDo, edition)) return []
    const persons = await workersFor(deps, toDo.verb, edition)
    return persons.map((person) => ({ person, concern: 'work' as const }))
  },
}
