import {
  type Availability,
  closingWords,
  mayApply,
  type PolicyContent,
  type PolicyStatus,
  shanghaiDate,
  windowStateWords,
  windowStatus,
} from '@hutang/shared'
import { workingDayTable } from '../../../rules/office-tables'

/** How a policy stands on the day of an instant, in Shanghai. What was withdrawn is over. */
export function statusOf(
  content: PolicyContent,
  availability: Availability | null,
  now: Date,
  isWithdrawn = false,
): PolicyStatus {
  const day = shanghaiDate(now)
  const status = windowStatus(content, availability, day, workingDayTable())
  const { opensOn, closesOn, daysLeft, workingDaysLeft } = status
  if (isWithdrawn)
    return {
      state: 'expired',
      text: '已撤回',
      opensOn,
      closesOn,
      daysLeft: null,
      workingDaysLeft: null,
      deadline: '',
    }
  return {
    state: status.state,
    text: windowStateWords[status.state],
    opensOn,
    closesOn,
    daysLeft,
    workingDaysLeft: typeof workingDaysLeft === 'number' ? workingDaysLeft : null,
    deadline: mayApply(status) ? closingWords(status, day) : '',
  }
}
