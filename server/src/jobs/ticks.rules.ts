const minute = 60_000

/** How often each kind is due, and when after the full hour. */
const rhythms = {
  minute: { every: minute, after: 0 },
  halfHour: { every: 30 * minute, after: 0 },
  hour: { every: 60 * minute, after: 15 * minute },
} as const

export type Every = keyof typeof rhythms

/** The same for node-cron. */
export const patterns: Record<Every, string> = {
  minute: '* * * * *',
  halfHour: '0,30 * * * *',
  hour: '15 * * * *',
}

/** The newest time at which a job was due. */
export function tickOf(every: Every, now: Date): Date {
  const rhythm = rhythms[every]
  const since = now.getTime() - rhythm.after
  return new Date(since - (since % rhythm.every) + rhythm.after)
}
