import type { Deps } from '../../deps'
import { cacheByMarks, longestUnseenMs } from '../../storage/marked-cache'
import { type QuestionDoc, questionModels, questionsMark } from './questions.model'

/** As many as an office looks through; the longest waiting come first. */
const mostOpen = 3000

const openKept = cacheByMarks<{ questions: readonly QuestionDoc[] }>({
  maxEntries: 300,
  ttlMs: longestUnseenMs,
})

/** What waits for an answer in a region and in what lies in it, the longest waiting first. Kept in memory. */
export const openIn = async (deps: Pick<Deps, 'db' | 'marks'>, region: string) =>
  (
    await openKept(deps).get(
      region,
      async () => ({
        questions: await questionModels(deps.db)
          .Question.find({ region: { $regex: `^${region}` }, open: true })
          .sort({ at: 1 })
          .limit(mostOpen)
          .lean<QuestionDoc[]>(),
      }),
      () => [questionsMark],
    )
  ).questions

const unseenKept = cacheByMarks<{ count: number }>({ maxEntries: 5000, ttlMs: longestUnseenMs })

/** How many answers an account has not read. Kept in memory. */
export const unseenOf = async (deps: Pick<Deps, 'db' | 'marks'>, account: string): Promise<number> =>
  (
    await unseenKept(deps).get(
      account,
      async () => ({
        count: await questionModels(deps.db).Question.countDocuments({ account, seen: false }),
      }),
      () => [unseenMark(account)],
    )
  ).count

/** Moves with every answer to the account, and when it was read. */
export const unseenMark = (account: string): string => `answers:${account}`
