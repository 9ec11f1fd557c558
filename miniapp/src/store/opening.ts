import { memory } from './memory'

/** A page that was asked for and whose code has not come yet (h5). */
export interface Opening {
  url: string
  /** The code could not be fetched. */
  failed: boolean
  /** Fetches it again, and then opens the page. */
  retry: () => void
  /** Stays on the page in front; absent where the address has changed already. */
  cancel?: () => void
}

export const opening = memory<Opening | null>(null)
