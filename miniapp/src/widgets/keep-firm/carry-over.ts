import type { EnterpriseView } from '@hutang/shared/contract'
import { type Need, needs } from '@hutang/shared/rules'
import { call } from '../../api/client'
import type { VisitorAnswers } from '../../store/enterprise-answers'

/** What the county's register says is not said again. */
const ofRegister = ['kind', 'foundedOn']

/** What was answered before signing in, into the new profile. */
export async function carryOver(
  { id, revision, registered }: Pick<EnterpriseView, 'id' | 'revision' | 'registered'>,
  { answers, needs: sought }: VisitorAnswers,
): Promise<void> {
  const said = Object.fromEntries(
    Object.entries(answers).filter(([name]) => !(registered && ofRegister.includes(name))),
  )
  const wishes = sought.filter((one): one is Need => needs.some((need) => need === one))
  if (Object.keys(said).length + wishes.length === 0) return
  await call('PUT /api/enterprises/:id', {
    params: { id },
    body: { revision, answers: said, ...(wishes.length > 0 ? { profile: { wishes } } : {}) },
  })
}
