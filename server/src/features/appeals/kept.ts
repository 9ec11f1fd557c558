import type { Deps } from '../../deps'
import { cacheByMarks, longestUnseenMs } from '../../storage/marked-cache'
import { type AppealDoc, appealModels, appealsMark } from './appeals.model'

type Reading = Pick<Deps, 'db' | 'marks'>

/** As many as an office looks through. */
const mostOpen = 3000
const mostCounted = 20_000

const openKept = cacheByMarks<{ appeals: readonly AppealDoc[] }>({ maxEntries: 100, ttlMs: longestUnseenMs })

/** What is open in an office and in those below it, what runs out first before all. Kept in memory. */
export const openIn = async (deps: Reading, office: string): Promise<readonly AppealDoc[]> =>
  (
    await openKept(deps).get(
      office,
      async () => ({ appeals: (await readOpen(deps, office)).sort(byDue) }),
      () => [appealsMark],
    )
  ).appeals

const readOpen = ({ db }: Pick<Deps, 'db'>, office: string): Promise<AppealDoc[]> =>
  appealModels(db)
    .Appeal.find({ office: { $regex: `^${office}` }, open: true })
    .sort({ at: 1 })
    .limit(mostOpen)
    .batchSize(mostOpen + 1)
    .lean<AppealDoc[]>()

/** When what runs now is due; what is 待定 comes last. */
function dueNow({ rounds }: AppealDoc): number {
  const round = rounds.at(-1)
  if (!round) return Number.MAX_SAFE_INTEGER
  const { due, done } = round
  const running = done.acknowledge === null ? due.acknowledge : done.answer === null ? due.answer : due.close
  return running?.getTime() ?? Number.MAX_SAFE_INTEGER
}

const byDue = (a: AppealDoc, b: AppealDoc): number =>
  dueNow(a) - dueNow(b) || a.at.getTime() - b.at.getTime() || (a._id < b._id ? -1 : 1)

/** For counting: of an office, since a day. */
export const sinceIn = ({ db }: Pick<Deps, 'db'>, office: string, since: Date): Promise<AppealDoc[]> =>
  appealModels(db)
    .Appeal.find(
      { office: { $regex: `^${office}` }, at: { $gte: since } },
      { rounds: 1, rating: 1, ended: 1 },
    )
    .limit(mostCounted)
    .batchSize(mostCounted + 1)
    .lean<AppealDoc[]>()

const unseenKept = cacheByMarks<{ count: number }>({ maxEntries: 5000, ttlMs: longestUnseenMs })

/** Of how many the writer has not read the newest step. Kept in memory. */
export const unseenOf = async (deps: Reading, account: string): Promise<number> =>
  (
    await unseenKept(deps).get(
      account,
      async () => ({
        count: await appealModels(deps.db).Appeal.countDocuments({ account, seen: false }),
      }),
      () => [appealsMark],
    )
  ).count
