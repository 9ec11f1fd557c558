import { memory } from './memory'
import { persisted } from './persisted'

/** The code of the village chosen on this phone; null before the first choice. */
export const region = persisted<string | null>(
  'hutang.region',
  null,
  (value): value is string | null => value === null || typeof value === 'string',
)

/** Another village that a card, a link or a code on paper has opened: shown until the app closes, and never kept. */
export const visited = memory<string | null>(null)

/** The village that is shown. */
export function useShownRegion(): string | null {
  const own = region.use()
  return visited.use() ?? own
}

/** The first village that a phone is led to becomes its own. */
export function visit(code: string): void {
  if (region.get() === null) region.set(code)
  visited.set(code === region.get() ? null : code)
}

export function choose(code: string): void {
  region.set(code)
  visited.set(null)
}

/** Back to one's own village. */
export function goHome(): void {
  visited.set(null)
  // Else the page would open the other village again when it is loaded anew.
  if (process.env.TARO_ENV === 'h5' && window.location.hash.startsWith('#/pages/home/'))
    window.history.replaceState(window.history.state, '', '#/pages/home/index')
}
