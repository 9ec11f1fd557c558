import type { AppealTerms, OfficeTime } from '@hutang/shared'
import { officeHours, workingDayTable } from '../../rules/office-tables'

/** The clocks of config/office-hours.json. */
export function appealTerms(): AppealTerms {
  const { acknowledge, answer, close, firstReminderGrace, reopen } = officeHours().appeals
  return {
    acknowledgeHours: acknowledge.amount,
    answerDays: answer.amount,
    closeDays: close.amount,
    graceMinutes: firstReminderGrace.amount,
    reopenDays: reopen.amount,
  }
}

export const officeTime = (): OfficeTime => ({
  periods: officeHours().hours.periods,
  table: workingDayTable(),
})
