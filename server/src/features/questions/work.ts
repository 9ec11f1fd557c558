import { answersNow, type NoticeLine, questionKindText, type Viewer } from '@hutang/shared'
import type { Deps } from '../../deps'
import { eachSafely } from '../../each-safely'
import { inPages, oneByOne } from '../../storage/pages'
import { holdersWho } from '../accounts'
import { announceWork, type Description, type Gone, type Subject } from '../announcements'
import { findRegion, refOf, regionRefs } from '../regions'
import { type QuestionDoc, questionModels } from './questions.model'
import { isOwn } from './view'

const category = '办理'
const townshipDigits = 9

/** One asking that waits: asked again, it is another, and often of others. */
const idOf = ({ _id, rounds }: Pick<QuestionDoc, '_id' | 'rounds'>): string => `${_id}:${rounds.length}`

function askingNamed(id: string): { question: string; round: number } | null {
  const [, question, round] = /^(.+):(\d+)$/.exec(id) ?? []
  return question ? { question, round: Number(round) } : null
}

const waits = ({ open, rounds }: Pick<QuestionDoc, 'open' | 'rounds'>, round: number): boolean =>
  open && rounds.length === round

/** Who asks may keep their name back, so that nothing of it is said but what kind it is. */
const textOf = ({ kind }: Pick<QuestionDoc, 'kind'>): string =>
  `有一条${kind === 'question' ? '提问' : questionKindText[kind]}等您答复`

const linkOf = ({ _id }: Pick<QuestionDoc, '_id'>): string => `reading/question/index?id=${_id}`

/** Tells who is to answer. Repeatable: an asking is announced once; one that came between owes its own. */
export async function finishAsked(deps: Pick<Deps, 'db'>, question: QuestionDoc): Promise<void> {
  const { _id, region, turn, open, rounds } = question
  const last = rounds.at(-1)
  if (open && last) {
    await announceWork(deps, {
      subject: { kind: 'question', id: idOf(question) },
      edition: _id,
      region,
      at: last.askedAt,
    })
  }
  await questionModels(deps.db).Question.updateOne({ _id, turn }, { $set: { owed: false } })
}

/** What a crash left untold; answers for how many. */
export const finishAllAsked = (deps: Deps): Promise<number> =>
  eachSafely(
    deps.log,
    'who is to answer could not be told',
    oneByOne(inPages(questionModels(deps.db).Question, { owed: true })),
    (question) => finishAsked(deps, question),
  )

const find = (deps: Deps, id: string) => questionModels(deps.db).Question.findById(id).lean<QuestionDoc>()

/** The village's, or its township's where the township has the step. */
function answerers(deps: Deps, question: QuestionDoc): Promise<string[]> {
  const ofTownship = question.rounds.at(-1)?.step === 'township'
  const office = ofTownship ? question.region.slice(0, townshipDigits) : question.region
  return holdersWho(deps, office, (viewer) => isTheirs(deps, question, viewer))
}

const isTheirs = ({ clock }: Pick<Deps, 'clock'>, question: QuestionDoc, viewer: Viewer): boolean =>
  !isOwn(question, viewer) && answersNow(viewer.roles, question, clock.now())

async function describe(deps: Deps, id: string): Promise<Description | Gone> {
  const asking = askingNamed(id)
  const question = asking && (await find(deps, asking.question))
  const region = question && (await findRegion(deps.db, question.region))
  if (!asking || !question || !region || !waits(question, asking.round)) return { gone: 'done' }
  return {
    gone: null,
    edition: question._id,
    title: textOf(question),
    name: category,
    category,
    item: null,
    text: async () => '',
    publishedAt: question.rounds.at(-1)?.askedAt ?? question.at,
    publishedBy: region.office.name || region.name,
    place: region.name,
    link: linkOf(question),
    titleIsOpen: true,
    mayRead: (viewer) => isTheirs(deps, question, viewer),
    concerns: async (concern, person) =>
      concern === 'work' && (await answerers(deps, question)).includes(person),
  }
}

/** In the inbox of who answers, also when it is answered. */
async function lines(deps: Deps, ids: readonly string[]): Promise<NoticeLine[]> {
  const askings = ids.flatMap((id) => {
    const asking = askingNamed(id)
    return asking ? { id, ...asking } : []
  })
  const questions = await questionModels(deps.db)
    .Question.find({ _id: { $in: [...new Set(askings.map(({ question }) => question))] } })
    .lean<QuestionDoc[]>()
  const refs = await regionRefs(
    deps,
    questions.map(({ region }) => region),
  )
  return askings.flatMap(({ id, question: named, round }) => {
    const question = questions.find(({ _id }) => _id === named)
    if (!question) return []
    const { region, rounds, at } = question
    return {
      ...{ id, region, regionName: refOf(refs, region).name, itemNo: 0, itemName: category, category },
      ...{ title: textOf(question), plain: null, link: linkOf(question) },
      publishedAt: (rounds[round - 1]?.askedAt ?? at).toISOString(),
      ...{ audience: 'public', access: 'title', mine: false, state: 'none', own: [] },
      stateText: waits(question, round) ? null : '已办',
    }
  })
}

/** 待答复: what somebody says or asks waits for an office, which is told of it like of all work. */
export const askedSubject: Subject = {
  describe,
  lines,
  async concerned(deps, { subject }) {
    const asking = askingNamed(subject.id)
    const question = asking && (await find(deps, asking.question))
    if (!asking || !question || !waits(question, asking.round)) return []
    const persons = await answerers(deps, question)
    return persons.map((person) => ({ person, concern: 'work' as const }))
  },
}
