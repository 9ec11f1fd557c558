import { forgetCopies, forgetTyped } from '../../store/copies'
import { enterpriseAnswers } from '../../store/enterprise-answers'
import { householdAnswers } from '../../store/household-answers'
import { chosenFirm } from '../../store/policy-phone'
import { session } from '../../store/session'
import { showCounts } from '../../store/unread'

/** Nothing of the person stays on this phone either. */
export function forgetPerson(): void {
  const held = session.get()
  if (held) forgetTyped(held.user.account)
  session.set(null)
  showCounts(null)
  forgetCopies()
  householdAnswers.clear()
  enterpriseAnswers.clear()
  chosenFirm.clear()
}
