import type { Deps } from '../../deps'
import type { Feature } from '../../feature'
import { eraseQuestions } from './erase'
import { unseenOf } from './kept'
import { questionsLeft, questionsReplaced } from './left'
import { waitingQuestions } from './lists'
import { questionModels } from './questions.model'
import { questionsRoutes } from './questions.routes'
import { questionsWith } from './stand'
import { askedSubject, finishAllAsked } from './work'

export { receiptNumber, refuseBadText, wordsOf } from './ask'
export { questionDesk } from './lists'

async function finishAndWake(deps: Deps): Promise<void> {
  if ((await finishAllAsked(deps)) > 0) deps.work.send()
}

/** 意见和投诉: who says, asks or complains of what, who has to answer by when, and what was answered. */
export const questions = {
  name: 'questions',
  models: questionModels,
  plugin: questionsRoutes,
  profile: async (deps, viewer) => {
    const [waiting, answers] = await Promise.all([
      waitingQuestions(deps, viewer),
      viewer.account === null ? 0 : unseenOf(deps, viewer.account),
    ])
    return { waiting, answers }
  },
  subjects: { question: askedSubject },
  words: { question: questionsWith },
  jobs: (deps) => [{ name: 'asked-questions', every: 'minute', run: () => finishAndWake(deps) }],
  accounts: {
    left: (deps, gone) => questionsLeft(deps, gone),
    replaced: (deps, account) => questionsReplaced(deps, account),
  },
  takedown: { erase: (deps, { id }) => eraseQuestions(deps, id) },
} satisfies Feature
