import { hasPart, levelOfCode, roleText, writingRoles } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { moveAfter } from '../../../storage/marks'
import { type Actor, accountsOfPersons, standingOf } from '../../accounts'
import { noteAct } from '../../audit'
import { isWorking, knownRolesIn, type RoleDoc } from '../../residents'
import type { EditionDoc } from '../notices.model'
import { noticeModels } from '../notices.model'
import { keepsIt } from './abilities'
import { type DeskEdition, lineFields, openIn, underWay } from './desk'
import { byLine } from './step'
import { type NoticeWork, noticeStore } from './store'
import { workMark } from './waiting'

/** How often a handing over may lose to a step of the edition. */
const rounds = 4

type Kept = Pick<EditionDoc, 'author' | 'authorAccount' | 'keeper'>

/** Whether one of the persons, or of their accounts, goes on with it. */
const isKeptBy = (
  { author, authorAccount, keeper }: Kept,
  persons: ReadonlySet<string>,
  accounts: ReadonlySet<string>,
): boolean =>
  keeper
    ? persons.has(keeper)
    : persons.has(author) || (authorAccount !== null && accounts.has(authorAccount))

const accountIdsOf = async ({ db }: Pick<Deps, 'db'>, persons: readonly string[]): Promise<Set<string>> =>
  new Set((await accountsOfPersons(db, persons)).map(({ _id }) => _id))

/** What somebody has in work in a region: written and not published yet. */
export async function workKeptBy(
  deps: Pick<Deps, 'db'>,
  region: string,
  person: string,
): Promise<DeskEdition[]> {
  const [open, accounts] = await Promise.all([
    noticeModels(deps.db)
      .Edition.find({ region, state: { $in: [...underWay] } }, lineFields)
      .sort({ updatedAt: -1 })
      .lean<DeskEdition[]>(),
    accountIdsOf(deps, [person]),
  ])
  return open.filter((one) => isKeptBy(one, new Set([person]), accounts))
}

/** Of what is worked on, that whose writer has no post here any more, or is on leave: whoever writes here may take it over. */
export const orphansOf = async <E extends Kept>(
  deps: Deps,
  region: string,
  open: readonly E[],
): Promise<E[]> => (open.length === 0 ? [] : orphansAmong(deps, open, await knownRolesIn(deps, region)))

async function orphansAmong<E extends Kept>(
  deps: Pick<Deps, 'db' | 'clock'>,
  open: readonly E[],
  roles: readonly RoleDoc[],
): Promise<E[]> {
  const now = deps.clock.now()
  const writers = roles.filter((one) => writingRoles.includes(one.role) && isWorking(one, now))
  const persons = new Set(writers.map(({ person }) => person))
  const left = open.filter((one) => !isKeptBy(one, persons, new Set()))
  if (!left.some(({ keeper, authorAccount }) => !keeper && authorAccount !== null)) return left
  const accounts = await accountIdsOf(deps, [...persons])
  return left.filter((one) => !isKeptBy(one, persons, accounts))
}

/** The same of several regions, whose roles are known: how many pieces wait in each. */
export async function orphansIn(
  deps: Pick<Deps, 'db' | 'clock'>,
  regions: readonly string[],
  roles: readonly RoleDoc[],
): Promise<Map<string, number>> {
  const open = await openIn(deps, regions)
  const counted = new Map<string, number>()
  for (const region of new Set(open.map((one) => one.region))) {
    const here = open.filter((one) => one.region === region)
    const serving = roles.filter((one) => one.region === region)
    const orphans = await orphansAmong(deps, here, serving)
    if (orphans.length > 0) counted.set(region, orphans.length)
  }
  return counted
}

export interface HandingOver {
  from: { person: string; name: string }
  to: { person: string; name: string }
}

/**
 * Gives the work of one person to another: its state stays, what was scheduled stays scheduled, and the author stays
 * the author. Repeatable: what somebody else goes on with by now is left alone.
 */
export async function handOverWork(
  deps: Pick<Deps, 'db' | 'clock' | 'marks'>,
  editions: readonly string[],
  { from, to }: HandingOver,
): Promise<void> {
  const accounts = await accountIdsOf(deps, [from.person])
  for (const id of editions) {
    for (let round = 0; round < rounds; round++) {
      const edition = await noticeModels(deps.db).Edition.findById(id).lean<EditionDoc>()
      if (!edition || !underWay.includes(edition.state)) break
      if (!isKeptBy(edition, new Set([from.person]), accounts)) break
      const role = levelOfCode(edition.region) === 'village' ? 'clerk' : 'township-officer'
      const by = `${to.name}（${roleText[role]}）`
      if (await give(deps, edition, to.person, by, `${from.name}岗位结束，转来接着办`)) break
    }
  }
}

/** One update that holds only if no step came between; it moves the revision so that a step cannot overwrite it. */
const give = (
  { db, clock, marks }: Pick<Deps, 'db' | 'clock' | 'marks'>,
  { _id, region, revision, state }: EditionDoc,
  keeper: string,
  by: string,
  reason: string,
): Promise<EditionDoc | null> => {
  const at = clock.now()
  const entry = { verb: 'handOver' as const, person: keeper, by, at, reason, key: null, hash: null }
  return moveAfter(marks, [workMark(region)], () =>
    noticeModels(db)
      .Edition.findOneAndUpdate(
        { _id, revision, state },
        { $set: { keeper, revision: revision + 1, updatedAt: at }, $push: { history: entry } },
        { returnDocument: 'after' },
      )
      .lean<EditionDoc>(),
  )
}

/** 接手: a writer of the region goes on with what nobody can go on with. */
export async function takeOver(deps: Deps, actor: Actor, noticeId: string): Promise<NoticeWork> {
  for (let round = 0; round < rounds; round++) {
    const work = await noticeStore(deps).work(noticeId, null)
    const { edition } = work
    if (!hasPart(actor.viewer.roles, edition.region, 'write')) throw new AppError('forbidden')
    if (keepsIt(edition, actor.viewer)) return work
    if (!underWay.includes(edition.state)) throw new AppError('wrongState')
    if (!(await isOrphan(deps, edition))) throw new AppError('keptBySomebody')
    const by = byLine(actor, edition.region, 'write')
    const taken = await give(deps, edition, actor.person._id, by, '接着办')
    if (taken) {
      const subject = edition.notice
      await noteAct(deps, { act: 'workTakenOver', by: actor, region: edition.region, subject })
      return { ...work, edition: taken }
    }
  }
  throw new AppError('wrongState')
}

async function isOrphan(deps: Deps, edition: EditionDoc): Promise<boolean> {
  if ((await orphansOf(deps, edition.region, [edition])).length === 0) return false
  // The account may stand for another person by now, who has the post.
  const standing =
    edition.keeper || !edition.authorAccount ? null : await standingOf(deps, edition.authorAccount)
  return !standing || !hasPart(standing.viewer.roles, edition.region, 'write')
}
