import type { ReactNode } from 'react'
import { Skeleton, type SkeletonShape } from '../../components/skeleton/skeleton'
import type { Screen } from '../../hooks/use-screen'
import { ErrorState } from '../error-state/error-state'

export interface LoadedProps<T> {
  screen: Screen<T>
  /** What the skeleton looks like. */
  shape?: SkeletonShape
  children: (data: T) => ReactNode
}

/** What a screen has read; before it is there a skeleton, or what went wrong with a way to try again. */
export function Loaded<T>({ screen, shape, children }: LoadedProps<T>) {
  if (screen.data !== undefined) return <>{children(screen.data)}</>
  if (screen.error) return <ErrorState error={screen.error} onRetry={() => void screen.reload()} />
  return <Skeleton shape={shape} />
}
