import type { ReactNode } from 'react'
import { Skeleton } from '../../components/skeleton/skeleton'
import type { Screen } from '../../hooks/use-screen'
import { ErrorState } from '../error-state/error-state'

export interface LoadedProps<T> {
  screen: Screen<T>
  /** How many cards the skeleton draws. */
  cards?: number
  children: (data: T) => ReactNode
}

/** What a screen has read; before it is there a skeleton, or what went wrong with a way to try again. */
export function Loaded<T>({ screen, cards, children }: LoadedProps<T>) {
  if (screen.data !== undefined) return <>{children(screen.data)}</>
  if (screen.error) return <ErrorState error={screen.error} onRetry={() => void screen.reload()} />
  return <Skeleton cards={cards} />
}
