import { memory } from './memory'

/** What the navigation of a desk shows of it: set by whoever read the desk last. */
export interface DeskSummary {
  region: string
  village: boolean
  name: string
  roles: readonly string[]
  mine: number
  others: number
  missing: number
  visits: number
  can: { write: boolean; publish: boolean; verify: boolean }
  questions: boolean
  firms: boolean
  /** When it was read (epoch milliseconds). */
  at: number
}

export const deskSummary = memory<DeskSummary | null>(null)

/** The part of the desk that the navigation asked for, to be brought into view by the page. */
export const deskPart = memory<string | null>(null)
