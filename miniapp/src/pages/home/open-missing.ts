import { goTo } from '../../hooks/navigation'
import { catalogueFilter } from '../../store/catalogue-filter'

/** The catalogue with what should be public and is not. */
export function openMissing(): void {
  catalogueFilter.set({ group: '', missingOnly: true })
  goTo('catalogue')
}

export function openGroup(group: string): void {
  catalogueFilter.set({ group, missingOnly: false })
  goTo('catalogue')
}
