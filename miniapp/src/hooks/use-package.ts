import type { EnterpriseAnswers, PolicyPackage } from '@hutang/shared/contract'
import { type Need, needs } from '@hutang/shared/rules'
import { call } from '../api/client'
import type { Body } from '../api/contract'
import type { VisitorAnswers } from '../store/enterprise-answers'
import { keepAnswers, usePhoneFirm } from '../store/policy-phone'
import { useUser } from '../store/session'
import { type Action, useAction } from './use-action'
import { useLast } from './use-last'
import { type Screen, useScreen } from './use-screen'

const notKept = { kept: false }

export interface PackageOf {
  screen: Screen<PolicyPackage>
  /** Tells the answers to the enterprise, or keeps them on this phone, and reads the package anew. */
  answer: Action<[EnterpriseAnswers]>
}

/** The package of one of one's own enterprises; without `firm` that of what this phone holds. */
export function usePackage(firm: string | null): PackageOf {
  const held = usePhoneFirm()
  const signedIn = useUser() !== null
  const isOwn = firm !== null && signedIn
  const own = useScreen('GET /api/enterprises/:id/package', isOwn ? { params: { id: firm } } : null)
  // What was answered lies on this phone anyway, until it is taken away: no second copy.
  const kept = useScreen(
    'POST /api/package',
    isOwn || held === null ? null : { body: askedBy(held) },
    notKept,
  )
  const answer = useAction(async (_key, answers: EnterpriseAnswers) => {
    if (!isOwn) {
      // Asked first: an answer that is refused is not kept.
      const body = held ? askedBy(held) : {}
      await call('POST /api/package', { body: { ...body, answers: { ...held?.answers, ...answers } } })
      return keepAnswers(answers)
    }
    const params = { id: firm }
    const { revision } = await call('GET /api/enterprises/:id', { params })
    await call('PUT /api/enterprises/:id', { params, body: { revision, answers } })
    await own.reload()
  })
  // What was read before an answer stays until the new package has come.
  const last = useLast(held === null ? undefined : kept.data)
  return { screen: isOwn ? own : { ...kept, data: kept.data ?? last }, answer }
}

const isNeed = (word: string): word is Need => needs.some((need) => need === word)

/** What this phone holds, as it is asked. */
export const askedBy = ({
  creditCode,
  answers,
  needs: sought,
}: VisitorAnswers): Body<'POST /api/package'> => ({
  ...(creditCode === null ? {} : { creditCode }),
  answers,
  needs: sought.filter(isNeed),
})
